"""What only paper needs of a page: the lead picture on top, no last line of one short word."""

import re

from lxml import etree

from convert.model import Article
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element
from convert.vocab.languages import language_of

#: The lead picture is one of so many blocks at the top.
_NEAR_TOP = 3
#: A picture that is narrower does not lead: pixels.
_WIDE = 480
#: What of a head stands beside the lead picture where a style wants it there.
_INTRODUCTION = ("deck", "byline", "dates", "dateline")
#: The last two words of a text, the last one no longer than this, both together than that.
_LAST_WORDS = re.compile(r"(?<= )[^ ]{1,9} [^ ]{1,6}$")
_HTML = f"{{{XHTML}}}"


def set_for_paper(element: Element, article: Article) -> None:
    """Make the page of *article* ready to be printed."""
    parts = {part.get("class"): part for part in element}
    _name_strings(parts["head"], article)
    _put_on_top(parts["head"], lead_of(parts["body"]))
    mind_ends(parts["body"])
    etree.SubElement(element, f"{_HTML}div", {"class": "end"})


def mind_ends(body: Element) -> None:
    """Let no paragraph end in a line of one short word, and none that announces stand at a column's foot."""
    for paragraph in body.iter(f"{_HTML}p"):
        _keep_last_words(paragraph)
        if "".join(paragraph.itertext()).rstrip().endswith(":") and not paragraph.get("class"):
            paragraph.set("class", "announces")


def _name_strings(head: Element, article: Article) -> None:
    """Say what the margins of a page may show: the section, and that the story goes on."""
    headline = next(part for part in head if part.get("class") == "headline")
    headline.set("data-continues", language_of(article.lang).words.continues)
    headline.set("data-section", article.section)


def lead_of(body: Element) -> Element | None:
    """Return the picture that leads the story: one near the top of its body."""
    near = (part for part in body[:_NEAR_TOP] if part.tag == f"{_HTML}figure" and not part.get("class"))
    return next((figure for figure in near if _is_wide(figure)), None)


def _is_wide(figure: Element) -> bool:
    """Say whether the picture of a figure is large enough to lead, as far as it says its size."""
    image = figure.find(f"{_HTML}img")
    return image is not None and int(image.get("width", _WIDE)) >= _WIDE


def _put_on_top(head: Element, lead: Element | None) -> None:
    """Put the lead picture into the head, behind what introduces the story."""
    if lead is None:
        return
    lead.set("class", "lead")
    front = etree.SubElement(head, f"{_HTML}div", {"class": "front"})
    introduction = etree.SubElement(front, f"{_HTML}div", {"class": "introduction"})
    introduction.extend([part for part in head if part.get("class") in _INTRODUCTION])
    front.append(lead)


def _keep_last_words(paragraph: Element) -> None:
    """Let no line end before the last word of a paragraph where it is short."""
    before = paragraph[-1] if len(paragraph) else None
    text = (paragraph.text if before is None else before.tail) or ""
    found = _LAST_WORDS.search(text)
    if not found:
        return
    kept = etree.SubElement(paragraph, f"{_HTML}span", {"class": "keep"})
    kept.text = found[0]
    if before is None:
        paragraph.text = text[: found.start()]
    else:
        before.tail = text[: found.start()]
