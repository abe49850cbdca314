"""The rules of the canonical form that a schema cannot say, or cannot say well.

A rule takes a Context and yields Faults; its docstring says what it demands. validate.py holds the
table of rules and gives each its code.
"""

import os
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import Literal, NamedTuple

from convert.errors import LimitError
from convert.model import Blocks, is_id, is_safe_link
from convert.newsml import names
from convert.newsml.count import characters, words
from convert.newsml.names import LANG, XHTML, g2, xhtml
from convert.newsml.xhtml_in import BodyReader, moment, number
from convert.newsml.xhtml_out import Element
from convert.notes import Notes
from convert.script.letters import letters_by_direction
from convert.vocab import schemes

Severity = Literal["error", "warning"]
#: How much of a value a sentence quotes.
_LONGEST = 60


class Fault(NamedTuple):
    """What a rule found: the element at fault, a sentence about it, and the cure."""

    element: Element
    sentence: str
    cure: str
    severity: Severity = "error"


@dataclass(frozen=True)
class NewsItem:
    """One newsItem or packageItem, and the places in it that rules ask for."""

    root: Element

    def find(self, path: str) -> Element | None:
        """Return the first element at a path of G2 names."""
        return self.root.find("/".join(map(g2, path.split("/"))))

    def all(self, path: str) -> list[Element]:
        """Return every element at a path of G2 names."""
        return self.root.findall("/".join(map(g2, path.split("/"))))

    def nearest(self, path: str) -> Element:
        """Return the element at *path*, or what there is of the way to it."""
        found = self.find(path)
        if found is not None:
            return found
        outer = path.rpartition("/")[0]
        return self.nearest(outer) if outer else self.root

    @cached_property
    def kind(self) -> Literal["article", "picture", "edition"]:
        """What the item is, as load() takes it."""
        if self.root.tag == g2("packageItem"):
            return "edition"
        stated = self.find("itemMeta/itemClass")
        return "picture" if stated is not None and stated.get("qcode") == "ninat:picture" else "article"

    @cached_property
    def page(self) -> Element | None:
        """The html element of the body."""
        inline = self.find("contentSet/inlineXML")
        return inline.find(xhtml("html")) if inline is not None else None

    @cached_property
    def body(self) -> Element | None:
        """The body element."""
        return self.page.find(xhtml("body")) if self.page is not None else None

    @cached_property
    def blocks(self) -> Blocks | LimitError:
        """The body as load() reads it, or why it cannot."""
        try:
            return BodyReader(Notes()).blocks(self.body) if self.body is not None else ()
        except LimitError as error:
            return error


@dataclass(frozen=True)
class Context:
    """What the rules look at: a document, and the folder its files are in (None: not known)."""

    root: Element
    base: Path | None = None

    @cached_property
    def items(self) -> tuple[NewsItem, ...]:
        """Every item of the document."""
        return tuple(map(NewsItem, self.root.iter(g2("newsItem"), g2("packageItem"))))


def name_of(named: Element | str) -> str:
    """Return the local name of an element or attribute as it is spelled."""
    return str(named if isinstance(named, str) else named.tag).rpartition("}")[2]


def _said(element: Element | None) -> str:
    return "".join(element.itertext(with_tail=False)) if element is not None else ""


def _blank(element: Element | None) -> bool:
    return not _said(element).strip()


def clipped(stated: str) -> str:
    """Return *stated* short enough for a sentence."""
    return stated if len(stated) <= _LONGEST else stated[: _LONGEST - 1] + "…"


# --- P02 and P03: codes and times ---------------------------------------------------------------


