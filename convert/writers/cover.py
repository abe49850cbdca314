"""Draws the cover of a book: shaped letters on a quiet ground, no layout engine needed."""

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from convert.faces import Face, faces, head_stack, measures, undrawable
from convert.house import House
from convert.model import Direction
from convert.notes import Notes
from convert.vocab.languages import Language

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFont import FreeTypeFont

WIDTH: Final = 1600
HEIGHT: Final = 2560
MARGIN: Final = 150
GROUND: Final = "#f4f1ea"
INK: Final = "#1a1a1a"
SOFT: Final = "#555555"
ACCENT: Final = "#8a1c1c"
INKS: Final = (INK, SOFT, ACCENT)
#: Steps from the ground to an ink: three inks and the ground are sixteen colours, half a byte a pixel.
STEPS: Final = 5
TITLE_HEIGHT: Final = 1400
FOOT_TOP: Final = HEIGHT - MARGIN - 170
#: Smaller than this no cover can be read on a shelf; what does not fit then is cut.
SMALLEST: Final = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where lines stand, in pixels: their top, how high they may grow, how large they would be."""

    top: int
    height: int
    size: int


@dataclass(frozen=True, slots=True)
class CoverText:
    """The words on a cover."""

    title: str
    above: str = ""
    below: str = ""
    foot: str = ""


def draw_cover(
    words: CoverText, language: Language, direction: Direction, notes: Notes, house: House | None = None
) -> bytes:
    """Return a cover of 1600 by 2560 pixels as PNG; where letters cannot be shaped, nothing and a note."""
    from PIL import features

    if not features.check("raqm"):
        notes.warn("epub/cover-left-out", "Pillow cannot shape letters here (no Raqm); the book has no cover")
        return b""
    image = ground()
    pen = _Pen(image, language, direction, house)
    pen.bar(MARGIN, 18)
    top = pen.lines(words.above, Place(MARGIN + 80, 320, 64), 400, SOFT)
    top = pen.lines(words.title, Place(max(top, 420), TITLE_HEIGHT, 150), 700, INK)
    pen.lines(words.below, Place(top + 90, FOOT_TOP - top - 150, 70), 400, SOFT)
    pen.bar(FOOT_TOP, 4)
    pen.lines(words.foot, Place(FOOT_TOP + 40, 200, 56), 400, SOFT)
    out = io.BytesIO()
    image.save(out, "PNG", bits=4, compress_level=2)
    return out.getvalue()


def ground() -> "Image":
    """Return an empty cover."""
    from PIL import Image

    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette(_palette())
    return image


def _palette() -> list[int]:
    """Return sixteen colours: the ground, and each ink in steps from hardly any to all of it."""
    ground = _channels(GROUND)
    colours = [ground]
    for ink in map(_channels, INKS):
        for step in range(1, STEPS + 1):
            share = step / STEPS
            colours.append([round(a + (b - a) * share) for a, b in zip(ground, ink, strict=True)])
    return [channel for colour in colours for channel in colour]


def _channels(colour: str) -> list[int]:
    return [int(colour[place : place + 2], 16) for place in (1, 3, 5)]


def _shades(colour: str) -> list[int]:
    """Return the place in the palette for each amount of an ink, 0 to 255."""
    first = 1 + INKS.index(colour) * STEPS
    return [first + level - 1 if (level := round(amount * STEPS / 255)) else 0 for amount in range(256)]


class _Pen:
    """Sets lines from the side the language begins on."""

    def __init__(
        self, image: "Image", language: Language, direction: Direction, house: House | None = None
    ) -> None:
        self.image = image
        self.language = language
        self.direction = direction
        self.house = house
        self.leading = measures(language, house).leading

    def bar(self, top: int, height: int) -> None:
        self.image.paste(_shades(ACCENT)[255], (MARGIN, top, WIDTH - MARGIN + 1, top + height + 1))

    def lines(self, text: str, place: Place, weight: int, colour: str) -> int:
        """Set *text* in *place*, smaller where it would not fit; return where it ends."""
        if not text:
            return place.top
        font, lines = self._fitted(text, place, weight)
        step = self._step(font)
        for number, line in enumerate(lines):
            self._line(line, place.top + number * step, font, colour)
        return place.top + len(lines) * step

    def _step(self, font: "FreeTypeFont") -> int:
        return round(font.size * max(self.leading, 1.6) * 0.9)

    def _fitted(self, text: str, place: Place, weight: int) -> "tuple[FreeTypeFont, list[str]]":
        from PIL import ImageFont

        path = str(_face_for(text, self.language, self.house).cut(weight).path)
        for size in range(place.size, SMALLEST, -6):
            font = ImageFont.truetype(path, size, layout_engine=ImageFont.Layout.RAQM)
            lines = self._broken(text, font)
            widest = max(self._width(line, font) for line in lines)
            if len(lines) * self._step(font) <= place.height and widest <= WIDTH - 2 * MARGIN:
                break
        return font, lines[: max(place.height // self._step(font), 0)]

    def _broken(self, text: str, font: "FreeTypeFont") -> list[str]:
        lines: list[str] = []
        for word in (piece for long in text[:600].split(" ") for piece in _pieces(long)):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and self._width(longer, font) <= WIDTH - 2 * MARGIN:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def _width(self, text: str, font: "FreeTypeFont") -> float:
        return font.getlength(text, direction=self.direction, language=self.language.tag)

    def _line(self, text: str, top: int, font: "FreeTypeFont", colour: str) -> None:
        from PIL import Image, ImageDraw

        from_right = self.direction == "rtl"
        while self._width(text, font) > 2 * WIDTH:  # letters as wide as a page (U+FDFD): nobody sees the rest
            text = text[: len(text) // 2]
        above = round(font.size)
        strip = Image.new("L", (WIDTH, 3 * above + self._step(font)), 0)
        ImageDraw.Draw(strip).text(
            (WIDTH - MARGIN if from_right else MARGIN, above),
            text,
            fill=255,
            font=font,
            anchor="ra" if from_right else "la",
            direction=self.direction,
            language=self.language.tag,
        )
        self._press(strip, top - above, colour)

    def _press(self, strip: "Image", top: int, colour: str) -> None:
        """Press the letters of a strip onto the cover in an ink."""
        box = strip.getbbox()
        if box:
            letters = strip.crop(box).point(_shades(colour))
            inked = letters.point([0] + [255] * 255)
            self.image.paste(letters, (box[0], top + box[1]), inked)


def _pieces(word: str) -> list[str]:
    """Cut a word that no line holds: drawn whole it would need more memory than there is."""
    return [word[start : start + 40] for start in range(0, len(word), 40)] or [""]


def _face_for(text: str, language: Language, house: House | None) -> Face:
    """Return the first face that has every letter; the first of all when none has."""
    stack, known = head_stack(language, house), faces(house)
    fitting = (name for name in stack if not undrawable(text, [name], known))
    return known[next(fitting, stack[0])]
