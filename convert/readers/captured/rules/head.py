"""The head of an article: headline, kicker, deck, and what stands above them."""

import re
from collections.abc import Mapping

from convert.readers.captured.lines import Line, line
from convert.readers.captured.page import Page
from convert.readers.captured.verdict import Verdict
from convert.script.folding import folded
from convert.script.letters import direction_of_text
from convert.vocab.languages import direction_of

#: The name of a section or a place has no more letters.
_LONGEST_SECTION = 20
#: What ends a line that says whose words the headline below it are: ``رئیس شورای شهر:``
_COLONS = (":", "؛", ";")
#: So many short lines over paragraphs are the heads of as many items.
_FEWEST_ITEMS = 4
#: A headline stands among the first lines that nothing else explains.
_MOST_CANDIDATES = 60
#: What parts a headline from the name of its site: ``عنوان الخبر - صحيفة الأنباء``.
_SITE = re.compile(r"\s[|\-–—:•«»]\s")


def masthead(page: Page, at: int) -> Verdict | None:
    """Leave out what stands above the headline and is none: the paper's name, a menu."""
    if page.headline or at >= headline_at(page) or _is_kicker(page, at):
        return None
    return Verdict("left out", "stands above the headline")


def headline(page: Page, at: int) -> Verdict | None:
    """Take the headline: what is said twice above the body, or the first line that is left."""
    if page.headline or at < headline_at(page):
        return None
    text = page.lines[at].text
    before, _, behind = text.partition(" / ")
    if behind and page.book.kinds(line(0, before)) & {"section", "kicker"}:
        section = Verdict("kicker", "a section", words=before)
        headed = Verdict("headline", "what it heads", words=behind)
        return Verdict("row", "a section, a stroke, the headline", parts=(section, headed))
    cut = next((cut for cut in _SITE.finditer(text) if _is_site(page, text[cut.end() :])), None)
    if cut:
        alone = Verdict("headline", "stands before the site's name", words=text[: cut.start()])
        return Verdict("row", "the headline and the site's name", parts=(alone,))
    again = sum(other.key == page.lines[at].key for other in page.lines[: page.head_end]) > 1
    reason = "is said more than once above the body" if again else "the first line that nothing else explains"
    return Verdict("headline", reason)


def _is_site(page: Page, text: str) -> bool:
    site = line(0, text)
    return site.words <= 5 and ("masthead" in page.book.kinds(site) or site.key in page.own_lines)


def headline_at(page: Page) -> int:
    """Return where the headline stands."""
    return page.chosen("headline", _choose)


def _choose(page: Page) -> int:
    unexplained = [at for at, verdict in page.walk() if verdict is None]
    candidates = [at for at in unexplained if at < page.head_end][:_MOST_CANDIDATES]
    if not candidates:
        return unexplained[0] if unexplained else 0
    twice = _said_twice(page, candidates)
    if twice is not None:
        return twice
    if is_above(page, candidates[0]) and _is_digest(page, unexplained):
        return candidates[0]
    rest = [at for at in candidates if not is_above(page, at)] or candidates
    return next((at for at in rest if not _is_too_short(page, at, rest)), rest[0])


def _is_digest(page: Page, unexplained: list[int]) -> bool:
    """Say whether the page is a section of several items and nothing else: its name is the headline then."""
    if len(unexplained) < len(page.lines):
        return False
    heads = sum(
        not line.ends and not line.is_prose and page.is_prose(at + 1) for at, line in enumerate(page.lines)
    )
    return heads >= _FEWEST_ITEMS


def _is_too_short(page: Page, at: int, candidates: list[int]) -> bool:
    """Say whether a line is a word over the headline, for a longer line stands below it."""
    below = [page.lines[other].words for other in candidates if other > at]
    words = page.lines[at].words
    if page.lines[at].text.endswith(_COLONS):
        return any(count >= 4 for count in below[:1])
    if words <= 3 and page.book.begins("given_name", page.lines[at]):
        return any(count >= 3 for count in below)
    return _is_a_name(page, at) and any(count >= (3 if words == 1 else 5) for count in below)


def _is_a_name(page: Page, at: int) -> bool:
    """Say whether one or two words, in letters of the article's own script, could name a section."""
    found = page.lines[at]
    letters = found.text.replace(" ", "")
    own_script = direction_of_text(letters) == direction_of(page.lang)
    return found.words <= 2 and letters.isalnum() and own_script and len(letters) <= _LONGEST_SECTION


def _said_twice(page: Page, candidates: list[int]) -> int | None:
    """Return the candidate that stands again, by itself or with the site's name beside it.

    Where a menu stands between, the last counts: what stands above it is the page's, not the article's.
    """
    keys = {at: page.lines[at].key or folded(page.lines[at].text) for at in candidates}
    for at, key in keys.items():
        long_enough = len(key) >= 15 and page.lines[at].words >= 3
        if long_enough and any(f" {key} " in f" {other} " for place, other in keys.items() if place != at):
            if _is_a_deck_again(page, at, keys):
                continue
            same = [place for place, other in keys.items() if other == key]
            others = [place for place, other in keys.items() if f" {key} " not in f" {other} "]
            return same[-1] if _is_menu(page, same[0] + 1, same[-1], others) else same[0]
    return None


