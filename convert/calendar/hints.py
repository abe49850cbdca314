"""A first look at a line: most have no date in them, and must cost next to nothing."""

import re
from collections.abc import Iterable, Iterator

from convert.calendar.words import ago_words

#: Letters that stand in every other word of some language of ours; a search for a rarer one stops less often.
_COMMON = (
    " ىەايویلיוהنردکهمתלہتשےבמארېێبئعڪكھנۇسقشجעםةחپفزۆדںأקפכړڕغحگצטڵخآۋۈڭٹסזچٽגصןٿضطڻإڊڏذګټثځڈڅءڌډظژڇښڙaeost"
)
_FIGURE = re.compile("[0-9٠-٩۰-۹]")
#: Two numbers, or a year: less is no date, unless it is a relative one.
_FIGURES = re.compile(r"\d{4}|\d\D{1,60}\d\d")
#: A year in Hebrew letters, by its quotes, ``תשפ"א``, or without them, ``תשפא``.
_QUOTED = "(?:(?<=ת.)|(?<=ת[א-ת].)|(?<=ת[א-ת]{2}.))[א-ת'׳’]"
_HEBREW_YEAR = "|".join([*(quote + _QUOTED for quote in "\"'״׳”“’"), "ש(?<=תש)[א-ת]{1,2}(?![א-ת])"])
_RESPELT = {"ی": "ي", "ي": "ی", "ک": "ك", "أ": "ا", "ة": "ه", "ھ": "ه"}


def could_state(text: str) -> bool:
    """Say whether *text* may state a moment: it has the figures of a date, or a word such as «منذ»."""
    figure = _FIGURE.search(text)
    return bool((figure and _FIGURES.search(text, figure.start())) or _HINT.search(text))


def _written(words: Iterable[str]) -> Iterator[str]:
    """Yield *words* as they are met: with capitals, Arabic or Persian letters, with a hamza or without."""
    for word in words:
        yield from (word, word.capitalize())
        yield from (word.replace(old, new) for old, new in _RESPELT.items())


def _shortest(words: Iterable[str]) -> list[str]:
    """Return *words* without those that hold another."""
    kept: list[str] = []
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if not any(other in word for other in kept):
            kept.append(word)
    return kept


def _pattern(words: Iterable[str]) -> str:
    """Return a pattern for *words* that begins each with a rare letter: ``منذ`` -> ``ذ(?:(?<=منذ))``.

    A search stops at no other letters, so they are as few and as rare as can be.
    """
    by_letter: dict[str, list[str]] = {}
    for word in words:
        at = min(range(len(word)), key=lambda place: (word[place] not in by_letter, _rarity(word[place])))
        before = f"(?<={re.escape(word[: at + 1])})" if at else ""
        by_letter.setdefault(word[at], []).append(before + re.escape(word[at + 1 :]))
    return "|".join(f"{re.escape(letter)}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def _rarity(letter: str) -> int:
    """Return a lower number for a rarer letter."""
    return -1 if letter not in _COMMON else len(_COMMON) - _COMMON.index(letter)


_HINT = re.compile(f"{_pattern(_shortest(_written(ago_words())))}|{_HEBREW_YEAR}")
