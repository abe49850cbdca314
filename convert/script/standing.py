"""Lines that stand by themselves: each in an editor looks as it would in the middle of its paragraph.

An editor takes every line for a paragraph (UAX #9, P1): it guesses the base direction from the first
strong letter and forgets what stood in the line before. The first of these is taken that brings the line
back into the order its paragraph gives it: the bare line, a mark that leads it, marks of what stood before
and stands after it, marks round every sign that leans on its neighbours.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from convert.model import Direction
from convert.script.bidi import FSI, LRI, LRM, PDI, RLI, RLM, closing, first_strong, led
from convert.script.levels import is_level, levels
from convert.script.visual import MIRROR
from convert.script.wrapping import Piece

#: Every control of the bidirectional algorithm (UAX #9 §2), and those of its older half.
CONTROLS: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
EMBEDDINGS: Final = re.compile("[\u202a-\u202e]")
_OLD: Final = frozenset("\u202a\u202b\u202c\u202d\u202e")
_BALANCED: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ISOLATING: Final = re.compile("[\u2066-\u2069]")
_SIGN_OF: Final[dict[Direction, str]] = {"ltr": LRI, "rtl": RLI}
_LEFTWARD: Final = (
    "\u05d0-\u05f4\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u07a5"
)
_RIGHTWARD: Final = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"
#: A line that looks alike in any company: before its first letter, which runs with the line, there is
#: nothing that leans on the line before it, and after it nothing that runs against the line.
_STEADY: Final[dict[Direction, re.Pattern[str]]] = {
    "rtl": re.compile(
        rf"[ !\"#$%&'*+,./:;=?@^_`|~«»“”‘’•—–…-]*[{_LEFTWARD}]"
        r"[ -@\[-`{-~\xa0«»\u0590-\u061b\u061d-\u07b1\u200b-\u200d\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
    ),
    "ltr": re.compile(
        rf"[ !\"#$%&'*+,./:;=?@^_`|~«»“”‘’•—–…-]*[{_RIGHTWARD}]"
        r"[ -~\xa0-\u024f\u200b-\u200d\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
    ),
}
#: What a sign takes its direction from, and what a number does.
_LETTERS: Final = ("L", "R", "AL")
_NUMBERS: Final = ("EN", "AN")
#: Signs that a number may take in, and what may stand between them and it.
_LEANING: Final = ("ES", "CS", "ET")
_PASSED: Final = (*_LEANING, "NSM", "BN")
_BRACKETS: Final = frozenset("()[]{}")
_INVISIBLE: Final = ("BN", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI")


class _Paragraph(NamedTuple):
    text: str
    direction: Direction
    levels: bytes
    isolates: bool


def balanced(text: str) -> str:
    """Return *text* with every isolate closed, and without what closes nothing and without embeddings."""
    opened, out, end = 0, [], 0
    for control in _BALANCED.finditer(text):
        closes = control[0] == PDI
        if control[0] in _OLD or (closes and not opened):
            out.append(text[end : control.start()])
            end = control.end()
        else:
            opened += -1 if closes else 1
    return "".join((*out, text[end:])) + PDI * opened if end or opened else text


def settled(text: str) -> str:
    """Return a balanced *text* with each isolate saying its direction, so that it may be cut in two."""
    while (place := text.find(FSI)) >= 0:
        direction = first_strong(text[place + 1 : closing(text, place)]) or "ltr"
        text = text[:place] + _SIGN_OF[direction] + text[place + 1 :]
    return text


def standing(
    text: str, direction: Direction, pieces: Sequence[Piece], indents: Sequence[str], *, isolates: bool = True
) -> list[str]:
    """Return the lines of a paragraph of *direction* that is cut into *pieces*, each after its indent.

    *text* is `settled`. Without *isolates* marks must do; where brackets cross they cannot do all, nor where
    a number is cut at a sign of its own.
    Raises MissingToolError without FriBidi where words of two directions meet.
    """
    lines: list[str] = []
    paragraph: _Paragraph | None = None
    opened: list[int] = []
    for piece, indent in zip(pieces, indents, strict=True):
        line = text[piece.start : piece.end]
        if not opened and _STEADY[direction].fullmatch(line):
            lines.append(indent + line)
            continue
        if paragraph is None:
            paragraph = _Paragraph(text, direction, _levels(text, direction), isolates)
        around = tuple(opened)
        _follow(text, piece, opened)
        lines.append(_dressed(paragraph, piece, indent, (around, tuple(opened))))
    return lines


def _levels(text: str, direction: Direction) -> bytes:
    flat = bytes([direction == "rtl"]) * len(text)
    return flat if is_level(text, direction) else levels(text, direction)


def _follow(text: str, piece: Piece, opened: list[int]) -> None:
    """Bring *opened*, the places of the isolates that are open before a line, to those open after it."""
    for control in _ISOLATING.finditer(text, piece.start, piece.end):
        if control[0] == PDI:
            opened.pop()
        else:
            opened.append(control.start())


def _dressed(
    paragraph: _Paragraph, piece: Piece, indent: str, opened: tuple[Sequence[int], Sequence[int]]
) -> str:
    """Return a line after its indent; *opened* are the isolates open before it, and after it."""
    direction = paragraph.direction
    line, given = paragraph.text[piece.start : piece.end], paragraph.levels[piece.start : piece.end]
    want: list[tuple[int, bool]] = []
    dressed = whole = ""
    for dressed in _dresses(paragraph, piece, *opened):
        whole = led(dressed, direction)
        found = _levels(whole, direction)
        if whole.endswith(line) and found[-len(line) :] == given:
            break
        want = want or _seen(line, given, direction)
        if _seen(whole, found, direction) == want:
            break
    return f"{whole[: len(whole) - len(dressed)]}{indent}{dressed}"


def _dresses(
    paragraph: _Paragraph, piece: Piece, opened: Sequence[int], left: Sequence[int]
) -> Iterator[str]:
    """Yield a line with more and more marks."""
    text = paragraph.text
    line = text[piece.start : piece.end]
    around, closing = "".join(text[place] for place in opened), PDI * len(left)
    yield f"{around}{line}{closing}"
    yield f"{around}{_mark_before(text, piece.start)}{line}{_mark_after(text, piece.end)}{closing}"
    forced = f"{''.join(_forced(paragraph, piece, opened))}{_closed(paragraph, left)}"
    yield forced
    if paragraph.isolates:
        yield f"{''.join(_forced(paragraph, piece, opened, unpaired=True))}{_closed(paragraph, left)}"


def _closed(paragraph: _Paragraph, left: Sequence[int]) -> str:
    """Return what closes the isolates that are open at the end of a line, a mark after each."""
    return "".join(f"{PDI}{RLM if paragraph.levels[place] % 2 else LRM}" for place in reversed(left))


def _mark_before(text: str, start: int) -> str:
    """Return the mark of the last strong letter before *start* in the same isolate; none at its beginning."""
    depth = 0
    for char in reversed(text[:start]):
        kind = unicodedata.bidirectional(char)
        if kind in ("LRI", "RLI"):
            if not depth:
                return ""
            depth -= 1
        depth += kind == "PDI"
        if not depth and kind in _LETTERS:
            return LRM if kind == "L" else RLM
    return ""


def _mark_after(text: str, end: int) -> str:
    """Return the mark of the next strong letter or number from *end* on in the same isolate."""
    depth = 0
    for char in text[end:]:
        kind = unicodedata.bidirectional(char)
        if kind == "PDI":
            if not depth:
                return ""
            depth -= 1
        depth += kind in ("LRI", "RLI")
        if not depth and kind in (*_LETTERS, *_NUMBERS):
            return LRM if kind == "L" else RLM
    return ""


def _forced(
    paragraph: _Paragraph, piece: Piece, opened: Sequence[int], *, unpaired: bool = False
) -> Iterator[str]:
    """Yield a line with marks round every sign, and before every number that leans on a letter (N1, W7).

    With *unpaired*, each bracket stands in an isolate: it pairs with none of the line's own (N0).
    """
    text, found = paragraph.text, paragraph.levels
    leans = [int(paragraph.direction == "rtl")]
    last = before = ""
    for place in (*opened, *range(piece.start, piece.end)):
        char, kind = text[place], unicodedata.bidirectional(text[place])
        if kind == "PDI":
            leans.pop()
        if kind in ("NSM", "BN"):
            yield char
            continue
        level = found[place]
        if level == leans[-1] + 2 and not leans[-1] % 2 and kind in _LEANING:
            kind, level = ("EN", level) if _in_number(text, piece, place) else (kind, level - 1)
        lead, tail = _marks_of(kind, level, leans[-1], is_first=before not in _NUMBERS)
        joint = last + lead
        yield joint if lead != last else "" if kind not in _INVISIBLE and last and tail else lead
        alone = unpaired and char in _BRACKETS
        yield f"{RLI if found[place] % 2 else LRI}{char}{PDI}" if alone else char
        last, before = tail, kind
        if kind in ("LRI", "RLI"):
            leans.append(_inner(leans[-1], char))
    yield last


def _in_number(text: str, piece: Piece, place: int) -> bool:
    """Say whether the number that took a sign in stands on its line (W4, W5), not across the end of it."""
    for step in (-1, 1):
        there = place + step
        while piece.start <= there < piece.end and unicodedata.bidirectional(text[there]) in _PASSED:
            there += step
        if piece.start <= there < piece.end and unicodedata.bidirectional(text[there]) in _NUMBERS:
            return True
    return False


def _marks_of(kind: str, level: int, lean: int, *, is_first: bool) -> tuple[str, str]:
    """Return the marks before and after a character that keep it at *level* in an isolate of level *lean*."""
    mark = RLM if level % 2 else LRM
    if kind in ("LRI", "RLI"):
        return mark, ""
    if kind == "PDI":
        return "", mark
    if kind in _NUMBERS:
        return (LRM if level == lean else RLM) if is_first and not lean % 2 else "", ""
    return ("", "") if kind in _LETTERS else (mark, mark)


def _inner(level: int, control: str) -> int:
    """Return the level inside an isolate: the next one of its direction (X5a, X5b)."""
    return level + 1 + ((level + 1) % 2 != (control == RLI))


def _seen(text: str, found: Sequence[int], direction: Direction) -> list[tuple[int, bool]]:
    """Return the characters that are seen, by number, as the eye meets them from left to right (L1, L2).

    Beside each stands whether it is drawn the other way round: brackets and their like, read from the right.
    """
    line = list(found)
    place = len(text)
    while place and unicodedata.bidirectional(text[place - 1]) in (*_INVISIBLE, "WS"):
        place -= 1
        line[place] = int(direction == "rtl")
    order = _ordered(line)
    number, numbers = 0, []
    for char in text:
        shown = not CONTROLS.match(char) and unicodedata.bidirectional(char) != "BN"
        numbers.append(number if shown else -1)
        number += shown
    turned = [line[place] % 2 == 1 and ord(text[place]) in MIRROR for place in order]
    return [
        (numbers[place], is_turned)
        for place, is_turned in zip(order, turned, strict=True)
        if numbers[place] >= 0
    ]


def _ordered(line: Sequence[int]) -> list[int]:
    """Return the places of a line in the order they are drawn in (L2)."""
    order = list(range(len(line)))
    for level in range(max(line, default=0), 0, -1):
        start = 0
        while start < len(order):
            end = start
            while end < len(order) and line[order[end]] >= level:
                end += 1
            order[start:end] = reversed(order[start:end])
            start = end + 1
    return order


def as_seen(line: str) -> str:
    """Return a line as the eye meets it from left to right, as ISO-8859-8 stores it (RFC 1556)."""
    direction = first_strong(line) or "ltr"
    found = _levels(line, direction)
    order = _ordered(found)
    seen = (line[place].translate(MIRROR) if found[place] % 2 else line[place] for place in order)
    return CONTROLS.sub("", "".join(seen))
