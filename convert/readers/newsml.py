"""Reads NewsML-G2: our canonical form, and what agencies send."""

from convert.formats import Source, reader
from convert.house import House
from convert.model import Edition
from convert.newsml.load import load
from convert.notes import Notes


@reader("newsml", suffixes=(".xml",), media_type="application/vnd.iptc.g2.newsitem+xml")
def read_newsml(source: Source, house: House, notes: Notes) -> Edition:  # noqa: ARG001 - every reader is given the House
    """Return the Edition in *source*."""
    return load(source.data, notes)
