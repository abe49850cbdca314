"""Two steps of WeasyPrint at the end of a line, mended: elements in a line cost it its edge there.

Both flaws were read and measured in WeasyPrint 70.0; neither needs text of two directions.
"""

import inspect
from functools import cache
from typing import Any

#: White space that goes at the end of a line (CSS Text 3 §4.1.2).
_COLLAPSING = ("normal", "nowrap", "pre-line")
#: No face sets more letters to its size than this (WeasyPrint's own measure).
_LETTERS = 4
#: The parameters of the steps that are replaced, as they were read.
_SPLIT = ["text", "style", "context", "max_width", "justification_spacing", "is_line_start", "minimum"]
_REMOVE = ["context", "line"]


@cache
def mend() -> bool:
    """Mend the engine for the rest of this process; say whether its steps were as they were read."""
    from weasyprint.layout import inline

    plain = inline.split_first_line
    if [*inspect.signature(plain).parameters] != _SPLIT:
        return False
    if [*inspect.signature(inline.remove_last_whitespace).parameters] != _REMOVE:
        return False

    def split_first_line(
        text: str, style: Any, context: Any, max_width: Any, spacing: float, *rest: Any, **named: Any
    ) -> Any:
        found = plain(text, style, context, max_width, spacing, *rest, **named)
        if found[0].text != text and _may_hang(text, style, max_width):
            whole = plain(text.rstrip(" "), style, context, None, spacing)
            if whole[3] <= max_width:
                return plain(text, style, context, None, spacing)
        return found

    inline.split_first_line = split_first_line
    inline.remove_last_whitespace = _remove_last_whitespace
    return True


def _may_hang(text: str, style: Any, max_width: float | None) -> bool:
    """Say whether *text* may have been broken for the space at its end alone, which a line lets hang.

    ``some words and more <b>words</b>`` was broken after ``some`` where ``more`` ended at the margin.
    """
    words = text.rstrip(" ")
    if max_width is None or words in ("", text) or "\n" in text:
        return False
    return style["white_space"] in _COLLAPSING and len(words) * style["font_size"] <= _LETTERS * max_width


def _remove_last_whitespace(context: Any, line: Any) -> None:
    """Take the space off the end of *line*, and close the gap where it stood.

    The engine moves all boxes of the line, or none, by the direction of the last one: an English name in
    bold at the end of an Arabic line pushes the line over its margin.
    """
    from weasyprint.formatting_structure import boxes

    around, box = [], line
    while isinstance(box, (boxes.LineBox, boxes.InlineBox)) and box.children:
        around.append(box)
        box = box.children[-1]
    if not isinstance(box, boxes.TextBox) or box.style["white_space"] not in _COLLAPSING:
        return
    space = _strip(context, box)
    for parent in around:
        parent.width -= space
        if space and parent.style["direction"] == "rtl":
            for child in parent.children[:-1]:
                child.translate(dx=-space, ignore_floats=True)


def _strip(context: Any, box: Any) -> float:
    """Take the spaces off the end of a text box; return how wide they were."""
    from weasyprint.layout.inline import split_text_box

    words, before = box.text.rstrip(" "), box.width
    if words == box.text:
        return 0
    box.text, box.width = words, 0
    if words:
        bare, _, _ = split_text_box(context, box, None, 0)
        box.width, box.pango_layout = bare.width, bare.pango_layout
    return float(before - box.width)
