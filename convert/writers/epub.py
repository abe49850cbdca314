"""Writes EPUB 3.3: right to left in the package, the spine, every page and the contents.

EbookLib, the packager, is AGPL-3.0-or-later and is imported here alone. It is fed finished bytes;
one pass over its package file and its zip puts right what it does not do.
"""

import io
import os
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Literal

from lxml import etree

from convert.errors import WriteError
from convert.formats import writer
from convert.house import House, styles_folder
from convert.model import Article, Direction, Edition, Image, each, words_of
from convert.newsml.names import LANG, XHTML
from convert.newsml.xhtml_out import Element, add
from convert.notes import Notes
from convert.pictures import SUFFIXES, picture_facts
from convert.script.dates import day
from convert.subset import FontFormat, subset
from convert.vocab.languages import Language, language_of
from convert.writers import page
from convert.writers.bookfonts import book_fonts, font_css, licence_name
from convert.writers.cover import CoverText, draw_cover

if TYPE_CHECKING:
    from ebooklib.epub import EpubBook

Fonts = Literal["woff2", "ttf", "none"]
OPS = "http://www.idpf.org/2007/ops"
OPF = "http://www.idpf.org/2007/opf"
NCX = "http://www.daisy.org/z3986/2005/ncx/"
#: The earliest time a zip can tell, used where nothing says when the version was made.
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
#: The last one.
LAST_TIME = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)
#: Every book may need these beside its own letters: digits of three sets, quotes, a reader's dots.
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،؛؟…•–—«»“”‘’ \u200c\u200d"


@writer("epub", suffix=".epub", media_type="application/epub+zip")
def write_epub(
    edition: Edition,
    notes: Notes,
    *,
    house: House,
    fonts: Fonts = "woff2",
    ignore_embargo: bool = False,
) -> bytes:
    """Write a book: cover, contents, one document an article, the fonts it needs.

    *fonts*: `woff2` for most readers, `ttf` for Kindle and old Kobo, `none` for the reader's own.
    """
    articles = page.printable(edition, ignore_embargo=ignore_embargo)
    page.note_faces(articles, house, notes)
    return _Book(edition, articles, house, notes, fonts).packed()


@dataclass(frozen=True, slots=True)
class _Piece:
    """One file of the book."""

    id: str
    name: str
    media_type: str
    data: bytes
    properties: tuple[str, ...] = ()
    in_spine: bool = False
    title: str = ""
    lang: str = ""
    direction: str = ""


