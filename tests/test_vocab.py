"""What the house knows of languages and places agrees with CLDR, and with the fonts it ships."""

import re
import unicodedata
from dataclasses import fields
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from babel.core import get_global
from babel.localedata import locale_identifiers

from convert.faces import faces, families_for, undrawable
from convert.model import Direction
from convert.script.bidi import first_strong
from convert.script.dates import day_and_time
from convert.script.letters import guess_language
from convert.vocab.languages import (
    LANGUAGES,
    Language,
    Words,
    digits_of,
    direction_of,
    is_known,
    language_of,
    subtags,
)
from convert.vocab.places import ZONES
from tests.script.test_dates import MOMENT

WORDS = [field.name for field in fields(Words)]
OURS = list(LANGUAGES.values())
NOT_ENGLISH = [language for language in OURS if language.tag != "en"]
#: Where we leave CLDR on purpose: Arabic of no country is printed in the digits of most of its press.
OWN_DIGITS = {"ar", "ar_001", "apc", "apc_SY"}


def _tag(language: Language) -> str:
    return language.tag


def said(language: Language) -> str:
    """Return all words of a language as one text."""
    return " ".join(getattr(language.words, name) for name in WORDS)


def test_there_are_eleven() -> None:
    assert list(LANGUAGES) == ["ar", "fa", "ur", "ckb", "ps", "sd", "ug", "he", "yi", "dv", "en"]
    assert all(tag == language.tag for tag, language in LANGUAGES.items())


# --- words ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("language", OURS, ids=_tag)
def test_a_language_has_every_word_in_order(language: Language, name: str) -> None:
    word = getattr(language.words, name)
    assert word
    assert word == " ".join(word.split(" ")).strip()
    assert word == unicodedata.normalize("NFC", word)
    assert not re.search("[\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00a0]", word)
    assert first_strong(word) == language.direction
    assert word.endswith((".", "۔")) == (name == "accessible")


@pytest.mark.parametrize("language", NOT_ENGLISH, ids=_tag)
def test_no_english_word_stands_on_a_page_that_is_not_english(language: Language) -> None:
    assert not re.search("[A-Za-z]", said(language))


@pytest.mark.parametrize("language", OURS, ids=_tag)
def test_the_words_are_spelled_in_the_letters_of_their_language(language: Language) -> None:
    assert guess_language(said(language)) == language.tag


#: Letters a language does not write, mostly because they look like ones it does.
FOREIGN = {
    "ar": "یکگچپژےەھ",
    "fa": "يكىةےہھ",
    "ur": "يكىةەه",
    "ckb": "يكىةهثذصضطظ",
    "ps": "كىەےھ",
    "sd": "یےہەٹ",
    "ug": "ةیکهحعصضطظثذ",
    "he": "װױײ",
    "dv": "ﷲ",
}


@pytest.mark.parametrize("tag", FOREIGN)
def test_no_letter_of_a_neighbour_has_crept_in(tag: str) -> None:
    found = set(said(LANGUAGES[tag])) & set(FOREIGN[tag])
    assert not found, " ".join(f"U+{ord(letter):04X} {unicodedata.name(letter)}" for letter in found)


@pytest.mark.parametrize("language", OURS, ids=_tag)
def test_quotation_marks_come_in_pairs_that_differ(language: Language) -> None:
    assert all(len(mark) == 1 for mark in (*language.quotes, *language.inner_quotes, language.comma))
    assert not set(language.quotes) & set(language.inner_quotes)
    assert language.quotes[0] not in "»›"


def test_who_writes_from_the_right_parts_by_a_comma_that_does() -> None:
    for language in OURS:
        wanted = "\N{ARABIC COMMA}" if language.script in ("Arab", "Thaa") else ","
        assert language.comma == wanted


# --- faces ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", OURS, ids=_tag)
def test_the_faces_of_a_language_are_shipped_and_say_so(language: Language) -> None:
    for family in (language.text_face, language.head_face):
        assert language.tag in faces()[family].languages
        assert language.script in faces()[family].scripts


@pytest.mark.parametrize("language", OURS, ids=_tag)
def test_the_text_face_alone_draws_every_word_and_sign_of_its_language(language: Language) -> None:
    date = day_and_time(MOMENT, language.tag)
    signs = "".join((*language.quotes, *language.inner_quotes, language.comma))
    missing = undrawable(said(language) + date + signs, families_for(language.tag))
    assert not missing
    words = [re.sub("[A-Za-z0-9]", "", said(language) + date)] if language.tag != "en" else [said(language)]
    assert not undrawable("".join(words), [language.text_face])


