"""Holds a printed page to UAX #9: each paragraph in its order, letters joined, whatever lines and tags cut.

WeasyPrint 70 gives each text box, that is each line of each inline element, to Pango as a paragraph of
its own. Here the whole paragraph is resolved first. What would fall apart is put into elements with a
direction (before -> after)::

    <b>Apple</b> Inc.   ->   <span dir="ltr"><b>Apple</b> Inc.</span>
    منذ 28-11-2020      ->   the same, an ARABIC LETTER MARK before the number
    ال<b>كتا</b>ب        ->   the same, a ZERO WIDTH JOINER on both sides of each tag
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from lxml import etree

from convert.model import Direction
from convert.newsml.names import xhtml
from convert.newsml.xhtml_out import Element, say
from convert.script.bidi import first_strong
from convert.script.embedding import Embedding, embedded
from convert.script.joining import ZWJ, joins, leading_marks
from convert.script.levels import OBJECT

ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
#: Elements that stand in a line of text (HTML Standard §4.5); every other one is a block.
_INLINE = frozenset(
    map(xhtml, "a b bdi br cite code del em i img ins mark q s small span strong sub sup time u wbr".split())
)
_BREAK, _WBR, _BDI, _IMG = map(xhtml, ("br", "wbr", "bdi", "img"))
_HEADINGS = frozenset(map(xhtml, ("h1", "h2", "h3", "h4")))


class Piece(NamedTuple):
    """Words or a thing in a line, and the elements round it, outermost first."""

    path: tuple[Element, ...]
    said: str | Element

    def is_thing(self, *tags: str) -> bool:
        """Say whether it is an element of one of *tags*."""
        return not isinstance(self.said, str) and self.said.tag in tags

    @property
    def text(self) -> str:
        """What it is to its paragraph: its words, or the sign that stands for a thing (UAX #9 §6.1)."""
        if isinstance(self.said, str):
            return self.said
        return ZERO_WIDTH_SPACE if self.said.tag == _WBR else OBJECT


Pieces: TypeAlias = list[Piece]


def hold(element: Element, direction: Direction = "ltr") -> None:
    """Hold every paragraph in *element*, which stands in text of *direction*, to the order of UAX #9."""
    own = _direction(element, direction)
    content = list(_content(element))
    for piece in content:
        if not isinstance(piece.said, str) and not piece.is_thing(_BREAK, _WBR, _IMG):
            hold(piece.said, own)
    held = [piece for paragraph in _paragraphs(content) for piece in _held(paragraph, own)]
    if held != content:
        _keep_label(element)
        _refill(element, held)


def _direction(element: Element, direction: Direction) -> Direction:
    """Return the direction of *element*; the engine knows no `auto`, so it is resolved here (P2, P3)."""
    said = element.get("dir")
    if said in ("ltr", "rtl"):
        return "ltr" if said == "ltr" else "rtl"
    if element.tag == _BDI or said == "auto":
        direction = first_strong("".join(element.itertext())) or "ltr"
    if element.tag in _INLINE:
        element.set("dir", direction)
    return direction


# --- what stands in a paragraph -----------------------------------------------------------------


def _content(element: Element, path: tuple[Element, ...] = ()) -> Iterator[Piece]:
    """Yield the pieces that *element* holds; a block and an isolate are things, whatever they hold."""
    if element.text:
        yield from _lines(path, element.text)
    for child in element:
        if _is_manner(child):
            yield from _content(child, (*path, child))
        else:
            yield Piece(path, child)
        if child.tail:
            yield from _lines(path, child.tail)


def _lines(path: tuple[Element, ...], words: str) -> Iterator[Piece]:
    return (Piece(path, line) for line in words.splitlines(keepends=True))


def _is_manner(element: Element) -> bool:
    """Say whether *element* only says how its words are set, so that the paragraph goes on in it."""
    return (
        element.tag in _INLINE
        and bool(element.text or len(element))
        and element.tag != _BDI
        and "dir" not in element.attrib
        and element.get("role") != "doc-noteref"
        and element.get("class") != "hemistich"
    )


def _paragraphs(content: Pieces) -> Iterator[Pieces]:
    """Cut *content* into paragraphs (UAX #9, P1): at breaks, blocks and line feeds."""
    paragraph: Pieces = []
    for piece in content:
        ends = piece.said.endswith("\n") if isinstance(piece.said, str) else _ends(piece.said)
        paragraph.append(piece)
        if ends:
            yield paragraph
            paragraph = []
    yield paragraph


def _ends(element: Element) -> bool:
    return element.tag == _BREAK or element.tag not in _INLINE or element.get("class") == "hemistich"


# --- what holds it ------------------------------------------------------------------------------


def _held(paragraph: Pieces, direction: Direction) -> Pieces:
    """Return *paragraph* with the elements and marks that hold it."""
    pieces = _marks_home(paragraph) if len(paragraph) > 1 else paragraph
    starts = list(accumulate((len(piece.text) for piece in pieces), initial=0))
    embedding = embedded("".join(piece.text for piece in pieces), direction, starts[1:-1])
    if embedding.spans or embedding.marks:
        pieces = _embedded(pieces, starts, embedding)
    return _joined(pieces) if len(pieces) > 1 else pieces


def _marks_home(paragraph: Pieces) -> Pieces:
    """Return *paragraph* with marks beside their letters: ``كت<b>َب</b>`` -> ``كتَ<b>ب</b>``."""
    out: Pieces = []
    for path, said in paragraph:
        last = out[-1] if out else Piece((), "")
        if not isinstance(said, str) or not isinstance(last.said, str):
            out.append(Piece(path, said))
            continue
        own = said if path == last.path else leading_marks(said)
        if own and out:
            out[-1] = Piece(last.path, last.said + own)
        if len(own) < len(said) or not out:
            out.append(Piece(path, said[len(own) :] if out else said))
    return out


def _embedded(pieces: Pieces, starts: Sequence[int], embedding: Embedding) -> Pieces:
    """Return *pieces* cut at the edges of spans, each span in an element of its direction, marks put in."""
    cut = list(_cut(pieces, starts, embedding))
    places = [place for place, _ in cut]
    out = [piece for _, piece in cut]
    for span in reversed(embedding.spans):
        inside = slice(bisect_left(places, span.start), bisect_left(places, span.end))
        depth = _shared(out[inside])
        wrapper = etree.Element(xhtml("span"), dir=span.direction)
        for index in range(*inside.indices(len(out))):
            path, said = out[index]
            out[index] = Piece((*path[:depth], wrapper, *path[depth:]), said)
    return out


def _cut(pieces: Pieces, starts: Sequence[int], embedding: Embedding) -> Iterator[tuple[int, Piece]]:
    """Yield the pieces with the place each begins at, none reaching over the edge of a span."""
    edges = sorted({edge for span in embedding.spans for edge in (span.start, span.end)})
    marks = sorted(embedding.marks)
    for piece, (start, end) in zip(pieces, pairwise(starts), strict=True):
        if not isinstance(piece.said, str):
            yield start, piece
            continue
        inner = edges[bisect_left(edges, start + 1) : bisect_left(edges, end)]
        for first, last in pairwise([start, *inner, end]):
            places = marks[bisect_left(marks, first) : bisect_left(marks, last)]
            bounds = [first, *places, last]
            said = [piece.said[a - start : b - start] for a, b in pairwise(bounds)]
            signs = ["", *(embedding.marks[place] for place in places)]
            yield first, Piece(piece.path, "".join(map("".join, zip(signs, said, strict=True))))


def _shared(pieces: Pieces) -> int:
    """Return how many elements stand round all of *pieces*."""
    paths = [piece.path for piece in pieces]
    same = (len(set(nodes)) == 1 for nodes in zip(*paths, strict=False))
    return next((depth for depth, shared in enumerate(same) if not shared), min(map(len, paths)))


def _joined(pieces: Pieces) -> Pieces:
    """Return *pieces* with a joiner on both sides of each edge that parts two joined letters."""
    out = list(pieces)
    before: int | None = None
    for index, piece in enumerate(pieces):
        if isinstance(piece.said, str):
            last = "" if before is None else out[before].said
            if before is not None and isinstance(last, str) and joins(last, piece.said):
                out[before] = Piece(out[before].path, last.removesuffix(ZWJ) + ZWJ)
                out[index] = Piece(piece.path, ZWJ + piece.said.removeprefix(ZWJ))
            before = index
        elif not piece.is_thing(_WBR):
            before = None
    return out


# --- back into the tree -------------------------------------------------------------------------


def _refill(element: Element, pieces: Pieces) -> None:
    """Put *pieces* in the place of what *element* holds; neighbours share the elements round them."""
    element.text = None
    for child in list(element):
        element.remove(child)
    opened: list[tuple[Element, Element]] = []
    seen: set[Element] = set()
    for path, said in pieces:
        shared = 0
        while shared < min(len(opened), len(path)) and opened[shared][0] is path[shared]:
            shared += 1
        del opened[shared:]
        for node in path[shared:]:
            inner = etree.SubElement(opened[-1][1] if opened else element, node.tag, node.attrib)
            if node in seen:
                inner.attrib.pop("id", None)
            seen.add(node)
            opened.append((node, inner))
        _put(opened[-1][1] if opened else element, said)


def _put(element: Element, said: str | Element) -> None:
    if isinstance(said, str):
        say(element, said)
    else:
        said.tail = None
        element.append(said)


def _keep_label(element: Element) -> None:
    """Keep the marks out of the outline: a heading is named there by its own words (CSS GCPM 3 §6.2)."""
    if element.tag in _HEADINGS:
        words = "".join(element.itertext()).replace("\\", "\\\\").replace('"', '\\"')
        element.set("style", f'bookmark-label: "{words}"')
