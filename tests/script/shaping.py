"""Letters as old layout files stored them: one presentation form for each shape (ArabicShaping.txt)."""

import unicodedata

from convert.script.joining import joins

#: (letters, shape) -> form, of single letters and of lam-alef.
FORMS: dict[tuple[str, str], str] = {}
for _code in (*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)):
    _shape, _, _letters = unicodedata.decomposition(chr(_code)).partition("> ")
    FORMS.setdefault(("".join(chr(int(part, 16)) for part in _letters.split()), _shape[1:]), chr(_code))
ALEFS = "اأإآ"


def shaped(text: str) -> str:
    """Return *text* in presentation forms where it has letters that have them: ``سلام`` -> ``ﺳﻼﻡ``."""
    out, place = [], 0
    while place < len(text):
        size = 2 if text[place] == "ل" and text[place + 1 : place + 2] in (*ALEFS,) else 1
        out.append(_form(text, place, place + size))
        place += size
    return "".join(out)


def _form(text: str, start: int, end: int) -> str:
    before = start > 0 and joins(text[:start], text[start:end])
    after = joins(text[start:end], text[end : end + 1]) if end < len(text) else False
    shape = {(False, False): "isolated", (False, True): "initial", (True, False): "final"}.get(
        (before, after), "medial"
    )
    return FORMS.get((text[start:end], shape), text[start:end])
