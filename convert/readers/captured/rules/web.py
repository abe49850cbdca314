"""What belongs to the web page and not to the article: buttons, adverts, counters, rows of facts."""

import re

from convert.readers.captured.lines import Line
from convert.readers.captured.lines import line as as_line
from convert.readers.captured.page import Page
from convert.readers.captured.phrases import Kinds
from convert.readers.captured.rules import dates, people
from convert.readers.captured.verdict import Verdict
from convert.script.digits import latin

#: What a page's maker left behind: ``[INS::INS]``, ``{{title}}``, ``[caption id=…]``, ``<!-- -->``, null.
_TEMPLATE = re.compile(
    r"""
      \[/?(?:caption|embed|gallery|video|audio|image|img|quote|youtube|ad|ads)(?:[ =:][^\]]*)?\]
    | \[/?[A-Z_]+(?:::[A-Z_]*)\]
    | \{\{[^{}]*\}\} | \{%[^{}]*%\} | \$\{[^{}]*\} | <!--.*--> | %%[A-Z_]+%%
    | [\x20-\x7e]*(?:googletag|window\.|document\.|function\s?\(|var\ \w+\ ?=|\(adsbygoogle)[\x20-\x7e]*
    | undefined | null | NaN | \[object\ Object\] | NULL
    """,
    re.VERBOSE,
)
#: What parts the facts in a row: a stroke, a dot in the middle, wide white, a dash between spaces.
_PARTS = re.compile(r"[|¦│‖•·●▪/\\»›>]\s|\s[|¦│‖•·●▪»›>]|\s{3}|\t|\s[-–—]\s")
_LONGEST_ROW = 24
_LONGEST_BUTTON = 14
_LONGEST_SKIPPED = 10
#: A row says one of these, or it is a menu or the way from the front page.
_FACTS = frozenset({"date", "byline", "row"})
_SHARE = frozenset({"share", "platform"})
#: Names of buttons that lost the white between them.
_RUN_TOGETHER = re.compile(
    r"(?:(?:facebook|twitter|whatsapp|telegram|linkedin|messenger|pinterest|copylink|copy|link|email|print|share|x)\W?){3,}",
    re.IGNORECASE,
)
_MENU = frozenset({"line", "section", "share", "platform", "advert", "count", "comments", "footer"})
_SIGNS = re.compile(r"[\W_]{1,8}")
#: A label and a number: ``قراءات: 1.204``; or a number alone.
_NUMBERED = re.compile(r"[^\d:.؟?!]{0,30}[:#]?\s*\(?\d[\d.,٬٫/ ]{0,15}\)?")
#: Buttons for the size of letters, and times of a player: ``A+ A-``, ``0:00 / 1:32``.
_BUTTONS = re.compile(
    r"(?:[+-]?[AaأאT][+-]?\s*){1,6}|[0٠۰]{1,2}:[0٠۰]{2}|(?:\d{1,2}:\d\d(?::\d\d)?[\s/|]*){2,6}|[+-]\s[+-]"
)
_NUMBER_ALONE = re.compile(r"[#(]?\d[\d.,٬٫/ ]{0,15}\)?")
_YEAR = re.compile(r"1\d{3}|20\d\d|2100")
_OF_SEVERAL = re.compile(r"\d{1,2}\s?/\s?\d{1,3}")
_ONE_CLOCK = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_ADDRESS = re.compile(r"(?:[^\W\d][^\d:]{0,30}(?::|\s)\s*)?(?:https?://|www\.)\S+|.{0,80}\(@\w+\).{0,40}")
#: What parts the steps of the way from the front page to here.
_STEPS = re.compile(r"\s[>»›\\|]\s|(?<=\w)[>›|](?=\w)|\s[/|•·]\s")


def house(page: Page, at: int) -> Verdict | None:
    """Leave out a line that the publisher's own settings name."""
    if page.lines[at].folded and page.lines[at].key in page.own_lines:
        return Verdict("left out", "house.toml names this line as furniture")
    return None


def template(page: Page, at: int) -> Verdict | None:
    """Leave out what the page's maker left behind: ``[INS::INS]``."""
    if _TEMPLATE.fullmatch(page.lines[at].text):
        return Verdict("left out", "a mark of the page's template")
    return None