@dataclass(slots=True)
class _Book:
    """The book in the making."""

    edition: Edition
    articles: tuple[Article, ...]
    house: House
    notes: Notes
    fonts: Fonts
    pictures: dict[str, str] = field(default_factory=dict)
    font_rules: str = ""

    @property
    def first(self) -> Article:
        return self.articles[0]

    @property
    def lang(self) -> str:
        return self.edition.issue.lang if self.edition.issue else self.first.lang

    @property
    def direction(self) -> Direction:
        return self.edition.issue.direction if self.edition.issue else self.first.direction

    @property
    def language(self) -> Language:
        return language_of(self.lang)

    def languages(self) -> list[Language]:
        """Return the languages of the book, its own first."""
        spoken = (language_of(article.lang) for article in self.articles)
        return list({language.tag: language for language in (self.language, *spoken)}.values())

    @property
    def title(self) -> str:
        return page.title_of(self.edition)

    @property
    def publisher(self) -> str:
        return (self.first.provider.name if self.first.provider else "") or self.house.title

    def modified(self) -> datetime:
        """Return when this version was made; no clock is asked."""
        times = [article.version_created for article in self.articles if article.version_created]
        if times:
            return _as_zip_can_tell(max(times))
        epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
        if epoch.isdecimal() and len(epoch) <= 10:
            return _as_zip_can_tell(datetime.fromtimestamp(int(epoch), UTC))
        self.notes.add("epub/time-unknown", "nothing says when it was made; the book says 1980-01-01")
        return NO_TIME

    # --- pieces -------------------------------------------------------------------------------

    def pieces(self) -> list[_Piece]:
        pictures = list(self._pictures())
        chapters = [self._chapter(number, article) for number, article in enumerate(self.articles, 1)]
        cover = list(self._cover())
        text = "".join(self._shown(chapters))
        fonts = list(self._fonts(text))
        sheet = _Piece("css", "style/book.css", "text/css", self._css().encode())
        nav = self._nav(chapters, has_cover=bool(cover))
        ncx = _Piece("ncx", "toc.ncx", "application/x-dtbncx+xml", self._ncx(chapters))
        return [*cover, nav, *chapters, sheet, *fonts, *pictures, ncx]

    def _pictures(self) -> Iterator[_Piece]:
        wanted = dict.fromkeys(image.src for article in self.articles for image in each(Image, article.body))
        for number, src in enumerate(wanted, start=1):
            facts = picture_facts(self.edition.assets.get(src, b""))
            if facts is None or facts.too_large:
                continue
            name = f"images/i{number:04}{SUFFIXES[facts.media_type]}"
            self.pictures[src] = name
            yield _Piece(f"i{number:04}", name, facts.media_type, self.edition.assets[src])

    def _chapter(self, number: int, article: Article) -> _Piece:
        shown = page.furnished(article, self.edition, self.notes)
        pictures = {src: f"../{name}" for src, name in self.pictures.items()}
        element = page.article_element(shown, self.house, pictures=pictures)
        page.note_undrawable(element, self.house, self.notes)
        _as_chapter(element, f"_headline{number}")
        title = page.name_of(article)
        data = _document(article.lang, article.direction, title, [element], "../style/book.css")
        name = f"text/a{number:04}.xhtml"
        return _Piece(
            f"a{number:04}",
            name,
            "application/xhtml+xml",
            data,
            in_spine=True,
            title=title,
            lang=article.lang,
            direction=article.direction,
        )

    def _cover(self) -> Iterator[_Piece]:
        article = self.first
        words = CoverText(
            title=self.title,
            above=words_of(article.kicker) or article.section,
            below="" if self.edition.issue else words_of(article.deck),
            foot=self._cover_foot(),
        )
        try:
            picture = draw_cover(words, self.language, self.direction, self.notes, self.house)
        except OSError as error:  # FreeType cannot draw every letter at every size (U+FDFD)
            self.notes.warn("epub/cover-left-out", f"the cover cannot be drawn: {error}")
            return
        if not picture:
            return
        alt = f"{self.language.words.cover}: {self.title}"
        yield _Piece("cover-image", "images/cover.png", "image/png", picture, ("cover-image",))
        section = etree.Element(f"{{{XHTML}}}section", nsmap={None: XHTML, "epub": OPS})
        section.set(f"{{{OPS}}}type", "cover")
        section.set("class", "cover")
        add(section, "img", src="../images/cover.png", alt=alt, role="doc-cover")
        data = _document(self.lang, self.direction, self.language.words.cover, [section], "../style/book.css")
        yield _Piece("cover", "text/cover.xhtml", "application/xhtml+xml", data, in_spine=True)

    def _cover_foot(self) -> str:
        when = self.first.published
        shown = day(when, self.lang, page.digits_for(self.first, self.house)) if when else ""
        return f" {chr(0xB7)} ".join(filter(None, (self.publisher, shown)))

    def _shown(self, chapters: list[_Piece]) -> Iterator[str]:
        for chapter in chapters:
            yield from etree.fromstring(chapter.data).itertext()
        yield self.title + "".join(getattr(self.language.words, name) for name in _WORDS) + _ALWAYS

    def _fonts(self, text: str) -> Iterator[_Piece]:
        """Yield the fonts of the book, each once, cut to its letters, and their licences."""
        letters = "".join(sorted({char for char in text if not char.isspace() or char == " "}))
        fonts = book_fonts(self.languages(), letters, self.house) if self.fonts != "none" else []
        kind: FontFormat = "ttf" if self.fonts == "ttf" else "woff2"
        for number, font in enumerate({font.cut: font for font in fonts}.values(), start=1):
            data = subset(font.cut.path, letters, kind)
            yield _Piece(f"font-{number}", font.name(kind), f"font/{font.kind(kind)}", data)
        for name, face in {licence_name(font.face): font.face for font in fonts}.items():
            licence = face.licence_file.read_bytes()
            id_ = f"licence-{name.partition('-')[2]}"
            yield _Piece(id_, f"fonts/{name}.txt", "text/plain", licence)
        self.font_rules = font_css(fonts, self.languages(), kind, self.house)

    def _css(self) -> str:
        counter = page.COUNTER_STYLE[page.digits_for(self.first, self.house)]
        sheet = (styles_folder() / "ebook.css").read_text(encoding="utf-8")
        return f"{sheet}{self.font_rules}ol {{ list-style-type: {counter}; }}\n"

    # --- contents -----------------------------------------------------------------------------

    def _nav(self, chapters: list[_Piece], *, has_cover: bool) -> _Piece:
        words = self.language.words
        toc = self._nav_list("toc", "doc-toc", words.contents, [(c.name, c.title, "") for c in chapters])
        self._say_languages(toc, chapters)
        places = [("text/cover.xhtml", words.cover, "cover")] if has_cover else []
        in_spine = len(chapters) > 1
        places += [("nav.xhtml", words.contents, "toc")] if in_spine else []
        places += [(chapters[0].name, words.body, "bodymatter")]
        marks = self._nav_list("landmarks", "", words.landmarks, places)
        marks.set("hidden", "hidden")
        data = _document(self.lang, self.direction, words.contents, [toc, marks], "style/book.css")
        return _Piece("nav", "nav.xhtml", "application/xhtml+xml", data, ("nav",), in_spine=in_spine)

    @staticmethod
    def _nav_list(kind: str, role: str, title: str, places: list[tuple[str, str, str]]) -> Element:
        nav = etree.Element(f"{{{XHTML}}}nav", nsmap={None: XHTML, "epub": OPS})
        nav.set(f"{{{OPS}}}type", kind)
        nav.set("id", kind)
        nav.set("aria-labelledby", f"{kind}-title")
        if role:
            nav.set("role", role)
        add(nav, "h1", title, id=f"{kind}-title")
        entries = add(nav, "ol")
        for href, words, type_ in places:
            link = add(add(entries, "li"), "a", words, href=href)
            if type_:
                link.set(f"{{{OPS}}}type", type_)
        return nav

    def _say_languages(self, toc: Element, chapters: list[_Piece]) -> None:
        """Say of a headline in another language which it is, and in which direction it reads."""
        for link, chapter in zip(toc.iter(f"{{{XHTML}}}a"), chapters, strict=True):
            if chapter.lang != self.lang:
                link.set("lang", chapter.lang)
                link.set(LANG, chapter.lang)
                link.set("dir", chapter.direction)

    def _ncx(self, chapters: list[_Piece]) -> bytes:
        root = etree.Element(f"{{{NCX}}}ncx", {"version": "2005-1", LANG: self.lang}, nsmap={None: NCX})
        head = etree.SubElement(root, f"{{{NCX}}}head")
        etree.SubElement(head, f"{{{NCX}}}meta", {"name": "dtb:uid", "content": self.identifier()})
        title = etree.SubElement(root, f"{{{NCX}}}docTitle")
        etree.SubElement(title, f"{{{NCX}}}text").text = self.title
        points = etree.SubElement(root, f"{{{NCX}}}navMap")
        for number, chapter in enumerate(chapters, start=1):
            point = etree.SubElement(points, f"{{{NCX}}}navPoint", {"id": f"n{number}"})
            label = etree.SubElement(point, f"{{{NCX}}}navLabel")
            etree.SubElement(label, f"{{{NCX}}}text").text = chapter.title
            etree.SubElement(point, f"{{{NCX}}}content", {"src": chapter.name})
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    def identifier(self) -> str:
        """Return the guid of the issue or of the one article."""
        return self.edition.issue.guid if self.edition.issue else self.first.guid

    # --- package ------------------------------------------------------------------------------

    def packed(self) -> bytes:
        """Return the zip."""
        from ebooklib import epub

        pieces = self.pieces()
        book = self._metadata(epub.EpubBook(), pieces)
        items = {}
        for piece in pieces:
            item = epub.EpubItem(
                uid=piece.id, file_name=piece.name, media_type=piece.media_type, content=piece.data
            )
            item.properties = list(piece.properties)
            book.add_item(item)
            items[piece.id] = item
        book.spine = [items[piece.id] for piece in pieces if piece.in_spine]
        raw = io.BytesIO()
        modified = self.modified()
        options = {
            "mtime": modified,
            "raise_exceptions": True,
            "compresslevel": 0,
            "package_direction": True,
            "epub3_pages": False,
            "epub3_landmark": False,
            "epub2_guide": False,
        }
        try:
            epub.write_epub(raw, book, options)
        except Exception as error:  # the packager raises whatever its parts raise
            raise WriteError(f"EbookLib could not pack the book: {error}") from error
        return _repacked(raw, modified, self.lang)

    def _metadata(self, book: "EpubBook", pieces: list[_Piece]) -> "EpubBook":
        book.set_identifier(self.identifier())
        book.set_title(self.title)
        book.set_language(self.lang)
        book.set_direction(self.direction)
        book.metadata[OPF].pop("generator", None)
        _describe(book, self)
        for name, value in _accessibility(self):
            book.add_metadata(None, "meta", value, {"property": f"schema:{name}"})
        if any(piece.id.startswith("font-") for piece in pieces):
            book.add_metadata(None, "meta", "true", {"property": "ibooks:specified-fonts"})
            book.add_prefix(
                "ibooks", "http://vocabulary.itunes.apple.com/rdf/ibooks/vocabulary-extensions-1.0/"
            )
        if any(piece.id == "cover-image" for piece in pieces):
            book.add_metadata(None, "meta", "", {"name": "cover", "content": "cover-image"})
        return book


