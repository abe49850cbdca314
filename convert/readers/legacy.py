"""Tells encodings of before Unicode apart by how the text reads: the same bytes are letters in one alone."""

import re
from collections import Counter
from functools import cache
from typing import Final, NamedTuple

from convert.script.plausible import LETTER, MARK, UNHEARD_OF, cheapest, words

#: The names we tell people, likeliest first, and the codecs behind them.
ENCODINGS: Final = {
    "windows-1256": "cp1256",
    "ISO 8859-6": "iso8859_6",
    "MacArabic": "mac_arabic",
    "windows-1255": "cp1255",
    "ISO 8859-8": "iso8859_8",
    "windows-1252": "cp1252",
}
#: Of other languages: never ours, but better named than misread.
_OTHERS: Final = ["cp1252", "cp1251", "cp1253", "cp1254", "cp1250", "koi8_r"]
#: So many bytes tell as much as all.
_SAMPLE: Final = 2000
#: Bits a byte beyond ASCII costs at most in what reads like text.
_READABLE: Final = 6.3
#: Bits that a short text may cost more, and that a reading costs in which few bytes are letters.
_ALLOWANCE: Final = 40
#: Bits that an encoding costs because few ever used it.
_RARE: Final = {"MacArabic": 7, "ISO 8859-6": 2, "ISO 8859-8": 1}
#: Bits that the next reading must cost more; less, and both are named.
_MARGIN: Final = 12
#: Bits for what an encoding does not know, and for its control characters.
_NO_TEXT: Final = 24
_PUNCTUATION: Final = frozenset("،؛؟«»“”‘’–—…\xa0٪\N{ARABIC TATWEEL}\u200c\u200d\u200e\u200f٠١٢٣٤٥٦٧٨٩־׳״₪€")
_BETWEEN_SCRIPTS: Final = re.compile(f"[A-Za-zÀ-ÿ](?=[{LETTER}])|[{LETTER}](?=[A-Za-zÀ-ÿ])")
#: A mark without a letter, and one on another that is no shadda, no dagesh and no dot of shin.
_MARK_ASTRAY: Final = re.compile(
    f"(?<![{LETTER}{MARK}])[{MARK}]|(?<=[{MARK}])(?<![\u0651\u05bc\u05c1\u05c2])(?![\u0651\u05bc\u05c1\u05c2])[{MARK}]"
)
#: Letters and signs of languages written in Latin letters, by the bits they cost.
_LATIN: Final = {
    "\ufffd": _NO_TEXT,
    **dict.fromkeys("éàè’", 3),
    **dict.fromkeys("áíóúñãõçêôîâûùëïüöäßåøæœ“”–«»\xa0", 5),
    **dict.fromkeys("ÉÀÈÊÇÔÎÂÛÙÖÜÄÑÁÍÓÚÅØÆŒ‘…—€£°ìòýšžŠŽ", 7),
    **dict.fromkeys("þð", 6),
    **dict.fromkeys("ÞÐÝ³¹¿¶±", 9),
}
_TWO_ACCENTS: Final = re.compile("[À-ÖØ-öø-ÿŠŽšžŒœŸ](?=[À-ÖØ-öø-ÿŠŽšžŒœŸ])")
_ACCENT_ALONE: Final = re.compile("(?<![A-Za-zÀ-ÿ])[À-ÖØ-öø-ÿ](?![A-Za-zÀ-ÿ])(?<![àáâåæéèíóôöùÀÉÈ])")
_OURS: Final = re.compile(f"[{LETTER}{MARK}]")
_ASCII_LETTER: Final = re.compile("[A-Za-z]")
#: Bits that a letter in the midst of English costs the scripts that run left, and how many at most.
_AMIDST_LATIN: Final = 0.4
_AMIDST_LATIN_MOST: Final = 40
_CAPITAL_INSIDE: Final = re.compile("[a-zà-ÿ][À-ÖØ-ÞŠŽŒ]")


class Reading(NamedTuple):
    """What bytes say in one encoding, and how surely: the fewer bits the better."""

    cost: float
    name: str
    text: str


