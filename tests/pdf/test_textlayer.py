"""The text layer: the eye sees what the engine laid out, a reader finds each character once."""

import io
import itertools
import logging
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pymupdf
import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

import convert
from convert.faces import Face, faces
from convert.house import House
from convert.model import Edition, Paragraph, Preformatted, Run, label
from convert.notes import Notes
from convert.pdf import engine
from convert.pdf.archive import OPTIONS
from convert.pdf.engine import EMPTY, UNITS, UNKNOWN, Line, drawn_by, font_address, font_facts, held
from convert.pdf.glyphs import UNSAID
from convert.pdf.textlayer import TextLayer
from convert.subset import subset
from tests.pages import laid_out
from tests.pdf.conftest import (
    DIRECTION,
    NAMES,
    Font,
    Operators,
    Shown,
    apart,
    contents,
    dictionaries,
    findings,
    fonts_of,
    opened,
    painted,
    said_by_mark,
    tree_of,
)
from tests.pdf.test_program import in_cubics
from tests.writers import stories
from tests.writers.conftest import ROOT, Made
from tests.writers.stories import STORIES
from tests.writers.test_pdf import said

EditionOf = Callable[[str], Edition]
#: How far a letter may stand from where the engine put it, in ems: what the rounding of widths comes to.
NEAR = 0.004
#: A pixel that is darker or lighter by this, of 255, than all beside it in another picture was moved.
SEEN = 96


class Told(NamedTuple):
    """A line as the engine laid it out: its words, and the left edge of each glyph, in CSS pixels."""

    words: str
    edges: list[float]


@pytest.fixture(scope="session")
def drawn(edition_of: EditionOf) -> Callable[[str], tuple[bytes, list[Told]]]:
    """Return a function: the PDF of a story or a sample, and the lines the engine gave to be drawn."""

    def tell(line: Line) -> Told:
        widths = [glyph[1] for run in line.runs for glyph in run.glyphs]
        edges = [line.matrix[4] + place / UNITS for place in itertools.accumulate(widths, initial=0)]
        return Told(b"".join(run.text for run in line.runs).decode(), edges)

    @cache
    def draw(name: str) -> tuple[bytes, list[Told]]:
        told: list[Told] = []
        write = TextLayer.line

        def line(layer: TextLayer, stream: Any, given: Line) -> bool:
            told.append(tell(given))
            return write(layer, stream, given)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(TextLayer, "line", line)
            return rendered(edition_of(name), kashida="off"), told

    return draw


def rendered(edition: Edition, notes: Notes | None = None, **options: Any) -> bytes:
    """Return *edition* as a PDF, with no settings of a publisher."""
    return convert.render(edition, "pdf", house=House(), notes=Notes() if notes is None else notes, **options)


@cache
def lines_of(data: bytes) -> list[list[Shown]]:
    """Return the lines of text of a PDF in the order they are drawn."""
    return [
        list(line)
        for content in contents(opened(data))
        for _, line in itertools.groupby(content.shown, key=lambda shown: shown.block)
    ]


@cache
def fonts_in(data: bytes) -> list[Font]:
    """Return the fonts of a PDF."""
    return list(fonts_of(opened(data)).values())


def draws(font: Font, code: int) -> bool:
    """Say whether a code draws anything."""
    name = font.program.getGlyphOrder()[font.glyphs[code]]
    return bool(font.program["glyf"][name].numberOfContours)


# --- what a reader finds ------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_each_line_says_each_of_its_characters_once(name: str, drawn: Any) -> None:
    data, told = drawn(name)
    for line, (words, _) in zip(lines_of(data), told, strict=True):
        found = Counter("".join(shown.said() for shown in line))
        assert found == Counter(char for char in words if char not in UNSAID), words


@pytest.mark.parametrize("name", NAMES)
def test_a_code_says_one_character_and_what_says_nothing_else_draws_nothing(name: str, made: Made) -> None:
    checked = 0
    for font in fonts_in(made(name, "pdf")):
        for code, words in font.says.items():
            char = words.strip(DIRECTION)
            assert len(char) <= 1, words
            assert char not in UNSAID
            assert not char or char >= " "
            if not char or (words == f"{DIRECTION[0]} " and not font.widths[code]):
                assert not draws(font, code)
                assert font.widths[code] == 0
            checked += 1
    assert checked > 50


