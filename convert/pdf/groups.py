"""The groups of a page: what is drawn apart from it because it is see-through (PDF 1.7, 8.10 and 11.6.6)."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from convert.pdf.objects import at, resources_of

if TYPE_CHECKING:
    import pydyf

_DO = b" Do"


def groups_of(pdf: "pydyf.PDF", content: Sequence[Any]) -> Iterator["pydyf.Stream"]:
    """Yield the groups that the *content* of a page draws, each before the groups in it."""
    return _drawn(pdf, content, resources_of(pdf)["XObject"])


def _drawn(pdf: "pydyf.PDF", content: Sequence[Any], named: dict[str, bytes]) -> Iterator["pydyf.Stream"]:
    for operator in content:
        if isinstance(operator, bytes) and operator.endswith(_DO):
            drawn = at(pdf, named[operator.removesuffix(_DO).decode().removeprefix("/")])
            if drawn.extra["Subtype"] == "/Form":
                yield drawn
                yield from _drawn(pdf, drawn.stream, at(pdf, drawn.extra["Resources"])["XObject"])


def marks_in(content: Sequence[Any]) -> Iterator[int]:
    """Yield the numbers of the marked content in a stream."""
    import pydyf

    for piece in content:
        if isinstance(piece, pydyf.Dictionary) and "MCID" in piece:
            yield piece["MCID"]
