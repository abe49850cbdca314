"""Retells an article block by block, each text with the language and direction it stands in."""

import re
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Final, NamedTuple, TypeVar, cast

from convert.model import (
    Block,
    Direction,
    Divider,
    LineBreak,
    NoteRef,
    Paragraph,
    Placed,
    Run,
    Text,
    words_of,
)

Node = TypeVar("Node")
#: A rule drawn with letters and signs: three of one kind or more, apart or together; of dots, five.
_RULE: Final = re.compile(
    r"\s*(?:([\u0640_*=~\u2010-\u2015\u2022\u25cf\u25a0-])(?: ?\1){2,}|[.\u00b7](?: ?[.\u00b7]){4,})\s*"
)


class Place(NamedTuple):
    """The language and direction that hold where a text stands."""

    lang: str
    direction: Direction

    def inside(self, node: object) -> "Place":
        """Return what holds inside *node*."""
        if not isinstance(node, Placed):
            return self
        return Place(node.lang or self.lang, node.direction or self.direction)


def divided(block: Block) -> Block:
    """Return a Divider for a paragraph that is nothing but a rule: ``ــــــــ``, ``* * *``, ``------``."""
    if not isinstance(block, Paragraph) or not all(isinstance(inline, Run) for inline in block.text):
        return block
    ruled = _RULE.fullmatch(words_of(block.text))
    return Divider(id=block.id, lang=block.lang, direction=block.direction) if ruled else block


def retold(
    node: Node,
    place: Place,
    change: Callable[[Text, Place], Text],
    before: Callable[[Block, Place], Block],
) -> Node:
    """Return *node* with *before* done to every block in it, and then *change* to every Text."""
    if isinstance(node, tuple):
        if node and all(isinstance(part, Run | LineBreak | NoteRef) for part in node):
            return cast(Node, change(node, place))
        return cast(Node, tuple(retold(part, place, change, before) for part in node))
    if not is_dataclass(node) or isinstance(node, type):
        return node
    if isinstance(node, Placed):
        node = cast(Node, before(cast(Block, node), place))
    return _with_parts(node, place.inside(node), change, before)


def _with_parts(
    node: Node,
    place: Place,
    change: Callable[[Text, Place], Text],
    before: Callable[[Block, Place], Block],
) -> Node:
    changed = {}
    for part in fields(node):  # type: ignore[arg-type]  # a dataclass: retold has looked
        value = getattr(node, part.name)
        if isinstance(value, tuple) and value:
            after = retold(value, place, change, before)
            if after != value:
                changed[part.name] = after
    return replace(node, **changed) if changed else node  # type: ignore[type-var]  # the same
