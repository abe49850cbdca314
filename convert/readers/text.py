"""Reads an article saved from a newspaper's web page as plain text."""

import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from convert.errors import SourceError
from convert.formats import Source, reader
from convert.house import House
from convert.matter import known_matter, split_matter, with_matter
from convert.model import Article, Concept, Edition, Link, Paragraph, label
from convert.notes import Notes
from convert.readers.decode import decode, lines_of
from convert.script.digits import latin
from convert.script.letters import guess_language
from convert.vocab.languages import direction_of, subtags
from convert.vocab.places import ZONES

#: Words a web page puts around an article and no newspaper prints.
FURNITURE = frozenset(
    {
        "No Image Caption",
        "back to top",
        "Back to top",
        "Advertisement",
        "إعلان",
        "العودة إلى الأعلى",
        "العودة للأعلى",
        "بازگشت به بالا",
        "واپس اوپر",
        "חזרה למעלה",
    }
)
#: How a line that dates the article begins, and which date it states.
_DATED = (
    ("updated", re.compile(r"(?:آخر تحديث|تم التحديث|حُدّث في|آخرین به‌?روز|به‌?روزرسانی|آخری تبدیلی|عודכן|עודכן|Updated|Last updated)\b")),
    ("published", re.compile(r"(?:نشر في|نُشر في|تم نشره|تاريخ النشر|تاریخ انتشار|انتشار:|شائع|تاریخ اشاعت|פורסם|Published|Posted)(?!\w)")),
)  # fmt: skip
_NUMERIC = re.compile(r"(?<!\d)(\d{1,4})[-/.](\d{1,2})[-/.](\d{1,4})(?!\d)")
_CLOCK = re.compile(r"(?<![\d:])(\d{1,2}):(\d{2})(?::(\d{2}))?(?!\d)")
#: A deck is one line: longer, it is the first paragraph.
_LONGEST_DECK = 220
#: A date line is short; a paragraph that begins with such a word is no date line.
_LONGEST_DATE_LINE = 120
_SENTENCE_END = tuple(".!?؟۔:،")


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
    keep_leftovers: bool = False
    headline: str = ""
    deck: str = ""
    dates: dict[str, datetime] = field(default_factory=dict)
    date_lines: dict[str, str] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    why: list[tuple[int, str]] = field(default_factory=list)

    def next_after(self, line: Line) -> Line | None:
        """Return the line that follows *line*."""
        return next((other for other in self.lines if other.number > line.number), None)


def take_furniture(line: Line, story: Story) -> bool:
    """Leave out what the web page put round the article."""
    known = line.text in FURNITURE or line.text in story.house.furniture
    if story.keep_leftovers or not known:
        return False
    story.left_out.append(line.text)
    story.notes.add(
        "text/furniture", f'left out "{line.text}"', line.where, cure="keep it with --keep-leftovers"
    )
    return True


def take_date(line: Line, story: Story) -> bool:
    """Take a line that says when the article was published or updated."""
    if len(line.text) > _LONGEST_DATE_LINE:
        return False
    for kind, opening in _DATED:
        if kind not in story.date_lines and opening.match(line.text):
            story.date_lines[kind] = line.text
            when = _moment(line, story)
            if when:
                story.dates[kind] = when
            return True
    return False


def _moment(line: Line, story: Story) -> datetime | None:
    text = latin(line.text)
    numbers, clock = _NUMERIC.search(text), _CLOCK.search(text)
    if not numbers:
        story.notes.warn("text/date-unread", f'no date was understood in "{line.text}"', line.where)
        return None
    first, month, last = (int(part) for part in numbers.groups())
    year, day = (first, last) if first > 31 else (last, first)
    if first <= 12 and month <= 12 and first != month:
        story.notes.add("text/date-order", "day and month could be exchanged; read day first", line.where)
    hour, minute, second = (int(part or 0) for part in clock.groups()) if clock else (0, 0, 0)
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=story.zone)
    except ValueError:
        story.notes.warn("text/date-impossible", f'"{line.text}" is no day of the calendar', line.where)
        return None


def take_headline(line: Line, story: Story) -> bool:
    """Take the first line that is left as the headline."""
    if story.headline:
        return False
    story.headline = line.text
    return True


