"""What the person at the terminal sees: results on stdout, talk on stderr, nothing that moves the cursor."""

import json
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from convert.errors import ConvertError, Excerpt, UsageError
from convert.notes import Note
from convert.script.bidi import FSI, PDI
from convert.script.wrapping import columns

#: Characters that would reach into the terminal: controls, and direction marks that leak.
_REACHING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069\ud800-\udfff]"
)
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: Right-to-left words of a line of settings: each stretch is isolated, so that keys and quotes stay put.
_STRETCH = re.compile(f"{_RTL.pattern}(?:[^\"'\n]*{_RTL.pattern})?")
#: How many columns of a line stand in a frame: before what is wrong, of it, and behind it.
_BEFORE, _MARKED, _AFTER = 48, 72, 24
_COLOURS = {"note": "33", "warning": "33;1", "error": "31;1", "wrote": "32", "dim": "2"}


def plain(text: str) -> str:
    """Return *text* on one line, every control shown by its number."""
    text = text.replace("\n", " ").replace("\t", " ")
    return _REACHING.sub(
        lambda found: f"\\x{ord(found[0]):02x}" if ord(found[0]) < 256 else f"\\u{ord(found[0]):04x}", text
    )


def shown(text: str) -> str:
    """Return *text* as a terminal can take it: right-to-left words isolated, never reshaped."""
    clean = plain(text)
    return f"{FSI}{clean}{PDI}" if _RTL.search(clean) else clean


@dataclass(frozen=True, slots=True)
class Screen:
    """How this run talks."""

    quiet: bool = False
    verbose: bool = False
    json: bool = False
    color: str = "auto"

    def paint(self, text: str, colour: str) -> str:
        """Return *text* in colour where stderr is a terminal that wants it."""
        wanted = self.color == "always" or (
            self.color == "auto" and sys.stderr.isatty() and not os.environ.get("NO_COLOR")
        )
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if wanted else text

    def event(self, event: str, **facts: Any) -> None:
        """Write one JSON object, when JSON is asked for."""
        if self.json:
            say(sys.stdout, json.dumps({"event": event, **facts}, ensure_ascii=True))

    def finding(self, code: str, severity: str, where: str, text: str, cure: str, **more: Any) -> None:
        """Write a finding as JSON, when JSON is asked for."""
        self.event("finding", code=code, severity=severity, where=where, text=text, cure=cure, **more)

    def talk(self, verb: str, name: str, facts: list[str]) -> None:
        """Say what was done: a verb, a file, what is known about it."""
        if not self.quiet and not self.json:
            told = plain(" · ".join(filter(None, facts)))
            verb = self.paint(f"{verb:<8}", "wrote" if verb == "wrote" else "dim")
            say(sys.stderr, f"  {verb} {shown(name)}   {told}".rstrip())

    def note(self, note: Note) -> None:
        """Say one note; --quiet keeps warnings and errors only."""
        self.finding(note.code, note.severity, note.where, note.text, note.cure)
        if self.json or (self.quiet and note.severity == "note"):
            return
        where = f" {shown(note.where)}:" if note.where else ""
        cure = f"    ({shown(note.cure)})" if note.cure else ""
        label = self.paint(note.severity, note.severity)
        say(sys.stderr, f"  {label} {note.code}{where} {shown(note.text)}{cure}")

    def error(self, error: ConvertError) -> None:
        """Say why the work stopped: what, where, the cure."""
        column = {"column": error.excerpt.start + 1} if error.excerpt else {}
        self.finding(error.code, "error", error.where, str(error), error.cure, **column)
        if self.json:
            return
        where = f" {shown(error.where)}:" if error.where and not error.excerpt else ""
        say(sys.stderr, f"{self.paint('error', 'error')} {error.code}:{where} {shown(str(error))}")
        if error.excerpt:
            for line in _framed(error.where, error.excerpt):
                say(sys.stderr, line)
        if error.cure:
            more = f"   ·   more: matbaa explain {error.code}" if error.excerpt else ""
            say(sys.stderr, f"  = help: {shown(error.cure)}{more}")


def screen_for(quiet: bool, verbose: bool, as_json: bool, color: str) -> Screen:
    """Return the screen that a command's flags ask for."""
    if color not in ("auto", "always", "never"):
        raise UsageError(f"--color is auto, always or never, not {color!r}")
    return Screen(quiet, verbose, as_json, color)


def _framed(where: str, excerpt: Excerpt) -> Iterator[str]:
    """Yield the line at fault in a frame, carets under what is wrong and a remark beside them."""
    before = _clipped(plain(excerpt.line[: excerpt.start].lstrip()), _BEFORE)
    marked = _clipped(plain(excerpt.line[excerpt.start : excerpt.end]), _MARKED)
    after = _clipped(plain(excerpt.line[excerpt.end :].rstrip()), _AFTER)
    yield f"  ┌─ {shown(where)}"
    yield f"  │ {_STRETCH.sub(lambda found: shown(found[0]), f'{before}{marked}{after}')}".rstrip()
    carets = " " * columns(before) + "^" * max(columns(marked), 1)
    yield f"  │ {carets} {shown(excerpt.remark)}".rstrip()


def _clipped(text: str, most: int) -> str:
    return text if columns(text) <= most else f"{text[:most].rstrip()} …"


def say(stream: TextIO, line: str) -> None:
    """Write one line; letters the stream cannot take are escaped, never an error."""
    try:
        stream.write(line + "\n")
    except UnicodeEncodeError:
        encoding = stream.encoding or "ascii"
        stream.write(line.encode(encoding, "backslashreplace").decode(encoding) + "\n")
    stream.flush()


def size_of(data: bytes) -> str:
    """Return the size of *data* as people say it: ``64 KB``."""
    return told_size(len(data))


def told_size(count: int) -> str:
    """Return so many bytes as people say it: ``64 KB``."""
    return f"{count} B" if count < 1024 else f"{round(count / 1024)} KB"
