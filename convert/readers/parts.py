"""Cuts a day's dump into its articles, at the lines that part them; the file may be larger than memory."""

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from convert.errors import LimitError

#: How much of a file is looked at to find the line that parts its articles.
_SAMPLE = 1 << 20
_CHUNK = 1 << 18
#: Lines that part articles, the surest first: a form feed, the end of a wire message, signs of a kind.
_SEPARATORS = tuple(
    re.compile(pattern)
    for pattern in (
        rb"\x0c+", rb"N{4}", rb"={5,}", rb"#{5,}", rb"\*{5,}", rb"_{5,}", rb"~{5,}", rb"-{5,}",
        rb"(?:\xe2\x95\x90){5,}", rb"(?:\xe2\x94\x80){5,}", rb"(?:\xe2\x80\x94){5,}",
    )
)  # fmt: skip
_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n)")
_WHITE = b" \t\r\n"
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def parts(file: BinaryIO, *, separator: str = "", longest: int) -> Iterator[bytes]:
    """Yield the bytes of each article of *file*, in order; blank ones are passed over.

    *separator* is the line that parts them; without it, the surest that the first megabyte holds.
    Raises LimitError for an article of more than *longest* bytes.
    """
    sample = file.read(_SAMPLE)
    chunks = _utf8(_chunks(sample, file), sample)
    first = next(chunks, b"")
    is_separator = _literally(separator) if separator else _surest(first)
    part: list[bytes] = []
    size = 0
    for line in _lines(_chained(first, chunks), longest):
        if is_separator.fullmatch(line.strip(_WHITE)):
            yield from _not_blank(part)
            part, size = [], 0
            continue
        part.append(line)
        size += len(line)
        if size > longest:
            raise LimitError(
                f"an article of more than {longest >> 20} MB", cure="name the line that parts articles"
            )
    yield from _not_blank(part)


def _not_blank(part: list[bytes]) -> Iterator[bytes]:
    if any(line.strip(_WHITE) for line in part):
        yield b"".join(part)


def _literally(separator: str) -> re.Pattern[bytes]:
    return re.compile(re.escape(separator.strip().encode()))


def _surest(sample: bytes) -> re.Pattern[bytes]:
    """Return the pattern of the surest separator in *sample*; one that no line matches when there is none."""
    lines = [line.strip(_WHITE) for line in re.split(rb"[\r\n]+", sample)]
    found = (pattern for pattern in _SEPARATORS if any(map(pattern.fullmatch, lines)))
    return next(found, re.compile(rb"(?!)"))


def _chunks(sample: bytes, file: BinaryIO) -> Iterator[bytes]:
    yield sample
    while chunk := file.read(_CHUNK):
        yield chunk


def _utf8(chunks: Iterator[bytes], sample: bytes) -> Iterator[bytes]:
    """Yield UTF-16 and UTF-32 with a byte order mark as UTF-8, in which a line can be cut off."""
    name = next((name for bom, name in _BOMS.items() if sample.startswith(bom)), "")
    if not name:
        yield from chunks
        return
    decoder = codecs.getincrementaldecoder(name)(errors="replace")
    for chunk in chunks:
        yield decoder.decode(chunk).encode()
    yield decoder.decode(b"", final=True).encode()


def _chained(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _lines(chunks: Iterator[bytes], longest: int) -> Iterator[bytes]:
    """Yield lines with their ends; the carriage return of a pair never begins a line."""
    rest = b""
    for chunk in chunks:
        rest += chunk
        end = 0
        for found in _LINE.finditer(rest, 0, max(len(rest) - 1, 0)):
            yield found[0]
            end = found.end()
        rest = rest[end:]
        if len(rest) > longest:
            raise LimitError(f"a line of more than {longest >> 20} MB")
    if rest:
        yield from (line for line in re.split(rb"(?<=\n)|(?<=\r)(?!\n)", rest) if line)
