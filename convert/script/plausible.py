"""How much like a language a text looks, in bits: the fewer a letter costs, the more it reads like text.

A letter costs what it surprises after the letter before it (Shannon): in text four to five bits, in text
read from the wrong end six to seven, in text of a wrong encoding nine and more.
"""

import re
from collections.abc import Iterable
from functools import cache
from itertools import repeat
from typing import Final

from convert.script.pairs import ROWS

MARK: Final = "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc"
TATWEEL: Final = "\N{ARABIC TATWEEL}"
LETTER: Final = (
    "\u05d0-\u05ea\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08b4"
)
_MARKS: Final = re.compile(f"[{MARK}{TATWEEL}]")
_WORD: Final = re.compile(f"[{LETTER}]+")
#: Letters that languages and encodings write now so, now otherwise.
_FOLDED: Final = str.maketrans("أإآٱىیېۍکڪۀۂۃ", "ااااييييككهہة")
#: So many letters tell the script.
_ENOUGH: Final = 60
#: What a letter costs that the table does not have in its place.
UNHEARD_OF: Final = 12


def words(text: str) -> list[str]:
    """Return the Hebrew and Arabic words of *text*, folded and without marks: ``أَهلاً`` -> ``اهلا``."""
    return _WORD.findall(_MARKS.sub("", text).translate(_FOLDED))


def pairs(written: Iterable[str]) -> list[str]:
    """Return each letter of folded words with the one before it: ``من`` -> ``_م``, ``من``, ``ن_``."""
    return [word[place : place + 2] for word in map("_{}_".format, written) for place in range(len(word) - 1)]


def bits(followed: Iterable[str], language: str) -> int:
    """Return what pairs of letters cost in *language*."""
    return sum(map(_costs(language).get, followed, repeat(UNHEARD_OF)))


def cheapest(written: Iterable[str]) -> int:
    """Return what folded words cost in the language that they cost least in."""
    followed = pairs(written)
    return min(bits(followed, language) for language in _languages(followed))


def _languages(followed: list[str]) -> Iterable[str]:
    """Return the languages that may be meant, by the script of the beginning."""
    letters = [pair[1] for pair in followed[:_ENOUGH]]
    hebrew = sum("\u05d0" <= letter <= "\u05ea" for letter in letters)
    return ("he",) if 2 * hebrew > len(letters) else tuple(ROWS)


@cache
def _costs(language: str) -> dict[str, int]:
    """Return what each pair of letters costs in *language*."""
    return {
        row[0] + letter: cost
        for row in ROWS[language].split()
        for cost, group in enumerate(row[1:].split("|"), start=1)
        for letter in group
    }
