"""What follows from a language: direction, script, digits, faces, quotation marks, furniture words.

Scripts and directions are those of CLDR; the furniture words are what a newspaper of that language
prints.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Literal

from convert.model import Direction

Digits = Literal["latn", "arab", "arabext"]


#: The letters of the script in the old order, which counts to 28.
ABJAD = tuple("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ")
_ALEFBET = tuple("אבגדהוזחטיכלמנסעפצקרשת")
_THAANA_LETTERS = tuple("ހށނރބޅކއވމފދތލގޏސޑ")
_LATIN_LETTERS = tuple("abcdefghijklmnopqrstuvwxyz")


@dataclass(frozen=True, slots=True)
class Words:
    """The words a page or a book needs beside the author's own."""

    published: str
    updated: str
    contents: str
    landmarks: str
    body: str
    pages: str
    page: str
    cover: str
    notes: str
    picture: str
    table: str
    correction: str
    back: str
    link: str
    accessible: str
    continues: str
    continues_on: str
    continued_from: str
    issue: str
    inside: str
    advert: str


@dataclass(frozen=True, slots=True)
class Language:
    """One language as a printer knows it."""

    tag: str
    direction: Direction
    script: str
    digits: Digits
    text_face: str
    head_face: str
    line_height: float
    head_line_height: float
    scale: float
    quotes: tuple[str, str]
    inner_quotes: tuple[str, str]
    comma: str
    words: Words
    #: Whether its newspapers make letters longer to fill a line.
    kashida: bool = False
    #: The face of narrow columns and its size against Amiri, where it is not the text face.
    news_face: str = ""
    news_scale: float = 0.0
    #: What the second level of its lists is counted with.
    counters: tuple[str, ...] = ABJAD


_GUILLEMETS = ("«", "»")
_SINGLE_GUILLEMETS = ("‹", "›")
_CURLY = ("“", "”")
_SINGLE_CURLY = ("‘", "’")
_ARABIC_COMMA = "\N{ARABIC COMMA}"

