"""Visual order: lines stored as the eye meets them from left to right, and back to the order of reading.

Old terminals, ISO 8859-8 (RFC 1556) and programs that take text out of PDFs store ``(2020) םולש`` for
``שלום (2020)``. UAX #9 says how reading order becomes visual order; here its rules are run backwards.
Where two readings look alike the likelier one is taken: after a Latin word a number belongs to it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

#: A letter that is read from right to left.
RIGHT_TO_LEFT: Final = re.compile(
    "[\u05be-\u05f4\u0608-\u064a\u066d-\u066f\u0671-\u06d5\u06ee\u06ef\u06fa-\u07b1\u0860-\u08c9"
    "\ufb1d-\ufdfc\ufe70-\ufefc]"
)
#: Signs that are drawn the other way round when they are read from right to left (BidiMirroring.txt).
_PAIRS: Final = "()[]{}<>«»‹›≤≥≪≫⟨⟩⟪⟫⌈⌉⌊⌋⁅⁆（）［］｛｝〈〉《》「」『』【】〔〕"
MIRROR: Final = {
    **{ord(one): other for one, other in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)},
    **{ord(other): one for one, other in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)},
}
_AS_IT_IS: Final[dict[int, str]] = {}
_CLOSER: Final = {"(": ")", "[": "]", "{": "}"}
_CLOSING: Final = {**_CLOSER, "<": ">", "«": "»", "‹": "›"}
_EITHER_HALF: Final = {opener: (opener, closer) for opener, closer in _CLOSER.items()}
_BRACKET: Final = re.compile(r"[][(){}<>«»‹›]")
#: Bidi_Class (UAX #9 table 4) in one letter; whatever is not here is neutral.
_KIND: Final = {
    "L": "L",
    "R": "R",
    "AL": "A",
    "EN": "E",
    "AN": "N",
    "ES": "s",
    "CS": "c",
    "ET": "t",
    "NSM": "m",
}
_STRETCH: Final = re.compile("[RA][RAm]*|[^RA]+")
_NO_ARABIC_NUMBER: Final = re.compile("[^N]+")
#: A number after a Hebrew letter keeps its hyphens and its signs of money (W4, W5) …
_NUMBER: Final = re.compile("(?<!t)t*E+(?:[sc]E+)*t*|N+(?:cN+)*")
#: … after an Arabic letter it keeps only its points (W2, W4).
_ARABIC_NUMBER: Final = re.compile("[EN]+(?:c[EN]+)*")
#: Latin words that follow a number.
_BEHIND_NUMBERS: Final = frozenset(
    "km kg cm mm mph GB MB TB GHz MHz Hz kW MW am pm AM PM BST EST EDT PST PDT CET CEST".split()
)
#: In what reads left to right no comma stands after a space and before a word.
_TURNED_STOP: Final = re.compile(r"\s[,.:;!?](?=\w)")
_MARK: Final = "[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u064b-\u065f\u0670]"
#: No word that is read begins with a mark, so none that is seen ends with one.
_MARK_LAST: Final = re.compile(rf"{_MARK}(?![\w\u0591-\u05c7\u064b-\u065f\u0670])")
_CLUSTER: Final = re.compile(rf"(?!{_MARK}).{_MARK}+")


class Span(NamedTuple):
    """From where to where something stands."""

    start: int
    end: int


def logical(line: str, *, mirror: bool | None = None) -> str:
    """Return a *line* that is stored as it is seen in the order of reading: ``C-130 רמא`` -> ``אמר C-130``.

    *mirror* says whether brackets are stored as they are seen; without it the line itself tells. A line
    without a letter of a script that runs left is returned as it is.
    """
    if not RIGHT_TO_LEFT.search(line):
        return line
    return _turned(line, MIRROR if (mirrors([line]) if mirror is None else mirror) else _AS_IT_IS)


def logical_text(text: str) -> str:
    """Return *text* with each line in the order of reading; all of it is stored as it is seen."""
    pieces = re.split("([\r\n]+)", text)
    mirror = mirrors(pieces)
    return "".join(logical(piece, mirror=mirror) for piece in pieces)


def mirrors(lines: Iterable[str]) -> bool:
    """Say whether *lines* in visual order store brackets as they are seen, told by which of them match.

    Some programs store a bracket by its meaning, and ``(`` opens wherever it stands.
    """
    as_seen = as_meant = 0
    for line in lines:
        if RIGHT_TO_LEFT.search(line) and _BRACKET.search(line):
            as_seen += _matched(_turned(line, MIRROR))
            as_meant += _matched(_turned(line, _AS_IT_IS))
    return as_seen >= as_meant


def _matched(line: str) -> int:
    """Return how many brackets of *line* close one that is open, less those that close none."""
    matched, opened = 0, []
    for bracket in _BRACKET.findall(line):
        if bracket in _CLOSING:
            opened.append(_CLOSING[bracket])
        elif opened and opened[-1] == bracket:
            opened.pop()
            matched += 1
        else:
            matched -= 1
    return matched


def _turned(line: str, mirror: dict[int, str]) -> str:
    """Turn *line* round; *mirror* says what its signs become where they are read from right to left."""
    turned = _marks_after(line)[::-1]
    kinds = "".join(map(_kind, turned))
    pieces, strong = [], "R"
    for stretch in _STRETCH.finditer(kinds):
        part = turned[stretch.start() : stretch.end()]
        if stretch[0][0] in "RA":
            strong = stretch[0].rstrip("m")[-1]
            pieces.append(part)
        else:
            pieces += _between(part, _joined(_left_to_right(part, stretch[0], strong)), mirror)
    return "".join(pieces)


def _marks_after(line: str) -> str:
    """Put marks where turning the line round puts them after their letters.

    A line turned letter by letter has no word that ends with a mark; a program that keeps a letter and its
    marks together leaves some, and there the clusters are turned first.
    """
    return _CLUSTER.sub(lambda cluster: cluster[0][::-1], line) if _MARK_LAST.search(line) else line


def _kind(char: str) -> str:
    return _KIND.get(unicodedata.bidirectional(char), "o")


def _between(part: str, spans: list[Span], mirror: dict[int, str]) -> list[str]:
    """Turn back what reads left to right, *spans* of *part*, which holds no letter that runs left."""
    pieces, end = [], 0
    for span in spans:
        pieces += [part[end : span.start].translate(mirror), part[span.start : span.end][::-1]]
        end = span.end
    return [*pieces, part[end:].translate(mirror)]


def _joined(spans: Iterator[Span]) -> list[Span]:
    """Make one of spans that touch: they stand on one level and are turned together (L2)."""
    found: list[Span] = []
    for span in spans:
        if found and found[-1].end == span.start:
            found[-1] = Span(found[-1].start, span.end)
        else:
            found.append(span)
    return found


def _left_to_right(part: str, kinds: str, strong: str) -> Iterator[Span]:
    """Yield where words and numbers stand that read left to right, in order."""
    end = 0
    for words in _words(part, kinds):
        yield from _numbers(kinds, Span(end, words.start), strong)
        yield words
        end, strong = words.end, "L"
    yield from _numbers(kinds, Span(end, len(kinds)), strong)


def _numbers(kinds: str, gap: Span, strong: str) -> Iterator[Span]:
    pattern = _ARABIC_NUMBER if strong == "A" else _NUMBER
    for number in pattern.finditer(kinds, gap.start, gap.end):
        yield Span(*number.span())


def _words(part: str, kinds: str) -> Iterator[Span]:
    """Yield where Latin words stand, with the numbers that follow them (W7) and the signs between (N1)."""
    for stretch in _NO_ARABIC_NUMBER.finditer(kinds):
        first, last = stretch[0].find("L"), stretch[0].rfind("L")
        if first >= 0:
            words = Span(stretch.start() + first, stretch.start() + last + 1)
            yield from _in_brackets(part, _with_numbers(part, kinds, words, stretch.start(), stretch.end()))


def _with_numbers(part: str, kinds: str, words: Span, first: int, last: int) -> Span:
    """Add the numbers that stand after *words* when read, and one that touches them in front: ``3D``."""
    start, end = words
    if part[start:end][::-1] in _BEHIND_NUMBERS:
        first = start
    for number in reversed(list(_NUMBER.finditer(kinds, first, start))):
        if _TURNED_STOP.search(part[number.start() : start + 1][::-1]):
            break
        start = number.start()
    touching = _NUMBER.match(kinds, end, last)
    return Span(start, touching.end() if touching else end)


def _in_brackets(part: str, words: Span) -> Iterator[Span]:
    """Give brackets the direction of the words that they belong to (N0): ``abc (def)``.

    A bracket whose other half stands elsewhere parts the words: it belongs to the line round them. Programs
    older than N0 (Unicode 6.3) show the closing one before the words.
    """
    opened, alone = _unmatched(part, words)
    start = words.start
    while opened and start and _CLOSER[part[opened[-1]]] == part[start - 1]:
        opened.pop()
        start -= 1
    if len(opened) == 1 and part[words.end : words.end + 1] in _EITHER_HALF[part[opened[0]]]:
        opened.clear()
    for before, after in pairwise([start - 1, *sorted([*opened, *alone]), words.end]):
        if after > before + 1:
            yield from _trimmed(part, Span(before + 1, after))


def _unmatched(part: str, words: Span) -> tuple[list[int], list[int]]:
    """Return where a bracket of *words* opens and none closes it, and where one closes and none opened."""
    opened: list[int] = []
    alone: list[int] = []
    for place in range(words.end - 1, words.start - 1, -1):
        if part[place] in _CLOSER:
            opened.append(place)
        elif opened and _CLOSER[part[opened[-1]]] == part[place]:
            opened.pop()
        elif part[place] in _CLOSER.values():
            alone.append(place)
    return opened, alone


def _trimmed(part: str, words: Span) -> Iterator[Span]:
    """Take neutral signs off the ends of words that a bracket parted."""
    inner = [
        place
        for place in range(words.start, words.end)
        if _kind(part[place]) in "LEt" or part[place] in "()[]{}"
    ]
    if inner:
        yield Span(inner[0], inner[-1] + 1)
