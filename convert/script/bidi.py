"""The bidirectional algorithm's controls (UAX #9 §2), and what needs them."""

import re
import unicodedata
from typing import Final

from convert.model import Direction

LRM: Final = "\N{LEFT-TO-RIGHT MARK}"
RLM: Final = "\N{RIGHT-TO-LEFT MARK}"
ALM: Final = "\N{ARABIC LETTER MARK}"
LRI: Final = "\N{LEFT-TO-RIGHT ISOLATE}"
RLI: Final = "\N{RIGHT-TO-LEFT ISOLATE}"
FSI: Final = "\N{FIRST STRONG ISOLATE}"
PDI: Final = "\N{POP DIRECTIONAL ISOLATE}"
OPENING: Final = {"ltr": LRI, "rtl": RLI, "auto": FSI}
_ISOLATING: Final = re.compile("[\u2066-\u2069]")
_DOUBLED: Final = re.compile("([\u200e\u200f])\\1+")
MARK: Final[dict[Direction, str]] = {"ltr": LRM, "rtl": RLM}

#: Runs that fall apart in right-to-left text though each is one thing: addresses, telephone numbers
#: with a plus sign or in groups, C++ and its kin. Dates are not among them: Arabic reads them its own way.
TECHNICAL: Final = re.compile(
    r"""
      (?:https?://|www\.)[^\s<>«»"“”،؛؟…]*[^\s<>«»"“”،؛؟….,:;!?)\]']
    | [A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
    | (?<![\w+])\+[0-9٠-٩۰-۹](?:[ \u00a0().-]?[0-9٠-٩۰-۹]){5,14}(?!\w)
    | (?<![A-Za-z0-9_])[A-Za-z][A-Za-z0-9]*(?:\+\+|\#)(?!\w)
    """,
    re.VERBOSE,
)


def first_strong(text: str) -> Direction | None:
    """Return the direction of the first strong character of *text* (UAX #9, P2: isolates are skipped)."""
    depth = 0
    for char in text:
        kind = unicodedata.bidirectional(char)
        if kind in ("LRI", "RLI", "FSI"):
            depth += 1
        elif kind == "PDI":
            depth = max(depth - 1, 0)
        elif not depth and kind in ("L", "R", "AL"):
            return "ltr" if kind == "L" else "rtl"
    return None


def isolated(text: str, direction: str) -> str:
    """Return *text* between isolates of *direction*: ``ltr``, ``rtl`` or ``auto``."""
    return f"{OPENING[direction]}{text}{PDI}" if text else ""


def technical_pieces(text: str) -> list[tuple[str, bool]]:
    """Return *text* in pieces, each with whether it is a technical run that reads left to right."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    for found in TECHNICAL.finditer(text):
        pieces += [(text[end : found.start()], False), (found[0], True)]
        end = found.end()
    pieces.append((text[end:], False))
    return [(piece, technical) for piece, technical in pieces if piece]


def led(line: str, direction: Direction) -> str:
    """Return *line* so that an editor that looks at its first strong letter gives it *direction*."""
    if not line:
        return line
    kinds = {"L": "ltr", "R": "rtl", "AL": "rtl"}
    plain = next((kinds[kind] for kind in map(unicodedata.bidirectional, line) if kind in kinds), None)
    return line if first_strong(line) == plain == direction else MARK[direction] + line


def marked(text: str, direction: Direction) -> str:
    """Return a paragraph of *direction* with marks for its isolates: seen alike, and known to old programs.

    Each isolate becomes a mark of the outside and one of the inside at either end, so that no sign leans
    on what stands beyond. Its isolates must balance.
    """
    out: list[str] = []
    around: list[Direction] = [direction]
    end = 0
    for control in _ISOLATING.finditer(text):
        out.append(text[end : control.start()])
        if control[0] == PDI:
            inner = around.pop()
            out += dict.fromkeys((MARK[inner], MARK[around[-1]]))
        else:
            around.append(_way_of(control[0], text, control.start()))
            out += dict.fromkeys((MARK[around[-2]], MARK[around[-1]]))
        end = control.end()
    return _DOUBLED.sub(r"\1", "".join((*out, text[end:])))


def _way_of(control: str, text: str, place: int) -> Direction:
    if control != FSI:
        return "ltr" if control == LRI else "rtl"
    return first_strong(text[place + 1 : closing(text, place)]) or "ltr"


def closing(text: str, place: int) -> int:
    """Return where the isolate is closed that begins at *place*."""
    depth = 0
    for control in _ISOLATING.finditer(text, place):
        depth += 1 if control[0] != PDI else -1
        if not depth:
            return control.start()
    return len(text)
