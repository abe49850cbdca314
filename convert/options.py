"""A writer's options: its keyword-only parameters, and whether a value fits one."""

import inspect
import types
import typing
from collections.abc import Callable
from typing import Any, Literal, get_args, get_origin

#: What a writer is handed and nobody types: settings, where pages begin on paper, a file to fill, a workshop.
HANDED = frozenset({"house", "starts", "paper", "into", "workshop"})

#: How much of a value a sentence quotes.
_LONGEST = 60


def options_of(function: Callable[..., Any]) -> dict[str, inspect.Parameter]:
    """Return the options of a writer: its keyword-only parameters but those that it is handed."""
    parameters = inspect.signature(function).parameters.values()
    return {p.name: p for p in parameters if p.kind is p.KEYWORD_ONLY and p.name not in HANDED}


def kind_of(function: Callable[..., Any], option: str) -> Any:
    """Return the type of an option; Any where a plug-in does not say it in a way that can be read.

    An option that may be None is one that need not be said: ``int | None`` -> ``int``.
    """
    try:
        kind = typing.get_type_hints(function).get(option, Any)
    except (NameError, TypeError):
        return Any
    others = [one for one in get_args(kind) if one is not types.NoneType]
    is_maybe = get_origin(kind) in (types.UnionType, typing.Union) and len(others) == 1
    return others[0] if is_maybe else kind


def misfit(kind: Any, value: object) -> str:
    """Return what *value* should have been, when it does not fit *kind*; nothing when it does."""
    if get_origin(kind) is Literal:
        return "" if value in get_args(kind) else f"one of {', '.join(map(str, get_args(kind)))}"
    if get_origin(kind) is tuple:
        listed = isinstance(value, tuple | list) and all(isinstance(entry, str) for entry in value)
        return "" if listed else "a list of strings"
    if kind is bool:
        return "" if isinstance(value, bool) else "true or false"
    if kind in (int, float):
        number = isinstance(value, int if kind is int else int | float) and not isinstance(value, bool)
        return "" if number else f"a {'whole ' if kind is int else ''}number"
    return "a string" if kind is str and not isinstance(value, str) else ""


def wrong_option(writer: str, function: Callable[..., Any], option: str, value: object) -> str:
    """Return why *value* cannot be given to *writer*, the *function*, as *option*; nothing when it can."""
    known = options_of(function)
    if option not in known:
        there = f"there are {', '.join(sorted(known))}" if known else "it has none"
        return f"the writer {writer!r} has no option {option!r}; {there}"
    wanted = misfit(kind_of(function, option), value)
    return f"the option {option!r} of {writer!r} is {wanted}, not {_shown(value)}" if wanted else ""


def _shown(value: object) -> str:
    """Return a value as a sentence can hold it."""
    is_huge = isinstance(value, int) and abs(value) > 10**18
    shown = "so large a number" if is_huge else repr(value)
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"
