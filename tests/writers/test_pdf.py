"""The PDF: what stands on the paper, what stands in the file, and what no PDF of ours may do."""

import io
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
import pytest
import uharfbuzz as hb
from bidi import get_display

import convert
from convert import newsml
from convert.errors import ConvertError, FindingsError, SourceError, UsageError
from convert.faces import faces
from convert.house import House
from convert.model import (
    Cell,
    Edition,
    Figure,
    Image,
    Item,
    List,
    NoteRef,
    Paragraph,
    Run,
    Table,
    label,
)
from convert.notes import Notes
from convert.script.digits import in_digits
from convert.vocab.languages import digits_of, language_of
from tests.pages import laid_out
from tests.writers import stories
from tests.writers.conftest import Made
from tests.writers.stories import RTL, STORIES
from tests.writers.test_text import bare

#: Half a CSS pixel: nearer than this nobody sees a difference.
NEAR = 0.5
#: A4 in PostScript points.
A4 = (595.28, 841.89)
ALL = tuple(STORIES)

Boxes = Callable[[str], Any]


def rendered(edition: Edition, notes: Notes | None = None, **options: Any) -> bytes:
    """Return *edition* as a PDF, with no settings of a publisher."""
    notes = Notes() if notes is None else notes
    return convert.render(edition, "pdf", house=House(), notes=notes, **options)


def opened(data: bytes) -> pikepdf.Pdf:
    """Return the PDF, taken apart."""
    return pikepdf.open(io.BytesIO(data))


@pytest.fixture(scope="session")
def pages(edition_of: Callable[[str], Edition]) -> Boxes:
    """Return a function: the laid-out pages of a story or a sample."""
    kept: dict[str, Any] = {}

    def find(name: str) -> Any:
        if name not in kept:
            kept[name] = laid_out(edition_of(name), House(), Notes())
        return kept[name]

    return find


def boxes_of(box: Any, parent: Any = None) -> Iterator[tuple[Any, Any]]:
    """Yield every box of a page with the block it stands in."""
    for child in getattr(box, "children", ()) or ():
        block = box if type(box).__name__ in ("BlockBox", "TableCellBox") else parent
        yield child, block
        yield from boxes_of(child, block)


def texts_of(line: Any) -> list[Any]:
    """Return the pieces of text of a line, left to right."""
    found = [box for box in line.descendants() if type(box).__name__ == "TextBox" and box.text]
    return sorted(found, key=lambda box: box.position_x)


