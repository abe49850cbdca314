"""One short story in each language of the house, in our own words, so that a test needs no corpus."""

import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from zoneinfo import ZoneInfo

from convert.model import (
    Article,
    Blocks,
    Cell,
    Concept,
    Edition,
    Figure,
    Heading,
    Image,
    Issue,
    Item,
    List,
    Paragraph,
    Run,
    Table,
    label,
)
from convert.vocab.languages import LANGUAGES, direction_of

#: The time every story gives: a fixed one, so that what is written never changes.
WHEN = datetime(2026, 5, 10, 6, 30, tzinfo=ZoneInfo("Asia/Kuwait"))
#: What stands in every story as it is typed here, whatever the direction of the line round it.
NAME, ADDRESS, TONGUE = "Book Harbour", "https://example.org/ship", "C++"
PICTURE = "media/ship.png"
#: Where a list in the stories begins to count.
START = 3


@dataclass(frozen=True, slots=True)
class Story:
    """The words of one story; *phone* is as it is typed in the last paragraph."""

    lang: str
    headline: str
    deck: str
    byline: str
    paragraphs: tuple[str, str, str]
    subhead: str
    items: tuple[str, str]
    columns: tuple[str, str]
    alt: str
    phone: str


STORIES = {
    story.lang: story
    for story in (
        Story(
            "ar",
            "مكتبة عائمة ترسو في الميناء القديم",
            "ألف كتاب على ظهر سفينة شراعية حتى نهاية الشهر",
            "كتبت: ليلى البحري",
            (
                (
                    "رست في الميناء القديم صباح الأحد 10 مايو 2026 مكتبة عائمة تحمل اسم Book "
                    "Harbour، وعلى رفوفها 1250 كتاباً (نصفها للأطفال)، وقد جاءت من موانئ بعيدة لم "
                    "يزرها أحد من أهل المدينة منذ سنين."
                ),
                (
                    "وقال القبطان «نأخذ الكتب إلى حيث لا تصل الطرق»، وأضاف أن عدد الزوّار زاد "
                    "بنسبة 35% عن العام الماضي."
                ),
                (
                    "وللحجز يمكن الاتصال بالرقم +965 2222-3333 أو زيارة https://example.org/ship، "
                    "وقد كُتب برنامج الفهرس بلغة C++ قبل عشر سنوات."
                ),
            ),
            "على ظهر السفينة",
            ("قاعة للقراءة", "مقهى صغير"),
            ("الميناء", "الكتب"),
            "سفينة بشراع أبيض",
            "+965 2222-3333",
        ),
        Story(
            "fa",
            "کتابخانهٔ شناور در بندر قدیمی لنگر انداخت",
            "هزار کتاب بر عرشهٔ یک کشتی بادبانی تا پایان ماه",
            "گزارش: لیلا دریایی",
            (
                (
                    "کتابخانهٔ شناور Book Harbour صبح یکشنبه ۲۰ اردیبهشت ۱۴۰۵ با ۱۲۵۰ کتاب (نیمی "
                    "از آن‌ها برای کودکان) در بندر قدیمی لنگر انداخت و مردم شهر از نخستین "
                    "ساعت‌های روز به دیدن آن آمدند."
                ),
                (
                    "ناخدا گفت «کتاب را به جایی می‌بریم که راهی به آن نیست» و افزود شمار "
                    "بازدیدکنندگان ۳۵٪ بیشتر شده است."
                ),
                (
                    "برای رزرو با شمارهٔ +98 21 2222 3333 تماس بگیرید یا به "
                    "https://example.org/ship بروید؛ برنامهٔ فهرست ده سال پیش به زبان C++ نوشته "
                    "شده است."
                ),
            ),
            "روی عرشه",
            ("تالار مطالعه", "قهوه‌خانهٔ کوچک"),
            ("بندر", "کتاب‌ها"),
            "کشتی با بادبان سفید",
            "+98 21 2222 3333",
        ),
        Story(
            "ur",
            "تیرتا ہوا کتب خانہ پرانی بندرگاہ پہنچ گیا",
            "بادبانی جہاز پر ایک ہزار کتابیں، مہینے کے آخر تک",
            "رپورٹ: لیلیٰ بحری",
            (
                (
                    "تیرتا ہوا کتب خانہ Book Harbour اتوار 10 مئی 2026 کی صبح 1250 کتابوں کے ساتھ "
                    "(جن میں سے آدھی بچوں کے لیے ہیں) پرانی بندرگاہ پہنچا اور شہر کے لوگ صبح "
                    "سویرے ہی اسے دیکھنے آ گئے۔"
                ),
                (
                    "کپتان نے کہا ”ہم کتابیں وہاں لے جاتے ہیں جہاں سڑک نہیں جاتی“ اور بتایا کہ "
                    "آنے والوں کی تعداد 35% بڑھ گئی ہے۔"
                ),
                (
                    "ٹکٹ کے لیے +92 21 2222 3333 پر فون کریں یا https://example.org/ship دیکھیں؛ "
                    "فہرست کا پروگرام دس سال پہلے C++ میں لکھا گیا تھا۔"
                ),
            ),
            "جہاز کے عرشے پر",
            ("مطالعے کا کمرہ", "چھوٹا قہوہ خانہ"),
            ("بندرگاہ", "کتابیں"),
            "سفید بادبان والا جہاز",
            "+92 21 2222 3333",
        ),
        Story(
            "ckb",
            "کتێبخانەیەکی سەر ئاو گەیشتە بەندەری کۆن",
            "هەزار کتێب لەسەر کەشتییەک تا کۆتایی مانگ",
            "ڕاپۆرت: لەیلا دەریا",
            (
                (
                    "کتێبخانەی Book Harbour بەیانی یەکشەممە ١٠ی ئایاری ٢٠٢٦ بە ١٢٥٠ کتێبەوە "
                    "(نیوەیان بۆ منداڵان) گەیشتە بەندەری کۆن و خەڵکی شار لە بەیانی زووەوە هاتن بۆ "
                    "بینینی."
                ),
                (
                    "کاپتنەکە وتی «کتێب دەبەین بۆ ئەو شوێنانەی ڕێگایان نییە» و وتیشی ژمارەی "
                    "سەردانکەران ٣٥٪ زیادی کردووە."
                ),
                (
                    "بۆ زانیاری پەیوەندی بە +964 770 123 4567 بکەن یان سەردانی "
                    "https://example.org/ship بکەن؛ بەرنامەی پێڕستەکە دە ساڵ لەمەوبەر بە C++ "
                    "نووسراوە."
                ),
            ),
            "لەسەر کەشتییەکە",
            ("هۆڵی خوێندنەوە", "چایخانەیەکی بچووک"),
            ("بەندەر", "کتێب"),
            "کەشتییەک بە چارۆگەی سپی",
            "+964 770 123 4567",
        ),
        Story(
            "ps",
            "یو لامبوزن کتابتون زاړه بندر ته ورسېد",
            "د میاشتې تر پایه پر یوه بادباني کښتۍ زر کتابونه",
            "راپور: لیلا سمندري",
            (
                (
                    "د Book Harbour کتابتون د یکشنبې په سهار د ۲۰۲۶ کال د مې پر ۱۰مه له ۱۲۵۰ "
                    "کتابونو سره (نیمايي یې د ماشومانو دي) زاړه بندر ته ورسېد او د ښار خلک یې "
                    "لیدو ته راغلل."
                ),
                (
                    "کپتان وویل: «موږ کتابونه هغه ځای ته وړو چې سړک نه لري» او زیاته یې کړه چې د "
                    "لیدونکو شمېر ۳۵٪ زیات شوی دی."
                ),
                (
                    "د معلوماتو لپاره له +93 70 123 4567 سره اړیکه ونیسئ یا "
                    "https://example.org/ship وګورئ؛ د لړلیک پروګرام لس کاله مخکې په C++ لیکل شوی "
                    "و."
                ),
            ),
            "د کښتۍ پر سر",
            ("د لوستلو کوټه", "یو وړوکی چای‌خونه"),
            ("بندر", "کتابونه"),
            "سپینه بادباني کښتۍ",
            "+93 70 123 4567",
        ),
        Story(
            "sd",
            "ترندڙ ڪتب خانو پراڻي بندرگاهه تي پهتو",
            "مهيني جي آخر تائين جهاز تي هڪ هزار ڪتاب",
            "رپورٽ: ليليٰ بحري",
            (
                (
                    "ترندڙ ڪتب خانو Book Harbour آچر ١٠ مئي ٢٠٢٦ جي صبح جو ١٢٥٠ ڪتابن سان (جن مان "
                    "اڌ ٻارن لاءِ آهن) پراڻي بندرگاهه تي پهتو ۽ شهر جا ماڻهو صبح سوير ئي ان کي "
                    "ڏسڻ آيا."
                ),
                (
                    "ڪپتان چيو ”اسين ڪتاب اتي کڻي وڃون ٿا جتي رستو نٿو وڃي“ ۽ ٻڌايو ته ايندڙن جو "
                    "انگ ٣٥٪ وڌيو آهي."
                ),
                (
                    "وڌيڪ ڄاڻ لاءِ +92 22 2222 3333 تي فون ڪريو يا https://example.org/ship ڏسو؛ "
                    "فهرست جو پروگرام ڏهه سال اڳ C++ ۾ لکيو ويو هو."
                ),
            ),
            "جهاز تي",
            ("پڙهڻ جو ڪمرو", "ننڍو قهوه خانو"),
            ("بندرگاهه", "ڪتاب"),
            "اڇي بادبان وارو جهاز",
            "+92 22 2222 3333",
        ),
        Story(
            "ug",
            "لەيلىمە كۇتۇپخانا كونا پورتقا يېتىپ كەلدى",
            "ئاينىڭ ئاخىرىغىچە كېمىدە مىڭ كىتاب",
            "خەۋەر: لەيلا دېڭىز",
            (
                (
                    "Book Harbour ناملىق كۇتۇپخانا 2026-يىلى 10-ماي يەكشەنبە ئەتىگەندە 1250 كىتاب "
                    "(يېرىمى بالىلار ئۈچۈن) بىلەن كونا پورتقا يېتىپ كەلدى، شەھەر خەلقى ئۇنى "
                    "كۆرۈشكە باردى."
                ),
                (
                    "كاپىتان «بىز كىتابنى يول بارمايدىغان جايلارغا ئېلىپ بارىمىز» دېدى ۋە "
                    "كەلگۈچىلەر سانىنىڭ 35% ئاشقانلىقىنى ئېيتتى."
                ),
                (
                    "تەپسىلاتى ئۈچۈن +998 71 222 3333 گە تېلېفون قىلىڭ ياكى "
                    "https://example.org/ship نى كۆرۈڭ؛ مۇندەرىجە پروگراممىسى ئون يىل بۇرۇن C++ "
                    "دا يېزىلغان."
                ),
            ),
            "كېمە ئۈستىدە",
            ("ئوقۇش زالى", "كىچىك چايخانا"),
            ("پورت", "كىتاب"),
            "ئاق يەلكەنلىك كېمە",
            "+998 71 222 3333",
        ),
        Story(
            "he",
            "ספרייה צפה עגנה בנמל הישן",
            "אלף ספרים על סיפון ספינת מפרש עד סוף החודש",
            "מאת: לילה ימית",
            (
                (
                    "הספרייה הצפה Book Harbour עגנה בנמל הישן בבוקר יום ראשון, 10 במאי 2026, ועל "
                    "מדפיה 1,250 ספרים (מחציתם לילדים), ותושבי העיר באו לראותה כבר עם שחר."
                ),
                ('רב־החובל אמר: "אנחנו מביאים ספרים למקום שאין אליו דרך", והוסיף שמספר המבקרים עלה ב־35%.'),
                (
                    "להזמנות אפשר לחייג +972 3-222-3333 או לבקר ב־https://example.org/ship; תוכנת "
                    "הקטלוג נכתבה לפני עשר שנים בשפת C++."
                ),
            ),
            "על הסיפון",
            ("אולם קריאה", "בית קפה קטן"),
            ("נמל", "ספרים"),
            "ספינה ומפרש לבן",
            "+972 3-222-3333",
        ),
        Story(
            "yi",
            "אַ שווימענדיקע ביבליאָטעק איז אָנגעקומען אין אַלטן פּאָרט",
            "טויזנט ביכער אויף אַ שיף ביזן סוף פֿון חודש",
            "פֿון: לאה ים",
            (
                (
                    "די שווימענדיקע ביבליאָטעק Book Harbour איז זונטיק אין דער פֿרי, דעם 10טן מײַ "
                    "2026, אָנגעקומען אין אַלטן פּאָרט מיט 1250 ביכער (אַ העלפֿט פֿאַר קינדער), "
                    "און די גאַנצע שטאָט איז געקומען זען."
                ),
                (
                    "דער קאַפּיטאַן האָט געזאָגט: „מיר ברענגען ביכער אַהין וווּ קיין וועג גייט "
                    "נישט“, און אַז די צאָל באַזוכער איז געוואַקסן מיט 35%."
                ),
                (
                    "קלינגט +1 212 222 3333 אָדער באַזוכט https://example.org/ship; דעם "
                    "קאַטאַלאָג האָט מען מיט צען יאָר צוריק געשריבן אויף C++."
                ),
            ),
            "אויפֿן דעק",
            ("אַ לייענזאַל", "אַ קליין קאַפֿע"),
            ("פּאָרט", "ביכער"),
            "אַ שיף מיט אַ ווײַסן זעגל",
            "+1 212 222 3333",
        ),
        Story(
            "dv",
            "ކަނޑުމަތީގެ ކުތުބުޚާނާއެއް ބަނދަރަށް",
            "މަހު ނިޔަލަށް ބޯޓުގައި އެއް ހާސް ފޮތް",
            "ލިޔުނީ: ލައިލާ",
            (
                (
                    "Book Harbour ގެ ނަމުގައި ކިޔާ ކުތުބުޚާނާ 10 މެއި 2026 ގެ ހެނދުނު 1250 "
                    "ފޮތާއެކު (ދެބައިކުޅައެއްބައި ކުޑަކުދިންނަށް) ބަނދަރަށް އަތުވެއްޖެއެވެ. "
                    "ރަށުގެ މީހުން އެތައް ބައެއް ބަލަން އައެވެ."
                ),
                ("ކެޕްޓަން ވިދާޅުވީ “މަގެއް ނުދާ ތަންތަނަށް އަޅުގަނޑުމެން ފޮތް ގެންދަން” ކަމަށާއި މީހުންގެ އަދަދު 35% އިތުރުވި ކަމަށެވެ."),
                (
                    "މަޢުލޫމާތަށް +960 333-4444 އަށް ގުޅުއްވުން ނުވަތަ https://example.org/ship "
                    "ބައްލަވާށެވެ؛ ފިހުރިސްތުގެ ޕްރޮގްރާމް ލިޔެފައިވަނީ C++ އިންނެވެ."
                ),
            ),
            "ބޯޓުގެ މަތީގައި",
            ("ކިޔުމުގެ މާލަން", "ކުޑަ ކެފޭއެއް"),
            ("ބަނދަރު", "ފޮތް"),
            "ހުދު ރިޔަލެއްގެ ބޯޓެއް",
            "+960 333-4444",
        ),
        Story(
            "en",
            "A floating library comes to the old harbour",
            "A thousand books on a sailing ship until the end of the month",
            "By Layla Seaborn",
            (
                (
                    "The floating library Book Harbour came to the old harbour on the morning of "
                    "Sunday 10 May 2026 with 1,250 books (half of them for children), and the "
                    "people of the town were there at dawn to see it."
                ),
                (
                    "“We take books where no road goes,” said the captain, who has had 35% more "
                    "visitors than last year."
                ),
                (
                    "Call +44 20 2222 3333 or see https://example.org/ship; the catalogue was "
                    "written ten years ago in C++."
                ),
            ),
            "On deck",
            ("A reading room", "A small café"),
            ("Harbour", "Books"),
            "A ship with a white sail",
            "+44 20 2222 3333",
        ),
    )
}
RTL = tuple(lang for lang in STORIES if direction_of(lang) == "rtl")


