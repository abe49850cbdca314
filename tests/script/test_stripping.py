"""Vowel marks, tatweels and digits, as somebody asked to have them."""

import pytest

from convert.script.stripping import digits_in, without_tashkeel, without_tatweel


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ar", "وَزِيرُ الخَارِجِيَّةِ", "وزير الخارجية"),
        ("ar", "هٰذا أوّلاً", "هذا أولا"),
        ("ur", "اعلیٰ", "اعلیٰ"),
        ("fa", "خانهٔ مَن", "خانهٔ من"),
        ("ar", "آن إن أن سؤال", "آن إن أن سؤال"),
        ("he", "שָׁלוֹם", "שלום"),
        ("yi", "אַ פֿאַר", "אַ פֿאַר"),
        ("dv", "ދިވެހި", "ދިވެހި"),
        ("en", "café", "café"),
    ],
)
def test_vowel_marks_go_and_marks_that_make_letters_stay(language: str, text: str, wanted: str) -> None:
    assert without_tashkeel(text, language) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("الكـــويت", "الكويت"),
        ("محـمّـد", "محمّد"),
        ("عام ١٤٤٢هـ", "عام ١٤٤٢هـ"),
        ("هـ", "هـ"),
        ("ـ", "ـ"),
        ("وجهـه", "وجهه"),
        ("بـ«نعم»", "ب«نعم»"),
    ],
)
def test_tatweels_go_and_the_era_keeps_its_own(text: str, wanted: str) -> None:
    assert without_tatweel(text) == wanted


@pytest.mark.parametrize(
    ("digits", "text", "wanted"),
    [
        ("arab", "في 24 نوفمبر", "في ٢٤ نوفمبر"),
        ("arabext", "سال 1399", "سال ۱۳۹۹"),
        ("arab", "F16 و COVID-19 و v1.2 و C4", "F16 و COVID-19 و v1.2 و C4"),
        ("arab", "1,788.5 و 12%", "١,٧٨٨.٥ و ١٢%"),
        ("arab", "x1@example.org", "x1@example.org"),
    ],
)
def test_numbers_change_their_digits_and_names_do_not(digits: str, text: str, wanted: str) -> None:
    assert digits_in(text, digits) == wanted
