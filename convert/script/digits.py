"""Digits of the three sets that right-to-left newspapers print: Latin, Arabic-Indic, Persian."""

import re

_SETS = {
    "latn": "0123456789",
    "arab": "٠١٢٣٤٥٦٧٨٩",
    "arabext": "۰۱۲۳۴۵۶۷۸۹",
}
#: From the code of a digit of the two others to that of the Latin one.
TO_LATIN = str.maketrans(_SETS["arab"] + _SETS["arabext"], _SETS["latn"] * 2)
_OTHERS = re.compile(f"[{_SETS['arab']}{_SETS['arabext']}]")
_TO = {name: str.maketrans(_SETS["latn"], digits) for name, digits in _SETS.items()}


def latin(text: str) -> str:
    """Return *text* with every digit as 0 to 9: ``٢٠٢٠`` -> ``2020``."""
    return text.translate(TO_LATIN) if _OTHERS.search(text) else text


def in_digits(text: str, digits: str) -> str:
    """Return *text* with every digit in the set *digits* (a CLDR name): ``12`` -> ``١٢``."""
    return latin(text).translate(_TO[digits])
