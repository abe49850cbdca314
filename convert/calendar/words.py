"""What the words round a date mean: months.toml and words.toml, read once."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from convert.calendar.spelling import spelt

#: A number, a word with the quotes that Hebrew abbreviates with, a word with Thaana's vowels, any other sign.
PIECE = re.compile(
    r"""
      \d+
    | [א-ת]+ (?: ["']+ [א-ת]+ )* '?
    | [^\W\d_\u0590-\u05ff]+ (?: [\u07a6-\u07b0]+ [^\W\d_\u0590-\u05ff]* )*
    | [^\s\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]
    """,
    re.VERBOSE,
)
_JOINER = "\N{ZERO WIDTH NON-JOINER}"
_HEBREW_PREFIXES = "בלמה"


@dataclass(slots=True, eq=False)
class Word:
    """All that one word, or a phrase, can mean in a date line."""

    months: tuple[tuple[str, int], ...] = ()
    weekday: int = 0
    day: int = 0
    half: str = ""
    era: str = ""
    offset: int | None = None
    place: str = ""
    roles: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrases by their first word, the longest first."""

    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Word], ...]]
    #: Words that a date in words or a relative one cannot do without.
    anchors: frozenset[str]


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


@cache
def lexicon(own: tuple[tuple[str, int], ...] = ()) -> Lexicon:
    """Return the words of all languages and the publisher's *own* names of months."""
    words: dict[tuple[str, ...], Word] = {}
    for name, meaning in (*_own(own), *_months(), *_others()):
        for phrase in filter(None, _spellings(name)):
            _learn(words.setdefault(phrase, Word()), meaning)
    return Lexicon(_by_first(words), _anchors(words))


def ago_words() -> list[str]:
    """Return the words that make a moment relative, as they are spelt in words.toml."""
    ago = _table("words.toml")["ago"]
    return [*ago["before"], *ago["after"], *ago["alone"]]


def _own(names: Iterable[tuple[str, int]]) -> Iterator[tuple[str, Word]]:
    for name, number in names:
        yield name, Word(months=(("gregorian", number),))


def _months() -> Iterator[tuple[str, Word]]:
    for calendar, months in _table("months.toml").items():
        for number, languages in months.items():
            for language, names in languages.items():
                for name in names:
                    for form in _forms(name, language, calendar):
                        yield form, Word(months=((calendar, int(number)),))


def _forms(name: str, language: str, calendar: str) -> Iterator[str]:
    """Yield *name* as it stands in a sentence: ``נובמבר`` -> ``בנובמבר``, ``مهر`` -> ``مهرماه``."""
    yield name
    if language in ("he", "yi"):
        yield from (prefix + name for prefix in _HEBREW_PREFIXES)
    elif language == "ckb":
        yield f"{name}ی"
    elif calendar == "persian" and language in ("fa", "prs"):
        yield f"{name}{_JOINER}ماه"


def _others() -> Iterator[tuple[str, Word]]:
    for kind, rows in _table("words.toml").items():
        for key, names in rows.items():
            for name in names:
                yield name, _meaning(kind, key)


def _meaning(kind: str, key: str) -> Word:
    """Return what the words of a row of words.toml say: something of their own, or the part they play."""
    if kind in _MEANINGS:
        return _MEANINGS[kind](key)
    return Word(roles={f"{kind} {key}"})


_MEANINGS: dict[str, Callable[[str], Word]] = {
    "weekday": lambda key: Word(weekday=int(key)),
    "day": lambda key: Word(day=int(key)),
    "offset": lambda key: Word(offset=int(key)),
    "half": lambda key: Word(half=key),
    "era": lambda key: Word(era=key),
    "place": lambda key: Word(place=key),
}


def _spellings(name: str) -> set[tuple[str, ...]]:
    """Return *name* as words are parted in it, as one word, and with a space for a joiner."""
    spellings = {_phrase(name), _phrase(name.replace(_JOINER, " "))}
    if " " in name and len(name) > 4:
        spellings.add(_phrase(name.replace(" ", "")))
    return spellings


def _phrase(name: str) -> tuple[str, ...]:
    return tuple(part for part in PIECE.findall(spelt(name)) if part != ".")


def _learn(word: Word, meaning: Word) -> None:
    """Add *meaning* to *word*; what was learnt first is kept where two differ."""
    word.months += tuple(month for month in meaning.months if month not in word.months)
    word.weekday = word.weekday or meaning.weekday
    word.day = word.day or meaning.day
    word.half = word.half or meaning.half
    word.era = word.era or meaning.era
    word.place = word.place or meaning.place
    word.offset = meaning.offset if word.offset is None else word.offset
    word.roles |= meaning.roles


def _by_first(
    words: Mapping[tuple[str, ...], Word],
) -> dict[str, tuple[tuple[tuple[str, ...], Word], ...]]:
    by_first: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    for phrase, word in words.items():
        by_first.setdefault(phrase[0], []).append((phrase, word))
    return {
        first: tuple(sorted(phrases, key=lambda entry: -len(entry[0]))) for first, phrases in by_first.items()
    }


def _anchors(words: Mapping[tuple[str, ...], Word]) -> frozenset[str]:
    telling = {"ago before", "ago after", "ago alone", "ago with_clock"}
    return frozenset(phrase[0] for phrase, word in words.items() if word.months or word.roles & telling)
