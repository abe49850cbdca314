"""The text runs ahead of what does not fit, and loses nothing."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from convert.house import House
from convert.model import Figure, Heading, Image, Item, List, Paragraph, label
from convert.notes import Notes
from convert.pdf.ahead import _empty, _late, laid_out_ahead
from convert.pdf.document import lay_out
from tests.pages import laid_out, lines
from tests.writers import stories
from tests.writers.stories import PICTURE, STORIES

LANG = "ar"
#: How many paragraphs stand before the picture: at some of these it does not fit its column.
BEFORE = (8, 9, 10, 11)
WORDS = STORIES[LANG].paragraphs[0]


def figure() -> Figure:
    return Figure(image=Image(PICTURE, "", 60, 60), caption=label("شراع"))


def story(paragraphs: int, *late: Any) -> Any:
    """Return a story with so many paragraphs before *late* and forty behind."""
    before = [Paragraph(text=label(f"{number} {WORDS}")) for number in range(paragraphs)]
    after = [Paragraph(text=label(f"{number} {WORDS}")) for number in range(60, 100)]
    made = stories.edition(LANG, body=(*before, *late, *after))
    return replace(made, assets={PICTURE: stories.picture(600, 600)})


def in_order(document: Any) -> list[str]:
    """Return the first words of the paragraphs, column by column."""
    said = [text.split(" ")[0] for page in document.pages for *_, text in lines(page)]
    return [word for word in said if word.isascii() and word.isdigit() and len(word) < 3]


@pytest.mark.parametrize("paragraphs", BEFORE)
def test_no_column_stays_half_empty_before_a_picture(paragraphs: int) -> None:
    document = laid_out(story(paragraphs, figure()), House(), Notes(), "broadsheet")
    assert list(_late(document)) == []


def test_some_of_those_columns_would_stay_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.pdf.document.laid_out_ahead", lambda _tree, render: render())
    empty = [laid_out(story(number, figure()), House(), Notes(), "broadsheet") for number in BEFORE]
    assert any(list(_late(document)) for document in empty)


def test_paragraphs_keep_their_order_and_every_word_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in BEFORE:
        document = laid_out(story(number, figure()), House(), Notes(), "broadsheet")
        with monkeypatch.context() as patch:
            patch.setattr("convert.pdf.document.laid_out_ahead", lambda _tree, render: render())
            plain = laid_out(story(number, figure()), House(), Notes(), "broadsheet")
        assert in_order(document) == in_order(plain)
        assert words(document) == words(plain)


def words(document: Any) -> Counter[str]:
    return Counter(word for page in document.pages for *_, text in lines(page) for word in text.split())


def test_a_subhead_and_what_announces_a_list_are_not_parted_from_it() -> None:
    announced = (
        Heading(text=label("عنوان فرعي")),
        Paragraph(text=label("وهي:")),
        List(ordered=True, items=(Item(label("أولى")), Item(label("ثانية")))),
    )
    for number in BEFORE:
        document = laid_out(story(number, figure(), *announced), House(), Notes(), "broadsheet")
        said = [text for page in document.pages for *_, text in lines(page)]
        place = said.index("وهي:")
        assert said[place - 1] == "عنوان فرعي"
        assert "أولى" in said[place + 1] + said[place + 2]


def test_a_page_without_columns_is_laid_out_once() -> None:
    rendered = []

    class Tree(list[Any]):
        def iter(self) -> list[Any]:
            return []

    def render() -> Any:
        document = lay_out(b"<html lang=ar dir=rtl><body><p>x</p></body></html>", "", {}, Notes())
        rendered.append(document)
        return document

    assert laid_out_ahead(Tree(), render) is rendered[0]
    assert len(rendered) == 1
    assert _empty(rendered[0]) == 1e5
