"""Reads an article saved from a newspaper's web page as plain text."""

import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from itertools import pairwise
from zoneinfo import ZoneInfo

from convert.errors import SourceError, UsageError
from convert.formats import Source, reader
from convert.house import House
from convert.matter import known_matter, split_matter, with_matter
from convert.model import FORBIDDEN, Article, Concept, Edition, Link, Paragraph, label
from convert.notes import Notes
from convert.readers.decode import decode, is_blank, lines_of
from convert.script.digits import latin
from convert.script.letters import guess_language
from convert.vocab.languages import direction_of, language_of, subtags
from convert.vocab.places import ZONES

#: Words a web page puts around an article and no newspaper prints, in small letters.
FURNITURE = frozenset(
    {
        "no image caption",
        "back to top",
        "advertisement",
        "إعلان",
        "العودة إلى الأعلى",
        "العودة للأعلى",
        "بازگشت به بالا",
        "واپس اوپر",
        "חזרה למעלה",
    }
)


def _beginning(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(words)})(?!\w)")


#: How a line that dates the article begins, and which date it states.
_DATED = (
    (
        "updated",
        _beginning(
            "آخر تحديث", "تم التحديث", "حُدّث في", "آخری تبدیلی", "עודכן", "Updated", "Last updated",
            "آخرین به\u200c?روز\u200c?رسانی", "به\u200c?روز\u200c?رسانی",
        ),
    ),
    (
        "published",
        _beginning(
            "نشر في", "نُشر في", "تم نشره", "تاريخ النشر", "פורסם", "Published", "Posted",
            "تاریخ انتشار", r"انتشار(?=\s*:)", "شائع", "تاریخ اشاعت",
        ),
    ),
)  # fmt: skip
#: What may stand between the numbers of a date: CLDR puts a mark of direction before the stroke.
_STROKE = r"[ \u200e\u200f]?[-/.][ \u200e\u200f]?"
_YEAR = r"(?:19|20)\d\d"
#: Day, month, year of the Gregorian calendar, or year, month, day.
_DATE = re.compile(
    rf"(?<!\d)(?:\d\d?{_STROKE}\d\d?{_STROKE}{_YEAR}|{_YEAR}{_STROKE}\d\d?{_STROKE}\d\d?)(?!\d)"
)
_CLOCK = re.compile(
    r"""
    (?<![\d:]) (\d{1,2}) : (\d{2}) (?: :(\d{2}) )? (?!\d)
    (?: \s* (?:
        (?P<am> صباح[اً]* | ص | ق\.?\s?ظ | a\.?m )
      | (?P<pm> مساء[اً]* | م | ب\.?\s?ظ | p\.?m )
    ) (?!\w) )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
#: A line that says this counts its hours elsewhere than the House does.
_OTHER_CLOCK = re.compile("GMT|UTC|[غج]رينتش|گرینویچ")
#: A deck is one line: longer, it is the first paragraph.
_LONGEST_DECK = 220
#: A date line is short; a paragraph that begins with such a word is no date line.
_LONGEST_DATE_LINE = 120
_SENTENCE_END = tuple(".!?؟۔")
_NO_DECK_END = (*_SENTENCE_END, ":", "\N{ARABIC COMMA}")
#: What may stand round the words of a line and says nothing.
_EDGES = " \u00a0\u1680\u202f\u205f\u3000\ufeff" + "".join(map(chr, range(0x2000, 0x200C)))


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source, and whether an empty one stands before it."""

    number: int
    text: str
    after_gap: bool

    @property
    def where(self) -> str:
        """The place, for notes."""
        return f"line {self.number}"


@dataclass(slots=True)
class Story:
    """What has been understood so far."""

    house: House
    notes: Notes
    zone: tzinfo
    lines: list[Line]
    furniture: frozenset[str]
    headline: str = ""
    deck: str = ""
    dates: dict[str, datetime] = field(default_factory=dict)
    date_lines: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)

    def is_furniture(self, line: Line) -> bool:
        """Say whether *line* is what the web page put round the article."""
        return line.text.casefold() in self.furniture

    def next_after(self, line: Line) -> Line | None:
        """Return the line of the article that follows *line*."""
        following = (other for other in self.lines if other.number > line.number)
        return next((other for other in following if not self.is_furniture(other)), None)


def take_furniture(line: Line, story: Story) -> bool:
    """Leave out what the web page put round the article."""
    if not story.is_furniture(line):
        return False
    story.left_out.append(line.text)
    story.notes.add(
        "text/furniture", f'left out "{line.text}"', line.where, cure="keep it with --keep-leftovers"
    )
    return True


