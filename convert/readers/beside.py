"""Takes along the pictures that lie beside a source: only files inside its own folder, only pictures."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from convert.files import inside
from convert.formats import Source
from convert.model import Edition, Image, each
from convert.notes import Notes
from convert.pictures import BROKEN, Shelf, picture_facts

#: The largest picture file that is read (reliability P2).
LARGEST = 20 * 1024 * 1024


def with_pictures(edition: Edition, source: Source, notes: Notes) -> Edition:
    """Return *edition* with the pictures its articles show; what is refused is a note."""
    found: dict[str, bytes | Path] = dict(edition.assets)
    for name in _names(edition):
        path = _picture(name, source.folder, notes) if source.folder else None
        if path:
            found[name] = path
    return replace(edition, assets=Shelf(found)) if found else edition


def _names(edition: Edition) -> Iterator[str]:
    yield from dict.fromkeys(image.src for article in edition.articles for image in each(Image, article.body))


def _picture(name: str, folder: Path, notes: Notes) -> Path | None:
    """Return the file of a picture that may be used."""
    path = inside(folder, name)
    if path is None:
        notes.warn("picture/refused", f"the picture {name[:120]!r} is not in the folder of the article")
        return None
    try:
        if not path.is_file():
            return None
        if path.stat().st_size > LARGEST:
            notes.warn("picture/too-large", f"the picture {name} has more than {LARGEST >> 20} MB")
            return None
        data = path.read_bytes()
    except OSError:
        return None
    return path if _is_usable(data, name, notes) else None


def _is_usable(data: bytes, name: str, notes: Notes) -> bool:
    facts = picture_facts(data)
    if facts is None:
        notes.warn("picture/unreadable", f"{name} is no whole PNG, JPEG, GIF or WebP")
        return False
    if facts.too_large:
        notes.warn("picture/too-large", f"{name} has {facts.width} x {facts.height} pixels")
        return False
    if not _is_whole(data):
        notes.warn("picture/unreadable", f"{name} is no whole PNG, JPEG, GIF or WebP")
        return False
    return True


def _is_whole(data: bytes) -> bool:
    """Say whether every pixel is there; small enough, that is known already, to be decoded."""
    from PIL import Image as Decoder
    from PIL import ImageFile

    tolerant, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False  # WeasyPrint sets it
    try:
        with Decoder.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
            picture.load()
    except BROKEN:
        return False
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = tolerant
    return True
