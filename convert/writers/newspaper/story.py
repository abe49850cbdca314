"""A story as a newspaper sets it: its head, its picture, its text, each for a place of its own."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from urllib.parse import quote

from lxml import etree

from convert.house import House
from convert.model import Article, Edition
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element, add
from convert.notes import Notes
from convert.pdf.structure import KEY
from convert.vocab.languages import language_of
from convert.writers import guard, page
from convert.writers.pagemarks import number_blocks, spread_numbers
from convert.writers.paper import lead_of, mind_ends

_HTML = f"{{{XHTML}}}"


@dataclass(frozen=True, slots=True)
class Story:
    """One story: its name in the plan, its article, and what is set of it."""

    name: str
    article: Article
    head: Element
    picture: Element | None
    body: Element
    around: Mapping[str, str]

    @property
    def title(self) -> str:
        """The headline as contents and outline say it."""
        return page.name_of(self.article)

    def framed(self, part: Element, class_: str = "") -> Element:
        """Return an `article` of the story's that *part* stands in."""
        said = {**self.around, "class": " ".join(filter(None, (self.around.get("class"), class_)))}
        frame = etree.Element(f"{_HTML}article", said, nsmap={None: XHTML})
        frame.append(part)
        return frame

    def again(self, page_number: str) -> Element:
        """Return the head over the rest of a story that was begun on another page."""
        words = language_of(self.article.lang).words
        head = etree.Element(f"{_HTML}header", {"class": "again"})
        add(head, "p", words.continued_from.format(page_number), class_="from")
        add(head, "p", page.running_head(self.article), class_="name")
        return head


def stories_of(edition: Edition, house: House, notes: Notes) -> list[Story]:
    """Return the stories of an edition in its order."""
    places = {src: quote(src, safe="") for src in page.usable_pictures(edition)}
    furnished = [page.furnished(article, edition, notes) for article in edition.in_order]
    elements = [page.article_element(article, house, pictures=places) for article in furnished]
    return [
        _story(number, article, element, notes)
        for number, (article, element) in enumerate(zip(furnished, elements, strict=True))
    ]


def _story(number: int, article: Article, element: Element, notes: Notes) -> Story:
    page.apart(element, f"a{number}-")
    number_blocks(element, number)
    page.describe_pictures(element, notes)
    mind_ends(element)
    guard.hold(element)
    spread_numbers(element)
    _unlink(element)
    for place, part in enumerate(element.iter()):
        part.set(KEY, f"{number}.{place}")
    return _parted(f"a{number}", article, element)


def _unlink(element: Element) -> None:
    """Take off links within the story: on paper nobody follows them, and their ends stand on other pages."""
    for link in element.iter(f"{_HTML}a"):
        if link.get("href", "").startswith("#"):
            del link.attrib["href"]


def _parted(name: str, article: Article, element: Element) -> Story:
    head, body = element[0], element[1]
    for foot in element[2:]:
        body.append(foot)
    picture = lead_of(body)
    if picture is not None:
        body.remove(picture)
        picture.set("class", "lead")
    return Story(name, article, head, picture, body, dict(element.attrib))


def copied(element: Element) -> Element:
    """Return a copy of *element* without ids: one set on trial stands in many places."""
    made = deepcopy(element)
    for part in made.iter():
        part.attrib.pop("id", None)
    return made
