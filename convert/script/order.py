"""Which lines stand in visual order, told by their letters: ``ةيبرعلا يف`` reads better as ``في العربية``."""

import re
from typing import Final, Literal, NamedTuple

from convert.script import presentation
from convert.script.plausible import MARK, cheapest, words
from convert.script.visual import RIGHT_TO_LEFT, logical, mirrors

Order = Literal["visual", "logical", ""]
#: What begins words in visual order and hardly any in the order of reading: letters that end words, and the
#: commonest words read from the wrong end (Arabic, Persian, Urdu, Kurdish, Pashto, Hebrew), and vowels.
_SIGNS: Final = (
    *(" ة", " ى", " يف ", " نم ", " \u0627\u064b"),
    *(" هک ", " هب ", " زا ", " تسا", " نیا ", " یم ", " یارب "),
    *(" ے", " ں", " ە", " هپ ", " وا ", " ې"),
    *(" ם", " ן", " ך", " ף", " ץ"),
    *(" \u064e", " \u064f", " \u0650", " \u0652", " \u064c", " \u05b8", " \u05b7", " \u05b4"),
)
#: A text this short may have none of them and is looked at all the same.
SHORT: Final = 300
#: Bits by which one order must be likelier than the other, in all and for each letter: in 900 lines of news
#: no line that is read as it stands comes nearer than half of that.
_MARGIN: Final = 16
_MARGIN_PER_LETTER: Final = 0.3
#: Bits a letter costs at most in what reads like text; letters strewn at random cost seven and more.
_READABLE: Final = 5.8
#: The beginning of a line tells its order; a page in one line is not read to its end.
_ENOUGH: Final = 400
#: A word or two may look like anything.
_FEWEST: Final = 8
#: A text is visual as a whole when this much of what could be decided is.
_WHOLE: Final = 0.9
#: A ligature that was stored in its own order, and so was turned against its word: ``األول`` for ``الأول``.
#: No word begins so; inside a word nothing tells it from a word that is spelled that way.
_LAM_ALEF: Final = re.compile(r"(?<!\w)([وفبك]?ا)([أإآا])ل(?=\w)")
#: Every way a line can end (UAX #14); the ends themselves are kept.
_LINE_END: Final = re.compile("(\r\n|[\n\x0b\x0c\r\x85\u2028\u2029])")
_JOINING_ON: Final = f"[{presentation.JOINING_ON}]"
_JOINING_BACK: Final = f"[{presentation.JOINING_BACK}]"
#: Shapes that want a neighbour after them, or before them when seen from the left, and have none.
_UNJOINED: Final = re.compile(f"{_JOINING_ON}(?![{MARK}]*{_JOINING_BACK})")
_UNJOINED_SEEN: Final = re.compile(f"(?<!{_JOINING_BACK}){_JOINING_ON}")


class Evidence(NamedTuple):
    """What speaks for the order of one line: how surely, in bits (above zero: visual), and how it reads."""

    visual: float
    letters: int
    reads: float

    @property
    def order(self) -> Order:
        """The order of the line; empty when it cannot be told."""
        if abs(self.visual) < max(_MARGIN, _MARGIN_PER_LETTER * self.letters):
            return ""
        if self.visual < 0:
            return "logical"
        return "visual" if self.letters >= _FEWEST and self.reads <= _READABLE * self.letters else ""


def in_order_of_reading(text: str) -> tuple[str, list[int]]:
    """Return *text* with its lines in the order of reading, and which lines were turned, from 0."""
    if not may_be_visual(text):
        return text, []
    pieces = _LINE_END.split(text)
    lines = pieces[::2]
    suspects = lines if len(text) < SHORT else filter(has_sign, lines)
    if not any(evidence(line).order == "visual" for line in suspects):
        return text, []
    turned = visual_lines(lines)
    mirror = mirrors(lines[number] for number in turned)
    for number in turned:
        pieces[2 * number] = _LAM_ALEF.sub(r"\1ل\2", logical(lines[number], mirror=mirror))
    return "".join(pieces), turned


def may_be_visual(text: str) -> bool:
    """Say whether a closer look at *text* is worth the time."""
    return not text.isascii() and (len(text) < SHORT or has_sign(text))


def has_sign(text: str) -> bool:
    """Say whether *text* has what begins words in visual order and hardly any in the order of reading."""
    return any(sign in text for sign in _SIGNS) or bool(_UNJOINED.search(text))


def visual_lines(lines: list[str]) -> list[int]:
    """Return which of *lines* stand in visual order: all but those that surely do not, or the sure ones."""
    found = {number: evidence(line) for number, line in enumerate(lines) if RIGHT_TO_LEFT.search(line)}
    visual, read = (
        sum(one.letters for one in found.values() if one.order == order) for order in ("visual", "logical")
    )
    if not visual:
        return []
    if visual < _WHOLE * (visual + read):
        return [number for number, one in found.items() if one.order == "visual"]
    return [number for number, one in found.items() if one.order != "logical"]


def evidence(line: str) -> Evidence:
    """Weigh the letters of *line*, each word once: shapes are certain, words are likely."""
    line = line[:_ENOUGH]
    written = list(dict.fromkeys(words(presentation.letters(line))))
    if not written:
        return Evidence(0, 0, 0)
    letters = sum(map(len, written))
    as_stands = cheapest(written)
    from_left = cheapest(word[::-1] for word in written)
    shapes = len(_UNJOINED.findall(line)) - len(_UNJOINED_SEEN.findall(line))
    if shapes:
        return Evidence(shapes * 2 * (_MARGIN + letters), max(letters, _FEWEST), 0)
    return Evidence(as_stands - from_left, letters, from_left)
