"""Writes the canonical form."""

from convert import newsml
from convert.formats import writer
from convert.model import Edition
from convert.notes import Notes


@writer("newsml", suffix=".xml", media_type="application/vnd.iptc.g2.newsitem+xml")
def write_newsml(edition: Edition, notes: Notes) -> bytes:  # noqa: ARG001 - every writer is given Notes
    """Write NewsML-G2 2.35, the canonical form."""
    return newsml.dump(edition)
