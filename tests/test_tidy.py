"""Tidying puts letterforms and spaces in order, once, and never an editor's words."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings

from convert import newsml
from convert.house import House
from convert.model import Article, Edition, Label, Paragraph, Run, label
from convert.notes import Notes
from convert.tidy import STEPS, nfc, spaces, tidy
from tests.strategies import editions

LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def holding(*texts: Label) -> Edition:
    """Return an edition of one article with these paragraphs."""
    body = tuple(Paragraph(text=text) for text in texts)
    return Edition(
        articles=(Article(guid="g", lang="ar", direction="rtl", headline=label("خبر"), body=body),)
    )


@LAW
@given(editions())
def test_tidying_twice_is_tidying_once(edition: Edition) -> None:
    once = tidy(edition, House(), Notes())
    notes = Notes()
    assert tidy(once, House(), notes) == once
    assert not list(notes)


@LAW
@given(editions())
def test_a_house_that_switches_every_step_off_gets_its_text_back(edition: Edition) -> None:
    notes = Notes()
    left = tidy(edition, House(tidy_off=tuple(name for name, _ in STEPS)), notes)
    assert newsml.dump(left) == newsml.dump(edition)
    assert not list(notes)


def test_letters_and_their_marks_become_one_letter() -> None:
    assert nfc("ا\N{ARABIC MADDAH ABOVE}") == "آ"
    assert nfc("ی\N{ARABIC HAMZA ABOVE}") == unicodedata.normalize("NFC", "ی\N{ARABIC HAMZA ABOVE}")


def test_several_spaces_become_one_and_other_white_is_left_alone() -> None:
    assert spaces("كلمة   كلمة  ") == "كلمة كلمة "
    for white in ("\N{NO-BREAK SPACE}" * 2, "\N{ZERO WIDTH SPACE}" * 2, "\N{EM SPACE} \N{EM SPACE}"):
        assert spaces(white) == white


@pytest.mark.parametrize(("off", "codes"), [((), ["tidy/nfc", "tidy/spaces"]), (("nfc",), ["tidy/spaces"])])
def test_what_was_changed_is_counted_in_a_note(off: tuple[str, ...], codes: list[str]) -> None:
    notes = Notes()
    edition = holding(label("ا\N{ARABIC MADDAH ABOVE}ن"), label("كلمة  كلمة"), label("كلمة   أخرى"))
    tidy(edition, House(tidy_off=off), notes)
    assert notes.codes() == codes
    assert [note.text for note in notes][-1] == "changed 2 runs of text"
    assert all('tidy_off = ["' in note.cure for note in notes)


def test_a_run_keeps_its_manner() -> None:
    bold = Run("كلمة  كلمة", marks=("strong",), lang="ar", direction="rtl", href="https://example.org/")
    (paragraph,) = tidy(holding((bold,)), House(), Notes()).articles[0].body
    assert paragraph == Paragraph(text=(Run("كلمة كلمة", *bold.manner()),))  # type: ignore[arg-type]  # same order as the fields


def test_text_in_order_is_handed_back_as_it_is() -> None:
    edition = holding(label("كلمة كلمة"))
    notes = Notes()
    assert tidy(edition, House(), notes) == edition
    assert not list(notes)
