"""Lines that an editor turns round: it takes each for a paragraph, and guesses its direction (UAX #9, P2)."""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from convert.matter import split_matter
from convert.model import Direction
from convert.notes import Finding
from convert.script.bidi import ALM, LRM, RLM, first_strong
from convert.script.letters import direction_of_text, letters_by_direction

_CURE: Final = "begin it with U+200F (U+200E for one that runs right); matbaa writes it so"
_WAYS: Final[dict[str, Direction]] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
#: Words that are shown of a line.
_SHOWN: Final = 30


def flipping(lines: Sequence[str]) -> Iterator[Finding]:
    """Yield each line of a text that an editor takes to run against its letters and against the text.

    Front matter is data, and no line of the text.
    """
    around = direction_of_text("\n".join(lines))
    first = split_matter(list(lines))[1]
    for number, line in enumerate(lines[first:], start=first + 1):
        wrong = "" if line.isascii() else flips(line, around)
        if wrong:
            sentence = f"an editor begins the line at the {wrong}: {line.strip()[:_SHOWN]!r}"
            yield Finding("rtl/line-flips", sentence, f"line {number}", _CURE, "warning")


def flips(line: str, around: Direction | None = None) -> str:
    """Return the wrong side that an editor begins *line* at, in a text that runs like *around*; else nothing.

    Some editors look into isolates for the first letter, others pass them over: both must be right. A line
    whose first is a mark is as its writer meant it.
    """
    leftward, rightward = letters_by_direction(line)
    first = next((char for char in line if unicodedata.bidirectional(char) in _WAYS), "")
    if leftward == rightward or first in (LRM, RLM, ALM):
        return ""
    runs: Direction = "rtl" if leftward > rightward else "ltr"
    if {_WAYS[unicodedata.bidirectional(first)], first_strong(line)} <= {runs, around, None}:
        return ""
    return "left" if runs == "rtl" else "right"
