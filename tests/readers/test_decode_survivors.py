"""What nobody sees and somebody meant survives reading and tidying."""

import pytest

from convert.formats import Source
from convert.house import House
from convert.model import words_of
from convert.notes import Notes
from convert.readers.text import read_text
from convert.tidy import tidy

KEPT = {
    "ZWNJ": "می\N{ZERO WIDTH NON-JOINER}خواهم",
    "ZWJ": "هـ\N{ZERO WIDTH JOINER} ",
    "NBSP": "10\N{NO-BREAK SPACE}دنانير",
    "RLM": "C++\N{RIGHT-TO-LEFT MARK}،",
    "LRM": "\N{LEFT-TO-RIGHT MARK}+965",
    "ALM": "1\N{ARABIC LETTER MARK}/2",
    "tatweel": "كتــاب",
    "tashkeel": "مُحَمَّدٌ",
    "niqqud": "שָׁלוֹם",
    "soft hyphen": "مو\N{SOFT HYPHEN}سوعة",
}


@pytest.mark.parametrize("words", KEPT.values(), ids=KEPT)
def test_a_character_that_nobody_sees_survives_reading_and_tidying(words: str) -> None:
    notes = Notes()
    house = House(language="ar")
    data = f"عنوان {words} الخبر\nنص {words} المقال.".encode()
    edition = read_text(Source(data, "a.txt"), house, notes)
    kept = tidy(edition, House(tidy_off=("nfc",)), notes).articles[0]
    assert words_of(kept.headline) == f"عنوان {words} الخبر".replace("  ", " ")
    composed = tidy(edition, house, notes).articles[0]
    assert sorted(words_of(composed.headline)) == sorted(words_of(kept.headline))
