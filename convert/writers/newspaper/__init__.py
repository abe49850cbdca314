"""Writes a whole paper: a front, section pages, stories in columns, each page a PDF, bound into one."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree

from convert.house import House
from convert.makeup import sheet_named
from convert.makeup.plan import Page, Slot, numbers
from convert.makeup.shapes import Story as Planned
from convert.model import Edition
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element
from convert.notes import Notes
from convert.pdf.archive import Facts
from convert.pdf.binding import Mark, bind
from convert.pdf.elongation import Kashida
from convert.pdf.pagestarts import PageStart
from convert.script.digits import in_digits
from convert.workshop import Workshop, told
from convert.writers import guard
from convert.writers.newspaper.forme import Forme, Maker
from convert.writers.newspaper.grid import HEAD, Grid
from convert.writers.newspaper.head import Entry, bare_css, digits_for, index, masthead, running_css
from convert.writers.newspaper.placing import planned, wishes
from convert.writers.newspaper.remarks import note_plan
from convert.writers.newspaper.story import Story, stories_of
from convert.writers.newspaper.things import Things
from convert.writers.newspaper.trial import furniture_trial, story_trial
from convert.writers.newspaper.work import Drawing, Paper, Tried, draw, try_out

_HTML = f"{{{XHTML}}}"


def write_newspaper(
    edition: Edition,
    notes: Notes,
    house: House,
    *,
    css: str,
    trim: str,
    kashida: Kashida,
    facts: Facts,
    workshop: Workshop,
    starts: list[PageStart] | None = None,
) -> bytes:
    """Return the paper of an issue as one PDF; *starts* is filled with where each page begins."""
    paper = Paper(edition, house, sheet_named(trim), css)
    stories = stories_of(edition, house, notes)
    made = _MadeUp(paper, stories, workshop)
    note_plan(paper, stories, made.pages, notes)
    if starts is not None:
        starts.extend(_starts(made.pages))
    pages = [told(data, notes) for data in workshop.each(draw, made.drawings(kashida, facts))]
    return bind(pages, facts, _outline(paper, stories, made.pages))


class _MadeUp:
    """A paper made up: its grid, its pages as planned, and what stands on them."""

    def __init__(self, paper: Paper, stories: Sequence[Story], workshop: Workshop) -> None:
        self.paper, self._stories = paper, stories
        self._digits = digits_for(paper.issue, paper.house)
        self._masthead = held(masthead(paper.issue, paper.edition, paper.house), paper)
        furniture, tried = self._try_out(workshop)
        self._head = furniture.lines["masthead/1"] + 1
        self.grid = Grid(paper.sheet, furniture.step)
        self.pages = planned(paper, stories, tried, furniture, self.grid)
        self._maker = self._ready_to_make()

    def _try_out(self, workshop: Workshop) -> tuple[Tried, dict[str, Tried]]:
        """Return how high is what stands on the front besides stories, and how high each story is."""
        trials = [
            furniture_trial(self.paper, self._masthead, self._index({})),
            *(story_trial(self.paper, story) for story in self._stories),
        ]
        furniture, *tried = map(Tried.read, workshop.each(try_out, trials))
        return furniture, {story.name: found for story, found in zip(self._stories, tried, strict=True)}

    def _ready_to_make(self) -> Maker:
        where = numbers(self.pages)
        called = {name: list(map(self.called, pages)) for name, pages in where.items()}
        stories = {story.name: story for story in self._stories}
        things = Things(self.paper, self._index(where))
        return Maker(self.grid, stories, things, called, rtl=self.paper.is_rtl)

    def _index(self, where: Mapping[str, Sequence[int]]) -> Element:
        found = _entries(self.paper, self._stories, where)
        lines = [Entry(title, story.title, self.called(page)) for title, story, page in found]
        return held(index(lines, self.paper.issue), self.paper)

    def called(self, number: int) -> str:
        """Return a page number in the digits of the paper."""
        return in_digits(str(number), self._digits)

    def drawings(self, kashida: Kashida, facts: Facts) -> list[Drawing]:
        """Return each page, ready to be drawn."""
        own = Facts(title=facts.title, lang=facts.lang, rtl=facts.rtl, created=facts.created)
        return [self._drawing(number, page, kashida, own) for number, page in enumerate(self.pages, start=1)]

    def _drawing(self, number: int, page: Page, kashida: Kashida, facts: Facts) -> Drawing:
        paper, is_front = self.paper, number == 1
        forme = self._maker.forme(page, self.called(number), self._head if is_front else 0)
        if is_front:
            forme.elements.insert(0, self._placed_masthead())
            css = self.grid.page_css(0) + bare_css()
        else:
            section = " · ".join(_section_names(paper, page))
            css = self.grid.page_css(HEAD) + running_css(
                paper.issue, section, self.called(number), paper.house, odd=number % 2 == 1
            )
        elements = _elements(forme)
        pictures = paper.pictures_in(elements)
        return Drawing(
            paper.html(elements), paper.css + css, pictures, tuple(forme.fills), facts, paper.house, kashida
        )

    def _placed_masthead(self) -> Element:
        made = deepcopy(self._masthead)
        width = self.grid.width(self.paper.sheet.columns)
        made.set("class", "placed masthead")
        made.set("style", f"left: 0; top: 0; width: {width:.3f}px")
        return made


def held(element: Element, paper: Paper) -> Element:
    """Return *element* with its numbers and foreign words in their order, as those of stories are."""
    guard.hold(element, paper.issue.direction)
    return element


def _elements(forme: Forme) -> list[Element]:
    """Return what a page's document holds: the page, then a sheet for each galley."""
    front = etree.Element(f"{_HTML}div", {"class": "page"}, nsmap={None: XHTML})
    front.extend(forme.elements)
    return [front, *forme.galleys]


