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
_YIDDISH = ("אַ", "אָ", "ײַ", "וי", "פֿ")
#: Enough letters for scripts to be compared; a long text says nothing new after this.
_SAMPLE = 20_000


def direction_of_text(text: str) -> Direction | None:
    """Return the direction most letters of *text* have (UAX #9, classes R, AL and L); None without letters."""
    classes = Counter(unicodedata.bidirectional(char) for char in text[:_SAMPLE])
    rtl, ltr = classes["R"] + classes["AL"], classes["L"]
    if not rtl and not ltr:
        return None
    return "rtl" if rtl >= ltr else "ltr"


def guess_language(text: str) -> str:
    """Return the language the letters of *text* speak for: ar fa ur ckb ps sd ug he yi dv en, or und."""
    sample = text[:_SAMPLE]
    scripts = Counter(map(_script, sample))
    del scripts[""]
    if not scripts:
        return "und"
    script = scripts.most_common(1)[0][0]
    if script == "Arab":
        return _arabic_script_language(sample, scripts["Arab"])
    if script == "Hebr":
        yiddish = sum(map(sample.count, _YIDDISH))
        return "yi" if yiddish > _TELLING_SHARE * scripts["Hebr"] else "he"
    return "dv" if script == "Thaa" else "en"


def _script(char: str) -> str:
    code = ord(char)
    if 0x0620 <= code <= 0x06FF and char.isalpha():
        return "Arab"
    if 0x05D0 <= code <= 0x05F2:
        return "Hebr"
    if 0x0780 <= code <= 0x07B1:
        return "Thaa"
    return "Latn" if char.isalpha() and code < 0x0250 else ""


def _arabic_script_language(sample: str, letters: int) -> str:
    counted = Counter(sample)
    for language, telling in _TELLING:
        if sum(counted[letter] for letter in telling) > _TELLING_SHARE * letters:
            return language
    return "ar"
