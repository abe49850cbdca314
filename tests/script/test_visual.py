"""Lines stored as they are seen come back in the order of reading, letter for letter."""

import re
from pathlib import Path

import pytest
from bidi import get_display
from bidi.algorithm import get_display as get_mirrored_display
from hypothesis import given
from hypothesis import strategies as st

from convert.script.visual import RIGHT_TO_LEFT, logical, mirrors

#: Reading order, and how it is seen (UAX #9): what stands left here is seen left.
LINES = {
    "words": ("ראש הממשלה אמר", "רמא הלשממה שאר"),
    "number": ("שלום (2020) עולם", "םלוע (2020) םולש"),
    "Latin word with a number": ("אמר: C-130 ממריא", "אירממ C-130 :רמא"),
    "money": ("מחיר: $15 או 20% יותר", "רתוי 20% וא $15 :ריחמ"),
    "date after a Hebrew word": ("פורסם 28-11-2020 בערב", "ברעב 28-11-2020 םסרופ"),
    "date after an Arabic word": ("نشر في 28-11-2020 مساء", "ءاسم 2020-11-28 يف رشن"),
    "time after an Arabic word": ("الساعة 04:27 صباحا", "احابص 04:27 ةعاسلا"),
    "Arabic digits": ("عام ٢٠٢٠ في", "يف ٢٠٢٠ ماع"),
    "Latin words": ("قال Al Jazeera News أمس", "سمأ Al Jazeera News لاق"),
    "name and number": ("هاتف iPhone 15 الجديد", "ديدجلا iPhone 15 فتاه"),
    "number and unit": ("مسافة 15 km من", "نم km 15 ةفاسم"),
    "Latin words in brackets": ("وكالة (AFP) للأنباء", "ءابنألل (AFP) ةلاكو"),
    "Latin words with brackets": ("شركة Apple (USA) في", "يف Apple (USA) ةكرش"),
    "quotation": ("قال «نعم» ثم", "مث «معن» لاق"),
    "touching": ("طباعة 3D جديدة", "ةديدج 3D ةعابط"),
    "address": ("زوروا https://example.org/a?b=1 الآن", "نآلا https://example.org/a?b=1 اوروز"),
    "list of numbers": ("أرقام 12, 15 كثيرة", "ةريثك 15 ,12 ماقرأ"),
    "vowels": ("كَتَبَ", "\u064eب\u064eت\u064eك"),
    "points": ("ש\u05c1\u05b8לו\u05b9ם", "ם\u05b9ול\u05b8\u05c1ש"),
}


@pytest.mark.parametrize(("read", "seen"), LINES.values(), ids=LINES)
def test_a_line_is_turned_back(read: str, seen: str) -> None:
    assert logical(seen) == read


@pytest.mark.parametrize("read", [read for read, _ in LINES.values()], ids=LINES)
@pytest.mark.parametrize("display", [get_display, get_mirrored_display], ids=["signs as meant", "as seen"])
def test_what_the_algorithm_shows_is_turned_back(read: str, display: object) -> None:
    assert callable(display)
    assert logical(str(display(read, base_dir="R"))) == read


def test_a_line_without_letters_that_run_left_stays() -> None:
    for line in ("No Hebrew, (here) 2020", "28-11-2020 | 04:27", "", "«Oui», dit-il"):
        assert logical(line) == line


def test_marks_that_stand_with_their_letters_stay_with_them() -> None:
    assert logical("ب\u064e ت\u064eك\u064e") == "ك\u064eت\u064e ب\u064e"


def test_brackets_that_are_stored_by_their_meaning_are_not_mirrored() -> None:
    assert mirrors(["(א) ב", "(ג) ד"])
    assert not mirrors([")א( ב", "ד )ג("])
    assert logical(")ב( א") == "א (ב)"


def corpus_lines(shared: Path, languages: str) -> list[str]:
    files = sorted((shared / "data" / "corpus").glob("*/*.txt"))
    texts = [file.read_text(encoding="utf-8") for file in files if re.match(languages, file.name)]
    lines = [line.strip() for text in texts for line in text.split("\n")]
    return [line for line in lines if RIGHT_TO_LEFT.search(line)]


@pytest.mark.parametrize("languages", ["ar|wikinews", "fa|prs", "ur", "he", "ps", "ckb", "sd|ug|dv"])
def test_real_lines_go_there_and_back(shared: Path, languages: str) -> None:
    lines = corpus_lines(shared, languages)
    seen = [get_display(line, base_dir="R") for line in lines]
    mirror = mirrors(seen)
    exact = sum(logical(one, mirror=mirror) == line for line, one in zip(lines, seen, strict=True))
    assert exact > 0.99 * len(lines)


@given(st.text("ابتة مאבםן abc XY 0123456789٠١۲ .,:/-%$«»()\u064e\u05b8\u200c", max_size=60))
def test_no_letter_is_lost_or_made(line: str) -> None:
    signs = str.maketrans("()«»", "((««")
    assert sorted(logical(line).translate(signs)) == sorted(line.translate(signs))


WORDS = st.lists(st.text("ابتثجحخدקרשםת", min_size=1, max_size=6), min_size=1, max_size=8)


@given(WORDS.map(" ".join))
def test_plain_words_are_just_read_from_the_other_end(line: str) -> None:
    assert logical(line) == line[::-1]
    assert logical(logical(line)) == line


def test_long_lines_are_turned_in_time() -> None:
    for piece in ("א", "א (b ", "א 1-", "b(", "$", "1,", "ا 12 ", "\u064e"):
        assert len(logical("ב" + piece * 20_000)) == 1 + len(piece) * 20_000