def skip(page: Page, at: int) -> Verdict | None:
    """Leave out what a page invites to skip, up to the line that says it ends: a promotion, a podcast."""
    if "skip" not in page.kinds(at):
        return None
    ahead = range(at + 1, min(at + 1 + _LONGEST_SKIPPED, len(page.lines)))
    end = next((other for other in ahead if page.kinds(other) & {"skip", "skip_end"}), None)
    if page.lines[at].ends or page.lines[at].words > 10:
        return None
    count = end - at + 1 if end else 1
    return Verdict("left out", "what a page invites to skip", count=count)


def advert(page: Page, at: int) -> Verdict | None:
    """Leave out what marks an advertisement: ``إعلان``."""
    if "advert" in page.kinds(at):
        return Verdict("left out", "marks an advertisement")
    return None


def reading_time(page: Page, at: int) -> Verdict | None:
    """Leave out how long reading takes: ``مدة القراءة: 3 دقائق``."""
    line = page.lines[at]
    if "read_time" in page.kinds(at) and line.words <= 8 and not line.ends and _holds_a_number(page, at):
        return Verdict("left out", "says how long reading takes")
    return None


def counter(page: Page, at: int) -> Verdict | None:
    """Leave out counts and codes of the page: ``المشاهدات: 1204``, ``کد خبر: 83951``."""
    line = page.lines[at]
    if "count" in page.kinds(at) and line.words <= 8 and not line.ends and _holds_a_number(page, at):
        return Verdict("left out", "counts views or comments, or numbers the article")
    if _OF_SEVERAL.fullmatch(line.text):
        return Verdict("left out", "counts the pictures of a gallery")
    if _is_a_number_outside(page, at):
        return Verdict("left out", "a number outside the body")
    return None


def _is_a_number_outside(page: Page, at: int) -> bool:
    """Say whether a line outside the body is a number, or a label and a number; a year may be a subhead."""
    line, text = page.lines[at], page.lines[at].text
    if not at or page.lines[at - 1].text.endswith(":") or not (page.in_head(at) or page.in_foot(at)):
        return False
    if not any(map(str.isalpha, text)):
        is_year = _YEAR.fullmatch(latin(text)) is not None and not page.in_head(at)
        return _NUMBER_ALONE.fullmatch(text) is not None and not is_year
    is_label = page.book.begins("count", line) > 0 or (page.in_head(at) and ":" in text)
    return is_label and line.words <= 4 and _NUMBERED.fullmatch(text) is not None and line.has_figure


def _holds_a_number(page: Page, at: int) -> bool:
    """Say whether a line has a figure; words alone, between two paragraphs, may be a subhead."""
    if page.lines[at].has_figure or page.lines[at].words > 3:
        return True
    return not page.is_between(at)


def address(page: Page, at: int) -> Verdict | None:
    """Leave out an address alone in its line, outside the body: ``https://…``, ``— name (@name)``."""
    line = page.lines[at]
    outside = page.in_head(at) or page.in_foot(at) or "(@" in line.text
    if outside and line.words <= 14 and _ADDRESS.fullmatch(line.text):
        return Verdict("left out", "an address alone in its line")
    return None


def breadcrumb(page: Page, at: int) -> Verdict | None:
    """Leave out the way from the front page to here: ``الرئيسية > محليات > مناطق``."""
    line = page.lines[at]
    if not line.folded or line.ends or not page.in_head(at) or not _STEPS.search(line.text):
        return None
    steps = [step for step in _STEPS.split(line.text) if step]
    if len(steps) < 2:
        return None
    kinds = [page.book.kinds(as_line(0, step)) for step in steps]
    short = [step for step in steps[:-1] if len(step.split()) > 3]
    if (not short and kinds[0] & {"line"}) or (not short and len(steps[-1].split()) <= 3 and _is_way(kinds)):
        return Verdict("left out", "the way from the front page to here")
    return None


def _is_way(kinds: list[Kinds]) -> bool:
    return any(kind & {"section", "line", "kicker"} for kind in kinds)


def share(page: Page, at: int) -> Verdict | None:
    """Leave out what invites to share: ``شارك``, ``فيسبوك تويتر واتساب``."""
    line = page.lines[at]
    if (
        not line.folded
        or line.words > _LONGEST_ROW
        or not (line.text[0].isalnum() or line.text[0] in "#@+[(")
    ):
        return None
    kinds = page.kinds(at)
    if "share" in kinds and line.words <= 6 and not line.ends:
        return Verdict("left out", "invites to share the article")
    if "platform" in kinds or _RUN_TOGETHER.fullmatch(line.text) or page.book.is_made_of(_SHARE, line.folded):
        return Verdict("left out", "names places to share the article")
    return None