def _entries(
    paper: Paper, stories: Sequence[Story], where: Mapping[str, Sequence[int]]
) -> list[tuple[str, Story, int]]:
    """Return what is inside: of each section the first story that stands behind the front, and its page."""
    by_guid = {story.article.guid: story for story in stories}
    entries = []
    for section in paper.issue.sections:
        here = [by_guid[item.guid] for item in section.items if item.guid in by_guid]
        inside = [(story, where.get(story.name, [88])[-1]) for story in here]
        first = next(((story, page) for story, page in inside if page > 1), None)
        if first and section.title:
            entries.append((section.title, *first))
    return entries


def _section_names(paper: Paper, page: Page) -> list[str]:
    titles = [section.title for section in paper.issue.sections]
    return [titles[number] for number in page.sections if number < len(titles) and titles[number]]


def _starts(pages: Sequence[Page]) -> list[PageStart]:
    """Return where the pages begin: with the first of their stories in the order of the edition."""
    starts = []
    for number, page in enumerate(pages, start=1):
        found = [_start(slot, slot.item) for slot in page.slots if isinstance(slot.item, Planned)]
        if found:
            starts.append(PageStart(number, *min(found)))
    return sorted(starts, key=lambda start: start[1:])


def _start(slot: Slot, story: Planned) -> tuple[int, int, int]:
    """Return the article, the block and the letter that a story's place begins with."""
    article = int(story.name.removeprefix("a"))
    if not slot.again:
        return article, 0, 0
    unit = story.galley.units[slot.start]
    return article, max(unit.block, 0), unit.letters


def _outline(paper: Paper, stories: Sequence[Story], pages: Sequence[Page]) -> list[Mark]:
    """Return the outline: a line a section, below it its stories, each with its first page."""
    where, refs = numbers(pages), wishes(paper)
    marks = []
    for number, section in enumerate(paper.issue.sections):
        below = tuple(
            Mark(story.title, where[story.name][0] - 1)
            for story in stories
            if story.name in where and refs.get(story.article.guid, (-1,))[0] == number
        )
        if below:
            marks.append(Mark(section.title or paper.issue.title, min(mark.page for mark in below), below))
    return marks
