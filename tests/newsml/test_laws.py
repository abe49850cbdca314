"""The laws of the canonical form: what is dumped is loaded again, and dumped again to the same bytes."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from convert.model import Article, Blocks, Edition, label
from convert.newsml.dump import dump
from convert.newsml.load import load
from convert.notes import Notes
from tests.strategies import bodies, editions

#: Editions are large and slow to draw, and to explain; that is no fault of theirs.
LAW = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=set(Phase) - {Phase.explain},
)


def holding(body: Blocks) -> Edition:
    """Return an edition of one article with *body*."""
    article = Article(guid="urn:newsml:x:1", lang="ar", direction="rtl", headline=label("خبر"), body=body)
    return Edition(articles=(article,))


@LAW
@given(bodies())
def test_every_body_comes_back_from_the_canonical_form(body: Blocks) -> None:
    notes = Notes()
    assert load(dump(holding(body)), notes).articles[0].body == body
    assert not list(notes)


@LAW
@given(editions())
def test_every_edition_comes_back_from_the_canonical_form(edition: Edition) -> None:
    assert load(dump(edition)) == edition


@LAW
@given(editions())
def test_a_loaded_edition_is_dumped_to_the_same_bytes(edition: Edition) -> None:
    once = dump(edition)
    assert dump(load(once)) == once


@pytest.mark.parametrize("name", ["seed", "feature", "photo1", "edition"])
def test_a_worked_example_keeps_its_content_through_a_round_trip(shared: Path, name: str) -> None:
    notes = Notes()
    edition = load((shared / "data" / "canonical" / f"{name}.newsml.xml").read_bytes(), notes)
    assert load(dump(edition)) == edition
    assert dump(load(dump(edition))) == dump(edition)
    assert not list(notes)
