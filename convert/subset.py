"""Cuts a font down to the letters a book uses, with all that shapes them."""

import io
from functools import lru_cache
from pathlib import Path
from typing import Literal

FontFormat = Literal["woff2", "ttf"]


@lru_cache(maxsize=64)
def subset(path: Path, letters: str, kind: FontFormat) -> bytes:
    """Return the font at *path* with only the glyphs that *letters* need, every layout feature kept."""
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
