"""Plain text: what an editor shows that knows nothing but the bidirectional algorithm."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bidi import get_display
from hypothesis import HealthCheck, Phase, given, settings

import convert
from convert.house import House
from convert.model import (
    Article,
    Cell,
    Edition,
    LineBreak,
    NoteRef,
    Paragraph,
    Preformatted,
    Run,
    Table,
    Text,
    each,
    label,
)
from convert.notes import Notes
from convert.retell import each_text
from convert.script.digits import in_digits
from convert.vocab.languages import digits_of, language_of
from tests.strategies import editions
from tests.writers import stories
from tests.writers.conftest import Made
from tests.writers.papers import paper
from tests.writers.stories import RTL, STORIES

ALL = tuple(STORIES)
#: Every control of the bidirectional algorithm (UAX #9 §2).
CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
#: An edition takes long to draw and far longer to shrink.
DRAW_ONLY = (Phase.explicit, Phase.generate)
LAW = settings(max_examples=40, phases=DRAW_ONLY, deadline=None, suppress_health_check=list(HealthCheck))
#: Editions are large: the warnings speak of how they are drawn, not of what is written.
quiet = pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")


def written(edition: Edition, notes: Notes | None = None, **options: Any) -> str:
    """Return *edition* as plain text."""
    notes = Notes() if notes is None else notes
    return convert.render(edition, "text", house=House(), notes=notes, **options).decode()


def first_strong(line: str) -> str:
    """Return the class of the first strong character, as an editor finds it that knows no isolates."""
    classes = map(unicodedata.bidirectional, line)
    return next((kind for kind in classes if kind in ("L", "R", "AL")), "")


def first_strong_outside_isolates(line: str) -> str:
    """Return the class of the first strong character that stands in no isolate (UAX #9, P2)."""
    depth = 0
    for char in line:
        kind = unicodedata.bidirectional(char)
        depth += (kind in ("LRI", "RLI", "FSI")) - (kind == "PDI" and depth > 0)
        if not depth and kind in ("L", "R", "AL"):
            return kind
    return ""


def bare(words: str) -> str:
    """Return *words* without the controls of direction."""
    return CONTROLS.sub("", words)


def seen(line: str, base: str = "R") -> str:
    """Return *line* as the eye meets it from left to right."""
    return bare(get_display(line, base_dir=base))


# --- direction ----------------------------------------------------------------------------------


@pytest.mark.parametrize("guess", [first_strong, first_strong_outside_isolates])
@pytest.mark.parametrize("bidi", ["isolates", "marks"])
@pytest.mark.parametrize("name", [*RTL, "kuwait", "lighthouse"])
def test_an_editor_takes_every_line_for_right_to_left(
    name: str, bidi: str, guess: Callable[[str], str], edition_of: Callable[[str], Edition]
) -> None:
    edition = edition_of(name)
    code = {line for pre in each(Preformatted, edition.articles[0].body) for line in pre.text.split("\n")}
    wrong = [
        line
        for line in written(edition, bidi=bidi).split("\n")
        if line and line not in code and guess(line) not in ("R", "AL")
    ]
    assert wrong == []


def test_an_editor_takes_every_line_of_english_for_left_to_right(made: Made) -> None:
    lines = made("en", "text").decode().split("\n")
    assert {first_strong(line) for line in lines if line} == {"L"}


def test_a_line_of_code_stays_left_to_right_in_an_arabic_article(made: Made) -> None:
    lines = made("lighthouse", "text").decode().split("\n")
    code = [line for line in lines if line.startswith("1974-")]
    assert len(code) == 3
    assert {first_strong(line) for line in code} == {"L"}


@pytest.mark.parametrize(
    "words",
    [
        "C++ لغة قديمة",
        "Book Harbour مكتبة",
        "+965 2222-3333 رقمنا",
        "https://example.org/ship عنواننا",
        "123",
        "2026-05-10",
        "Book Harbour",
        "!",
        "(1) بند",
    ],
)
def test_a_line_that_begins_with_something_else_is_still_right_to_left(words: str) -> None:
    text = written(stories.edition("ar", body=(Paragraph(text=label(words)),)))
    line = next(line for line in text.split("\n") if bare(line) == words)
    assert first_strong(line) in ("R", "AL")
    assert first_strong_outside_isolates(line) in ("R", "AL")


def body_lines(lang: str, **options: Any) -> Iterator[tuple[str, str]]:
    """Yield each paragraph of a story and its line of the text."""
    text = written(stories.edition(lang), **options).split("\n")
    for words in STORIES[lang].paragraphs:
        yield words, next(line for line in text if bare(line) == words)


@pytest.mark.parametrize("lang", RTL)
def test_a_paragraph_without_anything_technical_is_seen_as_the_algorithm_sees_its_words(lang: str) -> None:
    for words, line in body_lines(lang):
        if not any(sign in words for sign in (stories.ADDRESS, stories.TONGUE, STORIES[lang].phone)):
            assert seen(line) == seen(words)


@pytest.mark.parametrize("lang", RTL)
def test_what_is_technical_is_seen_as_it_is_typed(lang: str) -> None:
    (_, line) = list(body_lines(lang))[2]
    for technical in (STORIES[lang].phone, stories.ADDRESS, stories.TONGUE):
        assert technical in seen(line)


@pytest.mark.parametrize("lang", RTL)
def test_what_surrounds_the_technical_is_seen_as_the_algorithm_sees_it(lang: str) -> None:
    """With a letter of the language for each technical run, nothing else may move."""
    (words, line) = list(body_lines(lang))[2]
    for technical in (STORIES[lang].phone, stories.ADDRESS, stories.TONGUE):
        words = words.replace(technical, "א" * 3)
        line = line.replace(technical, "א" * 3).replace("\u2066אאא\u2069", "אאא")
    assert seen(line) == seen(words)


@pytest.mark.parametrize("end", ["؛", ";", "،", ".", "!", "؟", ")", "…", "'"])
def test_the_sign_after_an_address_stands_to_its_left(end: str) -> None:
    text = written(
        stories.edition("ar", body=(Paragraph(text=label(f"زوروا https://example.org/ship{end} ثم")),))
    )
    line = next(line for line in text.split("\n") if "example" in line)
    assert f" {end}https://example.org/ship " in seen(line)


def test_the_name_in_latin_letters_is_whole(made: Made) -> None:
    for lang in RTL:
        shown = [seen(line) for line in made(lang, "text").decode().split("\n")]
        assert any(stories.NAME in line for line in shown)


@pytest.mark.parametrize("cells", [("C++", "12", "كتاب"), ("1.5%", "a b", "-3"), ("٣", "Book", "(نص)")])
def test_the_cells_of_a_table_stand_in_order_from_the_right(cells: tuple[str, ...]) -> None:
    table = Table(body=(tuple(Cell(label(cell)) for cell in cells),))
    text = written(stories.edition("ar", body=(table,)))
    line = next(line for line in text.split("\n") if bare(line) == " | ".join(cells))
    shown = seen(line).split(" | ")
    assert len(shown) == len(cells)
    for cell, part in zip(cells, reversed(shown), strict=True):
        base = "L" if first_strong(cell) == "L" else "R" if first_strong(cell) else ""
        assert part in {get_display(cell, base_dir=one) for one in ([base] if base else ["L", "R"])}


# --- options ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ALL)
def test_without_bidi_there_is_no_invisible_character(lang: str) -> None:
    text = written(stories.edition(lang), bidi="none")
    assert not CONTROLS.search(text)


@pytest.mark.parametrize("lang", RTL)
def test_with_marks_alone_marks_stand_where_a_line_begins_and_round_what_is_technical(lang: str) -> None:
    for words, line in body_lines(lang, bidi="marks"):
        rest = line.lstrip("\u200f")
        for technical in (STORIES[lang].phone, stories.ADDRESS, stories.TONGUE):
            assert (technical in words) == (f"\u200f\u200e{technical}\u200e\u200f" in rest)
            rest = rest.replace(f"\u200f\u200e{technical}\u200e\u200f", "")
        assert not CONTROLS.search(rest)


@pytest.mark.parametrize("lang", RTL)
def test_marks_alone_show_what_isolates_show(lang: str) -> None:
    pairs = zip(body_lines(lang), body_lines(lang, bidi="marks"), strict=True)
    assert all(seen(one) == seen(other) for (_, one), (_, other) in pairs)


@pytest.mark.parametrize("name", [*ALL, "kuwait", "lighthouse"])
def test_every_isolate_is_closed_on_its_line(name: str, made: Made) -> None:
    for line in made(name, "text").decode().split("\n"):
        depth = 0
        for char in line:
            depth += (char in "\u2066\u2067\u2068") - (char == "\u2069")
            assert depth >= 0
        assert depth == 0


@pytest.mark.parametrize("name", [*ALL, "kuwait", "lighthouse"])
def test_the_three_ways_differ_in_nothing_that_is_seen(
    name: str, edition_of: Callable[[str], Edition]
) -> None:
    texts = {bare(written(edition_of(name), bidi=bidi)) for bidi in ("isolates", "marks", "none")}
    assert len(texts) == 1


def test_a_link_is_left_out_with_a_note_or_written_behind_its_words() -> None:
    words = (Run("زوروا "), Run("السفينة", href="https://example.org/ship"), Run(" اليوم"))
    edition = stories.edition("ar", body=(Paragraph(text=words),))
    notes = Notes()
    assert "https://" not in written(edition, notes)
    assert [(note.code, "https://example.org/ship" in note.text) for note in notes] == [
        ("text/link-dropped", True)
    ]
    notes = Notes()
    inline = written(edition, notes, links="inline")
    assert "زوروا السفينة <https://example.org/ship> اليوم" in bare(inline)
    assert notes.codes() == []
    line = next(line for line in inline.split("\n") if "example" in line)
    assert "https://example.org/ship" in seen(line)


def test_an_address_that_is_its_own_words_is_said_once_and_is_no_loss() -> None:
    edition = stories.edition("ar")
    notes = Notes()
    assert written(edition, notes).count(stories.ADDRESS) == 1
    assert notes.codes() == []
    assert written(edition, links="inline").count(stories.ADDRESS) == 1


def test_a_deleted_word_is_left_out_with_a_note() -> None:
    words = (Run("صعد "), Run("٧٩", ("del",)), Run(" "), Run("٩٧", ("ins",)), Run(" درجة"))
    notes = Notes()
    text = written(stories.edition("ar", body=(Paragraph(text=words),)), notes)
    assert "صعد ٩٧ درجة" in text
    assert notes.codes() == ["text/deletion-dropped"]


# --- lines and words ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ALL)
def test_a_paragraph_is_one_line_and_an_empty_line_stands_between_two(lang: str) -> None:
    story = STORIES[lang]
    blocks = bare(written(stories.edition(lang))).rstrip("\n").split("\n\n")
    for words in (story.headline, story.deck, story.byline, *story.paragraphs, story.subhead):
        assert words in blocks
    assert not [block for block in blocks if not block.strip()]


@pytest.mark.parametrize("lang", ALL)
def test_a_list_counts_from_its_start_in_the_digits_of_the_language(lang: str) -> None:
    text = bare(written(stories.edition(lang)))
    digits = digits_of(lang)
    for number, words in enumerate(STORIES[lang].items, start=stories.START):
        assert f"{in_digits(f'{number}.', digits)} {words}" in text


@pytest.mark.parametrize("lang", ALL)
def test_a_picture_is_its_words_in_the_language(lang: str) -> None:
    text = bare(written(stories.edition(lang)))
    assert f"[{language_of(lang).words.picture}: {STORIES[lang].alt}]" in text


def test_the_text_is_utf8_without_a_byte_order_mark_and_ends_with_one_line_feed(made: Made) -> None:
    data = made("ar", "text")
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")
    assert not data.endswith(b"\n\n")
    assert b"\r" not in data


def test_the_articles_of_an_issue_follow_one_another() -> None:
    text = bare(written(stories.edition("ar", "he", "en", issue="الجريدة")))
    places = [text.index(STORIES[lang].headline) for lang in ("ar", "he", "en")]
    assert places == sorted(places)


def test_the_rule_between_two_articles_does_not_turn_to_the_left() -> None:
    lines = written(stories.edition("ar", "he")).split("\n")
    rules = [line for line in lines if bare(line) == "* * *"]
    assert [first_strong(rule) for rule in rules] == ["R"]


def kept_lines(article: Article, *, deletions: bool = False) -> Iterator[str]:
    """Yield what a reader must find: every line of the article, cut at note signs."""
    texts: list[Text] = []

    def gather(text: Text) -> Text:
        texts.append(text)
        return text

    each_text(article.body, gather)
    texts += [article.kicker, article.headline, article.deck, article.byline, article.dateline]
    for text in texts:
        line = ""
        for inline in text:
            match inline:
                case Run() if deletions or "del" not in inline.marks:
                    line += inline.text
                case LineBreak():
                    line += " "
                case NoteRef():
                    yield line
                    line = ""
                case _:
                    pass
        yield line
    yield from (pre.text for pre in each(Preformatted, article.body))


def plain(words: str) -> str:
    """Return *words* without white space, controls and the quotation marks that `q` adds."""
    return re.sub(r"""[\s\ufeff«»‹›“”„‘’‚]""", "", bare(words))


@quiet
@LAW
@given(editions())
def test_every_word_of_every_edition_is_in_its_text(edition: Edition) -> None:
    text = plain(written(edition, bidi="none"))
    for article in edition.articles:
        for line in kept_lines(article):
            assert plain(line) in text


@pytest.mark.parametrize("bidi", ["isolates", "marks"])
@pytest.mark.parametrize("links", ["none", "inline"])
@quiet
@settings(LAW, max_examples=12)
@given(edition=editions())
def test_no_edition_stops_the_text(bidi: str, links: str, edition: Edition) -> None:
    notes = Notes()
    text = written(edition, notes, bidi=bidi, links=links)
    assert plain(text).startswith(plain(written(edition, bidi="none", links=links))[:1])


@pytest.mark.parametrize("name", [*ALL, "kuwait", "lighthouse"])
def test_every_word_of_a_story_is_in_its_text(
    name: str, made: Made, edition_of: Callable[[str], Edition]
) -> None:
    text = plain(made(name, "text").decode())
    for article in edition_of(name).articles:
        assert [line for line in kept_lines(article) if plain(line) not in text] == []


def test_the_same_text_comes_from_another_time_zone_and_another_hash_seed(
    digests_elsewhere: list[dict[str, str]],
) -> None:
    here, *there = [{k: v for k, v in place.items() if k.endswith(".text")} for place in digests_elsewhere]
    assert here
    assert all(place == here for place in there)


# --- a paper ------------------------------------------------------------------------------------


def test_a_paper_begins_with_its_name_and_day_and_its_sections_are_named() -> None:
    text = bare(written(paper("ar", 1, 1, 1, 1)))
    first, motto, day, section = text.split("\n\n")[:4]
    issue = paper("ar", 1, 1, 1, 1).issue
    assert issue
    assert (first, motto) == (issue.title, issue.motto)
    assert day == "الأحد ١٠ مايو ٢٠٢٦ · ٢٣ ذو القعدة ١٤٤٧ هـ · العدد ٤١٢ · 1"
    assert section == f"— {issue.sections[0].title} —"
    assert f"— {issue.sections[1].title} —" in text
