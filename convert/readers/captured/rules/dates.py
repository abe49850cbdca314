"""Lines that date the article."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Literal

from convert.calendar import Stated, could_state, stated
from convert.readers.captured.lines import Line, line
from convert.readers.captured.page import Page
from convert.readers.captured.verdict import Doubt, Verdict, When
from convert.script.digits import latin

#: A date line is short; a paragraph that begins with such a word is no date line.
_LONGEST = 120
_LONGEST_LABEL = 8
_BESIDE_A_DATE = frozenset(
    {"weekday", "published", "updated", "date_word", "agency", "role", "section", "platform", "share", "line"}
)
_CLOCK = re.compile(r"[^\d\W]{0,8}\s?\d{1,2}:\d\d(?::\d\d)?(?:\s?[^\W\d]{1,8}\.?){0,2}")
#: Doubts that leave the article without a date are warnings.
_GRAVE = frozenset({"text/date-impossible", "text/date-unread"})

Kind = Literal["published", "updated"]


def date(page: Page, at: int) -> Verdict | None:
    """Take a line that says when the article was published or updated.

    Prose may begin like one: ``نشر في مجلة «نيتشر» بحث جديد``. A line is believed when nothing but a date
    and its label stands in it or, below the headline, when it is labelled, holds a figure and is no sentence.
    An hour alone in the line before or behind belongs to it.
    """
    found = page.lines[at]
    if not found.folded or len(found.text) > _LONGEST:
        return None
    if not could_state(found.text):
        return None
    label = _labelled(page, found)
    if not label and (at >= page.cut or not (page.in_head(at) or page.in_foot(at))):
        return None
    if page.book.begins("today", found):
        return (
            Verdict("left out", "the day on which the page was saved") if _moments(page, found.text) else None
        )
    if both := _in_two_lines(page, at):
        return both
    return dated(page, found)


def _in_two_lines(page: Page, at: int) -> Verdict | None:
    """Return the verdict on a line and the next when one of them is an hour and the other its day."""
    if at + 1 >= len(page.lines):
        return None
    first, second = page.lines[at].text, page.lines[at + 1].text
    if not (_CLOCK.fullmatch(latin(first)) or _CLOCK.fullmatch(latin(second))):
        return None
    whole = line(page.lines[at].number, f"{first} {second}")
    moments = _moments(page, whole.text)
    if len(moments) == 1 and moments[0].has_clock and _says_nothing_else(page, whole, moments):
        return replace(_verdict(page, whole, moments), count=2)
    return None


def _moments(page: Page, text: str) -> list[Stated]:
    return stated(text, page.zone, lang=page.lang, habits=page.habits)


def dated(page: Page, found: Line) -> Verdict | None:
    """Return the verdict on a line, or a piece of one, that states a date."""
    moments = _moments(page, found.text)
    label = _labelled(page, found)
    if moments and (author := _author_before(page, found, moments)):
        return Verdict("row", "an author and a date", parts=(author, _verdict(page, found, moments)))
    if moments and _says_nothing_else(page, found, moments):
        return _verdict(page, found, moments)
    is_clear = page.book.begins(label, found) > 1 or ":" in found.text if label else False
    if not label or not is_clear or found.ends or not found.has_figure:
        return None
    if moments and found.words <= 14:
        return _verdict(page, found, moments)
    return None if moments or found.number == page.lines[0].number else _unread(found, label)


def _author_before(page: Page, found: Line, moments: list[Stated]) -> Verdict | None:
    """Return the author that stands before a date: ``تحرير من طرف سالم في 12/10/2020``."""
    if "|" in found.text or not page.book.begins("byline", found):
        return None
    before, *others = _between(found.text, moments)
    count = page.book.begins("byline", before)
    if not count or not 1 <= before.words - count <= 6 or not all(map(partial(_goes_with, page), others)):
        return None
    name = before.behind(count)
    return Verdict("byline", "an author before a date", words=before.text.strip(" -–—|:"), names=(name,))


def _goes_with(page: Page, part: Line) -> bool:
    return not any(map(str.isalpha, part.text)) or page.book.is_made_of(_BESIDE_A_DATE, part.folded)


def _labelled(page: Page, found: Line) -> Kind | None:
    """Return what a line says of its date at its beginning."""
    if page.book.begins("updated", found):
        return "updated"
    return "published" if page.book.begins("published", found) else None


def _says_nothing_else(page: Page, found: Line, moments: list[Stated]) -> bool:
    """Say whether only words that go with a date stand beside it; a place may, before an agency's name."""
    between = [part for part in _between(found.text, moments) if any(part.folded)]
    unknown = [part for part in between if not _goes_with(page, part)]
    if not unknown:
        return True
    is_place = len(unknown) == 1 and unknown[0] is between[0] and unknown[0].words <= 2
    return is_place and any("agency" in page.book.kinds(part) for part in between[1:])


def _between(text: str, moments: list[Stated]) -> Iterator[Line]:
    """Yield what stands before, between and behind the moments of a line."""
    end = 0
    for moment in moments:
        yield line(0, text[end : moment.start])
        end = moment.end
    yield line(0, text[end:])


def _verdict(page: Page, found: Line, moments: list[Stated]) -> Verdict:
    whens: list[When] = []
    kind: Kind = "published"
    for moment, before in zip(moments, _between(found.text, moments), strict=False):
        kind_stated = _kind(page, before)
        kind = kind_stated or ("updated" if whens else kind)
        whens.append(When(kind, moment.when, moment.zone_stated, kind_stated is not None, moment.has_clock))
    doubts = tuple(
        Doubt(doubt.code, f'{doubt.sentence} in "{found.text}"', warning=doubt.code in _GRAVE)
        for moment in moments
        for doubt in moment.doubts
        if not (page.order_is_known and doubt.code == "text/date-order")
    )
    said = " and ".join(dict.fromkeys(when.kind for when in whens))
    return Verdict("date", f"states when it was {said}", words=found.text, whens=tuple(whens), doubts=doubts)


def _kind(page: Page, before: Line) -> Kind | None:
    """Return what the words before a moment say it is of."""
    words = " ".join(before.folded)
    if not words:
        return None
    starts = [0, *(at + 1 for at, char in enumerate(words) if char == " ")]
    suffixes = (line(0, words[start:]) for start in starts[:_LONGEST_LABEL])
    return next(filter(None, (_labelled(page, suffix) for suffix in suffixes)), None)


def _unread(found: Line, kind: Kind) -> Verdict:
    doubt = Doubt("text/date-unread", f'no date was understood in "{found.text}"', warning=True)
    return Verdict(
        "date", "begins like a date line", words=found.text, whens=(When(kind, None),), doubts=(doubt,)
    )