def body_lines(document: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each line of the page's text with the block it stands in, list signs left out."""
    for page in document.pages:
        for box, block in boxes_of(page._page_box):
            is_line = type(box).__name__ == "LineBox" and not str(box.element_tag).endswith("::marker")
            if is_line and block is not None and box.element_tag and texts_of(box):
                yield box, block


def margin_words(page: Any, keyword: str) -> str:
    """Return what stands in a margin box of a page."""
    found = [
        box.text
        for child in page._page_box.children
        if getattr(child, "at_keyword", "") == keyword
        for box in child.descendants()
        if type(box).__name__ == "TextBox"
    ]
    return "".join(found)


def said(data: bytes, page: int = 0) -> str:
    """Return the text a reader copies from a page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return str(document[page].get_textpage().get_text_range())
    finally:
        document.close()


# --- lines on paper -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", [*RTL, "lighthouse", "kuwait"])
def test_every_line_begins_at_the_right_edge(lang: str, pages: Boxes) -> None:
    checked = 0
    for line, block in body_lines(pages(lang)):
        if block.style["direction"] != "rtl" or block.style["text_align_all"] in ("center", "end"):
            continue
        last = texts_of(line)[-1]
        edge = block.content_box_x() + block.width
        assert last.position_x + last.width == pytest.approx(edge, abs=NEAR), "".join(
            part.text for part in texts_of(line)
        )
        checked += 1
    assert checked >= 10


def test_every_line_of_english_begins_at_the_left_edge(pages: Boxes) -> None:
    for line, block in body_lines(pages("en")):
        assert texts_of(line)[0].position_x == pytest.approx(block.content_box_x(), abs=NEAR)


@pytest.mark.parametrize("lang", RTL)
def test_a_paragraph_is_justified_and_its_last_line_is_not(lang: str, pages: Boxes) -> None:
    by_block: dict[int, list[tuple[Any, Any]]] = {}
    for line, block in body_lines(pages(lang)):
        if block.element_tag == "p" and block.style["text_align_all"] == "justify":
            by_block.setdefault(id(block), []).append((line, block))
    full = [pair for lines in by_block.values() for pair in lines[:-1]]
    assert full
    for line, block in full:
        assert texts_of(line)[0].position_x == pytest.approx(block.content_box_x(), abs=1)
    short = [lines[-1] for lines in by_block.values() if len(lines) > 1]
    assert any(texts_of(line)[0].position_x > block.content_box_x() + 20 for line, block in short)


@pytest.mark.parametrize("lang", ALL)
def test_no_line_leaves_the_type_area(lang: str, pages: Boxes) -> None:
    for line, _ in body_lines(pages(lang)):
        area = pages(lang).pages[0]._page_box
        left, right = area.content_box_x(), area.content_box_x() + area.width
        pieces = texts_of(line)
        assert pieces[0].position_x >= left - NEAR
        assert pieces[-1].position_x + pieces[-1].width <= right + NEAR


@pytest.mark.parametrize("lang", RTL)
def test_what_is_technical_is_one_piece_that_reads_left_to_right(lang: str, pages: Boxes) -> None:
    story = STORIES[lang]
    boxes = [box for line, _ in body_lines(pages(lang)) for box in line.descendants() if hasattr(box, "text")]
    left_to_right = "".join(box.text for box in boxes if box.style["direction"] == "ltr")
    for technical in (story.phone, stories.ADDRESS, stories.TONGUE):  # a line may end inside an address
        assert technical in left_to_right


@pytest.mark.parametrize("end", ["؛", ";", "،", ".", "!", "؟", ")", "'", "…", ":"])
def test_the_sign_after_an_address_does_not_belong_to_it(end: str) -> None:
    words = f"زوروا https://example.org/ship{end} ثم عودوا"
    document = laid_out(stories.edition("ar", body=(Paragraph(text=label(words)),)), House(), Notes())
    assert stories.ADDRESS in {box.text for line, _ in body_lines(document) for box in texts_of(line)}


def seen(line: Any) -> str:
    """Return a line as the eye meets it from left to right, each piece by the engine's own rule."""
    direction = {"rtl": "R", "ltr": "L"}
    return "".join(
        bare(get_display(box.text, base_dir=direction[box.style["direction"]])) for box in texts_of(line)
    )


@pytest.mark.parametrize("lang", ["ar", "fa", "ur", "ckb", "ps", "sd", "ug"])
def test_a_number_at_the_start_of_a_line_keeps_its_sign_on_the_side_the_paragraph_gives_it(lang: str) -> None:
    """Wherever the line breaks, 35% is seen as it is in the middle of a line (UAX #9, L1 after W and N)."""
    word = STORIES[lang].items[0].split()[0]
    found = set()
    for times in range(8, 24):
        words = " ".join([word] * times) + f" 12.5% {word} 28-11-2020 {word}"
        document = laid_out(stories.edition(lang, body=(Paragraph(text=label(words)),)), House(), Notes())
        lines = [seen(line) for line, block in body_lines(document) if block.element_tag == "p"]
        found |= {
            shown for line in lines for shown in re.findall("%?12[.]5%?|[0-9]{2,4}-11-[0-9]{2,4}", line)
        }
    assert len(found) == 2, found


# --- the page -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ALL)
def test_the_page_is_a4(lang: str, made: Made) -> None:
    for page in opened(made(lang, "pdf")).pages:
        assert [float(side) for side in page.mediabox] == pytest.approx([0, 0, *A4], abs=0.05)


@pytest.mark.parametrize("lang", ALL)
def test_the_folio_counts_in_the_digits_of_the_language(lang: str) -> None:
    document = laid_out(stories.long(lang), House(), Notes())
    assert len(document.pages) > 1
    for number, page in enumerate(document.pages, start=1):
        assert margin_words(page, "@bottom-center") == in_digits(str(number), digits_of(lang))


def test_the_house_decides_the_digits_of_the_folio() -> None:
    document = laid_out(stories.edition("ar"), House(digits="latn"), Notes())
    assert margin_words(document.pages[0], "@bottom-center") == "1"


def test_a_country_that_counts_in_latin_digits_has_them_at_the_foot() -> None:
    edition = stories.edition("ar")
    moroccan = replace(edition, articles=(replace(edition.articles[0], lang="ar-MA"),))
    documents = [laid_out(one, House(), Notes()) for one in (edition, moroccan)]
    assert [margin_words(one.pages[0], "@bottom-center") for one in documents] == ["١", "1"]


@pytest.mark.parametrize("lang", ALL)
def test_the_running_head_stands_on_every_page_but_the_first(lang: str) -> None:
    side = "@top-right" if lang in RTL else "@top-left"
    document = laid_out(stories.long(lang), House(), Notes())
    heads = [margin_words(page, side) for page in document.pages]
    assert heads[0] == ""
    assert set(heads[1:]) == {STORIES[lang].headline}


@pytest.mark.parametrize("lang", ["ar", "ur", "he", "en"])
def test_a_running_head_is_one_line_however_long_the_headline(lang: str) -> None:
    edition = stories.long(lang)
    longer = replace(edition.articles[0], headline=label(" ".join([STORIES[lang].headline] * 9)))
    document = laid_out(replace(edition, articles=(longer,)), House(), Notes())
    box = next(
        child
        for child in document.pages[1]._page_box.children
        if str(getattr(child, "at_keyword", "")).startswith("@top") and child.children
    )
    lines = [line for line in box.descendants() if type(line).__name__ == "LineBox"]
    assert len(lines) == 1
    pieces = texts_of(lines[0])
    assert pieces[-1].text.endswith("…")
    assert pieces[-1].position_x + pieces[-1].width <= box.position_x + box.width + NEAR
    assert pieces[0].position_x >= 0


def test_a_running_head_is_not_cut_inside_a_word_or_between_a_letter_and_its_mark() -> None:
    from convert.writers.page import running_head

    article = stories.article("ar", headline=label(" ".join(["مُسْتَشْفَيَاتُنَا"] * 9)))
    cut = running_head(article).removesuffix("…")
    assert set(cut.split()) == {"مُسْتَشْفَيَاتُنَا"}


@pytest.mark.parametrize("lang", ALL)
def test_an_ordered_list_counts_from_its_start_in_the_digits_of_the_language(lang: str, pages: Boxes) -> None:
    signs = [
        box.text.strip()
        for page in pages(lang).pages
        for box, _ in boxes_of(page._page_box)
        if type(box).__name__ == "TextBox" and box.element_tag == "li::marker"
    ]
    assert signs == [in_digits(f"{number}.", digits_of(lang)) for number in (3, 4)]


@pytest.mark.parametrize("start", [-2, 0, 1, 10, 99])
def test_a_list_counts_from_any_start(start: int) -> None:
    items = tuple(Item(label("بند")) for _ in range(3))
    body = (List(ordered=True, start=start, items=items),)
    document = laid_out(stories.edition("ar", body=body), House(), Notes())
    signs = [
        box.text.strip()
        for box, _ in boxes_of(document.pages[0]._page_box)
        if type(box).__name__ == "TextBox" and box.element_tag == "li::marker"
    ]
    assert [in_digits(sign.strip(".\u200f\u200e"), "latn") for sign in signs] == [
        str(start + number) for number in range(3)
    ]


# --- fonts --------------------------------------------------------------------------------------


class Font(NamedTuple):
    """A font in a PDF: its name, its family, and how many bytes of it are embedded."""

    name: str
    family: str
    size: int


def fonts_in(data: bytes) -> list[Font]:
    """Return the fonts of a PDF."""
    pdf = opened(data)
    described = [
        part
        for part in pdf.objects
        if isinstance(part, pikepdf.Dictionary) and part.get("/Type") == "/FontDescriptor"
    ]
    found = []
    for font in described:
        program = font.get("/FontFile2", font.get("/FontFile3"))
        size = len(program.read_bytes()) if program is not None else 0
        found.append(Font(str(font.FontName).lstrip("/"), str(font.FontFamily), size))
    return found


def our_names() -> set[str]:
    """Return the names under which our faces may stand in a PDF."""
    cuts = [cut for face in faces().values() for cut in face.cuts]
    known = [hb.Face(hb.Blob.from_file_path(str(cut.path))) for cut in cuts]
    return {str(face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME)) for face in known}


