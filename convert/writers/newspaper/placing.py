"""From an issue to the plan of its pages: what its editor wants, and how high everything is."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from convert.makeup.plan import Copy, Page, Room, numbers, plan
from convert.makeup.shapes import Fixed, Size, Story
from convert.makeup.sheet import MM
from convert.model import Advert, ItemRef
from convert.pictures import picture_facts
from convert.writers.newspaper import story as set_story
from convert.writers.newspaper.grid import Grid
from convert.writers.newspaper.work import Paper, Tried

#: Stories on the front where the editor names none.
_ON_FRONT = 4
#: What stands in a paper besides stories and adverts.
INDEX, FILLER = "index", "filler"
#: The box of what is inside may be so many lines higher than it must.
_AIRY = 8
#: A filler is at least so high, comes in so many sizes, and costs so much (empty lines of one column): for
#: being there, and a share of its room.
_LEAST_FILLER, _STEP, _FILLED, _SHARE = 9, 8, 20, 0.4
#: The line that says that an advert is one: pixels.
_SIGN = 10


def planned(
    paper: Paper, stories: Sequence[set_story.Story], tried: Mapping[str, Tried], furniture: Tried, grid: Grid
) -> list[Page]:
    """Return the pages of a paper."""
    refs = wishes(paper)
    none = len(paper.issue.sections), ItemRef(guid="-")
    ready = [_ready(story.name, tried[story.name], *refs.get(story.article.guid, none)) for story in stories]
    front = _front(ready)
    room = Room(paper.sheet.columns, grid.inner, grid.lines - furniture.lines["masthead/1"] - 1)
    copy = Copy(
        [replace(story, cheap=True) for story in front],
        [_index(furniture)],
        [story for story in ready if story not in front],
        _adverts(paper, grid),
        _fillers(room),
        {name: measure.by_columns("again") for name, measure in tried.items()},
    )
    pages = plan(copy, room)
    if all(page == 1 for found in numbers(pages).values() for page in found):  # there is nothing inside
        return plan(replace(copy, beside=()), room)
    return pages


def wishes(paper: Paper) -> dict[str, tuple[int, ItemRef]]:
    """Return by guid the number of the section that a story is in, and what its editor wants."""
    return {
        item.guid: (number, item)
        for number, section in enumerate(paper.issue.sections)
        for item in section.items
    }


def _ready(name: str, tried: Tried, section: int, ref: ItemRef) -> Story:
    return Story(
        name,
        tried.galley,
        tried.by_columns("head"),
        tried.by_columns("picture"),
        section=section,
        lead=ref.lead,
        page=ref.page,
        columns=min(ref.columns, len(tried.by_columns("head"))),
    )


def _front(ready: Sequence[Story]) -> list[Story]:
    """Return the stories of the front, its lead first: those that ask for it, else the first of sections."""
    asked = [story for story in ready if story.page == 1]
    if not asked:
        firsts = {story.section: story for story in reversed(ready)}
        asked = [firsts[section] for section in sorted(firsts)][:_ON_FRONT]
    return sorted(asked, key=lambda story: not story.lead)


def _index(furniture: Tried) -> Fixed:
    lines = furniture.by_columns("index")
    sizes = {columns: (Size(high, high + _AIRY),) for columns, high in lines.items() if columns < 4}
    return Fixed(INDEX, sizes)


def _fillers(room: Room) -> Fixed:
    """Return the house's own advert in all its sizes."""
    heights = [(low, min(low + _STEP - 1, room.lines)) for low in range(_LEAST_FILLER, room.lines, _STEP)]
    return Fixed(
        FILLER,
        {
            columns: tuple(Size(low, high, _FILLED + _SHARE * columns * high) for low, high in heights)
            for columns in range(2, room.columns + 1)
        },
    )


def _adverts(paper: Paper, grid: Grid) -> list[Fixed]:
    """Return the adverts that were sold, those with a page of their own first."""
    sold = [(number, advert) for number, advert in enumerate(paper.issue.adverts) if not advert.house]
    return [_advert(paper, grid, f"advert{number}", advert) for number, advert in sold]


def _advert(paper: Paper, grid: Grid, name: str, advert: Advert) -> Fixed:
    """Return an advert with the room it takes: what its order says, else what its picture's shape does."""
    facts = picture_facts(paper.edition.assets.get(advert.src, b""))
    shape = facts.height / facts.width if facts else 1.0
    most = paper.sheet.columns
    columns = min(advert.columns, most) or (max(1, most // 3) if shape > 1.2 else max(1, most // 2))
    high = advert.height * MM or grid.width(columns) * shape + _SIGN
    lines = min(round(high / grid.step + 0.49), grid.inner)
    return Fixed(name, {columns: (Size(lines, lines),)}, page=advert.page)