def _as_zip_can_tell(when: datetime) -> datetime:
    """Return *when* in UTC, within the years a zip can tell, 1980 to 2107."""
    return min(max(when, NO_TIME), LAST_TIME).astimezone(UTC)


_WORDS = ("contents", "landmarks", "body", "pages", "page", "cover", "notes", "picture", "table", "back")


def _describe(book: "EpubBook", made: _Book) -> None:
    article = made.first
    people = [person.name for person in article.creators if person.name] or [words_of(article.byline)]
    for number, name in enumerate(filter(None, people), start=1):
        book.add_metadata("DC", "creator", name, {"id": f"creator{number}"})
        role = {"refines": f"#creator{number}", "property": "role", "scheme": "marc:relators"}
        book.add_metadata(None, "meta", "aut", role)
    if made.publisher:
        book.add_metadata("DC", "publisher", made.publisher)
    if article.published:
        book.add_metadata("DC", "date", article.published.date().isoformat())
    description = words_of(article.summary) or words_of(article.deck)
    if description and not made.edition.issue:
        book.add_metadata("DC", "description", description)
    if article.rights.notice:
        book.add_metadata("DC", "rights", article.rights.notice)
    for keyword in dict.fromkeys(word for one in made.articles for word in one.keywords if word.strip()):
        book.add_metadata("DC", "subject", keyword)


