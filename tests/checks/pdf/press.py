"""A small clean PDF/X-4 of one page, written by hand, from which each test makes its fault."""

import io
from collections.abc import Callable
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont

from convert.house import fonts_folder
from convert.subset import subset

MM = 72 / 25.4
WORD = "مطبعة"
_XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfxid="http://www.npes.org/pdfx/ns/id/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/"
 pdfxid:GTS_PDFXVersion="PDF/X-4" xmp:CreateDate="2020-11-28T04:27:00+03:00">
<xmp:ModifyDate>2020-11-28T04:27:00+03:00</xmp:ModifyDate>
<xmp:MetadataDate>2020-11-28T04:27:00+03:00</xmp:MetadataDate>
<xmpMM:DocumentID>uuid:1</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>
<xmpMM:RenditionClass>default</xmpMM:RenditionClass></rdf:Description></rdf:RDF></x:xmpmeta>"""
#: Text that overprints, a picture at 300 ppi, a ground that runs over the cut.
CONTENT = b"""0.1 0.2 0 0 k 28.3 28.3 439 614 re f
q /Black gs 0 0 0 1 k BT /F1 10 Tf 200 500 Td <CODES> Tj ET Q
q 24 0 0 24 100 300 cm /Im1 Do Q
0 0 0 1 K 0.5 w 100 200 m 200 200 l S
"""


def profile(kind: bytes = b"prtr", space: bytes = b"CMYK") -> bytes:
    """Return the header of an ICC profile."""
    header = bytearray(132)
    header[0:4], header[8:12] = (132).to_bytes(4, "big"), b"\4\x20\0\0"
    header[12:16], header[16:20], header[20:24], header[36:40] = kind, space, b"Lab ", b"acsp"
    return bytes(header)


def clean() -> pikepdf.Pdf:
    """Return a PDF that every profile passes but for the number of its pages."""
    pdf = pikepdf.new()
    font, codes = font_of(pdf)
    box = [10 * MM, 10 * MM, 165 * MM, 226 * MM]
    bled = [box[0] - 3 * MM, box[1] - 3 * MM, box[2] + 3 * MM, box[3] + 3 * MM]
    page = pdf.add_blank_page(page_size=(175 * MM, 236 * MM)).obj
    page.TrimBox, page.BleedBox = pikepdf.Array(box), pikepdf.Array(bled)
    page.Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=font),
        ExtGState=pikepdf.Dictionary(Black=pikepdf.Dictionary(op=True, OP=True, OPM=1)),
        XObject=pikepdf.Dictionary(Im1=picture(pdf)),
    )
    page.Contents = pdf.make_stream(CONTENT.replace(b"CODES", codes))
    stream = pdf.make_stream(profile())
    stream.N = 4
    intent = {"/S": "GTS_PDFX", "/DestOutputProfile": stream}
    told = pikepdf.Dictionary(intent | {"/S": pikepdf.Name.GTS_PDFX, "/OutputConditionIdentifier": "FOGRA39"})
    pdf.Root.OutputIntents = pikepdf.Array([told])
    pdf.Root.Metadata = pdf.make_stream(_XMP.encode())
    pdf.Root.Lang = pikepdf.String("ar")
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(Direction=pikepdf.Name.R2L)
    pdf.docinfo["/Trapped"] = pikepdf.Name("/False")
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = "D:20201128042700+03'00'"
    return pdf


def font_of(pdf: pikepdf.Pdf) -> tuple[pikepdf.Object, bytes]:
    """Return a font of ours, cut to WORD, and WORD in its codes."""
    data = subset(fonts_folder() / "amiri" / "Amiri-Regular.ttf", WORD, "ttf")
    face = TTFont(io.BytesIO(data))
    glyphs = [face.getGlyphID(face.getBestCmap()[ord(letter)]) for letter in WORD]
    pairs = "".join(f"<{code:04X}> <{ord(one):04X}>\n" for code, one in zip(glyphs, WORD, strict=True))
    told = f"{len(glyphs)} beginbfchar\n{pairs}endbfchar"
    descriptor = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontFile2=pdf.make_stream(data))
    below = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, DW=500, FontDescriptor=descriptor
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type0,
        BaseFont=pikepdf.Name("/ABCDEF+Amiri"),
        Encoding=pikepdf.Name("/Identity-H"),
        DescendantFonts=pikepdf.Array([pdf.make_indirect(below)]),
        ToUnicode=pdf.make_stream(told.encode()),
    )
    codes = "".join(f"{code:04X}" for code in reversed(glyphs))
    return pdf.make_indirect(font), codes.encode()


def picture(pdf: pikepdf.Pdf, space: Any = pikepdf.Name.DeviceCMYK, side: int = 100) -> pikepdf.Stream:
    """Return a square picture."""
    made = pdf.make_stream(bytes(side * side * 4))
    made.Type, made.Subtype, made.ColorSpace = pikepdf.Name.XObject, pikepdf.Name.Image, space
    made.Width = made.Height = side
    made.BitsPerComponent = 8
    return made


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """Return the bytes of a PDF."""
    out = io.BytesIO()
    how = {"force_version": "1.6"} | how
    pdf.save(out, deterministic_id=not how.get("encryption"), **how)
    return out.getvalue()


def faulty(change: Callable[[pikepdf.Pdf], None], **how: Any) -> bytes:
    """Return the clean PDF after *change*."""
    pdf = clean()
    change(pdf)
    return saved(pdf, **how)
