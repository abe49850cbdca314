"""The sheet a newspaper is printed on: its trimmed size, its margins, its columns."""

import re
from dataclasses import dataclass

from convert.errors import UsageError, nearest

#: CSS pixels in a millimetre.
MM = 96 / 25.4
#: Trimmed sizes in millimetres, as newspapers name them; A3 and A4 are those of ISO 216.
TRIMS = {
    "broadsheet": (380, 578),
    "berliner": (315, 470),
    "tabloid": (280, 400),
    "A3": (297, 420),
    "A4": (210, 297),
}
#: Of no trim we print: a postcard, and the widest web.
_LEAST, _MOST = 100, 900
_CUSTOM = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(?:mm)?", re.IGNORECASE)
#: A column is about so wide, two are so far apart; margins are a share of the width (millimetres).
_COLUMN, GUTTER, _MARGIN = 39.0, 4.6, 0.045


@dataclass(frozen=True, slots=True)
class Sheet:
    """A trimmed sheet and its grid; lengths in millimetres."""

    width: float
    height: float
    margin: float
    columns: int
    gutter: float = GUTTER

    @property
    def column(self) -> float:
        """The width of one column."""
        return (self.width - 2 * self.margin - (self.columns - 1) * self.gutter) / self.columns

    def across(self, columns: int) -> float:
        """Return how wide so many columns are, with the gutters between them."""
        return columns * self.column + (columns - 1) * self.gutter

    def offset(self, column: int) -> float:
        """Return where a column begins, from the margin at which lines start."""
        return column * (self.column + self.gutter)


def sheet_named(trim: str) -> Sheet:
    """Return the sheet of a trim: ``tabloid``, ``A3``, ``280x400mm``.

    Raises UsageError when there is no such trim, or none can be printed.
    """
    known = {name.lower(): size for name, size in TRIMS.items()}
    custom = _CUSTOM.fullmatch(trim.strip())
    size = known.get(trim.strip().lower()) or ((float(custom[1]), float(custom[2])) if custom else None)
    if size is None:
        there = ", ".join(TRIMS)
        raise UsageError(
            f"no trim is called {trim!r}; there are {there} and 280x400mm", cure=nearest(trim, TRIMS)
        )
    if not all(_LEAST <= side <= _MOST for side in size):
        raise UsageError(f"a page of {trim} cannot be made up; a side is {_LEAST} to {_MOST} mm")
    return _sheet(*size)


def _sheet(width: float, height: float) -> Sheet:
    margin = round(width * _MARGIN, 1)
    columns = max(2, round((width - 2 * margin + GUTTER) / (_COLUMN + GUTTER)))
    return Sheet(width, height, margin, columns)
