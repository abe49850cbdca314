"""A TOML file that a person wrote: read within bounds, each mistake in it named with its line."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from convert.errors import SettingsError, nearest

#: The largest file of settings that is read.
LARGEST = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """What a table of the file says, and between which places of *text* it says it.

    *name* is that of the table with a point behind it, empty for the whole file.
    """

    path: Path
    text: str
    values: dict[str, Any]
    name: str = ""
    start: int = 0
    end: int = LARGEST

    def wrong(self, key: str, sentence: str, cure: str = "", code: str = "") -> SettingsError:
        """Return the error for *key*, with its line."""
        line = line_of(key, self.text, self.start, self.end)
        return SettingsError(sentence, where=f"{self.path}:{line}", cure=cure, code=code)

    def string(self, key: str) -> str:
        """Return the string at *key*, or an empty one."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, f"{key} must be a string in quotes")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return the list of strings at *key*."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.wrong(key, f"{key} must be a list of strings")
        return tuple(value)

    def table(self, key: str, keys: tuple[str, ...] = ()) -> "Settings":
        """Return the settings in the table *key*; with *keys*, refuse others."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"{key} is a table: [{self.name}{key}]")
        inner = replace(self, values=value, name=f"{self.name}{key}.")
        if keys:
            inner.refuse_others(keys)
        return inner

    def tables(self, key: str) -> "list[Settings]":
        """Return the settings in each table of the array *key*: ``[[font]]``."""
        values, name = self.values.get(key, []), f"{self.name}{key}"
        if not isinstance(values, list) or not all(isinstance(entry, dict) for entry in values):
            raise self.wrong(key, f"{key} is a list of tables: [[{name}]]")
        header = re.compile(rf"^[ \t]*\[\[\s*{re.escape(name)}\s*\]\]", re.MULTILINE)
        starts = [found.start() for found in header.finditer(self.text, self.start, self.end)]
        if len(starts) != len(values):  # they stand in a line, in brackets: the line of the key must do
            starts, ends = [self.start] * len(values), [self.end] * len(values)
        else:
            ends = [*starts[1:], self.end]
        return [
            replace(self, values=entry, name=f"{name}.", start=start, end=end)
            for entry, start, end in zip(values, starts, ends, strict=False)
        ]

    def refuse_others(self, keys: Iterable[str]) -> None:
        """Raise SettingsError for a key that is none of *keys*."""
        keys = tuple(keys)
        for name in self.values:
            if name not in keys:
                said = f"unknown key {name!r}" + (f" in [{self.name[:-1]}]" if self.name else "")
                raise self.wrong(name, said, nearest(name, keys))


def read_settings(path: Path) -> Settings:
    """Return what the file at *path* says.

    Raises SettingsError with the line of what is wrong.
    """
    text = _text_of(path)
    try:
        return Settings(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line[1]}" if line else str(path)
        raise SettingsError(f"not TOML: {error}", where=where) from error
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


def line_of(key: str, text: str, start: int = 0, end: int = LARGEST) -> int:
    """Return the line on which *key* is set, or the table of that name begins; else that of *start*."""
    pattern = re.compile(rf"^\s*(?:\[[\w.]*)?\"?{re.escape(key)}\"?\s*[=\].]", re.MULTILINE)
    found = pattern.search(text, start, end) if key else None
    if found:
        return text.count("\n", 0, found.end()) + 1
    return text.count("\n", 0, start) + 1
