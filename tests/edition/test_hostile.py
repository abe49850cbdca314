"""An edition file may be written by anybody: it reads nothing outside its folder, and ends."""

import os
import time
from pathlib import Path

import pytest

import convert
from convert.edition import folder as edition_folder
from tests.edition.conftest import HEAD, SECTION, Desk, png

STORY = '[[section]]\nname = "x"\n  [[section.article]]\n  source = "{}"\n'


def test_a_link_that_leads_out_is_refused(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر\n\nلا يقرأ أحد هذا.\n", encoding="utf-8")
    (desk.folder / "local" / "link.txt").symlink_to(secret)
    (desk.folder / "away").symlink_to(tmp_path)
    for name in ("local/link.txt", "away/secret.txt", "../secret.txt", "local/../../secret.txt", str(secret)):
        desk.say(HEAD + STORY.format(name))
        assert [found.code for found in desk.refused()] == ["resource/outside"]


def test_a_glob_takes_no_link_that_leads_out_and_follows_none_in_a_circle(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("سر\n\nلا يقرأ أحد هذا.\n", encoding="utf-8")
    (desk.folder / "local" / "link.txt").symlink_to(secret)
    (desk.folder / "local" / "again").symlink_to(desk.folder)
    (desk.folder / "local" / "once-more").symlink_to(desk.folder)
    desk.say(HEAD + SECTION.replace("local/*.txt", "**/*.txt"))
    assert len(desk.read().articles) == 3


def test_a_picture_behind_a_link_that_leads_out_is_refused(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "x.png").write_bytes(png())
    (desk.folder / "pictures" / "x.png").symlink_to(tmp_path / "x.png")
    desk.say(HEAD + STORY.format("local/01.txt") + '  image = "pictures/x.png"\n')
    assert [found.code for found in desk.refused()] == ["resource/outside"]


def test_ten_thousand_sections_are_refused_at_once(desk: Desk) -> None:
    desk.say(HEAD + SECTION * 10_000)
    started = time.monotonic()
    (found,) = desk.refused()
    assert found.code == "edition/limit"
    assert time.monotonic() - started < 10


def test_of_ten_thousand_mistakes_the_first_are_told(desk: Desk) -> None:
    desk.say(HEAD + SECTION + "".join(f"k{number} = 1\n" for number in range(10_000)))
    started = time.monotonic()
    found = desk.refused()
    assert len(found) == 100
    assert time.monotonic() - started < 10


def test_a_hundred_missing_files_are_told_in_time(desk: Desk) -> None:
    for number in range(600):
        desk.put(f"archive/{number}.txt", "x")
    desk.say(HEAD + "".join(STORY.format(f"archive/x{number}.txt") for number in range(400)))
    started = time.monotonic()
    assert {found.code for found in desk.refused()} == {"resource/missing"}
    assert time.monotonic() - started < 20


def test_a_glob_over_a_huge_tree_is_bounded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edition_folder, "MOST_ENTRIES", 50)
    for number in range(60):
        desk.put(f"archive/{number}.txt", "x")
    desk.say(HEAD + SECTION.replace("local/*.txt", "**/*.txt"))
    (found,) = desk.refused()
    assert (found.code, found.marked) == ("edition/limit", '"**/*.txt"')
    desk.say(HEAD + SECTION)
    assert len(desk.read().articles) == 3


@pytest.mark.parametrize("name", ["a" * 5000, "local/" + "b" * 300 + ".txt", "x/" * 2000 + "a.txt"])
def test_a_name_that_is_too_long_is_only_missing(desk: Desk, name: str) -> None:
    desk.say(HEAD + STORY.format(name))
    assert {found.code for found in desk.refused()} <= {"resource/missing", "resource/outside"}


@pytest.mark.parametrize("name", ["a\\u0000b", "a\\nb/../c", "con:x", "a\\u202Eb", "\\uFFFD"])
def test_a_name_with_signs_that_no_name_has_is_refused(desk: Desk, name: str) -> None:
    desk.say(HEAD + STORY.format(name))
    assert len(desk.refused()) == 1


def test_a_pipe_and_a_device_are_no_articles(desk: Desk) -> None:
    os.mkfifo(desk.folder / "local" / "pipe.txt")
    desk.say(HEAD + STORY.format("local/pipe.txt"))
    assert [found.code for found in desk.refused()] == ["resource/missing"]
    desk.say(HEAD + SECTION)
    assert len(desk.read().articles) == 3


def test_a_file_that_is_too_large_is_refused_with_its_line(desk: Desk) -> None:
    desk.put("local/02.txt", "ب" * (11 * 1024 * 1024))
    with pytest.raises(convert.EditionError) as caught:
        desk.read()
    assert [fault.code for fault in caught.value.faults] == ["source/limit"]


def test_an_edition_file_without_end_is_refused(desk: Desk) -> None:
    desk.say("#" * (1024 * 1024 + 1))
    with pytest.raises(convert.SettingsError, match="more than 1 MB"):
        desk.read()


def test_brackets_without_end_are_refused(desk: Desk) -> None:
    for text in ("a = " + "[" * 50_000, "a = " + "[" * 900 + "]" * 900 + "\n", "a." * 3000 + "b = 1\n"):
        desk.say(text + HEAD + SECTION)
        with pytest.raises(convert.ConvertError) as caught:
            desk.read()
        assert caught.value.exit_code == 5


def test_a_picture_of_a_billion_pixels_is_not_opened(desk: Desk) -> None:
    bomb = bytearray(png())
    bomb[16:24] = (100_000).to_bytes(4, "big") * 2
    desk.put("pictures/bomb.png", bytes(bomb))
    desk.say(HEAD + STORY.format("local/01.txt") + '  image = "pictures/bomb.png"\n')
    assert [found.code for found in desk.refused()] == ["picture/too-large"]
