"""Where an Arabic word may be lengthened to fill its line, as a calligrapher would choose.

The order of the places is the one typesetting programs have long used, written down in CSS Text 4
(appendix on justification of Arabic) and by Elyaakoubi and Lazrek, "Justify Just or Just Justify",
Journal of Electronic Publishing 13 (2010).
"""

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from convert.script.joining import LETTER, joins

TATWEEL: Final = "\N{ARABIC TATWEEL}"
#: A shorter word is never lengthened: letters of it.
SHORTEST: Final = 3
_MARK: Final = (
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08ca-\u08ff"
)
#: Letters of the script with their marks, no other letter or digit at either end of them.
_WORD: Final = re.compile(rf"(?<!\w)[{LETTER}][{LETTER}{_MARK}]*+(?!\w)")
_MARKS: Final = re.compile(f"[{_MARK}]+")
#: The article, what may stand before it, and what it makes of a lam before it.
_ARTICLE: Final = re.compile("[وفبك]?ال|[وف]?لل")
_GOD: Final = "لله"
_ALEFS: Final = frozenset("اأإآٱٲٳٵ")
_LAMS: Final = frozenset("لڵڶڷڸݪ")
_SEENS: Final = frozenset("سشصضښڛڜڝڞۺۻݜݭݰݽ")
_TEETH: Final = frozenset("بتثنيئپىیێېۍٮٺٻٽٿڀڹںڻڼڽٹۑݐݑݒݓݔݕݖ")
_REHS: Final = tuple("رزژڑړڕ")
_YEHS: Final = tuple("يىیئېۍ")


class Place(NamedTuple):
    """A place for a kashida: before the character at *offset*; the best have rank 1.

    *word* is where its word begins.
    """

    offset: int
    rank: int
    word: int


class _Joint(NamedTuple):
    """Two letters that join: the word up to the first of them, the second, the rest of the word."""

    start: str
    after: str
    rest: str

    @property
    def before(self) -> str:
        return self.start[-1]

    @property
    def is_final(self) -> bool:
        """Whether the second letter has its final form: it joins no further."""
        return not joins(self.after, self.rest)


def _before_final(letters: str) -> Callable[[_Joint], bool]:
    """Return the rule for a place before one of *letters* in its final form."""
    return lambda joint: joint.is_final and joint.after in letters


#: What makes a place good, best first.
_RANKS: Final[tuple[Callable[[_Joint], bool], ...]] = (
    lambda joint: joint.before == TATWEEL,
    lambda joint: joint.before in _SEENS and not (joint.is_final and joint.after in _SEENS),
    _before_final("ةۃهہھەۀۂدذڈډڊڋڌڍڎڏ"),
    _before_final("اأإآٱطظلڵكکگڪڭګ"),
    lambda joint: joint.after in _TEETH and (joint.rest[:1] in _REHS or joint.rest in _YEHS),
    _before_final("وؤۆۇۈۋعغقفڤ"),
    lambda joint: joint.is_final,
    lambda _: True,
)


def places(text: str) -> Iterator[Place]:
    """Yield the places of *text* where a kashida may stand, word by word: ``محمد`` before the dal.

    None is inside lam-alef or the name of God, right behind the article, or in a word of fewer than
    three letters or one that touches another script.
    """
    for start, word in _words(text):
        for offset, rank in _places_in(word):
            yield Place(start + offset, rank, start)


def last_letters(text: str) -> Iterator[Place]:
    """Yield the last letter of each word that may be lengthened: a face may have a longer form of it."""
    for start, word in _words(text):
        yield Place(start + max(at for at, char in enumerate(word) if not _MARKS.match(char)), 1, start)


def _words(text: str) -> Iterator[tuple[int, str]]:
    for found in _WORD.finditer(text):
        bare = _MARKS.sub("", found[0])
        if len(bare) >= SHORTEST and _GOD not in bare:
            yield found.start(), found[0]


def _places_in(word: str) -> Iterator[tuple[int, int]]:
    bare = _MARKS.sub("", word)
    at = [offset for offset, char in enumerate(word) if not _MARKS.match(char)]
    for number, offset in enumerate(at[1:], start=1):
        joint = _Joint(bare[:number], bare[number], bare[number + 1 :])
        rank = _rank(joint)
        if rank and joins(joint.before, joint.after):
            yield offset, rank


def _rank(joint: _Joint) -> int:
    """Return how good a place is, 1 the best; 0 where none may be."""
    if joint.before in _LAMS and (joint.after in _ALEFS or _ARTICLE.fullmatch(joint.start)):
        return 0
    return next((rank for rank, holds in enumerate(_RANKS, start=1) if holds(joint)), 0)
