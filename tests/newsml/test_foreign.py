"""What other newsrooms send: read leniently, nothing lost in silence."""

from pathlib import Path

import pytest

from convert.model import Article, Paragraph, words_of
from convert.newsml import dump, load
from convert.newsml.count import lines
from convert.newsml.losses import losses
from convert.notes import Notes

WORKED = ("seed", "feature", "photo1", "edition")


def news(body: str, root: str = "", meta: str = "") -> bytes:
    """Return a small item as an agency might send it."""
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" {root}>
<itemMeta><itemClass qcode="ninat:text"/>{meta}
<versionCreated>2025-03-14T06:00:00+03:00</versionCreated></itemMeta>
<contentMeta><headline>خبر</headline></contentMeta>
<contentSet><inlineXML contenttype="application/xhtml+xml">
<html xmlns="http://www.w3.org/1999/xhtml"><body>{body}</body></html></inlineXML></contentSet></newsItem>""".encode()


def article(data: bytes, notes: Notes | None = None) -> Article:
    return load(data, notes).articles[0]


def said(data: bytes) -> list[str]:
    return [line for line in lines(article(data).body) if line]


@pytest.mark.parametrize("name", WORKED)
def test_a_worked_example_loses_nothing(name: str, shared: Path) -> None:
    data = (shared / "data" / "canonical" / f"{name}.newsml.xml").read_bytes()
    assert list(losses(data, load(data))) == []


def test_what_has_no_place_is_said() -> None:
    data = news("<p>نص</p>", meta='<service qcode="svc:9"><name>Wire</name></service>')
    told = " ".join(losses(data, load(data)))
    assert "service/@qcode 'svc:9'" in told
    assert "Wire" in told


def test_paragraphs_in_a_cell_do_not_run_together() -> None:
    cells = said(news("<table><tr><td><p>واحد</p><p>اثنان</p></td></tr></table>"))
    assert cells == ["واحد\nاثنان"]


def test_a_credit_in_a_quote_is_said_once() -> None:
    assert said(news("<blockquote><p>قول</p><cite>قائل</cite></blockquote>")) == ["قول", "قائل"]
    assert said(news("<blockquote><cite>قائل</cite></blockquote>")) == ["قائل"]


def test_a_picture_alone_in_a_paragraph_leaves_no_empty_paragraph() -> None:
    body = article(news('<p><img src="a.png" alt="صورة"/></p>')).body
    assert [type(block).__name__ for block in body] == ["Figure"]


def test_control_characters_are_left_out_with_a_note() -> None:
    notes = Notes()
    found = article(news("<pre>a\u0085b</pre><p>c\u0085d</p>"), notes)
    assert list(lines(found.body)) == ["ab", "cd"]
    assert set(notes.codes()) >= {"newsml/control-dropped"}


@pytest.mark.parametrize(
    ("root", "direction"),
    [('xml:lang="en"', "ltr"), ('xml:lang="ar"', "rtl"), ('xml:lang="en" dir="rtl"', "rtl")],
)
def test_a_direction_that_is_not_stated_follows_from_the_language(root: str, direction: str) -> None:
    assert article(news("<p>x</p>", root)).direction == direction


def test_an_embargo_without_a_time_holds_the_item_back() -> None:
    data = news("<p>نص</p>").replace(b"</versionCreated>", b"</versionCreated><embargoed/>")
    assert article(data).status == "withheld"


def test_wrappers_and_bare_text_become_flat_paragraphs() -> None:
    found = article(news("<div>بلا فقرة<section><p>فقرة</p></section></div>"))
    assert [words_of(block.text) for block in found.body if isinstance(block, Paragraph)] == [
        "بلا فقرة",
        "فقرة",
    ]
    assert load(dump(load(news("<div>x</div>")))) == load(news("<div>x</div>"))
