"""Hypothesis strategies for everything the model can hold: nested, mixed-script, badly spaced."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from convert import model
from convert.model import (
    Advert,
    Article,
    Block,
    Blocks,
    Cell,
    Concept,
    Correction,
    Definition,
    Definitions,
    Divider,
    Edition,
    EdNote,
    Embed,
    Endnote,
    Endnotes,
    Figure,
    Gallery,
    Heading,
    Image,
    InfoBox,
    Inline,
    Issue,
    Item,
    ItemRef,
    LineBreak,
    Link,
    List,
    NoteRef,
    Paragraph,
    Picture,
    Preformatted,
    Property,
    Publication,
    PullQuote,
    Quote,
    Rendition,
    Rights,
    Run,
    Scheme,
    Section,
    Table,
    Text,
    Verse,
)

T = TypeVar("T")

#: Letters, marks and signs that have broken a round trip somewhere before.
ALPHABET = (
    "ابتةكئؤ\N{ARABIC FATHA}\N{ARABIC TATWEEL}پچکی\u0660\u06f1،؟«»"
    "אבת\N{HEBREW PUNCTUATION MAQAF}\N{HEBREW POINT PATAH}"
    "abcXYZéß019.-:/&<>\"'[]()"
    "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT MARK}"
    "\N{LEFT-TO-RIGHT ISOLATE}\N{POP DIRECTIONAL ISOLATE}\N{NO-BREAK SPACE}\N{ZERO WIDTH NO-BREAK SPACE}"
    "\N{GRINNING FACE}\N{EM DASH}\N{BULLET}   "
)
LANGUAGES = st.sampled_from(["ar", "fa", "he", "ur", "ckb", "en", "fr-CA", "ar-KW"])
IDS = st.from_regex(r"[A-Za-z_][A-Za-z0-9_.-]{0,6}", fullmatch=True)
CODES = st.sampled_from(
    ["medtop:01000000", "staff:noura", "cpnat:person", "mbr:reporter", "wikidata:Q1", "mbn:correction"]
)
WEB = st.sampled_from(
    ["https://example.org/", "http://example.org/a?b=1&c=%D8%A7#d", "HTTPS://example.org/ا"]
)
LINKS = st.one_of(WEB, st.sampled_from(["mailto:a@example.org", "tel:+96512345", "#p1"]))
DIRECTIONS = st.sampled_from(["ltr", "rtl"])
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
#: The sun's time of Riyadh, which was the time of Kuwait until 1947: no whole minutes.
SUN_TIME = timezone(timedelta(hours=3, minutes=6, seconds=52))
#: Hypothesis gives the zone itself and wants bounds without one.
FIRST, LAST = datetime(1900, 1, 2), datetime(2100, 1, 1)  # noqa: DTZ001
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.one_of(st.sampled_from([UTC, SUN_TIME]), OFFSETS))
SIZES = st.one_of(st.none(), st.integers(0, 10**10))
VERSIONS = st.integers(1, 10**6)
PLACES = st.integers(0, 20)
#: Names of files, some of which an IRI spells otherwise.
FILES = st.sampled_from(["art/a.png", "صورة 1.jpg", "50%.png", "a%20b.png", "x[1]#2?.png", "1:2.png"])


def words(max_size: int = 12) -> SearchStrategy[str]:
    """Strings of the alphabet, spaces doubled, leading and trailing included."""
    return st.text(ALPHABET, max_size=max_size)


def maybe(strategy: SearchStrategy[T], nothing: T) -> SearchStrategy[T]:
    """Draw from *strategy* or give *nothing*."""
    return st.one_of(st.just(nothing), strategy)


def some(strategy: SearchStrategy[T], at_most: int = 2) -> SearchStrategy[tuple[T, ...]]:
    """Tuples of up to *at_most*."""
    return st.lists(strategy, max_size=at_most).map(tuple)


# --- runs ---------------------------------------------------------------------------------------


def runs() -> SearchStrategy[Run]:
    """Runs said in every manner: marks, link, language, direction, time of an edit."""
    plain = words().map(Run)
    return st.one_of(
        plain,
        st.builds(
            Run,
            words(),
            marks=some(st.sampled_from(model.MARKS), 3),
            href=maybe(LINKS, ""),
            lang=maybe(LANGUAGES, ""),
            direction=st.sampled_from(["", "ltr", "rtl", "auto"]),
            when=maybe(MOMENTS, None),
        ),
    )


def inlines() -> SearchStrategy[Inline]:
    """Runs, breaks and the signs of notes."""
    signs = st.builds(NoteRef, note=IDS, id=IDS, label=words(3))
    return st.one_of(runs(), runs(), st.just(LineBreak()), signs)


def texts() -> SearchStrategy[Text]:
    """What stands in a block."""
    return some(inlines(), 4)


def labels() -> SearchStrategy[model.Label]:
    """What stands in a line of the head."""
    return some(runs(), 3)


# --- blocks -------------------------------------------------------------------------------------

PLACE: dict[str, SearchStrategy[Any]] = {
    "id": maybe(IDS, ""),
    "lang": maybe(LANGUAGES, ""),
    "direction": maybe(DIRECTIONS, ""),
}


def images() -> SearchStrategy[Image]:
    """Images with and without alternative text and size."""
    sources = st.sampled_from(["media/a.jpg", "صورة 1.png", "a&b.gif", ""])
    return st.builds(Image, sources, words(), st.integers(0, 9000), st.integers(0, 9000))


def figures() -> SearchStrategy[Figure]:
    """Pictures with caption and credit, or without."""
    return st.builds(Figure, image=images(), caption=texts(), credit=texts(), **PLACE)


def cells() -> SearchStrategy[Cell]:
    """Cells and header cells, some that span."""
    span = st.one_of(st.just(1), st.integers(1, model.WIDEST_SPAN))
    return st.builds(Cell, texts(), st.sampled_from(["", "col", "row"]), span, span)


def preformatted() -> SearchStrategy[Preformatted]:
    """Text in which tabs and line feeds count."""
    return st.builds(Preformatted, text=st.text(ALPHABET + "\n\t", max_size=12), **PLACE)


def leaves() -> SearchStrategy[Block]:
    """Blocks that hold no blocks."""
    rows = some(some(cells()))
    notes = st.builds(Endnote, id=IDS, text=texts(), ref=maybe(IDS, ""))
    verses = some(some(texts(), 3))
    entries = some(st.builds(Definition, texts(), texts()), 3)
    return st.one_of(
        st.builds(Paragraph, text=texts(), **PLACE),
        st.builds(Heading, text=texts(), level=st.sampled_from([2, 3, 4]), **PLACE),
        st.builds(PullQuote, text=texts(), credit=texts(), **PLACE),
        st.builds(Definitions, entries=entries, **PLACE),
        st.builds(Table, head=rows, body=rows, caption=texts(), **PLACE),
        figures(),
        st.builds(Gallery, figures=some(figures()), caption=texts(), **PLACE),
        embeds(),
        preformatted(),
        st.builds(Verse, lines=verses, credit=texts(), **PLACE),
        st.builds(Divider, **PLACE),
        st.builds(Endnotes, notes=some(notes), **PLACE),
    )


def embeds() -> SearchStrategy[Embed]:
    """Links to what plays elsewhere, with and without a still."""
    kinds = st.sampled_from(["", "youtube", "x", "360"])
    return st.builds(Embed, href=LINKS, kind=kinds, poster=maybe(images(), None), caption=texts(), **PLACE)


def _around(inner: SearchStrategy[Block]) -> SearchStrategy[Block]:
    within = some(inner)
    items = some(st.builds(Item, texts(), within))
    return st.one_of(
        st.builds(Quote, body=within, credit=texts(), **PLACE),
        st.builds(InfoBox, title=texts(), body=within, **PLACE),
        st.builds(Correction, body=within, **PLACE),
        st.builds(List, items=items, ordered=st.booleans(), start=st.integers(-5, 99), **PLACE),
    )


def blocks() -> SearchStrategy[Block]:
    """Every kind of block, quotes, boxes and lists with blocks inside."""
    return st.one_of(leaves(), st.recursive(leaves(), _around, max_leaves=4))


def bodies() -> SearchStrategy[Blocks]:
    """The blocks of an article."""
    return some(blocks(), 4)


# --- items --------------------------------------------------------------------------------------


def concepts() -> SearchStrategy[Concept]:
    """Persons, places and subjects, named by code, address or word."""
    return st.builds(
        Concept,
        name=words(),
        lang=maybe(LANGUAGES, ""),
        qcode=maybe(CODES, ""),
        uri=maybe(WEB, ""),
        literal=maybe(st.sampled_from(["kuwait-city", "x1"]), ""),
        type=maybe(st.sampled_from(["cpnat:person", "cpnat:abstract"]), ""),
    )


def cast_of() -> SearchStrategy[Concept]:
    """Persons with a role."""
    roles = maybe(st.sampled_from(["mbr:reporter", "mbr:editor mbr:photographer"]), "")
    return st.builds(
        Concept, name=words(), qcode=maybe(CODES, ""), literal=maybe(st.just("n1"), ""), role=roles
    )


def links() -> SearchStrategy[Link]:
    """Related resources, files and items."""
    return st.builds(
        Link,
        rel=st.sampled_from(["irel:seeAlso", "irel:derivedFrom", "irel:associatedWith"]),
        rank=maybe(st.integers(0, 99), None),
        href=maybe(WEB, ""),
        residref=maybe(st.just("urn:newsml:example.org:20250314:b"), ""),
        version=maybe(VERSIONS, None),
        contenttype=maybe(st.just("text/html"), ""),
        size=SIZES,
        sha256=maybe(st.text("0123456789abcdef", min_size=64, max_size=64), ""),
        title=words(),
    )


def properties() -> SearchStrategy[Property]:
    """Facts of the publisher's own."""
    return st.builds(Property, st.sampled_from(["mbx:note", "staff:desk"]), words())


