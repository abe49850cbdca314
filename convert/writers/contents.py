"""The contents of a book: sections and articles, landmarks, pages of paper, and the NCX of old readers."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from lxml import etree

from convert.model import Direction, Issue
from convert.newsml.names import LANG, XHTML
from convert.newsml.xhtml_out import Element, add
from convert.vocab.languages import language_of
from convert.writers.page import set_language

OPS = "http://www.idpf.org/2007/ops"
NCX = "http://www.daisy.org/z3986/2005/ncx/"


class Chapter(NamedTuple):
    """A document of the book that holds an article."""

    href: str
    title: str
    lang: str
    direction: Direction
    guid: str
    #: The pages of paper that begin in it: what each is called, and the id of its mark.
    pages: tuple[tuple[str, str], ...] = ()


class Part(NamedTuple):
    """Chapters that belong together; without a title they stand by themselves."""

    title: str
    chapters: tuple[Chapter, ...]


def parts_of(chapters: Sequence[Chapter], issue: Issue | None) -> list[Part]:
    """Return the chapters by the sections of the issue, whose order they are in."""
    sections = issue.sections if issue else ()
    section_of = {item.guid: section.id for section in sections for item in section.items}
    parts = [
        Part(title, own)
        for id_, title in [*((section.id, section.title.strip()) for section in sections), (None, "")]
        if (own := tuple(chapter for chapter in chapters if section_of.get(chapter.guid) == id_))
    ]
    return [Part("", parts[0].chapters)] if len(parts) == 1 else parts


@dataclass(frozen=True, slots=True)
class Contents:
    """What stands in a book, said in its language."""

    lang: str
    direction: Direction
    parts: Sequence[Part]
    #: The title page, or nothing.
    cover: str = ""
    #: Whether the contents are a page of the book.
    is_page: bool = False

    def chapters(self) -> Iterator[Chapter]:
        """Yield the chapters, in order."""
        for part in self.parts:
            yield from part.chapters

    def _places(self) -> list[tuple[str, str]]:
        """Return where each page of paper begins, and what it is called."""
        return [(f"{one.href}#{id_}", name) for one in self.chapters() for name, id_ in one.pages]

    def navs(self) -> Iterator[Element]:
        """Yield the lists of the navigation document (EPUB 3.3 §7)."""
        words = language_of(self.lang).words
        yield self._toc(words.contents)
        yield self._landmarks(words.landmarks)
        pages = self._places()
        if pages:
            yield self._pages(words.pages, pages)

    def _toc(self, title: str) -> Element:
        nav = _nav("toc", "doc-toc", title)
        entries = add(nav, "ol")
        for part in self.parts:
            if part.title:
                entry = add(entries, "li")
                add(entry, "a", part.title, href=part.chapters[0].href)
                self._list(add(entry, "ol"), part.chapters)
            else:
                self._list(entries, part.chapters)
        return nav

    def _list(self, entries: Element, chapters: Iterable[Chapter]) -> None:
        """List headlines; of one in another language it is said in which, and how that is read."""
        for chapter in chapters:
            link = add(add(entries, "li"), "a", chapter.title, href=chapter.href)
            if chapter.lang != self.lang:
                set_language(link, chapter.lang, chapter.direction)

    def _landmarks(self, title: str) -> Element:
        words = language_of(self.lang).words
        places = [(self.cover, words.cover, "cover")] if self.cover else []
        places += [("nav.xhtml", words.contents, "toc")] if self.is_page else []
        places += [(next(self.chapters()).href, words.body, "bodymatter")]
        nav = _nav("landmarks", "", title, hidden=True)
        entries = add(nav, "ol")
        for href, name, kind in places:
            add(add(entries, "li"), "a", name, href=href).set(f"{{{OPS}}}type", kind)
        return nav

    @staticmethod
    def _pages(title: str, pages: Iterable[tuple[str, str]]) -> Element:
        nav = _nav("page-list", "doc-pagelist", title, hidden=True)
        entries = add(nav, "ol")
        for href, name in pages:
            add(add(entries, "li"), "a", name, href=href)
        return nav

    def ncx(self, identifier: str, title: str) -> bytes:
        """Return the contents as readers of EPUB 2 want them (OPF 2.0.1 §2.4.1)."""
        root = etree.Element(f"{{{NCX}}}ncx", {"version": "2005-1", LANG: self.lang}, nsmap={None: NCX})
        head = _ncx(root, "head")
        etree.SubElement(head, f"{{{NCX}}}meta", {"name": "dtb:uid", "content": identifier})
        _say(_ncx(root, "docTitle"), title)
        points = _Points()
        place = _ncx(root, "navMap")
        for part in self.parts:
            inner = points.add(place, part.title, part.chapters[0].href) if part.title else place
            for chapter in part.chapters:
                points.add(inner, chapter.title, chapter.href)
        pages = self._places()
        if pages:
            _ncx_pages(root, pages)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _nav(kind: str, role: str, title: str, *, hidden: bool = False) -> Element:
    nav = etree.Element(f"{{{XHTML}}}nav", nsmap={None: XHTML, "epub": OPS})
    nav.set(f"{{{OPS}}}type", kind)
    nav.set("id", kind)
    nav.set("aria-labelledby", f"{kind}-title")
    if role:
        nav.set("role", role)
    add(nav, "h1", title, id=f"{kind}-title")
    if hidden:
        nav.set("hidden", "hidden")
    return nav


class _Points:
    """Counts the entries of an NCX."""

    def __init__(self) -> None:
        self._number = 0

    def add(self, parent: Any, title: str, href: str) -> Any:
        self._number += 1
        point = _ncx(parent, "navPoint", id=f"n{self._number}")
        _say(_ncx(point, "navLabel"), title)
        _ncx(point, "content", src=href)
        return point


def _ncx_pages(root: Any, pages: Iterable[tuple[str, str]]) -> None:
    listed = _ncx(root, "pageList")
    for number, (href, name) in enumerate(pages, start=1):
        target = _ncx(listed, "pageTarget", id=f"page-{number}", type="normal", value=str(number))
        _say(_ncx(target, "navLabel"), name)
        _ncx(target, "content", src=href)


def _ncx(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, f"{{{NCX}}}{name}", attributes)


def _say(parent: Any, words: str) -> None:
    _ncx(parent, "text").text = words
