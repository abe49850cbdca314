"""Writes plain text that any editor shows the right way round: one line a paragraph."""

from collections.abc import Iterator
from typing import Literal, assert_never

from convert.formats import writer
from convert.house import House
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
    words_of,
)
from convert.notes import Notes
from convert.script.bidi import MARK, isolated, led, technical_pieces
from convert.script.dates import day_and_time
from convert.script.digits import in_digits
from convert.vocab.languages import digits_of, language_of
from convert.writers.typeset import quoted

Bidi = Literal["isolates", "marks", "none"]
Links = Literal["none", "inline"]
_BULLET = "\N{BULLET}"
_RULE = "* * *"


@writer("text", suffix=".txt", media_type="text/plain; charset=utf-8")
def write_text(
    edition: Edition, notes: Notes, *, house: House, bidi: Bidi = "isolates", links: Links = "none"
) -> bytes:
    """Write the edition as plain text, an empty line between paragraphs.

    *bidi*: `isolates` keeps numbers, addresses and names in order; `marks` only leads each line;
    `none` writes no invisible character. *links*: `inline` writes an address behind its words.
    """
    for article in edition.articles:
        if article.status == "canceled":
            notes.warn("story/canceled", f'"{words_of(article.headline)}" is cancelled')
    parts = [_Plain(article, house, notes, bidi, links).text() for article in edition.in_order]
    rule = _RULE if bidi == "none" or not edition.articles else led(_RULE, edition.articles[0].direction)
    return (f"\n{rule}\n\n".join(parts)).encode()


