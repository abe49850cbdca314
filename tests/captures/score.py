"""Holds a reading of a captured page against the truth about it: headline, paragraphs, words, furniture.

Every capture is a pair of files beside this one: `<name>.txt`, the page as it came, and `<name>.toml`, what
an editor would print of it. Words are compared in order, by the longest common subsequence of the two bodies.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

FOLDER = Path(__file__).resolve().parent
#: Marks of direction: they place the words of a line and are not themselves read.
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
#: A bullet or a number before the words of an entry: a writer prints a list's own.
_BULLET = re.compile(r"(?:[•▪●◾■*\-–—]|[0-9٠-٩۰-۹]{1,2}[.)])\s+")
#: A line of fewer words may stand in another by chance.
_FEW = 3


@dataclass(frozen=True, slots=True)
class Truth:
    """What an editor would print of one capture, and what must stay out of it.

    `body` holds paragraphs, subheads and entries of lists in order; `head` the lines that say who, where and
    when; `furniture` what is no part of the article; `either` what counts neither way.
    """

    name: str
    lang: str
    level: str
    layout: str
    licence: str
    text: str
    notes: str
    headline: str
    deck: str
    kicker: str
    byline: str
    dateline: str
    published: str
    updated: str
    zone: str
    source: str
    keywords: tuple[str, ...]
    subheads: tuple[str, ...]
    lists: tuple[str, ...]
    quotes: tuple[str, ...]
    body: tuple[str, ...]
    head: tuple[str, ...]
    furniture: tuple[str, ...]
    either: tuple[str, ...]
    folder: Path = FOLDER

    @property
    def path(self) -> Path:
        """The capture itself."""
        return self.folder / f"{self.name}.txt"

    @property
    def outside(self) -> tuple[str, ...]:
        """Every line of the page that must not stand in the body."""
        named = (self.headline, self.deck, self.kicker)
        return tuple(filter(None, (*named, *self.head, *self.furniture)))


def truth(path: Path) -> Truth:
    """Read one truth. Raises TypeError for a key that is missing or unknown."""
    said: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    lists = {key: tuple(value) for key, value in said.items() if isinstance(value, list)}
    return Truth(name=path.stem, folder=path.parent, **{**said, **lists})


def truths(folder: Path = FOLDER) -> tuple[Truth, ...]:
    """Return the truth of every capture of *folder*, by name."""
    return tuple(truth(path) for path in sorted(folder.glob("*.toml")))


def keys() -> tuple[str, ...]:
    """Return the keys that a truth must have."""
    return tuple(part.name for part in fields(Truth) if part.name not in ("name", "folder"))


def plain(line: str) -> str:
    """Return *line* in NFC, without marks of direction, any white space one space. Vowel signs stay."""
    return " ".join(_DIRECTION.sub("", unicodedata.normalize("NFC", line)).split())


def bare(line: str) -> str:
    """Return the plain *line* without the bullet or number of a list: "• one" -> "one"."""
    line = plain(line)
    return line[marked.end() :] if (marked := _BULLET.match(line)) else line


def common(said: Sequence[str], wanted: Sequence[str]) -> int:
    """Return the length of the longest common subsequence.

    Bit-parallel, a row of the table in one integer (Hyyrö 2004, "Bit-parallel LCS-length computation
    revisited"): a bit goes out for each word of *wanted* that is matched.
    """
    places: dict[str, int] = {}
    for place, word in enumerate(wanted):
        places[word] = places.get(word, 0) | 1 << place
    whole = (1 << len(wanted)) - 1
    row = whole
    for word in said:
        met = row & places.get(word, 0)
        row = (row + met | row - met) & whole
    return len(wanted) - row.bit_count()


@dataclass(frozen=True, slots=True)
class Score:
    """How one reading compares with the truth.

    `leaked` are lines of the reading that hold furniture, `added` those that are in no line of the truth for
    another reason, `lost` lines of the body that the reading has not, whole and in one piece or over several.
    """

    headline: bool
    deck: bool
    count: bool
    same: bool
    leaked: tuple[str, ...]
    added: tuple[str, ...]
    lost: tuple[str, ...]
    said: int
    wanted: int
    common: int

    @property
    def precision(self) -> float:
        """The share of the words of the reading that belong to the body."""
        return self.common / self.said if self.said else 0.0

    @property
    def recall(self) -> float:
        """The share of the words of the body that the reading has."""
        return self.common / self.wanted

    @property
    def words_lost(self) -> int:
        """The number of words of the body that the reading has not."""
        return self.wanted - self.common


def score(truth: Truth, headline: str, deck: str, body: Iterable[str], free: Iterable[str] = ()) -> Score:
    """Hold a reading against *truth*; lines of *free* count neither way, as those of `either`."""
    wanted = [bare(line) for line in truth.body]
    spared = {bare(line) for line in (*truth.either, *free)} - set(wanted)
    lines = [line for line in map(bare, body) if line and line not in spared]
    outside = {bare(line) for line in truth.outside} - spared
    foreign = [line for line in lines if line not in wanted]
    leaked = [line for line in foreign if _holds(line, outside)]
    said, words = (" ".join(part).split() for part in (lines, wanted))
    return Score(
        headline=plain(headline) == plain(truth.headline),
        deck=plain(deck) == plain(truth.deck),
        count=len(lines) == len(wanted),
        same=lines == wanted,
        leaked=tuple(leaked),
        added=tuple(line for line in foreign if line not in leaked and not _within(line, wanted)),
        lost=tuple(line for line in wanted if not _within(line, lines)),
        said=len(said),
        wanted=len(words),
        common=common(said, words),
    )


def _holds(line: str, outside: Iterable[str]) -> bool:
    """Say whether *line* is, holds or is held by a line that must stay out."""
    return any(line == other or _part(other, line) or _part(line, other) for other in outside)


def _part(short: str, long: str) -> bool:
    return len(short.split()) >= _FEW and f" {short} " in f" {long} "


def _within(line: str, lines: Iterable[str]) -> bool:
    """Say whether the words of *line* stand together in *lines*."""
    return f" {line} " in f" {' '.join(lines)} "


def leaks(found: Iterable[Score]) -> int:
    """Return how many lines of furniture the readings kept."""
    return sum(len(one.leaked) for one in found)


def same_moment(stated: str, zone: str, read: datetime | None) -> bool:
    """Say whether *read* is the time a truth states: an instant, a time of the zone's clock, or a day."""
    if not stated or read is None:
        return not stated and read is None
    here = read.astimezone(ZoneInfo(zone)) if zone else read
    if "T" not in stated:
        return here.date() == date.fromisoformat(stated)
    wanted = datetime.fromisoformat(stated)
    return read == wanted if wanted.tzinfo else here.replace(tzinfo=None) == wanted
