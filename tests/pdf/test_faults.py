"""Faults of the engine that our pages must not reach.

Each is shown twice: it is there in the engine as it comes (when such a test fails, the fault is mended, and
the ban may go), and nothing we write asks for it. What an article may hold comes out right all the same.
"""

import io
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

import convert
from convert import newsml
from convert.formats import Source
from convert.house import House
from convert.model import (
    Block,
    Cell,
    Edition,
    EdNote,
    Figure,
    Image,
    Issue,
    Item,
    LineBreak,
    List,
    NoteRef,
    Paragraph,
    Preformatted,
    PullQuote,
    Rights,
    Run,
    Table,
    Verse,
    label,
)
from convert.notes import Notes
from convert.pdf.engine import glyph_runs, own_fonts, weasyprint
from convert.pdf.lineends import mended_layout
from convert.vocab.languages import LANGUAGES
from convert.writers import page
from convert.writers.breaks import LONGEST_WORD
from tests.pages import PX, laid_out
from tests.writers import stories

STYLES = Path(__file__).resolve().parents[2] / "styles"
WORD = "كلمة"
#: A page on which one pixel is one unit of the picture that is made of it.
PAGE = "@page { size: 200px 200px; margin: 20px } body { margin: 0; font: 12px/20px Amiri } p { margin: 0 } "
LINE_SEPARATOR, PARAGRAPH_SEPARATOR = "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def raw(html: str, css: str = "") -> Any:
    """Return a page as the engine lays it out, without anything of ours but the fonts."""
    fonts = own_fonts()
    sheet = weasyprint().CSS(string=PAGE + css, font_config=fonts)
    return weasyprint().HTML(string=html).render(stylesheets=[sheet], font_config=fonts)


def drawn(document: Any) -> Any:
    """Return the first page as a picture."""
    opened = pypdfium2.PdfDocument(document.write_pdf())
    try:
        return opened[0].render(scale=PX * 25.4 / 72).to_pil().convert("RGB")
    finally:
        opened.close()


def texts(document: Any) -> dict[str, Any]:
    """Return the text boxes of the first page by what they say."""
    boxes = document.pages[0]._page_box.descendants()
    return {box.text: box for box in boxes if type(box).__name__ == "TextBox"}


def rendered(edition: Edition, notes: Notes | None = None) -> bytes:
    return convert.render(edition, "pdf", house=House(), notes=notes if notes is not None else Notes())


def said(data: bytes) -> str:
    """Return the text that a reader copies from all pages, without line ends, spaces and hidden marks."""
    opened = pypdfium2.PdfDocument(data)
    try:
        words = "".join(one.get_textpage().get_text_range() for one in opened)
    finally:
        opened.close()
    return "".join(char for char in words if not char.isspace() and unicodedata.category(char) != "Cf")


# --- the faults are there -----------------------------------------------------------------------


def test_grid_still_ignores_rtl() -> None:
    html = "<div dir=rtl><p>first<p>second</div>"
    found = texts(raw(html, "div { display: grid; grid-template-columns: 1fr 1fr }"))
    assert found["first"].position_x < found["second"].position_x
    flex = texts(raw(html, "div { display: flex } p { width: 50% }"))
    assert flex["first"].position_x > flex["second"].position_x


def test_a_column_rule_still_stands_on_the_wrong_side() -> None:
    css = "div { columns: 2; column-gap: 20px; column-rule: 4px solid red } p { break-after: column }"
    for direction, middle in (("ltr", True), ("rtl", False)):
        picture = drawn(raw(f"<div dir={direction}><p>a<p>b</div>", css))
        red = [x for x in range(200) if picture.getpixel((x, 25))[1] < 60 < picture.getpixel((x, 25))[0]]
        assert red
        assert all(90 < x < 110 for x in red) is middle


def test_an_indent_still_stands_on_the_wrong_side() -> None:
    (box,) = texts(raw(f"<p dir=rtl>{WORD}", "p { text-indent: 40px }")).values()
    assert box.position_x + box.width == pytest.approx(180, abs=1)
    (box,) = texts(raw("<p>word", "p { text-indent: 40px }")).values()
    assert box.position_x == pytest.approx(60, abs=1)


def test_an_ellipsis_still_takes_the_whole_line_away() -> None:
    css = "p { white-space: nowrap; overflow: hidden; text-overflow: ellipsis }"
    for html, shown in ((f"<p dir=rtl>{f'{WORD} ' * 30}", False), ("<p>" + "word " * 30, True)):
        assert any(low < 200 for low, _ in drawn(raw(html, css)).getextrema()) is shown