def assert_only_our_fonts(data: bytes) -> None:
    found = fonts_in(data)
    assert found
    for font in found:
        prefix, _, name = font.name.partition("+")
        assert re.fullmatch("[A-Z]{6}", prefix), f"{font.name} is not a subset"
        assert name in our_names(), name
        assert font.size, f"{name} is not embedded"
    pdf = opened(data)
    for part in pdf.objects:
        if isinstance(part, pikepdf.Dictionary) and part.get("/Type") == "/Font":
            assert part.Subtype in ("/Type0", "/CIDFontType2", "/CIDFontType0"), part.Subtype


@pytest.mark.parametrize("lang", [*ALL, "kuwait", "lighthouse"])
def test_the_fonts_are_ours_embedded_and_cut_to_what_is_used(lang: str, made: Made) -> None:
    assert_only_our_fonts(made(lang, "pdf"))
    assert max(font.size for font in fonts_in(made(lang, "pdf"))) < 140_000


@pytest.mark.parametrize("lang", ALL)
def test_text_is_set_in_the_face_of_the_language_and_headlines_in_theirs(lang: str, made: Made) -> None:
    names = {font.family for font in fonts_in(made(lang, "pdf"))}
    language = language_of(lang)
    assert {language.text_face, language.head_face} <= names


