"""Counts the words and characters of a body, for inlineXML's wordcount and charcount."""

from collections.abc import Iterator

from convert.model import (
    Blocks,
    Correction,
    Definitions,
    Divider,
    Embed,
    Endnotes,
    Figure,
    Gallery,
    Heading,
    InfoBox,
    List,
    Paragraph,
    Preformatted,
    PullQuote,
    Quote,
    Table,
    Verse,
    words_of,
)


def lines(blocks: Blocks) -> Iterator[str]:  # noqa: C901, PLR0912 - one case a kind of block
    """Yield every line of text of *blocks*, in reading order."""
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield words_of(block.text)
            case PullQuote():
                yield from (words_of(block.text), words_of(block.credit))
            case Quote():
                yield from lines(block.body)
                yield words_of(block.credit)
            case InfoBox():
                yield words_of(block.title)
                yield from lines(block.body)
            case Correction():
                yield from lines(block.body)
            case List():
                for item in block.items:
                    yield words_of(item.text)
                    yield from lines(item.blocks)
            case Definitions():
                for entry in block.entries:
                    yield from (words_of(entry.term), words_of(entry.meaning))
            case Table():
                yield words_of(block.caption)
                yield from (words_of(cell.text) for row in block.head + block.body for cell in row)
            case Figure():
                yield from (words_of(block.caption), words_of(block.credit))
            case Gallery():
                yield from lines(block.figures)
                yield words_of(block.caption)
            case Embed():
                yield words_of(block.caption)
            case Preformatted():
                yield block.text
            case Verse():
                yield from (words_of(part) for line in block.lines for part in line)
                yield words_of(block.credit)
            case Endnotes():
                yield from (words_of(note.text) for note in block.notes)
            case Divider():
                pass


def words(blocks: Blocks) -> int:
    """Return the number of words between spaces."""
    return sum(len(line.split()) for line in lines(blocks))


def characters(blocks: Blocks) -> int:
    """Return the number of characters, spaces within a line included."""
    return sum(map(len, lines(blocks)))
