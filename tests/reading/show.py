"""Shows what an extractor made of each passage it misread: expected, found, and where they part."""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from tests.reading.matching import errors, nearest
from tests.reading.measure import folded
from tests.reading.settings import Setting
from tests.reading.survey import make, reading


def shown(setting: Setting, maker: str, extractor: str, folder: Path) -> Iterator[str]:
    """Yield the lines for one text: a paragraph that was read exactly has none."""
    path = folder / "shown.pdf"
    make(setting, maker, path)
    text = folded(reading(extractor, path))
    yield f"{setting.source.name} in {setting.family}, by {maker}, read by {extractor}"
    for number, passage in enumerate((*setting.source.head, *setting.source.body), start=1):
        wanted = folded(passage)
        wrong = errors(wanted, text)
        if wrong:
            yield f"\npassage {number}: {wrong} of {len(wanted)} characters"
            yield from _beside(wanted, text)


def _beside(wanted: str, text: str) -> Iterator[str]:
    """Yield a passage as it is and as it was read, then each stretch of words that differs."""
    start, end = nearest(wanted, text)
    found = text[start:end]
    yield f"  expected  {wanted}"
    yield f"  found     {found}"
    mine, theirs = wanted.split(), found.split()
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from _apart(" ".join(mine[a:b]), " ".join(theirs[c:d]))


def _apart(wanted: str, found: str) -> Iterator[str]:
    """Yield the words that were read otherwise, and the names of what is odd in them."""
    yield f"    {wanted or 'nothing'}  ->  {found or 'nothing'}"
    for label, odd in (
        ("lost", Counter(wanted) - Counter(found)),
        ("added", Counter(found) - Counter(wanted)),
    ):
        if odd:
            yield f"        {label}: {', '.join(map(_named, odd))}"


def _named(char: str) -> str:
    """Return the code point of *char*, by name: it may be invisible, or a mark that sits on nothing."""
    return f"U+{ord(char):04X} {unicodedata.name(char, 'without a name')}"
