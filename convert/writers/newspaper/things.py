"""What stands in a paper besides stories: adverts, the house's own, the box of what is inside."""

from collections import Counter
from collections.abc import Iterator
from math import log
from urllib.parse import quote

from lxml import etree

from convert.model import Advert
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element, add
from convert.pictures import picture_facts, picture_fault
from convert.vocab.languages import language_of
from convert.writers.newspaper.placing import FILLER, INDEX
from convert.writers.newspaper.work import Paper

_HTML = f"{{{XHTML}}}"


class Things:
    """The things of a paper by their names in its plan; of the house's own adverts each is used in turn."""

    def __init__(self, paper: Paper, inside: Element) -> None:
        self._things = {INDEX: inside, **dict(_sold(paper))}
        self._fillers = list(_own(paper)) or [(1.0, _name(paper))]
        self._used: Counter[int] = Counter()

    def of(self, name: str, shape: float) -> Element:
        """Return what is called *name*; *shape* is the height of its place in widths of it.

        Of the house's own the one used least is taken, and of these the one whose shape is nearest.
        """
        if name != FILLER:
            return self._things[name]
        best = min(
            range(len(self._fillers)),
            key=lambda place: (self._used[place], abs(log(self._fillers[place][0] / shape))),
        )
        self._used[best] += 1
        return self._fillers[best][1]

    def _fitness(self, place: int, shape: float) -> tuple[int, float]:
        own, _ = self._fillers[place]
        return self._used[place], abs(log(own / shape))


def _sold(paper: Paper) -> Iterator[tuple[str, Element]]:
    for number, advert in enumerate(paper.issue.adverts):
        if not advert.house:
            yield f"advert{number}", _picture(paper, advert)


def _own(paper: Paper) -> Iterator[tuple[float, Element]]:
    """Yield the house's own adverts that can be shown, each with its shape."""
    for advert in paper.issue.adverts:
        data = paper.edition.assets.get(advert.src)
        facts = picture_facts(data or b"")
        if advert.house and facts and not picture_fault(data):
            yield facts.height / facts.width, _picture(paper, advert)


def _picture(paper: Paper, advert: Advert) -> Element:
    """Return a picture that fills a place; a sold one is called an advertisement."""
    words = language_of(paper.issue.lang).words
    made = etree.Element(
        f"{_HTML}div", {"class": "filler" if advert.house else "advert"}, nsmap={None: XHTML}
    )
    if not advert.house:
        add(made, "p", words.advert, class_="sign")
    add(made, "img", src=quote(advert.src, safe=""), alt=advert.alt or words.advert)
    return made


def _name(paper: Paper) -> Element:
    """Return what fills a place in a house without adverts of its own: its name."""
    made = etree.Element(f"{_HTML}div", {"class": "filler"}, nsmap={None: XHTML})
    add(made, "p", paper.issue.title, class_="title")
    return made
