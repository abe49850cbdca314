"""Checks a wire of IPTC 7901: the parts of each message, its header, its lines, its words."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from convert.checks.lines import flipping
from convert.checks.words import wrong_words
from convert.formats import check
from convert.notes import Finding
from convert.script.codepages import CODEPAGES
from convert.script.standing import CONTROLS
from convert.script.wrapping import columns
from convert.vocab.iptc7901 import (
    COLUMNS,
    LOWEST,
    Header,
    Message,
    designated,
    header_of,
    messages,
    moment_of,
)

#: Control characters that have no place in a text; line ends and tabs have.
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
#: The header says about how many words there are: so much may it be off.
_TOLERANCE: Final = 0.1
#: What follows a text: the date-time group, fillers and EOT.
_AFTER: Final = re.compile(rb"[\s\x7f\x04]*")


@check("iptc7901", suffixes=(".iptc",))
def check_iptc7901(data: bytes, folder: Path | None) -> list[Finding]:  # noqa: ARG001 - every check is given it
    """Return what is wrong with a file of messages, by line."""
    found = messages(data)
    if not found:
        return [Finding("iptc/structure", "there is no SOH (byte 01): no message begins", "", _WRITE)]
    return [finding for message in found for finding in _wrong(message)]


_WRITE: Final = "write it anew: matbaa -t iptc7901"


def _wrong(message: Message) -> Iterator[Finding]:
    where = f"line {message.line}"
    header = header_of(message.header.decode("latin-1"))
    if header is None:
        sentence = f"{message.header[:40]!r} is no header: service and number, priority, category, words"
        yield Finding("iptc/header", sentence, where, "write it as MTB0001 3 GEN 0435")
    elif not 1 <= header.priority <= LOWEST:
        sentence = f"priority {header.priority} is none from 1 to {LOWEST}"
        yield Finding("iptc/header", sentence, where, "3 is the priority of most messages")
    if not message.is_whole:
        yield Finding("iptc/structure", "STX or ETX (bytes 02 and 03) is missing", where, _WRITE)
        return
    yield from _wrong_after(message)
    yield from _wrong_text(message, header)


def _wrong_after(message: Message) -> Iterator[Finding]:
    if _AFTER.fullmatch(message.after):
        sentence = "no date-time group follows the text"
        yield Finding("iptc/moment", sentence, _end_of(message), "write it as 280127 NOV 20", "warning")
    elif moment_of(message.after.decode("latin-1")) is None:
        sentence = f"{message.after.strip()[:40]!r} is no date-time group"
        yield Finding("iptc/moment", sentence, _end_of(message), "write it as 280127 NOV 20")


def _end_of(message: Message) -> str:
    lines = sum(part.count(b"\n") for part in (message.keywords, message.text))
    return f"line {message.line + 1 + lines}"


def _wrong_text(message: Message, header: Header | None) -> Iterator[Finding]:
    first = message.line + 1 + message.keywords.count(b"\n")
    data, code_set = designated(message.keywords + b"\x02" + message.text)
    raw = data.partition(b"\x02")[2]
    for number, line in enumerate(raw.split(b"\n"), start=first):
        control = _CONTROL.search(line.rstrip(b"\r"))
        if control:
            sentence = f"byte {control[0][0]:02X} cannot stand in a text"
            yield Finding("iptc/control", sentence, f"line {number}", "take it out")
    try:
        text = raw.decode(CODEPAGES[code_set].codec if code_set in CODEPAGES else code_set or "utf-8")
    except UnicodeDecodeError as error:
        yield from _undecoded(code_set, error, first + raw.count(b"\n", 0, error.start))
        return
    yield from _wrong_lines(text.replace("\r\n", "\n"), header, first)


def _undecoded(code_set: str, error: UnicodeDecodeError, line: int) -> Iterator[Finding]:
    """Yield a finding where the bytes are not those of the code set; by agreement they may be any."""
    if code_set:
        sentence = f"the text is said to be {code_set}, and a byte is not"
        yield Finding("iptc/code-set", sentence, f"line {line}", "designate the set it is in")
    else:
        sentence = f"no code set is designated, and byte {error.object[error.start]:02X} is no ISO 646"
        cure = "designate it (clause 7), or agree on it with who receives it"
        yield Finding("iptc/code-set", sentence, f"line {line}", cure, "warning")


def _wrong_lines(text: str, header: Header | None, first: int) -> Iterator[Finding]:
    lines = text.split("\n")
    for number, line in enumerate(lines, start=first):
        wide = columns(line)
        if wide > COLUMNS:
            sentence = f"the line has {wide} columns, {COLUMNS} at most"
            yield Finding("iptc/line-long", sentence, f"line {number}", "break it between words")
        for wrong in wrong_words(line):
            yield Finding(wrong.code, wrong.sentence, f"line {number}", wrong.cure, wrong.severity)
    yield from flipping([*[""] * (first - 1), *lines])
    count = len(CONTROLS.sub("", text).split())
    if header and abs(header.words - count) > max(_TOLERANCE * count, 20):
        sentence = f"the header says {header.words} words, there are {count}"
        yield Finding("iptc/words", sentence, f"line {first}", "count them anew", "warning")
