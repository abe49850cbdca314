"""The options of plain text: width, tables, links, digits, parts, profiles, and what each costs."""

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from wcwidth import iter_graphemes, width

import convert
from convert.errors import SettingsError, UsageError
from convert.house import House, load_house
from convert.model import (
    Cell,
    Edition,
    Figure,
    Image,
    InfoBox,
    Item,
    List,
    Paragraph,
    Preformatted,
    Quote,
    Run,
    Table,
    Verse,
    label,
)
from convert.notes import Notes
from convert.script.bidi import first_strong
from convert.vocab.languages import language_of
from convert.writers.manners import PROFILES
from tests.script.test_standing import WORDS, alone, guesses, shown
from tests.strategies import editions
from tests.writers import stories
from tests.writers.stories import RTL, STORIES

ALL = tuple(STORIES)
LAW = settings(
    max_examples=40,
    phases=(Phase.explicit, Phase.generate),
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
quiet = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def written(edition: Edition, notes: Notes | None = None, house: House | None = None, **options: Any) -> str:
    """Return *edition* as plain text."""
    notes = Notes() if notes is None else notes
    return convert.render(edition, "text", house=house or House(), notes=notes, **options).decode()


def bare(words: str) -> str:
    """Return *words* without the controls of direction."""
    return CONTROLS.sub("", words)


def of(*blocks: Any, lang: str = "ar", **facts: Any) -> Edition:
    """Return a story with a body of *blocks*."""
    return stories.edition(lang, body=blocks, **facts)


def told(notes: Notes) -> list[str]:
    """Return the codes of *notes*, but for the parts that a test did not ask for."""
    return [code for code in notes.codes() if code != "text/part-left-out"]


def squeezed(words: str) -> str:
    """Return *words* without spaces and controls."""
    return re.sub(r"\s", "", bare(words))


# --- lines of a width ---------------------------------------------------------------------------


@pytest.mark.parametrize("columns", [20, 40, 64, 72])
@pytest.mark.parametrize("lang", ALL)
def test_no_line_is_wider_than_asked(lang: str, columns: int) -> None:
    text = written(stories.edition(lang), width=columns)
    assert [line for line in text.split("\n") if width(line, control_codes="ignore") > columns] == []


@pytest.mark.parametrize("bidi", ["isolates", "marks", "none"])
@pytest.mark.parametrize("lang", ALL)
def test_the_words_are_those_of_the_unbroken_text(lang: str, bidi: str) -> None:
    whole = bare(written(stories.edition(lang), tables="labels")).split()
    lines = bare(written(stories.edition(lang), width=72, bidi=bidi, tables="labels"))
    assert lines.split() == whole


@quiet
@settings(LAW, max_examples=60)
@given(editions(), st.integers(20, 120), st.sampled_from(["isolates", "marks", "none"]))
def test_no_edition_has_a_line_that_is_too_wide_or_loses_a_word(
    edition: Edition, columns: int, bidi: str
) -> None:
    text = written(edition, width=columns, bidi=bidi, tables="labels")
    assert [
        line for line in text.split("\n") if width(line.expandtabs(), control_codes="ignore") > columns
    ] == []
    whole = written(edition, bidi="none", tables="labels")
    stars = str.maketrans("", "", "*")  # they part hemistichs that stand side by side
    assert sorted(squeezed(text).translate(stars)) == sorted(squeezed(whole).translate(stars))


@pytest.mark.parametrize("bidi", ["isolates", "marks"])
@settings(max_examples=60, deadline=None)
@given(
    words=st.lists(st.sampled_from([word for word in WORDS if word not in "()[]"]), min_size=5, max_size=40),
    columns=st.integers(20, 120),
    way=st.sampled_from(["ar", "he", "en"]),
)
def test_every_line_written_is_seen_as_its_paragraph_shows_it(
    bidi: str, words: list[str], columns: int, way: str
) -> None:
    """Side by side, from the start of each, the lines show what the unbroken paragraph shows, cut there."""
    edition = of(Paragraph(text=label(" ".join(words))), lang=way, byline=())
    direction = edition.articles[0].direction
    lines = written(edition, width=columns, bidi=bidi, head="none", foot="none").rstrip("\n").split("\n")
    (whole,) = written(edition, bidi=bidi, head="none", foot="none").rstrip("\n").split("\n")
    assert [bare(line) for line in lines if first_strong(line) != direction] == []
    assert squeezed("".join(lines)) == squeezed(whole)
    assert [line for line in lines if alone(line, direction) != shown_in(whole, lines, line, direction)] == []


def shown_in(whole: str, lines: list[str], line: str, direction: Any) -> str:
    """Return what *whole* shows of one of its *lines*."""
    from tests.script import uax9

    before = sum(len(squeezed(one)) for one in lines[: lines.index(line)])
    places = [place for place, char in enumerate(whole) if shown(char) and not char.isspace()]
    mine = places[before : before + len(squeezed(line))]
    start, end = mine[0], mine[-1] + 1
    order = uax9.line_order(whole, uax9.levels_of(whole, direction), start, end, direction)
    return "".join(whole[place] for place in order if shown(whole[place]))


@pytest.mark.parametrize("columns", [20, 33])
def test_a_long_word_is_broken_between_letters_and_their_marks(columns: int) -> None:
    word = "وَ" * 50
    lines = written(of(Paragraph(text=label(word))), width=columns, head="none").rstrip().split("\n")
    assert len(lines) == -(-50 // columns)
    assert all(not unicodedata.combining(bare(line)[0]) for line in lines)
    assert sum(len(list(iter_graphemes(bare(line)))) for line in lines) == 50


def test_an_address_stays_whole_when_asked() -> None:
    address = "https://example.org/" + "a" * 90
    edition = of(Paragraph(text=label(f"انظر {address} هنا")))
    assert address not in bare(written(edition, width=40))
    assert address in bare(written(edition, width=40, overlong="keep"))
    assert address in bare(written(edition, profile="email"))


def test_lists_hang_and_what_is_set_off_stands_in() -> None:
    long = label("كلمة " * 12 + "آخر")
    inner = List(items=(Item(long),))
    edition = of(List(ordered=True, items=(Item(long, (inner,)),)), Quote(body=(Paragraph(text=long),)))
    lines = written(edition, width=30, head="none").split("\n")
    starts = [len(bare(line)) - len(bare(line).lstrip()) for line in lines if line]
    assert starts == [0, 3, 3, 2, 4, 4, 2, 2, 2]
    assert bare(lines[0]).startswith("١. كلمة")
    assert bare(lines[3]).startswith("  • كلمة")


def test_a_box_stands_in_under_its_title() -> None:
    box = InfoBox(title=label("قبل الزيارة"), body=(Paragraph(text=label("الدخول مجاني")),))
    assert bare(written(of(box), width=40, head="none")) == "قبل الزيارة\n\n  الدخول مجاني\n"


def test_verse_stands_side_by_side_or_stepwise() -> None:
    verse = Verse(lines=((label("مَنَارَ الْبَحْرِ يَا وَعْدَ الْمَسَاءِ"), label("وَيَا شَوْقَ السَّفِينِ إِلَى الضِّيَاءِ")),))
    wide, narrow = written(of(verse), width=60, head="none"), written(of(verse), width=30, head="none")
    assert "   *   " in wide
    assert [len(line) - len(line.lstrip()) for line in narrow.rstrip().split("\n")] == [0, 2]


def test_the_spaces_of_code_stay_where_its_lines_fit() -> None:
    code = "a  = 1\n    b  = 2"
    text = written(of(Preformatted(text=code, direction="ltr")), width=40, head="none")
    assert bare(text) == code + "\n"


@pytest.mark.parametrize("columns", [-5, 5, 9])
def test_a_width_that_holds_no_words_is_refused(columns: int) -> None:
    with pytest.raises(UsageError, match="from 10 up"):
        written(stories.edition("ar"), width=columns)


# --- tables -------------------------------------------------------------------------------------

PRICES = Table(
    caption=label("الأسعار"),
    head=((Cell(label("السلعة"), "col"), Cell(label("السعر"), "col")),),
    body=(
        (Cell(label("نفط Brent")), Cell(label("48.18 $"))),
        (Cell(label("ذَهَبٌ")), Cell(label("1,788"))),
    ),
)


def test_a_grid_is_even_and_ruled_under_its_head() -> None:
    lines = bare(written(of(PRICES), tables="grid", head="none")).rstrip().split("\n")
    assert lines == [
        "الأسعار",
        "السلعة    | السعر",
        "----------+--------",
        "نفط Brent | 48.18 $",
        "ذَهَبٌ       | 1,788",
    ]


@pytest.mark.parametrize("bidi", ["isolates", "marks"])
def test_the_columns_of_a_grid_stand_below_each_other_from_the_right(bidi: str) -> None:
    lines = written(of(PRICES), tables="grid", head="none", bidi=bidi).rstrip().split("\n")[1:]
    seen = [alone(line, "rtl") for line in lines]
    assert {width(line) - line.index(sign) for line in seen for sign in "|+" if sign in line} == {11}
    assert seen[2].strip() == "48.18 $ | Brent طفن"


@pytest.mark.parametrize("bidi", ["isolates", "marks", "none"])
def test_labels_say_what_heads_each_cell(bidi: str) -> None:
    text = bare(written(of(PRICES), tables="labels", head="none", bidi=bidi))
    assert text == "الأسعار\n\nالسلعة: نفط Brent\nالسعر: 48.18 $\n\nالسلعة: ذَهَبٌ\nالسعر: 1,788\n"


def test_a_table_wider_than_the_lines_becomes_labels_with_a_note() -> None:
    notes = Notes()
    wide = Table(head=PRICES.head, body=((Cell(label("كلام طويل جدا " * 5)), Cell(label("1"))),))
    text = bare(written(of(wide), notes, width=40, head="none"))
    assert "السعر: 1" in text
    assert "text/table-labelled" in notes.codes()


def test_cells_that_span_fill_their_columns() -> None:
    table = Table(
        head=((Cell(label("سنة"), "col", rowspan=2), Cell(label("قارئ"), "col", colspan=2)),
              (Cell(label("ذكور"), "col"), Cell(label("إناث"), "col"))),
        body=((Cell(label("2020")), Cell(label("5")), Cell(label("7"))),),
    )  # fmt: skip
    grid = bare(written(of(table), tables="grid", head="none")).rstrip().split("\n")
    assert grid == ["سنة  | قارئ", "     | ذكور | إناث", "-----+------+-----", "2020 | 5    | 7"]
    labels = bare(written(of(table), tables="labels", head="none")).strip().split("\n")
    assert labels == ["سنة: 2020", "قارئ ذكور: 5", "قارئ إناث: 7"]


def test_a_table_without_a_head_loses_no_cell() -> None:
    table = Table(body=PRICES.body)
    for tables in ("rows", "grid", "labels"):
        for columns in (0, 20):
            said = bare(written(of(table), tables=tables, width=columns, head="none"))
            assert all(word in said for word in ("Brent", "48.18 $", "1,788"))


# --- links, digits, marks, parts ----------------------------------------------------------------


def test_links_as_notes_are_numbered_once_and_listed_at_the_end() -> None:
    ship = "https://example.org/a"
    words = (Run("زوروا "), Run("السفينة", href=ship), Run(" ثم "), Run("الميناء", href=ship), Run("."))
    notes = Notes()
    text = bare(written(of(Paragraph(text=words)), notes, links="notes", head="none"))
    assert text == f"زوروا السفينة[١] ثم الميناء[١].\n\n{language_of('ar').words.link}\n[١] {ship}\n"
    assert told(notes) == []


@pytest.mark.parametrize(
    ("words", "href"),
    [
        ("carpets.example.org", "https://carpets.example.org"),
        ("+965 2222-3333", "tel:+96522223333"),
        ("٢٢٢٢ ٣٣٣٣", "tel:22223333"),
        ("a@example.org", "mailto:a@example.org"),
    ],
)
def test_words_that_say_where_they_lead_lose_nothing(words: str, href: str) -> None:
    notes = Notes()
    for links in ("none", "inline", "notes"):
        text = bare(written(of(Paragraph(text=(Run(words, href=href),))), notes, links=links, head="none"))
        assert text == words + "\n"
    assert told(notes) == []


def test_digits_change_in_words_and_not_in_addresses() -> None:
    edition = of(Paragraph(text=label("في 24 نوفمبر، F16، https://example.org/24 وهاتف +965 2222-3333")))
    text = bare(written(edition, digits="arab", head="none"))
    assert text == "في ٢٤ نوفمبر، F16، https://example.org/24 وهاتف +965 2222-3333\n"
    assert "١٠ مايو" in bare(written(edition, digits="arab"))
    assert "10 مايو" in bare(written(edition, digits="latn"))
    assert "في 24" in bare(written(of(Paragraph(text=label("في ٢٤ و۲۴"))), digits="latn"))


def test_vowel_marks_and_tatweels_go_with_a_note() -> None:
    notes = Notes()
    edition = of(Paragraph(text=label("وَزِيرُ الكـــويت")))
    assert written(edition, notes, tashkeel="strip", tatweel="strip", head="none") == "وزير الكويت\n"
    assert told(notes) == ["text/tashkeel-stripped", "text/tatweel-stripped"]


def test_the_head_shows_the_parts_that_are_asked_for_and_says_what_it_leaves_out() -> None:
    notes = Notes()
    text = bare(written(of(), notes, head="headline, byline", foot="none"))
    assert text == f"{STORIES['ar'].headline}\n\n{STORIES['ar'].byline}\n"
    assert [note.text for note in notes if note.code == "text/part-left-out"] == [
        "left out, as asked: deck, dates"
    ]


def test_a_part_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="no part is called 'headlin'") as caught:
        written(of(), head="headlin")
    assert caught.value.cure == 'did you mean "headline"?'


def test_pictures_are_left_out_with_a_note() -> None:
    notes = Notes()
    picture = Figure(image=Image("a.png", "سفينة"), caption=label("مرسى بعيد"))
    assert "مرسى بعيد" not in written(of(picture), notes, figures="none")
    assert "text/figure-dropped" in notes.codes()


@pytest.mark.parametrize("newline", ["lf", "crlf"])
def test_lines_end_as_asked(newline: str) -> None:
    data = convert.render(stories.edition("ar"), "text", house=House(), newline=newline)
    assert (b"\r\n" in data) == (newline == "crlf")
    assert data.count(b"\r") in (0, data.count(b"\n"))


# --- profiles -----------------------------------------------------------------------------------


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("lang", ALL)
def test_every_profile_writes_every_language(lang: str, profile: str) -> None:
    text = written(stories.edition(lang), profile=profile)
    columns = PROFILES[profile].get("width", 0)
    lines = text.replace("\r\n", "\n").split("\n")
    assert STORIES[lang].items[0] in bare(text)
    assert not columns or max(width(line, control_codes="ignore") for line in lines) <= columns


@pytest.mark.parametrize("profile", [name for name in PROFILES if name != "archive"])
@pytest.mark.parametrize("lang", ALL)
def test_an_editor_guesses_every_line_of_a_profile_right(lang: str, profile: str) -> None:
    edition = stories.edition(lang)
    for line in written(edition, profile=profile).replace("\r\n", "\n").split("\n"):
        assert not line or guesses(line) == {edition.articles[0].direction}


def test_what_is_said_stands_over_the_profile() -> None:
    assert "\r\n" in written(stories.edition("ar"), profile="wire64")
    assert "\r\n" not in written(stories.edition("ar"), profile="wire64", newline="lf")


def test_a_profile_that_does_not_exist_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="archive, email, wire64, wire69, teleprompter") as caught:
        written(stories.edition("ar"), profile="emial")
    assert caught.value.cure == 'did you mean "email"?'


