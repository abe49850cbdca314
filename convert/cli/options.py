"""A writer's own options as flags: read off its signature, checked before any work is done."""

import difflib
import types
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from typer.core import TyperCommand

from convert.errors import ConvertError, UsageError
from convert.formats import Format, find, formats
from convert.options import kind_of, misfit, options_of

#: The options of the command itself, for suggestions.
_OURS = {
    "to",
    "from",
    "output",
    "directory",
    "name",
    "style",
    "css",
    "metadata",
    "lang",
    "encoding",
    "strict",
}

#: How a command takes the options of writers beside its own.
MANY = {"allow_extra_args": True, "ignore_unknown_options": True, "help_option_names": ["-h", "--help"]}

Values = dict[str, str | Literal[True]]


class WithWriters(TyperCommand):
    """A command whose help also lists the options of every writer."""

    def format_epilog(self, ctx: Any, formatter: Any) -> None:
        """Add each writer's own options below the help."""
        for name, format_ in formats("writer").items():
            try:
                options = described(format_)
            except ConvertError:
                continue  # a broken plug-in does not stop the help
            if options:
                with formatter.section(f"Options of {name}"):
                    formatter.write_dl([(line, "") for line in options])
        super().format_epilog(ctx, formatter)


def split_flags(words: list[str]) -> tuple[list[str], Values]:
    """Part the words that are no option of ours into inputs and ``--name value`` pairs.

    ``a.txt --width 40 --full`` -> ``["a.txt"], {"width": "40", "full": True}``; a value that looks
    like a flag is none, ``--`` ends the flags.
    """
    inputs: list[str] = []
    values: Values = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            return inputs + rest, values
        if not word.startswith("-") or word == "-" or Path(word).exists():
            inputs.append(word)
            continue
        if not word.startswith("--"):
            raise UsageError(f"there is no option {word}", cure="matbaa convert --help")
        name, equals, value = word[2:].partition("=")
        values[name.replace("-", "_")] = value if equals else True
        if not equals and rest and not rest[0].startswith("-"):
            values[name.replace("-", "_")] = rest.pop(0)
    return inputs, values


def settle(
    values: Values, writers: dict[str, Callable[..., Any]]
) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Return the inputs that flags had swallowed, and for each writer the options it takes.

    Raises UsageError for an option no writer has, or a value that does not fit.
    """
    inputs: list[str] = []
    taken: dict[str, dict[str, Any]] = {name: {} for name in writers}
    for name, value in values.items():
        takers = {
            writer: options_of(door)[name] for writer, door in writers.items() if name in options_of(door)
        }
        if not takers:
            known = {option for door in writers.values() for option in options_of(door)} | _OURS
            near = difflib.get_close_matches(name, known, 1)
            raise UsageError(
                f"none of {', '.join(writers)} has the option --{name.replace('_', '-')}",
                cure=f'did you mean "--{near[0].replace("_", "-")}"?' if near else "",
            )
        for writer in takers:
            kind = kind_of(writers[writer], name)
            if kind is bool and isinstance(value, str) and value not in ("true", "false"):
                inputs.append(value)
                taken[writer][name] = True
            else:
                taken[writer][name] = _as(kind, value, name)
    return list(dict.fromkeys(inputs)), taken


def writers_named(words: Iterable[str]) -> dict[str, Format]:
    """Return the writers of the formats that *words* name."""
    return {door.name: door for door in (find("writer", word) for word in words)}


def dress(
    options: dict[str, dict[str, Any]],
    doors: dict[str, Callable[..., Any]],
    style: str,
    css: tuple[str, ...],
) -> None:
    """Hand --style and --css to the writers that take them."""
    for option, value in (("style", style), ("css", css)):
        if not value:
            continue
        takers = [name for name, door in doors.items() if option in options_of(door)]
        if not takers:
            raise UsageError(f"none of {', '.join(doors)} takes --{option}")
        for name in takers:
            options[name][option] = value


def _as(kind: Any, value: str | Literal[True], name: str) -> Any:
    """Return *value* as the type a writer wants: bool, number, one of a few words, or text."""
    flag = "--" + name.replace("_", "-")
    if kind is bool:
        return value is True or value == "true"
    if value is True:
        raise UsageError(f"{flag} wants a value")
    if kind in (int, float):
        try:
            return kind(value)
        except ValueError as error:
            raise UsageError(f"{flag} is a number, not {value!r}") from error
    said = (value,) if get_origin(kind) is tuple else value
    wanted = misfit(kind, said)
    if wanted:
        raise UsageError(f"{flag} is {wanted}, not {value!r}")
    return said


def described(format_: Format) -> list[str]:
    """Return a line for each option of a writer, for --help."""
    door = format_.open()
    return [
        f"--{name.replace('_', '-')} {_words(kind_of(door, name))}".rstrip() + _default(parameter.default)
        for name, parameter in options_of(door).items()
        if name not in ("css", "style")
    ]


def _words(kind: Any) -> str:
    if kind is bool:
        return ""
    if get_origin(kind) is Literal:
        return "|".join(map(str, get_args(kind)))
    if isinstance(kind, types.UnionType):
        return "VALUE"
    return {int: "N", float: "N"}.get(kind, "TEXT")


def _default(value: Any) -> str:
    return "" if value in (False, "", (), None) else f"  [{value}]"