_AR = Words(
    published="نشر في",
    updated="آخر تحديث",
    contents="المحتويات",
    landmarks="معالم الكتاب",
    body="المتن",
    pages="الصفحات",
    page="صفحة",
    cover="الغلاف",
    notes="الهوامش",
    picture="صورة",
    table="جدول",
    correction="تصحيح",
    back="العودة إلى النص",
    link="رابط",
    accessible="نص بعناوين مرتبة وقائمة محتويات، يمكن تغيير حجم حروفه وقراءته بصوت آلي.",
    continues="التتمة في الصفحة التالية",
    continues_on="تتمة ص {}",
    continued_from="تتمة المنشور ص {}",
    issue="العدد {}",
    inside="في هذا العدد",
    advert="إعلان",
)
_FA = Words(
    published="انتشار",
    updated="به‌روزرسانی",
    contents="فهرست",
    landmarks="نشانه‌های کتاب",
    body="متن",
    pages="صفحه‌ها",
    page="صفحه",
    cover="جلد",
    notes="یادداشت‌ها",
    picture="تصویر",
    table="جدول",
    correction="اصلاحیه",
    back="بازگشت به متن",
    link="پیوند",
    accessible=(
        "متن با عنوان‌های مرتب و فهرست؛ می‌توان اندازهٔ حروف را تغییر داد و متن را با صدای ماشینی شنید."
    ),
    continues="ادامه در صفحهٔ بعد",
    continues_on="ادامه در صفحهٔ {}",
    continued_from="ادامه از صفحهٔ {}",
    issue="شمارهٔ {}",
    inside="در این شماره",
    advert="آگهی",
)
_UR = Words(
    published="شائع ہوا",
    updated="آخری اپ ڈیٹ",
    contents="فہرست",
    landmarks="کتاب کے حصے",
    body="متن",
    pages="صفحات",
    page="صفحہ",
    cover="سرورق",
    notes="حواشی",
    picture="تصویر",
    table="جدول",
    correction="تصحیح",
    back="متن پر واپس جائیں",
    link="ربط",
    accessible=(
        "ترتیب وار عنوانات اور فہرست کے ساتھ متن؛ "
        "حروف کا سائز بدلا جا سکتا ہے اور متن مشینی آواز میں سنا جا سکتا ہے۔"
    ),
    continues="بقیہ اگلے صفحے پر",
    continues_on="بقیہ صفحہ {}",
    continued_from="بقیہ از صفحہ {}",
    issue="شمارہ {}",
    inside="اس شمارے میں",
    advert="اشتہار",
)
_CKB = Words(
    published="بڵاوکراوەتەوە",
    updated="نوێکراوەتەوە",
    contents="ناوەڕۆک",
    landmarks="بەشەکانی کتێب",
    body="دەق",
    pages="لاپەڕەکان",
    page="لاپەڕە",
    cover="بەرگ",
    notes="پەراوێزەکان",
    picture="وێنە",
    table="خشتە",
    correction="ڕاستکردنەوە",
    back="گەڕانەوە بۆ دەق",
    link="بەستەر",
    accessible=(
        "دەقێک بە سەردێڕی ڕێکخراو و ناوەڕۆکەوە؛ قەبارەی پیتەکانی دەگۆڕدرێت و بە دەنگی ئامێر دەخوێندرێتەوە."
    ),
    continues="درێژەی لە لاپەڕەی دواتردایە",
    continues_on="درێژەی لە لاپەڕەی {}",
    continued_from="درێژەی لاپەڕەی {}",
    issue="ژمارە {}",
    inside="لەم ژمارەیەدا",
    advert="ڕیکلام",
)
_PS = Words(
    published="خپور شوی",
    updated="تازه شوی",
    contents="لړلیک",
    landmarks="د کتاب برخې",
    body="متن",
    pages="مخونه",
    page="مخ",
    cover="پوښ",
    notes="یادښتونه",
    picture="انځور",
    table="جدول",
    correction="سمون",
    back="متن ته ستنېدل",
    link="لینک",
    accessible="متن له منظمو سرلیکونو او لړلیک سره؛ د تورو اندازه یې بدلېدای او په ماشیني غږ لوستل کېدای شي.",
    continues="پاتې برخه په بل مخ کې",
    continues_on="پاتې په {} مخ کې",
    continued_from="د {} مخ پاتې برخه",
    issue="{} ګڼه",
    inside="په دې ګڼه کې",
    advert="اعلان",
)
_SD = Words(
    published="شايع ٿيو",
    updated="تازو ڪيل",
    contents="فهرست",
    landmarks="ڪتاب جا حصا",
    body="متن",
    pages="صفحا",
    page="صفحو",
    cover="سرورق",
    notes="حاشيا",
    picture="تصوير",
    table="جدول",
    correction="درستي",
    back="متن ڏانهن واپس",
    link="ڳنڍڻو",
    accessible="ترتيب وار عنوانن ۽ فهرست سان متن؛ اکرن جو قد بدلائي سگهجي ٿو ۽ مشيني آواز ۾ پڙهي سگهجي ٿو.",
    continues="باقي ايندڙ صفحي تي",
    continues_on="باقي صفحي {} تي",
    continued_from="صفحي {} کان اڳتي",
    issue="شمارو {}",
    inside="هن شماري ۾",
    advert="اشتهار",
)
_UG = Words(
    published="ئېلان قىلىندى",
    updated="يېڭىلاندى",
    contents="مۇندەرىجە",
    landmarks="كىتاب بۆلەكلىرى",
    body="تېكىست",
    pages="بەتلەر",
    page="بەت",
    cover="مۇقاۋا",
    notes="ئىزاھاتلار",
    picture="رەسىم",
    table="جەدۋەل",
    correction="تۈزىتىش",
    back="تېكىستكە قايتىش",
    link="ئۇلىنىش",
    accessible=(
        "تەرتىپلىك ماۋزۇلىرى ۋە مۇندەرىجىسى بار تېكىست؛ "
        "خەت چوڭلۇقىنى ئۆزگەرتكىلى ۋە ماشىنا ئاۋازىدا ئوقۇتقىلى بولىدۇ."
    ),
    continues="داۋامى كېيىنكى بەتتە",
    continues_on="داۋامى {}-بەتتە",
    continued_from="{}-بەتنىڭ داۋامى",
    issue="{}-سان",
    inside="بۇ ساندا",
    advert="ئېلان",
)
_HE = Words(
    published="פורסם",
    updated="עודכן",
    contents="תוכן העניינים",
    landmarks="חלקי הספר",
    body="גוף הטקסט",
    pages="עמודים",
    page="עמוד",
    cover="כריכה",
    notes="הערות",
    picture="תמונה",
    table="טבלה",
    correction="תיקון",
    back="חזרה לטקסט",
    link="קישור",
    accessible="טקסט עם כותרות סדורות ותוכן עניינים; אפשר לשנות את גודל האותיות ולהשמיע אותו בקול ממוחשב.",
    continues="המשך בעמוד הבא",
    continues_on="המשך בעמ׳ {}",
    continued_from="המשך מעמ׳ {}",
    issue="גיליון {}",
    inside="בגיליון",
    advert="מודעה",
)
_YI = Words(
    published="פֿאַרעפֿנטלעכט",
    updated="דערהײַנטיקט",
    contents="אינהאַלט",
    landmarks="טיילן פֿון בוך",
    body="טעקסט",
    pages="זײַטן",
    page="זײַט",
    cover="טאָוול",
    notes="הערות",
    picture="בילד",
    table="טאַבעלע",
    correction="פֿאַרריכטונג",
    back="צוריק צום טעקסט",
    link="לינק",
    accessible=(
        "אַ טעקסט מיט געאָרדנטע קעפּלעך און אַן אינהאַלט; "
        "מען קען ענדערן די גרייס פֿון די אותיות און אים הערן מיט אַ קאָמפּיוטער־קול."
    ),
    continues="המשך אויף דער קומעדיקער זײַט",
    continues_on="המשך אויף זײַט {}",
    continued_from="המשך פֿון זײַט {}",
    issue="נומער {}",
    inside="אין דעם נומער",
    advert="מודעה",
)
_DV = Words(
    published="ޝާއިޢުކުރި",
    updated="އަޕްޑޭޓްކުރި",
    contents="ފިހުރިސްތު",
    landmarks="ފޮތުގެ ބައިތައް",
    body="ލިޔުން",
    pages="ޞަފްޙާތައް",
    page="ޞަފްޙާ",
    cover="ބޭރުގަނޑު",
    notes="ނޯޓުތައް",
    picture="ފޮޓޯ",
    table="ތާވަލު",
    correction="އިޞްލާޙު",
    back="ލިޔުމަށް އެނބުރި",
    link="ލިންކު",
    accessible=("ތަރުތީބުކޮށްފައިވާ ސުރުޚީތަކާއި ފިހުރިސްތެއް ހިމެނޭ ލިޔުމެކެވެ. އަކުރުގެ ސައިޒު ބަދަލުކުރެވޭނެއެވެ."),
    continues="ދެން އޮތް ޞަފްޙާގައި އިތުރަށް",
    continues_on="އިތުރަށް {} ވަނަ ޞަފްޙާގައި",
    continued_from="{} ވަނަ ޞަފްޙާގެ ބާކީ",
    issue="އަދަދު {}",
    inside="މި އަދަދުގައި",
    advert="އިޢުލާން",
)
_EN = Words(
    published="Published",
    updated="Updated",
    contents="Contents",
    landmarks="Landmarks",
    body="Body",
    pages="Pages",
    page="Page",
    cover="Cover",
    notes="Notes",
    picture="Picture",
    table="Table",
    correction="Correction",
    back="Back to the text",
    link="Link",
    accessible="Text with ordered headings and a table of contents; it can be enlarged and read aloud.",
    continues="Continued on the next page",
    continues_on="Continued on page {}",
    continued_from="Continued from page {}",
    issue="No. {}",
    inside="Inside",
    advert="Advertisement",
)

