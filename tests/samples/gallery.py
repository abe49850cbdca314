"""The gallery: the first page of a story of each language in every style, as a picture and as text.

Run with: python -m tests.samples.gallery (make pictures).
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from PIL import Image

import convert
from convert.house import House, find_house, styles_folder
from convert.model import Edition
from convert.notes import Notes
from convert.stylesheets import style_names
from tests.pages import laid_out, spelled
from tests.samples.test_samples import SAMPLES, source_of, through_xml

GALLERY = SAMPLES / "gallery"
#: A story for each language that newspapers of ours are set in.
STORIES = {
    "ar": "lighthouse",
    "fa": "carpets",
    "ur": "kites",
    "he": "library",
    "ckb": "walnuts",
    "en": "tide",
}
#: How wide the pictures are, in pixels; and those that lie beside a style.
WIDE, SMALL = 460, 300
COLOURS = 96


class Page(NamedTuple):
    """A page of the gallery: its language and its style."""

    lang: str
    style: str

    @property
    def picture(self) -> Path:
        return GALLERY / f"{self.style}-{self.lang}.png"

    @property
    def text(self) -> Path:
        return GALLERY / f"{self.style}-{self.lang}.txt"


PAGES = [Page(lang, style) for style in style_names(House()) for lang in STORIES]


@cache
def edition_of(lang: str) -> Edition:
    """Return the story of a language as a writer gets it."""
    return through_xml(convert.read(source_of(SAMPLES / STORIES[lang]), notes=Notes()))


def painted(page: Page, width: int = WIDE) -> Image.Image:
    """Return the first page of a story, so many pixels wide; nothing of it may have been worth a note."""
    house = find_house(SAMPLES / STORIES[page.lang])
    notes = Notes()
    data = convert.render(edition_of(page.lang), "pdf", house=house, notes=notes, style=page.style)
    assert not list(notes), f"{page}: {notes.codes()}"
    first = pypdfium2.PdfDocument(data)[0]
    return first.render(scale=width / first.get_width()).to_pil().convert("RGB")


def told(page: Page) -> str:
    """Return what stands where on the pages of a story."""
    house = find_house(SAMPLES / STORIES[page.lang])
    return spelled(laid_out(edition_of(page.lang), house, Notes(), page.style))


def write() -> Iterator[Path]:
    """Write the gallery anew; yield what was written."""
    for page in PAGES:
        painted(page).quantize(COLOURS).save(page.picture, optimize=True)
        yield page.picture
        page.text.write_text(told(page), encoding="utf-8")
        yield page.text
    for style in style_names(House()):
        picture = styles_folder() / style / "picture.png"
        painted(Page("ar", style), SMALL).quantize(COLOURS).save(picture, optimize=True)
        yield picture


if __name__ == "__main__":
    for path in write():
        sys.stdout.write(f"{path.relative_to(SAMPLES.parent)}\n")
