"""Galleys: text set in one long column, measured, cut and put into the columns of a page.

A page is laid out with empty columns, and behind it, on sheets as long as they need be, the galleys of its
stories. Lines move from the galleys into the columns; none is broken again. Heights are counted in lines of
the grid that all text of the paper stands on.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import count
from math import ceil, floor
from typing import TYPE_CHECKING, Any, NamedTuple

from convert.makeup import Galley, Unit
from convert.pdf.engine import (
    border_frame,
    content_frame,
    is_in_flow,
    kids_of,
    page_boxes,
    shape_of,
    strut_of,
)
from convert.pdf.pagestarts import APART, PLACE, letters_in

if TYPE_CHECKING:
    from weasyprint import Document

#: The attribute that names a galley, and the columns that are filled from it.
GALLEY, COLUMN, TRIED = "data-galley", "data-column", "data-tried"
#: What is parted nowhere.
_WHOLE_TAGS, _WHOLE_CLASSES = (
    ("figure", "table", "pre"),
    ("pullquote", "infobox", "verse", "correction", "gallery"),
)
_HEADINGS = ("h2", "h3", "h4")
#: What rounding comes to, in lines of the grid.
_NEAR = 0.02


class Fill(NamedTuple):
    """What stands in a column: units of a galley from *start* to before *end*."""

    galley: str
    start: int
    end: int


def grid_step(document: "Document") -> float:
    """Return how high a line of the text is in the first galley of *document*, in CSS pixels."""
    for _, body in _marked(document, GALLEY):
        for line in _lines(body):
            return strut_of(line.style)[0]
    return 0.0


def galleys(document: "Document", step: float) -> dict[str, Galley]:
    """Return the galleys of *document*, measured in lines of *step* pixels."""
    return {name: Galley(tuple(_measured(body, step))) for name, body in _marked(document, GALLEY)}


def heights(document: "Document") -> dict[str, float]:
    """Return how high each thing is that was set on trial, in CSS pixels, by its name."""
    return {name: _end(box) - box.position_y for name, box in _marked(document, TRIED)}


def _end(box: Any) -> float:
    frame = border_frame(box)
    return frame.bottom + float(box.margin_bottom or 0)


def fill(document: "Document", columns: Sequence[Fill], step: float) -> "Document":
    """Return the first page of *document* alone, its columns filled from the galleys behind it."""
    bodies = dict(_marked(document, GALLEY))
    for name, column in _marked(document, COLUMN):
        wanted = columns[int(name)]
        _put(column, bodies[wanted.galley], wanted, step)
    page = document.pages[0]
    return document.copy([type(page)(page_boxes(document)[0])])


def _put(column: Any, body: Any, wanted: Fill, step: float) -> None:
    """Move a part of a galley into an empty column, its first line on top."""
    part = _part(body, range(wanted.start, wanted.end), count())
    if part is None:
        return
    units = list(_units(body))
    frame = content_frame(column)
    top = floor(units[wanted.start].top / step + _NEAR) * step
    part.translate(frame.left - content_frame(body).left, frame.top - top)
    column.children = part.children


def _part(box: Any, wanted: range, numbers: "count[int]") -> Any:
    """Return a copy of *box* with those of its units that are *wanted*; None where there is none.

    What is placed on its own, as the number of a list's entry is, goes with what follows it.
    """
    kept, waiting = [], []
    for kid in box.children:
        whole = getattr(kid, "_box", kid)
        if not is_in_flow(whole):
            waiting.append(kid)
            continue
        part = _unit(kid, next(numbers) in wanted) if _is_whole(whole) else _part(whole, wanted, numbers)
        if part is not None:
            kept += [*waiting, part]
        waiting = []
    return _shrunk(box, kept) if kept else None


def _unit(kid: Any, is_wanted: bool) -> Any:
    return kid if is_wanted else None


def _shrunk(box: Any, kept: list[Any]) -> Any:
    """Return a copy of *box* that holds *kept*, as high as these are."""
    flow = [kid for kid in kept if is_in_flow(getattr(kid, "_box", kid))]
    made = box.copy_with_children(kept)
    if flow[0].position_y > box.content_box_y() + 1:
        made.position_y = flow[0].position_y
        made.margin_top = made.padding_top = made.border_top_width = 0
    made.height = _bottom(flow[-1]) - made.content_box_y()
    return made


def _bottom(box: Any) -> float:
    return float(box.position_y + box.height) if shape_of(box) == "line" else border_frame(box).bottom


def _is_whole(box: Any) -> bool:
    """Say whether a box is a unit: a line, or a block that is never parted."""
    if shape_of(box) in ("line", "table", "picture") or not getattr(box, "children", ()):
        return True
    element = box.element
    if element is None or box.is_table_wrapper:
        return bool(box.is_table_wrapper)
    return element.tag in _WHOLE_TAGS or element.get("class") in _WHOLE_CLASSES


class _Found(NamedTuple):
    """A unit as it stands in its galley, in CSS pixels."""

    top: float
    bottom: float
    holds: bool
    box: Any


def _units(box: Any) -> Iterator[_Found]:
    """Yield the units of a galley from top to bottom."""
    kids = [kid for kid in kids_of(box) if is_in_flow(kid)]
    for place, kid in enumerate(kids):
        if shape_of(kid) == "line":
            yield _Found(kid.position_y, kid.position_y + kid.height, _holds(box, place, len(kids)), kid)
        elif _is_whole(kid):
            yield _Found(border_frame(kid).top, border_frame(kid).bottom, False, kid)
        else:
            yield from _units(kid)


def _holds(block: Any, line: int, lines: int) -> bool:
    """Say whether no column may end behind a line of a block: its first, its last but one, a heading's."""
    element = block.element
    if element is not None and (element.tag in _HEADINGS or element.get("class") == "announces"):
        return element.tag in _HEADINGS or line >= lines - 2
    return line < lines - 1 and line in (0, lines - 2)


