"""What came out wrong on the pages: words out of their column, tables too wide, letters in a strange face.

The boxes of pages that are laid out are read, nothing is drawn. A screen PDF says what was found as
warnings; a press may refuse the same list.
"""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import unquote

from convert.faces import MISSING_CURE, Face, faces, told_missing
from convert.house import House
from convert.notes import Notes
from convert.pdf.coverage import Lack, Stack, unknown_family
from convert.pdf.engine import (
    Frame,
    border_frame,
    content_frame,
    drawn_families,
    families_of,
    is_outdented,
    is_placed,
    is_seen,
    is_wrapper,
    kids_of,
    let_out,
    page_boxes,
    seen_edges,
    shape_of,
    sheet_frame,
    weight_and_slope,
)
from convert.pictures import picture_fault, told_fault
from convert.vocab.languages import Language, language_of

if TYPE_CHECKING:
    from weasyprint import Document

#: CSS pixels in a millimetre.
MM = 96 / 25.4
#: What sticks out by less is not seen on paper, in millimetres.
TOLERANCE = 0.3
#: So far the numbers of a list may hang out of its column: half of what a newspaper leaves between two.
HANGING = 2.0
#: More notes than this about one document help nobody.
MOST = 20
#: How many letters of a block say which it is.
SHOWN = 40
#: What leads out of a line of letters and shows nothing: format characters but for the joiners.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"))
_CURES = {
    "pdf/overfull": "let it break, set it smaller, or give it more room",
    "pdf/table-wide": "fewer columns, shorter words, or a smaller size",
    "font/glyph-missing": MISSING_CURE,
    "font/fallback": "name a face that has it in the style, or write it another way",
}


class Defect(NamedTuple):
    """What is wrong on a page, and where.

    *page* counts from 1, *place* is how the block begins. *value* is what was measured and *limit* what
    it may be: millimetres out of a column, the width of a table; of letters, how many there are.
    """

    code: str
    page: int
    place: str
    text: str
    value: float
    limit: float

    @property
    def where(self) -> str:
        """The place in words: ``page 2, «رست في الميناء…»``."""
        times = f", {self.value:.0f} times" if self.code == "font/glyph-missing" and self.value > 1 else ""
        return f"page {self.page}" + (f", «{self.place}»" if self.place else "") + times


def note_defects(
    document: "Document", assets: Mapping[str, bytes], notes: Notes, house: House | None = None
) -> None:
    """Warn of what came out wrong on the pages of *document*; of very many, of the first."""
    found = defects(document, assets, house)
    for defect in found[:MOST]:
        notes.warn(defect.code, defect.text, defect.where, cure=_CURES.get(defect.code, ""))
    if found[MOST:]:
        notes.warn("pdf/more-defects", f"{len(found) - MOST} more things came out wrong on the pages")


def defects(document: "Document", assets: Mapping[str, bytes], house: House | None = None) -> list[Defect]:
    """Return what came out wrong on the pages of *document*, in their order, each block once a code.

    *assets* are the pictures it may show, the faces those of *house*.
    """
    inspection = _Inspection(assets, faces(house))
    for number, page in enumerate(page_boxes(document), start=1):
        inspection.read(number, page)
    return list(inspection.found.values())


class _Column(NamedTuple):
    """The room that lines and blocks have: its edges, those for the numbers of a list, and whose it is."""

    frame: Frame
    numbers: Frame
    foot: float
    box: Any


