"""The words of the house: an Edition of Articles, each a tuple of blocks that hold runs of text.

Everything here is frozen and plain. Whatever a model object holds can be spelled in XML: text that
XML cannot hold, links that could run code and ids that are no ids are refused when it is made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from itertools import count
from typing import Literal, TypeAlias, TypeVar, get_args

Part = TypeVar("Part")
Direction: TypeAlias = Literal["ltr", "rtl"]
Status: TypeAlias = Literal["usable", "withheld", "canceled"]
#: What may be said of a run, outermost first; a run holds its marks in this order.
Mark: TypeAlias = Literal[
    "ins", "del", "q", "cite", "strong", "em", "mark", "u", "s", "small", "code", "sub", "sup"
]
MARKS: tuple[Mark, ...] = get_args(Mark)

#: Characters that XML 1.0 §2.2 forbids, and the line ends that belong to layout, not to a run.
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
#: The same for preformatted text, where tabs and line feeds are the content.
FORBIDDEN_IN_PRE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_SAFE_LINK = re.compile(
    r"(?:https?|mailto|tel):[^\s\x00-\x1f\x7f-\x9f]+|#[A-Za-z_][A-Za-z0-9_.-]*", re.IGNORECASE
)
#: HTML clamps a colspan to this (HTML Standard §4.9.11).
WIDEST_SPAN = 1000
#: Millimetres; no sheet is higher.
_HIGHEST = 5_000


def is_safe_link(href: str) -> bool:
    """Say whether *href* may become a link on paper or screen (web, mail, telephone, this document)."""
    return _SAFE_LINK.fullmatch(href) is not None and FORBIDDEN.search(href) is None


def is_id(name: str) -> bool:
    """Say whether *name* can be an XML id."""
    return _ID.fullmatch(name) is not None


def _refuse(wrong: bool, what: str) -> None:
    if wrong:
        raise ValueError(what)


# --- runs ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text said in one way; *when* is the time of an `ins` or `del`."""

    text: str
    marks: tuple[Mark, ...] = ()
    href: str = ""
    lang: str = ""
    direction: Direction | Literal["", "auto"] = ""
    when: datetime | None = None

    def __post_init__(self) -> None:
        bad = FORBIDDEN.search(self.text)
        _refuse(bad is not None, f"U+{ord(bad[0]):04X} cannot stand in a run" if bad else "")
        _refuse(FORBIDDEN.search(self.lang) is not None, "a control character in a language")
        _refuse(bool(self.href) and not is_safe_link(self.href), f"not a safe link: {self.href!r}")
        _refuse(self.when is not None and self.when.utcoffset() is None, "a time without an offset")
        if self.when:  # HTML times have milliseconds and no more
            whole = self.when.microsecond // 1000 * 1000
            object.__setattr__(self, "when", self.when.replace(microsecond=whole))
        if self.marks != ():
            object.__setattr__(self, "marks", tuple(mark for mark in MARKS if mark in self.marks))
        if self.when and not {"ins", "del"}.intersection(self.marks):
            object.__setattr__(self, "when", None)

    def manner(self) -> tuple[object, ...]:
        """Return everything but the text: runs of one manner that touch are one run."""
        return (self.marks, self.href, self.lang, self.direction, self.when)


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A line ends here because the author said so."""


@dataclass(frozen=True, slots=True)
class NoteRef:
    """The sign in the text that leads to an endnote: *id* its own name, *note* the endnote's."""

    note: str
    id: str
    label: str

    def __post_init__(self) -> None:
        _refuse(not is_id(self.note) or not is_id(self.id), "a note reference needs two ids")
        _refuse(FORBIDDEN.search(self.label) is not None, "a control character in a note's sign")


Inline: TypeAlias = Run | LineBreak | NoteRef
Text: TypeAlias = tuple[Inline, ...]
#: A line of the head of an article: runs only.
Label: TypeAlias = tuple[Run, ...]


