"""What all parts of a paper share, and the two kinds of work on it: setting on trial, drawing a page."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from urllib.parse import unquote

from convert.errors import SourceError
from convert.house import House
from convert.makeup import Galley, Sheet, Unit
from convert.model import Edition, Issue
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element
from convert.notes import Notes
from convert.pdf.archive import Facts
from convert.pdf.colours import ScreenPictures
from convert.pdf.document import lay_out, write_page
from convert.pdf.elongation import Kashida
from convert.pdf.galleys import Fill, galleys, grid_step, heights
from convert.workshop import noted
from convert.writers import page

#: What rounding comes to, in lines of the grid.
_NEAR = 0.02


@dataclass(frozen=True, slots=True)
class Paper:
    """An issue on its way to paper: how it is dressed, on what sheet, with which pictures."""

    edition: Edition
    house: House
    sheet: Sheet
    css: str

    @property
    def issue(self) -> Issue:
        """The number of the paper. Raises SourceError where the edition is bound in none."""
        if self.edition.issue is None:
            raise SourceError("the articles are bound in no issue", code="edition/no-issue")
        return self.edition.issue

    @property
    def is_rtl(self) -> bool:
        """Whether lines run to the left."""
        return self.issue.direction == "rtl"

    def html(self, elements: Iterable[Element]) -> bytes:
        """Return a document of *elements* in the language of the paper."""
        root = page.document(list(elements), self.edition.in_order[0], self.issue.title, "")
        page.set_language(root, self.issue.lang, self.issue.direction)
        return page.html_bytes(root)

    def pictures_in(self, elements: Iterable[Element]) -> dict[str, bytes]:
        """Return the pictures that *elements* show, by name."""
        shown = (image.get("src", "") for element in elements for image in element.iter(f"{{{XHTML}}}img"))
        names = dict.fromkeys(unquote(src) for src in shown)
        return {name: self.edition.assets[name] for name in names if name in self.edition.assets}


@dataclass(frozen=True, slots=True)
class Trial:
    """Something that is set to see how high it is."""

    html: bytes
    css: str
    pictures: Mapping[str, bytes]
    house: House


@dataclass(frozen=True, slots=True)
class Tried:
    """What a trial says: the pixels of a line, the galley if any, the lines of each thing by name."""

    step: float
    galley: Galley
    lines: Mapping[str, int]

    def by_columns(self, kind: str) -> dict[int, int]:
        """Return the lines of the things called ``kind/1``, ``kind/2``, by that number."""
        names = ((name.split("/"), lines) for name, lines in self.lines.items())
        return {int(name[1]): lines for name, lines in names if name[0] == kind}

    @classmethod
    def read(cls, data: bytes) -> "Tried":
        """Return what `try_out` wrote."""
        said = json.loads(data)
        units = tuple(Unit(*unit) for unit in said["units"])
        return cls(said["step"], Galley(units), said["lines"])


def try_out(trial: Trial) -> bytes:
    """Set a trial and return what it says, as JSON."""
    document = lay_out(trial.html, trial.css, trial.pictures, Notes(), house=trial.house, ahead=False)
    step = grid_step(document)
    found = [galley.units for galley in galleys(document, step).values()]
    lines = {name: ceil(high / step - _NEAR) for name, high in heights(document).items()}
    return json.dumps({"step": step, "units": found[0] if found else [], "lines": lines}).encode()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page that is to be drawn: its HTML with empty columns, and what fills them."""

    html: bytes
    css: str
    pictures: Mapping[str, bytes]
    fills: tuple[Fill, ...]
    facts: Facts
    house: House
    kashida: Kashida


def draw(drawing: Drawing) -> bytes:
    """Return the PDF of a page behind the notes on it."""
    notes = Notes()
    pdf = write_page(
        drawing.html,
        drawing.css,
        ScreenPictures(drawing.pictures, notes),
        notes,
        facts=drawing.facts,
        fills=drawing.fills,
        house=drawing.house,
        kashida=drawing.kashida,
    )
    return noted(notes, pdf)
