"""Measures the memory that a book of 400 pictures takes at its peak, above what the process takes idle."""

import resource
import time
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import convert
from convert.house import House
from convert.model import Article, Edition, Figure, Image, Paragraph, label
from convert.notes import Notes
from convert.pictures import Shelf

PICTURES = 400


def photographs(folder: Path, count: int = PICTURES) -> dict[str, Path]:
    """Return photographs of 1200 by 800 pixels, about a third of a megabyte each, no two alike."""
    from PIL import Image as Drawn

    base = Drawn.effect_noise((1200, 800), 60).convert("RGB")
    found = {}
    for number in range(count):
        path = folder / f"p{number:03}.jpg"
        base.rotate(number % 360).save(path, quality=70)
        found[path.name] = path
    return found


def edition(pictures: dict[str, Path]) -> Edition:
    """Return an article that shows *pictures*, which stay in their files."""
    figures = tuple(Figure(image=Image(name, f"صورة {name}")) for name in pictures)
    body = (Paragraph(text=label("نص الخبر.")), *figures)
    article = Article(guid="urn:example:1", lang="ar", direction="rtl", headline=label("معرض"), body=body)
    return Edition(articles=(article,), assets=Shelf(dict(pictures)))


def peak() -> float:
    """Return the largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(folder: Path) -> tuple[float, float, float]:
    """Return MB above idle, the size of the book in MB, and seconds."""
    gallery = edition(photographs(folder))
    small = replace(gallery.articles[0], body=gallery.articles[0].body[:3])
    convert.write(
        Edition(articles=(small,), assets=gallery.assets), folder / "small.epub", house=House(), notes=Notes()
    )
    idle, begun = peak(), time.perf_counter()
    convert.write(gallery, folder / "large.epub", house=House(), notes=Notes())
    return peak() - idle, (folder / "large.epub").stat().st_size / 1e6, time.perf_counter() - begun


def main() -> None:
    """Print the figures."""
    with TemporaryDirectory() as folder:
        above, size, seconds = measured(Path(folder))
    print(f"{PICTURES} pictures: {above:.0f} MB above idle, a book of {size:.0f} MB in {seconds:.1f} s")


if __name__ == "__main__":
    main()
