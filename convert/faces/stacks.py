"""Which faces there are, and which of them a language is set in."""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from convert.errors import MissingToolError, SettingsError, nearest
from convert.faces.face import Cut, Face, letters_of
from convert.faces.listed import LISTING, listed
from convert.house import Choice, House, fonts_folder
from convert.vocab.languages import Language, language_of

#: After the faces of the language, in this order: each covers scripts the ones before it lack.
FALLBACK = (
    "Source Serif 4",
    "Noto Naskh Arabic",
    "Frank Ruhl Libre",
    "Noto Sans Thaana",
    "Scheherazade New",
    "Inter",
)


def faces(house: House | None = None) -> Mapping[str, Face]:
    """Return ours by family name, and the publisher's: theirs holds where both have a name.

    Raises SettingsError when a face of the publisher's cannot be used, or may not be.
    """
    folder = own_folder(house)
    return _with_own(folder, _stamp(folder)) if folder else _ours()


def own_folder(house: House | None) -> Path | None:
    """Return the folder of the publisher's own fonts, if it lists any."""
    folder = (house.folder / "fonts").absolute() if house and house.folder else None
    if folder is None or not (folder / LISTING).is_file() or folder.resolve() == fonts_folder():
        return None
    return folder


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return what changes when the list changes, or a file it may name."""
    found = (
        (path, path.stat()) for path in (folder / LISTING, *sorted(folder.glob("*/*"))) if path.is_file()
    )
    return tuple((str(path), about.st_mtime_ns, about.st_size) for path, about in found)


@lru_cache(maxsize=16)
def _with_own(folder: Path, _stamp: tuple[tuple[str, int, int], ...]) -> Mapping[str, Face]:
    known = dict(_ours())
    for face in listed(folder, known):
        if isinstance(face, SettingsError):
            raise face
        known[face.family] = face
    return MappingProxyType(known)


@cache
def _ours() -> Mapping[str, Face]:
    folder = fonts_folder()
    entries = tomllib.loads((folder / LISTING).read_text(encoding="utf-8"))["font"]
    return MappingProxyType({entry["family"]: _face(folder, entry) for entry in entries})


def _face(folder: Path, entry: dict[str, Any]) -> Face:
    place = folder / str(entry["folder"])
    return Face(
        family=str(entry["family"]),
        version=str(entry["version"]),
        licence=str(entry["licence"]),
        source=str(entry["source"]),
        role=str(entry["role"]),
        languages=tuple(entry["languages"]),
        scripts=tuple(entry["scripts"]),
        folder=place,
        licence_file=place / "OFL.txt",
        cuts=tuple(
            Cut(place / cut["file"], cut["weight"], cut["style"], cut["sha256"]) for cut in entry["file"]
        ),
    )


def text_stack(language: Language, house: House | None = None) -> tuple[str, ...]:
    """Return the families in which text of *language* is set, best first: the publisher's, ours."""
    text, _ = _chosen(language, house)
    return _unique((*text, language.text_face, *FALLBACK), house)


def news_stack(language: Language, house: House | None = None) -> tuple[str, ...]:
    """Return the families in which the narrow columns of a newspaper are set, best first."""
    text, _ = _chosen(language, house)
    ours = (language.news_face or language.text_face, language.text_face)
    return _unique((*text, *ours, *FALLBACK), house)


def head_stack(language: Language, house: House | None = None) -> tuple[str, ...]:
    """Return the families in which headlines of *language* are set, best first.

    Who chooses a face for the text alone of a language whose headlines we set in the same has both in it.
    """
    text, head = _chosen(language, house)
    if not head and language.head_face == language.text_face:
        head = text
    return _unique((*head, language.head_face, *text, language.text_face, *FALLBACK), house)


def _chosen(language: Language, house: House | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the families that the publisher chose for text and headlines of *language*, if any."""
    if house is None or not house.faces:
        return (), ()
    known = chosen_faces(house)
    general, own = house.faces.get("", Choice()), house.faces.get(language.tag, Choice())
    fitting = (name if name and language.tag in known[name].languages else "" for name in _parts(general))
    text, head = (tuple(filter(None, pair)) for pair in zip(_parts(own), fitting, strict=True))
    return text, head


def chosen_faces(house: House) -> Mapping[str, Face]:
    """Return the faces there are.

    Raises SettingsError when [faces] names one that is not.
    """
    known = faces(house)
    for choice in house.faces.values():
        for family in filter(None, _parts(choice)):
            if family not in known:
                cure = nearest(family, known) or "matbaa list fonts says which there are"
                where = house.place_of("faces", family)
                raise SettingsError(
                    f"no face is called {family!r}", where=where, cure=cure, code="font/unknown"
                )
    return known


def told_left(language: Language, house: House) -> str:
    """Say which faces of [faces] do not hold for *language*, for want of letters; empty when all do."""
    general, own = house.faces.get("", Choice()), house.faces.get(language.tag, Choice())
    known = chosen_faces(house)
    wanted = [family for family, instead in zip(_parts(general), _parts(own), strict=True) if not instead]
    left = list(dict.fromkeys(family for family in wanted if family and _is_left(known[family], language)))
    verb = "are" if left[1:] else "is"
    return f"{' and '.join(left)} {verb} not made for {language.tag}; ours is used" if left else ""


def _parts(choice: Choice) -> tuple[str, str]:
    return choice.text, choice.head


def _is_left(face: Face, language: Language) -> bool:
    """Say whether a face has the script of *language* and yet is not made for it."""
    return language.script in face.scripts and language.tag not in face.languages


def _unique(names: Iterable[str], house: House | None) -> tuple[str, ...]:
    known = faces(house)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise MissingToolError(f"the font {unknown[0]} is missing from fonts/", code="font/missing")
    return tuple(dict.fromkeys(names))


def undrawable(text: str, families: Iterable[str], known: Mapping[str, Face] | None = None) -> list[str]:
    """Return the characters of *text* that no regular cut of *families* can draw, in code point order.

    Characters that are never drawn (format characters, controls, variation selectors) do not count. The
    families are those of *known*, else ours.
    """
    known = faces() if known is None else known
    wanted = {ord(char) for char in set(text) if not _is_invisible(char)}
    for family in families:
        if not wanted:
            break
        wanted -= letters_of(known[family].cut(400))
    return [chr(code) for code in sorted(wanted)]


#: What to do about a letter that no font can draw.
MISSING_CURE = "put a font that has it into fonts/, or write it another way"


def told_missing(char: str) -> str:
    """Return the sentence that says of a letter that no font can draw it."""
    return f"no font here can draw U+{ord(char):04X}; a box stands in its place"


def _is_invisible(char: str) -> bool:
    """Say whether *char* is default-ignorable (Unicode, DerivedCoreProperties) or a space or control."""
    code = ord(char)
    return (
        code < 0x20
        or char.isspace()
        or code in (0xAD, 0x34F, 0x61C, 0x180E, 0xFEFF)
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or 0xFE00 <= code <= 0xFE0F
        or 0xE0000 <= code <= 0xE0FFF
    )


def families_for(lang: str, house: House | None = None) -> tuple[str, ...]:
    """Return every family that may be used on a page in *lang*."""
    return head_stack(language_of(lang), house)
