"""Writes PDF with WeasyPrint: our page, our fonts, nothing fetched."""

import logging
import mimetypes
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

from convert.errors import ConvertError, MissingToolError, WriteError
from convert.faces import faces
from convert.formats import writer
from convert.house import House
from convert.model import Edition
from convert.notes import Notes
from convert.retell import each_text
from convert.stylesheets import stylesheet
from convert.writers import page
from convert.writers.typeset import marking

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

#: Where the pictures of an edition seem to live: a host that cannot exist (RFC 2606 §2).
ASSETS = "https://edition.invalid/"
#: How the engine draws: with tags, so that a page can be read aloud and taken apart.
DRAWING = {"pdf_tags": True}


@writer("pdf", suffix=".pdf", media_type="application/pdf")
def write_pdf(
    edition: Edition,
    notes: Notes,
    *,
    house: House,
    style: str = "article",
    css: tuple[str, ...] = (),
    ignore_embargo: bool = False,
) -> bytes:
    """Write a tagged PDF with embedded fonts, running head and page numbers.

    Raises MissingToolError when Pango is not installed, WriteError when the engine fails.
    """
    html, sheet = print_page(edition, notes, house, style, css, ignore_embargo=ignore_embargo)
    with _talk_as_notes(notes):
        try:
            document = lay_out(html, sheet, edition, notes)
            drawn = document.write_pdf(finisher=_reading_order(edition), **DRAWING)
        except ConvertError:
            raise
        except Exception as error:  # the engine raises whatever its parts raise
            raise WriteError(f"the PDF engine failed: {type(error).__name__}: {error}") from error
    return bytes(drawn)


def print_page(
    edition: Edition, notes: Notes, house: House, style: str, css: tuple[str, ...], *, ignore_embargo: bool
) -> tuple[bytes, str]:
    """Return the HTML and the CSS that the engine is given."""
    articles = page.printable(edition, ignore_embargo=ignore_embargo)
    first = articles[0]
    places = {src: quote(src, safe="") for src in page.usable_pictures(edition)}
    furnished = [each_text(page.furnished(article, edition, notes), marking) for article in articles]
    elements = page.elements(furnished, house, pictures=places)
    for element in elements:
        page.note_undrawable(element, notes)
    sheet = stylesheet(style, house, css) + page.language_css(articles, page.digits_for(first, house))
    return page.html_bytes(page.document(elements, first, page.title_of(edition), "")), sheet


def lay_out(html: bytes, sheet: str, edition: Edition, notes: Notes) -> "Document":
    """Return the pages the engine makes of *html*, not yet drawn."""
    engine = _engine()
    fetcher = _locked_fetcher(edition.assets, notes)
    fonts = _own_fonts()
    css = engine.CSS(string=sheet, url_fetcher=fetcher, font_config=fonts)
    source = engine.HTML(string=html.decode(), base_url=ASSETS, url_fetcher=fetcher)
    return source.render(stylesheets=[css], font_config=fonts, **DRAWING)


def _engine() -> Any:
    try:
        with _no_search():
            import weasyprint
    except ImportError as error:
        raise MissingToolError(f"{error}; install matbaa again", cure="pip install weasyprint") from error
    except OSError as error:
        raise MissingToolError(
            f"the text engine Pango is not installed ({error})",
            cure="sudo apt install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        ) from error
    return weasyprint


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


def _reading_order(edition: Edition) -> Callable[["Document", Any], None]:
    """Return the last touch: pages turn as the language reads, the title shows (PDF 1.7, table 150)."""
    turning = "/R2L" if edition.articles[0].direction == "rtl" else "/L2R"

    def finish(_document: "Document", pdf: Any) -> None:
        import pydyf

        pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"Direction": turning, "DisplayDocTitle": "true"})

    return finish


def _locked_fetcher(assets: Mapping[str, bytes], notes: Notes) -> "URLFetcher":
    """Return a fetcher that knows the pictures of the edition and data: URLs, and nothing else."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Locked(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if url.startswith("data:"):
                return super().fetch(url, headers)
            name = unquote(url.removeprefix(ASSETS))
            if name not in assets:
                notes.warn("pdf/fetch-refused", f"nothing is fetched from {url[:120]}")
                raise ValueError("not a part of this edition")
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, assets[name], {"Content-Type": kind})

    return Locked(allowed_protocols=("data",), allow_redirects=False)


def _own_fonts() -> "FontConfiguration":
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


@contextmanager
def _talk_as_notes(notes: Notes) -> Iterator[None]:
    """Turn what WeasyPrint logs into notes while it works."""

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            notes.warn("pdf/engine", record.getMessage()[:300])

    logger = logging.getLogger("weasyprint")
    listener = Listener(logging.WARNING)
    before = logger.propagate
    logger.addHandler(listener)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.propagate = before
