"""Opens a PDF within bounds, and reads what a broken or hostile one may have put anywhere."""

import io
import math
import zlib
from decimal import Decimal
from typing import Any, Final

import pikepdf

from convert.errors import LimitError, SourceError

#: The most pages that are looked at, and the most a stream may unpack to.
MOST_PAGES: Final = 5_000
LARGEST_STREAM: Final = 32 * 1024 * 1024
#: A stream packed otherwise than by Flate alone cannot be unpacked within a bound: it must be small.
_LARGEST_PACKED: Final = 8 * 1024 * 1024
_MOST_FILTERS: Final = 2
#: How far up the tree of pages an entry is looked for.
_HIGHEST: Final = 50
#: A number beyond this is no length on paper.
_LARGEST_NUMBER: Final = 1e9

Box = tuple[float, float, float, float]


class TooLargeError(Exception):
    """A stream unpacks to more than is read; what it draws is not known."""


def opened(data: bytes) -> pikepdf.Pdf | None:
    """Return the PDF, or None where it opens with a password alone.

    Raises SourceError: it is no PDF or too broken to open; LimitError: it has too many pages.
    """
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        count = len(pdf.pages)
    except pikepdf.PasswordError:
        return None
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError) as error:
        why = str(error).removeprefix("<_io.BytesIO object>").strip(" :") or "it is no PDF"
        raise SourceError(f"the PDF cannot be opened: {why}", code="pdf/unreadable") from error
    if count > MOST_PAGES:
        raise LimitError(f"the PDF has {count:,} pages, {MOST_PAGES:,} are looked at")
    return pdf


def is_dictionary(value: Any) -> bool:
    """Say whether *value* has entries: a dictionary, or a stream with its own."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Stream)


def entry(owner: Any, *path: str) -> Any:
    """Return what stands in *owner* at the end of *path*; None where anything on the way is missing."""
    for name in path:
        if not is_dictionary(owner):
            return None
        owner = owner.get(name)
    return owner


def members(value: Any) -> list[Any]:
    """Return the members of an array; none where it is no array."""
    return list(value) if isinstance(value, pikepdf.Array) else []


def name_of(value: Any) -> str:
    """Return a name without its slash, or the text of a string; else nothing."""
    if not isinstance(value, pikepdf.Name):
        return str(value) if isinstance(value, pikepdf.String | str) else ""
    try:
        return str(value)[1:]
    except UnicodeDecodeError:  # a name is of bytes: this one as it is spelled, /#ff
        return value.unparse().decode("latin-1")[1:]


def operator_of(told: Any) -> str:
    """Return an operator of content; nothing for bytes that are none."""
    try:
        return str(told.operator)
    except UnicodeDecodeError:
        return ""


def number(value: Any, default: float = 0.0) -> float:
    """Return a number that is one and no absurd one; else the default."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return default
    found = float(value)
    return found if math.isfinite(found) and abs(found) <= _LARGEST_NUMBER else default


def numbers(values: Any) -> tuple[float, ...]:
    """Return the numbers among *values*, in order."""
    kept = [value for value in values if isinstance(value, int | float | Decimal)]
    return tuple(number(value) for value in kept)


def box_of(value: Any) -> Box | None:
    """Return a rectangle with its corners in order, ``[0 9 5 0]`` -> ``(0, 0, 5, 9)`` (ISO 32000 §7.9.5)."""
    found = numbers(members(value))
    if len(found) != 4:
        return None
    left, bottom, right, top = found
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def inherited(page: Any, name: str) -> Any:
    """Return an entry of a page, or of the nearest node above it that has one (ISO 32000 §7.7.3.4)."""
    for _ in range(_HIGHEST):
        found = entry(page, name)
        if found is not None:
            return found
        page = entry(page, "/Parent")
    return None


def identity(value: Any) -> tuple[int, int]:
    """Return the object's number; (0, 0) for one that stands where it is used."""
    found: tuple[int, int] = getattr(value, "objgen", (0, 0))
    return found


def filters_of(stream: Any) -> list[str]:
    """Return the names of a stream's filters, in order."""
    told = entry(stream, "/Filter")
    return [name_of(one) for one in (members(told) or [told]) if one is not None]


def unpacked(stream: Any, most: int = LARGEST_STREAM) -> bytes:
    """Return the bytes of a stream, unpacked within a bound; nothing where it is broken.

    Raises TooLargeError.
    """
    if not isinstance(stream, pikepdf.Stream):
        return b""
    filters, raw = filters_of(stream), _raw(stream)
    if filters in (["FlateDecode"], ["Fl"]) and entry(stream, "/DecodeParms", "/Predictor") in (None, 1):
        return _inflated(raw, most)
    if filters and (len(raw) > _LARGEST_PACKED or len(filters) > _MOST_FILTERS):
        raise TooLargeError
    try:
        found = stream.read_bytes()
    except pikepdf.PdfError:
        return b""
    if len(found) > most:
        raise TooLargeError
    return found


def _raw(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_raw_bytes()
    except pikepdf.PdfError:
        return b""


def _inflated(raw: bytes, most: int) -> bytes:
    """Return as much as can be inflated: readers show what stands before the damage, too."""
    unpacker, out = zlib.decompressobj(), bytearray()
    try:
        for start in range(0, len(raw), 65_536):
            out += unpacker.decompress(raw[start : start + 65_536], most + 1 - len(out))
            if len(out) > most or unpacker.unconsumed_tail:
                raise TooLargeError
    except zlib.error:
        return bytes(out)
    return bytes(out)
