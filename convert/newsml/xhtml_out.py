"""Spells blocks and runs as the XHTML body of the canonical form (HTML Standard §4, XML syntax)."""

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone
from typing import TypeAlias, assert_never

from lxml import etree

from convert.model import (
    Block,
    Blocks,
    Cell,
    Correction,
    Definitions,
    Divider,
    Embed,
    Endnote,
    Endnotes,
    Figure,
    Gallery,
    Heading,
    Image,
    InfoBox,
    Inline,
    Item,
    LineBreak,
    List,
    NoteRef,
    Paragraph,
    Preformatted,
    PullQuote,
    Quote,
    Row,
    Run,
    Table,
    Text,
    Verse,
)
from convert.newsml.names import LANG, xhtml

Element: TypeAlias = etree._Element  # lxml has no public name for it
#: One element that stands round a run: its tag and its attributes.
Wrapper: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
BACKLINK = "\N{LEFTWARDS ARROW WITH HOOK}"


def spelled(when: datetime) -> str:
    """Return *when* as ISO says it; XML has no seconds in an offset, as the sun's time of old zones has."""
    offset = when.utcoffset() or timedelta()
    whole = timedelta(minutes=offset // timedelta(minutes=1))
    local = when if whole == offset else when.astimezone(timezone(whole))
    coarse = when.microsecond % 1000 == 0
    return local.isoformat(timespec="milliseconds" if when.microsecond and coarse else "auto")


def add(parent: Element, tag: str, words: str = "", **attributes: str) -> Element:
    """Append an XHTML element; `class_` means class, empty attributes are left out."""
    named = {name.rstrip("_"): value for name, value in attributes.items() if value}
    element = etree.SubElement(parent, xhtml(tag), named)
    element.text = words or None
    return element


def say(element: Element, words: str) -> None:
    """Append *words* to what *element* says, after its last child."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + words
    else:
        element.text = (element.text or "") + words


def _language(lang: str) -> tuple[tuple[str, str], ...]:
    return (("lang", lang), (LANG, lang)) if lang else ()


def wrappers(inline: Inline) -> tuple[Wrapper, ...]:
    """Return the elements round *inline*, outermost first.

    Language and direction stand outside: two isolates side by side would swap places (UAX #9, N0-N2)
    where one phrase was meant.
    """
    if not isinstance(inline, Run):
        return ()
    out: list[Wrapper] = []
    if inline.direction:
        base = () if inline.direction == "auto" else (("dir", inline.direction),)
        out.append(("bdi", _language(inline.lang) + base))
    elif inline.lang:
        out.append(("span", _language(inline.lang)))
    if inline.href:
        out.append(("a", (("href", inline.href),)))
    when = (("datetime", spelled(inline.when)),) if inline.when else ()
    out += [(mark, when if mark in ("ins", "del") else ()) for mark in inline.marks]
    return tuple(out)


def add_text(element: Element, text: Iterable[Inline]) -> Element:
    """Append runs, breaks and note signs to *element*; runs that share a wrapper share its element."""
    opened: list[tuple[Wrapper, Element]] = []
    for inline in text:
        wanted = wrappers(inline)
        shared = 0
        while shared < min(len(opened), len(wanted)) and opened[shared][0] == wanted[shared]:
            shared += 1
        del opened[shared:]
        for tag, attributes in wanted[shared:]:
            inner = etree.SubElement(opened[-1][1] if opened else element, xhtml(tag), dict(attributes))
            opened.append(((tag, attributes), inner))
        _add_inline(opened[-1][1] if opened else element, inline)
    return element


def _add_inline(element: Element, inline: Inline) -> None:
    match inline:
        case Run():
            say(element, inline.text)
        case LineBreak():
            add(element, "br")
        case NoteRef():
            add(element, "a", inline.label, id=inline.id, href=f"#{inline.note}", role="doc-noteref")
        case _:
            assert_never(inline)


def _open(parent: Element, tag: str, block: Block, class_: str = "", role: str = "") -> Element:
    element = add(parent, tag, id=block.id, class_=class_, role=role)
    for name, value in _language(block.lang):
        element.set(name, value)
    if block.direction:
        element.set("dir", block.direction)
    return element


def _add_image(parent: Element, image: Image) -> None:
    element = etree.SubElement(parent, xhtml("img"), {"src": image.src, "alt": image.alt})
    for name, value in (("width", image.width), ("height", image.height)):
        if value:
            element.set(name, str(value))


def _add_figure(parent: Element, block: Figure) -> None:
    element = _open(parent, "figure", block)
    _add_image(element, block.image)
    if block.caption or block.credit:
        caption = add_text(add(element, "figcaption"), block.caption)
        _add_credit(caption, block.credit, "span")


def _add_credit(parent: Element, credit: Text, tag: str) -> None:
    if credit:
        if tag == "span" and (len(parent) or parent.text):
            say(parent, " ")
        add_text(add(parent, tag, class_="credit" if tag == "span" else ""), credit)


def _add_gallery(parent: Element, block: Gallery) -> None:
    element = _open(parent, "figure", block, "gallery")
    for figure in block.figures:
        _add_figure(element, figure)
    if block.caption:
        add_text(add(element, "figcaption"), block.caption)


def _add_embed(parent: Element, block: Embed) -> None:
    kind = f"embed embed-{block.kind}" if block.kind else "embed"
    element = _open(parent, "figure", block, kind)
    link = add(element, "a", href=block.href)
    if block.poster:
        _add_image(link, block.poster)
    else:
        say(link, block.href)
    if block.caption:
        add_text(add(element, "figcaption"), block.caption)


def _add_list(parent: Element, block: List) -> None:
    element = _open(parent, "ol" if block.ordered else "ul", block)
    if block.start != 1:
        element.set("start", str(block.start))
    for item in block.items:
        _add_item(element, item)


def _add_item(parent: Element, item: Item) -> None:
    element = add_text(add(parent, "li"), item.text)
    for block in item.blocks:
        add_block(element, block)


def _add_definitions(parent: Element, block: Definitions) -> None:
    element = _open(parent, "dl", block)
    for entry in block.entries:
        add_text(add(element, "dt"), entry.term)
        add_text(add(element, "dd"), entry.meaning)


def _add_table(parent: Element, block: Table) -> None:
    element = _open(parent, "table", block)
    if block.caption:
        add_text(add(element, "caption"), block.caption)
    for tag, rows in (("thead", block.head), ("tbody", block.body)):
        if rows:
            _add_rows(add(element, tag), rows)


def _add_rows(parent: Element, rows: tuple[Row, ...]) -> None:
    for row in rows:
        line = add(parent, "tr")
        for cell in row:
            _add_cell(line, cell)


def _add_cell(parent: Element, cell: Cell) -> None:
    element = add_text(add(parent, "th" if cell.header else "td", scope=cell.header), cell.text)
    for name, span in (("colspan", cell.colspan), ("rowspan", cell.rowspan)):
        if span != 1:
            element.set(name, str(span))


def _add_quote(parent: Element, block: Quote) -> None:
    element = _open(parent, "blockquote", block)
    add_blocks(element, block.body)
    _add_credit(element, block.credit, "footer")


def _add_pull_quote(parent: Element, block: PullQuote) -> None:
    element = _open(parent, "aside", block, "pullquote", "doc-pullquote")
    add_text(add(element, "p"), block.text)
    _add_credit(element, block.credit, "footer")


def _add_verse(parent: Element, block: Verse) -> None:
    element = _open(parent, "blockquote", block, "verse")
    for line in block.lines:
        paragraph = add(element, "p")
        for part in line:
            add_text(add(paragraph, "span", class_="hemistich"), part)
    _add_credit(element, block.credit, "footer")


def _add_info_box(parent: Element, block: InfoBox) -> None:
    element = _open(parent, "aside", block, "infobox")
    if block.title:
        add_text(add(element, "h2"), block.title)
    add_blocks(element, block.body)


def _add_endnotes(parent: Element, block: Endnotes) -> None:
    entries = add(_open(parent, "section", block, role="doc-endnotes"), "ol")
    for note in block.notes:
        _add_endnote(entries, note)


def _add_endnote(parent: Element, note: Endnote) -> None:
    paragraph = add_text(add(add(parent, "li", id=note.id), "p"), note.text)
    if note.ref:
        say(paragraph, " ")
        add(paragraph, "a", BACKLINK, href=f"#{note.ref}", role="doc-backlink")


def add_block(parent: Element, block: Block) -> None:  # noqa: C901, PLR0912 - one case a kind of block
    """Append *block* to *parent*."""
    match block:
        case Paragraph():
            add_text(_open(parent, "p", block), block.text)
        case Heading():
            add_text(_open(parent, f"h{block.level}", block), block.text)
        case Quote():
            _add_quote(parent, block)
        case PullQuote():
            _add_pull_quote(parent, block)
        case InfoBox():
            _add_info_box(parent, block)
        case List():
            _add_list(parent, block)
        case Definitions():
            _add_definitions(parent, block)
        case Table():
            _add_table(parent, block)
        case Figure():
            _add_figure(parent, block)
        case Gallery():
            _add_gallery(parent, block)
        case Embed():
            _add_embed(parent, block)
        case Preformatted():
            _open(parent, "pre", block).text = block.text
        case Verse():
            _add_verse(parent, block)
        case Correction():
            add_blocks(_open(parent, "aside", block, "correction"), block.body)
        case Divider():
            _open(parent, "hr", block)
        case Endnotes():
            _add_endnotes(parent, block)
        case _:
            assert_never(block)


def add_blocks(parent: Element, blocks: Blocks) -> None:
    """Append every block to *parent*."""
    for block in blocks:
        add_block(parent, block)
