"""Which letters of the Arabic script join (Unicode 16, ArabicShaping.txt: Joining_Type)."""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

ZWJ: Final = "\N{ZERO WIDTH JOINER}"
#: Letters that join the one before them alone, and letters that join none.
_RIGHT: Final = (
    "\u0622-\u0625\u0627\u0629\u062f-\u0632\u0648\u0671-\u0673\u0675-\u0677\u0688-\u0699\u06c0\u06c3-\u06cb"
    "\u06cd\u06cf\u06d2\u06d3\u06d5\u06ee\u06ef\u0759-\u075b\u076b\u076c\u0771\u0773\u0774\u0778\u0779"
    "\u0870-\u0882\u088e\u08aa-\u08ac\u08ae\u08b1\u08b2\u08b9"
)
_NONE: Final = "\u0621\u0674\u06e5\u06e6\u0887\u0888\u08ad\u08c9"
#: All letters of the script that are shaped, with the tatweel, which joins both ways.
LETTER: Final = (
    "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u0870-\u088e\u08a0-\u08c9"
)
_JOINS_ON: Final = re.compile(f"(?![{_RIGHT}{_NONE}])[{LETTER}{ZWJ}]")
_JOINS_BACK: Final = re.compile(f"(?![{_NONE}])[{LETTER}{ZWJ}]")
#: Format characters that letters do not join across.
_PARTING: Final = re.compile("[\u0600-\u0605\u06dd\u0890\u0891\u08e2\u200c\u200d\u2066-\u2069]")


def joins(before: str, after: str) -> bool:
    """Say whether the last letter of *before* and the first of *after* join: ``كت اب``, but not ``كتا ب``."""
    return bool(_JOINS_ON.match(_letter(reversed(before))) and _JOINS_BACK.match(_letter(after)))


def leading_marks(text: str) -> str:
    """Return the marks that *text* begins with: they belong to the letter before it."""
    end = next((place for place, char in enumerate(text) if not _is_mark(char)), len(text))
    return text[:end]


def _letter(text: Iterable[str]) -> str:
    """Return the first character of *text* that is not transparent to joining; empty for none."""
    return next((char for char in text if not _is_transparent(char)), "")


def _is_mark(char: str) -> bool:
    return unicodedata.category(char) in ("Mn", "Me")


def _is_transparent(char: str) -> bool:
    return _is_mark(char) or (unicodedata.category(char) == "Cf" and not _PARTING.match(char))