@pytest.mark.parametrize("name", NAMES)
def test_no_code_is_without_a_character_a_width_or_a_glyph(name: str, made: Made) -> None:
    data = made(name, "pdf")
    used: dict[str, set[int]] = {font.name: set() for font in fonts_in(data)}
    for line in lines_of(data):
        for shown in line:
            used[shown.font.name].update(part for part in shown.parts if isinstance(part, int))
    for font in fonts_in(data):
        codes = used[font.name]
        assert codes == set(font.says) == set(font.widths), "codes that nobody shows, or that say nothing"
        assert codes == set(range(1, len(codes) + 1))
        assert 0 not in font.glyphs.values(), "the glyph of what is not there"
        assert max(font.glyphs.values()) < font.program["maxp"].numGlyphs


@pytest.mark.parametrize("name", NAMES)
def test_a_reader_moves_as_far_as_the_font_says(name: str, made: Made) -> None:
    for font in fonts_in(made(name, "pdf")):
        for code, width in font.widths.items():
            assert width == pytest.approx(font.advance(code), abs=0.501)


@pytest.mark.parametrize("name", NAMES)
def test_nothing_is_pushed_about_inside_a_word(name: str, made: Made) -> None:
    numbers = 0
    for line in lines_of(made(name, "pdf")):
        for shown in line:
            spaces = [True, *(_is_space(shown.font, part) for part in shown.parts), True]
            for place, part in enumerate(shown.parts, start=1):
                if isinstance(part, float):
                    assert spaces[place - 1] or spaces[place + 1]
                    numbers += 1
    assert numbers or name == "en"


def _is_space(font: Font, part: float) -> bool:
    return isinstance(part, int) and font.says[part].strip(DIRECTION) in ("", " ")


@pytest.mark.parametrize("name", NAMES)
def test_the_fonts_are_no_larger_than_a_third_more_than_the_engines(
    name: str, made: Made, edition_of: EditionOf
) -> None:
    ours = _sizes(made(name, "pdf"))
    plain = _sizes(plainly(edition_of(name)))
    for family, sizes in ours.items():  # the engine embeds others whole that it draws nothing with
        assert all(own <= 4 / 3 * other for own, other in zip(sizes, plain[family], strict=True)), family


def plainly(edition: Edition) -> bytes:
    """Return the PDF that the engine makes of the same page by itself."""
    return bytes(laid_out(edition, House(), Notes()).write_pdf(**OPTIONS))


def _sizes(data: bytes) -> dict[str, tuple[int, int]]:
    """Return by family how large the font programs of a PDF are, and how large they are packed."""
    pdf = opened(data)
    found: dict[str, tuple[int, int]] = {}
    for described in dictionaries(pdf, "/FontDescriptor"):
        whole, packed = found.get(str(described.FontFamily), (0, 0))
        file = described.FontFile2
        sizes = whole + len(file.read_bytes()), packed + len(file.read_raw_bytes())
        found[str(described.FontFamily)] = sizes
    return found


# --- what the eye sees --------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_letter_stands_where_the_engine_put_it(name: str, drawn: Any) -> None:
    data, told = drawn(name)
    letters = 0
    for line, (words, edges) in zip(lines_of(data), told, strict=True):
        for shown in line:
            for place, code in shown.places():
                if draws(shown.font, code):
                    nearest = min(edges, key=lambda edge: abs(edge - place))
                    assert place == pytest.approx(nearest, abs=NEAR * shown.size), words
                    letters += 1
    assert letters > 300


class _Painter:
    """Paints each glyph by its outline where the engine put it: what ours must look like."""

    def __init__(self) -> None:
        self._fonts: dict[int, tuple[hb.Font, float, Any]] = {}

    def line(self, stream: Any, line: Line) -> bool:
        pen = 0
        stream.stream.append(b"ET")
        for run in line.runs:
            font, scale, _ = self._font(run.font)
            for glyph, width, x, y in run.glyphs:
                if glyph != EMPTY:
                    place = line.matrix[4] + (pen + x) / UNITS, line.matrix[5] + y / UNITS
                    outline = _Downward({}, *place, scale)
                    font.draw_glyph_with_pen(0 if glyph & UNKNOWN else glyph, outline)
                    stream.stream += [*outline.written, b"f"] if outline.written else []
                pen += width
        stream.stream.append(b"BT")
        return True

    def _font(self, font: Any) -> tuple[hb.Font, float, Any]:
        address = font_address(font)
        if address not in self._fonts:
            facts = font_facts(font)
            face = hb.Face(facts.data)
            self._fonts[address] = hb.Font(face), facts.size / face.upem, held(font)
        return self._fonts[address]

    def tags(self, pdf: Any, pages: Any) -> None:
        """Leave the pages without tags."""