@pytest.mark.parametrize("char", ["漢", "ქ", "अ", "😀", "ก", "\U00010900"])
def test_a_letter_that_no_font_has_calls_no_other_font_and_becomes_a_note(char: str) -> None:
    notes = Notes()
    body = (Paragraph(text=label(f"كلمة {char}{char} ثم كلمة")),)
    assert_only_our_fonts(rendered(stories.edition("ar", body=body), notes))
    missing = [note for note in notes if note.code == "font/glyph-missing"]
    assert [f"U+{ord(char):04X}" in note.text for note in missing] == [True]
    assert missing[0].severity == "warning"


@pytest.mark.parametrize(
    "where", ["kicker", "byline", "dateline", "rights", "credit", "alt", "definition", "note sign"]
)
def test_a_letter_that_no_font_has_is_noted_wherever_it_stands(where: str) -> None:
    from convert.model import Rights

    changes: dict[str, dict[str, Any]] = {
        "kicker": {"kicker": label("漢")},
        "byline": {"byline": label("漢")},
        "dateline": {"dateline": label("漢")},
        "rights": {"rights": Rights(notice="漢")},
        "credit": {"credit": "漢"},
        "alt": {"body": (Figure(image=Image("gone.png", "漢")),)},
        "definition": {"body": (Table(body=((Cell(label("漢")),),)),)},
        "note sign": {"body": (Paragraph(text=(Run("كلمة"), NoteRef("n", "r", "漢"))),)},
    }
    notes = Notes()
    rendered(stories.edition("ar", **changes[where]), notes)
    assert "font/glyph-missing" in notes.codes()


@pytest.mark.parametrize("lang", [*ALL, "lighthouse", "kuwait"])
def test_a_story_is_written_without_a_warning(lang: str, edition_of: Callable[[str], Edition]) -> None:
    notes = Notes()
    rendered(edition_of(lang), notes)
    assert [str(note) for note in notes] == []


# --- what the file says of itself ---------------------------------------------------------------


@pytest.mark.parametrize("lang", ALL)
def test_the_file_says_its_language_title_and_direction(lang: str, made: Made) -> None:
    pdf = opened(made(lang, "pdf"))
    assert str(pdf.Root.Lang) == lang
    assert str(pdf.docinfo["/Title"]) == STORIES[lang].headline
    assert str(pdf.Root.ViewerPreferences.Direction) == ("/R2L" if lang in RTL else "/L2R")
    assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_an_issue_gives_the_file_its_title() -> None:
    pdf = opened(rendered(stories.edition("ar", "he", "en", issue="الجريدة")))
    assert str(pdf.docinfo["/Title"]) == "الجريدة"
    assert str(pdf.Root.ViewerPreferences.Direction) == "/R2L"