def _is_a_deck_again(page: Page, at: int, candidates: Mapping[int, str]) -> bool:
    """Say whether what stands twice is the deck: a headline stands right above it, and a date between."""
    first, *again = [place for place, key in candidates.items() if key == candidates[at]]
    said = candidates[at]
    above = [place for place, key in candidates.items() if place < first and said not in key]
    if not above or page.lines[above[-1]].words < 4 or not again:
        return False
    return any(verdict and verdict.role == "date" for place, verdict in page.walk(first) if place < again[0])


def _is_menu(page: Page, start: int, end: int, candidates: list[int]) -> bool:
    """Say whether mostly furniture and single words stand on these lines."""
    longer = sum(start <= at < end and page.lines[at].words > 4 for at in candidates)
    return end - start - longer > 3 * longer


def is_above(page: Page, at: int) -> bool:
    """Say whether a line can only stand above a headline: a section, a kicker, the paper's name."""
    kinds = page.kinds(at)
    names = page.lines[at].words <= 4 and kinds & {"section", "kicker", "agency", "role"}
    is_paper = "masthead" in kinds and (
        page.lines[at].words <= 3 or page.book.begins("masthead", page.lines[at]) > 1
    )
    return bool(names) or is_paper or _is_slogan(page, at)


def _is_slogan(page: Page, at: int) -> bool:
    """Say whether a line is the paper's name and what the paper says of itself: ``גלובס - עיתון העסקים``."""
    name, *rest = _SITE.split(page.lines[at].text)
    return len(name.split()) <= 2 and any(page.is_kind("masthead", said) for said in rest)


def _has_scraps(page: Page, at: int) -> bool:
    """Say whether anything else between headline and body is the page's: if not, it may be a subhead."""
    between = range(headline_at(page) + 1, page.first_prose)
    return any(page.leftover(other) for other in between if other != at)


def _is_kicker(page: Page, at: int) -> bool:
    if page.has_kicker:
        return False
    if at < headline_at(page):
        return at == page.chosen("kicker", _nearest_above)
    return bool(page.kinds(at) & {"section", "kicker"})


def _nearest_above(page: Page) -> int:
    """Return the line right above the headline if it can be a kicker; repeats of the headline are passed."""
    top = headline_at(page)
    for at in range(top - 1, -1, -1):
        if page.leftover(at) or page.lines[at].key == page.lines[top].key:
            continue
        names = page.lines[at].text.endswith(_COLONS) or page.kinds(at) & {"section", "kicker"}
        return at if names else -1
    return -1


def repeat(page: Page, at: int) -> Verdict | None:
    """Leave out a line that says the headline or the deck again."""
    found, said = page.lines[at], page.headline_key
    if not said or not found.folded:
        again = found.text == page.headline and any(map(str.isalnum, found.text))
        return Verdict("repeat", "says the headline again") if again else None
    if page.in_head(at) and found.key in page.said:
        return Verdict("repeat", "says again what stands above")
    with_site = page.in_head(at) and len(said) >= 15 and _with_site(found.text, said)
    is_outside = page.in_head(at) or page.in_foot(at) or page.is_between(at)
    is_outside |= page.chosen("times", _times_said) > 1
    if (is_outside and found.key in (said, page.deck_key)) or with_site or _is_slug(found, said):
        return Verdict("repeat", "says the headline or the deck again")
    return None


def _times_said(page: Page) -> int:
    """Return how often the headline stands above the body."""
    return sum(line.key == page.headline_key for line in page.lines[: page.head_end])


def _is_slug(found: Line, said: str) -> bool:
    """Say whether a line is the headline as it stands in an address: ``مرفأ-طرابلس-رافعتان``."""
    if found.words != 1 or not ("-" in found.text or "_" in found.text):
        return False
    words = set(folded(found.text.replace("-", " ").replace("_", " ")).split())
    return len(words) >= 3 and len(words - set(said.split())) <= 1


def _with_site(text: str, said: str) -> bool:
    return any(folded(text[: cut.start()]) == said for cut in _SITE.finditer(text))


def scrap(page: Page, at: int) -> Verdict | None:
    """Leave out a few words between headline and body that nothing else explains: a place, a menu's entry."""
    found = page.lines[at]
    if not page.headline_found or page.body_begun or at >= page.first_prose or found.words > 4 or found.ends:
        return None
    if not any(map(str.isalpha, found.text)):
        return None
    if found.text.endswith((":", "،")) or not page.is_prose(page.first_prose) or not _has_scraps(page, at):
        return None
    return Verdict("left out", "a few words between headline and body")


def kicker(page: Page, at: int) -> Verdict | None:
    """Take the line over the headline that says what kind of story it is: ``محليات``, ``خاص``."""
    if page.has_kicker or not page.in_head(at) or not _is_kicker(page, at):
        return None
    return Verdict("kicker", "the name of a section or of a kind of story")
