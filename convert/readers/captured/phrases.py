"""The phrases that pages put round articles, by kind and language; a publisher's own come first."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

from convert.readers.captured.lines import LONGEST_PHRASE, Line
from convert.script.folding import folded
from convert.vocab.languages import language_of

#: A phrase that ends so is a beginning: anything may follow it on its line.
_OPEN = "…"
_DIGIT = re.compile("[0-9]")
_NUMBER = re.compile("[+-]?[0-9][0-9.,:/٫٬%٪+-]*")
_MOST_KNOWN = 2_000
#: A sentence may begin with a word or two of a page's; with so many it is the page's own.
_SURE = 3
#: What no leftover of a page does without, when none of its words begins a phrase.
_SIGN = re.compile(r"[\d/|@#©:()\[\]{}<>»›•·–—_=%+…\\-]")

Kinds = frozenset[str]
_NONE: Kinds = frozenset()


class Phrasebook:
    """What is known of lines by their words: whole lines, beginnings and endings.

    Phrases are compared folded, with any number for ``#``.
    """

    def __init__(self, *books: Mapping[str, Iterable[str]]) -> None:
        """Take phrases by kind."""
        self.whole: dict[str, Kinds] = {}
        self.beginnings: dict[str, Kinds] = {}
        self.endings: dict[str, Kinds] = {}
        self._openings: dict[str, tuple[str, ...]] = {}
        self._known: dict[tuple[str, ...], dict[str, int]] = {}
        for book in books:
            self._take(book)
        self._index()

    def _take(self, book: Mapping[str, Iterable[str]]) -> None:
        tables: tuple[dict[str, set[str]], ...] = (defaultdict(set), defaultdict(set), defaultdict(set))
        for kind, phrases in book.items():
            for phrase in phrases:
                open_end, open_start = phrase.endswith(_OPEN), phrase.startswith(_OPEN)
                place = 1 if open_end else 2 if open_start else 0
                for key in _spellings(phrase):
                    tables[place][key].add(kind)
        for own, table in zip((self.whole, self.beginnings, self.endings), tables, strict=True):
            for key, kinds in table.items():
                own[key] = own.get(key, _NONE) | kinds

    def _index(self) -> None:
        """Know the words with which a phrase can begin or end: most lines have neither."""
        self._first_words = {key.partition(" ")[0] for key in self.beginnings} | {""}
        self._last_words = {key.rpartition(" ")[2] for key in self.endings}
        self._kinds_there = frozenset().union(*self.whole.values(), *self.beginnings.values())
        self._whole_words = _longest(self.whole)

    def over(self, other: "Phrasebook") -> "Phrasebook":
        """Take the phrases of *other* that this book does not have."""
        pairs = (
            (self.whole, other.whole),
            (self.beginnings, other.beginnings),
            (self.endings, other.endings),
        )
        for table, more in pairs:
            for key, found in more.items():
                table.setdefault(key, found)
        self._index()
        return self

    def says_nothing_of(self, line: Line) -> bool:
        """Say whether a line can be no leftover: a paragraph, or words of no phrase and without a sign."""
        if line.text.isascii() or (line.folded and max(map(len, line.folded)) <= 2):
            return False
        if not line.folded:
            return True
        known = self._beginnings_of(line.starts) or line.folded[-1] in self._last_words
        return not known and line.folded[0] not in self._whole_words and not _SIGN.search(line.text)

    def kinds(self, line: Line) -> Kinds:
        """Return what *line* is as a whole, by its words; nothing for a long one."""
        if not line.folded:
            return _NONE
        numbered = _numbered if _DIGIT.search(line.key) else str
        found = self.whole.get(numbered(line.key), _NONE) | self.whole.get(line.key, _NONE)
        if numbered(line.folded[0]) in self._first_words:
            for start in map(numbered, line.starts[_SURE - 1 if line.ends else 0 :]):
                found |= self.beginnings.get(start, _NONE)
        if line.folded[-1] in self._last_words:
            for count in range(1, min(len(line.folded), LONGEST_PHRASE) + 1):
                found |= self.endings.get(" ".join(line.folded[-count:]), _NONE)
        return found

    def begins(self, kind: str, line: Line) -> int:
        """Return how many words at the beginning of *line* are a phrase of *kind*; the longest counts."""
        return self._beginnings_of(line.starts).get(kind, 0)

    def _beginnings_of(self, starts: tuple[str, ...]) -> Mapping[str, int]:
        """Return for each kind how many words of a line are a phrase of it; the last lines are remembered."""
        if starts not in self._known:
            if len(self._known) > _MOST_KNOWN:
                self._known.clear()
            found = ((key, count) for count, key in enumerate(starts, start=1))
            self._known[starts] = {
                kind: count
                for key, count in found
                for kind in self.whole.get(key, _NONE) | self.beginnings.get(key, _NONE)
            }
        return self._known[starts]

    def opens(self, kind: str, key: str) -> bool:
        """Say whether *key* begins with a phrase of two words or more, be it without white behind it."""
        if kind not in self._openings:
            every = {**self.whole, **self.beginnings}.items()
            self._openings[kind] = tuple(phrase for phrase, found in every if kind in found and " " in phrase)
        return key.startswith(self._openings[kind])

    def is_any(self, kind: str, words: Iterable[str]) -> bool:
        """Say whether *words* as a whole are a phrase of *kind*."""
        return kind in self.whole.get(" ".join(filter(None, words)), _NONE)

    def has(self, kind: str) -> bool:
        """Say whether there is any phrase of *kind*."""
        return kind in self._kinds_there

    def is_made_of(self, kinds: Kinds, words: Iterable[str]) -> bool:
        """Say whether *words* are phrases of these *kinds* one after the other, numbers between them."""
        rest = [word for word in words if any(map(str.isalpha, word))]
        at = 0
        while at < len(rest):
            longest = self._whole_words.get(rest[at], 0)
            step = next((n for n in range(longest, 0, -1) if self._is(kinds, rest[at : at + n])), 0)
            if not step:
                return False
            at += step
        return at > 0

    def _is(self, kinds: Kinds, words: list[str]) -> bool:
        return not kinds.isdisjoint(self.whole.get(" ".join(words), _NONE))


def _longest(phrases: Iterable[str]) -> dict[str, int]:
    """Return for each first word of *phrases* how many words the longest of them has; no more are asked."""
    longest: dict[str, int] = {}
    for phrase in phrases:
        first = phrase.partition(" ")[0]
        longest[first] = max(longest.get(first, 0), min(phrase.count(" ") + 1, LONGEST_PHRASE))
    return longest


def _numbered(key: str) -> str:
    if not _DIGIT.search(key):
        return key
    return " ".join("#" if _NUMBER.fullmatch(word) else word for word in key.split())


def _spellings(phrase: str) -> Iterator[str]:
    """Yield the ways a phrase is compared: a joiner may be a space, or nothing."""
    for spelling in {phrase, phrase.replace("\N{ZERO WIDTH NON-JOINER}", " ")}:
        if key := folded(spelling.strip(_OPEN)):
            yield key


_FOLDER = Path(__file__).parent / "phrasebooks"


@cache
def phrases_of(language: str) -> dict[str, list[str]]:
    """Return the phrases of one language, by kind."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


@cache
def kinds() -> dict[str, str]:
    """Return the kinds of phrases there are, and what each is."""
    return tomllib.loads((_FOLDER / "kinds.toml").read_text(encoding="utf-8"))


#: Languages whose pages borrow their words from another's.
_BORROWED = {"yi": ("he",), "ps": ("fa",)}


@cache
def _general(language: str) -> Phrasebook:
    return Phrasebook(*map(phrases_of, dict.fromkeys((language, *_BORROWED.get(language, ()), "en"))))


def phrasebook(lang: str, own: Mapping[str, Iterable[str]]) -> Phrasebook:
    """Return the phrases of the language of *lang* and of English; a publisher's *own* are believed first."""
    return _book(language_of(lang).tag, tuple((kind, tuple(phrases)) for kind, phrases in own.items()))


@lru_cache(maxsize=64)
def _book(language: str, own: tuple[tuple[str, tuple[str, ...]], ...]) -> Phrasebook:
    general = _general(language)
    return Phrasebook(dict(own)).over(general) if own else general
