"""Shapes of letters become the letters they are; signs and all other text stay."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.script.presentation import letters

FORMS = st.one_of(st.characters(min_codepoint=0xFB1D, max_codepoint=0xFEFF), st.sampled_from("اب שa ١\u064b"))


@pytest.mark.parametrize(
    ("forms", "plain"),
    [
        ("ﺳﻼﻡ", "سلام"),
        ("ﻋﻠﻴﻜﻢ", "عليكم"),
        ("ﺍﻷﻭﻝ", "الأول"),
        ("ﭘﮋﻭﻫﺶ ﮔﭻ", "پژوهش گچ"),
        ("ﯾﮏ", "یک"),
        ("ﮨﮯ ﮐﮩﺎﮞ ﭨﮭﻨﮉﺍ", "ہے کہاں ٹھنڈا"),
        ("\ufdf2", "الله"),
        ("\ufd3c", "اً"),
        ("\ufc5e\ufc60", "\u064c\u0651\u064e\u0651"),
        ("ﻣ\ufe76ﻦ", "م\u064eن"),
        ("ﻣ\ufe77ﻦ", "م\N{ARABIC TATWEEL}\u064eن"),
        ("\ufb2e\ufb4b", "א\u05b7ו\u05b9"),
        ("\ufb2c", "ש\u05bc\u05c1"),
        ("\ufb21\ufb4f", "אאל"),
    ],
)
def test_a_form_becomes_its_letters(forms: str, plain: str) -> None:
    assert letters(forms) == plain


@pytest.mark.parametrize(
    "sign",
    ["\ufdfa", "\ufdfb", "\ufdfc", "\ufdfd", "\ufd3e", "\ufd3f", "\ufdf0", "\ufeff", "\ufb1e", "\ufe73"],
)
def test_a_sign_that_has_no_other_spelling_stays(sign: str) -> None:
    assert letters(f"ا{sign}ب") == f"ا{sign}ب"


def test_spaces_joiners_and_letters_stay() -> None:
    text = "می\N{ZERO WIDTH NON-JOINER}خواهم مُحَمَّدٌ שָׁלוֹם 10\N{NO-BREAK SPACE}% ½ é ﬁn"
    assert letters(text) == text


@given(st.text(FORMS))
def test_once_is_enough(text: str) -> None:
    assert letters(letters(text)) == letters(text)


@given(st.text(FORMS))
def test_each_form_is_taken_by_itself_and_means_the_same(text: str) -> None:
    assert letters(text) == "".join(map(letters, text))
    for form in text:
        assert (
            unicodedata.normalize("NFKD", letters(form))
            == unicodedata.normalize("NFKD", form).lstrip(" " if form != " " else "")
            or letters(form) == form
        )
