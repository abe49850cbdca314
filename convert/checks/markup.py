"""A document as a check sees it: each element with the direction, language and style that hold for it."""

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import cssselect2
from lxml import etree

from convert.checks.sheets import INHERITED, Cascade, Declared, Sheet, inline_sheet, sheet_of
from convert.errors import LimitError, SourceError
from convert.newsml.names import LANG
from convert.newsml.xhtml_out import Element
from convert.script.bidi import first_strong
from convert.script.letters import direction_of_text

#: Elements that begin a paragraph of their own for the bidirectional algorithm (HTML Standard §15.3.3).
_BLOCKS: Final = frozenset(
    "html body address article aside blockquote caption center dd details dialog div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup legend li main menu nav ol option p"
    " pre search section summary table tbody td tfoot th thead title tr ul".split()
)
_NO_WORDS: Final = frozenset(
    "head script style template svg math iframe object audio video canvas noscript".split()
)
#: HTML knows some dozens of attributes for one element.
_FLOOD: Final = 300
_TAG: Final = re.compile(rb"""<[A-Za-z](?:[^>"']++|"[^"]*+"|'[^']*+'|["'])*+""")
_VALUE: Final = re.compile(b"\"[^\"]*+\"|'[^']*+'")
Way = Literal["ltr", "rtl"]
_WAYS: Final[dict[str, Way]] = {"ltr": "ltr", "rtl": "rtl"}


@dataclass(slots=True, eq=False)
class Box:
    """An element, what holds for it, and its words: a block's with those of its inline children."""

    element: Element
    name: str
    direction: Way
    lang: str
    style: Mapping[str, Declared]
    own: Mapping[str, Declared]
    is_block: bool
    #: Whether it is an inline element that says its direction itself, or stands in one.
    is_isolated: bool = False
    words: str = ""
    #: The words of a block that take its direction: those of isolated elements do not.
    free: str = ""

    @property
    def line(self) -> int:
        """The line of the file the element begins on."""
        return int(self.element.sourceline or 0)


@dataclass(slots=True, eq=False)
class Page:
    """One document: its tree, the style sheets it names, and what stood in it when it was read."""

    name: str
    root: Element
    sheets: list[Sheet]
    is_html: bool = False
    #: Whether it is XHTML 1.1, which has no attribute `lang`.
    is_old: bool = False
    changed: bool = False
    boxes: list[Box] = field(default_factory=list)
    words: str = ""
    #: The direction of most of its letters; None without letters.
    direction: Way | None = None

    @property
    def lang(self) -> str:
        """The language the root names."""
        return lang_of(self.root)

    def name_language(self, tag: str) -> None:
        """Let the root name a language."""
        if not self.is_old:
            self.root.set("lang", tag)
        if not self.is_html:
            self.root.set(LANG, tag)
        self.changed = True

    def spelled(self) -> bytes:
        """Return the document as it is now."""
        tree = self.root.getroottree()
        if self.is_html:
            return etree.tostring(tree, encoding="UTF-8", method="html")
        return etree.tostring(tree, encoding="UTF-8", xml_declaration=True)


def local(element: Element) -> str:
    """Return the name of an element without its namespace; nothing for a comment."""
    return str(element.tag).rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def lang_of(element: Element) -> str:
    """Return the language an element names itself."""
    return str(element.get(LANG) or element.get("lang") or "").strip()


def parsed(data: bytes, name: str, *, is_html: bool) -> Element:
    """Return the root of a document; nothing it names is read, no entity of its own is resolved.

    Raises SourceError: not well-formed, or with declarations of its own.
    """
    _refuse_flood(data, name)
    if is_html:
        root = etree.fromstring(data or b" ", etree.HTMLParser(no_network=True, encoding=_encoding(data)))
        if root is None:
            raise SourceError("there is no HTML in it", where=name, code="html/unreadable")
        return root
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        where = f"{name} line {error.lineno}"
        raise SourceError(f"not well-formed: {error.msg}", where=where, code="epub/unreadable") from error
    if root.getroottree().docinfo.internalDTD is not None and b"<!ENTITY" in data:
        raise SourceError("it declares entities of its own", where=name, code="epub/unreadable")
    return root


def _refuse_flood(data: bytes, name: str) -> None:
    """Refuse an element with so many attributes that reading them takes minutes: libxml2 does so in n²."""
    for tag in _TAG.finditer(data):
        count = len(_VALUE.sub(b"", tag[0]).split()) - 1 if len(tag[0]) > _FLOOD else 0
        if count > _FLOOD:
            line = data.count(b"\n", 0, tag.start()) + 1
            raise LimitError(f"an element with {count} attributes", where=f"{name} line {line}".strip())


