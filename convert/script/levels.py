"""Embedding levels of a paragraph (UAX #9 §3.3), reckoned by FriBidi, the library Pango reckons with."""

import ctypes
import re
from collections.abc import Sequence
from functools import cache
from itertools import islice
from typing import Final

from convert.errors import MissingToolError
from convert.model import Direction
from convert.script.bidi import LRI, PDI, RLI, first_strong

#: The library's name on Linux, macOS and Windows; asking by name alone starts no program.
_NAMES: Final = ("libfribidi.so.0", "libfribidi.0.dylib", "libfribidi-0.dll", "fribidi-0.dll")
#: FRIBIDI_PAR_LTR and FRIBIDI_PAR_RTL (fribidi-bidi-types.h): a strong letter, and whether it runs left.
_BASE: Final[dict[Direction, int]] = {"ltr": 0x110, "rtl": 0x111}
#: Stands for what is no text in a paragraph: a neutral (UAX #9 §6.1).
OBJECT: Final = "\N{OBJECT REPLACEMENT CHARACTER}"
#: How deep isolates are followed: each adds two levels at most, and there are 125 (BD2).
_DEEPEST: Final = 60
#: What begins an isolate or ends it.
_ISOLATING: Final = re.compile("[\u2066-\u2069]")
_DIRECTION: Final[dict[str, Direction]] = {LRI: "ltr", RLI: "rtl"}
#: A letter that can be drawn against a paragraph that runs to the right: all of R, AL and AN, and controls.
_AGAINST_LTR: Final = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
#: One that can be drawn against a paragraph that runs to the left: what is no letter, mark or sign of
#: Hebrew, Arabic or Thaana, no ASCII sign, and no general punctuation.
_AGAINST_RTL: Final = re.compile(
    r"[^ !-/:-@\[-`{-~\xa0«»\u0591-\u05f4\u0606-\u065f\u066a\u066d-\u06dc\u06de-\u06ef\u06fa-\u06ff"
    r"\u0750-\u07b1\u0870-\u088f\u0898-\u08e1\u08e3-\u08ff\u200b-\u200d\u200f\u2010-\u2027\u2030-\u205e"
    r"\ufb1d-\ufdff\ufe70-\ufefc]"
)


def is_level(text: str, direction: Direction) -> bool:
    """Say whether all of *text* surely has the level of a paragraph of *direction*; a quick look."""
    return not (_AGAINST_RTL if direction == "rtl" else _AGAINST_LTR).search(text)


def levels(text: str, direction: Direction, depth: int = 0) -> bytes:
    """Return the level of each character of a paragraph of *direction*: 0 and even run right, odd run left.

    ``خبر 12`` in a paragraph that runs left -> 1 1 1 1 2 2. *depth* counts the isolates round the text.
    Raises MissingToolError without FriBidi.
    """
    found = bytearray()
    end = 0
    if depth == _DEEPEST:
        text = _ISOLATING.sub(OBJECT, text)
    inner = _isolates(text)
    outer = iter(_reckoned(_without(text, inner), direction))
    for start, stop in inner:
        found += bytes(islice(outer, start - end))
        found += _isolated(text[start:stop], text[start - 1], direction, depth + 1)
        end = stop
    return bytes(found) + bytes(outer)


def _isolates(text: str) -> list[tuple[int, int]]:
    """Return from where to where the outermost isolates of *text* reach (UAX #9, BD9).

    FriBidi 1.0 lets what one isolate holds reach into the next; each is given to it by itself.
    """
    found, opened = [], []
    for control in _ISOLATING.finditer(text):
        if control[0] != PDI:
            opened.append(control.end())
        elif opened and len(opened) > 1:
            opened.pop()
        elif opened:
            found.append((opened.pop(), control.start()))
    return found + [(start, len(text)) for start in opened[:1]]


def _without(text: str, spans: Sequence[tuple[int, int]]) -> str:
    ends = [0, *(stop for _, stop in spans)]
    return "".join(text[end:start] for end, start in zip(ends, [*(s for s, _ in spans), None], strict=True))


def _isolated(words: str, control: str, direction: Direction, depth: int) -> bytes:
    """Return the levels of what an isolate holds that *control* begins (X5a to X5c)."""
    own: Direction = _DIRECTION.get(control) or first_strong(words) or "ltr"
    lift = 0 if (direction, own) == ("ltr", "rtl") else 2
    return bytes(level + lift for level in levels(words, own, depth))


def _reckoned(text: str, direction: Direction) -> bytes:
    """Return the levels of a text without isolates."""
    length = len(text)
    chars = (ctypes.c_uint32 * length).from_buffer_copy(text.encode("utf-32-le"))
    types, brackets = (ctypes.c_uint32 * length)(), (ctypes.c_uint32 * length)()
    found, base = (ctypes.c_int8 * length)(), ctypes.c_uint32(_BASE[direction])
    fribidi = _library()
    fribidi.fribidi_get_bidi_types(chars, length, types)
    fribidi.fribidi_get_bracket_types(chars, length, types, brackets)
    if not fribidi.fribidi_get_par_embedding_levels_ex(types, brackets, length, ctypes.byref(base), found):
        raise MemoryError("FriBidi could not reckon the levels of a paragraph")
    return bytes(found)


@cache
def _library() -> ctypes.CDLL:
    for name in _NAMES:
        try:
            fribidi = ctypes.CDLL(name)
            fribidi.fribidi_get_par_embedding_levels_ex.restype = ctypes.c_int8
        except (OSError, AttributeError):
            continue
        return fribidi
    raise MissingToolError(
        "FriBidi 1.0, which puts words of two directions in order, is not installed",
        cure="sudo apt install libfribidi0",
    )
