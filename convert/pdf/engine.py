"""WeasyPrint, and all that we know of its private parts.

Two steps of its drawing are replaced while a document of ours is written, and only then: the one that
writes a line of glyphs and the one that builds the tree of tags. Neither has a public seam. What they
look like was read in WeasyPrint 70.0; `misfit` says whether the engine at hand still is as it was. What is
mended of its line ends stands in `lineends`.
"""

import inspect
import struct
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from threading import Lock
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from convert.errors import MissingToolError
from convert.faces import faces
from convert.house import House

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
    """Glyphs of one font and one way, from left to right; *clusters* are offsets into *text* (UTF-8).

    *start* is where that text begins in the text box.
    """

    font: Any
    rtl: bool
    text: bytes
    glyphs: list[Glyph]
    clusters: list[int]
    start: int = 0


class Line(NamedTuple):
    """What a text box shows of a line: its runs from left to right, and which way its text goes.

    *before* and *after* are the ways of its neighbours, ``rtl`` or ``ltr``, where the line runs from right to
    left; empty where it does not, or has none. *box* is the identity of the text box.
    """

    runs: list[GlyphRun]
    rtl: bool
    before: str
    after: str
    matrix: tuple[float, ...]
    box: int = 0

    def go_to(self, stream: Any, place: int) -> None:
        """Put the text matrix of *stream* to a place in the line, in Pango units from its left edge.

        The font is named again there: at that pypdf ends what it has read so far.
        """
        a, b, c, d, e, f = self.matrix
        x = place / UNITS
        stream.set_text_matrix(a, b, c, d, e + a * x, f + b * x)
        stream._current_font = None


class Hand(Protocol):
    """Draws in the engine's place."""

    def line(self, stream: Any, line: Line) -> bool:
        """Write a line of a text box, or say that the engine shall."""

    def tags(self, pdf: Any, pages: "list[DrawnPage]") -> None:
        """Build the structure tree of the document."""


#: The engine is loaded once, whoever asks first.
_LOADING = Lock()
_HAND: ContextVar[Hand | None] = ContextVar("hand", default=None)
#: The ways of the text boxes before and after each one of a line that runs from right to left, by identity.
_AROUND: ContextVar[Mapping[int, tuple[str, str]]] = ContextVar("around", default=MappingProxyType({}))


def weasyprint() -> Any:
    """Return the engine, its steps open to a `Hand`.

    Raises MissingToolError when it or Pango is not installed.
    """
    with _LOADING:
        return _loaded()


@cache
def _loaded() -> Any:
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
    if not (textbox.width or textbox.text.strip()) or textbox.style["font_size"] < 1e-6:
        return True
    rtl = textbox.style["direction"] == "rtl"
    around = _AROUND.get().get(id(textbox), ("", ""))
    line = Line(glyph_runs(textbox), rtl, *around, tuple(matrix.values), id(textbox))
    at = len(stream.stream)
    drawn = hand.line(stream, line)
    if not drawn:
        del stream.stream[at:]
    return drawn


class DrawnPage(NamedTuple):
    """A page that was drawn: its box, its content, and the number of each box's marked content in it."""

    box: Any
    content: list[Any]
    marks: dict[Any, int]


def drawn_pages(document: Any, page_streams: list[Any]) -> list[DrawnPage]:
    """Return the pages of a document that has just been drawn into *page_streams*."""
    return [
        DrawnPage(page, stream.stream, {box: mark["mcid"] for box, mark in stream._tags.items()})
        for page, stream in zip(page_boxes(document), page_streams, strict=True)
    ]


def kids_of(box: Any) -> Iterator[Any]:
    """Yield the boxes in a box, in the order they are read."""
    for kid in getattr(box, "children", ()):
        yield getattr(kid, "_box", kid)  # what is placed on its own stands in a placeholder


@contextmanager
def switched(switch: ContextVar[Any], state: Any) -> Iterator[None]:
    """Let *switch* be in *state* meanwhile in this context."""
    before = switch.set(state)
    try:
        yield
    finally:
        switch.reset(before)


@contextmanager
def drawn_by(hand: Hand, document: Any) -> Iterator[None]:
    """Let *hand* draw what of *document* is written meanwhile in this context."""
    around = {id(box): ways for page in page_boxes(document) for box, ways in _turns_in(page)}
    with switched(_AROUND, around), switched(_HAND, hand):
        yield


