"""Lines by display width: what takes no column, where a line may end, and that nothing is lost."""

import re
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import iter_graphemes, width

from convert.script.wrapping import Piece, columns, pieces
from tests.strategies import ALPHABET

#: All of ours, with vowel marks, emoji that are several code points, wide letters and Thaana.
WIDE = ALPHABET + "\u064b\u0651\u05b8\u07a6\u07a7ދހ中文👩🏽\u0301"
TEXTS = st.text(WIDE, max_size=80)
ROOMS = st.integers(10, 40)


def lines(text: str, room: int, *, breaks_words: bool = True) -> list[str]:
    """Return *text* as lines of *room* columns."""
    return [text[one.start : one.end] for one in pieces(text, room, room, breaks_words=breaks_words)]


@pytest.mark.parametrize(
    ("text", "wide"),
    [
        ("", 0),
        ("السلام", 6),
        ("وَزِيرُ الخَارِجِيَّةِ", 13),
        ("می\N{ZERO WIDTH NON-JOINER}شود", 5),
        ("\N{LEFT-TO-RIGHT ISOLATE}C++\N{POP DIRECTIONAL ISOLATE}", 3),
        ("\N{RIGHT-TO-LEFT MARK}123", 3),
        ("שָׁלוֹם", 4),
        ("ދިވެހި", 3),
        ("中文", 4),
        ("👩🏽\N{ZERO WIDTH JOINER}💻", 2),
    ],
)
def test_marks_joiners_and_controls_take_no_column(text: str, wide: int) -> None:
    assert columns(text) == wide


@given(TEXTS)
def test_a_width_is_that_of_the_library(text: str) -> None:
    """But for a joiner, which it takes for part of an emoji wherever it stands."""
    text = text.replace("\N{ZERO WIDTH JOINER}", "")
    assert columns(text) == width(text, control_codes="ignore")


@given(TEXTS, ROOMS)
def test_no_line_is_wider_than_there_is_room(text: str, room: int) -> None:
    assert [line for line in lines(text, room) if width(line, control_codes="ignore") > room] == []


@given(TEXTS, ROOMS)
def test_nothing_but_spaces_is_lost(text: str, room: int) -> None:
    for breaks_words in (True, False):
        kept = "".join(lines(text, room, breaks_words=breaks_words))
        assert re.sub("[ \u200b\u3000]", "", kept) == re.sub("[ \u200b\u3000]", "", text)


@given(TEXTS, ROOMS)
@example("00000000 \u064b中", 10)
@example("00000000 \u200c0000", 10)
def test_a_line_ends_where_a_grapheme_cluster_ends(text: str, room: int) -> None:
    ends, place = {0}, 0
    for cluster in iter_graphemes(text):
        place += len(cluster)
        ends.add(place)
    assert [one for one in pieces(text, room, room) if not {one.start, one.end} <= ends] == []


@given(TEXTS, ROOMS)
def test_a_line_takes_all_the_words_that_fit(text: str, room: int) -> None:
    found = pieces(text, room, room, breaks_words=False)
    for one, other in pairwise(found):
        next_word = re.match("[^ \u200b\u3000]+", text[other.start :])
        assert next_word
        assert columns(text[one.start : other.start] + next_word[0]) > room


def test_a_word_that_is_too_long_is_broken_or_stands_out() -> None:
    address = "https://example.org/" + "a" * 40
    assert lines(f"انظر {address} هنا", 30) == ["انظر", address[:30], address[30:], "هنا"]
    assert lines(f"انظر {address} هنا", 30, breaks_words=False) == ["انظر", address, "هنا"]
    assert not pieces(f"انظر {address}", 30, 30)[1].whole


def test_the_first_line_may_have_less_room() -> None:
    assert pieces("aa bb cc dd", 5, 8) == [Piece(0, 5), Piece(6, 11)]


def test_no_line_ends_at_a_no_break_space() -> None:
    assert lines("رقم\N{NO-BREAK SPACE}12 هنا وهناك", 10) == ["رقم\N{NO-BREAK SPACE}12 هنا", "وهناك"]
