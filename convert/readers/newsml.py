"""Reads NewsML-G2: our canonical form, and what agencies send."""

from convert.formats import Source, reader
from convert.house import House
from convert.model import Edition
from convert.newsml import losses
from convert.newsml.load import load
from convert.notes import Notes
from convert.readers.beside import with_pictures


@reader("newsml", suffixes=(".xml",), media_type="application/vnd.iptc.g2.newsitem+xml")
def read_newsml(source: Source, house: House, notes: Notes) -> Edition:  # noqa: ARG001 - every reader is given the House
    """Return the Edition in *source*; what the canonical form cannot carry is noted."""
    edition = load(source.data, notes)
    for loss in losses.losses(source.data, edition):
        notes.add("newsml/left-behind", loss)
    return with_pictures(edition, source, notes)
