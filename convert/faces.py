"""The faces in fonts/: which there are, which a language is set in, which letters they can draw."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from convert.errors import MissingToolError
from convert.house import fonts_folder
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


@dataclass(frozen=True, slots=True)
class Cut:
    """One font file."""

    path: Path
    weight: int
    style: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Face:
    """A family: its cuts, and what fonts.toml says of it."""

    family: str
    version: str
    licence: str
    source: str
    role: str
    languages: tuple[str, ...]
    scripts: tuple[str, ...]
    folder: Path
    cuts: tuple[Cut, ...]

    def cut(self, weight: int, style: str = "normal") -> Cut:
        """Return the cut nearest to *weight*; another style only where there is none of *style*."""
        fitting = [cut for cut in self.cuts if cut.style == style] or list(self.cuts)
        return min(fitting, key=lambda cut: abs(cut.weight - weight))


@cache
def faces() -> dict[str, Face]:
    """Return the shipped faces by family name."""
    folder = fonts_folder()
    listed = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))["font"]
    return {entry["family"]: _face(folder, entry) for entry in listed}


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
        cuts=tuple(
            Cut(place / cut["file"], cut["weight"], cut["style"], cut["sha256"]) for cut in entry["file"]
        ),
    )


def text_stack(language: Language) -> tuple[str, ...]:
    """Return the families in which text of *language* is set, best first."""
    return _unique((language.text_face, *FALLBACK))


def news_stack(language: Language) -> tuple[str, ...]:
    """Return the families in which the narrow columns of a newspaper are set, best first."""
    return _unique((language.news_face or language.text_face, language.text_face, *FALLBACK))


def head_stack(language: Language) -> tuple[str, ...]:
    """Return the families in which headlines of *language* are set, best first."""
    return _unique((language.head_face, language.text_face, *FALLBACK))


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    known = faces()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise MissingToolError(f"the font {unknown[0]} is missing from fonts/", code="font/missing")
    return tuple(dict.fromkeys(names))


@cache
def letters_of(path: Path) -> frozenset[int]:
    """Return the code points that a font file can draw."""
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes)


def undrawable(text: str, families: Iterable[str]) -> list[str]:
    """Return the characters of *text* that no regular cut of *families* can draw, in code point order.

    Characters that are never drawn (format characters, controls, variation selectors) do not count.
    """
    wanted = {ord(char) for char in set(text) if not _is_invisible(char)}
    for family in families:
        if not wanted:
            break
        wanted -= letters_of(faces()[family].cut(400).path)
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


def families_for(lang: str) -> tuple[str, ...]:
    """Return every family that may be used on a page in *lang*."""
    return head_stack(language_of(lang))
