"""The plan of a paper: what stands on which page.

The front takes its stories as far as they fit; each goes on inside, first in its section. The others fill
page after page in the order of their sections; a page ends where what follows fits worst. What stays empty
below the last of them is filled with the house's own adverts. The number of pages is a multiple of four.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from convert.makeup.shapes import LOOSE, Fixed, Item, Leaf, Rectangle, Shape, Shapes, Story, placed, tops

#: Stories and adverts that are tried on one page.
_MOST = 6
#: What it costs to begin a section in the middle of a page, and to fill a page with the house's own advert.
_SHARED, _FILLED = 40, 45
#: Stories that together take a smaller share of a page than one in so many do not fill it.
_SPARSE = 3
#: A filler is at least so high; what is lower stays white.
_FILLER = 9
#: How ample pictures may be, in the order in which it is tried.
_AMPLE = (0, 1, 2, -1)
#: Pages are printed by fours: a sheet folded once.
SHEET = 4


class Slot(NamedTuple):
    """What stands in a rectangle of a page.

    Of a story: its head so many lines high, its picture across so many columns, where lines end; the lines
    above the text in each column, and the unit before which each ends.
    """

    item: Item
    x: int
    y: int
    columns: int
    lines: int
    picture: int = 0
    head: int = 0
    tops: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()

    @property
    def start(self) -> int:
        """The unit that the text begins with."""
        return self.item.start if isinstance(self.item, Story) else 0

    @property
    def goes_on(self) -> bool:
        """Whether the story does not end here."""
        return isinstance(self.item, Story) and self.ends[-1] < len(self.item.galley.units)

    @property
    def again(self) -> bool:
        """Whether the story was begun on another page."""
        return self.start > 0


@dataclass(slots=True)
class Page:
    """A page of the plan; *empty* lines at its foot stay white, *is_forced* says that nothing fits there."""

    slots: list[Slot] = field(default_factory=list)
    empty: int = 0
    is_forced: bool = False

    @property
    def sections(self) -> list[int]:
        """The sections whose stories stand here, in order."""
        return list(dict.fromkeys(slot.item.section for slot in self.slots if isinstance(slot.item, Story)))


@dataclass(frozen=True)
class Room:
    """What a page has room for: columns, lines of an inner page, lines of the front below its head."""

    columns: int
    lines: int
    front: int


@dataclass(frozen=True)
class Copy:
    """What there is to place: stories in order, those of the *front*, what stands *beside* them, adverts.

    The *filler* may stand wherever room is left. *again* are the heights of the heads over what was begun
    elsewhere, by story and columns.
    """

    front: Sequence[Story]
    beside: Sequence[Fixed]
    stories: Sequence[Story]
    adverts: Sequence[Fixed]
    filler: Fixed
    again: Mapping[str, Mapping[int, int]]


def plan(copy: Copy, room: Room) -> list[Page]:
    """Return the pages of a paper, the front first.

    Where more than half a page would have to be filled, smaller and larger pictures are tried too.
    """
    tried: dict[int, list[Page]] = {}
    for ample in _AMPLE:
        tried[ample] = _Planner(copy, room, ample).pages()
        if 2 * _filled_up(tried[ample], copy.filler) < room.lines * room.columns:
            break
    best = min(tried, key=lambda ample: (len(tried[ample]), ample < 0, _filled_up(tried[ample], copy.filler)))
    return tried[best]


def _filled_up(pages: Sequence[Page], filler: Fixed) -> int:
    """Return how many lines of one column fillers take, and stay white."""
    fillers = (slot for page in pages for slot in page.slots if slot.item is filler)
    return sum(slot.columns * slot.lines for slot in fillers)


class _Planner:
    """Fills one page after the other."""

    def __init__(self, copy: Copy, room: Room, ample: int) -> None:
        self._copy, self._room, self._ample = copy, room, ample
        self._queue = list(copy.stories)
        self._adverts = list(copy.adverts)

    def pages(self) -> list[Page]:
        made = [self._front()] if self._copy.front else []
        while self._queue or self._adverts:
            made.append(self._inside(len(made) + 1))
        place = max(1, len(made) - 1)
        made[place:place] = [self._filler_page() for _ in range(-len(made) % SHEET)]
        return made

    def _front(self) -> Page:
        """Return the front: its stories without those that find no room, with more where room is left."""
        items, things = list(self._copy.front), [*self._copy.beside, *self._due(1)]
        found = self._on_front(items, things)
        while found is None and items:
            self._give_back(items.pop())
            found = self._on_front(items, things)
        while found and found.high + LOOSE < self._room.front and len(items) + len(things) < _MOST:
            more = next((story for story in self._queue if not story.start and not story.page), None)
            fuller = self._on_front([*items, replace(more, cheap=True)], things) if more else None
            if more is None or fuller is None or fuller.high <= found.high:
                break
            self._queue.remove(more)
            items.append(replace(more, cheap=True))
            found = fuller
        if found and found.high + _FILLER <= self._room.front:
            found = self._on_front(items, [*things, self._copy.filler]) or found
        return self._made(found, self._room.front) if found else Page()

    def _on_front(self, stories: Sequence[Story], things: Sequence[Fixed]) -> Shape | None:
        items: list[Item] = [*stories, *things]
        shapes = Shapes(items, self._room.columns, self._room.front, ample=self._ample)
        return shapes.best(tuple(range(len(items)))) if items else None

    def _give_back(self, gone: Story) -> None:
        self._insert(replace(gone, cheap=False, lead=False))

    def _insert(self, story: Story) -> None:
        """Put a story before the others of its section, behind those of its kind that came before it."""
        begun = [place for place, other in enumerate(self._queue) if other.section == story.section]
        place = begun[0] if begun else sum(other.section < story.section for other in self._queue)
        while (
            place < len(self._queue)
            and self._queue[place].start
            and self._queue[place].section == story.section
        ):
            place += 1
        self._queue.insert(place, story)

    def _due(self, number: int) -> list[Fixed]:
        """Take the adverts of a page, and of those without a page one for an inner page that has none."""
        due = [advert for advert in self._adverts if advert.page == number]
        free = [advert for advert in self._adverts if not advert.page]
        if not due and free and (number > 2 or not self._queue):
            due = free[:1]
        if not self._queue:
            due = due or self._adverts[:1]
        for advert in due:
            self._adverts.remove(advert)
        return due

    def _inside(self, number: int) -> Page:
        due = self._due(number)
        waiting = [story for story in self._queue if story.page in (0, 1, number)] or list(self._queue)
        waiting.sort(key=lambda story: story.page != number)
        shape, taken = self._chosen(waiting, due)
        for story in taken:
            self._queue.remove(story)
        return self._made(shape, self._room.lines)

    def _chosen(self, waiting: list[Story], due: list[Fixed]) -> tuple[Shape, list[Story]]:
        """Return the cheapest way to fill a page with the first of those that wait."""
        most = min(_MOST - len(due), len(waiting))
        items: list[Item] = [*waiting[:most], *due, self._copy.filler]
        shapes = Shapes(items, self._room.columns, self._room.lines, ample=self._ample)
        after = tuple(range(most, most + len(due)))
        tried: list[tuple[float, int, int, Shape]] = []
        for filler in ((), (len(items) - 1,)):
            for count in self._counts(waiting, most, is_begun=bool(due)):
                found = shapes.best((*range(count), *filler, *after))
                if found:
                    price = shapes.price(found) + _SHARED * _crossings(waiting[:count])
                    tried.append((price + self._orphaned(waiting, count), -count, len(filler), found))
        if not tried:
            return self._forced(waiting, due)
        _, count, _, shape = min(tried, key=lambda one: one[:3])
        return shape, waiting[:-count]

    def _counts(self, waiting: Sequence[Story], most: int, *, is_begun: bool) -> Iterator[int]:
        """Yield how many of those that wait may fill a page: neither far too few nor far too many."""
        cells, page = 0, self._room.lines * self._room.columns
        for count in range(most + 1):
            last = count == min(most, len(waiting))
            if (count or is_begun) and (last or is_begun or _SPARSE * cells > page):
                yield count
            if last or cells > page:
                return
            cells += waiting[count].weight

    def _orphaned(self, waiting: list[Story], count: int) -> int:
        """Return what it costs to leave less than half a page of a section to the next page."""
        if count == 0 or count == len(waiting) or waiting[count].section != waiting[count - 1].section:
            return 0
        rest = [story for story in waiting[count:] if story.section == waiting[count].section]
        cells = sum(story.weight for story in rest)
        return _FILLED // 2 if 2 * cells < self._room.lines * self._room.columns else 0

    def _forced(self, waiting: list[Story], due: list[Fixed]) -> tuple[Shape, list[Story]]:
        """Give a page to what fits on none: the first that waits, as high as the page is."""
        item: Item = due[0] if due else waiting[0]
        self._adverts[:0] = due[1:]
        columns = self._room.columns
        return Shape(0, self._room.lines, 0, Leaf(item, columns)), [] if due else waiting[:1]

    def _made(self, shape: Shape, lines: int) -> Page:
        columns = self._room.columns
        high = lines if shape.low <= lines <= shape.high or lines - shape.high < _FILLER else shape.high
        page = Page(empty=max(0, lines - shape.high), is_forced=shape.low == 0)
        for rectangle in placed(shape, 0, 0, columns, high):
            slot = _filled(rectangle)
            page.slots.append(slot)
            if isinstance(slot.item, Story) and slot.goes_on:
                rest = replace(
                    slot.item, start=slot.ends[-1], heads=self._copy.again[slot.item.name], pictures={},
                    cheap=False, lead=False, page=0, columns=0,
                )  # fmt: skip
                self._insert(rest)
        return page

    def _filler_page(self) -> Page:
        filler = self._copy.filler
        return Page([Slot(filler, 0, 0, self._room.columns, self._room.lines)])


def _crossings(stories: Sequence[Story]) -> int:
    return len({story.section for story in stories}) - 1 if stories else 0


def _filled(rectangle: Rectangle) -> Slot:
    """Return a rectangle with the text that stands in it."""
    leaf, x, y, columns, lines = rectangle
    story = leaf.item
    if isinstance(story, Fixed):
        return Slot(story, x, y, columns, lines)
    heads = tops(story, columns, leaf.picture)
    depths = [lines - head for head in heads]
    if leaf.cut:
        depths[-1] -= 1  # where it says on which page it goes on
    else:
        level = story.galley.level(story.start, heads)
        depths = [min(level, lines) - head for head in heads]
    ends = story.galley.columns(story.start, [max(0, depth) for depth in depths])
    return Slot(story, x, y, columns, lines, leaf.picture, story.heads[columns], tuple(heads), tuple(ends))


def numbers(pages: Sequence[Page]) -> Mapping[str, list[int]]:
    """Return the pages on which each story stands, in order."""
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pages, start=1):
        for slot in _stories(page):
            found.setdefault(slot.item.name, []).append(number)
    return found


def _stories(page: Page) -> Iterator[Slot]:
    return (slot for slot in page.slots if isinstance(slot.item, Story))
