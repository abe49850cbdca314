"""Kashida justification: the wide gaps of a justified line become longer letters.

The engine has broken the lines and spread their words; nothing of that moves. In a line that is loose the
spaces give back what they need not have, and the letters of some words are drawn longer by as much.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from convert.pdf.engine import (
    UNITS,
    GlyphRun,
    is_in_flow,
    justified_runs,
    kids_of,
    respace,
    shape_of,
    spaces_in,
)
from convert.pdf.glyphs import Cut, Kashidas, Longer
from convert.pdf.strokes import Shaped, shaped, swash
from convert.pdf.textlayer import TextLayer
from convert.script.kashida import Place, last_letters, places
from convert.vocab.languages import language_of

Kashida = Literal["auto", "off", "light", "full"]
#: A column in which lines of a newspaper get loose is narrower than this: ems.
NARROW = 26.0
#: Kashidas in neighbouring lines stand so that the middle of each is this far beyond the other's end: ems.
APART = 0.1


@dataclass(frozen=True, slots=True)
class Manner:
    """How much is lengthened, in ems, and where.

    A space keeps *gap* beyond its own width; up to *most* nothing more need be done for it. A kashida is of
    about *usual* length and of at most *longest*; *share* of a paragraph's words may have one, *twice* says
    whether a word may have two at need. Places are of *rank* or better.
    """

    gap: float
    most: float
    usual: float
    longest: float
    share: float
    rank: int
    twice: bool


LIGHT = Manner(gap=0.10, most=0.40, usual=0.30, longest=0.40, share=0.34, rank=7, twice=False)
FULL = Manner(gap=0.05, most=0.20, usual=0.35, longest=0.75, share=1.5, rank=8, twice=True)


def manner_of(kashida: Kashida, lang: str, ems: float) -> Manner | None:
    """Return how a column of a language is set that is so many ems wide; None where nothing is lengthened."""
    if kashida == "auto":
        return LIGHT if language_of(lang).kashida and ems < NARROW else None
    return {"off": None, "light": LIGHT, "full": FULL}[kashida]


def lengthen(pages: Sequence[Any], kashida: Kashida, layer: TextLayer) -> None:
    """Lengthen letters in the loose lines of *pages*, in place, and tell *layer* which."""
    made: dict[int, Kashidas] = {}
    for page in pages:
        for lines in _paragraphs(page):
            style = lines[0].style
            manner = manner_of(kashida, str(style["lang"] or ""), lines[0].width / style["font_size"])
            if manner and style["direction"] == "rtl":
                made.update(_lengthen(lines, manner, layer))
    layer.kashidas = made


def _paragraphs(box: Any) -> Iterator[list[Any]]:
    """Yield the lines of each block in a box, from top to bottom."""
    kids = list(kids_of(box))
    lines = [kid for kid in kids if shape_of(kid) == "line"]
    if lines:
        yield lines
    for kid in kids:
        yield from _paragraphs(kid)


class _Spot(NamedTuple):
    """A place for a kashida in a line: where from the left, how many spaces are on its left.

    *box* and *offset* say where in the text (UTF-8) the letter on its left begins; *word* tells words apart.
    """

    x: float
    spaces: int
    box: int
    offset: int
    rank: int
    word: tuple[int, int]
    cut: Cut
    swash: Longer | None = None

    def longer(self, room: float) -> Longer | None:
        """Return what may stand there that is no longer than *room* (CSS pixels)."""
        if self.swash:
            return self.swash if self.swash.more <= room * UNITS else None
        return self.cut.kashida(room)


class _Drawn(NamedTuple):
    """A kashida and its edges once the line is set."""

    spot: _Spot
    longer: Longer
    left: float
    right: float


@dataclass(slots=True)
class _Line:
    """A justified line: by how much its spaces are wider than they need be, and what can be longer."""

    box: Any
    size: float
    gap: float
    spaces: int
    words: int
    spots: list[_Spot]
    drawn: list[_Drawn] = field(default_factory=list)

    def room(self, gap: float) -> float:
        """Return what its spaces give when each keeps *gap*, in ems."""
        return (self.gap - gap * self.size) * self.spaces


def _lengthen(boxes: list[Any], manner: Manner, layer: TextLayer) -> dict[int, Kashidas]:
    """Lengthen a paragraph, its loosest lines first: each keeps its neighbours from the same place."""
    lines = {number: line for number, box in enumerate(boxes) if (line := _line(box, manner, layer))}
    left = round(manner.share * sum(line.words for line in lines.values()))
    for number in sorted(lines, key=lambda number: -lines[number].gap):
        beside = [lines[near].drawn for near in (number - 1, number + 1) if near in lines]
        lines[number].drawn = _drawn(lines[number], manner, [one for drawn in beside for one in drawn], left)
        left -= len(lines[number].drawn)
    made: dict[int, Kashidas] = {}
    for line in lines.values():
        made.update(_set(line))
    return made


def _set(line: _Line) -> dict[int, dict[int, Longer]]:
    """Move what stands in a line to where its kashidas leave it; return them by text box and place."""
    made: dict[int, dict[int, Longer]] = {}
    grown: dict[int, float] = {}
    for spot, longer, left, right in line.drawn:
        made.setdefault(spot.box, {})[spot.offset] = longer
        grown[spot.box] = grown.get(spot.box, 0) + right - left
    if made:
        respace(line.box, line.gap - sum(grown.values()) / line.spaces, grown)
    return made


def _line(box: Any, manner: Manner, layer: TextLayer) -> _Line | None:
    """Return what is known of a line; None where there is nothing to lengthen or no need."""
    texts = sorted(texts_in(box), key=lambda text: float(text.position_x))
    gap = max((text.justification_spacing for text in texts), default=0)
    size = float(box.style["font_size"])
    if gap <= manner.gap * size:
        return None
    spots: list[_Spot] = []
    spaces = 0
    for text in texts:
        spots += [spot for spot in _spots(text, spaces, layer) if spot.rank <= manner.rank]
        spaces += spaces_in(text)
    words = sum(len(text.text.split()) for text in texts)
    return _Line(box, size, gap, spaces, words, spots) if spots else None


def texts_in(box: Any) -> Iterator[Any]:
    """Yield the text boxes of a line that justification moves."""
    for kid in kids_of(box):
        if shape_of(kid) == "text":
            yield kid
        elif is_in_flow(kid) and shape_of(kid) == "part":
            yield from texts_in(kid)


def _spots(textbox: Any, spaces: int, layer: TextLayer) -> Iterator[_Spot]:
    """Yield the places in a text box that has so many *spaces* on its left."""
    if not textbox.text.strip():
        return
    lang = str(textbox.style["lang"] or "ar")
    pen = 0
    for run in justified_runs(textbox):
        cut = layer.cut(run.font)
        for place, longer in _safe_places(run, lang, cut) if run.rtl else ():
            x = textbox.position_x + (pen + _left_of(run, place.offset)) / UNITS
            left = spaces + run.text[place.offset :].count(b" ")
            word = id(textbox), run.start + place.word
            yield _Spot(x, left, id(textbox), run.start + place.offset, place.rank, word, cut, longer)
        pen += sum(glyph[1] for glyph in run.glyphs)
        spaces += run.text.count(b" ")


def _left_of(run: GlyphRun, place: int) -> int:
    """Return how much of a run stands on the left of what begins at *place*, that itself counted."""
    pairs = zip(run.glyphs, run.clusters, strict=True)
    return sum(glyph[1] for glyph, cluster in pairs if cluster >= place)


def _safe_places(run: GlyphRun, lang: str, cut: Cut) -> Iterator[tuple[Place, Longer | None]]:
    """Yield the places (UTF-8) of a run that is drawn as HarfBuzz draws it, some with a longer letter."""
    text = run.text.decode()
    if not cut.face.exact or not (cut.face.strokes.shortest or cut.face.swashes):
        return
    drawn = shaped(cut.face.metrics, text, lang)
    bytes_at = [0, *accumulate(len(char.encode()) for char in text)]
    numbers = ((bytes_at[glyph.cluster], glyph.number, glyph.width) for glyph in drawn)
    pairs = zip(run.clusters, run.glyphs, strict=True)
    if _by_cluster(numbers) != _by_cluster((cluster, glyph[0], glyph[1]) for cluster, glyph in pairs):
        return
    safe = {glyph.cluster for glyph in drawn if glyph.safe}
    for place, longer in (*_swashes(text, lang, cut, drawn), *((place, None) for place in places(text))):
        if longer or place.offset in safe:
            yield Place(bytes_at[place.offset], place.rank, bytes_at[place.word]), longer


def _swashes(text: str, lang: str, cut: Cut, drawn: Sequence[Shaped]) -> Iterator[tuple[Place, Longer]]:
    """Yield the last letters of words of which the face has a longer form than is drawn, with that form."""
    for feature in cut.face.swashes:
        for place in last_letters(text):
            asked = {feature: [(place.offset, place.offset + 1, True)]}
            found = swash(drawn, shaped(cut.face.metrics, text, lang, asked), place.offset)
            if found:
                yield place, cut.swash(found.form, found.more)


def _by_cluster(glyphs: Iterable[tuple[int, int, int]]) -> dict[int, list[int]]:
    """Return the numbers of the glyphs that take room, by where their text begins."""
    found: dict[int, list[int]] = {}
    for cluster, number, width in glyphs:
        if width:
            found.setdefault(cluster, []).append(number)
    return found


def _drawn(line: _Line, manner: Manner, beside: Sequence[_Drawn], most: int) -> list[_Drawn]:
    """Return the kashidas of a line, none of them under or over one *beside* it in the next line."""
    free = line.spots
    while True:
        found = _filled(line, _chosen(line, free, manner, most), manner)
        touching = [one for one in found if any(_touch(one, other, APART * line.size) for other in beside)]
        if not touching:
            return found
        worst = max(touching, key=lambda one: one.spot.rank).spot
        free = [spot for spot in free if spot != worst]


def _touch(one: _Drawn, other: _Drawn, apart: float) -> bool:
    middles = abs(one.left + one.right - other.left - other.right) / 2
    return middles < max(one.right - one.left, other.right - other.left) / 2 + apart


def _filled(line: _Line, spots: Sequence[_Spot], manner: Manner) -> list[_Drawn]:
    """Give the room in the gaps of a line to kashidas at *spots*, as evenly as the face can."""
    room = line.room(manner.gap)
    made: list[tuple[_Spot, Longer]] = []
    for number, spot in enumerate(spots):
        share = min(room / (len(spots) - number), manner.longest * line.size)
        longer = spot.longer(room if spot.swash else share)
        if longer:
            made.append((spot, longer))
            room -= longer.more / UNITS
    return _placed(line, sorted(made, key=lambda pair: pair[0].x))


def _placed(line: _Line, made: Sequence[tuple[_Spot, Longer]]) -> list[_Drawn]:
    """Return kashidas, given from left to right, with the edges they have when the line is set."""
    before = [0.0, *accumulate(longer.more / UNITS for _, longer in made)]
    shrunk = before[-1] / line.spaces
    found = []
    for (spot, longer), moved in zip(made, before, strict=False):
        left = spot.x - spot.spaces * shrunk + moved
        found.append(_Drawn(spot, longer, left, left + longer.more / UNITS))
    return found


def _chosen(line: _Line, free: Sequence[_Spot], manner: Manner, most: int) -> list[_Spot]:
    """Return the spots among *free* that a line uses, no more than it needs.

    A second one in a word is for a line that would stay too loose without.
    """
    once, again = _in_turn(free)
    if manner.twice and line.room(manner.most) > len(once) * manner.longest * line.size:
        once += again
    return once[: min(max(1, round(line.room(manner.gap) / (manner.usual * line.size))), most)]


def _in_turn(spots: Sequence[_Spot]) -> tuple[list[_Spot], list[_Spot]]:
    """Return the best spot of each word, words side by side last, and the second best of each, best first."""
    once: list[_Spot] = []
    best = sorted(spots, key=lambda spot: (spot.rank, spot.x))
    order = {word: number for number, word in enumerate(dict.fromkeys(spot.word for spot in spots))}
    for apart in (2, 1):
        for spot in best:
            if all(abs(order[spot.word] - order[other.word]) >= apart for other in once):
                once.append(spot)
    seconds: dict[tuple[int, int], _Spot] = {}
    for spot in best:
        if spot not in once and all(spot.offset != other.offset for other in once if other.box == spot.box):
            seconds.setdefault(spot.word, spot)
    return once, list(seconds.values())
