"""The page on a screen: well-formed, in its language, and deaf to what an article says."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import tinyhtml5
from hypothesis import HealthCheck, given, settings
from lxml import html
from tinyhtml5.parser import HTMLParser

import convert
from convert.errors import FindingsError
from convert.house import House
from convert.model import Article, Concept, Edition, Paragraph, Preformatted, Run, label
from convert.notes import Notes
from tests.strategies import editions
from tests.writers import stories
from tests.writers.conftest import Made
from tests.writers.stories import RTL, STORIES
from tests.writers.test_text import DRAW_ONLY, kept_lines, plain, quiet

ALL = tuple(STORIES)
PAGES = (*ALL, "kuwait", "lighthouse")
HTML = "{http://www.w3.org/1999/xhtml}"
#: HTML Standard §13.1.2.
VOID = ("br", "hr", "img", "meta", "link", "input", "wbr")
LAW = settings(max_examples=25, phases=DRAW_ONLY, deadline=None, suppress_health_check=list(HealthCheck))


def written(edition: Edition, **options: Any) -> str:
    """Return *edition* as a page."""
    return convert.render(edition, "html", house=House(), notes=Notes(), **options).decode()


def faults(page: str) -> list[Any]:
    """Return what a parser that follows the HTML Standard has to put right."""
    parser = HTMLParser()
    parser.parse(page)
    return list(parser.errors)


def parsed(page: str) -> Any:
    """Return the page as a browser reads it."""
    return html.document_fromstring(page)


def shown(page: str) -> str:
    """Return the words of the articles on the page, the signs of notes left out."""
    root = parsed(page)
    for sign in root.xpath("//a[@role='doc-noteref']"):
        sign.text = ""
    return plain("".join(root.xpath("//article//text()")))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_nothing_a_browser_must_put_right(name: str, made: Made) -> None:
    page = made(name, "html").decode()
    assert page.startswith("<!DOCTYPE html>\n<html")
    assert faults(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_two_parsers_read_the_same_words(name: str, made: Made) -> None:
    page = made(name, "html").decode()
    by_standard = "".join(tinyhtml5.parse(page).find(f"{HTML}body").itertext())
    assert by_standard.split() == "".join(parsed(page).find("body").itertext()).split()


@pytest.mark.parametrize("name", PAGES)
def test_the_page_says_its_language_and_direction(
    name: str, made: Made, edition_of: Callable[[str], Edition]
) -> None:
    article = edition_of(name).articles[0]
    root = parsed(made(name, "html").decode())
    assert (root.get("lang"), root.get("dir")) == (article.lang, article.direction)
    assert root.xpath("//@xml:lang") == []
    assert root.xpath("//meta/@charset") == ["utf-8"]
    assert root.xpath("string(//title)") == "".join(run.text for run in article.headline)
    assert root.xpath("//h1/text()") == ["".join(run.text for run in article.headline)]


def test_each_article_of_an_issue_says_its_own() -> None:
    root = parsed(written(stories.edition("ar", "he", "en", issue="الجريدة")))
    said = [(one.get("lang"), one.get("dir")) for one in root.xpath("//article")]
    assert said == [("ar", "rtl"), ("he", "rtl"), ("en", "ltr")]
    assert root.xpath("string(//title)") == "الجريدة"
    assert (root.get("lang"), root.get("dir")) == ("ar", "rtl")


@pytest.mark.parametrize("name", PAGES)
def test_every_id_is_said_once_and_every_link_within_leads_somewhere(name: str, made: Made) -> None:
    root = parsed(made(name, "html").decode())
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {href[1:] for href in root.xpath("//@href") if href.startswith("#")} <= set(ids)


def test_an_issue_of_two_articles_with_the_same_ids_says_each_once() -> None:
    ids = parsed(written(stories.edition("ar", "he"))).xpath("//@id")
    assert len(ids) == len(set(ids))


# --- facts --------------------------------------------------------------------------------------


def facts(page: str) -> Any:
    """Return the JSON-LD of a page."""
    (script,) = parsed(page).xpath("//script")
    assert script.get("type") == "application/ld+json"
    return json.loads(script.text)


@pytest.mark.parametrize("lang", ALL)
def test_the_facts_are_those_of_the_article(lang: str, made: Made) -> None:
    said = facts(made(lang, "html").decode())
    assert (said["@context"], said["@type"]) == ("https://schema.org", "NewsArticle")
    assert said["headline"] == STORIES[lang].headline
    assert said["alternativeHeadline"] == STORIES[lang].deck
    assert said["inLanguage"] == lang
    assert said["datePublished"] == stories.WHEN.isoformat()
    assert said["identifier"].endswith(lang)
    assert said["image"] == [stories.PICTURE]
    assert said["publisher"]["@type"] == "Organization"
    assert "dateModified" not in said


def test_the_facts_name_the_people_and_the_section() -> None:
    changes = {"creators": (Concept(name="ليلى"),), "section": "ثقافة", "keywords": ("كتب",)}
    said = facts(written(stories.edition("ar", **changes)))
    assert said["author"] == [{"@type": "Person", "name": "ليلى"}]
    assert (said["articleSection"], said["keywords"]) == ("ثقافة", ["كتب"])


def test_an_issue_has_the_facts_of_each_article() -> None:
    said = facts(written(stories.edition("ar", "he")))
    assert [one["inLanguage"] for one in said] == ["ar", "he"]


EVIL = (
    "</script><script>alert(1)</script>",
    "</SCRIPT ><img src=x onerror=alert(1)>",
    "<!--<script>",
    "]]></script>",
    "</style><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    '"><script>alert(1)</script>',
    "&lt;script&gt;",
    "\\u003c/script>",
)


@pytest.mark.parametrize("evil", EVIL)
def test_no_word_of_an_article_becomes_markup(evil: str) -> None:
    words = label(f"خبر {evil} هنا")
    changes: dict[str, Any] = dict.fromkeys(("headline", "deck", "kicker", "byline", "summary"), words)
    body = (Paragraph(text=(*words, Run(evil, href="https://example.org/\"'>"))), Preformatted(text=evil))
    edition = stories.edition("ar", keywords=(evil,), credit=evil, section=evil, body=body, **changes)
    page = written(edition)
    root = parsed(page)
    assert [script.get("type") for script in root.xpath("//script")] == ["application/ld+json"]
    assert len(root.xpath("//style")) == 1
    assert (
        root.xpath("//body//*[@onerror or self::img or self::script or self::iframe or self::object]") == []
    )
    assert facts(page)["headline"] == f"خبر {evil} هنا"
    assert root.xpath("string(//h1)") == f"خبر {evil} هنا"
    assert root.xpath("string(//title)") == f"خبر {evil} هنا"
    assert evil in root.xpath("string(//pre)")
    assert faults(page) == []


@pytest.mark.parametrize("name", PAGES)
def test_the_page_loads_nothing_from_elsewhere(name: str, made: Made) -> None:
    page = made(name, "html").decode()
    root = parsed(page)
    assert root.xpath("//link | //iframe | //object | //embed | //script[@src] | //form | //base") == []
    assert all(src.startswith("data:image/") for src in root.xpath("//@src"))
    assert not re.search(r"url\(|@import", root.xpath("string(//style)"))


@pytest.mark.parametrize("name", PAGES)
def test_void_elements_have_no_slash_and_no_end_tag(name: str, made: Made) -> None:
    page = made(name, "html").decode()
    assert not re.search(r"<[a-z]+[^>]*/>", re.sub("<script.*?</script>", "", page, flags=re.DOTALL))
    assert not re.search(f"</({'|'.join(VOID)})>", page)
    assert "xmlns" not in page


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_every_word_is_on_the_page(name: str, made: Made, edition_of: Callable[[str], Edition]) -> None:
    text = shown(made(name, "html").decode())
    for article in edition_of(name).articles:
        assert [line for line in kept_lines(article, deletions=True) if plain(line) not in text] == []


@pytest.mark.parametrize("lang", RTL)
def test_what_is_technical_is_isolated(lang: str, made: Made) -> None:
    root = parsed(made(lang, "html").decode())
    found = ["".join(one.itertext()) for one in root.xpath("//bdi[@dir='ltr']")]
    assert found == [STORIES[lang].phone, stories.ADDRESS, stories.TONGUE]


def printable(edition: Edition) -> Edition:
    """Return *edition* with nothing in it that may not be printed, and at least one article."""
    articles = edition.articles or (stories.article("ar"),)
    freed: tuple[Article, ...] = tuple(replace(one, status="usable", embargo=None) for one in articles)
    return replace(edition, articles=freed)


@quiet
@LAW
@given(editions().map(printable))
def test_every_edition_is_a_page_a_browser_reads_as_it_is_written(edition: Edition) -> None:
    page = written(edition)
    assert faults(page) == []
    text = shown(page)
    for article in edition.articles:
        for line in kept_lines(article, deletions=True):
            assert plain(line) in text
    facts(page)
    root = parsed(page)
    assert len(root.xpath("//article")) == len(edition.articles)
    assert len(root.xpath("//style")) == len(root.xpath("//script")) == 1


# --- what may not be written, and the same bytes ------------------------------------------------


def test_an_embargoed_article_makes_no_page_unless_told_to() -> None:
    edition = stories.edition("ar", embargo=stories.WHEN)
    with pytest.raises(FindingsError):
        written(edition)
    assert written(edition, ignore_embargo=True)


def test_a_cancelled_article_makes_no_page() -> None:
    with pytest.raises(FindingsError):
        written(stories.edition("ar", status="canceled"), ignore_embargo=True)


def test_the_same_page_comes_from_another_time_zone_and_another_hash_seed(
    digests_elsewhere: list[dict[str, str]],
) -> None:
    here, *there = [{k: v for k, v in place.items() if k.endswith(".html")} for place in digests_elsewhere]
    assert here
    assert all(place == here for place in there)
