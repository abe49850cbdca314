"""A whole paper: front, sections, stories that go on inside, in every language, valid and searchable."""

from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

import convert
from convert.house import House
from convert.model import Advert, words_of
from convert.notes import Notes
from convert.script.digits import in_digits
from convert.vocab.languages import language_of
from convert.workshop import Workshop
from tests.pdf.conftest import findings
from tests.pdf.test_structure import Read, assert_led, folded, read
from tests.writers import stories
from tests.writers.conftest import unzipped
from tests.writers.papers import TIMES, paper, printed, wished
from tests.writers.stories import STORIES

#: The languages that are always tried, and those that a gate tries too.
FAST = ("ar",)
MANY = [*FAST, *(pytest.param(lang, marks=pytest.mark.gate) for lang in STORIES if lang not in FAST)]


TRIMS = ("tabloid", "berliner", "broadsheet", "A3", "A4", "289x380mm")


@cache
def told(lang: str) -> tuple[bytes, tuple[str, ...]]:
    """Return the paper of a language, and the codes of what was noted."""
    notes = Notes()
    data = printed(paper(lang), notes)
    return data, tuple(notes.codes())


def made(lang: str) -> bytes:
    """Return the paper of a language."""
    return told(lang)[0]


def letters(words: str) -> Counter[str]:
    """Return the letters of *words*, however they are ordered."""
    return Counter(folded(words))


def story_tags(here: Read) -> list[Any]:
    """Return the tags of the stories of a paper."""
    return here.kinds("Art")


@pytest.mark.parametrize("lang", MANY)
def test_a_validator_finds_nothing(lang: str) -> None:
    assert findings(made(lang)) == []


@pytest.mark.parametrize("lang", MANY)
def test_every_story_is_one_article_with_all_its_words(lang: str) -> None:
    here = read(made(lang))
    tags = story_tags(here)
    assert len(tags) == len(TIMES)
    on_paper = {folded(here.words(next(tag.each("H1")))): tag for tag in tags}
    for article in paper(lang).articles:
        head = letters(words_of(article.headline))
        tag = next(tag for said, tag in on_paper.items() if Counter(said) == head)
        said = letters(here.words(tag))
        for block in article.body:
            for words in [words_of(block.text)] if hasattr(block, "text") else []:
                assert not letters(words) - said


@pytest.mark.parametrize("lang", MANY)
def test_every_piece_of_content_leads_to_its_tag_and_back(lang: str) -> None:
    assert_led(read(made(lang)))


def test_a_paragraph_over_two_columns_or_pages_is_one() -> None:
    here = read(made("ar"))
    lead = next(tag for tag in story_tags(here) if sum(1 for _ in tag.each("P")) > 30)
    body = [tag for tag in lead.each("P") if len(folded(here.words(tag))) > 60]
    assert len(body) == 3 * TIMES[0]
    assert len({mark.page for mark in lead.marks()}) > 1


def test_a_story_says_on_which_page_it_goes_on_and_where_it_was_begun() -> None:
    here, words = read(made("ar")), language_of("ar").words
    lead = next(tag for tag in story_tags(here) if len({mark.page for mark in tag.marks()}) > 1)
    first, second = sorted({mark.page for mark in lead.marks()})
    said = [letters(here.words(tag)) for tag in lead.each("P")]
    assert letters(words.continues_on.format(in_digits(str(second + 1), "arab"))) in said
    assert letters(words.continued_from.format(in_digits(str(first + 1), "arab"))) in said


def test_what_is_inside_names_a_story_of_each_section_and_its_page() -> None:
    here, words = read(made("ar")), language_of("ar").words
    edition = paper("ar")
    heads = {words_of(article.headline): letters(words_of(article.headline)) for article in edition.articles}
    lines = [letters(here.words(tag)) for tag in here.kinds("P")]
    ends = {
        head: max(mark.page for mark in tag.marks()) + 1
        for tag in story_tags(here)
        for head, found in heads.items()
        if letters(here.words(next(tag.each("H1")))) == found
    }
    assert edition.issue
    for section in edition.issue.sections:
        said = [
            letters(f"{section.title}·{head}{words.page}{in_digits(str(page), 'arab')}")
            for head, page in ends.items()
            if page > 1
        ]
        assert any(line in said for line in lines)


def test_pages_come_by_fours_and_turn_to_the_right() -> None:
    pdf = read(made("ar")).pdf
    assert len(pdf.pages) % 4 == 0
    assert pdf.Root.ViewerPreferences.Direction == "/R2L"
    assert read(made("en")).pdf.Root.ViewerPreferences.Direction == "/L2R"


def test_the_outline_has_the_sections_and_their_stories() -> None:
    pdf = read(made("ar")).pdf
    issue = paper("ar").issue
    assert issue
    with pdf.open_outline() as outline:
        titles = [item.title for item in outline.root]
        below = [child.title for item in outline.root for child in item.children]
    assert titles == [section.title for section in issue.sections]
    assert below == [words_of(article.headline) for article in paper("ar").articles]


