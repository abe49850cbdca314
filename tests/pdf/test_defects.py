"""What comes out wrong on a page is told: what it is, on which page, in which block, by how much."""

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import convert
from convert import newsml
from convert.house import House
from convert.model import (
    Block,
    Cell,
    Edition,
    Figure,
    Image,
    InfoBox,
    Item,
    List,
    Paragraph,
    Preformatted,
    PullQuote,
    Run,
    Table,
    label,
)
from convert.notes import Note, Notes
from convert.pdf.defects import MOST, Defect, defects, note_defects
from convert.pdf.document import lay_out
from convert.writers import pdf
from tests.conftest import Matbaa
from tests.pages import laid_out, lines
from tests.writers import stories
from tests.writers.stories import STORIES

ROOT = Path(__file__).resolve().parents[2]
WORD = "كلمة"
#: A line that is wider than the column of A4, of words that may not part.
LONG_LINE = " ".join([WORD] * 80)
SAIL = stories.picture()


def paragraph(words: str) -> Paragraph:
    return Paragraph(text=label(words))


def edition(
    *body: Block, lang: str = "ar", assets: dict[str, bytes] | None = None, **changes: Any
) -> Edition:
    """Return a story of *body* alone."""
    made = stories.edition(lang, body=body, **changes)
    return replace(made, assets=assets or {})


@pytest.fixture
def found(tmp_path: Path) -> Any:
    """Return a function: the defects of a story, under a style sheet of its own."""

    def look(*body: Block, css: str = "", **changes: Any) -> list[Defect]:
        sheet = tmp_path / "own.css"
        sheet.write_text(css, encoding="utf-8")
        made = edition(*body, **changes)
        page = pdf.print_page(made, Notes(), House(), "article", (str(sheet),), ignore_embargo=False)
        return defects(lay_out(*page, made.assets, Notes()), made.assets)

    return look


def codes(listed: Sequence[Defect]) -> list[str]:
    return [one.code for one in listed]


# --- nothing is told of a clean page ------------------------------------------------------------


@pytest.mark.parametrize("lang", list(STORIES))
def test_a_story_of_many_pages_has_no_defect(lang: str) -> None:
    for made in (stories.edition(lang), stories.long(lang)):
        assert defects(laid_out(made, House(), Notes()), made.assets) == []


@pytest.mark.parametrize("name", ["kuwait/article.txt", "lighthouse/article.xml"])
def test_a_sample_has_no_defect(name: str) -> None:
    made = convert.read(ROOT / "samples" / name, notes=Notes())
    assert defects(laid_out(made, House(), Notes()), made.assets) == []


def test_a_real_text_of_each_language_has_no_defect(shared: Path) -> None:
    texts = shared / "data" / "corpus" / "ntrex"
    for lang in STORIES:
        for source in sorted(texts.glob(f"{lang}-*.txt"))[:1]:
            made = convert.read(source, lang=lang, notes=Notes(), house=House())
            assert defects(laid_out(made, House(), Notes()), made.assets) == [], source.name


# --- out of the column --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["ar", "ur", "he", "en"])
def test_a_line_that_sticks_out_is_told_in_millimetres(lang: str, tmp_path: Path) -> None:
    sheet = tmp_path / "own.css"
    sheet.write_text(".body p { white-space: nowrap }", encoding="utf-8")
    words = " ".join([STORIES[lang].items[0]] * 30)
    made = edition(paragraph(words), lang=lang)
    document = lay_out(
        *pdf.print_page(made, Notes(), House(), "article", (str(sheet),), ignore_embargo=False), {}, Notes()
    )
    left, right, _, said = max(lines(document.pages[0]), key=lambda line: line[1] - line[0])
    (defect,) = defects(document, {})
    assert defect.code == "pdf/overfull"
    assert defect.value == pytest.approx(max(30 - left, right - 180), abs=0.2)
    assert defect.value > defect.limit == 0.3
    assert f"by {defect.value:.1f} mm, over the edge of the page" in defect.text
    assert said.startswith(defect.place.removesuffix("…"))
    assert defect.where == f"page 1, «{defect.place}»"


