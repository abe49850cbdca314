"""Draws the cover of a book: shaped letters on a quiet ground, no layout engine needed."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from convert.faces import Face, faces, head_stack, undrawable
from convert.model import Direction
from convert.notes import Notes
from convert.vocab.languages import Language

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

WIDTH: Final = 1600
HEIGHT: Final = 2560
MARGIN: Final = 150
GROUND: Final = "#f4f1ea"
INK: Final = "#1a1a1a"
SOFT: Final = "#555555"
ACCENT: Final = "#8a1c1c"
#: A headline is set as large as it fits in this many lines.
MOST_LINES: Final = 7


@dataclass(frozen=True, slots=True)
class CoverText:
    """The words on a cover."""

    title: str
    above: str = ""
    below: str = ""
    foot: str = ""


def draw_cover(words: CoverText, language: Language, direction: Direction, notes: Notes) -> bytes:
    """Return a cover of 1600 by 2560 pixels as PNG; empty bytes, with a note, where letters cannot be shaped."""
    from PIL import Image, ImageDraw, features

    if not features.check("raqm"):
        notes.warn("epub/cover-left-out", "Pillow cannot shape letters here (no Raqm); the book has no cover")
        return b""
    image = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = _Pen(ImageDraw.Draw(image), language, direction)
    pen.bar(MARGIN, 18)
    top = pen.lines(words.above, MARGIN + 80, 64, 400, SOFT)
    top = pen.lines(words.title, max(top, 420), 150, 700, INK)
    pen.lines(words.below, top + 60, 76, 400, SOFT)
    pen.bar(HEIGHT - MARGIN - 170, 4)
    pen.lines(words.foot, HEIGHT - MARGIN - 130, 56, 400, SOFT)
    out = io.BytesIO()
    image.quantize(64).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Pen:
    """Sets lines from the side the language begins on."""

    def __init__(self, draw: "ImageDraw", language: Language, direction: Direction) -> None:
        self.draw = draw
        self.language = language
        self.direction = direction

    def bar(self, top: int, height: int) -> None:
        self.draw.rectangle((MARGIN, top, WIDTH - MARGIN, top + height), fill=ACCENT)

    def lines(self, text: str, top: int, size: int, weight: int, colour: str) -> int:
        """Set *text* below *top*, smaller where it would take too many lines; return where it ends."""
        if not text:
            return top
        face = _face_for(text, self.language)
        font, lines = self._fitted(text, face, size, weight)
        step = round(font.size * max(self.language.line_height, 1.6) * 0.9)
        for line in lines:
            self._line(line, top, font, colour)
            top += step
        return top

    def _fitted(self, text: str, face: Face, size: int, weight: int) -> "tuple[FreeTypeFont, list[str]]":
        from PIL import ImageFont

        while True:
            font = ImageFont.truetype(
                str(face.cut(weight).path), size, layout_engine=ImageFont.Layout.RAQM
            )
            lines = self._broken(text, font)
            if len(lines) <= MOST_LINES or size < 48:
                return font, lines[:MOST_LINES]
            size -= 8

    def _broken(self, text: str, font: "FreeTypeFont") -> list[str]:
        lines: list[str] = []
        for word in text.split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width(longer, font) <= WIDTH - 2 * MARGIN:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _width(self, text: str, font: "FreeTypeFont") -> float:
        return font.getlength(text, direction=self.direction, language=self.language.tag)

    def _line(self, text: str, top: int, font: "FreeTypeFont", colour: str) -> None:
        from_right = self.direction == "rtl"
        self.draw.text(
            (WIDTH - MARGIN if from_right else MARGIN, top),
            text,
            fill=colour,
            font=font,
            anchor="ra" if from_right else "la",
            direction=self.direction,
            language=self.language.tag,
        )


def _face_for(text: str, language: Language) -> Face:
    """Return the first face that has every letter; the first of all when none has."""
    stack = head_stack(language)
    fitting = (name for name in stack if not undrawable(text, [name]))
    return faces()[next(fitting, stack[0])]
