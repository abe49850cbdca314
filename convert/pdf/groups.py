"""The groups of a page: what is drawn apart from it because it is see-through (PDF 1.7, 8.10 and 11.6.6)."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf

_DO = b" Do"


def groups_of(pdf: "pydyf.PDF", content: Sequence[Any]) -> Iterator["pydyf.Stream"]:
    """Yield the groups that the *content* of a page draws, each before the groups in it."""
    named = next(thing for thing in pdf.objects if isinstance(thing, dict) and "XObject" in thing)
    return _drawn(pdf, content, named["XObject"])


def _drawn(pdf: "pydyf.PDF", content: Sequence[Any], named: dict[str, bytes]) -> Iterator["pydyf.Stream"]:
    for operator in content:
        if isinstance(operator, bytes) and operator.endswith(_DO):
            drawn = _at(pdf, named[operator.removesuffix(_DO).decode().removeprefix("/")])
            if drawn.extra["Subtype"] == "/Form":
                yield drawn
                yield from _drawn(pdf, drawn.stream, _at(pdf, drawn.extra["Resources"])["XObject"])


def _at(pdf: "pydyf.PDF", reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def marks_in(content: Sequence[Any]) -> Iterator[int]:
    """Yield the numbers of the marked content in a stream."""
    import pydyf

    for piece in content:
        if isinstance(piece, pydyf.Dictionary) and "MCID" in piece:
            yield piece["MCID"]
