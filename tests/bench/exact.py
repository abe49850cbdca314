"""What an exact PDF costs: the raw engine, our page through the engine alone, and all that we do, in turns.

Run with: python -m tests.bench.exact. For each number of articles in one document it prints milliseconds
an article, the ratio to the raw engine, and the peak memory of a process that makes that document alone.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import convert
from convert import newsml
from convert.house import House
from convert.model import Edition
from convert.notes import Notes
from convert.pdf.document import lay_out
from convert.pdf.engine import own_fonts, weasyprint
from convert.writers.pdf import print_page

SEED = Path(__file__).resolve().parents[2] / "samples" / "kuwait" / "article.txt"
#: Articles in one document, and how often each document is made.
SIZES: Mapping[int, int] = {1: 15, 10: 5, 100: 2, 400: 1}
MEBIBYTE = 1024  # kibibytes, in which Linux tells the peak (proc(5), VmHWM)


def edition_of(articles: int) -> Edition:
    """Return the seed so many times, each an article of its own."""
    seed = newsml.load(newsml.dump(convert.read(SEED))).articles[0]
    copies = (replace(seed, guid=f"{seed.guid}:{number}") for number in range(articles))
    return Edition(articles=tuple(copies))


def ways(articles: int) -> dict[str, Callable[[], bytes]]:
    """Return the three ways to make the document."""
    edition = edition_of(articles)

    def page() -> tuple[bytes, str]:
        return print_page(edition, Notes(), House(), "article", (), ignore_embargo=False)

    html, sheet = page()

    def raw() -> bytes:
        engine, fonts = weasyprint(), own_fonts()
        css = engine.CSS(string=sheet, font_config=fonts)
        source = engine.HTML(string=html.decode())
        return bytes(source.write_pdf(stylesheets=[css], font_config=fonts))

    def plain() -> bytes:
        return bytes(lay_out(*page(), edition.assets, Notes()).write_pdf(pdf_tags=True))

    def everything() -> bytes:
        return convert.render(edition, "pdf", house=House(), notes=Notes())

    return {"raw engine": raw, "ours, plain": plain, "ours, exact": everything}


def measured(articles: int, rounds: int) -> dict[str, float]:
    """Return the median seconds of each way, made turn by turn."""
    makers = ways(articles)
    took: dict[str, list[float]] = {name: [] for name in makers}
    if articles == 1:
        [make() for make in makers.values()]
    for _ in range(rounds):
        for name, make in makers.items():
            started = time.perf_counter()
            make()
            took[name].append(time.perf_counter() - started)
    return {name: statistics.median(times) for name, times in took.items()}


def peak(articles: int, name: str) -> float:
    """Return the peak memory, in MiB, of a process that makes the document in one way."""
    command = [sys.executable, "-m", "tests.bench.exact", str(articles), name]
    return float(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def compare() -> None:
    """Print the table."""
    for articles, rounds in SIZES.items():
        found = measured(articles, rounds)
        for name, took in found.items():
            ratio = took / found["raw engine"]
            each = took * 1000 / articles
            print(
                f"{articles:>4} articles  {name:<12} {each:8.1f} ms each   ratio {ratio:.2f}"
                f"   peak {peak(articles, name):6.0f} MiB",
                flush=True,
            )


def make_one(articles: int, name: str) -> None:
    """Make one document and print the peak memory of this process, in MiB."""
    ways(articles)[name]()
    status = Path("/proc/self/status").read_text(encoding="ascii")
    print(int(status.partition("VmHWM:")[2].split()[0]) / MEBIBYTE)  # getrusage knows the parent's peak too


if __name__ == "__main__":
    if len(sys.argv) > 1:
        make_one(int(sys.argv[1]), sys.argv[2])
    else:
        compare()