def test_letter_spacing_still_tears_joined_letters_apart() -> None:
    def widths(css: str) -> list[int]:
        (box,) = texts(raw("<p dir=rtl>ببب", css)).values()
        box.pango_layout.reactivate(box.style)
        return [glyph[1] for run in glyph_runs(box) for glyph in run.glyphs]

    apart = [wide - near for wide, near in zip(widths("p { letter-spacing: 5px }"), widths(""), strict=True)]
    assert sum(apart) >= 2 * 5 * 1024


CRASHES = {
    "float: inline-start": (f"<p dir=rtl>{WORD} <span>x</span> {WORD}", "span { float: inline-start }"),
    "::first-letter": (
        f"<p dir=rtl>{WORD} <a href='#x'></a></p><p id=x>x",
        "p::first-letter { float: left } a::after { content: target-counter(attr(href), page) }",
    ),
    "box-shadow": ("<p>x", "p { box-shadow: 1px 1px 2px device-cmyk(0 0 0 1) }"),
    "gradient": ("<p>x", "p { background: linear-gradient(device-cmyk(0 0 0 1), device-cmyk(0 0 0 0)) }"),
    "outset": ("<p>x", "p { border: 3px outset device-cmyk(0 0 0 1) }"),
    "U+2029": (f"<p>{WORD} {PARAGRAPH_SEPARATOR} {WORD}", ""),
    "U+2028": (f"<p>{WORD}{LINE_SEPARATOR}{SOFT_HYPHEN}{WORD}", "p { width: 1px }"),
}


@pytest.mark.parametrize("fault", CRASHES)
def test_the_engine_still_crashes(fault: str) -> None:
    with pytest.raises((AssertionError, KeyError, NotImplementedError)):
        raw(*CRASHES[fault]).write_pdf()


