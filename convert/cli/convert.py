"""matbaa convert: articles in, files out."""

import errno
import hashlib
import os
import re
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from convert import api
from convert.cli.flags import (
    AsJson,
    Color,
    Css,
    Debug,
    Directory,
    DryRun,
    Force,
    Quiet,
    Strict,
    Style,
    To,
    Verbose,
)
from convert.cli.guard import guarded
from convert.cli.options import dress, settle, split_flags, writers_named
from convert.cli.output import put, refuse_foreign
from convert.cli.screen import Screen, plain, screen_for, size_of
from convert.cli.sources import STDIN, expanded, standard_input, stems
from convert.errors import ConvertError, ExitCode, FindingsError, UsageError, WriteError
from convert.files import distinct_name, safe_name
from convert.formats import Format, Source, by_suffix
from convert.model import Article, Edition, words_of
from convert.newsml.count import words
from convert.notes import Notes
from convert.vocab.languages import is_tag

#: What a plain `matbaa article.txt` makes.
USUAL = "newsml,pdf,epub,text"
_PLACEHOLDER = re.compile(r"\{([a-z]+)\}")


@dataclass(slots=True)
class Job:
    """Everything the command line asked for."""

    screen: Screen
    writers: dict[str, Format]
    doors: dict[str, Callable[..., bytes]]
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    output: str = ""
    folder: Path = Path("out")
    pattern: str = "{stem}.{ext}"
    reading: dict[str, Any] = field(default_factory=dict)
    strict: bool = False
    force: bool = False
    dry_run: bool = False
    taken: set[str] = field(default_factory=set)
    written: dict[str, str] = field(default_factory=dict)


@guarded
def convert(
    inputs: Annotated[list[str], typer.Argument(help="Files, globs, folders, or - for standard input.")],
    to: To = "",
    from_: Annotated[
        str, typer.Option("-f", "--from", help="The format of the input, where its name does not say.")
    ] = "",
    output: Annotated[str, typer.Option("-o", "--output", help="One file, or - for standard output.")] = "",
    directory: Directory = Path("out"),
    name: Annotated[
        str, typer.Option("--name", help="How files are named: {stem} {ext} {date} {slug} {lang}.")
    ] = "{stem}.{ext}",
    style: Style = "",
    css: Css = None,
    fact: Annotated[
        list[str] | None,
        typer.Option("-M", "--metadata", help="A fact of the article: headline=..., deck=..., published=..."),
    ] = None,
    lang: Annotated[str, typer.Option("-l", "--lang", help="The language, such as ar-KW.")] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="The encoding of a text file.")] = "",
    keep_leftovers: Annotated[
        bool, typer.Option("--keep-leftovers", help="Keep what a web page put round the article.")
    ] = False,
    split: Annotated[
        bool, typer.Option("--split", help="A file holds many articles, parted by lines such as =====.")
    ] = False,
    separator: Annotated[
        str,
        typer.Option("--separator", help="The line that parts them, with --split; else the surest is found."),
    ] = "",
    strict: Strict = False,
    keep_going: Annotated[
        bool, typer.Option("--keep-going", help="Go on with the next file after an error.")
    ] = False,
    force: Force = False,
    dry_run: DryRun = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    as_json: AsJson = False,
    color: Color = "auto",
    debug: Debug = False,
) -> None:
    """Convert articles: xml, pdf, epub and txt into out/, unless you say otherwise."""
    del debug
    words_in, flags = split_flags(inputs)
    job = _job(to, output)
    swallowed, job.options = settle(flags, job.doors)
    dress(job.options, job.doors, style, tuple(css or ()))
    job.screen = screen_for(quiet, verbose, as_json, color)
    job.output, job.folder, job.pattern = output, directory, name
    job.reading = {"format": from_, "lang": lang, "encoding": encoding, "metadata": _facts(fact or [])}
    job.reading |= {"keep_leftovers": keep_leftovers, "split": separator or split}
    if lang and not is_tag(lang):
        raise UsageError(f"{lang[:40]!r} is no language tag; write one such as ar-KW")
    if output == STDIN and as_json:
        raise UsageError("--json and -o - would both write to standard output; use -o FILE")
    job.strict, job.force, job.dry_run = strict, force, dry_run
    paths = expanded([*words_in, *swallowed])
    _refuse_many_into_one(job, paths)
    _work(job, paths, keep_going=keep_going)


