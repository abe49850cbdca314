"""WeasyPrint, and all that we know of its private parts.

Two steps of its drawing are replaced while a document of ours is written, and only then: the one that
writes a line of glyphs and the one that builds the tree of tags. Neither has a public seam. What they
look like was read in WeasyPrint 70.0; `misfit` says whether the engine at hand still is as it was.
"""

import inspect
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from convert.errors import MissingToolError
from convert.faces import faces

if TYPE_CHECKING:
    from weasyprint.text.fonts import FontConfiguration

#: Pango's units in a CSS pixel.
UNITS = 1024
#: A glyph that draws nothing, and the mark of a letter that no font has (pango-glyph.h).
EMPTY, UNKNOWN = 0x0FFFFFFF, 0x10000000
_GLYPH = struct.Struct("Iiii4x")
#: The parameters of the steps that are replaced, as they were read.
_LINE_STEP = ("stream", "textbox", "text_overflow", "block_ellipsis", "matrix")
_TAGS_STEP = ("pdf", "document", "pdf_version", "page_streams")


#: A glyph of a line: number, width, x and y, in Pango units, y downward.
Glyph = tuple[int, int, int, int]


class GlyphRun(NamedTuple):
    """Glyphs of one font and one direction, from left to right; *clusters* are offsets into *text* (UTF-8)."""

    font: Any
    rtl: bool
    text: bytes
    glyphs: list[Glyph]
    clusters: list[int]


class Hand(Protocol):
    """Draws in the engine's place."""

    def line(self, stream: Any, runs: list[GlyphRun]) -> bool:
        """Write the glyphs of a text box at the stream's text matrix, or say that the engine shall."""

    def tags(self, pdf: Any, pages: "list[DrawnPage]") -> None:
        """Build the structure tree of the document."""


_HAND: ContextVar[Hand | None] = ContextVar("hand", default=None)


@cache
def weasyprint() -> Any:
    """Return the engine, its steps open to a `Hand`.

    Raises MissingToolError when it or Pango is not installed.
    """
    try:
        with _no_search():
            import weasyprint as engine
    except ImportError as error:
        raise MissingToolError(f"{error}; install matbaa again", cure="pip install weasyprint") from error
    except OSError as error:
        raise MissingToolError(
            f"the text engine Pango is not installed ({error})",
            cure="sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ) from error
    if not _misfit(engine):
        _open_steps()
    return engine


def misfit() -> str:
    """Say what of the engine is not as it was read; empty when all is."""
    return _misfit(weasyprint())


@contextmanager
def _no_search() -> Iterator[None]:
    """Keep the engine's import from looking for libraries by starting ldconfig, gcc and ld.

    It opens them by their names all the same (ctypes.util.find_library is only its first try).
    """
    from ctypes import util

    search = util.find_library
    util.find_library = _found_by_name  # type: ignore[assignment]  # it finds nothing, on purpose
    try:
        yield
    finally:
        util.find_library = search


def _found_by_name(_name: str) -> None:
    """Leave a library to be opened by its name."""


@cache
def _misfit(engine: Any) -> str:
    from weasyprint import pdf
    from weasyprint.draw import text
    from weasyprint.text.ffi import ffi

    if not engine.__version__.startswith("70."):
        return f"WeasyPrint is {engine.__version__}, not 70"
    for name, step, read in (
        ("draw_first_line", getattr(text, "draw_first_line", None), _LINE_STEP),
        ("add_tags", getattr(pdf, "add_tags", None), _TAGS_STEP),
    ):
        if step is None or tuple(inspect.signature(step).parameters) != read:
            return f"WeasyPrint's {name} has changed"
    if ffi.sizeof("PangoGlyphInfo") != _GLYPH.size:
        return "Pango's glyphs have another size"
    return ""


def _open_steps() -> None:
    """Put a door into the two steps: the hand of this context draws, where there is one."""
    from weasyprint import pdf
    from weasyprint.draw import text

    plain_line, plain_tags = text.draw_first_line, pdf.add_tags

    def draw_first_line(
        stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any
    ) -> Any:
        hand = _HAND.get()
        cut_short = text_overflow == "ellipsis" or block_ellipsis != "none"
        if hand is None or cut_short or not _draw(hand, stream, textbox, matrix):
            return plain_line(stream, textbox, text_overflow, block_ellipsis, matrix)
        return []

    def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: list[Any]) -> None:
        hand = _HAND.get()
        if hand is None:
            plain_tags(pdf, document, pdf_version, page_streams)
        else:
            hand.tags(pdf, drawn_pages(document, page_streams))

    text.draw_first_line, pdf.add_tags = draw_first_line, add_tags


def _draw(hand: Hand, stream: Any, textbox: Any, matrix: Any) -> bool:
    if not textbox.text.strip() or textbox.style["font_size"] < 1e-6:
        return True
    runs = glyph_runs(textbox)
    at = len(stream.stream)
    stream.set_text_matrix(*matrix.values)
    if hand.line(stream, runs):
        return True
    del stream.stream[at:]
    return False


