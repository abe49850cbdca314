"""Lines that an editor turns round: it takes each for a paragraph, and guesses its direction (UAX #9, P2)."""

import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from convert.model import Direction
from convert.notes import Finding
from convert.script.bidi import ALM, LRM, RLM, first_strong
from convert.script.letters import letters_by_direction

_WAYS: Final[dict[str, Direction]] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
#: Words that are shown of a line.
_SHOWN: Final = 30


def flipping(lines: Iterable[str]) -> Iterator[Finding]:
    """Yield each line most of whose letters run the other way than an editor takes it to run."""
    for number, line in enumerate(lines, start=1):
        wrong = "" if line.isascii() else flips(line)
        if wrong:
            sentence = f"an editor begins the line at the {wrong}: {line.strip()[:_SHOWN]!r}"
            yield Finding("rtl/line-flips", sentence, f"line {number}", _CURE, "warning")


_CURE: Final = "begin it with U+200F (U+200E for one that runs right); matbaa writes it so"


def flips(line: str) -> str:
    """Return the wrong side that an editor begins *line* at; empty for none.

    Some editors look into isolates for the first letter, others pass them over: both must be right. A line
    whose first is a mark is as its writer meant it.
    """
    leftward, rightward = letters_by_direction(line)
    first = next((char for char in line if unicodedata.bidirectional(char) in _WAYS), "")
    if leftward == rightward or first in (LRM, RLM, ALM):
        return ""
    runs: Direction = "rtl" if leftward > rightward else "ltr"
    if {_WAYS[unicodedata.bidirectional(first)], first_strong(line)} <= {runs, None}:
        return ""
    return "left" if runs == "rtl" else "right"
