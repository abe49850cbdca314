"""How stories may stand in a rectangle of columns and lines: one, one above another, one beside another.

A shape is a rectangle with a range of heights in which it looks right; a story that may go on elsewhere has
a wide range, any other almost none. Two shapes one above the other add their ranges, side by side they share
them. Of all ways to part a rectangle the cheapest are kept: what they cost is counted in empty lines of one
column.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from math import inf
from typing import NamedTuple, TypeAlias

from convert.makeup.galley import Galley

#: Lines between two stories one above the other.
GAP = 1
#: So many lines of a story at least stand where it begins, and where it goes on.
LEAST = 6
#: So many lines a story may end above its foot without looking lost.
LOOSE = 1
#: Shapes that are kept of each group of stories and width: those that fit one height, those that bend.
_STIFF, _SUPPLE = 6, 3
#: No page has more lines.
_TALL = 10_000
#: What is bad, in empty lines of one column: a story that goes on elsewhere, and a second time.
_JUMP, _AGAIN = 30, 120
#: Columns of text are so many lines deep at least, and at most; less costs for each line and column.
_SHALLOW, _DEEP, _SHORT, _LONG = 8, 45, 3, 1
#: A story longer than this is set in more than one column, or costs that.
_BRIEF, _THIN = 26, 18
#: A picture in one of several columns is too small; one that takes more room than so many times the text too
#: large, and costs a share of what is too much.
_SMALL, _MOST_PICTURE, _SHARE = 14, 1.2, 0.6
#: On an ample page a picture costs this for each column of its story that it leaves.
_AMPLE = 6
#: A page's first story is half as wide as the page, the lead two thirds, the picture of a lead nearly as wide
#: as the lead, or it costs this for each column it lacks.
_MEEK, _FAINT = 16, 40


@dataclass(frozen=True)
class Story:
    """A story, or the rest of one from unit *start* on; heights are lines, by the columns they go across.

    *cheap* says that it costs nothing to let it go on elsewhere.
    """

    name: str
    galley: Galley
    heads: Mapping[int, int]
    pictures: Mapping[int, int]
    start: int = 0
    section: int = 0
    lead: bool = False
    page: int = 0
    columns: int = 0
    cheap: bool = False

    @cached_property
    def rest(self) -> int:
        """How many lines of text there are from *start* on."""
        return self.galley.depth(self.start, len(self.galley.units))

    @property
    def weight(self) -> int:
        """How many lines of one column it takes at least, with its head and its picture."""
        head = min(columns * lines for columns, lines in self.heads.items())
        return (
            self.rest + head + min((columns * lines for columns, lines in self.pictures.items()), default=0)
        )


class Size(NamedTuple):
    """Heights that a thing may have, from least to greatest, and what it costs to have it so."""

    low: int
    high: int
    cost: float = 0


@dataclass(frozen=True)
class Fixed:
    """What is no story: an advert, a filler, an index; its sizes by its columns."""

    name: str
    sizes: Mapping[int, tuple[Size, ...]]
    page: int = 0


Item: TypeAlias = Story | Fixed


class Leaf(NamedTuple):
    """One item across so many columns, its picture across *picture* of them."""

    item: Item
    columns: int
    picture: int = 0
    cut: bool = False


class Pile(NamedTuple):
    """One shape above another."""

    above: "Shape"
    below: "Shape"


class Row(NamedTuple):
    """One shape beside another; the first is where lines begin, so many columns wide."""

    first: "Shape"
    second: "Shape"
    columns: int


class Shape(NamedTuple):
    """A way to fill a rectangle of a given width that is *low* to *high* lines high."""

    low: int
    high: int
    cost: float
    node: Leaf | Pile | Row


class Rectangle(NamedTuple):
    """Where an item stands: from column *x* and line *y* on, so many columns wide and lines high."""

    leaf: Leaf
    x: int
    y: int
    columns: int
    lines: int


class Shapes:
    """The shapes of some of *items* on a page of so many columns and lines; each is asked for once.

    What is chosen of the items is a tuple of their places. The more *ample*, the larger are pictures;
    below 0 even those of leads may be small.
    """

    def __init__(self, items: Sequence[Item], columns: int, lines: int, *, ample: int = 0) -> None:
        self._items = tuple(items)
        self._columns, self._lines, self._ample = columns, lines, ample
        self._known: dict[tuple[tuple[int, ...], int], list[Shape]] = {}

    def best(self, chosen: tuple[int, ...]) -> Shape | None:
        """Return the cheapest shape of the chosen items that is no higher than the page."""
        if len(chosen) == 1:
            return min(self._of(chosen, self._columns), key=self.price, default=None)
        best: Shape | None = None
        for parting in self._partings(chosen, self._columns):
            best = self._cheaper(best, parting)
        return best

    def _cheaper(self, best: Shape | None, parting: "Parting") -> Shape | None:
        """Return the cheapest shape of a parting that costs less than *best*; else *best*."""
        price = self.price(best) if best else inf
        for one, other in product(parting.first, parting.second):
            if one.cost + other.cost < price:
                shape = parting.joined(one, other)
                if shape.low <= self._lines and self.price(shape) < price:
                    best, price = shape, self.price(shape)
        return best

    def price(self, shape: Shape) -> float:
        """Return what a shape costs that stands alone on the page: what stays empty below it too."""
        return shape.cost + max(0, self._lines - shape.high) * self._columns

    def _of(self, chosen: tuple[int, ...], columns: int) -> list[Shape]:
        key = (chosen, columns)
        if key not in self._known:
            alone = len(chosen) == 1
            found = self._alone(chosen[0], columns) if alone else self._together(chosen, columns)
            self._known[key] = [shape for shape in found if shape.low <= self._lines]
        return self._known[key]

    def _together(self, chosen: tuple[int, ...], columns: int) -> list[Shape]:
        """Return the shapes worth keeping: the cheapest of each height, and of those that bend."""
        stiff: dict[int, Shape] = {}
        supple: dict[int, Shape] = {}
        for parting in self._partings(chosen, columns):
            for one, other in product(parting.first, parting.second):
                low, high, cost = parting.measure(one, other)
                if low > self._lines:
                    continue
                bends = high - low > 2 * LOOSE + 1
                kept, key = (supple, low // 3 * _TALL + high // 3) if bends else (stiff, low)
                known = kept.get(key)
                if known is None or cost < known[2]:
                    kept[key] = parting.joined(one, other)
        return sorted(stiff.values(), key=_rank)[:_STIFF] + sorted(supple.values(), key=_rank)[:_SUPPLE]

    def _partings(self, chosen: tuple[int, ...], columns: int) -> Iterator["Parting"]:
        """Yield every way to part the chosen items in two: one above the other, one beside the other."""
        for middle in range(1, len(chosen)):
            start, end = chosen[:middle], chosen[middle:]
            yield Parting(self._of(start, columns), self._of(end, columns))
            for first in range(1, columns):
                sides = self._of(start, first), self._of(end, columns - first)
                yield Parting(*sides, first, columns - first)

    def _alone(self, place: int, columns: int) -> Iterator[Shape]:
        item = self._items[place]
        if isinstance(item, Fixed):
            yield from (Shape(*size, Leaf(item, columns)) for size in item.sizes.get(columns, ()))
        elif columns in item.heads and item.columns in (0, columns):
            meek = self._meek(item, columns) if place == 0 or item.lead else 0
            for shape in _set(item, columns, self._lines, self._ample):
                yield shape._replace(cost=shape.cost + meek)

    def _meek(self, story: Story, columns: int) -> int:
        """Return what it costs that what leads a page is not wide: two thirds for a lead, half for others."""
        wide = 2 * self._columns // 3 if story.lead else self._columns // 2
        return (_FAINT if story.lead else _MEEK) * max(0, wide - columns)


class Parting(NamedTuple):
    """Two lists of shapes, each of the one to be joined with each of the other.

    With *left* and *right* they stand beside each other, so many columns wide; without, the first above.
    """

    first: list[Shape]
    second: list[Shape]
    left: int = 0
    right: int = 0

    def measure(self, one: Shape, other: Shape) -> tuple[int, int, float]:
        """Return the least and the greatest height of two shapes joined, and what they cost."""
        if not self.left:
            return one.low + GAP + other.low, one.high + GAP + other.high, one.cost + other.cost
        cost = one.cost + other.cost
        low, high = max(one.low, other.low), min(one.high, other.high)
        if low > high:
            short = self.left if one.high < other.high else self.right
            return low, low, cost + (low - high) * short
        return low, high, cost

    def joined(self, one: Shape, other: Shape) -> Shape:
        """Return two shapes as one."""
        node = Row(one, other, self.left) if self.left else Pile(one, other)
        return Shape(*self.measure(one, other), node)


def _rank(shape: Shape) -> tuple[float, int, int]:
    return shape.cost, shape.low, shape.high


def _set(story: Story, columns: int, lines: int, ample: int) -> Iterator[Shape]:
    """Yield the shapes of a story across so many *columns*, whole and cut."""
    for picture in _picture_widths(story, columns, lines):
        heads = tops(story, columns, picture)
        whole = story.galley.level(story.start, heads)
        cost = _looks(story, columns, picture, whole - story.heads[columns], ample)
        waste = whole * columns - sum(heads) - story.rest
        yield Shape(whole, whole + LOOSE, cost + waste, Leaf(story, columns, picture))
        low, high = max(heads) + LEAST, whole - 1 - -(-LEAST // columns)
        if high >= low:
            price = 0 if story.cheap else _AGAIN if story.start else _JUMP
            yield Shape(low, high, cost + price, Leaf(story, columns, picture, cut=True))


def tops(story: Story, columns: int, picture: int) -> list[int]:
    """Return how many lines stand above the text in each column; a picture stands where lines end."""
    head = story.heads[columns]
    under = head + story.pictures.get(picture, 0)
    return [head] * (columns - picture) + [under] * picture


def _picture_widths(story: Story, columns: int, lines: int) -> list[int]:
    """Return across how many columns the picture of a story may go; 0 where it has none."""
    if not story.pictures or story.start:
        return [0]
    wide = [width for width, high in story.pictures.items() if width <= columns and high <= 0.55 * lines]
    return wide or [min(story.pictures)]


def _looks(story: Story, columns: int, picture: int, depth: int, ample: int) -> float:
    """Return what is wrong with how a story looks in columns *depth* lines deep."""
    cost = float(_LONG * max(0, depth - _DEEP))
    if columns > 1:
        cost += _SHORT * columns * max(0, _SHALLOW - depth) + (_SMALL if picture == 1 else 0)
    elif story.rest > _BRIEF:
        cost += _THIN
    if picture and ample >= 0:
        cost += _AMPLE * ample * (columns - picture)
        cost += _MEEK * max(0, columns - 1 - picture) if story.lead else 0
    seen = picture * story.pictures.get(picture, 0)
    return cost + _SHARE * max(0, seen - (_MOST_PICTURE + max(0, ample)) * story.rest)


def placed(shape: Shape, x: int, y: int, columns: int, lines: int) -> Iterator[Rectangle]:
    """Yield where each item of a shape stands in a rectangle of so many *columns* and *lines*."""
    node = shape.node
    match node:
        case Leaf():
            yield Rectangle(node, x, y, columns, lines)
        case Pile():
            spare = max(0, lines - shape.high) // 2
            upper = max(node.above.low, min(node.above.high + spare, lines - GAP - node.below.low))
            yield from placed(node.above, x, y, columns, upper)
            yield from placed(node.below, x, y + upper + GAP, columns, lines - upper - GAP)
        case Row():
            yield from placed(node.first, x, y, node.columns, lines)
            yield from placed(node.second, x + node.columns, y, columns - node.columns, lines)
