"""Where WeasyPrint ends a line, mended: the space there costs a line its words, or its place in the column.

Both faults were read and measured in WeasyPrint 70.0, the first in text of either direction.
"""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from itertools import pairwise
from typing import Any

from convert.pdf.engine import shape_of, switched

#: White space that goes at the end of a line (CSS Text 3 §4.1.2).
_COLLAPSING = ("normal", "nowrap", "pre-line")
#: No face sets more letters to the length of its size than this (WeasyPrint's own measure).
_LETTERS = 4
#: The parameters of the step that is replaced, as they were read.
_SPLIT = ["text", "style", "context", "max_width", "justification_spacing", "is_line_start", "minimum"]
#: No more lines of a document are remembered.
_MOST_LINES = 4096
_FILLED: ContextVar["_Lines | None"] = ContextVar("filled", default=None)
_MENDED: ContextVar[bool] = ContextVar("mended", default=False)


@contextmanager
def filled_lines() -> Iterator[None]:
    """Let lines of what is laid out meanwhile in this context take all words that fit.

    ``some words and more <b>words</b>`` is broken after ``some`` where ``more`` ends so near the margin
    that the space after it does not fit.
    """
    _open_split()
    with switched(_FILLED, _Lines()):
        yield


@cache
def _open_split() -> None:
    """Put a door into the step that cuts a line off a text; it must be as it was read."""
    from weasyprint.layout import inline

    plain = inline.split_first_line
    if [*inspect.signature(plain).parameters] != _SPLIT:
        return

    def filled(text: str, style: Any, context: Any, max_width: Any, spacing: float, **manner: Any) -> Any:
        found = plain(text, style, context, max_width, spacing, **manner)
        if found[0].text != text and _may_hang(text, style, max_width):
            whole = plain(text.rstrip(" "), style, context, None, spacing)
            if whole[3] <= max_width:
                return plain(text, style, context, None, spacing)
        return found

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, *rest: Any, **named: Any
    ) -> Any:
        known = _FILLED.get()
        if known is None:
            return plain(text, style, context, max_width, spacing, *rest, **named)
        manner = dict(zip(_SPLIT[5:], rest, strict=False)) | named
        return known.line(filled, text, style, context, max_width, spacing, **manner)

    inline.split_first_line = split_first_line


class _Lines:
    """The lines that were cut off the texts of one document: columns are tried at many heights."""

    def __init__(self) -> None:
        self._known: dict[tuple[Any, ...], Any] = {}

    def line(self, cut: Any, text: str, style: Any, context: Any, *room: Any, **manner: Any) -> Any:
        """Return what *cut* finds, or found before."""
        max_width, spacing = room
        width = max_width if max_width is None else round(max_width, 2)  # a column's, wherever it stands
        key = (id(style), text, width, spacing, *manner.items())
        kept = self._known.get(key)
        if kept is None:
            if len(self._known) >= _MOST_LINES:
                self._known.clear()
            #: The style is kept too: as long as it is held, no other has its identity.
            kept = self._known[key] = (style, cut(text, style, context, *room, **manner))
        return kept[1]


def _may_hang(text: str, style: Any, max_width: float | None) -> bool:
    """Say whether *text* may have been cut for the spaces at its end alone, which a line lets hang."""
    words = text.rstrip(" ")
    if max_width is None or words in ("", text) or "\n" in text:
        return False
    return style["white_space"] in _COLLAPSING and len(words) * style["font_size"] <= _LETTERS * max_width


@contextmanager
def mended_layout() -> Iterator[None]:
    """Let lines of what is laid out meanwhile in this context keep their edges, whatever space they end in.

    In a line that runs to the left, WeasyPrint 70 moves every box by the space it takes off the end. Where
    the line is justified too, its end leaves the column by that space and a gap opens inside the line.
    """
    _open_line_end()
    with switched(_MENDED, True):
        yield


@cache
def _open_line_end() -> None:
    """Put a door into the step that takes the space off the end of a line; it must be as it was read."""
    from weasyprint.layout import inline

    plain = getattr(inline, "remove_last_whitespace", None)
    if plain is None or tuple(inspect.signature(plain).parameters) != ("context", "line"):
        return

    def remove_last_whitespace(context: Any, line: Any) -> None:
        (_take_end_off if _MENDED.get() else plain)(context, line)

    inline.remove_last_whitespace = remove_last_whitespace


def _take_end_off(context: Any, line: Any) -> None:
    """Take the spaces off the end of a line, and close the gap (CSS Text 3, 4.1.2)."""
    way = _way_to_end(line)
    text = way[-1]
    if shape_of(text) != "text" or text.style["white_space"] not in _COLLAPSING:
        return
    if not text.text.endswith(" "):
        return
    before = text.width
    _say(context, text, text.text.rstrip(" "))
    for parent, last in pairwise(way):
        parent.width -= before - text.width
        if parent.style["direction"] == "rtl":
            for child in parent.children:
                if child is not last:
                    child.translate(dx=text.width - before, ignore_floats=True)


def _way_to_end(line: Any) -> list[Any]:
    """Return a line, the last box in it, the last box in that, and so on."""
    from weasyprint.formatting_structure import boxes

    way = [line]
    while isinstance(way[-1], boxes.LineBox | boxes.InlineBox) and way[-1].children:
        way.append(way[-1].children[-1])
    return way


def _say(context: Any, textbox: Any, words: str) -> None:
    """Let a text box say *words*, a part of what it said, in the width that they take."""
    from weasyprint.layout.inline import split_text_box

    textbox.text, textbox.width = words, 0
    if words:
        said, _, _ = split_text_box(context, textbox, None, 0)
        textbox.width, textbox.pango_layout = said.width, said.pango_layout
