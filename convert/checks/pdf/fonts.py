"""The fonts of a PDF: whether each is in the file, what its codes say, how wide they are, what they draw."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

from convert.checks.pdf.reading import TooLargeError, entry, members, name_of, number, unpacked

#: A map of codes is no larger than this.
_LARGEST_MAP: Final = 4 * 1024 * 1024
_MOST_CODES: Final = 65_536
_SECTION: Final = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_RANGE: Final = re.compile(
    rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])", re.DOTALL
)
_PAIR: Final = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_HEX: Final = re.compile(rb"<([0-9A-Fa-f\s]*)>")
#: Simple encodings whose codes everybody can read without a map.
_ENCODINGS: Final = {
    "WinAnsiEncoding": "cp1252",
    "MacRomanEncoding": "mac_roman",
    "StandardEncoding": "ascii",
}


@dataclass(eq=False)
class Font:
    """A font as text is set in it: *raw* is its dictionary."""

    raw: Any
    lacking: set[int] = field(default_factory=set)

    @cached_property
    def name(self) -> str:
        """The name of its face, without the tag of a subset."""
        found = name_of(entry(self.raw, "/BaseFont")) or name_of(entry(self.raw, "/Name")) or "without a name"
        return re.sub(r"^[A-Z]{6}\+", "", found)

    @cached_property
    def kind(self) -> str:
        """Type0, TrueType, Type1, Type3, …."""
        return name_of(entry(self.raw, "/Subtype"))

    @cached_property
    def is_composite(self) -> bool:
        """Whether its codes are of two bytes, and name glyphs by number."""
        return self.kind == "Type0"

    @cached_property
    def _below(self) -> Any:
        below = members(entry(self.raw, "/DescendantFonts"))
        return below[0] if self.is_composite and below else self.raw

    @cached_property
    def is_embedded(self) -> bool:
        """Whether its outlines are in the file (ISO 32000 §9.9); those of Type 3 always are."""
        descriptor = entry(self._below, "/FontDescriptor")
        files = (entry(descriptor, key) for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        return self.kind == "Type3" or any(file is not None for file in files)

    def codes(self, shown: bytes) -> list[int]:
        """Return the codes of a string: two bytes each in a composite font, one in others."""
        if not self.is_composite:
            return list(shown)
        return [int.from_bytes(shown[at : at + 2], "big") for at in range(0, len(shown) - 1, 2)]

    @cached_property
    def says(self) -> dict[int, str] | None:
        """What each code says (ISO 32000 §9.10.3); None where the font has no ToUnicode."""
        told = entry(self.raw, "/ToUnicode")
        if told is None:
            return None
        try:
            return dict(_said(unpacked(told, _LARGEST_MAP)))
        except TooLargeError:
            return {}

    def text(self, code: int) -> str:
        """Return what a code says; nothing where nobody can tell."""
        if self.says is not None and code in self.says:
            return self.says[code]
        codec = "" if self.is_composite else _ENCODINGS.get(self._encoding, "cp1252")
        return bytes([code]).decode(codec, "ignore") if codec and self._is_plain else ""

    @cached_property
    def _encoding(self) -> str:
        told = entry(self.raw, "/Encoding")
        return name_of(told) or name_of(entry(told, "/BaseEncoding"))

    @cached_property
    def _is_plain(self) -> bool:
        """Whether a simple font's codes are letters of a known encoding, or none is named and all are."""
        return self.kind != "Type3" and not self._names

    @cached_property
    def _names(self) -> dict[int, str]:
        """The glyphs that an encoding names otherwise (ISO 32000 §9.6.5, Differences)."""
        found, code = {}, 0
        for one in members(entry(self.raw, "/Encoding", "/Differences")):
            named = name_of(one)
            if named:
                found[code] = named
                code += 1
            else:
                code = int(number(one))
        return found

    def is_unsaid(self, code: int) -> bool:
        """Say whether nobody can tell which letter a code is: found by no search, read by no voice."""
        if self.says is not None and self.says.get(code):
            return False
        return self.is_composite or self.kind == "Type3"

    def is_notdef(self, code: int) -> bool:
        """Say whether a code draws the glyph of letters that the font lacks."""
        if not self.is_composite:
            return self._names.get(code) == ".notdef"
        glyphs = self._glyphs
        if glyphs is None:
            return code == 0
        return glyphs[2 * code : 2 * code + 2] in (b"\0\0", b"")

    @cached_property
    def _glyphs(self) -> bytes | None:
        told = entry(self._below, "/CIDToGIDMap")
        if told is None or name_of(told):
            return None
        try:
            return unpacked(told)
        except TooLargeError:
            return None

    def width(self, code: int) -> float:
        """Return how far a code moves, in thousandths of the size."""
        return self._widths.get(code, self._usual)

    @cached_property
    def _usual(self) -> float:
        if self.is_composite:
            return number(entry(self._below, "/DW"), 1000)
        return number(entry(self.raw, "/FontDescriptor", "/MissingWidth"), 500 if not self._widths else 0)

    @cached_property
    def _widths(self) -> dict[int, float]:
        if self.is_composite:
            return dict(_wide(members(entry(self._below, "/W"))))
        first = int(number(entry(self.raw, "/FirstChar")))
        scale = 1.0
        if self.kind == "Type3":
            scale = abs(number(next(iter(members(entry(self.raw, "/FontMatrix"))), None), 0.001)) * 1000
        widths = members(entry(self.raw, "/Widths"))[:256]
        return {code: number(width) * scale for code, width in enumerate(widths, start=first)}


def _wide(told: list[Any]) -> Iterator[tuple[int, float]]:
    """Yield code and width: ``c [w w]`` and ``first last w`` (ISO 32000 §9.7.4.3)."""
    rest = iter(told)
    for one in rest:
        first, second = int(number(one)), next(rest, None)
        widths = members(second)
        if widths or second is None:
            yield from ((first + place, number(width)) for place, width in enumerate(widths))
            continue
        last, width = int(number(second)), number(next(rest, None))
        yield from ((code, width) for code in range(first, min(last, first + _MOST_CODES) + 1))


def _said(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield code and text of a ToUnicode map."""
    for section in _SECTION.finditer(data):
        if section[1] == b"bfchar":
            for pair in _PAIR.finditer(section[2]):
                yield _code(pair[1]), _text(pair[2])
        else:
            yield from _ranges(section[2])


def _ranges(section: bytes) -> Iterator[tuple[int, str]]:
    for one in _RANGE.finditer(section):
        first, last = _code(one[1]), _code(one[2])
        codes = range(first, min(last, first + _MOST_CODES) + 1)
        if one[4] is not None:
            yield from zip(codes, (_text(text[1]) for text in _HEX.finditer(one[4])), strict=False)
            continue
        text = _text(one[3] or b"")
        for step, code in enumerate(codes):
            yield code, text[:-1] + chr(min(ord(text[-1]) + step, 0x10FFFF)) if text else ""


def _code(digits: bytes) -> int:
    return int(b"".join(digits.split()) or b"0", 16)


def _text(digits: bytes) -> str:
    packed = b"".join(digits.split())
    return bytes.fromhex((packed + b"0" * (len(packed) % 2)).decode()).decode("utf-16-be", "ignore")
