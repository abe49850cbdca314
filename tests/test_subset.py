"""A cut font sets its letters as the whole one does."""

import io
from pathlib import Path

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

from convert.errors import WriteError
from convert.faces import faces, text_stack
from convert.subset import FontFormat, subset
from convert.vocab.languages import LANGUAGES

WORDS = {
    "ar": "فنار رأس الودع يفتح دفاتره للزوّار «مَنْ حَفِظَ النُّورَ» لا إله ١٩٥٨",
    "fa": "می‌خواهم کتاب‌های «پارسی» را در سال ۱۴۰۳ بخوانم",
    "ur": "گھر میں کار گھسانے کے الزام میں تین افراد گرفتار",
    "ckb": "ڕۆژنامەی کوردی بڵاوکراوەتەوە لە هەولێر",
    "he": "פַּעַם אַחַת בעיתון עברי",
    "yi": "אַ צײַטונג אױף ייִדיש",
    "dv": "ދިވެހި ނޫސް",
}


def advances(font: bytes, words: str) -> list[tuple[int, int, int]]:
    """Return advance and offsets of each glyph that HarfBuzz sets."""
    face = uharfbuzz.Font(uharfbuzz.Face(font))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(words)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face, buffer)
    return [(place.x_advance, place.x_offset, place.y_offset) for place in buffer.glyph_positions]


@pytest.mark.parametrize("lang", WORDS)
def test_a_cut_font_joins_letters_as_the_whole_one_does(lang: str) -> None:
    words = WORDS[lang]
    path = faces()[text_stack(LANGUAGES[lang])[0]].cut(400).path
    assert advances(subset(path, words, "ttf"), words) == advances(path.read_bytes(), words)


def test_a_cut_font_is_small_and_whole() -> None:
    path = faces()["Amiri"].cut(400).path
    cut = subset(path, WORDS["ar"], "woff2")
    assert len(cut) < path.stat().st_size / 8
    font = TTFont(io.BytesIO(cut))
    assert {ord(char) for char in WORDS["ar"] if char != " "} <= set(font.getBestCmap())
    assert "GSUB" in font
    assert "GPOS" in font


@pytest.mark.parametrize("kind", ["ttf", "woff2"])
def test_a_damaged_font_is_named(kind: FontFormat, tmp_path: Path) -> None:
    path = tmp_path / "Bad.ttf"
    path.write_bytes(faces()["Amiri"].cut(400).path.read_bytes()[:2000])
    with pytest.raises(WriteError, match=r"Bad\.ttf is damaged"):
        subset(path, "x", kind)
