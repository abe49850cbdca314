"""The codes of a PDF's fonts: which glyphs are drawn as one, and what each code says.

A letter, its marks and whatever else the font draws with it become one glyph, whose code says the
letter; every further character has a code of its own that draws nothing and takes no room.
"""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any, NamedTuple

from convert.pdf.engine import EMPTY, UNITS, UNKNOWN, FontFacts, Glyph, GlyphRun, held
from convert.pdf.program import NOTDEF, Code, Shape
from convert.pdf.strokes import Shaped, Strokes, swash_features

ALM = "\N{ARABIC LETTER MARK}"
#: Never said: what steers the order of a line or allows a break is not text to search for, and U+FEFF
#: PDF/A forbids (ISO 19005-3, 6.2.11.7.2).
UNSAID = frozenset(
    "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\u200b\u2060\ufeff"
)
#: No glyph of a font can be wider, in font units (OpenType, hmtx table: half of what it holds).
WIDEST = 0x7FFF
MARKS = ("Mn", "Me")
#: So many letters in a row have other codes for the same mark.
TURNS = 3


class Face:
    """A font file as this document uses it: the codes given out so far."""

    def __init__(self, facts: FontFacts, name: str) -> None:
        import uharfbuzz

        self.name = name
        self.family = facts.family
        self.data = facts.data
        self.source = uharfbuzz.Face(facts.data)
        self.metrics = uharfbuzz.Font(self.source)
        self.upem: int = self.source.upem
        self.codes: dict[Code, int] = {}
        self.exact = _is_plain(self.source, facts.data)

    @cached_property
    def strokes(self) -> Strokes:
        """What its letters can be made longer with."""
        return Strokes(self.metrics)

    @cached_property
    def swashes(self) -> tuple[str, ...]:
        """The features by which it has longer forms of letters."""
        return swash_features(self.source)

    def code(self, code: Code) -> int:
        """Return the number of *code*, given out in order of first use; 0 is never given."""
        return self.codes.setdefault(code, len(self.codes) + 1)

    def width(self, code: Code) -> int:
        """Return how far a PDF reader moves on: thousandths of the size."""
        return round(code.advance * 1000 / self.upem)


def _is_plain(source: Any, data: bytes) -> bool:
    """Say whether the glyphs of a font are outlines that never change, so that they can be put together."""
    coloured = (
        source.has_color_png or source.has_color_svg or source.has_color_layers or source.has_color_paint
    )
    tables = set(source.table_tags)
    return not coloured and "fvar" not in tables and bool(tables & {"glyf", "CFF "}) and data[:4] != b"ttcf"


class Group(NamedTuple):
    """Glyphs that are drawn as one, the characters they say in the order they are said, their width."""

    chars: str
    glyphs: tuple[Glyph, ...]
    width: int
    rtl: bool
    cut: "Cut"

    @property
    def is_space(self) -> bool:
        """Say whether the group is a plain space."""
        return self.chars == " "

    @property
    def is_unsaid(self) -> bool:
        """Say whether there is nothing in it to show or to say."""
        return not self.width and UNSAID.issuperset(self.chars)

    @property
    def has_marks(self) -> bool:
        """Say whether the last that is said is a mark over or under the letter."""
        return len(self.chars) > 1 and unicodedata.category(self.chars[-1]) in MARKS

    @property
    def way(self) -> str:
        """Return the class of its first character in the bidirectional algorithm (UAX #9, table 4)."""
        return unicodedata.bidirectional(self.chars[0])


class Spelling(NamedTuple):
    """Codes in hexadecimal, and how far they move a reader's pen, in CSS pixels."""

    codes: str
    moved: float


class Longer(NamedTuple):
    """Glyphs from left to right that make a word longer, by *more* Pango units: a kashida before a letter.

    *instead* of a letter it is a longer form of it.
    """

    glyphs: tuple[Glyph, ...]
    more: int
    instead: bool = False


