"""Where each key and value of a TOML text stands: tomllib says what they are, this finds their places."""

import re
import tomllib
from contextlib import suppress
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

#: The way to a value from the top: names of tables and keys, numbers of entries.
Way: TypeAlias = tuple[str | int, ...]

_BLANK: Final = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_POINT: Final = re.compile(r"[ \t]*\.[ \t]*")
_KEY: Final = re.compile(r"""[A-Za-z0-9_-]+|"(?:[^"\\]+|\\.)*"|'[^']*'""")
_SCALAR: Final = re.compile(
    r'"""(?:[^"\\]+|\\.|"{1,2}(?!"))*"{3,5}'
    r"|'''(?:[^']+|'{1,2}(?!'))*'{3,5}"
    r'|"(?:[^"\\]+|\\.)*"'
    r"|'[^']*'"
    r"|\d{4}-\d\d-\d\d \d[^\s,\]}#]*"
    r"|[^\s,\]}#]+",
    re.DOTALL,
)


class Span(NamedTuple):
    """From where to where something reaches in the text."""

    start: int
    end: int


class Place(NamedTuple):
    """Where a key stands, and its value; of a table both are its header."""

    key: Span
    value: Span


@lru_cache(maxsize=4)
def places(text: str) -> dict[Way, Place]:
    """Return the place of every table, key, value and entry of *text*, which tomllib has accepted."""
    scanner = _Scanner(text)
    with suppress(RecursionError):  # tomllib got just through; the places above will do
        scanner.document()
    return scanner.found


class _Scanner:
    """Walks through a valid text once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.found: dict[Way, Place] = {}
        self.last: dict[Way, int] = {}

    def document(self) -> None:
        table: Way = ()
        self._blank()
        while self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            self._blank()

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at + 1
        return found[0] if found else ""

    def _blank(self) -> None:
        self._take(_BLANK)

    def _header(self) -> Way:
        """Take ``[a.b]`` or ``[[a.b]]``: the way to a table, or to the next one of an array."""
        is_array = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 2 if is_array else 1
        self._blank()
        *outer, name = self._keys()
        way: Way = ()
        for key in outer:
            way = self._into((*way, key))
        way = (*way, name)
        if is_array:
            self.last[way] = self.last.get(way, -1) + 1
            way = self._into(way)
        self.at = self.text.index("]", self.at) + (2 if is_array else 1)
        self.found[way] = Place(Span(start, self.at), Span(start, self.at))
        return way

    def _into(self, way: Way) -> Way:
        return (*way, self.last[way]) if way in self.last else way

    def _keys(self) -> list[str]:
        keys = [_plain(self._take(_KEY))]
        while _POINT.match(self.text, self.at):
            self._take(_POINT)
            keys.append(_plain(self._take(_KEY)))
        return keys

    def _pair(self, table: Way) -> None:
        """Take ``a.b = value``."""
        start = self.at
        way = (*table, *self._keys())
        key = Span(start, self.at)
        self.at = self.text.index("=", self.at) + 1
        self._blank()
        self._value(way, key)

    def _value(self, way: Way, key: Span) -> None:
        start, sign = self.at, self.text[self.at]
        if sign == "[":
            self._array(way, key)
        elif sign == "{":
            self._inline(way)
        else:
            self._take(_SCALAR)
        self.found[way] = Place(key, Span(start, self.at))

    def _array(self, way: Way, key: Span) -> None:
        number = 0
        while self._goes_on("]"):
            self._value((*way, number), key)
            number += 1

    def _inline(self, way: Way) -> None:
        while self._goes_on("}"):
            self._pair(way)

    def _goes_on(self, close: str) -> bool:
        """Step over a bracket or a comma; say whether another entry stands before *close*."""
        self._blank()
        if self.text[self.at] != close:
            self.at += self.text[self.at] in "[{,"
            self._blank()
        ends = self.text[self.at] == close
        self.at += ends
        return not ends


def _plain(key: str) -> str:
    return next(iter(tomllib.loads(f"{key} = 0"))) if key[:1] in ('"', "'") else key
