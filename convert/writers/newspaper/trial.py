"""Sets things on trial: a story's text as a galley, its head and its picture at every width they may have."""

from copy import deepcopy

from lxml import etree

from convert.makeup import Sheet
from convert.makeup.sheet import MM
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element, add
from convert.pdf.galleys import GALLEY, TRIED
from convert.writers.newspaper.story import Story, copied
from convert.writers.newspaper.work import Paper, Trial

_HTML = f"{{{XHTML}}}"
#: A page number as wide as any.
_ANY_PAGE = "88"


def story_trial(paper: Paper, story: Story) -> Trial:
    """Return the trial of a story: its galley; head, picture and head of its rest at every width."""
    tried = etree.Element(f"{_HTML}div", nsmap={None: XHTML})
    for columns in range(1, paper.sheet.columns + 1):
        _try(tried, story.framed(copied(story.head)), f"head/{columns}", paper.sheet, columns)
        _try(tried, story.framed(story.again(_ANY_PAGE)), f"again/{columns}", paper.sheet, columns)
        if story.picture is not None:
            _try(tried, story.framed(copied(story.picture)), f"picture/{columns}", paper.sheet, columns)
    return _trial(paper, [galley_of(story), tried])


def furniture_trial(paper: Paper, masthead: Element, index: Element) -> Trial:
    """Return the trial of what stands on the front besides stories; a line says how high lines are."""
    tried = etree.Element(f"{_HTML}div", nsmap={None: XHTML})
    _try(tried, masthead, "masthead/1", paper.sheet, paper.sheet.columns)
    for columns in range(1, paper.sheet.columns):
        _try(tried, index, f"index/{columns}", paper.sheet, columns)
    line = etree.Element(f"{_HTML}div", {"class": "body", GALLEY: "line"}, nsmap={None: XHTML})
    add(line, "p", paper.issue.title)
    return _trial(paper, [line, tried])


def _trial(paper: Paper, elements: list[Element]) -> Trial:
    pictures = paper.pictures_in(elements)
    return Trial(paper.html(elements), paper.css + _css(paper.sheet), pictures, paper.house)


def _css(sheet: Sheet) -> str:
    """Return the CSS of sheets that nobody prints: as wide as a column, and as the page."""
    return (
        f"@page {{ size: {sheet.width}mm 9000mm; margin: 0; }}\n"
        f"@page galley {{ size: {sheet.column}mm 9000mm; margin: 0; }}\n"
        ".galley { page: galley; }\n"
        ".tried * { --text-wrap: wrap; }\n"  # evened lines are as many
    )


def galley_of(story: Story) -> Element:
    """Return the text of a story, to be set in one column."""
    body = deepcopy(story.body)
    body.set(GALLEY, story.name)
    return story.framed(body, "galley")


def _try(tried: Element, thing: Element, name: str, sheet: Sheet, columns: int) -> None:
    width = sheet.across(columns) * MM
    style = f"width: {width:.3f}px; padding-top: 0.1px"
    box = add(tried, "div", class_=f"tried slot w{columns}", style=style)
    box.set(TRIED, name)
    box.append(deepcopy(thing))
