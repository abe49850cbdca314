"""Retells a model object with every text in it changed."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from convert.model import LineBreak, NoteRef, Run, Text

Node = TypeVar("Node")
Part = TypeVar("Part")


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


def each_part(node: Node, kind: type[Part], change: Callable[[Part], Part]) -> Node:
    """Return *node* with *change* done to every object of *kind* in it."""
    if isinstance(node, kind):
        return cast(Node, change(node))
    if isinstance(node, tuple):
        return cast(Node, tuple(each_part(part, kind, change) for part in node))
    if not is_dataclass(node) or isinstance(node, type):
        return node
    parts = {part.name: getattr(node, part.name) for part in fields(node)}
    told = {name: each_part(part, kind, change) for name, part in parts.items()}
    changed = {name: part for name, part in told.items() if part is not parts[name]}
    return cast(Node, replace(node, **changed)) if changed else node
