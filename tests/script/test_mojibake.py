"""UTF-8 that was read as something else is read again where it goes back to its bytes; good text stays."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.script.mojibake import MISTAKEN_FOR, left_over, repaired

GOOD = {
    "ar": "أعلنت وزارة الصحة، أمس، عن «12» إصابة… ثم ماذا؟ ط، ظ؛ ع؟",
    "fa": "مردم درباره نام کشورشان رای می‌دهند؛ «ژرف» و گچ.",
    "ur": "یہ کہاں ہے؟ ٹھنڈا، ڈاکٹر، بڑے لوگ۔",
    "he": "ראש הממשלה אמר: „לא ניכנע”, והדיון – בשבוע הבא…",
    "fr": "Déjà l’été à Genève : « cœur », naïveté, Noël, ÉTÉ… où ça ? ÎLE » 10 °C",
    "pt": "IRMÃ… NÃO, SÃO PAULO; AMANHÃ» é às três. “Ã”",
    "de": "Größe, Übermut, ÄRGER – „schön“; 5 × 3 = 15 €",
    "sv": "“KÖ” och Å, Ä, Ö… TRÄ» 20 %",
    "ru": "Президент сказал: «да».",
    "signs": "é × «» “ ” ’ – — … © ® ™ ° ½ € £ ¥ § ¶ • → ✓ 😀",
}
NAMES = list(MISTAKEN_FOR)


def mistaken(text: str, name: str) -> str:
    """Return *text* as a program shows it that takes its UTF-8 for *name*."""
    codec = MISTAKEN_FOR[name]
    return "".join(
        chr(byte) if codec == "cp1252" and byte in b"\x81\x8d\x8f\x90\x9d" else bytes([byte]).decode(codec)
        for byte in text.encode()
    )


@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_good_text_stays(text: str) -> None:
    assert repaired(text) == (text, {})
    assert left_over(text)[0] == 0
    for word in text.split():
        assert repaired(word) == (word, {})


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("text", GOOD.values(), ids=GOOD)
def test_what_was_mistaken_once_or_twice_is_read_again(text: str, name: str) -> None:
    once = mistaken(text, name)
    assert repaired(once) == (text, {name: 1})
    assert repaired(mistaken(once, name)) == (text, {f"{name}, twice over": 1})


def test_latin_1_is_windows_1252_with_controls() -> None:
    for text in GOOD.values():
        assert repaired(text.encode().decode("latin-1")).text == text


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("cafÃ© noir", "café noir"),
        ("lâ€™Ã©tÃ©", "l’été"),
        ("10 â‚¬", "10 €"),
        ("ï»¿Ø®Ø¨Ø±", "\ufeffخبر"),
        ("خبر Ø§Ù„Ø³Ù„Ø§Ù… خبر", "خبر السلام خبر"),
        ("ðŸ˜€", "😀"),
    ],
)
def test_short_pieces_are_read_again_when_they_can_be_nothing_else(shown: str, meant: str) -> None:
    assert repaired(shown).text == meant


def test_each_line_is_looked_at_by_itself_and_line_ends_stay() -> None:
    good, bad = GOOD["ar"], mistaken(GOOD["fa"], "windows-1252")
    assert repaired(f"{good}\r\n{bad}\r{bad}\n\n{good}") == (
        f"{good}\r\n{GOOD['fa']}\r{GOOD['fa']}\n\n{good}",
        {"windows-1252": 2},
    )


@pytest.mark.parametrize("loss", ["replace", "ignore"])
def test_where_letters_were_lost_nothing_is_changed(loss: str) -> None:
    spoilt = "ففي الكويت أعلنت فرق من الفرق".encode().decode("cp1252", errors=loss)
    assert repaired(spoilt) == (spoilt, {})
    assert left_over(spoilt) == (1, "windows-1252")


def test_no_real_text_is_touched_and_all_come_back(shared: Path) -> None:
    files = [*(shared / "data" / "corpus").glob("*/*"), *(shared / "data" / "seed").glob("*")]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert repaired(text) == (text, {})
        assert left_over(text)[0] == 0
        for name in NAMES[:2]:
            assert repaired(mistaken(text, name)).text == text, (file.name, name)
            assert repaired(mistaken(mistaken(text, name), name)).text == text, (file.name, name)


ARABIC = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأئؤپچژگکیٹںےہ 0123456789،؛؟.!«»“”’…–\u064e\u200c"
FRENCH = "abcdefghijklmnopqrstuvwxyz éèêëàâçîïôùûœæ ,.;:!?’«»“”–—…°\u00a0"
CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ ÉÈÊËÀÇÔÙŒÑÖÜÄ ,.;:!?’»”…"


@settings(max_examples=300)
@given(st.one_of(st.text(ARABIC, max_size=80), st.text(FRENCH, max_size=80), st.text(CAPITALS, max_size=80)))
def test_no_false_repair(text: str) -> None:
    assert repaired(text) == (text, {})


@given(st.text(ARABIC, min_size=4, max_size=80).filter(lambda text: re.search("[ا-ي]{4}", text)))
def test_arabic_comes_back(text: str) -> None:
    assert repaired(mistaken(text, "windows-1252")).text == text


def test_time_grows_no_faster_than_the_text() -> None:
    for piece in ("Ø§", "ط§", "Ã© ", "Ø", "â€", "طط§ ", "خبر Ø§Ù„ خ"):
        repaired(piece * 30_000)
        left_over(piece * 30_000)
