"""Puts letterforms and spacing in order between a reader and the canonical form; never an editor's words."""

import difflib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from convert.errors import SettingsError
from convert.house import House
from convert.model import Article, Block, Edition, Text
from convert.notes import Notes
from convert.tidy.blocks import Place, divided, retold
from convert.tidy.languages import marked, placed, spoken_in
from convert.tidy.letterforms import marks, nfc, persian_letters, presentation, tatweel
from convert.tidy.lines import Step, line_of, with_edits
from convert.tidy.punctuation import arabic_punctuation, quotes
from convert.tidy.spacing import overlong, punctuation_spacing, spaces

#: The steps that hold in any language, in the order they are taken.
ANY_LANGUAGE: Final = (
    Step("marks", marks, own_words=False),
    Step("presentation", presentation, own_words=False),
    Step("nfc", nfc, own_words=False),
    Step("spaces", spaces, own_words=False),
    Step("tatweel", tatweel, own_words=False),
    Step("overlong", overlong, own_words=False),
)
#: Those that need to know the language of the line.
OWN_LANGUAGE: Final = (
    Step("arabic-punctuation", arabic_punctuation, asked=True),
    Step("quotes", quotes, whole=True, asked=True),
    Step("punctuation-spacing", punctuation_spacing),
    Step("persian-letters", persian_letters, asked=True),
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
            near = difflib.get_close_matches(name, STEPS, 1)
            raise SettingsError(
                f"no tidy step is called {name!r}; there are {', '.join(STEPS)}",
                where=house.place_of(key),
                cure=f'did you mean "{near[0]}"?' if near else "",
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

    def article(self, article: Article) -> Article:
        """Return *article* with every step taken."""
        before = self._ruled if self._takes("dividers") else _as_it_is
        article = retold(article, Place(article.lang, article.direction), self._put_in_order, before)
        if not self._takes("languages"):
            return article
        return retold(article, Place(article.lang, article.direction), self._marked, self._placed)

    def _takes(self, name: str, *, asked: bool = False) -> bool:
        return name not in self.house.tidy_off and (not asked or name in self.house.tidy_on)

    def _ruled(self, block: Block, _: Place) -> Block:
        after = divided(block)
        self.counts["dividers"] += after is not block
        return after

    def _put_in_order(self, text: Text, place: Place) -> Text:
        """Take the steps until nothing changes: what one mends another may have waited for."""
        counts: Counter[str] = Counter()
        for _ in range(_MOST_ROUNDS):
            before, found = text, Counter[str]()
            text = self._taken(text, place.lang, ANY_LANGUAGE, found)
            text = self._taken(text, spoken_in(text, place), OWN_LANGUAGE, found)
            if text == before:
                break
            counts |= found
        self.counts += counts
        return text

    def _taken(self, text: Text, lang: str, steps: Iterable[Step], counts: Counter[str]) -> Text:
        line = line_of(text, lang)
        for step in steps:
            if not self._takes(step.name, asked=step.asked):
                continue
            edits = list(step.changes(line))
            if edits:
                text, count = with_edits(text, line, edits, step)
                counts[step.name] += count
                line = line_of(text, lang) if count else line
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
