"""The sample papers are whole, full, valid, and look as their pictures show."""

import io

import pikepdf
import pytest

from tests.pdf.conftest import findings
from tests.samples.papers import PAPERS, built, painted, picture
from tests.samples.test_gallery import difference_of

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
    data, codes = built(name)
    assert len(pikepdf.open(io.BytesIO(data)).pages) == PAGES[name]
    assert not set(WRONG) & set(codes)
    assert "paper/filler-page" not in codes


@pytest.mark.parametrize("name", PAPERS)
def test_a_validator_finds_nothing(name: str) -> None:
    assert findings(built(name)[0]) == []


@pytest.mark.parametrize(
    ("name", "number"), [(name, page) for name, pages in PAPERS.items() for page in pages]
)
def test_a_page_looks_as_its_picture_shows(name: str, number: int) -> None:
    assert difference_of(picture(name, number), painted(name, number)) < 4