@pytest.mark.gate
@pytest.mark.parametrize("trim", TRIMS)
def test_every_trim_is_made_up(trim: str) -> None:
    notes = Notes()
    pdf = read(printed(paper("ar"), notes, trim=trim)).pdf
    assert "pdf/overfull" not in notes.codes()
    sides = {"A4": (210, 297), "289x380mm": (289, 380), "broadsheet": (380, 578)}
    if trim in sides:
        _, _, width, height = (float(side) for side in pdf.pages[0].mediabox)
        assert (round(width * 25.4 / 72), round(height * 25.4 / 72)) == sides[trim]


@pytest.mark.parametrize("lang", MANY)
def test_nothing_sticks_out_of_its_column(lang: str) -> None:
    _, codes = told(lang)
    assert not {"pdf/overfull", "pdf/table-wide", "font/glyph-missing", "pdf/engine"} & set(codes)


def test_a_wish_that_cannot_be_kept_is_told() -> None:
    notes = Notes()
    printed(wished(paper("ar"), 5, page=90), notes)
    assert "paper/misplaced" in notes.codes()


def test_a_wish_for_a_page_is_kept() -> None:
    notes = Notes()
    here = read(printed(wished(paper("ar"), 5, page=1), notes))
    assert "paper/misplaced" not in notes.codes()
    head = letters(words_of(paper("ar").articles[5].headline))
    tag = next(tag for tag in here.kinds("H1") if letters(here.words(tag)) == head)
    assert {mark.page for mark in tag.marks()} == {0}


def test_a_filler_is_the_houses_own_and_told() -> None:
    edition = paper("ar")
    assert edition.issue
    own = Advert(src="art/house.png", alt="بيتنا", house=True)
    edition = replace(
        edition,
        issue=replace(edition.issue, adverts=(own,)),
        assets={**edition.assets, "art/house.png": stories.picture(600, 400)},
    )
    notes = Notes()
    here = read(printed(edition, notes))
    assert {"paper/filled", "paper/filler-page"} & set(notes.codes())
    assert "بيتنا" in {tag.text("/Alt") for tag in here.kinds("Figure")}


def test_an_advert_is_called_one() -> None:
    edition = paper("ar")
    assert edition.issue
    sold = Advert(src="adverts/bank.png", alt="مصرف", page=2, columns=3, height=60)
    edition = replace(
        edition,
        issue=replace(edition.issue, adverts=(sold,)),
        assets={**edition.assets, "adverts/bank.png": stories.picture(600, 300)},
    )
    here = read(printed(edition))
    signs = [tag for tag in here.kinds("P") if letters(here.words(tag)) == letters("إعلان")]
    assert [{mark.page for mark in tag.marks()} for tag in signs] == [{1}]


def test_a_drawn_masthead_stands_for_the_name_and_says_it() -> None:
    edition = paper("ar")
    assert edition.issue
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><path d="M0 0H60V20H0Z"/></svg>'
    edition = replace(
        edition,
        issue=replace(edition.issue, masthead="art/masthead.svg"),
        assets={**edition.assets, "art/masthead.svg": drawing},
    )
    notes = Notes()
    here = read(printed(edition, notes))
    assert edition.issue
    assert edition.issue.title in {tag.text("/Alt") for tag in here.kinds("Figure")}
    assert not set(notes.codes()) & {"picture/unreadable", "pdf/engine", "pdf/fetch-refused"}


# --- again, and elsewhere -----------------------------------------------------------------------


@pytest.mark.gate
def test_what_is_on_the_shelf_changes_nothing(tmp_path: Path) -> None:
    first = printed(paper("ar"), workshop=Workshop(tmp_path))
    assert first == made("ar")
    assert printed(paper("ar"), workshop=Workshop(tmp_path)) == first


def test_the_notes_on_a_page_come_off_the_shelf_with_it(tmp_path: Path) -> None:
    edition = replace(paper("ar", 2, 1), assets={})
    told = []
    for _ in range(2):
        notes = Notes()
        printed(edition, notes, Workshop(tmp_path))
        told.append(list(notes))
    assert told[0] == told[1]


@pytest.mark.gate
def test_a_changed_story_makes_anew_only_what_it_changes(tmp_path: Path) -> None:
    printed(paper("ar"), workshop=Workshop(tmp_path))
    before = {path.name for path in tmp_path.iterdir()}
    edition = paper("ar")
    changed = replace(edition.articles[-1], headline=edition.articles[-2].headline)
    edition = replace(edition, articles=(*edition.articles[:-1], changed))
    again = printed(edition, workshop=Workshop(tmp_path))
    assert again == printed(edition, workshop=Workshop())
    new = {path.name for path in tmp_path.iterdir()} - before
    assert 0 < len(new) < len(before)


def test_the_book_has_the_pages_of_the_paper() -> None:
    edition = paper("ar")
    both = convert.render_each(
        edition, {"epub": {}, "pdf": {"style": "broadsheet"}}, house=House(), notes=Notes(), paper="p.pdf"
    )
    files = unzipped(both["epub"])
    nav = etree.fromstring(next(data for name, data in files.items() if name.endswith("nav.xhtml")))
    pages = nav.xpath("//*[local-name()='nav'][@*[local-name()='type']='page-list']//*[local-name()='a']")
    count = len(read(both["pdf"]).pdf.pages)
    numbers = {str(page.text) for page in pages}
    assert numbers <= {in_digits(str(number), "arab") for number in range(1, count + 1)}
    assert in_digits("1", "arab") in numbers
