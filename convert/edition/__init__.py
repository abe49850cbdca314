"""An edition: a day's paper, bound from a folder of articles by an edition.toml."""

from pathlib import Path

from convert.edition.bound import Binder
from convert.edition.plan import read_plan, refusal
from convert.errors import ConvertError
from convert.house import House, find_house
from convert.model import Edition
from convert.notes import Notes
from convert.settings import MOST_MISTAKES

__all__ = ["read_edition"]


def read_edition(path: str | Path, *, house: House | None = None, notes: Notes | None = None) -> Edition:
    """Return the edition that the file *path*, an edition.toml, binds.

    The House is the nearest house.toml above it unless one is given. Raises EditionError, which holds
    every mistake with its line, and ConvertError where nothing can be read at all.
    """
    binder = bind(Path(path), house, Notes() if notes is None else notes)
    if binder.plan.faults:
        raise refusal(Path(path), binder.plan.faults)
    return binder.edition()


def bind(path: Path, house: House | None, notes: Notes) -> Binder:
    """Return what the edition file *path* names, read; its mistakes are in the plan's faults."""
    faults: list[ConvertError] = []
    try:
        plan = read_plan(path, house or find_house(path.resolve().parent), faults)
        return Binder(plan, notes)
    except ConvertError as error:
        if len(faults) < MOST_MISTAKES:
            raise
        raise refusal(path, faults, "and there are more") from error
