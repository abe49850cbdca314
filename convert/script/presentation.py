"""Presentation forms: letters as old layout files stored them, one code for each shape (Unicode 16, §9.2)."""

import re
import unicodedata
from typing import Final

#: Hebrew letters with points and wide ones, the two blocks of Arabic forms; U+FEFF is no letter.
_FORM: Final = re.compile("[\ufb1d-\ufb4f\ufb50-\ufdff\ufe70-\ufefc]")
#: What is set as one sign and read as one: Koranic stops, blessings, the rial, the basmala.
_SIGNS: Final = "\ufdf0\ufdf1\ufdfa\ufdfb\ufdfc\ufdfd"


def _letters(form: str) -> str:
    """Return what *form* is a shape of: U+FEFB -> ``لا``; a mark by itself needs no space."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKD", form)).lstrip(" ")


def _shape(form: str) -> str:
    """Return the shape that the Unicode Character Database gives *form*: initial, final and so on."""
    return unicodedata.decomposition(form).partition(">")[0].lstrip("<")


_FORMS: Final = [chr(code) for code in (*range(0xFB1D, 0xFE00), *range(0xFE70, 0xFEFD))]
_LETTERS: Final = {
    ord(form): _letters(form) for form in _FORMS if _letters(form) != form and form not in _SIGNS
}
#: Shapes that join the letter after them, and shapes that join the one before, as classes of a pattern.
JOINING_ON: Final = "".join(form for form in _FORMS if _shape(form) in ("initial", "medial"))
JOINING_BACK: Final = "".join(form for form in _FORMS if _shape(form) in ("final", "medial"))


def letters(text: str) -> str:
    """Return *text* with letters for presentation forms: ``ﺳﻼﻡ`` -> ``سلام``; order is not changed.

    A ligature becomes the letters it joins, a Hebrew letter its base and points. A sign that has no other
    spelling (ornate parentheses, U+FDFA, U+FDFC, U+FDFD …) stays.
    """
    return _FORM.sub(_letter, text) if not text.isascii() and _FORM.search(text) else text


def _letter(form: re.Match[str]) -> str:
    return _LETTERS.get(ord(form[0]), form[0])
