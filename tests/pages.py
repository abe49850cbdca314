"""Reads off laid-out pages what stands where: the line boxes of WeasyPrint, in millimetres."""

from collections.abc import Iterator
from typing import Any

from convert.house import House
from convert.model import Edition
from convert.notes import Notes
from convert.pdf.document import lay_out
from convert.writers import pdf

#: CSS pixels in a millimetre.
PX = 96 / 25.4


def laid_out(edition: Edition, house: House, notes: Notes, style: str = "article") -> Any:
    """Return the pages of *edition* before they are drawn."""
    html, sheet = pdf.print_page(edition, notes, house, style, (), ignore_embargo=False)
    return lay_out(html, sheet, edition.assets, notes)


def lines(page: Any) -> Iterator[tuple[float, float, float, str]]:
    """Yield left edge, right edge, top and text of every line of *page*, in its order in the document."""
    for box in page._page_box.descendants():
        if type(box).__name__ == "LineBox":
            texts = [part for part in box.descendants() if type(part).__name__ == "TextBox" and part.text]
            if texts:
                left = min(part.position_x for part in texts)
                right = max(part.position_x + part.width for part in texts)
                yield left / PX, right / PX, box.position_y / PX, "".join(part.text for part in texts)


def spelled(document: Any) -> str:
    """Return the pages as text: a heading a page, then its lines from top to bottom."""
    out = []
    for number, page in enumerate(document.pages, start=1):
        out.append(f"# page {number}: {round(page.width / PX)} x {round(page.height / PX)} mm")
        out += [
            f"{round(top):4} mm  {round(left):3}-{round(right):<3}  {text}"
            for left, right, top, text in lines(page)
        ]
    return "\n".join(out) + "\n"
