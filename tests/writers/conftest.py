"""What the tests of the writers share: the stories and the samples, each written once a run."""

import io
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

import convert
from convert.house import House, find_house
from convert.model import Edition
from convert.notes import Notes
from tests.writers import stories

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {"kuwait": ROOT / "samples/kuwait/article.txt", "lighthouse": ROOT / "samples/lighthouse/article.xml"}

Made = Callable[[str, str], bytes]


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real texts, which no checkout holds."""
    folder = ROOT.parent / "shared" / "data" / "corpus"
    if not folder.is_dir():
        pytest.skip("../shared/data/corpus is not here")
    return folder


@pytest.fixture(scope="session")
def edition_of() -> Callable[[str], Edition]:
    """Return a function: the edition of a language's story or of a sample, by name."""

    @cache
    def find(name: str) -> Edition:
        return convert.read(SAMPLES[name], notes=Notes()) if name in SAMPLES else stories.edition(name)

    return find


@pytest.fixture(scope="session")
def made(edition_of: Callable[[str], Edition]) -> Made:
    """Return a function: a story or a sample, by name, in a format; the same bytes for all who ask."""

    @cache
    def make(name: str, kind: str) -> bytes:
        house = find_house(SAMPLES[name].parent) if name in SAMPLES else House()
        return convert.render(edition_of(name), kind, house=house, notes=Notes())

    return make


@pytest.fixture(scope="session")
def files_of(made: Made) -> Callable[[str], dict[str, bytes]]:
    """Return a function: the files of the book of a story or a sample, by name."""
    return cache(lambda name: unzipped(made(name, "epub")))


def unzipped(book: bytes) -> dict[str, bytes]:
    """Return the files of a zip by name."""
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        return {name: files.read(name) for name in files.namelist()}
