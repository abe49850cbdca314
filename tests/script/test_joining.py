"""Letters that join: our table against the shapes that HarfBuzz draws."""

import unicodedata
from functools import cache
from itertools import chain

import pytest
import uharfbuzz

from convert.faces import faces
from convert.script.joining import ZWJ, joins, leading_marks

ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
#: Every letter of the blocks of the Arabic script that our widest face draws.
LETTERS = [
    chr(code)
    for code in chain(range(0x620, 0x700), range(0x750, 0x780), range(0x870, 0x900))
    if unicodedata.category(chr(code))[0] == "L"
]


@cache
def _font(family: str) -> tuple[uharfbuzz.Font, frozenset[int]]:
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(faces()[family].cut(400).path)))
    return uharfbuzz.Font(face), frozenset(face.unicodes)


def glyphs(text: str, family: str) -> list[int]:
    """Return the glyphs that a face draws for *text*, from left to right, joiners left out."""
    font, _ = _font(family)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    uharfbuzz.shape(font, buffer)
    return [info.codepoint for info in buffer.glyph_infos]


@pytest.mark.parametrize("family", ["Scheherazade New", "Noto Naskh Arabic"])
def test_a_letter_joins_as_the_shape_of_its_neighbour_says(family: str) -> None:
    drawn = [letter for letter in LETTERS if ord(letter) in _font(family)[1]]
    assert len(drawn) > 180
    alone = glyphs("س", family)
    for letter in drawn:
        on = glyphs(letter + "س", family)[:1] != alone
        back = glyphs("س" + letter, family)[-1:] != alone
        assert (joins(letter, "س"), joins("س", letter)) == (on, back), f"U+{ord(letter):04X}"


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("ال", "كتا", True),
        ("الكتا", "ب", False),
        ("كتُ", "ب", True),
        ("كت", "ُب", True),
        ("كتـ", "ب", True),
        ("ء", "ب", False),
        ("ب", "ء", False),
        ("می" + ZWNJ, "خواهم", False),
        ("می", ZWNJ + "خواهم", False),
        ("ه" + ZWJ, "", False),
        ("ب ", "ب", False),
        ("ب", "2", False),
        ("ב", "ב", False),
        ("a", "b", False),
        ("", "ب", False),
        ("ُ", "ب", False),
        ("ٹ", "ھ", True),
        ("ڕ", "ێ", False),
    ],
)
def test_letters_join_across_marks_and_not_across_spaces(before: str, after: str, joined: bool) -> None:
    assert joins(before, after) is joined


def test_marks_belong_to_the_letter_before_them() -> None:
    assert leading_marks("َّب") == "َّ"
    assert leading_marks("بَ") == ""
    assert leading_marks("َ") == "َ"
    assert leading_marks(ZWNJ + "َ") == ""
    assert leading_marks("") == ""


@pytest.mark.parametrize("family", ["Noto Naskh Arabic", "IBM Plex Sans Arabic"])
@pytest.mark.parametrize("word", ["كتاب", "مستشفيات", "بُنِيَتْ", "یہودیوں", "گەیشتە"])
def test_the_halves_of_a_word_look_like_the_whole(word: str, family: str) -> None:
    if not {ord(char) for char in word} <= _font(family)[1]:
        pytest.skip("the face has not all of the letters")
    for place in range(1, len(word)):
        first, last = word[:place], word[place:]
        if leading_marks(last):
            continue
        joiner = ZWJ if joins(first, last) else ""
        assert glyphs(joiner + last, family) + glyphs(first + joiner, family) == glyphs(word, family)
