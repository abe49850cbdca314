"""A document of ours: laid out and drawn by the engine, its text, tags and facts by us."""

import gc
import logging
import mimetypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from convert.errors import ConvertError, WriteError
from convert.house import House
from convert.notes import Notes
from convert.pdf.ahead import laid_out_ahead
from convert.pdf.archive import OPTIONS, Facts, add_archive
from convert.pdf.defects import note_defects
from convert.pdf.elongation import Kashida, lengthen
from convert.pdf.engine import (
    DrawnPage,
    Line,
    counter_styles,
    drawn_by,
    misfit,
    own_fonts,
    page_boxes,
    switched,
    weasyprint,
)
from convert.pdf.fonts import add_font
from convert.pdf.galleys import Fill, fill, grid_step
from convert.pdf.lineends import filled_lines, mended_layout
from convert.pdf.objects import at, resources_of
from convert.pdf.setting import well_set
from convert.pdf.structure import add_structure
from convert.pdf.textlayer import TextLayer

if TYPE_CHECKING:
    from weasyprint import Document
    from weasyprint.urls import URLFetcher

#: Where the pictures of an edition seem to live: a host that cannot exist (RFC 2606 §2).
ASSETS = "https://edition.invalid/"
#: From so many pages on it pays to give memory back before drawing.
LARGE = 50


def write_document(
    html: bytes,
    sheet: str,
    assets: Mapping[str, bytes],
    facts: Facts,
    notes: Notes,
    *,
    house: House | None = None,
    kashida: Kashida = "auto",
    on_layout: Callable[["Document"], None] | None = None,
) -> bytes:
    """Return the PDF of a page, its style sheet and its pictures, in our faces and those of *house*.

    *on_layout* is called with the pages before they are drawn.
    Raises MissingToolError when the engine is not installed, WriteError when it fails.
    """
    with _talk_as_notes(notes), _engine_failures():
        document = lay_out(html, sheet, assets, notes, house=house)
        note_defects(document, assets, notes, house)
        if on_layout:
            on_layout(document)
        return _drawn(document, facts, notes, kashida)


def write_page(
    html: bytes,
    sheet: str,
    assets: Mapping[str, bytes],
    notes: Notes,
    *,
    facts: Facts,
    fills: Sequence[Fill],
    house: House | None = None,
    kashida: Kashida = "auto",
) -> bytes:
    """Return the PDF of the first page of *html*, its columns filled from the galleys behind it."""
    with _talk_as_notes(notes), _engine_failures():
        laid_out = lay_out(html, sheet, assets, notes, house=house, ahead=False)
        document = fill(laid_out, fills, grid_step(laid_out))
        note_defects(document, assets, notes, house)
        return _drawn(document, facts, notes, kashida)


@contextmanager
def _engine_failures() -> Iterator[None]:
    """Turn whatever the engine raises into a WriteError."""
    try:
        yield
    except ConvertError:
        raise
    except Exception as error:  # the engine raises whatever its parts raise
        raise WriteError(f"the PDF engine failed: {type(error).__name__}: {error}") from error


def lay_out(
    html: bytes,
    sheet: str,
    assets: Mapping[str, bytes],
    notes: Notes,
    *,
    house: House | None = None,
    ahead: bool = True,
) -> "Document":
    """Return the pages the engine makes of *html*, not yet drawn.

    *ahead* lets text run ahead of pictures that come too late.
    """
    engine = weasyprint()
    fetcher = _locked_fetcher(assets, notes)
    fonts = own_fonts(house)
    counters = counter_styles()
    css = engine.CSS(string=sheet, url_fetcher=fetcher, font_config=fonts, counter_style=counters)
    source = engine.HTML(string=html.decode(), base_url=ASSETS, url_fetcher=fetcher)

    def render() -> "Document":
        return source.render(stylesheets=[css], font_config=fonts, counter_style=counters, **OPTIONS)

    with mended_layout(), filled_lines(), well_set():
        return laid_out_ahead(source.etree_element, render) if ahead else render()


class _OurHand:
    """Draws text that can be read back, and tags that tell the story's parts."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._layer = TextLayer()

    def lengthen(self, document: "Document", kashida: Kashida) -> None:
        """Turn wide gaps of justified lines into longer letters."""
        lengthen(page_boxes(document), kashida, self._layer)

    def line(self, stream: Any, line: Line) -> bool:
        return self._layer.line(stream, line)

    def tags(self, pdf: Any, pages: list[DrawnPage]) -> None:
        add_structure(pdf, self._facts.lang, pages)

    def finish(self, _document: "Document", pdf: Any) -> None:
        """Add what is known only when every page is drawn."""
        self._add_fonts(pdf)
        add_archive(pdf, self._facts, exact=not misfit())

    def _add_fonts(self, pdf: Any) -> None:
        fonts = at(pdf, resources_of(pdf)["Font"])
        for face in self._layer.used():
            fonts[face.name] = add_font(pdf, face)


def _drawn(document: "Document", facts: Facts, notes: Notes, kashida: Kashida) -> bytes:
    hand = _OurHand(facts)
    changed = misfit()
    if changed:
        notes.warn("pdf/plain", f"{changed}: search and copy are left as the engine writes them")
    elif kashida != "off":
        hand.lengthen(document, kashida)
    if len(document.pages) > LARGE:
        gc.collect()  # layout leaves a third of what it took in circles
    with drawn_by(hand, document), well_set():
        return bytes(document.write_pdf(finisher=hand.finish, **OPTIONS))


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


#: Where what the engine says in this context is written.
_HEARD: ContextVar[Notes | None] = ContextVar("heard", default=None)


@contextmanager
def _talk_as_notes(notes: Notes) -> Iterator[None]:
    """Turn what WeasyPrint logs into notes while it works in this context."""
    logging.getLogger("weasyprint").addFilter(_hear)  # once: a filter that is there is not added again
    with switched(_HEARD, notes):
        yield


def _hear(record: logging.LogRecord) -> bool:
    """Write a note of what is logged here, or let it pass where nobody asked for notes."""
    notes = _HEARD.get()
    if notes is not None and record.levelno >= logging.WARNING:
        notes.warn("pdf/engine", record.getMessage()[:300])
    return notes is None
