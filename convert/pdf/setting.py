"""How lines are set, where WeasyPrint has no say: on one grid over all columns, balanced, indented.

A style sheet asks for it by custom properties, named as CSS names what they stand for:
``--line-snap: baseline`` (CSS Line Grid 1) puts the lines of a block on a grid of its line height that
begins at the upper edge of the paper, ``--line-snap: content`` puts what stands in a block there;
``--text-wrap: balance`` (CSS Text 4) makes the lines of a headline about as long as each other. Read and
measured in WeasyPrint 70.0.
"""

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from math import ceil
from typing import Any

from convert.pdf.engine import strut_of, switched

#: The parameters of the steps that are replaced, as they were read.
_LINE = ["context", "linebox", "position_y", "bottom_space", "skip_stack", "containing_block"]
_LINES = ["context", "box", "position_y", "bottom_space", "skip_stack", "containing_block"]
_BLOCK = ["context", "box", "bottom_space", "skip_stack", "containing_block"]
_RULES = ["stream", "box"]
#: By how much of a line one may be too high or too low before it takes another: what rounding, a fall-back
#: face or a raised sign comes to.
_ROUNDING, _SWELL = 0.02, 0.6
#: A headline's lines are even when its width is found so exactly.
_EVEN = 0.01
#: How wide each balanced block is of what is laid out, by its element and the room it has.
_SET: ContextVar[dict[tuple[Any, float], float] | None] = ContextVar("set", default=None)


@contextmanager
def well_set() -> Iterator[None]:
    """Let what is laid out or drawn meanwhile in this context be set as its style sheet asks."""
    _open()
    with switched(_SET, {}):
        yield


@cache
def _open() -> None:
    """Put doors into the steps; each must be as it was read."""
    from weasyprint.draw import border
    from weasyprint.layout import block, inline

    if _begins_with(inline.get_next_linebox, _LINE):
        inline.get_next_linebox = _seated(inline.get_next_linebox)
    if _begins_with(inline.iter_line_boxes, _LINES):
        block.iter_line_boxes = inline.iter_line_boxes = _balanced(inline.iter_line_boxes)
    if _begins_with(block.block_level_layout, _BLOCK):
        block.block_level_layout = _on_top(block.block_level_layout)
    if _begins_with(border.draw_column_rules, _RULES):
        border.draw_column_rules = _between(border.draw_column_rules)


def _begins_with(step: Any, parameters: list[str]) -> bool:
    return [*inspect.signature(step).parameters][: len(parameters)] == parameters


def _asks(style: Any, name: str, word: str) -> bool:
    """Say whether a style has *word* for the custom property *name*."""
    return any(getattr(token, "value", "") == word for token in style[f"__{name}"])


def _seated(plain: Any) -> Any:
    def get_next_linebox(context: Any, linebox: Any, position_y: float, *rest: Any) -> Any:
        if _SET.get() is None:
            return plain(context, linebox, position_y, *rest)
        step = _step(linebox.style)
        if step:
            position_y = ceil(position_y / step - _ROUNDING) * step
        line, resume_at = plain(context, linebox, position_y, *rest)
        if line and linebox.text_indent and linebox.style["direction"] == "rtl":
            line.translate(dx=-linebox.text_indent)  # the engine leaves the room at the wrong end
        if line and line.height and step:
            _seat(line, step)
        return line, resume_at

    return get_next_linebox


def _step(style: Any) -> float:
    """Return the height of a line of the grid; 0 where none is asked for."""
    return strut_of(style)[0] if _asks(style, "line_snap", "baseline") else 0


def _seat(line: Any, step: float) -> None:
    """Make a line whole lines high, its baseline where that of the grid's last line is."""
    height = max(1, ceil(line.height / step - _SWELL)) * step
    top = line.position_y
    baseline = height - step + strut_of(line.style)[1]
    line.translate(dy=baseline - line.baseline)
    line.position_y, line.height, line.baseline = top, height, baseline


def _balanced(plain: Any) -> Any:
    def iter_line_boxes(context: Any, box: Any, *where: Any) -> Any:
        position_y, bottom_space, skip, block, *rest = where

        def lines(within: Any) -> Any:
            return plain(context, box, position_y, bottom_space, skip, within, *rest)

        known = _SET.get()
        if known is not None and skip is None and _asks(block.style, "text_wrap", "balance"):
            key = (block.element, block.width)
            if key not in known:  # columns are tried at many heights
                known[key] = _even_width(block, lambda width: sum(1 for _ in lines(_narrow(block, width))))
            block = _narrow(block, known[key])
        return lines(block)

    return iter_line_boxes


def _even_width(block: Any, count: Any) -> float:
    """Return how narrow *block* can be and have no more lines than *count* says at its own width."""
    wide = float(block.width)
    most = count(wide)
    narrow = wide / most
    while most > 1 and wide - narrow > _EVEN * block.width:
        middle = (narrow + wide) / 2
        narrow, wide = (narrow, middle) if count(middle) <= most else (middle, wide)
    return wide


def _narrow(block: Any, width: float) -> Any:
    """Return *block* made narrower, on the side where its lines end."""
    made = block.copy()
    spare = block.width - width
    made.width = width
    if block.style["text_align_all"] == "center":
        made.position_x += spare / 2
    elif block.style["direction"] == "rtl":
        made.position_x += spare
    return made


def _on_top(plain: Any) -> Any:
    def block_level_layout(
        context: Any,
        box: Any,
        bottom_space: Any,
        skip_stack: Any,
        containing_block: Any,
        *rest: Any,
        **named: Any,
    ) -> Any:
        if _SET.get() is not None:
            box = _placed(box, containing_block)
        return plain(context, box, bottom_space, skip_stack, containing_block, *rest, **named)

    return block_level_layout


def _placed(box: Any, around: Any) -> Any:
    """Return a block as it begins on top of a column, or with its content on the grid."""
    if around.is_column and box.position_y <= around.content_box_y():
        return _with(box, "margin_top", 0)  # CSS Fragmentation 3, 5.2
    asks, inherits = (_asks(one.style, "line_snap", "content") for one in (box, around))
    if asks and not inherits:
        step, _ = strut_of(box.style)
        padding = float(box.style["padding_top"].value)
        top = box.position_y + box.style["border_top_width"] + padding
        return _with(box, "padding_top", padding + ceil(top / step - _ROUNDING) * step - top)
    return box


def _with(box: Any, name: str, pixels: float) -> Any:
    """Return a block with another length in its style."""
    from weasyprint.css.properties import Dimension

    made = box.copy()
    made.style = box.style.copy()
    made.style[name] = Dimension(pixels, "px")
    return made


def _between(plain: Any) -> Any:
    def draw_column_rules(stream: Any, box: Any) -> None:
        if _SET.get() is not None and box.style["direction"] == "rtl":
            box = box.copy_with_children([_mirrored(child, box) for child in box.children])
        plain(stream, box)

    return draw_column_rules


def _mirrored(column: Any, box: Any) -> Any:
    """Return a column of a page that runs from right to left where the engine draws a rule on its right."""
    from weasyprint.layout.percent import percentage

    gap = box.style["column_gap"]
    width = box.style["font_size"] if gap == "normal" else percentage(gap, box.style, box.width)
    made = column.copy()
    made.position_x += column.width + width
    return made
