"""Letters: which script and which language a text is written in, by its letters and its commonest words."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from convert.model import Direction

#: Letters by which a language is known, those that it shares with one neighbour included.
_TELLING: Final = {
    "ar": "ةأإ",
    "fa": "پچژگ",
    "ur": "ٹڈڑںےہݙݨ",
    "ckb": "ڵڕێۆە",
    "ps": "ټډړږښځڅۍېڼګ",
    "sd": "ٻڀٿٽٺڄڃڇڌڏڊڙڦڳڱڻ۽۾ڪ",
    "ug": "ۇۈۋڭېۆەى",
}
#: What Persian is typed with beside its own letters; its neighbours are too, so they weigh little.
_PERSIAN_KEYS: Final = "کی"
#: What a letter weighs against a word: a letter is one in a hundred where a word is one in ten.
_TELLING_WEIGHT: Final = 3.0
_KEYS_WEIGHT: Final = 0.5
#: Letters that one keyboard spells another way than the next.
_FOLD: Final = tuple(zip("يىكڪہھۀۂ", "ییککهههه", strict=True))


def _folded(text: str) -> str:
    """Return *text* with one letter for those that keyboards part; quicker than `str.translate`."""
    for typed, letter in _FOLD:
        text = text.replace(typed, letter)
    return text


#: The commonest words of each language, spelled one way. What two have in common speaks for both.
_WORDS: Final = {
    language: frozenset(_folded(words).split())
    for language, words in {
        "ar": (
            "فی من علی إلی الی عن أن إن التی الذی الذین هذا هذه کان کانت قد لا لم لن مع کما قال ذلک "
            "تلک خلال أو هو هی حیث أی لیس عبر وقال وفی ومن منذ نحو ثم بل إذ لکن ولکن غیر أنه أنها إنه "
            "إنها عند لدی وهو وهی ما بأن بعد بین فیها فیه علیها علیه منها منه لها له بها به کل وأن "
            "سوف نحن یا مش اللی عشان شو هیک هاد هاذا مو ده کده لیش شنو ماکو وین إحنا"
        ),
        "fa": (
            "است این که را می نمی از به در با های ها برای آن شد شده کرد کرده بود یک خود تا هم نیز اند "
            "باید هر اما وی گفت دارد شود کند بر پس پیش نیست روی ای شان ترین دیگر هستند بودند خواهد "
            "کردند شدند دهد داد باره چه هایی هیچ سوی بی ولی آنها اگر یا تر"
        ),
        "ur": (
            "کے کی کا میں سے هے نے کو پر اور هیں یه که اس تها تهی تهے گیا گئی گئے هو بهی ان ایک لیے "
            "کر کیا جو وه تو نهیں رها رهے رهی والے والی هوئے هوئی هوا کرنے نہ اپنے اپنی دی دے دا وچ "
            "نوں کوں هک تے"
        ),
        "ckb": (
            "لە بە کە بۆ ئەو ئەم لەسەر دەکات لەگەڵ بوو دوای کرد کردن هەموو دا یان ئەوە بەڵام دەبێت "
            "لەو لەم نیە هەیە له به که وە ژ ل د یێ ئەڤ هەر زۆر یەک"
        ),
        "ps": (
            "د په له او چې چی کې کی ته سره هم شوی کړی وی دی یې څخه دا دغه لپاره نه ده شو شوې کړې ئې "
            "کړ وکړ خو یو یوه هغه ترڅو لري لری تر پر باندې کله ولی دوی خپل خپله خپلو ول"
        ),
        "sd": (
            "جی جو جا جے ۾ ۽ کی کان آهی آهن ته جنهن هن سان تی لاء هک نه پر اهو اها هو هئی هیا کیو کری "
            "ان انهن جیکو پنهنجی وڃی ویو ٿیو ٿی جڏهن هی یا به"
        ),
        "ug": ("ۋە بۇ ئۇ بىلەن ئۈچۈن دەپ بولغان ئىدی بىر قىلىپ كېیىن یەنە هەم"),
        "he": (
            "של את על לא הוא היא עם זה זאת כי גם היה אני אבל או אם כל רק יותר בין לאחר אשר הם כך מה "
            "אין יש לפני היתה הייתה אחרי אמר עוד ידי כדי"
        ),
        "yi": (
            "און די דער דאס דאָס איז אין פון פֿון מיט צו נישט ער זיי זי האט האָט אויף אױף וואס וואָס "
            "וועט צום דעם א אַ זיך אויך נאר נאָר ווי וי יעדער האבן האָבן אדער אָדער קיין"
        ),
        "en": (
            "the of and to in is was for that with on by are be at from has have it as his her this "
            "not will were who an they which their said after but"
        ),
        "fr": (
            "le la les des du de et est un une dans pour que qui sur pas par avec au aux ce cette "
            "sont il elle ne se plus été ont l d en"
        ),
        "de": (
            "der die das und ist von den mit für nicht ein eine im zu auf dem des sich auch als wird "
            "bei sind nach aus hat"
        ),
        "es": ("el la los las de del y en que un una por con para es se no al su lo como más fue son"),
        "it": ("il lo la gli le di del della dei e è che un una per con non in sono al alla nel più si da"),
        "pt": ("o os as de do da dos das e em que um uma por com para é não no na se ao mais foi são"),
        "tr": ("ve bir bu için ile da de olarak olan daha çok en ne gibi sonra kadar ama olduğu değil var"),
    }.items()
}
_BY_SCRIPT: Final = {
    "Arab": tuple(_TELLING),
    "Hebr": ("he", "yi"),
    "Latn": ("en", "fr", "de", "es", "it", "pt", "tr"),
}
#: Letters with points that Yiddish spells with and Hebrew has no use for, and its ligatures.
_YIDDISH: Final = re.compile("אַ|אָ|ײַ|פֿ|[\ufb2e\ufb2f\ufb1f\ufb4eײױװ]")
#: Yiddish spells its commonest vowel with an ayin; in Hebrew fewer letters than this are one.
_AYINS: Final = 0.07
#: How Arabic words begin that bear the article, among words after a space each; Persian ones only look so.
_ARTICLE: Final = re.compile(" ((?:[وفبک]?ال|لل)[^ ]{2,}|[^ ]+ة)(?![^ ])")
_NO_ARTICLE: Final = frozenset(
    "البته المللی الان التماس الله اللهی الگو الگوی الهام الزام بالا بالای والد والدین بالاخره".split()
)
#: Latin text needs this share of common words before a language is named.
_LATIN_SHARE: Final = 0.12
#: The letters of each script, presentation forms of old texts included, with the vowels of Thaana.
_LETTERS: Final = {
    "Latn": "A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f",
    "Hebr": "\u05d0-\u05ea\u05ef-\u05f2"
    "\ufb1d\ufb1f-\ufb28\ufb2a-\ufb36\ufb38-\ufb3c\ufb3e\ufb40\ufb41\ufb43\ufb44\ufb46-\ufb4f",
    "Arab": "\u0620-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08c9\ufb50-\ufbb1\ufbd3-\ufd3d\ufd50-\ufd8f\ufd92-\ufdc7\ufdf0-\ufdfb\ufe70-\ufe74\ufe76-\ufefc",
    "Thaa": "\u0780-\u07b1",
}
_WRITTEN_IN: Final = {script: re.compile(f"[{letters}]+") for script, letters in _LETTERS.items()}
#: Enough letters for scripts to be compared; a long text says nothing new after this.
SAMPLE: Final = 20_000
#: Enough for words to be weighed.
_SAID: Final = 5_000
#: What makes a phrase certain: so many words, such a share of common ones, so much more than the next.
_FEWEST: Final = 4
_CERTAIN: Final = 0.3
_FEWEST_COMMON: Final = 2
#: Languages whose vowels are letters of their own: these say enough.
_LETTERS_ALONE: Final = ("ckb", "ug")
#: So few letters of another language stand in borrowed names too.
_FEW_LETTERS: Final = 3
_CLEARLY: Final = 1.8
_WORD: Final = re.compile(r"[^\W\d_]+|[۽۾]")
#: Marks and stretches inside a word: what is left says which word it is.
_DRESS: Final = re.compile("[\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u0591-\u05c7]")
UNKNOWN_LATIN: Final = "und-Latn"


@lru_cache(maxsize=1024)
def letters_by_direction(text: str) -> tuple[int, int]:
    """Return how many letters of *text* run to the left and how many to the right (UAX #9: R and AL, L)."""
    classes: Counter[str] = Counter()
    for char, count in Counter(text[:SAMPLE]).items():
        classes[unicodedata.bidirectional(char)] += count
    return classes["R"] + classes["AL"], classes["L"]


def direction_of_text(text: str) -> Direction | None:
    """Return the direction of most letters of *text*; None without letters."""
    rtl, ltr = letters_by_direction(text)
    if not rtl and not ltr:
        return None
    return "rtl" if rtl >= ltr else "ltr"


def script_of(text: str) -> str:
    """Return the script of most letters of *text*, of two the first; an empty one without letters."""
    found = {script: letters.search(text, 0, SAMPLE) for script, letters in _WRITTEN_IN.items()}
    first = {script: letters.start() for script, letters in found.items() if letters}
    if len(first) < 2:
        return next(iter(first), "")
    return max(sorted(first, key=first.__getitem__), key=lambda script: letters_of(text, script))


def letters_of(text: str, script: str) -> int:
    """Return how many letters of *text* are of *script*."""
    return sum(map(len, _WRITTEN_IN[script].findall(text, 0, SAMPLE)))


def guess_language(text: str) -> str:
    """Return the language that the letters and words of *text* speak for, one of ours, or und.

    Latin letters whose words are of no language we know are und-Latn.
    """
    script = script_of(text)
    if script in ("", "Thaa"):
        return "dv" if script else "und"
    spoken = scores(text[:_SAID], script)
    best = max(spoken, key=spoken.__getitem__)
    if script == "Latn":
        return best if spoken[best] >= _LATIN_SHARE else UNKNOWN_LATIN
    return best


@cache
def _signs_of_others(own: str) -> tuple[frozenset[str], re.Pattern[str]]:
    """Return words and letters that speak for other languages of the script of *own*, and not for it."""
    others = next((tags for tags in _BY_SCRIPT.values() if own in tags), ())
    words = frozenset().union(*(_WORDS[tag] for tag in others if tag != own)) - _WORDS.get(own, frozenset())
    mine = _TELLING.get(own, "") + (_PERSIAN_KEYS if own != "ar" else "")
    letters = "".join(_TELLING.get(tag, "") for tag in others if tag != own) + _PERSIAN_KEYS
    return words, re.compile(f"[{''.join(sorted(set(letters) - set(mine)))}]")


def may_be_of_another(text: str, own: str) -> bool:
    """Say whether *text* has two words, or three letters, that its own language *own* does not share.

    A quick look at a text in one script, of Hebrew or Arabic letters: most paragraphs have neither, and
    `certain_language` need not be asked. Hebrew and Yiddish share what letters they have: two words count.
    """
    said = _words(text[:_SAID], "")
    if own in _BY_SCRIPT["Hebr"]:
        return any(count >= _FEWEST_COMMON for tag, count in _common(said, "Hebr").items() if tag != own)
    words, letters = _signs_of_others(own)
    return len(letters.findall(text)) >= _FEW_LETTERS or len(words.intersection(said)) >= _FEWEST_COMMON


def certain_language(text: str, script: str = "") -> str:
    """Return the language of a phrase or paragraph whose words leave no doubt; else an empty string.

    Four words are the least; two of them are among its commonest, and the next language has much less to
    say for itself. *script* is that of most letters, where it is known.
    """
    script, said = script or script_of(text), text[:_SAID]
    if script in ("", "Thaa"):
        return "dv" if script else ""
    if len(_words(said, script)) < _FEWEST:
        return ""
    (best, most), (_, less) = _first_two(scores(said, script))
    sure = most >= max(_CERTAIN, _CLEARLY * less) and (
        best in _LETTERS_ALONE or _common(_words(said, script), script)[best] >= _FEWEST_COMMON
    )
    return best if sure else ""


def _first_two(spoken: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(spoken.items(), key=lambda said: -said[1])[:2]


def scores(text: str, script: str) -> Mapping[str, float]:
    """Return how much in *text* speaks for each language of *script*: about 1 where every word does."""
    words = _words(text, script)
    total = len(words) or 1
    letters = sum(map(len, words)) or 1
    common = _common(words, script)
    found = {language: common[language] / total for language in _BY_SCRIPT[script]}
    if script == "Arab":
        _weigh_letters(found, text, letters)
        found["ar"] += _with_article(words) / total
    elif script == "Hebr":
        found["yi"] += _yiddish(text, letters)
    return found


def _words(text: str, script: str) -> tuple[str, ...]:
    """Return the words of *text*, spelled as the commonest ones are."""
    return _spelled_alike(text.lower() if script == "Latn" else text)


@lru_cache(maxsize=16)
def _spelled_alike(text: str) -> tuple[str, ...]:
    """Return the words of *text* in one spelling; kept for a while: a text is asked about more than once."""
    return tuple(_WORD.findall(_folded(_DRESS.sub("", text))))


@cache
def _speaks_for(script: str) -> Mapping[str, tuple[str, ...]]:
    """Return the commonest words of *script*, each with the languages that it speaks for."""
    tags = _BY_SCRIPT[script]
    words = frozenset().union(*(_WORDS[tag] for tag in tags))
    return {word: tuple(tag for tag in tags if word in _WORDS[tag]) for word in words}


def _common(words: Iterable[str], script: str) -> Counter[str]:
    """Return how many of *words* are among the commonest of each language of *script*."""
    return Counter(chain.from_iterable(filter(None, map(_speaks_for(script).get, words))))


def _with_article(words: Iterable[str]) -> int:
    return sum(word not in _NO_ARTICLE for word in _ARTICLE.findall(f" {' '.join(words)}"))


def _weigh_letters(found: dict[str, float], text: str, letters: int) -> None:
    for language, telling in _TELLING.items():
        found[language] += _TELLING_WEIGHT * sum(map(text.count, telling)) / letters
    found["fa"] += _KEYS_WEIGHT * sum(map(text.count, _PERSIAN_KEYS)) / letters


def _yiddish(text: str, letters: int) -> float:
    ayins = max(text.count("ע") / letters - _AYINS, 0)
    return _TELLING_WEIGHT * (len(_YIDDISH.findall(text)) / letters + ayins)
