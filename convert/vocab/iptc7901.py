"""The wire format of news agencies, IPTC 7901: its control characters, header, code sets and date-time group.

SOH header, STX text ETX date-time group EOT. The numbers of clauses are those of revision 5 (1995), as the
agencies' own descriptions cite them; what they do not describe is not used. Code sets beside ISO 646 are
designated as ISO 2022 has it (clause 7 and Annex C), by the sequences of the ISO register.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

SOH: Final = b"\x01"
STX: Final = b"\x02"
ETX: Final = b"\x03"
EOT: Final = b"\x04"
ESC: Final = b"\x1b"
NEWLINE: Final = b"\r\n"
#: No line of the text is wider.
COLUMNS: Final = 69
#: Free information at the end of the header is no longer (4.10).
LONGEST_INFO: Final = 50
#: The priority of most messages: 1 is a flash, 6 can wait (4.4).
NORMAL: Final = 3
LOWEST: Final = 6

#: What designates a code set, and what leaves it again: ISO-IR 127, 138, 100 and 196.
DESIGNATED: Final = {
    "iso-8859-6": (ESC + b"-G", b""),
    "iso-8859-8-i": (ESC + b"-H", b""),
    "iso-8859-1": (ESC + b"-A", b""),
    "utf-8": (ESC + b"%G", ESC + b"%@"),
}
#: A sequence of ISO 2022: intermediate bytes and a final one.
SEQUENCE: Final = re.compile(rb"\x1b[\x20-\x2f]+[\x30-\x7e]")
_HEADER: Final = re.compile(
    r"(?P<service>[A-Za-z]{1,8})(?P<number>[0-9]{1,4}) (?P<priority>[0-9]) +(?P<category>[A-Za-z]{1,3}) +"
    r"(?P<words>[0-9]{1,5})(?: +(?P<info>\S.{0,49}))? *"
)
_MONTHS: Final = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
_MOMENT: Final = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{2})(?:Z| ?GMT)? ([A-Za-z]{3}) ([0-9]{2})")
#: Two figures of a year below this are of this century.
_PIVOT: Final = 70


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a message: service and number, priority, category, words, what else is said."""

    service: str
    number: int
    priority: int
    category: str
    words: int
    info: str = ""

    def spelled(self) -> str:
        """Return the line: ``MTB0001 3 GEN 0435 ar-KW``."""
        line = f"{self.service}{self.number:04} {self.priority} {self.category} {self.words:04}"
        return f"{line} {self.info}".rstrip()


@dataclass(frozen=True, slots=True)
class Message:
    """The parts of one message as bytes, and the line of the file that its header stands in."""

    header: bytes
    keywords: bytes
    text: bytes
    after: bytes
    line: int
    is_whole: bool


def header_of(line: str) -> Header | None:
    """Return what a header says; None for a line that is none."""
    found = _HEADER.fullmatch(line)
    if not found:
        return None
    return Header(
        found["service"],
        int(found["number"]),
        int(found["priority"]),
        found["category"],
        int(found["words"]),
        (found["info"] or "").strip(),
    )


def spelled_moment(when: datetime) -> str:
    """Return the date-time group (6.2), in UTC: ``280127 NOV 20``."""
    there = when.astimezone(UTC)
    return f"{there:%d%H%M} {_MONTHS[there.month - 1]} {there:%y}"


def moment_of(line: str) -> datetime | None:
    """Return the moment of a date-time group; None for what is none."""
    found = _MOMENT.search(line)
    if not found or found[4].upper() not in _MONTHS:
        return None
    day, hour, minute, year = (int(found[group]) for group in (1, 2, 3, 5))
    month = _MONTHS.index(found[4].upper()) + 1
    try:
        return datetime(year + (2000 if year < _PIVOT else 1900), month, day, hour, minute, tzinfo=UTC)
    except ValueError:
        return None


def messages(data: bytes) -> list[Message]:
    """Return the messages of a file, from SOH to the next; what stands before the first is no message."""
    before, *parts = data.split(SOH)
    found, line = [], 1 + before.count(b"\n")
    for part in parts:
        found.append(_message(part, line))
        line += part.count(b"\n")
    return found


def _message(data: bytes, line: int) -> Message:
    head, stx, rest = data.partition(STX)
    text, etx, after = rest.partition(ETX)
    header, _, keywords = head.replace(NEWLINE, b"\n").partition(b"\n")
    return Message(header, keywords, text, after, line, bool(stx and etx))


def designated(message: bytes) -> tuple[bytes, str]:
    """Return bytes without sequences, and the code set that the first of them designates; empty for none."""
    names = {start: name for name, (start, _) in DESIGNATED.items()}
    found = (names[sequence] for sequence in SEQUENCE.findall(message) if sequence in names)
    return SEQUENCE.sub(b"", message), next(found, "")
