"""What holds a paragraph in the order of UAX #9 where an engine resolves it line by line, piece by piece.

An engine that gives each text box its own paragraph forgets what stood before a line or a tag. It still
agrees with the whole paragraph if each box holds text of one level and, against it, only words and
numbers that resolve alike wherever they stand. `embedded` finds the spans that must be boxes of their
own, and the marks that keep a number what its paragraph made of it.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from convert.model import Direction
from convert.script.bidi import ALM, LRM, RLM
from convert.script.levels import is_level, levels

WORD_JOINER: Final = "\N{WORD JOINER}"
#: Bidi classes as one sign each; n is what takes the class of its neighbour, i what opens or ends a scope.
_SIGNS = {"L": "L", "R": "R", "AL": "A", "EN": "1", "AN": "2", "ES": "+", "ET": "%", "CS": ","}
_SIGNS |= dict.fromkeys(("NSM", "BN"), "n")
_SIGNS |= dict.fromkeys(("LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF"), "i")
#: What runs against its box and may stay in it, by the box's direction: it resolves alike in any company.
_STEADY: Final[dict[Direction, re.Pattern[str]]] = {
    "rtl": re.compile("[L12n]+|[12n+%,]+"),
    "ltr": re.compile("[RAn]+|[2n,]+"),
}
#: What leans on a number: a terminator before or after it, a sign between it and another number (W4, W5).
_LEANS_BACK: Final = re.compile(r"(?:%|[12]n*[+,]|\An)n*\Z")
_LEANS_ON: Final = re.compile("n*(?:%|[+,]n*[12])")
_MARKS: Final = (ALM, LRM, RLM)
#: Signs beside letters, digits and currencies that no line ends with before a number (UAX #14, LB13 to LB30).
_CLINGING: Final = frozenset(" \u200b\"'()[{«»“”‘’&*=@_<>")
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
    """The spans of a paragraph, an outer before its inner ones; the marks by the place they stand before."""

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
    last: Span | None = None
    for start, end in _deeper(paragraph.levels, around, level):
        base = min(paragraph.levels[start:end])
        group = Span(start, end, "rtl" if base % 2 else "ltr")
        if not _stays(paragraph, group, last, around.direction):
            yield group
            yield from _spans(paragraph, group, base, marks)
            last = None
        else:
            if _needs_mark(paragraph, group, last, around.direction):
                marks[start] = ALM
            last = group


def _deeper(found: bytes, around: Span, level: int) -> Iterator[tuple[int, int]]:
    """Yield from where to where the levels in *around* are above *level*."""
    above = re.compile(b"[" + re.escape(bytes([level + 1])) + b"-\x7f]+")
    return (stretch.span() for stretch in above.finditer(found, around.start, around.end))


def _stays(paragraph: _Paragraph, group: Span, last: Span | None, direction: Direction) -> bool:
    """Say whether *group* resolves alike in a box of *direction* whatever is cut off before and after it."""
    signs, start, end = paragraph.signs, group.start, group.end
    if _cut(paragraph, start + 1, end - 1) or not _STEADY[direction].fullmatch(signs, start, end):
        return False
    if "i" in signs[max(start - 1, 0) : end + 1] or _drawn_together(paragraph, last, group, direction):
        return False
    if not _leans(paragraph, group, direction):
        return True
    ruler = _ruler(signs, start)
    return "i" not in signs and (ruler in ("", "R") or (ruler == "A" and _clings(paragraph, start)))


def _cut(paragraph: _Paragraph, first: int, last: int) -> bool:
    """Say whether a box begins at one of the places from *first* to *last*."""
    edges = paragraph.edges
    place = bisect_left(edges, first)
    return place < len(edges) and edges[place] <= last


def _drawn_together(paragraph: _Paragraph, last: Span | None, group: Span, direction: Direction) -> bool:
    """Say whether neutrals alone stand between two groups: cut off from their bracket, they would join them.

    ``قال Apple [Google وغيرها]`` cut after ``Google`` draws the bracket between the two (UAX #9, N0, N1).
    """
    if last is None or _cut(paragraph, last.end, group.start):
        return False
    reaching = direction == "ltr" or "L" in paragraph.signs[last.start : last.end]
    return reaching and not paragraph.signs[last.end : group.start].strip(" +%,ni")


def _leans(paragraph: _Paragraph, group: Span, direction: Direction) -> bool:
    """Say whether a European number has a sign or separator that is its own or not by what stands before."""
    signs, start, end = paragraph.signs, group.start, group.end
    if direction == "ltr" or "1" not in signs[start:end]:
        return False
    inside = not {"+", "%", ","}.isdisjoint(signs[start:end])
    return inside or bool(_LEANS_BACK.search(signs[max(start - 9, 0) : start]) or _LEANS_ON.match(signs, end))


def _ruler(signs: str, start: int) -> str:
    """Return the sign of the last strong letter before *start* in a text without isolates; empty for none."""
    return max("LRA", key=lambda sign: signs.rfind(sign, 0, start)) if signs[:start].strip("12n+%, ") else ""


def _clings(paragraph: _Paragraph, start: int) -> bool:
    """Say whether a mark before *start* stays in the line of what it stands before.

    It goes with what stands before it (UAX #14, LB9), and after a dash or a comma a line may end.
    """
    text, signs = paragraph.text, paragraph.signs
    while start and (text[start - 1] in _MARKS or (signs[start - 1] == "n" and text[start - 1] != "\u200b")):
        start -= 1
    before = text[start - 1 : start]
    return not before or before.isalnum() or signs[start - 1] in "+%" or before in _CLINGING


def _needs_mark(paragraph: _Paragraph, group: Span, last: Span | None, direction: Direction) -> bool:
    """Say whether an Arabic letter rules the number *group*, and no mark before it says so yet (W2)."""
    signs, start = paragraph.signs, group.start
    if not _leans(paragraph, group, direction) or _ruler(signs, start) != "A":
        return False
    if last is None or start != last.end + 1 or _cut(paragraph, last.end, start):
        return True
    return signs[last.end] not in "+," or "1" not in signs[last.start : last.end]


def _unbroken(text: str, spans: Sequence[Span]) -> dict[int, str]:
    """Return where a box begins or ends beside a hyphen that no line may end with (UAX #14, LB21a)."""
    if not spans:
        return {}
    hyphens = {hyphen.end() for hyphen in _HEBREW_HYPHEN.finditer(text)}
    return {place: WORD_JOINER for span in spans for place in (span.start, span.end + 1) if place in hyphens}
