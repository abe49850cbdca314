"""What plain text loses in an encoding of before Unicode: each character a note, too many an error."""

import unicodedata
from typing import Final

from convert.errors import WriteError
from convert.notes import Notes
from convert.script.codepages import is_spelled, substitute
from convert.writers.lines import Lines
from convert.writers.manners import Manner

#: One character in so many may be spelled by its number; more, and nobody can read it.
_READABLE: Final = 20


def tell_mapped(lines: Lines, manner: Manner, notes: Notes) -> None:
    """Note each character that another stands for, and that an encoding has no marks of direction.

    Raises WriteError where none may be mapped, or where too many are written by number only.
    """
    page = lines.page
    if lines.bidi == "none" != manner.bidi and not page.is_visual:
        told = f"{page.name} has no marks of direction: lines that mix two may be shown the wrong way"
        notes.warn("text/marks-lacking", told, cure="--to-encoding utf-8")
    if lines.mapped and manner.errors == "fail":
        others = f" and {len(lines.mapped) - 1} other characters are" if len(lines.mapped) > 1 else " is"
        sentence = f"{_named(next(iter(lines.mapped)))}{others} not in {page.name}"
        raise WriteError(sentence, code="text/not-encodable", cure="--errors map, or --to-encoding utf-8")
    _refuse_unreadable(lines)
    for char, count in sorted(lines.mapped.items()):
        said = substitute(char, page.name)
        told = f"{said!r} stands for it" if said else "left out"
        often = f"{count} times" if count > 1 else "once"
        notes.add("text/mapped", f"{_named(char)} is not in {page.name}: {told}, {often}")


def _refuse_unreadable(lines: Lines) -> None:
    """Raise WriteError where so much is spelled by number that nobody can read it."""
    spelled = [char for char in lines.mapped if is_spelled(char, lines.page)]
    count = sum(lines.mapped[char] for char in spelled)
    if count * _READABLE > lines.length:
        sentence = f"{lines.page.name} has no letters for this text: it lacks {_named(min(spelled))}"
        raise WriteError(sentence, code="text/not-encodable", cure="--to-encoding utf-8")


def _named(char: str) -> str:
    """Return a character and its number; of one that is not seen the name."""
    number = f"U+{ord(char):04X}"
    is_seen = unicodedata.category(char)[0] not in "CMZ"
    return f"{char} {number}" if is_seen else f"{number} {unicodedata.name(char, '')}".strip()