def take_date(line: Line, story: Story) -> bool:
    """Take a line that says when the article was published or updated.

    Prose may begin like one: ``نشر في مجلة «نيتشر» بحث جديد``. A line is believed when it holds a date we
    read or, below the headline, when it holds a figure and is no sentence.
    """
    kind = _date_stated(line)
    if not kind or kind in story.date_lines:
        return False
    found = _DATE.search(latin(line.text))
    if not found and not (story.headline and _holds_a_figure(line) and not line.text.endswith(_SENTENCE_END)):
        return False
    story.date_lines[kind] = line.text
    if not found:
        _warn(story, line, "text/date-unread", "no date was understood")
    elif when := _moment(found, line, story):
        story.dates[kind] = when
    return True


def _date_stated(line: Line) -> str:
    if len(line.text) > _LONGEST_DATE_LINE:
        return ""
    return next((kind for kind, beginning in _DATED if beginning.match(line.text)), "")


def _holds_a_figure(line: Line) -> bool:
    return any(char.isdigit() for char in line.text)


def _warn(story: Story, line: Line, code: str, what: str) -> None:
    story.notes.warn(code, f'{what} in "{line.text}"', line.where, cure="state it: -M published=…")


def _moment(found: re.Match[str], line: Line, story: Story) -> datetime | None:
    year, month, day = (int(number) for number in re.findall(r"\d+", found[0]))
    if day > 31:
        day, year = year, day
        if day <= 12 and month <= 12 and day != month:
            story.notes.add("text/date-order", "day and month could be exchanged; read day first", line.where)
    try:
        return _in_zone(datetime(year, month, day, *_hour(latin(line.text)), tzinfo=story.zone))
    except ValueError:
        _warn(story, line, "text/date-impossible", "there is no such day or hour as")
        return None


def _hour(text: str) -> tuple[int, int, int]:
    """Return hour, minute and second as *text* says them; without a.m. or p.m. the day has 24 hours."""
    clock = _CLOCK.search(text)
    if not clock:
        return 0, 0, 0
    hour, minute, second = (int(part or 0) for part in clock.group(1, 2, 3))
    if clock["pm"] and hour < 12:
        hour += 12
    elif clock["am"] and hour == 12:
        hour = 0
    return hour, minute, second


def _in_zone(when: datetime) -> datetime:
    """Return *when* with its zone's offset of that day, in whole minutes as XML Schema has it."""
    offset = when.utcoffset() or timedelta()
    return when.replace(tzinfo=timezone(timedelta(minutes=round(offset / timedelta(minutes=1)))))


def take_headline(line: Line, story: Story) -> bool:
    """Take the first line that is left as the headline."""
    if story.headline:
        return False
    story.headline = line.text
    return True


def take_deck(line: Line, story: Story) -> bool:
    """Take one short line right below the headline as the deck."""
    if story.deck or story.paragraphs or story.date_lines:
        return False
    following = story.next_after(line)
    if following is None or not _could_be_deck(line.text):
        return False
    dated = bool(_date_stated(following))
    if not dated and len(following.text) < 1.5 * len(line.text):
        return False
    if not dated:
        story.notes.add("text/deck-guessed", "the short second line was taken as the deck", line.where)
    story.deck = line.text
    return True


def _could_be_deck(text: str) -> bool:
    return len(text) <= _LONGEST_DECK and not text.endswith(_NO_DECK_END) and any(map(str.isalnum, text))


def take_paragraph(line: Line, story: Story) -> bool:
    """Take whatever is left as a paragraph."""
    story.paragraphs.append(line.text)
    return True


#: Who is asked about a line, in this order.
RULES: tuple[tuple[str, Callable[[Line, Story], bool]], ...] = (
    ("furniture", take_furniture),
    ("date", take_date),
    ("headline", take_headline),
    ("deck", take_deck),
    ("paragraph", take_paragraph),
)


@reader("text", suffixes=(".txt", ".text"), media_type="text/plain")
def read_text(source: Source, house: House, notes: Notes) -> Edition:
    """Return the article in *source* as an Edition.

    Raises SourceError when it is empty, is no text, or holds nothing but furniture.
    """
    text = decode(source.data, notes, source.encoding)
    _flag_html(text, notes)
    all_lines = lines_of(text, notes)
    matter, skipped = split_matter(all_lines)
    facts = known_matter(matter, notes, "front matter")
    if source.lang:
        facts.pop("lang", None)
    lines = _unwrapped(_lines(all_lines, skipped), notes)
    lang = source.lang or facts.get("lang") or _guessed(lines, house, notes)
    story = Story(
        house, notes, _zone(house, lang), lines, _furniture(source, house),
        headline=facts.get("headline", ""), deck=facts.get("deck", ""),
    )  # fmt: skip
    for line in lines:
        any(take(line, story) for _, take in RULES)
    _refuse_nothing(story)
    return Edition(articles=(_with_facts(_article(story, source, lang, text), facts),))


def _flag_html(text: str, notes: Notes) -> None:
    if re.match(r"\s*<(?:!doctype html|html|head|body)\b", text, re.IGNORECASE):
        notes.warn(
            "text/looks-like-html",
            "this is HTML; its tags are shown as they stand",
            cure="rename it to .html",
        )


