"""Where the lines of a paragraph end on a screen of so many columns; their width is what wcwidth says."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

#: A word: whatever stands between the places where a line may end. A no-break space is none of them.
_WORD: Final = re.compile("[^ \t\u1680\u2000-\u2006\u2008-\u200a\u200b\u205f\u3000]+")
#: Letters, digits and signs of one column each, whatever stands beside them.
_ONE: Final = (
    " -~\xa0-\xac\xae-\u02ff\u05be\u05d0-\u05ea\u05f0-\u05f4\u060c\u061b\u061f\u0620-\u064a\u0660-\u066f"
    "\u0671-\u06d5\u06ee-\u06ff\u0750-\u077f\u0780-\u07a5\u2010-\u2027\u2030-\u205e\u20a0-\u20bf"
)
#: Marks, joiners and controls of direction: they take no column and belong to the letter before them.
_MARKS: Final = (
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670\u07a6-\u07b0\u200c\u200d"
)
_NONE: Final = f"{_MARKS}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
#: A space that bears a mark is one cluster with it, and no line ends there (UAX #29, GB9).
_BEARING: Final = re.compile(f" (?=[{_MARKS}\u0300-\u036f\ufe00-\ufe0f\U0001f3fb-\U0001f3ff])")
_NARROW: Final = re.compile(f"[{_ONE}{_NONE}]*")
_ZERO: Final = re.compile(f"[{_NONE}]+")


class Piece(NamedTuple):
    """From where to where a line reaches in its paragraph; *whole* says whether it ends between words."""

    start: int
    end: int
    whole: bool = True


def columns(text: str) -> int:
    """Return how many columns *text* takes: marks, joiners and controls of direction take none."""
    if _NARROW.fullmatch(text):
        return len(_ZERO.sub("", text))
    from wcwidth import width  # a tenth of a second to import; few texts need it

    return width(text, control_codes="ignore")


def pieces(text: str, first: int, rest: int, *, breaks_words: bool = True) -> list[Piece]:
    """Return the lines of *text*: *first* columns for the first of them, *rest* for the others.

    A line ends between words; a word longer than a line ends where one grapheme cluster ends (UAX #29),
    or stands out with *breaks_words* off.
    """
    text = _BEARING.sub("\N{NO-BREAK SPACE}", text)
    found = _narrow if _NARROW.fullmatch(text) else _measured
    return list(found(text, first, rest, breaks_words=breaks_words))


@cache
def _cells(room: int) -> re.Pattern[str]:
    """Return what finds the most that stands in so many columns: letters, each with its marks."""
    return re.compile(f"[{_NONE}]*(?:[^{_NONE}][{_NONE}]*){{0,{room}}}")


def _narrow(text: str, first: int, rest: int, *, breaks_words: bool) -> Iterator[Piece]:
    """Yield the lines of a text whose letters all take one column; most texts are such."""
    room, start, end = first, _begin(text, 0), len(text.rstrip(" "))
    while start < end:
        fitting = _cells(room).match(text, start)
        stop = fitting.end() if fitting else end
        cut = end if stop >= end else stop if text[stop] == " " else text.rfind(" ", start, stop)
        if cut < start:
            cut = stop if breaks_words else text.find(" ", start, end) % (end + 1)
        whole = cut == end or text[cut] == " "
        yield Piece(start, _end(text, cut), whole)
        room, start = rest, _begin(text, cut)


def _begin(text: str, place: int) -> int:
    """Return where the next word begins, from *place* on."""
    while text[place : place + 1] == " ":
        place += 1
    return place


def _end(text: str, place: int) -> int:
    """Return where the word before *place* ends."""
    while text[place - 1] == " ":
        place -= 1
    return place


def _measured(text: str, first: int, rest: int, *, breaks_words: bool) -> Iterator[Piece]:
    """Yield the lines of a text whose words are measured one by one."""
    start = end = taken = 0
    room = first
    for word in _words(text, min(first, rest) if breaks_words else 0):
        wide, gap = columns(text[word.start : word.end]), columns(text[end : word.start])
        if end and taken + gap + wide > room:
            yield Piece(start, end, end != word.start)
            room, end = rest, 0
        start, taken = (start, taken + gap + wide) if end else (word.start, wide)
        end = word.end
    if end:
        yield Piece(start, end)


def _words(text: str, room: int) -> Iterator[Piece]:
    """Yield the words of *text*, those wider than *room* in parts; without room, whole."""
    for word in _WORD.finditer(text):
        if room and columns(word[0]) > room:
            yield from _parts(word[0], word.start(), room)
        else:
            yield Piece(*word.span())


def _parts(word: str, start: int, room: int) -> Iterator[Piece]:
    """Yield parts of a long word, each at most *room* columns wide and made of whole clusters."""
    from wcwidth import iter_graphemes

    begin = end = start
    taken = 0
    for cluster in iter_graphemes(word):
        wide = columns(cluster)
        if taken + wide > room and taken:
            yield Piece(begin, end)
            begin, taken = end, 0
        end, taken = end + len(cluster), taken + wide
    yield Piece(begin, end)
