"""Which language a text is written in, by its letters."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.script.letters import (
    certain_language,
    direction_of_text,
    guess_language,
    letters_of,
    script_of,
)
from convert.vocab.languages import LANGUAGES, direction_of
from tests.helpers import ROOT

CORPUS = ROOT.parent / "shared" / "data" / "corpus"


def _rows() -> list[tuple[str, str]]:
    index = CORPUS / "index.tsv"
    if not index.is_file():
        return []
    rows = csv.DictReader(index.read_text(encoding="utf-8").splitlines(), delimiter="\t")
    return [(row["file"], row["language"]) for row in rows if row["file"].endswith(".txt")]


@pytest.mark.skipif(not _rows(), reason="shared/data/corpus is no part of the checkout")
@pytest.mark.parametrize(("name", "language"), _rows() or [("", "")])
def test_the_language_of_a_real_text_is_known_from_the_whole_and_from_its_beginning(
    name: str, language: str
) -> None:
    text = Path(CORPUS / name).read_text(encoding="utf-8")
    wanted = {"prs": "fa"}.get(language, language)
    assert guess_language(text) == wanted
    assert guess_language(text[:400]) == wanted


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", "und"),
        ("2254 — ١٧٠١ …", "und"),
        ("Привет", "und"),
        ("خبر", "ar"),
        ("خبر عن شركة Volkswagen الألمانية", "ar"),
        ("Der Bericht über قطر ist am Montag erschienen", "de"),
        ("The report on قطر was published", "en"),
        ("Le rapport sur la ville est dans les journaux", "fr"),
        ("Lorem ipsum dolor", "und-Latn"),
        ("اين كتاب براي كساني است كه مي‌خواهند", "fa"),
        ("دولت از مردم خواست", "fa"),
        ("كراچي ميں پوليس كا كہنا هے كہ واقعے", "ur"),
        ("لاہور میں بارش", "ur"),
        ("قال پيتر چاك إن گوگل في العراق", "ar"),
        ("شنو رأيكم بالچاي مال أول", "ar"),
        ("عشان كده مش هنروح", "ar"),
        ("بۆ هەموو کەسێک", "ckb"),
        ("ئەڤ کتێبە ژ بۆ وە", "ckb"),
        ("د کابل په ښار کې", "ps"),
        ("هغه دا خبره وکړه چي نه ځي", "ps"),
        ("سنڌ جي ماڻهن لاءِ", "sd"),
        ("بۇ كىتاب ئۈچۈن", "ug"),
        ("תל אביב וירושלים", "he"),
        ("דער פאליטיקער האט געזאגט אז ער וועט נישט קומען", "yi"),
        ("ﺍﻟﻜﻮﻳﺖ ﻭﺍﻟﻮﻻﻳﺎﺕ", "ar"),
        ("ביטוי ראוי לשינוי, ויותר מכך הווידאו", "he"),
        ("\ufb2eזוי איז עס געווען, \ufb2fן קיין ספֿק", "yi"),
        (
            "قال پيتر إن الفريق سيلعب المباراة المقبلة على ملعبه بحضور جمهوره، وإن اللاعبين مستعدون لها",
            "ar",
        ),
    ],
)
def test_letters_speak_for_a_language_and_rare_ones_for_a_name(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    ("script", "first", "last"),
    [
        ("Latn", 0x41, 0x24F),
        ("Hebr", 0x5D0, 0x5F2),
        ("Hebr", 0xFB1D, 0xFB4F),
        ("Arab", 0x620, 0x6FF),
        ("Arab", 0x750, 0x77F),
        ("Arab", 0x8A0, 0x8FF),
        ("Arab", 0xFB50, 0xFDFF),
        ("Arab", 0xFE70, 0xFEFC),
    ],
)
def test_the_letters_of_a_script_are_those_of_its_blocks(script: str, first: int, last: int) -> None:
    chars = list(map(chr, range(first, last + 1)))
    assert [char for char in chars if letters_of(char, script)] == list(filter(str.isalpha, chars))


@pytest.mark.parametrize(
    ("text", "script", "letters"),
    [
        ("", "", 0),
        ("2254 — ١٧٠١ …", "", 0),
        ("خبر new", "Arab", 3),
        ("new خبر", "Latn", 3),
        ("a خبر כן", "Arab", 3),
        ("\u0780\u07a6 \u0780\u07a6", "Thaa", 4),
    ],
)
def test_most_letters_give_the_script_and_of_two_the_first(text: str, script: str, letters: int) -> None:
    assert script_of(text) == script
    assert not script or letters_of(text, script) == letters


@given(st.text())
def test_any_text_has_a_language_of_ours_or_none(text: str) -> None:
    assert guess_language(text) in {*LANGUAGES, "fr", "de", "es", "it", "pt", "tr", "und", "und-Latn"}
    assert certain_language(text) in {*LANGUAGES, "fr", "de", "es", "it", "pt", "tr", ""}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("", ""),
        ("این کتاب است", ""),
        ("این کتاب را برای شما می‌آورم", "fa"),
        ("إلى المدينة في الصباح الباكر", "ar"),
        ("Apple Google Microsoft Amazon Meta", ""),
        ("the end of the world is not near", "en"),
        ("\u0780\u07a6 \u0780\u07a6", "dv"),
    ],
)
def test_a_phrase_is_certain_by_four_words_and_two_common_ones(text: str, language: str) -> None:
    assert certain_language(text) == language


@pytest.mark.skipif(not _rows(), reason="shared/data/corpus is no part of the checkout")
@pytest.mark.parametrize(("name", "language"), _rows() or [("", "")])
def test_a_line_of_a_real_text_is_guessed_right_and_never_certain_of_another(
    name: str, language: str
) -> None:
    wanted = {"prs": "fa"}.get(language, language)
    lines = Path(CORPUS / name).read_text(encoding="utf-8").split("\n")
    long = [line for line in lines if len(line.split()) > 3 and any(map(str.isalpha, line))]
    right = [line for line in long if guess_language(line) == wanted]
    assert len(right) >= 0.95 * len(long)
    other = [line for line in long if certain_language(line) not in ("", wanted)]
    quoting_persian = [line for line in other if language == "ps" and certain_language(line) == "fa"]
    assert other == quoting_persian


@pytest.mark.parametrize(
    ("text", "direction"),
    [("خبر news", "ltr"), ("أخبار news", "rtl"), ("خبر new", "rtl"), ("2254", None), ("", None)],
)
def test_most_letters_give_the_direction(text: str, direction: str | None) -> None:
    assert direction_of_text(text) == direction


@pytest.mark.skipif(not _rows(), reason="shared/data/corpus is no part of the checkout")
@pytest.mark.parametrize(("name", "language"), _rows() or [("", "")])
def test_a_real_text_has_the_direction_of_its_language(name: str, language: str) -> None:
    assert direction_of_text(Path(CORPUS / name).read_text(encoding="utf-8")) == direction_of(language)
