"""matbaa edition: begins, checks and builds a day's paper from a folder of articles."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from convert.cli.check import tell
from convert.cli.flags import (
    AsJson,
    Color,
    Css,
    Debug,
    Directory,
    DryRun,
    Force,
    Jobs,
    NoCache,
    Quiet,
    Strict,
    Style,
    To,
    Verbose,
    Watch,
)
from convert.cli.guard import guarded
from convert.cli.options import MANY, Values, WithWriters, dress, settle, split_flags, writers_named
from convert.cli.output import clear_away, put_together, refuse_foreign
from convert.cli.screen import Screen, plain, say, screen_for, size_of, told_size
from convert.cli.watching import changes
from convert.edition import bind
from convert.edition.begun import begun
from convert.edition.bound import Binder
from convert.edition.made import Product, findings, products, whole
from convert.edition.plan import FILE_NAME
from convert.errors import ConvertError, EditionError, ExitCode, FindingsError, UsageError, WriteError
from convert.formats import formats
from convert.newsml.count import words
from convert.newsml.package import Package
from convert.notes import Notes
from convert.workshop import Workshop, open_workshop

#: Where, in the folder of what is made, lies what the next build need not make again.
SHELF = ".matbaa"

edition = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Make a day's paper from a folder of articles and its edition.toml.",
)
IgnoreEmbargo = Annotated[
    bool, typer.Option("--ignore-embargo", help="Print what is embargoed or withheld, too.")
]


@edition.command()
@guarded
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the edition.")],
    lang: Annotated[
        str, typer.Option("-l", "--lang", help="The language, such as ar-KW: ar, en, fa, he, ur.")
    ] = "ar",
    day: Annotated[str, typer.Option("--date", help="The day of the paper; today unless said.")] = "",
    quiet: Quiet = False,
) -> None:
    """Begin an edition in DIR: an edition.toml that explains itself, and two articles."""
    screen = Screen(quiet=quiet)
    files = [(folder / name, data) for name, data in begun(lang, _day(day)).items()]
    for path, _ in files:
        if path.exists():
            raise WriteError(f"{path} is there already", where=str(path), cure="take another folder")
    put_together(files)
    for path, data in files:
        screen.talk("wrote", str(path), [size_of(data)])
    screen.talk("build it", f"matbaa edition build {plain(str(folder))}", [])


def _day(said: str) -> date:
    """Return the day that was said; else today, or the day of SOURCE_DATE_EPOCH."""
    try:
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        now = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now().astimezone()
        return date.fromisoformat(said) if said else now.date()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"--date is a day such as 2026-11-27, not {said!r}") from error


@edition.command(cls=WithWriters, context_settings=MANY)
@guarded
def build(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="[EDITION]", help="An edition.toml, or its folder.")
    ] = None,
    to: To = "",
    directory: Directory = Path("out"),
    style: Style = "",
    css: Css = None,
    ignore_embargo: IgnoreEmbargo = False,
    strict: Strict = False,
    force: Force = False,
    dry_run: DryRun = False,
    jobs: Jobs = 0,
    no_cache: NoCache = False,
    watch: Watch = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    as_json: AsJson = False,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Build an edition: the formats that its file names into out/, all of them or none."""
    del debug
    screen = screen_for(quiet, verbose, as_json, color)
    path, flags = _named(inputs or [])
    job = _Job(screen, path, flags, _words(to), directory, style, tuple(css or ()))
    job.ignore_embargo, job.strict, job.force, job.dry_run = ignore_embargo, strict, force, dry_run
    shelf = None if no_cache or dry_run else directory / SHELF
    with open_workshop(shelf, jobs=jobs) as shop:
        if not watch:
            job.build(shop)
            return
        _build_safely(job, shop)
        for _ in changes(path.resolve().parent, directory.resolve()):
            _build_safely(job, shop)


@dataclass(slots=True)
class _Job:
    """What the command line asked to build."""

    screen: Screen
    path: Path
    flags: Values
    formats: tuple[str, ...]
    directory: Path
    style: str
    css: tuple[str, ...]
    ignore_embargo: bool = False
    strict: bool = False
    force: bool = False
    dry_run: bool = False

    def build(self, shop: Workshop) -> None:
        """Build the edition once: every format it is wanted in, or none."""
        started, notes, screen = time.monotonic(), Notes(), self.screen
        with _telling(screen, notes, "built"):
            made = self._made(shop, notes)
        if self.strict and notes.worst != "note":
            said = "there are warnings, and --strict was asked for; nothing was written"
            raise FindingsError(said, code="use/strict")
        if not self.dry_run:
            _write(made, force=self.force)
        _tell_products(screen, made, "would" if self.dry_run else "wrote")
        if not self.dry_run:
            _summary(screen, notes, len(made), started)

    def _made(self, shop: Workshop, notes: Notes) -> list[Product]:
        binder = bind(self.path, notes=notes)
        _tell_read(self.screen, binder)
        writers = writers_named(self.formats or binder.plan.formats)
        doors = {name: door.open() for name, door in writers.items()}
        _, options = settle(self.flags, doors)
        dress(options, doors, self.style, self.css)
        made = products(
            binder,
            self.directory,
            formats=tuple(writers),
            options=options,
            notes=notes,
            ignore_embargo=self.ignore_embargo,
            workshop=shop,
        )
        shop.tidy()
        return made


