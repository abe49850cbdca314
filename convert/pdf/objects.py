"""The objects of a PDF that is being made: put in, found again by their references."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pydyf


def added(pdf: "pydyf.PDF", thing: Any) -> bytes:
    """Add *thing* to *pdf*; return its reference."""
    pdf.add_object(thing)
    return bytes(thing.reference)


def at(pdf: "pydyf.PDF", reference: bytes) -> Any:
    """Return the object that a reference leads to."""
    return pdf.objects[int(reference.split()[0])]


def resources_of(pdf: "pydyf.PDF") -> dict[str, Any]:
    """Return the resources that the pages share."""
    return next(thing for thing in pdf.objects if isinstance(thing, dict) and "XObject" in thing)
