"""Bytes to lines: finds the encoding, says what it assumed, and cleans what no page can hold."""

import codecs
import re
import unicodedata

from convert.errors import SourceError
from convert.notes import Notes

#: Every way a line can end: CR LF, LF, VT, FF, CR, NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR (UAX #14).
LINE_END = re.compile("\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
#: Embeddings and overrides (UAX #9 §2), and lone isolates: their reach crosses what we build round them.
_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
_CONTROL = re.compile(f"[{_CONTROLS}]")
#: What is left out of a line, and under which code.
_LEFT_OUT = (
    (_CONTROL, "text/control-dropped", "control characters"),
    (re.compile(f"[{_BIDI_CONTROLS}]"), "text/bidi-dropped", "invisible direction marks"),
)
#: Whatever gives a line something to clean or to note.
_UNCLEAN = re.compile(f"[\ufffd{_CONTROLS}{_BIDI_CONTROLS}]")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
#: All but what leaves a page white: spaces, format characters, the byte order mark.
_VISIBLE = re.compile("[^\\s\x1c-\x1f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
#: The first byte of a Hebrew or Arabic letter in UTF-8, and what its second byte can be.
_FIRST, _SECOND = bytes(range(0xD7, 0xDC)), bytes(range(0x80, 0xC0))
#: What UTF-8 is most often mistaken for; bytes that windows-1252 does not know come through as controls.
_MISTAKEN = {
    name: re.compile(f"[{_FIRST.decode(codec)}][\x80-\x9f{re.escape(_SECOND.decode(codec, 'ignore'))}]")
    for name, codec in (("windows-1252", "cp1252"), ("windows-1256", "cp1256"))
}
#: What right-to-left text was stored in before Unicode.
_LEGACY = ["cp1256", "iso8859_6", "cp1255", "iso8859_8", "mac_arabic", "cp1252"]
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
#: A line engine takes minutes over one word of ten thousand letters; a longer run may be broken here.
LONGEST_WORD = 200
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
_LONG_WORD = re.compile(rf"(?<![^\s\u200b])[^\s\u200b]{{{LONGEST_WORD + 1},}}")
#: ISO-8859-8 is Hebrew as it is seen; with -I or -E (RFC 1556) the same bytes stand as they are read.
_IN_READING_ORDER = re.compile("(iso[-_]?8859[-_]8)[-_][ie]", re.IGNORECASE)
#: In Hebrew stored as it is seen, what reads left to right is stored as it is said.
_LEFT_TO_RIGHT = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z .,:/%@_'-]*[0-9A-Za-z%])?")
_MIRROR = str.maketrans("()[]{}<>", ")(][}{><")


def decode(data: bytes, notes: Notes, encoding: str = "") -> str:
    """Return *data* as text; what was assumed about its encoding is a note.

    Raises SourceError when it is empty, when it is no text, or when *encoding* does not fit.
    """
    _refuse_binary(data)
    text = _decoded(data, notes, encoding)
    if is_blank(text):
        raise SourceError("the file is empty", code="source/empty")
    _flag_mojibake(text, notes)
    return text.removeprefix("\ufeff")


def is_blank(text: str) -> bool:
    """Say whether *text* leaves a page white: nothing, spaces, format characters."""
    return not _VISIBLE.search(text)


def _flag_mojibake(text: str, notes: Notes) -> None:
    """Say so when UTF-8 was read as something else before it came here: ``Ø§Ù„`` for ``ال``."""
    sample = text[:20_000]
    letters = len(re.findall("[^\x00-\x7f]", sample))
    pairs, name = max((len(pair.findall(sample)), name) for name, pair in _MISTAKEN.items())
    if pairs > 10 and pairs > 0.15 * letters:
        notes.warn(
            "text/mojibake",
            f"the letters are UTF-8 that was read as {name}; nothing was repaired",
            cure="save the text again from its source as UTF-8",
        )


def _refuse_binary(data: bytes) -> None:
    for start, kind in _BINARY.items():
        if data.startswith(start):
            raise SourceError(f"this is {kind}, not text", code="source/binary")


def _decoded(data: bytes, notes: Notes, encoding: str) -> str:
    if encoding:
        return _as_told(data, encoding)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _with_losses(data[len(bom) :], name, notes)
    if b"\0" in data[:4096]:
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
    is_visual = name == encoding and codecs.lookup(name).name == "iso8859-8"
    return re.sub("[^\r\n]+", _logical, text) if is_visual else text


def _logical(line: re.Match[str]) -> str:
    """Turn a line that is stored as it is seen: ``(2020) םולש`` -> ``שלום (2020)``."""
    if not re.search("[\u05d0-\u05ea]", line[0]):
        return line[0]
    return _LEFT_TO_RIGHT.sub(lambda run: run[0][::-1], line[0][::-1].translate(_MIRROR))


def _with_losses(data: bytes, name: str, notes: Notes) -> str:
    text = data.decode(name, errors="replace")
    lost = text.count("\ufffd")
    if lost:
        notes.warn("text/bytes-lost", f"{lost} places are not {name}; U+FFFD stands there")
    return text


def _wide(data: bytes, notes: Notes) -> str:
    """Read what holds zero bytes: UTF-8 with a stray one, or UTF-16 without a byte order mark.

    In UTF-16 the zero bytes of spaces and digits stand at the even or at the odd places.
    """
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    letters = data[: len(data) & ~1]
    for name in ("utf-8", "utf-16-le", "utf-16-be") if odd >= even else ("utf-8", "utf-16-be", "utf-16-le"):
        try:
            text = (data if name == "utf-8" else letters).decode(name)
        except UnicodeDecodeError:
            continue
        if _reads_like_text(text, 0.2 if name == "utf-8" else 0.05):
            if name != "utf-8":
                notes.add("text/encoding-assumed", f"read as {name}")
            return text
    raise SourceError("binary data, not text; export it as UTF-8 text", code="source/binary")


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
    strange = {number for number, line in enumerate(lines) if not _is_utf8(line)}
    joined = b"\n".join(lines[number] for number in sorted(strange))
    text, name = _best_legacy(joined)
    if not name:
        text, name = joined.decode("utf-8", errors="replace"), "UTF-8 with losses"
    read = iter(text.split("\n"))
    for number in sorted(strange):
        notes.warn("text/encoding-mixed", f"this line is not UTF-8; read as {name}", f"line {number + 1}")
    return "\n".join(
        next(read) if number in strange else str(line, "utf-8") for number, line in enumerate(lines)
    )


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _legacy(data: bytes, notes: Notes, error: UnicodeDecodeError) -> str:
    if len(_CONTROL.findall(data[:4096].decode("latin-1"))) > 0.3 * min(len(data), 4096):
        raise SourceError("binary data, not text; export it as UTF-8 text", code="source/binary")
    text, name = _best_legacy(data)
    if not name:
        raise SourceError(f"not UTF-8 at byte {error.start}; save the file as UTF-8", code="source/encoding")
    notes.warn(
        "text/encoding-assumed",
        f"not UTF-8 at byte {error.start}; read as {name}",
        cure="name it with --encoding, or save the file as UTF-8",
    )
    return text


def _best_legacy(data: bytes) -> tuple[str, str]:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_LEGACY).best()
    name = {"cp1256": "windows-1256", "cp1255": "windows-1255", "cp1252": "windows-1252"}
    return (str(best), name.get(best.encoding, best.encoding)) if best else ("", "")


def lines_of(text: str, notes: Notes) -> list[str]:
    """Return the lines of *text*, cleaned of what can stand on no page; each kind of cleaning is a note."""
    return [_cleaned(line, notes, number) for number, line in enumerate(LINE_END.split(text), start=1)]


def _cleaned(line: str, notes: Notes, number: int) -> str:
    where = f"line {number}"
    if _UNCLEAN.search(line):
        for pattern, code, what in _LEFT_OUT:
            if found := sorted(set(pattern.findall(line))):
                named = ", ".join(f"U+{ord(char):04X}" for char in found[:8])
                notes.warn(code, f"left out {what}: {named}", where)
                line = pattern.sub("", line)
        if "\ufffd" in line:
            notes.warn("text/replacement-character", "U+FFFD stands for letters that were lost before", where)
    return _breakable(line.replace("\t", " "), notes, where)


def _breakable(line: str, notes: Notes, where: str) -> str:
    """Let a word of more than 200 letters break: ``aaaa…`` -> ``aaaa…<ZWSP>aaaa…``."""
    if len(line) <= LONGEST_WORD or max(map(len, line.split()), default=0) <= LONGEST_WORD:
        return line
    if not _LONG_WORD.search(line):
        return line
    notes.warn("text/long-word", f"a word of more than {LONGEST_WORD} letters may break anywhere", where)
    return _LONG_WORD.sub(lambda word: _with_breaks(word[0]), line)


def _clings(before: str, char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me", "Cf") or before in "\u200c\u200d"


def _with_breaks(word: str) -> str:
    pieces, start = [], 0
    while len(word) - start > LONGEST_WORD:
        end = start + LONGEST_WORD
        while end < len(word) and _clings(word[end - 1], word[end]):
            end += 1
        pieces.append(word[start:end])
        start = end
    return ZERO_WIDTH_SPACE.join(filter(None, [*pieces, word[start:]]))
