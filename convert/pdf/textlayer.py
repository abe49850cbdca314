"""The text under the page, so that every reader finds it as it was written.

Readers turn right-to-left text round code by code, and put a space where they see a gap: so the codes of
a word stand in visual order, each as wide as the way to the next. Most keep the order of the file: so a
line that goes both ways is shown stretch by stretch in the order it is read. And each guesses in its own
way which way a space or a sign belongs: where that is in doubt, a code says a mark of direction (RLM,
ALM), which draws nothing. What each reader does was measured; tests/reading measures it again.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

from convert.pdf.engine import UNITS, Line, font_address, font_facts
from convert.pdf.glyphs import ALM, NO_KASHIDAS, Cut, Face, Group, Kashidas, Spelling, groups

RLM = "\N{RIGHT-TO-LEFT MARK}"
ZWJ = "\N{ZERO WIDTH JOINER}"
STRONG = ("R", "AL")
#: Classes of characters whose way depends on what stands round them (UAX #9, table 4).
WEAK = ("EN", "AN", "ES", "ET", "CS")
#: Those among them that MuPDF always takes for left to right.
TURNING = ("ES", "ET")
#: From here on PDF.js takes a space for the gap between two columns: ems.
WIDE = 0.55


class TextLayer:
    """Writes the lines of one document, and remembers which codes of which faces it used."""

    def __init__(self) -> None:
        self._faces: dict[bytes, Face] = {}
        self._cuts: dict[int, Cut] = {}
        #: The kashidas of each text box that has some, by its identity.
        self.kashidas: Mapping[int, Kashidas] = {}

    def line(self, stream: Any, line: Line) -> bool:
        """Write the runs of a text box; say no, and write nothing, where a face cannot be put together."""
        cuts = [self.cut(run.font) for run in line.runs]
        if not all(cut.face.exact for cut in cuts):
            return False
        longer = self.kashidas.get(line.box, NO_KASHIDAS)
        found = [
            group for cut, run in zip(cuts, line.runs, strict=True) for group in groups(run, cut, longer)
        ]
        for stretch in stretches(_said(found), rtl=line.rtl):
            line.go_to(stream, stretch.start)
            _show(stream, stretch, line)
        return True

    def used(self) -> list[Face]:
        """Return the faces that codes were given out of."""
        return [face for face in self._faces.values() if face.codes]

    def cut(self, font: Any) -> Cut:
        """Return a Pango font as this document uses it."""
        address = font_address(font)
        if address not in self._cuts:
            facts = font_facts(font)
            face = self._faces.get(facts.data) or Face(facts, f"F{len(self._faces)}")
            self._faces[facts.data] = face
            self._cuts[address] = Cut(face, facts.size, font)
        return self._cuts[address]


def _said(line: list[Group]) -> list[Group]:
    """Return the groups of a text box that are shown or said.

    A joiner at its edge only joins letters over a tag or a line's end.
    """
    said = [group for group in line if not group.is_unsaid]
    while said and said[-1].chars == ZWJ:
        del said[-1]
    while said and said[0].chars == ZWJ:
        del said[0]
    return said


class Stretch(NamedTuple):
    """Groups of a line that run one way, from left to right.

    *start* is its left edge, in Pango units from the line's; *touches* says that on its left stands a
    letter that runs from right to left.
    """

    rtl: bool
    start: int
    groups: list[Group]
    touches: bool


def stretches(line: list[Group], *, rtl: bool) -> list[Stretch]:
    """Return the stretches of a line in the order they are read in a paragraph that runs as *rtl* says."""
    found: list[Stretch] = []
    place = 0
    for group in line:
        if not found or found[-1].rtl != group.rtl:
            touches = bool(found) and _is_strong(found[-1].groups[-1])
            found.append(Stretch(group.rtl, place, [], touches))
        found[-1].groups.append(group)
        place += group.width
    return found[::-1] if rtl else found


def _is_strong(group: Group) -> bool:
    return group.rtl and group.way in STRONG


def _show(stream: Any, stretch: Stretch, line: Line) -> None:
    """Write the codes of a stretch from left to right."""
    pen = _Pen(stream)
    before = _sign_before(stretch, line)
    if before:
        pen.write(stretch.groups[0].cut, before)
    for turn, (left, group, right) in enumerate(_with_neighbours(stretch.groups)):
        if left is not None and _needs_sign(left, group):
            pen.write(group.cut, group.cut.sign(RLM))
        if group.is_space:
            _show_space(pen, group, right, at_edge=left is None or right is None)
        else:
            firm = group.rtl and group.way in TURNING
            pen.write(group.cut, group.cut.spell(group, firm=firm, turn=turn), group.width)
    pen.lift()


def _with_neighbours(row: list[Group]) -> list[tuple[Group | None, Group, Group | None]]:
    return list(zip([None, *row], row, [*row[1:], None], strict=False))


def _show_space(pen: "_Pen", space: Group, right: Group | None, *, at_edge: bool) -> None:
    """Write a space: a firm one where PDF.js would pass over it and misplace what stands on its right."""
    marked = right is not None and right.rtl and right.has_marks
    wide = space.rtl and space.width > WIDE * space.cut.size * UNITS
    pen.space(space, firm=space.rtl and (at_edge or marked or wide), on_both_sides=wide and not marked)


def _sign_before(stretch: Stretch, line: Line) -> Spelling | None:
    """Return what must be said at the left edge of *stretch*; nothing where nothing is in doubt.

    PDF.js joins a mark to the line before, MuPDF gives a sign the direction of what was read last,
    Poppler adds what stands there to the number or the foreign word beyond.
    """
    first = stretch.groups[0]
    if stretch.rtl and first.has_marks and stretch.start == 0 and not line.after:
        return first.cut.sign(ALM + " ")
    if stretch.rtl:
        return None if _is_strong(first) and not first.has_marks else first.cut.sign(RLM)
    between = stretch.start > 0 if line.rtl else line.before == "rtl"
    return first.cut.sign(RLM) if between and not stretch.touches else None


def _needs_sign(left: Group, group: Group) -> bool:
    """Say whether a reader takes two neighbours for one run that goes from left to right.

    PDFium does with a mark and the stop on its left, Poppler with a stop and the space on its left.
    """
    return group.rtl and ((group.has_marks and left.way in WEAK) or (left.is_space and group.way in WEAK))


class _Pen:
    """Writes codes; knows where it is, and where a reader believes it to be, in pixels from the start.

    The two differ by what justification adds to spaces, and by the rounding of widths: a reader is put
    right at spaces, never inside a word.
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
        if abs(self._said - self._place) > cut.size:  # after what is wider than any glyph
            self._put_right(cut)
        self._shown.append(spelling.codes)
        self._said += spelling.moved
        self._place += width / UNITS

    def space(self, space: Group, *, firm: bool, on_both_sides: bool) -> None:
        """Write a space; what it is wider than the font has it goes before it, or half of it after it."""
        spelling = space.cut.space(space, firm=firm)
        more = space.width / UNITS - spelling.moved
        after = more / 2 if on_both_sides else 0.0
        self._place += more - after
        if space.cut is self._cut:
            self._put_right(space.cut)
        self.write(space.cut, spelling)
        self._place += spelling.moved + after
        self._put_right(space.cut)

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
