"""Lines of a capture, with what can be said of one by itself: how long, whether a sentence ends it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from convert.notes import Notes
from convert.readers.decode import is_blank
from convert.script.folding import folded_words

#: What may stand round the words of a line and says nothing.
_EDGES = " \u00a0\u1680\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))
#: A sentence ends in one of these, perhaps inside quotes or brackets.
_SENTENCE_END = re.compile("[.!?؟۔…][\"'»”’)\\]\u200e\u200f]*$")
_ASKS = re.compile("[!?؟][\"'»”’)\\]\u200e\u200f]*$")
#: A line in brackets, or fenced by signs, runs on from none.
_APART = re.compile(r"[(\[].*[)\]]|[-–—=/#*•].*")
_INSIDE = re.compile("[،؛,;][ \u00a0]|[.؟۔][ \u00a0]")
#: A label whose number lost the white before it: ``کد خبر:۹۷۸``.
_GLUED = re.compile(r"(?<=[^\W\d]):(?=\d)")
_FIGURE = re.compile(r"\d")
_INDENTS = ("  ", "\u00a0\u00a0", "\u3000", "\t")
#: No phrase has more words.
LONGEST_PHRASE = 8
#: Longer than this in letters, a line is asked only about what paragraphs can be.
LONGEST_LABEL = 220


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, and whether an empty one stands before it.

    *words* is their number, *ends* says whether a sentence ends with the line. *folded* holds the words
    as they are compared with phrases, *key* all of them and *starts* the first, the first two, and so on; a
    long line is compared with none and has none. *is_prose* says whether it reads like a paragraph.
    """

    number: int
    text: str
    after_gap: bool = False
    words: int = 0
    ends: bool = False
    folded: tuple[str, ...] = ()
    key: str = ""
    starts: tuple[str, ...] = ()
    indented: bool = False
    is_prose: bool = False

    @property
    def where(self) -> str:
        """The place, for notes."""
        return f"line {self.number}"

    @property
    def asks(self) -> bool:
        """Whether it ends in a question or a call, as headlines may."""
        return _ASKS.search(self.text[-8:]) is not None

    @property
    def has_figure(self) -> bool:
        """Whether a digit stands in it."""
        return _FIGURE.search(self.text) is not None

    def behind(self, count: int) -> str:
        """Return what stands behind its first *count* words."""
        return " ".join(self.text.split()[count:])


def line(number: int, text: str, *, after_gap: bool = False) -> Line:
    """Return one line of the source, without the white round it."""
    indented = text.startswith(_INDENTS)
    text = text.strip(_EDGES)
    ends = _SENTENCE_END.search(text[-8:]) is not None
    label = _GLUED.sub(": ", text) if ":" in text else text
    compared = tuple(folded_words(label)) if len(text) <= LONGEST_LABEL else ()
    key = " ".join(filter(None, compared))
    starts = tuple(accumulate(compared[:LONGEST_PHRASE], _and))
    words = len(compared) or len(text.split())
    is_prose = _reads_like_a_paragraph(text, words, ends=ends)
    return Line(number, text, after_gap, words, ends, compared, key, starts, indented, is_prose)


def _reads_like_a_paragraph(text: str, words: int, *, ends: bool) -> bool:
    """Say whether *text* has many words, is a sentence of some length that ends, or has a comma inside."""
    if "©" in text:
        return False
    return words >= 30 or (ends and words >= 10) or (words >= 16 and _INSIDE.search(text) is not None)


def _and(before: str, word: str) -> str:
    return f"{before} {word}" if before and word else before or word


def lines(texts: Iterable[str], skipped: int = 0) -> list[Line]:
    """Return the lines that are not empty; *skipped* were taken before."""
    found: list[Line] = []
    gap = False
    for number, text in enumerate(texts, start=skipped + 1):
        gap_here = is_blank(text)
        if not gap_here:
            found.append(line(number, text, after_gap=gap))
        gap = gap_here
    return found


def unwrapped(all_lines: list[Line], notes: Notes) -> list[Line]:
    """Join lines that were broken at a fixed width; a gap, an indent or a short line parts paragraphs."""
    full = _full_width(all_lines)
    if not full:
        return all_lines
    notes.add(
        "text/lines-joined",
        "lines broken at a fixed width were joined; an empty or a short one ends a paragraph",
    )
    blocks = [[all_lines[0]]]
    for before, after in pairwise(all_lines):
        apart = after.after_gap or after.indented or _APART.fullmatch(after.text)
        if apart or len(before.text) < full:
            blocks.append([])
        blocks[-1].append(after)
    return [_joined(block) for block in blocks]


def _full_width(all_lines: list[Line]) -> float:
    """Return from what length on a line runs on into the next; 0 where lines are whole paragraphs.

    Broken lines are nearly equally long, few of them end a sentence, and some sentences do end. Where
    paragraphs are indented, it is enough that some lines are not.
    """
    broken = [before for before, after in pairwise(all_lines) if not after.after_gap and not after.indented]
    widest = max((len(line.text) for line in all_lines), default=0)
    full = 0.75 * widest
    wide = [line for line in broken if len(line.text) >= full]
    running = [line for line in wide if not line.ends]
    stops = sum(line.ends for line in all_lines)
    if not 40 <= widest <= 130 or len(running) < 3 or stops < 2:
        return 0
    if sum(line.indented for line in all_lines) >= 2:
        return full
    return full if len(running) >= 0.6 * len(wide) and len(running) >= 0.4 * len(broken) else 0


def _joined(block: list[Line]) -> Line:
    first = block[0]
    if len(block) == 1:
        return first
    whole = line(first.number, " ".join(part.text for part in block))
    return replace(whole, after_gap=first.after_gap)
