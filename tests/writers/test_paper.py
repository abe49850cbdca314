"""What only paper needs of a page."""

import pytest
from lxml import etree

from convert.house import House
from convert.model import Article, Figure, Image, Paragraph, Run, Text, label
from convert.writers import page
from convert.writers.paper import set_for_paper
from tests.writers import stories


def made(article: Article) -> etree._Element:
    element = page.article_element(article, House(), pictures={"a.png": "a.png"})
    set_for_paper(element, article)
    return element


def classes(element: etree._Element) -> list[str]:
    return [part.get("class", etree.QName(part).localname) for part in element]


def figure() -> Figure:
    return Figure(image=Image("a.png", "", 600, 400))


def paragraph(words: str) -> Paragraph:
    return Paragraph(text=label(words))


def test_a_picture_near_the_top_leads_the_story() -> None:
    article = stories.article("ar", body=(paragraph("أ"), figure(), paragraph("ب"), figure()))
    head, body, *_ = made(article)
    assert classes(head) == ["headline", "front"]
    assert classes(head[-1]) == ["introduction", "lead"]
    assert classes(head[-1][0]) == ["deck", "byline", "dates"]
    assert classes(body) == ["p", "p", "figure"]


def test_a_picture_further_down_stays_where_it_is() -> None:
    article = stories.article("ar", body=(*(paragraph("أ"),) * 4, figure()))
    head, body, *_ = made(article)
    assert "front" not in classes(head)
    assert classes(body)[-1] == "figure"


def test_a_small_picture_does_not_lead() -> None:
    small = Figure(image=Image("a.png", "", 60, 40))
    head, body, *_ = made(stories.article("ar", body=(small, paragraph("أ"))))
    assert "front" not in classes(head)
    assert classes(body) == ["figure", "p"]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (label("كتب كثيرة على ظهر كل بيت."), "كل بيت."),
        ((Run("كتب "), Run("كثيرة", ("strong",)), Run(" على ظهر كل بيت.")), "كل بيت."),
        (label("كتب كثيرة على المستشفيات."), ""),
        (label("بيت."), ""),
        ((Run("كتب على "), Run("بيت", ("strong",))), ""),
    ],
)
def test_a_short_last_word_takes_one_along(text: Text, kept: str) -> None:
    article = stories.article("ar", body=(Paragraph(text=text),))
    element = made(article)
    said = "".join(element[1].itertext())
    spans = [part.text for part in element.iter() if part.get("class") == "keep"]
    assert spans == ([kept] if kept else [])
    assert said == "".join(run.text for run in text if isinstance(run, Run))


def test_a_paragraph_that_announces_is_known() -> None:
    article = stories.article("ar", body=(paragraph("وهي:"), paragraph("وهي")))
    assert classes(made(article)[1]) == ["announces", "p"]


def test_margins_know_the_section_and_that_the_story_goes_on() -> None:
    headline = made(stories.article("fa", section="فرهنگ"))[0][0]
    assert headline.get("data-section") == "فرهنگ"
    assert headline.get("data-continues") == "ادامه در صفحهٔ بعد"
