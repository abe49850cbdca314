"""Our books in epub.js and foliate-js: first page first, begun on the right, turned to the left.

What counts is where letters stand on the screen, not what the file says.
"""

from pathlib import Path
from typing import Any

import pytest

from convert.vocab.languages import direction_of
from tests.ebooks.shelf import LANGUAGES, NAMES, READERS, SAMPLES, TURNED, book, changed, opened, violations
from tests.writers.test_epub import complaints

pytestmark = pytest.mark.gate
#: Of the samples those that are not read from right to left.
LEFT_TO_RIGHT = {"en", "tide"}

Opened = dict[str, Any]


@pytest.fixture(scope="module", params=READERS)
def screens(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    return opened(request.param, (*NAMES, TURNED), tmp_path_factory.mktemp("books"))


def runs(name: str) -> str:
    return "ltr" if name in LEFT_TO_RIGHT else "rtl"


def begins_where_lines_begin(screen: Opened, direction: str) -> bool:
    """Say whether the headline and the last line of a paragraph begin where lines of *direction* do."""
    before = screen["before"]
    side = "right" if direction == "rtl" else "left"
    edges = ((before["headlineWord"], before["headline"]), (before["lastLine"], before["paragraph"]))
    return all(abs(word[side] - box[side]) < 12 for word, box in edges)


def ends_where_lines_end(screen: Opened, direction: str) -> bool:
    """Say whether the last full stop stands behind the last letter, where lines of *direction* end."""
    last, stop = screen["before"]["beforeStop"], screen["before"]["stop"]
    return bool(stop["left"] < last["left"] if direction == "rtl" else stop["right"] > last["right"])


def is_longer_than_a_page(screen: Opened) -> bool:
    """Say whether the end of the article is not on its first page."""
    return not 0 <= screen["before"]["stop"]["left"] <= screen["width"]


def turns(screen: Opened, direction: str) -> bool:
    """Say whether a turned page moves the text to the right (rtl) or to the left (ltr) by a page."""
    moved = screen["after"]["headline"]["left"] - screen["before"]["headline"]["left"]
    return bool(moved > screen["width"] / 2 if direction == "rtl" else moved < -screen["width"] / 2)


@pytest.mark.xdist_group("screens")
def test_every_language_runs_as_this_test_thinks() -> None:
    assert {name for name in NAMES if len(name) <= 3 and direction_of(name) == "ltr"} == {"en"}


@pytest.mark.xdist_group("screens")
def test_every_book_opens_on_its_first_page_without_a_trouble(screens: Opened) -> None:
    assert set(screens) == {*NAMES, TURNED}
    for name in NAMES:
        assert screens[name]["opensAt"].endswith("text/cover.xhtml"), name
        assert screens[name]["troubles"] == [], name
        assert screens[name]["direction"] == runs(name), name


@pytest.mark.xdist_group("screens")
def test_lines_begin_and_end_on_the_right_side(screens: Opened) -> None:
    for name in NAMES:
        assert begins_where_lines_begin(screens[name], runs(name)), name
        assert ends_where_lines_end(screens[name], runs(name)), name


@pytest.mark.xdist_group("screens")
def test_the_first_page_of_an_article_is_shown_and_pages_turn_the_way_the_words_run(screens: Opened) -> None:
    long = [name for name in NAMES if is_longer_than_a_page(screens[name])]
    assert {*LANGUAGES, "kuwait", "lighthouse", "tide"} <= set(long)
    for name in NAMES:
        headline = screens[name]["before"]["headline"]
        assert 0 <= headline["left"] < headline["right"] <= screens[name]["width"], name
        assert turns(screens[name], runs(name)) or name not in long, name


@pytest.mark.xdist_group("screens")
def test_the_fonts_of_the_book_are_used(screens: Opened) -> None:
    for name in NAMES:
        assert "Text" in screens[name]["before"]["loaded"], name


@pytest.mark.xdist_group("screens")
def test_a_book_that_does_not_say_how_its_pages_turn_is_seen(screens: Opened) -> None:
    """foliate-js asks the page itself; epub.js shows the end of the article first."""
    screen = screens[TURNED]
    assert screen["direction"] != "rtl"
    if screen["reader"] == "epubjs":
        headline = screen["before"]["headline"]
        assert not 0 <= headline["left"] < headline["right"] <= screen["width"]
        assert not turns(screen, "rtl")


@pytest.mark.parametrize("name", [*SAMPLES, "issue"])
def test_epubcheck_has_nothing_against_a_book_with_the_pages_of_its_pdf(name: str, tmp_path: Path) -> None:
    assert complaints(book(name), tmp_path) == []


@pytest.mark.parametrize("name", NAMES)
def test_ace_has_nothing_against_a_book(name: str, tmp_path: Path) -> None:
    assert violations(book(name), tmp_path) == []


def test_ace_sees_a_fault_where_there_is_one(tmp_path: Path) -> None:
    assert violations(changed(book("ar"), b' role="doc-chapter"', b""), tmp_path)