def publications() -> SearchStrategy[Publication]:
    """Channels, with times as exact as they are known."""
    times = st.one_of(
        st.sampled_from(["", "2025", "2025-03", "2025-03-14"]),
        MOMENTS.map(lambda when: when.astimezone(UTC).isoformat()),
    )
    return st.builds(Publication, uri=maybe(WEB, ""), name=words(), when=times, page=maybe(words(3), ""))


def rights() -> SearchStrategy[Rights]:
    """Holder, notice and terms."""
    return st.builds(Rights, holder=maybe(concepts(), None), notice=words(), usage=words())


def _guids() -> SearchStrategy[str]:
    return st.integers(0, 10**6).map("urn:newsml:example.org:20250314:{}".format)


def _published() -> dict[str, SearchStrategy[Any]]:
    moment = maybe(MOMENTS, None)
    staff = Scheme("staff", "https://example.org/staff/")
    return {
        "guid": _guids(),
        "version": VERSIONS,
        "lang": LANGUAGES,
        "direction": DIRECTIONS,
        "provider": maybe(concepts(), None),
        **dict.fromkeys(("version_created", "first_created", "published", "updated", "embargo"), moment),
        "status": st.sampled_from(["usable", "withheld", "canceled"]),
        "file_name": words(),
        "schemes": st.sampled_from([(), (staff,), (staff, Scheme("own", "https://example.org/own#"))]),
        "rights": rights(),
        "publications": some(publications()),
        "ed_notes": some(st.builds(EdNote, text=labels(), role=maybe(st.just("mbn:correction"), ""))),
        "signals": some(st.sampled_from(["sig:correction", "sig:update"])),
        "series": some(concepts()),
        "links": some(links()),
        "item_properties": some(properties()),
        "content_properties": some(properties()),
        "creators": some(cast_of()),
        "contributors": some(cast_of()),
        "keywords": some(words()),
        "subjects": some(concepts()),
    }


