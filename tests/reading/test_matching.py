"""Laws of the measures themselves, against the matrices that define them."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from tests.reading.matching import errors, in_order, nearest

FEW = st.text("ابج ", max_size=12)


def slow_errors(passage: str, text: str, *, skip: int = 0) -> list[int]:
    """Return the last row of the matrix of distances; *skip* is what a character before the stretch costs."""
    row = [skip * place for place in range(len(text) + 1)]
    for number, wanted in enumerate(passage, start=1):
        before, row = row, [number]
        for place, found in enumerate(text):
            row.append(min(before[place + 1] + 1, row[place] + 1, before[place] + (wanted != found)))
    return row


def slow_in_order(wanted: Sequence[str], found: Sequence[str]) -> int:
    """Return the length of the longest common subsequence by its definition."""
    row = [0] * (len(found) + 1)
    for one in wanted:
        before, row = row, [0]
        for place, other in enumerate(found):
            row.append(before[place] + 1 if one == other else max(before[place + 1], row[place]))
    return row[-1]


@given(FEW, FEW)
def test_errors_are_the_least_of_the_matrix(passage: str, text: str) -> None:
    assert errors(passage, text) == min(slow_errors(passage, text))


@given(FEW.filter(bool), FEW)
def test_the_nearest_stretch_is_as_near_as_any(passage: str, text: str) -> None:
    start, end = nearest(passage, text)
    assert slow_errors(passage, text[start:end], skip=1)[-1] == errors(passage, text)


@given(FEW, FEW)
def test_words_in_order_are_the_longest_common_subsequence(wanted: str, found: str) -> None:
    assert in_order(wanted, found) == slow_in_order(wanted, found)


def test_a_passage_that_is_there_has_no_errors_whatever_stands_round_it() -> None:
    assert errors("دولة الكويت", "في دولة الكويت اليوم") == 0
    assert errors("دولة الكويت", "في دولة اللكويت اليوم") == 1
    assert nearest("دولة الكويت", "في دولة اللكويت اليوم") == (3, 15)
