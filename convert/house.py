"""One publisher's settings (house.toml), and where styles/ and fonts/ are."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, cast
from zoneinfo import ZoneInfo, available_timezones

from convert.errors import MissingToolError, SettingsError, nearest

FILE_NAME = "house.toml"


@dataclass(frozen=True, slots=True)
class Dates:
    """How a publisher's pages say dates: labels of their own, month names (of our calendar), the order."""

    published: tuple[str, ...] = ()
    updated: tuple[str, ...] = ()
    months: Mapping[str, int] = field(default_factory=dict, hash=False)
    order: Literal["", "dmy", "mdy"] = ""


@dataclass(frozen=True, slots=True)
class House:
    """What one publisher wants everywhere; every field has a default that is right for most."""

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
    writers: Mapping[str, Mapping[str, Any]] = field(default_factory=dict, hash=False)
    folder: Path | None = None

    def place_of(self, key: str) -> str:
        """Return the file and line where *key* stands."""
        path = (self.folder or Path()) / FILE_NAME
        try:
            return f"{path}:{_line_of(key, path.read_text(encoding='utf-8-sig'))}"
        except (OSError, UnicodeDecodeError):
            return str(path)

    @property
    def zone(self) -> ZoneInfo | None:
        """The time zone in which the publisher's clocks run."""
        return ZoneInfo(self.time_zone) if self.time_zone else None


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
    try:
        text = path.read_text(encoding="utf-8-sig")
        settings = tomllib.loads(text)
    except OSError as error:
        raise SettingsError(f"cannot read it: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise SettingsError("not UTF-8; save the file as UTF-8", where=str(path)) from error
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"not TOML: {error}", where=_where(path, error)) from error
    return _checked(_Settings(path, text, settings))


def _where(path: Path, error: Exception) -> str:
    line = re.search(r"line (\d+)", str(error))
    return f"{path}:{line[1]}" if line else str(path)


def _line_of(key: str, text: str) -> int:
    """Return the line on which *key* is set, or the table of that name begins."""
    found = re.search(rf"^\s*(?:\[[\w.]*)?\"?{re.escape(key)}\"?\s*[=\].]", text, re.MULTILINE)
    return text.count("\n", 0, found.end()) + 1 if found else 1


@dataclass(frozen=True, slots=True)
class _Settings:
    """What a house.toml says, and where it says it."""

    path: Path
    text: str
    values: dict[str, Any]

    def wrong(self, key: str, sentence: str, cure: str = "") -> SettingsError:
        """Return the error for *key*, with its line."""
        return SettingsError(sentence, where=f"{self.path}:{_line_of(key, self.text)}", cure=cure)

    def string(self, key: str) -> str:
        """Return the string at *key*, or an empty one."""
        value = self.values.get(key, "")
        if not isinstance(value, str):
            raise self.wrong(key, f"{key} must be a string in quotes")
        return value

    def strings(self, key: str) -> tuple[str, ...]:
        """Return the list of strings at *key*."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self.wrong(key, f"{key} must be a list of strings")
        return tuple(value)

    def table(self, key: str, keys: tuple[str, ...] = ()) -> "_Settings":
        """Return the settings in the table *key*; with *keys*, refuse others."""
        value = self.values.get(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"{key} is a table: [{key}]")
        for name in value if keys else ():
            if name not in keys:
                raise self.wrong(name, f"unknown key {name!r} in [{key}]", nearest(name, keys))
        return _Settings(self.path, self.text, value)


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
    "writers",
)


def _checked(settings: _Settings) -> House:
    for key in settings.values:
        if key not in _KEYS:
            raise settings.wrong(key, f"unknown key {key!r}", nearest(key, _KEYS))
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
        writers=_writers(settings),
        folder=settings.path.parent,
    )


def _check_values(settings: _Settings) -> None:
    zone = settings.string("time_zone")
    if zone and zone not in available_timezones():
        cure = nearest(zone, available_timezones())
        raise settings.wrong("time_zone", f"unknown time zone {zone!r}", cure)
    if settings.string("digits") not in ("", "latn", "arab", "arabext"):
        raise settings.wrong("digits", 'digits must be "latn", "arab" or "arabext"')
    if not re.fullmatch(r"(?:[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)?", settings.string("language")):
        raise settings.wrong("language", 'language must be a tag such as "ar-KW"')
    if not re.fullmatch(r"(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+)?", settings.string("provider")):
        raise settings.wrong("provider", 'provider must be a domain name such as "example.org"')


def _furniture(settings: _Settings) -> dict[str, tuple[str, ...]]:
    """Return the phrases of [furniture] by kind; a plain list is of whole lines."""
    if isinstance(settings.values.get("furniture"), list):
        return {"line": settings.strings("furniture")}
    table = settings.table("furniture")
    return {kind: table.strings(kind) for kind in table.values}


def _dates(settings: _Settings) -> Dates:
    order = settings.string("order")
    if order not in ("", "dmy", "mdy"):
        raise settings.wrong("order", 'order must be "dmy" or "mdy"')
    months = settings.table("months").values
    for name, month in months.items():
        if not isinstance(month, int) or isinstance(month, bool) or not 1 <= month <= 12:
            raise settings.wrong(name, f"{name} is a month's number from 1 to 12")
    return Dates(
        settings.strings("published"),
        settings.strings("updated"),
        months,
        cast(Literal["", "dmy", "mdy"], order),
    )


def _writers(settings: _Settings) -> dict[str, dict[str, Any]]:
    value = settings.values.get("writers", {})
    if not isinstance(value, dict) or not all(isinstance(options, dict) for options in value.values()):
        raise settings.wrong("writers", "each writer's options stand in a table of their own: [writers.pdf]")
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
