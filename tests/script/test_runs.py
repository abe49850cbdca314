"""Words of another language are found where they are certain, and isolating them moves no letter."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from convert.model import Direction
from convert.script.bidi import LRI, PDI, RLI, RLM
from convert.script.levels import levels
from convert.script.runs import Foreign, foreign_block, foreign_runs
from tests.script.uax9 import kind_of, levels_of, line_order

#: Words of every script, numbers of each kind, and what stands between them.
WORDS = (
    "Apple",
    "New York",
    "the",
    "כן",
    "אמר כי",
    "خبر",
    "نص ٥",
    "گفت",
    "ޚަބަރު",
    "5",
    "٥",
    "۵",
    "12.5%",
    "$7",
)
BETWEEN = (
    " ",
    " ",
    ", ",
    "، ",
    " (",
    ") ",
    " [",
    "] ",
    " «",
    "» ",
    '"',
    "-",
    ": ",
    "/",
    "+",
    "!",
    RLM,
    "\u0301",
)
MIXED = st.lists(st.sampled_from(WORDS + BETWEEN), max_size=14).map("".join)
OPENING = {"ltr": LRI, "rtl": RLI}
CASES = [("ar", "rtl"), ("he", "rtl"), ("fa", "rtl"), ("en", "ltr")]


def isolated(text: str, runs: list[Foreign]) -> tuple[str, list[int]]:
    """Return *text* with isolates round *runs* that have a direction, and where its letters are now."""
    out, places = "", []
    starts = {run.start: OPENING[run.direction] for run in runs if run.direction}
    ends = {run.end for run in runs if run.direction}
    for place, char in enumerate(text):
        out += (PDI if place in ends else "") + starts.get(place, "")
        places.append(len(out))
        out += char
    return out + (PDI if len(text) in ends else ""), places


def seen(text: str, places: list[int], direction: Direction, reckon: object) -> list[tuple[int, int]]:
    """Return the letters at *places* as they stand from left to right, each with the side it faces."""
    found = levels_of(text, direction) if reckon is levels_of else list(levels(text, direction))
    there = {place: number for number, place in enumerate(places)}
    order = line_order(text, found, 0, len(text), direction)
    return [
        (there[place], found[place] % 2) for place in order if place in there and kind_of(text[place]) != "BN"
    ]


@pytest.mark.parametrize(("lang", "direction"), CASES)
@pytest.mark.parametrize("reckon", [levels_of, levels], ids=["reference", "FriBidi"])
@settings(max_examples=300, deadline=None)
@given(text=MIXED)
@example(text="قال Apple Inc. (Google) 5% ثم")
@example(text="خبر [Apple (New York] نص) كلمة")
@example(text="خبر (New York Apple) Apple")
@example(text="خبر Apple، New York (the Apple) 5")
@example(text="אמר خبر 5-7 כן Apple خبر the")
def test_isolating_what_was_found_moves_no_letter_and_turns_no_bracket(
    lang: str, direction: Direction, reckon: object, text: str
) -> None:
    runs = foreign_runs(text, lang, direction)
    apart, places = isolated(text, runs)
    assert seen(apart, places, direction, reckon) == seen(text, list(range(len(text))), direction, reckon)


@settings(max_examples=300)
@given(MIXED, st.sampled_from(CASES))
def test_runs_stand_in_order_do_not_overlap_and_say_something(text: str, case: tuple[str, Direction]) -> None:
    runs = foreign_runs(text, *case)
    edges = [edge for run in runs for edge in (run.start, run.end)]
    assert edges == sorted(edges)
    assert all(run.start < run.end and (run.lang or run.direction) for run in runs)


@pytest.mark.parametrize(
    "text",
    [
        "خبر Apple New York " * 20_000,
        "Apple New York (" * 20_000,
        "5 " * 50_000 + "New York خبر",
        "خبر כן " * 20_000,
        "«قال نعم ثم مضى» " * 5_000,
        "Apple " * 50_000 + "خبر",
    ],
)
def test_long_texts_come_to_an_end(text: str) -> None:
    assert all(run.end <= len(text) for run in foreign_runs(text, "ar", "rtl"))
    assert foreign_block(text, "ar") == foreign_block(text, "ar")
