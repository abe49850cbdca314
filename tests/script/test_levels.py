"""Embedding levels: what FriBidi says against the algorithm itself, and that against python-bidi."""

import unicodedata

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from convert.errors import MissingToolError
from convert.model import Direction
from convert.script import levels as module
from convert.script.bidi import ALM, FSI, LRI, LRM, PDI, RLI, RLM
from convert.script.levels import is_level, levels
from tests.script.uax9 import BRACKETS, kind_of, levels_of, line_order

DIRECTIONS: tuple[Direction, ...] = ("rtl", "ltr")
#: A letter of each direction, digits of each kind, every separator and terminator, brackets, controls.
SIGNS = ("a", "b", "א", "ב", "خ", "لَ", "1", "2", "۳", "٣", "٤", *"-+.,:/%$€٪، ()[]!«»\u00a0\u200c\u200d")
CONTROLS = (ALM, LRM, RLM, LRI, RLI, FSI, PDI)
#: Mirrored signs, made one: python-bidi turns them round.
_FLAT = str.maketrans(dict.fromkeys(BRACKETS + "«»<>", "|"))
#: What runs against a paragraph, or may make something run against it.
AGAINST = {"rtl": ("L", "EN", "AN"), "ltr": ("R", "AL", "AN")}
SCOPES = ("LRI", "RLI", "FSI", "PDI", "LRE", "RLE", "LRO", "RLO", "PDF")

texts = st.lists(st.sampled_from(SIGNS + CONTROLS), max_size=18).map(lambda signs: "".join([*signs, "a"]))


def visible(text: str) -> str:
    """Return *text* without what is never seen, its brackets all alike."""
    return "".join(char for char in text if unicodedata.category(char) != "Cf").translate(_FLAT)


@pytest.mark.parametrize("direction", DIRECTIONS)
@given(text=texts)
def test_the_reference_shows_a_line_as_python_bidi_does(direction: Direction, text: str) -> None:
    order = line_order(text, levels_of(text, direction), 0, len(text), direction)
    shown = "".join(text[place] for place in order)
    assert visible(shown) == visible(get_display(text, base_dir=direction[0].upper()))


@pytest.mark.parametrize("direction", DIRECTIONS)
@given(text=texts)
def test_the_levels_are_those_of_the_reference(direction: Direction, text: str) -> None:
    pairs = zip(text, levels(text, direction), levels_of(text, direction), strict=True)
    assert [
        (found, wanted) for char, found, wanted in pairs if kind_of(char) != "BN" and found != wanted
    ] == []


@pytest.mark.parametrize(
    ("text", "direction", "wanted"),
    [
        ("", "rtl", []),
        ("خبر 12", "rtl", [1, 1, 1, 1, 2, 2]),
        ("خبر 12", "ltr", [1, 1, 1, 1, 2, 2]),
        ("a خ", "rtl", [2, 1, 1]),
        (f"خ {LRI}a خ{PDI}", "rtl", [1, 1, 1, 2, 2, 3, 1]),
        (f"a {RLI}خ 1-2{PDI}", "ltr", [0, 0, 0, 1, 1, 2, 1, 2, 0]),
        (f"{LRI}خ{PDI} {LRI}1-2{PDI}a", "rtl", [1, 3, 1, 1, 1, 2, 2, 2, 1, 2]),
        (f"{LRI}a {RLI}خ{LRI}b", "rtl", [1, 2, 2, 2, 3, 3, 4]),
        (f"خ{PDI}1{FSI}خ.", "ltr", [1, 1, 2, 0, 1, 1]),
    ],
)
def test_levels_of_words_numbers_and_isolates(text: str, direction: Direction, wanted: list[int]) -> None:
    assert list(levels(text, direction)) == wanted


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_no_character_that_may_change_a_level_passes_the_quick_look(direction: Direction) -> None:
    chars = (chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) not in ("Cn", "Cs"))
    kinds = {*AGAINST[direction], *SCOPES}
    missed = [ascii(char) for char in chars if is_level(char, direction) and kind_of(char) in kinds]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("قال «نعم» (أو لا)، ثم مضى… 100".removesuffix(" 100"), "rtl"),
        ("گفت: «می‌آیم»؛ و رفت!", "rtl"),
        ("אמר: „כן” – והלך.", "rtl"),
        ("ޚަބަރު.", "rtl"),
        ("He said 12.5% – “yes”.", "ltr"),
    ],
)
def test_a_text_of_one_direction_passes_the_quick_look(text: str, direction: Direction) -> None:
    assert is_level(text, direction)
    assert set(levels(text, direction)) == {int(direction == "rtl")}


def test_a_missing_library_is_named_with_its_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_NAMES", ("libfribidi-gone.so.0", "libc.so.6"))
    module._library.cache_clear()
    try:
        with pytest.raises(MissingToolError, match="FriBidi") as caught:
            levels("a", "rtl")
    finally:
        module._library.cache_clear()
    assert "libfribidi0" in caught.value.cure


def test_time_grows_no_faster_than_the_text() -> None:
    for text in (
        f"{LRI}a{PDI}" * 2_000,
        "خ 1 " * 20_000,
        "(" * 20_000,
        f"{PDI}1" * 10_000,
        f"{LRI}a{RLI}خ" * 5_000,
    ):
        levels(text, "rtl")
