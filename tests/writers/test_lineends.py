"""The end of a line: elements in it move neither its edge nor the word it breaks after."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import pytest

from convert.model import Direction, Run, Text
from convert.pdf import lineends
from convert.pdf.engine import weasyprint
from tests.writers.test_guard import paragraph, set_in, spelled, texts_of

#: Nearer than this, in CSS pixels, nobody sees a difference.
NEAR = 0.02


@pytest.fixture(autouse=True)
def mended() -> Iterator[None]:
    """Mend the engine for one test."""
    weasyprint()
    from weasyprint.layout import inline

    before = inline.split_first_line, inline.remove_last_whitespace
    lineends.mend.cache_clear()
    assert lineends.mend()
    yield
    inline.split_first_line, inline.remove_last_whitespace = before
    lineends.mend.cache_clear()


def cut(words: str, **manner: Any) -> Text:
    """Return *words* with every third word said in another manner."""
    said = words.split()
    return tuple(
        Run(word + (" " if place + 1 < len(said) else ""), **(manner if place % 3 == 1 else {}))
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


@pytest.mark.parametrize(("lang", "words"), [("en", ENGLISH), ("he", HEBREW)])
def test_a_line_breaks_after_the_same_word_with_elements_and_without(lang: str, words: str) -> None:
    style = "strong { font-weight: inherit } p { text-align: start }"
    for tenths in range(300, 900, 7):
        texts = [paragraph(text, lang, held=False) for text in (cut(words), cut(words, marks=("strong",)))]
        plain, parted = set_in(texts, lang, tenths / 10, style)
        assert spelled(parted) == spelled(plain), tenths / 10


def test_an_engine_that_was_not_read_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint.layout import inline

    for name in ("split_first_line", "remove_last_whitespace"):
        with monkeypatch.context() as patch:
            patch.setattr(inline, name, lambda text: text)
            lineends.mend.cache_clear()
            assert not lineends.mend()
    lineends.mend.cache_clear()
