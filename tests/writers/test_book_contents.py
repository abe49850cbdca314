"""An issue as a book: its sections, its place in a series, what the publisher claims."""

from dataclasses import replace
from typing import Any

import pytest

import convert
from convert.errors import UsageError
from convert.house import House
from convert.model import Concept, Edition, Endnote, Endnotes, ItemRef, NoteRef, Paragraph, Run, Section
from convert.notes import Notes
from tests.writers import stories
from tests.writers.conftest import unzipped
from tests.writers.test_epub import NS, TYPE, Files, chapters_of, find, metas, ncx_of, pages_of, written

ISSN = "urn:issn:2049-3630"


def bound(**changes: Any) -> Edition:
    """Return four articles in two sections and one in none, in another order than they were read."""
    edition = stories.edition("ar", "fa", "he", "en", "ur", issue="الجريدة")
    assert edition.issue
    ar, fa, he, en, _ = (ItemRef(guid=article.guid) for article in edition.articles)
    sections = (
        Section(id="s1", title="محليات", items=(he, ar)),
        Section(id="s2", title="دوليات", items=(en, fa)),
    )
    return replace(edition, issue=replace(edition.issue, sections=sections, **changes))


def nav_of(files: Files) -> Any:
    (nav,) = (root for path, root in pages_of(files).items() if path.endswith("nav.xhtml"))
    return nav


def test_the_contents_show_sections_and_their_articles_in_the_order_of_the_spine() -> None:
    edition = bound()
    files = unzipped(written(edition))
    entries = nav_of(files).xpath("//x:nav[@id='toc']/x:ol/x:li", namespaces=NS)
    headlines = {article.lang: stories.STORIES[article.lang].headline for article in edition.articles}
    assert ["".join(entry.xpath("x:a/text()", namespaces=NS)) for entry in entries] == [
        "محليات",
        "دوليات",
        headlines["ur"],
    ]
    inner = [entry.xpath("x:ol/x:li/x:a/text()", namespaces=NS) for entry in entries]
    assert inner == [[headlines["he"], headlines["ar"]], [headlines["en"], headlines["fa"]], []]
    assert [chapter.get("lang") for chapter in chapters_of(files)] == ["he", "ar", "en", "fa", "ur"]


def test_two_articles_of_one_name_are_both_in_the_contents() -> None:
    one = stories.edition("ar", issue="العدد")
    twice = replace(one, articles=one.articles * 2)
    nav = nav_of(unzipped(written(twice)))
    assert nav.xpath("//x:nav[@id='toc']//x:a/@href", namespaces=NS) == [
        "text/a0001.xhtml",
        "text/a0002.xhtml",
    ]


def test_the_ncx_has_the_same_sections() -> None:
    from lxml import etree

    points = etree.fromstring(ncx_of(unzipped(written(bound())))).xpath(
        "//ncx:navMap/ncx:navPoint", namespaces=NS
    )
    assert [len(point.xpath("ncx:navPoint", namespaces=NS)) for point in points] == [2, 2, 0]


def test_one_section_alone_is_no_level_of_its_own() -> None:
    edition = stories.edition("ar", "he", issue="العدد")
    assert edition.issue
    refs = tuple(ItemRef(guid=article.guid) for article in edition.articles)
    issue = replace(edition.issue, sections=(Section(id="s", title="أخبار", items=refs),))
    nav = nav_of(unzipped(written(replace(edition, issue=issue))))
    assert len(nav.xpath("//x:nav[@id='toc']/x:ol/x:li", namespaces=NS)) == 2
    assert not nav.xpath("//x:nav[@id='toc']//x:ol//x:ol", namespaces=NS)


def test_the_other_writers_keep_the_order_of_the_sections_too() -> None:
    for format_ in ("html", "text"):
        said = convert.render(bound(), format_, house=House(), notes=Notes()).decode()
        places = [said.index(stories.STORIES[lang].headline) for lang in ("he", "ar", "en", "fa", "ur")]
        assert places == sorted(places), format_


