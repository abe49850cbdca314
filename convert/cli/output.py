"""Puts files where people keep theirs: what is there is overwritten only where it is ours and unchanged."""

from pathlib import Path

from convert.errors import WriteError
from convert.files import Ledger, write_whole


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