def settled(folder: Path, *lines: str) -> House:
    """Return the House of a house.toml with *lines*."""
    (folder / "house.toml").write_text("\n".join(lines), encoding="utf-8")
    return load_house(folder / "house.toml")


def test_a_publishers_own_profile_begins_as_one_of_ours(tmp_path: Path) -> None:
    house = settled(tmp_path, "[profiles.radio]", 'from = "wire64"', "width = 40", 'head = "headline"')
    text = written(stories.edition("ar"), house=house, profile="radio")
    assert "\r\n" in text
    assert max(width(line, control_codes="ignore") for line in text.split("\r\n")) <= 40
    assert STORIES["ar"].deck not in bare(text)


def test_a_house_may_choose_a_profile_for_every_text(tmp_path: Path) -> None:
    house = settled(tmp_path, "[writers.text]", 'profile = "wire69"')
    assert "\r\n" in written(stories.edition("ar"), house=house)


@pytest.mark.parametrize(
    ("lines", "line", "said", "cure"),
    [
        (("[profiles.radio]", "widht = 40"), 2, "a profile has no 'widht'", 'did you mean "width"?'),
        (("[profiles.radio]", 'width = "40"'), 2, "width is a whole number", ""),
        (("[profiles.radio]", 'bidi = "rtl"'), 2, "bidi is one of isolates, marks, none", ""),
        (("[profiles.radio]", 'from = "wire644"'), 2, "begins as 'wire644'", 'did you mean "wire64"?'),
    ],
)
def test_a_mistake_in_a_profile_is_named_with_its_line(
    lines: tuple[str, ...], line: int, said: str, cure: str, tmp_path: Path
) -> None:
    house = settled(tmp_path, *lines)
    with pytest.raises(SettingsError, match=re.escape(said)) as caught:
        written(stories.edition("ar"), house=house, profile="radio")
    assert caught.value.where == f"{tmp_path / 'house.toml'}:{line}"
    assert cure in ("", caught.value.cure)


