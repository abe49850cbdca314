"""The step that gives words of another language their language and direction; no word changes."""

from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from convert.model import (
    Block,
    Direction,
    Heading,
    Inline,
    LineBreak,
    NoteRef,
    Paragraph,
    PullQuote,
    Run,
    Text,
    joined,
)
from convert.script.letters import UNKNOWN_LATIN
from convert.script.runs import Foreign, foreign_block, foreign_runs
from convert.tidy.blocks import Place
from convert.tidy.lines import SIGN


def words_in(text: Text) -> str:
    """Return what *text* says as the page shows it: a line feed for a break, the sign of an endnote."""
    return "".join(map(_shown, text))


def _shown(inline: Inline) -> str:
    match inline:
        case Run():
            return inline.text
        case LineBreak():
            return "\n"
        case NoteRef():
            return inline.label


def spoken_in(text: Text, place: Place) -> str:
    """Return the language of *text*: another one where all of it is of another, else that of its place."""
    lang, direction = foreign_block(words_in(text), place.lang)
    return lang or (UNKNOWN_LATIN if direction else place.lang)


def placed(block: Block, place: Place) -> Block:
    """Return *block* with language and direction of its own where it is of another language as a whole."""
    if not isinstance(block, (Paragraph, Heading, PullQuote)) or block.lang or block.direction:
        return block
    lang, direction = foreign_block(words_in(block.text), place.lang)
    turned = direction if direction != place.direction else ""
    return replace(block, lang=lang, direction=cast(Direction, turned)) if lang or turned else block


def marked(text: Text, place: Place) -> tuple[Text, int]:
    """Return *text* with runs of another language told apart, and how many were.

    A run that has a language or direction is left alone, and so is what reaches across two runs.
    """
    count = 0
    while True:
        found = list(_found(text, place))
        if not found:
            return text, count
        shared = zip(text, _by_inline(text, found), strict=True)
        text = joined(piece for inline, runs in shared for piece in _split(inline, runs))
        count += len(found)


def _found(text: Text, place: Place) -> Iterator[Foreign]:
    """Yield what is to be marked, line by line, each within one run that may be split."""
    start = 0
    for line in _isolates_hidden(text).split("\n"):
        for run in foreign_runs(line, place.lang, place.direction):
            moved = run._replace(start=start + run.start, end=start + run.end)
            if (moved.lang or moved.direction) and _is_free(text, moved):
                yield moved
        start += len(line) + 1


def _is_free(text: Text, found: Foreign) -> bool:
    return any(start <= found.start and found.end <= end for start, end in _free_spans(text))


def _isolates_hidden(text: Text) -> str:
    """Return the words of *text*; what has a direction of its own is a neutral to its neighbours."""
    return "".join(
        SIGN * len(inline.text) if isinstance(inline, Run) and inline.direction else _shown(inline)
        for inline in text
    )


def _free_spans(text: Text) -> Iterator[tuple[int, int]]:
    end = 0
    for inline in text:
        start, end = end, end + len(_shown(inline))
        if (
            isinstance(inline, Run)
            and not inline.lang
            and not inline.direction
            and "code" not in inline.marks
        ):
            yield start, end


def _by_inline(text: Text, found: list[Foreign]) -> Iterator[list[Foreign]]:
    """Yield what was found in each inline, counted from its beginning."""
    end = 0
    for inline in text:
        start, end = end, end + len(_shown(inline))
        here = (run for run in found if start <= run.start and run.end <= end)
        yield [run._replace(start=run.start - start, end=run.end - start) for run in here]


def _split(inline: Inline, runs: list[Foreign]) -> Iterator[Inline]:
    if not isinstance(inline, Run) or not runs:
        yield inline
        return
    end = 0
    for run in runs:
        yield replace(inline, text=inline.text[end : run.start])
        way = cast(Direction, run.direction)
        yield replace(inline, text=inline.text[run.start : run.end], lang=run.lang, direction=way)
        end = run.end
    yield replace(inline, text=inline.text[end:])
