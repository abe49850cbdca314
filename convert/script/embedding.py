"""What holds a paragraph in the order of UAX #9 where an engine resolves it line by line, piece by piece.

An engine that gives each text box its own paragraph forgets what stood before a line or a tag. It still
agrees with the whole paragraph if each box holds text of one level and, against it, only words and
numbers that resolve alike wherever they stand. `embedded` finds the spans that must be boxes of their
own, and the marks that keep a number what its paragraph made of it.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from convert.model import Direction
from convert.script.bidi import ALM
from convert.script.levels import is_level, levels

WORD_JOINER: Final = "\N{WORD JOINER}"
#: Stands for what is no text in a paragraph: an isolate, a picture (UAX #9 §6.1: a neutral).
OBJECT: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
#: Bidi classes as one sign each; n is what takes the class of its neighbour, i what opens or ends a scope.
_SIGNS: Final = {
    **{"L": "L", "R": "R", "AL": "A", "EN": "1", "AN": "2", "ES": "+", "ET": "%", "CS": ","},
    **dict.fromkeys(("NSM", "BN"), "n"),
    **dict.fromkeys(("LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF"), "i"),
}
#: What runs against its box and may stay in it, by the box's direction: it resolves alike in any company.
_STEADY: Final[dict[Direction, re.Pattern[str]]] = {
    "rtl": re.compile("[L12n]+|[12n+%,]+"),
    "ltr": re.compile("[RAn]+|[2n,]+"),
}
#: A European number whose sign or separator belongs to it or not, as an Arabic letter decides (W2, W4, W5).
_UNSTEADY: Final = re.compile("(?<![12])[12n]*1[12n]*")
#: A hyphen after a Hebrew letter: no line may break there (UAX #14, LB21a).
_HEBREW_HYPHEN: Final = re.compile(
    "[\u05d0-\u05f2\ufb1d-\ufb4f][\u0591-\u05bd\u05bf-\u05c7]*[-\u05be\u2010\u2012\u2013](?=[^ \u200b])"
)


class Span(NamedTuple):
    """Text that must stand in a box of its own, in its own direction."""

    start: int
    end: int
    direction: Direction


class Embedding(NamedTuple):
    """The spans of a paragraph, an outer before its inner ones, and the marks by the place they stand before."""

    spans: list[Span]
    marks: dict[int, str]


class _Paragraph(NamedTuple):
    text: str
    signs: str
    levels: bytes
    edges: Sequence[int]


class _Signs(dict[int, str]):
    """Finds the sign of a character once."""

    def __missing__(self, code: int) -> str:
        sign = self[code] = _SIGNS.get(unicodedata.bidirectional(chr(code)), " ")
        return sign


_sign_of: Final = _Signs()


def embedded(text: str, direction: Direction, edges: Sequence[int] = ()) -> Embedding:
    """Return what holds a paragraph of *direction* that is cut into boxes at *edges*, in rising order.

    ``كتب Apple Inc. هنا`` needs a span round ``Apple Inc.``; in ``منذ 28-11-2020`` the number needs ALM.
    """
    if is_level(text, direction):
        return Embedding([], {})
    paragraph = _Paragraph(text, text.translate(_sign_of), levels(text, direction), edges)
    marks: dict[int, str] = {}
    spans = list(_spans(paragraph, Span(0, len(text), direction), int(direction == "rtl"), marks))
    marks |= _unbroken(text, spans)
    return Embedding(spans, marks)


def _spans(paragraph: _Paragraph, around: Span, level: int, marks: dict[int, str]) -> Iterator[Span]:
    """Yield the spans in *around*, which has *level*; put the marks of numbers that stay into *marks*."""
    last = range(around.start, around.start)
    for start, end in _deeper(paragraph.levels, around, level):
        group = range(start, end)
        if _stays(paragraph, group, last, around.direction):
            ...
        base = min(paragraph.levels[start:end])
