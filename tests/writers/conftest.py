"""What the tests of the writers share: the stories and the samples, each written once a run."""

import hashlib
import io
import json
import os
import subprocess
import sys
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
SAMPLES = {
    "kuwait": ROOT / "samples/kuwait/article.txt",
    "lighthouse": ROOT / "samples/lighthouse/article.xml",
}

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


#: Writes everything twice where nothing but the inputs is the same, and prints a digest of each.
_ELSEWHERE = """
import json, sys
from tests.writers.conftest import digests
json.dump(digests(), sys.stdout)
"""


def digests() -> dict[str, str]:
    """Return a digest of each thing written: a story, an issue in three languages, a sample."""
    found = {}
    editions = {"he": stories.edition("he"), "issue": stories.edition("ar", "he", "en", issue="العدد")}
    editions["lighthouse"] = convert.read(SAMPLES["lighthouse"], notes=Notes())
    for name, edition in editions.items():
        for kind in ("pdf", "epub", "text", "html"):
            written = convert.render(edition, kind, house=House(), notes=Notes())
            found[f"{name}.{kind}"] = hashlib.sha256(written).hexdigest()
    return found


@pytest.fixture(scope="session")
def digests_elsewhere() -> list[dict[str, str]]:
    """Return what three processes write that differ in time zone, locale, hash seed and folder."""
    places = (
        {"TZ": "Asia/Kuwait", "PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8"},
        {"TZ": "Pacific/Marquesas", "PYTHONHASHSEED": "4242", "LC_ALL": "C"},
    )
    started = [
        subprocess.Popen(
            [sys.executable, "-c", _ELSEWHERE],
            env={**os.environ, **place, "PYTHONPATH": str(ROOT)},
            cwd="/",
            stdout=subprocess.PIPE,
        )
        for place in places
    ]
    return [digests(), *(json.loads(process.communicate()[0]) for process in started)]
