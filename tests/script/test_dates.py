"""Dates and times as the furniture of a page says them, in every language."""

from datetime import UTC, datetime

import pytest

from convert.script.dates import day, day_and_time
from convert.vocab.languages import LANGUAGES

MOMENT = datetime(2020, 11, 28, 4, 27, tzinfo=UTC)
SHOWN = {
    "ar": "٢٨ نوفمبر ٢٠٢٠، ٠٤:٢٧",
    "ar-KW": "٢٨ نوفمبر ٢٠٢٠، ٠٤:٢٧",
    "ar-LB": "٢٨ تشرين الثاني ٢٠٢٠، ٠٤:٢٧",
    "ar-IQ": "٢٨ تشرين الثاني ٢٠٢٠، ٠٤:٢٧",
    "ar-DZ": "28 نوفمبر 2020، 04:27",
    "ar-MA": "28 نونبر 2020، 04:27",
    "fa": "۸ آذر ۱۳۹۹، ۰۴:۲۷",
    "fa-AF": "۲۸ نومبر ۲۰۲۰، ۰۴:۲۷",
    "prs": "۲۸ نومبر ۲۰۲۰، ۰۴:۲۷",
    "ur": "28 نومبر، 2020، 04:27",
    "ur-IN": "۲۸ نومبر، ۲۰۲۰، ۰۴:۲۷",
    "ckb": "٢٨ی تشرینی دووەمی ٢٠٢٠، ٠٤:٢٧",
    "ckb-IQ": "٢٨ی تشرینی دووەمی ٢٠٢٠، ٠٤:٢٧",
    "ps": "۲۰۲۰ نومبر ۲۸، ۰۴:۲۷",
    "sd": "٢٠٢٠ نومبر ٢٨، ٠٤:٢٧",
    "ug": "28-نويابىر، 2020، 04:27",
    "he": "28 בנובמבר 2020, 04:27",
    "yi": "28טן נאוועמבער 2020, 04:27",
    "dv": "28 ނޮވެމްބަރު 2020، 04:27",
    "en": "28 November 2020, 04:27",
    "en-KW": "28 November 2020, 04:27",
    "en-US": "November 28, 2020, 04:27",
}


@pytest.mark.parametrize("tag", SHOWN)
def test_a_moment_is_said_as_the_language_says_it(tag: str) -> None:
    assert day_and_time(MOMENT, tag) == SHOWN[tag]


def test_every_language_of_ours_is_among_them() -> None:
    assert set(LANGUAGES) <= set(SHOWN)


@pytest.mark.parametrize(
    "tag", ["ar-Latn", "az-Arab", "sd-Deva-IN", "ug-KZ", "ku-Arab", "ks", "tlh", "x-none"]
)
def test_a_language_that_is_not_ours_is_said_in_a_script_that_the_page_has(tag: str) -> None:
    assert "M1" not in day(MOMENT, tag)
    assert "20" in day(MOMENT, tag, "latn")


def test_the_digits_are_those_that_are_asked_for() -> None:
    assert day(MOMENT, "ar-KW", "latn") == "28 نوفمبر 2020"
    assert day_and_time(MOMENT, "en", "arab") == "٢٨ November ٢٠٢٠, ٠٤:٢٧"


def test_every_month_has_a_name_in_every_language() -> None:
    for tag in LANGUAGES:
        months = {day(MOMENT.replace(month=month, day=1), tag) for month in range(1, 13)}
        assert len(months) == 12, tag
