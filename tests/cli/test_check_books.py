"""matbaa check of a book, and what --fix makes of it."""

import zipfile
from pathlib import Path

import pytest

from tests.checks.test_faults import files_of, packed
from tests.conftest import Matbaa

TURNED = b' page-progression-direction="rtl"'


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """Return a book whose pages turn the wrong way and whose letters are spaced."""
    files = dict(files_of("ar"))
    files["EPUB/package.opf"] = files["EPUB/package.opf"].replace(TURNED, b"")
    files["EPUB/book.css"] += b"p { letter-spacing: 1px }\n"
    path = tmp_path / "old.epub"
    path.write_bytes(packed(files))
    return path


def test_check_says_where_what_and_the_cure(book: Path, matbaa: Matbaa) -> None:
    ran = matbaa("check", book.name)
    assert ran.code == 1
    lines = ran.out.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("old.epub:EPUB/package.opf line 17: error rtl/page-order ")
    assert lines[1].startswith("old.epub:EPUB/book.css line 7: error rtl/letter-spacing ")


def test_fix_writes_a_copy_that_is_right_and_leaves_the_book_alone(book: Path, matbaa: Matbaa) -> None:
    before = book.read_bytes()
    ran = matbaa("check", book.name, "--fix")
    assert ran.code == 0
    assert [line.split()[4] for line in ran.out.splitlines()[:2]] == ["rtl/page-order", "rtl/letter-spacing"]
    assert book.read_bytes() == before
    assert matbaa("check", "out/old.epub").code == 0
    with zipfile.ZipFile(book.parent / "out" / "old.epub") as made:
        assert TURNED in made.read("EPUB/package.opf")
        assert (made.infolist()[0].filename, made.infolist()[0].compress_type) == ("mimetype", 0)


def test_fix_never_writes_over_the_book_or_a_file_of_somebody_else(book: Path, matbaa: Matbaa) -> None:
    assert matbaa("check", book.name, "--fix", "-d", ".").code == 2
    (book.parent / "out").mkdir()
    (book.parent / "out" / "old.epub").write_bytes(b"mine")
    assert matbaa("check", book.name, "--fix").code == 6
    assert matbaa("check", book.name, "--fix", "--force").code == 0


def test_what_is_mended_is_said_in_json_too(book: Path, matbaa: Matbaa) -> None:
    ran = matbaa("check", book.name, "--fix", "--json")
    mended = [event for event in ran.events if event["event"] == "finding"]
    assert [(event["code"], event["severity"]) for event in mended] == [
        ("rtl/page-order", "note"),
        ("rtl/letter-spacing", "note"),
    ]
    assert ran.events[-1]["event"] == "done"


def test_a_format_that_nothing_mends_is_said(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.xml").write_text("<newsItem/>", encoding="utf-8")
    ran = matbaa("check", "story.xml", "--fix")
    assert ran.code == 2
    assert "epub" in ran.err


def test_a_text_is_mended(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.txt").write_text("خبر من العالم\n\nC++ لغة قديمة\n", encoding="utf-8")
    ran = matbaa("check", "story.txt")
    assert (ran.code, "rtl/line-flips" in ran.out) == (0, True)
    assert matbaa("check", "story.txt", "--fix").code == 0
    assert (tmp_path / "out" / "story.txt").read_text(encoding="utf-8") == (
        "خبر من العالم\n\n\N{RIGHT-TO-LEFT MARK}C++ لغة قديمة\n"
    )


def test_a_page_of_a_website_is_mended(tmp_path: Path, matbaa: Matbaa) -> None:
    page = "<!DOCTYPE html><html lang='ar'><body><p>كان الحارس يصعد الدرج كل مساء.</p></body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    assert matbaa("check", "page.html").code == 1
    assert matbaa("check", "page.html", "--fix").code == 0
    assert 'dir="rtl"' in (tmp_path / "out" / "page.html").read_text(encoding="utf-8")
