"""The folder of an edition: the only place its files are read from."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Final

from convert.errors import LimitError, nearest
from convert.files import LEDGER, inside
from convert.formats import by_suffix
from convert.model import FORBIDDEN
from convert.pictures import file_fault
from convert.settings import Settings
from convert.svg import drawing_fault

#: More entries than this are not looked at to find what a glob means.
MOST_ENTRIES: Final = 20_000
#: So many names are compared to tell which one was meant.
_MOST_NAMES: Final = 500
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class Found:
    """A file of the edition: its name below the folder, and where it is."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder in which edition.toml stands."""

    path: Path

    def file(self, table: Settings, key: str, what: str) -> Found | None:
        """Return the file that *table* names at *key*; refuse one that is not there, or not in here."""
        name = table.line(key)
        if not name and table.values.get(key) != "":
            return None
        path = inside(self.path, name)
        if path is None:
            cure = "name a file in the folder of the edition or below it, with / between folders"
            table.refuse(key, f"{what} must lie in the edition's folder", cure, "resource/outside")
        elif not _is_file(path):
            self._miss(table, key, what, name)
        else:
            return Found(str(PurePosixPath(name)), path)
        return None

    def _miss(self, table: Settings, key: str, what: str, name: str) -> None:
        place, parent = table.place(key).value, str(PurePosixPath(name).parent)
        error = table.wrong(key, f"{what} not found", self._meant(name, parent), "resource/missing")
        error.excerpt = table.excerpt(place, f"looked in {table.path.parent / parent}")
        table.report(error)

    def _meant(self, name: str, parent: str) -> str:
        """Return the suggestion of a file: one beside it, else one anywhere below with such a name."""
        beside = [str(PurePosixPath(parent, name)) for name in _names_in(self.path / parent)]
        cure = nearest(name, beside)
        if cure:
            return cure
        below: list[str] = []
        with suppress(LimitError):
            below += (str(path.relative_to(self.path)) for path in islice(_files(self.path), _MOST_NAMES))
        own = PurePosixPath(name).name
        same = next((other for other in below if PurePosixPath(other).name == own), "")
        return f'did you mean "{same}"?' if same else nearest(name, below)

    def picture(self, table: Settings, key: str, what: str = "picture") -> Found | None:
        """Return the picture that *table* names at *key*; refuse what is none."""
        found = self.file(table, key, what)
        code, sentence = file_fault(found.path) if found else ("", "")
        if code:
            table.refuse(key, f"{what} {sentence}", "save it as PNG or JPEG", code)
            return None
        return found

    def drawing(self, table: Settings, key: str, what: str) -> Found | None:
        """Return the SVG, or the picture, that *table* names at *key*; refuse an SVG that could do harm."""
        found = self.file(table, key, what)
        if found is None or found.path.suffix.lower() != ".svg":
            return self.picture(table, key, what) if found else None
        fault = drawing_fault(found.path)
        if fault:
            table.refuse(key, f"{what} {fault.sentence}", fault.cure, "svg/refused")
            return None
        return found

    def matching(self, table: Settings, key: str, pattern: str, entry: int | None) -> list[Found]:
        """Return the files that can be read and match the glob *pattern*, by name; refuse one without any."""
        cure = "name a folder and a pattern below this one, such as local/*.txt"
        parts = PurePosixPath(pattern).parts
        if not pattern or inside(self.path, pattern.replace("*", "x")) is None or parts.count("**") > 1:
            table.refuse(key, f"{pattern!r} is no glob of this folder", cure, "resource/outside", entry=entry)
            return []
        try:
            paths = ((name, inside(self.path, name)) for name in self._matches(parts))
            found = [Found(name, path) for name, path in paths if path and _is_file(path)]
        except LimitError as error:
            table.refuse(key, str(error), "name a narrower glob", "edition/limit", entry=entry)
            return []
        if not found:
            table.refuse(key, "nothing that can be read matches", cure, "resource/no-match", entry=entry)
        return found

    def _matches(self, parts: tuple[str, ...]) -> list[str]:
        fixed = next((place for place, part in enumerate(parts) if _MAGIC & set(part)), len(parts) - 1)
        start = inside(self.path, "/".join(parts[:fixed])) if fixed else self.path
        if start is None:
            return []
        deep = len(parts) - fixed if "**" not in parts else 0
        names = (str(PurePosixPath(*parts[:fixed], path.relative_to(start))) for path in _files(start, deep))
        return sorted(name for name in names if _fits(name, parts) and by_suffix("reader", name))


def _is_file(path: Path) -> bool:
    return os.path.isfile(path)  # noqa: PTH113 - Path.is_file() raises where a name is too long


def _names_in(folder: Path) -> list[str]:
    try:
        return sorted(path.name for path in islice(folder.iterdir(), _MOST_NAMES) if path.is_file())
    except (OSError, ValueError):
        return []


def _files(folder: Path, deep: int = 0) -> Iterator[Path]:
    """Yield the files below *folder*, at most *deep* levels down; links to folders are not followed.

    What is hidden is left out, and so are folders that we write into.
    """
    entries = 0
    for here, folders, names in os.walk(folder):
        level = len(Path(here).relative_to(folder).parts) + 1
        entries += len(folders) + len(names)
        if entries > MOST_ENTRIES:
            raise LimitError(f"more than {MOST_ENTRIES} files stand below {folder.name}")
        folders[:] = sorted(name for name in folders if _is_plain(name) and level != deep)
        if LEDGER in names and level > 1:
            folders.clear()
        elif level == deep or not deep:
            yield from (Path(here, name) for name in sorted(names) if _is_plain(name))


def _is_plain(name: str) -> bool:
    return not name.startswith(".") and FORBIDDEN.search(name) is None


def _fits(name: str, parts: tuple[str, ...]) -> bool:
    """Say whether the file *name* is what the parts of a glob mean; `**` stands for any folders."""
    own = PurePosixPath(name).parts
    if "**" not in parts:
        return len(own) == len(parts) and all(map(fnmatchcase, own, parts))
    place = parts.index("**")
    before, after = parts[:place], parts[place + 1 :] or ("*",)
    tail = own[len(before) :]
    return (
        len(tail) >= len(after)
        and all(map(fnmatchcase, own, before))
        and all(map(fnmatchcase, tail[-len(after) :], after))
    )
