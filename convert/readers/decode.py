"""Bytes to right text: finds the encoding, undoes what other programs did to the letters, and says so."""

import re

from convert.errors import SourceError
from convert.notes import Notes
from convert.readers.encodings import keeps_its_order, text_of
from convert.readers.lines import LINE_END, LONGEST_WORD, ZERO_WIDTH_SPACE, lines_of
from convert.script.entities import unescaped
from convert.script.mojibake import left_over, repaired
from convert.script.order import in_order_of_reading

__all__ = ["LINE_END", "LONGEST_WORD", "ZERO_WIDTH_SPACE", "decode", "is_blank", "lines_of"]

#: All but what leaves a page white: spaces, format characters, the byte order mark.
_VISIBLE = re.compile("[^\\s\x1c-\x1f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")


def decode(data: bytes, notes: Notes, encoding: str = "") -> str:
    """Return *data* as text; what was assumed about its encoding, or repaired, is a note.

    A file or a piece of one: nothing is asked of what stands before or behind. Raises SourceError when it is
    empty, when it is no text, or when *encoding* does not fit.
    """
    text = text_of(data, notes, encoding).removeprefix("\ufeff")
    if is_blank(text):
        raise SourceError("the file is empty", code="source/empty")
    text = _without_mojibake(text, notes)
    text = _without_entities(text, notes)
    return text if keeps_its_order(encoding) else _in_order(text, notes)


def is_blank(text: str) -> bool:
    """Say whether *text* leaves a page white: nothing, spaces, format characters."""
    return not _VISIBLE.search(text)


def _without_mojibake(text: str, notes: Notes) -> str:
    """Read UTF-8 right again that was read as something else before it came here: ``Ø§Ù„`` -> ``ال``."""
    repair = repaired(text)
    for name, lines in repair.lines.items():
        notes.add(
            "text/mojibake-repaired", f"{_lines(lines)} of UTF-8 that was read as {name} can be read again"
        )
    spoilt, name = left_over(repair.text)
    if spoilt:
        notes.warn(
            "text/mojibake",
            f"{_lines(spoilt)} of UTF-8 that was read as {name}; letters were lost and none repaired there",
            cure="save the text again from its source as UTF-8",
        )
    return repair.text.removeprefix("\ufeff")


def _without_entities(text: str, notes: Notes) -> str:
    text, found = unescaped(text)
    if found:
        notes.add("text/entities", f"{found} character references such as &quot; became characters")
    return text


def _in_order(text: str, notes: Notes) -> str:
    text, turned = in_order_of_reading(text)
    if turned:
        notes.warn(
            "text/visual-order",
            f"{_lines(len(turned))} stored as seen, from left to right, put in the order of reading",
            f"line {turned[0] + 1}",
            cure="read them again: numbers and brackets may stand in another order than was meant",
        )
    return text


def _lines(number: int) -> str:
    return "1 line" if number == 1 else f"{number} lines"
