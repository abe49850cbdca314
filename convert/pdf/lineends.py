"""Where WeasyPrint ends a line, mended: the space before an element costs a line all words but its first.

The fault was read and measured in WeasyPrint 70.0, in text of either direction.
"""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

#: White space that goes at the end of a line (CSS Text 3 §4.1.2).
_COLLAPSING = ("normal", "nowrap", "pre-line")
#: No face sets more letters to the length of its size than this (WeasyPrint's own measure).
_LETTERS = 4
#: The parameters of the step that is replaced, as they were read.
_SPLIT = ["text", "style", "context", "max_width", "justification_spacing", "is_line_start", "minimum"]
_FILLED: ContextVar[bool] = ContextVar("filled", default=False)


@contextmanager
def filled_lines() -> Iterator[None]:
    """Let lines of what is laid out meanwhile in this context take all words that fit.

    ``some words and more <b>words</b>`` is broken after ``some`` where ``more`` ends so near the margin
    that the space after it does not fit.
    """
    _open_split()
    before = _FILLED.set(True)
    try:
        yield
    finally:
        _FILLED.reset(before)


@cache
def _open_split() -> None:
    """Put a door into the step that cuts a line off a text; it must be as it was read."""
    from weasyprint.layout import inline

    plain = inline.split_first_line
    if [*inspect.signature(plain).parameters] != _SPLIT:
        return

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, *rest: Any, **named: Any
    ) -> Any:
        found = plain(text, style, context, max_width, spacing, *rest, **named)
        if found[0].text != text and _FILLED.get() and _may_hang(text, style, max_width):
            whole = plain(text.rstrip(" "), style, context, None, spacing)
            if whole[3] <= max_width:
                return plain(text, style, context, None, spacing)
        return found

    inline.split_first_line = split_first_line


def _may_hang(text: str, style: Any, max_width: float | None) -> bool:
    """Say whether *text* may have been cut for the spaces at its end alone, which a line lets hang."""
    words = text.rstrip(" ")
    if max_width is None or words in ("", text) or "\n" in text:
        return False
    return style["white_space"] in _COLLAPSING and len(words) * style["font_size"] <= _LETTERS * max_width
