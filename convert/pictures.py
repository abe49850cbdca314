"""Pictures by their bytes: what kind they are, how large, and whether they may be used at all."""

import io
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from convert.errors import SourceError

#: How every JPEG begins.
JPEG = b"\xff\xd8\xff"
#: First bytes, and the media type they announce. Nothing else is a picture here: no EPS, no SVG.
_KINDS = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (JPEG, "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"RIFF", "image/webp"),
)
#: What Pillow raises of a picture that breaks off or lies about itself.
BROKEN = (OSError, SyntaxError, ValueError, EOFError)
SUFFIXES = {"image/png": ".png", "image/jpeg": ".jpg", "image/gif": ".gif", "image/webp": ".webp"}
#: A larger picture is refused before it is decoded (reliability P2).
MOST_PIXELS = 50_000_000
#: The largest picture file that is read (reliability P2).
LARGEST = 20 * 1024 * 1024
#: JPEG markers that carry the size: start of frame, but for DHT, JPG and DAC (ITU-T T.81, table B.1).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


#: What keeps a picture from being used, by code.
_FAULTS = {
    "picture/missing": "is not there",
    "picture/unreadable": "is no whole PNG, JPEG, GIF or WebP picture",
    "picture/too-large": "has more than 50 million pixels",
}


class Shelf(Mapping[str, bytes]):
    """Pictures by name, those in files read when they are asked for: a hundred of them are not held."""

    def __init__(self, pictures: Mapping[str, bytes | Path]) -> None:
        self.pictures = dict(pictures)

    def __getitem__(self, name: str) -> bytes:
        found = self.pictures[name]
        if isinstance(found, bytes):
            return found
        try:
            return found.read_bytes()
        except OSError as error:
            raise SourceError(
                f"the picture {found} is gone", where=str(found), code="picture/missing"
            ) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self.pictures)

    def __len__(self) -> int:
        return len(self.pictures)


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What the first bytes of a picture say."""

    media_type: str
    width: int
    height: int

    @property
    def too_large(self) -> bool:
        """Whether decoding it would take more memory than a picture may."""
        return self.width * self.height > MOST_PIXELS


def picture_facts(data: bytes) -> PictureFacts | None:
    """Return kind and size of a PNG, JPEG, GIF or WebP; None for anything else or a broken one."""
    kind = next((kind for start, kind in _KINDS if data.startswith(start)), "")
    if not kind or (kind == "image/webp" and data[8:12] != b"WEBP"):
        return None
    try:
        width, height = _SIZES[kind](data)
    except (struct.error, IndexError, ValueError):
        return None
    whole = _END[kind] in data[-_TAIL:]
    return PictureFacts(kind, width, height) if width and height and whole else None


def picture_fault(data: bytes | None) -> str:
    """Return the code of what keeps a picture from being used; empty when nothing does."""
    if data is None:
        return "picture/missing"
    facts = picture_facts(data)
    if facts is None:
        return "picture/unreadable"
    return "picture/too-large" if facts.too_large else ""


def file_fault(path: Path) -> tuple[str, str]:
    """Return the code and the end of a sentence for why the file *path* is no picture to be used.

    Every pixel of it is decoded; nothing is returned where it may be used.
    """
    try:
        if path.stat().st_size > LARGEST:
            return "picture/too-large", f"has more than {LARGEST >> 20} MB"
        data = path.read_bytes()
    except OSError as error:
        return "picture/missing", f"cannot be read: {error.strerror}"
    facts = picture_facts(data)
    if facts and facts.too_large:
        return "picture/too-large", f"has {facts.width} x {facts.height} pixels"
    if facts is None or not _is_whole(data):
        return "picture/unreadable", "is no whole PNG, JPEG, GIF or WebP"
    return "", ""


def _is_whole(data: bytes) -> bool:
    """Say whether every pixel is there; small enough, that is known already, to be decoded."""
    from PIL import Image as Decoder
    from PIL import ImageFile

    tolerant, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint sets it
    try:
        with Decoder.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
            picture.load()
    except BROKEN:
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant
    return True


def told_fault(code: str, src: str) -> str:
    """Return the sentence that says of a picture what *code* means."""
    return f"the picture {src} {_FAULTS[code]}; its words stand instead"


def _png(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack(">II", data[16:24])
    return width, height


def _gif(data: bytes) -> tuple[int, int]:
    width, height = struct.unpack("<HH", data[6:10])
    return width, height


def _jpeg(data: bytes) -> tuple[int, int]:
    place = 2
    while place < len(data):
        if data[place] != 0xFF:
            raise ValueError("no marker")
        marker = data[place + 1]
        if marker in _FRAMES:
            height, width = struct.unpack(">HH", data[place + 5 : place + 9])
            return width, height
        alone = marker == 0xFF or 0xD0 <= marker <= 0xD8
        place += (
            1 if marker == 0xFF else 2 if alone else 2 + struct.unpack(">H", data[place + 2 : place + 4])[0]
        )
    raise ValueError("no frame")


def _webp(data: bytes) -> tuple[int, int]:
    form = data[12:16]
    if form == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if form == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    width, height = struct.unpack("<HH", data[26:30])
    return width & 0x3FFF, height & 0x3FFF


#: What stands at the end of a whole picture, and how far before the last byte it may (cameras add bytes).
_END = {"image/png": b"IEND", "image/jpeg": b"\xff\xd9", "image/gif": b";", "image/webp": b""}
_TAIL = 65536
_SIZES = {"image/png": _png, "image/jpeg": _jpeg, "image/gif": _gif, "image/webp": _webp}
