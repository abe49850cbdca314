"""Opens an EPUB as a check reads it: container, package, contents, pages, sheets; never by EbookLib."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from lxml import etree

from convert.checks.markup import Page, Way, local, page_of, parsed
from convert.checks.sheets import Sheet, imports, sheet_of
from convert.errors import SourceError
from convert.newsml.xhtml_out import Element
from convert.notes import Finding
from convert.script.letters import letters_by_direction
from convert.vocab.languages import direction_of
from convert.zips import Zip

CONTAINER: Final = "META-INF/container.xml"
#: Sheets that import sheets that import sheets: deeper than this nobody looks.
_DEEPEST: Final = 5
DC: Final = "{http://purl.org/dc/elements/1.1/}"
_LANGUAGE: Final = f"{{*}}metadata/{DC}language"
_XHTML: Final = "application/xhtml+xml"


class Item(NamedTuple):
    """A file of the manifest: its name in the ZIP, and what the package says of it."""

    name: str
    media_type: str
    properties: frozenset[str]


@dataclass(slots=True, eq=False)
class Book:
    """An EPUB, open: what its parts say, and the bytes of those that were changed."""

    zip: Zip
    name: str
    root: Element
    items: dict[str, Item]
    pages: dict[str, Page] = field(default_factory=dict)
    sheets: dict[str, Sheet] = field(default_factory=dict)
    ncx: Element | None = None
    findings: list[Finding] = field(default_factory=list)
    changed: dict[str, bytes] = field(default_factory=dict)
    #: Whether the package file says something else than it did.
    says_else: bool = False
    #: How many letters of the pages run to the left, and how many to the right.
    leftward: int = 0
    rightward: int = 0

    @property
    def is_old(self) -> bool:
        """Whether it is EPUB 2."""
        return str(self.root.get("version", "")).startswith("2")

    @property
    def lang(self) -> str:
        """The language the package names first."""
        found = self.root.find(_LANGUAGE)
        return (found.text or "").strip() if found is not None else ""

    def name_language(self, tag: str) -> None:
        """Let the package name *tag* as its first language."""
        found = self.root.find(_LANGUAGE)
        if found is None:
            found = etree.SubElement(_need(self.root, "metadata"), f"{DC}language")
        found.text = tag
        self.says_else = True

    @property
    def spine(self) -> Element:
        """The spine."""
        return _need(self.root, "spine")

    @property
    def nav(self) -> Page | None:
        """The document that holds the contents (EPUB 3.3 §7)."""
        name = next((item.name for item in self.items.values() if "nav" in item.properties), "")
        return self.pages.get(name)

    @property
    def letters(self) -> int:
        """How many letters were counted."""
        return self.leftward + self.rightward

    @property
    def direction(self) -> Way:
        """The direction of most letters; of the language where there are none."""
        if not self.letters:
            return direction_of(self.lang)
        return "rtl" if self.leftward > self.rightward else "ltr"

    @property
    def words(self) -> str:
        """The words of the book: of each page the beginning, so that no page outweighs the others."""
        return "\n".join(page.words[:2000] for page in self.pages.values())

    def resolve(self, base: str, href: str) -> str:
        """Return the name of the file an address leads to; empty for one outside the book.

        Raises SourceError for one that leads out of the ZIP (EPUB 3.3 §4.2.5).
        """
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return ""
        name = posixpath.normpath(posixpath.join(posixpath.dirname(base), unquote(parts.path)))
        if name.startswith(("../", "/")) or name == ".." or "\\" in name or "\0" in name:
            raise SourceError(f"{href!r} leads out of the book", where=base, code="epub/unsafe")
        return name

    def save(self) -> None:
        """Collect the bytes of all that was changed."""
        if self.says_else:
            tree = self.root.getroottree()
            self.changed[self.name] = etree.tostring(tree, encoding="UTF-8", xml_declaration=True)
        for sheet in self.sheets.values():
            sheet.save()
        for page in self.pages.values():
            for sheet in page.sheets:
                if sheet.name == page.name:
                    sheet.save()
            if page.changed:
                self.changed[page.name] = page.spelled()


def open_book(data: bytes) -> Book:
    """Return the book in *data*.

    Raises SourceError: no ZIP, unsafe, or without a package that can be read.
    """
    files = Zip(data)
    if CONTAINER not in files:
        raise SourceError(f"there is no {CONTAINER}: this is no EPUB", code="epub/unreadable")
    container = _strict(files.read(CONTAINER), CONTAINER)
    name = next((str(one.get("full-path", "")) for one in container.iter("{*}rootfile")), "")
    if not name or name not in files:
        raise SourceError(f"the package {name!r} is not in it", where=CONTAINER, code="epub/unreadable")
    book = Book(files, name, _strict(files.read(name), name), {})
    _need(book.root, "spine")
    for item in _need(book.root, "manifest").iterchildren("{*}item"):
        _add_item(book, item)
    _read_pages(book)
    counts = [letters_by_direction(page.words) for page in book.pages.values()]
    book.leftward, book.rightward = sum(rtl for rtl, _ in counts), sum(ltr for _, ltr in counts)
    return book


def _strict(data: bytes, name: str) -> Element:
    """Parse a package file: no DOCTYPE belongs into one."""
    root = parsed(data, name, is_html=False)
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError("it has a DOCTYPE", where=name, code="epub/unreadable")
    return root


def _need(root: Element, name: str) -> Element:
    found = root.find(f"{{*}}{name}")
    if found is None:
        raise SourceError(f"the package has no {name}", code="epub/unreadable")
    return found


def _add_item(book: Book, item: Element) -> None:
    name = book.resolve(book.name, item.get("href", ""))
    if not name:
        return
    if name not in book.zip:
        where = f"{book.name} line {item.sourceline}"
        sentence = f"{name} is in the manifest and not in the book"
        book.findings.append(
            Finding("epub/missing", sentence, where, "put it in, or take it off the manifest")
        )
        return
    properties = frozenset(item.get("properties", "").split())
    book.items[item.get("id", "")] = Item(name, item.get("media-type", ""), properties)


def _read_pages(book: Book) -> None:
    for item in dict.fromkeys((*_in_spine(book), *book.items.values())):
        try:
            if item.media_type == _XHTML and item.name not in book.pages:
                book.pages[item.name] = _page(book, item)
            elif item.media_type == "application/x-dtbncx+xml":
                book.ncx = parsed(book.zip.read(item.name), item.name, is_html=False)
        except SourceError as error:
            if error.code.startswith("zip/"):
                raise
            book.findings.append(Finding(error.code, str(error), error.where, "mend it there"))


def _in_spine(book: Book) -> Iterator[Item]:
    for ref in book.spine.iterchildren("{*}itemref"):
        if ref.get("idref", "") in book.items:
            yield book.items[ref.get("idref", "")]


def _page(book: Book, item: Item) -> Page:
    def sheets(href: str) -> list[Sheet]:
        return list(_sheets(book, book.resolve(item.name, href)))

    return page_of(book.zip.read(item.name), item.name, sheets, is_old=book.is_old)


def _sheets(book: Book, name: str, depth: int = 0) -> Iterator[Sheet]:
    """Yield a sheet of the book, after those that it imports."""
    if not name or name not in book.zip or depth > _DEEPEST:
        return
    css = book.zip.read(name).decode("utf-8-sig", errors="replace")
    for address in imports(css):
        yield from _sheets(book, book.resolve(name, address), depth + 1)
    if name not in book.sheets:
        book.sheets[name] = sheet_of(css, name, lambda text: book.changed.update({name: text.encode()}))
    yield book.sheets[name]


def marks_of(page: Page, kind: str) -> Iterator[Element]:
    """Yield the elements of a page that are said to be of an EPUB *kind* (EPUB 3.3 §5.2)."""
    for element in page.root.iter("*"):
        types = (element.get("{http://www.idpf.org/2007/ops}type") or "").split()
        if kind in types or f"doc-{kind}" in (element.get("role") or "").split():
            yield element


def is_heading(element: Element) -> bool:
    """Say whether an element is a heading."""
    return local(element) in ("h1", "h2", "h3", "h4", "h5", "h6")
