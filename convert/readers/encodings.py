"""Bytes to text: Unicode by its marks and its zeros, old encodings by how they read."""

import codecs
import re
import unicodedata

from convert.errors import SourceError
from convert.notes import Notes
from convert.readers.legacy import Judgement, codec_of, judge
from convert.script.visual import logical_text

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: First bytes of files that are not text, whatever they are called.
_BINARY = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP, DOCX or EPUB",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\xd0\xcf\x11\xe0": "an old Word file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip archive",
}
#: Control characters that no text file holds.
_CONTROL = re.compile(b"[\x00-\x08\x0e-\x1f\x7f]")
#: The high byte of a Hebrew or Arabic letter in UTF-16 is a control character in UTF-8.
_HIGH_BYTES = re.compile(b"[\x05\x06]")
#: ISO-8859-8 is Hebrew as it is seen; with -I or -E (RFC 1556) the same bytes stand as they are read.
_IN_READING_ORDER = re.compile("(iso[-_]?8859[-_]8)[-_][ie]", re.IGNORECASE)
#: So much of the beginning tells zeros and controls.
_HEAD = 4096


def text_of(data: bytes, notes: Notes, encoding: str = "") -> str:
    """Return *data* as text; what was assumed about its encoding or lost is a note.

    Raises SourceError when it is no text, or when *encoding* does not fit.
    """
    for start, kind in _BINARY.items():
        if data.startswith(start):
            raise SourceError(f"this is {kind}, not text", code="source/binary")
    if encoding:
        return _as_told(data, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _with_losses(data[len(bom) :], name, notes)
    if _is_wide(data[:_HEAD]):
        return _wide(data, notes)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _mostly_utf8(data, notes) or _legacy(data, notes, error)


def _as_told(data: bytes, encoding: str) -> str:
    name = _IN_READING_ORDER.sub(r"\1", encoding)
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise SourceError(f"not {encoding} at byte {error.start}", code="source/encoding") from error
    except (LookupError, ValueError) as error:
        raise SourceError(
            f"no encoding is called {encoding!r}; try utf-8 or windows-1256", code="source/encoding"
        ) from error
    return logical_text(text) if is_visual(encoding) else text


def is_visual(encoding: str) -> bool:
    """Say whether text in *encoding* is stored as it is seen: ISO 8859-8, but not -I and not -E."""
    return bool(encoding) and _codec(encoding) == "iso8859-8"


def keeps_its_order(encoding: str) -> bool:
    """Say whether the name of *encoding* itself says in which order its text is stored."""
    return is_visual(encoding) or bool(_IN_READING_ORDER.fullmatch(encoding))


def _codec(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError):
        return ""


def _with_losses(data: bytes, name: str, notes: Notes) -> str:
    text = data.decode(name, errors="replace")
    lost = text.count("\ufffd")
    if lost:
        notes.warn("text/bytes-lost", f"{lost} places are not {name}; U+FFFD stands there")
    return text


def _is_wide(head: bytes) -> bool:
    """Say whether *head* may be UTF-16 or UTF-32: zeros, or a control character for each other byte."""
    return b"\0" in head or len(_HIGH_BYTES.findall(head)) > 0.3 * len(head)


def _wide(data: bytes, notes: Notes) -> str:
    """Read what holds zero bytes: UTF-8 with a stray one, or UTF-16 or UTF-32 without a byte order mark.

    In UTF-16 the zero bytes of spaces and digits stand at the even or at the odd places; in UTF-32 every
    fourth byte is zero.
    """
    for name, unit in _guesses(data[:_HEAD]):
        try:
            text = data[: len(data) - len(data) % unit].decode(name)
        except UnicodeDecodeError:
            continue
        if _reads_like_text(text, 0.2 if name == "utf-8" else 0.05):
            if name != "utf-8":
                notes.add("text/encoding-assumed", f"read as {name}")
            if len(data) % unit:
                notes.warn("text/bytes-lost", f"the last letter is cut off: it is no whole {name}")
            return text
    raise SourceError("binary data, not text; export it as UTF-8 text", code="source/binary")


def _guesses(head: bytes) -> list[tuple[str, int]]:
    """Return encodings to try on *head*, each with how many bytes its smallest unit has."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    little, big = ("utf-16-le", 2), ("utf-16-be", 2)
    guesses = [("utf-8", 1), little, big] if odd >= even else [("utf-8", 1), big, little]
    quarter = len(head) // 4
    if quarter and head[3::4].count(0) == quarter and head[2::4].count(0) > quarter / 2:
        return [("utf-32-le", 4), *guesses]
    if quarter and head[::4].count(0) >= quarter and head[1::4].count(0) > quarter / 2:
        return [("utf-32-be", 4), *guesses]
    return guesses


def _reads_like_text(text: str, tolerance: float) -> bool:
    sample = text[:2000]
    odd = sum(unicodedata.category(char) in ("Cc", "Cn", "Co") and not char.isspace() for char in sample)
    return odd < tolerance * len(sample)


def _mostly_utf8(data: bytes, notes: Notes) -> str:
    """Read UTF-8 with a few wrong bytes, or with lines in an old encoding."""
    text = data.decode("utf-8", errors="replace")
    wrong = text.count("\ufffd")
    right = len(re.findall("[\u0590-\u08ff\u2000-\u20ff]", text))
    if right < 20 or right < wrong / 10:
        return ""
    if wrong <= 3 + 0.01 * right:
        notes.warn("text/bytes-lost", f"{wrong} places are not UTF-8; U+FFFD stands there")
        return text
    return _mixed(data, notes)


def _mixed(data: bytes, notes: Notes) -> str:
    """Read line by line: UTF-8, and what is not, in the one old encoding that fits all such lines."""
    lines = data.split(b"\n")
    strange = [number for number, line in enumerate(lines) if not _is_utf8(line)]
    joined = b"\n".join(lines[number] for number in strange)
    found = judge(joined)
    name, codec = (found.name, codec_of(found.name)) if found else ("UTF-8 with losses", "utf-8")
    read = dict(zip(strange, joined.decode(codec, errors="replace").split("\n"), strict=True))
    for number in strange:
        notes.warn("text/encoding-mixed", f"this line is not UTF-8; read as {name}", f"line {number + 1}")
    return "\n".join(
        read[number] if number in read else str(line, "utf-8") for number, line in enumerate(lines)
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _legacy(data: bytes, notes: Notes, error: UnicodeDecodeError) -> str:
    head = data[:_HEAD]
    if len(_CONTROL.findall(head)) > 0.3 * len(head):
        raise SourceError("binary data, not text; export it as UTF-8 text", code="source/binary")
    found = judge(data)
    if not found:
        raise SourceError(f"not UTF-8 at byte {error.start}; save the file as UTF-8", code="source/encoding")
    notes.warn(
        "text/encoding-assumed",
        f"not UTF-8 at byte {error.start}; {_assumed(found)}",
        cure="name it with --encoding, or save the file as UTF-8",
    )
    return _with_losses(data, codec_of(found.name), notes)


def _assumed(found: Judgement) -> str:
    return f"read as {found.name}" + (f", though {found.rival} reads as well" if found.rival else "")