def test_a_word_of_a_narrow_column_is_told_with_its_page(found: Any) -> None:
    pages = [paragraph(LONG_LINE) for _ in range(9)]
    css = "body { overflow-wrap: normal } .body { columns: 3 }"
    (defect,) = found(*pages, paragraph("آخر " + "ب" * 60), css=css)
    assert (defect.code, defect.page) == ("pdf/overfull", 2)
    assert "ببب" in defect.text


def test_what_nobody_sees_is_not_told(found: Any) -> None:
    for extra, told in (("0.2mm", []), ("0.5mm", ["pdf/overfull"])):
        css = f"p.kicker {{ width: calc(100% + {extra}) }}"
        assert codes(found(paragraph(WORD), css=css, kicker=label(WORD))) == told


@pytest.mark.parametrize("space", ["pre", "pre-wrap"])
def test_spaces_that_hang_over_the_edge_are_not_told(space: str, found: Any) -> None:
    assert found(Preformatted(text="x" + " " * 300 + "\nx"), css=f"pre {{ white-space: {space} }}") == []


def test_a_block_is_told_once_and_by_its_worst_line(found: Any) -> None:
    text = "\n".join(["x" * 120, "x" * 200, "x" * 130])
    (defect,) = found(Preformatted(text=text), css="pre { white-space: pre } body { overflow-wrap: normal }")
    (alone,) = found(
        Preformatted(text="x" * 200), css="pre { white-space: pre } body { overflow-wrap: normal }"
    )
    assert defect.value == pytest.approx(alone.value, abs=0.1)


def test_a_block_wider_than_its_column_is_told_and_what_stands_in_it_is_not(found: Any) -> None:
    box = InfoBox(title=label(WORD), body=(paragraph(LONG_LINE),))
    (defect,) = found(box, css=".infobox { width: 150% }")
    assert defect.text.startswith("the block sticks out of its column by ")
    assert defect.place.startswith(WORD)


def test_a_block_that_the_style_moves_out_on_purpose_is_not_told(found: Any) -> None:
    quote = PullQuote(text=label(WORD))
    assert found(quote, css=".pullquote { margin-inline: -12mm }") == []
    assert found(quote, css=".pullquote { position: relative; left: -12mm }") == []


def test_the_number_of_a_list_stands_outside_its_item_and_not_outside_the_list(found: Any) -> None:
    def counted(start: int) -> List:
        return List(ordered=True, start=start, items=(Item(label(WORD)),))

    assert found(counted(10)) == []
    (defect,) = found(counted(10_000_000))
    assert "١٠٠٠٠٠٠٠" in defect.text


def test_a_running_head_that_does_not_fit_is_told(found: Any) -> None:
    css = f"@page {{ @top-center {{ width: 20mm; white-space: nowrap; content: '{LONG_LINE}' }} }}"
    assert codes(found(paragraph(WORD), css=css)) == ["pdf/overfull"]


@pytest.mark.parametrize(("size", "words"), [((4000, 40), "sticks out"), ((40, 4000), "below the room")])
def test_a_picture_outside_the_page_is_told_by_name(size: tuple[int, int], words: str, found: Any) -> None:
    figure = Figure(image=Image("a b.png", "شراع"), caption=label(WORD))
    css = "figure img { max-width: none !important; max-height: none !important }"
    (defect,) = found(figure, css=css, assets={"a b.png": stories.picture(*size)})
    assert defect.text.startswith("the picture a b.png ")
    assert words in defect.text
    assert defect.place == "شراع"


# --- tables -------------------------------------------------------------------------------------


def table(columns: int, caption: str = "") -> Table:
    """Return a table whose cells cannot be narrow."""
    head = tuple(Cell(label(f"عمود{number}" + "ا" * 20), header="col") for number in range(columns))
    return Table(head=(head,), body=(tuple(Cell(label("١")) for _ in head),), caption=label(caption))


