"""Where a word may be lengthened."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.script.joining import joins
from convert.script.kashida import TATWEEL, last_letters, places


def best(word: str) -> str:
    """Return *word* with a tatweel in its best place."""
    found = sorted(places(word), key=lambda place: place.rank)
    return word[: found[0].offset] + TATWEEL + word[found[0].offset :] if found else word


@pytest.mark.parametrize(
    ("word", "longer"),
    [
        ("محمد", "محمـد"),
        ("المنطقة", "المنطقـة"),
        ("مستشار", "مسـتشار"),
        ("صاحب", "صـاحب"),
        ("كتاب", "كتـاب"),
        ("ملك", "ملـك"),
        ("كبير", "كبـير"),
        ("نبي", "نـبي"),
        ("ممنوع", "ممنـوع"),
        ("تصدق", "تصـدق"),
        ("يمين", "يميـن"),
        ("عـمل", "عــمل"),
        ("مدرسةٌ", "مدرسـةٌ"),
        ("كَتَبَتْ", "كَتَبَـتْ"),
        ("می‌شود", "می‌شـود"),
        ("گلستان", "گلسـتان"),
        ("«ممنوع»،", "«ممنـوع»،"),
    ],
)
def test_a_word_is_lengthened_in_its_best_place(word: str, longer: str) -> None:
    assert best(word) == longer


@pytest.mark.parametrize(
    "word", ["الله", "والله", "بالله", "لله", "لا", "في", "من", "قد", "دار", "ورد", "السلA", "مسA", "٣سم"]
)
def test_a_word_is_never_lengthened(word: str) -> None:
    assert list(places(word)) == []


@pytest.mark.parametrize(
    ("word", "offset"), [("البر", 2), ("والبر", 3), ("بالبر", 3), ("للبر", 2), ("بلاد", 2)]
)
def test_nothing_is_lengthened_behind_the_article_or_in_lam_alef(word: str, offset: int) -> None:
    assert offset not in {place.offset for place in places(word)}


def test_the_seen_family_comes_before_every_final_letter() -> None:
    ranks = {
        word: min(place.rank for place in places(word))
        for word in ("سماء", "حمد", "كتاب", "كبير", "ممنوع", "يمين")
    }
    assert list(ranks.values()) == sorted(ranks.values())
    assert len(set(ranks.values())) == len(ranks)


def test_places_know_where_their_word_begins() -> None:
    assert [place.word for place in places("محمد في صاحب") if place.rank <= 3] == [0, 8]


def test_the_last_letter_of_a_word_may_have_a_longer_form() -> None:
    assert [place.offset for place in last_letters("كتبٌ من كتاب الله")] == [2, 11]


@given(st.text(alphabet="ابتثجحخدرسصطعفقكلمنهوي \u064b\u0651\u200cلاABC12ـ", max_size=60))
def test_a_place_is_between_two_letters_that_join(text: str) -> None:
    for place in places(text):
        assert joins(text[: place.offset], text[place.offset :])
