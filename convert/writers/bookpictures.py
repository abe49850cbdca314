"""Pictures for a book: in colours that screens show, no larger than a page of it needs."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from convert.notes import Notes
from convert.pdf.colours import for_screen
from convert.pictures import BROKEN, picture_facts
from convert.workshop import noted

if TYPE_CHECKING:
    from PIL import Image

#: The quality of a picture that is made smaller: at reading size nobody sees a difference.
_QUALITY = 85
#: A photograph of the allowed size that takes more bytes is packed anew.
_HEAVY = 1_000_000
_PACKED = {"image/jpeg": "JPEG", "image/webp": "WEBP", "image/png": "PNG"}


@dataclass(frozen=True, slots=True)
class Wanted:
    """A picture that a book wants, its longest side at most so many pixels (0: any)."""

    name: str
    data: bytes
    longest: int


def fit(wanted: Wanted) -> bytes:
    """Return a picture fit for a book behind the notes on it."""
    notes = Notes()
    return noted(notes, for_book(wanted.name, wanted.data, wanted.longest, notes))


def for_book(name: str, data: bytes, longest: int, notes: Notes) -> bytes:
    """Return a picture as it is, or made anew: RGB, its longest side at most *longest* pixels (0: any).

    What moves stays as it is; every change is noted.
    """
    data = for_screen(name, data, notes)
    facts = picture_facts(data)
    if facts is None or not longest or facts.media_type not in _PACKED:
        return data
    is_large = max(facts.width, facts.height) > longest
    is_heavy = len(data) > _HEAVY and facts.media_type != "image/png"
    return _smaller(name, data, longest, notes) if is_large or is_heavy else data


def _smaller(name: str, data: bytes, longest: int, notes: Notes) -> bytes:
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if getattr(picture, "is_animated", False):
                return data
            kind, profile, before = picture.format or "PNG", picture.info.get("icc_profile"), picture.size
            picture.draft("RGB", (longest, longest))
            full = _in_full(ImageOps.exif_transpose(picture))
            full.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            made = _spelled(full, kind, profile)
    except BROKEN:  # the reading system says so, and shows its words
        return data
    if len(made) >= len(data) and max(before) <= longest:
        return data
    size, now = f"{before[0]} x {before[1]}", f"{full.width} x {full.height}"
    notes.add(
        "picture/resized", f"the picture {name} was made smaller for the book: {size}, now {now} pixels"
    )
    return made


def _in_full(picture: "Image.Image") -> "Image.Image":
    """Return a picture of few colours with all of them: between two of a palette there is none."""
    if picture.mode not in ("P", "1"):
        return picture
    return picture.convert("RGBA" if "transparency" in picture.info else "RGB")


def _spelled(picture: "Image.Image", kind: str, profile: bytes | None) -> bytes:
    out = io.BytesIO()
    picture.info = {}
    options = {"quality": _QUALITY} if kind != "PNG" else {}
    picture.save(out, kind, optimize=True, icc_profile=profile, **options)
    return out.getvalue()
