"""What is measured of a text that was read back: wrong characters, words in order, words a search finds."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from tests.reading.matching import errors, in_order
from tests.reading.texts import Source

#: Marks that steer the direction or the break of a line and are no part of what is said.
STEERING = dict.fromkeys(
    (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF, 0x00AD)
)
#: The one Persian letter that PDFium takes apart.
HEH_WITH_YEH = "\N{ARABIC LETTER HEH WITH YEH ABOVE}"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
#: The closing one of each pair, and the opening one.
_PAIRS = str.maketrans(")]}»›”’", "([{«‹“‘")
#: What a search in PDFium is not asked for: see `unfound`.
_TURNED = re.compile(r"\S*(?:[A-Za-z]\S*\s?[0-9]|[0-9]\S*[A-Za-z]|[؀-ۿ][A-Za-z]|[][_])\S*")


def folded(text: str) -> str:
    """Return *text* as it is compared: composed (NFC), no steering marks, one space for any white space."""
    composed = unicodedata.normalize("NFC", text).translate(STEERING)
    return re.sub(r"\s+", " ", composed).strip()


@dataclass(frozen=True, slots=True)
class Score:
    """How well some passages were read: *errors* of *length* characters, *kept* of *words* in order."""

    errors: int = 0
    length: int = 0
    kept: int = 0
    words: int = 0

    @property
    def cer(self) -> float:
        """The character error rate, in percent."""
        return 100 * self.errors / self.length if self.length else 0.0

    @property
    def order(self) -> float:
        """The words that are whole and in order, in percent."""
        return 100 * self.kept / self.words if self.words else 100.0

    def __add__(self, other: "Score") -> "Score":
        return Score(
            self.errors + other.errors,
            self.length + other.length,
            self.kept + other.kept,
            self.words + other.words,
        )

    def worse_than(self, other: "Score") -> bool:
        """Say whether more characters are wrong, or fewer words in order, than in *other*."""
        return self.errors > other.errors or self.kept < other.kept


def score(passages: Iterable[str], text: str) -> Score:
    """Return how well *passages* can be found in *text*, which an extractor read."""
    found = folded(text)
    wanted = [folded(passage) for passage in passages]
    words = " ".join(wanted).split()
    return Score(
        sum(errors(passage, found) for passage in wanted),
        sum(map(len, wanted)),
        in_order(words, found.split()),
        len(words),
    )


def unturned(passage: str) -> str:
    """Return *passage* with one sign for both of a pair of brackets or quotes, which PDFium turns round."""
    return passage.translate(_PAIRS)


def total(scores: Iterable[Score]) -> Score:
    """Return several scores as one, each character and each word counting the same."""
    return sum(scores, Score())


def words_in(passages: Iterable[str]) -> list[str]:
    """Return the words of *passages*, each once and as spelled: letters, marks, digits, ZWNJ between."""
    spaced = "".join(map(_kept, " ".join(passages).translate(STEERING))).split()
    stripped = (word.strip(ZWNJ) for word in spaced)
    return list(dict.fromkeys(word for word in stripped if word))


def _kept(char: str) -> str:
    return char if char == ZWNJ or unicodedata.category(char)[0] in "LMN" else " "


def unfound(pdf: Path, source: Source) -> tuple[str, ...]:
    """Return the words of a text that a search for whole words in PDFium does not find.

    What is of Latin letters and something else is left out: in a line that runs from right to left PDFium
    turns its pieces round (UTF-8, W3C), whoever made the file. So is what stands at a bracket or a low line,
    and a number after a Latin word.
    """
    import pypdfium2

    wanted: Sequence[str] = words_in(_TURNED.sub(" ", passage) for passage in (*source.head, *source.body))
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            wanted = [word for word in wanted if not any(_is_in(text, way) for way in spellings(word))]
    return tuple(wanted)


def spellings(word: str) -> set[str]:
    """Return *word* and how PDFium reads it from any file: canonically the same, marks turned round."""
    runs = [(marks, "".join(run)) for marks, run in groupby(word, _is_mark)]
    turned = "".join(run[::-1] if marks else run for marks, run in runs)
    return {word, turned.replace(HEH_WITH_YEH, "\u06d5\u0654")}


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def _is_in(text: Any, word: str) -> bool:
    """Say whether *word* stands by itself on a page; PDFium knows where a word ends in Latin letters only."""
    search = text.search(word, match_case=True, match_whole_word=True)
    last = text.count_chars() - 1
    while found := search.get_next():
        start, end = found[0], sum(found)
        before = text.get_text_range(start - 1, 1) if start else ""
        after = text.get_text_range(end, 1) if end <= last else ""
        if not words_in([before, after]):
            return True
    return False