_PLEX = "IBM Plex Sans Arabic"
_NASKH = "Scheherazade New"
_HEBREW = "Frank Ruhl Libre"
_THAANA = "Noto Sans Thaana"

#: tag, direction, script, digits, text face, headline face, line height of text and of headlines, size of
#: the text face against Amiri at the same size, quotes, inner quotes, comma, words
LANGUAGES: dict[str, Language] = {
    language.tag: language
    for language in (
        Language(
            "ar", "rtl", "Arab", "arab", "Amiri", "Noto Kufi Arabic", 1.75, 1.45, 1.0,
            _GUILLEMETS, _CURLY, _ARABIC_COMMA, _AR, kashida=True,
            news_face="Noto Naskh Arabic", news_scale=0.92,
        ),
        Language(
            "fa", "rtl", "Arab", "arabext", "Vazirmatn", "Vazirmatn", 1.8, 1.5, 0.96,
            _GUILLEMETS, _SINGLE_GUILLEMETS, _ARABIC_COMMA, _FA, kashida=True,
        ),
        Language(
            "ur", "rtl", "Arab", "latn", "Noto Nastaliq Urdu", "Noto Nastaliq Urdu", 2.2, 2.0, 1.12,
            ("”", "“"), ("’", "‘"), _ARABIC_COMMA, _UR,
        ),
        Language(
            "ckb", "rtl", "Arab", "arab", _NASKH, "Vazirmatn", 1.65, 1.5, 1.18,
            _GUILLEMETS, _SINGLE_GUILLEMETS, _ARABIC_COMMA, _CKB,
        ),
        Language(
            "ps", "rtl", "Arab", "arabext", _NASKH, _PLEX, 1.65, 1.5, 1.18,
            _GUILLEMETS, _SINGLE_GUILLEMETS, _ARABIC_COMMA, _PS, kashida=True,
        ),
        Language(
            "sd", "rtl", "Arab", "arab", _NASKH, _PLEX, 1.65, 1.5, 1.18,
            _CURLY, _SINGLE_CURLY, _ARABIC_COMMA, _SD, kashida=True,
        ),
        Language(
            "ug", "rtl", "Arab", "latn", _NASKH, _PLEX, 1.65, 1.5, 1.18,
            _GUILLEMETS, _SINGLE_GUILLEMETS, _ARABIC_COMMA, _UG,
        ),
        Language(
            "he", "rtl", "Hebr", "latn", _HEBREW, _HEBREW, 1.5, 1.3, 1.08,
            ("”", "”"), ("’", "’"), ",", _HE, counters=_ALEFBET,
        ),
        Language(
            "yi", "rtl", "Hebr", "latn", _HEBREW, _HEBREW, 1.6, 1.4, 1.08,
            ("„", "“"), ("‚", "‘"), ",", _YI, counters=_ALEFBET,
        ),
        Language(
            "dv", "rtl", "Thaa", "latn", _THAANA, _THAANA, 1.9, 1.7, 1.12,
            _CURLY, _SINGLE_CURLY, _ARABIC_COMMA, _DV, counters=_THAANA_LETTERS,
        ),
        Language(
            "en", "ltr", "Latn", "latn", "Source Serif 4", "Source Serif 4", 1.5, 1.2, 0.95,
            _CURLY, _SINGLE_CURLY, ",", _EN, counters=_LATIN_LETTERS,
        ),
    )
}  # fmt: skip

