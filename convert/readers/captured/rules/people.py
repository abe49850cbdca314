"""Who wrote it, where, and where it was taken from."""

import re
from collections.abc import Iterator

from convert.readers.captured.lines import Line
from convert.readers.captured.lines import line as as_line
from convert.readers.captured.page import Page
from convert.readers.captured.rules.head import headline_at
from convert.readers.captured.verdict import Doubt, Verdict
from convert.script.folding import folded

_LONGEST_BYLINE = 9
_LONGEST_NAME = 4
_AND = re.compile(r"\s?[،,;؛/&|+]\s?|\s(?:و|and|ו)\s|\s[-–—]\s")
_DASH = re.compile(r"\s[-–—|]\s|\s?:\s|[،,]\s")
_NOT_A_NAME = re.compile(r"[\d«»\"“”:؟?!]")
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@\w+")
#: A place, a dash or a comma or a stroke, and who reports from there.
_DATELINE = re.compile(r"(?P<place>[^:|؟?!]{2,40}?)\s*[-–—/،,(|]\s*(?P<who>[^\d:؟?!]{2,40}?)\)?\s*[:.-]?")


def byline(page: Page, at: int) -> Verdict | None:
    """Take a line that says who wrote the article: ``كتبت: نورة السالم``."""
    line = page.lines[at]
    if not line.folded or line.words > _LONGEST_BYLINE:
        return None
    if not (page.in_head(at) or page.in_foot(at)) or (line.ends and not line.text.endswith(".")):
        return None
    if _ADDRESS.fullmatch(line.text):
        return Verdict("left out", "an address of the author")
    kinds = page.kinds(at)
    if "byline" in kinds and not kinds & {"section", "kicker"} and _is_name_line(page, at + 1):
        follower = page.lines[at + 1]
        return Verdict(
            "byline", "says whose name follows", count=2, words=f"{line.text} {follower.text}",
            names=tuple(_names(follower.text)),
        )  # fmt: skip
    verdict = signed(page, line)
    is_sentence = line.ends and line.words > _LONGEST_NAME + 1
    if not verdict or is_sentence or _is_sure(page, line):
        return None if is_sentence else verdict
    fits = ":" in line.text or (not line.ends and line.words - page.book.begins("byline", line) <= 3)
    return verdict if fits and _has_a_headline_above(page, at) else None


def _is_sure(page: Page, line: Line) -> bool:
    """Say whether a colon or a given name follows the word: a headline may begin with ``تقرير`` too."""
    count = page.book.begins("byline", line)
    behind = as_line(0, line.behind(count).lstrip(" :-–—"))
    return behind.words <= _LONGEST_NAME and page.book.begins("given_name", behind) > 0


def _has_a_headline_above(page: Page, at: int) -> bool:
    above = (other for other in range(at) if page.lines[other].words >= 3)
    return any(not page.kinds(other) for other in above)


def signed(page: Page, line: Line) -> Verdict | None:
    """Return the verdict on a line, or a piece of one, that begins as a byline does."""
    count = page.book.begins("byline", line)
    rest = line.behind(count).strip(" :-–—").partition(" | ")[0]
    if not count or not rest or _NOT_A_NAME.search(rest) or line.words - count > 7:
        return None
    names = tuple(name for each in _names(rest) for name in _two(page, each))
    return Verdict("byline", "begins as a byline does", words=line.text, names=names)


def _two(page: Page, names: str) -> Iterator[str]:
    """Yield the names that an Arabic «and» joins to one: ``ليلى حداد وسالم العلي``."""
    words = names.split()
    for at, word in enumerate(words[1:], start=1):
        whole, behind = as_line(0, word), as_line(0, word[1:])
        is_joined = word[0] == "و" and page.book.begins("given_name", behind)
        if is_joined and not page.book.begins("given_name", whole):
            yield " ".join(words[:at])
            yield from _two(page, " ".join((word[1:], *words[at + 1 :])))
            return
    yield names


def _is_name_line(page: Page, at: int) -> bool:
    if at >= len(page.lines):
        return False
    line = page.lines[at]
    return line.words <= 5 and not line.ends and not _NOT_A_NAME.search(line.text) and not page.kinds(at)


def _names(text: str) -> Iterator[str]:
    return filter(None, (name.strip(" :.-–—|") for name in _AND.split(text)))