def _guessed(lines: list[Line], house: House, notes: Notes) -> str:
    """Return the House's language, unless the letters are of another script than it is written in."""
    lang = guess_language("\n".join(line.text for line in lines))
    if lang == "und":
        if not house.language:
            notes.warn("text/language-unknown", "no letters to tell the language by; taken as Arabic")
        return house.language or "ar"
    same_script = house.language and language_of(house.language).script == language_of(lang).script
    return house.language if same_script else lang


def _furniture(source: Source, house: House) -> frozenset[str]:
    if source.keep_leftovers:
        return frozenset()
    return FURNITURE.union(words.casefold() for words in house.furniture)


def _lines(lines: list[str], skipped: int) -> list[Line]:
    found: list[Line] = []
    gap = False
    for number, text in enumerate(lines[skipped:], start=skipped + 1):
        gap_here = is_blank(text)
        if not gap_here:
            found.append(Line(number, text.strip(_EDGES), gap))
        gap = gap_here
    return found


def _unwrapped(lines: list[Line], notes: Notes) -> list[Line]:
    """Join lines that were broken at a fixed width: then an empty line or a short one ends a paragraph.

    Such lines are nearly equally long, and few of them end a sentence.
    """
    broken = [line.text for line, following in pairwise(lines) if not following.after_gap]
    widest = max(map(len, broken), default=0)
    full = 0.75 * widest
    running = [text for text in broken if len(text) >= full and not text.endswith(_SENTENCE_END)]
    if not 40 <= widest <= 130 or len(broken) < 6 or len(running) < 0.75 * len(broken):
        return lines
    notes.add(
        "text/lines-joined",
        "lines broken at a fixed width were joined; an empty or a short one ends a paragraph",
    )
    blocks = [[lines[0]]]
    for before, line in pairwise(lines):
        if line.after_gap or len(before.text) < full:
            blocks.append([])
        blocks[-1].append(line)
    return [replace(block[0], text=" ".join(line.text for line in block)) for block in blocks]


def _zone(house: House, lang: str) -> tzinfo:
    known = ZONES.get(subtags(lang)[2])
    return house.zone or (ZoneInfo(known) if known else UTC)


def _refuse_nothing(story: Story) -> None:
    if not story.headline:
        raise SourceError("no article text: nothing but dates and page furniture", code="source/no-article")
    if not story.paragraphs:
        story.notes.warn("text/body-missing", "there is a headline and nothing below it")


def _with_facts(article: Article, facts: dict[str, str]) -> Article:
    try:
        return with_matter(article, facts)
    except UsageError as error:
        raise SourceError(str(error), where="front matter", cure=error.cure) from error


def _article(story: Story, source: Source, lang: str, text: str) -> Article:
    published, updated = story.dates.get("published"), story.dates.get("updated")
    name = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", source.name)
    return Article(
        guid=_guid(story, text),
        lang=lang,
        direction=direction_of(lang),
        provider=_provider(story.house),
        version_created=updated or published,
        first_created=published,
        published=published,
        updated=updated,
        file_name=f"{name.rpartition('.')[0] or name}.newsml.xml",
        links=(_origin(source.data, name),),
        headline=label(story.headline),
        deck=label(story.deck),
        published_line=story.date_lines.get("published", ""),
        updated_line=story.date_lines.get("updated", ""),
        time_zone=_noted_zone(story) if story.dates else "",
        left_out=tuple(story.left_out),
        body=tuple(
            Paragraph(id=f"p{number}", text=label(words))
            for number, words in enumerate(story.paragraphs, start=1)
        ),
    )


def _noted_zone(story: Story) -> str:
    name = str(story.zone)
    if not story.house.time_zone or any(map(_OTHER_CLOCK.search, story.date_lines.values())):
        story.notes.add(
            "text/zone-assumed", f"the times are taken as {name}", cure="set time_zone in house.toml"
        )
    return name


def _provider(house: House) -> Concept | None:
    if not house.provider and not house.title:
        return None
    uri = f"https://{house.provider}/" if house.provider else ""
    return Concept(uri=uri, name=house.title, lang=house.language if house.title else "")


def _guid(story: Story, text: str) -> str:
    """Return a name that is the same for the same words: urn:newsml with a provider, else a v5 UUID."""
    words = "\n".join(line.text for line in story.lines) or text
    when = story.dates.get("published") or story.dates.get("updated")
    if story.house.provider and when:
        digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
        return f"urn:newsml:{story.house.provider}:{when:%Y%m%d}:{digest}"
    return uuid.uuid5(uuid.NAMESPACE_URL, words).urn


def _origin(data: bytes, name: str) -> Link:
    return Link(
        rel="irel:derivedFrom",
        href=name,
        contenttype="text/plain",
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
    )