def joined(text: Iterable[Inline]) -> Text:
    """Return *text* without empty runs, touching runs of one manner made one."""
    out: list[Inline] = []
    for inline in text:
        last = out[-1] if out else None
        if isinstance(inline, Run) and isinstance(last, Run) and last.manner() == inline.manner():
            out[-1] = Run(last.text + inline.text, *last.manner())  # type: ignore[arg-type]  # same order as the fields
        elif not isinstance(inline, Run) or inline.text:
            out.append(inline)
    return tuple(out)


def label(words: str) -> Label:
    """Return *words* as a line of one plain run."""
    return (Run(words),) if words else ()


def words_of(text: Iterable[Inline]) -> str:
    """Return *text* as a plain string: a line feed for a break, nothing for a note's sign."""
    return "".join(map(_words, text))


def _words(inline: Inline) -> str:
    return inline.text if isinstance(inline, Run) else "\n" if isinstance(inline, LineBreak) else ""


# --- blocks -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """What every block may say of itself: a stable id, a language and a direction of its own."""

    id: str = ""
    lang: str = ""
    direction: Direction | Literal[""] = ""

    def __post_init__(self) -> None:
        _refuse(bool(self.id) and not is_id(self.id), f"not an id: {self.id!r}")
        _refuse(FORBIDDEN.search(self.lang) is not None, "a control character in a language")
        for name in ("text", "credit", "caption", "title"):
            value = getattr(self, name, None)
            if isinstance(value, tuple):
                object.__setattr__(self, name, joined(value))


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph(Placed):
    """A paragraph."""

    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Placed):
    """A subhead; level 2 is the first below the headline."""

    text: Text
    level: Literal[2, 3, 4] = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Placed):
    """Words of another set off from the text, and whose they are."""

    body: "Blocks"
    credit: Text = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PullQuote(Placed):
    """A sentence of the article shown large."""

    text: Text
    credit: Text = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class InfoBox(Placed):
    """A box beside the article."""

    title: Text = ()
    body: "Blocks" = ()

    def __post_init__(self) -> None:
        """Take a subhead that begins the box for its title."""
        Placed.__post_init__(self)
        while not self.title and self.body and isinstance(self.body[0], Heading):
            object.__setattr__(self, "title", self.body[0].text)
            object.__setattr__(self, "body", self.body[1:])


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list: its line, and what hangs below it."""

    text: Text = ()
    blocks: "Blocks" = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", joined(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class List(Placed):
    """A list; an ordered one counts from *start*."""

    items: tuple[Item, ...]
    ordered: bool = False
    start: int = 1

    def __post_init__(self) -> None:
        Placed.__post_init__(self)
        if not self.ordered:
            object.__setattr__(self, "start", 1)


@dataclass(frozen=True, slots=True)
class Definition:
    """A term and what it means."""

    term: Text
    meaning: Text

    def __post_init__(self) -> None:
        object.__setattr__(self, "term", joined(self.term))
        object.__setattr__(self, "meaning", joined(self.meaning))


@dataclass(frozen=True, slots=True, kw_only=True)
class Definitions(Placed):
    """Terms with their meanings; an interview's names and answers fit too."""

    entries: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table; a header says what it heads."""

    text: Text = ()
    header: Literal["", "col", "row"] = ""
    colspan: int = 1
    rowspan: int = 1

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", joined(self.text))
        _refuse(not 1 <= self.colspan <= WIDEST_SPAN, f"colspan {self.colspan}")
        _refuse(not 1 <= self.rowspan <= WIDEST_SPAN, f"rowspan {self.rowspan}")


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Placed):
    """A table: heading rows, then the rows."""

    head: tuple[Row, ...] = ()
    body: tuple[Row, ...] = ()
    caption: Text = ()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture by the name its bytes travel under; an empty *alt* means decorative."""

    src: str
    alt: str = ""
    width: int = 0
    height: int = 0

    def __post_init__(self) -> None:
        _refuse(FORBIDDEN.search(self.src + self.alt) is not None, "a control character in a picture")
        _refuse(self.width < 0 or self.height < 0, "a picture of negative size")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Placed):
    """A picture with its caption and its maker."""

    image: Image
    caption: Text = ()
    credit: Text = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery(Placed):
    """Several pictures that belong together."""

    figures: tuple[Figure, ...]
    caption: Text = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed(Placed):
    """Something that plays elsewhere: a link and a still, never a frame."""

    href: str
    kind: str = ""
    poster: Image | None = None
    caption: Text = ()

    def __post_init__(self) -> None:
        Placed.__post_init__(self)
        _refuse(not is_safe_link(self.href), f"not a safe link: {self.href!r}")
        _refuse(re.fullmatch("[a-z0-9]*", self.kind) is None, f"not a kind of embed: {self.kind!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preformatted(Placed):
    """Text whose spaces and line feeds are the content."""

    text: str

    def __post_init__(self) -> None:
        Placed.__post_init__(self)
        _refuse(FORBIDDEN_IN_PRE.search(self.text) is not None, "a control character in preformatted text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verse(Placed):
    """Poetry: lines of one, two or more hemistichs."""

    lines: tuple[tuple[Text, ...], ...]
    credit: Text = ()

    def __post_init__(self) -> None:
        Placed.__post_init__(self)
        object.__setattr__(self, "lines", tuple(tuple(joined(part) for part in line) for line in self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction(Placed):
    """A notice that something printed before was wrong."""

    body: "Blocks"


@dataclass(frozen=True, slots=True, kw_only=True)
class Divider(Placed):
    """A pause between parts."""


@dataclass(frozen=True, slots=True)
class Endnote:
    """A note at the end; *ref* is the id of the sign in the text that it goes back to."""

    id: str
    text: Text
    ref: str = ""

    def __post_init__(self) -> None:
        _refuse(not is_id(self.id), f"not an id: {self.id!r}")
        _refuse(bool(self.ref) and not is_id(self.ref), f"not an id: {self.ref!r}")
        object.__setattr__(self, "text", joined(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Endnotes(Placed):
    """The notes of an article, at its end."""

    notes: tuple[Endnote, ...]


Block: TypeAlias = (
    Paragraph
    | Heading
    | Quote
    | PullQuote
    | InfoBox
    | List
    | Definitions
    | Table
    | Figure
    | Gallery
    | Embed
    | Preformatted
    | Verse
    | Correction
    | Divider
    | Endnotes
)
Blocks: TypeAlias = tuple[Block, ...]


def each(kind: type[Part], node: object) -> Iterator[Part]:
    """Yield every object of *kind* in *node*: a block, a tuple of them, an article."""
    if isinstance(node, kind):
        yield node
    if isinstance(node, tuple):
        for part in node:
            yield from each(kind, part)
    else:
        for name in _PARTS[type(node)]:
            value = getattr(node, name)
            if isinstance(value, tuple) or _PARTS[type(value)]:
                yield from each(kind, value)


class _Parts(dict[type, tuple[str, ...]]):
    """The names of the fields of each dataclass, asked for once; none of any other type."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        names = tuple(part.name for part in fields(kind)) if is_dataclass(kind) else ()
        self[kind] = names
        return names


_PARTS = _Parts()


# --- what is said about an item -----------------------------------------------------------------


class Spelled:
    """What is written into attributes and short elements: no line ends, no control characters."""

    __slots__ = ()

    def __post_init__(self) -> None:
        for part in fields(self):  # type: ignore[arg-type]  # every subclass is a dataclass
            value = getattr(self, part.name)
            for said in value if isinstance(value, tuple) else (value,):
                if isinstance(said, str):
                    _refuse(FORBIDDEN.search(said) is not None, f"a control character in {part.name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept(Spelled):
    """A person, place, organisation or subject: a name, and the code that a vocabulary gives it."""

    name: str = ""
    lang: str = ""
    qcode: str = ""
    uri: str = ""
    literal: str = ""
    type: str = ""
    role: str = ""

    def __post_init__(self) -> None:
        Spelled.__post_init__(self)
        if not self.name:
            object.__setattr__(self, "lang", "")


@dataclass(frozen=True, slots=True)
class Scheme(Spelled):
    """A vocabulary of the publisher's own and the short name its codes begin with."""

    alias: str
    uri: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Spelled):
    """Another resource and how it is related (*rel*, an `irel` code)."""

    rel: str
    rank: int | None = None
    href: str = ""
    residref: str = ""
    version: int | None = None
    contenttype: str = ""
    size: int | None = None
    sha256: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Property(Spelled):
    """A fact for which NewsML-G2 has no element of its own."""

    rel: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EdNote(Spelled):
    """A word to the editors who receive the item."""

    text: Label
    role: str = ""

    def __post_init__(self) -> None:
        Spelled.__post_init__(self)
        object.__setattr__(self, "text", joined(replace(run, when=None) for run in self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication(Spelled):
    """Where and when it appeared: a channel, a time as the calendar knows it, a printed page."""

    uri: str = ""
    name: str = ""
    when: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights(Spelled):
    """Who owns it and what others may do with it, in the owner's words."""

    holder: Concept | None = None
    notice: str = ""
    usage: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Spelled):
    """What every item says of itself: name, version, language, provider, times and state.

    All times carry an offset. `version_created` is None when nothing says when this version was
    made; no clock is asked.
    """

    guid: str
    version: int = 1
    lang: str
    direction: Direction
    provider: Concept | None = None
    version_created: datetime | None = None
    first_created: datetime | None = None
    published: datetime | None = None
    updated: datetime | None = None
    embargo: datetime | None = None
    status: Status = "usable"
    file_name: str = ""
    schemes: tuple[Scheme, ...] = ()
    rights: Rights = field(default_factory=Rights)
    publications: tuple[Publication, ...] = ()
    ed_notes: tuple[EdNote, ...] = ()
    signals: tuple[str, ...] = ()
    series: tuple[Concept, ...] = ()
    links: tuple[Link, ...] = ()
    item_properties: tuple[Property, ...] = ()
    content_properties: tuple[Property, ...] = ()
    creators: tuple[Concept, ...] = ()
    contributors: tuple[Concept, ...] = ()
    keywords: tuple[str, ...] = ()
    subjects: tuple[Concept, ...] = ()

    def __post_init__(self) -> None:
        Spelled.__post_init__(self)
        _refuse(not self.guid or not self.lang or self.version < 1, "an item needs guid, lang and version")
        for when in (self.version_created, self.first_created, self.published, self.updated, self.embargo):
            _refuse(when is not None and when.utcoffset() is None, "a time without an offset")
        for name in ("headline", "deck", "kicker", "byline", "dateline", "summary", "caption"):
            if hasattr(self, name):
                runs = (replace(run, when=None) if run.when else run for run in getattr(self, name))
                object.__setattr__(self, name, joined(runs))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(Published):
    """One article: its head, what is known about it, and its body."""

    headline: Label
    deck: Label = ()
    kicker: Label = ()
    byline: Label = ()
    dateline: Label = ()
    summary: Label = ()
    title: str = ""
    slug: str = ""
    credit: str = ""
    section: str = ""
    urgency: int | None = None
    places: tuple[Concept, ...] = ()
    sources: tuple[Concept, ...] = ()
    genres: tuple[Concept, ...] = ()
    published_line: str = ""
    updated_line: str = ""
    time_zone: str = ""
    left_out: tuple[str, ...] = ()
    body: Blocks = ()

    def __post_init__(self) -> None:
        Published.__post_init__(self)
        if self.title == words_of(self.headline):
            object.__setattr__(self, "title", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition(Spelled):
    """One file of a picture: for print, for the web, as a thumbnail."""

    id: str
    href: str
    rendition: str = ""
    contenttype: str = ""
    width: int | None = None
    height: int | None = None
    resolution: int | None = None
    colourspace: str = ""
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(Published):
    """A picture as an item of its own, with its files, its maker and its rights."""

    headline: Label = ()
    caption: Label = ()
    credit: str = ""
    source_type: str = ""
    original: str = ""
    renditions: tuple[Rendition, ...] = ()

    def __post_init__(self) -> None:
        Published.__post_init__(self)
        if self.original not in {rendition.id for rendition in self.renditions}:
            object.__setattr__(self, "original", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRef(Spelled):
    """A place in a section for an article or a picture, by its guid, and what its editor wants on paper.

    A *lead* leads its page, *page* is the page it begins on, *columns* how wide it is; 0 leaves it to us.
    """

    guid: str
    version: int | None = None
    href: str = ""
    item_class: str = "ninat:text"
    title: str = ""
    lead: bool = False
    page: int = 0
    columns: int = 0

    def __post_init__(self) -> None:
        Spelled.__post_init__(self)
        _refuse(self.page < 0 or self.columns < 0, "a place of negative size")


@dataclass(frozen=True, slots=True, kw_only=True)
class Section(Spelled):
    """A part of an issue with a name, in the order it is read."""

    id: str
    title: str = ""
    items: tuple[ItemRef, ...] = ()

    def __post_init__(self) -> None:
        Spelled.__post_init__(self)
        _refuse(not is_id(self.id), f"not an id: {self.id!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Advert(Spelled):
    """A picture that fills a place on a page: another's, sold, or the publisher's own (*house*).

    *page* is where it must stand, *columns* and *height* (millimetres) how large; 0 leaves it to us.
    """

    src: str
    alt: str = ""
    page: int = 0
    columns: int = 0
    height: float = 0
    house: bool = False

    def __post_init__(self) -> None:
        Spelled.__post_init__(self)
        _refuse(self.page < 0 or self.columns < 0, "a place of negative size")
        _refuse(not 0 <= self.height <= _HIGHEST, f"an advert {self.height} mm high")
        object.__setattr__(self, "height", round(self.height, 2))


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Published):
    """One number of a newspaper: its name, its day, its sections, what stands at its head.

    *masthead* and *cover* name pictures; without a masthead the title is set. *ears* stand beside it.
    """

    title: str
    number: str = ""
    day: date | None = None
    price: str = ""
    motto: str = ""
    masthead: str = ""
    cover: str = ""
    ears: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    adverts: tuple[Advert, ...] = ()

    @property
    def root(self) -> str:
        """The id of the whole, which no section bears."""
        return self.free_id("edition")

    @property
    def advert_group(self) -> str:
        """The id of the adverts, which no section bears."""
        return self.free_id("adverts")

    def free_id(self, word: str) -> str:
        """Return *word* as an id that no section bears."""
        named = {section.id for section in self.sections}
        return next(name for n in count() if (name := word + "_" * n) not in named)


AnyItem: TypeAlias = Article | Picture | Issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What flows through the house: articles and pictures, perhaps bound in an issue.

    `assets` holds the bytes of pictures by the name the body uses for them.
    """

    articles: tuple[Article, ...] = ()
    pictures: tuple[Picture, ...] = ()
    issue: Issue | None = None
    assets: Mapping[str, bytes] = field(default_factory=dict, hash=False)

    @property
    def in_order(self) -> tuple[Article, ...]:
        """The articles as the sections of the issue have them, those of no section last."""
        items = (item for section in self.issue.sections for item in section.items) if self.issue else ()
        places = {item.guid: place for place, item in enumerate(items)}
        return tuple(sorted(self.articles, key=lambda article: places.get(article.guid, len(places))))

    def __post_init__(self) -> None:
        if isinstance(self.assets, dict):
            object.__setattr__(self, "assets", dict(self.assets))
        taken: set[str] = set()
        if self.issue:
            taken |= {self.issue.root, self.issue.advert_group, *(s.id for s in self.issue.sections)}
        object.__setattr__(self, "pictures", tuple(_apart(picture, taken) for picture in self.pictures))


def _apart(picture: Picture, taken: set[str]) -> Picture:
    """Return *picture* with ids that no other item of the edition bears: one file, one space of ids."""
    files = []
    for file in picture.renditions:
        own = next(name for n in count() if (name := f"{file.id}-{n}" if n else file.id) not in taken)
        taken |= {own} if own else set()
        files.append(replace(file, id=own))
    new = {old.id: file.id for old, file in zip(picture.renditions, files, strict=True)}
    if tuple(files) == picture.renditions:
        return picture
    return replace(picture, original=new.get(picture.original, ""), renditions=tuple(files))