def codes(context: Context) -> Iterator[Fault]:
    """P02: every alias of a code is one of IPTC's (when its catalog is named) or declared in the item."""
    for item in context.items:
        known = _known_aliases(item)
        yield from _declared_twice(item)
        for element, name, code in _codes_of(item):
            alias, _, value = code.partition(":")
            if not alias or not value:
                yield Fault(element, f'{name}="{clipped(code)}" is no code', "write it as alias:code")
            elif alias not in known:
                known.add(alias)  # said once
                cure = "declare it as a scheme in the item's catalog, or name IPTC's catalog in a catalogRef"
                yield Fault(
                    element, f"no catalog says what {alias!r} in {name}={clipped(code)!r} means", cure
                )


def _known_aliases(item: NewsItem) -> set[str]:
    known = {scheme.get("alias", "") for scheme in item.root.iter(g2("scheme"))}
    if any(schemes.is_iptc_catalog(ref.get("href", "")) for ref in item.all("catalogRef")):
        known |= schemes.IPTC.keys()
    return known


def _declared_twice(item: NewsItem) -> Iterator[Fault]:
    meanings: dict[str, str] = {}
    if any(schemes.is_iptc_catalog(ref.get("href", "")) for ref in item.all("catalogRef")):
        meanings |= schemes.IPTC
    for scheme in item.root.iter(g2("scheme")):
        alias, uri = scheme.get("alias", ""), scheme.get("uri", "")
        if meanings.setdefault(alias, uri) != uri:
            yield Fault(
                scheme, f"the alias {alias!r} is declared with two meanings", "give one of them another"
            )


def _codes_of(item: NewsItem) -> Iterator[tuple[Element, str, str]]:
    for part in item.root.iterchildren("*"):
        own = (part, *part.iterchildren("*")) if part.tag == g2("contentSet") else part.iter("*")
        for element in own:
            for name, value in element.items():
                if name in names.QCODE_ATTRIBUTES:
                    for code in value.split() or [""]:
                        yield element, str(name), code


#: Elements of the envelope that hold a date-time.
_TIMES = ("versionCreated", "firstCreated", "embargoed", "contentCreated", "contentModified", "sent")
_TIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})"
)
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")


def times(context: Context) -> Iterator[Fault]:
    """P03: every date-time carries an offset; a date of publication may be a date alone."""
    for element, stated in _times_of(context.root):
        if not _TIME.fullmatch(stated) or moment(stated) is None:
            what = "has no offset from UTC" if moment(f"{stated}+00:00") else "is not an ISO date-time"
            sentence = f"{clipped(stated)!r} in <{name_of(element)}> {what}"
            yield Fault(element, sentence, "write it as 2025-03-14T06:00:00+03:00, in the publisher's zone")


def _times_of(root: Element) -> Iterator[tuple[Element, str]]:
    for element in root.iter(*map(g2, _TIMES)):
        yield element, _said(element).strip()
    for element in root.iter(g2("timestamp")):
        stated = _said(element).strip()
        if not _DATE.fullmatch(stated):
            yield element, stated
    for element in root.iter(xhtml("ins"), xhtml("del")):
        if "datetime" in element.attrib:
            yield element, element.get("datetime", "")


# --- P04 to P06: the envelope -------------------------------------------------------------------


def envelope(context: Context) -> Iterator[Fault]:
    """P04: guid, version, standard, itemClass, pubStatus, contentMeta, content and its type are stated."""
    for item in context.items:
        yield from _root_states(item)
        content = "groupSet" if item.kind == "edition" else "contentSet"
        for path in ("itemMeta/itemClass", "itemMeta/pubStatus", "contentMeta", content):
            yield from _has(item, path, "qcode" if "/" in path else "")
        for element in item.all("contentSet/inlineXML") + item.all("contentSet/remoteContent"):
            if not element.get("contenttype"):
                cure = 'say what it is, such as contenttype="image/jpeg"'
                yield Fault(element, f"<{name_of(element)}> has no contenttype", cure)


