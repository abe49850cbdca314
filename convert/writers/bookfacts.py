"""What a book says of itself: title, makers, series, subjects, and how accessible it is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import NamedTuple

from convert.errors import UsageError
from convert.model import Article, Concept, Edition, Image, each, words_of
from convert.vocab.languages import language_of
from convert.vocab.schemes import IPTC

#: How EPUB Accessibility 1.1 §4.2 has conformance said, and 1.2 too.
_CONFORMANCE = re.compile(r"EPUB Accessibility 1\.[0-2] - WCAG 2\.[0-2] Level A{1,3}")
_ISSN = re.compile(r"urn:issn:(\d{4}-\d{3}[\dXx])", re.IGNORECASE)


class Fact(NamedTuple):
    """One entry of the metadata: a Dublin Core element, or a property of a `meta`."""

    name: str
    value: str
    id: str = ""
    refines: str = ""
    scheme: str = ""

    @property
    def is_core(self) -> bool:
        """Whether it is an element of Dublin Core."""
        return self.name in _CORE


_CORE = frozenset({"title", "creator", "publisher", "date", "description", "rights", "subject"})


@dataclass(frozen=True, slots=True)
class Claims:
    """What only the publisher can say of accessibility: that the book conforms, and who has seen to it."""

    conforms_to: str = ""
    certified_by: str = ""

    def __post_init__(self) -> None:
        if self.conforms_to and not _CONFORMANCE.fullmatch(self.conforms_to):
            cure = 'say "EPUB Accessibility 1.1 - WCAG 2.2 Level AA"'
            raise UsageError(f"{self.conforms_to!r} is no conformance of EPUB", cure=cure)
        if self.certified_by and not self.conforms_to:
            raise UsageError("certified_by says who certified what: conforms_to is missing")


def facts(edition: Edition, publisher: str, subtitle: str) -> Iterator[Fact]:
    """Yield what is said of the book as a whole (EPUB 3.3 §5.5)."""
    article, issue = edition.articles[0], edition.issue
    if subtitle:
        yield from _titles(subtitle, "edition" if issue else "subtitle")
    if not issue:
        yield from _makers(article)
    if publisher:
        yield Fact("publisher", publisher)
    when = appeared(edition)
    if when:
        yield Fact("date", when.date().isoformat())
    description = words_of(article.summary) or words_of(article.deck)
    if description and not issue:
        yield Fact("description", description)
    notice = (issue.rights.notice if issue else "") or article.rights.notice
    if notice:
        yield Fact("rights", notice)
    yield from _subjects(edition)
    yield from _series(edition)


def appeared(edition: Edition) -> datetime | None:
    """Return when it appeared: the day of an issue, else when its first article was published."""
    issue = edition.issue
    if issue and issue.day:
        return datetime.combine(issue.day, time(), UTC)
    return (issue.published if issue else None) or edition.in_order[0].published


def _titles(subtitle: str, kind: str) -> Iterator[Fact]:
    yield Fact("title-type", "main", refines="title")
    yield Fact("title", subtitle, id="subtitle")
    yield Fact("title-type", kind, refines="subtitle")


def _makers(article: Article) -> Iterator[Fact]:
    people = [person.name for person in article.creators if person.name] or [words_of(article.byline)]
    for number, name in enumerate(filter(None, people), start=1):
        yield Fact("creator", name, id=f"creator{number}")
        yield Fact("role", "aut", refines=f"creator{number}", scheme="marc:relators")


def _subjects(edition: Edition) -> Iterator[Fact]:
    """Yield subjects, with the vocabulary and the term where they are known; then keywords."""
    subjects = {one.name: one for article in edition.articles for one in article.subjects if one.name.strip()}
    for number, (name, subject) in enumerate(subjects.items(), start=1):
        yield Fact("subject", name, id=f"subject{number}")
        authority, term = _term(subject)
        if term:
            yield Fact("authority", authority, refines=f"subject{number}")
            yield Fact("term", term, refines=f"subject{number}")
    words = (word for article in edition.articles for word in article.keywords if word.strip())
    for word in dict.fromkeys(words):
        if word not in subjects:
            yield Fact("subject", word)


def _term(subject: Concept) -> tuple[str, str]:
    """Return the vocabulary and the term of a subject: ``medtop:20000001``."""
    alias, _, code = subject.qcode.partition(":")
    if code and alias in IPTC:
        return IPTC[alias], code
    base, slash, code = subject.uri.rpartition("/")
    return (base + slash, code) if base.startswith("http") and code else ("", "")


def _series(edition: Edition) -> Iterator[Fact]:
    """Yield the series the book belongs to and its place in it: a newspaper, and the number of the issue."""
    item = edition.issue or edition.articles[0]
    series = item.series[0] if item.series else None
    number = edition.issue.number if edition.issue else ""
    name = (series.name if series else "") or (edition.issue.title if number and edition.issue else "")
    if not name:
        return
    yield Fact("belongs-to-collection", name, id="series")
    yield Fact("collection-type", "series", refines="series")
    if number:
        yield Fact("group-position", number, refines="series")
    issn = _ISSN.fullmatch(series.uri) if series else None
    if issn:
        yield Fact("dcterms:identifier", f"urn:issn:{issn[1].upper()}", refines="series")


def accessibility(edition: Edition, lang: str, paper: str) -> Iterator[Fact]:
    """Yield the schema.org properties of EPUB Accessibility 1.1 and 1.2, as the content has them.

    *paper* names the source of the pages that are marked; without one none are.
    """
    images = [image for article in edition.articles for image in each(Image, article.body)]
    described = all(image.alt for image in images)
    modes = ["textual", "visual"] if images else ["textual"]
    features = ["tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability"]
    features += ["alternativeText"] if images and described else []
    features += ["pageNavigation", "pageBreakMarkers"] if paper else []
    said = [
        *(("accessMode", mode) for mode in modes),
        ("accessModeSufficient", "textual" if described else "textual,visual"),
        *(("accessibilityFeature", feature) for feature in features),
        ("accessibilityHazard", "none"),
        ("accessibilitySummary", language_of(lang).words.accessible),
    ]
    yield from (Fact(f"schema:{name}", value) for name, value in said)
    if paper:
        yield Fact("pageBreakSource", paper)


def claimed(claims: Claims) -> Iterator[Fact]:
    """Yield what the publisher says of conformance."""
    if claims.conforms_to:
        yield Fact("dcterms:conformsTo", claims.conforms_to, id="conformance")
    if claims.certified_by:
        yield Fact("a11y:certifiedBy", claims.certified_by, refines="conformance")
