"""A font file of somebody else's: whether it can be used, and may be, before anything is made with it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

#: The largest font file that is read; the largest of ours has 0.6 MB, a whole Chinese one 20.
LARGEST = 32 * 1024 * 1024
#: How the files begin that are fonts and not single static ones.
_OTHER_KINDS = {
    b"wOFF": "is packed for the web (WOFF)",
    b"wOF2": "is packed for the web (WOFF2)",
    b"ttcf": "is a collection of fonts",
}
#: How a TrueType or OpenType font begins.
_FONT = (b"\x00\x01\x00\x00", b"OTTO", b"true")
#: Where OS/2 says how a font may be embedded: fsType (OpenType 1.9, OS/2).
_FS_TYPE = 8


class Fault(NamedTuple):
    """Why a font file is refused: a code, a sentence about it, and the cure."""

    code: str
    sentence: str
    cure: str


#: The bits of fsType that forbid what we do, and what each says.
_FORBIDDEN = (
    (0x0002, "may not be embedded: its maker restricts the licence (fsType, bit 1)"),
    (0x0100, "may not be cut down to the letters of a document (fsType, bit 8), and ours always are"),
    (0x0200, "may be embedded as bitmaps alone (fsType, bit 9)"),
)


@dataclass(frozen=True)
class FontFile:
    """The bytes of a font, and what stands in them; whatever they are, nothing is raised."""

    data: bytes

    @cached_property
    def _face(self) -> Any:
        import uharfbuzz

        return uharfbuzz.Face(uharfbuzz.Blob(self.data))

    @property
    def letters(self) -> frozenset[int]:
        """The code points it can draw."""
        return frozenset(self._face.unicodes)

    @property
    def version(self) -> str:
        """The number of its version, as its name table says it: ``2.104``; empty where it says none."""
        import uharfbuzz

        said = self._face.get_name(uharfbuzz.OTNameIdPredefined.VERSION_STRING, "en") or ""
        words = said.removeprefix("Version").split()
        return words[0].rstrip(";,") if words else ""

    @property
    def embedding(self) -> int | None:
        """The bits that say how it may be embedded; None where it does not say."""
        table = self._table("OS/2")
        return int.from_bytes(table[_FS_TYPE : _FS_TYPE + 2], "big") if len(table) >= _FS_TYPE + 2 else None

    def _table(self, tag: str) -> bytes:
        return bytes(self._face.reference_table(tag).data or b"")

    def fault(self) -> Fault | None:
        """Return why it cannot be used, or may not be; None when it can and may."""
        return self._unreadable() or self._unfit() or self._forbidden()

    def _unreadable(self) -> Fault | None:
        kind = _OTHER_KINDS.get(self.data[:4])
        if kind:
            return Fault("font/unusable", kind, "put the .ttf or .otf it was made of there")
        if self.data[:4] not in _FONT:
            return Fault("font/unusable", "is no TrueType or OpenType font", "ask its maker for .ttf or .otf")
        if not self._face.glyph_count or not self.letters:
            return Fault("font/unusable", "is damaged: no letter can be read from it", "copy it again")
        return None

    def _unfit(self) -> Fault | None:
        if self._table("fvar"):
            cure = "make a static cut of each weight: fonttools varLib.instancer FILE wght=400 --static"
            return Fault("font/variable", "is a variable font", cure)
        if not (self._table("glyf") or self._table("CFF ")):
            return Fault("font/unusable", "has no outlines", "ask its maker for one with outlines")
        return None

    def _forbidden(self) -> Fault | None:
        bits = self.embedding
        if bits is None:
            said = "does not say whether it may be embedded (no OS/2 table)"
            return Fault("font/embedding", said, "ask its maker for a complete font")
        for bit, said in _FORBIDDEN:
            if bits & bit:
                return Fault("font/embedding", said, "buy the licence that allows it, with its font file")
        return None


def told_embedding(bits: int) -> str:
    """Return in words what the bits of fsType allow."""
    return "to view and print" if bits & 0x0004 else "to edit" if bits & 0x0008 else "freely"