def test_a_table_wider_than_its_column_is_told_with_both_widths(found: Any) -> None:
    (defect,) = found(table(12, "أعداد السفن"))
    assert defect.code == "pdf/table-wide"
    assert defect.where == "page 1, «أعداد السفن»"
    assert defect.limit == pytest.approx(150)
    assert defect.text == f"the table is {defect.value:.1f} mm wide and its column 150.0 mm"
    assert defect.value > 200


def test_a_table_without_a_caption_is_known_by_its_first_words(found: Any) -> None:
    assert found(table(12))[0].place.startswith("عمود0")
    assert found(table(3)) == []


def test_a_word_that_leaves_its_cell_is_told(found: Any) -> None:
    css = "table { table-layout: fixed } body { overflow-wrap: normal }"
    assert set(codes(found(table(12), css=css))) == {"pdf/overfull"}


# --- letters ------------------------------------------------------------------------------------


def test_a_letter_that_no_font_has_is_told_with_its_first_place_and_how_often_it_stands(found: Any) -> None:
    (defect,) = found(paragraph(f"أولا {WORD}"), paragraph("ثم 漢漢 هنا"), paragraph("漢"))
    assert (defect.code, defect.page, defect.value) == ("font/glyph-missing", 1, 3)
    assert defect.where == "page 1, «ثم 漢漢 هنا», 3 times"
    assert "U+6F22" in defect.text


def test_the_same_letter_is_one_note_for_all_that_is_written() -> None:
    made = edition(paragraph("ثم 漢 هنا"))
    for order in (("epub", "pdf"), ("pdf", "epub")):
        notes = Notes()
        for kind in order:
            convert.render(made, kind, house=House(), notes=notes)
        missing = [note for note in notes if note.code == "font/glyph-missing"]
        assert [note.where for note in missing] == ["page 1, «ثم 漢 هنا»"]


def test_a_letter_of_the_language_that_its_face_lacks_is_told_with_the_face_that_draws_it(found: Any) -> None:
    (defect,) = found(paragraph("جاء ڿ و ڿ هنا"), lang="ur")
    assert (defect.code, defect.value) == ("font/fallback", 2)
    assert defect.text == "Noto Nastaliq Urdu has no U+06BF; Noto Naskh Arabic draws it"


def test_letters_of_other_scripts_are_set_in_other_faces_by_design(found: Any) -> None:
    for lang in STORIES:
        words = (f"{STORIES[lang].items[0]} Πειραιάς Одесса Łódź «…» 12 ٣ ۴ ™ §", "שלום", "سلام", "ސަލާމް")
        strange = [one for one in words if lang != "en" or one.startswith(STORIES[lang].items[0])]
        assert codes(found(*map(paragraph, strange), lang=lang)) == [], lang


def test_the_headline_is_looked_at_in_its_own_face(found: Any) -> None:
    (defect,) = found(paragraph(WORD), headline=label("خبر ࡰ"), css=".headline { font-family: 'Vazirmatn' }")
    assert defect.code == "font/fallback"
    assert defect.text.startswith("Vazirmatn has no U+0870")


def test_a_face_that_a_style_asks_for_and_nobody_has_is_told_once(found: Any) -> None:
    css = "p { font-family: 'Traditional Arabic', Amiri } pre { font-family: monospace }"
    (defect,) = found(paragraph(WORD), paragraph(WORD), Preformatted(text="x"), css=css)
    assert defect.code == "font/fallback"
    assert defect.text == (
        "the style asks for 'Traditional Arabic', which is not in fonts/; Amiri stands in its place"
    )


# --- pictures -----------------------------------------------------------------------------------


def test_a_picture_that_is_not_there_is_told_with_the_page_of_its_words() -> None:
    paragraphs = [paragraph(LONG_LINE) for _ in range(9)]
    made = edition(*paragraphs, Figure(image=Image("gone.png", "شراع أبيض")))
    notes = Notes()
    convert.render(made, "pdf", house=House(), notes=notes)
    assert [(note.code, note.where) for note in notes] == [("picture/missing", "page 2, «[صورة: شراع أبيض]»")]


