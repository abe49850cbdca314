"""Writes the wire of news agencies, IPTC 7901: a message an article, 69 columns, its code set designated."""

import re
from typing import Final, Literal

from convert.errors import UsageError
from convert.formats import writer
from convert.house import House
from convert.model import Article, Edition, words_of
from convert.notes import Notes
from convert.script.standing import CONTROLS
from convert.vocab.iptc7901 import (
    COLUMNS,
    DESIGNATED,
    EOT,
    ETX,
    LONGEST_INFO,
    LOWEST,
    NEWLINE,
    NORMAL,
    SOH,
    STX,
    Header,
    spelled_moment,
)
from convert.writers.manners import Digits, Errors, Keep, Links, Manner, Tables, manner_of
from convert.writers.text import Plain, encoded, page_of

CodeSet = Literal["announced", "agreed"]
#: The parts of the head behind the headline, which stands first.
_HEAD: Final = ("kicker", "deck", "byline", "dateline")
_MOST: Final = 9999


@writer("iptc7901", suffix=".iptc", media_type="application/octet-stream")
def write_iptc7901(
    edition: Edition,
    notes: Notes,
    *,
    house: House,
    service: str = "MTB",
    number: int = 1,
    category: str = "GEN",
    code_set: CodeSet = "announced",
    profile: str = "wire69",
    to_encoding: str | None = None,
    errors: Errors | None = None,
    digits: Digits | None = None,
    tashkeel: Keep | None = None,
    tatweel: Keep | None = None,
    links: Links | None = None,
    tables: Tables | None = None,
) -> bytes:
    """Write the edition as messages of IPTC 7901, numbered from *number* on.

    *code_set* `announced` designates the encoding as ISO 2022 has it; `agreed` leaves that to a contract, as
    windows-1256 does, which no register knows. Raises UsageError for a header that cannot be spelled,
    WriteError for letters that the encoding lacks.
    """
    given = {name: value for name, value in locals().items() if name in Manner.__dataclass_fields__}
    manner = manner_of(profile, house, {**given, "newline": "crlf"})
    _refuse(service, (number, number + len(edition.articles) - 1), category, manner)
    page = page_of(manner)
    if page.codec == "utf-16":
        raise UsageError(
            "utf-16 is full of bytes that IPTC 7901 keeps for itself", cure="--to-encoding utf-8"
        )
    made = []
    for count, article in enumerate(edition.in_order, start=number):
        if article.status == "canceled":
            notes.warn("story/canceled", f'"{words_of(article.headline)}" is cancelled')
        plain = Plain(article, house, notes, manner, page)
        text = _text(plain)
        counted = len(CONTROLS.sub("", text).split())
        header = Header(service, count, _priority(article), category, counted, _info(article))
        made.append(_message(plain, header, text, announced=code_set == "announced"))
    return b"".join(made)


def _refuse(service: str, numbers: tuple[int, int], category: str, manner: Manner) -> None:
    if not re.fullmatch("[A-Za-z]{1,8}", service):
        raise UsageError(f"--service is one to eight Latin letters, not {service!r}")
    if not re.fullmatch("[A-Za-z]{1,3}", category):
        raise UsageError(f"--category is one to three Latin letters, not {category!r}")
    if numbers[0] < 1 or numbers[1] > _MOST:
        raise UsageError(f"messages are numbered from 1 to {_MOST}")
    if not 0 < manner.width <= COLUMNS:
        raise UsageError(
            f"a line of IPTC 7901 has at most {COLUMNS} columns; the profile has {manner.width or 'no end'}"
        )


def _text(plain: Plain) -> str:
    """Return the headline, and below it the rest, its paragraphs parted by empty lines."""
    head = [plain.part(name) for name in ("headline", *_HEAD)]
    paragraphs = [*head, *plain.body(), *plain.foot()]
    plain.tell()
    return "\n\n".join(filter(None, paragraphs)) + "\n"


def _priority(article: Article) -> int:
    return min(max(article.urgency, 1), LOWEST) if article.urgency else NORMAL


def _info(article: Article) -> str:
    """Return the language of the article: the first word that agencies put there (4.10)."""
    return article.lang[:LONGEST_INFO] if article.lang.isascii() else ""


def _message(plain: Plain, header: Header, text: str, *, announced: bool) -> bytes:
    page, article = plain.page, plain.article
    opening, ending = DESIGNATED.get(page.name, (b"", b"")) if announced else (b"", b"")
    when = article.updated or article.published or article.version_created
    moment = spelled_moment(when).encode() if when else b""
    start = SOH + header.spelled().encode() + NEWLINE
    keywords = opening + encoded(_keywords(plain), plain.manner, page) + NEWLINE
    said = encoded(text, plain.manner, page)
    return start + keywords + STX + said + ending + ETX + moment + NEWLINE + EOT


def _keywords(plain: Plain) -> str:
    """Return the line of keywords (4.12), each before a stroke, as many as there is room for."""
    line = ""
    for word in plain.article.keywords or filter(None, (plain.article.slug,)):
        said = plain.lines.plain(re.sub(r"[\s/]+", " ", word).strip())
        if said and len(line) + len(said) + 1 <= COLUMNS:
            line += f"{said}/"
    return line