def take_deck(line: Line, story: Story) -> bool:
    """Take one short line right below the headline as the deck."""
    if story.deck or story.paragraphs or story.date_lines or len(line.text) > _LONGEST_DECK:
        return False
    following = story.next_after(line)
    if following is None or line.text.endswith(_SENTENCE_END):
        return False
    dated = any(opening.match(following.text) for _, opening in _DATED)
    if not dated and len(following.text) < 1.5 * len(line.text):
        return False
    if not dated:
        story.notes.add("text/deck-guessed", "the short second line was taken as the deck", line.where)
    story.deck = line.text
    return True


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
    all_lines = lines_of(text, notes)
    matter, skipped = split_matter(all_lines)
    facts = known_matter(matter, notes, "front matter")
    lang = facts.get("lang") or source.lang or house.language or _guessed(text, notes)
    lines = _unwrapped(_lines(all_lines, skipped), notes)
    story = Story(house, notes, _zone(house, lang), lines, source.keep_leftovers, facts.get("headline", ""))
    for line in lines:
        rule = next(name for name, take in RULES if take(line, story))
        story.why.append((line.number, rule))
    _refuse_nothing(story)
    article = _article(story, source, lang, text)
    return Edition(articles=(with_matter(article, facts),))


def _guessed(text: str, notes: Notes) -> str:
    lang = guess_language(text)
    if lang == "und":
        notes.warn("text/language-unknown", "no letters to tell the language by; taken as Arabic")
        return "ar"
    return lang


def _lines(lines: list[str], skipped: int) -> list[Line]:
    found: list[Line] = []
    gap = False
    for number, text in enumerate(lines, start=1):
        words = text.strip(" \u00a0\u3000\ufeff\u200b")
        if words and number > skipped:
            found.append(Line(number, words, gap))
        gap = not words
    return found


def _unwrapped(lines: list[Line], notes: Notes) -> list[Line]:
    """Join lines that were broken at a fixed width: then, and only then, an empty line ends a paragraph."""
    blocks: list[list[Line]] = []
    for line in lines:
        if blocks and not line.after_gap:
            blocks[-1].append(line)
        else:
            blocks.append([line])
    broken = [line for block in blocks for line in block[:-1] if len(block) > 3]
    widths = sorted(len(line.text) for line in broken)
    if len(widths) < 6 or not 40 <= widths[len(widths) // 2] <= 100 or widths[-1] > 130:
        return lines
    notes.add("text/lines-joined", "lines broken at a fixed width were joined; empty lines end paragraphs")
    return [replace(block[0], text=" ".join(line.text for line in block)) for block in blocks]


def _zone(house: House, lang: str) -> tzinfo:
    region = subtags(lang)[2]
    name = house.time_zone or ZONES.get(region, "")
    return ZoneInfo(name) if name else UTC


def _refuse_nothing(story: Story) -> None:
    if not story.headline:
        raise SourceError("no article text: nothing but dates and page furniture", code="source/no-article")
    if not story.paragraphs:
        story.notes.warn("text/body-missing", "there is a headline and nothing below it")


def _article(story: Story, source: Source, lang: str, text: str) -> Article:
    published, updated = story.dates.get("published"), story.dates.get("updated")
    zone = _note_zone(story) if story.dates else ""
    return Article(
        guid=_guid(story, text),
        lang=lang,
        direction=direction_of(lang),
        provider=_provider(story.house),
        version_created=updated or published,
        first_created=published,
        published=published,
        updated=updated,
        file_name=f"{source.name.rpartition('.')[0] or source.name}.newsml.xml",
        links=(_origin(source),),
        headline=label(story.headline),
        deck=label(story.deck),
        published_line=story.date_lines.get("published", ""),
        updated_line=story.date_lines.get("updated", ""),
        time_zone=zone,
        left_out=tuple(story.left_out),
        body=tuple(
            Paragraph(id=f"p{number}", text=label(words))
            for number, words in enumerate(story.paragraphs, start=1)
        ),
    )


def _note_zone(story: Story) -> str:
    name = str(story.zone)
    if not story.house.time_zone:
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


def _origin(source: Source) -> Link:
    return Link(
        rel="irel:derivedFrom",
        href=source.name,
        contenttype="text/plain",
        size=len(source.data),
        sha256=hashlib.sha256(source.data).hexdigest(),
    )
