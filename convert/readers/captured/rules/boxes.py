"""Boxes round the article: other stories, polls, keywords, the foot of the page."""

import re
from collections.abc import Iterator

from convert.readers.captured.lines import Line
from convert.readers.captured.page import Page
from convert.readers.captured.rules import dates
from convert.readers.captured.verdict import Verdict

#: Headlines of other stories that one box may hold, and the words that one may have.
_LONGEST_BOX = 6
_LONGEST_HEADLINE = 24
_LONGEST_POLL = 14
_LONGEST_TAGS = 20
_TAG_PARTS = re.compile(r"\s*[،,;؛|/•·#]\s*|\s+[-–—]\s+")
_HASHTAGS = re.compile(r"#\w[\w\u200c_]*(?:[\s،,]+#\w[\w\u200c_]*)*")
_SHARE_OF_VOTES = re.compile(r"[\d٠-٩۰-۹.,]+\s*[%٪]")
#: What fences an agency's sign: ``--(بترا)``, ``// انتهى //``.
_FENCE = "-–—=/\\#*_()[] ."
#: Whoever wrote, edited and sent it, in initials: ``ع س/أ م``, ``===ر.ح.``
_INITIALS = re.compile(
    r"[=/#*_\s–—-]*(?=.*[./=\\–-])(?:[^\W\d_]{1,2}[ ./\\–-]{1,3}){2,6}[^\W\d_]{0,2}[ .=/–-]*"
)
#: A name and initials: ``نجیب/ن ر``.
_SIGNED = re.compile(r"[-–—(]\s?[^\W\d_]{1,3}\s?[-–—)]|[^\W\d_]{2,14}\s?/\s?(?:[^\W\d_]{1,2}[ ./]{0,2}){1,3}")
_CLOCK = re.compile(r"\(?[\d٠-٩۰-۹]{1,2}:[\d٠-٩۰-۹]{2}\)?\s{0,2}(?:[^\W\d]{1,3}\s?){0,3}")
_LABEL_END = re.compile(r"[:：|.…»>-]\s*$")


def related(page: Page, at: int) -> Verdict | None:
    """Leave out a box of other stories: ``اقرأ أيضاً`` and the headlines below it."""
    line = page.lines[at]
    if not line.folded:
        return None
    if "related" in page.kinds(at) and page.book.begins("related", line) >= line.words:
        return Verdict("left out", "opens a box of other stories", count=1 + _box(page, at))
    count = page.book.begins("inline_related", line)
    if count and at and _is_labelled(line.text, count, ends=line.ends):
        rest = line.words - count
        return Verdict("left out", "leads to another story", count=1 if rest else 1 + _box(page, at))
    return None


def _is_labelled(text: str, count: int, *, ends: bool) -> bool:
    label, rest = " ".join(text.split()[:count]), " ".join(text.split()[count:])
    has_sign = _LABEL_END.search(label) is not None or _LABEL_END.match(rest[:1]) is not None
    leads = has_sign or (not ends and count > 1)
    return not rest or (leads and not text.endswith(":"))


def _box(page: Page, at: int) -> int:
    """Return how many lines below a label are headlines of other stories."""
    found = taken = 0
    gapped = at + 1 < len(page.lines) and page.lines[at + 1].after_gap
    for other in range(at + 1, min(at + 1 + 2 * _LONGEST_BOX, len(page.lines))):
        line = page.lines[other]
        if "skip" in page.kinds(other):
            break
        if {"line", "related"} & page.kinds(other):
            taken += 1
            continue
        if found == _bound(page, at) or not _is_headline(line) or (found and line.after_gap and not gapped):
            break
        if dates.date(page, other):
            break
        found, taken = found + 1, taken + 1
    return taken


def _bound(page: Page, at: int) -> int:
    """Return how many headlines a box may hold: above the body one of a ticker, when others remain."""
    if at > page.first_prose:
        return _LONGEST_BOX
    if any(line.words >= 4 and not page.kinds(other) for other, line in enumerate(page.lines[:at])):
        return _LONGEST_BOX
    above = range(at + 1, page.first_prose)
    others = sum(page.lines[other].words >= 4 and not dates.date(page, other) for other in above)
    return 1 if not page.prose_above(at) and others > 1 else 0