def test_the_work_on_a_word_still_grows_with_the_square_of_its_length(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from weasyprint.layout import inline

    read: list[int] = []
    plain = inline.split_first_line

    def counting(text: str, *rest: Any, **named: Any) -> Any:
        read.append(len(text))
        return plain(text, *rest, **named)

    def letters(word: str) -> int:
        """Return how many letters the engine is given to read, line by line."""
        read.clear()
        raw(f"<p>{word}", "p { overflow-wrap: anywhere }")
        return sum(read)

    monkeypatch.setattr(inline, "split_first_line", counting)
    assert letters("a" * 3000) > 3 * letters("<wbr>".join(["a" * LONGEST_WORD] * (3000 // LONGEST_WORD)))


#: Right to left, justified, and in some width a line ends where bold words begin.
TORN = f"<body dir=rtl><p>{WORD} <b>{WORD}</b> {WORD} {WORD} <b>{WORD} {WORD}</b> {WORD} " * 4


def torn_lines(width: int) -> list[list[Any]]:
    """Return the text boxes of each line of TORN, from left to right."""
    document = raw(TORN, f"p {{ text-align: justify; width: {width}px; font-size: 8px }}")
    found = [box for box in document.pages[0]._page_box.descendants() if type(box).__name__ == "LineBox"]
    texts = [[box for box in line.descendants() if type(box).__name__ == "TextBox"] for line in found]
    return [sorted((box for box in line if box.text), key=lambda box: box.position_x) for line in texts]


def torn(boxes: list[Any]) -> float:
    """Return the widest gap or overlap between the boxes of a line, in pixels."""
    gaps = (right.position_x - left.position_x - left.width for left, right in pairwise(boxes))
    return max(map(abs, gaps), default=0)


def test_a_justified_line_still_leaves_its_column_by_the_space_it_ends_in() -> None:
    lines = [line for width in range(60, 100, 5) for line in torn_lines(width)]
    assert any(line[-1].position_x + line[-1].width < 180 - 1 for line in lines)
    assert any(torn(line) > 1 for line in lines)


def test_our_lines_keep_their_edges_and_have_no_gaps() -> None:
    with mended_layout():
        for width in range(60, 100, 5):
            for line in torn_lines(width):
                assert line[-1].position_x + line[-1].width == pytest.approx(180, abs=0.1)
                assert line[0].position_x >= 180 - width - 0.1
                assert torn(line) < 0.1


def test_the_layout_is_mended_in_ours_alone() -> None:
    before = [[(box.text, box.position_x) for box in line] for line in torn_lines(70)]
    with mended_layout():
        torn_lines(70)
    assert [[(box.text, box.position_x) for box in line] for line in torn_lines(70)] == before


@pytest.mark.parametrize("align", ["start", "end", "center", "justify"])
def test_a_mended_line_is_drawn_where_the_engine_would_draw_it_without_the_space(align: str) -> None:
    css = f"p {{ text-align: {align}; text-align-last: {align}; width: 100px }}"
    for direction, word in (("rtl", WORD), ("rtl", "word"), ("ltr", "word"), ("ltr", WORD)):
        with mended_layout():
            spaced = drawn(raw(f"<p dir={direction}>{word} <b>{word} </b> ", css))
        assert spaced.tobytes() == drawn(raw(f"<p dir={direction}>{word} <b>{word}</b>", css)).tobytes()


# --- our style sheets do not ask for them -------------------------------------------------------

#: A fault and what of a style sheet asks for it.
BANNED = {
    "Grid ignores rtl": r"(?<![-\w])(?:display\s*:[^;}]*\bgrid|grid(?:-[\w-]+)?\s*:)",
    "an ellipsis takes the line away": r"(?<!\w)(?:text-overflow|block-ellipsis|line-clamp)\s*:",
    "letter-spacing breaks joins": r"(?<![-\w])letter-spacing\s*:(?!\s*(?:0\s*[;}!]|normal\b))",
    "float: inline-start crashes": r"(?<![-\w])float\s*:\s*inline-(?:start|end)",
    "a floated ::first-letter crashes": r"::?first-letter[^{}]*\{[^}]*(?<![-\w])float\s*:(?!\s*none)",
    "a shadow in CMYK crashes": r"box-shadow\s*:[^;}]*(?:device-cmyk|var)\(",
    "a gradient in CMYK crashes": r"gradient\([^;}]*(?:device-cmyk|var)\(",
    "a border of two tones in CMYK crashes": r"border[^:;{}]*:[^;}]*\b(?:outset|inset|ridge|groove)\b",
    "a control character in content crashes": "[\u2028\u2029]|\\\\0*202[89]",
}


def asked_for(sheet: str) -> Iterator[str]:
    """Yield each fault that *sheet* asks for and the line where it does, comments left out."""
    plain = re.sub(r"/\*.*?\*/", lambda comment: "\n" * comment[0].count("\n"), sheet, flags=re.DOTALL)
    for fault, pattern in BANNED.items():
        for found in re.finditer(pattern, plain):
            yield f"line {plain[: found.start()].count(chr(10)) + 1}: {fault}: {found[0].strip()}"


@pytest.mark.parametrize(
    "sheet", sorted(STYLES.rglob("*.css")), ids=lambda path: path.parent.name + path.name
)
def test_no_style_sheet_of_ours_asks_for_a_fault(sheet: Path) -> None:
    assert [f"{sheet.name} {line}" for line in asked_for(sheet.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("digits", sorted(page.COUNTER_STYLE))
def test_the_css_that_follows_from_the_languages_asks_for_no_fault(digits: str) -> None:
    for first in LANGUAGES:
        articles = [stories.article(lang) for lang in (first, *LANGUAGES)]
        assert list(asked_for(page.language_css(articles, digits))) == [], first


def test_the_css_inside_our_pages_asks_for_no_fault() -> None:
    made = stories.edition("ar", "he", "en", issue="العدد")
    html = convert.render(made, "html", house=House(), notes=Notes()).decode()
    inside = "\n".join(re.findall(r'<style>(.*?)</style>|style="([^"]*)"', html, re.DOTALL)[0])
    assert list(asked_for(inside)) == []


@pytest.mark.parametrize(
    ("css", "fault"),
    [
        ("p { display: inline-grid }", "Grid"),
        ("p { text-overflow: ellipsis }", "ellipsis"),
        ("p { letter-spacing: 0.1em }", "letter-spacing"),
        ("p { float:inline-start }", "float"),
        ("p::first-letter { color: red; float: left }", "first-letter"),
        ("p { box-shadow: 0 0 1px var(--ink) }", "shadow"),
        ("p { background: linear-gradient(device-cmyk(0 0 0 1), red) }", "gradient"),
        ("p { border: 1px outset red }", "border"),
        (r"p::before { content: '\2028' }", "control"),
    ],
)
def test_the_scan_names_the_line_and_the_fault(css: str, fault: str) -> None:
    (line,) = asked_for(f"/* {css}\n */\n{css}\n")
    assert line.startswith("line 3: ")
    assert fault in line


def test_the_scan_takes_what_is_harmless() -> None:
    harmless = (
        "hr { letter-spacing: 0; float: left } p { letter-spacing: normal } p::first-letter { color: red }"
        "p { box-shadow: 0 0 1px #000; border: 1px solid red; --grid: 1; margin: 0 } ul { display: flex }"
    )
    assert list(asked_for(harmless)) == []


# --- what an article may hold comes out right ---------------------------------------------------

BAD = f"{WORD} {PARAGRAPH_SEPARATOR}{SOFT_HYPHEN}{LINE_SEPARATOR} {WORD}"


@pytest.mark.parametrize(
    "make",
    [
        Run,
        lambda words: Preformatted(text=words),
        lambda words: Image("a.png", words),
        lambda words: NoteRef("n", "r", words),
        lambda words: EdNote(text=label(words)),
        lambda words: Rights(notice=words),
        lambda words: stories.article("ar", headline=label(words)),
        lambda words: stories.article("ar", credit=words),
        lambda words: stories.article("ar", title=words),
        lambda words: stories.article("ar", keywords=(words,)),
        lambda words: Issue(guid="g", lang="ar", direction="rtl", title=words),
    ],
    ids="run pre alt note-sign ed-note rights headline credit title keywords issue".split(),
)
def test_no_part_of_an_edition_can_hold_a_line_separator(make: Callable[[str], object]) -> None:
    make(WORD)
    for char in (LINE_SEPARATOR, PARAGRAPH_SEPARATOR):
        with pytest.raises(ValueError, match=r"control character|cannot stand"):
            make(f"{WORD}{char}{WORD}")


def test_what_an_agency_sends_with_line_separators_is_printed() -> None:
    notes = Notes()
    data = newsml.dump(stories.edition("ar", body=(Paragraph(text=label("MARK")),), headline=label("HEAD")))
    dirty = data.decode().replace("MARK", BAD).replace("HEAD", BAD).encode()
    made = convert.read(Source(dirty, "a.xml", None), format="newsml", notes=notes, house=House())
    assert "newsml/control-dropped" in notes.codes()
    assert f"{WORD}{WORD}" in said(rendered(made))


def test_a_text_with_line_separators_is_printed() -> None:
    source = Source(f"عنوان الخبر\n\n{BAD}\n{BAD}\n".encode(), "a.txt", None)
    made = convert.read(source, format="text", notes=Notes(), house=House())
    assert said(rendered(made)).count(WORD) >= 4


@pytest.mark.parametrize("char", "00AD 200B 200C 200D 2060 FEFF 00A0 202F 3000 1680 034F 061C 200F".split())
@pytest.mark.parametrize("width", [1, 12])
def test_what_steers_a_line_breaks_no_page(char: str, width: int) -> None:
    sign = chr(int(char, 16))
    words = f"{sign}{WORD}{sign}{sign} {sign} {WORD[:2]}{sign}{WORD[2:]} {sign}"
    cells = tuple(Cell(label(words)) for _ in range(width))
    body = (Paragraph(text=label(words * width)), Preformatted(text=words), Table(body=(cells,)))
    copied = said(rendered(stories.edition("ar", body=body)))
    assert copied.count(WORD[:2]) >= 2 * (2 * width + 1)


LONG = "ab" * 10_000
PLACES: dict[str, tuple[Block, ...]] = {
    "paragraph": (Paragraph(text=label(LONG)),),
    "arabic": (Paragraph(text=label("كتب" * 7000)),),
    "pre": (Preformatted(text=LONG),),
    "code": (Paragraph(text=(Run(LONG, marks=("code",)),)),),
    "runs": (
        Paragraph(text=tuple(Run("ab" * 50, marks=("strong",) if odd % 2 else ()) for odd in range(200))),
    ),
    "link": (Paragraph(text=(Run(f"https://example.org/{LONG}", href="https://example.org/"),)),),
    "cell": (Table(body=((Cell(label(LONG)), Cell(label(WORD))),)),),
    "item": (List(items=(Item(label(LONG)),)),),
    "verse": (Verse(lines=((label(LONG), label(WORD)),)),),
    "pull quote": (PullQuote(text=label(LONG)),),
    "caption": (Figure(image=Image(stories.PICTURE, WORD), caption=label(LONG)),),
    "no-break spaces": (Paragraph(text=label("ab\N{NO-BREAK SPACE}" * 7000)),),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_word_of_twenty_thousand_letters_is_printed_in_time(place: str) -> None:
    made, notes = stories.edition("ar", body=PLACES[place]), Notes()
    start = time.process_time()
    data = rendered(made, notes)
    assert time.process_time() - start < 10  # the engine alone takes 55 s on a fast machine
    letters = said(data).count("b") + said(data).count("\N{ARABIC LETTER TEH}")
    assert letters >= 6_990


def test_a_long_word_of_an_edition_built_by_hand_is_a_note_and_stays_whole_in_the_canonical_form() -> None:
    made, notes = stories.edition("ar", body=PLACES["runs"]), Notes()
    rendered(made, notes)
    assert "text/long-word" in notes.codes()
    assert newsml.load(newsml.dump(made)).articles[0].body == made.articles[0].body


def test_a_long_headline_and_a_long_credit_are_printed_in_time() -> None:
    start = time.process_time()
    rendered(stories.edition("ar", headline=label("ب" * 20_000), credit=LONG, kicker=label(LONG)))
    assert time.process_time() - start < 20


def broken(words: str, **marks: Any) -> list[str]:
    """Return a word of a page in the pieces it may break into."""
    made = stories.edition("ar", body=(Paragraph(text=(Run(words, **marks),)),))
    (element,) = page.elements(made.articles, House(), pictures={})
    (paragraph,) = element.findall(".//{*}div/{*}p")
    return "".join(
        f"|{part.tail or ''}" if part.tag.endswith("wbr") else (part.text or "") for part in paragraph.iter()
    ).split("|")


def test_a_long_word_breaks_behind_whole_letters_only() -> None:
    shadda, joiner = "\N{ARABIC SHADDA}", "\N{ZERO WIDTH JOINER}"
    for words in (f"ب{shadda}" * 300, f"ب{joiner}بب" * 200, "ab" * 300):
        pieces = broken(words)
        assert "".join(pieces) == words
        assert len(pieces) >= 3
        assert max(map(len, pieces)) <= LONGEST_WORD + 2
        assert not [piece for piece in pieces[1:] if piece.startswith((shadda, joiner))]
        assert not [piece for piece in pieces[:-1] if piece.endswith(joiner)]


@pytest.mark.parametrize("sign", ["\N{ARABIC SHADDA}", "\N{ZERO WIDTH JOINER}", "\N{COMBINING ACUTE ACCENT}"])
def test_marks_without_end_are_broken_too(sign: str) -> None:
    assert max(map(len, broken(f"ب{sign}" + sign * 5000))) <= LONGEST_WORD
    start = time.process_time()
    rendered(stories.edition("ar", body=(Paragraph(text=label(f"ب{sign}" * 10_000)),)))
    assert time.process_time() - start < 10


def test_words_of_any_usual_length_are_left_alone() -> None:
    assert broken(" ".join(["ب" * LONGEST_WORD] * 5)) == [" ".join(["ب" * LONGEST_WORD] * 5)]
    cells = tuple(Cell(label("ب" * 90)) for _ in range(9))
    made = stories.edition("ar", body=(Table(body=(cells,)),))
    (element,) = page.elements(made.articles, House(), pictures={})
    assert element.find(".//{*}wbr") is None


@pytest.mark.parametrize("end", [" ", "   "])
def test_a_space_at_the_end_of_a_line_moves_nothing(end: str) -> None:
    text = (Run(f"{WORD}{end}"), LineBreak(), Run(WORD, marks=("strong",)), Run(end))
    with_spaces, without = (
        laid_out(stories.edition("ar", body=body), House(), Notes())
        for body in (
            (Paragraph(text=text), Verse(lines=((label(f"{WORD} {WORD}{end}"), label(f"{WORD}{end}")),))),
            (
                Paragraph(text=(Run(WORD), LineBreak(), Run(WORD, marks=("strong",)))),
                Verse(lines=((label(f"{WORD} {WORD}"), label(WORD)),)),
            ),
        )
    )
    assert drawn(with_spaces).tobytes() == drawn(without).tobytes()
    assert newsml.load(newsml.dump(stories.edition("ar", body=(Paragraph(text=text),)))).articles[0].body[
        0
    ] == Paragraph(text=text)


def test_letters_of_our_pages_are_never_spaced() -> None:
    for lang in ("ar", "ur", "he", "en"):
        document = laid_out(stories.edition(lang), House(), Notes())
        spacing = {str(box.style["letter_spacing"]) for box in texts(document).values()}
        assert spacing <= {"normal", "0"}


def test_a_picture_of_a_page_is_not_empty() -> None:
    """The picture by which faults are seen shows ink where there is some."""
    assert drawn(raw("<p>word")).getextrema() != ((255, 255),) * 3
    assert drawn(raw("<p>")).getextrema() == ((255, 255),) * 3
    assert io.BytesIO(raw("<p>").write_pdf()).read(4) == b"%PDF"


def test_an_edition_by_hand_with_every_language_is_printed() -> None:
    made = stories.edition(*LANGUAGES)
    assert rendered(replace(made, assets={})).startswith(b"%PDF")
