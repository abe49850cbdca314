"""Sets paragraphs as lines of text: wrapped by display width, each line in the order of its paragraph."""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from convert.model import Direction
from convert.script.bidi import MARK, isolated, led, marked
from convert.script.codepages import Codepage, fitted
from convert.script.standing import CONTROLS, balanced, settled, standing
from convert.script.wrapping import columns, pieces
from convert.writers.manners import Bidi, Manner

_RULE: Final = "* * *"
#: What parts the cells of a row.
_GAP: Final = " | "


class Lines:
    """Sets the lines of one article in one manner; *mapped* counts what the encoding lacks."""

    def __init__(self, manner: Manner, page: Codepage, direction: Direction) -> None:
        self.width = manner.width
        self.bidi = bidi_in(page, manner.bidi)
        self.breaks_words = manner.overlong == "break"
        self.page = page
        self.direction = direction
        self.mapped: Counter[str] = Counter()
        self.length = 0
        self.broken: list[str] = []

    def paragraph(
        self, text: str, direction: Direction | None = None, indent: str = "", hang: int = 0
    ) -> str:
        """Return *text* as lines after *indent*, those after the first *hang* columns further in.

        A line feed in it ends a line, and a paragraph of the bidirectional algorithm.
        """
        inner = indent + " " * hang if self.width else indent
        lines: list[str] = []
        for number, part in enumerate(text.split("\n")):
            lines += self._lines(part, direction or self.direction, inner if number else indent, inner)
        return "\n".join(lines)

    def _lines(self, text: str, direction: Direction, first: str, rest: str) -> list[str]:
        text = self.dressed(text, direction)
        if not self.width or not text:
            return [self._led(first + text, direction)]
        room = max(self.width - len(rest), self.width // 2)
        found = pieces(text, max(self.width - len(first), room), room, breaks_words=self.breaks_words)
        if len(found) < 2:
            return [self._led(first + text.strip(" "), direction)]
        self.broken += (text[one.start : one.end].rpartition(" ")[2] for one in found if not one.whole)
        indents = [first, *[rest] * (len(found) - 1)]
        if self.bidi == "none":
            return [indent + text[one.start : one.end] for one, indent in zip(found, indents, strict=True)]
        isolates = self.bidi == "isolates"
        return standing(settled(text) if isolates else text, direction, found, indents, isolates=isolates)

    def dressed(self, text: str, direction: Direction) -> str:
        """Return *text* in the encoding, its isolates as the manner has them."""
        if not text.isascii() and CONTROLS.search(text):
            text = without_isolates(balanced(text), direction, self.bidi)
        self.length += len(text)
        return fitted(text, self.page, self.mapped)

    def plain(self, text: str) -> str:
        """Return *text* in the encoding without controls of direction."""
        return fitted(CONTROLS.sub("", text), self.page, self.mapped)

    def _led(self, line: str, direction: Direction) -> str:
        return line if self.bidi == "none" else led(line, direction)

    def exact(self, text: str, direction: Direction | None, indent: str) -> str:
        """Return text whose spaces count, line by line; a line that is too long is wrapped."""
        way = direction or self.direction
        lines: list[str] = []
        for line in text.split("\n"):
            if self.width and columns(indent + line) > self.width:
                words = line.lstrip(" ")
                lines += self._lines(words, way, indent + " " * min(len(line) - len(words), 8), indent)
            else:
                lines.append(self._led(indent + self.dressed(line, way) if line else "", way))
        return "\n".join(lines)

    def rule(self, sign: str = _RULE) -> str:
        """Return the line that parts two stories, or two parts of one."""
        return self._led(sign, self.direction)

    def row(self, cells: Iterable[str], indent: str = "") -> str:
        """Return the cells of a row side by side, each for itself in its own direction, the row in ours."""
        mark = MARK[self.direction]
        if self.bidi == "none":
            return indent + _GAP.join(cells)
        if self.bidi == "marks":
            return f"{mark}{indent}{f'{mark}{_GAP}{mark}'.join(cells)}".replace(mark * 2, mark)
        return mark + indent + _GAP.join(cells)

    def cell(self, text: str) -> str:
        """Return the text of a cell by itself."""
        return self.dressed(isolated(balanced(text.replace("\n", " ")), "auto"), self.direction)


def without_isolates(text: str, direction: Direction, bidi: Bidi) -> str:
    """Return a balanced *text* with the controls that a manner has: isolates, marks alone, or none."""
    if bidi == "isolates":
        return text
    return marked(text, direction) if bidi == "marks" else CONTROLS.sub("", text)


def bidi_in(page: Codepage, asked: Bidi) -> Bidi:
    """Return what may keep two directions apart: what is *asked* for, or what the encoding has."""
    if page.is_visual:
        return "marks"  # they rule the order in which the line is stored, and are not stored
    return asked if asked == "none" or page.marks == "isolates" else page.marks