def _build_safely(job: _Job, shop: Workshop) -> None:
    """Build, and go on watching whatever is wrong."""
    try:
        job.build(shop)
    except ConvertError as error:
        job.screen.error(error)
    except typer.Exit:  # what is wrong was told
        pass
    job.screen.talk("watching", str(job.path.parent), [])


@edition.command()
@guarded
def check(
    path: Annotated[Path, typer.Argument(metavar="[EDITION]", help="An edition.toml, or its folder.")] = Path(
        FILE_NAME
    ),
    ignore_embargo: IgnoreEmbargo = False,
    quiet: Quiet = False,
    as_json: AsJson = False,
    color: Color = "auto",
) -> None:
    """Check an edition and write nothing: exit code 5 for mistakes in its file, 1 for those in content."""
    screen, notes = screen_for(quiet, False, as_json, color), Notes()
    with _telling(screen, notes, "right"):
        binder = bind(path, notes=notes)
        _tell_read(screen, binder)
        found = findings(binder, whole(binder, ignore_embargo=ignore_embargo))
    for source, faults in found.items():
        tell(screen, str(binder.plan.path.parent / source), faults)
    if any(fault.severity == "error" for faults in found.values() for fault in faults):
        raise typer.Exit(ExitCode.FINDINGS)
    if not found:
        tell(screen, str(binder.plan.path), [])


def _words(listed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in listed.split(",") if word.strip())


def _named(inputs: list[str]) -> tuple[Path, Values]:
    """Return the edition file that the command line names, and the options of writers."""
    words, flags = split_flags(inputs)
    if flags and not words:  # one may have swallowed it
        everyone = {name: door.open() for name, door in writers_named(formats("writer")).items()}
        words, _ = settle(flags, everyone)
    if len(words) > 1:
        raise UsageError(f"one edition at a time, not {len(words)}")
    return Path(words[0] if words else FILE_NAME), flags


@contextmanager
def _telling(screen: Screen, notes: Notes, aim: str) -> Iterator[None]:
    """Say what was noted, and every reason why an edition is not what it should be."""
    try:
        yield
    except EditionError as error:
        _tell_notes(screen, notes)
        for fault in error.faults:
            screen.error(fault)
        warnings = sum(note.severity != "note" for note in notes)
        screen.event("summary", errors=len(error.faults), warnings=warnings)
        if not screen.json:
            counted = f", {_many(warnings, 'warning')}" if warnings else ""
            say(sys.stderr, f"edition not {aim}: {error}{counted}")
        raise typer.Exit(error.exit_code) from error
    except ConvertError:
        _tell_notes(screen, notes)
        raise
    _tell_notes(screen, notes)


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"


def _tell_notes(screen: Screen, notes: Notes) -> None:
    for note in notes:
        screen.note(note)


def _tell_read(screen: Screen, binder: Binder) -> None:
    plan, articles = binder.plan, [named.article for named in binder.named]
    count = sum(words(article.body) for article in articles)
    screen.event("start", source=str(plan.path), articles=len(articles), formats=list(plan.formats))
    facts = [plan.paper.lang, _many(len(plan.sections), "section"), _many(len(articles), "article")]
    facts.append(_many(count, "word"))
    screen.talk("read", str(plan.path), facts)


def _write(made: list[Product], *, force: bool) -> None:
    """Write every file of every format, or none; of an older package what is no part of this one goes."""
    if not force:
        for product in made:
            for path, data in product.files():
                refuse_foreign(path, data)
    put_together(file for product in made for file in product.files())
    for product in made:
        if isinstance(product.made, Package):
            clear_away(product.path.parent, (path for path, _ in product.files()))


def _tell_products(screen: Screen, made: list[Product], verb: str) -> None:
    for product in made:
        sizes = [len(data) for _, data in product.files()]
        files = f"{len(sizes)} files" if len(sizes) > 1 else ""
        screen.event("done" if verb == "wrote" else "would", path=str(product.path), bytes=sum(sizes))
        screen.talk(verb, str(product.path), [files, told_size(sum(sizes))])


def _summary(screen: Screen, notes: Notes, count: int, started: float) -> None:
    warnings = sum(note.severity != "note" for note in notes)
    screen.event("summary", formats=count, errors=0, warnings=warnings)
    if screen.verbose:
        screen.talk("built", f"{time.monotonic() - started:.1f} s", [])
