"""How well captured pages are read: ours beside trafilatura, jusText and pandoc, in one run.

Run with: python -m tests.bench.captured [--folder DIR] [--worst N] [--ours-only]. It prints, for each
language and in all: headlines right, decks right, paragraph counts exact, bodies exact, precision, recall
and F1 of the words of the body (longest common subsequence), lines of furniture in the body, lines of the
body lost, and the median milliseconds an article; then ours again by level, its dates and bylines, and its
worst files.

The peers read HTML, so each line of a capture becomes a paragraph of a page whose title is the first line;
where a capture is hard-wrapped the page has its paragraphs whole. They tell no head from a body: for them
the headline, deck, kicker, byline and dates count neither way, and their headline is the title of the page.
Each has the settings that do best on these very files: trafilatura's make no difference, jusText's lengths
and shares of frequent words were searched for the highest F1.
"""

import argparse
import html
import importlib
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import convert
from convert.house import House
from convert.model import Article, words_of
from convert.newsml.count import lines
from tests.captures.score import FOLDER, Score, Truth, leaks, plain, same_moment, score, truths

REQUIREMENTS = ".ci/bench-requirements.txt"
#: The frequent words that jusText has; for any other language it goes by length alone.
STOPLISTS: Mapping[str, str] = {
    "ar": "Arabic",
    "fa": "Persian",
    "prs": "Persian",
    "ur": "Urdu",
    "he": "Hebrew",
}
COLUMNS = "head  deck  count  same   prec.  recall    F1   leaked  lost     ms"


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one capture."""

    headline: str
    body: tuple[str, ...]
    deck: str = ""
    article: Article | None = None
    refused: str = ""


Reader = Callable[[Truth], Reading]


@dataclass(frozen=True, slots=True)
class Judged:
    """A reading and how it scores."""

    truth: Truth
    reading: Reading
    score: Score
    seconds: float


# --- the readers --------------------------------------------------------------------------------


def ours(truth: Truth) -> Reading:
    """Read a capture through the public face; what cannot be read is nothing read."""
    try:
        house = House(time_zone=truth.zone)
        article = convert.read(truth.path, lang=truth.lang, house=house).articles[0]
    except convert.ConvertError as error:
        return Reading("", (), refused=str(error))
    return Reading(
        headline=words_of(article.headline),
        deck=words_of(article.deck),
        body=tuple(part for line in lines(article.body) for part in line.split("\n")),
        article=article,
    )


def paragraphs(truth: Truth) -> list[str]:
    """Return the lines of a capture; of a hard-wrapped one, its paragraphs."""
    page = re.sub("\r\n?", "\n", truth.path.read_text(encoding="utf-8-sig"))
    if truth.layout == "wrapped":
        page = re.sub(r"(?<=\S)\n(?=\S)", _kept_or_joined(page), page)
    return [line.strip() for line in page.split("\n") if line.strip()]


def _kept_or_joined(page: str) -> Callable[[re.Match[str]], str]:
    """Return what decides on a line end: it stays after a line that is clearly shorter than the longest."""
    longest = max(map(len, page.split("\n")))

    def decide(end: re.Match[str]) -> str:
        before = page[: end.start()].rpartition("\n")[2]
        return " " if len(before) > longest * 0.75 else "\n"

    return decide


def page(truth: Truth) -> str:
    """Return a capture as the fair HTML page that the peers are given."""
    lang = truth.lang
    parts = [html.escape(part, quote=False) for part in paragraphs(truth)]
    body = "\n".join(f"<p>{part}</p>" for part in parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}" dir="rtl"><head><meta charset="utf-8">'
        f"<title>{parts[0]}</title></head>\n<body>\n{body}\n</body></html>\n"
    )


def trafilatura(module: Any, truth: Truth) -> Reading:
    """Read with the title from the metadata, without what it takes for comments."""
    found = module.bare_extraction(page(truth), include_comments=False, with_metadata=True)
    if found is None:
        return Reading("", ())
    return Reading(found.title or "", tuple((found.text or "").split("\n")))


def justext(module: Any, truth: Truth) -> Reading:
    """Read with the stoplist of the language, or by length where there is none."""
    name = STOPLISTS.get(truth.lang.partition("-")[0])
    words = module.get_stoplist(name) if name else frozenset()
    low, high = (0.2, 0.25) if name else (0, 0)
    found = module.justext(
        page(truth).encode(),
        words,
        encoding="utf-8",
        length_low=50,
        length_high=50,
        stopwords_low=low,
        stopwords_high=high,
    )
    return Reading(paragraphs(truth)[0], tuple(part.text for part in found if not part.is_boilerplate))


def pandoc(module: Any, truth: Truth) -> Reading:
    """Turn the page into plain text: it tells no furniture apart."""
    text = module.convert_text(page(truth), "plain", format="html", extra_args=["--wrap=none"])
    return Reading(paragraphs(truth)[0], tuple(text.split("\n")))


PEERS: Mapping[str, tuple[str, Callable[[Any, Truth], Reading]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "jusText": ("justext", justext),
    "pandoc": ("pypandoc", pandoc),
}


def readers(*, ours_only: bool) -> dict[str, Reader]:
    """Return the readers that can be had; say of each other how to get it."""
    found: dict[str, Reader] = {"ours": ours}
    for name, (module, reader) in {} if ours_only else PEERS.items():
        loaded = _module(module)
        if loaded:
            found[name] = partial(reader, loaded)
        else:
            print(f"{name}: not installed: pip install -r {REQUIREMENTS}")
    return found


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


# --- the examination ----------------------------------------------------------------------------


def judge(reader: Reader, truth: Truth) -> Judged:
    """Read one capture and hold it against its truth."""
    started = time.perf_counter()
    reading = reader(truth)
    took = time.perf_counter() - started
    free = () if reader is ours else (truth.headline, truth.deck, truth.kicker, *truth.head)
    return Judged(truth, reading, score(truth, reading.headline, reading.deck, reading.body, free), took)


def figures(judged: Sequence[Judged]) -> str:
    """Return the row of *judged*: shares of files, shares of words over all files, lines, milliseconds."""
    found = [one.score for one in judged]
    said, wanted, common = (sum(getattr(s, part) for s in found) for part in ("said", "wanted", "common"))
    precision, recall = common / max(said, 1), common / max(wanted, 1)
    mean = 2 * common / max(said + wanted, 1)
    parts = ("headline", "deck", "count", "same")
    of_files = [f"{share(getattr(s, part) for s in found):4.0f}%" for part in parts]
    if not any(one.reading.article or one.reading.refused for one in judged):
        of_files[1] = "    –"  # the peers know no deck
    lost = sum(len(s.lost) for s in found)
    took = statistics.median(one.seconds for one in judged) * 1000
    return (
        "{} {}  {} {}  ".format(*of_files)
        + f"{precision:6.1%}  {recall:6.1%} {mean:6.1%}  {leaks(found):6} {lost:5} {took:7.1f}"
    )


def share(true: Iterable[bool]) -> float:
    """Return how many of a hundred hold."""
    held = list(true)
    return 100 * sum(held) / max(len(held), 1)


def by(key: Callable[[Truth], str], judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    """Return *judged* in groups, in the order of their names."""
    groups: dict[str, list[Judged]] = {}
    for one in judged:
        groups.setdefault(key(one.truth), []).append(one)
    return dict(sorted(groups.items()))


def language(truth: Truth) -> str:
    """Return the language without its country."""
    return truth.lang.partition("-")[0]


def compare(judged: Mapping[str, list[Judged]]) -> None:
    """Print the table of all readers, by language and in all."""
    print(f"{'':22}{COLUMNS}")
    groups = {name: by(language, found) for name, found in judged.items()}
    for lang, first in groups["ours"].items():
        for name in judged:
            print(f"{lang:<4} {len(first):>3} {name:<13}{figures(groups[name][lang])}")
    for name, found in judged.items():
        print(f"all  {len(found):>3} {name:<13}{figures(found)}")
    for level, found in by(lambda truth: truth.level, judged["ours"]).items():
        print(f"{level:<8}{len(found):>3} {'ours':<10}{figures(found)}")


def heads(judged: Iterable[Judged]) -> None:
    """Print how many times and names of writers ours has right."""
    found = [(one.truth, one.reading.article) for one in judged]
    for name in ("published", "updated"):
        right = [a is not None and same_moment(getattr(t, name), t.zone, getattr(a, name)) for t, a in found]
        print(f"{name:<12}{share(right):4.0f}% of {len(right)}")
    signed = [a is not None and plain(t.byline) in plain(words_of(a.byline)) for t, a in found if t.byline]
    print(f"{'byline':<12}{share(signed):4.0f}% of {len(signed)}")
    refused = [one.reading.refused for one in judged if one.reading.refused]
    print(f"{'refused':<12}{len(refused):4}", *refused[:1])


def badness(one: Judged) -> tuple[float, int]:
    """Order files by what is wrong with them: the headline first, then words, then lines."""
    found = one.score
    wrong = (not found.headline) + 2 - found.precision - found.recall
    return (wrong, len(found.leaked + found.added + found.lost) + (not found.same) + (not found.deck))


def explain(one: Judged) -> None:
    """Print what is wrong with one file."""
    found, read = one.score, one.reading
    print(
        f"\n{one.truth.name} ({one.truth.level}): precision {found.precision:.1%}, recall {found.recall:.1%}"
    )
    if read.refused:
        print(f"  refused   {read.refused}")
    if not found.headline:
        print(f"  headline  {read.headline!r}\n  not       {one.truth.headline!r}")
    if not found.deck:
        print(f"  deck      {read.deck!r}\n  not       {one.truth.deck!r}")
    for name in ("leaked", "added", "lost"):
        for line in getattr(found, name):
            print(f"  {name:<9} {line}")


def main(arguments: list[str]) -> None:
    """Read every capture with every reader and print what came of it."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench.captured", description="Read captured pages."
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="captures other than those of the tests")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="explain so many of our worst files"
    )
    parser.add_argument("--ours-only", action="store_true", help="leave the other extractors out")
    asked = parser.parse_args(arguments)
    corpus = truths(asked.folder)
    if not corpus:
        parser.error(f"no capture in {asked.folder}")
    judged: dict[str, list[Judged]] = {}
    for name, reader in readers(ours_only=asked.ours_only).items():
        reader(corpus[0])  # what is loaded at the first call is not the article's time
        judged[name] = [judge(reader, truth) for truth in corpus]
    compare(judged)
    heads(judged["ours"])
    wrong = [one for one in judged["ours"] if badness(one) > (0, 0)]
    print(f"{len(wrong)} of {len(corpus)} files of ours are not exact; --worst N explains them")
    for one in sorted(wrong, key=badness, reverse=True)[: asked.worst]:
        explain(one)


if __name__ == "__main__":
    main(sys.argv[1:])