def _is_headline(line: Line) -> bool:
    asks = line.text.rstrip(" »”\"'").endswith(("?", "؟"))
    if (line.ends and not asks) or line.text.endswith(":") or not 3 <= line.words <= _LONGEST_HEADLINE:
        return False
    return not (line.is_prose and line.words > 18)


def poll(page: Page, at: int) -> Verdict | None:
    """Leave out a poll: its title, its question and its answers."""
    line = page.lines[at]
    if "poll" not in page.kinds(at) or line.is_prose:
        return None
    answers = sum(1 for _ in _answers(page, at))
    if not answers and line.words <= 3 and at + 1 < len(page.lines) and page.lines[at + 1].words >= 4:
        return None
    return Verdict("left out", "opens a poll", count=1 + answers)


def _answers(page: Page, at: int) -> Iterator[int]:
    asked = False
    for other in range(at + 1, min(at + 1 + _LONGEST_POLL, len(page.lines))):
        line = page.lines[other]
        is_question = not asked and line.text.rstrip().endswith(("?", "؟"))
        is_answer = line.words <= 5 and not line.ends
        if not (is_question or is_answer or "poll" in page.kinds(other) or _SHARE_OF_VOTES.search(line.text)):
            return
        asked = asked or is_question
        yield other


def tags(page: Page, at: int) -> Verdict | None:
    """Take keywords: ``الوسوم: الكويت، مجلس التعاون``, ``#الكويت #لبنان``."""
    line = page.lines[at]
    if not line.folded or not (page.in_head(at) or page.in_foot(at)):
        return None
    if _HASHTAGS.fullmatch(line.text):
        return Verdict("tags", "nothing but keywords", names=tuple(_tags(line.text.replace("_", " "))))
    count = page.book.begins("tags", line)
    if not count or line.ends:
        return None
    rest = line.behind(count).strip(" :")
    if rest and ":" not in line.text and not (page.in_foot(at) and _TAG_PARTS.search(rest)):
        return None
    if rest:
        return Verdict("tags", "lists keywords", names=tuple(_tags(rest)))
    below = _keywords_below(page, at)
    return Verdict("tags", "opens a list of keywords", count=1 + len(below), names=tuple(below))


def _tags(text: str) -> Iterator[str]:
    return filter(None, (tag.strip(" .") for tag in _TAG_PARTS.split(text)))


def _keywords_below(page: Page, at: int) -> list[str]:
    found: list[str] = []
    for other in range(at + 1, min(at + 1 + _LONGEST_TAGS, len(page.lines))):
        line = page.lines[other]
        listed = len(_TAG_PARTS.findall(line.text)) >= 2
        if (
            (line.words > 4 and not listed)
            or line.ends
            or page.kinds(other) - {"section", "agency", "weekday"}
        ):
            break
        found.extend(_tags(line.text.replace("_", " ")))
    return found


def end(page: Page, at: int) -> Verdict | None:
    """Leave out what signs a message off: ``(انتهى)``, ``--(بترا)``, ``ع س/أ م``, ``15:20 ت م``."""
    line = page.lines[at]
    if not line.folded or line.words > 8 or not page.in_foot(at):
        return None
    if "end" in page.kinds(at) or _INITIALS.fullmatch(line.text) or _CLOCK.fullmatch(line.text):
        return Verdict("left out", "signs the message off")
    if line.text.startswith(("===", "//")) or _SIGNED.fullmatch(line.text):
        return Verdict("left out", "signs the message off")
    sign = line.text.strip(_FENCE).partition("/")[0]
    is_fenced = line.text[:1] in _FENCE or "/" in line.text
    if is_fenced and page.is_kind("agency", sign):
        return Verdict("left out", "an agency signs off")
    return None


def foot(page: Page, at: int) -> Verdict | None:
    """Leave out whatever stands below the article: other stories, comments, the imprint."""
    if at >= page.cut:
        return Verdict("left out", "below the end of the article")
    return None
