"""Reads NewsML-G2: our canonical form, packages of a folder, and what agencies send."""

import os
from dataclasses import replace

from convert.errors import ConvertError, LimitError, SourceError
from convert.files import inside
from convert.formats import Source, reader
from convert.house import House
from convert.model import Edition
from convert.newsml import losses
from convert.newsml.load import load
from convert.newsml.package import LARGEST_ITEM, with_items
from convert.notes import Notes
from convert.readers.beside import with_pictures

#: So much is read of all items of a package (reliability P2).
LARGEST_PACKAGE = 200 * 1024 * 1024


@reader("newsml", suffixes=(".xml",), media_type="application/vnd.iptc.g2.newsitem+xml")
def read_newsml(source: Source, house: House, notes: Notes) -> Edition:  # noqa: ARG001 - every reader is given the House
    """Return the Edition in *source*; what the canonical form cannot carry is noted.

    The items that a package names are read from its folder. Raises SourceError where one is missing.
    """
    edition = _read(source, notes)
    if edition.issue is None or source.folder is None:
        return edition
    return with_items(edition, source.data, _Items(source, notes).read)


def _read(source: Source, notes: Notes) -> Edition:
    edition = load(source.data, notes)
    for loss in losses.losses(source.data, edition):
        notes.add("newsml/left-behind", loss)
    return with_pictures(edition, source, notes)


class _Items:
    """The items of a package, read from its folder within bounds."""

    def __init__(self, package: Source, notes: Notes) -> None:
        self.package = package
        self.notes = notes
        self.left = LARGEST_PACKAGE

    def read(self, name: str) -> Edition:
        """Return the item in the file *name*; its notes and errors say so."""
        own = Notes()
        try:
            edition = _read(self._source(name), own)
        except ConvertError as error:
            error.where = _place(name, error.where)
            raise
        for note in own:
            where = _place(name, note.where)
            self.notes.add(note.code, note.text, where, severity=note.severity, cure=note.cure)
        return edition

    def _source(self, name: str) -> Source:
        path = inside(self.package.folder, name) if self.package.folder else None
        if path is None or not os.path.isfile(path):  # noqa: PTH113 - Path.is_file() raises where a name is too long
            cure = "put its file there, or take its itemRef out"
            raise SourceError(f"the package's item {name} is missing", code="source/item-missing", cure=cure)
        most = min(LARGEST_ITEM, self.left)
        with path.open("rb") as file:
            data = file.read(most + 1)
        if len(data) > most:
            raise LimitError(f"{name} has more than the {most} bytes that are left for the package")
        self.left -= len(data)
        return replace(self.package, data=data, name=name, folder=path.parent)


def _place(name: str, where: str) -> str:
    return f"{name} {where}".rstrip()