@cache
def picture(width: int = 60, height: int = 40) -> bytes:
    """Return a small picture of a sail."""
    from PIL import Image as Canvas
    from PIL import ImageDraw

    canvas = Canvas.new("RGB", (width, height), "#8fb3c9")
    ImageDraw.Draw(canvas).polygon(
        [(width // 3, height - 5), (width // 3, 5), (width - 8, height - 5)], "#fff"
    )
    out = io.BytesIO()
    canvas.save(out, "PNG")
    return out.getvalue()


def article(lang: str, **changes: object) -> Article:
    """Return the story in *lang* as an article."""
    story = STORIES[lang]
    facts: dict[str, object] = {
        "guid": f"urn:newsml:example.org:20260510:ship-{lang}",
        "lang": lang,
        "direction": direction_of(lang),
        "provider": Concept(name=f"{story.columns[0]} 1", uri="https://example.org/"),
        "version_created": WHEN,
        "published": WHEN,
        "headline": label(story.headline),
        "deck": label(story.deck),
        "byline": label(story.byline),
        "body": body(story),
    }
    return Article(**(facts | changes))  # type: ignore[arg-type]  # the fields of Article by name


def body(story: Story) -> Blocks:
    """Return the body: paragraphs, a subhead, a picture, a list that counts from three, a table."""
    first, second, third = story.paragraphs
    before, address, after = third.partition(ADDRESS)
    return (
        Paragraph(id="p1", text=label(first)),
        Figure(id="f1", image=Image(PICTURE, story.alt, 60, 40), caption=label(story.alt)),
        Paragraph(id="p2", text=label(second)),
        Heading(id="h1", text=label(story.subhead)),
        Paragraph(id="p3", text=(Run(before), Run(address, href=ADDRESS, direction="ltr"), Run(after))),
        List(id="l1", ordered=True, start=START, items=tuple(Item(label(words)) for words in story.items)),
        Table(
            id="t1",
            head=(tuple(Cell(label(words), header="col") for words in story.columns),),
            body=(
                (Cell(label(story.items[0])), Cell(label("1"))),
                (Cell(label(story.items[1])), Cell(label("2"))),
            ),
        ),
    )


def edition(*langs: str, issue: str = "", **changes: object) -> Edition:
    """Return the stories in *langs* as an edition; with the title *issue*, bound in the first language."""
    articles = tuple(article(lang, **changes) for lang in langs)
    bound = None
    if issue:
        first = articles[0]
        bound = Issue(
            guid="urn:newsml:example.org:20260510:issue",
            lang=first.lang,
            direction=first.direction,
            version_created=WHEN,
            title=issue,
        )
    return Edition(articles=articles, issue=bound, assets={PICTURE: picture()})


def long(lang: str, times: int = 12) -> Edition:
    """Return the story told *times* over, for as many pages as that takes."""
    story = STORIES[lang]
    paragraphs = tuple(Paragraph(text=label(words)) for _ in range(times) for words in story.paragraphs)
    return edition(lang, body=paragraphs)


assert set(STORIES) == set(LANGUAGES), "every language of the house has a story"
