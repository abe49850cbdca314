"""What can be wrong with the words of a paragraph, whatever file holds it."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from convert.notes import Severity
from convert.script import mojibake, order, presentation
from convert.script.letters import script_of

#: Words joined by hand: two shapes of Arabic letters side by side. One alone may be a sign (U+FDF2).
_FORMS: Final = re.compile("[\ufb50-\ufdef\ufe70-\ufefc]{2,}")
_OPENING: Final = {
    "\N{LEFT-TO-RIGHT ISOLATE}": "\N{POP DIRECTIONAL ISOLATE}",
    "\N{RIGHT-TO-LEFT ISOLATE}": "\N{POP DIRECTIONAL ISOLATE}",
    "\N{FIRST STRONG ISOLATE}": "\N{POP DIRECTIONAL ISOLATE}",
    "\N{LEFT-TO-RIGHT EMBEDDING}": "\N{POP DIRECTIONAL FORMATTING}",
    "\N{RIGHT-TO-LEFT EMBEDDING}": "\N{POP DIRECTIONAL FORMATTING}",
    "\N{LEFT-TO-RIGHT OVERRIDE}": "\N{POP DIRECTIONAL FORMATTING}",
    "\N{RIGHT-TO-LEFT OVERRIDE}": "\N{POP DIRECTIONAL FORMATTING}",
}
_CONTROL: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_LEGACY: Final = re.compile("[\u202a\u202b\u202d\u202e]")
_OVERRIDES: Final = ("\N{LEFT-TO-RIGHT OVERRIDE}", "\N{RIGHT-TO-LEFT OVERRIDE}")
#: Words that are shown of a place in a text.
_SHOWN: Final = 30


class Wrong(NamedTuple):
    """What is wrong with a paragraph, by code."""

    code: str
    sentence: str
    cure: str
    severity: Severity = "error"


def wrong_words(paragraph: str) -> Iterator[Wrong]:
    """Yield what is wrong with the letters and the marks of one paragraph."""
    if paragraph.isascii():
        return
    yield from _presentation_forms(paragraph)
    yield from _marks(paragraph)
    yield from _mojibake(paragraph)


def _presentation_forms(paragraph: str) -> Iterator[Wrong]:
    """Yield words in presentation forms: nobody finds ``ﺳﻼﻡ``, and it joins with nothing (Unicode §9.2)."""
    form = _FORMS.search(paragraph)
    if form:
        meant = presentation.letters(form[0])[:_SHOWN]
        sentence = f"{form[0][:_SHOWN]!r} is written in shapes, not letters: {meant}"
        yield Wrong("rtl/presentation-forms", sentence, "write letters; every font joins them itself")


def _marks(paragraph: str) -> Iterator[Wrong]:
    """Yield marks that are not closed, and embeddings, which move what stands beside them (UAX #9 §2)."""
    if not _CONTROL.search(paragraph):
        return
    unclosed = unbalanced(paragraph)
    if unclosed:
        cure = "close what is opened within the paragraph, or isolate with <bdi> or dir"
        yield Wrong("rtl/unbalanced", f"{unclosed} in this paragraph", cure)
    cure = "isolate instead: <bdi>, dir, or U+2066 to U+2069"
    for legacy in dict.fromkeys(_LEGACY.findall(paragraph)):
        overrides = legacy in _OVERRIDES
        effect = "turns letters round" if overrides else "moves what stands beside it"
        yield Wrong(
            "rtl/embedding", f"U+{ord(legacy):04X} {effect}", cure, "error" if overrides else "warning"
        )


def unbalanced(paragraph: str) -> str:
    """Return what is wrong with the balance of the controls of a paragraph; empty when nothing is."""
    opened: list[str] = []
    for control in _CONTROL.findall(paragraph):
        if control in _OPENING:
            opened.append(_OPENING[control])
        elif not opened or opened.pop() != control:
            return f"U+{ord(control):04X} closes nothing"
    return f"{len(opened)} directional mark{'s' * (len(opened) > 1)} not closed" if opened else ""


def _mojibake(paragraph: str) -> Iterator[Wrong]:
    count, name = mojibake.left_over(paragraph)
    if count:
        sentence = f"UTF-8 that was read as {name}: {paragraph.strip()[:_SHOWN]!r}"
        yield Wrong("rtl/mojibake", sentence, "open the source again as UTF-8")


def reversed_paragraphs(paragraphs: list[str]) -> list[int]:
    """Return which of *paragraphs* stand in visual order: the last letter first."""
    is_short = sum(map(len, paragraphs)) < order.SHORT
    suspects = (
        (number, one)
        for number, one in enumerate(paragraphs)
        if not one.isascii() and (is_short or order.has_sign(f" {one}"))
    )
    return [number for number, one in suspects if order.evidence(one).order == "visual"]


def is_joined(text: str) -> bool:
    """Say whether most letters of *text* are of a script that joins them."""
    return script_of(text) == "Arab"
