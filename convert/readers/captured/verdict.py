"""What a rule says of the lines it takes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

#: What a line turns out to be.
Role = Literal[
    "left out", "caption", "repeat",  # not of the article; told in notes and kept beside it
    "headline", "kicker", "deck", "byline", "dateline", "date", "source", "tags", "row",
    "paragraph", "subhead", "item", "quote",
]  # fmt: skip

#: Roles of lines that are no part of the article.
LEFT_OUT = frozenset({"left out", "caption", "repeat"})


@dataclass(frozen=True, slots=True)
class When:
    """A moment that a date line states, and of what: of the publication or of the last change."""

    kind: Literal["published", "updated"]
    moment: datetime | None
    zone_stated: bool = False
    is_labelled: bool = False
    has_clock: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a person should look at: the code and the sentence of a note, or of a warning."""

    code: str
    sentence: str
    warning: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """The role of *count* lines, and why.

    *words* are kept where they are not the whole line; *names* are people, or keywords; *parts* are the
    verdicts on the pieces of a line that says several things.
    """

    role: Role
    reason: str
    count: int = 1
    words: str = ""
    names: tuple[str, ...] = ()
    whens: tuple[When, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    parts: tuple["Verdict", ...] = ()
