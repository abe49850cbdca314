"""matbaa style new: a publisher's own look, found by House."""

from pathlib import Path

import pypdfium2
import pytest

from tests.conftest import Matbaa
from tests.helpers import files_in, quiet_terminal, run

STORY = "عنوان\n\nفقرة أولى من خبر قصير.\n\nفقرة ثانية من الخبر نفسه.\n"


def test_a_new_style_is_made_found_and_used(tmp_path: Path, matbaa: Matbaa) -> None:
    made = matbaa("style", "new", "our-paper")
    assert made.code == 0
    quiet_terminal(made)
    assert files_in(tmp_path) == {"house.toml", "styles/our-paper/style.css", "styles/our-paper/tokens.css"}
    rows = {row["name"]: row for row in matbaa("list", "styles", "--json").events}
    assert rows["our-paper"]["from"] == str(tmp_path / "styles")
    sheet = tmp_path / "styles" / "our-paper" / "style.css"
    sheet.write_text(
        sheet.read_text(encoding="utf-8").replace("280mm 400mm", "100mm 200mm"), encoding="utf-8"
    )
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    assert matbaa("a.txt", "-o", "a.pdf", "--style", "our-paper").code == 0
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0]
    assert (round(page.get_width() / 72 * 25.4), round(page.get_height() / 72 * 25.4)) == (100, 200)


def test_a_new_style_begins_as_another_and_says_every_token(tmp_path: Path, matbaa: Matbaa) -> None:
    assert matbaa("style", "new", "soft", "--from", "magazine").code == 0
    tokens = (tmp_path / "styles" / "soft" / "tokens.css").read_text(encoding="utf-8")
    assert tokens.index("--headline-size: 24pt") < tokens.index("--headline-size: 34pt")
    assert "220mm 285mm" in (tmp_path / "styles" / "soft" / "style.css").read_text(encoding="utf-8")


def test_a_new_style_stands_beside_the_house_toml_above(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('title = "x"\n', encoding="utf-8")
    desk = tmp_path / "desk"
    desk.mkdir()
    assert run("style", "new", "ours", cwd=desk).code == 0
    assert (tmp_path / "styles" / "ours" / "style.css").is_file()
    assert (tmp_path / "house.toml").read_text(encoding="utf-8") == 'title = "x"\n'


def test_a_style_that_is_there_is_left_alone(tmp_path: Path, matbaa: Matbaa) -> None:
    matbaa("style", "new", "ours")
    before = (tmp_path / "styles" / "ours" / "tokens.css").read_bytes()
    ran = matbaa("style", "new", "ours", "--from", "reader")
    assert ran.code == 6
    assert (tmp_path / "styles" / "ours" / "tokens.css").read_bytes() == before


@pytest.mark.parametrize("name", ["../x", "a b", "", "-x", "a/b"])
def test_a_name_that_is_none_is_refused(name: str, tmp_path: Path, matbaa: Matbaa) -> None:
    assert matbaa("style", "new", "--", name).code == 2
    assert files_in(tmp_path) == set()


def test_a_style_to_begin_from_that_is_not_there_is_named(tmp_path: Path, matbaa: Matbaa) -> None:
    ran = matbaa("style", "new", "x", "--from", "brodsheet")
    assert ran.code == 2
    assert "broadsheet" in ran.err
    assert files_in(tmp_path) == set()


def test_the_list_of_styles_shows_a_picture_of_each_of_ours(matbaa: Matbaa) -> None:
    rows = matbaa("list", "styles", "--json").events
    assert {row["name"] for row in rows} == {"article", "broadsheet", "magazine", "reader"}
    assert all(Path(row["picture"]).is_file() and Path(row["sheet"]).is_file() for row in rows)
