"""One publisher's settings (house.toml), and where styles/ and fonts/ are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo, available_timezones

from convert.errors import MissingToolError, nearest
from convert.model import Concept
from convert.settings import Settings, line_of, read_settings
from convert.vocab.languages import LANGUAGES

FILE_NAME = "house.toml"


@dataclass(frozen=True, slots=True)
class Dates:
    """How a publisher's pages say dates: labels of their own, month names (of our calendar), the order."""

    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict, hash=False)
    order: Literal["", "dmy", "mdy"] = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """The families a publisher sets text and headlines in; empty where ours hold."""

    text: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True)
class House:
    """What one publisher wants everywhere; every field has a default that is right for most.

    *faces* are by the tag of a language; those under no tag hold for every language they are made for.
    *profiles* are manners of plain text, by name.
    """

    title: str = ""
    provider: str = ""
    time_zone: str = ""
    language: str = ""
    digits: str = ""
    tidy_off: tuple[str, ...] = ()
    tidy_on: tuple[str, ...] = ()
    furniture: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    dates: Dates = field(default_factory=Dates)
    rules_off: tuple[str, ...] = ()
    faces: Mapping[str, Choice] = field(default_factory=dict, hash=False)
    writers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
    profiles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
    folder: Path | None = None

    def place_of(self, key: str, said: str = "") -> str:
        """Return the file and line where *key* stands, or *said* at or below it."""
        path = (self.folder or Path()) / FILE_NAME
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return str(path)
        first = line_of(key, text)
        below = (
            number for number, line in enumerate(text.split("\n"), 1) if number >= first and said in line
        )
        return f"{path}:{next(below, first)}"

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone in which the publisher's clocks run."""
        return ZoneInfo(self.time_zone) if self.time_zone else None


def publisher(house: House) -> Concept | None:
    """Return whose house it is, by name and domain; None where neither is said."""
    if not house.provider and not house.title:
        return None
    uri = f"https://{house.provider}/" if house.provider else ""
    return Concept(uri=uri, name=house.title, lang=house.language if house.title else "")


def find_house(start: Path) -> House:
    """Return the settings of the nearest house.toml at or above *start*; the defaults if there is none."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return load_house(folder / FILE_NAME)
    return House()


def load_house(path: Path) -> House:
    """Read one house.toml.

    Raises SettingsError with the line of what is wrong.
    """
    return _checked(read_settings(path))


_KEYS = (
    "title",
    "provider",
    "time_zone",
    "language",
    "digits",
    "tidy_off",
    "tidy_on",
    "furniture",
    "dates",
    "rules",
    "faces",
    "writers",
    "profiles",
)


def _checked(settings: Settings) -> House:
    settings.refuse_others(_KEYS)
    _check_values(settings)
    return House(
        title=settings.string("title"),
        provider=settings.string("provider"),
        time_zone=settings.string("time_zone"),
        language=settings.string("language"),
        digits=settings.string("digits"),
        tidy_off=settings.strings("tidy_off"),
        tidy_on=settings.strings("tidy_on"),
        furniture=_furniture(settings),
        dates=_dates(settings.table("dates", ("published", "updated", "months", "order"))),
        rules_off=settings.table("rules", ("off",)).strings("off"),
        faces=_faces(settings.table("faces", ("text", "head", *LANGUAGES))),
        writers=_writers(settings),
        profiles=_profiles(settings),
        folder=settings.path.parent,
    )


def _check_values(settings: Settings) -> None:
    zone = settings.string("time_zone")
    if zone and zone not in available_timezones():
        cure = nearest(zone, available_timezones())
        raise settings.wrong("time_zone", f"unknown time zone {zone!r}", cure)
    if settings.string("digits") not in ("", "latn", "arab", "arabext"):
        raise settings.wrong("digits", 'digits must be "latn", "arab" or "arabext"')
    if not re.fullmatch(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?", settings.string("language")):
        raise settings.wrong("language", 'language must be a tag such as "ar-KW"')
    if settings.string("provider") and not is_domain(settings.string("provider")):
        raise settings.wrong("provider", 'provider must be a domain name such as "example.org"')


def is_domain(name: str) -> bool:
    """Say whether *name* is one that a publisher's articles can begin theirs with."""
    return re.fullmatch(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+", name) is not None


def _furniture(settings: Settings) -> dict[str, tuple[str, ...]]:
    """Return the phrases of [furniture] by kind; a plain list is of whole lines."""
    if isinstance(settings.values.get("furniture"), list):
        return {"line": settings.strings("furniture")}
    table = settings.table("furniture")
    return {kind: table.strings(kind) for kind in table.values}


def _dates(settings: Settings) -> Dates:
    order = settings.string("order")
    if order not in ("", "dmy", "mdy"):
        raise settings.wrong("order", 'order must be "dmy" or "mdy"')
    months = settings.table("months")
    for name, month in months.values.items():
        if not isinstance(month, int) or isinstance(month, bool) or not 1 <= month <= 12:
            raise months.wrong(name, f"{name} is a month's number from 1 to 12")
    return Dates(
        settings.strings("published"),
        settings.strings("updated"),
        months.values,
        cast(Literal["", "dmy", "mdy"], order),
    )


def _faces(settings: Settings) -> dict[str, Choice]:
    """Return the families of [faces], under no tag, and those of [faces.ar] and the like under their tags."""
    chosen = {"": Choice(settings.string("text"), settings.string("head"))}
    for tag in LANGUAGES.keys() & settings.values.keys():
        own = settings.table(tag, ("text", "head"))
        chosen[tag] = Choice(own.string("text"), own.string("head"))
    return {tag: choice for tag, choice in chosen.items() if choice != Choice()}


def _writers(settings: Settings) -> dict[str, dict[str, Any]]:
    value = settings.values.get("writers", {})
    if not isinstance(value, dict) or not all(isinstance(options, dict) for options in value.values()):
        raise settings.wrong("writers", "each writer's options stand in a table of their own: [writers.pdf]")
    return value


def _profiles(settings: Settings) -> dict[str, dict[str, Any]]:
    value = settings.values.get("profiles", {})
    if not isinstance(value, dict) or not all(isinstance(options, dict) for options in value.values()):
        raise settings.wrong("profiles", "each profile stands in a table of its own: [profiles.radio]")
    return value


def _shipped(name: str) -> Path:
    """Return a folder that is in the package when installed, and beside it in a checkout."""
    here = Path(__file__).resolve().parent
    for folder in (here / name, here.parent / name):
        if folder.is_dir():
            return folder
    raise MissingToolError(f"the folder {name}/ is missing; install matbaa again", code="install/incomplete")


def styles_folder() -> Path:
    """Return where the styles are."""
    return _shipped("styles")


def fonts_folder() -> Path:
    """Return where the fonts are."""
    return _shipped("fonts")
