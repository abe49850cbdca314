"""Folds away what two spellings of one phrase differ in: hamza, vowels, joiners, capitals, edges."""

import unicodedata

from convert.script.digits import TO_LATIN

#: Letters that newsrooms put for one another, and the one they are compared as.
_SAME = {
    "ا": "أإآٱٲٳ",
    "ي": "ىیېۍئے",
    "ك": "کڪ",
    "ه": "ةۀەھہۂۃ",
    "و": "ؤ",
}
_UNSEEN = (
    "\N{ARABIC TATWEEL}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH SPACE}"
    "\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}"
    "\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}\N{ARABIC LETTER MARK}"
)
#: Marks over and under letters: Hebrew points and accents, Arabic vowels and Koranic signs.
_MARKS = (
    range(0x0591, 0x05C8),
    range(0x0610, 0x061B),
    range(0x064B, 0x0660),
    range(0x06D6, 0x06EE),
    (0x0670,),
)
#: Letters that stay are named too: `str.translate` takes twice as long over one that it misses.
_STAYING = range(0x20, 0x800)


def _table() -> dict[int, str]:
    table = {code: chr(code) for code in _STAYING}
    table |= {ord(other): one for one, others in _SAME.items() for other in others}
    table |= dict.fromkeys(map(ord, _UNSEEN), "")
    table |= {code: "" for marks in _MARKS for code in marks if unicodedata.category(chr(code)) == "Mn"}
    return table | {code: chr(digit) for code, digit in TO_LATIN.items()}


_TABLE = _table()


#: Signs that stand round words, but for those that phrases are told by (``#``, ``+``, ``%``).
_EDGES = (
    "!\"$&'()*,-./:;<=>?@[\\]^_`{|}~\u00a0¡¦§©«®°¶·»¿־׀׃״׳،؛؟٪٫٬۔‐‑‒–—―‘’‚“”„†•…‹›※−●○◦■□▪▫◾◼►▶◄◀★☆✓✔✦❖﴾﴿"
)


def folded(text: str) -> str:
    """Return *text* as it is compared with other spellings: ``«إقرأ أيضاً:»`` -> ``اقرا ايضا``."""
    return " ".join(filter(None, folded_words(text)))


def folded_words(text: str) -> list[str]:
    """Return the words of *text* folded, one for one: a word of nothing but punctuation is empty."""
    return [word.strip(_EDGES) for word in text.casefold().translate(_TABLE).split()]
