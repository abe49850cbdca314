"""Specimens: a page that shows what a face looks like, in each language it is made for."""

from convert.faces import Face
from convert.house import House
from convert.notes import Notes
from convert.pdf.archive import Facts
from convert.pdf.document import write_document
from convert.specimen.page import main_language, page
from convert.specimen.sheet import sheet
from convert.writers.page import html_bytes


def specimen(face: Face, notes: Notes, *, house: House | None = None) -> bytes:
    """Return a PDF that shows *face*: its alphabets, digits and vowel marks, headlines, text in three sizes.

    Raises MissingToolError when the PDF engine is not installed, WriteError when it fails.
    """
    main = main_language(face)
    facts = Facts(title=face.family, lang=main.tag, rtl=main.direction == "rtl", subject="Specimen")
    return write_document(html_bytes(page(face)), sheet(face, house), {}, facts, notes, house=house)
