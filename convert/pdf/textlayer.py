"""The text under the page: one character, one code, the outline drawn once.

A letter, its marks and whatever else the font draws with it become one glyph, whose code says the
letter; every further character has a code of its own that draws nothing and takes no room. Readers turn
right-to-left text round code by code, and put a space where they see a gap: so the codes of a word
stand in visual order, each says one character, and each is as wide as the way to the next.

A line that goes both ways is shown stretch by stretch in the order it is read, for most readers keep
the order of the file; codes that draw nothing and say a mark of direction tell them where a stretch ends.
"""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from convert.pdf.engine import EMPTY, UNITS, UNKNOWN, FontFacts, Glyph, GlyphRun, Line, font_address, font_facts, held
from convert.pdf.program import NOTDEF, Code, Shape

ALM = "\N{ARABIC LETTER MARK}"
RLM = "\N{RIGHT-TO-LEFT MARK}"
#: Never said: what steers the order of a line or allows a break is not text to search for.
UNSAID = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u00ad\u200b")
#: A space that a reader may not pass over: PDF.js skips plain ones, and then misplaces what follows.
FIRM_SPACE = ALM + " "
MARKS = ("Mn", "Me")
STRONG = ("R", "AL")
#: Classes of the bidirectional algorithm that PDFium lumps together with marks (UAX #9, table 4).
WEAK = ("EN", "AN", "ES", "ET", "CS")


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
    def has_marks(self) -> bool:
        """Say whether the last that is said is a mark over or under the letter."""
        return len(self.chars) > 1 and unicodedata.category(self.chars[-1]) in MARKS

    @property
    def is_strong(self) -> bool:
        """Say whether a letter that runs from right to left is in it."""
        return any(unicodedata.bidirectional(char) in STRONG for char in self.chars)


class Spelling(NamedTuple):
    """Codes in hexadecimal, and how far they move a reader's pen, in CSS pixels."""

    codes: str
    moved: float


class Cut:
    """A face at one size: spells groups of glyphs as codes."""

    def __init__(self, face: Face, size: float, font: Any) -> None:
        self.face = face
        self.size = size
        self._font = held(font)
        self._scale = face.upem / (size * UNITS)
        self._spelled: dict[tuple[str, tuple[Glyph, ...], bool], Spelling] = {}

    def spell(self, group: Group) -> Spelling:
        """Return the codes of *group*."""
        key = (group.chars, group.glyphs, group.rtl)
        known = self._spelled.get(key)
        if known is None:
            known = self._spelled[key] = self._spell(group)
        return known

    def _spell(self, group: Group) -> Spelling:
        said = [char for char in group.chars if char not in UNSAID and char >= " "]
        advance = max(0, round(group.width * self._scale))
        drawn = Code(self._shape(group), advance, said[0] if said else "")
        codes = [drawn] if drawn.shape or drawn.advance or said else []
        codes += [Code((), 0, char) for char in said[1:]]
        return self._spelling(codes[::-1] if group.rtl else codes)

    def space(self, group: Group, said: str) -> Spelling:
        """Return the code of a space, as wide as the font has it, that says *said*."""
        glyph = group.glyphs[0][0]
        if glyph & UNKNOWN:
            return self.spell(group)
        return self._spelling([Code(((glyph, 0, 0),), self.face.metrics.get_glyph_h_advance(glyph), said)])

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


class TextLayer:
    """Writes the lines of one document, and remembers which codes of which faces it used."""

    def __init__(self) -> None:
        self._faces: dict[bytes, Face] = {}
        self._cuts: dict[int, Cut] = {}

    def line(self, stream: Any, line: Line) -> bool:
        """Write the runs of a text box; say no, and write nothing, where a face cannot be put together."""
        cuts = [self._cut(run.font) for run in line.runs]
        if not all(cut.face.exact for cut in cuts):
            return False
        found = [group for cut, run in zip(cuts, line.runs, strict=True) for group in groups(run, cut)]
        for stretch in stretches(found, line.rtl):
            line.go_to(stream, stretch.start)
            _show(stream, stretch, line)
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


class Stretch(NamedTuple):
    """Groups of a line that run one way, from left to right, or a space where the way changes.

    *start* is its left edge, in Pango units from the line's; *touches* says that the group to the left of
    it is a letter that runs from right to left.
    """

    kind: Literal["rtl", "ltr", "gap"]
    start: int
    groups: list[Group]
    touches: bool


def stretches(line: list[Group], rtl: bool) -> list[Stretch]:
    """Return the stretches of a line in the order they are read in a paragraph that runs as *rtl* says."""
    found: list[Stretch] = []
    place = 0
    for group, kind in zip(line, _kinds(line), strict=True):
        if not found or found[-1].kind != kind:
            touches = bool(found) and found[-1].kind == "rtl" and found[-1].groups[-1].is_strong
            found.append(Stretch(kind, place, [], touches))
        found[-1].groups.append(group)
        place += group.width
    return found[::-1] if rtl else found


