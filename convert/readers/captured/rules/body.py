"""The body: paragraphs, subheads, lists, quoted blocks."""

import re

from convert.readers.captured.page import Page
from convert.readers.captured.verdict import Doubt, Verdict

#: A mark before an entry of a list, or its number: ``•``, ``-``, ``1.``, ``٢-``, ``أ)``.
BULLET = re.compile(r"(?:[•▪◾◼■●○◦‣▸►▶✔✓★]|[-–—*·](?=[\s«\"“(]|[^\W\d]))\s*(?=[^\s*–—-])")
NUMBER = re.compile(r"[(\[]?([0-9٠-٩۰-۹]{1,2})\s?(?:[.)\]]|[-–—:](?=\s))\s*(?=\D)")
_LONGEST_SUBHEAD = 12
_LONGEST_ITEM = 60
_LONGEST_ENTRY = 8
_LONGEST_QUESTION = 8
_SUBHEAD_START = re.compile(r"[\w«\"'“‘’(]")
#: Addresses, keywords and rows are no subheads.
_NO_SUBHEAD = re.compile(r"https?://|www\.|[#|>]")
_NO_SUBHEAD_END = (":", "،", ",", "؛", ";", "…", "..")


def quote(page: Page, at: int) -> Verdict | None:
    """Take lines that are marked as quoted: ``> …``."""
    count = 0
    while at + count < len(page.lines) and page.lines[at + count].text.startswith("> "):
        count += 1
    if not count:
        return None
    label = page.lines[at - 1] if at else None
    links = not any(line.ends or line.words >= 16 for line in page.lines[at : at + count])
    if links and label and label.words <= 4 and not label.ends:
        return Verdict("left out", "marked as links to other stories", count=count)
    return Verdict("quote", "marked as quoted", count=count)


def item(page: Page, at: int) -> Verdict | None:
    """Take entries of a list: two lines or more with a mark, or numbers that go up."""
    if not page.headline:
        return None
    for mark in (BULLET, NUMBER):
        count = _entries(page, at, mark)
        if count > 1 and count >= _enough(page, at, count):
            return Verdict("item", "entries of a list", count=count)
    return None


def _enough(page: Page, at: int, count: int) -> int:
    """Return how many lines with a mark are a list; two with dashes may be two who speak."""
    if page.lines[at].text[0] not in "-–—" or (at and page.lines[at - 1].text.endswith(":")):
        return 2
    entries = page.lines[at : at + count]
    return 3 if any(entry.ends or entry.words > _LONGEST_ENTRY for entry in entries) else 2


def _is_item(page: Page, at: int, mark: re.Pattern[str]) -> bool:
    line = page.lines[at]
    found = mark.match(line.text)
    return found is not None and line.words <= _LONGEST_ITEM and not (at > 0 and page.leftover(at))


def _entries(page: Page, at: int, mark: re.Pattern[str]) -> int:
    """Return how many lines from *at* are entries of one list: all with a mark, or numbers that go up."""
    count = 0
    while at + count < len(page.lines) and _is_item(page, at + count, mark):
        before = number_of(page.lines[at + count - 1].text) if count else 0
        if count and mark is NUMBER and number_of(page.lines[at + count].text) != before + 1:
            break
        count += 1
    return count


def number_of(text: str) -> int:
    """Return the number that *text* begins with."""
    found = NUMBER.match(text)
    return int(found[1]) if found else 0


def subhead(page: Page, at: int) -> Verdict | None:
    """Take a short line between paragraphs that no sentence ends as a subhead; it is a guess."""
    line = page.lines[at]
    ends = line.ends and not (line.asks and line.words <= _LONGEST_QUESTION)
    if not page.body_begun or ends or not 1 <= line.words <= _LONGEST_SUBHEAD or not line.folded:
        return None
    if (
        line.text.endswith(_NO_SUBHEAD_END)
        or not any(map(str.isalpha, line.text))
        or not _SUBHEAD_START.match(line.text)
        or _NO_SUBHEAD.search(line.text)
    ):
        return None
    following = at + 1 < len(page.lines) and page.lines[at + 1]
    if not following or not following.is_prose or not page.ends_in_stops or not page.prose_above(at):
        return None
    doubt = Doubt("text/subhead-guessed", f'"{line.text}" was taken as a subhead')
    return Verdict("subhead", "a short line between paragraphs that no sentence ends", doubts=(doubt,))


def paragraph(page: Page, at: int) -> Verdict | None:  # noqa: ARG001 - a rule is given the page and the place
    """Take whatever is left as a paragraph."""
    return Verdict("paragraph", "a line of the body")
