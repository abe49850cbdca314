"""Encodings of before Unicode: what each lacks, and what stands for it by an old and named custom.

The substitutes of one encoding are `substitutes("windows-1256")`; nothing is ever written as a question mark.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Literal

from convert.script.bidi import LRI, RLM

Marks = Literal["isolates", "marks", "none"]


@dataclass(frozen=True, slots=True)
class Codepage:
    """An encoding as people name it, the codec Python has for it, and whether it stores lines as seen."""

    name: str
    codec: str
    is_visual: bool = False

    def holds(self, text: str) -> bool:
        """Say whether every character of *text* is in the encoding."""
        if self.codec.startswith("utf"):
            return True
        try:
            text.encode(self.codec)
        except UnicodeEncodeError:
            return False
        return True

    @property
    def marks(self) -> Marks:
        """What it has to keep two directions apart."""
        if self.is_visual:
            return "none"
        return "isolates" if self.holds(LRI) else "marks" if self.holds(RLM) else "none"


#: The encodings we write. ISO-8859-8 is Hebrew as it is seen (RFC 1556); -I stands as it is read.
CODEPAGES: Final = {
    page.name: page
    for page in (
        Codepage("utf-8", "utf-8"),
        Codepage("utf-8-sig", "utf-8-sig"),
        Codepage("utf-16", "utf-16"),
        Codepage("windows-1256", "cp1256"),
        Codepage("windows-1255", "cp1255"),
        Codepage("iso-8859-6", "iso8859_6"),
        Codepage("iso-8859-8-i", "iso8859_8"),
        Codepage("iso-8859-8", "iso8859_8", is_visual=True),
        Codepage("macarabic", "mac_arabic"),
    )
}
#: Other words for them, letters and digits alone.
_ALIASES: Final = {
    **{re.sub("[^a-z0-9]", "", name): name for name in CODEPAGES},
    "cp1256": "windows-1256",
    "cp1255": "windows-1255",
    "utf8sig": "utf-8-sig",
    "asmo708": "iso-8859-6",
}

#: Letters that only some languages have, and those that stood for them on typewriters and in old files.
LETTERS: Final = {
    "ی": "ي", "ک": "ك", "ے": "ي", "ۓ": "ئ", "ہ": "ه", "ھ": "ه", "ە": "ه", "ۀ": "ه", "ۂ": "ه", "ۃ": "ة",
    "پ": "ب", "چ": "ج", "ژ": "ز", "گ": "ك", "ڤ": "ف", "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ں": "ن", "ٱ": "ا",
    "ێ": "ي", "ۆ": "و", "ڕ": "ر", "ڵ": "ل", "ۇ": "و", "ۈ": "و", "ۋ": "و", "ې": "ي", "ڭ": "ن", "ۍ": "ي",
    "ټ": "ٹ|ت", "ځ": "ح", "څ": "چ|ح", "ډ": "ڈ|د", "ړ": "ڑ|ر", "ږ": "ژ|ر", "ښ": "ش", "ګ": "گ|ك", "ڼ": "ن",
    "ٻ": "ب", "ڀ": "ب", "ٺ": "ت", "ٽ": "ٹ|ت", "ٿ": "ث", "ڃ": "ج", "ڄ": "ج", "ڇ": "چ|ج", "ڊ": "ڈ|د", "ڌ": "د",
    "ڍ": "د", "ڏ": "د", "ڙ": "ڑ|ر", "ڦ": "ف", "ڪ": "ك", "ڳ": "گ|ك", "ڱ": "گ|ك", "ڻ": "ن", "۽": "و", "۾": "م",
    "ݢ": "گ|ك", "ڠ": "غ", "ڽ": "ن", "ۏ": "و", "ڨ": "ق", "ڥ": "ف", "ڢ": "ف", "ڧ": "ق", "ڜ": "ش", "ۉ": "و",
    "װ": "וו", "ױ": "וי", "ײ": "יי",
}  # fmt: skip
#: Signs, and what a typewriter has for them.
SIGNS: Final = {
    "،": ",", "؛": ";", "؟": "?", "٪": "%", "٫": ".", "٬": ",", "۔": ".", "٭": "*", "ـ": "",
    "“": '"', "”": '"', "„": '"', "‟": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "‛": "'",
    "‹": "'", "›": "'", "′": "'", "″": '"', "…": "...", "–": "-", "—": "-", "―": "-", "‐": "-", "‑": "-",
    "‒": "-", "−": "-", "־": "-", "׳": "'", "״": '"', "׃": ":", "•": "*", "·": "*", "●": "*",
    "▪": "*", "◦": "*", "†": "+", "‡": "++", "§": "Sec.", "¶": "", "©": "(c)", "®": "(r)", "™": "(tm)",
    "°": " deg", "×": "x", "÷": "/", "±": "+/-", "⁄": "/", "µ": "u", "€": "EUR", "£": "GBP", "¥": "JPY",
    "₪": "ש״ח|NIS", "﷼": "ريال|IRR", "₹": "INR", "₺": "TRY", "№": "No.", "←": "<-", "→": "->", "¹": "1",
    "²": "2", "³": "3", "¼": " 1/4", "½": " 1/2", "¾": " 3/4", "¤": "", "¬": "-", "¿": "", "¡": "",
    "﴾": "(", "﴿": ")",
}  # fmt: skip
#: What is not seen. A non-joiner parts what would join: a no-break space parts it too.
UNSEEN: Final = {
    "\N{ZERO WIDTH NON-JOINER}": "\xa0| ",
    "\N{NO-BREAK SPACE}": " ",
    "\N{NARROW NO-BREAK SPACE}": "\xa0| ",
    **dict.fromkeys("\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u205f\u3000", " "),
    **dict.fromkeys("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH SPACE}\N{WORD JOINER}\ufeff\xad", ""),
}
_DIGITS: Final = {digit: str(unicodedata.digit(digit)) for digit in "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹"}
_TABLE: Final[Mapping[str, str]] = {**LETTERS, **SIGNS, **UNSEEN, **_DIGITS}


def codepage_of(name: str) -> Codepage | None:
    """Return the encoding called *name*, however its hyphens are put; None for none of ours."""
    key = re.sub("[^a-z0-9]", "", name.lower())
    return CODEPAGES.get(_ALIASES.get(key, ""))


def fitted(text: str, page: Codepage, mapped: Counter[str]) -> str:
    """Return *text* with a substitute for each character that the encoding lacks; count those in *mapped*."""
    if page.holds(text):
        return text
    composed = unicodedata.normalize("NFC", text)
    lacking = {char for char in set(composed) if not page.holds(char)}
    mapped.update(char for char in composed if char in lacking)
    return composed.translate({ord(char): substitute(char, page.name) for char in lacking})


@lru_cache(maxsize=4096)
def substitute(char: str, name: str) -> str:
    """Return what stands for *char* in the encoding *name*: of the table, its parts, or its number.

    A mark that is lacking is left out; whatever has no other spelling is ``[U+1F600]``.
    """
    page = CODEPAGES[name]
    for said in _TABLE[char].split("|") if char in _TABLE else ():
        if all(page.holds(one) for one in said):
            return said
    if unicodedata.category(char) == "Mn":
        return ""
    parts = unicodedata.normalize("NFKD", char)
    if parts == char and char in _TABLE:  # its substitutes are lacking too: theirs stand for it
        parts = _TABLE[char].split("|")[-1]
    if parts == char:
        return _spelled(char)
    said = "".join(part if page.holds(part) else substitute(part, name) for part in parts)
    return said if "[U+" not in said else _spelled(char)


def _spelled(char: str) -> str:
    return f"[U+{ord(char):04X}]"


def is_spelled(char: str, page: Codepage) -> bool:
    """Say whether the encoding has no substitute for *char*, so that its number is written."""
    return substitute(char, page.name) == _spelled(char)


@cache
def substitutes(name: str) -> Mapping[str, str]:
    """Return the table of one encoding: what it lacks of our letters and signs, and what stands for it."""
    page = CODEPAGES[name]
    return {char: substitute(char, name) for char in _TABLE if not page.holds(char)}


def held(signs: Iterable[str], page: Codepage) -> str:
    """Return the first of *signs* that is in the encoding; the last if none is."""
    last = ""
    for last in signs:
        if page.holds(last):
            break
    return last
