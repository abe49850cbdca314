"""Writes PDF: our page, laid out and drawn by the engine, and what the file says of itself."""

from typing import Literal
from urllib.parse import quote

from convert import newsml
from convert.formats import writer
from convert.house import House
from convert.model import Article, Edition, words_of
from convert.notes import Notes
from convert.pdf.archive import Facts
from convert.pdf.colours import ScreenPictures
from convert.pdf.document import write_document
from convert.pdf.pagestarts import PageStart, page_starts
from convert.stylesheets import makes_papers
from convert.workshop import Workshop
from convert.writers import guard, page
from convert.writers.newspaper import write_newspaper
from convert.writers.pagemarks import number_blocks, spread_numbers
from convert.writers.paper import set_for_paper


@writer("pdf", suffix=".pdf", media_type="application/pdf")
def write_pdf(
    edition: Edition,
    notes: Notes,
    *,
    house: House,
    style: str = "article",
    css: tuple[str, ...] = (),
    kashida: Literal["auto", "off", "light", "full"] = "auto",
    trim: str = "tabloid",
    workshop: Workshop | None = None,
    starts: list[PageStart] | None = None,
    ignore_embargo: bool = False,
) -> bytes:
    """Write a PDF that can be searched, read aloud and archived: PDF/A-3a and PDF/UA-1, its source inside.

    *kashida* fills loose lines with longer letters; `auto` is `light` in the narrow columns of a language
    whose newspapers are set so. *starts* is filled with where each page begins. An issue in a style that
    dresses papers is made up as one, its sheet trimmed to *trim*.

    Raises MissingToolError when Pango is not installed, WriteError when the engine fails.
    """
    if edition.issue and makes_papers(style, house):
        articles = page.printable(edition, ignore_embargo=ignore_embargo)
        page.note_faces(articles, house, notes)
        return write_newspaper(
            edition,
            notes,
            house,
            css=page.sheet_for(articles, house, style, css, paper=True),
            trim=trim,
            kashida=kashida,
            facts=_facts(edition),
            workshop=workshop or Workshop(),
            starts=starts,
        )
    html, sheet = print_page(
        edition, notes, house, style, css, ignore_embargo=ignore_embargo, numbered=starts is not None
    )
    pictures = ScreenPictures(edition.assets, notes)
    tell = (lambda document: starts.extend(page_starts(document))) if starts is not None else None
    facts = _facts(edition)
    return write_document(html, sheet, pictures, facts, notes, house=house, kashida=kashida, on_layout=tell)


def print_page(
    edition: Edition,
    notes: Notes,
    house: House,
    style: str,
    css: tuple[str, ...],
    *,
    ignore_embargo: bool,
    numbered: bool = False,
) -> tuple[bytes, str]:
    """Return the HTML and the CSS that the engine is given; *numbered*: its blocks have names."""
    articles = page.printable(edition, ignore_embargo=ignore_embargo)
    page.note_faces(articles, house, notes)
    first = articles[0]
    places = {src: quote(src, safe="") for src in page.usable_pictures(edition)}
    furnished = [page.furnished(article, edition, notes) for article in articles]
    elements = page.elements(furnished, house, pictures=places)
    for number, (element, article) in enumerate(zip(elements, articles, strict=True)):
        if numbered:
            number_blocks(element, number)
        page.describe_pictures(element, notes)
        set_for_paper(element, article)
        guard.hold(element)
        if numbered:
            spread_numbers(element)
    sheet = page.sheet_for(articles, house, style, css)
    return page.html_bytes(page.document(elements, first, page.title_of(edition), "")), sheet


def _signed(article: Article) -> tuple[str, ...]:
    byline = words_of(article.byline)
    return (byline,) if byline else ()


def _facts(edition: Edition) -> Facts:
    """Return what the file says of itself, the canonical form inside it."""
    first = edition.in_order[0]
    return Facts(
        title=page.title_of(edition),
        lang=first.lang,
        rtl=first.direction == "rtl",
        authors=tuple(person.name for person in first.creators) or _signed(first),
        subject=words_of(first.summary) or words_of(first.deck),
        keywords=first.keywords,
        created=first.published,
        modified=first.updated,
        source=newsml.dump(edition),
    )