class _Plain:
    """One article as lines."""

    def __init__(self, article: Article, house: House, notes: Notes, bidi: Bidi, links: Links) -> None:
        self.article = article
        self.notes = notes
        self.bidi = bidi
        self.links = links
        self.language = language_of(article.lang)
        self.digits = house.digits or digits_of(article.lang)

    def text(self) -> str:
        paragraphs = [*self._head(), *self._blocks(self.article.body), self._foot()]
        return "\n\n".join(filter(None, paragraphs)) + "\n"

    def _head(self) -> Iterator[str]:
        article = self.article
        for line in (article.kicker, article.headline, article.deck, article.byline):
            yield self._line(line)
        yield "\n".join(filter(None, (self._led(fact) for fact in self._dates())))
        yield self._line(article.dateline)

    def _dates(self) -> Iterator[str]:
        words = self.language.words
        for word, when in ((words.published, self.article.published), (words.updated, self.article.updated)):
            if when:
                yield f"{word} {day_and_time(when, self.article.lang, self.digits)}"

    def _foot(self) -> str:
        """Return whose it is and what may be done with it, a line each."""
        article = self.article
        lines = (article.credit, article.rights.notice, article.rights.usage)
        return "\n".join(self._led(line) for line in lines if line)

    # --- lines --------------------------------------------------------------------------------

    def _led(self, line: str, direction: Direction | Literal[""] = "") -> str:
        return line if self.bidi == "none" else led(line, direction or self.article.direction)

    def _line(self, text: Text, prefix: str = "", direction: Direction | Literal[""] = "") -> str:
        lines = (prefix + self._said(text)).split("\n")
        return "\n".join(self._led(line, direction) for line in lines)

    def _said(self, text: Text) -> str:
        said, gap = "", False
        for inline in quoted(text, self.language):
            if isinstance(inline, Run) and "del" in inline.marks:
                self.notes.add("text/deletion-dropped", f'left out the deleted "{inline.text}"')
                gap = said.endswith(" ") or not said
            else:
                words = self._inline(inline)
                said += words.removeprefix(" ") if gap else words
                gap = False
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
        words = run.text
        if self.bidi == "isolates":
            words = isolated(words, run.direction) if run.direction else self._technical(words)
        return words + self._address(run)

    def _technical(self, words: str) -> str:
        if self.article.direction == "ltr":
            return words
        pieces = technical_pieces(words)
        return "".join(isolated(piece, "ltr") if technical else piece for piece, technical in pieces)

    def _address(self, run: Run) -> str:
        said = run.text.strip()
        if not run.href or run.href.startswith("#") or run.href in (said, f"mailto:{said}"):
            return ""
        if self.links == "none":
            self.notes.add(
                "text/link-dropped", f"plain text leaves out the link to {run.href}", cure="--links inline"
            )
            return ""
        return f" <{isolated(run.href, 'ltr') if self.bidi == 'isolates' else run.href}>"

    # --- blocks -------------------------------------------------------------------------------

    def _blocks(self, blocks: Blocks) -> Iterator[str]:
        for block in blocks:
            yield from self._block(block)

    def _block(self, block: Block) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a kind of block
        match block:
            case Paragraph() | Heading():
                yield self._line(block.text, direction=block.direction)
            case Quote():
                yield from self._blocks(block.body)
                yield from self._credit(block.credit)
            case PullQuote():
                yield self._line(block.text, direction=block.direction)
                yield from self._credit(block.credit)
            case InfoBox():
                yield self._line(block.title)
                yield from self._blocks(block.body)
            case Correction():
                yield from self._blocks(block.body)
            case List():
                yield "\n".join(self._items(block))
            case Definitions():
                yield "\n".join(
                    self._line((*entry.term, Run(": "), *entry.meaning)) for entry in block.entries
                )
            case Table():
                yield self._table(block)
            case Figure():
                yield self._picture(block.image.alt, block.caption, block.credit)
            case Gallery():
                yield self._line(block.caption)
                yield from self._blocks(block.figures)
            case Embed():
                alt = block.poster.alt if block.poster else ""
                yield self._picture(alt, block.caption, (Run(block.href, direction="ltr"),))
            case Preformatted():
                yield "\n".join(self._led(line, block.direction) for line in block.text.split("\n"))
            case Verse():
                yield "\n".join(self._verse_line(line) for line in block.lines)
                yield from self._credit(block.credit)
            case Endnotes():
                yield "\n".join(self._notes(block))
            case Divider():
                yield self._led(_RULE)
            case _:
                assert_never(block)

    def _credit(self, credit: Text) -> Iterator[str]:
        if credit:
            said = self._said(credit)
            yield self._led(said if said.startswith(("—", "–", "-")) else f"— {said}")

    def _items(self, block: List, indent: str = "") -> Iterator[str]:
        for number, item in enumerate(block.items, start=block.start):
            sign = in_digits(f"{number}.", self.digits) if block.ordered else _BULLET
            yield self._line(item.text, f"{indent}{sign} ")
            for inner in item.blocks:
                if isinstance(inner, List):
                    yield from self._items(inner, indent + "  ")
                else:
                    yield from (f"{indent}  {line}" for line in self._block(inner))

    def _table(self, block: Table) -> str:
        rows = [" | ".join(self._cell(cell.text) for cell in row) for row in block.head + block.body]
        return "\n".join(filter(None, (self._line(block.caption), *map(self._lead_row, rows))))

    def _cell(self, text: Text) -> str:
        said = self._said(text).replace("\n", " ")
        return isolated(said, "auto") if self.bidi == "isolates" else said

    def _lead_row(self, row: str) -> str:
        """Lead a row by a mark: what stands in isolates does not speak for the line."""
        return row if self.bidi == "none" else MARK[self.article.direction] + row

    def _picture(self, alt: str, caption: Text, credit: Text) -> str:
        words = self.language.words.picture
        shown = f"[{words}: {alt}]" if alt else f"[{words}]"
        parts = [shown, self._said(caption), self._said(credit)]
        return self._led(" ".join(filter(None, parts)).replace("\n", " "))

    def _verse_line(self, line: tuple[Text, ...]) -> str:
        return self._led("   *   ".join(self._said(part) for part in line))

    def _notes(self, block: Endnotes) -> Iterator[str]:
        yield self._led(self.language.words.notes)
        signs = {ref.note: ref.label for ref in each(NoteRef, self.article.body)}
        for number, note in enumerate(block.notes, start=1):
            sign = signs.get(note.id) or in_digits(str(number), self.digits)
            yield self._line(note.text, f"[{sign}] ")