class Cut:
    """A face at one size: spells groups of glyphs as codes."""

    def __init__(self, face: Face, size: float, font: Any) -> None:
        self.face = face
        self.size = size
        self._font = held(font)
        self._scale = face.upem / (size * UNITS)
        self._spelled: dict[tuple[str, tuple[Glyph, ...], bool, bool, int], Spelling] = {}

    def kashida(self, room: float) -> Longer | None:
        """Return the longest kashida that is no longer than *room* (CSS pixels); None where each is."""
        stroke = self.face.strokes.fit(int(room * UNITS * self._scale))
        if stroke is None:
            return None
        back = 1 / self._scale
        glyphs = [(glyph, 0, round(x * back), 0) for glyph, x in stroke.glyphs]
        width = round(stroke.width * back)
        last, _, x, y = glyphs[-1]
        return Longer((*glyphs[:-1], (last, width, x, y)), width)

    def swash(self, form: Sequence[Shaped], more: int) -> Longer:
        """Return a longer form of a letter, longer by *more* font units."""
        back = 1 / self._scale
        glyphs = [
            (part.number, round(part.width * back), round(part.x * back), -round(part.y * back))
            for part in form
        ]
        return Longer(tuple(glyphs), round(more * back), instead=True)

    def spell(self, group: Group, *, firm: bool = False, turn: int = 0) -> Spelling:
        """Return the codes of *group*; one that is *firm* says first that it runs from right to left.

        Groups that follow each other take turns at the codes of their marks.
        """
        turn = turn % TURNS if len(group.chars) > 1 else 0
        key = (group.chars, group.glyphs, group.rtl, firm, turn)
        known = self._spelled.get(key)
        if known is None:
            known = self._spelled[key] = self._spell(group, firm, turn)
        return known

    def _spell(self, group: Group, firm: bool, turn: int) -> Spelling:
        said = [max(char, " ") for char in group.chars if char not in UNSAID] or [""]
        advance = max(0, min(round(group.width * self._scale), WIDEST))
        drawn = Code(self._shape(group), advance, ALM + said[0] if firm else said[0])
        further = enumerate(said[1:], start=1)
        codes = [
            drawn,
            *(Code((), 0, char, turn + TURNS * said[1:place].count(char)) for place, char in further),
        ]
        return self._spelling(codes[::-1] if group.rtl else codes)

    def space(self, group: Group, *, firm: bool = False) -> Spelling:
        """Return the code of a space, as wide as the font has it."""
        glyph = group.glyphs[0][0]
        if glyph & UNKNOWN or glyph == EMPTY:
            return self.spell(group, firm=firm)
        advance = int(self.face.metrics.get_glyph_h_advance(glyph))
        return self._spelling([Code(((glyph, 0, 0),), advance, ALM + " " if firm else " ")])

    def sign(self, said: str) -> Spelling:
        """Return a code that draws nothing, takes no room and says *said*."""
        return self._spelling([Code((), 0, said)])

    def _spelling(self, codes: list[Code]) -> Spelling:
        spelled = "".join(f"{self.face.code(code):04x}" for code in codes)
        return Spelling(spelled, sum(map(self.face.width, codes)) * self.size / 1000)

    def _shape(self, group: Group) -> Shape:
        parts, pen = [], 0
        for number, width, x, y in group.glyphs:
            if number != EMPTY:
                glyph = NOTDEF if number & UNKNOWN else number
                parts.append((glyph, round((pen + x) * self._scale), round(-y * self._scale)))
            pen += width
        return tuple(parts)


#: What makes words longer, by where the letter begins before or for which it is drawn (UTF-8, of a text box).
Kashidas = Mapping[int, "Longer"]
NO_KASHIDAS: Kashidas = MappingProxyType({})


def groups(run: GlyphRun, cut: Cut, kashidas: Kashidas = NO_KASHIDAS) -> list[Group]:
    """Return the groups of a run from left to right: a letter with its marks, and what is drawn with it.

    A letter that a kashida makes longer is still one group, which says the letter.
    """
    found: list[Group] = []
    for start, chars, first, last in _clusters(run):
        longer = kashidas.get(run.start + start) if kashidas else None
        if longer and not longer.instead and found:
            found.append(_lengthened(found.pop(), longer.glyphs))
        glyphs = longer.glyphs if longer and longer.instead else tuple(run.glyphs[first : last + 1])
        group = Group(chars, glyphs, sum([glyph[1] for glyph in glyphs]), run.rtl, cut)
        is_mark = found and unicodedata.category(chars[0]) in MARKS
        found.append(_joined(found.pop(), group) if is_mark else group)
    return found[::-1] if run.rtl else found


def _lengthened(letter: Group, kashida: tuple[Glyph, ...]) -> Group:
    """Return a letter that runs from right to left with a kashida on its left."""
    width = letter.width + sum(glyph[1] for glyph in kashida)
    return letter._replace(glyphs=kashida + letter.glyphs, width=width)


def _joined(letter: Group, mark: Group) -> Group:
    """Return a letter and the mark that is said after it as one group."""
    left, right = (mark, letter) if letter.rtl else (letter, mark)
    return letter._replace(
        chars=letter.chars + mark.chars,
        glyphs=left.glyphs + right.glyphs,
        width=left.width + right.width,
    )


def _clusters(run: GlyphRun) -> Iterator[tuple[int, str, int, int]]:
    """Yield where each cluster begins, its characters, its first and last glyph from the left, as said."""
    clusters = run.clusters
    count = len(clusters)
    edges = [place for place in range(count) if place == 0 or clusters[place] != clusters[place - 1]]
    spans = list(pairwise([*edges, count]))
    said = spans[::-1] if run.rtl else spans
    starts = [clusters[first] for first, _ in said]
    for (first, after), start, end in zip(said, starts, [*starts[1:], len(run.text)], strict=True):
        yield start, run.text[start:end].decode(), first, after - 1
