"""The end of a line: elements in it move neither its edge nor the word it breaks after."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pytest

from convert.model import Direction, Run, Text
from convert.pdf.engine import own_fonts, weasyprint
from convert.pdf.lineends import filled_lines
from tests.writers.test_guard import is_line, paragraph, set_in, spelled, texts_of

#: Nearer than this, in CSS pixels, nobody sees a difference.
NEAR = 0.02


def cut(words: str, **manner: Any) -> Text:
    """Return *words* with every sixth word said in another manner."""
    said = words.split()
    return tuple(
        Run(word + (" " if place + 1 < len(said) else ""), **(manner if place % 6 == 5 else {}))
        for place, word in enumerate(said)
    )


ENGLISH = "some words that fill a line of text and more incomprehensibilities then some more of them"
ARABIC = "كتب قال المدينة وبالاستخدامات Apple Incorporated في كتاب Google Microsoft ثم قال كتاب المدينة بيت"
HEBREW = "שלום אמר הספרייה Apple Incorporated של העיר Bank of Israel ואת הספרים Foo אמר שלום"


def edges_of(line: Any) -> list[tuple[float, float]]:
    return sorted((box.position_x, box.position_x + box.width) for box in texts_of(line))


@pytest.mark.parametrize(
    ("lang", "words", "direction"),
    [("en", f"{ENGLISH} كتاب بيت", "rtl"), ("ar", ARABIC, "ltr"), ("he", HEBREW, "ltr"), ("ar", ARABIC, "")],
)
def test_a_justified_line_fills_its_column_and_no_word_lies_on_another(
    lang: str, words: str, direction: Direction
) -> None:
    text = cut(words, marks=("strong",), direction=direction)
    full = 0
    for width in range(30, 90, 2):
        (column,) = set_in([paragraph(text, lang)], lang, width)
        for line in column:
            assert_whole(edges_of(line))
        for line, said in zip(column[:-1], spelled(column), strict=False):
            if " " not in said:
                continue
            assert edges_of(line)[0][0] == pytest.approx(0, abs=NEAR)
            assert edges_of(line)[-1][1] == pytest.approx(width * 96 / 25.4, abs=NEAR)
            full += 1
    assert full > 60


def assert_whole(edges: Sequence[tuple[float, float]]) -> None:
    for (_, end), (start, _) in pairwise(edges):
        assert start == pytest.approx(end, abs=NEAR)


def lines_of(text: Text, lang: str, tenths: int) -> list[str]:
    """Return the lines of *text* in a column of so many tenths of a millimetre, strong words no wider."""
    style = "strong { font-weight: inherit } p { text-align: start }"
    (column,) = set_in([paragraph(text, lang, held=False)], lang, tenths / 10, style)
    return spelled(column)


@pytest.mark.parametrize(("lang", "words"), [("en", ENGLISH), ("he", HEBREW)])
def test_a_line_breaks_after_the_same_word_with_elements_and_without(lang: str, words: str) -> None:
    for tenths in range(300, 900, 11):
        with filled_lines():
            parted = lines_of(cut(words, marks=("strong",)), lang, tenths)
        assert parted == lines_of(cut(words), lang, tenths), tenths / 10


def raw(tenths: int) -> list[str]:
    """Return the lines of a sentence as the engine ends them, without anything of ours but the fonts."""
    said = [f"<b>{word}</b>" if place % 6 == 5 else word for place, word in enumerate(ENGLISH.split())]
    css = f"@page {{ size: {tenths / 10}mm 200mm; margin: 0 }} body {{ margin: 0; font: 12pt Amiri }}"
    fonts = own_fonts()
    sheet = weasyprint().CSS(string=css, font_config=fonts)
    document = weasyprint().HTML(string=" ".join(said)).render(stylesheets=[sheet], font_config=fonts)
    return spelled([box for box in document.pages[0]._page_box.descendants() if is_line(box)])


def test_the_engine_as_it_comes_still_breaks_after_the_first_word() -> None:
    """When this fails the fault is mended, and `filled_lines` may go."""
    plain = {tenths: raw(tenths) for tenths in range(300, 900, 7)}
    with filled_lines():
        filled = {tenths: raw(tenths) for tenths in plain}
    assert any(len(plain[tenths][0]) < len(filled[tenths][0]) for tenths in plain)
    assert plain == {tenths: raw(tenths) for tenths in plain}