#: Languages that are read as one of ours: the same script, letters and page furniture.
_READ_AS = {
    **dict.fromkeys("acm acw aeb afb apc apd arq ars ary arz ayl".split(), "ar"),
    **dict.fromkeys("glk mzn prs".split(), "fa"),
    "sdh": "ckb",
    "iw": "he",
    "ji": "yi",
}
#: What old files call our languages: ISO 639-2 and -3, where BCP 47 wants ISO 639-1.
_IN_THREE_LETTERS = dict(
    pair.split("=")
    for pair in "ara=ar arb=ar fas=fa per=fa pes=fa heb=he urd=ur pus=ps pbt=ps pbu=ps snd=sd uig=ug "
    "yid=yi ydd=yi div=dv eng=en fre=fr fra=fr ger=de deu=de spa=es tur=tr".split()
)
_RTL_LANGUAGES = frozenset(
    "acm acw aeb afb aii apc apd ar arc arq ars ary arz ayl azb bal bgn bqi brh ckb dv fa glk haz he hno iw "
    "ji khw ks lad lah lki lrc luz mzn nqo ota pnb prs ps rhg sd sdh skr syr trw ug ur yi".split()
)
_RTL_SCRIPTS = frozenset("Arab Aran Hebr Thaa Syrc Nkoo Adlm Rohg Mand Samr Yezi".split())
#: Countries that write a language the other way round than its home does (CLDR, likely subtags).
_RTL_THERE = frozenset(
    "az-IQ az-IR ha-CM ha-SD kk-AF kk-CN kk-IR kk-MN ku-LB ky-CN ms-CC pa-PK tg-PK uz-AF".split()
)
_LTR_THERE = frozenset("sd-IN ug-KZ ug-MN".split())
#: Arabic-speaking countries whose press prints 1 2 3 (CLDR, default numbering systems).
_LATIN_DIGIT_COUNTRIES = frozenset("MA DZ TN LY EH AE".split())


