"""A galley: a story's text in one long column, and where it may be cut."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

#: What rounding comes to, in lines.
_NEAR = 0.02


class Unit(NamedTuple):
    """A line, or what may not be parted: the lines of the grid it begins and ends on.

    *holds*: no column ends behind it. *block* and *letters* say which words it begins with: the block of the
    story, and how many of its letters stand before.
    """

    top: int
    bottom: int
    holds: bool
    block: int = -1
    letters: int = 0


class Galley(NamedTuple):
    """The units of a story from top to bottom."""

    units: tuple[Unit, ...]

    @property
    def length(self) -> int:
        """How many lines of the grid it has."""
        return self.depth(0, len(self.units))

    def depth(self, start: int, end: int) -> int:
        """Return how many lines the units from *start* to before *end* take in one column."""
        return self.units[end - 1].bottom - self.units[start].top if end > start else 0

    def reach(self, start: int, lines: int) -> int:
        """Return where a column of so many lines ends that begins with *start*; *start* if nothing fits."""
        if start >= len(self.units):
            return start
        foot = self.units[start].top + lines
        end = bisect_right(self.units, foot, key=lambda unit: unit.bottom)
        while end > start and end < len(self.units) and self.units[end - 1].holds:
            end -= 1
        return end

    def columns(self, start: int, depths: Sequence[int]) -> list[int]:
        """Return where columns of these *depths* end, each of which begins where the one before it ends."""
        ends = []
        for depth in depths:
            start = self.reach(start, depth)
            ends.append(start)
        return ends

    def level(self, start: int, heads: Sequence[int]) -> int:
        """Return the least height at which the text from *start* fits in columns that begin so far down.

        *heads* are the lines above the text in each column; the height is counted with them.
        """
        left = self.depth(start, len(self.units))
        height = max(-(-(left + sum(heads)) // len(heads)), *heads)
        while not self.fits(start, heads, height):
            height += 1
        return height

    def fits(self, start: int, heads: Sequence[int], height: int) -> bool:
        """Say whether the text from *start* ends within columns of *height* lines."""
        ends = self.columns(start, [max(0, height - head) for head in heads])
        return ends[-1] == len(self.units)