def furniture(page: Page, at: int) -> Verdict | None:
    """Leave out the page's buttons and placeholders: ``العودة إلى الأعلى``, ``No Image Caption``."""
    line, kinds = page.lines[at], page.kinds(at)
    if "line" in kinds and line.words <= _LONGEST_BUTTON:
        return Verdict("left out", "a button or a placeholder of the page")
    is_outside = at > 0 and (page.in_head(at) or page.in_foot(at))
    if kinds & {"comments", "footer"} and is_outside and line.words <= 4 and not line.ends:
        return Verdict("left out", "a button of the page")
    return Verdict("left out", "begins as the page's own lines do") if _begins_so(page, line) else None


def _begins_so(page: Page, line: Line) -> bool:
    """Say whether a line begins with so much of a phrase of the page's that it is no sentence."""
    count = page.book.begins("line", line)
    rest = line.folded[count:]
    if count and all(len(word) <= 1 or not any(map(str.isalpha, word)) for word in rest):
        return True
    return count >= 3 and line.words <= _LONGEST_BUTTON and not line.ends and not line.is_prose


def menu(page: Page, at: int) -> Verdict | None:
    """Leave out a menu in one line: ``الرئيسية سياسة رياضة``."""
    line = page.lines[at]
    if not 2 < line.words <= _LONGEST_ROW or line.has_figure:
        return None
    return Verdict("left out", "a menu of the page") if page.book.is_made_of(_MENU, line.folded) else None


def player(page: Page, at: int) -> Verdict | None:
    """Leave out what a player and its like leave behind: ``0:00 / 1:32``, ``A+ A-``, a lone sign."""
    text = page.lines[at].text
    if not at:
        return None
    is_second = _ONE_CLOCK.fullmatch(text) and _BUTTONS.fullmatch(page.lines[at - 1].text)
    if is_second or _BUTTONS.fullmatch(text) or (_SIGNS.fullmatch(text) and _is_no_rule(text)):
        return Verdict("left out", "buttons, times of a player, or nothing but signs")
    return None


def _is_no_rule(signs: str) -> bool:
    """Say whether *signs* part nothing: one or two of them, or three different ones."""
    return len(signs) <= 2 or len(set(signs)) > 2


def footer(page: Page, at: int) -> Verdict | None:
    """Leave out the page's imprint: ``جميع الحقوق محفوظة``, ``© 2020``."""
    line = page.lines[at]
    if ("footer" in page.kinds(at) and at and not page.is_between(at)) or (
        "©" in line.text and line.words <= 40
    ):
        return Verdict("left out", "the imprint of the page")
    return None


def row(page: Page, at: int) -> Verdict | None:
    """Read a row of facts piece by piece: ``محليات | كتب: سالم | 28-11-2020``."""
    line = page.lines[at]
    if not line.folded or line.words > _LONGEST_ROW or line.ends:
        return None
    if not (page.in_head(at) or page.in_foot(at)):
        return None
    pieces = [piece.strip() for piece in _PARTS.split(line.text) if piece and piece.strip()]
    if len(pieces) < 2:
        return None
    if len(pieces) == 2 and "|" not in line.text and _is_dateline(page, pieces):
        return None
    parts = tuple(filter(None, (_piece(page, piece) for piece in pieces)))
    if len(parts) < len(pieces) or _FACTS.isdisjoint(part.role for part in parts):
        return None
    return Verdict("row", "every piece of the row is a fact or furniture", parts=parts)


def _is_dateline(page: Page, pieces: list[str]) -> bool:
    """Say whether two pieces are a place and an agency: ``کابل - رویترز``."""
    return any(page.is_kind("agency", piece) for piece in pieces)


def _piece(page: Page, text: str) -> Verdict | None:
    """Return what one piece of a row is: a date or an author, as far as they are wanted, or less."""
    piece = as_line(0, text)
    if "date" not in page.off and (verdict := dates.dated(page, piece)):
        return verdict
    if "byline" not in page.off and page.book.begins("byline", piece):
        return people.signed(page, piece)
    return _small_piece(page, piece)


def _small_piece(page: Page, piece: Line) -> Verdict | None:
    kinds = page.book.kinds(piece)
    if kinds & {"section", "kicker"}:
        return Verdict("kicker", "a section", words=piece.text)
    if kinds & {"role", "agency"}:
        return Verdict("byline", "an agency or a desk", words=piece.text)
    is_number = page.book.begins("count", piece) and _NUMBERED.fullmatch(piece.text)
    if is_number or kinds & (_MENU | {"read_time", "caption", "weekday"}):
        return Verdict("left out", "furniture", words=piece.text)
    return None
