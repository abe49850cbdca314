"""One spelling for the many a word may have: hamzas, joiners, vowels, Persian and Arabic letters, digits."""

import re

from convert.script.digits import TO_LATIN

#: What is read as the first letter of its row: letters that people, keyboards and encodings exchange.
_SAME = (
    "اأإآٱ", "يىیئېۍێےۓٸ", "كکڪ", "گګ", "هةەھہۀۂۃ", "وؤۆ", "رڕ", "لڵ", "א\ufb2e\ufb2f\ufb30", "ב\ufb31",
    "פ\ufb43\ufb44\ufb4e", "י\ufb1d", '"״”“„‟″', "'׳’‘‛`´′", "-‐‑‒–—―−", "/⁄∕؍", ":∶：", "،,",
)  # fmt: skip
#: Ligatures of Yiddish, and the letters they stand for.
_LIGATURES = {"װ": "וו", "ױ": "וי", "ײ": "יי", "\ufb1f": "יי"}
#: Vowels and other marks of the Arabic and Hebrew scripts, joiners, tatweel, the soft hyphen.
_MARKS = (
    *range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670, *range(0x06D6, 0x06DD), *range(0x06DF, 0x06E5),
    0x06E7, 0x06E8, *range(0x06EA, 0x06EE), *range(0x0591, 0x05BE), 0x05BF, 0x05C1, 0x05C2, 0x05C4, 0x05C5,
    0x05C7, 0x0640, 0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF,
)  # fmt: skip
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: Letters that stay are named too: `str.translate` takes twice as long over one that it misses.
_STAYING = (*range(0x0800), *range(0x2000, 0x2070))
_FOLD: dict[int, str] = {
    **{code: chr(code) for code in _STAYING},
    **{ord(char): row[0] for row in _SAME for char in row[1:]},
    **{ord(char): letters for char, letters in _LIGATURES.items()},
    **{code: chr(digit) for code, digit in TO_LATIN.items()},
    **{ord(char): char.lower() for char in _CAPITALS},
    **dict.fromkeys(_MARKS, ""),
}
#: What makes a spelling shorter or longer than what it is the spelling of.
_UNEVEN = re.compile(f"[{''.join(map(chr, _MARKS))}{''.join(_LIGATURES)}]")
#: A tatweel between figures parts them: ``٢٨ـ١١ـ٢٠٢٠``.
_STROKE = re.compile(r"(?<=\d)\u0640+(?=\d)")


def spelt(text: str) -> str:
    """Return *text* in the one spelling that words are compared in: ``٢٨ أغسطسَ`` -> ``28 اغسطس``."""
    return _stroked(text).translate(_FOLD)


def places(text: str) -> list[int] | range:
    """Return, for every letter of ``spelt(text)`` and for its end, where it stands in *text*."""
    if not _UNEVEN.search(text):
        return range(len(text) + 1)
    letters = enumerate(_stroked(text))
    return [
        *(place for place, char in letters for _ in _FOLD.get(ord(char), char)),
        len(text),
    ]


def _stroked(text: str) -> str:
    if "\u0640" not in text:
        return text
    return _STROKE.sub(lambda found: "-" * len(found[0]), text)
