"""What kashidas do to a narrow column: word gaps, kashidas a line, by face, size and manner; what they cost.

Run with: python -m tests.bench.kashida. The column is a quarter of a printed A4 page (41 mm), the text that
of the first sample. A gap is what justification adds to a space, in ems.
"""

import statistics
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import convert
from convert import newsml
from convert.house import House
from convert.model import Edition
from convert.notes import Notes
from convert.pdf.document import lay_out
from convert.pdf.elongation import Kashida, lengthen, texts_in
from convert.pdf.engine import kids_of, page_boxes, shape_of
from convert.pdf.textlayer import TextLayer
from convert.writers.pdf import print_page

SEED = Path(__file__).resolve().parents[2] / "samples" / "kuwait" / "article.txt"
FACES = ("Amiri", "Noto Naskh Arabic", "Vazirmatn", "Scheherazade New")
SIZES = (9, 11, 14)
MANNERS: tuple[Kashida, ...] = ("off", "light", "full")


@dataclass(frozen=True, slots=True)
class Column:
    """The justified lines of a narrow column: their gaps, in ems, and how many kashidas each has."""

    gaps: tuple[float, ...]
    kashidas: tuple[int, ...]

    def percentile(self, share: float) -> float:
        """Return the gap that so many of the lines do not exceed."""
        return sorted(self.gaps)[min(int(share * len(self.gaps)), len(self.gaps) - 1)]


def sheet(face: str, size: float) -> str:
    """Return the CSS of the narrow column."""
    return (
        f'@page {{ margin: 15mm }} html {{ font: {size}pt/1.65 "{face}" }}'
        ".body { columns: 4; column-gap: 5mm } p { margin: 0 0 2mm }"
    )


def edition_of(path: Path = SEED) -> Edition:
    """Return the sample as a writer gets it."""
    return newsml.load(newsml.dump(convert.read(path, notes=Notes())))


def columns(edition: Edition, css: str, house: House | None = None) -> list[Any]:
    """Return the pages of *edition*, laid out with *css* on top."""
    house = house or House()
    with TemporaryDirectory() as folder:
        extra = Path(folder, "narrow.css")
        extra.write_text(css, encoding="utf-8")
        html, style = print_page(edition, Notes(), house, "article", (str(extra),), ignore_embargo=False)
    return page_boxes(lay_out(html, style, edition.assets, Notes(), house=house))


def column(face: str, size: float, kashida: Kashida, edition: Edition) -> Column:
    """Return the column as it is set."""
    pages = columns(edition, sheet(face, size))
    layer = TextLayer()
    lengthen(pages, kashida, layer)
    return measured(pages, layer)


def measured(pages: list[Any], layer: TextLayer) -> Column:
    """Return the gaps and the kashidas of the justified lines of *pages*."""
    gaps, counts = [], []
    for line in lines_in(pages):
        texts = list(texts_in(line))
        gap = max((text.justification_spacing for text in texts), default=0)
        kashidas = sum(len(layer.kashidas.get(id(text), {})) for text in texts)
        if gap or kashidas:
            gaps.append(gap / line.style["font_size"])
            counts.append(kashidas)
    return Column(tuple(gaps), tuple(counts))


def lines_in(boxes: list[Any]) -> list[Any]:
    """Return the lines in *boxes*."""
    found = []
    for box in boxes:
        found += [box] if shape_of(box) == "line" else lines_in(list(kids_of(box)))
    return found


def compare() -> None:
    """Print the table, and what kashidas add to the time of a PDF."""
    edition = edition_of()
    print("face                 pt  manner  lines  gap median    p90    max   kashidas a line  most")
    for face in FACES:
        for size in SIZES:
            for kashida in MANNERS:
                found = column(face, size, kashida, edition)
                gaps = statistics.median(found.gaps), found.percentile(0.9), max(found.gaps)
                median, high, most = (f"{gap:6.2f}" for gap in gaps)
                each = f"{statistics.mean(found.kashidas):12.2f}  {max(found.kashidas):4}"
                row = f"{face:<20} {size:>2}  {kashida:<6} {len(found.gaps):5}"
                print(row, f"    {median} {high} {most}", each, flush=True)


def cost() -> None:
    """Print the ratio of a PDF with kashidas to the same without."""
    edition = edition_of()
    took: dict[str, list[float]] = {"off": [], "full": []}
    for _ in range(12):
        for kashida, times in took.items():
            started = time.perf_counter()
            convert.render(edition, "pdf", house=House(), notes=Notes(), kashida=kashida)
            times.append(time.perf_counter() - started)
    off, full = (statistics.median(times[2:]) for times in took.values())
    print(f"one article: {off * 1000:.0f} ms without, {full * 1000:.0f} ms with; ratio {full / off:.2f}")


if __name__ == "__main__":
    compare() if "cost" not in sys.argv else None
    cost()