class _Downward(Operators):
    """Paints on a page whose vertical axis points down, as the engine's does."""

    def __init__(self, glyphs: Any, x: float, y: float, scale: float) -> None:
        super().__init__(glyphs, x, y, scale)
        self._turn = lambda point: f"{x + point[0] * scale:.4f} {y - point[1] * scale:.4f}"


def in_outlines(edition: Edition) -> bytes:
    """Return *edition* with every glyph painted, none shown."""
    document = laid_out(edition, House(), Notes())
    with drawn_by(_Painter(), document):
        return bytes(document.write_pdf(**OPTIONS))


def assert_looks_alike(wanted: bytes, found: bytes) -> None:
    """Assert that two PDFs look the same but for the fringes of letters."""
    for one, other in zip(painted(wanted), painted(found), strict=True):
        assert sum(apart(one, other)[SEEN:]) <= 4
        assert sum(one.histogram()[:128]) > 1000


FEW = ("ar", "ur", "he")


@pytest.mark.parametrize("name", FEW)
def test_the_pages_look_as_if_each_outline_were_painted_by_itself(name: str, edition_of: EditionOf) -> None:
    assert_looks_alike(in_outlines(edition_of(name)), rendered(edition_of(name), kashida="off"))


@pytest.mark.gate
@pytest.mark.parametrize("name", [name for name in NAMES if name not in FEW])
def test_the_pages_of_every_story_look_as_if_each_outline_were_painted(
    name: str, edition_of: EditionOf
) -> None:
    assert_looks_alike(in_outlines(edition_of(name)), rendered(edition_of(name), kashida="off"))


def test_letters_a_point_off_their_places_would_be_seen(made: Made) -> None:
    data = made("he", "pdf")
    with opened(data) as document:
        stream = document.pages[0].Contents
        stream.write(b"1 0 0 1 1 0 cm " + stream.read_bytes())
        out = io.BytesIO()
        document.save(out)
    with pytest.raises(AssertionError):
        assert_looks_alike(data, out.getvalue())


# --- what is odd --------------------------------------------------------------------------------


@pytest.mark.parametrize("char", ["漢", "😀", "ก", "\U00010900"])
def test_a_letter_that_no_font_has_is_a_box_that_says_the_letter(char: str) -> None:
    data = rendered(stories.edition("ar", body=(Paragraph(text=label(f"كلمة {char} ثم كلمة")),)))
    with pymupdf.open(stream=data) as document:
        assert char in document[0].get_text()
    assert char in said(data) or char > "\uffff", "PDFium passes over what needs two words of UTF-16"
    assert findings(data) == []
    ((font, code),) = [
        (font, code) for font in fonts_in(data) for code, words in font.says.items() if char in words
    ]
    assert draws(font, code)


#: What a reader may make of it is measured elsewhere; here each must be said, and once.
ODD = {
    "lam-alef": "الإسلام لا لأ لآ",
    "allah": "الله ﷲ ﷺ",
    "vowelled": "مُسْتَشْفَيَاتُنَا وَاللّٰهِ",
    "zwnj": "می‌روم کتاب‌ها",
    "ligature": "office affluent first",
    "combining": "e\N{COMBINING ACUTE ACCENT} a\N{COMBINING DOT BELOW}\N{COMBINING TILDE}",
    "points": "שָׁלוֹם בְּרֵאשִׁית",
    "mark after a space": "كلمة \N{ARABIC FATHATAN} وكلمة",
    "mark alone": "\N{ARABIC SHADDA}",
    "tatweel": "الـــسلام",
    "digits": "١٢٣ ۱۲۳ 123 ١٫٥٪ 12.5%",
    "brackets": "(كلمة) [אות] «كلمة» word)",
    "no-break": "١٠\N{NO-BREAK SPACE}كلم و\N{NARROW NO-BREAK SPACE}هنا",
    "joiners": "ه\N{ZERO WIDTH JOINER} \N{ZERO WIDTH NON-JOINER}ب",
}