def _encoding(data: bytes) -> str | None:
    """Return UTF-8 where the bytes are; what a `meta` says counts where they are not."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def page_of(
    data: bytes,
    name: str,
    sheet_by_address: Callable[[str], list[Sheet]],
    *,
    is_html: bool = False,
    is_old: bool = False,
) -> Page:
    """Return a document with its sheets, walked; *sheet_by_address* finds those it names."""
    root = parsed(data, name, is_html=is_html)
    page = Page(name, root, [], is_html, is_old)
    for element in root.iter("{*}link", "{*}style"):
        if local(element) == "style":
            page.sheets.append(_style_element(page, element))
        elif "stylesheet" in (element.get("rel") or "").lower().split() and element.get("href"):
            page.sheets += sheet_by_address(element.get("href") or "")
    page.boxes = list(_boxes(page))
    page.words = "\n".join(box.words for box in page.boxes if box.is_block)
    page.direction = direction_of_text(page.words)
    return page


def _style_element(page: Page, element: Element) -> Sheet:
    def put(css: str) -> None:
        element.text = css
        page.changed = True

    return sheet_of(element.text or "", page.name, put, element.sourceline or 1)


def _style_attribute(page: Page, element: Element) -> Sheet | None:
    css = element.get("style")
    if not css:
        return None

    def put(css: str) -> None:
        element.set("style", css.strip()) if css.strip() else element.attrib.pop("style", None)
        page.changed = True

    sheet = inline_sheet(css, page.name, put, element.sourceline or 1)
    if any(declared for _, declared in sheet.rules):
        page.sheets.append(sheet)
        return sheet
    return None


# --- the walk -----------------------------------------------------------------------------------


def _boxes(page: Page) -> Iterator[Box]:
    """Yield every element that may hold words, with what holds for it; parents before their children."""
    cascade = Cascade(page.sheets.copy())
    wrappers = {
        wrapper.etree_element: wrapper
        for wrapper in cssselect2.ElementWrapper.from_xml_root(page.root).iter_subtree()
    }
    found: dict[Element, Box] = {}
    pieces: dict[Element, list[tuple[str, bool]]] = {}
    blocks: list[Element] = []
    for kind, element, words in _events(page.root):
        if kind == "open":
            parent = element.getparent()
            box = _box(page, element, None if parent is None else found.get(parent), cascade, wrappers)
            found[element] = box
            if box.is_block:
                blocks.append(element)
                pieces[element] = []
        elif kind == "close":
            if found[element].is_block:
                blocks.pop()
                said = pieces.pop(element)
                found[element].words = "".join(words for words, _ in said)
                found[element].free = "".join(words for words, isolated in said if not isolated)
        elif blocks:
            pieces[blocks[-1]].append((words, found[element].is_isolated))
            _own_words(found[element], words)
    for box in found.values():
        _settle_auto(box, found)
        yield box


def _own_words(box: Box, words: str) -> None:
    if not box.is_block:
        box.words += words


def _events(root: Element) -> Iterator[tuple[str, Element, str]]:
    """Yield what a reader meets: an element opens, its words, it closes. Trees are deep: no recursion."""
    stack: list[tuple[Element, Iterator[Element]]] = []

    def opened(element: Element) -> Iterator[tuple[str, Element, str]]:
        stack.append((element, iter(element)))
        yield "open", element, ""
        if element.text:
            yield "words", element, element.text

    yield from opened(root)
    while stack:
        parent, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            yield "close", parent, ""
            if stack and parent.tail:
                yield "words", stack[-1][0], parent.tail
        elif local(child) == "br":
            yield "words", parent, "\n" + (child.tail or "")
        elif not isinstance(child.tag, str):
            yield "words", parent, _entity(child) + (child.tail or "")
        elif local(child) in _NO_WORDS:
            if child.tail:
                yield "words", parent, child.tail
        else:
            yield from opened(child)


def _entity(node: Element) -> str:
    """Return the letter of a named entity (XHTML 1.1); a comment says nothing."""
    return html.unescape(node.text or "") if isinstance(node, etree._Entity) else ""


def _box(
    page: Page,
    element: Element,
    parent: Box | None,
    cascade: Cascade,
    wrappers: Mapping[Element, cssselect2.ElementWrapper],
) -> Box:
    attribute = _style_attribute(page, element)
    own = cascade.of(wrappers[element], attribute)
    taken = {name: parent.style[name] for name in INHERITED if parent and name in parent.style}
    style = taken | {name: one for name, one in own.items() if one.value != "inherit"}
    name = local(element)
    direction = _way(element, own) or (parent.direction if parent else "ltr")
    lang = lang_of(element) or (parent.lang if parent else "")
    says = bool(element.get("dir")) or name == "bdi"
    is_isolated = name not in _BLOCKS and (says or (parent is not None and parent.is_isolated))
    return Box(element, name, direction, lang, style, own, name in _BLOCKS, is_isolated)


def _way(element: Element, own: Mapping[str, Declared]) -> Way | None:
    """Return the direction an element asks for itself; a style sheet of the author overrules `dir`."""
    declared = own.get("direction")
    if declared and declared.value in _WAYS:
        return _WAYS[declared.value]
    return _WAYS.get((element.get("dir") or "").strip().lower())


def _settle_auto(box: Box, found: Mapping[Element, Box]) -> None:
    """Give an element of `dir="auto"`, and what stands in it, the direction of its first letter."""
    asked = (box.element.get("dir") or "").lower()
    if asked == "auto" or (box.name == "bdi" and not asked):
        way = first_strong("".join(box.element.itertext()))
        if way:
            for inner in box.element.iter():
                if inner in found and not inner.get("dir"):
                    found[inner].direction = way
            box.direction = way