def articles() -> SearchStrategy[Article]:
    """Whole articles."""
    return st.builds(
        Article,
        **_published(),
        **dict.fromkeys(("headline", "deck", "kicker", "byline", "dateline", "summary"), labels()),
        **dict.fromkeys(
            ("title", "slug", "credit", "section", "published_line", "updated_line", "time_zone"), words()
        ),
        urgency=maybe(st.integers(1, 9), None),
        places=some(concepts()),
        sources=some(concepts()),
        genres=some(concepts()),
        left_out=some(words()),
        body=bodies(),
    )


def renditions() -> SearchStrategy[Rendition]:
    """Files of a picture."""
    pixels = maybe(st.integers(1, 99999), None)
    return st.builds(
        Rendition,
        id=IDS,
        href=st.one_of(FILES, st.sampled_from(["media/a.jpg", "https://example.org/a.jpg"])),
        rendition=maybe(st.sampled_from(["rnd:web", "rnd:print"]), ""),
        contenttype=maybe(st.just("image/jpeg"), ""),
        width=pixels,
        height=pixels,
        resolution=pixels,
        colourspace=maybe(st.just("colsp:AdobeRGB"), ""),
        size=SIZES,
    )


def pictures() -> SearchStrategy[Picture]:
    """Pictures as items."""
    return st.builds(
        Picture,
        **_published(),
        headline=labels(),
        caption=labels(),
        credit=words(),
        source_type=maybe(st.just("digsrctype:digitalCapture"), ""),
        original=maybe(IDS, ""),
        renditions=st.lists(renditions(), max_size=3, unique_by=lambda file: file.id).map(tuple),
    )


