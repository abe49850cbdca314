"""Marks in a book where the pages of its paper begin: the same words, whatever stands round them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree

from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element
from convert.pdf.pagestarts import APART, PLACE, PageStart, letters_in
from convert.writers.contents import OPS

_HTML = f"{{{XHTML}}}"


class Paper(NamedTuple):
    """The PDF of the same run: what it is called, and where its pages begin."""

    source: str
    starts: Sequence[PageStart]


#: What holds words of its own, as the page spells it.
_BLOCKS = frozenset(
    _HTML + name for name in "p h1 h2 h3 h4 h5 h6 li dt dd td th figcaption caption pre footer".split()
)
#: What a page begins with when it begins with its first word.
_WHOLES = frozenset(_HTML + name for name in "figure table ul ol dl blockquote aside section tr".split())
#: What paper may set elsewhere than where it stands in the story.
_MOVED = frozenset(_HTML + name for name in "figure table aside".split())
#: Where nothing may stand but entries of their kind.
_STRICT = frozenset(_HTML + name for name in "ul ol dl table thead tbody tr".split())


def number_blocks(element: Element, article: int) -> None:
    """Give each block of an article a name of its own for the time it is laid out."""
    for number, block in enumerate(_blocks(element)):
        apart = APART if any(part.tag in _MOVED for part in block.iterancestors()) else ""
        block.set(PLACE, f"{article}.{number}{apart}")


def spread_numbers(element: Element) -> None:
    """Give what stands in a numbered block, whoever put it there, the name of the block."""
    for block in list(element.iter(*_BLOCKS)):
        for part in _own_parts(block):
            part.set(PLACE, block.get(PLACE, ""))


def mark_pages(element: Element, starts: Sequence[PageStart], names: Sequence[str]) -> list[tuple[str, str]]:
    """Mark in a chapter where pages begin; return what each is called, and the id of its mark."""
    blocks = list(_blocks(element))
    marks = []
    for start, name in reversed(list(zip(starts, names, strict=True))):
        mark = etree.Element(f"{_HTML}span", id=f"page-{start.number}", role="doc-pagebreak")
        mark.set(f"{{{OPS}}}type", "pagebreak")
        mark.set("aria-label", name)
        _put(mark, blocks[start.block], start.letters)
        marks.append((name, f"page-{start.number}"))
    return marks[::-1]


def _blocks(element: Element) -> Iterator[Element]:
    yield from element.iter(*_BLOCKS)


def _own_parts(block: Element) -> Iterator[Element]:
    """Yield the inline elements of a block, those of blocks in it left out."""
    for child in block:
        if child.tag not in _BLOCKS and isinstance(child.tag, str):
            yield child
            yield from _own_parts(child)


def _put(mark: Element, block: Element, letters: int) -> None:
    if letters == 0:
        _put_before(mark, block)
        return
    for part, is_tail in _texts(block):
        text = (part.tail if is_tail else part.text) or ""
        count = letters_in(text)
        if letters < count:
            _split(mark, part, text, _offset(text, letters), is_tail=is_tail)
            return
        letters -= count
    block.append(mark)


def _put_before(mark: Element, block: Element) -> None:
    """Put a mark before a block, and before all that begins with it."""
    parent = block.getparent()
    while parent is not None and parent.tag in _WHOLES and not _has_words_before(block, parent):
        block, parent = parent, parent.getparent()
    if parent is None or parent.tag in _STRICT or block.tag == f"{_HTML}figcaption":
        mark.tail, block.text = block.text, None
        block.insert(0, mark)
    else:
        block.addprevious(mark)


def _has_words_before(block: Element, parent: Element) -> bool:
    return any(letters_in("".join(part.itertext())) for part in parent[: parent.index(block)])


def _texts(block: Element) -> Iterator[tuple[Element, bool]]:
    """Yield where the words of a block stand, in order: in the text of an element, or behind it."""
    yield block, False
    for child in block:
        if child.tag not in _BLOCKS and isinstance(child.tag, str):
            yield from _texts(child)
        yield child, True


def _offset(text: str, letters: int) -> int:
    """Return where the letter stands before which there are so many."""
    for place, char in enumerate(text):
        if letters_in(char):
            if not letters:
                return place
            letters -= 1
    return len(text)


def _split(mark: Element, part: Element, text: str, place: int, *, is_tail: bool) -> None:
    mark.tail = text[place:]
    if is_tail:
        part.tail = text[:place]
        part.addnext(mark)
    else:
        part.text = text[:place]
        part.insert(0, mark)
