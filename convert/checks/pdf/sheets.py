"""The pages as a printer sees them: each with its boxes, and a name for every place on it."""

from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from convert.checks.pdf.geometry import MM
from convert.checks.pdf.reading import Box, box_of, entry, inherited, number

#: What a page without a box of its own is taken for: A4.
_A4: Final[Box] = (0.0, 0.0, 210 * MM, 297 * MM)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page: its number, its dictionary, and its boxes in points, None where it does not say one."""

    number: int
    raw: Any
    media: Box
    bleed_box: Box | None
    trim_box: Box | None
    art_box: Box | None
    rotated: int
    unit: float

    @property
    def trim(self) -> Box:
        """Where it is cut (ISO 32000 §14.11.2): the TrimBox, else the ArtBox, else all of it."""
        return self.trim_box or self.art_box or self.media

    @property
    def bleed(self) -> Box:
        """How far what is printed runs over the cut."""
        return self.bleed_box or self.media

    @property
    def resources(self) -> Any:
        """The fonts, pictures and colours that its content names."""
        return inherited(self.raw, "/Resources")

    def place(self, box: Box | None = None) -> str:
        """Return where a box begins: ``page 3 at 20.0, 31.5 mm`` from the left and the top of the trim."""
        if box is None:
            return f"page {self.number}"
        scale = self.unit / MM
        across, down = (box[0] - self.trim[0]) * scale, (self.trim[3] - box[3]) * scale
        return f"page {self.number} at {across + 0:.1f}, {down + 0:.1f} mm"


def sheets_of(pdf: pikepdf.Pdf) -> list[Sheet]:
    """Return the pages with their boxes."""
    return [_sheet(page.obj, number) for number, page in enumerate(pdf.pages, start=1)]


def _sheet(page: Any, place: int) -> Sheet:
    media = box_of(inherited(page, "/MediaBox")) or _A4
    bleed, trim, art = (box_of(entry(page, key)) for key in ("/BleedBox", "/TrimBox", "/ArtBox"))
    rotated = int(number(inherited(page, "/Rotate"))) % 360
    return Sheet(place, page, media, bleed, trim, art, rotated, number(entry(page, "/UserUnit"), 1.0))
