"""Tidying puts letterforms and spaces in order, once, and never an editor's words."""

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convert import newsml
from convert.errors import SettingsError
from convert.house import House, load_house
from convert.model import (
    Article,
    Edition,
    Item,
    LineBreak,
    List,
    NoteRef,
    Paragraph,
    Preformatted,
    Run,
    Text,
    each,
    label,
    words_of,
)
from convert.notes import Notes
from convert.tidy import ANY_LANGUAGE, OWN_LANGUAGE, STEPS, tidy
from convert.tidy.letterforms import nfc
from convert.tidy.lines import Line, Step, edited, line_of, line_words
from convert.tidy.spacing import spaces
from convert.vocab.languages import LANGUAGES, direction_of
from tests.strategies import editions

LAW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
ALL_ON = House(tidy_on=("persian-letters", "quotes", "arabic-punctuation"))
#: What the steps look for, and what might mislead them.
PIECES = (
    *(
        "نعم",
        "كلمة",
        "او",
        "و",
        "لـ",
        "ب",
        "این",
        "است",
        "כן",
        "the",
        "Apple",
        "New York",
        "هـ",
        "مي",
        "ﺳﻼ",
        "ﷺ",
    ),
    *("1", "٢", "1,234", "3:45", "https://a.b/c,d", "a@b.c", "ـــــ", "ا\u0653", "َ", "\u0301"),
    *(" ", " ", "  ", "\u00a0", "\u202f", "\u200c", "\u200d", "\u200b", "\u200e", "\u200f", "\u061c"),
    *(",", "،", ";", "؛", "?", "؟", ".", "..", "…", ":", "!", "!!!!!", "----", "****", "_", "۔"),
    *('"', '"', "<<", ">>", "``", "''", "«", "»", "“", "”", "(", ")", "[", "]"),
    *("\u202a", "\u202e", "\u202c", "\u2066", "\u2067", "\u2069"),
)
WORDS = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
RUNS = st.builds(
    Run,
    WORDS,
    marks=st.sampled_from([(), ("strong",), ("code",)]),
    lang=st.sampled_from(["", "", "", "he", "ar"]),
    direction=st.sampled_from(["", "", "", "ltr", "rtl"]),
)
INLINES = st.one_of(RUNS, RUNS, st.just(LineBreak()), st.just(NoteRef("n1", "r1", "1")))
PARAGRAPHS = st.lists(INLINES, max_size=4).map(tuple)
#: Characters that say something where nobody sees them: not one is lost or made.
UNSEEN = "\u200c\u200d\u200e\u200f\u061c\u00a0\u202f\u200b"
_FORMS = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")


def holding(*texts: Text, lang: str = "ar") -> Edition:
    """Return an edition of one article with these paragraphs."""
    body = tuple(Paragraph(text=text) for text in texts)
    article = Article(guid="g", lang=lang, direction=direction_of(lang), headline=label("12"), body=body)
    return Edition(articles=(article,))


def letters_only(text: str) -> str:
    """Return the letters, digits and marks of *text*: forms as letters, without tatweels."""
    text = _FORMS.sub(lambda form: unicodedata.normalize("NFKC", form[0]), text)
    kept = (char for char in unicodedata.normalize("NFC", text) if unicodedata.category(char)[0] in "LNM")
    return unicodedata.normalize("NFC", "".join(kept).replace("\N{ARABIC TATWEEL}", "").replace(" ", ""))


def said(edition: Edition) -> str:
    """Return all text of the body in one string."""
    return "\n".join(run.text for run in each(Run, edition.articles[0].body))


# --- laws -------------------------------------------------------------------------------------


@LAW
@given(editions())
def test_tidying_twice_is_tidying_once(edition: Edition) -> None:
    once = tidy(edition, ALL_ON, Notes())
    notes = Notes()
    assert tidy(once, ALL_ON, notes) == once
    assert not list(notes)
    assert newsml.load(newsml.dump(once)) == once


@settings(max_examples=500, deadline=None)
@given(st.lists(PARAGRAPHS, max_size=2), st.sampled_from(["ar", "fa", "ur", "he", "en"]))
def test_tidying_what_the_steps_look_for_is_done_once_and_changes_no_word(
    texts: list[Text], lang: str
) -> None:
    before = holding(*texts, lang=lang)
    once, notes = tidy(before, House(tidy_off=("dividers",)), Notes()), Notes()
    assert tidy(once, House(tidy_off=("dividers",)), notes) == once
    assert not list(notes)
    assert letters_only(said(once)) == letters_only(said(before))
    for char in UNSEEN:
        assert said(once).count(char) == said(before).count(char)


@settings(max_examples=200, deadline=None)
@given(st.lists(PARAGRAPHS, max_size=2), st.sampled_from(["ar", "fa", "he", "en"]))
def test_what_is_tidied_comes_back_from_the_canonical_form(texts: list[Text], lang: str) -> None:
    once = tidy(holding(*texts, lang=lang), ALL_ON, Notes())
    assert newsml.load(newsml.dump(once)) == once


