"""Places where a word of hundreds of letters may break: the work of laying it out grows with its square."""

import re
import unicodedata

from lxml import etree

from convert.model import MARKS, Text, words_of
from convert.newsml.xhtml_out import Element
from convert.notes import Notes

ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
#: A longer run of letters is no word: an address, a number of a file, a text that lost its spaces.
LONGEST_WORD = 200
ZERO_WIDTH_JOINER = "\N{ZERO WIDTH JOINER}"
#: No letter has more marks and joiners behind it; what has is broken anywhere.
MOST_MARKS = 32
#: Where a line may always end; no-break spaces are not among them (UAX #14: BK, LF, SP, ZW, BA).
_GAPS = " \t\n\r\f\u1680\u2000-\u2006\u2008-\u200a\u200b\u205f\u3000"
_GAP = re.compile(f"[{_GAPS}]")
_PIECE = re.compile(f"[{_GAPS}]+|[^{_GAPS}]+")
_TOO_LONG = re.compile(f"[^{_GAPS}]{{{LONGEST_WORD + 1}}}")
#: Elements that a word may run through.
_INLINE = frozenset((*MARKS, "a", "bdi", "bdo", "span", "time"))


def note_long_word(text: Text, notes: Notes) -> None:
    """Note that *text* has a word so long that it will be broken anywhere."""
    if _TOO_LONG.search(words_of(text)):
        notes.warn("text/long-word", f"a word of more than {LONGEST_WORD} letters may break anywhere")


def let_break(element: Element) -> None:
    """Put a zero width space behind every 200 letters of a word, over the edges of inline elements too."""
    if not _TOO_LONG.search("".join(element.itertext())):
        return
    length = 0
    for event, part in etree.iterwalk(element, events=("start", "end")):
        if etree.QName(part).localname not in _INLINE:
            length = 0
        if event == "start" and part.text:
            part.text, length = _broken(part.text, length)
        elif event == "end" and part.tail:
            part.tail, length = _broken(part.tail, length)


def _broken(text: str, length: int) -> tuple[str, int]:
    """Return *text*, broken where its words get too long, and how long the word is that it ends in.

    *length* is that of the word which *text* may go on with.
    """
    out = []
    for found in _PIECE.finditer(text):
        piece, length = (found[0], 0) if _GAP.match(found[0]) else _in_lengths(found[0], length)
        out.append(piece)
    return "".join(out), length


def _in_lengths(word: str, length: int) -> tuple[str, int]:
    """Return *word*, which goes on after *length* letters, in breakable lengths, and that of the last."""
    out = []
    while length + len(word) > LONGEST_WORD:
        cut = _end_of_letter(word, max(LONGEST_WORD - length, 0))
        out += [word[:cut], ZERO_WIDTH_SPACE]
        word, length = word[cut:], 0
    return "".join([*out, word]), length + len(word)


def _end_of_letter(word: str, place: int) -> int:
    """Return *place*, or the next one that parts no mark from its letter and no joined letters."""
    for end in range(place, min(place + MOST_MARKS, len(word))):
        if unicodedata.category(word[end])[0] not in "MC" and word[end - 1 : end] != ZERO_WIDTH_JOINER:
            return end
    return place
