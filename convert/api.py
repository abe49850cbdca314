"""read, write, check: the only place that joins doors."""

import inspect
import io
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeAlias, cast, get_args

from convert import newsml
from convert.errors import (
    ConvertError,
    LimitError,
    MissingToolError,
    SettingsError,
    SourceError,
    UsageError,
    WriteError,
    nearest,
)
from convert.files import inside, whole_file, write_whole
from convert.formats import Format, Source, by_suffix, find, formats
from convert.house import House, find_house
from convert.matter import with_matter
from convert.model import Article, Edition, Issue, ItemRef, Section, words_of
from convert.notes import Finding, Notes
from convert.options import kind_of, misfit, options_of, wrong_option
from convert.tidy import tidy
from convert.workshop import Workshop

#: The largest source that is read (reliability P2).
LARGEST_SOURCE = 20 * 1024 * 1024
#: The largest book or PDF that is checked: packed, it is no larger than it may be unpacked.
LARGEST_BOOK = 200 * 1024 * 1024

#: Articles that are handed to an executor at once, and how many such handfuls are under way.
_HANDFUL = 20
_AHEAD = 16

Made: TypeAlias = "list[tuple[Edition | None, Notes]]"
Readable: TypeAlias = str | Path | bytes | Source


@dataclass(frozen=True, slots=True)
class Event:
    """What a caller who wants to show progress is told."""

    kind: Literal["read", "wrote"]
    name: str
    format: str
    size: int = 0
    edition: Edition | None = None


Listener: TypeAlias = Callable[[Event], None]


def read(
    *sources: Readable,
    format: str = "",  # noqa: A002 - the word a user expects
    title: str = "",
    lang: str = "",
    encoding: str = "",
    metadata: Mapping[str, str] | None = None,
    keep_leftovers: bool = False,
    split: bool | str = False,
    house: House | None = None,
    notes: Notes | None = None,
    on_event: Listener | None = None,
) -> Edition:
    """Return what *sources* hold as one Edition; with a *title*, bound as an issue of that name.

    A source is a path, bytes, or a Source. With *split* each holds many articles, parted by the line
    *split* or, when it is True, by one that is found. The House is the nearest house.toml above the first
    path unless one is given. Raises ConvertError: the input cannot be read, or is not what it seems.
    """
    if not sources:
        raise UsageError("nothing to read was named")
    notes = Notes() if notes is None else notes
    asked = {"lang": lang, "encoding": encoding, "keep_leftovers": keep_leftovers}
    editions = []
    for source in _sources(sources, asked, split, notes):
        settings = house or _house_above(source)
        edition = _read_part(source, format, settings, metadata or {}, notes, is_part=bool(split))
        if edition:
            editions.append(edition)
            if on_event:
                on_event(Event("read", source.name, format or "", len(source.data), edition))
    if not editions:
        raise SourceError("no article text in any of its parts", code="source/no-article")
    edition = editions[0] if len(editions) == 1 else _together(editions)
    return _bound(edition, title) if title else edition


def read_each(
    source: str | Path,
    *,
    separator: str = "",
    format: str = "",  # noqa: A002 - the word a user expects
    lang: str = "",
    encoding: str = "",
    metadata: Mapping[str, str] | None = None,
    keep_leftovers: bool = False,
    house: House | None = None,
    notes: Notes | None = None,
    executor: Executor | None = None,
) -> Iterator[Edition]:
    """Yield each article of a day's dump as an Edition of its own, in order, holding a few at a time.

    The articles are parted by the line *separator*; without one, by a line that is found. An *executor* of
    concurrent.futures shares the work. Raises ConvertError as `read` does; a part that holds no article is
    a note.
    """
    asked = {"lang": lang, "encoding": encoding, "keep_leftovers": keep_leftovers}
    work = partial(
        _read_parts, format_=format, house=house or house_of(Path(source)), metadata=dict(metadata or {})
    )
    told = Notes() if notes is None else notes
    handfuls = _handfuls(_sources((source,), asked, separator or True, told), _HANDFUL if executor else 1)
    for read_ones in _in_order(executor, work, handfuls) if executor else map(work, handfuls):
        for edition, own in read_ones:
            if notes is not None:
                notes.extend(own)
            if edition:
                yield edition


