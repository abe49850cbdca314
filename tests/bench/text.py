"""What plain text costs, and what it is worth: ours beside html2text, inscriptis and pandoc, in one run.

Run with: python -m tests.bench.text. The articles are those of samples/ and, where it lies beside the
checkout, of the corpus; the peers are given the page we make of each. For every writer it prints the median
milliseconds an article, the ratio to ours, the words of the canonical form that are not in its text, and,
of the lines that mix two directions, how many an editor begins at the wrong side, and how many show a
telephone number, an address or a name such as C++ otherwise than it is typed.
"""

import importlib
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import convert
from convert import newsml
from convert.checks.lines import flips
from convert.errors import ConvertError
from convert.house import House
from convert.model import Edition
from convert.newsml.count import lines
from convert.notes import Notes
from convert.script.bidi import TECHNICAL, first_strong
from convert.script.standing import CONTROLS
from convert.writers.text import write_text
from tests.script.test_standing import alone

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT.parent / "shared" / "data" / "corpus"
REQUIREMENTS = ".ci/bench-requirements.txt"
#: How often each article is written.
ROUNDS = 7
WIDTH = 72
OURS: Mapping[str, Mapping[str, Any]] = {
    "ours": {},
    f"ours, {WIDTH} columns": {"width": WIDTH},
    "ours, email": {"profile": "email"},
}
Writer = Callable[[str], str]


@dataclass(slots=True)
class Score:
    """What one writer made of all articles."""

    seconds: list[float]
    lost: int = 0
    lines: int = 0
    flipped: int = 0
    turned: int = 0


def articles() -> Iterator[Edition]:
    """Yield every article there is to write, as a writer gets it."""
    files = [*sorted((ROOT / "samples").glob("*/article.*"))]
    files += sorted(CORPUS.glob("*/*.txt")) if CORPUS.is_dir() else []
    for file in files:
        try:
            yield newsml.load(newsml.dump(convert.read(file, notes=Notes())))
        except ConvertError as error:
            print(f"{file.name}: left out: {error}")


def peers() -> Iterator[tuple[str, Writer]]:
    """Yield the peers that are installed."""
    for name, (module, make) in PEERS.items():
        try:
            yield name, make(importlib.import_module(module))
        except ImportError:
            print(f"{name}: not installed: pip install -r {REQUIREMENTS}")


def _html2text(library: Any) -> Writer:
    return library.HTML2Text(bodywidth=WIDTH).handle


def _pandoc(library: Any) -> Writer:
    return lambda page: library.convert_text(page, "plain", format="html", extra_args=[f"--columns={WIDTH}"])


PEERS: Mapping[str, tuple[str, Callable[[Any], Writer]]] = {
    "html2text": ("html2text", _html2text),
    "inscriptis": ("inscriptis", lambda library: library.get_text),
    "pandoc": ("pypandoc", _pandoc),
}


def timed(make: Callable[[], str], rounds: int) -> tuple[str, float]:
    """Return what *make* makes, and the median of the seconds it takes."""
    took, text = [], ""
    for _ in range(rounds):
        started = time.perf_counter()
        text = make()
        took.append(time.perf_counter() - started)
    return text, statistics.median(took)


def words(text: str) -> Counter[str]:
    """Return the words of a text; marks of direction, and those of Markdown, are none."""
    return Counter(re.findall(r"[^\W_]+", CONTROLS.sub("", text)))


def judge(score: Score, edition: Edition, text: str) -> None:
    """Count what *text* lost, and which of its lines stand the wrong way round."""
    wanted = words("\n".join(line for article in edition.articles for line in lines(article.body)))
    score.lost += (wanted - words(text)).total()
    for line in text.split("\n"):
        technical = [found[0] for found in TECHNICAL.finditer(CONTROLS.sub("", line))]
        mixes = any(map(str.isascii, filter(str.isalnum, line))) and not line.isascii()
        if not mixes:
            continue
        score.lines += 1
        score.flipped += bool(flips(line))
        shown = alone(line, first_strong(line) or "ltr")
        score.turned += any(one not in shown for one in technical)


def ours(**options: Any) -> Callable[[Edition], str]:
    """Return a writer of ours with *options*."""
    return lambda edition: write_text(edition, Notes(), house=House(), **options).decode()


def compare() -> None:
    """Print the table."""
    editions = list(articles())
    pages = [convert.render(one, "html", house=House(), notes=Notes()).decode() for one in editions]
    scores: dict[str, Score] = {}
    for name, options in OURS.items():
        scores[name] = scored(ours(**options), editions, editions, ROUNDS)
    for name, make in peers():
        scores[name] = scored(make, pages, editions, 1 if name == "pandoc" else ROUNDS)
    show(scores, len(editions))


def scored(make: Callable[[Any], str], given: Sequence[Any], editions: list[Edition], rounds: int) -> Score:
    """Return how a writer does that is *given* this for each of the editions."""
    score = Score([])
    for one, edition in zip(given, editions, strict=True):
        text, seconds = timed(partial(make, one), rounds)
        score.seconds.append(seconds)
        judge(score, edition, text)
    return score


def show(scores: dict[str, Score], count: int) -> None:
    """Print a line for each writer."""
    base = statistics.median(scores["ours"].seconds)
    print(f"{count} articles, Python {sys.version.split()[0]}")
    print(f"{'':<20}{'ms':>8}{'ratio':>8}{'lost':>7}{'mixed lines':>13}{'flipped':>9}{'turned':>8}")
    for name, score in scores.items():
        median = statistics.median(score.seconds)
        print(
            f"{name:<20}{median * 1000:>8.2f}{median / base:>8.1f}{score.lost:>7}{score.lines:>13}"
            f"{score.flipped:>9}{score.turned:>8}"
        )


if __name__ == "__main__":
    compare()
