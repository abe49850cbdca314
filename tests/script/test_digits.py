"""Digits of the three sets that right-to-left newspapers print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.script.digits import in_digits, latin

SETS = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}


@pytest.mark.parametrize("digits", SETS)
def test_a_number_is_written_in_each_set_and_read_from_each(digits: str) -> None:
    for other in SETS.values():
        assert in_digits(other, digits) == SETS[digits]
        assert latin(other) == SETS["latn"]


@given(st.text(), st.sampled_from(sorted(SETS)))
def test_only_digits_change_and_none_is_lost(text: str, digits: str) -> None:
    shown = in_digits(text, digits)
    assert latin(shown) == latin(text)
    assert in_digits(shown, digits) == shown


def test_letters_and_signs_stay() -> None:
    assert in_digits("قرار 2254، المادة ٣", "arab") == "قرار ٢٢٥٤، المادة ٣"