def _read_parts(sources: list[Source], *, format_: str, house: House, metadata: Mapping[str, str]) -> Made:
    read_ones = []
    for source in sources:
        notes = Notes()
        read_ones.append((_read_part(source, format_, house, metadata, notes, is_part=True), notes))
    return read_ones


def _handfuls(sources: Iterator[Source], size: int) -> Iterator[list[Source]]:
    while handful := list(islice(sources, size)):
        yield handful


def _in_order(
    executor: Executor, work: Callable[[list[Source]], Made], handfuls: Iterator[list[Source]]
) -> Iterator[Made]:
    """Yield what *executor* makes of each handful, in order, a few ahead of who takes it and no more."""
    waiting = deque(executor.submit(work, handful) for handful in islice(handfuls, _AHEAD))
    while waiting:
        made = waiting.popleft().result()
        waiting.extend(executor.submit(work, handful) for handful in islice(handfuls, 1))
        yield made


def _sources(
    named: Iterable[Readable], asked: dict[str, Any], split: bool | str, notes: Notes
) -> Iterator[Source]:
    for one in named:
        if not split:
            yield _source(one, asked)
            continue
        whole = (
            one if isinstance(one, Source) else Source(one if isinstance(one, bytes) else b"", "-", **asked)
        )
        if isinstance(one, str | Path):
            whole = replace(whole, name=Path(one).name, folder=Path(one).parent)
        with _opened(one) as file:
            yield from _cut(whole, file, "" if split is True else str(split), notes)


def _cut(whole: Source, file: BinaryIO, separator: str, notes: Notes) -> Iterator[Source]:
    """Yield each part of a dump as a source: ``day.txt`` -> ``day-1.txt``, ``day-2.txt``."""
    from convert.readers.parts import parts

    stem, dot, suffix = whole.name.rpartition(".")
    told = Notes()
    for number, data in enumerate(parts(file, told, separator=separator, longest=LARGEST_SOURCE), start=1):
        yield replace(whole, data=data, name=f"{stem or suffix}-{number}{dot and dot + suffix}")
    for note in told:
        notes.add(note.code, note.text, whole.name, severity=note.severity, cure=note.cure)


def _opened(named: Readable) -> BinaryIO:
    if isinstance(named, bytes | Source):
        return io.BytesIO(named if isinstance(named, bytes) else named.data)
    try:
        if Path(named).is_dir():
            raise SourceError(f"{named} is a folder; name the files in it", where=str(named))
        return Path(named).open("rb")
    except (OSError, ValueError) as error:
        why = (isinstance(error, OSError) and error.strerror) or error
        raise SourceError(f"cannot read {named}: {why}", where=str(named), code="source/missing") from error


def _read_part(
    source: Source, format_: str, house: House, metadata: Mapping[str, str], notes: Notes, *, is_part: bool
) -> Edition | None:
    """Read one source; a part of a dump that holds no article is a note and None."""
    try:
        return _read_one(source, format_, house, metadata, notes)
    except SourceError as error:
        if not is_part or error.code not in ("source/empty", "source/no-article"):
            raise
        notes.warn("text/part-skipped", f"this part holds no article: {error}", source.name)
        return None


def _house_above(source: Source) -> House:
    return house_of(source.folder / source.name if source.folder else None)


def _source(named: Readable, asked: dict[str, Any], largest: int = LARGEST_SOURCE) -> Source:
    if isinstance(named, bytes):
        named = Source(named, "-", **asked)
    if isinstance(named, Source):
        _bound_size(named.data, named.name, largest)
        return replace(named, **{name: value for name, value in asked.items() if value})
    path = Path(named)
    return Source(_bytes_of(path, largest), path.name, path.parent, **asked)


def _bound_size(data: bytes, name: str, largest: int) -> bytes:
    if len(data) > largest:
        raise LimitError(f"{name} has more than {largest >> 20} MB", where=name)
    return data


