"""Checks an EPUB with a right-to-left reader's eyes, and puts right what can be put right mechanically.

Validators are silent on all of this: a book may be valid, and open on its last page.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from convert.checks import rules
from convert.checks.glyphs import missing_glyphs
from convert.checks.markup import Page, local
from convert.checks.package import DC, Book, is_heading, marks_of, open_book
from convert.checks.rules import Fault, Mended, fault, in_rounds, mend_all
from convert.checks.words import wrong_words
from convert.errors import SourceError
from convert.formats import check, mender
from convert.newsml.xhtml_out import Element
from convert.notes import Finding
from convert.script.letters import guess_language
from convert.vocab.languages import subtags

#: Fewer letters are no text: a picture book turns its pages as its maker says.
_FEWEST: Final = 200
#: Languages whose books may turn pages to the left though their letters run to the right.
_VERTICAL: Final = frozenset({"ja", "zh", "ko", "mn"})
#: What English programs call the parts of a book.
_ENGLISH: Final = frozenset(
    "table of contents|contents|toc|cover|cover page|cover image|title page|titlepage|landmarks|guide|pages"
    "|list of pages|page list|start|start of content|start reading|begin reading|bodymatter|notes|footnotes"
    "|endnotes|untitled|unknown|unknown title|colophon|imprint|copyright|copyright page|navigation".split("|")
)
_NUMBERED: Final = re.compile(r"(?:chapter|section|part|page)\s+\d+", re.IGNORECASE)


@check("epub", suffixes=(".epub",))
def check_epub(data: bytes, folder: Path | None) -> list[Finding]:  # noqa: ARG001 - every check is given it
    """Return what is wrong with an EPUB in the eyes of who reads from right to left."""
    try:
        book = open_book(data)
        found = [*book.findings, *(one.finding for one in faults(book))]
    except SourceError as error:
        return [Finding(error.code, str(error), error.where, error.cure or "make the book anew")]
    return list(dict.fromkeys(found))


@mender("epub", suffixes=(".epub",))
def mend_epub(data: bytes) -> Mended:
    """Return the EPUB with every mechanical fault put right, and which those were.

    Raises SourceError for a book that cannot be opened.
    """
    return in_rounds(data, _mended)


def _mended(data: bytes) -> Mended:
    book = open_book(data)
    told = mend_all(faults(book))
    book.save()
    return _packed(book) if told else data, told


def _packed(book: Book) -> bytes:
    """Return the ZIP with what was changed; the mimetype first and stored (OCF 3.3 §4.3)."""
    out = io.BytesIO()
    entries = sorted(book.zip.entries, key=lambda entry: entry.filename != "mimetype")
    with zipfile.ZipFile(out, "w") as packed:
        for entry in entries:
            info = zipfile.ZipInfo(entry.filename, entry.date_time)
            info.compress_type = zipfile.ZIP_STORED if entry.filename == "mimetype" else zipfile.ZIP_DEFLATED
            info.create_system, info.external_attr = 3, 0o644 << 16
            packed.writestr(info, book.changed.get(entry.filename) or book.zip.read(entry.filename))
    return out.getvalue()


def faults(book: Book) -> Iterator[Fault]:
    """Yield all that is wrong with a book."""
    yield from page_order(book)
    yield from package(book)
    for page in book.pages.values():
        yield from _faults_of(page, book)
    yield from furniture(book)
    yield from page_list(book)
    yield from missing_glyphs(book)


def _faults_of(page: Page, book: Book) -> Iterator[Fault]:
    whole = list(_nav_direction(page, book)) if page is book.nav else []
    yield from whole
    for one in rules.faults_of_page(page, lang=book.lang, forbids_css_direction=True):
        if page is not book.nav or one.finding.code != "rtl/direction":
            yield one
        elif not whole:
            yield Fault(replace(one.finding, code="rtl/nav-direction"), one.mend)


def _nav_direction(page: Page, book: Book) -> Iterator[Fault]:
    """Yield the contents of a right-to-left book that run from the left, whatever their words."""
    nav = next((box for box in page.boxes if box.name == "nav"), None)
    if nav is None or nav.direction == "rtl" or book.direction == "ltr":
        return

    def mend() -> None:
        for element in (nav.element, *nav.element.iterancestors()):
            element.attrib.pop("dir", None)
        page.root.set("dir", "rtl")
        page.changed = True

    said = f'html says dir="{page.root.get("dir")}"' if page.root.get("dir") else "html has no dir"
    where = f"{page.name} line {nav.line}"
    sentence = f"the contents of a right-to-left book run from the left; {said}"
    yield fault("rtl/nav-direction", where, sentence, 'dir="rtl" on html', mend=mend)


# --- the package --------------------------------------------------------------------------------


def page_order(book: Book) -> Iterator[Fault]:
    """Yield a spine whose pages turn against the words; one that does not say is read the English way.

    EPUB 3.3 §5.6.2, page-progression-direction.
    """
    said, runs = book.spine.get("page-progression-direction", ""), book.direction
    if said == "rtl" if runs == "rtl" else said != "rtl" or _may_turn_left(book):
        return

    def mend() -> None:
        book.spine.set("page-progression-direction", runs)
        book.says_else = True

    told = f'page-progression-direction="{said}"' if said else "no page-progression-direction"
    sentence = f"{told}: the book opens on its last page"
    where = f"{book.name} line {book.spine.sourceline}"
    cure = f'page-progression-direction="{runs}" on spine'
    if book.is_old:
        old = "EPUB 2 cannot say which way pages turn: the book opens on its last page"
        yield fault("rtl/page-order", where, old, "make an EPUB 3 of it", severity="warning")
    else:
        yield fault("rtl/page-order", where, sentence, cure, mend=mend)


def _may_turn_left(book: Book) -> bool:
    return book.letters < _FEWEST or subtags(book.lang)[0] in _VERTICAL


def package(book: Book) -> Iterator[Fault]:
    """Yield a package that names another language or direction than that of the words."""
    wrong = rules.misnamed(book.lang, book.words) if book.letters >= _FEWEST else ""
    where = f"{book.name} line {book.root.sourceline}"
    if wrong:
        yield _misnamed(book, where, wrong)
    said = book.root.get("dir")
    if said in ("ltr", "rtl") and said != book.direction and book.letters >= _FEWEST:

        def mend() -> None:
            book.root.set("dir", book.direction)
            book.says_else = True

        sentence = f'the package says dir="{said}": title and names run the wrong way on the shelf'
        yield fault("rtl/direction", where, sentence, f'dir="{book.direction}" on package', mend=mend)
    yield from _metadata(book)


def _misnamed(book: Book, where: str, wrong: str) -> Fault:
    own = (page.lang for page in book.pages.values() if page.lang)
    better = next((tag for tag in own if not rules.misnamed(tag, book.words)), guess_language(book.words))

    def mend() -> None:
        book.name_language(better)

    known = better.partition("-")[0] != "und"
    cure = f"<dc:language>{better}</dc:language>" if known else "correct dc:language"
    return fault("rtl/language", where, wrong, cure, mend=mend if known else None)


def _metadata(book: Book) -> Iterator[Fault]:
    for element in book.root.iter(f"{DC}title", f"{DC}creator", f"{DC}description", f"{DC}publisher"):
        for wrong in wrong_words(element.text or ""):
            where = f"{book.name} line {element.sourceline}"
            yield fault(wrong.code, where, wrong.sentence, wrong.cure, severity=wrong.severity)


# --- furniture ----------------------------------------------------------------------------------


def furniture(book: Book) -> Iterator[Fault]:
    """Yield each English word that a program wrote into a book in another language."""
    if book.direction != "rtl":
        return
    for where, said in _furniture(book):
        if said.strip().lower() in _ENGLISH or _NUMBERED.fullmatch(said.strip()):
            sentence = f"{said.strip()!r} stands in a book that is not English"
            yield fault("rtl/furniture", where, sentence, "say it in the book's language", severity="warning")


def _furniture(book: Book) -> Iterator[tuple[str, str]]:
    """Yield what a program may have written: titles, what stands in the contents, words of pictures."""
    for page in book.pages.values():
        for element in page.root.iter("*"):
            is_nav = page is book.nav and (is_heading(element) or local(element) == "a")
            if local(element) == "title" or is_nav:
                yield f"{page.name} line {element.sourceline}", "".join(element.itertext())
            elif local(element) == "img" and element.get("alt"):
                yield f"{page.name} line {element.sourceline}", element.get("alt", "")
    if book.ncx is not None:
        for element in book.ncx.iter("{*}text"):
            yield f"NCX line {element.sourceline}", element.text or ""


# --- pages of paper -----------------------------------------------------------------------------


def page_list(book: Book) -> Iterator[Fault]:
    """Yield a list of pages that is not that of the marks in the text (EPUB Accessibility 1.1 §3.4)."""
    if book.nav is None:
        return
    listed = [_words(link) for nav in marks_of(book.nav, "page-list") for link in nav.iter("{*}a")]
    marks = [_label(mark) for page in book.pages.values() for mark in marks_of(page, "pagebreak")]
    if listed and marks and listed != marks:
        count = sum(one != other for one, other in zip(listed, marks, strict=False))
        count += abs(len(listed) - len(marks))
        sentence = f"the list of pages has {len(listed)}, the text marks {len(marks)}; {count} differ"
        yield fault("epub/page-list", book.nav.name, sentence, "make the list from the marks")


def _words(element: Element) -> str:
    return "".join(element.itertext()).strip()


def _label(mark: Element) -> str:
    return (mark.get("aria-label") or mark.get("title") or _words(mark)).strip()
