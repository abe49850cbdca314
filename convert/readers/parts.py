"""Cuts a day's dump into its articles, at the lines that part them; the file may be larger than memory."""

import codecs
import re
from collections.abc import Iterator
from itertools import chain
from typing import BinaryIO

from convert.errors import LimitError, UsageError
from convert.notes import Notes

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
_LONGEST_SEPARATOR = 400
_END = re.compile(rb"\r\n|\r|\n")
#: What may stand round the signs of a separator: white, a hard space, marks of direction and of byte order.
_WHITE = re.compile(
    rb"^(?:[ \t\r\n]|\xc2\xa0|\xe2\x80[\x8e\x8f]|\xef\xbb\xbf)+|(?:[ \t\r\n]|\xc2\xa0|\xe2\x80[\x8e\x8f])+$"
)
_OLD_ENCODINGS = ("cp1256", "cp1255", "iso8859_6", "iso8859_8")
_BOMS = {
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def parts(file: BinaryIO, notes: Notes, *, separator: str = "", longest: int) -> Iterator[bytes]:
    """Yield the bytes of each article of *file*, in order; blank ones are passed over.

    *separator* is the line that parts them; without it, the surest that the first megabyte holds. Which it
    was is a note. Raises LimitError for an article of more than *longest* bytes, UsageError for a separator
    that is no line.
    """
    sample = file.read(_SAMPLE)
    chunks = _utf8(_chunks(sample, file), sample)
    first = next(chunks, b"")
    is_separator = _literally(separator) if separator else _surest(first, notes)
    part: list[bytes] = []
    size = found = 0
    for line in _lines(chain((first,), chunks), longest):
        if len(line) <= _LONGEST_SEPARATOR and is_separator.fullmatch(_bare(line)):
            found += 1
            yield from _not_blank(part)
            part, size = [], 0
            continue
        part.append(line)
        size += len(line)
        if size > longest:
            raise LimitError(
                f"an article of more than {longest >> 20} MB", cure="--separator names what parts them"
            )
    if not found:
        notes.warn(
            "text/not-split",
            "no line parts the file, so it is one article",
            cure="--separator names the line",
        )
    yield from _not_blank(part)


def _bare(line: bytes) -> bytes:
    """Return *line* without white and marks round it; most lines have none but their end."""
    line = line.strip(b" \t\r\n")
    return _WHITE.sub(b"", line) if line[:1] in b"\xc2\xe2\xef" or line[-1:] in b"\xa0\x8e\x8f" else line


def _not_blank(part: list[bytes]) -> Iterator[bytes]:
    if any(line.strip() for line in part):
        yield b"".join(part)


def _literally(separator: str) -> re.Pattern[bytes]:
    """Return the pattern of a line that is named, in each encoding that a file may be in."""
    spelled = {_encoded(separator.strip(), codec) for codec in ("utf-8", *_OLD_ENCODINGS)} - {b""}
    if not spelled:
        raise UsageError(
            f"{separator!r} is no line that could part articles", cure="such as --separator ====="
        )
    return re.compile(b"|".join(map(re.escape, sorted(spelled))))


def _encoded(separator: str, codec: str) -> bytes:
    try:
        return separator.encode(codec)
    except UnicodeEncodeError:
        return b""


def _surest(sample: bytes, notes: Notes) -> re.Pattern[bytes]:
    """Return the pattern of the surest separator in *sample*; one that no line matches when there is none."""
    lines = [
        _WHITE.sub(b"", line) for line in re.split(rb"[\r\n]+", sample) if len(line) <= _LONGEST_SEPARATOR
    ]
    for pattern in _SEPARATORS:
        line = next(filter(pattern.fullmatch, lines), None)
        if line is not None:
            shown = "a form feed" if line.startswith(b"\x0c") else f'lines like "{line[:20].decode()}"'
            notes.add("text/split", f"{shown} part the articles", cure="--separator names another line")
            return pattern
    return re.compile(rb"(?!)")


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


def _lines(chunks: Iterator[bytes], longest: int) -> Iterator[bytes]:
    """Yield lines with their ends; the carriage return of a pair never begins a line."""
    tail: list[bytes] = []
    held = b""
    for chunk in chunks:
        data = held + chunk
        held = b"\r" if data.endswith(b"\r") else b""
        start = 0
        for end in _END.finditer(data, 0, len(data) - len(held)):
            yield b"".join((*tail, data[start : end.end()]))
            tail, start = [], end.end()
        tail.append(data[start : len(data) - len(held)])
        if sum(map(len, tail)) > longest:
            raise LimitError(f"a line of more than {longest >> 20} MB")
    if last := b"".join((*tail, held)):
        yield last
