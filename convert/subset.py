"""Cuts a font down to the letters a book uses, with all that shapes them."""

import io
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from convert.errors import WriteError

FontFormat = Literal["woff2", "ttf"]


@dataclass(frozen=True, slots=True)
class Cutting:
    """A font file that is to be cut to some letters; its digest says which file it is."""

    path: Path
    sha256: str
    letters: str
    kind: FontFormat


def cut_out(cutting: Cutting) -> bytes:
    """Return the font of a cutting with only its letters. Raises WriteError when the font is damaged."""
    return subset(cutting.path, cutting.letters, cutting.kind)


def subset(path: Path, letters: str, kind: FontFormat) -> bytes:
    """Return the font at *path* with only the glyphs that *letters* need, every layout feature kept.

    Raises WriteError when the font is damaged.
    """
    try:
        return _subset(path, path.stat().st_mtime_ns, letters, kind)
    except Exception as error:  # two libraries read it, and raise whatever they stumble over
        raise WriteError(f"the font {path.name} is damaged: {type(error).__name__}: {error}") from error


@lru_cache(maxsize=64)
def _subset(path: Path, _changed: int, letters: str, kind: FontFormat) -> bytes:
    import uharfbuzz

    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
    wanted = uharfbuzz.SubsetInput()
    wanted.sets(uharfbuzz.SubsetInputSets.UNICODE).update(map(ord, letters))
    every_feature = wanted.sets(uharfbuzz.SubsetInputSets.LAYOUT_FEATURE_TAG)
    every_feature.clear()
    every_feature.invert()
    wanted.flags = uharfbuzz.SubsetFlags.NOTDEF_OUTLINE
    cut = uharfbuzz.subset(face, wanted).blob.data
    return cut if kind == "ttf" else _woff2(cut)


def _woff2(data: bytes) -> bytes:
    from fontTools.ttLib import TTFont

    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()
