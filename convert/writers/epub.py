"""Writes EPUB 3.3: right to left in the package, the spine, every page and the contents.

EbookLib, the packager, is AGPL-3.0-or-later and is imported here alone. It is fed finished bytes;
one pass over its package file and its zip puts right what it does not do.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from tempfile import SpooledTemporaryFile
from typing import IO, TYPE_CHECKING, Any, BinaryIO

from lxml import etree

from convert.errors import ConvertError, UsageError, WriteError
from convert.formats import writer
from convert.house import House
from convert.model import Edition
from convert.newsml.names import LANG
from convert.notes import Notes
from convert.pdf.pagestarts import PageStart
from convert.workshop import Workshop
from convert.writers import page
from convert.writers.book import NO_TIME, Book, CoverKind, Fonts, Piece
from convert.writers.bookfacts import Claims, Fact, accessibility, claimed, facts
from convert.writers.pagemarks import Paper

if TYPE_CHECKING:
    from ebooklib.epub import EpubBook

OPF = "http://www.idpf.org/2007/opf"
#: A larger book is packed on the disk.
_HELD = 8 * 1024 * 1024
#: What is packed by itself: to pack it again takes time and saves nothing.
_PACKED = (".woff2", ".jpg", ".png", ".gif", ".webp")
_IBOOKS = "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
_OPTIONS = {
    "raise_exceptions": True,
    "compresslevel": 0,
    "package_direction": True,
    "epub3_pages": False,
    "epub3_landmark": False,
    "epub2_guide": False,
}


@writer("epub", suffix=".epub", media_type="application/epub+zip")
def write_epub(
    edition: Edition,
    notes: Notes,
    *,
    house: House,
    fonts: Fonts = "woff2",
    cover: CoverKind = "drawn",
    longest_side: int = 1600,
    conforms_to: str = "",
    certified_by: str = "",
    paper: tuple[str, Sequence[PageStart]] | None = None,
    into: BinaryIO | None = None,
    workshop: Workshop | None = None,
    ignore_embargo: bool = False,
) -> bytes:
    """Write a book: cover, contents, one document an article, the fonts it needs.

    *fonts*: `woff2` for most readers, `ttf` for Kindle and old Kobo, `none` for the reader's own.
    *cover*: `drawn` from headline, deck and date, or `none`.
    *longest_side*: pixels of a picture; a larger one is made smaller, 0 keeps all as they are.
    *conforms_to* and *certified_by*: what only the publisher can say of accessibility.
    *paper*: where the pages of the PDF of the same run begin, for the list of pages. *into*: a file that
    the book is written to, one picture after the other; nothing is returned then. The issue's own cover
    stands over a drawn one.
    """
    if longest_side < 0:
        raise UsageError(f"--longest-side is 0 or a number of pixels, not {longest_side}")
    claims = Claims(conforms_to, certified_by)
    articles = page.printable(edition, ignore_embargo=ignore_embargo)
    page.note_faces(articles, house, notes)
    marked = Paper(*paper) if paper else None
    book = Book(edition, articles, house, notes, fonts, cover, longest_side, marked, workshop or Workshop())
    pieces = book.pieces()
    out = into or io.BytesIO()
    _pack(book, pieces, list(_all_facts(book, pieces, claims)), out)
    return out.getvalue() if isinstance(out, io.BytesIO) else b""


def _all_facts(book: Book, pieces: list[Piece], claims: Claims) -> Iterator[Fact]:
    yield from facts(book.edition, book.publisher, book.subtitle)
    yield from accessibility(book.edition, book.lang, book.paper.source if book.paper else "")
    yield from claimed(claims)
    if any(piece.id.startswith("font-") for piece in pieces):
        yield Fact("ibooks:specified-fonts", "true")


def _pack(book: Book, pieces: list[Piece], said: list[Fact], out: BinaryIO) -> None:
    """Write the zip to *out*."""
    from ebooklib import epub

    class Lazy(epub.EpubItem):  # type: ignore[misc]  # the library has no types
        """Is asked for its bytes when it is packed."""

        def __init__(self, piece: Piece) -> None:
            super().__init__(uid=piece.id, file_name=piece.name, media_type=piece.media_type)
            self.piece, self.properties = piece, list(piece.properties)

        def get_content(self) -> bytes:
            return self.piece.content()

    made = _described(epub.EpubBook(), book, said)
    if any(piece.id == "cover-image" for piece in pieces):
        made.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
    items = {}
    for piece in pieces:
        items[piece.id] = Lazy(piece)
        made.add_item(items[piece.id])
    made.spine = [items[piece.id] for piece in pieces if piece.in_spine]
    modified = book.modified()
    with SpooledTemporaryFile(max_size=_HELD) as raw:
        try:
            epub.write_epub(raw, made, {**_OPTIONS, "mtime": modified})
        except ConvertError:
            raise
        except Exception as error:  # the packager raises whatever its parts raise
            raise WriteError(f"EbookLib could not pack the book: {error}") from error
        _repack(raw, modified, book.lang, out)


def _described(made: "EpubBook", book: Book, said: list[Fact]) -> "EpubBook":
    made.set_identifier(book.identifier())
    made.title = book.title
    made.add_metadata("DC", "title", book.title, {"id": "title"})
    made.set_language(book.lang)
    made.set_direction(book.direction)
    made.metadata[OPF].pop("generator", None)
    made.add_prefix("ibooks", _IBOOKS)
    for fact in said:
        _add(made, fact)
    return made


def _add(made: "EpubBook", fact: Fact) -> None:
    own = {"id": fact.id} if fact.id else {}
    if fact.is_core:
        made.add_metadata("DC", fact.name, fact.value, own)
        return
    refined = {"refines": f"#{fact.refines}"} if fact.refines else {}
    scheme = {"scheme": fact.scheme} if fact.scheme else {}
    made.add_metadata(None, "meta", fact.value, {**own, **refined, "property": fact.name, **scheme})


def _repack(raw: IO[bytes], modified: datetime, lang: str, out: BinaryIO) -> None:
    """Write the same files with a package file put right, and the zip the same every time."""
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w") as book:
        for name in made.namelist():
            data = made.read(name)
            if posixpath.basename(name) == "content.opf":
                data = _package(data, lang)
            book.writestr(_entry(name, modified), data, compresslevel=6)


def _entry(name: str, modified: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, max(modified, NO_TIME).timetuple()[:6])
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    is_packed = name == "mimetype" or name.endswith(_PACKED)
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    return entry


def _package(data: bytes, lang: str) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True, resolve_entities=False))
    root.set(LANG, lang)
    spine: Any = root.find(f"{{{OPF}}}spine")
    spine.set("toc", "ncx")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
