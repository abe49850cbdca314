"""Puts files where people keep theirs: what is there is overwritten only where it is ours and unchanged."""

import hashlib
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from convert.errors import WriteError
from convert.files import Ledger, write_together, write_whole


def refuse_foreign(path: Path, data: bytes) -> None:
    """Refuse to put *data* over a file that we did not write, or that was changed since."""
    if not Ledger(path.parent).may_write(path, data):
        raise WriteError(
            f"{path} was not written by matbaa, or was changed since",
            where=str(path),
            code="write/changed",
            cure="--force overwrites it",
        )


def put(path: Path, data: bytes) -> None:
    """Write *data* whole, and remember that we did."""
    write_whole(path, data)
    Ledger(path.parent).remember(path, data)


def put_together(files: Iterable[tuple[Path, bytes]]) -> None:
    """Write all of *files* or none, and remember that we did."""
    digests: dict[Path, str] = {}

    def counted() -> Iterator[tuple[Path, bytes]]:
        for path, data in files:
            digests[path] = hashlib.sha256(data).hexdigest()
            yield path, data

    write_together(counted())
    for folder, paths in groupby(sorted(digests), key=lambda path: path.parent):
        Ledger(folder).note({path.name: digests[path] for path in paths})


def clear_away(folder: Path, kept: Iterable[Path]) -> None:
    """Take away what we wrote below *folder* before and is not *kept*; what was changed since stays."""
    wanted = {path.resolve() for path in kept}
    for place in (folder, *(path for path in sorted(folder.rglob("*")) if path.is_dir())):
        ledger = Ledger(place)
        gone = [
            path
            for path in map(place.joinpath, ledger.known)
            if path.resolve() not in wanted and path.parent == place and ledger.may_write(path)
        ]
        for path in gone:
            path.unlink(missing_ok=True)
        if gone:
            ledger.note({}, gone=[path.name for path in gone])
