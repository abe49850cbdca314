"""Reads an article saved from a newspaper's web page as plain text."""

import hashlib
import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from convert.calendar import Habits
from convert.errors import SettingsError, SourceError, UsageError, nearest
from convert.formats import Source, reader
from convert.house import House, publisher
from convert.matter import known_matter, split_matter, with_matter
from convert.model import FORBIDDEN, Article, Concept, Edition, Link, label
from convert.newsml.xhtml_in import moment
from convert.notes import Decision, Notes
from convert.readers.captured.judge import Ruling, rulings
from convert.readers.captured.lines import Line, lines, unwrapped
from convert.readers.captured.page import Page, Rule
from convert.readers.captured.phrases import kinds, phrasebook
from convert.readers.captured.rules import LEFTOVERS, NEEDED, RULES, STRUCTURE
from convert.readers.captured.story import Story, people, story
from convert.readers.decode import decode, lines_of
from convert.script.folding import folded
from convert.script.letters import guess_language
from convert.vocab.languages import direction_of, language_of, subtags
from convert.vocab.places import ZONES

#: So many letters tell a language as well as more of them would.
_ENOUGH = 2_000
#: No language has such words; one of them would outweigh all others.
_LONG_WORD = re.compile(r"\S{60,}")


@reader("text", suffixes=(".txt", ".text"), media_type="text/plain")
def read_text(source: Source, house: House, notes: Notes) -> Edition:
    """Return the article in *source* as an Edition.

    Raises SourceError when it is empty, is no text, or holds nothing but furniture; SettingsError when
    the House names a rule or a kind of phrase that does not exist.
    """
    text = decode(source.data, notes, source.encoding)
    _flag_html(text, notes)
    all_lines = lines_of(text, notes)
    matter, skipped = split_matter(all_lines)
    facts = known_matter(matter, notes, "front matter")
    if source.lang:
        facts.pop("lang", None)
    found = unwrapped(lines(all_lines[skipped:], skipped), notes)
    lang = source.lang or facts.get("lang") or _guessed(found, house, notes)
    page = _page(found, house, lang, facts.get("headline", ""), facts.get("deck", ""))
    ruled = list(rulings(page, _structure(house), keep_leftovers=source.keep_leftovers))
    _explain(ruled, notes)
    made = story(ruled, notes, headline=facts.get("headline", ""), deck=facts.get("deck", ""))
    _refuse_nothing(made, notes)
    day = moment(facts.get("published", "")) or moment(facts.get("updated", ""))
    article = _article(made, _Origin(source, house, lang, page.zone, found, text, day), notes)
    return Edition(articles=(_with_facts(article, facts),))


def _page(found: list[Line], house: House, lang: str, headline: str, deck: str) -> Page:
    """Return the page that the rules look at, with what the House and the front matter know of it."""
    return Page(
        lines=found,
        book=phrasebook(lang, _own_phrases(house)),
        zone=_zone(house, lang),
        lang=lang,
        leftovers=_wanted(LEFTOVERS, house),
        off=frozenset(house.rules_off),
        has_foot="foot" not in house.rules_off,
        habits=Habits(months=house.dates.months, order=house.dates.order or "dmy"),
        order_is_known=bool(house.dates.order),
        own_lines=frozenset(map(folded, house.furniture.get("line", ()))),
        headline=headline,
        deck=deck,
    )


def _own_phrases(house: House) -> dict[str, tuple[str, ...]]:
    for kind in house.furniture:
        if kind not in kinds():
            known = ", ".join(sorted(kinds()))
            cure = nearest(kind, kinds()) or f"there are {known}"
            raise SettingsError(
                f"no kind of furniture is called {kind!r}", where=house.place_of(kind), cure=cure
            )
    labels = {"published": house.dates.published, "updated": house.dates.updated}
    own = {kind: (*house.furniture.get(kind, ()), *words) for kind, words in labels.items()}
    return {kind: words for kind, words in {**house.furniture, **own}.items() if words}


def _wanted(rules: Mapping[str, Rule], house: House) -> dict[str, Rule]:
    """Return *rules* without those that the House switches off."""
    for name in house.rules_off:
        if name not in RULES or name in NEEDED:
            what = "cannot be switched off" if name in NEEDED else "is no rule"
            cure = "" if name in NEEDED else nearest(name, RULES)
            raise SettingsError(f"{name!r} {what}", where=house.place_of("off"), cure=cure)
    return {name: rule for name, rule in rules.items() if name not in house.rules_off}


def _structure(house: House) -> dict[str, Rule]:
    return _wanted(STRUCTURE, house)


