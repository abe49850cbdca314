"""Takes vowel marks and tatweels off words, and writes their numbers in other digits, as somebody asked."""

import re
from typing import Final

from convert.script.digits import in_digits

#: Harakat and tanwin, shadda and sukun, and the signs of Koranic reading. Madda and hamza are letters.
_TASHKEEL: Final = re.compile(
    "[\u0610-\u061a\u064b-\u0652\u0656-\u065e\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed]"
)
#: The small alef is a vowel in Arabic, and a letter in Urdu (اعلیٰ).
_SMALL_ALEF: Final = "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
#: Points and accents of Hebrew; in Yiddish they tell letters apart.
_NIQQUD: Final = re.compile("[\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7]")
#: A tatweel at a letter; by itself it is a sign, and after a lone heh it is the era (١٤٤٢هـ).
_TATWEEL: Final = re.compile(
    "(?<=[\u0620-\u0652\u0670-\u06d3])(?<![^\u0620-\u0652\u0670-\u06d3]ه)(?<!^ه)\u0640+"
)
#: A number that is no part of a name, an address or a code: ``F16``, ``COVID-19`` and ``v1.2`` are.
_NUMBER: Final = re.compile(r"(?<![A-Za-z0-9_@#/.-])[0-9]+(?:[.,:/-][0-9]+)*(?![A-Za-z0-9_@#]|[./-][A-Za-z])")


def without_tashkeel(text: str, language: str) -> str:
    """Return *text* without vowel marks: ``وَزِيرُ`` -> ``وزير``; points that make letters stay."""
    stripped = _TASHKEEL.sub("", text)
    if language == "ar":
        stripped = stripped.replace(_SMALL_ALEF, "")
    return _NIQQUD.sub("", stripped) if language == "he" else stripped


def without_tatweel(text: str) -> str:
    """Return *text* without the tatweels that make words longer: ``الكـــويت`` -> ``الكويت``."""
    return _TATWEEL.sub("", text)


def digits_in(text: str, digits: str) -> str:
    """Return *text* with its numbers in *digits*: ``12`` -> ``١٢`` but ``F16``."""
    return _NUMBER.sub(lambda number: in_digits(number[0], digits), text)
