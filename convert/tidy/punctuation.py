"""Steps that give a language its own signs: commas and quotation marks, where there is no doubt."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final

from convert.tidy.lines import Edit, Line
from convert.tidy.spacing import ARABIC, is_punctuated_in_arabic, outside_addresses
from convert.vocab.languages import language_of

_ARABIC_SIGN: Final = {",": "،", ";": "؛", "?": "؟"}
#: A Latin sign between Arabic letters; a question mark may end the line, or stand before another stop.
_LATIN_SIGN: Final = re.compile(
    rf"(?<=[{ARABIC}»)”])[,;](?= ?[{ARABIC}«(“])|(?<=[{ARABIC}»)”] )[,;](?= ?[{ARABIC}«(“])"
    rf"|(?<=[{ARABIC}»)”])\?(?=[ !»)”\n.…{ARABIC}]|\Z)|(?<=[{ARABIC}»)”] )\?(?=[ !»)”\n]|\Z)"
)
ANY_LATIN_SIGN: Final = re.compile("[,;?]")
#: What is typed for quotation marks: one sign for both, or two of one.
_TYPED: Final = (('"', '"'), ("<<", ">>"), ("``", "''"))
ANY_TYPED: Final = re.compile("\"|<<|``|''|>>")
_GIVEN: Final = re.compile("[«»“”„‟‹›]")
#: An opening one stands at the beginning of a word, after a particle that is written to the next word too;
#: a closing one at the end, with no letter after it.
_BEFORE_OPENING: Final = re.compile(
    rf"(?:\A|[\s(\[:،؛,;/–—-]|(?<![{ARABIC}])[وفبلك]|(?<![{ARABIC}])[وفبك]?(?:[لب]\u0640|ال|لل)\u0640?)\Z"
)
_AFTER_CLOSING: Final = re.compile(r"\Z|[\s)\].,:;!?،؛؟۔…/–—-]")
#: As far back as the beginning of a word is looked for.
_BACK: Final = 8


def arabic_punctuation(line: Line) -> Iterable[Edit]:
    """Put Arabic signs for Latin ones between Arabic letters: ``نعم, لا`` -> ``نعم، لا``.

    Never in numbers, addresses or Latin words.
    """
    if not is_punctuated_in_arabic(line.lang):
        return ()
    found = _LATIN_SIGN.finditer(line.text)
    return outside_addresses(line, (Edit(*sign.span(), _ARABIC_SIGN[sign[0]]) for sign in found))


def quotes(line: Line) -> Iterable[Edit]:
    """Put the language's quotation marks for typed ones: ``"نعم"`` -> ``«نعم»``.

    Only where every one of the line pairs without doubt and none of the language's own stands among them;
    inches and unclosed ones leave the line as it is. Hebrew and English keep theirs.
    """
    if _GIVEN.search(line.text) or not is_punctuated_in_arabic(line.lang):
        return ()
    marks = list(ANY_TYPED.finditer(line.text))
    sides = language_of(line.lang).quotes
    edits = [Edit(*mark.span(), sides[place % 2]) for place, mark in enumerate(marks)]
    return edits if _pair(line.text, marks) and outside_addresses(line, edits) == edits else ()


def _pair(text: str, marks: list[re.Match[str]]) -> bool:
    """Say whether *marks* open and close by turns, each where such a mark stands."""
    if len(marks) % 2:
        return False
    opening, closing = marks[::2], marks[1::2]
    return (
        all((first[0], second[0]) in _TYPED for first, second in zip(opening, closing, strict=True))
        and all(_opens(text, mark) for mark in opening)
        and all(_closes(text, mark) for mark in closing)
        and all(one.end() < other.start() for one, other in pairwise(marks))
    )


def _opens(text: str, mark: re.Match[str]) -> bool:
    start = max(mark.start() - _BACK, 0)
    return bool(_BEFORE_OPENING.search(text, start, mark.start())) and not text[mark.end()].isspace()


def _closes(text: str, mark: re.Match[str]) -> bool:
    return bool(_AFTER_CLOSING.match(text, mark.end())) and not text[mark.start() - 1].isspace()
