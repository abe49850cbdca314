"""The tags: what a screen reader says, in which order, and what it passes over."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any, NamedTuple

import pikepdf
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from lxml import html as markup

from convert import newsml
from convert.house import House
from convert.model import (
    Block,
    Cell,
    Correction,
    Definition,
    Definitions,
    Divider,
    Edition,
    Embed,
    Endnote,
    Endnotes,
    Figure,
    Gallery,
    Heading,
    Image,
    InfoBox,
    Item,
    List,
    NoteRef,
    Paragraph,
    Preformatted,
    PullQuote,
    Quote,
    Run,
    Table,
    Verse,
    label,
)
from convert.notes import Notes
from convert.pdf.archive import Facts
from convert.pdf.document import write_document
from convert.writers import pdf as writer
from tests.pdf.conftest import (
    NAMES,
    Content,
    Mark,
    Place,
    Tag,
    contents,
    findings,
    opened,
    said_by_mark,
    tree_of,
)
from tests.strategies import editions
from tests.writers import stories
from tests.writers.conftest import Made
from tests.writers.stories import STORIES
from tests.writers.test_pdf import rendered

ALL = tuple(STORIES)
TATWEEL = "\N{ARABIC TATWEEL}"


class Read(NamedTuple):
    """A PDF as a screen reader has it: its tags, what each piece of content says, its pages."""

    pdf: pikepdf.Pdf
    top: Tag
    said: dict[Mark, str]
    pages: list[Content]

    def words(self, tag: Tag) -> str:
        """Return what a tag says, each of its pieces from left to right."""
        return "".join(self.said[mark] for mark in tag.marks())

    def kinds(self, *kinds: str) -> list[Tag]:
        """Return the tags of some kinds."""
        return list(self.top.each(*kinds))


@cache
def read(data: bytes) -> Read:
    """Return a PDF as a screen reader has it."""
    pdf = opened(data)
    return Read(pdf, tree_of(pdf), said_by_mark(pdf), contents(pdf))


def bare(*body: Block, lang: str = "en", **changes: Any) -> Edition:
    """Return a story of a headline and *body*, with no line between them."""
    empty: dict[str, Any] = {"deck": (), "byline": (), "published": None, "body": body}
    return stories.edition(lang, **(empty | changes))


def told(*body: Block, lang: str = "en", **changes: Any) -> Read:
    """Return a story of *body* as it is read, after a validator has looked at it."""
    data = rendered(bare(*body, lang=lang, **changes))
    assert findings(data) == []
    return read(data)


def outline(*body: Block) -> str:
    """Return the tags of *body* after the headline."""
    (article,) = told(*body).top.tags
    head, *rest = article.tags
    assert head.kind == "H1"
    return " ".join(tag.outline() for tag in rest)


def paragraph(words: str, **place: Any) -> Paragraph:
    return Paragraph(text=label(words), **place)


# --- every story --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_validator_finds_nothing(name: str, made: Made) -> None:
    assert findings(made(name, "pdf")) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_tags_are_read_in_the_order_of_the_story(name: str, made: Made, edition_of: Any) -> None:
    assert_read_in_order(made(name, "pdf"), edition_of(name))


@pytest.mark.parametrize("lang", ["ar", "ur", "he", "en"])
def test_many_pages_are_read_in_the_order_of_the_story(lang: str) -> None:
    edition = stories.long(lang)
    data = rendered(edition)
    assert len(read(data).pages) > 1
    assert_read_in_order(data, edition)
    assert findings(data) == []


def test_several_articles_are_read_one_after_the_other() -> None:
    edition = stories.edition("ar", "he", "en", "ur", issue="العدد")
    data = rendered(edition)
    assert_read_in_order(data, edition)
    assert findings(data) == []
    assert [(tag.kind, tag.text("/Lang")) for tag in read(data).top.tags] == [
        ("Art", ""), ("Art", "he"), ("Art", "en"), ("Art", "ur"),
    ]  # fmt: skip
    assert [tag.kind for tag in read(data).kinds("H1", "H2")] == ["H1", "H2"] * 4


def assert_read_in_order(data: bytes, edition: Edition) -> None:
    """Assert that the tags say the words of the page, piece by piece, and then no more.

    A piece is a part of a line and says its letters as they stand; which they are, and how many, tells.
    """
    here = read(data)
    left = page_words(edition)
    for mark in story_marks(here):
        piece = folded(here.said[mark])
        assert Counter(piece) == Counter(left[: len(piece)]), (piece, left[: len(piece)])
        left = left[len(piece) :]
    assert left == ""


def story_marks(here: Read) -> Iterator[Mark]:
    """Yield the marked content of a story, without the signs before the items of lists."""
    lists = [tag for tag in here.kinds("L") if tag.attribute("/ListNumbering") != "/None"]
    items = [item for listed in lists for item in listed.tags]
    signs = {mark for item in items for tag in item.tags if tag.kind == "Lbl" for mark in tag.marks()}
    return (mark for mark in here.top.marks() if mark not in signs)


def page_words(edition: Edition) -> str:
    """Return the words of the page that the engine is given: all writing goes by way of the XML."""
    edition = replace(newsml.load(newsml.dump(edition)), assets=edition.assets)
    page, _ = writer.print_page(edition, Notes(), House(), "article", (), ignore_embargo=True)
    return folded("".join(markup.fromstring(page.decode()).find("body").itertext()))


def folded(words: str) -> str:
    """Return *words* without spaces, and without what may draw nothing where it stands by itself."""
    passed_over = ("Zs", "Cc", "Cf", "Mn")
    return "".join(
        char for char in words if unicodedata.category(char) not in passed_over and char != TATWEEL
    )


@pytest.mark.parametrize("lang", ALL)
def test_the_words_of_the_story_are_those_of_the_page(lang: str) -> None:
    """The page is what the tags are held to; it is held to the canonical form here."""
    page = page_words(stories.edition(lang))
    story = STORIES[lang]
    place = 0
    for words in (story.headline, story.deck, story.byline, *story.paragraphs[:2], story.subhead):
        place = page.index(folded(words), place)


@pytest.mark.parametrize("name", [*NAMES, "long"])
def test_every_piece_of_content_leads_to_its_tag_and_back(name: str, made: Made) -> None:
    assert_led(read(made(name, "pdf") if name != "long" else rendered(stories.long("ar"))))


def assert_led(here: Read) -> None:
    """Assert that all content and all links of the pages are in the tree once, and lead to their tags."""
    parents = numbers_of(here.pdf.Root.StructTreeRoot.ParentTree)
    assert here.pdf.Root.StructTreeRoot.ParentTreeNextKey == len(parents)
    pairs = [(kid, tag) for tag in here.top.each() for kid in tag.kids]
    marked = [(kid, tag) for kid, tag in pairs if isinstance(kid, Mark)]
    assert Counter(kid for kid, _ in marked) == Counter(mark for page in here.pages for mark in page.marks)
    for mark, tag in marked:
        stream = here.pdf.get_object(mark.group) if mark.group != (0, 0) else here.pdf.pages[mark.page].obj
        assert parents[int(stream.StructParents)][mark.number].objgen == tag.raw.objgen
    for number, page in enumerate(here.pdf.pages):
        assert int(page.StructParents) == number
        assert page.Tabs == "/S"
    links = [(kid, tag) for kid, tag in pairs if isinstance(kid, Place)]
    assert Counter(kid.annotation.objgen for kid, _ in links) == Counter(annotations_of(here.pdf))
    for kid, tag in links:
        assert tag.kind == "Link"
        assert parents[int(kid.annotation.StructParent)].objgen == tag.raw.objgen


def numbers_of(tree: pikepdf.Dictionary) -> dict[int, Any]:
    """Return the entries of a number tree, its numbers in order."""
    flat = list(tree.Nums)
    numbers = [int(number) for number in flat[::2]]
    assert numbers == sorted(set(numbers))
    return dict(zip(numbers, flat[1::2], strict=True))


def annotations_of(pdf: pikepdf.Pdf) -> list[tuple[int, int]]:
    """Return the annotations on all pages."""
    return [annotation.objgen for page in pdf.pages for annotation in page.get("/Annots", [])]


# --- pages break, the story does not ------------------------------------------------------------


def test_a_paragraph_over_a_page_break_is_one() -> None:
    words = " ".join([STORIES["ar"].paragraphs[0]] * 40)
    here = told(paragraph(words), paragraph("آخر"), lang="ar")
    assert here.top.outline() == "Document(Art(H1 P P))"
    (broken, _) = here.kinds("P")
    assert {mark.page for mark in broken.marks()} == {0, 1, 2}
    assert Counter(folded(here.words(broken))) == Counter(folded(words))


def test_a_list_over_a_page_break_is_one() -> None:
    items = tuple(Item(label(f"item {number} " + "word " * 30)) for number in range(60))
    here = told(List(items=items, ordered=True))
    assert len(here.pages) > 1
    (listed,) = here.kinds("L")
    assert [tag.outline() for tag in listed.tags] == ["LI(Lbl LBody)"] * 60
    assert [here.words(tag.tags[0]).strip() for tag in listed.tags] == [f"{n}." for n in range(1, 61)]


def test_a_table_over_a_page_break_is_one_and_says_its_head_once() -> None:
    link = Run("linked", href="https://example.org/h")
    head = (Cell(label("Heading of names"), header="col"), Cell((link,), header="col"))
    rows = tuple((Cell(label(f"row {number}")), Cell(label("b"))) for number in range(90))
    here = told(Table(head=(head,), body=rows))
    assert len(here.pages) > 2
    (table,) = here.kinds("Table")
    assert table.outline() == f"Table(THead(TR(TH TH(Link))) TBody({' '.join(['TR(TD TD)'] * 90)}))"
    assert [here.words(tag) for tag in here.kinds("TD")][::2] == [f"row {number}" for number in range(90)]
    first = min(mark.page for mark in table.marks())
    for content in here.pages[first:]:
        shown = "".join(one.said() for one in content.shown)
        assert "Heading of names" in shown
    for content in here.pages[first + 1 :]:
        assert content.artifacts.count("/Pagination") >= 4, "cells of the head, running head, folio"
    (linked,) = here.kinds("Link")
    pages = [kid.page for kid in linked.kids if isinstance(kid, Place)]
    assert pages == list(range(first, len(here.pages))), "the head can be followed on every page"


def test_what_stands_in_the_margins_is_not_of_the_story() -> None:
    here = read(rendered(stories.long("en")))
    told_once = folded(STORIES["en"].headline)
    assert folded("".join(here.words(tag) for tag in here.kinds("H1"))) == told_once
    for content in here.pages[1:]:
        running = "".join(one.said() for one in content.shown if one.mark is None)
        assert told_once in folded(running)
        assert content.artifacts.count("/Pagination") == 2


# --- parts --------------------------------------------------------------------------------------


def test_headings_leave_out_no_level() -> None:
    body = [Heading(text=label("x"), level=level) for level in (4, 3, 2, 4, 4, 3, 2)]  # type: ignore[arg-type]
    here = told(*body, InfoBox(title=label("box"), body=(Heading(text=label("y"), level=4),)))
    levels = [int(tag.kind[1]) for tag in here.top.each(*(f"H{level}" for level in range(1, 7)))]
    assert levels == [1, 2, 3, 2, 3, 4, 3, 2, 2, 3]


def test_a_quote_a_box_and_a_notice_hold_paragraphs() -> None:
    credit = (Run("Someone, "), Run("ليلى", lang="ar"))
    assert (
        outline(
            Quote(body=(paragraph("a"), paragraph("b")), credit=credit),
            PullQuote(text=label("c"), credit=label("d")),
            InfoBox(title=label("e"), body=(paragraph("f"),)),
            Correction(body=(paragraph("g"),)),
        )
        == "BlockQuote(P P P(Span)) Div(P P) Div(H2 P) Div(P)"
    )


def test_lists_stand_in_lists() -> None:
    inner = List(items=(Item(label("b")), Item(label("c"))))
    here = told(
        List(ordered=True, start=7, items=(Item(label("a"), (inner, paragraph("d"))), Item(label("e"))))
    )
    outer, within = here.kinds("L")
    assert outer.outline() == ("L(LI(Lbl LBody(L(LI(Lbl LBody) LI(Lbl LBody)) P)) LI(Lbl LBody))")
    assert outer.attribute("/ListNumbering") == "/Decimal"
    assert within.attribute("/ListNumbering") == "/Disc"
    assert [here.words(tag).strip() for tag in here.kinds("Lbl")] == ["7.", "◦", "◦", "8."]


def test_terms_and_their_meanings_are_items() -> None:
    entries = (Definition(label("a"), label("b")), Definition(label("c"), label("d")))
    here = told(Definitions(entries=entries))
    (listed,) = here.kinds("L")
    assert listed.outline() == "L(LI(Lbl LBody) LI(Lbl LBody))"
    assert [here.words(tag) for tag in here.kinds("Lbl", "LBody")] == ["a", "b", "c", "d"]
    assert listed.attribute("/ListNumbering") == "/None"


def test_verse_and_code_are_paragraphs_of_their_lines() -> None:
    lines = ((label("one"), label("two")), (label("three"), label("four")))
    here = told(Verse(lines=lines, credit=label("poet")), Preformatted(text="x = 1\ny = 2"))
    assert here.top.outline() == "Document(Art(H1 BlockQuote(P P P) P))"
    assert [here.words(tag) for tag in here.kinds("P")] == ["onetwo", "threefour", "poet", "x = 1y = 2"]
    assert outline(Paragraph(text=(Run("a "), Run("b", marks=("code",))))) == "P(Code)"


def test_a_pause_between_parts_is_not_read() -> None:
    here = told(paragraph("a"), Divider(), paragraph("b"))
    assert here.top.outline() == "Document(Art(H1 P P))"
    assert "/Layout" in here.pages[0].artifacts
    assert "*" in "".join(one.said() for one in here.pages[0].shown)


# --- tables -------------------------------------------------------------------------------------


def test_a_table_says_what_heads_what() -> None:
    head = ((Cell(label("a"), "col", colspan=2), Cell(label("b"), "col", rowspan=2)),)
    more = (Cell(label("c"), "col"), Cell(label("d"), "col"))
    row = (Cell(label("e"), "row"), Cell(label("f")), Cell(label("g")))
    here = told(Table(head=(*head, more), body=(row,), caption=label("h")))
    (table,) = here.kinds("Table")
    assert table.outline() == "Table(Caption THead(TR(TH TH) TR(TH TH)) TBody(TR(TH TD TD)))"
    names = ("/Scope", "/ColSpan", "/RowSpan")
    found = {here.words(tag): [tag.attribute(name) for name in names] for tag in here.kinds("TH", "TD")}
    assert found == {
        "a": ["/Column", 2, None], "b": ["/Column", None, 2], "c": ["/Column", None, None],
        "d": ["/Column", None, None], "e": ["/Row", None, None], "f": [None] * 3, "g": [None] * 3,
    }  # fmt: skip
    for tag in here.kinds("TH"):
        assert tag.attribute("/O") == "/Table"


RAGGED = {
    "short rows": ((), ((1, 1),), ((1, 1), (1, 1), (1, 1))),
    "a span beyond the table": ((), ((1000, 1000), (1, 5)), ((1, 1), (1000, 1))),
    "a head wider than its table": (((311, 43), (1000, 119)), ((1, 1),), ((1, 1), (1, 1))),
    "rows under a long cell": ((), ((1, 3), (1, 1)), ((1, 1),), ((2, 1),), ((1, 1),)),
    "no rows but the head": (((1, 1), (2, 1)),),
    "an empty row": ((), ((1, 1),), ()),
}


@pytest.mark.parametrize("rows", RAGGED.values(), ids=RAGGED)
def test_each_row_of_a_table_is_as_wide_as_the_next(rows: Any) -> None:
    made = [tuple(Cell(label("x"), colspan=wide, rowspan=high) for wide, high in row) for row in rows]
    here = told(Table(head=tuple(made[:1]) if made[0] else (), body=tuple(made[1:])))
    (table,) = here.kinds("Table")
    for group in table.tags:
        widths: Counter[int] = Counter()
        for number, row in enumerate(group.tags):
            for cell in row.tags:
                for below in range(cell.attribute("/RowSpan") or 1):
                    widths[number + below] += cell.attribute("/ColSpan") or 1
        assert set(widths) == set(range(len(group.tags)))
        assert len(set(widths.values())) == 1


# --- pictures -----------------------------------------------------------------------------------


def sail(alt: str = "A white sail", **changes: Any) -> Figure:
    return Figure(image=Image(stories.PICTURE, alt, 60, 40), **changes)


def test_a_picture_says_its_words_and_its_caption() -> None:
    here = told(sail(caption=label("The ship"), credit=label("Someone")))
    assert here.top.outline() == "Document(Art(H1 Div(Figure Caption)))"
    (figure,) = here.kinds("Figure")
    assert figure.text("/Alt") == "A white sail"
    assert here.words(here.kinds("Caption")[0]) == "The ship Someone"


def test_a_picture_says_where_it_stands() -> None:
    """A reader frames it when it is read (PDF 1.7, table 346)."""
    here = told(paragraph("a"), sail())
    (figure,) = here.kinds("Figure")
    left, bottom, right, top = (float(edge) for edge in figure.attribute("/BBox"))
    assert figure.attribute("/O") == "/Layout"
    assert (right - left, top - bottom) == pytest.approx((45, 30), abs=0.01)
    with_picture = [float(value) for value in _placed_pictures(here.pdf)[0]]
    assert [left, bottom] == pytest.approx(with_picture, abs=0.6)


def _placed_pictures(pdf: pikepdf.Pdf) -> list[tuple[float, float]]:
    """Return the lower left corner of each picture of the first page."""
    found, stack = [], [pikepdf.Matrix()]
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        match str(operator):
            case "q":
                stack.append(stack[-1])
            case "Q":
                stack.pop()
            case "cm":
                stack[-1] = pikepdf.Matrix(*map(float, operands)) @ stack[-1]
            case "Do":
                corners = [stack[-1].transform(corner) for corner in ((0, 0), (1, 1))]
                found.append((min(x for x, _ in corners), min(y for _, y in corners)))
    return found


def test_a_gallery_keeps_each_picture_with_its_caption() -> None:
    pair = (sail("one", caption=label("first")), sail("two", caption=label("second")))
    here = told(Gallery(figures=pair, caption=label("both")))
    assert here.top.outline() == "Document(Art(H1 Div(Div(Figure Caption) Div(Figure Caption) Caption)))"


def test_a_picture_that_says_nothing_is_not_read() -> None:
    here = read(written(f'<figure><img src="{stories.PICTURE}" alt=""></figure><p>words'))
    assert here.top.outline() == "Document(Art(Div P))"
    assert "/Layout" in here.pages[0].artifacts


def test_a_picture_that_is_not_there_is_read_as_words() -> None:
    here = told(Figure(image=Image("gone.png", "A white sail")))
    assert here.top.outline() == "Document(Art(H1 Div(P)))"
    assert "A white sail" in here.words(here.kinds("P")[0])


def test_words_that_stand_in_a_group_are_a_paragraph_until_another_part_comes() -> None:
    words = "a <span>b <b dir=rtl>c</b></span> <span lang=fr>d</span>"
    here = read(written(f"<figure>{words}</figure><blockquote>e<p>f</p>g <i>h</i><div>i</div></blockquote>"))
    assert here.top.outline() == "Document(Art(Div(P(Span)) BlockQuote(P P P P)))"
    assert [here.words(tag) for tag in here.kinds("P")] == ["a b c d", "e", "f", "g h", "i"]


def written(body: str, sheet: str = "", lang: str = "en") -> bytes:
    """Return a page of our own as a PDF, after a validator has looked at it."""
    page = f"<!DOCTYPE html><html lang={lang}><title>x</title><body><article lang={lang}>{body}</article>"
    facts = Facts(title="x", lang=lang, rtl=False)
    assets = {stories.PICTURE: stories.picture()}
    data = write_document(page.encode(), f"* {{ font-family: Inter }} {sheet}", assets, facts, Notes())
    assert findings(data) == []
    return data


# --- languages ----------------------------------------------------------------------------------


def test_words_in_another_language_say_so() -> None:
    mixed = (Run("كلمة "), Run("word", lang="en"), Run(" ثم "), Run("سخن", lang="fa"))
    here = told(
        Paragraph(text=mixed),
        paragraph("A paragraph", lang="en", direction="ltr"),
        Heading(text=label("Title"), lang="he"),
        lang="ar",
    )
    assert here.pdf.Root.Lang == "ar"
    assert here.top.text("/Lang") == "ar"
    found = {
        folded(here.words(tag)): (tag.kind, tag.text("/Lang")) for tag in here.top.each() if tag.text("/Lang")
    }
    del found[folded(here.words(here.top))]
    assert found == {
        "word": ("Span", "en"), "نخس": ("Span", "fa"), "Aparagraph": ("P", "en"), "Title": ("H2", "he"),
    }  # fmt: skip


# --- links --------------------------------------------------------------------------------------


def links(here: Read) -> list[tuple[str, list[str]]]:
    """Return the words of each link, and what its annotations are called."""
    return [
        (here.words(tag), [str(kid.annotation.Contents) for kid in tag.kids if isinstance(kid, Place)])
        for tag in here.kinds("Link")
    ]


def test_a_link_is_called_by_its_words() -> None:
    text = (
        Run("See "), Run("the ", href="https://example.org/"),
        Run("ship", marks=("strong",), href="https://example.org/"), Run(" or "),
        Run("call", href="tel:+96512345"), NoteRef("n1", "r1", "7"),
    )  # fmt: skip
    note = Endnote("n1", label("A note."), "r1")
    here = told(Paragraph(text=text), Endnotes(notes=(note,)))
    assert links(here) == [("the ship", ["the ship"]), ("call", ["call"]), ("7", ["7"]), ("↩", ["↩"])]


def test_a_link_over_two_lines_is_one_and_can_be_followed_from_both() -> None:
    here = told(Paragraph(text=(Run("word " * 12), Run("a link of words " * 5, href="https://example.org/"))))
    (linked,) = here.kinds("Link")
    places = [kid for kid in linked.kids if isinstance(kid, Place)]
    assert len(places) == len(list(linked.marks())) == 2
    assert len({str(place.annotation.Contents) for place in places}) == 1


def test_a_note_leads_there_and_back() -> None:
    text = (Run("Words"), NoteRef("n1", "r1", "1"), Run(" and more."))
    here = told(Paragraph(text=text), Endnotes(notes=(Endnote("n1", label("A note."), "r1"),)))
    assert here.top.outline() == "Document(Art(H1 P(Link) Sect(L(LI(Lbl LBody(P(Link)))))))"
    names = list(here.pdf.Root.Names.Dests.Names)
    targets = dict(zip(map(str, names[::2]), names[1::2], strict=True))
    wanted = [kid.annotation for tag in here.kinds("Link") for kid in tag.kids if isinstance(kid, Place)]
    assert [str(annotation.Dest) for annotation in wanted] == ["n1", "r1"]
    assert set(targets) == {"n1", "r1"}


def test_the_sign_of_a_note_is_high_enough_to_be_hit() -> None:
    """It stands in a line of no height, so that lines keep their distance."""
    here = told(
        Paragraph(text=(Run("Words"), NoteRef("n1", "r1", "1"))), Endnotes(notes=(Endnote("n1", ()),))
    )
    (sign,) = [kid.annotation for tag in here.kinds("Link") for kid in tag.kids if isinstance(kid, Place)]
    left, bottom, right, top = (float(edge) for edge in sign.Rect)
    assert top - bottom > 6
    assert right > left
    height = float(here.pdf.pages[0].mediabox[3])
    baseline = next(height - y for said, y in _baselines(here.pdf) if said == "1")
    assert bottom < baseline + 1 < top


def _baselines(pdf: pikepdf.Pdf) -> Iterator[tuple[str, float]]:
    """Yield the text of each line of the first page with the height of its baseline, in points."""
    y, heights = 0.0, []
    for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
        if str(operator) == "Tm":
            y = float(operands[5]) * 0.75
        elif str(operator) == "TJ":
            heights.append(y)
    for shown, height in zip(contents(pdf)[0].shown, heights, strict=True):
        yield shown.said(), height


def test_a_picture_in_a_link_is_what_the_link_says() -> None:
    poster = Image(stories.PICTURE, "A sail", 60, 40)
    here = told(
        Embed(href="https://example.org/v", poster=poster, caption=label("a film")),
        Embed(href="https://example.org/w"),
    )
    assert here.top.outline() == "Document(Art(H1 Div(P(Link(Figure)) Caption) Div(P(Link))))"
    assert {name for _, names in links(here) for name in names} == {"A sail", "https://example.org/w"}


# --- a style of the user ------------------------------------------------------------------------


SHEETS = (
    "p { float: left }",
    "p { position: absolute }",
    "p { display: inline-block }",
    "p { visibility: hidden }",
    "p { opacity: .5 }",
    "p::first-letter { font-size: 3em } p::first-line { color: red }",
    "h1::before { content: 'x' } p::after { content: 'y' }",
    "article { columns: 2 }",
    "article { display: flex; flex-direction: column }",
    "table, tr, td, th { display: block }",
    "li { display: block } dt { display: inline }",
    "li { list-style: none }",
    "ul, ol { list-style: inside square }",
    "figure { float: right } img { display: inline }",
    "a { display: block }",
    "aside { position: running(note) } @page { @bottom-left { content: element(note) } }",
    "aside { float: footnote }",
    "@page { size: 60mm 60mm; margin: 5mm }",
)


@pytest.mark.parametrize("sheet", SHEETS)
def test_whatever_a_style_does_the_tags_are_sound(sheet: str) -> None:
    body = (
        '<h1>head</h1><p>words <a href="https://example.org/">a <b>link</b></a> words<aside><p>note '
        '<a href="https://example.org/n">linked</a></aside><ul><li>a<ol><li>b</ol></ul>'
        "<dl><dt>t<dd>m</dl><table><thead><tr><th>h<tbody><tr><td>d<tr><td>e</table>"
        f'<figure><a href="https://example.org/"><img src="{stories.PICTURE}" alt="sail"></a>'
        "<figcaption>words</figure>"
    )
    assert_led(read(written(body, sheet)))


def test_what_is_see_through_is_read_where_it_stands() -> None:
    sheet = "p { opacity: .5 } b { opacity: .4 } @page { @top-left { content: 'top'; opacity: .3 } }"
    here = read(written("<h1>a</h1><p>b <b>c <i>d</i></b> e</p><h2>f</h2><p>g</p>", sheet))
    assert_led(here)
    assert here.top.outline() == "Document(Art(H1 P H2 P))"
    assert [here.words(tag) for tag in here.top.tags[0].tags] == ["a", "b c d e", "f", "g"]
    assert [one.said() for one in here.pages[0].shown if one.mark is None] == ["top"]
    assert len({mark.group for mark in here.pages[0].marks}) == 4


# --- whatever an edition holds ------------------------------------------------------------------


def assert_sound(edition: Edition) -> None:
    """Assert that an edition becomes a valid PDF that says all its words in their order."""
    articles = tuple(replace(article, status="usable") for article in edition.articles)
    edition = replace(edition, articles=articles, assets={"media/a.jpg": stories.picture()})
    notes = Notes()
    data = rendered(edition, notes, ignore_embargo=True)
    assert findings(data) == []
    assert opened(data).check_pdf_syntax() == []
    assert "pdf/engine" not in notes.codes()
    assert_led(read(data))
    assert_read_in_order(data, edition)


some_editions = given(editions().filter(lambda edition: bool(edition.articles)))
#: What fails is not made smaller: that takes minutes.
slow = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])


@some_editions
@settings(slow, max_examples=8)
def test_any_edition_is_read_whole_and_in_order(edition: Edition) -> None:
    assert_sound(edition)


@pytest.mark.gate
@some_editions
@settings(slow, max_examples=400)
def test_any_of_many_editions_is_read_whole_and_in_order(edition: Edition) -> None:
    assert_sound(edition)
