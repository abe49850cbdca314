"""Spells an Edition as NewsML-G2 2.35: the canonical form. Same edition, same bytes."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed_version

from lxml import etree

from convert.errors import SourceError
from convert.model import (
    Advert,
    AnyItem,
    Article,
    Concept,
    Edition,
    Issue,
    ItemRef,
    Label,
    Link,
    Picture,
    Property,
    Publication,
    Rendition,
    Rights,
    Run,
    Section,
    words_of,
)
from convert.newsml import names
from convert.newsml.count import characters, words
from convert.newsml.names import G2, LANG, XHTML, g2
from convert.newsml.xhtml_out import Element, add_blocks, say, spelled

#: Elements whose children are text and must not be indented.
_MIXED = frozenset(map(g2, ("headline", "dateline", "by", "description", "edNote", "title")))
_ITEM_CLASS = {Article: "ninat:text", Picture: "ninat:picture", Issue: "ninat:composite"}
_ROOT = {Article: "newsItem", Picture: "newsItem", Issue: "packageItem"}


def dump(edition: Edition) -> bytes:
    """Return *edition* as canonical XML: one item bare, several in a newsMessage."""
    items = [element_of(item) for item in _items(edition)]
    if not items:
        raise SourceError("there is nothing in the edition", code="source/no-article")
    if len(items) == 1:
        return serialised(items[0])
    message = etree.Element(g2("newsMessage"), nsmap={None: G2})
    _add(_add(message, "header"), "sent", _time(_latest(edition)) or names.UNKNOWN_TIME)
    _add(message, "itemSet").extend(items)
    return serialised(message)


def _items(edition: Edition) -> Iterator[AnyItem]:
    if edition.issue:
        yield edition.issue
    yield from edition.articles
    yield from edition.pictures


def _latest(edition: Edition) -> datetime | None:
    return max((item.version_created for item in _items(edition) if item.version_created), default=None)


def _time(when: datetime | None) -> str:
    return spelled(when) if when else ""


def _add(parent: Element, name: str, content: str = "", /, **attributes: str | int | None) -> Element:
    """Append a G2 element; attributes that are empty are left out."""
    named = {key.rstrip("_"): str(value) for key, value in attributes.items() if value not in ("", None)}
    element = etree.SubElement(parent, g2(name), named)
    element.text = content or None
    return element


def _add_if(parent: Element, name: str, content: str) -> None:
    if content:
        _add(parent, name, content)


def element_of(item: AnyItem, *, others: tuple[ItemRef, ...] = ()) -> Element:
    """Return *item* as an element; of a package, *others* are items that stand in no section."""
    root = etree.Element(
        g2(_ROOT[type(item)]),
        {"standard": "NewsML-G2", "standardversion": names.STANDARD_VERSION, "conformance": "power"},
        nsmap={None: G2},
    )
    root.set("guid", item.guid)
    root.set("version", str(item.version))
    _set_language(root, item)
    _add_publications(root, item.publications, item.lang)
    _add_rights(root, item.rights, item.lang)
    _add_item_meta(root, item)
    _add_content_meta(root, item)
    _add_content(root, item)
    if isinstance(item, Issue):
        _add_sections(root, item, others)
    _declare_schemes(root, item)
    return root


def _set_language(element: Element, item: AnyItem) -> None:
    element.set(LANG, item.lang)
    element.set("dir", item.direction)


# --- the envelope -------------------------------------------------------------------------------


def _add_publications(root: Element, publications: tuple[Publication, ...], lang: str) -> None:
    if not publications:
        return
    history = _add(root, "pubHistory")
    for publication in publications:
        published = _add(history, "published", uri=publication.uri)
        _add_if(published, "timestamp", publication.when)
        if publication.name:
            _add(published, "name", publication.name).set(LANG, lang)
        if publication.page:
            _add(published, "publishedExtProperty", rel="mbx:page", value=publication.page)


def _add_rights(root: Element, rights: Rights, lang: str) -> None:
    if rights == Rights():
        return
    info = _add(root, "rightsInfo")
    if rights.holder:
        _add_concept(info, "copyrightHolder", rights.holder)
    for name, text in (("copyrightNotice", rights.notice), ("usageTerms", rights.usage)):
        if text:
            _add(info, name, text).set(LANG, lang)


def _add_concept(parent: Element, name: str, concept: Concept) -> None:
    element = _add(
        parent,
        name,
        qcode=concept.qcode,
        uri=concept.uri,
        literal=concept.literal,
        role=concept.role,
        type_=concept.type,
    )
    if concept.name:
        label = _add(element, "name", concept.name)
        if concept.lang:
            label.set(LANG, concept.lang)


def _add_item_meta(root: Element, item: AnyItem) -> None:
    meta = _add(root, "itemMeta")
    _add(meta, "itemClass", qcode=_ITEM_CLASS[type(item)])
    _add_concept(meta, "provider", item.provider or Concept(literal="unknown"))
    _add(meta, "versionCreated", _time(item.version_created) or names.UNKNOWN_TIME)
    _add_if(meta, "firstCreated", _time(item.first_created))
    _add_if(meta, "embargoed", _time(item.embargo))
    _add(meta, "pubStatus", qcode=f"stat:{item.status}")
    _add_if(meta, "fileName", item.file_name)
    _add(meta, "generator", "matbaa", versioninfo=_our_version())
    _add(meta, "profile", names.PROFILES[type(item).__name__], versioninfo="1.0")
    _add_title(meta, item)
    for note in item.ed_notes:
        _add_label(meta, "edNote", note.text, item, role=note.role)
    for series in item.series:
        _add_concept(meta, "memberOf", series)
    for signal in item.signals:
        _add(meta, "signal", qcode=signal)
    for link in item.links:
        _add_link(meta, link, item.lang)
    for fact in _item_facts(item):
        _add(meta, "itemMetaExtProperty", rel=fact.rel, value=fact.value)


@cache
def _our_version() -> str:
    try:
        return installed_version("matbaa")
    except PackageNotFoundError:  # a bare checkout
        return "0"


def _add_title(meta: Element, item: AnyItem) -> None:
    title = "" if isinstance(item, Picture) else item.title
    if isinstance(item, Article):
        title = title or words_of(item.headline)
    if title:
        _add(meta, "title", title).set(LANG, item.lang)


def _item_facts(item: AnyItem) -> Iterator[Property]:
    if item.version_created is None:
        yield Property("mbx:timeUnknown", "versionCreated")
    if isinstance(item, Article):
        lines = {
            "publishedText": item.published_line,
            "updatedText": item.updated_line,
            "timeZone": item.time_zone,
        }
        yield from (Property(f"mbx:{name}", value) for name, value in lines.items() if value)
        yield from (Property("mbx:droppedText", line) for line in item.left_out)
    yield from item.item_properties


def _add_link(meta: Element, link: Link, lang: str) -> None:
    element = _add(
        meta,
        "link",
        rel=link.rel,
        rank=link.rank,
        href=names.iri(link.href),
        residref=link.residref,
        version=link.version,
        contenttype=link.contenttype,
        size=link.size,
    )
    if link.title:
        _add(element, "title", link.title).set(LANG, lang)
    if link.sha256:
        _add(element, "hash", link.sha256, hashtypeuri=names.SHA256_TYPE)


def _add_label(
    parent: Element, name: str, text: Label, item: AnyItem, /, **attributes: str | int | None
) -> None:
    element = _add(parent, name, **attributes)
    _set_language(element, item)
    for run in text:
        _add_run(element, run)


def _add_run(element: Element, run: Run) -> None:
    """Append a run of a headline: G2 knows `a` and `span`, the marks become classes."""
    place = _add(element, "a", href=run.href) if run.href else element
    auto = run.direction == "auto"
    kinds = (*run.marks, "auto") if auto else run.marks
    manner = {"class_": " ".join(kinds), "dir": "" if auto else run.direction}
    if run.lang or any(manner.values()):
        place = _add(place, "span", **manner)
        if run.lang:
            place.set(LANG, run.lang)
    say(place, run.text)


def _add_content_meta(root: Element, item: AnyItem) -> None:
    meta = _add(root, "contentMeta")
    if isinstance(item, Article) and item.urgency is not None:
        _add(meta, "urgency", str(item.urgency))
    _add_if(meta, "contentCreated", _time(item.published))
    _add_if(meta, "contentModified", _time(item.updated))
    if isinstance(item, Picture) and item.source_type:
        _add(meta, "digitalSourceType", qcode=item.source_type)
    _add_parties(meta, item)
    _add_description(meta, item)
    for fact in _content_facts(item):
        _add(meta, "contentMetaExtProperty", rel=fact.rel, value=fact.value)


def _add_parties(meta: Element, item: AnyItem) -> None:
    if isinstance(item, Article):
        for place in item.places:
            _add_concept(meta, "located", place)
        for source in item.sources:
            _add_concept(meta, "infoSource", source)
    for creator in item.creators:
        _add_concept(meta, "creator", creator)
    for contributor in item.contributors:
        _add_concept(meta, "contributor", contributor)


def _add_description(meta: Element, item: AnyItem) -> None:
    _add(meta, "language", tag=item.lang)
    if isinstance(item, Article):
        for genre in item.genres:
            _add_concept(meta, "genre", genre)
    for keyword in item.keywords:
        _add(meta, "keyword", keyword).set(LANG, item.lang)
    for subject in item.subjects:
        _add_concept(meta, "subject", subject)
    match item:
        case Article():
            _add_article_head(meta, item)
        case Picture():
            _add_picture_head(meta, item)
        case Issue():
            _add_label(meta, "headline", (Run(item.title),), item)


def _add_article_head(meta: Element, article: Article) -> None:
    if article.slug:
        _add(meta, "slugline", article.slug, separator="-")
    lines = ((article.headline, ""), (article.deck, "mbhl:deck"), (article.kicker, "mbhl:kicker"))
    for rank, (text, role) in enumerate(lines, start=1):
        if text or not role:
            _add_label(meta, "headline", text, article, rank=rank, role=role)
    for name, text in (("dateline", article.dateline), ("by", article.byline)):
        if text:
            _add_label(meta, name, text, article)
    _add_credit_line(meta, article.credit, article.lang)
    if article.summary:
        _add_label(meta, "description", article.summary, article, role="drol:summary")


def _add_picture_head(meta: Element, picture: Picture) -> None:
    if picture.headline:
        _add_label(meta, "headline", picture.headline, picture)
    _add_credit_line(meta, picture.credit, picture.lang)
    if picture.caption:
        _add_label(meta, "description", picture.caption, picture, role="drol:caption")


def _add_credit_line(meta: Element, credit: str, lang: str) -> None:
    if credit:
        _add(meta, "creditline", credit).set(LANG, lang)


def _content_facts(item: AnyItem) -> Iterator[Property]:
    if isinstance(item, Article) and item.section:
        yield Property("mbx:section", item.section)
    if isinstance(item, Issue):
        day = item.day.isoformat() if item.day else ""
        facts = {"issueNumber": item.number, "issueDay": day, "price": item.price, "motto": item.motto}
        facts |= {"masthead": item.masthead, "cover": item.cover}
        yield from (Property(f"mbx:{name}", value) for name, value in facts.items() if value)
        yield from (Property("mbx:ear", ear) for ear in item.ears)
    yield from item.content_properties


# --- the content --------------------------------------------------------------------------------


def _add_content(root: Element, item: AnyItem) -> None:
    match item:
        case Article():
            _add_body(_add(root, "contentSet"), item)
        case Picture() if item.renditions:
            content = _add(root, "contentSet", original=item.original)
            for rendition in item.renditions:
                _add_rendition(content, rendition)
        case Picture() | Issue():
            pass


def _add_body(content: Element, article: Article) -> None:
    inline = _add(content, "inlineXML", contenttype=names.XHTML_TYPE, contenttypestandardversion="5")
    _set_language(inline, article)
    inline.set("wordcount", str(words(article.body)))
    inline.set("charcount", str(characters(article.body)))
    page = etree.SubElement(inline, names.xhtml("html"), nsmap={None: XHTML})
    page.set(LANG, article.lang)
    page.set("lang", article.lang)
    page.set("dir", article.direction)
    head = etree.SubElement(page, names.xhtml("head"))
    etree.SubElement(head, names.xhtml("title")).text = article.title or words_of(article.headline)
    add_blocks(etree.SubElement(page, names.xhtml("body")), article.body)


def _add_rendition(content: Element, file: Rendition) -> None:
    _add(
        content,
        "remoteContent",
        id=file.id,
        rendition=file.rendition,
        href=names.iri(file.href),
        contenttype=file.contenttype,
        width=file.width,
        height=file.height,
        resolution=file.resolution,
        colourspace=file.colourspace,
        size=file.size,
    )


def _add_sections(root: Element, issue: Issue, others: tuple[ItemRef, ...]) -> None:
    groups = _add(root, "groupSet", root=issue.root)
    top = _add(groups, "group", id=issue.root, role="mbg:edition", mode="pgrmod:seq")
    for section in issue.sections:
        _add_section(_add_group(top, groups, section.id, "mbg:section"), section, issue.lang)
    if others:
        group = _add_group(top, groups, issue.free_id("others"), "mbg:others")
        for ref in others:
            _add_item_ref(group, ref, issue.lang)
    if issue.adverts:
        group = _add_group(top, groups, issue.advert_group, "mbg:adverts")
        for advert in issue.adverts:
            _add_advert(group, advert, issue.lang)


def _add_group(top: Element, groups: Element, own: str, role: str) -> Element:
    _add(top, "groupRef", idref=own)
    return _add(groups, "group", id=own, role=role, mode="pgrmod:seq")


def _add_section(group: Element, section: Section, lang: str) -> None:
    if section.title:
        _add(group, "title", section.title).set(LANG, lang)
    for ref in section.items:
        _add_item_ref(group, ref, lang)


def _add_item_ref(group: Element, ref: ItemRef, lang: str) -> None:
    element = _add(
        group,
        "itemRef",
        residref=ref.guid,
        version=ref.version,
        href=names.iri(ref.href),
        contenttype=names.NEWSITEM_TYPE,
    )
    _add(element, "itemClass", qcode=ref.item_class)
    if ref.title:
        _add(element, "title", ref.title).set(LANG, lang)
    _add_place(element, {"lead": "true" if ref.lead else "", "page": ref.page, "columns": ref.columns})


def _add_advert(group: Element, advert: Advert, lang: str) -> None:
    element = _add(group, "itemRef", href=names.iri(advert.src))
    _add(element, "itemClass", qcode="ninat:picture")
    if advert.alt:
        _add(element, "title", advert.alt).set(LANG, lang)
    height = repr(float(advert.height)).removesuffix(".0") if advert.height else ""
    own = "true" if advert.house else ""
    _add_place(
        element, {"page": advert.page, "columns": advert.columns, "height": height, "houseAdvert": own}
    )


def _add_place(element: Element, wishes: Mapping[str, str | int]) -> None:
    """Append what is wished of the place on paper."""
    for name, value in wishes.items():
        if value:
            _add(element, "contentMetaExtProperty", rel=f"mbx:{name}", value=value)


# --- the spelling -------------------------------------------------------------------------------


def _declare_schemes(root: Element, item: AnyItem) -> None:
    """Put the catalogs first: IPTC's by reference, then each alias that this item uses."""
    used = {alias for alias, _ in _aliases(root)}
    schemes = {alias: uri for alias, uri in names.OWN_SCHEMES.items() if alias in used}
    schemes |= {scheme.alias: scheme.uri for scheme in item.schemes}
    reference = etree.Element(g2("catalogRef"), {"href": names.CATALOG})
    root.insert(0, reference)
    if schemes:
        catalog = etree.Element(g2("catalog"))
        for alias, uri in schemes.items():
            _add(catalog, "scheme", alias=alias, uri=uri)
        reference.addnext(catalog)


def _aliases(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter(f"{{{G2}}}*"):
        for name, value in element.items():
            if name in names.QCODE_ATTRIBUTES:
                yield from ((code.partition(":")[0], code) for code in value.split())


def serialised(root: Element) -> bytes:
    """Return a document as it is written: the envelope indented, each block of a body verbatim."""
    _indent(root, 0)
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _indent(element: Element, level: int) -> None:
    """Indent the envelope; a body block stands verbatim on a line of its own."""
    if not len(element) or element.tag in _MIXED:
        return
    inside = element.tag == names.xhtml("body")
    step = "" if inside else "  " * (level + 1)
    element.text = "\n" + step
    for child in element:
        if not inside:
            _indent(child, level + 1)
        child.tail = "\n" + step
    element[-1].tail = "\n" + ("" if inside else "  " * level)
