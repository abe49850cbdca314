"""Letters that the fonts a book carries cannot draw: the reader's own face stands in, and looks strange."""

import io
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

from convert.checks.markup import Page
from convert.checks.package import Book
from convert.checks.rules import Fault, fault
from convert.checks.sheets import families

_ENCRYPTION: Final = "META-INF/encryption.xml"
#: Letters that are named; a font that lacks a script lacks hundreds.
_SHOWN: Final = 8


def missing_glyphs(book: Book) -> Iterator[Fault]:
    """Yield each page with right-to-left letters that are in no font of the book they are set in."""
    letters = _letters_by_family(book)
    for page in book.pages.values() if letters else ():
        lacking = _lacking(page, letters)
        if lacking:
            named = " ".join(f"U+{ord(char):04X}" for char in list(lacking)[:_SHOWN])
            more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
            where = f"{page.name} line {min(lacking.values())}"
            sentence = f"no font of the book has {named}{more}"
            yield fault("rtl/glyph-missing", where, sentence, "embed a font that has it", severity="warning")


def _lacking(page: Page, letters: Mapping[str, frozenset[str]]) -> dict[str, int]:
    """Return the letters of a page that its fonts lack, each with the line it first stands on."""
    lacking: dict[str, int] = {}
    for box in page.boxes:
        declared = box.style.get("font-family")
        own = [letters[name] for name in families(declared.value) if name in letters] if declared else []
        if own and not box.words.isascii():
            for char in filter(_is_drawn, sorted(set(box.words).difference(*own))):
                lacking.setdefault(char, box.line)
    return lacking


def _is_drawn(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("R", "AL", "AN") and unicodedata.category(char)[0] in "LN"


def _letters_by_family(book: Book) -> Mapping[str, frozenset[str]]:
    """Return the letters of each family the book carries; what is obfuscated is left out."""
    found: dict[str, frozenset[str]] = {}
    if _ENCRYPTION in book.zip:
        return found
    for sheet in book.sheets.values():
        for family, addresses in sheet.faces:
            for address in addresses:
                name = book.resolve(sheet.name, address)
                if name in book.zip:
                    found[family] = found.get(family, frozenset()) | _letters(book.zip.read(name))
    return found


def _letters(data: bytes) -> frozenset[str]:
    """Return the letters of a font; none, where it is no font."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or {}))
    except (TTLibError, KeyError, ImportError, AssertionError, ValueError):
        return frozenset()