def test_an_issue_says_its_series_its_number_and_its_issn() -> None:
    paper = Concept(name="الجريدة", uri=ISSN)
    files = unzipped(written(bound(number="4521", series=(paper,))))
    assert metas(files, "belongs-to-collection") == ["الجريدة"]
    refined = {meta.get("property"): meta.text for meta in find(files, "//opf:meta[@refines='#series']")}
    assert refined == {"collection-type": "series", "group-position": "4521", "dcterms:identifier": ISSN}
    assert [one.text for one in find(files, "//dc:creator")] == []


def test_a_number_alone_makes_the_title_a_series() -> None:
    files = unzipped(written(bound(number="7")))
    assert metas(files, "belongs-to-collection") == ["الجريدة"]
    assert metas(unzipped(written(bound())), "belongs-to-collection") == []


def test_a_subject_says_its_vocabulary_and_its_term() -> None:
    subjects = (
        Concept(name="ثقافة", qcode="medtop:20000038"),
        Concept(name="بحر", uri="https://example.org/terms/sea"),
        Concept(name="سفن", qcode="own:7"),
    )
    edition = stories.edition("ar", subjects=subjects, keywords=("ميناء", "بحر"))
    files = unzipped(written(edition))
    assert [one.text for one in find(files, "//dc:subject")] == ["ثقافة", "بحر", "سفن", "ميناء"]
    refined = [
        (meta.get("refines"), meta.get("property"), meta.text)
        for meta in find(files, "//opf:meta[starts-with(@refines, '#subject')]")
    ]
    assert refined == [
        ("#subject1", "authority", "http://cv.iptc.org/newscodes/mediatopic/"),
        ("#subject1", "term", "20000038"),
        ("#subject2", "authority", "https://example.org/terms/"),
        ("#subject2", "term", "sea"),
    ]


def test_the_deck_is_the_subtitle() -> None:
    files = unzipped(written(stories.edition("ar")))
    assert [one.text for one in find(files, "//dc:title")] == [
        stories.STORIES["ar"].headline,
        stories.STORIES["ar"].deck,
    ]
    kinds = {meta.get("refines"): meta.text for meta in find(files, "//opf:meta[@property='title-type']")}
    assert kinds == {"#title": "main", "#subtitle": "subtitle"}


def test_conformance_is_said_only_when_the_publisher_says_it() -> None:
    said = "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"
    files = unzipped(written(stories.edition("ar"), conforms_to=said, certified_by="دار المثال"))
    assert metas(files, "dcterms:conformsTo") == [said]
    (by,) = find(files, "//opf:meta[@property='a11y:certifiedBy']")
    assert (by.get("refines"), by.text) == ("#conformance", "دار المثال")


@pytest.mark.parametrize(
    "claims",
    [{"conforms_to": "WCAG AA"}, {"certified_by": "دار المثال"}, {"conforms_to": "EPUB Accessibility 1.1"}],
)
def test_a_claim_that_says_nothing_is_refused(claims: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        written(stories.edition("ar"), **claims)


def test_two_notes_of_one_name_are_both_shown() -> None:
    notes = tuple(Endnote(id="n1", text=(Run(words),)) for words in ("شرح", "بيان"))
    (chapter,) = chapters_of(unzipped(written(stories.edition("ar", body=(Endnotes(notes=notes),)))))
    shown = chapter.xpath("//x:div[@role='doc-footnote']", namespaces=NS)
    assert [note.get("id") for note in shown] == ["n1", None]


def test_a_note_is_shown_over_the_page_and_leads_back() -> None:
    text = (Run("كلمة"), NoteRef(note="n1", id="r1", label="١"), Run("."))
    body = (Paragraph(text=text), Endnotes(notes=(Endnote(id="n1", text=(Run("شرح"),), ref="r1"),)))
    (chapter,) = chapters_of(unzipped(written(stories.edition("ar", body=body))))
    (sign,) = chapter.xpath("//x:a[@role='doc-noteref']", namespaces=NS)
    (note,) = chapter.xpath("//x:li/x:div[@id='n1']", namespaces=NS)
    assert note.get("role") == "doc-footnote"
    assert (sign.get(TYPE), sign.get("href"), note.get(TYPE)) == ("noteref", "#n1", "footnote")
    (back,) = note.xpath(".//x:a[@role='doc-backlink']", namespaces=NS)
    assert back.get("href") == f"#{sign.get('id')}"
