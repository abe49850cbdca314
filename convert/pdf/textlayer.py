"""The text under the page: one character, one code, the outline drawn once.

A letter, its marks and whatever else the font draws with it become one glyph, whose code says the
letter; every further character has a code of its own that draws nothing and takes no room. Readers turn
right-to-left text round code by code, and put a space where they see a gap: so codes stand in visual
order, each says one character, and each is as wide as the way to the next.
"""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from convert.pdf.engine import EMPTY, UNITS, UNKNOWN, FontFacts, Glyph, GlyphRun, font_address, font_facts, held
from convert.pdf.program import NOTDEF, Code, Shape

#: Never said: what steers the order of a line or allows a break is not text to search for.
UNSAID = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\u200b")
MARKS = ("Mn", "Me")


class Group(NamedTuple):
    """Glyphs that are drawn as one, and the characters they say, in the order they are said."""

    chars: str
    glyphs: tuple[Glyph, ...]
    width: int


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


class Cut:
    """A face at one size: spells groups of glyphs as codes."""

    def __init__(self, face: Face, size: float, font: Any) -> None:
        self.face = face
        self.size = size
        self.font = held(font)
        self._scale = face.upem / (size * UNITS)
        self._spelled: dict[tuple[str, tuple[Glyph, ...]], tuple[str, float]] = {}

    def spell(self, group: Group, rtl: bool) -> tuple[str, float]:
        """Return the codes of *group* as hexadecimal, and how far they move a reader's pen (pixels)."""
        key = (" ", ()) if group.chars == " " else (group.chars, group.glyphs)
        known = self._spelled.get(key)
        if known is None:
            known = self._spelled[key] = self._spell(group, rtl)
        return known

    def _spell(self, group: Group, rtl: bool) -> tuple[str, float]:
        said = [char for char in group.chars if char not in UNSAID and char >= " "]
        drawn = Code(self._shape(group), self._advance(group), said[0] if said else "")
        codes = [drawn] if drawn.shape or drawn.advance or said else []
        codes += [Code((), 0, char) for char in said[1:]]
        if rtl:
            codes.reverse()
        spelled = "".join(f"{self.face.code(code):04x}" for code in codes)
        return spelled, sum(map(self.face.width, codes)) * self.size / 1000

    def _shape(self, group: Group) -> Shape:
        parts, pen = [], 0
        for number, width, x, y in group.glyphs:
            if number != EMPTY:
                glyph = NOTDEF if number & UNKNOWN else number
                parts.append((glyph, round((pen + x) * self._scale), round(-y * self._scale)))
            pen += width
        return tuple(parts)

    def _advance(self, group: Group) -> int:
        if group.chars == " " and len(group.glyphs) == 1 and not group.glyphs[0][0] & UNKNOWN:
            return int(self.face.metrics.get_glyph_h_advance(group.glyphs[0][0]))
        return max(0, round(group.width * self._scale))


class TextLayer:
    """Writes the lines of one document, and remembers which codes of which faces it used."""

    def __init__(self) -> None:
        self._faces: dict[bytes, Face] = {}
        self._cuts: dict[int, Cut] = {}

    def line(self, stream: Any, runs: list[GlyphRun]) -> bool:
        """Write the runs of a text box; say no, and write nothing, where a face cannot be put together."""
        cuts = [self._cut(run.font) for run in runs]
        if not all(cut.face.exact for cut in cuts):
            return False
        pen = _Pen(stream)
        for cut, run in zip(cuts, runs, strict=True):
            pen.write(cut, run)
        pen.lift()
        return True

    def used(self) -> list[Face]:
        """Return the faces that codes were given out of."""
        return [face for face in self._faces.values() if face.codes]

    def _cut(self, font: Any) -> Cut:
        address = font_address(font)
        if address not in self._cuts:
            facts = font_facts(font)
            face = self._faces.get(facts.data) or Face(facts, f"F{len(self._faces)}")
            self._faces[facts.data] = face
            self._cuts[address] = Cut(face, facts.size, font)
        return self._cuts[address]


class _Pen:
    """Writes codes; knows where it is, and where a reader believes it to be, in pixels from the start.

    The two differ by what justification adds to spaces, and by the rounding of widths: a reader is put
    right at the edges of words, never inside one.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._cut: Cut | None = None
        self._shown: list[str] = []
        self._place = self._said = 0.0

    def write(self, cut: Cut, run: GlyphRun) -> None:
        """Write one run."""
        if cut is not self._cut:
            self.lift()
            self._cut = cut
            self._stream.set_font_size(cut.face.name, cut.size)
        at_edge = True
        for group in groups(run):
            is_space = group.chars == " "
            if at_edge or is_space:
                self._put_right(cut)
            codes, moved = cut.spell(group, run.rtl)
            self._shown.append(codes)
            self._said += moved
            self._place += group.width / UNITS
            at_edge = is_space

    def _put_right(self, cut: Cut) -> None:
        thousandth = cut.size / 1000
        drift = round((self._said - self._place) / thousandth)
        if drift:
            self._shown.append(f">{drift}<")
            self._said -= drift * thousandth

    def lift(self) -> None:
        """Show what was written."""
        if self._shown:
            self._stream.show_text(f"<{''.join(self._shown)}>".replace("<>", ""))
        self._shown = []


def groups(run: GlyphRun) -> list[Group]:
    """Return the groups of a run from left to right: a letter with its marks, and what is drawn with it."""
    found: list[Group] = []
    for chars, first, last in _clusters(run):
        glyphs = tuple(run.glyphs[first : last + 1])
        if found and unicodedata.category(chars[0]) in MARKS:
            letter = found.pop()
            chars = letter.chars + chars
            glyphs = glyphs + letter.glyphs if run.rtl else letter.glyphs + glyphs
        found.append(Group(chars, glyphs, sum([glyph[1] for glyph in glyphs])))
    return found[::-1] if run.rtl else found


def _clusters(run: GlyphRun) -> Iterator[tuple[str, int, int]]:
    """Yield each cluster's characters and its first and last glyph from the left, as they are said."""
    clusters = run.clusters
    count = len(clusters)
    edges = [place for place in range(count) if place == 0 or clusters[place] != clusters[place - 1]]
    spans = list(pairwise([*edges, count]))
    end = len(run.text)
    ordered = spans if run.rtl else spans[::-1]  # the last that is said comes first
    ends = []
    for first, _ in ordered:
        ends.append(end)
        end = clusters[first]
    for (first, after), end in zip(reversed(ordered), reversed(ends), strict=True):
        yield run.text[clusters[first] : end].decode(), first, after - 1
