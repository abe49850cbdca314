"""Reads the wire of news agencies, IPTC 7901: each message an article."""

import re
import uuid
from collections.abc import Iterator
from datetime import UTC
from typing import Final

from convert.errors import SourceError
from convert.formats import Source, reader
from convert.house import House
from convert.model import Article, Block, Concept, Edition, Item, Link, List, Paragraph, Preformatted, label
from convert.notes import Notes
from convert.readers.decode import decode
from convert.script.digits import latin
from convert.script.letters import guess_language
from convert.script.standing import CONTROLS
from convert.vocab.iptc7901 import Header, Message, designated, header_of, messages, moment_of
from convert.vocab.languages import direction_of, is_tag

#: What begins an entry of a list: a bullet, or a number and its point.
_ENTRY: Final = re.compile(r"(?:[•*]|([0-9٠-٩۰-۹]{1,3})\.) (.*)")
#: A new paragraph without an empty line before it: agencies put three spaces.
_BEGINS: Final = re.compile(r"\n(?=   \S)")
_GRID: Final = re.compile(r".* \| .*|[-+]+")
#: The last line of a message, with the initials of who wrote it.
_END: Final = re.compile(r"\n\./\.[^\n]*\s*\Z")


@reader("iptc7901", suffixes=(".iptc",), media_type="application/octet-stream")
def read_iptc7901(source: Source, house: House, notes: Notes) -> Edition:
    """Return the messages in *source* as an Edition.

    The first paragraph of a message is its headline; the date-time group is when it was published, in UTC.
    Raises SourceError for a file without a whole message, or with a header that is none.
    """
    found = messages(source.data)
    if not found:
        raise SourceError("no message of IPTC 7901: there is no SOH (byte 01)", code="source/no-article")
    return Edition(articles=tuple(_article(one, source, house, notes) for one in found))


def _article(message: Message, source: Source, house: House, notes: Notes) -> Article:
    where = f"line {message.line}"
    header = header_of(message.header.decode("latin-1").strip())
    if header is None:
        raise SourceError(f"no header of IPTC 7901: {message.header[:40]!r}", where=where)
    if not message.is_whole:
        raise SourceError("the message has no STX, or no ETX: it is cut off", where=where)
    keywords, text = _decoded(message, source, notes)
    paragraphs = [part for part in _paragraphs(text) if part.strip()]
    if not paragraphs:
        raise SourceError("the message says nothing", where=where, code="source/no-article")
    when = moment_of(message.after.decode("latin-1"))
    there = when.astimezone(house.zone or UTC) if when else None
    lang = _language(source, header, house, text)
    return Article(
        guid=uuid.uuid5(uuid.NAMESPACE_URL, f"{header.spelled()}\n{text}").urn,
        lang=lang,
        direction=direction_of(lang),
        provider=_provider(house),
        version_created=there,
        first_created=there,
        published=there,
        urgency=header.priority or None,
        links=(Link(rel="irel:derivedFrom", href=source.name, size=len(source.data)),),
        headline=label(_joined(paragraphs[0])),
        keywords=keywords,
        body=tuple(map(_block, paragraphs[1:])),
    )


def _decoded(message: Message, source: Source, notes: Notes) -> tuple[tuple[str, ...], str]:
    """Return keywords and text, in the designated code set, the one that was named, or the one that reads."""
    data, code_set = designated(message.keywords + b"\x02" + message.text)
    told = Notes()
    text = decode(data.replace(b"\x02", b"\n\n\n"), told, source.encoding or code_set)
    notes.extend(told)
    keywords, _, body = text.partition("\n\n\n")
    said = (CONTROLS.sub("", word).strip() for word in re.split("[/\n]", keywords))
    return tuple(filter(None, said)), body


def _paragraphs(text: str) -> Iterator[str]:
    """Yield the paragraphs of a text, which empty lines part, or a line that begins with three spaces."""
    plain = _END.sub("\n", CONTROLS.sub("", text.replace("\r\n", "\n")))
    for part in re.split(r"\n\s*\n", plain.strip("\n")):
        yield from _BEGINS.split(part) if part.startswith("   ") else (part,)


def _joined(paragraph: str) -> str:
    return " ".join(line.strip() for line in paragraph.split("\n"))


def _block(paragraph: str) -> Block:
    lines = [line for line in paragraph.split("\n") if line.strip()]
    if len(lines) > 1 and all(map(_GRID.fullmatch, lines)):
        return Preformatted(text="\n".join(lines))
    if _ENTRY.fullmatch(lines[0].strip()):
        return _list(lines)
    return Paragraph(text=label(_joined(paragraph)))


def _list(lines: list[str]) -> List:
    """Return the entries of a list; a line without a bullet of its own goes on with the one before it."""
    items: list[str] = []
    numbers: list[str | None] = []
    for line in lines:
        entry = _ENTRY.fullmatch(line.strip())
        if entry:
            numbers.append(entry[1])
            items.append(entry[2])
        else:
            items[-1] += f" {line.strip()}"
    ordered = all(numbers)
    start = int(latin(numbers[0] or "1"))
    return List(items=tuple(Item(label(item)) for item in items), ordered=ordered, start=start)


def _language(source: Source, header: Header, house: House, text: str) -> str:
    """Return the language that was named, the one the header says, or that of the letters."""
    said = header.info.partition(" ")[0]
    guessed = guess_language(text)
    known = said if len(said) > 1 and is_tag(said) else ""
    return source.lang or known or (guessed if guessed != "und" else house.language or "ar")


def _provider(house: House) -> Concept | None:
    if not house.provider and not house.title:
        return None
    return Concept(uri=f"https://{house.provider}/" if house.provider else "", name=house.title)
