"""A galley is cut where it may be, and columns are level."""

from hypothesis import given
from hypothesis import strategies as st

from convert.makeup import Galley, Unit


def paragraphs(*lengths: int) -> Galley:
    """Return a galley of paragraphs of so many lines, no first and no last line of which stands alone."""
    units, line = [], 0
    for lines in lengths:
        for number in range(lines):
            holds = number < lines - 1 and number in (0, lines - 2)
            units.append(Unit(line, line + 1, holds))
            line += 1
    return Galley(tuple(units))


def test_a_column_ends_where_its_lines_do() -> None:
    assert paragraphs(4, 6).reach(0, 4) == 4


def test_no_first_line_of_a_paragraph_ends_a_column() -> None:
    assert paragraphs(4, 6).reach(0, 5) == 4


def test_no_last_line_of_a_paragraph_begins_a_column() -> None:
    assert paragraphs(4, 6).reach(0, 9) == 8


def test_nothing_fits_in_a_column_of_one_line() -> None:
    assert paragraphs(4).reach(0, 1) == 0


def test_columns_are_level() -> None:
    galley = paragraphs(6, 6, 6)
    assert galley.level(0, [0, 0, 0]) == 6
    assert galley.columns(0, [6, 6, 6]) == [6, 12, 18]


def test_a_picture_over_one_column_sends_its_lines_to_the_others() -> None:
    assert paragraphs(30).level(0, [2, 2, 14]) == 16


def test_a_story_is_no_lower_than_its_picture() -> None:
    assert paragraphs(4).level(0, [2, 20]) == 20


def test_a_picture_in_the_text_is_not_parted() -> None:
    galley = Galley((Unit(0, 1, False), Unit(1, 9, False), Unit(9, 10, False)))
    assert galley.reach(0, 8) == 1


@given(
    st.lists(st.integers(1, 12), min_size=1, max_size=20), st.lists(st.integers(0, 9), min_size=1, max_size=6)
)
def test_what_is_level_fits_and_a_line_less_does_not(lengths: list[int], heads: list[int]) -> None:
    galley = paragraphs(*lengths)
    height = galley.level(0, heads)
    assert galley.fits(0, heads, height)
    assert height == max(heads) or not galley.fits(0, heads, height - 1)


@given(st.lists(st.integers(1, 12), min_size=1, max_size=20), st.integers(2, 30))
def test_columns_lose_no_line_and_say_none_twice(lengths: list[int], depth: int) -> None:
    galley = paragraphs(*lengths)
    ends = galley.columns(0, [depth] * 8)
    assert ends == sorted(ends)
    for start, end in zip([0, *ends], ends, strict=False):
        assert galley.depth(start, end) <= depth
