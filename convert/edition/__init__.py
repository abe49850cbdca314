"""An edition: a day's paper, bound from a folder of articles by an edition.toml."""

from collections.abc import Sequence
from pathlib import Path

from convert.api import Event, Listener
from convert.edition.bound import Binder
from convert.edition.made import Options, products
from convert.edition.plan import FILE_NAME, read_plan, refusal
from convert.errors import ConvertError
from convert.files import write_together
from convert.house import House, find_house
from convert.model import Edition
from convert.notes import Notes
from convert.settings import MOST_MISTAKES
from convert.workshop import Workshop

__all__ = ["bind", "build_edition", "read_edition"]


def read_edition(path: str | Path, *, house: House | None = None, notes: Notes | None = None) -> Edition:
    """Return the edition that *path*, an edition.toml or its folder, binds.

    The House is the nearest house.toml above it unless one is given. Raises EditionError, which holds
    every mistake with its line, and ConvertError where nothing can be read at all.
    """
    binder = bind(Path(path), house=house, notes=notes)
    if binder.plan.faults:
        raise refusal(binder.plan.path, binder.plan.faults)
    return binder.edition()


def build_edition(
    path: str | Path,
    folder: str | Path = "out",
    *,
    formats: Sequence[str] = (),
    options: Options | None = None,
    ignore_embargo: bool = False,
    house: House | None = None,
    notes: Notes | None = None,
    on_event: Listener | None = None,
    workshop: Workshop | None = None,
) -> list[Path]:
    """Write the edition of *path* into *folder*, and return the main file of each format.

    *formats* are those that the file names unless said; *options* are those of writers, by format. Every
    format is made before the first is written. Raises EditionError as `read_edition` does, and for each
    article that is cancelled or withheld. A *workshop* keeps what the next build need not make again.
    """
    notes = Notes() if notes is None else notes
    binder = bind(Path(path), house=house, notes=notes)
    made = products(
        binder,
        Path(folder),
        formats=formats,
        options=options,
        notes=notes,
        ignore_embargo=ignore_embargo,
        workshop=workshop,
    )
    write_together(file for product in made for file in product.files())
    for product in made:
        if on_event:
            on_event(Event("wrote", str(product.path), product.format, product.path.stat().st_size))
    return [product.path for product in made]


def bind(path: Path, *, house: House | None = None, notes: Notes | None = None) -> Binder:
    """Return what an edition file names, read; its mistakes are in the plan's faults."""
    faults: list[ConvertError] = []
    path = path / FILE_NAME if path.is_dir() else path
    try:
        plan = read_plan(path, house or find_house(path.resolve().parent), faults)
        return Binder(plan, Notes() if notes is None else notes)
    except ConvertError as error:
        if len(faults) < MOST_MISTAKES:
            raise
        raise refusal(path, faults, "and there are more") from error
