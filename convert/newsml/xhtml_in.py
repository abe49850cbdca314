"""Reads the XHTML body of the canonical form, and of its relatives, into blocks and runs.

Lenient with what agencies send (wrappers, bare text, other namespaces); whatever it cannot keep
is a note.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal, cast

from lxml import etree

from convert.errors import LimitError
from convert.model import (
    FORBIDDEN,
    FORBIDDEN_IN_PRE,
    MARKS,
    WIDEST_SPAN,
    Block,
    Blocks,
    Cell,
    Correction,
    Definition,
    Definitions,
    Direction,
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
    Mark,
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
    is_id,
    is_safe_link,
    joined,
    words_of,
)
from convert.newsml.names import LANG
from convert.newsml.xhtml_out import Element
from convert.notes import Notes

#: How deep blocks and runs may nest (reliability: bounds on input).
DEEPEST = 30
_MARK_OF: dict[str, Mark] = {mark: mark for mark in MARKS} | {"b": "strong", "i": "em", "strike": "s"}
_WRAPPERS = frozenset({"div", "section", "article", "main", "header", "footer", "nav", "body", "center"})
_BLOCKS = frozenset(
    "p h1 h2 h3 h4 h5 h6 ul ol dl table figure blockquote aside pre hr img".split() + list(_WRAPPERS)
)
_NEVER = frozenset(
    "script style iframe object embed applet form input button select textarea template noscript "
    "svg math audio video canvas link meta base".split()
)
#: What stands on lines of its own even where only runs are kept: a paragraph in a cell of a table.
_OWN_LINE = (_BLOCKS | {"li", "tr", "td", "th", "dt", "dd"}) - {"img"}
#: Where such an element begins or ends.
_EDGE = LineBreak()
#: White space that holds a line end is layout; spaces alone are content.
_LAYOUT = re.compile(r"[ ]*[\t\n\r\f]+[ \t\n\r\f]*")


def tag_of(element: Element) -> str:
    """Return the local name in lower case; empty for comments and processing instructions."""
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def classes(element: Element) -> list[str]:
    """Return the classes of *element*."""
    return element.get("class", "").split()


def lang_of(element: Element) -> str:
    """Return the language an element states for itself."""
    return element.get(LANG) or element.get("lang") or ""


def direction_of(element: Element) -> Direction | Literal[""]:
    """Return the direction an element states for itself."""
    stated = element.get("dir", "").lower()
    return cast(Direction, stated) if stated in ("ltr", "rtl") else ""


def moment(stated: str) -> datetime | None:
    """Return an ISO date-time with an offset, or None."""
    try:
        when = datetime.fromisoformat(stated)
    except ValueError:
        return None
    return when if when.utcoffset() is not None else None


def number(stated: str | None) -> int | None:
    """Return a decimal number, or None."""
    return int(stated) if stated and re.fullmatch(r"-?[0-9]{1,15}", stated.strip()) else None


@dataclass(frozen=True, slots=True)
class _Manner:
    """How the text at hand is said: what the elements round it add up to."""

    marks: tuple[Mark, ...] = ()
    href: str = ""
    lang: str = ""
    direction: Literal["", "ltr", "rtl", "auto"] = ""
    when: datetime | None = None


class BodyReader:
    """Reads one body; notes what it leaves behind."""

    def __init__(self, notes: Notes) -> None:
        self.notes = notes

    # --- blocks -------------------------------------------------------------------------------

    def blocks(self, parent: Element, depth: int = 0) -> Blocks:
        """Return the blocks of *parent*; text that stands bare becomes paragraphs."""
        _refuse_depth(depth, parent)
        return tuple(block for group in _groups(parent) for block in self._group(group, depth))

    def _group(self, group: "Element | list[Element | str]", depth: int) -> Iterator[Block]:
        if isinstance(group, list):
            text = self._text_of(group, depth)
            if words_of(text).strip():
                yield Paragraph(text=text)
            return
        tag = tag_of(group)
        if tag in _NEVER:
            self.notes.add("newsml/element-dropped", f"left out a <{tag}>", _place(group))
        elif tag in _READ and not self._is_wrapper(group):
            block = _READ[tag](self, group, depth)
            pictures = list(self._stray_pictures(group))
            if not (pictures and block == Paragraph(text=())):
                yield _placed(block, group)
            yield from pictures
        else:
            if tag not in _WRAPPERS:
                self.notes.add("newsml/element-opened", f"kept the text of a <{tag}>", _place(group))
            yield from self.blocks(group, depth + 1)

    @staticmethod
    def _is_wrapper(element: Element) -> bool:
        return tag_of(element) == "section" and element.get("role") != "doc-endnotes"

    def _stray_pictures(self, element: Element) -> Iterator[Block]:
        """Give a picture that stands inside a paragraph a figure of its own."""
        if tag_of(element) in ("p", "li"):
            for image in _named(element, "img"):
                yield Figure(image=self._image(image))

    def _paragraph(self, element: Element, depth: int) -> Block:
        return Paragraph(text=self.text(element, depth))

    def _heading(self, element: Element, depth: int) -> Block:
        level = min(max(int(tag_of(element)[1]), 2), 4)
        return Heading(text=self.text(element, depth), level=cast("Literal[2, 3, 4]", level))

    def _list(self, element: Element, depth: int) -> Block:
        items = tuple(self._item(child, depth + 1) for child in _named(element, "li", deep=False))
        start = number(element.get("start"))
        ordered = tag_of(element) == "ol"
        return List(items=items, ordered=ordered, start=1 if start is None else start)

    def _item(self, element: Element, depth: int) -> Item:
        _refuse_depth(depth, element)
        groups = list(_groups(element))
        lead = groups.pop(0) if groups and isinstance(groups[0], list) else []
        text = self._text_of(lead, depth) if isinstance(lead, list) else ()
        return Item(text, tuple(block for group in groups for block in self._group(group, depth + 1)))

    def _definitions(self, element: Element, depth: int) -> Block:
        entries: list[Definition] = []
        for child in element.iterdescendants():
            if tag_of(child) == "dt":
                entries.append(Definition(self.text(child, depth), ()))
            elif tag_of(child) == "dd":
                last = entries.pop() if entries and not entries[-1].meaning else Definition((), ())
                entries.append(replace(last, meaning=self.text(child, depth)))
        return Definitions(entries=tuple(entries))

    def _table(self, element: Element, depth: int) -> Block:
        caption = next((self.text(child, depth) for child in _named(element, "caption", deep=False)), ())
        head: list[Row] = []
        body: list[Row] = []
        for row in _rows(element):
            in_head = tag_of(cast(Element, row.getparent())) == "thead"
            (head if in_head else body).append(tuple(self._cells(row, depth, in_head=in_head)))
        return Table(caption=caption, head=tuple(head), body=tuple(body))

    def _cells(self, row: Element, depth: int, *, in_head: bool) -> Iterator[Cell]:
        for cell in row:
            if tag_of(cell) in ("td", "th"):
                stated = cell.get("scope", "col" if in_head else "row")
                header = "col" if stated.startswith("col") else "row"
                yield Cell(
                    self.text(cell, depth + 1),
                    header=cast("Literal['', 'col', 'row']", header if tag_of(cell) == "th" else ""),
                    colspan=self._span(cell, "colspan"),
                    rowspan=self._span(cell, "rowspan"),
                )

    def _span(self, cell: Element, name: str) -> int:
        stated = number(cell.get(name)) or 1
        clamped = min(max(stated, 1), WIDEST_SPAN)
        if clamped != stated:
            self.notes.add("newsml/span-clamped", f"{name} {stated} read as {clamped}", _place(cell))
        return clamped

    def _figure(self, element: Element, depth: int) -> Block:
        inner = [child for child in element if tag_of(child) == "figure"]
        captions = list(_named(element, "figcaption", deep=False))
        caption, credit = self._caption(captions[0], depth) if captions else ((), ())
        if inner or "gallery" in classes(element):
            figures = tuple(_placed(self._figure(figure, depth + 1), figure) for figure in inner)
            return Gallery(
                figures=tuple(f for f in figures if isinstance(f, Figure)), caption=caption + credit
            )
        link = next((a for a in element if tag_of(a) == "a"), None)
        images = [self._image(image) for image in _named(element, "img")]
        if "embed" in classes(element) and link is not None and is_safe_link(link.get("href", "")):
            return self._embed(element, link, images, caption)
        if images:
            return Figure(image=images[0], caption=caption, credit=credit)
        return Paragraph(text=self.text(element, depth))

    @staticmethod
    def _embed(element: Element, link: Element, images: list[Image], caption: Text) -> Embed:
        kinds = [name.removeprefix("embed-") for name in classes(element) if name.startswith("embed-")]
        return Embed(
            href=link.get("href", ""),
            kind=next((kind for kind in kinds if re.fullmatch("[a-z0-9]+", kind)), ""),
            poster=images[0] if images else None,
            caption=caption,
        )

    def _caption(self, element: Element, depth: int) -> tuple[Text, Text]:
        credit = next((child for child in element if "credit" in classes(child)), None)
        if credit is None:
            return self.text(element, depth), ()
        before = [part for part in _parts(element) if part is not credit]
        caption = self._text_of(before, depth)
        return _without_last_space(caption), self.text(credit, depth)

    def _image(self, element: Element) -> Image:
        width, height = number(element.get("width")), number(element.get("height"))
        return Image(
            src=self._clean(element.get("src", ""), element),
            alt=self._clean(element.get("alt", ""), element),
            width=max(width or 0, 0),
            height=max(height or 0, 0),
        )

    def _quote(self, element: Element, depth: int) -> Block:
        footer = next((child for child in element if tag_of(child) in ("footer", "cite")), None)
        credit = self.text(footer, depth) if footer is not None else ()
        if "verse" in classes(element):
            lines = [child for child in element if tag_of(child) == "p"]
            return Verse(lines=tuple(self._hemistichs(line, depth) for line in lines), credit=credit)
        return Quote(body=self._all_but(element, footer, depth), credit=credit)

    def _hemistichs(self, line: Element, depth: int) -> tuple[Text, ...]:
        parts = [child for child in line if "hemistich" in classes(child)]
        text = self.text(line, depth)
        return tuple(self.text(part, depth) for part in parts) or ((text,) if text else ())

    def _aside(self, element: Element, depth: int) -> Block:
        kinds = classes(element)
        if "pullquote" in kinds or element.get("role") == "doc-pullquote":
            return self._pull_quote(element, depth)
        if "correction" in kinds:
            return Correction(body=self.blocks(element, depth + 1))
        first = next((child for child in element if tag_of(child)), None)
        titled = first is not None and tag_of(first) in ("h1", "h2", "h3", "h4")
        title = self.text(first, depth) if first is not None and titled else ()
        return InfoBox(title=title, body=self._all_but(element, first if titled else None, depth))

    def _pull_quote(self, element: Element, depth: int) -> Block:
        footer = next((child for child in element if tag_of(child) == "footer"), None)
        lines = [child for child in element if tag_of(child) == "p"]
        credit = self.text(footer, depth) if footer is not None else ()
        text = _on_lines(self.text(line, depth) for line in lines) if lines else self.text(element, depth)
        return PullQuote(text=text, credit=credit)

    def _preformatted(self, element: Element, depth: int) -> Block:
        _refuse_depth(depth, element)
        said = "".join(element.itertext())
        return Preformatted(text=self._clean(re.sub("\r\n?", "\n", said), element, FORBIDDEN_IN_PRE))

    def _divider(self, _element: Element, _depth: int) -> Block:
        return Divider()

    def _lone_image(self, element: Element, _depth: int) -> Block:
        return Figure(image=self._image(element))

    def _endnotes(self, element: Element, depth: int) -> Block:
        entries = (child for child in _named(element, "li") if is_id(child.get("id", "")))
        return Endnotes(notes=tuple(self._endnote(entry, depth) for entry in entries))

    def _endnote(self, element: Element, depth: int) -> Endnote:
        back = next((a for a in _named(element, "a") if a.get("role") == "doc-backlink"), None)
        ref = back.get("href", "").removeprefix("#") if back is not None else ""
        lines = [child for child in element if tag_of(child) == "p"] or [element]
        text = _on_lines(self.text(line, depth, without=back) for line in lines)
        if back is not None:
            text = _without_last_space(text)
        return Endnote(element.get("id", ""), text, ref if is_id(ref) else "")

    def _all_but(self, element: Element, child: Element | None, depth: int) -> Blocks:
        _refuse_depth(depth, element)
        groups = (_but(group, child) for group in _groups(element) if group is not child)
        return tuple(block for group in groups for block in self._group(group, depth + 1))

    # --- runs ---------------------------------------------------------------------------------

    def text(self, element: Element, depth: int, without: Element | None = None) -> Text:
        """Return what *element* says as runs."""
        return self._text_of([part for part in _parts(element) if part is not without], depth)

    def _text_of(self, parts: "list[Element | str]", depth: int) -> Text:
        said: list[tuple[str, _Manner] | Inline] = []
        for part in parts:
            self._say(part, _Manner(), said, depth)
        return self._runs(_on_own_lines(said))

    def _say(
        self, part: "Element | str", manner: _Manner, said: "list[tuple[str, _Manner] | Inline]", depth: int
    ) -> None:
        if isinstance(part, str):
            said.append((_LAYOUT.sub("\n", part), manner))
            return
        _refuse_depth(depth, part)
        tag = tag_of(part)
        if tag == "br":
            said.append(LineBreak())
        elif part.get("role") == "doc-noteref" and is_id(part.get("href", "")[1:]):
            said.append(self._note_ref(part))
        elif tag in _NEVER:
            self.notes.add("newsml/element-dropped", f"left out a <{tag}>", _place(part))
        elif tag:
            inner = self._manner(part, manner)
            edge = [_EDGE] if tag in _OWN_LINE else []
            said += edge
            for piece in _parts(part):
                self._say(piece, inner, said, depth + 1)
            said += edge

    def _note_ref(self, element: Element) -> NoteRef:
        note = element.get("href", "")[1:]
        own = element.get("id", "")
        sign = self._clean("".join(element.itertext()), element)
        return NoteRef(note, own if is_id(own) else f"ref-{note}", sign)

    def _manner(self, element: Element, outer: _Manner) -> _Manner:
        tag = tag_of(element)
        named = {_MARK_OF[name] for name in (tag, *classes(element)) if name in _MARK_OF}
        when = moment(element.get("datetime", "")) if tag in ("ins", "del") else None
        auto: Literal["", "auto"] = "auto" if tag == "bdi" or "auto" in classes(element) else ""
        return _Manner(
            marks=tuple(mark for mark in MARKS if mark in named or mark in outer.marks),
            href=self._href(element) or outer.href,
            lang=lang_of(element) or outer.lang,
            direction=direction_of(element) or auto or outer.direction,
            when=when or outer.when,
        )

    def _href(self, element: Element) -> str:
        href = element.get("href", "").strip() if tag_of(element) == "a" else ""
        if href and not is_safe_link(href):
            self.notes.warn("newsml/link-dropped", f"left out a link to {href[:80]!r}", _place(element))
            return ""
        return href

    def _runs(self, said: "list[tuple[str, _Manner] | Inline]") -> Text:
        inlines: list[Inline] = []
        after_space = True
        last = max((n for n, piece in enumerate(said) if _is_word(piece)), default=-1)
        for n, piece in enumerate(said):
            if isinstance(piece, tuple):
                words, manner = piece
                words = words.removeprefix("\n") if after_space else words
                words = words.removesuffix("\n") if n >= last else words
                words = self._clean(words.replace("\n", " "))
                inlines.append(
                    Run(words, manner.marks, manner.href, manner.lang, manner.direction, manner.when)
                )
                after_space = after_space and not words
            else:
                inlines.append(piece)
                after_space = isinstance(piece, LineBreak)
        return joined(inlines)

    def _clean(
        self, words: str, element: Element | None = None, forbidden: re.Pattern[str] = FORBIDDEN
    ) -> str:
        bad = sorted(set(forbidden.findall(words)))
        if bad:
            listed = ", ".join(f"U+{ord(char):04X}" for char in bad)
            place = _place(element) if element is not None else ""
            self.notes.add("newsml/control-dropped", f"left out the control characters {listed}", place)
        return forbidden.sub("", words)


def _is_word(piece: "tuple[str, _Manner] | Inline") -> bool:
    return not isinstance(piece, tuple) or bool(piece[0].strip("\n"))


def _on_own_lines(said: "list[tuple[str, _Manner] | Inline]") -> "list[tuple[str, _Manner] | Inline]":
    """Keep one break for the edges of elements between two words: ``<p>a</p><p>b</p>`` -> a, break, b."""
    out: list[tuple[str, _Manner] | Inline] = []
    broken = worded = False
    for piece in said:
        if piece is _EDGE:
            broken = worded
        elif broken and not _is_word(piece):
            continue
        else:
            out += [LineBreak()] if broken else []
            out.append(piece)
            broken, worded = False, worded or _is_word(piece)
    return out


def _refuse_depth(depth: int, element: Element) -> None:
    if depth > DEEPEST:
        raise LimitError(f"elements nest more than {DEEPEST} deep; flatten the markup", where=_place(element))


def _place(element: Element) -> str:
    return f"line {element.sourceline}" if element.sourceline else ""


def _placed(block: Block, element: Element) -> Block:
    own = element.get("id", "")
    return replace(
        block, id=own if is_id(own) else "", lang=lang_of(element), direction=direction_of(element)
    )


def _parts(element: Element) -> "list[Element | str]":
    """Return the text and the children of *element* in order."""
    out: list[Element | str] = [element.text] if element.text else []
    for child in element:
        out.append(child)
        if child.tail:
            out.append(child.tail)
    return out


def _groups(parent: Element) -> "Iterator[Element | list[Element | str]]":
    """Yield the block children of *parent*, and what stands between them as lists."""
    between: list[Element | str] = []
    for part in _parts(parent):
        if isinstance(part, str) or (tag_of(part) not in _BLOCKS and tag_of(part) not in _NEVER):
            between.append(part)
            continue
        if _says_something(between):
            yield between
        between = []
        yield part
    if _says_something(between):
        yield between


def _but(group: "Element | list[Element | str]", child: Element | None) -> "Element | list[Element | str]":
    """Take *child* out of a group of inline parts: a `cite` that is the credit is no text of the quote."""
    return [part for part in group if part is not child] if isinstance(group, list) else group


def _says_something(parts: "list[Element | str]") -> bool:
    return any(not isinstance(part, str) or _LAYOUT.sub("", part) for part in parts)


def _named(element: Element, tag: str, *, deep: bool = True) -> Iterator[Element]:
    found = element.iterdescendants() if deep else iter(element)
    return (child for child in found if tag_of(child) == tag)


def _rows(table: Element) -> Iterator[Element]:
    for row in _named(table, "tr"):
        owner = next((up for up in row.iterancestors() if tag_of(up) == "table"), None)
        if owner is table:
            yield row


def _on_lines(lines: Iterable[Text]) -> Text:
    out: list[Inline] = []
    for line in lines:
        out += [LineBreak(), *line] if out else line
    return joined(out)


def _without_last_space(text: Text) -> Text:
    """Take off the one space that separates a caption from its credit, or a note from its arrow."""
    if text and isinstance(text[-1], Run) and text[-1].text.endswith(" "):
        return joined((*text[:-1], replace(text[-1], text=text[-1].text[:-1])))
    return text


_READ: dict[str, Callable[[BodyReader, Element, int], Block]] = {
    "p": BodyReader._paragraph,
    **{f"h{level}": BodyReader._heading for level in range(1, 7)},
    "ul": BodyReader._list,
    "ol": BodyReader._list,
    "dl": BodyReader._definitions,
    "table": BodyReader._table,
    "figure": BodyReader._figure,
    "blockquote": BodyReader._quote,
    "aside": BodyReader._aside,
    "pre": BodyReader._preformatted,
    "hr": BodyReader._divider,
    "img": BodyReader._lone_image,
    "section": BodyReader._endnotes,
}