# --- notes --------------------------------------------------------------------------------------


def test_of_very_many_defects_the_first_are_told_and_the_others_counted(tmp_path: Path) -> None:
    sheet = tmp_path / "own.css"
    sheet.write_text(".body p { width: 120% }", encoding="utf-8")
    made = edition(*(paragraph(f"{number} {WORD}") for number in range(MOST + 7)))
    page = pdf.print_page(made, Notes(), House(), "article", (str(sheet),), ignore_embargo=False)
    notes = Notes()
    note_defects(lay_out(*page, {}, notes), {}, notes)
    assert notes.codes() == ["pdf/overfull"] * MOST + ["pdf/more-defects"]
    assert [note.text for note in notes][-1].startswith("7 more ")


def test_every_defect_is_a_warning_with_a_place_and_a_cure() -> None:
    notes = Notes()
    made = edition(table(12), paragraph("漢 " + WORD), lang="ur")
    convert.render(made, "pdf", house=House(), notes=notes)
    assert {note.code for note in notes} == {"pdf/table-wide", "font/glyph-missing"}
    for note in notes:
        assert (note.severity, bool(note.cure), note.where[:8]) == ("warning", True, "page 1, ")


def test_a_place_shows_nothing_that_is_not_seen(found: Any) -> None:
    (defect,) = found(paragraph("\u00ad\u200bكل\u200cمة\u061c  漢"))
    assert defect.place == "كل\u200cمة 漢"


def test_a_note_without_a_place_gives_way_to_the_same_with_one() -> None:
    notes = Notes()
    notes.warn("a/b", "one")
    notes.warn("a/b", "one", "page 1")
    notes.warn("a/b", "one")
    notes.warn("a/b", "one", "page 2")
    notes.warn("a/b", "two")
    assert list(notes) == [
        Note("a/b", "one", "page 1", "warning"),
        Note("a/b", "one", "page 2", "warning"),
        Note("a/b", "two", "", "warning"),
    ]


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("pdf/table-wide", table(12)),
        ("font/glyph-missing", paragraph("漢")),
        ("font/fallback", paragraph("ࢰ")),
        ("picture/missing", Figure(image=Image("gone.png", "شراع"))),
    ],
)
def test_strict_refuses_what_came_out_wrong(code: str, body: Block, matbaa: Matbaa, tmp_path: Path) -> None:
    (tmp_path / "story.xml").write_bytes(newsml.dump(edition(body)))
    ran = matbaa("story.xml", "-t", "pdf", "--strict")
    assert (ran.code, code in ran.codes, "use/strict" in ran.codes) == (1, True, True)
    assert not (tmp_path / "out").exists()
    ran = matbaa("story.xml", "-t", "pdf")
    assert (ran.code, code in ran.codes) == (0, True)
    assert (tmp_path / "out" / "story.pdf").exists()


def test_strict_refuses_a_line_that_sticks_out(matbaa: Matbaa, tmp_path: Path) -> None:
    (tmp_path / "own.css").write_text("p { white-space: nowrap }", encoding="utf-8")
    (tmp_path / "story.xml").write_bytes(newsml.dump(edition(Paragraph(text=(Run(LONG_LINE),)))))
    ran = matbaa("story.xml", "-t", "pdf", "--strict", "--css", "own.css")
    assert (ran.code, "pdf/overfull" in ran.codes) == (1, True)
    assert "page 1, " in ran.err


@pytest.mark.gate
def test_looking_for_defects_takes_little_of_the_time_of_a_pdf() -> None:
    made = convert.read(ROOT / "samples/lighthouse/article.xml", notes=Notes())
    document = laid_out(made, House(), Notes())

    def fastest(work: Any) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            work()
            times.append(time.process_time() - start)
        return min(times)

    whole = fastest(lambda: convert.render(made, "pdf", house=House(), notes=Notes()))
    assert fastest(lambda: defects(document, made.assets)) < 0.02 * whole