class _Inspection:
    """Reads the pages of one document and remembers the worst of each kind in each block."""

    def __init__(self, assets: Mapping[str, bytes], known: Mapping[str, Face]) -> None:
        self.found: dict[tuple[Any, ...], Defect] = {}
        self._assets = assets
        self._known = known
        self._stacks: dict[tuple[Any, ...], Stack] = {}
        self._page = 0
        self._sheet = Frame(0, 0, 0, 0)

    def read(self, number: int, page: Any) -> None:
        """Read one page."""
        self._page, self._sheet = number, sheet_frame(page)
        area = content_frame(page)
        column = _Column(area, area, area.bottom, page)
        language = language_of("")
        for kid in kids_of(page):
            language = _language_in(kid) or language
            self._visit(kid, column, language)

    def _visit(self, box: Any, column: _Column, language: Language) -> None:
        shape = shape_of(box)
        if shape == "text":
            self._read_letters(box, column, language)
            return
        if shape in ("block", "cell", "margin"):
            language = _language_in(box) or language
            column = self._inside(box, shape, column)
        elif shape == "line":
            self._measure_line(box, column)
        elif shape == "picture":
            self._measure_picture(box, column)
        elif shape == "table":
            self._measure_table(box, column)
        elif box.element_tag == "span":
            self._note_lost(box, column)
        for kid in kids_of(box):
            self._visit(kid, column, language)

    # --- room ---------------------------------------------------------------------------------

    def _inside(self, box: Any, shape: str, column: _Column) -> _Column:
        """Return the room inside a block, after a look at whether the block itself fits its own."""
        if shape == "margin" or (is_placed(box) and not _is_marker(box)):
            column = _Column(self._sheet, self._sheet, self._sheet.bottom, box)
        if is_wrapper(box):
            return column
        if shape == "block" and not _is_marker(box):
            self._measure_block(box, column)
        frame = border_frame(box) if is_outdented(box) else content_frame(box)
        numbers = border_frame(box) if box.element_tag in ("ul", "ol") else column.numbers
        return _Column(frame, numbers if _holds_numbers(box) else frame, column.foot, box)

    def _measure_block(self, box: Any, column: _Column) -> None:
        frame = border_frame(box)
        out = _out_unasked(box, frame, column.frame)
        if out > TOLERANCE:
            self._overfull(box, "the block", out, frame)

    def _measure_line(self, line: Any, column: _Column) -> None:
        texts, foot = list(_texts(line)), line.position_y + line.height
        room, may = (column.numbers, HANGING) if _is_marker(line) else (column.frame, TOLERANCE)
        for text in texts:
            frame = Frame(text.position_x, line.position_y, text.position_x + text.width, foot)
            if _out(frame, room) > may:
                left, right = seen_edges(text)
                out = _out(frame._replace(left=left, right=right), room)
                if out > may:
                    self._overfull(column.box, f"«{_cut(text.text)}»", out, frame, may)
        below = (foot - column.foot) / MM
        if texts and below > TOLERANCE:
            self._too_low(column.box, f"«{_cut(texts[0].text)}»", below)

    def _measure_picture(self, box: Any, column: _Column) -> None:
        frame = content_frame(box)
        out = _out_unasked(box, frame, self._sheet if is_placed(box) else column.frame)
        name = f"the picture {_picture_name(box)}".rstrip()
        if out > TOLERANCE:
            self._overfull(box, name, out, frame)
        below = (frame.bottom - column.foot) / MM
        if below > TOLERANCE:
            self._too_low(box, name, below)

    def _measure_table(self, table: Any, column: _Column) -> None:
        frame, room = border_frame(table), column.frame
        if _out(frame, room) > TOLERANCE:
            wide, may = (frame.right - frame.left) / MM, (room.right - room.left) / MM
            text = f"the table is {wide:.1f} mm wide and its column {may:.1f} mm"
            self._keep_worst(Defect("pdf/table-wide", self._page, _place_of(table), text, wide, may), table)

    def _overfull(self, box: Any, what: str, out: float, frame: Frame, may: float = TOLERANCE) -> None:
        cut = frame.left < self._sheet.left or frame.right > self._sheet.right
        over = ", over the edge of the page" if cut else ""
        text = f"{what} sticks out of its column by {out:.1f} mm{over}"
        self._keep_worst(Defect("pdf/overfull", self._page, _place_of(box), text, out, may), box)

    def _too_low(self, box: Any, what: str, below: float) -> None:
        text = f"{what} ends {below:.1f} mm below the room for text"
        self._keep_worst(Defect("pdf/overfull", self._page, _place_of(box), text, below, TOLERANCE), box)

    def _keep_worst(self, defect: Defect, box: Any) -> None:
        key = (defect.code, box if box.element is None else box.element)
        if key not in self.found or self.found[key].value < defect.value:
            self.found[key] = defect

    # --- letters ------------------------------------------------------------------------------

    def _read_letters(self, text: Any, column: _Column, language: Language) -> None:
        families, (weight, slope) = families_of(text), weight_and_slope(text)
        key = (families, weight, slope, language.tag)
        stack = self._stacks.get(key)
        if stack is None:
            stack = self._stacks[key] = Stack(families, weight, slope, language, self._known)
            self._note_unknown(text, families, column)
        for lack in stack.lacking(text.text):
            self._note_lack(lack, text.text.count(lack.char), column)

    def _note_lack(self, lack: Lack, times: int, column: _Column) -> None:
        code = "font/fallback" if lack.drawn_by else "font/glyph-missing"
        said = f"{lack.face} has no U+{ord(lack.char):04X}; {lack.drawn_by} draws it"
        text = said if lack.drawn_by else told_missing(lack.char)
        key = (code, text)
        known = self.found.get(key)
        if known is None:
            known = Defect(code, self._page, _place_of(column.box), text, 0, 0)
        self.found[key] = known._replace(value=known.value + times)

    def _note_unknown(self, text: Any, families: tuple[str, ...], column: _Column) -> None:
        asked = unknown_family(families, self._known)
        if not asked or not is_seen(text):
            return
        drawn = drawn_families(text)
        if asked not in drawn:
            said = f"the style asks for {asked!r}, which is not in fonts/; {drawn[0]} stands in its place"
            place = _place_of(column.box)
            self.found.setdefault(("font", asked), Defect("font/fallback", self._page, place, said, 1, 0))

    def _note_lost(self, box: Any, column: _Column) -> None:
        """Say where the words of a picture stand that could not be shown (see page.article_element)."""
        lost = box.element.get("class") == "lost"
        src = str(box.element.get("data-src", ""))
        code = picture_fault(self._assets.get(src)) if lost else ""
        if code:
            place = _place_of(column.box)
            self.found.setdefault((code, src), Defect(code, self._page, place, told_fault(code, src), 0, 0))


