"""Nothing is lost on the way into a book: every word of real texts, and of whatever the model can hold."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

import convert
from convert.house import House
from convert.model import Article, Edition
from convert.notes import Notes
from tests.strategies import editions
from tests.writers.conftest import ROOT, unzipped
from tests.writers.test_epub import words_in_order, written

CORPUS = ROOT.parent / "shared" / "data" / "corpus"
TEXTS = sorted(str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.txt"))


@pytest.mark.parametrize("name", TEXTS or ["index.tsv"])
def test_every_word_of_a_real_text_is_in_its_book(name: str, shared: Path) -> None:
    edition = convert.read(shared / name, house=House(), notes=Notes())
    files = unzipped(written(edition, cover="none", fonts="none"))
    assert list(words_in_order(files, edition)) == []


def _free_to_print(article: Article) -> Article:
    return replace(article, status="usable", embargo=None)


@given(editions().filter(lambda edition: bool(edition.articles)))
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_word_of_whatever_the_model_can_hold_is_in_its_book(edition: Edition) -> None:
    printable = replace(edition, articles=tuple(map(_free_to_print, edition.articles)))
    files = unzipped(written(printable, cover="none", fonts="none"))
    ordered = replace(printable, articles=printable.in_order)
    assert list(words_in_order(files, ordered)) == []
