"""What a face draws a letter longer with: its own long kashidas, or one bar laid side by side.

A kashida is put where HarfBuzz says that it changes nothing about the letters round it
(HB_GLYPH_FLAG_SAFE_TO_INSERT_TATWEEL); a face such as a Nastaliq has no such place.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from convert.script.kashida import TATWEEL

#: Letters between which every face that can be lengthened lets a kashida in (Amiri sets many others as one).
_BEFORE, _AFTER = "س", "لا"
#: No stroke is made of more tatweels than this.
_MOST_TATWEELS = 4


class Stroke(NamedTuple):
    """Glyphs from left to right, (number, x) each, and how much longer they make a word; font units."""

    glyphs: tuple[tuple[int, int], ...]
    width: int


class Strokes:
    """The strokes of a face, by how long they are."""

    def __init__(self, font: Any) -> None:
        self._font = font
        made = [self._stroke(count) for count in range(1, _MOST_TATWEELS + 1)]
        self._bar = made[0]
        drawn = [stroke for stroke in made if stroke is not None and len(stroke.glyphs) == 1]
        #: Long strokes that the type designer drew, the longest last.
        self._own = drawn if len(drawn) > 1 else []

    @property
    def shortest(self) -> int:
        """How long the shortest stroke is, in font units; 0 where the face has none."""
        return self._bar.width if self._bar else 0

    def fit(self, room: int) -> Stroke | None:
        """Return the longest stroke that is no longer than *room*; None where each is."""
        if self._bar is None or room < self._bar.width:
            return None
        if self._own:
            return max(stroke for stroke in self._own if stroke.width <= room)
        return self._laid(self._bar, room)

    def _laid(self, bar: Stroke, room: int) -> Stroke:
        """Return the bar laid over itself from edge to edge of *room*."""
        glyph, bearing = bar.glyphs[0]
        count = -(-room // bar.width)
        step = (room - bar.width) / max(count - 1, 1)
        return Stroke(tuple((glyph, bearing + round(number * step)) for number in range(count)), room)

    def _stroke(self, tatweels: int) -> Stroke | None:
        """Return what so many tatweels look like inside a word."""
        glyphs = shaped(self._font, _BEFORE + TATWEEL * tatweels + _AFTER, "ar")
        plain = shaped(self._font, _BEFORE + _AFTER, "ar")
        if not any(glyph.safe and glyph.cluster == 1 for glyph in plain):
            return None
        within = [glyph for glyph in glyphs if 1 <= glyph.cluster <= tatweels and glyph.number]
        places, pen = [], 0
        for glyph in within:
            places.append((glyph.number, pen + glyph.x))
            pen += glyph.width
        return Stroke(tuple(places), pen) if pen > 0 else None


class Shaped(NamedTuple):
    """A glyph from left to right: where its text begins, whether a kashida may stand before that."""

    number: int
    cluster: int
    width: int
    x: int
    y: int
    safe: bool


def shaped(font: Any, text: str, lang: str, features: Mapping[str, Any] | None = None) -> list[Shaped]:
    """Return the glyphs of *text*, letters of the Arabic script, from left to right; font units."""
    import uharfbuzz as hb

    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "rtl", "Arab", lang
    buffer.flags = hb.BufferFlags.PRODUCE_SAFE_TO_INSERT_TATWEEL
    hb.shape(font, buffer, dict(features or {}))
    safe = hb.GlyphFlags.SAFE_TO_INSERT_TATWEEL
    pairs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    return [
        Shaped(
            info.codepoint,
            info.cluster,
            place.x_advance,
            place.x_offset,
            place.y_offset,
            bool(info.flags & safe),
        )
        for info, place in pairs
    ]


def swash_features(face: Any) -> tuple[str, ...]:
    """Return which features of a face (of HarfBuzz) make letters longer (OpenType, registered features)."""
    scripts = face.get_table_script_tags("GSUB")
    tags = {
        tag
        for script, name in enumerate(scripts)
        if name in ("arab", "DFLT")
        for tag in face.get_language_feature_tags("GSUB", script)
    }
    return tuple(tag for tag in ("jalt", "swsh") if tag in tags)


class Swash(NamedTuple):
    """A longer form of a letter, and by how much it is longer; font units."""

    form: tuple[Shaped, ...]
    more: int


def swash(plain: Sequence[Shaped], changed: Sequence[Shaped], offset: int) -> Swash | None:
    """Return the form that the letter at *offset* has in *changed* where it is longer than in *plain*.

    None where others change too.
    """
    form = tuple(glyph for glyph in changed if glyph.cluster == offset)
    others = [[glyph[:4] for glyph in glyphs if glyph.cluster != offset] for glyphs in (plain, changed)]
    more = sum(glyph.width for glyph in form) - sum(g.width for g in plain if g.cluster == offset)
    return Swash(form, more) if others[0] == others[1] and more > 0 else None
