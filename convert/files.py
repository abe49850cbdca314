"""Names and files: safe names from headlines, and writing that leaves a whole file or none."""

import errno
import hashlib
import json
import os
import re
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from convert.errors import WriteError

#: What no file system we know allows in a name, or reads as something else.
_UNSAFE = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f-\x9f]+')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³])(?: *\..*)?", re.IGNORECASE)
_ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
#: Bytes of a name, in UTF-8, that every file system takes.
LONGEST_NAME = 180
LEDGER = ".matbaa.json"


def safe_name(words: str) -> str:
    """Return *words* as a file name without suffix: ``a/b: «c»`` -> ``a-b- «c»``. Idempotent."""
    kept = "".join(
        char
        for char in _UNSAFE.sub("-", words)
        if char == _ZWNJ or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    )
    kept = unicodedata.normalize("NFC", re.sub(r"\s+", " ", kept)).strip(" .-" + _ZWNJ)
    if not kept or _RESERVED.fullmatch(kept):
        kept = f"_{kept}"
    return _cut(kept, LONGEST_NAME).rstrip(" .-" + _ZWNJ) or "_"


def _cut(words: str, most: int) -> str:
    """Cut *words* to *most* bytes of UTF-8, before a letter and never between it and its marks."""
    if len(words.encode()) <= most:
        return words
    cut = words.encode()[:most].decode(errors="ignore")
    rest = words[len(cut) :]
    while cut and rest and unicodedata.category(rest[0])[0] == "M":
        rest = cut[-1] + rest
        cut = cut[:-1]
    return cut


def distinct_name(words: str, content: str) -> str:
    """Return a safe name that two articles of one headline do not share: eight hex digits of the content."""
    return f"{safe_name(words)}-{hashlib.sha256(content.encode()).hexdigest()[:8]}"


def inside(folder: Path, name: str) -> Path | None:
    """Return the file *name* in *folder*; None for whatever leads out of it, links included."""
    relative = PurePosixPath(name)
    if not name or relative.is_absolute() or ".." in relative.parts or "\\" in name or ":" in name:
        return None
    if any(ord(char) < 0x20 for char in name):
        return None
    try:
        path = (folder / relative).resolve()
    except (OSError, RuntimeError):  # a circle of links
        return None
    return path if path.is_relative_to(folder.resolve()) else None


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path*: the old file or the new one is there at any moment, never half of one.

    Raises WriteError, and leaves no stray file.
    """
    with whole_file(path) as file:
        file.write(data)


def write_together(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write all of *files*, or none: each is complete on the disk before the first takes its place.

    Raises WriteError, and leaves no stray file.
    """
    staged: list[tuple[str, Path]] = []
    try:
        for path, data in files:
            with _told(path):
                handle, stray = _begin(path)
                staged.append((stray, path))
                with os.fdopen(handle, "wb") as file:
                    file.write(data)
                    _finish(file, stray)
        while staged:
            stray, path = staged[-1]
            with _told(path):
                Path(stray).replace(path)
            staged.pop()
    finally:
        for stray, _ in staged:
            Path(stray).unlink(missing_ok=True)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that takes the place of *path* when all of it is written.

    Raises WriteError, and leaves no stray file.
    """
    stray = ""
    try:
        with _told(path):
            handle, stray = _begin(path)
            with os.fdopen(handle, "w+b") as file:
                yield file
                _finish(file, stray)
            Path(stray).replace(path)
            stray = ""
    finally:
        if stray:
            Path(stray).unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell what goes wrong with a file as WriteError."""
    try:
        yield
    except (OSError, ValueError) as error:  # ValueError: a name with NUL or half a letter in it
        full = isinstance(error, OSError) and error.errno == errno.ENOSPC
        why = (isinstance(error, OSError) and error.strerror) or error
        code = "write/disk-full" if full else "write/failed"
        raise WriteError(f"cannot write {path}: {why}", where=str(path), code=code) from error


def _begin(path: Path) -> tuple[int, str]:
    """Open a file beside *path* that will take its place."""
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "what stands there is no file")
    path.parent.mkdir(parents=True, exist_ok=True)
    return tempfile.mkstemp(prefix=".matbaa-", dir=path.parent)


def _finish(file: BinaryIO, stray: str) -> None:
    file.flush()
    os.fsync(file.fileno())
    Path(stray).chmod(0o666 & ~_umask())


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


class Ledger:
    """Remembers what was written into a folder, so that a file changed since is not overwritten."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / LEDGER
        self.known = self._read()

    def _read(self) -> dict[str, str]:
        try:
            read = json.loads(self.path.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        return {str(name): str(digest) for name, digest in read.items()} if isinstance(read, dict) else {}

    def may_write(self, path: Path, data: bytes = b"") -> bool:
        """Say whether *path* is free, still as we wrote it, or holds *data* already."""
        if not path.exists():
            return True
        if not path.is_file():
            return False
        try:
            found = hashlib.sha256(path.read_bytes()).hexdigest()
        except OSError:
            return False
        return found in (self.known.get(path.name), hashlib.sha256(data).hexdigest())

    def remember(self, path: Path, data: bytes) -> None:
        """Note that *data* was written to *path*."""
        self.note({path.name: hashlib.sha256(data).hexdigest()})

    def note(self, digests: Mapping[str, str], gone: Iterable[str] = ()) -> None:
        """Note the digests of files that were written, by name, and forget those that are *gone*."""
        self.known = self._read() | dict(digests)  # another process may have written since
        for name in gone:
            self.known.pop(name, None)
        entries = json.dumps(self.known, ensure_ascii=False, indent=1, sort_keys=True)
        write_whole(self.path, entries.encode())
