"""Letters: which script and which language a text is written in, by the letters it uses."""

import unicodedata
from collections import Counter

from convert.model import Direction

#: Letters that one language of the script has and its neighbours lack, in the order they are asked.
_TELLING = (
    ("ckb", "ڵڕێ"),
    ("ps", "ټډړږښځڅۍ"),
    ("ug", "ۇۈۋڭ"),
    ("sd", "ٻڀٿٽٺڄڃڇڌڏڊڙڦڳڱڻ۽۾ڪ"),
    ("ur", "ٹڈڑںےہ"),
    ("fa", "پچژگکی"),
)
#: So rare a letter may be a borrowed name; a language shows its own letters more often than this.
_TELLING_SHARE = 0.02
#: Pointed letters that Yiddish spells with and Hebrew has no use for.
_YIDDISH = ("אַ", "אָ", "ײַ", "פֿ", "\ufb2e", "\ufb2f", "\ufb1f", "\ufb4e")
#: Where the letters of a script stand in Unicode, presentation forms of old texts included.
_BLOCKS = (
    (0x0041, 0x024F, "Latn"),
    (0x05D0, 0x05F2, "Hebr"),
    (0x0620, 0x06FF, "Arab"),
    (0x0750, 0x077F, "Arab"),
    (0x0780, 0x07B1, "Thaa"),
    (0x08A0, 0x08FF, "Arab"),
    (0xFB1D, 0xFB4F, "Hebr"),
    (0xFB50, 0xFDFF, "Arab"),
    (0xFE70, 0xFEFC, "Arab"),
)
#: Enough letters for scripts to be compared; a long text says nothing new after this.
_SAMPLE = 20_000


def letters_by_direction(text: str) -> tuple[int, int]:
    """Return how many letters of *text* run to the left and how many to the right (UAX #9: R and AL, L)."""
    classes: Counter[str] = Counter()
    for char, count in Counter(text[:_SAMPLE]).items():
        classes[unicodedata.bidirectional(char)] += count
    return classes["R"] + classes["AL"], classes["L"]


def direction_of_text(text: str) -> Direction | None:
    """Return the direction of most letters of *text*; None without letters."""
    rtl, ltr = letters_by_direction(text)
    if not rtl and not ltr:
        return None
    return "rtl" if rtl >= ltr else "ltr"


def guess_language(text: str) -> str:
    """Return the language that the letters of *text* speak for, one of ours, or und."""
    sample = text[:_SAMPLE]
    counted = Counter(sample)
    scripts: Counter[str] = Counter()
    for char, count in counted.items():
        scripts[_script(char)] += count
    del scripts[""]
    if not scripts:
        return "und"
    script, letters = scripts.most_common(1)[0]
    if script == "Arab":
        return _arabic_script_language(counted, letters)
    if script == "Hebr":
        return "yi" if sum(map(sample.count, _YIDDISH)) > _TELLING_SHARE * letters else "he"
    return "dv" if script == "Thaa" else "en"


def _script(char: str) -> str:
    code = ord(char)
    script = next((script for first, last, script in _BLOCKS if first <= code <= last), "")
    return script if script == "Thaa" or char.isalpha() else ""


def _arabic_script_language(counted: Counter[str], letters: int) -> str:
    for language, telling in _TELLING:
        if sum(counted[letter] for letter in telling) > _TELLING_SHARE * letters:
            return language
    return "ar"