def _kinds(line: list[Group]) -> list[Literal["rtl", "ltr", "gap"]]:
    """Return of which kind of stretch each group is."""
    ways = [group.rtl for group in line]
    edges = [False, *ways, False]
    return [
        "ltr" if not way else "gap" if group.is_space and not (before and after) else "rtl"
        for group, way, before, after in zip(line, ways, edges, edges[2:], strict=False)
    ]


def _show(stream: Any, stretch: Stretch, line: Line) -> None:
    """Write the codes of a stretch from left to right."""
    pen = _Pen(stream)
    before: Group | None = None
    for group, after in zip(stretch.groups, [*stretch.groups[1:], None], strict=True):
        sign = _first_sign(stretch, line) if before is None else _sign(before, group)
        if sign:
            pen.write(group.cut, group.cut.sign(sign))
        if group.is_space:
            firm = stretch.kind == "gap" or (after is not None and after.has_marks and after.rtl)
            pen.space(group, FIRM_SPACE if firm else " ")
        else:
            pen.write(group.cut, group.cut.spell(group), group.width)
        before = group
    pen.lift()


def _first_sign(stretch: Stretch, line: Line) -> str:
    """Return what a code at the left edge of *stretch* must say; nothing where nothing is in doubt.

    MuPDF gives what stands there the direction of what was read last, Poppler adds it to the number or
    the foreign word on its left, and PDF.js joins a mark to the line before.
    """
    first = stretch.groups[0]
    if stretch.kind == "rtl":
        return FIRM_SPACE if first.has_marks else "" if first.is_strong else RLM
    between = stretch.start > 0 and line.rtl
    return RLM if stretch.kind == "ltr" and (between or line.within_rtl) and not stretch.touches else ""


def _sign(before: Group, group: Group) -> str:
    """Return what must be said between two groups: PDFium reads a mark and a stop on its left as one run."""
    stop = unicodedata.bidirectional(before.chars[0]) in WEAK
    return RLM if group.rtl and group.has_marks and stop else ""


class _Pen:
    """Writes codes; knows where it is, and where a reader believes it to be, in pixels from the start.

    The two differ by what justification adds to spaces, and by the rounding of widths: a reader is put
    right before and after spaces, never inside a word.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream
        self._cut: Cut | None = None
        self._shown: list[str] = []
        self._place = self._said = 0.0

    def write(self, cut: Cut, spelling: Spelling, width: int = 0) -> None:
        """Write codes for what is *width* wide (Pango units)."""
        if cut is not self._cut:
            self._take(cut)
        self._shown.append(spelling.codes)
        self._said += spelling.moved
        self._place += width / UNITS

    def space(self, group: Group, said: str) -> None:
        """Write a space; what it is wider than the font has it goes before it."""
        spelling = group.cut.space(group, said)
        if group.cut is not self._cut:
            self._take(group.cut)
        self._place += group.width / UNITS - spelling.moved
        self._put_right(group.cut)
        self.write(group.cut, spelling, round(spelling.moved * UNITS))

    def _take(self, cut: Cut) -> None:
        self.lift()
        self._cut = cut
        self._stream.set_font_size(cut.face.name, cut.size)
        self._put_right(cut)

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


def groups(run: GlyphRun, cut: Cut) -> list[Group]:
    """Return the groups of a run from left to right: a letter with its marks, and what is drawn with it."""
    found: list[Group] = []
    for chars, first, last in _clusters(run):
        glyphs = tuple(run.glyphs[first : last + 1])
        if found and unicodedata.category(chars[0]) in MARKS:
            letter = found.pop()
            chars = letter.chars + chars
            glyphs = glyphs + letter.glyphs if run.rtl else letter.glyphs + glyphs
        found.append(Group(chars, glyphs, sum([glyph[1] for glyph in glyphs]), run.rtl, cut))
    return found[::-1] if run.rtl else found


def _clusters(run: GlyphRun) -> Iterator[tuple[str, int, int]]:
    """Yield each cluster's characters and its first and last glyph from the left, as they are said."""
    clusters = run.clusters
    count = len(clusters)
    edges = [place for place in range(count) if place == 0 or clusters[place] != clusters[place - 1]]
    spans = list(pairwise([*edges, count]))
    said = spans[::-1] if run.rtl else spans
    starts = [clusters[first] for first, _ in said]
    for (first, after), start, end in zip(said, starts, [*starts[1:], len(run.text)], strict=True):
        yield run.text[start:end].decode(), first, after - 1
