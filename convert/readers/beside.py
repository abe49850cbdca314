"""Takes along the pictures that lie beside a source: only files inside its own folder, only pictures."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from convert.files import inside
from convert.formats import Source
from convert.model import Edition, Image, each
from convert.notes import Notes
from convert.pictures import Shelf, file_fault
from convert.svg import drawing_fault


def with_pictures(edition: Edition, source: Source, notes: Notes) -> Edition:
    """Return *edition* with the pictures it shows; what is refused of those is a note.

    The other files of its picture items are taken along where they can be.
    """
    found: dict[str, bytes | Path] = dict(edition.assets)
    for names, own in ((_shown(edition), notes), (_files(edition), Notes())):
        for name in names:
            path = _picture(name, source.folder, own) if source.folder and name not in found else None
            if path:
                found[name] = path
    masthead = edition.issue.masthead if edition.issue else ""
    if source.folder and _is_drawing(masthead):
        found |= _drawing(masthead, source.folder, notes)
    return replace(edition, assets=Shelf(found)) if found else edition


def _shown(edition: Edition) -> Iterator[str]:
    """Yield the pictures that the articles and the issue show, once; a masthead may be a drawing."""
    shown = [image.src for article in edition.articles for image in each(Image, article.body)]
    if edition.issue:
        adverts = (advert.src for advert in edition.issue.adverts)
        masthead = "" if _is_drawing(edition.issue.masthead) else edition.issue.masthead
        shown += filter(None, (masthead, edition.issue.cover, *adverts))
    yield from dict.fromkeys(shown)


def _is_drawing(name: str) -> bool:
    return name.lower().endswith(".svg")


def _files(edition: Edition) -> Iterator[str]:
    for picture in edition.pictures:
        for file in picture.renditions:
            if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", file.href):
                yield file.href


def _drawing(name: str, folder: Path, notes: Notes) -> dict[str, bytes | Path]:
    path = inside(folder, name)
    fault = drawing_fault(path) if path else None
    if path and fault is None:
        return {name: path}
    notes.warn("svg/refused", f"the masthead {name} {fault.sentence if fault else 'is not in the folder'}")
    return {}


def _picture(name: str, folder: Path, notes: Notes) -> Path | None:
    """Return the file of a picture that may be used."""
    path = inside(folder, name)
    if path is None:
        notes.warn("picture/refused", f"the picture {name[:120]!r} is not in the folder of the article")
        return None
    try:
        is_there = path.is_file()
    except OSError:
        return None
    code, sentence = file_fault(path) if is_there else ("", "")
    if code:
        notes.warn(code, f"the picture {name} {sentence}")
    return path if is_there and not code else None
