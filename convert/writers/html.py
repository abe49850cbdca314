"""Writes one HTML page that stands alone."""

import base64
import json
from typing import Literal
from urllib.parse import quote

from convert.formats import writer
from convert.house import House
from convert.model import Edition
from convert.newsml.xhtml_out import add
from convert.notes import Notes
from convert.pictures import picture_facts
from convert.writers import page


@writer("html", suffix=".html", media_type="text/html; charset=utf-8")
def write_html(
    edition: Edition,
    notes: Notes,
    *,
    house: House,
    style: str = "article",
    css: tuple[str, ...] = (),
    pictures: Literal["inside", "beside"] = "inside",
    ignore_embargo: bool = False,
) -> bytes:
    """Write one right-to-left HTML page, its facts as schema.org NewsArticle in JSON-LD.

    *pictures*: `inside` the page, so that it stands alone, or `beside` it under their names.
    """
    articles = page.printable(edition, ignore_embargo=ignore_embargo)
    page.note_faces(articles, house, notes)
    first = articles[0]
    sheet = page.sheet_for(articles, house, style, css)
    shown = page.usable_pictures(edition)
    places = {src: _inside(edition.assets[src]) if pictures == "inside" else quote(src) for src in shown}
    furnished = [page.furnished(article, edition, notes) for article in articles]
    elements = page.elements(furnished, house, pictures=places)
    root = page.document(elements, first, page.title_of(edition), sheet)
    facts = [page.json_ld(article) for article in articles]
    spelled = json.dumps(facts[0] if len(facts) == 1 else facts, ensure_ascii=False, indent=1)
    add(root[0], "script", spelled.replace("<", "\\u003c"), type="application/ld+json")
    return page.html_bytes(root)


def _inside(data: bytes) -> str:
    """Return a picture as a data: URL (RFC 2397); nothing where the bytes are no picture."""
    facts = picture_facts(data)
    return f"data:{facts.media_type};base64,{base64.b64encode(data).decode()}" if facts else ""
