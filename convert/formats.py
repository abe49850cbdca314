"""The doors: which reader, writer, check or mender answers to which name.

The labels only label. Ours stand in tables of dotted names, others come through entry points, and
only what is asked for is imported.
"""

import importlib
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any, Literal, TypeVar

from convert.errors import ConvertError, MissingToolError, UsageError, nearest

Kind = Literal["reader", "writer", "check", "mender"]
Door = TypeVar("Door", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader is given: the bytes, a name for messages, and the folder they came from."""

    data: bytes
    name: str
    folder: Path | None = None
    lang: str = ""
    encoding: str = ""
    keep_leftovers: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What a decorator says about a function: its format's name, suffixes and media type."""

    kind: Kind
    name: str
    suffixes: tuple[str, ...]
    media_type: str


def reader(name: str, *, suffixes: tuple[str, ...], media_type: str = "") -> Callable[[Door], Door]:
    """Label a function as the reader of a format: ``(Source, House, Notes) -> Edition``."""
    return _labelled(Label("reader", name, suffixes, media_type))


def writer(name: str, *, suffix: str, media_type: str) -> Callable[[Door], Door]:
    """Label a function as the writer of a format: ``(Edition, Notes, *, options) -> bytes``."""
    return _labelled(Label("writer", name, (suffix,), media_type))


def check(name: str, *, suffixes: tuple[str, ...]) -> Callable[[Door], Door]:
    """Label a function as the check of a format: ``(bytes, folder, *, profile) -> findings``."""
    return _labelled(Label("check", name, suffixes, ""))


def mender(name: str, *, suffixes: tuple[str, ...]) -> Callable[[Door], Door]:
    """Label a function as the mender of a format: ``bytes -> (bytes, what was put right)``."""
    return _labelled(Label("mender", name, suffixes, ""))


def _labelled(label: Label) -> Callable[[Door], Door]:
    def put(door: Door) -> Door:
        door.__matbaa__ = label  # type: ignore[attr-defined]  # a function takes any attribute
        return door

    return put


#: Ours, by kind and name: suffixes, and the dotted name of the function.
BUILT_IN: dict[Kind, dict[str, tuple[tuple[str, ...], str]]] = {
    "reader": {
        "text": ((".txt", ".text"), "convert.readers.text:read_text"),
        "newsml": ((".xml",), "convert.readers.newsml:read_newsml"),
        "iptc7901": ((".iptc",), "convert.readers.iptc7901:read_iptc7901"),
    },
    "writer": {
        "newsml": ((".xml",), "convert.writers.newsml:write_newsml"),
        "pdf": ((".pdf",), "convert.writers.pdf:write_pdf"),
        "epub": ((".epub",), "convert.writers.epub:write_epub"),
        "text": ((".txt",), "convert.writers.text:write_text"),
        "html": ((".html",), "convert.writers.html:write_html"),
        "iptc7901": ((".iptc",), "convert.writers.iptc7901:write_iptc7901"),
    },
    "check": {
        "newsml": ((".xml",), "convert.checks.story:check_newsml"),
        "epub": ((".epub",), "convert.checks.book:check_epub"),
        "html": ((".html", ".htm", ".xhtml"), "convert.checks.page:check_html"),
        "text": ((".txt", ".text"), "convert.checks.plain:check_text"),
        "iptc7901": ((".iptc",), "convert.checks.iptc7901:check_iptc7901"),
        "pdf": ((".pdf",), "convert.checks.pdf:check_pdf"),
    },
    "mender": {
        "epub": ((".epub",), "convert.checks.book:mend_epub"),
        "html": ((".html", ".htm", ".xhtml"), "convert.checks.page:mend_html"),
        "text": ((".txt", ".text"), "convert.checks.plain:mend_text"),
    },
}
#: Other words for the same format.
ALIASES = {"xml": "newsml", "txt": "text", "iptc": "iptc7901"}


@dataclass(frozen=True, slots=True)
class Format:
    """A door that has not been opened yet."""

    kind: Kind
    name: str
    suffixes: tuple[str, ...]
    target: str
    plugin: str = ""

    def open(self) -> Callable[..., Any]:
        """Import the function and return it."""
        module, _, function = self.target.partition(":")
        try:
            door: Callable[..., Any] = getattr(importlib.import_module(module), function)
        except Exception as error:  # a plug-in may fail in any way
            raise MissingToolError(f"the {self.kind} {self.name!r} cannot be loaded: {error}") from error
        if not callable(door):
            raise MissingToolError(
                f"the {self.kind} {self.name!r} cannot be loaded: {self.target} is no function"
            )
        return door

    @property
    def suffix(self) -> str:
        """The suffix of a file of this format, with its dot."""
        return suffixes_of(self)[0]


def formats(kind: Kind) -> dict[str, Format]:
    """Return every format of *kind*, ours and those of plug-ins, by name.

    A plug-in whose name is taken is left out here and refused by `find`: one bad plug-in does not
    stop the press.
    """
    found = {
        name: Format(kind, name, suffixes, target) for name, (suffixes, target) in BUILT_IN[kind].items()
    }
    for point in _plugins(kind):
        if point.name not in found and len(_claimants(kind, point.name)) == 1:
            found[point.name] = Format(kind, point.name, (f".{point.name}",), point.value, _owner(point))
    return found


def clashes(kind: Kind) -> Iterator[str]:
    """Yield a sentence for each name of *kind* that more than one party wants."""
    for name in sorted({point.name for point in _plugins(kind)}):
        wanted = _claimants(kind, name)
        if name in BUILT_IN[kind] or len(wanted) > 1:
            parties = [*(["matbaa itself"] if name in BUILT_IN[kind] else []), *wanted]
            yield f"the {kind} name {name!r} is wanted by {' and '.join(parties)}"


def _plugins(kind: Kind) -> tuple[EntryPoint, ...]:
    return _points(f"convert.{kind}s", tuple(sys.path))


@cache
def _points(group: str, _path: tuple[str, ...]) -> tuple[EntryPoint, ...]:
    """Return the entry points of *group*; the disk is asked once for each place Python looks in."""
    return tuple(entry_points(group=group))


def _owner(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value


def _claimants(kind: Kind, name: str) -> list[str]:
    return [_owner(point) for point in _plugins(kind) if point.name == name]


def find(kind: Kind, name: str) -> Format:
    """Return the format called *name*.

    Raises UsageError when there is none, or when several plug-ins want the name.
    """
    known = formats(kind)
    wanted = name if name in known else ALIASES.get(name, name)
    if wanted in known:
        return known[wanted]
    rivals = _claimants(kind, wanted)
    if len(rivals) > 1:
        raise UsageError(f"the {kind} name {wanted!r} is wanted by {' and '.join(rivals)}; uninstall one")
    raise UsageError(
        f"no {kind} is called {name!r}; there are {', '.join(sorted(known))}",
        cure=nearest(wanted, known),
    )


def by_suffix(kind: Kind, name: str) -> Format | None:
    """Return the format whose suffix the file name *name* ends in; the longest suffix wins."""
    lowered = name.lower()
    fitting = [
        (len(suffix), format_)
        for format_ in formats(kind).values()
        for suffix in suffixes_of(format_)
        if lowered.endswith(suffix)
    ]
    return max(fitting, key=lambda pair: pair[0])[1] if fitting else None


def suffixes_of(format_: Format) -> tuple[str, ...]:
    """Return the suffixes; a plug-in's stand in its label, so it is opened to be asked."""
    if not format_.plugin:
        return format_.suffixes
    try:
        label: Label = format_.open().__matbaa__  # type: ignore[attr-defined]  # set by the decorator
    except (ConvertError, AttributeError):
        return format_.suffixes
    return label.suffixes