@pytest.mark.parametrize("lang", ALL)
def test_the_outline_has_the_headline_and_below_it_the_subheads(lang: str, made: Made) -> None:
    pdf = opened(made(lang, "pdf"))
    with pdf.open_outline() as outline:
        found = [(entry.title, [below.title for below in entry.children]) for entry in outline.root]
    assert found == [(STORIES[lang].headline, [STORIES[lang].subhead])]


def tags_of(node: Any) -> Iterator[pikepdf.Dictionary]:
    """Yield the elements of the tree of tags."""
    if isinstance(node, pikepdf.Array):
        for part in node:
            yield from tags_of(part)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        if "/K" in node:
            yield from tags_of(node.K)


@pytest.mark.parametrize("lang", ALL)
def test_the_file_is_tagged_with_headings_lists_tables_and_pictures_in_words(lang: str, made: Made) -> None:
    pdf = opened(made(lang, "pdf"))
    assert pdf.Root.MarkInfo.Marked
    tags = list(tags_of(pdf.Root.StructTreeRoot.K))
    kinds = [str(tag.S) for tag in tags]
    wanted = ("/H1", "/H2", "/P", "/L", "/LI", "/Lbl", "/LBody", "/Table", "/TH", "/TD", "/Figure", "/Link")
    assert not set(wanted) - set(kinds)
    assert kinds.count("/H1") == 1
    figures = [str(tag.get("/Alt")) for tag in tags if tag.S == "/Figure"]
    assert figures == [STORIES[lang].alt]


def test_the_lighthouse_keeps_the_words_of_each_of_its_pictures(made: Made) -> None:
    pdf = opened(made("lighthouse", "pdf"))
    tags = tags_of(pdf.Root.StructTreeRoot.K)
    alts = [str(tag.get("/Alt", "")) for tag in tags if tag.S == "/Figure"]
    assert len(alts) == 4
    assert all(len(alt) > 10 for alt in alts)


def test_dates_in_the_file_are_those_of_the_article(made: Made) -> None:
    pdf = opened(made("ar", "pdf"))
    assert str(pdf.docinfo["/CreationDate"]) == "D:20260510063000+03'00"


# --- links --------------------------------------------------------------------------------------


def test_links_lead_to_the_web_to_mail_to_a_telephone_or_within(made: Made) -> None:
    for name in (*ALL, "lighthouse"):
        pdf = opened(made(name, "pdf"))
        links = [link for page in pdf.pages for link in page.get("/Annots", []) if link.Subtype == "/Link"]
        assert links
        for link in links:
            action = link.get("/A")
            if action is None:
                assert "/Dest" in link
            else:
                assert action.S == "/URI"
                assert re.match("(https?|mailto|tel):", str(action.URI))


def test_the_lighthouse_has_each_kind_of_link(made: Made) -> None:
    pdf = opened(made("lighthouse", "pdf"))
    links = [link for page in pdf.pages for link in page.get("/Annots", [])]
    schemes = {str(link.A.URI).partition(":")[0] if "/A" in link else "within" for link in links}
    assert schemes == {"https", "tel", "mailto", "within"}


@pytest.mark.parametrize("name", ["ar", "lighthouse"])
def test_a_pdf_holds_no_script_and_no_file_but_its_source(name: str, made: Made) -> None:
    pdf = opened(made(name, "pdf"))
    assert not {"/OpenAction", "/AA", "/AcroForm"} & set(pdf.Root.keys())
    assert "/JavaScript" not in pdf.Root.get("/Names", {})
    assert list(pdf.attachments) == ["source.newsml.xml"]


@pytest.mark.parametrize("name", [*ALL, "kuwait", "lighthouse"])
def test_the_source_inside_is_the_canonical_form(
    name: str, made: Made, edition_of: Callable[[str], Edition]
) -> None:
    pdf = opened(made(name, "pdf"))
    file = pdf.attachments["source.newsml.xml"]
    assert file.get_file().read_bytes() == newsml.dump(edition_of(name))
    assert file.obj.AFRelationship == "/Source"
    assert [part.objgen for part in pdf.Root.AF] == [file.obj.objgen]


# --- pictures -----------------------------------------------------------------------------------


def pictures_in(data: bytes) -> list[tuple[int, int]]:
    """Return width and height of each picture in a PDF."""
    pdf = opened(data)
    streams = [part for part in pdf.objects if isinstance(part, pikepdf.Stream)]
    return [(int(one.Width), int(one.Height)) for one in streams if one.get("/Subtype") == "/Image"]


