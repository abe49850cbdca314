"""Tables as a grid of columns: where each cell stands, how wide each column is, what heads it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from convert.model import Row, Table, Text
from convert.script.wrapping import columns

#: What stands between two columns: `` | ``.
GAP = 3


class Placed(NamedTuple):
    """A cell in its column, over how many it reaches, and what it says."""

    column: int
    span: int
    text: str


class Grid(NamedTuple):
    """The rows of a table, how many of them head it, and the width of each column."""

    rows: list[list[Placed]]
    head: int
    widths: list[int]

    @property
    def width(self) -> int:
        """How wide all of it is."""
        return sum(self.widths) + GAP * max(len(self.widths) - 1, 0)

    def filled(self, row: list[Placed]) -> Iterator[str]:
        """Yield the cells of a row as wide as their columns; the last ends with its words."""
        column = 0
        for cell in row:
            yield from (" " * width for width in self.widths[column : cell.column])
            column = cell.column + cell.span
            is_last = column >= len(self.widths) or cell is row[-1]
            yield cell.text if is_last else cell.text + " " * (self._across(cell) - columns(cell.text))

    def _across(self, cell: Placed) -> int:
        return sum(self.widths[cell.column : cell.column + cell.span]) + GAP * (cell.span - 1)

    def labels(self) -> list[str]:
        """Return what heads each column: the words of the rows of the head, one below the other."""
        found = [""] * len(self.widths)
        for row in self.rows[: self.head]:
            for cell in row:
                for column in range(cell.column, cell.column + cell.span):
                    said = cell.text.replace("\n", " ")
                    found[column] = " ".join(filter(None, (found[column], said)))
        return found


def grid_of(table: Table, said: Callable[[Text], str]) -> Grid:
    """Return *table* as a grid; *said* spells a cell. A cell that spans rows stands in the first of them."""
    placed = [*_placed(table.head, said), *_placed(table.body, said)]
    count = max((cell.column for row in placed for cell in row), default=-1) + 1
    rows = [[cell._replace(span=min(cell.span, count - cell.column)) for cell in row] for row in placed]
    return Grid(rows, len(table.head), _widths(rows, count))


def _placed(rows: tuple[Row, ...], said: Callable[[Text], str]) -> Iterator[list[Placed]]:
    """Yield the cells of each row in the first column that no cell above still fills (HTML §4.9.12)."""
    filled: dict[int, int] = {}
    for row in rows:
        column, placed = 0, []
        for cell in row:
            while filled.get(column, 0):
                column += 1
            placed.append(Placed(column, cell.colspan, said(cell.text)))
            if cell.rowspan > 1:
                filled |= dict.fromkeys(range(column, column + cell.colspan), cell.rowspan)
            column += cell.colspan
        filled = {place: left - 1 for place, left in filled.items() if left > 1}
        yield placed


def _widths(rows: list[list[Placed]], count: int) -> list[int]:
    widths = [1] * count
    for cell in sorted((cell for row in rows for cell in row), key=lambda cell: cell.span):
        across = range(cell.column, cell.column + cell.span)
        lacking = columns(cell.text) - sum(widths[column] for column in across) - GAP * (cell.span - 1)
        widths[across[-1]] += max(lacking, 0)
    return widths
