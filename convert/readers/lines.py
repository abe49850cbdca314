"""Text to lines: where they end, and what no page can hold is cleaned from them."""

import re
import unicodedata

from convert.notes import Notes

#: Every way a line can end: CR LF, LF, VT, FF, CR, NEL, LINE SEPARATOR, PARAGRAPH SEPARATOR (UAX #14).
LINE_END = re.compile("\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
#: Embeddings and overrides (UAX #9 §2), and lone isolates: their reach crosses what we build round them.
_BIDI_CONTROLS = "\u202a-\u202e\u2066-\u2069"
#: What is left out of a line, and under which code.
_LEFT_OUT = (
    (re.compile(f"[{_CONTROLS}]"), "text/control-dropped", "control characters"),
    (re.compile(f"[{_BIDI_CONTROLS}]"), "text/bidi-dropped", "invisible direction marks"),
)
#: Whatever gives a line something to clean or to note.
_UNCLEAN = re.compile(f"[\ufffd{_CONTROLS}{_BIDI_CONTROLS}]")
#: Line ends that are seldom met.
_RARE_END = re.compile("[\x0b\x0c\r\x85\u2028\u2029]")
#: A line engine takes minutes over one word of ten thousand letters; a longer run may be broken here.
LONGEST_WORD = 200
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
_LONG_WORD = re.compile(rf"(?<![^\s\u200b])[^\s\u200b]{{{LONGEST_WORD + 1},}}")


def lines_of(text: str, notes: Notes) -> list[str]:
    """Return the lines of *text*, cleaned of what can stand on no page; each kind of cleaning is a note."""
    lines = LINE_END.split(text) if _RARE_END.search(text) else text.split("\n")
    if _UNCLEAN.search(text):
        lines = [_cleaned(line, notes, number) for number, line in enumerate(lines, start=1)]
    if "\t" in text:
        lines = [line.replace("\t", " ") for line in lines]
    return [
        line if len(line) <= LONGEST_WORD else _breakable(line, notes, number)
        for number, line in enumerate(lines, start=1)
    ]


def _cleaned(line: str, notes: Notes, number: int) -> str:
    if not _UNCLEAN.search(line):
        return line
    where = f"line {number}"
    for pattern, code, what in _LEFT_OUT:
        if found := sorted(set(pattern.findall(line))):
            named = ", ".join(f"U+{ord(char):04X}" for char in found[:8])
            notes.warn(code, f"left out {what}: {named}", where)
            line = pattern.sub("", line)
    if "\ufffd" in line:
        notes.warn("text/replacement-character", "U+FFFD stands for letters that were lost before", where)
    return line


def _breakable(line: str, notes: Notes, number: int) -> str:
    """Let a word of more than 200 letters break: ``aaaa…`` -> ``aaaa…<ZWSP>aaaa…``."""
    if max(map(len, line.split()), default=0) <= LONGEST_WORD or not _LONG_WORD.search(line):
        return line
    notes.warn(
        "text/long-word", f"a word of more than {LONGEST_WORD} letters may break anywhere", f"line {number}"
    )
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
