"""Every fault of tests/checks/faults is found where it is, and mended where that is mechanical.

A folder a code. A case names a good book and what is changed in it, or is a page or a text of its own.
"""

import io
import tomllib
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import convert
from convert.checks.package import open_book
from convert.codes import CODES
from convert.house import fonts_folder
from convert.subset import subset
from tests.writers.conftest import unzipped
from tests.writers.test_epub import complaints

HERE = Path(__file__).parent
CASES = sorted((HERE / "faults").glob("*/*.toml"))
BOOKS = sorted(path.name for path in (HERE / "books").iterdir())


@cache
def files_of(name: str) -> dict[str, bytes]:
    """Return the files of a good book, a font cut to its letters among them."""
    root = HERE / "books" / name
    files = {"mimetype": b"application/epub+zip"}
    files |= {
        str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()
    }
    if b"fonts/text.ttf" in files["EPUB/package.opf"]:
        letters = "".join(sorted(set("".join(data.decode() for data in files.values()))))
        files["EPUB/fonts/text.ttf"] = subset(fonts_folder() / "amiri" / "Amiri-Regular.ttf", letters, "ttf")
    return files


def packed(files: dict[str, bytes]) -> bytes:
    """Return an EPUB of *files*."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, data in files.items():
            book.writestr(zipfile.ZipInfo(name), data)
    return out.getvalue()


def case(path: Path) -> tuple[bytes, str, dict[str, Any]]:
    """Return the bytes of a case, their format, and what is said of it."""
    said = tomllib.loads(path.read_text(encoding="utf-8"))
    for kind in ("html", "text"):
        if kind in said:
            return said[kind].encode(), kind, said
    files = dict(files_of(said["book"]))
    for name, find, put in said["edits"]:
        text = files[name].decode()
        assert text.count(find) == 1, f"{find!r} stands {text.count(find)} times in {name}"
        files[name] = text.replace(find, put).encode()
    return packed(files), "epub", said


def found_in(data: bytes, kind: str) -> list[str]:
    return [
        " ".join(filter(None, (one.severity, one.code, one.where))).strip()
        for one in convert.check(data, format=kind)
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_a_good_book_is_right(name: str) -> None:
    assert convert.check(packed(files_of(name)), format="epub") == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_fault_is_found_where_it_is_and_nothing_else_is(path: Path) -> None:
    data, kind, said = case(path)
    found = found_in(data, kind)
    assert len(found) == len(said["found"]), found
    for one, wanted in zip(found, said["found"], strict=True):
        assert f"{one} ".startswith(f"{wanted} "), found
    assert path.parent.name in {one.split()[1].partition("/")[2] for one in found}


@pytest.mark.parametrize(
    "path",
    [path for path in CASES if b"left =" in path.read_bytes()],
    ids=lambda p: f"{p.parent.name}-{p.stem}",
)
def test_mending_leaves_what_needs_a_person_and_nothing_else(path: Path) -> None:
    data, kind, said = case(path)
    mended, told = convert.mend(data, format=kind)
    assert sorted({one.code for one in convert.check(mended, format=kind)}) == said["left"]
    assert convert.mend(mended, format=kind) == (mended, []) if not said["left"] else True
    wanted = {one.split()[1] for one in said["found"]} - set(said["left"])
    assert wanted <= {one.code for one in told}


@pytest.mark.parametrize(
    "path", [path for path in CASES if b"book =" in path.read_bytes()], ids=lambda p: p.stem
)
def test_mending_changes_no_word_and_no_other_file(path: Path) -> None:
    data, kind, said = case(path)
    before, after = unzipped(data), unzipped(convert.mend(data, format=kind)[0])
    touched = {name for name in before if before[name] != after[name]}
    assert list(before) == list(after)
    assert touched <= {"EPUB/package.opf", "EPUB/nav.xhtml", "EPUB/one.xhtml", "EPUB/book.css"}
    assert [page.words for page in open_book(data).pages.values()] == [
        page.words for page in open_book(packed(after)).pages.values()
    ]
    assert touched or said["left"]


@pytest.mark.gate
@pytest.mark.parametrize(
    "path",
    [path for path in CASES if b"book =" in path.read_bytes() and b"left = []" in path.read_bytes()],
    ids=lambda path: f"{path.parent.name}-{path.stem}",
)
def test_epubcheck_has_nothing_against_a_mended_book(path: Path, tmp_path: Path) -> None:
    data, kind, _ = case(path)
    assert complaints(convert.mend(data, format=kind)[0], tmp_path) == []


def test_every_code_of_a_check_has_a_folder_and_an_explanation() -> None:
    folders = {path.name for path in (HERE / "faults").iterdir()}
    codes = {code for code in CODES if code.startswith("rtl/")} | {
        "epub/page-list",
        "epub/missing",
        "epub/unreadable",
    }
    assert {code.partition("/")[2] for code in codes} - {"encoding"} == folders
