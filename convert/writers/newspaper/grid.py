"""Where the grid of a paper stands on its sheet: millimetres and lines turned into CSS pixels."""

from dataclasses import dataclass
from math import ceil, floor

from convert.makeup import Sheet
from convert.makeup.sheet import MM

#: Lines above the text of an inner page: its running head.
HEAD = 3


@dataclass(frozen=True, slots=True)
class Grid:
    """The grid of a sheet whose lines are *step* CSS pixels high."""

    sheet: Sheet
    step: float

    @property
    def above(self) -> int:
        """Lines of the grid above the running head."""
        return ceil(self.sheet.margin * 0.75 * MM / self.step)

    @property
    def lines(self) -> int:
        """Lines between the head and the foot margin, those of the running head among them."""
        return floor((self.sheet.height - self.sheet.margin) * MM / self.step) - self.above

    @property
    def inner(self) -> int:
        """Lines for stories on an inner page."""
        return self.lines - HEAD

    def left(self, column: int, columns: int, *, rtl: bool) -> float:
        """Return how far from the left margin something begins that stands from *column* on, in pixels."""
        start = self.sheet.offset(column)
        width = self.sheet.across(columns)
        whole = self.sheet.across(self.sheet.columns)
        return (whole - start - width if rtl else start) * MM

    def width(self, columns: int) -> float:
        """Return how wide so many columns are, in pixels."""
        return self.sheet.across(columns) * MM

    def page_css(self, head: int) -> str:
        """Return the CSS of a page with so many lines of running head."""
        sheet, top = self.sheet, (self.above + head) * self.step
        foot = sheet.height * MM - (self.above + self.lines) * self.step
        return (
            f"@page {{ size: {sheet.width}mm {sheet.height}mm; "
            f"margin: {top:.3f}px {sheet.margin}mm {foot:.3f}px; }}\n"
            f"@page galley {{ size: {sheet.column}mm 9000mm; margin: 0;"
            " @top-left { content: none; } @top-center { content: none; } @top-right { content: none; } }\n"
            ".galley { page: galley; break-before: page; }\n"
        )
