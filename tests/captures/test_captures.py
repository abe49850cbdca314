"""The text reader on captured pages: headlines right, nothing of a body lost, what is round it gone."""

import pytest

import convert
from convert.house import House
from convert.model import words_of
from convert.newsml.count import lines
from convert.notes import Notes
from tests.captures.score import Score, Truth, score, truths

CAPTURES = truths()
#: So many captures of a hundred have the exact number of paragraphs.
EXACT = 0.95


def scored(truth: Truth) -> Score:
    """Return how well one capture is read, with the zone its House would name."""
    edition = convert.read(
        truth.folder / f"{truth.name}.txt", house=House(time_zone=truth.zone), notes=Notes()
    )
    (article,) = edition.articles
    body = [line for line in lines(article.body) if line]
    return score(truth, words_of(article.headline), words_of(article.deck), body)


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    """Every capture, read once."""
    return [scored(truth) for truth in CAPTURES]


def test_there_are_captures_in_every_language_asked_for() -> None:
    assert len(CAPTURES) >= 40
    assert {"ar", "fa", "ur", "he", "ckb", "ps"} <= {truth.lang for truth in CAPTURES}


def test_the_headline_is_right_in_all(scores: list[Score]) -> None:
    assert [truth.name for truth, found in zip(CAPTURES, scores, strict=True) if not found.headline] == []


def test_no_line_of_a_body_is_lost(scores: list[Score]) -> None:
    lost = {truth.name: found.lost for truth, found in zip(CAPTURES, scores, strict=True) if found.lost}
    assert lost == {}


def test_the_number_of_paragraphs_is_exact_in_nearly_all(scores: list[Score]) -> None:
    exact = sum(found.count for found in scores)
    assert exact >= EXACT * len(scores)


def test_hardly_a_line_of_furniture_is_left_in_a_body(scores: list[Score]) -> None:
    assert sum(len(found.leaked) for found in scores) <= len(scores) / 10
