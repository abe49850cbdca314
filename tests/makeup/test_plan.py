"""A plan places every line of every story once, in the order of the paper, on pages by fours."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convert.makeup.plan import SHEET, Copy, Page, Room, Slot, numbers, plan
from convert.makeup.shapes import Fixed, Size, Story
from tests.makeup.test_galley import paragraphs

ROOM = Room(columns=6, lines=64, front=54)
HEADS = {columns: max(3, 14 - 2 * columns) for columns in range(1, 7)}
AGAIN = dict.fromkeys(range(1, 7), 3)
FILLER = Fixed(
    "filler",
    {columns: tuple(Size(low, low + 7, 20 + low) for low in range(9, 64, 8)) for columns in range(2, 7)},
)


def story(name: str, lines: int, *, picture: bool = False, **wishes: int) -> Story:
    """Return a story of so many lines in paragraphs of five."""
    galley = paragraphs(*[5] * (lines // 5), *([lines % 5] if lines % 5 else []))
    pictures = {columns: 5 * columns for columns in range(1, 7)} if picture else {}
    return Story(name, galley, HEADS, pictures, **wishes)


def paper(front: Sequence[Story], stories: Sequence[Story], adverts: Sequence[Fixed] = ()) -> list[Page]:
    """Return the plan of a paper."""
    again: Mapping[str, Mapping[int, int]] = {one.name: AGAIN for one in (*front, *stories)}
    return plan(Copy(front, (), stories, adverts, FILLER, again), ROOM)


def day(count: int) -> list[Story]:
    """Return the stories of a day: long ones, short ones, some with pictures, in sections of five."""
    lengths = [120, 40, 70, 15, 90, 30, 150, 55]
    return [
        story(f"s{number}", lengths[number % 8], picture=number % 3 == 0, section=number // 5)
        for number in range(count)
    ]


def stories_on(page: Page) -> list[Slot]:
    """Return the places of stories on a page."""
    return [slot for slot in page.slots if isinstance(slot.item, Story)]


def set_lines(pages: Sequence[Page]) -> dict[str, list[tuple[int, int]]]:
    """Return by story the units that stand in each of its columns."""
    found: dict[str, list[tuple[int, int]]] = {}
    for page in pages:
        for slot in stories_on(page):
            found.setdefault(slot.item.name, []).extend(pairwise([slot.start, *slot.ends]))
    return found


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(3, 260), min_size=1, max_size=14), st.integers(0, 4))
def test_every_line_of_every_story_is_set_once(lengths: list[int], on_front: int) -> None:
    stories = [story(f"s{number}", lines, section=number // 4) for number, lines in enumerate(lengths)]
    found = set_lines(paper(stories[:on_front], stories[on_front:]))
    for one in stories:
        columns = found[one.name]
        assert columns[0][0] == 0
        assert columns[-1][1] == len(one.galley.units)
        assert all(before[1] == after[0] for before, after in pairwise(columns))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(3, 200), min_size=1, max_size=14))
def test_no_two_places_overlap_and_none_leaves_the_page(lengths: list[int]) -> None:
    stories = [story(f"s{number}", lines, picture=number % 2 == 0) for number, lines in enumerate(lengths)]
    for page in paper((), stories):
        taken: set[tuple[int, int]] = set()
        for slot in page.slots:
            cells = {
                (column, line)
                for column in range(slot.x, slot.x + slot.columns)
                for line in range(slot.y, slot.y + slot.lines)
            }
            assert not cells & taken
            assert slot.x + slot.columns <= ROOM.columns
            assert slot.y + slot.lines <= ROOM.lines or page.is_forced
            taken |= cells


def test_pages_come_by_fours() -> None:
    for count in (1, 5, 12, 20):
        assert len(paper((), day(count))) % SHEET == 0


def test_the_same_day_is_planned_the_same() -> None:
    assert paper(day(3), day(20)[3:]) == paper(day(3), day(20)[3:])


def test_a_story_of_the_front_goes_on_inside_first_in_its_section() -> None:
    long = story("lead", 400, section=1, lead=True, cheap=True)
    others = [story(f"s{number}", 60, section=number // 3) for number in range(6)]
    pages = paper([long], others)
    begun, goes_on = numbers(pages)["lead"]
    assert begun == 1
    inside = stories_on(pages[goes_on - 1])
    assert next(slot for slot in inside if slot.item.section == 1).item.name == "lead"
    assert next(slot for slot in stories_on(pages[0])).goes_on


def test_a_story_that_fits_is_not_cut() -> None:
    pages = paper((), [story("whole", 100)])
    assert numbers(pages)["whole"] == [1]


def test_stories_stand_in_the_order_of_the_paper() -> None:
    where = numbers(paper((), day(25)))
    firsts = [where[f"s{number}"][0] for number in range(25)]
    assert firsts == sorted(firsts)


def test_a_width_that_is_asked_for_is_kept() -> None:
    pages = paper((), [story("wide", 60, columns=4), *day(6)[1:]])
    assert next(slot for slot in stories_on(pages[0]) if slot.item.name == "wide").columns == 4


def test_a_page_that_is_asked_for_is_kept() -> None:
    stories = [*day(20), story("late", 80, section=5, page=4)]
    assert numbers(paper((), stories))["late"] == [4]


def test_an_advert_stands_on_the_page_it_was_sold_for() -> None:
    advert = Fixed("advert0", {3: (Size(20, 20),)}, page=3)
    pages = paper((), day(20), [advert])
    assert [number for number, page in enumerate(pages, 1) if any(s.item is advert for s in page.slots)] == [
        3
    ]


def test_an_advert_stands_at_the_foot_of_its_page() -> None:
    advert = Fixed("advert0", {6: (Size(12, 12),)}, page=2)
    slot = next(slot for slot in paper((), day(20), [advert])[1].slots if slot.item is advert)
    assert slot.y + slot.lines >= ROOM.lines - 2


def test_every_advert_is_printed_even_without_stories() -> None:
    adverts = [Fixed(f"advert{number}", {2: (Size(20, 20),)}) for number in range(5)]
    pages = paper((), day(3), adverts)
    assert sum(slot.item in adverts for page in pages for slot in page.slots) == 5


def test_what_is_higher_than_a_page_gets_one_of_its_own() -> None:
    tall = Story("tall", paragraphs(4), dict.fromkeys(range(1, 7), 90), {})
    pages = paper((), [tall])
    assert pages[0].is_forced


@pytest.mark.parametrize("count", [20, 40])
def test_pages_are_full(count: int) -> None:
    pages = paper((), day(count))
    cells = ROOM.columns * ROOM.lines
    filled = [sum(slot.columns * slot.lines for slot in page.slots) / cells for page in pages]
    assert min(filled) > 0.85


def test_a_front_that_stays_empty_is_filled() -> None:
    pages = paper([story("only", 30, cheap=True)], ())
    assert FILLER in [slot.item for slot in pages[0].slots]
