"""Prints how well the text of our PDFs is read: python -m tests.reading --help says what may be chosen."""

import argparse
import json
import signal
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from tests.reading import extractors, survey
from tests.reading.extractors import EXTRACTORS
from tests.reading.settings import Setting, settings
from tests.reading.show import shown
from tests.reading.survey import MAKERS, Cell
from tests.reading.table import spelled
from tests.reading.texts import CORPUS, LANGS, sources


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line asks."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    if asked.show and asked.show[1] not in EXTRACTORS:
        parser.error(f"the extractors are {', '.join(EXTRACTORS)}")
    chosen = [setting for setting in settings(sources()) if _fits(setting, asked)]
    if not CORPUS.is_dir():
        _say(f"{CORPUS} is not here: only what the checkout holds is measured")
    if not chosen:
        _say("no text fits")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        if asked.show:
            _show(chosen, asked, Path(folder))
        else:
            _measure(chosen, asked, Path(folder))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tests.reading", description=sys.modules[__name__].__doc__
    )
    parser.add_argument("--langs", type=_some_of(LANGS), default=(), help=",".join(LANGS))
    parser.add_argument("--text", default="", help="texts whose name holds this")
    parser.add_argument("--face", default="", help="faces whose name holds this; own is each language's own")
    parser.add_argument("--makers", type=_some_of(MAKERS), default=("raw", "ours"), help=",".join(MAKERS))
    parser.add_argument(
        "--extractors", type=_some_of(EXTRACTORS), default=EXTRACTORS, help=",".join(EXTRACTORS)
    )
    parser.add_argument("--workers", type=int, default=0, help="processes; as many as there are cores")
    parser.add_argument("--json", type=Path, help="write every measure into this file too")
    parser.add_argument("--unfound", action="store_true", help="list the words that PDFium's search misses")
    parser.add_argument(
        "--show", nargs=2, metavar=("TEXT", "EXTRACTOR"),
        help="show the passages of a text that an extractor misread, in the PDF of the last of --makers",
    )  # fmt: skip
    return parser


def _some_of(known: Iterable[str]) -> Callable[[str], tuple[str, ...]]:
    """Return what reads a list with commas, of nothing but what is *known*."""

    def chosen(given: str) -> tuple[str, ...]:
        names = tuple(given.split(","))
        if not set(names) <= set(known):
            raise argparse.ArgumentTypeError(f"there are {', '.join(known)}")
        return names

    return chosen


def _fits(setting: Setting, asked: argparse.Namespace) -> bool:
    text = asked.show[0] if asked.show else asked.text
    face = asked.face or ("own" if asked.show else "")
    return (
        (not asked.langs or setting.source.lang in asked.langs)
        and text in setting.source.name
        and (not setting.face if face == "own" else face.casefold() in setting.family.casefold())
    )


def _show(chosen: Iterable[Setting], asked: argparse.Namespace, folder: Path) -> None:
    for setting in chosen:
        for line in shown(setting, asked.makers[-1], asked.show[1], folder):
            sys.stdout.write(f"{line}\n")


def _measure(chosen: Sequence[Setting], asked: argparse.Namespace, folder: Path) -> None:
    makers = _here(asked.makers, survey.absent)
    readers = _here(asked.extractors, extractors.absent)
    cells = survey.survey(chosen, makers, readers, folder, workers=asked.workers)
    sys.stdout.write(spelled(cells, makers, readers))
    if asked.unfound:
        sys.stdout.writelines(_unfound(cells))
    if asked.json:
        asked.json.write_text(json.dumps([asdict(cell) for cell in cells], ensure_ascii=False, indent=1))


def _unfound(cells: Iterable[Cell]) -> Iterable[str]:
    for cell in cells:
        if cell.unfound:
            place = f"{cell.text}, {cell.family}, {cell.maker}: {len(cell.unfound)} words not found:"
            yield f"{place} {' '.join(cell.unfound)}\n"


def _here(names: Iterable[str], absent: Callable[[str], str]) -> tuple[str, ...]:
    """Return those of *names* that can run; say what the others lack."""
    lacking = {name: absent(name) for name in names}
    for name, why in lacking.items():
        if why:
            _say(f"{name} is left out: {why}")
    return tuple(name for name, why in lacking.items() if not why)


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # it may be read with head
    raise SystemExit(main())
