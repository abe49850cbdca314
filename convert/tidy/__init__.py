"""Puts letterforms and spacing in order between a reader and the canonical form; never an editor's words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from convert.errors import SettingsError, nearest
from convert.house import House
from convert.model import Article, Block, Edition, Text
from convert.notes import Notes
from convert.tidy.blocks import Place, divided, retold
from convert.tidy.languages import marked, placed, spoken_in
from convert.tidy.letterforms import (
    ARABIC_KEYS,
    FORMS,
    MARKS,
    TATWEELS,
    is_loose,
    marks,
    nfc,
    persian_letters,
    presentation,
    tatweel,
)
from convert.tidy.lines import Step, line_of, line_words, with_edits
from convert.tidy.punctuation import ANY_LATIN_SIGN, ANY_TYPED, arabic_punctuation, quotes
from convert.tidy.spacing import ANY_ROW, ILL_SPACED, TWO_SPACES, overlong, punctuation_spacing, spaces

#: The steps that hold in any language, in the order they are taken.
ANY_LANGUAGE: Final = (
    Step("marks", marks, MARKS.search, own_words=False),
    Step("presentation", presentation, FORMS.search, own_words=False),
    Step("nfc", nfc, is_loose, own_words=False),
    Step("spaces", spaces, TWO_SPACES.search, own_words=False),
    Step("tatweel", tatweel, TATWEELS.search, own_words=False),
    Step("overlong", overlong, ANY_ROW.search, own_words=False),
)
#: Those that need to know the language of the line.
OWN_LANGUAGE: Final = (
    Step("arabic-punctuation", arabic_punctuation, ANY_LATIN_SIGN.search, asked=True),
    Step("quotes", quotes, ANY_TYPED.search, whole=True, asked=True),
    Step("punctuation-spacing", punctuation_spacing, ILL_SPACED.search),
    Step("persian-letters", persian_letters, ARABIC_KEYS.search, asked=True),
)
#: All steps by name: a House switches them off (`tidy_off`), or one on that waits to be asked (`tidy_on`).
STEPS: Final = ("dividers", *(step.name for step in ANY_LANGUAGE + OWN_LANGUAGE), "languages")
#: Steps are taken again until nothing changes; more rounds than this no text has needed.
_MOST_ROUNDS: Final = 8


def tidy(edition: Edition, house: House, notes: Notes) -> Edition:
    """Return *edition* with every step taken that the House wants; changes are counted in notes.

    Raises SettingsError for a step of the House's that does not exist.
    """
    for key in ("tidy_off", "tidy_on"):
        _refuse_unknown(house, key)
    work = _Tidying(house)
    articles = tuple(work.article(article) for article in edition.articles)
    for name in STEPS:
        if work.counts[name]:
            notes.add(f"tidy/{name}", _told(name, work.counts), cure=f'tidy_off = ["{name}"] in house.toml')
    return replace(edition, articles=articles)


def _refuse_unknown(house: House, key: str) -> None:
    for name in getattr(house, key):
        if name not in STEPS:
            raise SettingsError(
                f"no tidy step is called {name!r}; there are {', '.join(STEPS)}",
                where=house.place_of(key),
                cure=nearest(name, STEPS),
            )


def _told(name: str, counts: Counter[str]) -> str:
    count = counts[name]
    if name == "dividers":
        return f"made {count} lines of nothing but dashes or stars dividers"
    if name == "languages":
        return f"gave {count} runs or paragraphs a language or direction of their own"
    return f"changed {count} runs of text"


@dataclass(slots=True)
class _Tidying:
    """The steps at work on one edition, and how often each changed something."""

    house: House
    counts: Counter[str] = field(default_factory=Counter)
    any_language: tuple[Step, ...] = field(init=False)
    own_language: tuple[Step, ...] = field(init=False)

    def __post_init__(self) -> None:
        """Find out which steps are taken."""
        self.any_language = tuple(filter(self._is_taken, ANY_LANGUAGE))
        self.own_language = tuple(filter(self._is_taken, OWN_LANGUAGE))

    def article(self, article: Article) -> Article:
        """Return *article* with every step taken."""
        before = self._ruled if self._takes("dividers") else _as_it_is
        article = retold(article, Place(article.lang, article.direction), self._put_in_order, before)
        if not self._takes("languages"):
            return article
        return retold(article, Place(article.lang, article.direction), self._marked, self._placed)

    def _takes(self, name: str) -> bool:
        return name not in self.house.tidy_off

    def _is_taken(self, step: Step) -> bool:
        return self._takes(step.name) and (not step.asked or step.name in self.house.tidy_on)

    def _ruled(self, block: Block, _: Place) -> Block:
        after = divided(block)
        self.counts["dividers"] += after is not block
        return after

    def _put_in_order(self, text: Text, place: Place) -> Text:
        """Take the steps until nothing changes: what one mends another may have waited for."""
        if not _has_work(text, self.any_language + self.own_language):
            return text
        counts: Counter[str] = Counter()
        for _ in range(_MOST_ROUNDS):
            before, found = text, Counter[str]()
            text = _taken(text, place.lang, self.any_language, found)
            if _has_work(text, self.own_language):
                text = _taken(text, spoken_in(text, place), self.own_language, found)
            if text == before:
                break
            counts |= found
        self.counts += counts
        return text

    def _placed(self, block: Block, place: Place) -> Block:
        after = placed(block, place)
        self.counts["languages"] += after is not block
        return after

    def _marked(self, text: Text, place: Place) -> Text:
        after, count = marked(text, place)
        self.counts["languages"] += count
        return after


def _as_it_is(block: Block, _: Place) -> Block:
    return block


def _has_work(text: Text, steps: Iterable[Step]) -> bool:
    """Say whether *text* may have anything for one of *steps*: a quick look, and mostly it has nothing."""
    words = line_words(text)
    return any(step.looks(words) for step in steps)


def _taken(text: Text, lang: str, steps: Iterable[Step], counts: Counter[str]) -> Text:
    line = line_of(text, lang)
    for step in steps:
        edits = list(step.changes(line)) if step.looks(line.text) else []
        if edits:
            text, count = with_edits(text, line, edits, step)
            counts[step.name] += count
            line = line_of(text, lang) if count else line
    return text
