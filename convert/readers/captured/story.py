"""Makes an article of what the rules found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from convert.model import Block, Blocks, Concept, Heading, Item, List, Paragraph, Quote, label
from convert.notes import Notes
from convert.readers.captured.judge import Ruling
from convert.readers.captured.rules.body import BULLET, NUMBER, number_of
from convert.readers.captured.verdict import LEFT_OUT, Verdict

#: From so many lines in a row that one rule leaves out, one note is made.
_MANY = 5
_KEEP = "keep it with --keep-leftovers"
_STATE = "state it: -M published=…"


@dataclass(slots=True)
class Story:
    """What has been understood of an article, ready to be spelled."""

    headline: str = ""
    deck: str = ""
    kicker: str = ""
    byline: str = ""
    dateline: str = ""
    dates: dict[str, datetime] = field(default_factory=dict)
    date_lines: dict[str, str] = field(default_factory=dict)
    certainty: dict[str, int] = field(default_factory=dict)
    zone_stated: bool = True
    sources: list[str] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    keywords: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    body: list[Block] = field(default_factory=list)


class _Ids:
    """Names for blocks: p1, p2 … for paragraphs, h1 … for subheads."""

    def __init__(self) -> None:
        self._counts = {letter: count(1) for letter in "phlq"}

    def next(self, letter: str) -> str:
        return f"{letter}{next(self._counts[letter])}"


def story(rulings: Iterable[Ruling], notes: Notes, *, headline: str = "", deck: str = "") -> Story:
    """Return what *rulings* make up; what was left out or guessed is noted.

    *headline* and *deck* are those the front matter states.
    """
    made, ids = Story(headline=headline, deck=deck), _Ids()
    for ruling in _gathered(rulings):
        _take(made, ruling, ruling.verdict, ids)
        _tell(ruling, notes)
    return made


def _gathered(rulings: Iterable[Ruling]) -> Iterator[Ruling]:
    """Yield *rulings*, long runs of lines that one rule leaves out as one."""
    held: list[Ruling] = []
    for ruling in rulings:
        if held and not (ruling.rule == held[0].rule and ruling.verdict.role == "left out"):
            yield from _one_or_each(held)
            held = []
        if ruling.verdict.role == "left out":
            held.append(ruling)
        else:
            yield ruling
    yield from _one_or_each(held)


def _one_or_each(held: list[Ruling]) -> Iterator[Ruling]:
    if len(held) < _MANY:
        yield from held
        return
    lines = tuple(line for ruling in held for line in ruling.lines)
    yield Ruling(held[0].rule, held[0].verdict, lines)


def _take(made: Story, ruling: Ruling, verdict: Verdict, ids: _Ids) -> None:  # noqa: C901, PLR0912 - one case a role
    texts = [line.text for line in ruling.lines]
    words = verdict.words or texts[0]
    match verdict.role:
        case "left out" | "caption" | "repeat":
            made.left_out += texts
        case "headline":
            made.headline = words
        case "deck":
            made.deck = _and(made.deck, words)
        case "kicker":
            made.kicker = _and(made.kicker, words)
        case "byline":
            made.byline = _and(made.byline, words)
            made.authors += verdict.names
        case "dateline":
            made.dateline = _and(made.dateline, words)
        case "date":
            _take_dates(made, verdict, " ".join(texts))
        case "source":
            made.sources.append(words)
            made.left_out += texts
        case "tags":
            made.keywords += [name for name in verdict.names if name not in made.keywords]
            made.left_out += texts
        case "row":
            _take_row(made, ruling, verdict, ids)
        case "paragraph":
            made.body.append(Paragraph(id=ids.next("p"), text=label(words)))
        case "subhead":
            made.body.append(Heading(id=ids.next("h"), text=label(words)))
        case "item":
            made.body.append(_list(texts, ids))
        case "quote":
            quoted: Blocks = tuple(Paragraph(text=label(text.removeprefix("> "))) for text in texts)
            made.body.append(Quote(id=ids.next("q"), body=quoted))


def _and(before: str, more: str) -> str:
    return f"{before} · {more}" if before else more


def _take_dates(made: Story, verdict: Verdict, line: str) -> None:
    """Take dates: a labelled one counts before others, then one below the headline, then one with an hour."""
    labelled, clock = (
        any(said) for said in zip(*((w.is_labelled, w.has_clock) for w in verdict.whens), strict=True)
    )
    strength = 4 * labelled + 2 * bool(made.headline) + clock
    better = [when for when in verdict.whens if strength > made.certainty.get(when.kind, -1)]
    replaced = {made.date_lines[when.kind] for when in better if when.kind in made.date_lines}
    made.left_out += sorted(replaced) if better else [line]
    for when in better:
        made.certainty[when.kind] = strength
        made.date_lines[when.kind] = line
        made.zone_stated &= when.zone_stated or when.moment is None
        made.dates.pop(when.kind, None)
        if when.moment:
            made.dates[when.kind] = when.moment


def _take_row(made: Story, ruling: Ruling, verdict: Verdict, ids: _Ids) -> None:
    """Take the facts of a row; the row itself is kept as the line of its date, or beside the article."""
    for part in verdict.parts:
        if part.role not in LEFT_OUT:
            _take(made, ruling, part, ids)
    if not any(part.role == "date" for part in verdict.parts):
        made.left_out.append(ruling.lines[0].text)


def _list(texts: list[str], ids: _Ids) -> List:
    ordered = BULLET.match(texts[0]) is None
    mark = NUMBER if ordered else BULLET
    items = tuple(Item(text=label(mark.sub("", text, count=1))) for text in texts)
    return List(id=ids.next("l"), items=items, ordered=ordered, start=number_of(texts[0]) if ordered else 1)


def _tell(ruling: Ruling, notes: Notes) -> None:
    """Note what was left out, and what a rule doubts."""
    match ruling.verdict.role:
        case "left out":
            notes.add("text/furniture", _left_out(ruling), ruling.where, cure=_KEEP)
        case "caption":
            notes.add("text/caption", _left_out(ruling), ruling.where, cure=_KEEP)
        case "repeat":
            notes.add("text/repeated", _left_out(ruling), ruling.where, cure=_KEEP)
        case _:
            pass
    for part in (ruling.verdict, *ruling.verdict.parts):
        for doubt in part.doubts:
            tell = notes.warn if doubt.warning else notes.add
            cure = _STATE if doubt.code.startswith("text/date") else ""
            tell(doubt.code, doubt.sentence, ruling.where, cure=cure)


def _left_out(ruling: Ruling) -> str:
    first, last = ruling.lines[0].text, ruling.lines[-1].text
    count = len(ruling.lines)
    return f'left out "{first}"' if count == 1 else f'left out {count} lines, "{first}" to "{last}"'


def people(names: Iterable[str]) -> tuple[Concept, ...]:
    """Return the authors of *names*."""
    return tuple(Concept(name=name, type="cpnat:person") for name in names)
