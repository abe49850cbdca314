"""Steps that put letterforms in order, in any language: a letter stays the letter it is."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Final

from convert.script.bidi import FSI, LRI, PDI, RLI
from convert.script.presentation import letters
from convert.tidy.lines import Edit, Line
from convert.vocab.languages import subtags

#: Embeddings, overrides and the mark that ends them (UAX #9 §2.1, §2.2); isolates (§2.4).
_EMBEDDING: Final = re.compile("[\u202a-\u202e]")
_ISOLATING: Final = re.compile("[\u202a-\u202e\u2066-\u2069\n]")
MARKS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: Presentation forms: Hebrew and Arabic ones, signs among them.
FORMS: Final = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
#: One tatweel more than stay.
TATWEELS: Final = re.compile("\u0640" * 4)
#: Four tatweels or more at a letter, or at its vowel marks.
_STRETCHED: Final = re.compile(
    "(?<=[\u0620-\u065f\u0670-\u06d3\u06d5\u06fa-\u06fc\u06ff\u0750-\u077f])\u0640{4,}"
    "|\u0640{4,}(?=[\u0620-\u063f\u0641-\u064a\u0671-\u06d3\u06d5\u06fa-\u06fc\u06ff\u0750-\u077f])"
)
#: What an Arabic keyboard types where Persian and Urdu have letters of their own.
_PERSIAN: Final = {"ي": "ی", "ك": "ک"}
ARABIC_KEYS: Final = re.compile("[يك]")
#: Languages that spell with the Persian letters.
_PERSIAN_LANGUAGES: Final = ("fa", "prs", "ur")


def _by_run(change: Callable[[str], str], line: Line) -> Iterator[Edit]:
    for start, end in line.stretches:
        before = line.text[start:end]
        after = change(before)
        if after != before:
            yield Edit(start, end, after)


def marks(line: Line) -> Iterable[Edit]:
    """Take out embeddings and overrides, and isolates that are never closed or never opened.

    ``<U+202B>كلمة<U+202C>`` -> ``كلمة``. A pair of isolates stays (UAX #9, BD9), if both stand in one line
    and in one scope: the page builds isolates round what it names, and a lone one reaches across them.
    Marks of direction (LRM, RLM, ALM) stay.
    """
    lone = _lone_isolates(line)
    found = (mark.start() for mark in MARKS.finditer(line.text))
    return [Edit(at, at + 1, "") for at in found if at in lone or _EMBEDDING.match(line.text, at)]


def _lone_isolates(line: Line) -> set[int]:
    opened: dict[int, list[int]] = {}
    lone: set[int] = set()
    for mark in _ISOLATING.finditer(line.text):
        scope = opened.setdefault(_scope(line, mark.start()), [])
        if mark[0] == "\n":
            lone.update(*opened.values())
            opened.clear()
        elif mark[0] in (LRI, RLI, FSI):
            scope.append(mark.start())
        elif mark[0] == PDI and scope:
            scope.pop()
        elif mark[0] == PDI:
            lone.add(mark.start())
    return lone.union(*opened.values())


def _scope(line: Line, place: int) -> int:
    """Return the number of the run with a direction of its own in which *place* is; -1 for the line."""
    return next(
        (number for number in line.scopes if line.runs[number][0] <= place < line.runs[number][1]), -1
    )


def presentation(line: Line) -> Iterable[Edit]:
    """Put letters for presentation forms of old layout files: ``ﺳﻼﻡ`` -> ``سلام`` (Unicode 16, §9.2)."""
    return _by_run(letters, line)


def nfc(line: Line) -> Iterable[Edit]:
    """Compose letters and marks (Unicode Normalization Form C): ``ا`` + ``ٓ`` -> ``آ``."""
    return _by_run(lambda text: unicodedata.normalize("NFC", text), line)


def is_loose(words: str) -> bool:
    """Say whether letters or marks in *words* are not composed; in a line that is, every run is (UAX #15)."""
    return not unicodedata.is_normalized("NFC", words)


def tatweel(line: Line) -> Iterable[Edit]:
    """Make an over-long tatweel in a word one: ``الكـــــويت`` -> ``الكـويت``; up to three stay."""
    return (Edit(*found.span(), "\N{ARABIC TATWEEL}") for found in _STRETCHED.finditer(line.text))


def persian_letters(line: Line) -> Iterable[Edit]:
    """Put the letters of Persian and Urdu for those of an Arabic keyboard: ``كتابي`` -> ``کتابی``."""
    if subtags(line.lang)[0] not in _PERSIAN_LANGUAGES:
        return ()
    return (Edit(*found.span(), _PERSIAN[found[0]]) for found in ARABIC_KEYS.finditer(line.text))
