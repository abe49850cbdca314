"""The grid of a table: where its cells stand, how far they reach, how many are missing (HTML Standard §4.9.12)."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

_GROUPS = ("thead", "tbody", "tfoot")


@dataclass(eq=False, slots=True)
class Grid:
    """What makes each row of a table as wide as the next and no cell reach out of it.

    *spans* are the columns and rows of a cell, *missing* is how many cells a row lacks at its end.
    """

    spans: dict[Any, tuple[int, int]] = field(default_factory=dict)
    missing: dict[Any, int] = field(default_factory=dict)


class _Placed(NamedTuple):
    """A cell, the column it begins in, how many columns and rows it takes."""

    cell: Any
    column: int
    columns: int
    rows: int


def grid_of(table: Any) -> Grid:
    """Return the grid of the HTML element *table*; it ends where its last cell begins."""
    groups = [_place([row for row in group if row.tag == "tr"]) for group in table if group.tag in _GROUPS]
    width = max((placed.column + 1 for cells, _ in groups for placed in cells), default=0)
    grid = Grid()
    for cells, taken in groups:
        for cell, column, columns, rows in cells:
            grid.spans[cell] = (min(columns, width - column), rows)
        for row, columns_taken in taken.items():
            grid.missing[row] = sum(column not in columns_taken for column in range(width))
    return grid


def _place(rows: list[Any]) -> tuple[list[_Placed], dict[Any, set[int]]]:
    """Return the cells of a group of rows, and the columns that are taken in each row."""
    taken: dict[Any, set[int]] = {row: set() for row in rows}
    cells = []
    for number, row in enumerate(rows):
        for cell in row:
            column = next(place for place in count() if place not in taken[row])
            wanted = range(column, column + int(cell.get("colspan", 1)))
            end = next((place for place in wanted if place in taken[row]), wanted.stop)
            below = rows[number : number + int(cell.get("rowspan", 1))]
            for line in below:
                taken[line].update(range(column, end))
            cells.append(_Placed(cell, column, end - column, len(below)))
    return cells, taken
