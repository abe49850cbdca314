"""The parts of a book, as bytes: cover, contents, one document an article, fonts, pictures."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Literal

from lxml import etree

from convert.faces import letters_of
from convert.house import House, styles_folder
from convert.model import Article, Direction, Edition, Image, each, words_of
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element, add
from convert.notes import Notes
from convert.pictures import JPEG, SUFFIXES, picture_facts
from convert.script.dates import day
from convert.script.digits import in_digits
from convert.script.paperdate import paper_date
from convert.subset import Cutting, FontFormat, cut_out
from convert.vocab.alphabets import ALPHABETS
from convert.vocab.languages import Language, language_of
from convert.workshop import Workshop, told
from convert.writers import page
from convert.writers.bookfacts import appeared
from convert.writers.bookfonts import book_fonts, font_css, licence_name
from convert.writers.bookpictures import Wanted, fit
from convert.writers.contents import OPS, Chapter, Contents, parts_of
from convert.writers.cover import CoverText, draw_cover
from convert.writers.pagemarks import Paper, mark_pages

Fonts = Literal["woff2", "ttf", "none"]
CoverKind = Literal["drawn", "none"]
#: The earliest time a zip can tell, used where nothing says when the version was made.
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
#: The last one.
LAST_TIME = datetime(2107, 12, 31, 23, 59, 58, tzinfo=UTC)
#: Every book may need these beside its own letters: digits of three sets, quotes, a reader's dots.
_ALWAYS = "".join(map(chr, range(0x20, 0x7F))) + "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹،؛؟…•–—«»“”‘’ \u200c\u200d"
#: What the book says beside the author's words.
_WORDS = ("contents", "landmarks", "body", "pages", "page", "cover", "notes", "picture", "table", "back")


def _as_zip_can_tell(when: datetime) -> datetime:
    """Return *when* in UTC, within the years a zip can tell, 1980 to 2107."""
    return min(max(when, NO_TIME), LAST_TIME).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of the book."""

    id: str
    name: str
    media_type: str
    data: bytes | Callable[[], bytes]
    properties: tuple[str, ...] = ()
    in_spine: bool = False

    def content(self) -> bytes:
        """Return the bytes of the file, made now where they were not before."""
        return self.data() if callable(self.data) else self.data


