"""The phrases that pages put round articles, by kind and language; a publisher's own come first."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

from convert.readers.captured.lines import Line
from convert.script.folding import folded
from convert.vocab.languages import language_of

#: A phrase that ends so is a beginning: anything may follow it on its line.
_OPEN = "…"
_NUMBER = re.compile("[+-]?[0-9][0-9.,:/٫٬%٪+-]*")
#: No phrase has more words.
_LONGEST = 8

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
        for book in books:
            self._take(book)

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

    def kinds(self, line: Line) -> Kinds:
        """Return what *line* is as a whole, by its words; nothing for a long one."""
        if not line.folded:
            return _NONE
        found = self.whole.get(_numbered(line.key), _NONE) | self.whole.get(line.key, _NONE)
        for count in range(1, min(len(line.folded), _LONGEST) + 1):
            found |= self.beginnings.get(_numbered(" ".join(line.folded[:count])), _NONE)
            found |= self.endings.get(" ".join(line.folded[-count:]), _NONE)
        return found

    def begins(self, kind: str, line: Line) -> int:
        """Return how many words at the beginning of *line* are a phrase of *kind*; the longest counts."""
        for count in range(min(len(line.folded), _LONGEST), 0, -1):
            key = " ".join(filter(None, line.folded[:count]))
            if kind in self.whole.get(key, _NONE) or kind in self.beginnings.get(key, _NONE):
                return count
        return 0

    def opens(self, kind: str, key: str) -> bool:
        """Say whether *key* begins with a phrase of two words or more, be it without white behind it."""
        if kind not in self._openings:
            every = {**self.whole, **self.beginnings}.items()
            self._openings[kind] = tuple(phrase for phrase, found in every if kind in found and " " in phrase)
        return key.startswith(self._openings[kind])

    def is_made_of(self, kinds: Kinds, words: Iterable[str]) -> bool:
        """Say whether *words* are phrases of these *kinds* one after the other, numbers between them."""
        rest = [word for word in words if word and not word.isdigit()]
        at = 0
        while at < len(rest):
            step = next((n for n in range(_LONGEST, 0, -1) if self._is(kinds, rest[at : at + n])), 0)
            if not step:
                return False
            at += step
        return bool(rest)

    def _is(self, kinds: Kinds, words: list[str]) -> bool:
        return not kinds.isdisjoint(self.whole.get(" ".join(words), _NONE))


def _numbered(key: str) -> str:
    if not any(map(str.isdigit, key)):
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
    general = _general(language_of(lang).tag)
    if not own:
        return general
    book = Phrasebook(own)
    for table, other in (
        (book.whole, general.whole),
        (book.beginnings, general.beginnings),
        (book.endings, general.endings),
    ):
        for key, found in other.items():
            table.setdefault(key, found)
    return book
