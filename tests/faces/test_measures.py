"""A face is set in the size and the leading that were chosen for it, or that its maker meant."""

import pytest

from convert.faces import faces, measures
from convert.faces.face import leading_of
from convert.house import Choice, House, find_house
from convert.notes import Notes
from convert.vocab.languages import LANGUAGES, language_of
from convert.writers.page import language_css
from convert.writers.pdf import print_page
from tests.foundry import Press
from tests.writers import stories


@pytest.mark.parametrize("tag", LANGUAGES)
def test_without_a_choice_the_measures_are_those_of_the_language(tag: str) -> None:
    language = LANGUAGES[tag]
    news_scale = language.news_scale or language.scale
    assert measures(language) == (language.line_height, language.head_line_height, language.scale, news_scale)
    assert measures(language, House()) == measures(language)


def test_a_face_that_we_set_another_language_in_brings_its_measures() -> None:
    nastaliq = House(faces={"fa": Choice("Noto Nastaliq Urdu", "Noto Nastaliq Urdu")})
    assert measures(language_of("fa"), nastaliq) == measures(language_of("ur"))


def test_a_publishers_face_is_set_in_its_own_size_and_its_makers_leading(naskh: Press) -> None:
    naskh.settle('[faces.ckb]\ntext = "Our Naskh"\n')
    found = measures(language_of("ckb"), find_house(naskh.folder))
    meant = leading_of(faces(find_house(naskh.folder))["Our Naskh"].cut(400))
    assert found == (round(meant, 2), language_of("ckb").head_line_height, 1.0, 1.0)
    assert 1.6 < meant < 1.8


def test_the_page_is_told(naskh: Press) -> None:
    naskh.settle('[faces.ur]\ntext = "Our Naskh"\nhead = "Our Naskh"\n')
    house = find_house(naskh.folder)
    edition = stories.edition("ur")
    _, sheet = print_page(edition, Notes(), house, "article", (), ignore_embargo=False)
    assert "--scale: 1.0;" in sheet
    assert "--scale: 1.12;" in language_css(edition.articles, "latn")