def _job(to: str, output: str) -> Job:
    """Find the writers before anything is read."""
    named = [word.strip() for word in to.split(",") if word.strip()]
    if not named and output and output != STDIN:
        found = by_suffix("writer", output)
        if found is None:
            raise UsageError(f"no format is known by the name of {output}; say it with -t")
        named = [found.name]
    if not named and output == STDIN:
        raise UsageError("say with -t which format goes to standard output")
    writers = writers_named(named or USUAL.split(","))
    return Job(Screen(), writers, {name: door.open() for name, door in writers.items()})


def _facts(pairs: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"-M wants key=value, not {pair!r}")
        found[key.strip()] = value.strip()
    return found


def _refuse_many_into_one(job: Job, paths: list[Path | None]) -> None:
    if job.output and (len(paths) > 1 or len(job.writers) > 1):
        raise UsageError("-o names one file; use -d for a folder")
    if job.output == STDIN and _is_binary(job) and sys.stdout.isatty():
        raise UsageError("this format is binary and would upset the terminal; use -o FILE")


def _is_binary(job: Job) -> bool:
    return not {"text", "newsml", "html"}.issuperset(job.writers)


def _work(job: Job, paths: list[Path | None], *, keep_going: bool) -> None:
    failed: list[ConvertError] = []
    started, files, warnings = time.monotonic(), 0, 0
    job.screen.event("start", inputs=len(paths), formats=list(job.writers))
    with progress(job.screen, len(paths)) as step:
        for path, stem in zip(paths, stems(paths), strict=True):
            try:
                written, warned = _convert_one(job, path, stem)
                files, warnings = files + written, warnings + warned
            except ConvertError as error:
                failed.append(error)
                if len(paths) == 1 or not keep_going or error.code == "write/disk-full":
                    _stop(error, done=files > 0 and len(paths) > 1)
                job.screen.error(error)
            except Exception as error:
                if len(paths) == 1 or not keep_going:
                    raise
                fault = f"{type(error).__name__}: {error}"  # the batch boundary: one fault stops no other
                failed.append(ConvertError(fault, where=str(path or STDIN), code="internal/bug"))
                job.screen.error(failed[-1])
            step()
    _summary(job, len(paths), files, warnings, len(failed), time.monotonic() - started)
    if failed:
        raise typer.Exit(ExitCode.SOME_FAILED if len(failed) < len(paths) else failed[0].exit_code)


def _stop(error: ConvertError, *, done: bool) -> None:
    if done:
        error.exit_code = ExitCode.SOME_FAILED
        error.cure = error.cure or "--keep-going goes on with the others"
    raise error


def _convert_one(job: Job, path: Path | None, stem: str) -> tuple[int, int]:
    """Read one source, make every format, then write them: none is written unless all were made."""
    notes = Notes()
    started = time.monotonic()
    try:
        edition, made = _made(job, path, stem, notes)
    finally:
        for note in notes:
            job.screen.note(note)
    if job.strict and notes.worst != "note":
        raise FindingsError(
            "there are warnings, and --strict was asked for; nothing was written", code="use/strict"
        )
    targets = {name: _target(job, door, edition, stem) for name, door in job.writers.items()}
    targets = _unshared(job, targets, f"{edition.articles[0].guid if edition.articles else ''}\n{path}")
    files = {name: _files(job, edition, name, targets[name], data) for name, data in made.items()}
    _refuse_foreign(job, [pair for group in files.values() for pair in group])
    for name, data in made.items():
        _put(job, targets[name], data, files[name], time.monotonic() - started)
    return len(made), sum(note.severity != "note" for note in notes)


def _made(job: Job, path: Path | None, stem: str, notes: Notes) -> tuple[Edition, dict[str, bytes]]:
    source = Source(standard_input(), STDIN, None, **_asked(job)) if path is None else path
    reading = {
        key: value
        for key, value in job.reading.items()
        if path is not None or key in ("format", "metadata", "split")
    }
    house = api.house_of(path)
    edition = api.read(source, house=house, notes=notes, **reading)
    _tell_read(job, path, edition)
    options = {name: job.options.get(name, {}) for name in job.writers}
    target = _target(job, job.writers["pdf"], edition, stem) if "pdf" in job.writers else None
    paper = target.name if target else ""
    return edition, api.render_each(edition, options, house=house, notes=notes, paper=paper)


def _asked(job: Job) -> dict[str, Any]:
    return {key: job.reading[key] for key in ("lang", "encoding", "keep_leftovers")}


def _tell_read(job: Job, path: Path | None, edition: Edition) -> None:
    name = str(path) if path else STDIN
    count = sum(words(article.body) for article in edition.articles)
    langs = ", ".join(dict.fromkeys(article.lang for article in edition.articles))
    blocks = sum(len(article.body) for article in edition.articles)
    job.screen.event("progress", source=name, lang=langs, blocks=blocks, words=count)
    many = f"{len(edition.articles)} articles" if len(edition.articles) > 1 else ""
    job.screen.talk("read", name, [many, langs, f"{blocks} paragraphs", f"{count} words"])


