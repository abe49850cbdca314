"""Makes a PDF of a text: by our writer, and by the raw engine of the same page."""

from pathlib import Path
from typing import Any

import convert
from convert.notes import Notes
from convert.pdf.document import lay_out
from convert.writers.pdf import print_page
from tests.reading.settings import Setting

#: The look everything is set in.
STYLE = "article"


def ours(setting: Setting, folder: Path) -> bytes:
    """Return the PDF that our writer makes."""
    return convert.render(
        setting.source.edition,
        "pdf",
        house=setting.source.house,
        notes=Notes(),
        style=STYLE,
        css=setting.sheets(folder),
    )


def raw(setting: Setting, folder: Path) -> bytes:
    """Return what the engine alone draws of our HTML, our CSS and our fonts: the text layer we start from.

    Its pages turn the way ours do: PDFium reads the lines of a file whose pages turn leftward as lines that
    run from right to left, whatever stands in them.
    """
    html, sheet = page(setting, folder)
    document = lay_out(html, sheet, setting.source.edition.assets, Notes())
    rtl = setting.source.edition.articles[0].direction == "rtl"

    def turn(_document: object, pdf: Any) -> None:
        pdf.catalog["ViewerPreferences"]["Direction"] = "/R2L" if rtl else "/L2R"

    return bytes(document.write_pdf(pdf_variant="pdf/ua-1", finisher=turn))


def page(setting: Setting, folder: Path) -> tuple[bytes, str]:
    """Return the HTML and the CSS of a text as our writer hands them to the engine."""
    source = setting.source
    sheets = setting.sheets(folder)
    return print_page(source.edition, Notes(), source.house, STYLE, sheets, ignore_embargo=False)
