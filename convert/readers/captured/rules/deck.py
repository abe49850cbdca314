"""The deck: the line below the headline that says more."""

import re

from convert.readers.captured.lines import line
from convert.readers.captured.page import Page
from convert.readers.captured.rules import head, people
from convert.readers.captured.verdict import Doubt, Verdict

#: A deck is one line: longer, it is the first paragraph.
_LONGEST_DECK = 220
_NO_DECK_END = re.compile("[:،,؛]$")
_GUESSED = Doubt("text/deck-guessed", "the line below the headline was taken as the deck")
_BELOW_A_DECK = frozenset({"date", "byline", "row"})


def deck(page: Page, at: int) -> Verdict | None:
    """Take the lines right below the headline as the deck, when a date follows or a much longer line."""
    found = page.lines[at]
    if not page.headline or page.body_begun or len(found.text) > _LONGEST_DECK:
        return None
    if _NO_DECK_END.search(found.text) or found.words < 3 or head.is_above(page, at):
        return None
    if at <= page.first_prose < page.head_end or _a_byline_follows(page, at):
        return Verdict("deck", "stands between the headline and the date")
    if page.deck:
        return None
    if _is_lead(page, at):
        return Verdict("deck", "sums up what the next paragraph begins to report", doubts=(_GUESSED,))
    return _short_above_long(page, at)


def _short_above_long(page: Page, at: int) -> Verdict | None:
    found, following = page.lines[at], page.next_kept(at)
    longer = 2.0 if page.is_dated else 1.5
    if found.ends or following is None or len(page.lines[following].text) < longer * len(found.text):
        return None
    if page.is_dated and not (page.in_head(at) and found.words >= 5):
        return None
    return Verdict("deck", "a short line above a much longer one", doubts=(_GUESSED,))


def _is_lead(page: Page, at: int) -> bool:
    """Say whether the next paragraph opens as an agency's report does: ``به گزارش ایرنا``."""
    following = page.next_kept(at)
    if following is None or at != page.first_prose:
        return False
    opening = line(0, " ".join(page.lines[following].text.split()[:6]))
    return bool(page.book.begins("opening", opening))


def _a_byline_follows(page: Page, at: int) -> bool:
    """Say whether the next line that is no furniture says when or by whom, and a body comes below it."""
    for other, verdict in page.walk(at + 1):
        if verdict is None:
            if head.repeat(page, other):
                continue
            return people.named(page, other) is not None
        if verdict.role in _BELOW_A_DECK:
            return page.next_kept(other) is not None
    return False
