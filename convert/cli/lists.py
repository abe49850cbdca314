"""matbaa list: what there is."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from convert.cli.guard import guarded
from convert.cli.screen import plain, say
from convert.errors import UsageError
from convert.formats import Kind, clashes, formats, suffixes_of
from convert.house import find_house

Row = dict[str, str]
_KINDS: tuple[Kind, ...] = ("reader", "writer", "check")


def _formats() -> list[Row]:
    readers, writers = formats("reader"), formats("writer")
    return [
        {
            "name": name,
            "suffix": " ".join(suffixes_of(readers.get(name) or writers[name])),
            "read": "yes" if name in readers else "",
            "write": "yes" if name in writers else "",
            "from": (readers.get(name) or writers[name]).plugin or "matbaa",
        }
        for name in dict.fromkeys([*readers, *writers])
    ]


def _styles() -> list[Row]:
    from convert.house import styles_folder
    from convert.stylesheets import SHEET, style_names

    return [
        {
            "name": name,
            "from": "matbaa" if folder.parent == styles_folder() else str(folder.parent),
            "sheet": str(folder / SHEET),
            "picture": str(folder / "picture.png") if (folder / "picture.png").is_file() else "",
        }
        for name, folder in style_names(find_house(Path.cwd())).items()
    ]


def _fonts() -> list[Row]:
    from convert.faces import faces

    return [
        {
            "family": face.family,
            "version": face.version,
            "role": face.role,
            "licence": face.licence,
            "languages": " ".join(face.languages),
            "cuts": " ".join(str(cut.weight) for cut in face.cuts),
            "from": face.whose,
        }
        for face in faces(find_house(Path.cwd())).values()
    ]


def _checks() -> list[Row]:
    return [
        {"name": name, "suffix": " ".join(suffixes_of(door)), "from": door.plugin or "matbaa"}
        for name, door in formats("check").items()
    ]


def _languages() -> list[Row]:
    from convert.vocab.languages import LANGUAGES

    return [
        {
            "tag": tag,
            "direction": known.direction,
            "digits": known.digits,
            "text": known.text_face,
            "headlines": known.head_face,
        }
        for tag, known in LANGUAGES.items()
    ]


def _plugins() -> list[Row]:
    return [
        {"kind": kind, "name": name, "from": door.plugin}
        for kind in _KINDS
        for name, door in formats(kind).items()
        if door.plugin
    ]


def _codes() -> list[Row]:
    from convert.codes import CODES

    return [{"code": code, "meaning": meaning} for code, (meaning, _) in CODES.items()]


def _rules() -> list[Row]:
    from convert.readers.captured.rules import NEEDED, RULES

    return [
        {
            "order": str(place),
            "rule": name,
            "may be off": "" if name in NEEDED else "yes",
            "what it does": (rule.__doc__ or "").partition("\n")[0].rstrip("."),
        }
        for place, (name, rule) in enumerate(RULES.items(), start=1)
    ]


def _profiles() -> list[Row]:
    from convert.writers.manners import PROFILES

    house = find_house(Path.cwd())
    own = {name: (settings, str(house.folder)) for name, settings in house.profiles.items()}
    known = {**{name: (settings, "matbaa") for name, settings in PROFILES.items()}, **own}
    return [
        {
            "profile": name,
            "from": whose,
            "what it sets": " ".join(f"{option}={value}" for option, value in settings.items()),
        }
        for name, (settings, whose) in known.items()
    ]


def _encodings() -> list[Row]:
    from convert.script.codepages import CODEPAGES, substitutes

    return [
        {
            "encoding": name,
            "two directions": page.marks,
            "lacks": "" if page.codec.startswith("utf") else " ".join(filter(str.isalpha, substitutes(name))),
        }
        for name, page in CODEPAGES.items()
    ]


_LISTS: dict[str, Callable[[], list[Row]]] = {
    "formats": _formats,
    "styles": _styles,
    "fonts": _fonts,
    "checks": _checks,
    "languages": _languages,
    "plugins": _plugins,
    "codes": _codes,
    "rules": _rules,
    "profiles": _profiles,
    "encodings": _encodings,
}


@guarded
def lists(
    what: Annotated[
        str,
        typer.Argument(
            help="formats, styles, fonts, checks, languages, plugins, codes, rules, profiles or encodings."
        ),
    ],
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List formats, styles, fonts, checks, languages, plug-ins, codes, rules, text profiles or encodings."""
    if what not in _LISTS:
        raise UsageError(f"there is no list of {what!r}; there are {', '.join(_LISTS)}")
    rows = _LISTS[what]()
    for row in rows:
        if as_json:
            say(sys.stdout, json.dumps(row))
    if not as_json:
        _table(rows)
    for kind in _KINDS:
        for sentence in clashes(kind):
            say(sys.stderr, f"warning plugin/clash {plain(sentence)}")


def _table(rows: list[Row]) -> None:
    if not rows:
        return
    widths = {key: max(len(key), *(len(row[key]) for row in rows)) for key in rows[0]}
    say(sys.stdout, "  ".join(key.ljust(width) for key, width in widths.items()).rstrip())
    for row in rows:
        say(sys.stdout, "  ".join(row[key].ljust(width) for key, width in widths.items()).rstrip())
