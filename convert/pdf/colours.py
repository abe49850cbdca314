"""Pictures as PDF/A takes them: red, green and blue as sRGB means them, in eight bits (ISO 19005-3, 6.2.4.3).

Newspapers send pictures for print, in cyan, magenta, yellow and black; an archive whose colours are sRGB
may not hold them. What the picture's own profile says of its colours is followed; without one they can
only be guessed.
"""

import io
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from convert.notes import Notes
from convert.pictures import BROKEN

if TYPE_CHECKING:
    from PIL import Image

#: The quality of a JPEG that is written anew: nobody sees a difference, and it is half of what 95 takes.
QUALITY = 90
#: More than eight bits of grey, which the engine would write as if they were eight of three colours.
_DEEP = ("I", "F", "I;16", "I;16B", "I;16L", "I;16N")


class ScreenPictures(Mapping[str, bytes]):
    """The pictures of an edition by name, each made fit for a screen PDF when it is asked for."""

    def __init__(self, assets: Mapping[str, bytes], notes: Notes) -> None:
        self._assets = assets
        self._notes = notes
        self._fit: dict[str, bytes] = {}

    def __getitem__(self, name: str) -> bytes:
        if name not in self._fit:
            self._fit[name] = for_screen(name, self._assets[name], self._notes)
        return self._fit[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._assets)

    def __len__(self) -> int:
        return len(self._assets)


def for_screen(name: str, data: bytes, notes: Notes) -> bytes:
    """Return a picture as it is, or made anew in sRGB where a PDF/A may not hold it; a change is noted."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.mode == "CMYK":
                return _from_ink(name, picture, notes)
            return _spelled(_shallow(picture), "PNG") if picture.mode in _DEEP else data
    except BROKEN:  # the engine says so, and shows its words
        return data


def _from_ink(name: str, picture: "Image.Image", notes: Notes) -> bytes:
    """Turn cyan, magenta, yellow and black into red, green and blue, by the picture's own profile if any."""
    from PIL import ImageOps

    profile = picture.info.get("icc_profile")
    inks = ImageOps.exif_transpose(_upright(picture))
    seen = _by_profile(inks, profile) if profile else None
    how = "by its own colour profile" if seen else "without a colour profile: its colours are guessed"
    notes.add("picture/converted", f"the picture {name} is in CMYK, and was made RGB {how}")
    return _spelled(seen or inks.convert("RGB"), "JPEG")


def _upright(picture: "Image.Image") -> "Image.Image":
    """Return the inks of a JPEG as ink, 255 all of it.

    Adobe writes them the other way round and marks the file (APP14); Pillow takes each for Adobe's.
    """
    from PIL import ImageChops

    marked = "adobe" in picture.info or picture.format != "JPEG"
    if marked:
        return picture
    turned = ImageChops.invert(picture)
    turned.info.update(picture.info)
    return turned


def _by_profile(inks: "Image.Image", profile: bytes) -> "Image.Image | None":
    """Return the picture in sRGB as its profile says (relative, black point kept); None where it cannot."""
    from PIL import ImageCms

    try:
        return ImageCms.profileToProfile(
            inks,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except (ImageCms.PyCMSError, OSError):
        return None


def _shallow(picture: "Image.Image") -> "Image.Image":
    """Return grey of sixteen bits as grey of eight."""
    if picture.mode == "F":
        return picture.convert("L")
    deep = picture.convert("I")
    return deep.point(lambda grey: grey * (1 / 257) + 0.5).convert("L")


def _spelled(picture: "Image.Image", kind: str) -> bytes:
    """Return a picture as a file; what it said of its colours and its turn holds no longer."""
    out = io.BytesIO()
    picture.info = {}
    picture.save(out, kind, **({"quality": QUALITY, "subsampling": 0} if kind == "JPEG" else {}))
    return out.getvalue()
