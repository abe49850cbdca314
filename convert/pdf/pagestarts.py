"""Where each page of paper begins: the block, and how many letters of it stand on pages before."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from convert.pdf.engine import kids_of, page_boxes, shape_of

#: The attribute that names a block: article and number, ``2.17``; ``2.17.apart`` for one that may be moved.
PLACE = "data-place"
APART = ".apart"


class _Text(NamedTuple):
    """A text on a page: its block, and whether that is part of a picture, a table or a box."""

    place: tuple[int, int]
    words: str
    is_apart: bool


class PageStart(NamedTuple):
    """The beginning of a page: its number, from 1, and the first of its words that goes on in order."""

    number: int
    article: int
    block: int
    letters: int


def letters_in(text: str) -> int:
    """Return how many letters and digits *text* has: what no engine adds, drops or moves."""
    return sum(unicodedata.category(char)[0] in "LN" for char in text)


def page_starts(document: Any) -> list[PageStart]:
    """Return where the pages of a laid out document begin; one that only goes back has no beginning."""
    read: Counter[tuple[int, int]] = Counter()
    starts: list[PageStart] = []
    last = (0, 0, -1)
    for number, page in enumerate(page_boxes(document), start=1):
        begun = False
        for text in _texts(page):
            here = (*text.place, read[text.place])
            if not begun and here > last:
                begun = True
                starts.append(PageStart(number, *here))
            read[text.place] += letters_in(text.words)
            if not text.is_apart:
                last = max(last, (*text.place, read[text.place] - 1))
    return starts


def _texts(box: Any) -> Iterator[_Text]:
    """Yield the texts of a page in the order they are read; margins hold none."""
    if shape_of(box) == "text":
        said = _place(box)
        if said and letters_in(box.text):
            article, block = said.removesuffix(APART).split(".")
            yield _Text((int(article), int(block)), box.text, said.endswith(APART))
        return
    for kid in kids_of(box):
        yield from _texts(kid)


def _place(box: Any) -> str:
    """Return the name of the block that a text is of; nothing for what the style sheet added."""
    if "::" in (box.element_tag or "") or box.element is None:
        return ""
    return str(box.element.get(PLACE) or "")
