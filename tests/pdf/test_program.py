"""Font programs: every outline where the codes want it, every table as a reader needs it."""

import io
import struct
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pydyf
import pytest
import uharfbuzz as hb
from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.basePen import NullPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont
from PIL import ImageFont

from convert.faces import faces
from convert.pdf.engine import FontFacts
from convert.pdf.fonts import add_font
from convert.pdf.glyphs import Face
from convert.pdf.program import NOTDEF, Code, Program, Shape, compose
from convert.subset import subset
from tests.pdf.conftest import Operators, apart, painted

FILES = sorted(cut.path for face in faces().values() for cut in face.cuts)
#: The sum of all words of a font file (OpenType, head table).
WHOLE = 0xB1B0AFBA


def named(path: Path) -> str:
    """Return what a test of a font file is called."""
    return path.stem


every_file = pytest.mark.parametrize("path", FILES, ids=named)


# --- the codes ----------------------------------------------------------------------------------


def glyphs_of(font: TTFont) -> dict[str, int]:
    """Return one glyph of each kind: a letter, a mark, one that is put together, one of those again."""
    glyf, order = font["glyf"], font.getGlyphOrder()
    letters = font.getBestCmap()
    simple = [number for number, name in enumerate(order) if number and glyf[name].numberOfContours > 0]
    compound = [number for number, name in enumerate(order) if number and glyf[name].isComposite()]
    deep = [
        number
        for number in compound
        if any(glyf[part.glyphName].isComposite() for part in glyf[order[number]].components)
    ]
    mark = next(letters[code] for code in (0x64E, 0x5B7, 0x7A6, 0x301, 0x2CA, 0x27) if code in letters)
    return {
        "letter": simple[len(simple) // 3],
        "other": simple[len(simple) // 2],
        "space": font.getGlyphID(letters[0x20]),
        "mark": font.getGlyphID(mark),
        "compound": (compound or simple)[len(compound or simple) // 2],
        "deep": (deep or compound or simple)[0],
    }


def codes_of(font: TTFont) -> list[Code]:
    """Return codes of every sort that a page makes."""
    glyph = glyphs_of(font)
    letter, other, mark, space = glyph["letter"], glyph["other"], glyph["mark"], glyph["space"]
    return [
        Code(((letter, 0, 0),), 500, "a"),
        Code(((letter, 0, 0),), 500, "b"),  # the same drawing, another text
        Code(((letter, 0, 0),), 537, "a"),  # the same shape, another width
        Code(((letter, 0, 0), (mark, 120, -250)), 500, "c"),
        Code(((mark, -31, 77), (letter, 0, 0), (mark, 40, 600)), 611, "d"),
        Code(((other, 13, 0),), 700, "e"),
        Code(((glyph["compound"], 0, 0),), 480, "f"),
        Code(((glyph["compound"], 0, 0), (glyph["deep"], 300, 40)), 900, "g"),
        Code(((glyph["deep"], 0, 0),), 333, "h"),
        Code((), 0, "i"),
        Code((), 250, " "),
        Code(((space, 0, 0),), 260, " "),
        Code(((space, 0, 0), (mark, 20, 0)), 260, "j"),
        Code(((NOTDEF, 0, 0),), 600, "k"),
        Code(((letter, 0, 0), (letter, 0, 0)), 500, "l"),
    ]


Strokes = list[tuple[str, tuple[tuple[float, float], ...]]]


def strokes(font: TTFont, shape: Shape) -> Strokes:
    """Return what a shape draws: every contour of its glyphs, at its place."""
    glyphs, order = font.getGlyphSet(), font.getGlyphOrder()
    pen = DecomposingRecordingPen(glyphs)
    for glyph, x, y in shape:
        glyphs[order[glyph]].draw(TransformPen(pen, (1, 0, 0, 1, x, y)))
    return [(name, tuple((round(x, 3), round(y, 3)) for x, y in points)) for name, points in pen.value]


def opened_font(data: bytes) -> TTFont:
    """Return a font file with every table of it read, its checksums checked."""
    font = TTFont(io.BytesIO(data), checkChecksums=2)
    for tag in font.keys():  # noqa: SIM118 - a TTFont is no mapping
        assert font[tag] is not None
    return font


# --- every font file of ours --------------------------------------------------------------------


class Composed(NamedTuple):
    """A font, codes of it, the program that was made for them, and that program read."""

    source: TTFont
    codes: list[Code]
    program: Program
    made: TTFont


@cache
def composed(path: Path) -> Composed:
    """Return what is made of a font file."""
    source = TTFont(path)
    codes = codes_of(source)
    program = compose(path.read_bytes(), codes)
    return Composed(source, codes, program, opened_font(program.data))


@every_file
def test_what_a_code_draws_is_what_its_glyphs_draw_at_their_places(path: Path) -> None:
    source, codes, program, made = composed(path)
    for code, glyph in zip(codes, program.glyphs, strict=True):
        assert strokes(made, ((glyph, 0, 0),)) == strokes(source, code.shape), code


@every_file
def test_the_pen_moves_as_far_as_each_code_says(path: Path) -> None:
    _, codes, program, made = composed(path)
    shaper = hb.Font(hb.Face(program.data))
    order = made.getGlyphOrder()
    for code, glyph in zip(codes, program.glyphs, strict=True):
        assert made["hmtx"][order[glyph]][0] == code.advance
        assert shaper.get_glyph_h_advance(glyph) == code.advance


@every_file
def test_codes_that_draw_the_same_share_a_glyph_and_no_others_do(path: Path) -> None:
    _, codes, program, _ = composed(path)
    drawn = {(code.shape, code.advance): glyph for code, glyph in zip(codes, program.glyphs, strict=True)}
    assert [drawn[code.shape, code.advance] for code in codes] == list(program.glyphs)
    assert len(set(program.glyphs)) == len(drawn) < len(codes)
    assert NOTDEF not in program.glyphs


@every_file
def test_no_table_promises_less_than_there_is(path: Path) -> None:
    """Readers size their buffers by maxp; some cut off what the boxes of head do not hold."""
    _, _, program, made = composed(path)
    counted = TTFont(io.BytesIO(program.data))
    counted["maxp"].recalc(counted)
    for limit in (
        "maxPoints", "maxContours", "maxCompositePoints", "maxCompositeContours", "maxComponentElements",
        "maxComponentDepth",
    ):  # fmt: skip
        assert getattr(made["maxp"], limit) >= getattr(counted["maxp"], limit), limit
    assert made["maxp"].numGlyphs == len(made.getGlyphOrder())
    box = tuple(getattr(counted["head"], edge) for edge in ("xMin", "yMin", "xMax", "yMax"))
    assert program.box == box
    assert made["hhea"].advanceWidthMax == max(advance for advance, _ in made["hmtx"].metrics.values())


@every_file
def test_the_file_is_whole_to_its_last_bit(path: Path) -> None:
    data = composed(path).program.data
    assert len(data) % 4 == 0
    assert sum(struct.unpack(f">{len(data) // 4}I", data)) & 0xFFFFFFFF == WHOLE
    tags = [data[place : place + 4] for place in range(12, 12 + 16 * 6, 16)]
    assert tags == [b"glyf", b"head", b"hhea", b"hmtx", b"loca", b"maxp"]


@every_file
def test_freetype_reads_it(path: Path) -> None:
    font = ImageFont.truetype(io.BytesIO(composed(path).program.data), 40)
    assert font.getmetrics()[0] > 0


@every_file
def test_a_pdf_shows_each_code_as_its_glyphs_look(path: Path) -> None:
    wanted, shown = (painted(pdf, 100)[0] for pdf in _sheets(path.read_bytes(), composed(path).codes))
    assert sum(apart(wanted, shown)[96:]) <= 3
    assert sum(wanted.histogram()[:128]) > 1000


def _sheets(font: bytes, codes: Sequence[Code]) -> tuple[bytes, bytes]:
    """Return two PDFs: the outlines painted, and the codes shown in the same places."""
    face = Face(FontFacts(font, "Family", 40.0), "F0")
    numbers = [face.code(code) for code in codes]
    places = [(60 + 110 * (at % 5), 700 - 130 * (at // 5)) for at in range(len(codes))]
    text = pydyf.Stream()
    outlines = pydyf.Stream()
    source = TTFont(io.BytesIO(font))
    glyphs, order, scale = source.getGlyphSet(), source.getGlyphOrder(), 40 / face.upem
    for code, number, (x, y) in zip(codes, numbers, places, strict=True):
        text.stream.append(f"BT /F0 40 Tf 1 0 0 1 {x} {y} Tm <{number:04x}> Tj ET")
        for glyph, right, up in code.shape:
            pen = Operators(glyphs, x + right * scale, y + up * scale, scale)
            glyphs[order[glyph]].draw(pen)
            outlines.stream += [*pen.written, "f"]
    return _one_page(outlines, None), _one_page(text, face)


def _one_page(content: pydyf.Stream, face: Face | None) -> bytes:
    pdf = pydyf.PDF()
    pdf.add_object(content)
    fonts = {face.name: add_font(pdf, face)} if face else {}
    pdf.add_page(
        pydyf.Dictionary(
            {
                "Type": "/Page",
                "Parent": pdf.pages.reference,
                "MediaBox": pydyf.Array([0, 0, 640, 842]),
                "Contents": content.reference,
                "Resources": pydyf.Dictionary({"Font": pydyf.Dictionary(fonts)}),
            }
        )
    )
    out = io.BytesIO()
    pdf.write(out)
    return out.getvalue()


# --- fonts of another make ----------------------------------------------------------------------

FRANK = next(path for path in FILES if path.stem == "FrankRuhlLibre-Regular")
LETTERS = "אבגָֹּ "


def saved(font: TTFont) -> bytes:
    """Return a font as a file."""
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def small() -> TTFont:
    """Return a small font of letters and marks."""
    return TTFont(io.BytesIO(subset(FRANK, LETTERS, "ttf")))


def assert_drawn(source: bytes, codes: Sequence[Code]) -> Program:
    """Assert that what is composed draws what the codes say, by two readers."""
    program = compose(source, codes)
    font, made = TTFont(io.BytesIO(source)), opened_font(program.data)
    shaper = hb.Font(hb.Face(program.data))
    for code, glyph in zip(codes, program.glyphs, strict=True):
        assert strokes(made, ((glyph, 0, 0),)) == strokes(font, code.shape), code
        seen = DecomposingRecordingPen({})
        shaper.draw_glyph_with_pen(glyph, seen)
        assert bounds(seen.value) == bounds(strokes(font, code.shape))
        assert shaper.get_glyph_h_advance(glyph) == code.advance
    return program


def bounds(found: Any) -> tuple[float, ...]:
    """Return left, lower, right and upper edge of strokes, their handles included."""
    points = [point for _, points in found for point in points if point is not None]
    across, up = (
        ([round(value) for value in values] for values in zip(*points, strict=True)) if points else ([0], [0])
    )
    return min(across), min(up), max(across), max(up)


def test_a_glyph_whose_bearing_is_not_its_left_edge_stays_where_readers_draw_it() -> None:
    font = small()
    names = font.getBestCmap()
    letter, mark = (font.getGlyphID(names[ord(char)]) for char in "אָ")
    straight = strokes(font, ((letter, 0, 0),))
    for char, shift in (("א", 40), ("ָ", -25)):
        advance, bearing = font["hmtx"][names[ord(char)]]
        font["hmtx"][names[ord(char)]] = (advance, bearing + shift)
    crooked = saved(font)
    assert bounds(strokes(TTFont(io.BytesIO(crooked)), ((letter, 0, 0),)))[0] == bounds(straight)[0] + 40
    assert_drawn(
        crooked,
        [
            Code(((letter, 0, 0),), 500, "a"),
            Code(((letter, 0, 0), (mark, 90, -10)), 500, "b"),
            Code(((letter, 7, 0),), 500, "c"),
        ],
    )


def in_cubics(data: bytes, *, keyed: bool) -> bytes:
    """Return a font with its outlines in the Compact Font Format; *keyed* by number as Chinese fonts are."""
    font = TTFont(io.BytesIO(data))
    if keyed:
        font.setGlyphOrder([".notdef", *(f"cid{number:05d}" for number in range(1, font["maxp"].numGlyphs))])
    font["post"].formatType = 3
    glyphs, upem = font.getGlyphSet(), font["head"].unitsPerEm
    strings = {}
    for name in font.getGlyphOrder():
        pen = T2CharStringPen(font["hmtx"][name][0], glyphs)
        glyphs[name].draw(pen)
        strings[name] = pen.getCharString()
    for tag in {"glyf", "loca", "fpgm", "prep", "cvt ", "gasp"} & set(font.keys()):
        del font[tag]
    made = FontBuilder(font=font)
    made.isTTF, font.sfntVersion = False, "OTTO"
    made.setupCFF("Cubic", {"FontMatrix": [1 / upem, 0, 0, 1 / upem, 0, 0]}, strings, {})
    made.setupMaxp()
    if keyed:
        _key(font)
    return saved(font)


def _key(font: TTFont) -> None:
    """Turn a font of named glyphs into one of numbered glyphs (Adobe Technical Note 5176)."""
    top = font["CFF "].cff.topDictIndex[0]
    only = FontDict()
    only.Private, only.FontName = top.Private, "Only"
    top.ROS, top.CIDCount = ("Adobe", "Identity", 0), len(font.getGlyphOrder())
    top.FDArray, top.FDSelect = FDArrayIndex(), FDSelect(format=3)
    top.FDArray.append(only)
    top.FDSelect.gidArray = [0] * top.CIDCount
    for name in ("Private", "Encoding"):
        top.rawDict.pop(name, None)
        if hasattr(top, name):
            delattr(top, name)


both_cff = pytest.mark.parametrize("keyed", [False, True], ids=["by name", "by number"])


@both_cff
def test_cubic_outlines_are_put_together_too(keyed: bool) -> None:
    font = small()
    names = font.getBestCmap()
    letter, other, mark, space = (font.getGlyphID(names[ord(char)]) for char in "אבָ ")
    codes = [
        Code(((letter, 0, 0),), 500, "a"),
        Code(((letter, 0, 0),), 500, "b"),
        Code((), 0, "c"),
        Code((), 0, "d"),
        Code(((other, 0, 0), (mark, 90, -10)), 611, "e"),
        Code(((mark, -5, 40), (letter, 100, 0), (mark, 0, 0)), 300, "f"),
        Code(((space, 0, 0),), 220, " "),
        Code(((NOTDEF, 0, 0),), 600, "g"),
    ]
    program = assert_drawn(in_cubics(saved(font), keyed=keyed), codes)
    assert program.outlines == "cff"
    assert program.glyphs == tuple(range(1, len(codes) + 1)), (
        "a CFF font of a PDF has no other way to a glyph"
    )
    strings = TTFont(io.BytesIO(program.data))["CFF "].cff[0].CharStrings
    for code, name in zip(codes, list(strings.keys())[1:], strict=True):
        strings[name].draw(NullPen())
        assert strings[name].width == code.advance


def test_the_same_codes_give_the_same_program() -> None:
    codes = [Code(((3, 0, 0), (4, 5, 6)), 500, "a"), Code((), 0, "b")]
    for data in (saved(small()), in_cubics(saved(small()), keyed=False)):
        assert compose(data, codes) == compose(data, codes)


def test_a_program_of_nothing_is_a_font_all_the_same() -> None:
    program = compose(FRANK.read_bytes(), [Code((), 0, "\u200c")])
    assert strokes(opened_font(program.data), ((program.glyphs[0], 0, 0),)) == []