def source(page: Page, at: int) -> Verdict | None:
    """Take a line that names where the article was taken from: ``المصدر: رويترز``."""
    line = page.lines[at]
    count = page.book.begins("source", line)
    if not count or line.words - count > 6 or not (page.in_head(at) or page.in_foot(at)):
        return None
    rest = line.behind(count).strip(" :+-–—")
    if rest and not line.ends and _is_a_source(page, at, rest):
        return Verdict("source", "names where it was taken from", words=rest)
    following = at + 1 < len(page.lines) and page.lines[at + 1]
    if not rest and following and following.words <= 6 and not following.ends:
        return Verdict("source", "says whose name follows", count=2, words=following.text)
    return None


def _is_a_source(page: Page, at: int, rest: str) -> bool:
    """Say whether *rest* names a source: an agency, or behind a colon a name; ``مصادر: اتفاق`` is news."""
    if page.is_kind("agency", rest) or folded(rest) in page.own_lines:
        return True
    has_colon = ":" in page.lines[at].text
    return has_colon and len(rest.split()) <= (4 if page.in_foot(at) and at else 2)


def dateline(page: Page, at: int) -> Verdict | None:
    """Take a line that says from where and by whom it is reported: ``القاهرة - رويترز``."""
    line = page.lines[at]
    if not line.folded or not page.headline or not page.in_head(at) or line.words > 9:
        return None
    if "caption" in page.kinds(at) and "agency" not in page.kinds(at):
        return None
    if "agency" in page.kinds(at) and not page.has_byline:
        return Verdict("byline", "an agency alone in its line", words=line.text)
    found = _DATELINE.fullmatch(line.text)
    pieces = re.split(r"\s[-–—]\s", line.text)
    if len(pieces) >= 3 and all(len(piece.split()) <= 3 for piece in pieces) and not line.ends:
        return Verdict("dateline", "a place, a paper and a name", words=line.text)
    if found and len(found["place"].split()) <= 3 and _of_an_agency(page, found):
        return Verdict("dateline", "a place, and who reports from there", words=line.text)
    return None


def _of_an_agency(page: Page, found: re.Match[str]) -> bool:
    return page.is_kind("agency", found["who"]) or page.is_kind("agency", found["place"])


def named(page: Page, at: int) -> Verdict | None:
    """Take a person's name alone in its line, between headline and body, as the byline; it is a guess."""
    line = page.lines[at]
    if page.body_begun and page.in_foot(at) and at < page.cut:
        return _below(page, at)
    if page.has_byline or not page.in_head(at) or not line.folded or line.ends or line.text.endswith(":"):
        return None
    if not page.headline:
        above = line.words <= 3 and page.book.begins("given_name", line) and at < headline_at(page)
        return (
            Verdict("byline", "a name over the headline", words=line.text, names=(line.text,))
            if above
            else None
        )
    if "role" in page.kinds(at):
        return Verdict("byline", "what somebody of the paper is called", words=line.text)
    if not 2 <= line.words <= 7 or _NOT_A_NAME.search(line.text.replace(":", "")) or not _is_name(page, at):
        return None
    doubt = Doubt("text/byline-guessed", f'"{line.text}" was taken as the author\'s name')
    names = tuple(_names(line.text)) if line.words <= 5 else ()
    return Verdict("byline", "a name alone in its line", words=line.text, names=names, doubts=(doubt,))


def _below(page: Page, at: int) -> Verdict | None:
    """Take a name alone in its line below the article."""
    line = page.lines[at]
    is_name = 2 <= line.words <= _LONGEST_NAME and not line.ends and not _NOT_A_NAME.search(line.text)
    if page.has_byline or not is_name or not page.book.begins("given_name", line):
        return None
    doubt = Doubt("text/byline-guessed", f'"{line.text}" was taken as the author\'s name')
    return Verdict("byline", "a name below the article", words=line.text, names=(line.text,), doubts=(doubt,))


def _is_name(page: Page, at: int) -> bool:
    """Say whether a line begins with a given name, or is of two or three words beside a date or the body."""
    line = page.lines[at]
    pieces = [as_line(0, piece) for piece in _DASH.split(line.text)]
    if any(page.book.begins("given_name", piece) and 2 <= piece.words <= 5 for piece in pieces):
        return True
    beside = [other for other in (at - 1, at + 1) if 0 <= other < len(page.lines)]
    return (
        2 <= line.words <= 3 and all(map(str.isalpha, line.folded)) and any(_is_edge(page, o) for o in beside)
    )


def _is_edge(page: Page, at: int) -> bool:
    ruled = page.leftover(at)
    return ruled is not None and ruled[1].role in ("date", "row")
