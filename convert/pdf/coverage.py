"""Which face draws a letter: the one its language is set in, another one, or none.

A style names a stack of families. Letters of other scripts are set in other faces by design; a letter of
the language's own script that comes from another face stands out of the line it is in.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from convert.faces import Face, letters_of, undrawable
from convert.vocab.languages import Language

#: How the names of a script's letters and marks begin (Unicode, DerivedName), by its code of ISO 15924.
_NAMED = {"Arab": "ARABIC ", "Hebr": "HEBREW ", "Thaa": "THAANA ", "Latn": "LATIN "}
#: Families that CSS leaves to the reader's choice: who asks for one expects no face by name.
_GENERIC = frozenset(
    "serif sans-serif monospace cursive fantasy system-ui ui-serif ui-sans-serif ui-monospace ui-rounded "
    "math emoji fangsong".split()
)


class Lack(NamedTuple):
    """A letter that the face of its language lacks: that face, and the one that has it, if any has."""

    char: str
    face: str
    drawn_by: str


class Stack:
    """The families that a text is set in, at one weight, for one language; *known* are all there are."""

    def __init__(
        self,
        families: tuple[str, ...],
        weight: int,
        slope: str,
        language: Language,
        known: Mapping[str, Face],
    ) -> None:
        self._families = families
        self._known = known
        self._weight = weight
        self._slope = slope
        self._language = language
        self._face = _face_for(families, language.script, known)
        self._fine: set[str] = set()

    def lacking(self, text: str) -> Iterator[Lack]:
        """Yield each letter of *text*, in code point order, that is drawn by another face than it should."""
        for char in sorted(set(text) - self._fine):
            lack = self._lack(char)
            if lack is None:
                self._fine.add(char)
            else:
                yield lack

    def _lack(self, char: str) -> Lack | None:
        if undrawable(char, self._known, self._known):
            return Lack(char, self._face, "")
        if not self._face or self._has(self._face, char) or not _is_letter_of(char, self._language.script):
            return None
        others = (family for family in (*self._families, *self._known) if family in self._known)
        return Lack(char, self._face, next((one for one in others if self._has(one, char)), self._face))

    def _has(self, family: str, char: str) -> bool:
        cuts = (self._known[family].cut(weight, self._slope) for weight in (self._weight, 400))
        return any(ord(char) in letters_of(cut) for cut in cuts)


def _face_for(families: tuple[str, ...], script: str, known: Mapping[str, Face]) -> str:
    """Return the first of *families* that is made for *script*; empty when none is."""
    return next((name for name in families if name in known and script in known[name].scripts), "")


@cache
def _is_letter_of(char: str, script: str) -> bool:
    return unicodedata.category(char)[0] in "LM" and unicodedata.name(char, "").startswith(_NAMED[script])


def unknown_family(families: tuple[str, ...], known: Mapping[str, Face]) -> str:
    """Return the family a style asks for first when it is none of *known*; empty when it is."""
    first = families[0] if families else ""
    return "" if first in known or first.lower() in _GENERIC else first
