"""matbaa font and matbaa list fonts: a publisher's faces beside ours."""

from pathlib import Path

import pytest

from tests.conftest import Matbaa
from tests.foundry import Press, font, forbid, letters_for
from tests.helpers import files_in, isolates_off, quiet_terminal


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """A publisher with one face, in the folder where the command runs."""
    made = Press(tmp_path)
    made.put(font(letters=letters_for("ar", "fa")))
    made.name()
    return made


def test_the_list_says_whose_a_face_is(press: Press, matbaa: Matbaa) -> None:
    rows = {row["family"]: row for row in matbaa("list", "fonts", "--json").events}
    assert rows["Amiri"]["from"] == "matbaa"
    assert rows["Our Naskh"]["from"] == str(press.fonts)
    assert rows["Our Naskh"]["languages"] == "ar fa"
    assert matbaa("list", "fonts").out.splitlines()[0].split()[-1] == "from"


def test_the_list_names_a_face_once_where_the_publishers_hides_ours(press: Press, matbaa: Matbaa) -> None:
    press.put(font("Amiri"), "amiri/Regular.ttf")
    press.name("Amiri", "amiri")
    rows = [row for row in matbaa("list", "fonts", "--json").events if row["family"] == "Amiri"]
    assert [row["from"] for row in rows] == [str(press.fonts)]
    assert "Amiri: covers ar en; " in matbaa("font", "check").out
    assert matbaa("font", "check").out.splitlines()[1].endswith("; used instead of ours")


@pytest.mark.usefixtures("press")
def test_a_check_says_what_a_face_covers_and_what_it_nearly_does(matbaa: Matbaa) -> None:
    ran = matbaa("font", "check")
    assert ran.code == 0
    said = isolates_off(ran.out)
    assert said.startswith("Our Naskh: covers ar fa; ")
    assert "nearly ckb: lacks ڕ U+0695, ڤ U+06A4, ڵ U+06B5, ھ U+06BE, ۆ U+06C6, ێ U+06CE and 1 more; " in said
    assert said.endswith("; OFL-1.1 (OFL.txt); may be embedded freely\n")
    quiet_terminal(ran)


def test_a_check_says_what_another_cut_lacks(press: Press, matbaa: Matbaa) -> None:
    press.put(font(weight=700, letters=letters_for("ar")), "our-naskh/Bold.ttf")
    press.list.unlink()
    press.name(Regular=400, Bold=700)
    ran = matbaa("font", "check")
    assert ran.code == 0
    assert "; Bold.ttf lacks " in ran.out
    assert " of fa; " in ran.out


def test_what_is_wrong_is_told_with_line_and_cure_and_the_others_are_checked(
    press: Press, matbaa: Matbaa
) -> None:
    press.put(font("Our Kufi", change=forbid(2)), "our-kufi/Regular.ttf")
    press.name("Our Kufi", "our-kufi")
    ran = matbaa("font", "check")
    first, second = ran.out.splitlines()
    assert ran.code == 1
    assert first.startswith("Our Naskh: covers ")
    assert second.startswith(f"{press.list}:15: error font/embedding Regular.ttf may not be embedded")
    assert second.endswith("with its font file)")
    events = matbaa("font", "check", "--json").events
    assert [event["event"] for event in events] == ["face", "finding"]
    assert (matbaa("font", "check", "-q").out, matbaa("font", "check", "-q").code) == ("", 1)


def test_a_check_also_looks_at_what_the_house_chose(press: Press, matbaa: Matbaa) -> None:
    press.settle('[faces]\ntext = "Our Nask"\n')
    ran = matbaa("font", "check")
    assert ran.code == 1
    assert f"{press.folder / 'house.toml'}:2: error font/unknown" in ran.out
    assert 'did you mean "Our Naskh"?' in ran.out


def test_a_folder_can_be_named(press: Press, matbaa: Matbaa, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (tmp_path / "house.toml").unlink()
    assert matbaa("font", "check", press.fonts).code == 0
    assert matbaa("font", "check", tmp_path).code == 0
    for words in (("font", "check", away), ("font", "check")):
        ran = matbaa(*words)
        assert ran.code == 2
        assert "fonts.toml" in ran.err


def test_our_own_fonts_pass_the_check(matbaa: Matbaa) -> None:
    from convert.house import fonts_folder

    ran = matbaa("font", "check", fonts_folder())
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 12
    assert "instead of ours" not in ran.out


def test_a_specimen_is_made_of_the_faces_that_are_named(press: Press, matbaa: Matbaa) -> None:
    ran = matbaa("font", "specimen", "Our Naskh", "Inter")
    assert ran.code == 0, ran.err
    assert files_in(press.folder / "out") == {"specimen-Our-Naskh.pdf", "specimen-Inter.pdf"}
    assert "wrote    out/specimen-Inter.pdf" in ran.err
    again = matbaa("font", "specimen", "Inter", "-d", "elsewhere", "-q")
    assert (again.code, again.err) == (0, "")
    (press.folder / "out" / "specimen-Inter.pdf").write_bytes(b"mine")
    refused = matbaa("font", "specimen", "Inter")
    assert refused.code == 6
    assert "--force overwrites it" in refused.err
    assert matbaa("font", "specimen", "Inter", "--force").code == 0


def test_an_unknown_family_gets_a_suggestion(matbaa: Matbaa) -> None:
    ran = matbaa("font", "specimen", "Amirl")
    assert ran.code == 2
    assert 'did you mean "Amiri"?' in ran.err


def test_a_wrong_list_stops_what_needs_fonts_with_its_line(press: Press, story: Path, matbaa: Matbaa) -> None:
    (press.fonts / "our-naskh" / "OFL.txt").unlink()
    ran = matbaa(story, "-t", "pdf")
    assert ran.code == 5
    assert "font/licence" in ran.codes
    assert f"{press.list}:3" in ran.err
    assert matbaa(story, "-t", "text").code == 0