@dataclass(slots=True)
class Book:
    """The book in the making."""

    edition: Edition
    articles: tuple[Article, ...]
    house: House
    notes: Notes
    fonts: Fonts
    cover: CoverKind = "drawn"
    longest_side: int = 0
    paper: Paper | None = None
    workshop: Workshop = field(default_factory=Workshop)
    chapters: list[Chapter] = field(default_factory=list)
    pictures: dict[str, str] = field(default_factory=dict)
    font_rules: str = ""

    @property
    def first(self) -> Article:
        """The article that speaks for the book."""
        return self.articles[0]

    @property
    def lang(self) -> str:
        """The language of the book."""
        return self.edition.issue.lang if self.edition.issue else self.first.lang

    @property
    def direction(self) -> Direction:
        """The direction in which it is read."""
        return self.edition.issue.direction if self.edition.issue else self.first.direction

    @property
    def language(self) -> Language:
        """What is known of its language."""
        return language_of(self.lang)

    def languages(self) -> list[Language]:
        """Return the languages of the book, its own first."""
        spoken = (language_of(article.lang) for article in self.articles)
        return list({language.tag: language for language in (self.language, *spoken)}.values())

    @property
    def title(self) -> str:
        """The name of the issue, or the headline."""
        return page.title_of(self.edition)

    @property
    def publisher(self) -> str:
        """Who brings it out."""
        return (self.first.provider.name if self.first.provider else "") or self.house.title

    @property
    def subtitle(self) -> str:
        """The deck of the article; of an issue its day."""
        if not self.edition.issue:
            return words_of(self.first.deck)
        when = appeared(self.edition)
        return day(when, self.lang, page.digits_for(self.first, self.house)) if when else ""

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

    def pieces(self) -> list[Piece]:
        """Return the files of the book, in the order of the manifest."""
        pictures = list(self._pictures())
        chapters = [self._chapter(number, article) for number, article in enumerate(self.articles, 1)]
        cover = list(self._cover())
        text = "".join(self._shown(chapters))
        fonts = list(self._fonts(text))
        sheet = Piece("css", "style/book.css", "text/css", self._css().encode())
        contents = self._contents(self.chapters, has_cover=bool(cover))
        ncx = contents.ncx(self.identifier(), self.title)
        old = Piece("ncx", "toc.ncx", "application/x-dtbncx+xml", ncx)
        return [*cover, self._nav(contents), *chapters, sheet, *fonts, *pictures, old]

    def _pictures(self) -> Iterator[Piece]:
        wanted = dict.fromkeys(image.src for article in self.articles for image in each(Image, article.body))
        for number, src in enumerate(wanted, start=1):
            facts = picture_facts(self.edition.assets.get(src, b""))
            if facts is None or facts.too_large:
                continue
            name = f"images/i{number:04}{SUFFIXES[facts.media_type]}"
            self.pictures[src] = name
            yield Piece(f"i{number:04}", name, facts.media_type, partial(self._picture, src))
        self.workshop.ahead(fit, [self._wanted(src) for src in self.pictures])

    def _picture(self, src: str) -> bytes:
        """Return a picture made fit, when it is its turn to be packed: one at a time is held."""
        return told(self.workshop.each(fit, [self._wanted(src)])[0], self.notes)

    def _wanted(self, src: str) -> Wanted:
        return Wanted(src, self.edition.assets[src], self.longest_side)

    def _chapter(self, number: int, article: Article) -> Piece:
        shown = page.furnished(article, self.edition, self.notes)
        pictures = {src: f"../{name}" for src, name in self.pictures.items()}
        element = page.article_element(shown, self.house, pictures=pictures)
        page.note_undrawable(element, self.house, self.notes)
        marks = self._mark_pages(element, number - 1)
        _as_chapter(element, f"_headline{number}")
        title, name = page.name_of(article), f"text/a{number:04}.xhtml"
        data = _document(article.lang, article.direction, title, [element], "../style/book.css")
        chapter = Chapter(name, title, article.lang, article.direction, article.guid, tuple(marks))
        self.chapters.append(chapter)
        return Piece(f"a{number:04}", name, "application/xhtml+xml", data, in_spine=True)

    def _mark_pages(self, element: Element, article: int) -> list[tuple[str, str]]:
        starts = [start for start in self.paper.starts if start.article == article] if self.paper else []
        digits = page.digits_for(self.first, self.house)
        return mark_pages(element, starts, [in_digits(str(start.number), digits) for start in starts])

    def _cover(self) -> Iterator[Piece]:
        if self.cover == "none":
            return
        picture = self._own_cover() or self._drawn_cover()
        if not picture:
            return
        kind = "jpeg" if picture.startswith(JPEG) else "png"
        alt = f"{self.language.words.cover}: {self.title}"
        yield Piece("cover-image", f"images/cover.{kind}", f"image/{kind}", picture, ("cover-image",))
        section = etree.Element(f"{{{XHTML}}}section", nsmap={None: XHTML, "epub": OPS})
        section.set(f"{{{OPS}}}type", "cover")
        section.set("class", "cover")
        add(section, "img", src=f"../images/cover.{kind}", alt=alt, role="doc-cover")
        data = _document(self.lang, self.direction, self.language.words.cover, [section], "../style/book.css")
        yield Piece("cover", "text/cover.xhtml", "application/xhtml+xml", data, in_spine=True)

    def _own_cover(self) -> bytes:
        """Return the cover that the issue has; nothing where it has none, or one that cannot be shown."""
        src = self.edition.issue.cover if self.edition.issue else ""
        if not src:
            return b""
        facts = picture_facts(self.edition.assets.get(src, b""))
        if facts and not facts.too_large and facts.media_type in ("image/jpeg", "image/png"):
            return self._picture(src)
        self.notes.warn("epub/cover-left-out", f"the cover {src} is no JPEG or PNG that can be shown")
        return b""

    def _drawn_cover(self) -> bytes:
        article = self.first
        words = CoverText(
            title=self.title,
            above=words_of(article.kicker) or article.section,
            below="" if self.edition.issue else words_of(article.deck),
            foot=self._cover_foot(),
        )
        try:
            return draw_cover(words, self.language, self.direction, self.notes, self.house) or b""
        except OSError as error:  # FreeType cannot draw every letter at every size (U+FDFD)
            self.notes.warn("epub/cover-left-out", f"the cover cannot be drawn: {error}")
            return b""

    def _cover_foot(self) -> str:
        issue, digits = self.edition.issue, page.digits_for(self.first, self.house)
        if issue and issue.day:
            number = self.language.words.issue.format(in_digits(issue.number, digits)) if issue.number else ""
            said = (paper_date(issue.day, self.lang, digits), number)
        else:
            when = self.first.published
            said = (self.publisher, day(when, self.lang, digits) if when else "")
        return f" {chr(0xB7)} ".join(filter(None, said))

    def _shown(self, chapters: list[Piece]) -> Iterator[str]:
        for chapter in chapters:
            yield from etree.fromstring(chapter.content()).itertext()
        yield self.title + "".join(getattr(self.language.words, name) for name in _WORDS) + _ALWAYS

    def _fonts(self, text: str) -> Iterator[Piece]:
        """Yield the fonts of the book, each once, cut to its letters, and their licences.

        The alphabets of its languages are in them whole: most books of a language share one cut.
        """
        alphabets = (map(chr, ALPHABETS[language.tag].code_points) for language in self.languages())
        wanted = {char for char in text if not char.isspace() or char == " "}.union(*alphabets)
        letters = "".join(sorted(wanted))
        fonts = book_fonts(self.languages(), letters, self.house) if self.fonts != "none" else []
        kind: FontFormat = "ttf" if self.fonts == "ttf" else "woff2"
        cuts = {font.cut: font for font in fonts}
        owns = ["".join(sorted(wanted.intersection(map(chr, letters_of(cut))))) for cut in cuts]
        cuttings = [Cutting(cut.path, cut.sha256, own, kind) for cut, own in zip(cuts, owns, strict=True)]
        made = self.workshop.each(cut_out, cuttings)
        for number, (font, data) in enumerate(zip(cuts.values(), made, strict=True), start=1):
            yield Piece(f"font-{number}", font.name(kind), f"font/{font.kind(kind)}", data)
        for name, face in {licence_name(font.face): font.face for font in fonts}.items():
            licence = face.licence_file.read_bytes()
            id_ = f"licence-{name.partition('-')[2]}"
            yield Piece(id_, f"fonts/{name}.txt", "text/plain", licence)
        self.font_rules = font_css(fonts, self.languages(), kind, self.house)

    def _css(self) -> str:
        counter = page.COUNTER_STYLE[page.digits_for(self.first, self.house)]
        sheet = (styles_folder() / "ebook.css").read_text(encoding="utf-8")
        return f"{sheet}{self.font_rules}ol {{ list-style-type: {counter}; }}\n"

    # --- contents -----------------------------------------------------------------------------

    def _contents(self, chapters: list[Chapter], *, has_cover: bool) -> Contents:
        parts = parts_of(chapters, self.edition.issue)
        cover = "text/cover.xhtml" if has_cover else ""
        return Contents(self.lang, self.direction, parts, cover, is_page=len(chapters) > 1)

    def _nav(self, contents: Contents) -> Piece:
        title = self.language.words.contents
        data = _document(self.lang, self.direction, title, list(contents.navs()), "style/book.css")
        return Piece("nav", "nav.xhtml", "application/xhtml+xml", data, ("nav",), in_spine=contents.is_page)

    def identifier(self) -> str:
        """Return the guid of the issue or of the one article."""
        return self.edition.issue.guid if self.edition.issue else self.first.guid


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
        if kind == "endnotes":
            _pop_up(part)
    _quieten(element)
    _close_ranks(element)


def _pop_up(endnotes: Element) -> None:
    """Mark each note as what readers show over the page when its sign is touched (EPUB SSV 1.1, footnote)."""
    for entry in endnotes.iter(f"{{{XHTML}}}li"):
        note = etree.Element(f"{{{XHTML}}}div", role="doc-footnote")
        note.set(f"{{{OPS}}}type", "footnote")
        if entry.get("id"):
            note.set("id", entry.attrib.pop("id"))
        note.extend(list(entry))
        entry.append(note)


def _quieten(element: Element) -> None:
    """Make no landmark of what credits a quotation, nor of boxes: a reader's ear would stop at each."""
    for part in element.iter(f"{{{XHTML}}}footer", f"{{{XHTML}}}aside"):
        if not part.get("role"):
            part.set("role", "presentation" if part.tag == f"{{{XHTML}}}footer" else "note")


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