class DrawnPage(NamedTuple):
    """A page that was drawn: its box, its content, and the number of each box's marked content in it."""

    box: Any
    content: list[Any]
    marks: dict[Any, int]


def drawn_pages(document: Any, page_streams: list[Any]) -> list[DrawnPage]:
    """Return the pages of a document that has just been drawn into *page_streams*."""
    return [
        DrawnPage(page._page_box, stream.stream, {box: mark["mcid"] for box, mark in stream._tags.items()})
        for page, stream in zip(document.pages, page_streams, strict=True)
    ]


def kids_of(box: Any) -> Iterator[Any]:
    """Yield the boxes in a box, in the order they are read."""
    for kid in getattr(box, "children", ()):
        yield getattr(kid, "_box", kid)  # what is placed on its own stands in a placeholder


def kind_of(box: Any) -> str:
    """Return ``text``, ``margin`` (of a page), or ``box`` for all else."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        return "text"
    return "margin" if isinstance(box, boxes.MarginBox) else "box"


@contextmanager
def drawn_by(hand: Hand) -> Iterator[None]:
    """Let *hand* draw what is written meanwhile in this context."""
    before = _HAND.set(hand)
    try:
        yield
    finally:
        _HAND.reset(before)


def glyph_runs(textbox: Any) -> list[GlyphRun]:
    """Return the runs of a text box whose layout is active, from left to right."""
    from weasyprint.text.ffi import ffi, pango

    layout = textbox.pango_layout
    pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
    utf8 = layout.text.encode()
    runs, node = [], layout.get_first_line()[0].runs[0]
    while node != ffi.NULL:
        item, glyphs = node.data.item, node.data.glyphs
        count = glyphs.num_glyphs
        runs.append(
            GlyphRun(
                item.analysis.font,
                bool(item.analysis.level % 2),
                utf8[item.offset : item.offset + item.length],
                list(_GLYPH.iter_unpack(ffi.buffer(glyphs.glyphs, count * _GLYPH.size))),
                ffi.unpack(glyphs.log_clusters, count),
            )
        )
        node = node.next
    return runs


class FontFacts(NamedTuple):
    """What the engine knows of a font: its file, its family, its size in CSS pixels."""

    data: bytes
    family: str
    size: float


def font_address(font: Any) -> int:
    """Return a number that is the font's own for as long as it is held."""
    from weasyprint.text.ffi import ffi

    return int(ffi.cast("uintptr_t", font))


def font_facts(font: Any) -> FontFacts:
    """Return the facts of a Pango font."""
    from weasyprint.text.ffi import FROM_UNITS, ffi, pango
    from weasyprint.text.fonts import get_hb_object_data, get_pango_font_hb_face

    description = ffi.gc(
        pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free
    )
    face = get_pango_font_hb_face(font)
    family = ffi.string(pango.pango_font_description_get_family(description)).decode()
    size = pango.pango_font_description_get_size(description) * FROM_UNITS
    return FontFacts(get_hb_object_data(face), family, size)


def held(font: Any) -> Any:
    """Return a handle that keeps a Pango font, and so its address, from being given away."""
    from weasyprint.text.ffi import ffi, gobject

    if not hasattr(gobject, "g_object_ref"):
        ffi.cdef("gpointer g_object_ref (gpointer object);")
    return ffi.gc(gobject.g_object_ref(font), gobject.g_object_unref)


def own_fonts() -> "FontConfiguration":
    """Return a font configuration that knows the faces of fonts/ and no font of the system."""
    from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    class Own(FontConfiguration):
        def __init__(self) -> None:
            self._config = fontconfig.FcConfigCreate()
            self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
            font_map = ffi.cast("PangoFcFontMap *", self.font_map)
            for xml, path in _font_rules():
                fontconfig.FcConfigParseAndLoadFromMemory(self._config, xml, True)
                fontconfig.FcConfigAppFontAddFile(self._config, path)
            pangoft2.pango_fc_font_map_set_config(font_map, self._config)
            fontconfig.FcConfigDestroy(self._config)
            self._folder = None
            self.strut_layouts: dict[Any, Any] = {}
            self.font_features: dict[Any, Any] = {}

    if not hasattr(fontconfig, "FcConfigCreate"):
        ffi.cdef("FcConfig * FcConfigCreate (void);")
    return Own()


def _font_rules() -> Iterator[tuple[bytes, bytes]]:
    """Yield for each font file the rule that gives it the family and weight of fonts.toml, and its path."""
    from xml.sax.saxutils import escape

    for face in faces().values():
        for cut in face.cuts:
            weight = 200 if cut.weight >= 600 else 80
            yield (
                f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<match target="scan"><test name="file" compare="eq"><string>{escape(str(cut.path))}</string></test>
<edit name="family" mode="prepend"><string>{escape(face.family)}</string></edit>
<edit name="weight" mode="assign_replace"><int>{weight}</int></edit></match></fontconfig>""".encode(),
                str(cut.path).encode(),
            )