def _language_in(box: Any) -> Language | None:
    """Return the language that a page or an article begins with a box; None inside one."""
    stated = box.element.get("lang") if box.element_tag in ("html", "article") else None
    return language_of(stated) if stated else None


def _is_marker(box: Any) -> bool:
    return str(box.element_tag).endswith("::marker")


def _holds_numbers(box: Any) -> bool:
    """Say whether the numbers of a list may stand outside a block, in the list round it."""
    return _is_marker(box) or box.element_tag in ("ul", "ol", "li")


def _texts(line: Any) -> Iterator[Any]:
    """Yield the text boxes of a line that show something; what is a block inside it is read for itself."""
    for kid in kids_of(line):
        shape = shape_of(kid)
        if shape == "text" and is_seen(kid):
            yield kid
        elif shape == "part":
            yield from _texts(kid)


def _out(frame: Frame, room: Frame) -> float:
    """Return by how many millimetres the left or the right edge of *frame* is outside of *room*."""
    return max(room.left - frame.left, frame.right - room.right) / MM


def _out_unasked(box: Any, frame: Frame, room: Frame) -> float:
    """Return the same for the edges of *box* that its style does not move out on purpose."""
    left, right = let_out(box)
    edges = frame._replace(left=room.left if left else frame.left, right=room.right if right else frame.right)
    return _out(edges, room)


def _picture_name(box: Any) -> str:
    return unquote((box.element.get("src") or "").rpartition("/")[2]) if box.element is not None else ""


def _place_of(box: Any) -> str:
    """Return how the words of a block begin on its page; a table's are its caption, a picture's its alt."""
    element = box.element
    said = element.get("alt", "") if element is not None else ""
    if shape_of(box) == "table" and element is not None:
        said = "".join(word for caption in element.iter("caption") for word in caption.itertext())
    return _cut(said or " ".join(islice(_lines(box), 3)))


def _lines(box: Any) -> Iterator[str]:
    """Yield the words of each line in a block."""
    for kid in kids_of(box):
        if shape_of(kid) == "line":
            yield "".join(text.text for text in _texts(kid))
        else:
            yield from _lines(kid)


def _cut(words: str) -> str:
    """Return *words* on one line, without what is not seen, cut behind a whole word where they are long."""
    whole = " ".join(words.translate(_UNSEEN).split())
    if len(whole) <= SHOWN:
        return whole
    return (whole[: SHOWN + 1].rpartition(" ")[0] or whole[:SHOWN]) + "…"