def figure(src: str, alt: str = "شراع أبيض") -> Edition:
    """Return a story with one picture whose bytes are not there."""
    edition = stories.edition("ar", body=(Paragraph(text=label("كلمة")), Figure(image=Image(src, alt))))
    return Edition(articles=edition.articles)


def test_a_missing_picture_shows_its_words_and_is_a_warning() -> None:
    notes = Notes()
    data = rendered(figure("gone.png"), notes)
    document = laid_out(figure("gone.png"), House(), Notes())
    shown = "".join(box.text for line, _ in body_lines(document) for box in texts_of(line))
    assert f"[{language_of('ar').words.picture}: شراع أبيض]" in shown
    assert [(note.code, note.severity) for note in notes] == [("picture/missing", "warning")]
    assert pictures_in(data) == []


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"\x89PNG\r\n\x1a\n",
        stories.picture()[:60],
        stories.picture()[:-20],
        b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
        b"\xff\xd8\xff\xe0" + bytes(40),
    ],
    ids=["empty", "text", "first bytes", "half", "nearly whole", "svg", "broken jpeg"],
)
def test_a_broken_picture_stops_nothing_and_is_a_warning(data: bytes) -> None:
    notes = Notes()
    rendered(replace(figure("b.png"), assets={"b.png": data}), notes)
    assert notes.worst == "warning"


def test_an_article_without_pictures_has_none(made: Made) -> None:
    pdf = opened(made("kuwait", "pdf"))
    kinds = [str(tag.S) for tag in tags_of(pdf.Root.StructTreeRoot.K)]
    assert "/Figure" not in kinds


def test_the_pictures_of_the_lighthouse_are_in_it(made: Made) -> None:
    assert sorted(pictures_in(made("lighthouse", "pdf"))) == [(1200, 800)] * 4


# --- nothing is fetched -------------------------------------------------------------------------

#: Names of files that were opened while somebody looked, and addresses that were asked for.
_watched: list[str] = []
_looking = threading.Event()


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if _looking.is_set() and event in ("open", "socket.connect", "socket.getaddrinfo", "subprocess.Popen"):
        _watched.append(f"{event} {args[:2]}")


sys.addaudithook(_watch)


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """Start a server that writes down who calls; give its address and its list."""
    callers: list[str] = []
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.1)
    done = threading.Event()

    def listen() -> None:
        while not done.is_set():
            try:
                caller, _ = server.accept()
            except TimeoutError:
                continue
            callers.append(caller.recv(200).decode("latin-1"))
            caller.close()

    thread = threading.Thread(target=listen)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}", callers
    done.set()
    thread.join()
    server.close()


@pytest.fixture
def sentinel(tmp_path: Path) -> Path:
    """Return a file that nothing may open."""
    path = tmp_path / "sentinel.png"
    path.write_bytes(stories.picture())
    return path


def watched(work: Callable[[], object]) -> list[str]:
    """Return the files and addresses that *work* asked the system for."""
    _watched.clear()
    _looking.set()
    try:
        work()
    finally:
        _looking.clear()
    return list(_watched)


def _rendered_or_refused(options: dict[str, Any]) -> None:
    with suppress(ConvertError):
        rendered(stories.edition("ar"), Notes(), **options)


SHEETS = {
    "background": "body {{ background: url({url}) }}",
    "content": "h1::before {{ content: url({url}) }}",
    "list sign": "li {{ list-style-image: url({url}) }}",
    "border": "p {{ border-image: url({url}) 3 }}",
    "import": "@import url({url}); p {{ color: red }}",
    "import string": '@import "{url}"; p {{ color: red }}',
    "font": "@font-face {{ font-family: X; src: url({url}) }} p {{ font-family: X }}",
    "page": "@page {{ background: url({url}); @top-left {{ content: url({url}) }} }}",
    "profile": "@color-profile device-cmyk {{ src: url({url}) }} p {{ color: device-cmyk(0 0 0 1) }}",
    "attachment": "h1 {{ string-set: a url({url}) }} a {{ content: attr(href) url({url}) }}",
    "marker": "li::marker {{ content: url({url}) }}",
    "image": "p {{ background-image: image-set('{url}' 1x), url({url}) }}",
}


