"""The font objects of a PDF: a program, how wide its codes are, what they say."""

import struct
from collections.abc import Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from convert.pdf.glyphs import Face
from convert.pdf.objects import added
from convert.pdf.program import Program, compose

if TYPE_CHECKING:
    import pydyf

#: Flags of a font: its glyphs are not those of a standard alphabet; they lean (PDF 1.7, table 123).
SYMBOLIC, ITALIC = 4, 64
#: No more entries may stand in one block of a CMap (Adobe Technical Note 5014, bfchar).
BLOCK = 100


def add_font(pdf: "pydyf.PDF", face: Face) -> bytes:
    """Add *face*, with the codes that were used of it, to *pdf*; return the reference to its font."""
    import pydyf

    program = compose(face.data, list(face.codes))
    name = f"/{_tag(face)}+{_name(face)}"
    descendant = added(pdf, _descendant(pdf, face, program, name))
    return added(
        pdf,
        pydyf.Dictionary(
            {
                "Type": "/Font",
                "Subtype": "/Type0",
                "BaseFont": name,
                "Encoding": "/Identity-H",
                "DescendantFonts": pydyf.Array([descendant]),
                "ToUnicode": added(pdf, pydyf.Stream([_to_unicode(face)], compress=True)),
            }
        ),
    )


def _tag(face: Face) -> str:
    """Return six letters that are this subset's own (PDF 1.7, 9.6.4)."""
    digest = sha256(repr(list(face.codes)).encode() + sha256(face.data).digest()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _name(face: Face) -> str:
    import uharfbuzz as hb

    said = face.source.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or face.family
    return "".join(char for char in said if char.isascii() and (char.isalnum() or char == "-")) or "Font"


def _descendant(pdf: "pydyf.PDF", face: Face, program: Program, name: str) -> "pydyf.Dictionary":
    import pydyf

    truetype = program.outlines == "truetype"
    system = {"Registry": pydyf.String("Adobe"), "Ordering": pydyf.String("Identity"), "Supplement": 0}
    made = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType2" if truetype else "/CIDFontType0",
            "BaseFont": name,
            "CIDSystemInfo": pydyf.Dictionary(system),
            "W": pydyf.Array([1, pydyf.Array(map(face.width, face.codes))]),
            "FontDescriptor": added(pdf, _descriptor(pdf, face, program, name)),
        }
    )
    if truetype:
        made["CIDToGIDMap"] = added(pdf, pydyf.Stream([_glyph_map(program)], compress=True))
    return made


def _glyph_map(program: Program) -> bytes:
    """Return the glyph of each code, two bytes a code, from code 0 (PDF 1.7, 9.7.4.3)."""
    return struct.pack(f">{len(program.glyphs) + 1}H", 0, *program.glyphs)


def _descriptor(pdf: "pydyf.PDF", face: Face, program: Program, name: str) -> "pydyf.Dictionary":
    import pydyf
    import uharfbuzz as hb

    def thousandths(units: float) -> int:
        return round(units * 1000 / face.upem)

    extents = face.metrics.get_font_extents("ltr")
    capital = face.metrics.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
    slant = face.metrics.get_style_value(hb.StyleTag.SLANT_ANGLE)
    truetype = program.outlines == "truetype"
    extra = {"Length1": len(program.data)} if truetype else {"Subtype": "/OpenType"}
    file = pydyf.Stream([program.data], pydyf.Dictionary(extra), compress=True)
    return pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": name,
            "FontFamily": pydyf.String(face.family),
            "Flags": SYMBOLIC | (ITALIC if slant else 0),
            "FontBBox": pydyf.Array(map(thousandths, program.box)),
            "ItalicAngle": slant,
            "Ascent": thousandths(extents.ascender),
            "Descent": thousandths(extents.descender),
            "CapHeight": thousandths(capital),
            "StemV": 80,
            "FontFile2" if truetype else "FontFile3": added(pdf, file),
        }
    )


def _to_unicode(face: Face) -> bytes:
    """Return the CMap from codes to the characters they say (PDF 1.7, 9.10.3)."""
    return b"\n".join(
        (
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            b"/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            b"1 begincodespacerange <0000> <ffff> endcodespacerange",
            *_blocks(face),
            b"endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    )


def _blocks(face: Face) -> Iterator[bytes]:
    said = [(number, code.char) for code, number in face.codes.items() if code.char]
    for start in range(0, len(said), BLOCK):
        block = said[start : start + BLOCK]
        lines = (f"<{number:04x}> <{char.encode('utf-16-be').hex()}>" for number, char in block)
        yield "\n".join((f"{len(block)} beginbfchar", *lines, "endbfchar")).encode()
