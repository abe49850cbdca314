"""Letters that the fonts a book carries cannot draw: the reader's own face stands in, and looks strange."""

import io
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from convert.checks.package import Book
from convert.checks.rules import Fault, fault
from convert.checks.sheets import families
from convert.errors import SourceError

_ENCRYPTION: Final = "META-INF/encryption.xml"
#: Letters that are named; a font that lacks a script lacks hundreds.
_SHOWN: Final = 8


def missing_glyphs(book: Book) -> Iterator[Fault]:
    """Every right-to-left letter that is set in a face of the book is in that face, or in one behind it."""
    letters = _letters_by_family(book)
    for page in book.pages.values():
        lacking: dict[str, int] = {}
        for box in page.boxes:
            stack = families(box.style["font-family"].value) if "font-family" in box.style else []
            own = [letters[name] for name in stack if name in letters]
            if own and box.words and not box.words.isascii():
                for char in sorted(set(box.words) - set().union(*own)):
                    if _is_drawn(char):
                        lacking.setdefault(char, box.line)
        if lacking:
            named = " ".join(f"U+{ord(char):04X}" for char in list(lacking)[:_SHOWN])
            more = f" and {len(lacking) - _SHOWN} more" if len(lacking) > _SHOWN else ""
            where = f"{page.name} line {min(lacking.values())}"
            sentence = f"no font of the book has {named}{more}"
            yield fault("rtl/glyph-missing", where, sentence, "embed a font that has it", severity="warning")


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


@cache
def _letters(data: bytes) -> frozenset[str]:
    """Return the letters of a font; none, where it is no font."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        with TTFont(io.BytesIO(data), lazy=True) as font:
            return frozenset(map(chr, font.getBestCmap() or {}))
    except (TTLibError, KeyError, ImportError, SourceError, AssertionError, ValueError):
        return frozenset()
