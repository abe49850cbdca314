"""What edition.toml says: every key looked at, every file looked for, all mistakes gathered."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Final
from zoneinfo import available_timezones

from convert.edition.folder import Folder, Found
from convert.errors import ConvertError, EditionError, UsageError, nearest
from convert.files import safe_name
from convert.formats import find, formats
from convert.house import House, is_domain
from convert.makeup.sheet import sheet_named
from convert.model import Advert
from convert.options import options_of, wrong_option
from convert.settings import Settings, read_settings
from convert.stylesheets import style_names
from convert.tomlplaces import Span
from convert.vocab.languages import is_tag

FILE_NAME: Final = "edition.toml"
#: What is made of an edition when nothing else is asked for.
USUAL: Final = ("pdf", "epub", "text", "newsml")
MOST_SECTIONS: Final = 500
MOST_ARTICLES: Final = 2_000
_MOST_PAGES: Final = 500
_MOST_COLUMNS: Final = 24

_TOP = ("edition", "output", "section", "advert", "filler", "writers")
_PAPER = (
    *("title", "date", "issue", "lang", "time_zone", "price", "motto", "provider", "style", "trim"),
    *("masthead", "cover", "ears"),
)
_OUTPUT = ("formats", "name")
_SECTION = ("name", "include", "article")
_PICTURE = ("image", "caption", "credit", "alt")
_ARTICLE = ("source", *_PICTURE, "lead", "page", "columns", "picture")
_ADVERT = ("image", "alt", "page", "columns", "height")
_FILLER = ("image", "alt", "columns", "height")

_MILLIMETRES = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72}
_LENGTH = re.compile(r"(\d{1,5}(?:\.\d{1,4})?)\s*(mm|cm|in|pt)")


@dataclass(frozen=True, slots=True)
class PlannedPicture:
    """A picture that goes with an article, and where the edition file names it."""

    file: Found
    where: str
    caption: str = ""
    credit: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class PlannedArticle:
    """A source, what named it (a key of a table, or an entry of its list), and what its editor wants."""

    file: Found
    table: Settings
    key: str
    entry: int | None = None
    pictures: tuple[PlannedPicture, ...] = ()
    lead: bool = False
    page: int = 0
    columns: int = 0

    @property
    def span(self) -> Span:
        """Where in the edition file it is named."""
        return self.table.place(self.key, self.entry).value


@dataclass(frozen=True, slots=True)
class PlannedSection:
    """A part of the paper and its articles, in order."""

    name: str
    articles: tuple[PlannedArticle, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """What [edition] says."""

    title: str
    day: date | None
    number: str
    lang: str
    time_zone: str
    provider: str
    price: str
    motto: str
    ears: tuple[str, ...]
    masthead: Found | None
    cover: Found | None


@dataclass(frozen=True, slots=True)
class Plan:
    """An edition file that was read: the paper, what is in it, what is made of it, and its mistakes.

    *said* is its table [edition]; *shared* are options for all writers that have them, *options* of one.
    """

    path: Path
    said: Settings
    house: House
    paper: Paper
    sections: tuple[PlannedSection, ...]
    adverts: tuple[Advert, ...]
    files: tuple[Found, ...]
    formats: tuple[str, ...]
    name: str
    shared: Mapping[str, str]
    options: Mapping[str, Mapping[str, Any]]
    faults: list[ConvertError] = field(hash=False)


def read_plan(path: Path, house: House, faults: list[ConvertError]) -> Plan:
    """Return what the edition file at *path* says, over what the House does; its mistakes go to *faults*.

    Raises SettingsError when it cannot be read at all, and where there are too many mistakes to gather.
    """
    return _plan(read_settings(path, faults), house, faults)


def refusal(path: Path, faults: list[ConvertError], more: str = "") -> EditionError:
    """Return the error that tells *faults*, by the lines they are on."""
    ordered = sorted(faults, key=lambda fault: _line(fault.where))
    count = f"{len(faults)} error{'s' if len(faults) > 1 else ''}"
    return EditionError(", ".join(filter(None, (count, more))), faults=ordered, where=str(path))


def _line(where: str) -> int:
    number = where.rpartition(":")[2]
    return int(number) if number.isdecimal() else 0


def _plan(top: Settings, house: House, faults: list[ConvertError]) -> Plan:
    top.hold_to(_TOP, ("edition", "section"))
    folder = Folder(top.path.parent.resolve())
    said, output = top.table("edition"), top.table("output", _OUTPUT)
    paper = _paper(said, folder, house)
    adverts = list(_adverts(top, folder))
    own = _house(house, paper, folder)
    return Plan(
        path=top.path,
        said=said,
        house=own,
        paper=paper,
        sections=tuple(_sections(top, folder)),
        adverts=tuple(advert for advert, _ in adverts),
        files=tuple(file for file in (paper.masthead, paper.cover, *(file for _, file in adverts)) if file),
        formats=_formats(output),
        name=_name(output, paper, folder),
        shared={"style": _style(said, own, folder), "trim": _trim(said)},
        options=_options(top.table("writers")),
        faults=faults,
    )


def _house(house: House, paper: Paper, folder: Folder) -> House:
    """Return the House as this edition has it: what [edition] says stands over house.toml."""
    return replace(
        house,
        title=house.title or paper.title,
        language=paper.lang,
        time_zone=paper.time_zone or house.time_zone,
        provider=paper.provider or house.provider,
        folder=house.folder or folder.path,
    )


# --- the paper ------------------------------------------------------------------------------------


def _paper(said: Settings, folder: Folder, house: House) -> Paper:
    needed = ("title", "date") if house.language else ("title", "date", "lang")
    said.hold_to(_PAPER, needed if said.values else ())
    return Paper(
        title=_name_in(said, "title"),
        day=said.day("date"),
        number=_issue_number(said),
        lang=_checked(said, "lang", is_tag, 'a language tag such as "ar-KW"') or house.language,
        time_zone=_time_zone(said),
        provider=_checked(said, "provider", is_domain, 'a domain such as "example.org"'),
        price=said.line("price"),
        motto=said.line("motto"),
        ears=_ears(said),
        masthead=folder.drawing(said, "masthead", "masthead"),
        cover=folder.picture(said, "cover", "cover"),
    )


def _name_in(table: Settings, key: str) -> str:
    """Return a name, which must not be empty."""
    value = table.values.get(key)
    if isinstance(value, str) and not value.strip():
        table.refuse(key, f"{key} is empty", "", "settings/lacking")
    return table.line(key)


def _issue_number(said: Settings) -> str:
    value = said.values.get("issue", "")
    if not isinstance(value, int) or isinstance(value, bool):
        return said.line("issue")
    if not 0 <= value < 10**9:
        said.refuse("issue", "issue must be a number below a thousand million, or words in quotes")
        return ""
    return str(value)


def _checked(said: Settings, key: str, fits: Callable[[str], bool], wanted: str) -> str:
    value = said.line(key)
    if not value or fits(value):
        return value
    said.refuse(key, f"{key} must be {wanted}")
    return ""


def _time_zone(said: Settings) -> str:
    value = said.line("time_zone")
    if not value or value in available_timezones():
        return value
    said.refuse("time_zone", f"unknown time zone {value!r}", nearest(value, available_timezones()))
    return ""


def _ears(said: Settings) -> tuple[str, ...]:
    ears = said.lines("ears")
    if len(ears) > 2:
        said.refuse("ears", "two ears stand beside a masthead, one on each side", "take one out", entry=2)
    return ears[:2]


# --- sections and articles ------------------------------------------------------------------------


def _sections(top: Settings, folder: Folder) -> Iterator[PlannedSection]:
    tables = top.tables("section")
    if _too_many(top, "section", len(tables), MOST_SECTIONS):
        return
    named = [(table, list(_named(table, folder))) for table in tables]
    seen = _seen(article for _, articles in named for article in articles)
    for table, articles in named:
        table.hold_to(_SECTION, ("name",))
        if not table.values.keys() & {"include", "article"}:
            said = "the section has no articles"
            table.refuse("", said, "add include or [[section.article]]", "settings/lacking")
        once = [article for article in articles if seen[article.file.path] is article]
        yield PlannedSection(_name_in(table, "name"), (*once, *_globbed(table, folder, seen)))


def _seen(articles: Iterable[PlannedArticle]) -> dict[Path, PlannedArticle]:
    """Return the articles that are named one by one, by file; refuse one that is named twice."""
    seen: dict[Path, PlannedArticle] = {}
    for article in articles:
        before = seen.setdefault(article.file.path, article)
        if before is not article:
            refuse_twice(article, before, f"{article.file.name} is in the edition already")
    return seen


def _too_many(table: Settings, key: str, count: int, most: int) -> bool:
    if count > most:
        table.refuse(key, f"{count} are more than the {most} that fit into an edition", "", "edition/limit")
    return count > most


def _named(table: Settings, folder: Folder) -> Iterator[PlannedArticle]:
    """Yield the articles that stand in the section one by one."""
    tables = table.tables("article")
    for said in () if _too_many(table, "article", len(tables), MOST_ARTICLES) else tables:
        said.hold_to(_ARTICLE, ("source",))
        pictures = tuple(_pictures(said, folder))
        lead, page, columns = said.flag("lead"), *_place(said)
        file = folder.file(said, "source", "article")
        if file:
            yield PlannedArticle(file, said, "source", None, pictures, lead, page, columns)


def _place(said: Settings) -> tuple[int, int]:
    return said.number("page", _MOST_PAGES), said.number("columns", _MOST_COLUMNS)


def _pictures(said: Settings, folder: Folder) -> Iterator[PlannedPicture]:
    for key in _PICTURE[1:]:
        if key in said.values and "image" not in said.values:
            said.refuse(key, f"{key} without image", 'add image = "…"', "settings/lacking")
    further = said.tables("picture")
    for table in further:
        table.hold_to(_PICTURE, ("image",))
    for table in (said, *further):
        file = folder.picture(table, "image")
        words = (table.line("caption"), table.line("credit"), table.line("alt"))
        if file:
            yield PlannedPicture(file, table.where(table.place("image").value), *words)


def _globbed(table: Settings, folder: Folder, seen: dict[Path, PlannedArticle]) -> Iterator[PlannedArticle]:
    """Yield the articles that the globs of the section mean, but those that are named one by one."""
    for pattern, entry in _patterns(table):
        for file in folder.matching(table, "include", pattern, entry):
            before = seen.get(file.path)
            article = PlannedArticle(file, table, "include", entry)
            if before is None:
                seen[file.path] = article
                yield article
            elif before.key == "include":
                refuse_twice(article, before, f"{file.name} is in the edition already")


def _patterns(table: Settings) -> Iterator[tuple[str, int | None]]:
    """Yield each glob of a section, and its number where there are several."""
    value = table.values.get("include", [])
    if isinstance(value, str):
        yield value, None
    elif not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        table.refuse("include", "include must be a glob in quotes, or a list of them")
    else:
        yield from ((pattern, number) for number, pattern in enumerate(value))


def refuse_twice(article: PlannedArticle, before: PlannedArticle, sentence: str) -> None:
    """Refuse *article*, which is in the edition as *before* already."""
    there = before.table.where(before.span).rpartition("/")[2]
    cure = f"take one out; the other is in {there}"
    article.table.refuse(article.key, sentence, cure, "story/doubled", entry=article.entry)


# --- adverts and fillers --------------------------------------------------------------------------


def _adverts(top: Settings, folder: Folder) -> Iterator[tuple[Advert, Found]]:
    """Yield the adverts, then the house's own, each with its file."""
    for key, keys in (("advert", _ADVERT), ("filler", _FILLER)):
        tables = top.tables(key)
        for said in () if _too_many(top, key, len(tables), MOST_SECTIONS) else tables:
            said.hold_to(keys, ("image",))
            file = folder.picture(said, "image")
            page, columns = _place(said)
            alt, height = said.line("alt"), _height(said)
            if file:
                is_own = key == "filler"
                yield (
                    Advert(src=file.name, alt=alt, page=page, columns=columns, height=height, house=is_own),
                    file,
                )


