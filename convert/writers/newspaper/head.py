"""What stands on a paper besides its stories: the head of the front, what is inside, running heads."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import quote

from lxml import etree

from convert.house import House
from convert.model import Edition, Issue
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element, add
from convert.pictures import picture_fault
from convert.script.paperdate import paper_date
from convert.svg import svg_fault
from convert.vocab.languages import digits_of, language_of
from convert.writers.dayline import day_line

_HTML = f"{{{XHTML}}}"
#: Between a word and the number that it must not lose.
_HOLD = "\N{NO-BREAK SPACE}"


class Entry(NamedTuple):
    """A line of what is inside: a section, the headline of its first story, the page it begins on."""

    section: str
    headline: str
    page: str


def digits_for(issue: Issue, house: House) -> str:
    """Return the digits of the paper's furniture."""
    return house.digits or digits_of(issue.lang)


def masthead(issue: Issue, edition: Edition, house: House) -> Element:
    """Return the head of the front: the name between its ears, the motto, the day in two calendars."""
    made = etree.Element(f"{_HTML}div", {"class": "masthead"}, nsmap={None: XHTML})
    names = add(made, "div", class_="names")
    ears = [*issue.ears, "", ""]
    add(names, "p", ears[0], class_="ear")
    title = add(names, "p", class_="title")
    if _may_be_shown(edition.assets.get(issue.masthead)):
        add(title, "img", src=quote(issue.masthead, safe=""), alt=issue.title)
    else:
        title.text = issue.title
    add(names, "p", ears[1], class_="ear")
    if issue.motto:
        add(made, "p", issue.motto, class_="motto")
    day = add(made, "div", class_="day")
    for said in day_line(issue, digits_for(issue, house)):
        add(day, "p", said)
    return made


def _may_be_shown(data: bytes | None) -> bool:
    """Say whether a masthead is a picture, or a drawing that does nothing but be drawn."""
    return data is not None and (not picture_fault(data) or svg_fault(data) is None)


def index(entries: Iterable[Entry], issue: Issue) -> Element:
    """Return the box that says what is inside and where."""
    words = language_of(issue.lang).words
    made = etree.Element(f"{_HTML}div", {"class": "index"}, nsmap={None: XHTML})
    add(made, "h2", words.inside)
    for entry in entries:
        line = add(made, "p")
        add(line, "span", entry.section, class_="section").tail = f" · {entry.headline} "
        add(line, "span", f"{words.page}{_HOLD}{entry.page}", class_="number")
    return made


def bare_css() -> str:
    """Return the CSS of a page without a running head."""
    none = "{ content: none; border: 0; }"
    return f"@page {{ @top-left {none} @top-center {none} @top-right {none} }}\n"


def running_css(issue: Issue, section: str, number: str, house: House, *, odd: bool) -> str:
    """Return the CSS of an inner page's head: the folio outside, the section inside, day and name between.

    Where lines run to the left, odd pages are left ones.
    """
    day = paper_date(issue.day, issue.lang, digits_for(issue, house)) if issue.day else ""
    between = " · ".join(filter(None, (issue.title, day)))
    rtl = issue.direction == "rtl"
    outer, inner = ("left", "right") if odd == rtl else ("right", "left")
    said: Mapping[str, tuple[str, str]] = {
        f"@top-{outer}": (number, f"text-align: {outer}; font-size: 13pt; color: var(--ink);"),
        f"@top-{inner}": (section, f"text-align: {inner}; font-size: 11pt; color: var(--accent);"),
        "@top-center": (between, "text-align: center;"),
    }
    boxes = " ".join(
        f"{box} {{ content: {_string(words)}; {style} }}" for box, (words, style) in said.items()
    )
    return f"@page {{ {boxes} }}\n"


def _string(words: str) -> str:
    """Return a CSS string (CSS Syntax 3 §4.3.5)."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{escaped}"'
