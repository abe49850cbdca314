"""Work that is done once: what was made of the same things before is taken off a shelf.

What is made is bytes, and found by a digest of all it was made of and with: the task, the code, the engine.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from convert.errors import WriteError
from convert.files import write_whole
from convert.notes import Notes

Task = TypeVar("Task")
#: So many things that are made ahead are held at once.
_HANDFUL = 8
#: Bytes of the digest that stands before what lies on a shelf.
_DIGEST = 32
#: What else decides what comes out.
_ENGINES = ("weasyprint", "pydyf", "pillow", "uharfbuzz", "lxml", "pikepdf")


class Workshop:
    """Makes things of tasks: of tasks done before by taking what is on the *shelf*, a folder, of others anew.

    With an *executor* of concurrent.futures they are made in parallel; it must be able to carry the tasks.
    """

    def __init__(self, shelf: Path | None = None, executor: Executor | None = None) -> None:
        self._shelf, self._executor = shelf, executor
        self._used: set[str] = set()

    def each(self, make: Callable[[Task], bytes], tasks: Sequence[Task]) -> list[bytes]:
        """Return what *make*, a function of a module, makes of each task, in order."""
        names = [self._name(make, task) for task in tasks]
        made = {name: data for name in names if (data := self._taken(name)) is not None}
        missing = {name: task for name, task in zip(names, tasks, strict=True) if name not in made}
        for name, data in zip(missing, self._map(make, list(missing.values())), strict=True):
            made[name] = data
            if self._shelf:
                write_whole(self._shelf / name, hashlib.sha256(data).digest() + data)
        self._used |= made.keys()
        return [made[name] for name in names]

    def ahead(self, make: Callable[[Task], bytes], tasks: Sequence[Task]) -> None:
        """Put on the shelf what *make* makes of *tasks*, a handful at a time; without a shelf do nothing."""
        if self._shelf and self._executor:
            for start in range(0, len(tasks), _HANDFUL):
                self.each(make, tasks[start : start + _HANDFUL])

    def tidy(self) -> None:
        """Take off the shelf what was not used since: the shelf holds one edition, no more."""
        for path in self._shelf.iterdir() if self._shelf and self._shelf.is_dir() else ():
            if path.name not in self._used:
                path.unlink(missing_ok=True)
        self._used.clear()

    def _name(self, make: Callable[..., bytes], task: object) -> str:
        if not self._shelf:
            return str(id(task))
        parts = (_tools(), f"{make.__module__}.{make.__qualname__}", task)
        return fingerprint(parts)

    def _taken(self, name: str) -> bytes | None:
        """Return what lies on the shelf under a name; nothing where it is not whole."""
        if not self._shelf:
            return None
        try:
            kept = (self._shelf / name).read_bytes()
        except OSError:
            return None
        digest, data = kept[:_DIGEST], kept[_DIGEST:]
        return data if hashlib.sha256(data).digest() == digest else None

    def _map(self, make: Callable[[Task], bytes], tasks: Sequence[Task]) -> Iterable[bytes]:
        if self._executor is None or len(tasks) < 2:
            return map(make, tasks)
        with _dead_workers():
            return list(self._executor.map(make, tasks))


@contextmanager
def open_workshop(shelf: str | Path | None = None, *, jobs: int = 0) -> Iterator[Workshop]:
    """Open a workshop of so many processes; 0: as many as there are processors. None begins in vain.

    A script that uses it must be importable: its work stands below ``if __name__ == "__main__"``.
    """
    folder = Path(shelf) if shelf else None
    jobs = jobs or _processors()
    if jobs < 2:
        yield Workshop(folder)
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    context = get_context("forkserver" if os.name == "posix" else "spawn")
    if os.name == "posix":
        context.set_forkserver_preload(["weasyprint", "convert.writers.newspaper"])
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_leave_stopping_to_us) as executor:
        yield Workshop(folder, executor)


def _processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_stopping_to_us() -> None:
    """Let Ctrl-C, which reaches every process, be answered by the first."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def noted(notes: Notes, data: bytes) -> bytes:
    """Return *data* behind the notes that were made with it, so that both can lie on a shelf."""
    said = [[note.code, note.text, note.where, note.severity, note.cure] for note in notes]
    return json.dumps(said).encode() + b"\n" + data


def told(data: bytes, notes: Notes) -> bytes:
    """Return what `noted` was given, its notes put to *notes*."""
    said, _, rest = data.partition(b"\n")
    for code, text, where, severity, cure in json.loads(said):
        notes.add(code, text, where, severity=severity, cure=cure)
    return rest


@contextmanager
def _dead_workers() -> Iterator[None]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool as error:
        raise WriteError(
            "a process that made a part of the edition died; is there memory enough?", cure="-j 1"
        ) from error


def fingerprint(thing: object) -> str:
    """Return a digest of plain things: text, numbers, bytes, what holds them, dataclasses; 64 hex digits."""
    digest = hashlib.sha256()
    for part in _spelled(thing):
        digest.update(part)
    return digest.hexdigest()


def _spelled(thing: object) -> Iterator[bytes]:
    """Yield an unambiguous spelling of *thing*."""
    if isinstance(thing, bytes | str):
        data = thing.encode("utf-8", "surrogatepass") if isinstance(thing, str) else thing
        yield f"{type(thing).__name__} {len(data)}:".encode()
        yield data
    elif is_dataclass(thing) and not isinstance(thing, type):
        yield b"<"
        yield from _spelled(
            (type(thing).__qualname__, *(getattr(thing, part.name) for part in fields(thing)))
        )
    elif isinstance(thing, Mapping):
        yield b"{"
        yield from _spelled(tuple(sorted(((str(key), value) for key, value in thing.items()), key=_first)))
    elif isinstance(thing, tuple | list):
        yield f"({len(thing)}:".encode()
        for part in thing:
            yield from _spelled(part)
    else:
        yield repr(thing).encode("utf-8", "surrogatepass") + b";"


def _first(pair: tuple[str, Any]) -> str:
    return pair[0]


@cache
def _tools() -> str:
    """Return a digest of the code at hand and of the engines it runs."""
    package = Path(__file__).resolve().parent
    files = sorted(package.rglob("*.py")) + sorted(package.rglob("*.toml"))
    code = [(str(path.relative_to(package)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    return fingerprint((code, [version(name) for name in _ENGINES]))