def test_profiles_are_tables(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=re.escape("[profiles.radio]")):
        settled(tmp_path, 'profiles = "radio"')


@pytest.mark.parametrize("lang", ALL)
def test_an_archived_text_is_read_back_with_its_facts(lang: str) -> None:
    edition = stories.edition(lang)
    article = edition.articles[0]
    data = convert.render(edition, "text", house=House(), profile="archive")
    back = convert.read(convert.formats.Source(data, "a.txt"), house=House(), notes=Notes()).articles[0]
    for fact in ("guid", "version", "lang", "headline", "deck", "byline", "published"):
        assert getattr(back, fact) == getattr(article, fact), fact
    said = [words for block in back.body if isinstance(block, Paragraph) for words in [bare_words(block)]]
    assert set(STORIES[lang].paragraphs) <= set(said)


def bare_words(block: Paragraph) -> str:
    """Return the words of a paragraph without the controls of direction."""
    return bare("".join(run.text for run in block.text if isinstance(run, Run)))


def test_a_fact_in_quotation_marks_keeps_them_in_front_matter() -> None:
    edition = of(headline=label('"هذا خبر"'))
    data = convert.render(edition, "text", house=House(), matter=True)
    back = convert.read(convert.formats.Source(data, "a.txt"), house=House(), notes=Notes()).articles[0]
    assert back.headline == label('"هذا خبر"')


@pytest.mark.parametrize("lang", RTL)
def test_without_wrapping_and_profiles_nothing_has_changed(lang: str) -> None:
    assert written(stories.edition(lang)) == written(stories.edition(lang), width=0, tables="rows")
