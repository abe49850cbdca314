"""A page made up: the places of its stories, adverts and rules, as HTML with empty columns."""

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from convert.makeup.plan import Page, Slot
from convert.makeup.shapes import Fixed
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element
from convert.pdf.galleys import COLUMN, Fill
from convert.vocab.languages import language_of
from convert.writers.newspaper.grid import Grid
from convert.writers.newspaper.story import Story
from convert.writers.newspaper.things import Things
from convert.writers.newspaper.trial import galley_of

_HTML = f"{{{XHTML}}}"
#: The line that says that an advert is one, and the edges round a thing: pixels.
_SIGN, _EDGES = 14, 3


@dataclass(slots=True)
class Forme:
    """What is put into one page: elements, and what fills the columns in them."""

    elements: list[Element] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    galleys: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Frame:
    """A place on a page in CSS pixels from the upper left corner of its text."""

    left: float
    top: float
    width: float
    height: float

    @property
    def css(self) -> str:
        """The place as a style."""
        return (
            f"left: {self.left:.3f}px; top: {self.top:.3f}px; "
            f"width: {self.width:.3f}px; height: {self.height:.3f}px"
        )


class Maker:
    """Makes up the pages of a paper whose stories, things and page numbers are known."""

    def __init__(
        self,
        grid: Grid,
        stories: Mapping[str, Story],
        things: Things,
        numbers: Mapping[str, Sequence[str]],
        *,
        rtl: bool,
    ) -> None:
        self._grid, self._stories, self._things, self._numbers = grid, stories, things, numbers
        self._rtl = rtl

    def forme(self, page: Page, number: str, above: int) -> Forme:
        """Return what is put into *page*, which is called *number*, *above* lines below its top."""
        forme = Forme()
        for slot in page.slots:
            forme.elements += self._rules(slot, above)
            if isinstance(slot.item, Fixed):
                forme.elements.append(self._thing(slot, above))
            else:
                self._add_story(forme, slot, number, above)
        return forme

    def _frame(self, x: int, y: int, columns: int, lines: float) -> Frame:
        grid = self._grid
        return Frame(
            grid.left(x, columns, rtl=self._rtl), y * grid.step, grid.width(columns), lines * grid.step
        )

    def _rules(self, slot: Slot, above: int) -> Iterator[Element]:
        """Yield the rule over a place and the one on the side where its lines begin."""
        frame, step = self._frame(slot.x, slot.y + above, slot.columns, slot.lines), self._grid.step
        half = self._grid.sheet.gutter * 96 / 25.4 / 2
        if slot.y:
            yield _rule("between", Frame(frame.left, frame.top - step / 2, frame.width, 0))
        if slot.x:
            side = frame.left + frame.width + half if self._rtl else frame.left - half
            yield _rule("beside", Frame(side, frame.top, 0, frame.height))

    def _thing(self, slot: Slot, above: int) -> Element:
        frame = self._frame(slot.x, slot.y + above, slot.columns, slot.lines)
        made = deepcopy(self._things.of(slot.item.name, frame.height / frame.width))
        made.set("style", frame.css)
        made.set("class", f"placed {made.get('class', '')}")
        sign = _SIGN if made.find(f"{_HTML}p") is not None else 0
        for image in made.iter(f"{_HTML}img"):
            image.set("style", f"height: {frame.height - sign - _EDGES:.3f}px")
        return made

    def _add_story(self, forme: Forme, slot: Slot, number: str, above: int) -> None:
        story = self._stories[slot.item.name]
        where = self._numbers[slot.item.name]
        head = story.again(_before(where, number)) if slot.again else deepcopy(story.head)
        frame = story.framed(head, f"placed slot w{slot.columns}")
        frame.set("style", self._frame(slot.x, slot.y + above, slot.columns, slot.lines).css)
        if slot.picture and story.picture is not None:
            frame.append(self._picture(story.picture, slot))
        frame.extend(self._columns(forme, slot))
        if slot.goes_on:
            frame.append(self._jump(slot, story, _after(where, number)))
        forme.elements.append(frame)
        forme.galleys.append(galley_of(story))

    def _picture(self, picture: Element, slot: Slot) -> Element:
        """Return the picture of a story, which stands below its head where lines end."""
        made = deepcopy(picture)
        place = self._inside(slot, slot.columns - slot.picture, slot.head, slot.picture)
        made.set("style", place.css)
        made.set("class", "placed lead")
        return made

    def _inside(self, slot: Slot, column: int, line: int, columns: int, lines: float = 0) -> Frame:
        """Return a place in the place of a story, from a column and a line of its own on."""
        grid = self._grid
        start = grid.sheet.offset(column)
        left = grid.sheet.across(slot.columns) - start - grid.sheet.across(columns) if self._rtl else start
        return Frame(left * 96 / 25.4, line * grid.step, grid.width(columns), lines * grid.step)

    def _columns(self, forme: Forme, slot: Slot) -> Iterator[Element]:
        start = slot.start
        for column, (end, top) in enumerate(zip(slot.ends, slot.tops, strict=True)):
            if end > start:
                frame = self._inside(slot, column, top, 1, slot.lines - top)
                made = etree.Element(f"{_HTML}div", {"class": "placed body", "style": frame.css})
                made.set(COLUMN, str(len(forme.fills)))
                forme.fills.append(Fill(slot.item.name, start, end))
                yield made
            start = end

    def _jump(self, slot: Slot, story: Story, number: str) -> Element:
        words = language_of(story.article.lang).words
        made = etree.Element(f"{_HTML}p", {"class": "placed jump"})
        made.text = words.continues_on.format(number)
        made.set("style", self._inside(slot, slot.columns - 1, slot.lines - 1, 1, 1).css)
        return made


def _rule(kind: str, frame: Frame) -> Element:
    return etree.Element(f"{_HTML}div", {"class": f"rule {kind}", "style": frame.css})


def _before(where: Sequence[str], number: str) -> str:
    return where[max(0, where.index(number) - 1)]


def _after(where: Sequence[str], number: str) -> str:
    return where[min(len(where) - 1, where.index(number) + 1)]
