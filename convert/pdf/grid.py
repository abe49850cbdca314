"""The grid of a table: how far its cells reach, and where some are missing (HTML Standard §4.9.12)."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any, NamedTuple

GROUPS = ("thead", "tbody", "tfoot")


class _Placed(NamedTuple):
    """A cell, the columns it takes, and how many rows."""

    cell: Any
    columns: range
    rows: int


@dataclass(eq=False, slots=True)
class Grid:
    """What makes each row of a table as wide as the next and lets no cell reach out of it.

    *spans* are the columns and rows of a cell, *missing* is how many cells a row lacks at its end.
    """

    spans: dict[Any, tuple[int, int]] = field(default_factory=dict)
    missing: dict[Any, int] = field(default_factory=dict)

    def add(self, table: Any) -> None:
        """Add the HTML element *table*; a column in which no cell begins is none."""
        groups = [_place([row for row in group if row.tag == "tr"]) for group in table if group.tag in GROUPS]
        begun = {placed.columns.start for cells, _ in groups for placed in cells}
        for cells, taken in groups:
            for cell, columns, rows in cells:
                self.spans[cell] = (sum(column in columns for column in begun), rows)
            for row, columns_taken in taken.items():
                self.missing[row] = len(begun - columns_taken)


def _place(rows: list[Any]) -> tuple[list[_Placed], dict[Any, set[int]]]:
    """Return the cells of a group of rows, and the columns that are taken in each row."""
    taken: dict[Any, set[int]] = {row: set() for row in rows}
    cells = []
    for number, row in enumerate(rows):
        for cell in row:
            start = next(column for column in count() if column not in taken[row])
            wanted = range(start, start + int(cell.get("colspan", 1)))
            columns = range(start, next((column for column in wanted if column in taken[row]), wanted.stop))
            below = rows[number : number + int(cell.get("rowspan", 1))]
            for line in below:
                taken[line].update(columns)
            cells.append(_Placed(cell, columns, len(below)))
    return cells, taken