def _turns_in(box: Any) -> Iterator[tuple[Any, tuple[str, str]]]:
    """Yield the text boxes of lines that run from right to left, each with the ways of its neighbours."""
    if shape_of(box) == "line" and box.style["direction"] == "rtl":
        row = list(_text_boxes(box))
        ways = ["rtl", *(str(part.style["direction"]) for part in row), ""]
        yield from zip(row, zip(ways, ways[2:], strict=False), strict=True)
        return
    for kid in kids_of(box):
        yield from _turns_in(kid)


def _text_boxes(box: Any) -> Iterator[Any]:
    if shape_of(box) == "text":
        yield box
    for kid in kids_of(box):
        yield from _text_boxes(kid)


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
                item.offset,
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


def counter_styles() -> Any:
    """Return a table for the counter styles that a style sheet defines."""
    from weasyprint.css.counters import CounterStyle

    return CounterStyle()


def own_fonts(house: House | None = None) -> "FontConfiguration":
    """Return a font configuration that knows our faces and the publisher's, and no font of the system."""
    from weasyprint.text.ffi import ffi, fontconfig, gobject, pangoft2
    from weasyprint.text.fonts import FontConfiguration

    class Own(FontConfiguration):
        def __init__(self) -> None:
            self._config = fontconfig.FcConfigCreate()
            self.font_map = ffi.gc(pangoft2.pango_ft2_font_map_new(), gobject.g_object_unref)
            font_map = ffi.cast("PangoFcFontMap *", self.font_map)
            for xml, path in _font_rules(house):
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


#: The weights 100 to 900 as the font list counts them (fontconfig.h).
_FC_WEIGHTS = (0, 40, 50, 80, 100, 180, 200, 205, 210)


