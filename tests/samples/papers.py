"""The sample papers, built: pages of them as pictures, and what stands where on each.

Run with: python -m tests.samples.papers (make pictures).
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

import convert
from convert.notes import Notes
from tests.samples.gallery import COLOURS
from tests.samples.test_samples import SAMPLES

#: The sample papers, and the pages of each that are shown.
PAPERS = {"edition": (1, 3, 11, 16), "edition-fa": (1,), "edition-ur": (1,), "edition-he": (1,)}
#: How wide the pictures are, in pixels.
WIDE = 620


@cache
def _built(name: str) -> tuple[dict[str, bytes], tuple[str, ...]]:
    notes, formats = Notes(), ("pdf", "epub", "text")
    with TemporaryDirectory() as folder, convert.open_workshop() as shop:
        made = convert.build_edition(SAMPLES / name, folder, formats=formats, notes=notes, workshop=shop)
        files = {kind: path.read_bytes() for kind, path in zip(formats, made, strict=True)}
    return files, tuple(notes.codes())


def built(name: str) -> dict[str, bytes]:
    """Return a sample paper in its formats."""
    return _built(name)[0]


def codes(name: str) -> tuple[str, ...]:
    """Return the codes of what was noted when a sample paper was built."""
    return _built(name)[1]


def painted(name: str, number: int) -> Image.Image:
    """Return a page of a sample paper."""
    page = pypdfium2.PdfDocument(built(name)["pdf"])[number - 1]
    return page.render(scale=WIDE / page.get_width()).to_pil().convert("RGB")


def picture(name: str, number: int) -> Path:
    """Return where the picture of a page is."""
    return SAMPLES / name / f"page-{number}.png"


def write() -> Iterator[Path]:
    """Write the pictures anew; yield what was written."""
    for name, numbers in PAPERS.items():
        for number in numbers:
            painted(name, number).quantize(COLOURS).save(picture(name, number), optimize=True)
            yield picture(name, number)


if __name__ == "__main__":
    for path in write():
        sys.stdout.write(f"{path.relative_to(SAMPLES.parent)}\n")