@pytest.mark.parametrize("words", ODD.values(), ids=ODD)
@pytest.mark.parametrize("lang", ["ar", "ur", "he"])
def test_whatever_is_written_is_said_once_and_the_file_is_valid(lang: str, words: str) -> None:
    data = rendered(stories.edition(lang, body=(Paragraph(text=label(words)),)))
    assert findings(data) == []
    assert Counter(last_paragraph(data).replace(" ", "")) == Counter(
        char for char in words if char not in UNSAID and char != " "
    )


def last_paragraph(data: bytes) -> str:
    """Return what the last paragraph says, each of its lines from left to right."""
    pdf = opened(data)
    told = said_by_mark(pdf)
    *_, last = tree_of(pdf).each("P")
    return "".join(told[mark] for mark in last.marks())


@pytest.mark.parametrize("words", ["a\tb\n\tc", "سطر\tآخر\n\nسطر"])
def test_a_tab_is_said_as_a_space(words: str) -> None:
    data = rendered(stories.edition("ar", body=(Preformatted(text=words),)))
    assert findings(data) == []


def test_the_mark_of_byte_order_is_never_said() -> None:
    data = rendered(
        stories.edition("ar", body=(Paragraph(text=label("كلمة\N{ZERO WIDTH NO-BREAK SPACE} ثم")),))
    )
    assert findings(data) == []


def test_a_space_between_two_elements_is_said() -> None:
    text = (Run("كلمة", marks=("strong",)), Run(" "), Run("أخرى", marks=("em",)))
    data = rendered(stories.edition("ar", body=(Paragraph(text=text),)))
    assert " " in last_paragraph(data)


@pytest.mark.parametrize(
    "css",
    [
        "p { word-spacing: 300em }",
        "p { letter-spacing: 100em; white-space: nowrap }",
        "pre { tab-size: 900 }",
    ],
)
def test_no_distance_is_too_long_for_a_font(css: str, tmp_path: Path) -> None:
    sheet = tmp_path / "wide.css"
    sheet.write_text(css, encoding="utf-8")
    body = (Paragraph(text=label("كلمة\N{NO-BREAK SPACE}بَ Word Wo")), Preformatted(text="a\tb"))
    assert rendered(stories.edition("ar", body=body), css=(str(sheet),)).startswith(b"%PDF")


# --- fonts of another make ----------------------------------------------------------------------

Make = Callable[[bytes], bytes]


@pytest.fixture
def made_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str, Make], None]:
    """Return a function: for this test the engine finds a family's files made over."""

    def change(lang: str, family: str, make: Make) -> None:
        known = dict(faces())
        known[family] = _made_over(known[family], str(STORIES[lang]), make, tmp_path)
        monkeypatch.setattr(engine, "faces", lambda _house: known)

    return change


def _made_over(face: Face, letters: str, make: Make, folder: Path) -> Face:
    cuts = []
    for cut in face.cuts:
        path = folder / f"{cut.path.stem}.font"
        path.write_bytes(make(subset(cut.path, letters, "ttf")))
        cuts.append(replace(cut, path=path))
    return replace(face, cuts=tuple(cuts))


@pytest.mark.parametrize(
    ("lang", "family", "keyed"),
    [
        ("he", "Frank Ruhl Libre", False),
        pytest.param("he", "Frank Ruhl Libre", True, marks=pytest.mark.gate),
        pytest.param("ar", "Amiri", False, marks=pytest.mark.gate),
        pytest.param("ar", "Amiri", True, marks=pytest.mark.gate),
        ("dv", "Noto Sans Thaana", True),
    ],
)
def test_a_font_of_cubic_curves_is_set_as_exactly(
    lang: str, family: str, keyed: bool, made_over: Callable[[str, str, Make], None]
) -> None:
    made_over(lang, family, lambda data: in_cubics(data, keyed=keyed))
    edition = stories.edition(lang)
    data = rendered(edition)
    assert "/CIDFontType0" in {kind for kind, _ in _below(data)}
    assert findings(data) == []
    assert_looks_alike(in_outlines(edition), data)
    assert STORIES[lang].items[1].split()[0] in said(data)


