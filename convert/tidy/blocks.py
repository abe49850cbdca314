"""Retells an article block by block, each text with the language and direction it stands in."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from operator import is_
from typing import Final, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

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
#: What a text begins with, and no other tuple.
_INLINE: Final = (Run, LineBreak, NoteRef)
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
        if not isinstance(node, Placed) or not (node.lang or node.direction):
            return self
        return Place(node.lang or self.lang, node.direction or self.direction)


def divided(block: Block) -> Block:
    """Return a Divider for a paragraph that is nothing but a rule: ``ــــــــ``, ``* * *``, ``------``."""
    if not isinstance(block, Paragraph) or not _RULE.fullmatch(words_of(block.text)):
        return block
    if not all(isinstance(inline, Run) for inline in block.text):
        return block
    return Divider(id=block.id, lang=block.lang, direction=block.direction)


def retold(
    node: Node,
    place: Place,
    change: Callable[[Text, Place], Text],
    before: Callable[[Block, Place], Block],
) -> Node:
    """Return *node* with *before* done to every block in it, and then *change* to every Text.

    What nothing is changed in is handed back itself.
    """
    if isinstance(node, tuple):
        if node and isinstance(node[0], _INLINE):
            return cast(Node, change(node, place))
        parts = tuple([retold(part, place, change, before) for part in node])
        return node if all(map(is_, parts, node)) else cast(Node, parts)
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
    for name in _tuples_of(type(node)):  # type: ignore[arg-type]  # a class can be hashed
        value = getattr(node, name)
        if value:
            after = retold(value, place, change, before)
            if after is not value:
                changed[name] = after
    return replace(node, **changed) if changed else node  # type: ignore[type-var]  # only a dataclass has such parts


@cache
def _tuples_of(kind: type) -> tuple[str, ...]:
    """Return the names of the parts of *kind* that are tuples with texts in them, not words or concepts."""
    hints = get_type_hints(kind).items()
    tuples = ((name, get_args(hint)[0]) for name, hint in hints if get_origin(hint) is tuple)
    return tuple(name for name, part in tuples if not isinstance(part, type) or _tuples_of(part))
