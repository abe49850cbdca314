"""A line of text as the steps see it: runs side by side, and what is put in place of what."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate, pairwise
from typing import NamedTuple, TypeAlias

from convert.model import Inline, LineBreak, Run, Text, joined
from convert.vocab.languages import language_of

#: Stands for the sign of an endnote in a line.
SIGN = "\N{OBJECT REPLACEMENT CHARACTER}"


class Edit(NamedTuple):
    """Words put in place of those from *start* to *end*."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """The text of a paragraph with its language; *runs* says where each inline of it begins and ends.

    *scopes* are the numbers of the runs that have a direction of their own, and are isolates.
    """

    text: str
    lang: str = ""
    runs: tuple[tuple[int, int], ...] = ()
    scopes: frozenset[int] = field(default_factory=frozenset)

    @property
    def stretches(self) -> tuple[tuple[int, int], ...]:
        """The runs, or the whole where none are told apart."""
        return self.runs or ((0, len(self.text)),)


#: A named step: a line to what must be put right in it, from left to right in memory, nothing twice.
Changes: TypeAlias = Callable[[Line], Iterable[Edit]]


class Step(NamedTuple):
    """A change of lines by its name, the sign of its work, and whose words it may change.

    *looks* takes a quick look at the words of a line; it is true of every one that the step would change.
    *own_words*: code and words of another language or direction are left alone. *whole*: all of its edits
    in a line are made or none. *asked*: it is taken only where the House asks for it.
    """

    name: str
    changes: Changes
    looks: Callable[[str], object]
    own_words: bool = True
    whole: bool = False
    asked: bool = False


def edited(text: str, edits: Iterable[Edit]) -> str:
    """Return *text* with *edits* made."""
    out, end = [], 0
    for edit in edits:
        out += [text[end : edit.start], edit.words]
        end = edit.end
    return "".join([*out, text[end:]])


def line_words(text: Text) -> str:
    """Return the words of *text* as the steps see them: a line feed for a break, a sign for an endnote's."""
    return "".join(map(_said, text))


def line_of(text: Text, lang: str) -> Line:
    """Return *text* as one line of *lang*."""
    said = [_said(inline) for inline in text]
    edges = [0, *accumulate(map(len, said))]
    scopes = frozenset(
        place for place, inline in enumerate(text) if isinstance(inline, Run) and inline.direction
    )
    return Line("".join(said), lang, tuple(pairwise(edges)), scopes)


def _said(inline: Inline) -> str:
    return inline.text if isinstance(inline, Run) else "\n" if isinstance(inline, LineBreak) else SIGN


def with_edits(text: Text, line: Line, edits: Sequence[Edit], step: "Step") -> tuple[Text, int]:
    """Return *text* with *edits* made in its runs, and in how many of them."""
    guarded = [
        not isinstance(inline, Run) or (step.own_words and _is_of_others(inline, line.lang))
        for inline in text
    ]
    pieces = _shared_out(line, edits, guarded)
    if step.whole and sum(map(len, pieces)) < len(edits):
        return text, 0
    changed = [
        replace(inline, text=edited(inline.text, edits)) if edits and isinstance(inline, Run) else inline
        for inline, edits in zip(text, pieces, strict=True)
    ]
    count = sum(old != new for old, new in zip(text, changed, strict=True))
    return (joined(changed), count) if count else (text, 0)


def _is_of_others(run: Run, lang: str) -> bool:
    other = bool(run.lang) and language_of(run.lang).tag != language_of(lang).tag
    return other or bool(run.direction) or "code" in run.marks


def _shared_out(line: Line, edits: Iterable[Edit], guarded: list[bool]) -> list[list[Edit]]:
    """Return the edits of each run, counted from its beginning; one that touches a guarded run is dropped."""
    pieces: list[list[Edit]] = [[] for _ in line.runs]
    for edit in edits:
        touched = _touched(line, edit)
        if any(guarded[place] for place in touched):
            continue
        for place in touched:
            start, end = line.runs[place]
            words = edit.words if place == touched[0] else ""
            pieces[place].append(Edit(max(edit.start - start, 0), min(edit.end, end) - start, words))
    return pieces


def _touched(line: Line, edit: Edit) -> list[int]:
    """Return the runs an edit reaches into; an insertion belongs to what stands before it."""
    if edit.start == edit.end:
        return next(
            ([place] for place, (start, end) in enumerate(line.runs) if start < edit.start <= end), [0]
        )
    return [place for place, (start, end) in enumerate(line.runs) if start < edit.end and edit.start < end]
