"""What the recipe of the design reached (pdf-and-press, section 2): our PDFs are never read worse."""

from collections.abc import Iterable
from dataclasses import dataclass

from tests.reading.measure import Score, total
from tests.reading.settings import NASKH, NASTALIQ
from tests.reading.survey import Cell


@dataclass(frozen=True, slots=True)
class Floor:
    """A figure of the design: error rate and words in order, in percent, as precisely as it is printed.

    *texts* were measured together; *face* is empty for the language's own. Words in order are rounded as
    the design rounds them: 95.6 % is 96.
    """

    lang: str
    face: str
    texts: tuple[str, ...]
    extractor: str
    cer: float
    order: float = 0.0
    digits: int = 1

    def reached(self, cells: Iterable[Cell]) -> Score:
        """Return what our PDFs of these texts come to; in PDFium but for the brackets and quotes it turns."""
        return total(
            cell.but_for_pairs if self.extractor == "pdfium" else cell.body
            for cell in cells
            if (cell.lang, cell.face, cell.extractor, cell.maker)
            == (self.lang, self.face, self.extractor, "ours")
            and cell.text in self.texts
        )

    def broken_by(self, found: Score) -> bool:
        """Say whether *found*, rounded as the figure is, is worse."""
        return round(found.cer, self.digits) > self.cer or round(found.order, self.digits) < self.order


#: Seed and stress paragraphs together: error rates in whole percent (the first table, "cluster text layer").
_STRESS: dict[str, dict[str, int]] = {
    "": {"poppler": 7, "pdfium": 3, "pdfjs": 7, "mupdf": 8},
    NASKH: {"poppler": 8, "pdfium": 3, "pdfjs": 4, "mupdf": 7},
    NASTALIQ: {"poppler": 2, "pdfium": 2, "pdfjs": 12, "mupdf": 0},
}
#: Whole texts: error rate, then words in order (the second table, right of the arrow). The design does not
#: name its texts: these are the ones whose raw figures come nearest to its own, left of the arrow. Hebrew
#: was measured in Noto Serif, which is not in fonts/; it is held to the same figures in its own face.
_WHOLE: dict[tuple[str, str, str], dict[str, tuple[float, float]]] = {
    ("ar", "", "seed"): {
        "poppler": (2.4, 84), "pdfium": (0.7, 96), "mupdf": (3.6, 93), "pdfjs": (0.4, 97),
    },
    ("ar", NASKH, "ntrex/ar-independent.226349"): {
        "poppler": (2.4, 89), "pdfium": (0.0, 100), "mupdf": (5.6, 87), "pdfjs": (2.9, 97),
    },
    ("fa", NASKH, "ntrex/fa-nytimes.184822"): {
        "poppler": (1.3, 93), "pdfium": (0.1, 99.5), "mupdf": (4.6, 89), "pdfjs": (1.2, 94),
    },
    ("ckb", NASKH, "ntrex/ckb-bbc.381790"): {"poppler": (5.1, 83), "pdfium": (0.5, 98)},
    ("he", "", "ntrex/he-nytimes.184822"): {"poppler": (2.9, 83), "pdfium": (1.1, 98), "mupdf": (8.8, 81)},
    ("ur", "", "ntrex/ur-rt.com.91334"): {
        "poppler": (2.4, 86), "pdfium": (3.6, 93), "mupdf": (15, 79), "pdfjs": (19, 77),
    },
}  # fmt: skip

FLOORS = (
    *(
        Floor("ar", face, ("seed", "stress"), extractor, cer, digits=0)
        for face, by in _STRESS.items()
        for extractor, cer in by.items()
    ),
    *(
        Floor(lang, face, (text,), extractor, cer, order)
        for (lang, face, text), by in _WHOLE.items()
        for extractor, (cer, order) in by.items()
    ),
)
