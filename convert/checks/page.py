"""Checks a web page with a right-to-left reader's eyes, and puts right what can be put right mechanically."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from convert.checks.markup import Page, page_of
from convert.checks.rules import Mended, faults_of_page, in_rounds, mend_all
from convert.checks.sheets import LARGEST_SHEET, Sheet, sheet_of
from convert.errors import SourceError
from convert.files import inside
from convert.formats import check, mender
from convert.notes import Finding

SUFFIXES = (".html", ".htm", ".xhtml")


@check("html", suffixes=SUFFIXES)
def check_html(data: bytes, folder: Path | None) -> list[Finding]:
    """Return what is wrong with a web page; of its style sheets those beside it are read, no others."""
    try:
        page = _page(data, folder)
    except SourceError as error:
        return [Finding(error.code, str(error), error.where, error.cure)]
    found = faults_of_page(page, lang=page.lang, forbids_css_direction=False)
    return list(dict.fromkeys(one.finding for one in found))


@mender("html", suffixes=SUFFIXES)
def mend_html(data: bytes) -> Mended:
    """Return the page with every mechanical fault of its own put right, and which those were."""
    return in_rounds(data, _mended)


def _mended(data: bytes) -> Mended:
    page = _page(data, None)
    told = mend_all(faults_of_page(page, lang=page.lang, forbids_css_direction=False))
    for sheet in page.sheets:
        sheet.save()
    return page.spelled() if told else data, told


def _page(data: bytes, folder: Path | None) -> Page:
    def sheets(href: str) -> list[Sheet]:
        path = inside(folder, unquote(urlsplit(href).path)) if folder and not urlsplit(href).scheme else None
        if path is None or not path.is_file() or path.stat().st_size > LARGEST_SHEET:
            return []
        css = path.read_bytes().decode("utf-8-sig", errors="replace")
        return [sheet_of(css, path.name, lambda _: None)]

    is_xml = data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    return page_of(data, "", sheets, is_html=not is_xml)
