"""Makes an edition in each format it is wanted in, before a byte of any is written."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from convert import api
from convert.edition.bound import Binder, held_back
from convert.edition.plan import Plan, refusal
from convert.files import inside
from convert.formats import Format, find
from convert.model import Edition
from convert.newsml.package import PACKAGE, Package, dump_package
from convert.newsml.validate import validate
from convert.notes import Finding, Notes
from convert.options import options_of, wrong_option
from convert.workshop import Workshop

#: The folder, beside the other formats, for the edition as NewsML-G2.
XML_FOLDER: Final = "xml"
#: The style of a paper that names none.
USUAL_STYLE: Final = "broadsheet"

Options = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Product:
    """What a format came to: its main file, and all files that belong to it."""

    format: str
    path: Path
    edition: Edition
    made: bytes | Package
    options: Mapping[str, Any]

    def files(self) -> Iterator[tuple[Path, bytes]]:
        """Yield each file with its bytes; pictures are read one at a time."""
        if isinstance(self.made, bytes):
            yield from api.files_of(
                self.edition, find("writer", self.format), self.path, self.made, self.options
            )
            return
        for name in self.made:
            if inside(self.path.parent, name):
                yield self.path.parent / name, self.made[name]


def products(
    binder: Binder,
    folder: Path,
    *,
    formats: Sequence[str] = (),
    options: Options | None = None,
    notes: Notes,
    ignore_embargo: bool = False,
    workshop: Workshop | None = None,
) -> list[Product]:
    """Return the edition in each of *formats*, or in those its file names, as it will lie in *folder*.

    *options* of writers stand over those of the edition's file. Raises EditionError for what is wrong with
    that file, and for every article that may not be printed.
    """
    plan, wanted = binder.plan, tuple(formats) or binder.plan.formats
    given = {
        name: _given(find("writer", name), plan, (options or {}).get(name, {}), ignore_embargo=ignore_embargo)
        for name in wanted
    }
    edition = whole(binder, ignore_embargo=ignore_embargo)
    rendered = api.render_each(
        edition,
        {name: given[name] for name in wanted if name != "newsml"},
        house=plan.house,
        notes=notes,
        paper=f"{plan.name}.pdf",
        workshop=workshop,
    )
    made: dict[str, bytes | Package] = dict(rendered)
    if "newsml" in wanted:
        made["newsml"] = dump_package(edition)
    return [Product(name, _path(folder, name, plan), edition, made[name], given[name]) for name in wanted]


def whole(binder: Binder, *, ignore_embargo: bool = False) -> Edition:
    """Return the edition where nothing is wrong with it.

    Raises EditionError for mistakes of its file and for articles that may not be printed, all at once.
    """
    held = held_back(binder.named, ignore_embargo=ignore_embargo)
    faults = [*binder.plan.faults, *held]
    if faults:
        raise refusal(binder.plan.path, faults)
    return binder.edition()


def _given(door: Format, plan: Plan, asked: Mapping[str, Any], *, ignore_embargo: bool) -> dict[str, Any]:
    """Return the options of one writer: those for all that have them, its own, those that were asked for."""
    known = options_of(door.open())
    shared = {name: value for name, value in plan.shared.items() if value and name in known}
    for name, value in shared.items():
        if wrong := wrong_option(door.name, door.open(), name, value):
            plan.said.refuse(name, wrong)
    forced = {"ignore_embargo": True} if ignore_embargo and "ignore_embargo" in known else {}
    return {**_usual(door, plan), **shared, **forced, **plan.options.get(door.name, {}), **asked}


def _usual(door: Format, plan: Plan) -> dict[str, Any]:
    """Return what an edition is set in where nobody says it: on paper, a paper."""
    is_said = "style" in plan.house.writers.get(door.name, {})
    return {"style": USUAL_STYLE} if door.name == "pdf" and not is_said else {}


def _path(folder: Path, name: str, plan: Plan) -> Path:
    if name == "newsml":
        return folder / XML_FOLDER / PACKAGE
    return folder / f"{plan.name}{find('writer', name).suffix}"


def findings(binder: Binder, edition: Edition) -> dict[str, list[Finding]]:
    """Return what is wrong with the content of an edition by the rules of the canonical form, by source.

    Files and times of release are left out: who named them was told already.
    """
    sources = [named.planned.file.name for named in binder.named]
    package = dump_package(edition)
    found: dict[str, list[Finding]] = {}
    for source, name in zip(sources, (name for name in package if "/article-" in name), strict=False):
        faults = [fault for fault in validate(package[name]) if fault.code != "newsml/P15"]
        found.setdefault(source, []).extend(faults)
    return {source: faults for source, faults in found.items() if faults}