def _accessibility(made: _Book) -> Iterator[tuple[str, str]]:
    """Yield the schema.org properties of EPUB Accessibility 1.1, as the content has them."""
    images = [image for article in made.articles for image in each(Image, article.body)]
    modes = ["textual", "visual"] if images else ["textual"]
    yield from (("accessMode", mode) for mode in modes)
    described = all(image.alt for image in images)
    if described:
        yield ("accessModeSufficient", "textual")
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if images and described else []
    yield from (("accessibilityFeature", feature) for feature in features)
    yield ("accessibilityHazard", "none")
    yield ("accessibilitySummary", made.language.words.accessible)


def _as_chapter(element: Element, headline_id: str) -> None:
    """Turn the page's article into an EPUB chapter, its notes into EPUB notes."""
    element.tag = f"{{{XHTML}}}section"
    element.set(f"{{{OPS}}}type", "chapter")
    element.set("role", "doc-chapter")
    element.set("aria-labelledby", headline_id)
    for part in element.iter():
        if part.tag == f"{{{XHTML}}}h1":
            part.set("id", headline_id)
            part.attrib.pop("data-running", None)
        kind = _NOTE_TYPES.get(part.get("role", ""))
        if kind:
            part.set(f"{{{OPS}}}type", kind)
    _close_ranks(element)


def _close_ranks(element: Element) -> None:
    """Leave no gap in the ranks of headings: an h4 right below the headline becomes an h2."""
    last = 1
    for part in element.iter(*(f"{{{XHTML}}}h{rank}" for rank in range(1, 5))):
        last = min(int(str(part.tag)[-1]), last + 1)
        part.tag = f"{{{XHTML}}}h{last}"


_NOTE_TYPES = {"doc-noteref": "noteref", "doc-endnotes": "endnotes", "doc-backlink": "backlink"}


def _document(lang: str, direction: str, title: str, body: list[Element], css: str) -> bytes:
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML, "epub": OPS})
    page.set_language(root, lang, direction)
    head = add(root, "head")
    add(head, "meta", charset="utf-8")
    add(head, "title", title)
    add(head, "link", rel="stylesheet", type="text/css", href=css)
    add(root, "body").extend(body)
    etree.cleanup_namespaces(root, keep_ns_prefixes=["epub"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", doctype="<!DOCTYPE html>")


def _repacked(raw: io.BytesIO, modified: datetime, lang: str) -> bytes:
    """Return the same files with a package file put right, and the zip the same every time."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(out, "w") as book:
        for name in made.namelist():
            data = made.read(name)
            if posixpath.basename(name) == "content.opf":
                data = _package(data, lang)
            book.writestr(_entry(name, modified), data, compresslevel=9)
    return out.getvalue()


def _entry(name: str, modified: datetime) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, max(modified, NO_TIME).timetuple()[:6])
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    return entry


def _package(data: bytes, lang: str) -> bytes:
    root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True, resolve_entities=False))
    root.set(LANG, lang)
    spine: Any = root.find(f"{{{OPF}}}spine")
    spine.set("toc", "ncx")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
