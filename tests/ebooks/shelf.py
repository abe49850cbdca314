"""The books that are opened: a long story in each language, the samples, an issue, and one with a fault."""

import io
import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any, Final

import pytest

import convert
from convert.house import House, find_house
from convert.notes import Notes
from tests.writers import stories
from tests.writers.conftest import ROOT, unzipped

MODULES: Final = ROOT / ".tools" / "npm" / "node_modules"
SAMPLES: Final = {path.parent.name: path for path in sorted((ROOT / "samples").glob("*/article.xml"))}
LANGUAGES: Final = tuple(stories.STORIES)
#: A book that validators pass and that opens on its last page.
TURNED: Final = "turned"
NAMES: Final = (*LANGUAGES, *SAMPLES, "issue")
READERS: Final = ("epubjs", "foliate")


def browser() -> str:
    """Return the browser; skip the test aloud where there is none."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found or not MODULES.is_dir() or not shutil.which("node"):
        pytest.skip("no Chromium, Node or .tools/npm here: `make gates` installs them")
    return found


def book(name: str) -> bytes:
    """Return a book by name; a sample has the list of pages of its PDF."""
    if name in SAMPLES:
        house = find_house(SAMPLES[name].parent)
        edition = convert.read(SAMPLES[name], notes=Notes())
        return convert.render_each(edition, {"pdf": {}, "epub": {}}, house=house, notes=Notes())["epub"]
    if name == "issue":
        edition = stories.edition("ar", "he", "en", issue="الجريدة")
    else:
        edition = stories.long("ar" if name == TURNED else name)
    made = convert.render(edition, "epub", house=House(), notes=Notes())
    return changed(made, b' page-progression-direction="rtl"', b"") if name == TURNED else made


def changed(made: bytes, find: bytes, put: bytes) -> bytes:
    """Return a book with other bytes for *find* wherever they stand."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, data in unzipped(made).items():
            packed.writestr(name, data.replace(find, put))
    return out.getvalue()


def opened(reader: str, names: tuple[str, ...], folder: Path, pictures: Path | None = None) -> dict[str, Any]:
    """Return where things stand when *reader* opens each book, and after a page was turned."""
    command = ["node", ROOT / "tests/ebooks/open.mjs", MODULES, browser(), reader, pictures or "-"]
    paths = []
    for name in names:
        paths.append(folder / f"{name}.epub")
        paths[-1].write_bytes(book(name))
    ran = subprocess.run([*command, *paths], capture_output=True, text=True, timeout=600, check=False)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def violations(data: bytes, folder: Path) -> list[str]:
    """Return what DAISY Ace has against a book."""
    (folder / "book.epub").write_bytes(data)
    ace = MODULES / "@daisy/ace/bin/ace-puppeteer.js"
    ran = subprocess.run(
        ["node", ace, "-f", "-s", "-o", folder / "report", folder / "book.epub"],
        env={**os.environ, "PUPPETEER_EXECUTABLE_PATH": browser()},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    report = json.loads((folder / "report" / "report.json").read_text(encoding="utf-8"))
    return [
        f"{page['earl:testSubject']['url']}: {fault['earl:test']['dct:title']}"
        for page in report["assertions"]
        for fault in page["assertions"]
    ]