def _root_states(item: NewsItem) -> Iterator[Fault]:
    root, tag = item.root, name_of(item.root)
    if not root.get("guid", "").strip():
        yield Fault(root, f"<{tag}> has no guid", "give it the name it keeps over all versions: urn:newsml:…")
    if not re.fullmatch(r"0*[1-9][0-9]*", root.get("version", "")):
        yield Fault(root, f"<{tag}> has no version", 'count from version="1"')
    for name, value in (("standardversion", names.STANDARD_VERSION), ("conformance", "power")):
        if root.get(name) != value:
            yield Fault(root, f"{name} is {root.get(name)!r}, not {value!r}", f'write {name}="{value}"')


def _has(item: NewsItem, path: str, attribute: str) -> Iterator[Fault]:
    found = item.find(path)
    name = path.rpartition("/")[2]
    if found is None:
        yield Fault(item.nearest(path), f"the item has no <{name}>", f"add <{path.replace('/', '><')}>")
    elif attribute and not found.get(attribute, "").strip():
        yield Fault(found, f"<{name}> has no {attribute}", f"add {attribute}; a uri alone is not enough")


def headline(context: Context) -> Iterator[Fault]:
    """P05: one headline has no role and is the main one; it is not empty. A picture may do without."""
    for item in context.items:
        head = item.find("contentMeta")
        if head is None:
            continue
        main = [line for line in item.all("contentMeta/headline") if not line.get("role")]
        for second in main[1:]:
            yield Fault(second, "a second headline without a role", 'give it a role, such as "mbhl:deck"')
        if main and _blank(main[0]):
            yield Fault(main[0], "the main headline is empty", "write it")
        if not main and item.kind != "picture":
            yield Fault(head, "there is no main headline", "add a <headline> without a role")


def language(context: Context) -> Iterator[Fault]:
    """P06: root, inlineXML and html state one language and direction, the direction of most letters."""
    for item in context.items:
        lang, direction = item.root.get(LANG), item.root.get("dir")
        if not lang or direction not in ("ltr", "rtl"):
            cure = 'write both on the root, such as xml:lang="ar" dir="rtl"'
            yield Fault(item.root, "the item does not state its language and direction", cure)
        else:
            yield from _disagreeing(item, lang, direction)
            yield from _other_script(item, direction)


def _disagreeing(item: NewsItem, lang: str, direction: str) -> Iterator[Fault]:
    pages = [item.page] if item.page is not None else []
    for place in item.all("contentSet/inlineXML") + pages:
        for name in (LANG, "lang", "dir") if place is item.page else (LANG, "dir"):
            wanted = direction if name == "dir" else lang
            if place.get(name) != wanted:
                stated = name.replace(f"{{{names.XML}}}", "xml:")
                sentence = f"{stated} of <{name_of(place)}> is {place.get(name)!r}, of the item {wanted!r}"
                yield Fault(place, sentence, f'write {stated}="{wanted}" on both')


def _other_script(item: NewsItem, stated: str) -> Iterator[Fault]:
    said = _said(item.find("contentMeta/headline")) + (_said(item.body) if item.body is not None else "")
    leftward, rightward = letters_by_direction(said)
    if (leftward > rightward and stated == "ltr") or (rightward > leftward and stated == "rtl"):
        other = "rtl" if stated == "ltr" else "ltr"
        sentence = (
            f'dir="{stated}", but {max(leftward, rightward)} of {leftward + rightward} letters run {other}'
        )
        yield Fault(item.root, sentence, f'write dir="{other}" on the root, inlineXML and html')


# --- P07: the vocabulary of the body ------------------------------------------------------------