def _height(said: Settings) -> float:
    """Return a height in millimetres: ``9cm`` -> 90."""
    value = said.string("height")
    found = _LENGTH.fullmatch(value)
    if value and not found:
        said.refuse("height", 'height must be a length such as "90mm"', "mm, cm, in and pt are known")
    return round(float(found[1]) * _MILLIMETRES[found[2]], 3) if found else 0


# --- what is made ---------------------------------------------------------------------------------


def _formats(output: Settings) -> tuple[str, ...]:
    if "formats" not in output.values:
        return USUAL
    found = []
    for number, name in enumerate(output.strings("formats")):
        try:
            found.append(find("writer", name).name)
        except UsageError as error:
            output.refuse("formats", str(error), error.cure, entry=number)
    return tuple(dict.fromkeys(found))


def _name(output: Settings, paper: Paper, folder: Folder) -> str:
    """Return what the files are called, without suffix: the name of the folder, unless said."""
    facts = {"date": f"{paper.day or ''}", "issue": paper.number}
    said = output.line("name") or folder.path.name or "edition"
    for unknown in sorted(set(re.findall(r"\{(.*?)\}", said)) - facts.keys()):
        output.refuse("name", f"name knows no {{{unknown}}}", "there are {date} and {issue}")
    return safe_name(re.sub(r"\{(.*?)\}", lambda found: facts.get(found[1], ""), said))