def sections() -> SearchStrategy[Section]:
    """Sections of an issue."""
    refs = st.builds(
        ItemRef,
        guid=_guids(),
        version=maybe(VERSIONS, None),
        href=maybe(st.one_of(FILES, st.sampled_from(["a.xml", "b/c.xml"])), ""),
        item_class=st.sampled_from(["ninat:text", "ninat:picture"]),
        title=words(),
        lead=st.booleans(),
        page=PLACES,
        columns=PLACES,
    )
    ids = st.one_of(IDS, st.sampled_from(["edition", "adverts"]))
    return st.builds(Section, id=ids, title=words(), items=some(refs, 3))


def adverts() -> SearchStrategy[Advert]:
    """Adverts of others and of the house, with and without a place."""
    sizes = st.one_of(st.just(0), st.integers(1, 500), st.floats(0, 2000, allow_subnormal=False))
    return st.builds(
        Advert, src=FILES, alt=words(), page=PLACES, columns=PLACES, height=sizes, house=st.booleans()
    )


def issues() -> SearchStrategy[Issue]:
    """Issues with sections of items; no two sections of one name."""
    named = st.lists(sections(), max_size=3, unique_by=lambda section: section.id).map(tuple)
    return st.builds(
        Issue,
        **_published(),
        title=words(),
        **dict.fromkeys(("number", "price", "motto"), words(4)),
        day=maybe(st.dates(date(1, 1, 1)), None),
        **dict.fromkeys(("masthead", "cover"), maybe(FILES, "")),
        ears=some(words(4)),
        sections=named,
        adverts=some(adverts()),
    )


def editions() -> SearchStrategy[Edition]:
    """Editions of at least one item; the bytes of pictures do not travel in XML."""
    drawn = st.builds(
        Edition, articles=some(articles()), pictures=some(pictures()), issue=maybe(issues(), None)
    )
    return drawn.filter(lambda edition: bool(edition.articles or edition.pictures or edition.issue))
