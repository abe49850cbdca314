"""Captions and credits of pictures that a text cannot show."""

import re

from convert.readers.captured.lines import Line
from convert.readers.captured.lines import line as as_line
from convert.readers.captured.page import Page
from convert.readers.captured.verdict import Verdict

_LONGEST = 40
_LABELLED = re.compile(r"\s*[:：|)\]\-–—]")
_PIECES = re.compile(r"\s[/|–—-]\s?|[،,.(]\s?")
_CREDIT_AT_END = re.compile(r"(?:[(\[]|[-–—/|]\s*)(?P<who>[^()\[\]|/]{2,30})[)\]]?\s*[.]?$")


def caption(page: Page, at: int) -> Verdict | None:
    """Leave out the caption of a picture that is not here: ``صورة أرشيفية``, ``عکس: ایرنا``."""
    line, kinds = page.lines[at], page.kinds(at)
    if not line.folded or line.words > _LONGEST or (not at and ":" not in line.text):
        return None
    if "agency" in kinds and page.in_head(at) and not line.text.startswith(("(", "[")):
        return None
    if "caption" in kinds and (line.words <= 3 or not line.ends):
        return Verdict("caption", "the caption or the maker of a picture")
    if _begins_labelled(page, line) or (not line.ends and page.book.opens("caption", line.key)):
        return Verdict("caption", "begins as captions do")
    if not line.ends and ":" in line.text and _ends_in_a_maker(page, line.text):
        return Verdict("caption", "ends in the maker of a picture")
    return None


def _begins_labelled(page: Page, line: Line) -> bool:
    """Say whether a line begins with such a word and a colon, a stroke or a dash behind it."""
    count = page.book.begins("caption", line)
    behind = line.text.split(None, count)[count:]
    start = line.text[: len(line.text) - len(behind[0])] if behind else line.text
    return count > 0 and _LABELLED.search(start.rstrip()[-1:]) is not None


def _ends_in_a_maker(page: Page, text: str) -> bool:
    *before, last = _PIECES.split(text)
    return bool(before) and ":" in last and bool(page.book.begins("caption", as_line(0, last)))


def credit(page: Page, at: int) -> Verdict | None:
    """Leave out who made a picture: ``(أ ف ب)``, ``Getty Images``; and a caption that ends so."""
    line = page.lines[at]
    if not line.folded or line.is_prose or line.words > _LONGEST:
        return None
    beside = any(
        0 <= other < len(page.lines) and "caption" in page.kinds(other) for other in (at - 1, at + 1)
    )
    is_alone = line.text.startswith(("(", "[")) or (not page.in_head(at) and (line.words > 1 or beside))
    if "agency" in page.kinds(at) and is_alone and not page.in_foot(at):
        return Verdict("caption", "the maker of a picture")
    found = at > 0 and not line.text.endswith(".") and _CREDIT_AT_END.search(line.text)
    if found and line.words > 4 and not page.in_foot(at) and page.is_kind("agency", found["who"]):
        return Verdict("caption", "ends in the maker of a picture")
    return None
