"""Waits until something in a folder changes."""

from collections.abc import Iterator
from pathlib import Path

from convert.errors import MissingToolError


def changes(folder: Path, made: Path) -> Iterator[None]:
    """Yield whenever a file in *folder* has changed; those in *made* and hidden ones do not count.

    Raises MissingToolError when watchfiles is not installed.
    """
    try:
        from watchfiles import watch
    except ImportError as error:
        raise MissingToolError("--watch needs watchfiles", cure="pip install 'matbaa[watch]'") from error
    before = _as_it_is(folder, made)
    for _ in watch(folder, raise_interrupt=True):  # it tells of files that were only read, too
        now = _as_it_is(folder, made)
        if now != before:
            yield
        before = now


def _as_it_is(folder: Path, made: Path) -> dict[Path, tuple[int, int]]:
    """Return when each file that counts was changed, and how long it is."""
    files = (path for path in folder.rglob("*") if not _is_hidden(path.relative_to(folder)))
    counted = (path for path in files if not path.is_relative_to(made) and path.is_file())
    return {path: (path.stat().st_mtime_ns, path.stat().st_size) for path in counted}


def _is_hidden(path: Path) -> bool:
    return any(part.startswith(".") or part.endswith("~") for part in path.parts)
