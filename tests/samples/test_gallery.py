"""The gallery shows what the styles make of the stories; `make pictures` writes it anew."""

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from convert.house import House, styles_folder
from convert.stylesheets import style_names
from tests.samples.gallery import PAGES, Page, painted, told

README = Path(__file__).resolve().parents[2] / "README.md"
#: One page a style is looked at each time, the others by `make gates`.
FEW = [page for page in PAGES if page.lang == {"magazine": "ur", "reader": "en"}.get(page.style, "ar")]


def opened(path: Path) -> Image.Image:
    with Image.open(path) as picture:
        return picture.convert("L")


def difference_of(path: Path, fresh: Image.Image) -> float:
    """Return by how much a picture that is kept differs from a fresh one, of 255."""
    kept = opened(path)
    assert kept.size == fresh.size
    return float(ImageStat.Stat(ImageChops.difference(kept, fresh.convert("L"))).mean[0])


def assert_true(page: Page) -> None:
    assert page.text.read_text(encoding="utf-8") == told(page), "make pictures writes it anew"
    difference = difference_of(page.picture, painted(page))
    assert difference < 4, f"{page.picture.name} differs by {difference:.1f} of 255; make pictures"


@pytest.mark.parametrize("page", FEW, ids="-".join)
def test_a_page_of_the_gallery_is_true(page: Page) -> None:
    assert_true(page)


@pytest.mark.gate
@pytest.mark.parametrize("page", [page for page in PAGES if page not in FEW], ids="-".join)
def test_every_page_of_the_gallery_is_true(page: Page) -> None:
    assert_true(page)


def test_every_page_of_the_gallery_is_in_the_readme() -> None:
    shown = set(re.findall(r"samples/gallery/([\w-]+\.png)", README.read_text(encoding="utf-8")))
    assert shown == {page.picture.name for page in PAGES}


def test_every_style_has_a_picture() -> None:
    for style in style_names(House()):
        assert opened(styles_folder() / style / "picture.png").width == 300
