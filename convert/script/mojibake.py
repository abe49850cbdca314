"""Mojibake: UTF-8 that was read as an old encoding, and back where that is certain: ``Ø§Ù„`` -> ``ال``."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple

#: The encodings that UTF-8 is mistaken for, likeliest first.
MISTAKEN_FOR: Final = {
    "windows-1252": "cp1252",
    "windows-1256": "cp1256",
    "code page 437": "cp437",
    "code page 850": "cp850",
}
#: First bytes of what stands in newspapers: Latin, Greek, Cyrillic, Hebrew, Arabic, Thaana; marks of
#: punctuation, presentation forms, emoji. No others: ``é »`` with a no-break space would be Chinese.
_PAIR_LEADS: Final = bytes([*range(0xC2, 0xC6), *range(0xCC, 0xD2), *range(0xD6, 0xDC), 0xDD, 0xDE])
_LONG_STARTS: Final = (
    *(b"\xe2\x80", b"\xe2\x81", b"\xe2\x82", b"\xe2\x84", b"\xe2\x86", b"\xe2\x88", b"\xe2\x96"),
    *(b"\xe2\x97", b"\xe2\x98", b"\xe2\x9c", b"\xef\xac", b"\xef\xad", b"\xef\xae", b"\xef\xaf"),
    *(b"\xef\xb4", b"\xef\xb7", b"\xef\xb8", b"\xef\xb9", b"\xef\xba", b"\xef\xbb", b"\xef\xbf"),
)
_LEADS: Final = {*_PAIR_LEADS, *(start[0] for start in _LONG_STARTS), 0xF0}
_FOLLOWING: Final = bytes(range(0x80, 0xC0))
#: What stands behind a capital letter in good text, too: ``IRMÃ…``, ``LIBERTÉ»``, ``ط،``.
_BEHIND_LETTERS: Final = "’‘”“»«›‹…–—\xa0°®™©ªº²³¹·،؛؟\u200c\u200d"
#: What is left where a letter was lost: then no part of the line is repaired.
_LOST: Final = re.compile("[ÃÂØÙÚÛ×\ufffd]")
#: So many of them in one line are no chance.
_SPOILT: Final = 3
_UNFIT: Final = ("Cc", "Cn", "Co", "Cs")
#: How often text is mistaken on its way: once, often twice.
_PASSES: Final = 3


class Repair(NamedTuple):
    """A text, and how many of its lines were read right again, by the name of what they were mistaken for."""

    text: str
    lines: dict[str, int]


class _Bytes(dict[int, int]):
    """From characters to the bytes they were read from; no character beside ASCII stands for itself."""

    def __missing__(self, code: int) -> int:
        return code if code < 0x80 else 0xFFFF


def repaired(text: str) -> Repair:
    """Return *text* with UTF-8 where it had been read as something else, once or several times over.

    A line is repaired when all of its letters are UTF-8 and some can be nothing else; in a line with good
    letters, too, runs of four, if no letter was lost. What does not go back to the very bytes of UTF-8 stays
    as it is.
    """
    if not _may_hold(text):
        return Repair(text, {})
    pieces = re.split("([\r\n]+)", text)
    lines: dict[str, int] = {}
    for place in range(0, len(pieces), 2):
        pieces[place], name = _line(pieces[place])
        if name:
            lines[name] = lines.get(name, 0) + 1
    return Repair("".join(pieces), lines)


def _may_hold(text: str) -> bool:
    """Say whether a closer look at *text* is worth the time."""
    return not text.isascii() and bool(_hint().search(text) and _suspect().search(text))


def left_over(text: str) -> tuple[int, str]:
    """Return how many lines of *text* hold mojibake, repaired or not, and what it was mistaken for."""
    if not _may_hold(text):
        return 0, ""
    lines = re.split("[\r\n]+", text)
    found = [(sum(_is_spoilt(line, name) for line in lines), name) for name in MISTAKEN_FOR]
    return max(found, key=lambda one: one[0])


def _is_spoilt(line: str, name: str) -> bool:
    return _strong(line, name) >= _SPOILT


def _line(line: str) -> tuple[str, str]:
    """Repair one line as often as it can be; also return what it was mistaken for."""
    names: list[str] = []
    right = good = line
    for _ in range(_PASSES):
        right, name = _once(right)
        if not name:
            break
        names.append(name)
        good = right if _is_fit(right) else good
    if good == line:
        return line, ""
    return good, names[0] + (", twice over" if len(names) > 1 else "")


def _is_fit(text: str) -> bool:
    """Say whether *text* holds no control and nothing unassigned: half a repair leaves such."""
    return not any(unicodedata.category(char) in _UNFIT and char != "\t" for char in set(text))


def _once(line: str) -> tuple[str, str]:
    if not _may_hold(line):
        return line, ""
    for name in MISTAKEN_FOR:
        whole = _read_again(line, name)
        if whole and _is_certain(line, name):
            return whole, name
    for name in MISTAKEN_FOR:
        again = _runs(line, name)
        if again != line:
            return again, name
    return line, ""


def _read_again(text: str, name: str) -> str:
    """Return the UTF-8 that *text* was; empty when it is not all of it."""
    try:
        return text.translate(_bytes_of(name)).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""


def _is_certain(line: str, name: str) -> bool:
    """Say whether *line* holds what no writer writes: a sign of three letters, or pairs inside words."""
    if name.startswith("windows") and _long(name).search(line):
        return True
    return _strong(line, name) >= (1 if name == "windows-1252" else 2)


def _strong(line: str, name: str) -> int:
    """Return how many signs of *line* stand as no writer sets them."""
    return sum(_is_strong(line, sign) for kind in (_pair, _long) for sign in kind(name).finditer(line))


def _is_strong(line: str, sign: re.Match[str]) -> bool:
    before, last = line[sign.start() - 1 : sign.start()], sign[0][-1]
    return before.islower() or not (last in _BEHIND_LETTERS or last.isupper())


def _runs(line: str, name: str) -> str:
    own = _bytes_of(name)

    def again(run: re.Match[str]) -> str:
        around = line[run.start() - 1 : run.start()] + line[run.end() : run.end() + 1]
        if any(ord(char) in own for char in around):
            return run[0]
        return _read_again(run[0], name) or run[0]

    repaired_line = _run(name).sub(again, line)
    return line if _LOST.search(repaired_line) else repaired_line


@cache
def _hint() -> re.Pattern[str]:
    """Return one of which every mistaken text holds some and good text few: one class, quickly looked for."""
    signs = set()
    for name in MISTAKEN_FOR:
        for code, byte in _bytes_of(name).items():
            arabic = name == "windows-1256"
            if byte in (_FOLLOWING if arabic else _LEADS) and not (arabic and _is_common(chr(code))):
                signs.add(code)
    return re.compile(_class(sorted(signs)))


def _is_common(char: str) -> bool:
    return char in _BEHIND_LETTERS or "\u0600" <= char <= "\u06ff"


@cache
def _suspect() -> re.Pattern[str]:
    """Return what every mistaken text holds: the beginning of a letter in UTF-8."""
    codes = [(code, byte) for name in MISTAKEN_FOR for code, byte in _bytes_of(name).items()]
    leads = sorted({code for code, byte in codes if byte in _LEADS})
    following = sorted({code for code, byte in codes if byte in _FOLLOWING})
    return re.compile(_class(leads) + _class(following))


@cache
def _bytes_of(name: str) -> _Bytes:
    """Return which byte each character stands for that the encoding *name* has."""
    back = _Bytes((ord(char), byte) for byte, char in _shown(MISTAKEN_FOR[name]))
    if name == "windows-1252":
        back.update((code, code) for code in range(0x80, 0xA0))
    return back


def _shown_as(name: str, wanted: Container[int]) -> str:
    """Return a class of what the *wanted* bytes look like in the encoding *name*."""
    return _class(code for code, byte in _bytes_of(name).items() if byte in wanted)


@cache
def _pair(name: str) -> re.Pattern[str]:
    """Return how a letter of two bytes looks."""
    return re.compile(_shown_as(name, _PAIR_LEADS) + _shown_as(name, _FOLLOWING))


@cache
def _long(name: str) -> re.Pattern[str]:
    """Return how a sign of three bytes, or an emoji of four, looks."""
    following = _shown_as(name, _FOLLOWING)
    signs = [_shown_as(name, start[:1]) + _shown_as(name, start[1:]) + following for start in _LONG_STARTS]
    emoji = _shown_as(name, b"\xf0") + _shown_as(name, b"\x9f") + following * 2
    return re.compile("|".join([*signs, emoji]))


@cache
def _run(name: str) -> re.Pattern[str]:
    """Return how four letters or more in a row look, words and signs of ASCII between them."""
    one = f"(?:{_pair(name).pattern}|{_long(name).pattern})"
    return re.compile(f"{one}(?:[ -~]{{0,2}}{one}){{3,}}")


def _class(codes: Iterable[int]) -> str:
    return f"[{''.join(re.escape(chr(code)) for code in codes)}]"


def _shown(codec: str) -> Iterator[tuple[int, str]]:
    """Yield what each byte is shown as; one that the encoding does not know comes through as a control."""
    for byte in range(0x80, 0x100):
        try:
            yield byte, bytes([byte]).decode(codec)
        except UnicodeDecodeError:
            yield byte, chr(byte)
