"""Which language a text is written in, by its letters."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.script.letters import direction_of_text, guess_language
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
        ("Der Bericht über قطر erschien", "en"),
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


@given(st.text())
def test_any_text_has_a_language_of_ours_or_none(text: str) -> None:
    assert guess_language(text) in {*LANGUAGES, "und"}


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