def _options(writers: Settings) -> dict[str, dict[str, Any]]:
    """Return the options of [writers.pdf] and its like."""
    options = {}
    for name in writers.values:
        if name in formats("writer"):
            options[name] = _own_options(writers.table(name), name)
        else:
            writers.refuse(name, f"no writer is called {name!r}", nearest(name, formats("writer")))
    return options


def _own_options(table: Settings, writer: str) -> dict[str, Any]:
    taken, door = {}, find("writer", writer).open()
    for option, value in table.values.items():
        wrong = wrong_option(writer, door, option, value)
        if wrong:
            table.refuse(option, wrong, nearest(option, options_of(door)))
        else:
            taken[option] = tuple(value) if isinstance(value, list) else value
    return taken


def _trim(said: Settings) -> str:
    """Return the trim; refuse one that no sheet has."""
    value = said.line("trim")
    try:
        if value:
            sheet_named(value)
    except UsageError as error:
        said.refuse("trim", str(error), error.cure)
        return ""
    return value


def _style(said: Settings, house: House, folder: Folder) -> str:
    """Return the style, a stylesheet as its whole path; refuse one that is not there."""
    value = said.string("style")
    if value.endswith(".css"):
        file = folder.file(said, "style", "stylesheet")
        return str(file.path) if file else ""
    if value and value not in style_names(house):
        there = ", ".join(sorted(style_names(house)))
        cure = nearest(value, style_names(house)) or f"there are {there}"
        said.refuse("style", f"no style is called {value!r}", cure)
        return ""
    return value
