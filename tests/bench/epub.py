"""How fast and how large a book is: ours beside pandoc's, and Calibre's where it is installed, in one run.

Run with: python -m tests.bench.epub. The article is samples/kuwait; pandoc is given our own HTML of it, and
once the two fonts of ours to embed, which it takes whole. Each is called as its users call it: ours in a
process that goes on, theirs as a program. Then 500 articles of one language, each with words of its own.
pandoc comes with .ci/bench-requirements.txt; it is not needed for anything else.
"""

import random
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import convert
from convert.faces import faces
from convert.house import House
from convert.model import Article, Edition, Paragraph, label
from convert.newsml.count import lines
from convert.notes import Notes

ROOT = Path(__file__).resolve().parents[2]
SEED = ROOT / "samples/kuwait/article.xml"
MANY = 500
#: A program is started for each article; so many of them tell how long one takes.
FEW = 12


def pandoc() -> str:
    """Return pandoc, from its package or the path; stop with the line that installs it."""
    try:
        import pypandoc  # type: ignore[import-untyped]  # no stubs
    except ImportError:
        found = shutil.which("pandoc")
        if not found:
            sys.exit(f"pandoc is missing: pip install -r {ROOT / '.ci/bench-requirements.txt'}")
        return found
    return str(pypandoc.get_pandoc_path())


def ours(edition: Edition, **options: str) -> bytes:
    """Return the book as we make it."""
    return convert.render(edition, "epub", house=House(), notes=Notes(), **options)


def theirs(program: str, page: Path, book: Path, *options: str) -> Path:
    """Let another program make the book."""
    command = [program, page, "-o", book] if "pandoc" in program else [program, page, book]
    subprocess.run([*command, *options], check=True, capture_output=True)
    return book


def milliseconds(work: Callable[[], object], rounds: int) -> float:
    """Return the median time of a call."""
    took = []
    for _ in range(rounds):
        begun = time.perf_counter()
        work()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def editions(count: int) -> Iterator[Edition]:
    """Yield articles of some four hundred words each, all in words of the seed, no two alike."""
    words = " ".join(lines(convert.read(SEED, notes=Notes()).articles[0].body)).split()
    draw = random.Random(7)  # noqa: S311 - nothing secret
    for number in range(count):
        body = tuple(Paragraph(text=label(" ".join(draw.choices(words, k=40)))) for _ in range(10))
        headline = label(" ".join(draw.choices(words, k=8)))
        article = Article(
            guid=f"urn:example:{number}", lang="ar", direction="rtl", headline=headline, body=body
        )
        yield Edition(articles=(article,))


def one_article(program: str, folder: Path) -> None:
    """Print how long one article takes, and how large its book is."""
    seed = convert.read(SEED, notes=Notes())
    page = folder / "page.html"
    page.write_bytes(convert.render(seed, "html", house=House(), notes=Notes()))
    fonts = [f"--epub-embed-font={faces()['Amiri'].cut(weight).path}" for weight in (400, 700)]
    embed = fonts if "pandoc" in program else []
    ours(seed)
    drawn, plain = (milliseconds(lambda kind=kind: ours(seed, cover=kind), 25) for kind in ("drawn", "none"))
    other = milliseconds(lambda: theirs(program, page, folder / "theirs.epub", *embed), FEW)
    print(
        f"one article, warm: {plain:.1f} ms, with a cover {drawn:.1f} ms; {name_of(program)} {other:.0f} ms"
    )
    print(f"  ratio {plain / other:.3f}, with a cover {drawn / other:.3f}")
    size = len(ours(seed)), (folder / "theirs.epub").stat().st_size
    print(f"size {size[0] >> 10} KB; {name_of(program)} {size[1] >> 10} KB; ratio {size[0] / size[1]:.2f}")


def many_articles(program: str, folder: Path) -> None:
    """Print how long an article of many takes."""
    begun = time.perf_counter()
    for edition in editions(MANY):
        ours(edition)
    mine = (time.perf_counter() - begun) / MANY * 1000
    pages = []
    for number, edition in enumerate(editions(FEW)):
        pages.append(folder / f"{number}.html")
        pages[-1].write_bytes(convert.render(edition, "html", house=House(), notes=Notes()))
    each = iter(pages * 2)
    other = milliseconds(lambda: theirs(program, next(each), folder / "theirs.epub"), FEW)
    print(f"{MANY} articles: {mine:.1f} ms each, with all; {name_of(program)} {other:.0f} ms without")
    print(f"  ratio {mine / other:.2f}")


def name_of(program: str) -> str:
    """Return what a program is called."""
    return Path(program).name


def main() -> None:
    """Print the figures."""
    programs = [pandoc(), *filter(None, [shutil.which("ebook-convert")])]
    for program in programs:
        with TemporaryDirectory() as folder:
            one_article(program, Path(folder))
            many_articles(program, Path(folder))


if __name__ == "__main__":
    main()
