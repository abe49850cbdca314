"""The list of pages of a book is that of the PDF of the same run: pages begin with the same words."""

import io
import unicodedata
from collections import Counter
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest
from lxml import etree

import convert
from convert.house import House
from convert.model import Edition, Figure, Heading, Image, Item, List, Paragraph, label
from convert.notes import Notes
from convert.script.digits import in_digits
from convert.vocab.languages import digits_of
from convert.writers.page import running_head
from tests.writers import stories
from tests.writers.conftest import unzipped
from tests.writers.stories import STORIES
from tests.writers.test_epub import NS, Files, chapters_of, metas

PAGEBREAK = "doc-pagebreak"


def both(edition: Edition, **options: Any) -> tuple[bytes, Files]:
    """Return an edition as PDF and as the files of a book, made in one run."""
    made = convert.render_each(
        edition, {"epub": {}, "pdf": options}, house=House(), notes=Notes(), paper="paper.pdf"
    )
    return made["pdf"], unzipped(made["epub"])


def letters(text: str) -> Counter[str]:
    """Return the letters of a text, whatever their order and shape; digits are on every page's foot."""
    folded = unicodedata.normalize("NFKC", text)
    return Counter(char for char in folded if unicodedata.category(char)[0] == "L")


def on_paper(pdf: bytes, heads: list[str]) -> list[Counter[str]]:
    """Return the letters of each page of the PDF but for what stands in its margins."""
    pages = [letters(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(io.BytesIO(pdf))]
    return [page - letters(head) for page, head in zip(pages, heads, strict=True)]


def in_book(chapters: list[Any]) -> list[Counter[str]]:
    """Return the letters of the book from mark to mark."""
    pages: list[list[str]] = []
    for chapter in chapters:
        for kind, element in etree.iterwalk(chapter.find("{*}body"), events=("start", "end")):
            if kind == "start" and element.get("role") == PAGEBREAK:
                pages.append([])
            said = element.text if kind == "start" else element.tail
            if said and pages:
                pages[-1].append(said)
    return [letters("".join(page)) for page in pages]


def heads_of(edition: Edition, count: int) -> list[str]:
    """Return what stands over each page: nothing over the first."""
    return ["", *([running_head(edition.articles[0])] * (count - 1))]


@pytest.mark.parametrize("lang", STORIES)
def test_every_page_begins_with_the_same_words(lang: str) -> None:
    edition = stories.long(lang)
    pdf, files = both(edition)
    book = in_book(chapters_of(files))
    paper = on_paper(pdf, heads_of(edition, len(book)))
    assert len(book) >= 2
    assert book == paper


@pytest.mark.parametrize("style", ["article", "broadsheet", "magazine", "reader"])
def test_it_is_so_in_every_style(style: str) -> None:
    edition = stories.long("ar", 40)
    pdf, files = both(edition, style=style)
    book = in_book(chapters_of(files))
    assert len(book) == len(pypdfium2.PdfDocument(io.BytesIO(pdf))) > 1
    paper = on_paper(pdf, [""] * len(book))
    for marked, printed in zip(book, paper, strict=True):
        assert not marked - printed, "every word of the book's page is on the page of paper"


def test_the_list_names_the_marks_in_the_digits_of_the_page_and_the_package_names_the_pdf() -> None:
    files = both(stories.long("ar"))[1]
    nav = etree.fromstring(files["EPUB/nav.xhtml"])
    listed = nav.xpath("//x:nav[@role='doc-pagelist']//x:a", namespaces=NS)
    marks = [
        mark
        for chapter in chapters_of(files)
        for mark in chapter.iter("{*}span")
        if mark.get("role") == PAGEBREAK
    ]
    assert [link.text for link in listed] == [mark.get("aria-label") for mark in marks]
    assert [link.get("href").partition("#")[2] for link in listed] == [mark.get("id") for mark in marks]
    assert listed[1].text == in_digits("2", digits_of("ar"))
    assert metas(files, "pageBreakSource") == ["paper.pdf"]
    assert {"pageNavigation", "pageBreakMarkers"} <= set(metas(files, "schema:accessibilityFeature"))


def test_an_issue_marks_pages_in_every_article() -> None:
    edition = stories.edition("ar", "he", "fa", issue="العدد")
    articles = tuple(
        replace(stories.long(article.lang).articles[0], guid=article.guid) for article in edition.articles
    )
    pdf, files = both(replace(edition, articles=articles))
    book = in_book(chapters_of(files))
    assert len(book) == len(pypdfium2.PdfDocument(io.BytesIO(pdf)))
    assert convert.check(convert.render(edition, "epub", house=House(), notes=Notes()), format="epub") == []


def test_a_page_may_begin_in_a_list_a_table_or_a_picture() -> None:
    words = STORIES["ar"].paragraphs[0]
    items = tuple(Item(text=label(words)) for _ in range(40))
    picture = Figure(image=Image(stories.PICTURE, "سفينة"), caption=label("السفينة"))
    body = (
        Paragraph(text=label(words)),
        List(items=items),
        picture,
        Heading(text=label("عنوان")),
        List(items=items),
    )
    pdf, files = both(stories.edition("ar", body=body))
    book = in_book(chapters_of(files))
    assert len(book) == len(pypdfium2.PdfDocument(io.BytesIO(pdf))) > 2


def test_a_book_made_alone_has_no_list_of_pages() -> None:
    files = unzipped(convert.render(stories.long("ar"), "epub", house=House(), notes=Notes()))
    assert b"page-list" not in files["EPUB/nav.xhtml"]
    assert metas(files, "pageBreakSource") == []