@pytest.mark.parametrize("way", SHEETS)
def test_a_stylesheet_of_the_user_reaches_no_file_and_no_network(
    way: str, tmp_path: Path, canary: tuple[str, list[str]], sentinel: Path
) -> None:
    address, callers = canary
    for number, url in enumerate((f"{address}/x.png", sentinel.as_uri(), str(sentinel), sentinel.name)):
        sheet = tmp_path / f"own{number}.css"
        sheet.write_text(SHEETS[way].format(url=url), encoding="utf-8")
        for options in ({"css": (str(sheet),)}, {"style": str(sheet)}):
            found = watched(partial(_rendered_or_refused, options))
            assert not [line for line in found if "sentinel" in line]
            assert not [line for line in found if line.startswith(("socket", "subprocess"))]
    assert callers == []


def test_what_a_stylesheet_was_refused_is_a_note(tmp_path: Path, canary: tuple[str, list[str]]) -> None:
    sheet = tmp_path / "own.css"
    sheet.write_text(f"body {{ background: url({canary[0]}/x.png) }}", encoding="utf-8")
    notes = Notes()
    rendered(stories.edition("ar"), notes, css=(str(sheet),))
    assert "pdf/fetch-refused" in notes.codes()


def test_a_font_named_in_a_stylesheet_of_the_user_is_not_taken_from_the_system(tmp_path: Path) -> None:
    sheet = tmp_path / "own.css"
    sheet.write_text(
        "@font-face { font-family: X; src: local('DejaVu Sans'), local('Liberation Serif') }"
        "* { font-family: X, 'DejaVu Sans', 'Liberation Serif', Arial, monospace, system-ui !important }",
        encoding="utf-8",
    )
    assert_only_our_fonts(rendered(stories.edition("ar"), css=(str(sheet),)))


def test_markup_in_an_article_is_words_and_reaches_nothing(
    canary: tuple[str, list[str]], sentinel: Path
) -> None:
    address, callers = canary
    words = "".join(
        f"<img src='{url}'><link rel=attachment href='{url}'><style>@import {url}</style><iframe src='{url}'>"
        for url in (f"{address}/x", sentinel.as_uri())
    )
    edition = stories.edition(
        "ar", headline=label(f"خبر {words}"), body=(Paragraph(text=label(words)),), credit=words
    )
    found = watched(lambda: rendered(edition))
    assert callers == []
    assert not [line for line in found if "sentinel" in line or line.startswith("socket")]
    document = laid_out(edition, House(), Notes())
    shown = "".join(box.text for line, _ in body_lines(document) for box in texts_of(line))
    assert "<iframe" in shown