def _explain(ruled: list[Ruling], notes: Notes) -> None:
    """Keep what each rule took, and why, for whoever asked."""
    if notes.why:
        notes.decisions += [
            Decision(line.where, ruling.rule, ruling.verdict.role, ruling.verdict.reason, line.text)
            for ruling in ruled
            for line in ruling.lines
        ]


def _flag_html(text: str, notes: Notes) -> None:
    if re.match(r"\s*<(?:!doctype html|html|head|body)\b", text, re.IGNORECASE):
        notes.warn(
            "text/looks-like-html",
            "this is HTML; its tags are shown as they stand",
            cure="rename it to .html",
        )


def _guessed(found: list[Line], house: House, notes: Notes) -> str:
    """Return the House's language, unless the letters are of another script than it is written in.

    What pages of every language say in English is not asked, nor are words without end.
    """
    asked = [line.text for line in found if not _is_english_furniture(line)] or [line.text for line in found]
    lang = guess_language(_LONG_WORD.sub("", "\n".join(asked)[:_ENOUGH]))
    if lang == "und":
        if not house.language:
            notes.warn("text/language-unknown", "no letters to tell the language by; taken as Arabic")
        return house.language or "ar"
    same_script = house.language and language_of(house.language).script == language_of(lang).script
    return house.language if same_script else lang


def _is_english_furniture(line: Line) -> bool:
    return line.text.isascii() and bool(phrasebook("en", {}).kinds(line))


def _zone(house: House, lang: str) -> tzinfo:
    known = ZONES.get(subtags(lang)[2])
    return house.zone or (ZoneInfo(known) if known else UTC)


def _refuse_nothing(made: Story, notes: Notes) -> None:
    if not made.headline:
        raise SourceError("no article text: nothing but dates and page furniture", code="source/no-article")
    if not made.body:
        notes.warn("text/body-missing", "there is a headline and nothing below it")


def _with_facts(article: Article, facts: dict[str, str]) -> Article:
    if not facts:
        return article
    try:
        return with_matter(article, facts)
    except UsageError as error:
        raise SourceError(str(error), where="front matter", cure=error.cure) from error


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where a story comes from, whose it is, and when its front matter says it appeared."""

    source: Source
    house: House
    lang: str
    zone: tzinfo
    lines: list[Line]
    text: str
    stated: datetime | None = None

    @property
    def name(self) -> str:
        """The source's name in letters that XML can hold."""
        return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", self.source.name)


def _article(made: Story, origin: _Origin, notes: Notes) -> Article:
    published, updated = made.dates.get("published"), made.dates.get("updated")
    return Article(
        guid=_guid(made, origin),
        lang=origin.lang,
        direction=direction_of(origin.lang),
        provider=publisher(origin.house),
        version_created=updated or published,
        first_created=published,
        published=published,
        updated=updated,
        file_name=f"{origin.name.rpartition('.')[0] or origin.name}.newsml.xml",
        links=(_link(origin),),
        headline=label(made.headline),
        deck=label(made.deck),
        kicker=label(made.kicker),
        byline=label(made.byline),
        dateline=label(made.dateline),
        creators=people(made.authors),
        sources=tuple(Concept(name=name) for name in made.sources),
        keywords=tuple(made.keywords),
        published_line=made.date_lines.get("published", ""),
        updated_line=made.date_lines.get("updated", ""),
        time_zone=_noted_zone(made, origin, notes) if made.dates else "",
        left_out=tuple(made.left_out),
        body=tuple(made.body),
    )


def _noted_zone(made: Story, origin: _Origin, notes: Notes) -> str:
    name = str(origin.zone)
    if not made.zone_stated and not origin.house.time_zone:
        notes.add("text/zone-assumed", f"the times are taken as {name}", cure="set time_zone in house.toml")
    return name


def _guid(made: Story, origin: _Origin) -> str:
    """Return a name that is the same for the same words: urn:newsml with a provider, else a v5 UUID."""
    words = "\n".join(line.text for line in origin.lines) or origin.text
    when = origin.stated or made.dates.get("published") or made.dates.get("updated")
    if origin.house.provider and when:
        digest = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest()[:16]
        return f"urn:newsml:{origin.house.provider}:{when:%Y%m%d}:{digest}"
    return uuid.uuid5(uuid.NAMESPACE_URL, words).urn


def _link(origin: _Origin) -> Link:
    return Link(
        rel="irel:derivedFrom",
        href=origin.name,
        contenttype="text/plain",
        size=len(origin.source.data),
        sha256=hashlib.sha256(origin.source.data).hexdigest(),
    )
