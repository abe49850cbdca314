"""Which files the command line means: paths, globs, folders, standard input."""

import glob
import hashlib
import sys
from pathlib import Path

from convert.api import LARGEST_SOURCE
from convert.errors import LimitError, SourceError, UsageError
from convert.files import safe_name
from convert.formats import Kind, by_suffix

STDIN = "-"


def expanded(inputs: list[str], kind: Kind = "reader") -> list[Path | None]:
    """Return the files *inputs* mean, in order, each once; None stands for standard input.

    Raises SourceError for a glob or folder in which there is nothing to read.
    """
    found: dict[Path | None, None] = {}
    for named in inputs:
        found |= dict.fromkeys(_meant(named, kind))
    if not found:
        raise UsageError("name a file to convert", cure="matbaa article.txt")
    return list(found)


def _meant(named: str, kind: Kind) -> list[Path | None]:
    if named == STDIN:
        return [None]
    path = Path(named)
    if path.is_dir():
        return list(_in_folder(path, kind))
    if not path.exists() and glob.has_magic(named):
        matches = sorted(glob.glob(named, recursive=True))  # noqa: PTH207 - Path.glob refuses absolute patterns
        files = [Path(name) for name in matches if Path(name).is_file()]
        if not files:
            raise SourceError(f"nothing matches {named}", code="source/missing")
        return list(files)
    return [path]


def _in_folder(folder: Path, kind: Kind) -> list[Path]:
    """Return the files below *folder* that a door of *kind* knows, hidden ones left out."""
    files = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and by_suffix(kind, path.name)
    ]
    if not files:
        raise SourceError(f"no file in {folder} is of a kind that can be read", code="source/missing")
    return files


def standard_input() -> bytes:
    """Return what comes in on standard input, up to the bound."""
    data = sys.stdin.buffer.read(LARGEST_SOURCE + 1)
    if len(data) > LARGEST_SOURCE:
        raise LimitError(f"more than {LARGEST_SOURCE >> 20} MB on standard input", where=STDIN)
    return data


def stems(paths: list[Path | None]) -> list[str]:
    """Return a name for each file that no other has: the stem, else with its folder, else with a hash."""
    plain = [path.stem if path else "stdin" for path in paths]
    if _distinct(plain):
        return plain
    placed = [f"{path.parent.name}-{path.stem}" if path else "stdin" for path in paths]
    if _distinct(placed):
        return placed
    return [
        f"{stem}-{hashlib.sha256(str(path).encode()).hexdigest()[:8]}"
        for stem, path in zip(plain, paths, strict=True)
    ]


def _distinct(names: list[str]) -> bool:
    return len({safe_name(name).casefold() for name in names}) == len(names)
