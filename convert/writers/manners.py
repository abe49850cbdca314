"""Manners of plain text: every option of the text writer, and the profiles that set several at once."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Final, Literal, get_type_hints

from convert.errors import SettingsError, UsageError, nearest
from convert.house import House
from convert.options import misfit

Bidi = Literal["isolates", "marks", "none"]
Digits = Literal["keep", "latn", "arab", "arabext"]
Keep = Literal["keep", "strip"]
Links = Literal["none", "inline", "notes"]
Tables = Literal["rows", "grid", "labels"]
Figures = Literal["words", "none"]
Overlong = Literal["break", "keep"]
Errors = Literal["map", "fail"]
Newline = Literal["lf", "crlf"]

#: The parts of an article that its head and its foot may show, in their order.
HEAD: Final = ("kicker", "headline", "deck", "byline", "dates", "dateline")
FOOT: Final = ("credit", "rights")
#: Narrower than this no language can be read.
NARROWEST: Final = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a text is written; what stands here is what you get without asking.

    Where lines are wrapped, tables are a grid unless something else is said.
    """

    width: int = 0
    bidi: Bidi = "isolates"
    digits: Digits = "keep"
    tashkeel: Keep = "keep"
    tatweel: Keep = "keep"
    links: Links = "none"
    tables: Tables = "rows"
    figures: Figures = "words"
    head: str = ",".join(HEAD)
    foot: str = ",".join(FOOT)
    matter: bool = False
    overlong: Overlong = "break"
    to_encoding: str = "utf-8"
    errors: Errors = "map"
    newline: Newline = "lf"


#: What each profile sets; the options a person names stand over it.
PROFILES: Final[Mapping[str, Mapping[str, Any]]] = MappingProxyType(
    {
        "archive": {"matter": True, "links": "notes", "tables": "labels"},
        "email": {"width": 72, "bidi": "marks", "links": "notes", "overlong": "keep"},
        "wire64": {"width": 64, "bidi": "marks", "newline": "crlf"},
        "wire69": {"width": 69, "bidi": "marks", "newline": "crlf"},
        "teleprompter": {
            "width": 32,
            "tatweel": "strip",
            "figures": "none",
            "tables": "labels",
            "head": "headline",
            "foot": "none",
        },
    }
)


def manner_of(profile: str, house: House, given: Mapping[str, Any]) -> Manner:
    """Return the manner of *profile*, ours or the House's, with what is *given* over it; None is not given.

    Raises UsageError for a profile or a value that does not exist, SettingsError where house.toml names it.
    """
    asked = {
        **_profile(profile, house),
        **{name: value for name, value in given.items() if value is not None},
    }
    tables = {"tables": "grid"} if asked.get("width") else {}
    manner = replace(Manner(), **{**tables, **asked})
    _refuse_parts(manner.head, HEAD)
    _refuse_parts(manner.foot, FOOT)
    if manner.width and manner.width < NARROWEST:
        raise UsageError(f"--width is 0 or a number from {NARROWEST} up, not {manner.width}")
    return manner


def parts_of(said: str) -> tuple[str, ...]:
    """Return the parts that *said* names: ``headline, deck`` -> headline and deck; ``none`` for none."""
    named = (word.strip() for word in said.split(","))
    return tuple(word for word in named if word not in ("", "none"))


def _refuse_parts(said: str, known: tuple[str, ...]) -> None:
    for part in parts_of(said):
        if part not in known:
            raise UsageError(
                f"no part is called {part!r}; there are {', '.join(known)} and none",
                cure=nearest(part, known),
            )


def _profile(name: str, house: House) -> Mapping[str, Any]:
    if not name:
        return {}
    if name in house.profiles:
        return _own(name, house)
    if name not in PROFILES:
        known = (*PROFILES, *house.profiles)
        raise UsageError(
            f"no profile is called {name!r}; there are {', '.join(known)}", cure=nearest(name, known)
        )
    return PROFILES[name]


def _own(name: str, house: House) -> Mapping[str, Any]:
    """Return what a profile of the House sets, over the one of ours that it begins as."""
    own = dict(house.profiles[name])
    begun = own.pop("from", "")
    if begun and begun not in PROFILES:
        raise SettingsError(
            f"the profile {name!r} begins as {begun!r}, which is none of ours",
            where=house.place_of("from", repr(begun)[1:-1]),
            cure=nearest(str(begun), PROFILES),
        )
    for option, value in own.items():
        wrong = _wrong(option, value)
        if wrong:
            raise SettingsError(wrong, where=house.place_of(option), cure=nearest(option, _KINDS))
    return {**PROFILES.get(begun, {}), **own}


_KINDS: Final[Mapping[str, Any]] = {
    field.name: get_type_hints(Manner)[field.name] for field in fields(Manner)
}


def _wrong(option: str, value: object) -> str:
    if option not in _KINDS:
        return f"a profile has no {option!r}; it may set {', '.join(_KINDS)}"
    wanted = misfit(_KINDS[option], value)
    return f"{option} is {wanted}, not {value!r}" if wanted else ""
