"""What the plan of a paper could not do as it was wanted, and what it filled: notes, each with its page."""

from collections.abc import Iterator, Sequence

from convert.makeup.plan import Page, numbers
from convert.makeup.shapes import Fixed
from convert.notes import Note, Notes
from convert.writers.newspaper.placing import FILLER, wishes
from convert.writers.newspaper.story import Story
from convert.writers.newspaper.work import Paper

#: So many white lines at the foot of a page nobody sees.
_UNSEEN = 3


def note_plan(paper: Paper, stories: Sequence[Story], pages: Sequence[Page], notes: Notes) -> None:
    """Note what of the plan its editor should look at."""
    for note in (*_stories(paper, stories, pages), *_adverts(paper, pages), *_pages(pages)):
        notes.add(note.code, note.text, note.where, severity=note.severity, cure=note.cure)


def _stories(paper: Paper, stories: Sequence[Story], pages: Sequence[Page]) -> Iterator[Note]:
    """Yield a note for each story that does not begin where, or is not as wide as, its editor asked."""
    where, refs = numbers(pages), wishes(paper)
    for story in stories:
        _, wish = refs.get(story.article.guid, (0, None))
        begins = where[story.name][0]
        if wish and wish.page and wish.page != begins:
            said = f"“{story.title}” begins on page {begins}, not on page {wish.page}"
            yield Note("paper/misplaced", said, f"page {begins}")
        if wish and wish.columns > paper.sheet.columns:
            said = f"“{story.title}” cannot go across {wish.columns} columns: there are {{}}"
            yield Note("paper/misplaced", said.format(paper.sheet.columns), f"page {begins}")


def _adverts(paper: Paper, pages: Sequence[Page]) -> Iterator[Note]:
    """Yield a warning for each advert that stands on another page than was sold."""
    for number, page in enumerate(pages, start=1):
        for slot in page.slots:
            asked = slot.item.page if isinstance(slot.item, Fixed) else 0
            if asked and asked != number:
                src = paper.issue.adverts[int(slot.item.name.removeprefix("advert"))].src
                said = f"the advert {src} stands on page {number}, not on page {asked}"
                yield Note("paper/advert-moved", said, f"page {number}", "warning")


def _pages(pages: Sequence[Page]) -> Iterator[Note]:
    """Yield what was filled, what stays white, and what is too high for any page."""
    for number, page in enumerate(pages, start=1):
        where = f"page {number}"
        fillers = [slot for slot in page.slots if slot.item.name == FILLER]
        if fillers and len(page.slots) == 1:
            yield Note("paper/filler-page", "filled, so that the pages are a multiple of four", where)
        elif fillers:
            yield Note("paper/filled", f"{fillers[0].lines} lines are filled with the house's own", where)
        if page.is_forced:
            yield Note("paper/too-high", "what stands here is higher than a page", where, "warning")
        elif page.empty > _UNSEEN:
            yield Note("paper/white", f"{page.empty} lines at the foot stay white", where)