_PHRASE = frozenset("a bdi span ins del q cite strong em mark u s small code sub sup br".split())
_BLOCK = frozenset("p h2 h3 h4 ul ol dl table figure blockquote aside pre hr section".split())
_NOTHING: frozenset[str] = frozenset()
#: What may stand in an element of the body; where text stands bare, see _NO_TEXT.
_INSIDE: dict[str, frozenset[str]] = {
    "body": _BLOCK,
    "aside": _BLOCK | {"footer"},
    "blockquote": _BLOCK | {"footer"},
    "section": frozenset({"ol"}),
    "ul": frozenset({"li"}),
    "ol": frozenset({"li"}),
    "li": _PHRASE | _BLOCK,
    "dl": frozenset({"dt", "dd"}),
    "table": frozenset({"caption", "thead", "tbody"}),
    "thead": frozenset({"tr"}),
    "tbody": frozenset({"tr"}),
    "tr": frozenset({"th", "td"}),
    "figure": frozenset({"img", "a", "figure", "figcaption"}),
    "a": _PHRASE | {"img"},
    **dict.fromkeys(("pre", "hr", "br", "img"), _NOTHING),
    **dict.fromkeys(_PHRASE - {"a", "br"}, _PHRASE),
    **dict.fromkeys("p h2 h3 h4 dt dd caption th td figcaption footer".split(), _PHRASE),
}
_NO_TEXT = frozenset("body aside blockquote section ul ol dl table thead tbody tr figure hr br img".split())
_EVERYWHERE = frozenset({"id", "lang", LANG, "dir"})
_ATTRIBUTES: dict[str, frozenset[str]] = {
    "a": frozenset({"href", "role"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start"}),
    "th": frozenset({"scope", "colspan", "rowspan"}),
    "td": frozenset({"colspan", "rowspan"}),
    "ins": frozenset({"datetime"}),
    "del": frozenset({"datetime"}),
    "aside": frozenset({"class", "role"}),
    "section": frozenset({"role"}),
    **dict.fromkeys(("figure", "blockquote", "span"), frozenset({"class"})),
}
#: The closed list of classes, and who may bear them.
_CLASSES: dict[str, str] = {
    "aside": "pullquote|infobox|correction",
    "blockquote": "verse",
    "figure": "gallery|embed( embed-[a-z0-9]+)?",
    "span": "credit|hemistich",
}
_ROLES = {"aside": {"doc-pullquote"}, "section": {"doc-endnotes"}, "a": {"doc-noteref", "doc-backlink"}}
_CURES = {
    **dict.fromkeys(
        ("div", "section", "article", "main", "header", "nav"),
        "take the wrapper off: blocks stand directly in body",
    ),
    "h1": "the headline is in contentMeta; make a subhead h2 or take it out",
    **dict.fromkeys(("iframe", "video", "audio", "object"), "make it a figure of class embed with a link"),
    **dict.fromkeys(
        ("script", "style", "link", "form"), "take it out: a news item carries no code and no style"
    ),
    "img": "put it in a figure",
    "b": "write strong",
    "i": "write em",
}


def body(context: Context) -> Iterator[Fault]:
    """P07: an article has one XHTML body, flat, of allowed elements, attributes and classes."""
    for item in context.items:
        inlines = item.all("contentSet/inlineXML")
        if item.kind == "article" and item.find("contentSet") is not None:
            yield from _one_body(item, inlines)
        if item.body is not None:
            yield from _vocabulary(item.body)
        if isinstance(item.blocks, LimitError) and item.body is not None:
            yield Fault(item.body, str(item.blocks), "flatten the markup")


def _one_body(item: NewsItem, inlines: list[Element]) -> Iterator[Fault]:
    if len(inlines) != 1:
        where = inlines[1] if inlines else item.nearest("contentSet")
        yield Fault(where, f"there are {len(inlines)} bodies, not one", "keep one inlineXML, the XHTML")
    elif inlines[0].get("contenttype", names.XHTML_TYPE) != names.XHTML_TYPE:
        sentence = f"the body is {inlines[0].get('contenttype')!r}, not {names.XHTML_TYPE!r}"
        yield Fault(inlines[0], sentence, "convert the body to XHTML")
    elif item.body is None:
        cure = f'put <html xmlns="{XHTML}"> with a body in it'
        first = next(inlines[0].iterchildren("*"), inlines[0])
        yield Fault(first, "inlineXML holds no XHTML body", cure)


def _vocabulary(body: Element) -> Iterator[Fault]:
    for element in body.iter("*"):
        tag = _xhtml_name(element)
        if element is not body:
            yield from _misplaced(element, tag)
        if tag in _INSIDE:
            yield from _bare_text(element, tag)
            yield from _attributes(element, tag)


def _xhtml_name(element: Element) -> str:
    name = str(element.tag)
    return name.removeprefix(f"{{{XHTML}}}") if name.startswith(f"{{{XHTML}}}") else name


def _misplaced(element: Element, tag: str) -> Iterator[Fault]:
    parent = element.getparent()
    outer = _xhtml_name(parent) if parent is not None else ""
    if tag not in _INSIDE:
        yield Fault(element, f"<{tag}> is not a word of the body", _CURES.get(tag, "say it with another"))
    elif outer in _INSIDE and tag not in _INSIDE[outer]:
        yield Fault(
            element, f"<{tag}> cannot stand in <{outer}>", _CURES.get(tag, f"move it out of <{outer}>")
        )
    elif tag == "a" and any(up.tag == element.tag for up in element.iterancestors()):
        yield Fault(element, "a link stands in a link", "end the first before the second")


def _bare_text(element: Element, tag: str) -> Iterator[Fault]:
    said = [element.text, *(child.tail for child in element)] if tag in _NO_TEXT else []
    words_bare = next((text.strip() for text in said if text and text.strip()), "")
    if words_bare:
        yield Fault(element, f"{clipped(words_bare)!r} stands bare in <{tag}>", "put it in a <p>")


def _attributes(element: Element, tag: str) -> Iterator[Fault]:
    allowed = _ATTRIBUTES.get(tag, _NOTHING) | _EVERYWHERE
    extra = [name_of(name) for name in map(str, element.keys()) if name not in allowed]
    if extra:
        cure = "take it off; styles/ says how things look"
        yield Fault(element, f"<{tag}> cannot have the attribute {clipped(', '.join(extra))}", cure)
    stated = element.get("class")
    if "class" in allowed and stated is not None and not re.fullmatch(_CLASSES[tag], _spaced(stated)):
        cure = f"use {_CLASSES[tag].replace('|', ', ')}, or none"
        yield Fault(element, f"{clipped(stated)!r} is not a class of <{tag}>", cure)
    stated = element.get("role", "" if tag == "section" else None)
    if "role" in allowed and stated is not None and stated not in _ROLES[tag]:
        cure = _CURES.get(tag, f"use {' or '.join(sorted(_ROLES[tag]))}, or none")
        yield Fault(element, f"{clipped(stated)!r} is not a role of <{tag}>", cure)
    if tag == "a" and not is_safe_link(element.get("href", "")):
        cure = "link with http, https, mailto, tel or to an id in the document"
        yield Fault(element, f"{clipped(element.get('href', ''))!r} is not a safe link", cure)


def _spaced(stated: str) -> str:
    return " ".join(stated.split())


# --- P08: ids and what refers to them -----------------------------------------------------------


def ids(context: Context) -> Iterator[Fault]:
    """P08: ids are unique (the envelope's in the file, a body's in its item); references resolve."""
    in_file: set[str] = set()
    for item in context.items:
        in_item: set[str] = set()
        for element in item.root.iter("*"):
            own = element.get("id")
            seen = in_item if str(element.tag).startswith(f"{{{XHTML}}}") else in_file
            if own in seen:
                yield Fault(element, f"the id {own!r} is used twice", "give this one another")
            elif own is not None:
                if not is_id(own):
                    yield Fault(
                        element, f"{clipped(own)!r} is no id", "begin it with a letter, without blanks"
                    )
                seen.add(own)
        yield from _dangling(item, in_item)


def _dangling(item: NewsItem, known: set[str]) -> Iterator[Fault]:
    body = item.body
    notes = _endnote_ids(body) if body is not None else set()
    for link in body.iter(xhtml("a")) if body is not None else ():
        target = link.get("href", "")
        if not target.startswith("#"):
            continue
        if link.get("role") == "doc-noteref" and target[1:] not in notes:
            yield Fault(
                link, f"there is no endnote {clipped(target[1:])!r}", "add the note or take the sign out"
            )
        elif target[1:] not in known:
            yield Fault(
                link, f"nothing here has the id {clipped(target[1:])!r}", "mend the link or take it off"
            )
    yield from _original(item)


def _endnote_ids(body: Element) -> set[str]:
    sections = (section for section in body.iter(xhtml("section")) if section.get("role") == "doc-endnotes")
    return {entry.get("id", "") for section in sections for entry in section.iter(xhtml("li"))}


def _original(item: NewsItem) -> Iterator[Fault]:
    content = item.find("contentSet")
    original = content.get("original") if content is not None else None
    files = {file.get("id") for file in item.all("contentSet/remoteContent")}
    if content is not None and original is not None and original not in files:
        yield Fault(content, f"no rendition has the id {original!r}", "let original name one of the files")


# --- P09: pictures ------------------------------------------------------------------------------


def pictures(context: Context) -> Iterator[Fault]:
    """P09: a picture has alt and caption, or neither (decorative); its file exists, below the folder."""
    for item in context.items:
        for image in item.root.iter(xhtml("img")):
            yield from _described(image)
            yield from _file(image, "src", context.base)
        for file in item.all("contentSet/remoteContent"):
            if not is_web(file.get("href", "")):
                yield from _file(file, "href", context.base)
        for fact in item.all("contentMeta/contentMetaExtProperty"):
            if fact.get("rel") in ("mbx:masthead", "mbx:cover"):
                yield from _file(fact, "value", context.base)


def _described(image: Element) -> Iterator[Fault]:
    name, alt = clipped(image.get("src", "")), image.get("alt", "").strip()
    captioned = any(not _blank(caption) for caption in _captions(image))
    parent = image.getparent()
    if image.get("alt") is None or (captioned and not alt):
        cure = 'say in alt what the picture shows; alt="" without a caption means decorative'
        yield Fault(image, f"the alt of picture {name!r} is missing", cure)
    elif parent is not None and parent.tag == xhtml("a") and not alt:
        yield Fault(
            image, f"picture {name!r} is all that its link says, and has no alt", "say in alt where it leads"
        )
    elif alt and not captioned:
        yield Fault(image, f"picture {name!r} has no caption", "add a figcaption with its credit", "warning")


def _captions(image: Element) -> Iterator[Element]:
    for figure in image.iterancestors(xhtml("figure")):
        yield from figure.iterchildren(xhtml("figcaption"))


def _file(element: Element, attribute: str, base: Path | None) -> Iterator[Fault]:
    name = element.get(attribute, "")
    name = names.from_iri(name) if attribute == "href" else name
    if why := unsafe(name):
        cure = "name a file in the folder of this document or below it"
        yield Fault(element, f"{attribute}={clipped(name)!r} {why}", cure)
    elif base is not None and not lies_in(base, name):
        yield Fault(element, f"there is no file {clipped(name)!r}", "put the file there or mend the name")


def is_web(href: str) -> bool:
    """Say whether *href* leads to a server, where nothing is looked for."""
    return href.lower().startswith(("http://", "https://"))


def unsafe(name: str) -> str:
    """Say why *name* may not be looked for; empty when it may."""
    if not name.strip():
        return "names no file"
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", name):
        return "has a scheme or a drive"
    if name.startswith(("/", "\\")):
        return "is an absolute path"
    return "leads out of the folder" if ".." in re.split(r"[/\\]", name) else ""


def lies_in(base: Path, name: str) -> bool:
    """Say whether *name* is a file in *base* or below, links followed."""
    folder = os.path.realpath(base)
    path = os.path.realpath(Path(folder) / name)
    inside = os.path.commonpath((folder, path)) == folder
    return inside and os.path.isfile(path)  # noqa: PTH113 - Path.is_file() raises where a name is too long


# --- P10 to P12: the text -----------------------------------------------------------------------


def repeated(context: Context) -> Iterator[Fault]:
    """P10: the first block of words does not say the headline or the deck again."""
    for item in context.items:
        first = _first_words(item.body) if item.body is not None else None
        said = _letters(_said(first))
        for line in item.all("contentMeta/headline"):
            if first is not None and said and said == _letters(_said(line)):
                what = "deck" if line.get("role") else "headline"
                yield Fault(first, f"the body begins with the {what} again", "take the first block out")
                break


def _first_words(body: Element) -> Element | None:
    wanted = tuple(map(xhtml, ("p", "h2", "h3", "h4")))
    passed = (xhtml("figure"), xhtml("hr"))
    first = next(
        (block for block in body.iterchildren("*") if block.tag not in passed and not _blank(block)), None
    )
    return first if first is not None and first.tag in wanted else None


def _letters(words_said: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", words_said).casefold()))


#: Control characters, the sign of broken decoding, and bidi embeddings and overrides.
_FOUL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\ufffd\ufffe\uffff]")


def clean(context: Context) -> Iterator[Fault]:
    """P11: text and attributes hold no control character, no U+FFFD, no bidi embedding or override."""
    for element in context.root.iter("*"):
        said = (element.text or "", *element.values(), *(child.tail or "" for child in element))
        found = sorted({char for text in said for char in _FOUL.findall(text)})
        if found:
            listed = ", ".join(f"U+{ord(char):04X} {unicodedata.name(char, 'control')}" for char in found)
            yield Fault(element, f"<{name_of(element)}> holds {listed}", _cleaning(found))


def _cleaning(found: list[str]) -> str:
    if "\N{REPLACEMENT CHARACTER}" in found:
        return "read the source again in its right encoding: a letter was lost"
    return 'take it out; a run of the other direction is <bdi dir="ltr"> or <bdi dir="rtl">'


def counts(context: Context) -> Iterator[Fault]:
    """P12: wordcount and charcount of a body are what the body has."""
    for item in context.items:
        inline = item.find("contentSet/inlineXML")
        if inline is None or item.body is None or isinstance(item.blocks, LimitError):
            continue
        for name, count in (("wordcount", words(item.blocks)), ("charcount", characters(item.blocks))):
            if number(inline.get(name)) != count:
                sentence = f"{name} is {clipped(inline.get(name, 'not stated'))}, the body has {count}"
                yield Fault(inline, sentence, f'write {name}="{count}"')


# --- P13 to P15: what is said about versions, packages, release ---------------------------------


def correction(context: Context) -> Iterator[Fault]:
    """P13: a correction has the signal, a version after the first, and a word to the editors."""
    for item in context.items:
        notes = item.all("itemMeta/edNote")
        signals = [
            signal for signal in item.all("itemMeta/signal") if signal.get("qcode") == "sig:correction"
        ]
        marked = [note for note in notes if note.get("role", "").endswith(":correction")]
        if not signals and not marked:
            continue
        where = (signals or marked)[0]
        if not signals:
            yield Fault(
                where, "a note on a correction without its signal", 'add <signal qcode="sig:correction"/>'
            )
        if number(item.root.get("version")) == 1:
            yield Fault(where, "a correction in the first version", "keep the guid and count the version up")
        if all(map(_blank, notes)):
            yield Fault(where, "a correction that does not say what was wrong", "add an edNote that says it")


def package(context: Context) -> Iterator[Fault]:
    """P14: every reference of a package resolves, and no group holds itself."""
    for item in context.items:
        if item.find("groupSet") is not None:
            yield from _groups(item)
        for ref in item.all("groupSet/group/itemRef"):
            yield from _reference(context, item, ref)


def _groups(item: NewsItem) -> Iterator[Fault]:
    top = item.nearest("groupSet")
    groups = {group.get("id", ""): group for group in item.all("groupSet/group")}
    inner = {
        name: [ref.get("idref", "") for ref in group.iter(g2("groupRef"))] for name, group in groups.items()
    }
    if top.get("root") not in groups:
        yield Fault(top, f"no group is the root {top.get('root')!r}", "let root name the group of the whole")
    for ref in item.all("groupSet/group/groupRef"):
        if ref.get("idref") not in groups:
            yield Fault(ref, f"there is no group {ref.get('idref')!r}", "mend the idref or add the group")
    named = {top.get("root"), *(name for refs in inner.values() for name in refs)}
    for name, group in groups.items():
        if name not in named and top.get("root") in groups:
            cure = "refer to it from the root group or take it out"
            yield Fault(
                group, f"nothing refers to the group {name!r}; it will not be printed", cure, "warning"
            )
    yield from _circle(groups, inner)


def _circle(groups: dict[str, Element], inner: dict[str, list[str]]) -> Iterator[Fault]:
    try:
        TopologicalSorter(inner).prepare()
    except CycleError as error:
        circle = error.args[1]
        sentence = f"groups hold each other in a circle: {' < '.join(circle)}"
        yield Fault(groups[circle[0]], sentence, "take one of the groupRefs out")


def _reference(context: Context, item: NewsItem, ref: Element) -> Iterator[Fault]:
    guid, href = ref.get("residref", ""), ref.get("href", "")
    held = {other.root.get("guid", ""): other.root.get("version") for other in context.items}
    if not guid and not href:
        yield Fault(ref, "an itemRef names no item", "add residref (a guid) or href (a file)")
    elif guid and guid == item.root.get("guid"):
        yield Fault(ref, "the package refers to itself", "take the reference out")
    elif guid in held:
        if ref.get("version", held[guid]) != held[guid]:
            sentence = (
                f"{clipped(guid)!r} is referred to in version {ref.get('version')}, here is {held[guid]}"
            )
            yield Fault(ref, sentence, "refer to the version that is sent", "warning")
    elif not href and context.root is not item.root:
        cure = "put the item in the message or add an href"
        yield Fault(ref, f"the message does not hold {clipped(guid)!r}", cure)
    elif href and not is_web(href):
        yield from _file(ref, "href", context.base)


def release(context: Context) -> Iterator[Fault]:
    """P15: what may not be printed yet, or any more, is pointed out: writers for print and EPUB refuse it."""
    for item in context.items:
        status = item.find("itemMeta/pubStatus")
        stated = status.get("qcode", "") if status is not None else ""
        if status is not None and stated in _REFUSED:
            yield Fault(status, *_REFUSED[stated], "warning")
        embargo = item.find("itemMeta/embargoed")
        if embargo is not None and not _over(embargo, item):
            until = _said(embargo).strip() or "further notice"
            sentence = f"embargoed until {clipped(until)}: writers for print and EPUB refuse it"
            yield Fault(embargo, sentence, "wait, or write with --ignore-embargo", "warning")


_REFUSED = {
    "stat:canceled": ("the item is canceled: writers for print and EPUB refuse it", "do not publish it"),
    "stat:withheld": (
        "the item is withheld: writers for print and EPUB refuse it",
        "set stat:usable once it may appear, or write with --ignore-embargo",
    ),
}


def _over(embargo: Element, item: NewsItem) -> bool:
    """Say whether the embargo had ended when this version was made; no clock is asked."""
    until, made = moment(_said(embargo).strip()), moment(_said(item.find("itemMeta/versionCreated")).strip())
    return until is not None and made is not None and until <= made