@pytest.mark.parametrize(
    "name", ["sentinel.png", "../sentinel.png", "/etc/passwd", "file", "http", "data:,x"]
)
def test_a_picture_is_taken_from_the_edition_or_not_at_all(
    name: str, canary: tuple[str, list[str]], sentinel: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(sentinel.parent)
    src = {"file": sentinel.as_uri(), "http": f"{canary[0]}/x.png"}.get(name, name)
    notes = Notes()
    found = watched(lambda: rendered(figure(src), notes))
    assert not [line for line in found if "sentinel" in line or "passwd" in line or line.startswith("socket")]
    assert canary[1] == []
    assert "picture/missing" in notes.codes()


def test_writing_starts_no_program_and_opens_nothing_outside_our_folders() -> None:
    rendered(stories.edition("ar"))  # what Python imports is read once
    found = watched(lambda: rendered(stories.edition("he")))
    ours = (
        str(Path(convert.__file__).resolve().parents[1]),
        str(Path(sys.prefix).resolve()),
        sys.base_prefix,
    )
    strange = [
        line for line in found if not any(place in line for place in (*ours, "/dev/null", "site-packages"))
    ]
    assert strange == []


def test_a_style_that_is_not_there_is_named() -> None:
    with pytest.raises(UsageError, match="artikle"):
        rendered(stories.edition("ar"), style="artikle")
    with pytest.raises(UsageError, match=r"gone\.css"):
        rendered(stories.edition("ar"), css=("/gone.css",))


# --- the same bytes -----------------------------------------------------------------------------


def test_the_same_story_gives_the_same_bytes(made: Made) -> None:
    assert rendered(stories.edition("ur")) == made("ur", "pdf")


def test_the_same_bytes_come_from_another_time_zone_and_another_hash_seed(
    digests_elsewhere: list[dict[str, str]],
) -> None:
    here, *there = [{k: v for k, v in place.items() if k.endswith(".pdf")} for place in digests_elsewhere]
    assert here
    assert all(place == here for place in there)


# --- what may not be printed --------------------------------------------------------------------


def test_an_embargoed_article_is_not_printed_unless_told_to() -> None:
    edition = stories.edition("ar", embargo=stories.WHEN)
    with pytest.raises(FindingsError) as caught:
        rendered(edition)
    assert caught.value.code == "story/embargoed"
    assert rendered(edition, ignore_embargo=True).startswith(b"%PDF")


def test_a_withheld_article_is_not_printed_unless_told_to() -> None:
    edition = stories.edition("ar", status="withheld")
    with pytest.raises(FindingsError):
        rendered(edition)
    assert rendered(edition, ignore_embargo=True).startswith(b"%PDF")


def test_a_cancelled_article_is_never_printed() -> None:
    with pytest.raises(FindingsError) as caught:
        rendered(stories.edition("ar", status="canceled"), ignore_embargo=True)
    assert caught.value.code == "story/canceled"


def test_one_embargoed_article_holds_back_the_whole_edition() -> None:
    edition = stories.edition("ar", "he")
    held = replace(
        edition, articles=(edition.articles[0], replace(edition.articles[1], embargo=stories.WHEN))
    )
    with pytest.raises(FindingsError):
        rendered(held)


def test_an_edition_without_articles_is_refused() -> None:
    from convert.writers.pdf import write_pdf

    with pytest.raises(SourceError):
        write_pdf(Edition(), Notes(), house=House())


# --- words --------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", [lang for lang in ALL if lang != "ur"])
def test_the_words_can_be_copied_from_the_page(lang: str, made: Made) -> None:
    """A floor for the raw engine; Nastaliq waits for a text layer of our own (design, PDF 2)."""
    copied = re.sub(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\x02]", "", said(made(lang, "pdf")))
    story = STORIES[lang]
    wanted = [word for words in (story.headline, *story.paragraphs) for word in re.findall(r"\w{2,}", words)]
    found = [word for word in wanted if word in copied]
    assert len(found) >= 0.9 * len(wanted), set(wanted) - set(found)


def test_an_english_article_in_an_arabic_issue_begins_its_lines_at_the_left() -> None:
    document = laid_out(stories.edition("ar", "en", issue="العدد"), House(), Notes())
    english = [(line, block) for line, block in body_lines(document) if block.style["direction"] == "ltr"]
    assert english
    for line, block in english:
        assert texts_of(line)[0].position_x == pytest.approx(block.content_box_x(), abs=NEAR)


def test_each_article_of_an_issue_begins_a_page_and_has_its_own_running_head() -> None:
    pair = [stories.long(lang).articles[0] for lang in ("ar", "he")]
    document = laid_out(replace(stories.edition("ar"), articles=tuple(pair)), House(), Notes())
    heads = [margin_words(page, "@top-right") for page in document.pages]
    assert {STORIES["ar"].headline, STORIES["he"].headline} <= set(heads)


def test_the_face_of_each_article_of_an_issue_is_that_of_its_language() -> None:
    names = {font.family for font in fonts_in(rendered(stories.edition("ar", "ur", "he")))}
    for lang in ("ar", "ur", "he"):
        assert language_of(lang).text_face in names


@pytest.mark.parametrize("lang", ["ar", "fa", "ur", "he", "ckb", "ps", "sd", "ug", "dv"])
def test_a_real_text_of_each_language_fills_its_pages_from_the_right(lang: str, shared: Path) -> None:
    source = min((shared / "ntrex").glob(f"{lang}-*.txt"))
    edition = convert.read(source, lang=lang, notes=Notes(), house=House())
    document = laid_out(edition, House(), Notes())
    for line, block in body_lines(document):
        last = texts_of(line)[-1]
        edge = block.content_box_x() + block.width
        assert last.position_x + last.width == pytest.approx(edge, abs=NEAR)