def _measured(body: Any, step: float) -> Iterator[Unit]:
    read: dict[int, int] = {}
    top = content_frame(body).top
    for found in _units(body):
        block, letters = _words(found.box)
        yield Unit(
            floor((found.top - top) / step + _NEAR),
            ceil((found.bottom - top) / step - _NEAR),
            found.holds,
            block,
            read.get(block, 0),
        )
        read[block] = read.get(block, 0) + letters


def _words(box: Any) -> tuple[int, int]:
    """Return the block that a unit is of, and how many letters it has of it."""
    place, letters = -1, 0
    for text in _texts(box):
        said = str(text.element.get(PLACE) or "") if text.element is not None else ""
        if said and "::" not in (text.element_tag or ""):
            block = int(said.removesuffix(APART).split(".")[1])
            place = block if place < 0 else place
            letters += letters_in(text.text) if block == place else 0
    return place, letters


def _texts(box: Any) -> Iterator[Any]:
    if shape_of(box) == "text":
        yield box
    for kid in kids_of(box):
        yield from _texts(kid)


def _lines(box: Any) -> Iterator[Any]:
    for kid in kids_of(box):
        if shape_of(kid) == "line":
            yield kid
        else:
            yield from _lines(kid)


def _marked(document: "Document", name: str) -> Iterator[tuple[str, Any]]:
    """Yield the boxes whose elements bear the attribute *name*, and what it says."""
    for page in page_boxes(document):
        yield from _bearing(kids_of(page), name)


def _bearing(boxes: Iterable[Any], name: str) -> Iterator[tuple[str, Any]]:
    for box in boxes:
        said = box.element.get(name) if box.element is not None and "::" not in box.element_tag else None
        if said is not None and shape_of(box) != "text":
            yield said, box
        elif shape_of(box) != "line":
            yield from _bearing(list(kids_of(box)), name)
