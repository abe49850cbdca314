"""Encodings of before Unicode: whatever letter of ours one lacks has a substitute, and none is a guess."""

import unicodedata
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.script.codepages import (
    CODEPAGES,
    LETTERS,
    SIGNS,
    UNSEEN,
    Codepage,
    codepage_of,
    fitted,
    is_spelled,
    substitute,
    substitutes,
)
from convert.vocab.alphabets import ALPHABETS
from convert.vocab.languages import LANGUAGES
from tests.strategies import ALPHABET

OLD = tuple(name for name, page in CODEPAGES.items() if not page.codec.startswith("utf"))
SCRIPTS = {
    "Arab": ("windows-1256", "iso-8859-6", "macarabic"),
    "Hebr": ("windows-1255", "iso-8859-8", "iso-8859-8-i"),
}
ARABIC = [tag for tag, language in LANGUAGES.items() if language.script == "Arab"]


def written(text: str, name: str) -> str:
    """Return *text* as it is read back from an encoding."""
    page = CODEPAGES[name]
    return fitted(text, page, Counter()).encode(page.codec).decode(page.codec)


@pytest.mark.parametrize("tag", [tag for tag in LANGUAGES if LANGUAGES[tag].script in SCRIPTS])
def test_every_letter_of_an_alphabet_is_there_or_has_a_letter_that_stands_for_it(tag: str) -> None:
    for name in SCRIPTS[LANGUAGES[tag].script]:
        page = CODEPAGES[name]
        for letter in ALPHABETS[tag].letters:
            for char in unicodedata.normalize("NFC", letter):
                said = char if page.holds(char) else substitute(char, name)
                assert page.holds(said)
                assert not is_spelled(char, page) or page.holds(char), (tag, name, char)
                assert said or unicodedata.category(char) == "Mn", (tag, name, char)


@pytest.mark.parametrize("name", OLD)
def test_every_substitute_is_in_its_encoding_and_is_no_question_mark_but_of_a_question(name: str) -> None:
    for char, said in substitutes(name).items():
        assert CODEPAGES[name].holds(said)
        assert "?" not in said or char == "\N{ARABIC QUESTION MARK}"


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("windows-1256", "می‌شود ایران", "مي‌شود ايران"),
        ("windows-1256", "۱۲٪ و ٣٫٥", "12% و 3.5"),
        ("windows-1256", "“نعم” … — پچژگک", "“نعم” … — پچژگک"),
        ("windows-1256", "کوردستان ێ ۆ ڕ ڵ ە", "کوردستان ي و ر ل ه"),
        ("windows-1256", "ﷺ ﻻ", "صلى الله عليه وسلم لا"),
        ("iso-8859-6", "«نعم»… پیام؟", '"نعم"... بيام؟'),
        ("iso-8859-6", "می‌شود", "مي\xa0شود"),
        ("iso-8859-6", "مَدَّ 100 € é", "مَدَّ 100 EUR e"),
        ("macarabic", "٢٤٪ «نعم» ڤ پ", "٢٤٪ «نعم» ڤ پ"),
        ("windows-1255", "שָׁלוֹם ׳״־ ₪", "שָׁלוֹם ׳״־ ₪"),
        ("iso-8859-8-i", "שָׁלוֹם ד״ר ב־3 ײַ", 'שלום ד"ר ב-3 יי'),
        ("iso-8859-8-i", "50 ₪", "50 NIS"),
    ],
)
def test_what_is_lacking_is_mapped_by_custom(name: str, text: str, wanted: str) -> None:
    assert written(text, name) == unicodedata.normalize("NFC", wanted)


@given(st.text(ALPHABET + "ێڵ€½😀\u0301ﷺ؟?", max_size=40), st.sampled_from(OLD))
def test_no_question_is_asked_that_nobody_wrote(text: str, name: str) -> None:
    asked = sum(text.count(sign) for sign in "?؟")
    assert sum(written(text, name).count(sign) for sign in "?؟") == asked


@given(st.text(max_size=20), st.sampled_from(OLD))
def test_all_of_unicode_can_be_written_and_what_is_mapped_is_counted(text: str, name: str) -> None:
    page, mapped = CODEPAGES[name], Counter[str]()
    said = fitted(text, page, mapped)
    assert page.holds(said)
    assert all(not page.holds(char) for char in mapped)
    assert bool(mapped) == (unicodedata.normalize("NFC", text) != said or bool(mapped))


def test_a_sign_without_a_custom_is_spelled_by_its_number() -> None:
    assert substitute("😀", "windows-1256") == "[U+1F600]"
    assert substitute("ש", "windows-1256") == "[U+05E9]"
    assert is_spelled("ש", CODEPAGES["windows-1256"])
    assert not is_spelled("ی", CODEPAGES["windows-1256"])


def test_the_marks_an_encoding_has_are_known() -> None:
    assert {name: page.marks for name, page in CODEPAGES.items()} == {
        "utf-8": "isolates",
        "utf-8-sig": "isolates",
        "utf-16": "isolates",
        "windows-1256": "marks",
        "windows-1255": "marks",
        "iso-8859-6": "none",
        "iso-8859-8-i": "marks",
        "iso-8859-8": "none",
        "macarabic": "none",
    }


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("UTF-8", "utf-8"),
        ("utf_8_sig", "utf-8-sig"),
        ("Windows-1256", "windows-1256"),
        ("cp1256", "windows-1256"),
        ("ISO8859-6", "iso-8859-6"),
        ("ISO_8859-8-I", "iso-8859-8-i"),
        ("MacArabic", "macarabic"),
        ("ASMO-708", "iso-8859-6"),
    ],
)
def test_an_encoding_is_found_however_its_name_is_written(said: str, name: str) -> None:
    assert codepage_of(said) == CODEPAGES[name]


def test_an_encoding_that_we_do_not_write_is_none() -> None:
    assert codepage_of("koi8-r") is None


def test_the_tables_do_not_overlap_and_lead_nowhere_in_a_circle() -> None:
    tables = (LETTERS, SIGNS, UNSEEN)
    assert sum(map(len, tables)) == len({char for table in tables for char in table})
    plain = Codepage("ascii", "ascii")
    for char, said in {**LETTERS, **SIGNS}.items():
        last = said.split("|")[-1]
        assert char not in last, char
        assert plain.holds(last) or all("א" <= one <= "ي" for one in last), char
