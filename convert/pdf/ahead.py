"""Lets the text run ahead of what does not fit: a picture goes on top of the next column, its room is filled.

WeasyPrint leaves the rest of a column or a page empty where a picture, a table or a box is too high for it.
Newspapers let the text go on there.
"""

from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from convert.pdf.engine import (
    border_frame,
    content_frame,
    is_in_flow,
    kids_of,
    page_boxes,
    shape_of,
    strut_of,
)

if TYPE_CHECKING:
    from weasyprint import Document

#: What the text may pass: pictures and tables, and boxes of these classes.
_TAGS, _CLASSES = ("figure", "table"), ("pullquote", "infobox")
#: What may come before it.
_TEXT = ("p", "ul", "ol", "dl", "blockquote", "h2", "h3", "h4")
_HEADINGS = ("h2", "h3", "h4")
#: So much of a column may stay empty, in lines of its text.
_LINES = 3
#: A document is laid out no more often than this, and once where it has more pages.
_MOST, _LARGEST = 6, 24


class _Late(NamedTuple):
    """An element that stands on top of a column because the one before had no room for it."""

    element: Any
    empty: float


def laid_out_ahead(tree: Any, render: Callable[[], "Document"]) -> "Document":
    """Return what *render* makes of *tree*, with text before pictures where that fills columns.

    *tree* is changed: what is no picture, table or box keeps its order.
    """
    best, stuck = render(), set()
    if len(best.pages) > _LARGEST:
        return best
    parents = {kid: parent for parent in tree.iter() for kid in parent}
    least = _empty(best)
    for _ in range(_MOST - 1):
        late = next((one.element for one in _late(best) if one.element not in stuck), None)
        if late is None:
            break
        before = list(parents[late])
        found = render() if _let_pass(late, parents[late]) else best
        empty = _empty(found)
        if empty < least:
            best, least = found, empty
        else:
            parents[late][:] = before
            stuck.add(late)
    return best


def _let_pass(element: Any, parent: Any) -> bool:
    """Put the text that follows *element* before it; say whether there is such text, and it may."""
    blocks = list(parent)
    place = blocks.index(element)
    text = _next_text(blocks[place + 1 :])
    if not text or (place and _holds_on(blocks[place - 1])):
        return False
    parent[place : place + 1 + len(text)] = [*text, element]
    return True


def _next_text(blocks: list[Any]) -> list[Any]:
    """Return the first of *blocks* that is text, with all that it holds on to; nothing where it is none."""
    taken: list[Any] = []
    for block in blocks:
        if block.tag not in _TEXT:
            return []
        taken.append(block)
        if not _holds_on(block):
            return taken
    return []


def _holds_on(block: Any) -> bool:
    """Say whether a block may not be parted from the next: a subhead, a paragraph that announces it."""
    return block.tag in _HEADINGS or block.get("class") == "announces"


def _empty(document: "Document") -> float:
    """Return how much stays empty before what came too late, pages counted more than columns."""
    return sum(late.empty for late in _late(document)) + 1e5 * len(document.pages)


def _late(document: "Document") -> Iterator[_Late]:
    """Yield what begins a column or a page of a story that ends the one before it too early."""
    parts = [part for page in page_boxes(document) for part in _parts(page)]
    for before, part in pairwise(parts):
        first = next((kid for kid in kids_of(part.box) if is_in_flow(kid)), None)
        goes_on = (
            before.box.element is part.box.element and before.empty > _LINES * strut_of(before.box.style)[0]
        )
        if goes_on and first is not None and _may_wait(first):
            yield _Late(first.element, before.empty)


class _Part(NamedTuple):
    """A column of a story, or its part of a page where it has no columns, and how much is empty below it."""

    box: Any
    empty: float


def _parts(page: Any) -> Iterator[_Part]:
    for body in _bodies(page):
        columns = [kid for kid in kids_of(body) if getattr(kid, "is_column", False)]
        for column in columns:
            yield _Part(column, content_frame(column).bottom - _end(column))
        if not columns:
            yield _Part(body, content_frame(page).bottom - _end(body))


def _bodies(box: Any) -> Iterator[Any]:
    """Yield the bodies of the stories on a page."""
    for kid in kids_of(box):
        if kid.element is not None and kid.element.get("class") == "body":
            yield kid
        elif shape_of(kid) != "line":
            yield from _bodies(kid)


def _end(box: Any) -> float:
    """Return where what stands in a box ends, in CSS pixels from the top of the page."""
    ends = [border_frame(kid).bottom for kid in kids_of(box) if is_in_flow(kid)]
    return max(ends, default=content_frame(box).top)


def _may_wait(box: Any) -> bool:
    element = box.element
    return element is not None and (element.tag in _TAGS or element.get("class") in _CLASSES)