@pytest.mark.parametrize("step", ANY_LANGUAGE + OWN_LANGUAGE, ids=lambda step: step.name)
@settings(max_examples=200, deadline=None)
@given(text=WORDS, lang=st.sampled_from(list(LANGUAGES)))
def test_a_step_finds_its_changes_in_order_and_nothing_more_in_the_end(
    step: Step, text: str, lang: str
) -> None:
    for _ in range(8):
        edits = list(step.changes(Line(text, lang)))
        assert all(one.end <= other.start for one, other in pairwise(edits))
        if not edits:
            return
        text = edited(text, edits)
    pytest.fail("no end")


@pytest.mark.parametrize("step", ANY_LANGUAGE + OWN_LANGUAGE, ids=lambda step: step.name)
@settings(max_examples=300, deadline=None)
@given(text=PARAGRAPHS, lang=st.sampled_from(list(LANGUAGES)))
def test_a_quick_look_is_true_of_every_line_that_the_step_would_change(
    step: Step, text: Text, lang: str
) -> None:
    line = line_of(text, lang)
    assert step.looks(line_words(text)) or not list(step.changes(line))


@LAW
@given(editions())
def test_a_house_that_switches_every_step_off_gets_its_text_back(edition: Edition) -> None:
    notes = Notes()
    left = tidy(edition, House(tidy_off=STEPS, tidy_on=STEPS), notes)
    assert newsml.dump(left) == newsml.dump(edition)
    assert not list(notes)


# --- what a step may touch ----------------------------------------------------------------------


def test_letters_and_their_marks_become_one_letter() -> None:
    for text in ("ا\N{ARABIC MADDAH ABOVE}", "ی\N{ARABIC HAMZA ABOVE}"):
        assert edited(text, nfc(Line(text))) == unicodedata.normalize("NFC", text)


def test_several_spaces_become_one_and_other_white_is_left_alone() -> None:
    assert edited("كلمة   كلمة  ", spaces(Line("كلمة   كلمة  "))) == "كلمة كلمة "
    for white in ("\N{NO-BREAK SPACE}" * 2, "\N{ZERO WIDTH SPACE}" * 2, "\N{EM SPACE} \N{EM SPACE}"):
        assert list(spaces(Line(white))) == []


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


@pytest.mark.parametrize(
    "others",
    [Run("نعم , لا", marks=("code",)), Run('"נכון" , כן', lang="he"), Run("نعم ,لا", direction="ltr")],
    ids=["code", "another language", "another direction"],
)
def test_code_and_words_of_others_keep_their_punctuation(others: Run) -> None:
    text = (Run("قال "), others, Run(" ثم"))
    assert tidy(holding(text), House(), Notes()) == holding(text)


def test_a_quotation_is_changed_as_a_whole_or_not_at_all() -> None:
    text = (Run('قال "نعم '), Run('لا" ثم', marks=("code",)))
    assert tidy(holding(text), House(), Notes()) == holding(text)


def test_what_stands_in_a_list_and_in_a_headline_is_tidied_and_preformatted_text_is_not() -> None:
    blocks = (List(items=(Item(text=label("نعم ،لا")),)), Preformatted(text="نعم ،لا  "))
    article = Article(guid="g", lang="ar", direction="rtl", headline=label("قال ،ثم"), body=blocks)
    tidied = tidy(Edition(articles=(article,)), House(), Notes()).articles[0]
    assert words_of(tidied.headline) == "قال، ثم"
    assert tidied.body == (List(items=(Item(text=label("نعم، لا")),)), blocks[1])


def test_a_block_of_another_language_keeps_the_signs_of_that_language() -> None:
    block = Paragraph(text=label("אמר , כן?"), lang="he")
    article = Article(guid="g", lang="ar", direction="rtl", headline=label("12"), body=(block,))
    assert tidy(Edition(articles=(article,)), House(), Notes()).articles[0].body == (block,)


# --- settings and speed -------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["tidy_off", "tidy_on"])
def test_a_step_that_does_not_exist_is_named_with_its_line_and_the_nearest(key: str, tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(f'title = "x"\n{key} = ["persian-leters"]\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="persian-leters") as caught:
        tidy(Edition(), load_house(path), Notes())
    assert caught.value.where == f"{path}:2"
    assert caught.value.cure == 'did you mean "persian-letters"?'


@pytest.mark.parametrize(
    "text",
    [
        '"نعم" ' * 20_000,
        "نعم , " * 20_000,
        "( " * 50_000 + " )" * 50_000,
        "« نص » " * 20_000,
        "ـ" * 100_000,
        "." * 100_000,
        " " * 100_000,
        "\u2066" * 50_000 + "\u2069" * 50_000,
        "https://" * 20_000,
        "<<نعم>> " * 20_000,
        "a ، " * 30_000,
    ],
)
def test_long_texts_come_to_an_end(text: str) -> None:
    once = tidy(holding(label(text)), ALL_ON, Notes())
    assert tidy(once, ALL_ON, Notes()) == once


def test_letters_only_tells_what_the_laws_compare() -> None:
    assert letters_only("ﺳﻼم، «نعم»ـــ 1") == "سلامنعم1"
    assert Counter(STEPS).most_common(1)[0][1] == 1