def is_tag(tag: str) -> bool:
    """Say whether *tag* has the form of a language tag (BCP 47): ``ar-KW``."""
    return re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*", tag) is not None


@lru_cache(maxsize=256)
def subtags(tag: str) -> tuple[str, str, str]:
    """Return language, script and region of a BCP 47 tag; empty where it does not say.

    A language in three letters (ISO 639-2) is the one in two letters that the tag should have.
    """
    parts = list(takewhile(lambda part: len(part) > 1, tag.replace("_", "-").split("-"))) or [""]
    script = next((part.title() for part in parts[1:] if len(part) == 4 and part.isalpha()), "")
    region = next((part.upper() for part in parts[1:] if len(part) == 2), "")
    language = parts[0].lower()
    return _IN_THREE_LETTERS.get(language, language), script, region


def direction_of(tag: str) -> Direction:
    """Return the direction in which the language of *tag* is written."""
    language, script, region = subtags(tag)
    if script:
        return "rtl" if script in _RTL_SCRIPTS else "ltr"
    there = f"{language}-{region}"
    rtl = there in _RTL_THERE or (language in _RTL_LANGUAGES and there not in _LTR_THERE)
    return "rtl" if rtl else "ltr"


def language_of(tag: str) -> Language:
    """Return what is known of the language of *tag*; the nearest relative where it is not ours."""
    direction = direction_of(tag)
    known = _known(tag)
    if known and known.direction == direction:
        return known
    return LANGUAGES["ar" if direction == "rtl" else "en"]


def _known(tag: str) -> Language | None:
    language, _, _ = subtags(tag)
    return LANGUAGES.get(_READ_AS.get(language, language))


def is_known(tag: str) -> bool:
    """Say whether the furniture words of *tag* are its own."""
    known = _known(tag)
    return known is not None and known.direction == direction_of(tag)


def digits_of(tag: str) -> Digits:
    """Return the digits a page of this language counts with; the country may decide."""
    language, _, region = subtags(tag)
    if language == "ar" and region in _LATIN_DIGIT_COUNTRIES:
        return "latn"
    if (language, region) == ("ur", "IN"):
        return "arabext"
    return language_of(tag).digits