def _font_rules(house: House | None) -> Iterator[tuple[bytes, bytes]]:
    """Yield for each font file the rule that gives it what fonts.toml calls it, and its path."""
    from xml.sax.saxutils import escape

    for face in faces(house).values():
        for cut in face.cuts:
            weight = _FC_WEIGHTS[min(max(round(cut.weight / 100), 1), 9) - 1]
            slant = 100 if cut.style == "italic" else 0
            yield (
                f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd"><fontconfig>
<match target="scan"><test name="file" compare="eq"><string>{escape(str(cut.path))}</string></test>
<edit name="family" mode="assign_replace"><string>{escape(face.family)}</string></edit>
<edit name="weight" mode="assign_replace"><int>{weight}</int></edit>
<edit name="slant" mode="assign_replace"><int>{slant}</int></edit></match></fontconfig>""".encode(),
                str(cut.path).encode(),
            )


class Frame(NamedTuple):
    """Four edges on a page, in CSS pixels from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


#: What boxes are to a reader of pages, the first that fits (WeasyPrint, formatting_structure/boxes.py).
_SHAPES = (
    ("text", "TextBox"),
    ("line", "LineBox"),
    ("page", "PageBox"),
    ("margin", "MarginBox"),
    ("picture", "ReplacedBox"),
    ("table", "TableBox"),
    ("cell", "TableCellBox"),
    ("cell", "TableCaptionBox"),
    ("block", "BlockContainerBox"),
    ("block", "FlexContainerBox"),
    ("block", "GridContainerBox"),
)


#: The shapes of the kinds of boxes that were met.
_SHAPE_OF: dict[type, str] = {}


def shape_of(box: Any) -> str:
    """Return what a box is: one of the shapes above, or ``part`` for what only holds others."""
    kind = type(box)
    if kind not in _SHAPE_OF:
        from weasyprint.formatting_structure import boxes

        known = (shape for shape, name in _SHAPES if issubclass(kind, getattr(boxes, name)))
        _SHAPE_OF[kind] = next(known, "part")
    return _SHAPE_OF[kind]


def page_boxes(document: Any) -> list[Any]:
    """Return the boxes of the pages of a document that is laid out."""
    return [page._page_box for page in document.pages]


def content_frame(box: Any) -> Frame:
    """Return where the content of a block may stand."""
    left, top = box.content_box_x(), box.content_box_y()
    return Frame(left, top, left + box.width, top + box.height)


def border_frame(box: Any) -> Frame:
    """Return the outer edge of what a block draws; its margins lie outside."""
    left, top = box.border_box_x(), box.border_box_y()
    return Frame(left, top, left + box.border_width(), top + box.border_height())


def sheet_frame(page: Any) -> Frame:
    """Return the edges of the trimmed paper."""
    return Frame(0, 0, page.margin_width(), page.margin_height())


def is_placed(box: Any) -> bool:
    """Say whether the style sheet puts a box where it wants, out of the flow or beside its place in it."""
    return box.style["position"] in ("absolute", "fixed", "relative")


def is_wrapper(box: Any) -> bool:
    """Say whether a box is the engine's own, round a table and its caption."""
    return bool(box.is_table_wrapper)


def let_out(box: Any) -> tuple[bool, bool]:
    """Say whether the style sheet moves the left and the right edge of a box outward on purpose."""
    return _is_negative(box.style["margin_left"]), _is_negative(box.style["margin_right"])


def is_outdented(box: Any) -> bool:
    """Say whether the first lines of a block stand further out than the others."""
    return _is_negative(box.style["text_indent"])


def _is_negative(length: Any) -> bool:
    return getattr(length, "value", 0) < 0


def is_seen(box: Any) -> bool:
    """Say whether a text box shows anything."""
    return bool(box.text.strip()) and box.style["visibility"] == "visible"


def strut_of(style: Any) -> tuple[float, float]:
    """Return how high a line of a style is and where its baseline stands, as its face alone makes them."""
    from weasyprint.text.line_break import strut

    height, baseline = strut(style)
    return float(height), float(baseline)


def is_in_flow(box: Any) -> bool:
    """Say whether a box takes room where it stands."""
    return bool(box.is_in_normal_flow())


def spaces_in(textbox: Any) -> int:
    """Return how many spaces of a text box justification widens (WeasyPrint, count_expandable_spaces)."""
    return int(textbox.text.count(" ") + textbox.text.count("\N{NO-BREAK SPACE}"))


def justified_runs(textbox: Any) -> list[GlyphRun]:
    """Return the runs of a text box whose layout rests, from left to right, its spaces as wide as shown."""
    layout = textbox.pango_layout
    layout.reactivate(textbox.style)
    runs = glyph_runs(textbox)
    layout.deactivate()
    return runs


def respace(box: Any, spacing: float, longer: Mapping[int, float], shift: float = 0) -> float:
    """Set what justification adds to each space in a line, and move what stands in it.

    *longer* is by how much the letters of a text box will take more room, by identity (CSS pixels). What
    is on the right of a box moves as the box grows; returned is how far. As WeasyPrint's add_word_spacing.
    """
    if shape_of(box) == "text":
        box.position_x += shift
        spaces = spaces_in(box)
        grown = float(spacing - box.justification_spacing) * spaces + longer.get(id(box), 0)
        if spaces:
            box.justification_spacing = box.pango_layout.justification_spacing = spacing
        box.width += grown
        return shift + grown
    if shape_of(box) not in ("line", "part"):
        box.translate(shift, 0)
        return shift
    box.position_x += shift
    before = shift
    kids = [kid for kid in kids_of(box) if is_in_flow(kid)]
    for kid in kids[::-1] if box.style["direction"] == "rtl" else kids:
        shift = respace(kid, spacing, longer, shift)
    box.width += shift - before
    return shift


def seen_edges(textbox: Any) -> tuple[float, float]:
    """Return from where to where the letters of a text box stand; spaces at its ends hang, uncounted."""
    widths = [pair for run in justified_runs(textbox) for pair in _widths(run)]
    seen = [place for place, (char, _) in enumerate(widths) if not char.isspace()] or [0]
    before = sum(width for _, width in widths[: seen[0]])
    upto = sum(width for _, width in widths[: seen[-1] + 1])
    return textbox.position_x + before / UNITS, textbox.position_x + upto / UNITS


def _widths(run: GlyphRun) -> Iterator[tuple[str, int]]:
    """Yield the first character and the width of each glyph of a run, from left to right."""
    for glyph, start in zip(run.glyphs, run.clusters, strict=True):
        yield run.text[start : start + 4].decode(errors="ignore")[:1], glyph[1]


def families_of(box: Any) -> tuple[str, ...]:
    """Return the families a box is set in, as its style sheet names them."""
    return tuple(box.style["font_family"])


def weight_and_slope(box: Any) -> tuple[int, str]:
    """Return the weight of a box's letters, 400 for regular, and ``normal`` or ``italic``."""
    return int(box.style["font_weight"]), str(box.style["font_style"])


def drawn_families(textbox: Any) -> list[str]:
    """Return the families that the letters of a text box are drawn in, from left to right."""
    return [font_facts(run.font).family for run in justified_runs(textbox)]
