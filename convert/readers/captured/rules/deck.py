"""The deck: the line below the headline that says more."""

import re
from itertools import takewhile

from convert.readers.captured.lines import Line, line
from convert.readers.captured.page import Page
from convert.readers.captured.rules import head, people
from convert.readers.captured.rules.body import BULLET
from convert.readers.captured.verdict import Doubt, Verdict

#: A deck is one line: longer, it is the first paragraph.
_LONGEST_DECK = 220
_FEWEST_WORDS, _MOST_WORDS = 4, 25
_MOST_LINES = 3
_SCORE = re.compile(r"\d\s?[-–:]\s?\d")
_LONGEST_LEAD = 45
#: So many words at the beginning of a paragraph say whose report it is.
_OPENING = 12
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
    if page.headline_found and head.is_above(page, head.headline_at(page)):
        return None
    if at <= page.first_prose < page.head_end or _a_byline_follows(page, at):
        return Verdict("deck", "stands between the headline and the date")
    if _is_one_of_several(page, at):
        reason = "one of several lines between headline and body"
        return Verdict("deck", reason, words=_unmarked(found.text), doubts=(_GUESSED,))
    return None if page.deck else _guessed(page, at)


def _guessed(page: Page, at: int) -> Verdict | None:
    if _is_lead(page, at):
        return Verdict("deck", "sums up what the next paragraph begins to report", doubts=(_GUESSED,))
    return _short_above_long(page, at)


def _unmarked(text: str) -> str:
    mark = BULLET.match(text)
    return text[mark.end() :] if mark else text


def _is_one_of_several(page: Page, at: int) -> bool:
    """Say whether two or three lines, none a sentence, stand between headline and body, and this is one."""
    return page.headline_found and at < page.first_prose and page.chosen("several", _several) > 0


def _several(page: Page) -> int:
    """Return how many lines between headline and body could be one deck; 0 where they could not."""
    if not page.is_prose(page.first_prose):
        return 0
    above = page.walk(head.headline_at(page) + 1)
    rest = [
        at for at, verdict in takewhile(lambda pair: pair[0] < page.first_prose, above) if verdict is None
    ]
    lines = list(takewhile(_could_be_deck, (page.lines[at] for at in rest)))
    others = [page.lines[at].words for at in rest[len(lines) :]]
    fitting = 1 < len(lines) <= _MOST_LINES and all(words < _FEWEST_WORDS for words in others)
    return len(lines) if fitting else 0


def _could_be_deck(found: Line) -> bool:
    is_line = (
        _FEWEST_WORDS <= found.words <= _MOST_WORDS and not found.ends and not found.text.endswith((":", "،"))
    )
    return is_line and _SCORE.search(found.text) is None


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
    if following is None or at != page.first_prose or not page.book.has("opening"):
        return False
    words = page.lines[following].text.split()[:_OPENING]
    openings = (line(0, " ".join(words[start:])) for start in range(len(words)))
    return page.lines[at].words <= _LONGEST_LEAD and (
        any(page.book.begins("opening", opening) for opening in openings) or page.is_of_an_agency
    )


def _a_byline_follows(page: Page, at: int) -> bool:
    """Say whether the next line that is no furniture says when or by whom, and a body comes below it."""
    for other, verdict in page.walk(at + 1):
        if verdict is None:
            if head.repeat(page, other):
                continue
            return "author" not in page.off and people.named(page, other) is not None
        if verdict.role in _BELOW_A_DECK:
            return page.next_kept(other) is not None
    return False
