"""A TOML file that a person wrote: read within bounds, each mistake in it named with its line."""

import re
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from convert.errors import ConvertError, Excerpt, SettingsError, meant, nearest
from convert.model import FORBIDDEN
from convert.tomlplaces import Place, Span, Way, places

#: The largest file of settings that is read.
LARGEST = 1024 * 1024
#: So many mistakes are gathered; nobody mends more of them at once.
MOST_MISTAKES = 100
_LINE_ENDS = re.compile(r"\s*[\t\r\n]\s*")
#: What no line that is printed may hold: what XML cannot, and the overrides of direction.
_FOUL = re.compile(f"{FORBIDDEN.pattern}|[\u202a-\u202e\ufffd]")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a table of the file says, and the way to that table.

    Where mistakes are *gathered*, each is put there and what is wrong counts as not said; else the first
    is raised.
    """

    path: Path
    text: str
    values: dict[str, Any]
    way: Way = ()
    gathered: list[ConvertError] | None = None

    @property
    def name(self) -> str:
        """The name of the table with a point behind it; empty for the whole file."""
        return "".join(f"{part}." for part in self.way if isinstance(part, str))

    def wrong(
        self, key: str, sentence: str, cure: str = "", code: str = "", *, entry: int | None = None
    ) -> SettingsError:
        """Return the error for the value of *key*, or for one *entry* of its list, with its line."""
        place = self.place(key, entry)
        return self._error(place.value, sentence, cure, code)

    def place(self, key: str, entry: int | None = None) -> Place:
        """Return where *key* stands, or as near to it as there is something."""
        known = places(self.text)
        way: Way = (*self.way, key) if entry is None else (*self.way, key, entry)
        for end in range(len(way), 0, -1):
            found = known.get(way[:end]) or known.get((*way[:end], 0))
            if found:
                return found
        return Place(Span(0, 0), Span(0, 0))

    def _error(self, span: Span, sentence: str, cure: str, code: str) -> SettingsError:
        error = SettingsError(sentence, where=self.where(span), cure=cure, code=code)
        error.excerpt = self.excerpt(span)
        return error

    def where(self, span: Span) -> str:
        """Return the file and the line on which *span* begins."""
        line = self.text.count("\n", 0, span.start) + 1
        return f"{self.path}:{line}"

    def excerpt(self, span: Span, remark: str = "") -> Excerpt:
        """Return the line on which *span* begins, and what of it the span covers."""
        first, last = self.text.rfind("\n", 0, span.start) + 1, self.text.find("\n", span.start)
        line = self.text[first : last if last >= 0 else len(self.text)]
        return Excerpt(line, span.start - first, min(span.end - first, len(line)), remark)

    def refuse(
        self, key: str, sentence: str, cure: str = "", code: str = "", *, entry: int | None = None
    ) -> None:
        """Gather the error for *key*, or raise it."""
        self.report(self.wrong(key, sentence, cure, code, entry=entry))

    def report(self, error: ConvertError) -> None:
        """Gather *error*, or raise it."""
        if self.gathered is None or len(self.gathered) >= MOST_MISTAKES:
            raise error
        self.gathered.append(error)

    def string(self, key: str) -> str:
        """Return the string at *key*, or an empty one."""
        value = self.values.get(key, "")
        if isinstance(value, str):
            return value
        self.refuse(key, f"{key} must be a string in quotes")
        return ""

    def line(self, key: str) -> str:
        """Return the string at *key* as a line that can be printed: no control character, no line end."""
        said = _LINE_ENDS.sub(" ", self.string(key)).strip()
        return said if self._is_clean(key, said) else ""

    def lines(self, key: str) -> tuple[str, ...]:
        """Return the strings of the list at *key* as lines that can be printed."""
        said = tuple(_LINE_ENDS.sub(" ", entry).strip() for entry in self.strings(key))
        return tuple(entry for number, entry in enumerate(said) if self._is_clean(key, entry, number))

    def _is_clean(self, key: str, said: str, entry: int | None = None) -> bool:
        bad = _FOUL.search(said)
        if bad:
            name = unicodedata.name(bad[0], "a control character")
            self.refuse(key, f"{key} holds U+{ord(bad[0]):04X}, {name}", "take it out", entry=entry)
        return bad is None

    def number(self, key: str, most: int) -> int:
        """Return the whole number from 1 to *most* at *key*; 0 where there is none."""
        value = self.values.get(key, 0)
        if key in self.values and (isinstance(value, bool) or value not in range(1, most + 1)):
            self.refuse(key, f"{key} must be a whole number from 1 to {most}, without quotes")
            return 0
        return int(value)

    def flag(self, key: str) -> bool:
        """Return whether *key* is true."""
        value = self.values.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, f"{key} must be true or false, without quotes")
        return value is True

    def day(self, key: str) -> date | None:
        """Return the day at *key*."""
        value = self.values.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.refuse(key, f"{key} must be a day such as 2026-11-27, without quotes and without a time")
        return None

    def strings(self, key: str) -> tuple[str, ...]:
        """Return the list of strings at *key*."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            self.refuse(key, f"{key} must be a list of strings")
            return ()
        for number, entry in enumerate(value):
            if not isinstance(entry, str):
                self.refuse(key, f"{key} must be a list of strings", entry=number)
        return tuple(entry for entry in value if isinstance(entry, str))

    def table(self, key: str, keys: tuple[str, ...] = ()) -> "Settings":
        """Return the settings in the table *key*; with *keys*, refuse others."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            self.refuse(key, f"{key} is a table: [{self.name}{key}]")
            value = {}
        inner = replace(self, values=value, way=(*self.way, key))
        if keys:
            inner.refuse_others(keys)
        return inner

    def tables(self, key: str) -> "list[Settings]":
        """Return the settings in each table of the array *key*: ``[[font]]``."""
        values = self.values.get(key, [])
        if not isinstance(values, list) or not all(isinstance(entry, dict) for entry in values):
            self.refuse(key, f"{key} is a list of tables: [[{self.name}{key}]]")
            return []
        return [
            replace(self, values=entry, way=(*self.way, key, number)) for number, entry in enumerate(values)
        ]

    def hold_to(self, keys: Iterable[str], needed: Iterable[str] = ()) -> None:
        """Refuse each key that is none of *keys*, and the lack of one that is *needed*.

        What is only misspelt is not lacking, too.
        """
        keys = tuple(keys)
        self.refuse_others(keys)
        misspelt = {meant(name, keys) for name in self.values if name not in keys}
        for key in needed:
            if key not in self.values and key not in misspelt:
                whole = f"[{self.name[:-1]}]" if self.way else "the file"
                self.refuse(key, f"{whole} needs {key}", f"add {key}", "settings/lacking")

    def refuse_others(self, keys: Iterable[str]) -> None:
        """Refuse each key that is none of *keys*."""
        keys = tuple(keys)
        for name in self.values:
            if name not in keys:
                said = f"unknown key {name!r}" + (f" in [{self.name[:-1]}]" if self.name else "")
                self.report(self._error(self.place(name).key, said, nearest(name, keys), ""))


def read_settings(path: Path, gathered: list[ConvertError] | None = None) -> Settings:
    """Return what the file at *path* says; its mistakes are *gathered* there, or raised.

    Raises SettingsError with the line when it is no TOML.
    """
    text = _text_of(path)
    try:
        return Settings(path, text, tomllib.loads(text), gathered=gathered)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        raise SettingsError(f"not TOML: {error}", where=where) from error
    except ValueError as error:  # a number of more than 4300 digits
        raise SettingsError(f"not TOML: {error}", where=str(path)) from error
    except RecursionError as error:
        raise SettingsError("tables or lists stand too deep in each other", where=str(path)) from error


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise SettingsError(f"cannot read it: {error.strerror}", where=str(path)) from error
    if len(data) > LARGEST:
        raise SettingsError(f"has more than {LARGEST >> 20} MB", where=str(path))
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SettingsError("not UTF-8; save the file as UTF-8", where=str(path)) from error


def line_of(key: str, text: str) -> int:
    """Return the line on which *key* is set first, or the table of that name begins; else the first."""
    pattern = re.compile(rf"^\s*(?:\[[\w.]*)?\"?{re.escape(key)}\"?\s*[=\].]", re.MULTILINE)
    found = pattern.search(text)
    return text.count("\n", 0, found.end()) + 1 if found else 1