def _bytes_of(path: Path, largest: int = LARGEST_SOURCE) -> bytes:
    try:
        if path.is_dir():
            raise SourceError(f"{path} is a folder; name the files in it", where=str(path))
        with path.open("rb") as file:  # a device or a pipe has no size: read to the bound, no further
            return _bound_size(file.read(largest + 1), str(path), largest)
    except (OSError, ValueError) as error:  # ValueError: a name with NUL or half a letter
        why = (isinstance(error, OSError) and error.strerror) or error
        raise SourceError(f"cannot read {path}: {why}", where=str(path), code="source/missing") from error


def house_of(path: Path | None) -> House:
    """Return the settings that hold for a source: the nearest house.toml above it, or above this folder."""
    return find_house(path.parent.resolve() if path else Path.cwd())


def _read_one(
    source: Source, format_: str, house: House, metadata: Mapping[str, str], notes: Notes
) -> Edition:
    own = Notes(why=notes.why)
    door = find("reader", format_) if format_ else _reader_for(source)
    try:
        edition = tidy(door.open()(source, house, own), house, own)
    except SettingsError:
        raise
    except ConvertError as error:
        error.where = _place(source.name, error.where)
        raise
    finally:
        for note in own:
            notes.add(
                note.code, note.text, _place(source.name, note.where), severity=note.severity, cure=note.cure
            )
        notes.decisions += own.decisions
    articles = edition.articles
    if metadata:
        articles = tuple(with_matter(article, metadata) for article in articles)
    for article in articles:
        if article.version_created is None:
            notes.add("story/undated", "nothing says when it was published", source.name)
    return replace(edition, articles=articles)


def _place(name: str, where: str) -> str:
    return " ".join(filter(None, (name, where)))


