"""Reads the text of a PDF as five programs read it: what people search, copy and have read aloud."""

import json
import shutil
import subprocess
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.helpers import ROOT

#: pdf.js, as `.ci/setup.sh gates` puts it.
PDFJS = ROOT / ".tools" / "npm" / "node_modules" / "pdfjs-dist"
_SCRIPT = Path(__file__).with_name("pdfjs.mjs")
#: The longest a program may take for one PDF, in seconds.
PATIENCE = 60


def poppler(path: Path) -> str:
    """Return what poppler reads: Okular, Evince, pdftotext."""
    command = ["pdftotext", "-enc", "UTF-8", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE).stdout.decode()


def pdfium(path: Path) -> str:
    """Return what PDFium reads: Chrome, Edge, Android."""
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def mupdf(path: Path) -> str:
    """Return what MuPDF reads: SumatraPDF, and many an archive."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of its SWIG types, on Python 3.12
        import pymupdf
    with pymupdf.open(path) as document:  # type: ignore[no-untyped-call]
        return "\n".join(page.get_text() for page in document)


def pypdf(path: Path) -> str:
    """Return what pypdf reads: the Python programs that index documents."""
    from pypdf import PdfReader

    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def pdfjs(paths: Sequence[Path]) -> list[str]:
    """Return what pdf.js reads in each of *paths*: Firefox; one process, it is slow to start."""
    ran = subprocess.run(
        ["node", str(_SCRIPT), str(PDFJS)],
        input="".join(f"{path}\n" for path in paths).encode(),
        check=True,
        capture_output=True,
        timeout=PATIENCE * len(paths),
    )
    return [json.loads(line) for line in ran.stdout.splitlines()]


#: Those that read one PDF at a time.
READERS: dict[str, Callable[[Path], str]] = {
    "poppler": poppler,
    "pdfium": pdfium,
    "mupdf": mupdf,
    "pypdf": pypdf,
}
#: Every one, in the order of the table.
EXTRACTORS = ("poppler", "pdfium", "pdfjs", "mupdf", "pypdf")


def absent(extractor: str) -> str:
    """Say what is missing for *extractor* to run; nothing when it runs."""
    if extractor == "poppler" and not shutil.which("pdftotext"):
        return "pdftotext is not installed"
    if extractor == "pdfjs" and not shutil.which("node"):
        return "node is not installed"
    if extractor == "pdfjs" and not PDFJS.is_dir():
        return "pdf.js is not installed; make gates puts it into .tools/npm"
    return ""