def _below(data: bytes) -> set[tuple[str, str]]:
    """Return kind and name of the CID fonts of a PDF."""
    pdf = opened(data)
    found = {(str(font.Subtype), str(font.BaseFont)) for font in dictionaries(pdf, "/Font")}
    return {(kind, name) for kind, name in found if kind != "/Type0"}


def variable(data: bytes) -> bytes:
    """Return a font whose outlines may change."""
    made = FontBuilder(font=TTFont(io.BytesIO(data)))
    made.setupFvar([("wght", 400, 400, 700, "Weight")], [])
    made.setupGvar({name: [] for name in made.font.getGlyphOrder()})
    return _saved(made.font)


def coloured(data: bytes) -> bytes:
    """Return a font one of whose glyphs is painted in layers."""
    made = FontBuilder(font=TTFont(io.BytesIO(data)))
    letter = made.font.getBestCmap()[ord("א")]
    made.setupCOLR({letter: [(letter, 0)]})
    made.setupCPAL([[(1.0, 0.0, 0.0, 1.0)]])
    return _saved(made.font)


def _saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


@pytest.mark.parametrize("make", [variable, coloured])
def test_a_font_that_cannot_be_put_together_is_left_to_the_engine(
    make: Make, made_over: Callable[[str, str, Make], None]
) -> None:
    made_over("he", "Frank Ruhl Libre", make)
    data = rendered(stories.edition("he"))
    assert any("Frank-Ruhl-Libre" in name for _, name in _below(data)), "the engine names fonts so, not we"
    assert STORIES["he"].items[1].split()[0] in said(data)
    assert findings(data) == []


# --- several at once ----------------------------------------------------------------------------


def test_documents_written_at_the_same_time_are_the_same(made: Made, edition_of: EditionOf) -> None:
    names = ["ar", "ur", "he", "kuwait", "yi", "fa"] * 2
    with ThreadPoolExecutor(3) as pool:
        written = list(pool.map(lambda name: rendered(edition_of(name)), names))
    for name, data in zip(names, written, strict=True):
        assert data == (rendered(edition_of(name)) if name == "kuwait" else made(name, "pdf")), name


def test_a_program_that_uses_the_engine_at_the_same_time_gets_what_the_engine_makes() -> None:
    def own() -> bytes:
        page = engine.weasyprint().HTML(string="<html lang=ar><p dir=rtl>الكويت <b>والإمارات</b></html>")
        return bytes(page.write_pdf(pdf_tags=True))

    alone = own()
    stop = threading.Event()
    found: list[bytes] = []

    def work() -> None:
        while not stop.is_set():
            found.append(own())

    thread = threading.Thread(target=work)
    thread.start()
    for lang in ("ar", "he"):
        rendered(stories.edition(lang))
    stop.set()
    thread.join()
    assert set(found) == {alone}


def test_what_the_engine_says_of_one_document_is_no_note_of_another(tmp_path: Path) -> None:
    sheet = tmp_path / "odd.css"
    sheet.write_text("p { frobnicate: 3 }", encoding="utf-8")

    def work(number: int) -> tuple[int, int]:
        notes = Notes()
        rendered(stories.edition("he"), notes, css=(str(sheet),) if number % 2 else ())
        return number % 2, len(list(notes))

    heard = logging.getLogger("weasyprint").propagate
    with ThreadPoolExecutor(4) as pool:
        counted = set(pool.map(work, range(12)))
    try:
        assert logging.getLogger("weasyprint").propagate == heard
        assert counted == {(0, 0), (1, 1)}
    finally:
        logging.getLogger("weasyprint").propagate = heard


#: Writes six stories at once, the first that the process writes; prints how many differ, and what is broken.
_FIRST = """
import ctypes.util
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
before = ctypes.util.find_library
from tests.pdf.test_textlayer import rendered, stories
edition, together = stories.edition("he"), Barrier(6)
def write(number):
    together.wait()
    return rendered(edition)
with ThreadPoolExecutor(6) as pool:
    print(len(set(pool.map(write, range(6)))), ctypes.util.find_library is before)
"""


def test_the_first_documents_of_a_process_may_be_written_at_the_same_time() -> None:
    ran = subprocess.run([sys.executable, "-c", _FIRST], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.split() == ["1", "True"]