def _reader_for(source: Source) -> Format:
    """Return the reader its suffix asks for; without a known one, what the first bytes look like."""
    found = by_suffix("reader", source.name)
    if found:
        return found
    start = source.data[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    return find("reader", "newsml" if start.startswith((b"<?xml", b"<newsItem", b"<newsMessage")) else "text")


def _together(editions: list[Edition]) -> Edition:
    assets: dict[str, bytes] = {}
    for edition in editions:
        for name, data in edition.assets.items():
            if assets.setdefault(name, data) != data:
                raise SourceError(
                    f"two sources have different pictures called {name!r}; give one another name",
                    code="picture/clash",
                )
    return Edition(
        articles=tuple(article for edition in editions for article in edition.articles),
        pictures=tuple(picture for edition in editions for picture in edition.pictures),
        issue=next((edition.issue for edition in editions if edition.issue), None),
        assets=assets,
    )


def _bound(edition: Edition, title: str) -> Edition:
    """Bind the articles in an issue with one section."""
    if not edition.articles:
        return edition
    first = edition.articles[0]
    times = [article.version_created for article in edition.articles if article.version_created]
    names = "\n".join(article.guid for article in edition.articles)
    issue = Issue(
        guid=uuid.uuid5(uuid.NAMESPACE_URL, f"{title}\n{names}").urn,
        lang=first.lang,
        direction=first.direction,
        provider=first.provider,
        version_created=max(times, default=None),
        title=title,
        sections=(Section(id="articles", items=tuple(map(_ref, edition.articles))),),
    )
    return replace(edition, issue=issue)


def _ref(article: Article) -> ItemRef:
    return ItemRef(guid=article.guid, version=article.version, title=words_of(article.headline))


def write(
    edition: Edition,
    target: str | Path | BinaryIO,
    *,
    format: str = "",  # noqa: A002 - the word a user expects
    house: House | None = None,
    notes: Notes | None = None,
    on_event: Listener | None = None,
    workshop: Workshop | None = None,
    **options: Any,
) -> None:
    """Write *edition* to *target*, a path or a binary file; the format is the suffix's unless named.

    *options* are the writer's own. The file is whole or not there. Raises ConvertError.
    """
    path = Path(target) if isinstance(target, str | Path) else None
    door = _writer_for(format, path)
    if path and "into" in inspect.signature(door.open()).parameters:
        size = _stream(edition, door, path, house=house, notes=notes, options=options, workshop=workshop)
    else:
        data = render(edition, door.name, house=house, notes=notes, workshop=workshop, **options)
        size = len(data)
        if path:
            for file, content in files_of(edition, door, path, data, options):
                write_whole(file, content)
        else:
            cast("BinaryIO", target).write(data)
    if on_event:
        on_event(Event("wrote", str(path or "-"), door.name, size))


def _stream(
    edition: Edition,
    door: Format,
    path: Path,
    *,
    house: House | None,
    notes: Notes | None,
    options: Mapping[str, Any],
    workshop: Workshop | None,
) -> int:
    """Let a writer that can fill a file fill *path*, and return its size: of its pictures one is held."""
    with whole_file(path) as file:
        handed = {"into": file}
        _rendered(
            _canonical(edition),
            door,
            house=find_house(Path.cwd()) if house is None else house,
            notes=Notes() if notes is None else notes,
            options=options,
            handed=handed,
            workshop=workshop,
        )
        return file.tell()


def _canonical(edition: Edition) -> Edition:
    return replace(newsml.load(newsml.dump(edition)), assets=edition.assets)


def files_of(
    edition: Edition, door: Format, path: Path, data: bytes, options: Mapping[str, Any]
) -> Iterator[tuple[Path, bytes]]:
    """Yield what is written for *path*: the file, and the pictures that XML, or such a page, names."""
    yield path, data
    if door.name == "newsml" or options.get("pictures") == "beside":
        for name, picture in edition.assets.items():
            beside = inside(path.parent, name)
            if beside and not (beside.is_file() and beside.read_bytes() == picture):
                yield beside, picture


def _writer_for(format_: str, path: Path | None) -> Format:
    if format_:
        return find("writer", format_)
    found = by_suffix("writer", path.name) if path else None
    if found is None:
        raise UsageError(f"the format of {path or 'the output'} is not clear; name it with format=")
    return found


def render(
    edition: Edition,
    format: str,  # noqa: A002 - the word a user expects
    *,
    house: House | None = None,
    notes: Notes | None = None,
    workshop: Workshop | None = None,
    **options: Any,
) -> bytes:
    """Return *edition* in *format*, by way of the canonical form: a writer sees only what XML holds."""
    return render_each(edition, {format: options}, house=house, notes=notes, workshop=workshop)[format]


def render_each(
    edition: Edition,
    formats: Mapping[str, Mapping[str, Any]],
    *,
    house: House | None = None,
    notes: Notes | None = None,
    paper: str = "",
    workshop: Workshop | None = None,
) -> dict[str, bytes]:
    """Return *edition* in each of *formats*, which name the options of their writers.

    A *workshop* takes what it made before off its shelf, and makes the rest in parallel.

    Where PDF and EPUB are among them, the book's list of pages is that of the PDF, which is called *paper*.
    """
    notes = Notes() if notes is None else notes
    house = find_house(Path.cwd()) if house is None else house
    canonical = _canonical(edition)
    doors = {name: find("writer", name) for name in formats}
    starts: list[Any] = []
    made = {}
    for name in sorted(doors, key=lambda name: doors[name].name != "pdf"):  # the others may ask for its pages
        handed: dict[str, Any] = {}
        if {door.name for door in doors.values()} >= {"pdf", "epub"}:
            handed = _handed(doors[name], starts, paper or f"{_guid(canonical)} (PDF)")
        made[name] = _rendered(
            canonical,
            doors[name],
            house=house,
            notes=notes,
            options=formats[name],
            handed=handed,
            workshop=workshop,
        )
    return {name: made[name] for name in formats}


def _handed(door: Format, starts: list[Any], paper: str) -> dict[str, Any]:
    """Return what one writer of a run is handed of another's work: where the pages of the PDF begin."""
    if door.name == "pdf":
        return {"starts": starts}
    return {"paper": (paper, tuple(starts))} if door.name == "epub" and starts else {}


def _guid(edition: Edition) -> str:
    return edition.issue.guid if edition.issue else edition.articles[0].guid if edition.articles else ""


def _rendered(
    canonical: Edition,
    door: Format,
    *,
    house: House,
    notes: Notes,
    options: Mapping[str, Any],
    handed: Mapping[str, Any],
    workshop: Workshop | None,
) -> bytes:
    function = door.open()
    given = _options(door, function, house, options)
    if workshop and "workshop" in inspect.signature(function).parameters:
        handed = {**handed, "workshop": workshop}
    try:
        data = function(canonical, notes, **given, **handed)
    except ImportError as error:
        raise MissingToolError(f"{door.name} cannot be made: {error}; install matbaa again") from error
    if not isinstance(data, bytes):
        raise WriteError(f"the writer {door.name!r} gave {type(data).__name__}, not bytes")
    return data


def _options(
    door: Format, function: Callable[..., bytes], house: House, options: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the House's options for this writer under the caller's; refuse what does not fit."""
    _refuse_unknown_writers(house)
    own = house.writers.get(door.name, {})
    for given, place in ((own, house), (options, None)):
        for name, value in given.items():
            wrong = wrong_option(door.name, function, name, value)
            if wrong:
                raise SettingsError(wrong, where=place.place_of(name)) if place else UsageError(wrong)
    listed = {name: tuple(value) if isinstance(value, list) else value for name, value in own.items()}
    asked = {"house": house} if "house" in inspect.signature(function).parameters else {}
    return {**listed, **options, **asked}


def _refuse_unknown_writers(house: House) -> None:
    for name in house.writers:
        if name not in formats("writer"):
            cure = nearest(name, formats("writer"))
            raise SettingsError(f"no writer is called {name!r}", where=house.place_of(name), cure=cure)


def check(
    source: Readable,
    *,
    format: str = "",  # noqa: A002 - the word a user expects
    profile: str = "",
) -> list[Finding]:
    """Return what is wrong with *source*, by the check of its format; an empty list is a clean bill.

    With a *profile*, a PDF is held to what that press wants. Raises ConvertError: it cannot be read,
    nothing here checks its format, or the check has no such profile.
    """
    given, door = _examined("check", source, format)
    examine = door.open()
    asked = _profile(door.name, examine, profile)
    try:
        findings: list[Finding] = examine(given.data, given.folder, **asked)
    except SourceError as error:
        error.where = _place(given.name, error.where)
        raise
    return findings


def _profile(name: str, examine: Callable[..., Any], profile: str) -> dict[str, str]:
    """Return *profile* as the option of a check, nothing where none was asked for."""
    if not profile:
        return {}
    if "profile" not in options_of(examine):
        raise UsageError(f"the check {name!r} takes no profile", cure="leave --profile out")
    wanted = misfit(kind_of(examine, "profile"), profile)
    if wanted:
        known = [one for one in get_args(kind_of(examine, "profile")) if one]
        raise UsageError(
            f"no profile is called {profile!r}; there are {', '.join(known)}", cure=nearest(profile, known)
        )
    return {"profile": profile}


def mend(
    source: Readable,
    *,
    format: str = "",  # noqa: A002 - the word a user expects
) -> tuple[bytes, list[Finding]]:
    """Return *source* with what can be put right mechanically put right, and what that was.

    Raises ConvertError: it cannot be read, or nothing here mends its format.
    """
    given, door = _examined("mender", source, format)
    mended: tuple[bytes, list[Finding]] = door.open()(given.data)
    return mended


def _examined(kind: Literal["check", "mender"], source: Readable, name: str) -> tuple[Source, Format]:
    """Return what is to be looked at, and who does."""
    named = source.name if isinstance(source, Source) else "" if isinstance(source, bytes) else str(source)
    door = find(kind, name) if name else by_suffix(kind, named)
    if door is None:
        verb = "checks" if kind == "check" else "mends"
        there = ", ".join(sorted(formats(kind)))
        raise UsageError(f"nothing here {verb} {named or 'bytes without a name'}; it {verb} {there}")
    return _source(source, {}, LARGEST_BOOK if door.name in ("epub", "pdf") else LARGEST_SOURCE), door
