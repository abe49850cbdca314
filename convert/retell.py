"""Retells a model object with every text in it changed."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from convert.model import LineBreak, NoteRef, Run, Text

Node = TypeVar("Node")


def each_text(node: Node, change: Callable[[Text], Text]) -> Node:
    """Return *node*, an article, a block or anything inside one, with *change* done to every Text in it."""
    if isinstance(node, tuple):
        if node and all(isinstance(part, Run | LineBreak | NoteRef) for part in node):
            return cast(Node, change(node))
        return cast(Node, tuple(each_text(part, change) for part in node))
    if not is_dataclass(node) or isinstance(node, type):
        return node
    parts = {part.name: getattr(node, part.name) for part in fields(node)}
    changed = {name: each_text(part, change) for name, part in parts.items() if isinstance(part, tuple)}
    return cast(Node, replace(node, **changed)) if changed else node
