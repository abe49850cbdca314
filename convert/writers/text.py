"""Writes plain text that any editor shows the right way round: one line a paragraph, or wrapped."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final, assert_never

from convert.errors import UsageError, nearest
from convert.formats import writer
from convert.house import House
from convert.matter import spelled
from convert.model import (
    Article,
    Block,
    Blocks,
    Correction,
    Definitions,
    Direction,
    Divider,
    Edition,
    Embed,
    Endnotes,
    Figure,
    Gallery,
    Heading,
    InfoBox,
    Inline,
    LineBreak,
    List,
    NoteRef,
    Paragraph,
    Preformatted,
    PullQuote,
    Quote,
    Run,
    Table,
    Text,
    Verse,
    each,
    label,
    words_of,
)
from convert.notes import Notes
from convert.script.bidi import PDI, isolated, technical_pieces
from convert.script.codepages import CODEPAGES, Codepage, codepage_of, held
from convert.script.dates import day_and_time
from convert.script.digits import in_digits, latin
from convert.script.standing import CONTROLS, EMBEDDINGS, as_seen, balanced
from convert.script.stripping import digits_in, without_tashkeel, without_tatweel
from convert.script.wrapping import columns
from convert.vocab.languages import digits_of, language_of
from convert.writers.dayline import day_line
from convert.writers.lines import Lines
from convert.writers.losses import tell_mapped
from convert.writers.manners import (
    FOOT,
    HEAD,
    Bidi,
    Digits,
    Errors,
    Figures,
    Keep,
    Links,
    Manner,
    Newline,
    Overlong,
    Tables,
    manner_of,
    parts_of,
)
from convert.writers.tables import Grid, grid_of
from convert.writers.typeset import quoted

_RULE: Final = "* * *"
_DOT: Final = "\N{MIDDLE DOT}"
_BULLETS: Final = ("\N{BULLET}", "*")
_DASHES: Final = ("\N{EM DASH}", "-")
#: How far what is set off stands in, where lines are wrapped.
_INDENT: Final = "  "
_SCHEME: Final = re.compile(r"(?:https?://(?:www\.)?|mailto:|tel:)", re.IGNORECASE)


@writer("text", suffix=".txt", media_type="text/plain; charset=utf-8")
def write_text(
    edition: Edition,
    notes: Notes,
    *,
    house: House,
    profile: str = "",
    width: int | None = None,
    bidi: Bidi | None = None,
    digits: Digits | None = None,
    tashkeel: Keep | None = None,
    tatweel: Keep | None = None,
    links: Links | None = None,
    tables: Tables | None = None,
    figures: Figures | None = None,
    head: str | None = None,
    foot: str | None = None,
    matter: bool | None = None,
    overlong: Overlong | None = None,
    to_encoding: str | None = None,
    errors: Errors | None = None,
    newline: Newline | None = None,
) -> bytes:
    """Write the edition as plain text, an empty line between paragraphs.

    What is not said is as the *profile* has it, else the first of the words an option may be. *width* 0 is
    one line a paragraph; *matter* begins with the facts as front matter.

    Raises UsageError for a profile, a part or an encoding that does not exist, WriteError for letters that
    the encoding lacks.
    """
    given = {name: value for name, value in locals().items() if name in Manner.__dataclass_fields__}
    manner = manner_of(profile, house, given)
    for article in edition.articles:
        if article.status == "canceled":
            notes.warn("story/canceled", f'"{words_of(article.headline)}" is cancelled')
    page = page_of(manner)
    plains = [Plain(article, house, notes, manner, page) for article in edition.in_order]
    parts = [above + plain.text() for above, plain in zip(_above(edition, plains), plains, strict=True)]
    rule = plains[0].lines.rule(_RULE) if plains else _RULE
    return encoded(f"\n{rule}\n\n".join(parts), manner, page)


def _above(edition: Edition, plains: Sequence["Plain"]) -> Iterator[str]:
    """Yield what stands over each article: the name of the paper and its day, the name of its section."""
    issue = edition.issue
    sections = issue.sections if issue else ()
    titles = {section.items[0].guid: section.title for section in sections if section.items}
    for number, plain in enumerate(plains):
        said = []
        if issue and issue.day and not number:
            said = [issue.title, issue.motto, f" {_DOT} ".join(day_line(issue, plain.digits))]
        title = titles.get(plain.article.guid, "")
        said += [f"{plain.dash} {title} {plain.dash}"] if title else []
        yield "".join(f"{plain.line(label(line))}\n\n" for line in said if line)


def page_of(manner: Manner) -> Codepage:
    """Return the encoding of a manner.

    Raises UsageError when there is none of that name.
    """
    page = codepage_of(manner.to_encoding)
    if page is None:
        raise UsageError(
            f"no encoding is called {manner.to_encoding!r}; there are {', '.join(CODEPAGES)}",
            cure=nearest(manner.to_encoding.lower(), CODEPAGES),
        )
    return page


def encoded(text: str, manner: Manner, page: Codepage) -> bytes:
    """Return a text whose characters are all in the encoding as its bytes."""
    if page.is_visual:
        text = "\n".join(map(as_seen, text.split("\n")))
    return text.replace("\n", "\r\n" if manner.newline == "crlf" else "\n").encode(page.codec)


class Plain:
    """One article as lines of text."""

    def __init__(self, article: Article, house: House, notes: Notes, manner: Manner, page: Codepage) -> None:
        self.article = article
        self.notes = notes
        self.manner = manner
        self.page = page
        self.lines = Lines(manner, page, article.direction)
        language = language_of(article.lang)
        self.words = language.words
        marks = (language.quotes, language.inner_quotes)
        own, inner = ((held((opening, '"'), page), held((closing, '"'), page)) for opening, closing in marks)
        self.language = replace(language, quotes=own, inner_quotes=inner)
        asked = "" if manner.digits == "keep" else manner.digits
        self.digits = asked or house.digits or digits_of(article.lang)
        if not page.holds(in_digits("1", self.digits)):
            self.digits = "latn"
        self.bullet, self.dash = held(_BULLETS, page), held(_DASHES, page)
        self.indent = ""
        self.linked: dict[str, int] = {}
        self.stripped = {"text/tashkeel-stripped": 0, "text/tatweel-stripped": 0}

    def text(self) -> str:
        """Return the article, its paragraphs parted by empty lines.

        Raises WriteError for letters that the encoding lacks.
        """
        paragraphs = [*self.head(), *self.body(), "\n".join(self.foot())]
        said = "\n\n".join(filter(None, paragraphs)) + "\n"
        self.tell()
        return f"{spelled(self.article)}\n{said}" if self.manner.matter else said

    # --- head and foot ------------------------------------------------------------------------

    def head(self) -> Iterator[str]:
        """Yield the parts of the head that the manner asks for."""
        wanted = parts_of(self.manner.head)
        self._tell_left([name for name in HEAD if name not in wanted and self._has(name)])
        yield from (self.part(name) for name in HEAD if name in wanted)

    def _has(self, name: str) -> bool:
        article = self.article
        return bool(article.published or article.updated if name == "dates" else getattr(article, name))

    def part(self, name: str) -> str:
        """Return one part of the head."""
        if name == "dates":
            return "\n".join(map(self.lines.paragraph, self._dates()))
        return self.line(getattr(self.article, name))

    def _dates(self) -> Iterator[str]:
        words = self.words
        for word, when in ((words.published, self.article.published), (words.updated, self.article.updated)):
            if when:
                yield f"{word} {day_and_time(when, self.article.lang, self.digits)}"

    def foot(self) -> Iterator[str]:
        """Yield whose it is and what may be done with it."""
        article, wanted = self.article, parts_of(self.manner.foot)
        parts = {"credit": (article.credit,), "rights": (article.rights.notice, article.rights.usage)}
        self._tell_left([name for name in FOOT if any(parts[name]) and name not in wanted])
        said = (line for name in FOOT if name in wanted for line in parts[name] if line)
        yield from (self.lines.paragraph(self._worded(line)) for line in said)

    def _tell_left(self, names: list[str]) -> None:
        if names:
            self.notes.add("text/part-left-out", f"left out, as asked: {', '.join(names)}")

    def body(self) -> Iterator[str]:
        """Yield the paragraphs of the body, and the addresses it leads to."""
        yield from self._blocks(self.article.body)
        yield "\n".join(self._addresses())

    def _addresses(self) -> Iterator[str]:
        if self.linked:
            yield self.lines.paragraph(self._worded(self.words.link))
        for href, number in self.linked.items():
            sign = f"[{in_digits(str(number), self.digits)}] "
            yield self.lines.paragraph(sign + isolated(href, "ltr"), hang=columns(sign))

    # --- lines --------------------------------------------------------------------------------

    def line(self, text: Text, prefix: str = "", direction: Direction | None = None) -> str:
        """Return a text as lines, those after the first as far in as *prefix* reaches."""
        said = self._said(text)
        if not said and not prefix:
            return ""
        return self.lines.paragraph(prefix + said, direction, self.indent, columns(prefix))

    def _said(self, text: Text) -> str:
        said, gap, turned = "", False, ""
        for inline in quoted(text, self.language):
            if isinstance(inline, Run) and "del" in inline.marks:
                self.notes.add("text/deletion-dropped", f'left out the deleted "{inline.text}"')
                gap = said.endswith(" ") or not said
                continue
            words = self._inline(inline)
            way = inline.direction if isinstance(inline, Run) else ""
            if (
                way and way == turned and words and said.endswith(PDI)
            ):  # two runs of one name: CO and a small 2
                said, words = said[:-1], words[1:]
            said += words.removeprefix(" ") if gap else words
            gap, turned = False, way
        return said

    def _inline(self, inline: Inline) -> str:
        match inline:
            case Run():
                return self._run(inline)
            case LineBreak():
                return "\n"
            case NoteRef():
                return f"[{inline.label}]"
            case _:
                assert_never(inline)

    def _run(self, run: Run) -> str:
        words = self._worded(run.text)
        if EMBEDDINGS.search(words):
            said = EMBEDDINGS.sub("", run.text)[:30]
            self.notes.add("text/bidi-dropped", f'left out embeddings or overrides in "{said}"')
            words = EMBEDDINGS.sub("", words)
        said = isolated(words, run.direction) if run.direction else self._technical(words)
        return said + self._address(run)

    def _worded(self, words: str) -> str:
        """Return words with the digits, vowel marks and tatweels that the manner keeps."""
        manner = self.manner
        if manner.tashkeel == "strip":
            kept = without_tashkeel(words, self.language.tag)
            self.stripped["text/tashkeel-stripped"] += len(words) - len(kept)
            words = kept
        if manner.tatweel == "strip":
            kept = without_tatweel(words)
            self.stripped["text/tatweel-stripped"] += len(words) - len(kept)
            words = kept
        if manner.digits in ("keep", "latn"):
            return latin(words) if manner.digits == "latn" else words
        pieces = technical_pieces(words)
        return "".join(piece if technical else digits_in(piece, manner.digits) for piece, technical in pieces)

    def _technical(self, words: str) -> str:
        if self.article.direction == "ltr":
            return words
        pieces = technical_pieces(words)
        return "".join(isolated(piece, "ltr") if technical else piece for piece, technical in pieces)

    def _address(self, run: Run) -> str:
        if not run.href or run.href.startswith("#") or _is_said(run):
            return ""
        match self.manner.links:
            case "none":
                told = f"plain text leaves out the link to {run.href}"
                self.notes.add("text/link-dropped", told, cure="--links inline or notes")
                return ""
            case "inline":
                return f" <{isolated(run.href, 'ltr')}>"
            case "notes":
                number = self.linked.setdefault(run.href, len(self.linked) + self._first_link)
                return f"[{in_digits(str(number), self.digits)}]"

    @cached_property
    def _first_link(self) -> int:
        """The number of the first address: one more than there are notes."""
        return 1 + sum(len(block.notes) for block in each(Endnotes, self.article.body))

    # --- blocks -------------------------------------------------------------------------------

    def _blocks(self, blocks: Blocks) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a kind of block
        match block:
            case Paragraph() | Heading():
                yield self.line(block.text, direction=block.direction or None)
            case Quote():
                yield from self._within(block.body)
                yield from self._credit(block.credit)
            case PullQuote():
                yield from self._within((Paragraph(text=block.text, direction=block.direction),))
                yield from self._credit(block.credit)
            case InfoBox():
                yield self.line(block.title)
                yield from self._within(block.body)
            case Correction():
                yield from self._blocks(block.body)
            case List():
                yield "\n".join(self._items(block))
            case Definitions():
                yield "\n".join(
                    self.line((*entry.term, Run(": "), *entry.meaning)) for entry in block.entries
                )
            case Table():
                yield from self._table(block)
            case Figure():
                yield self._picture(block.image.alt, block.caption, block.credit)
            case Gallery():
                yield self.line(block.caption)
                yield from self._blocks(block.figures)
            case Embed():
                alt = block.poster.alt if block.poster else ""
                yield self._picture(alt, block.caption, (Run(block.href, direction="ltr"),))
            case Preformatted():
                yield self.lines.exact(block.text, block.direction or None, self.indent)
            case Verse():
                yield "\n".join(self._verse_line(line) for line in block.lines)
                yield from self._credit(block.credit)
            case Endnotes():
                yield "\n".join(self._notes(block))
            case Divider():
                yield self.lines.rule(_RULE)
            case _:
                assert_never(block)

    def _within(self, blocks: Blocks) -> Iterator[str]:
        """Yield blocks that are set off: further in, where lines are wrapped."""
        outer = self.indent
        self.indent += _INDENT if self.manner.width else ""
        yield from self._blocks(blocks)
        self.indent = outer

    def _credit(self, credit: Text) -> Iterator[str]:
        if credit:
            said = self._said(credit)
            dashed = said if said.startswith(("—", "–", "-")) else f"{self.dash} {said}"
            yield self.lines.paragraph(dashed, None, self.indent, len(_INDENT))

    def _items(self, block: List) -> Iterator[str]:
        outer = self.indent
        for number, item in enumerate(block.items, start=block.start):
            sign = in_digits(f"{number}.", self.digits) if block.ordered else self.bullet
            yield self.line(item.text, f"{sign} ")
            self.indent += _INDENT
            for inner in item.blocks:
                yield from self._items(inner) if isinstance(inner, List) else self._block(inner)
            self.indent = outer

    def _table(self, block: Table) -> Iterator[str]:
        caption = self.line(block.caption)
        if self.manner.tables == "rows":
            yield self._under(caption, self._rows(block))
            return
        grid = grid_of(block, self._said if self.manner.tables == "labels" else self._cell)
        if self.manner.tables == "grid" and not self._is_wide(grid):
            yield self._under(caption, self._drawn(grid))
        else:
            yield from self._labelled(caption, block, grid_of(block, self._said))

    @staticmethod
    def _under(caption: str, lines: Iterable[str]) -> str:
        return "\n".join(filter(None, (caption, *lines)))

    def _cell(self, text: Text) -> str:
        return self.lines.cell(self._said(text))

    def _is_wide(self, grid: Grid) -> bool:
        """Say whether a grid is too wide for the lines; that it is written otherwise is a note."""
        is_wide = 0 < self.manner.width < grid.width + len(self.indent)
        if is_wide:
            told = f"a table is {grid.width} columns wide, so it is written as label: value"
            self.notes.add("text/table-labelled", told, cure="a larger --width")
        return is_wide

    def _rows(self, block: Table) -> Iterator[str]:
        for row in block.head + block.body:
            line = self.lines.row([self._cell(cell.text) for cell in row]) if row else ""
            if self.manner.width and columns(line) > self.manner.width:
                said = (isolated(balanced(self._said(cell.text)).replace("\n", " "), "auto") for cell in row)
                line = self.lines.paragraph(" | ".join(said), None, self.indent, len(_INDENT))
            yield line

    def _drawn(self, grid: Grid) -> Iterator[str]:
        for number, row in enumerate(grid.rows, start=1):
            if any(row):
                yield self.lines.row(grid.filled(row), self.indent)
            if number == grid.head:
                yield self.lines.rule(self.indent + "-+-".join("-" * width for width in grid.widths))

    def _labelled(self, caption: str, block: Table, grid: Grid) -> Iterator[str]:
        """Yield each row as lines, each cell after what heads its column; where nothing does, as rows."""
        labels = grid.labels()
        rows = grid.rows[grid.head :]
        if not rows or not any(labels):
            yield self._under(caption, self._rows(block))
            return
        yield caption
        for row in rows:
            pairs = (self._pair(labels[cell.column], cell.text) for cell in row if cell.text)
            yield "\n".join(self.lines.paragraph(pair, None, self.indent, len(_INDENT)) for pair in pairs)

    @staticmethod
    def _pair(label: str, text: str) -> str:
        said = text.replace("\n", " ")
        return f"{isolated(label, 'auto')}: {isolated(said, 'auto')}" if label else isolated(said, "auto")

    def _picture(self, alt: str, caption: Text, credit: Text) -> str:
        if self.manner.figures == "none":
            told = f'left out a picture, as asked: "{alt or words_of(caption)}"'
            self.notes.add("text/figure-dropped", told)
            return ""
        words = self.words.picture
        shown = f"[{words}: {self._worded(alt)}]" if alt else f"[{words}]"
        parts = [shown, self._said(caption), self._said(credit)]
        said = " ".join(filter(None, parts)).replace("\n", " ")
        return self.lines.paragraph(said, None, self.indent)

    def _verse_line(self, line: tuple[Text, ...]) -> str:
        parts = [self._said(part) for part in line]
        said = "   *   ".join(parts)
        if not self.manner.width or columns(self.indent + said) <= self.manner.width:
            return self.lines.paragraph(said, None, self.indent)
        steps = (self.indent + _INDENT * number for number in range(len(parts)))
        return "\n".join(
            self.lines.paragraph(part, None, step) for part, step in zip(parts, steps, strict=True) if part
        )

    @cached_property
    def _signs(self) -> dict[str, str]:
        """The sign of each note in the text, by the note's name."""
        return {ref.note: ref.label for ref in each(NoteRef, self.article.body)}

    def _notes(self, block: Endnotes) -> Iterator[str]:
        yield self.lines.paragraph(self._worded(self.words.notes))
        signs = self._signs
        for number, note in enumerate(block.notes, start=1):
            sign = signs.get(note.id) or in_digits(str(number), self.digits)
            yield self.line(note.text, f"[{sign}] ")

    # --- what it cost -------------------------------------------------------------------------

    def tell(self) -> None:
        """Tell what was broken, stripped and mapped.

        Raises WriteError for letters that the encoding lacks where none may be mapped, or none can.
        """
        for word in self.lines.broken:
            told = f"{CONTROLS.sub('', word)[:60]!r} is wider than a line, and was broken"
            self.notes.add("text/word-broken", told)
        for code, count in self.stripped.items():
            if count:
                self.notes.add(code, f"left out {count} signs, as asked")
        tell_mapped(self.lines, self.manner, self.notes)


def _is_said(run: Run) -> bool:
    """Say whether the words of a link say where it leads: ``carpets.example.org``, ``+965 2222-3333``."""
    said, href = run.text.strip(), run.href
    if href.lower().startswith("tel:"):
        return re.sub(r"\D", "", latin(said)) == re.sub(r"\D", "", href)
    bare = (_SCHEME.sub("", one).rstrip("/") for one in (said, href))
    return next(bare) == next(bare)