class Judgement(NamedTuple):
    """The encoding that reads best, and the name of another that reads as well; empty when none does."""

    name: str
    rival: str = ""


def judge(data: bytes) -> Judgement | None:
    """Return the encoding in which *data*, which is no UTF-8, reads best; None when it reads in none."""
    sample = _sample(data)
    high = sum(byte >= 0x80 for byte in sample)
    readings = sorted((_reading(sample, name) for name in ENCODINGS), key=lambda reading: reading.cost)
    best = readings[0]
    if not high or best.cost > _READABLE * high + _ALLOWANCE:
        return _judged_by_others(data)
    rivals = (one.name for one in readings[1:] if one.text != best.text and one.cost < best.cost + _MARGIN)
    fitting = [one.name for one in readings if one.text == best.text and _fits(data, one.name)]
    return Judgement(next(iter(fitting), best.name), next(rivals, ""))


def codec_of(name: str) -> str:
    """Return the codec that Python has for an encoding we name."""
    return ENCODINGS.get(name, name)


def _sample(data: bytes) -> bytes:
    """Return lines of *data* that hold more than ASCII, enough to judge by."""
    if len(data) <= _SAMPLE:
        return data
    telling = [line for line in data[: 20 * _SAMPLE].split(b"\n") if not line.isascii()]
    return b"\n".join(telling)[:_SAMPLE] or data[-_SAMPLE:]


def _fits(data: bytes, name: str) -> bool:
    try:
        data.decode(codec_of(name))
    except UnicodeDecodeError:
        return False
    return True


def _reading(sample: bytes, name: str) -> Reading:
    text = sample.decode(codec_of(name), errors="replace")
    if name == "windows-1252":
        return Reading(_latin_cost(text), name, text)
    cost = cheapest(words(text)) + _cost_beside_letters(text)
    return Reading(cost + _RARE.get(name, 0), name, text)


def _cost_beside_letters(text: str) -> float:
    """Return what signs, marks and Latin letters cost in a text of a right-to-left script."""
    counted = Counter(text)
    high = sum(count for char, count in counted.items() if not char.isascii())
    ours = sum(count for char, count in counted.items() if _OURS.match(char))
    signs = sum(count * _sign_cost(char) for char, count in counted.items())
    astray = 10 * (len(_BETWEEN_SCRIPTS.findall(text)) + len(_MARK_ASTRAY.findall(text)))
    amidst = min(_AMIDST_LATIN_MOST, _AMIDST_LATIN * len(_ASCII_LETTER.findall(text)))
    return signs + astray + amidst + (_ALLOWANCE if 2 * ours < high else 0)


@cache
def _sign_cost(char: str) -> int:
    """Return what a character costs that is no letter of the right-to-left scripts."""
    if char.isascii():
        return 16 if char < " " and char not in "\t\n\r\f" else 0
    if char == "\ufffd" or "\x80" <= char <= "\x9f":
        return _NO_TEXT
    if re.match(f"[{LETTER}]", char):
        return 0
    if re.match(f"[{MARK}]", char):
        return 4
    return 6 if char in _PUNCTUATION else 13


def _latin_cost(text: str) -> int:
    counted = Counter(text)
    cost = sum(count * _LATIN.get(char, UNHEARD_OF) for char, count in counted.items() if not char.isascii())
    cost += sum(count * 16 for char, count in counted.items() if char < " " and char not in "\t\n\r\f")
    cost += 5 * len(_TWO_ACCENTS.findall(text)) + 6 * len(_ACCENT_ALONE.findall(text))
    return cost + 10 * len(_CAPITAL_INSIDE.findall(text))


def _judged_by_others(data: bytes) -> Judgement | None:
    """Ask charset-normalizer, which knows more encodings, about what reads like none of our languages."""
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_OTHERS).best()
    if not best:
        return None
    names = {codec: name for name, codec in ENCODINGS.items()}
    return Judgement(names.get(best.encoding, best.encoding))
