"""--split makes an edition of a file that holds many articles."""

from pathlib import Path

from lxml import etree

from tests.conftest import Matbaa
from tests.helpers import headline_in

DUMP = """عنوان المقال الأول
نص المقال الأول في سطر واحد.
=====
عنوان المقال الثاني
نص المقال الثاني في سطر واحد.
"""


def headlines(path: Path) -> list[str]:
    """Return the main headlines of every item in an XML file."""
    root = etree.parse(path).getroot()
    items = root.iterfind(".//{http://iptc.org/std/nar/2006-10-01/}newsItem")
    return [headline_in(item) for item in items]


def test_a_dump_becomes_one_edition(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "day.txt").write_text(DUMP, encoding="utf-8")
    ran = matbaa("day.txt", "--split", "-t", "newsml,text")
    assert ran.code == 0
    assert "2 articles" in ran.err
    assert headlines(tmp_path / "out" / "day.xml") == ["عنوان المقال الأول", "عنوان المقال الثاني"]


def test_without_it_the_file_is_one_article(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "day.txt").write_text(DUMP, encoding="utf-8")
    assert matbaa("day.txt", "-t", "newsml").code == 0
    assert headline_in(etree.parse(tmp_path / "out" / "day.xml").getroot()) == "عنوان المقال الأول"


def test_the_line_that_parts_can_be_named(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "day.txt").write_text(DUMP.replace("=====", "<next>"), encoding="utf-8")
    ran = matbaa("day.txt", "--split", "--separator", "<next>", "-t", "newsml")
    assert ran.code == 0
    assert len(headlines(tmp_path / "out" / "day.xml")) == 2


def test_standard_input_is_split_too(matbaa: Matbaa) -> None:
    ran = matbaa("-", "--split", "-t", "text", "-o", "-", stdin=DUMP.encode())
    assert ran.code == 0
    assert "عنوان المقال الأول" in ran.out
    assert "عنوان المقال الثاني" in ran.out
    assert "=====" not in ran.out
