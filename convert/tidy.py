"""Puts letterforms and spacing in order between a reader and the canonical form; never an editor's words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from convert.errors import SettingsError
from convert.house import House
from convert.model import Edition, Inline, Run, Text, joined
from convert.notes import Notes
from convert.retell import each_text

#: Two spaces or more between words; no-break and zero-width ones are somebody's intention.
_SPACES = re.compile(" {2,}")


def nfc(text: str) -> str:
    """Compose letters and marks (Unicode Normalization Form C): ``ا`` + ``ٓ`` -> ``آ``."""
    return unicodedata.normalize("NFC", text)


def spaces(text: str) -> str:
    """Make runs of spaces one: ``كلمة   كلمة`` -> ``كلمة كلمة``."""
    return _SPACES.sub(" ", text)


#: The steps, in order; House switches them off by name.
STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (("nfc", nfc), ("spaces", spaces))


def tidy(edition: Edition, house: House, notes: Notes) -> Edition:
    """Return *edition* with every step taken that the House has not switched off; changes are counted."""
    counts: Counter[str] = Counter()
    for name in house.tidy_off:
        if name not in dict(STEPS):
            raise SettingsError(
                f"no tidy step is called {name!r}; there are {', '.join(dict(STEPS))}",
                where=house.place_of("tidy_off"),
            )

    def change(text: Text) -> Text:
        return joined(_tidied(inline, house, counts) for inline in text)

    articles = tuple(each_text(article, change) for article in edition.articles)
    for name, count in counts.items():
        if count:
            cure = f'tidy_off = ["{name}"] in house.toml'
            notes.add(f"tidy/{name}", f"changed {count} runs of text", cure=cure)
    return replace(edition, articles=articles)


def _tidied(inline: Inline, house: House, counts: Counter[str]) -> Inline:
    if not isinstance(inline, Run):
        return inline
    text = inline.text
    for name, step in STEPS:
        if name not in house.tidy_off:
            after = step(text)
            counts[name] += after != text
            text = after
    return inline if text == inline.text else replace(inline, text=text)