def _target(job: Job, door: Format, edition: Edition, stem: str) -> Path | None:
    """Return where a file goes; None is standard output."""
    if job.output:
        return None if job.output == STDIN else Path(job.output)
    if not edition.articles:
        return job.folder / safe_name(f"{stem}{door.suffix}")
    return job.folder / _named(job.pattern, door, edition.articles[0], stem)


def _named(pattern: str, door: Format, article: Article, stem: str) -> str:
    """Fill in a file name; what an article says can never lead out of the folder."""
    facts = {
        "stem": stem,
        "ext": door.suffix.removeprefix("."),
        "lang": article.lang,
        "date": f"{article.published:%Y-%m-%d}" if article.published else "undated",
        "slug": article.slug or words_of(article.headline),
    }
    unknown = [name for name in _PLACEHOLDER.findall(pattern) if name not in facts]
    if unknown:
        raise UsageError(f"--name knows no {{{unknown[0]}}}; there are {', '.join(facts)}")
    body, dot, suffix = pattern.rpartition(".")
    if not dot or not re.fullmatch(r"\{ext\}|[A-Za-z0-9]+", suffix):
        body, suffix = pattern, "{ext}"
    filled = _PLACEHOLDER.sub(lambda found: facts[found[1]], body)
    return f"{safe_name(filled)}.{_PLACEHOLDER.sub(lambda found: facts[found[1]], suffix)}"


def _files(
    job: Job, edition: Edition, name: str, target: Path | None, data: bytes
) -> list[tuple[Path, bytes]]:
    return (
        list(api.files_of(edition, job.writers[name], target, data, job.options.get(name, {})))
        if target
        else []
    )


def _unshared(job: Job, targets: dict[str, Path | None], content: str) -> dict[str, Path | None]:
    """Return *targets*; where an earlier article of this run has such a name, with a hash of their own."""
    if job.output:
        return targets
    keys = {str(target).casefold() for target in targets.values()}
    if keys & job.taken:
        targets = {
            name: target
            and target.with_name(f"{distinct_name(target.name[: -len(suffix)], content)}{suffix}")
            for name, target in targets.items()
            for suffix in (job.writers[name].suffix,)
        }
        keys = {str(target).casefold() for target in targets.values()}
    job.taken |= keys
    return targets


def _refuse_foreign(job: Job, files: list[tuple[Path, bytes]]) -> None:
    """Refuse two contents for one name in a run, and what we did not write or was changed since."""
    for target, data in files:
        digest = hashlib.sha256(data).hexdigest()
        if job.written.setdefault(str(target).casefold(), digest) != digest:
            raise WriteError(
                f"{target} would be written twice in this run, with different contents",
                where=str(target),
                code="write/changed",
                cure="give one of them another name, or its own folder with -d",
            )
        if not (job.force or job.dry_run):
            refuse_foreign(target, data)


def _put(job: Job, target: Path | None, data: bytes, files: list[tuple[Path, bytes]], seconds: float) -> None:
    if job.dry_run:
        job.screen.event("would", path=str(target or STDIN), bytes=len(data))
        job.screen.talk("would", str(target or STDIN), [size_of(data)])
        return
    if target is None:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the end flushes once more
            code = "write/disk-full" if error.errno == errno.ENOSPC else "write/failed"
            raise WriteError(f"cannot write to standard output: {error.strerror}", code=code) from error
        return
    for file, content in files:
        put(file, content)
    job.screen.event("done", path=str(target), bytes=len(data))
    job.screen.talk("wrote", str(target), [size_of(data), f"{seconds:.1f} s" if job.screen.verbose else ""])


def _summary(job: Job, inputs: int, files: int, warnings: int, failed: int, seconds: float) -> None:
    job.screen.event("summary", inputs=inputs, files=files, warnings=warnings, failed=failed)
    if inputs > 1 and not job.screen.json and not job.screen.quiet:
        parts = [f"{inputs} articles -> {files} files in {plain(str(job.folder))}/", f"{seconds:.1f} s"]
        parts += [f"{warnings} warnings"] if warnings else []
        parts += [f"{failed} failed"] if failed else []
        typer.echo("  " + "   ".join(parts), err=True)


@contextmanager
def progress(screen: Screen, total: int) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal while more than one file is converted; give what advances it."""
    if total < 2 or not sys.stderr.isatty() or screen.quiet or screen.json:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("converting", total=total)
        yield lambda: bar.advance(task)
