"""Reads NewsML-G2 into an Edition: the canonical form exactly, its relatives with notes."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import cast

from lxml import etree

from convert.errors import LimitError, SourceError
from convert.model import (
    Advert,
    Article,
    Blocks,
    Concept,
    Direction,
    Edition,
    EdNote,
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
    Scheme,
    Section,
    Status,
    is_id,
    words_of,
)
from convert.newsml import names
from convert.newsml.names import LANG, g2
from convert.newsml.xhtml_in import BodyReader, moment, number, tag_of
from convert.newsml.xhtml_out import Element
from convert.notes import Notes
from convert.script.letters import direction_of_text
from convert.vocab.languages import direction_of

#: No news has more on one element, and lxml reads them in a time that grows with the square.
MOST_ATTRIBUTES = 500


def parse(data: bytes) -> Element:
    """Return the root of *data*, refusing every DOCTYPE and whatever libxml2 finds too large.

    Raises SourceError with the line when it is not well-formed.
    """
    try:
        parser: etree.XMLParser[Element] = etree.XMLParser(
            resolve_entities=False, no_network=True, huge_tree=False, remove_pis=True
        )
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        limit = "depth" in str(error) or "too long" in str(error) or "huge" in str(error).lower()
        kind = LimitError if limit else SourceError
        raise kind(f"not well-formed XML: {error.msg}", where=f"line {error.lineno}") from error
    except (ValueError, LookupError) as error:
        raise SourceError(f"not readable as XML: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise SourceError("a DOCTYPE is not allowed in news; take it out", where="line 1", code="xml/doctype")
    for element in root.iter("*"):
        if len(element.attrib) > MOST_ATTRIBUTES:
            what = f"<{tag_of(element)}> has {len(element.attrib)} attributes, more than {MOST_ATTRIBUTES}"
            raise LimitError(what, where=f"line {element.sourceline}")
    return root


def load(data: bytes, notes: Notes | None = None) -> Edition:
    """Return the Edition that *data* spells; what the model cannot hold is a note."""
    notes = Notes() if notes is None else notes
    root = parse(data)
    _scrub(root, notes)
    items = list(root.iter(g2("newsItem"), g2("packageItem")))
    if not items:
        raise SourceError(
            f"no newsItem and no packageItem in <{tag_of(root)}>; this is not NewsML-G2",
            where=f"line {root.sourceline}",
        )
    loaded = [_item(item, notes) for item in items]
    issues = [item for item in loaded if isinstance(item, Issue)]
    return Edition(
        articles=tuple(item for item in loaded if isinstance(item, Article)),
        pictures=tuple(item for item in loaded if isinstance(item, Picture)),
        issue=issues[0] if issues else None,
    )


#: What no attribute and no short element may hold; in attributes line ends too.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_LINES = re.compile(r"\s*[\t\n\r]\s*")


def _scrub(root: Element, notes: Notes) -> None:
    """Take control characters and stray line ends out of the envelope; the body has its own reader."""
    spelled = etree.tostring(root, encoding="unicode")
    if not _CONTROLS.search(spelled) and not re.search("&#(?:9|10|13);", spelled):
        return
    dropped = False
    for element in root.iter(f"{{{names.G2}}}*"):
        said = (element.text or "", *element.values(), *(child.tail or "" for child in element))
        dropped = dropped or any(map(_CONTROLS.search, said))
        for name, value in element.items():
            element.set(name, _LINES.sub(" ", _CONTROLS.sub("", value)))
        element.text = _CONTROLS.sub("", element.text) if element.text else None
        for child in element:
            child.tail = _CONTROLS.sub("", child.tail) if child.tail else None
    if dropped:
        notes.add("newsml/control-dropped", "left out control characters in the envelope")


def _item(root: Element, notes: Notes) -> Article | Picture | Issue:
    return _ItemReader(root, notes).item()


def _text(element: Element | None) -> str:
    said = "".join(element.itertext()) if element is not None else ""
    return _LINES.sub(" ", said).strip() if _LINES.search(said) else said


class _ItemReader:
    """Reads one newsItem or packageItem."""

    def __init__(self, root: Element, notes: Notes) -> None:
        self.root = root
        self.notes = notes
        self.lang = root.get(LANG) or self._first_language()
        self.schemes = {scheme.get("alias", ""): scheme.get("uri", "") for scheme in root.iter(g2("scheme"))}

    def _first_language(self) -> str:
        stated = self.root.find(f"{g2('contentMeta')}/{g2('language')}")
        return stated.get("tag", "") if stated is not None else ""

    def _find(self, path: str) -> Element | None:
        return self.root.find("/".join(map(g2, path.split("/"))))

    def _all(self, path: str) -> list[Element]:
        return self.root.findall("/".join(map(g2, path.split("/"))))

    def _say(self, path: str) -> str:
        return _text(self._find(path))

    def item(self) -> Article | Picture | Issue:
        """Return the item as what its class says it is."""
        known = self._item_class()
        if etree.QName(self.root).localname == "packageItem":
            return self._issue()
        return self._picture() if known == "ninat:picture" else self._article()

    def _item_class(self) -> str:
        element = self._find("itemMeta/itemClass")
        return element.get("qcode", "") if element is not None else ""

    # --- what every item has --------------------------------------------------------------------

    def _published(self) -> dict[str, object]:
        return {
            "guid": self.root.get("guid", "").strip() or "urn:newsml:unknown",
            "version": max(number(self.root.get("version")) or 1, 1),
            "lang": self.lang or "und",
            "direction": self._direction(),
            "provider": self._provider(),
            "version_created": None if self._time_unknown() else self._moment("itemMeta/versionCreated"),
            "first_created": self._moment("itemMeta/firstCreated"),
            "published": self._moment("contentMeta/contentCreated"),
            "updated": self._moment("contentMeta/contentModified"),
            "embargo": self._moment("itemMeta/embargoed"),
            "status": "withheld" if self._embargoed_for_good() else self._status(),
            "file_name": self._say("itemMeta/fileName"),
            "schemes": self._own_schemes(),
            "rights": self._rights(),
            "publications": tuple(map(self._publication, self._all("pubHistory/published"))),
            "ed_notes": tuple(
                EdNote(text=self._label(note), role=note.get("role", ""))
                for note in self._all("itemMeta/edNote")
            ),
            "signals": tuple(signal.get("qcode", "") for signal in self._all("itemMeta/signal")),
            "series": self._concepts("itemMeta/memberOf"),
            "links": tuple(map(_link, self._all("itemMeta/link"))),
            "creators": self._concepts("contentMeta/creator"),
            "contributors": self._concepts("contentMeta/contributor"),
            "keywords": tuple(map(_text, self._all("contentMeta/keyword"))),
            "subjects": self._concepts("contentMeta/subject"),
        }

    def _direction(self) -> Direction:
        pages = self.root.iter(names.xhtml("html"))
        stated = self.root.get("dir") or next((page.get("dir", "") for page in pages), "")
        if stated in ("ltr", "rtl"):
            return cast(Direction, stated)
        assumed = direction_of(self.lang) if self.lang else direction_of_text(_text(self.root)) or "rtl"
        self.notes.add("newsml/direction-assumed", f"no direction is stated; taken as {assumed}")
        return assumed

    def _provider(self) -> Concept | None:
        element = self._find("itemMeta/provider")
        provider = _concept(element) if element is not None else None
        return None if provider == Concept(literal="unknown") else provider

    def _facts(self, path: str) -> list[Property]:
        return [Property(fact.get("rel", ""), fact.get("value", "")) for fact in self._all(path)]

    def _time_unknown(self) -> bool:
        return Property("mbx:timeUnknown", "versionCreated") in self._facts("itemMeta/itemMetaExtProperty")

    def _moment(self, path: str) -> datetime | None:
        stated = self._say(path).strip()
        when = moment(stated)
        if stated and when is None:
            self.notes.warn("newsml/time-unclear", f"{path} is {stated!r}: no ISO time with an offset")
        return when

    def _embargoed_for_good(self) -> bool:
        """Say whether `embargoed` stands there without a time: until further notice."""
        element = self._find("itemMeta/embargoed")
        if element is None or _text(element).strip():
            return False
        self.notes.warn("newsml/embargo-open", "embargoed until further notice; taken as withheld")
        return True

    def _status(self) -> Status:
        element = self._find("itemMeta/pubStatus")
        stated = element.get("qcode", "").removeprefix("stat:") if element is not None else "usable"
        if stated not in ("usable", "withheld", "canceled"):
            self.notes.warn("newsml/status-unknown", f"the publication status {stated!r} is not known")
            return "withheld"
        return cast(Status, stated)

    def _own_schemes(self) -> tuple[Scheme, ...]:
        return tuple(
            Scheme(alias, uri)
            for alias, uri in self.schemes.items()
            if alias and uri and names.OWN_SCHEMES.get(alias) != uri
        )

    def _rights(self) -> Rights:
        holder = self._find("rightsInfo/copyrightHolder")
        return Rights(
            holder=_concept(holder) if holder is not None else None,
            notice=self._say("rightsInfo/copyrightNotice"),
            usage=self._say("rightsInfo/usageTerms"),
        )

    def _publication(self, element: Element) -> Publication:
        pages = [fact.get("value", "") for fact in element if fact.get("rel") == "mbx:page"]
        return Publication(
            uri=element.get("uri", ""),
            name=_text(element.find(g2("name"))),
            when=_text(element.find(g2("timestamp"))),
            page=pages[0] if pages else "",
        )

    def _concepts(self, path: str) -> tuple[Concept, ...]:
        return tuple(map(_concept, self._all(path)))

    def _label(self, element: Element | None) -> Label:
        if element is None:
            return ()
        text = BodyReader(self.notes).text(element, 0)
        return tuple(inline if isinstance(inline, Run) else Run(" ") for inline in text)

    def _left_over(self, path: str, taken: set[str]) -> tuple[Property, ...]:
        return tuple(fact for fact in self._facts(path) if fact.rel not in taken)

    # --- articles -------------------------------------------------------------------------------

    def _article(self) -> Article:
        head = self._headlines()
        facts = self._facts("itemMeta/itemMetaExtProperty")
        said = {fact.rel: fact.value for fact in reversed(facts)}
        section = [
            f.value for f in self._facts("contentMeta/contentMetaExtProperty") if f.rel == "mbx:section"
        ]
        return Article(
            **self._published(),  # type: ignore[arg-type]  # the dictionary spells Published's fields
            headline=head.get("", ()),
            deck=head.get("mbhl:deck", ()),
            kicker=head.get("mbhl:kicker", ()),
            byline=self._label(self._find("contentMeta/by")),
            dateline=self._label(self._find("contentMeta/dateline")),
            summary=self._label(self._find("contentMeta/description")),
            title=self._title(),
            slug=self._say("contentMeta/slugline"),
            credit=self._say("contentMeta/creditline"),
            section=section[0] if section else "",
            urgency=number(self._say("contentMeta/urgency")),
            places=self._concepts("contentMeta/located"),
            sources=self._concepts("contentMeta/infoSource"),
            genres=self._concepts("contentMeta/genre"),
            published_line=said.get("mbx:publishedText", ""),
            updated_line=said.get("mbx:updatedText", ""),
            time_zone=said.get("mbx:timeZone", ""),
            left_out=tuple(fact.value for fact in facts if fact.rel == "mbx:droppedText"),
            item_properties=self._left_over("itemMeta/itemMetaExtProperty", _ARTICLE_FACTS),
            content_properties=self._left_over("contentMeta/contentMetaExtProperty", {"mbx:section"}),
            body=self._body(),
        )

    def _headlines(self) -> dict[str, Label]:
        found: dict[str, Label] = {}
        for headline in self._all("contentMeta/headline"):
            found.setdefault(headline.get("role", ""), self._label(headline))
        return found

    def _title(self) -> str:
        return words_of(self._label(self._find("itemMeta/title")))

    def _body(self) -> Blocks:
        for inline in self._all("contentSet/inlineXML"):
            bodies = [element for element in inline.iter() if tag_of(element) == "body"]
            return BodyReader(self.notes).blocks(bodies[0] if bodies else inline)
        if self._find("contentSet") is not None:
            self.notes.warn("newsml/body-missing", "the item has no inlineXML body")
        return ()

    # --- pictures and issues --------------------------------------------------------------------

    def _picture(self) -> Picture:
        content = self._find("contentSet")
        source = self._find("contentMeta/digitalSourceType")
        return Picture(
            **self._published(),  # type: ignore[arg-type]  # the dictionary spells Published's fields
            headline=self._label(self._find("contentMeta/headline")),
            caption=self._label(self._find("contentMeta/description")),
            credit=self._say("contentMeta/creditline"),
            source_type=source.get("qcode", "") if source is not None else "",
            original=content.get("original", "") if content is not None else "",
            renditions=tuple(map(_rendition, self._all("contentSet/remoteContent"))),
            item_properties=self._left_over("itemMeta/itemMetaExtProperty", {"mbx:timeUnknown"}),
            content_properties=self._left_over("contentMeta/contentMetaExtProperty", set()),
        )

    def _issue(self) -> Issue:
        said = self._facts("contentMeta/contentMetaExtProperty")
        facts = {fact.rel: fact.value for fact in said}
        return Issue(
            **self._published(),  # type: ignore[arg-type]  # the dictionary spells Published's fields
            title=self._title() or words_of(self._label(self._find("contentMeta/headline"))),
            number=facts.get("mbx:issueNumber", ""),
            day=self._day(facts.get("mbx:issueDay", "")),
            price=facts.get("mbx:price", ""),
            motto=facts.get("mbx:motto", ""),
            masthead=facts.get("mbx:masthead", ""),
            cover=facts.get("mbx:cover", ""),
            ears=tuple(fact.value for fact in said if fact.rel == "mbx:ear"),
            sections=tuple(self._sections()),
            adverts=tuple(_advert(ref) for group in self._groups("mbg:adverts") for ref in group),
            item_properties=self._left_over("itemMeta/itemMetaExtProperty", {"mbx:timeUnknown"}),
            content_properties=self._left_over("contentMeta/contentMetaExtProperty", _ISSUE_FACTS),
        )

    def _day(self, stated: str) -> date | None:
        try:
            return date.fromisoformat(stated) if stated else None
        except ValueError:
            self.notes.warn("newsml/time-unclear", f"the day of the issue is {stated!r}: no day")
            return None

    def _groups(self, role: str) -> Iterator[list[Element]]:
        """Yield what the groups of a role refer to."""
        for group in self._all("groupSet/group"):
            if group.get("role") == role:
                yield group.findall(g2("itemRef"))

    def _sections(self) -> Iterator[Section]:
        groups = self._find("groupSet")
        root = groups.get("root") if groups is not None else None
        for group in self._all("groupSet/group"):
            if group.get("role") in _NO_SECTIONS:
                continue
            own = group.get("id", "")
            refs = tuple(map(_item_ref, group.findall(g2("itemRef"))))
            if is_id(own) and (own != root or refs):
                yield Section(id=own, title=_text(group.find(g2("title"))), items=refs)


_ARTICLE_FACTS = {
    "mbx:publishedText",
    "mbx:updatedText",
    "mbx:timeZone",
    "mbx:droppedText",
    "mbx:timeUnknown",
}


_ISSUE_FACTS = {
    f"mbx:{name}" for name in ("issueNumber", "issueDay", "price", "motto", "masthead", "cover", "ear")
}
#: Groups of an issue that are none of its sections.
_NO_SECTIONS = frozenset({"mbg:adverts", "mbg:others"})


def _concept(element: Element) -> Concept:
    name = element.find(g2("name"))
    return Concept(
        name=_text(name),
        lang=name.get(LANG, "") if name is not None else "",
        qcode=element.get("qcode", "").strip(),
        uri=element.get("uri", ""),
        literal=element.get("literal", ""),
        type=element.get("type", ""),
        role=element.get("role", ""),
    )


def _link(element: Element) -> Link:
    return Link(
        rel=element.get("rel", ""),
        rank=number(element.get("rank")),
        href=names.from_iri(element.get("href", "")),
        residref=element.get("residref", ""),
        version=number(element.get("version")),
        contenttype=element.get("contenttype", ""),
        size=number(element.get("size")),
        sha256=_text(element.find(g2("hash"))),
        title=_text(element.find(g2("title"))),
    )


def _rendition(element: Element) -> Rendition:
    return Rendition(
        id=element.get("id", ""),
        href=names.from_iri(element.get("href", "")),
        rendition=element.get("rendition", ""),
        contenttype=element.get("contenttype", ""),
        width=number(element.get("width")),
        height=number(element.get("height")),
        resolution=number(element.get("resolution")),
        colourspace=element.get("colourspace", ""),
        size=number(element.get("size")),
    )


def _item_ref(element: Element) -> ItemRef:
    known, wishes = element.find(g2("itemClass")), _wishes(element)
    return ItemRef(
        guid=element.get("residref", ""),
        version=number(element.get("version")),
        href=names.from_iri(element.get("href", "")),
        item_class=known.get("qcode", "") if known is not None else "ninat:text",
        title=_text(element.find(g2("title"))),
        lead=wishes.get("lead") == "true",
        page=max(number(wishes.get("page")) or 0, 0),
        columns=max(number(wishes.get("columns")) or 0, 0),
    )


def item_refs(root: Element) -> Iterator[ItemRef]:
    """Yield every reference of a package to an item; adverts are none."""
    for group in root.iter(g2("group")):
        if group.get("role") != "mbg:adverts":
            yield from map(_item_ref, group.findall(g2("itemRef")))


def _advert(element: Element) -> Advert:
    wishes = _wishes(element)
    return Advert(
        src=names.from_iri(element.get("href", "")),
        alt=_text(element.find(g2("title"))),
        page=max(number(wishes.get("page")) or 0, 0),
        columns=max(number(wishes.get("columns")) or 0, 0),
        height=_length(wishes.get("height", "")),
        house=wishes.get("houseAdvert") == "true",
    )


def _wishes(element: Element) -> dict[str, str]:
    """Return what is wished of the place on paper."""
    facts = element.findall(g2("contentMetaExtProperty"))
    return {fact.get("rel", "").removeprefix("mbx:"): fact.get("value", "") for fact in facts}


def _length(stated: str) -> float:
    return float(stated) if re.fullmatch(r"[0-9]{1,4}(?:\.[0-9]{1,2})?", stated) else 0
