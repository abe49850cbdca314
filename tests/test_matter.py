"""Facts that a person states: in the front matter of a file, and with -M on the command line."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.errors import ExitCode, UsageError
from convert.matter import KEYS, known_matter, split_matter, with_matter
from convert.model import Article, label, words_of
from convert.notes import Notes

KUWAIT_TIME = timezone(timedelta(hours=3))
MOMENT = datetime(2020, 11, 28, 4, 27, tzinfo=KUWAIT_TIME)
ARTICLE = Article(guid="urn:x:1", lang="ar", direction="rtl", headline=label("خبر"))
#: A value for each key that fits it.
VALUES = {
    **dict.fromkeys(("headline", "deck", "kicker", "byline", "dateline", "summary"), "كلمات"),
    **dict.fromkeys(("author", "section", "slug", "credit", "rights", "keywords"), "كلمات"),
    **dict.fromkeys(("published", "updated", "embargo"), "2020-11-28T04:27+03:00"),
    "lang": "fa-IR", "guid": "urn:x:2", "version": "2", "status": "withheld",
}  # fmt: skip


def test_every_key_sets_something() -> None:
    assert set(VALUES) == set(KEYS)
    for key, value in VALUES.items():
        assert with_matter(ARTICLE, {key: value}) != ARTICLE, key


@pytest.mark.parametrize(
    ("key", "value", "sentence"),
    [
        ("headlin", "خبر", "no fact is called"),
        ("published", "28-11-2020", "no time with an offset"),
        ("published", "2020-11-28T04:27", "no time with an offset"),
        ("embargo", "", "no time with an offset"),
        ("version", "0", "no number from 1 up"),
        ("version", "٢", "no number from 1 up"),
        ("status", "live", "none of usable, withheld, canceled"),
        ("lang", "", "no language tag"),
        ("lang", "العربية", "no language tag"),
        ("guid", "", "no name"),
        ("guid", "a b", "no name"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused_in_a_sentence(key: str, value: str, sentence: str) -> None:
    with pytest.raises(UsageError, match=sentence) as refusal:
        with_matter(ARTICLE, {key: value})
    assert refusal.value.exit_code == ExitCode.USAGE


def test_a_language_brings_its_direction() -> None:
    assert with_matter(ARTICLE, {"lang": "en"}).direction == "ltr"
    assert with_matter(ARTICLE, {"lang": "az-Arab"}).direction == "rtl"


def test_an_author_is_named_to_the_reader_and_to_the_archive() -> None:
    article = with_matter(ARTICLE, {"author": "نورة الخالد، سالم العلي"})
    assert words_of(article.byline) == "نورة الخالد، سالم العلي"
    assert [(person.name, person.type) for person in article.creators] == [
        ("نورة الخالد", "cpnat:person"),
        ("سالم العلي", "cpnat:person"),
    ]


def test_keywords_are_parted_by_commas_of_every_script() -> None:
    assert with_matter(ARTICLE, {"keywords": "أ، ب,ج;د، "}).keywords == ("أ", "ب", "ج", "د")


def test_what_xml_cannot_hold_is_left_out_of_a_fact() -> None:
    assert words_of(with_matter(ARTICLE, {"headline": "خبر\x07\u2028 جديد"}).headline) == "خبر جديد"


def test_the_day_of_publication_dates_the_version_that_nothing_else_dates() -> None:
    assert with_matter(ARTICLE, {"published": MOMENT.isoformat()}).version_created == MOMENT
    later = replace(ARTICLE, version_created=datetime(2020, 12, 1, tzinfo=UTC))
    assert with_matter(later, {"published": MOMENT.isoformat()}).version_created == later.version_created


def test_a_version_dated_by_its_publication_moves_with_it() -> None:
    guessed = datetime(2020, 11, 27, tzinfo=UTC)
    article = replace(ARTICLE, published=guessed, first_created=guessed, version_created=guessed)
    moved = with_matter(article, {"published": MOMENT.isoformat()})
    assert (moved.published, moved.first_created, moved.version_created) == (MOMENT, MOMENT, MOMENT)


def test_an_update_dates_the_version() -> None:
    stated = {"published": "2020-11-27T00:00Z", "updated": MOMENT.isoformat()}
    article = with_matter(ARTICLE, stated)
    assert (article.updated, article.version_created) == (MOMENT, MOMENT)


# --- the front matter of a file ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["---", "kicker: محليات", "---", "خبر"], ({"kicker": "محليات"}, 3)),
        ([" --- ", "", "Kicker :  محليات ", "---"], ({"kicker": "محليات"}, 4)),
        (["---", "---", "خبر"], ({}, 2)),
        (["---", "summary: a: b", "---"], ({"summary": "a: b"}, 3)),
        (["---", "headline: 'خبر'", 'deck: "خبر"', "---"], ({"headline": "خبر", "deck": "خبر"}, 4)),
        (["---", 'headline: "أ" و"ب"', "---"], ({"headline": '"أ" و"ب"'}, 3)),
        (["---", 'headline: "', "---"], ({"headline": '"'}, 3)),
        (["---", "kicker: محليات", "نص", "---"], ({}, 0)),
        (["---", "kicker: محليات"], ({}, 0)),
        (["خبر", "---", "kicker: محليات", "---"], ({}, 0)),
        (["----", "kicker: محليات", "----"], ({}, 0)),
        ([], ({}, 0)),
    ],
)
def test_front_matter_is_key_and_value_between_fences_at_the_top(
    lines: list[str], found: tuple[dict[str, str], int]
) -> None:
    assert split_matter(lines) == found


@given(st.lists(st.text("-: aخ\"'k", max_size=8), max_size=8))
def test_front_matter_takes_no_line_it_does_not_understand(lines: list[str]) -> None:
    found, taken = split_matter(["---", *lines])
    assert len(found) <= max(taken - 2, 0)
    assert taken <= len(lines) + 1


def test_keys_that_nothing_uses_are_noted_with_their_values() -> None:
    notes = Notes()
    found = {"layout": "post", "title": "خبر", "headline": "آخر", "deck": ""}
    assert known_matter(found, notes, "front matter") == {"headline": "خبر"}
    assert [(note.code, note.where) for note in notes] == [("text/matter-unknown", "front matter")] * 2
    assert [note.text.rpartition(": ")[2] for note in notes] == ["post", "آخر"]