@pytest.mark.parametrize("language", OURS, ids=_tag)
def test_the_measures_of_a_face_are_those_of_a_page(language: Language) -> None:
    assert 1.4 <= language.line_height <= 2.5
    assert 1.1 <= language.head_line_height <= language.line_height
    assert 0.8 <= language.scale <= 1.3


# --- tags -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "parts"),
    [
        ("ar", ("ar", "", "")),
        ("ar-KW", ("ar", "", "KW")),
        ("AR_kw", ("ar", "", "KW")),
        ("pa-Arab-PK", ("pa", "Arab", "PK")),
        ("uz-arab", ("uz", "Arab", "")),
        ("ar-001", ("ar", "", "")),
        ("ar-u-nu-latn", ("ar", "", "")),
        ("ar-EG-x-cairo-Latn", ("ar", "", "EG")),
        ("x-none", ("", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_tag_falls_into_language_script_and_region(tag: str, parts: tuple[str, str, str]) -> None:
    assert subtags(tag) == parts


DIRECTIONS: dict[str, Direction] = {
    **dict.fromkeys(
        "ar ar-KW ar-Arab ar-u-nu-latn arz he he-IL iw yi ji fa fa-AF prs mzn ur ur-IN ur-Aran ckb ckb-IQ "
        "ckb-IR sdh ps ps-AF sd sd-PK sd-Arab ug ug-CN ug-Arab dv dv-MV pa-Arab pa-PK az-Arab az-IR uz-AF "
        "uz-Arab ku-Arab ks skr bal syr lad-Hebr nqo ff-Adlm kk-CN en-Hebr".split(),
        "rtl",
    ),
    **dict.fromkeys(
        "en en-US fr ku ku-TR ku-Latn pa pa-IN az az-Latn uz ar-Latn fa-Latn sd-Deva sd-IN ug-Cyrl ug-KZ "
        "ug-Latn he-Latn yi-Latn ha ff kk tr ms und x-none".split(),
        "ltr",
    ),
}


@pytest.mark.parametrize(("tag", "direction"), DIRECTIONS.items())
def test_a_tag_has_a_direction(tag: str, direction: Direction) -> None:
    assert direction_of(tag) == direction
    assert language_of(tag).direction == direction


def test_directions_are_those_of_cldr() -> None:
    names = [name for name in locale_identifiers() if "Mong" not in name]
    assert [name for name in names if Locale.parse(name).text_direction != direction_of(name)] == []
    assert len(names) > 500


def test_a_language_is_written_in_the_script_that_cldr_thinks_likely() -> None:
    likely = {tag: guess.split("_")[1] for tag, guess in get_global("likely_subtags").items()}
    modern = [tag for tag in likely if len(tag.split("_")[0]) == 2 and tag != "ae"]
    assert [tag for tag in modern if direction_of(tag) != direction_of(f"en-{likely[tag]}")] == []
    assert len(modern) > 180


def test_digits_are_those_of_cldr() -> None:
    names = [name for name in locale_identifiers() if is_known(name) and name not in OWN_DIGITS]
    other = [name for name in names if Locale.parse(name).default_numbering_system != digits_of(name)]
    assert other == []
    assert len(names) > 50


@pytest.mark.parametrize(
    ("tag", "nearest", "known"),
    [
        ("ar-KW", "ar", True),
        ("prs", "fa", True),
        ("arz-EG", "ar", True),
        ("iw", "he", True),
        ("ji", "yi", True),
        ("sdh", "ckb", True),
        ("az-Arab", "ar", False),
        ("skr", "ar", False),
        ("fr", "en", False),
        ("ar-Latn", "en", False),
        ("sd-Deva-IN", "en", False),
        ("und", "en", False),
    ],
)
def test_a_language_that_is_not_ours_is_set_as_its_nearest_relative(
    tag: str, nearest: str, known: bool
) -> None:
    assert language_of(tag).tag == nearest
    assert is_known(tag) is known


# --- places -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("country", "zone"), ZONES.items())
def test_a_country_has_a_zone_that_exists_and_lies_in_it(country: str, zone: str) -> None:
    assert ZoneInfo(zone).key == zone
    assert country in get_global("territory_aliases") or zone in get_global("territory_zones").get(
        country, [zone]
    )
