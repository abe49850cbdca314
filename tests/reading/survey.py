"""Sets every text, reads every PDF back, and measures: over all cores, one process of pdf.js a core."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeAlias

from tests.reading import extractors, makers, rivals
from tests.reading.measure import Score, score, unfound, unturned
from tests.reading.settings import Setting

#: Who makes the PDFs; the table puts them in this order.
MAKERS: dict[str, Callable[[Setting, Path], bytes]] = {
    "raw": makers.raw,
    "ours": makers.ours,
    "chromium": rivals.chromium,
    "typst": rivals.typst,
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One text in one face from one maker in one extractor; *unfound* are words of ours that PDFium misses.

    *face* is empty where the text is set in the face of its language, whose name is *family*.
    *but_for_pairs* is of the body in PDFium, brackets and quotes that are turned round not counted.
    """

    text: str
    lang: str
    group: str
    face: str
    family: str
    maker: str
    extractor: str
    head: Score
    body: Score
    unfound: tuple[str, ...] = ()
    but_for_pairs: Score = field(default_factory=Score)


def absent(maker: str) -> str:
    """Say what is missing for *maker* to make anything; nothing when it can."""
    return "chromium is not installed" if maker == "chromium" and not rivals.browser() else ""


def survey(
    settings: Sequence[Setting],
    makers: Sequence[str],
    extractors: Sequence[str],
    folder: Path,
    *,
    workers: int = 0,
) -> list[Cell]:
    """Return the cell of every setting, maker and extractor; PDFs are made in *folder*.

    *workers* is the number of processes: the number of cores unless given. Processes are spawned, so
    that no state of the caller's, a patched engine say, reaches them.
    """
    workers = workers or os.cpu_count() or 1
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        pdfs = _made(pool, settings, makers, folder)
        said = _read_by_pdfjs(pool, pdfs, workers) if "pdfjs" in extractors else [{} for _ in pdfs]
        measured = pool.map(partial(_measured, extractors), settings, pdfs, said)
        return [cell for cells in measured for cell in cells]


#: The PDFs of one setting, by maker.
_Pdfs: TypeAlias = dict[str, Path]


def _made(pool: Executor, settings: Sequence[Setting], makers: Iterable[str], folder: Path) -> list[_Pdfs]:
    pdfs = [
        {maker: folder / f"{number:03} {maker}.pdf" for maker in makers} for number in range(len(settings))
    ]
    jobs = [(setting, *pdf) for setting, by in zip(settings, pdfs, strict=True) for pdf in by.items()]
    list(pool.map(make, *zip(*jobs, strict=True)))
    return pdfs


def make(setting: Setting, maker: str, path: Path) -> None:
    """Make one PDF at *path*."""
    path.write_bytes(MAKERS[maker](setting, path.parent))


def _read_by_pdfjs(pool: Executor, pdfs: Sequence[_Pdfs], workers: int) -> list[dict[str, str]]:
    """Return what pdf.js reads in each PDF, dealt out to the workers like cards."""
    paths = [path for by in pdfs for path in by.values()]
    hands = [hand for start in range(workers) if (hand := paths[start::workers])]
    said = {
        path: text
        for hand, texts in zip(hands, pool.map(extractors.pdfjs, hands), strict=True)
        for path, text in zip(hand, texts, strict=True)
    }
    return [{maker: said[path] for maker, path in by.items()} for by in pdfs]


def _measured(extractors: Sequence[str], setting: Setting, pdfs: _Pdfs, said: dict[str, str]) -> list[Cell]:
    return list(cells(setting, pdfs, extractors, said))


def cells(
    setting: Setting, pdfs: Mapping[str, Path], extractors: Sequence[str], said: Mapping[str, str]
) -> Iterator[Cell]:
    """Yield the cells of one setting from its PDF of each maker; *said* is what pdf.js read in them."""
    source = setting.source
    known: dict[str, tuple[Score, Score]] = {}
    for maker, path in pdfs.items():
        for extractor in extractors:
            text = said[maker] if extractor == "pdfjs" else reading(extractor, path)
            if text not in known:
                known[text] = score(source.head, text), score(source.body, text)
            searched = maker == "ours" and extractor == "pdfium"
            lost = unfound(path, source) if searched else ()
            rest = score(map(unturned, source.body), unturned(text)) if searched else Score()
            place = source.name, source.lang, source.group, setting.face, setting.family, maker, extractor
            yield Cell(*place, *known[text], lost, rest)


def reading(extractor: str, path: Path) -> str:
    """Return what one extractor reads in one PDF."""
    if extractor == "pdfjs":
        return extractors.pdfjs([path])[0]
    return extractors.READERS[extractor](path)
