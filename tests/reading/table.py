"""Spells the measures as one aligned table: a row a text, then the totals of each language and face."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, product, zip_longest
from math import floor

from tests.reading.measure import Score, total
from tests.reading.survey import Cell

#: What stands over the table.
LEGEND = "character error rate % / words whole and in order %"


def figure(found: Score) -> str:
    """Return a score as the table shows it: ``2.4/84``; words are never rounded up to all of them."""
    return f"{found.cer:.1f}/{floor(found.order)}" if found.length else "-"


def spelled(cells: Sequence[Cell], makers: Sequence[str], extractors: Sequence[str]) -> str:
    """Return the whole table: every text by raw engine and by us, then the totals by every maker."""
    beside = [maker for maker in ("raw", "ours") if maker in makers] or list(makers)
    blocks = (
        _aligned(_each_text(cells, beside, extractors)),
        _aligned(_totals(cells, makers, extractors)),
    )
    return f"{LEGEND}; {' -> '.join(beside)}\n\n" + "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _each_text(
    cells: Iterable[Cell], makers: Sequence[str], extractors: Sequence[str]
) -> Iterator[list[str]]:
    yield ["lang", "face", "text", *extractors]
    beside = (cell for cell in cells if cell.maker in makers)
    for (lang, family, text), group in groupby(beside, lambda cell: (cell.lang, cell.family, cell.text)):
        by = {(cell.maker, cell.extractor): figure(cell.body) for cell in group}
        yield [
            lang, family, text,
            *(" -> ".join(by[maker, extractor] for maker in makers) for extractor in extractors),
        ]  # fmt: skip


def _totals(cells: Sequence[Cell], makers: Sequence[str], extractors: Sequence[str]) -> Iterator[list[str]]:
    """Yield for each language and face a row a maker: the paragraphs, then headline and deck."""
    yield ["lang", "face", "part", "maker", *extractors]
    groups = dict.fromkeys((cell.group, cell.face, cell.family) for cell in cells)
    for group, face, family in groups:
        chosen = [cell for cell in cells if (cell.group, cell.face) == (group, face)]
        for part, maker in product(("body", "head"), makers):
            made = [cell for cell in chosen if cell.maker == maker]
            if made:
                name = family if face else f"{family} (own)"
                yield [group, name, part, maker, *_summed(made, part, extractors)]


def _summed(cells: Sequence[Cell], part: str, extractors: Sequence[str]) -> Iterator[str]:
    for extractor in extractors:
        yield figure(total(getattr(cell, part) for cell in cells if cell.extractor == extractor))


def _aligned(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield *rows* with their columns as wide as the widest cell, figures to the right."""
    kept = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip_longest(*kept, fillvalue="")]
    for row in kept:
        yield "  ".join(
            cell.rjust(width) if "/" in kept[-1][number] and number > 2 else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
