"""matbaa edition: begun, checked, built; every mistake stands in a frame, and exit codes say whose it is."""

import json
from pathlib import Path

import pytest

from tests.conftest import Matbaa
from tests.edition.conftest import HEAD, SECTION, STORY, Desk, png
from tests.helpers import FSI, PDI, files_in, quiet_terminal, strays, whole

OUTPUT = '[output]\nformats = ["txt", "xml"]\n'
ARTICLE = '[[section]]\nname = "x"\n  [[section.article]]\n  source = "local/01.txt"\n'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An edition in the folder where the command runs."""
    made = Desk(tmp_path)
    for number, headline in enumerate(("جسر الميناء", "سوق السمك"), start=1):
        made.story(f"local/0{number}.txt", headline)
    made.put("pictures/port.jpeg", png())
    made.say(HEAD + SECTION + OUTPUT)
    return made


def test_a_paper_is_begun_checked_and_built(tmp_path: Path, matbaa: Matbaa) -> None:
    begun = matbaa("edition", "new", "today", "-l", "ar-KW", "--date", "2026-11-27")
    assert begun.code == 0, begun.err
    assert files_in(tmp_path) == {
        "today/edition.toml",
        "today/articles/first.txt",
        "today/articles/second.txt",
    }
    checked = matbaa("edition", "check", "today")
    assert (checked.code, checked.out) == (0, "today/edition.toml: right\n")
    built = matbaa("edition", "build", "today")
    assert built.code == 0, built.err
    for name in ("today.pdf", "today.epub", "today.txt", "xml/edition.xml"):
        whole(tmp_path / "out" / name)
        assert f"wrote    out/{name}" in built.err
    assert matbaa("check", "out/xml/edition.xml").out == "out/xml/edition.xml: right\n"
    assert matbaa("edition", "build", "today", "--strict", "-q").code == 0
    for ran in (begun, checked, built):
        quiet_terminal(ran)


def test_a_package_is_converted_as_the_edition_it_is(desk: Desk, matbaa: Matbaa) -> None:
    assert matbaa("edition", "build", "--name", "x").code == 2
    assert matbaa("edition", "build").code == 0
    ran = matbaa("out/xml/edition.xml", "-t", "txt", "-d", "again")
    assert ran.code == 0, ran.err
    (made,) = (desk.folder / "out").glob("*.txt")
    assert (desk.folder / "again" / "edition.txt").read_bytes() == made.read_bytes()


def test_a_mistake_stands_in_a_frame_with_carets_below_it(desk: Desk, matbaa: Matbaa) -> None:
    desk.say(f'{HEAD}{ARTICLE}  image = "pictures/port.jpg"\n')
    ran = matbaa("edition", "build")
    assert ran.code == 5
    assert ran.err == (
        "  read     edition.toml   ar-KW · 1 section · 1 article · 25 words\n"
        "error resource/missing: picture not found\n"
        "  ┌─ edition.toml:10\n"
        '  │ image = "pictures/port.jpg"\n'
        "  │         ^^^^^^^^^^^^^^^^^^^ looked in pictures\n"
        '  = help: did you mean "pictures/port.jpeg"?   ·   more: matbaa explain resource/missing\n'
        "edition not built: 1 error\n"
    )
    assert files_in(desk.folder / "out") == set()


def test_carets_stand_below_arabic_words_and_their_marks_take_no_room(desk: Desk, matbaa: Matbaa) -> None:
    paper = HEAD.replace('"السارية"', '[{ "ك" = 1 }]')
    desk.say(f'x = ["محليّات", 3]\nears = 3\n{paper}{SECTION}')
    ran = matbaa("edition", "check")
    quiet_terminal(ran)
    framed = [line for line in ran.err.splitlines() if line.startswith("  │")]
    assert framed[0] == f'  │ x = ["{FSI}محليّات{PDI}", 3]'
    assert framed[1] == "  │ ^"
    assert framed[-2] == f'  │ title = [{{ "{FSI}ك{PDI}" = 1 }}]'
    assert framed[-1] == "  │         " + "^" * len('[{ "ك" = 1 }]')


def test_a_very_long_line_is_shown_in_part(desk: Desk, matbaa: Matbaa) -> None:
    desk.say(HEAD + SECTION + f'[output]\nformats = ["{"x" * 5000}"]\n')
    ran = matbaa("edition", "check")
    assert ran.code == 5
    assert max(map(len, ran.err.splitlines())) < 5200
    framed = [line for line in ran.err.splitlines() if line.startswith("  │")]
    assert max(map(len, framed)) < 160


def test_signs_that_reach_into_the_terminal_are_shown_by_number(desk: Desk, matbaa: Matbaa) -> None:
    desk.say(HEAD.replace("السارية", "a\u202eb\u2066c") + 'motto = "\u009b2J"\n' + SECTION)
    ran = matbaa("edition", "check")
    quiet_terminal(ran)
    assert "\\u202e" in ran.err


def test_all_mistakes_are_told_and_warnings_are_counted(desk: Desk, matbaa: Matbaa) -> None:
    picture = '  image = "pictures/port.jpeg"\n  caption = "ميناء"\n'
    desk.say(f"{HEAD}{ARTICLE}{picture}  colums = 2\n[outputs]\n")
    ran = matbaa("edition", "build")
    assert ran.code == 5
    assert ran.err.count("┌─") == 2
    assert ran.err.endswith("edition not built: 2 errors, 1 warning\n")


def test_mistakes_are_told_as_json_too(desk: Desk, matbaa: Matbaa) -> None:
    desk.say(HEAD.replace("title", "titel") + SECTION)
    ran = matbaa("edition", "build", "--json")
    assert (ran.code, ran.err) == (5, "")
    findings = [event for event in ran.events if event["event"] == "finding" and event["severity"] == "error"]
    told = [(event["code"], event["where"], event["column"]) for event in findings]
    assert told == [("settings/wrong", "edition.toml:2", 1)]
    assert ran.events[-1] == {"event": "summary", "errors": 1, "warnings": 0}


def test_what_is_held_back_stops_the_build_until_it_is_said_otherwise(desk: Desk, matbaa: Matbaa) -> None:
    story = STORY.format(headline="سوق").replace("---\n", "---\nembargo: 2026-12-01T06:00+03:00\n", 1)
    desk.put("local/02.txt", story)
    ran = matbaa("edition", "build")
    assert (ran.code, ran.codes & {"story/embargoed"}) == (1, {"story/embargoed"})
    assert 'include = "local/*.txt"' in ran.err
    assert "--ignore-embargo" in ran.err
    assert matbaa("edition", "check").code == 1
    assert matbaa("edition", "build", "--ignore-embargo").code == 0
    desk.put("local/02.txt", story.replace("embargo: 2026-12-01T06:00+03:00", "status: canceled"))
    before = files_in(desk.folder / "out")
    ran = matbaa("edition", "build", "--ignore-embargo")
    assert (ran.code, "story/canceled" in ran.codes) == (1, True)
    assert files_in(desk.folder / "out") == before


def test_check_finds_what_is_wrong_with_content(desk: Desk, matbaa: Matbaa) -> None:
    desk.put("local/02.txt", STORY.format(headline="سوق السمك") + "\nسوق السمك\n")
    desk.say(f'{HEAD}{ARTICLE}  image = "pictures/port.jpeg"\n  caption = "ميناء"\n')
    ran = matbaa("edition", "check")
    assert ran.code == 1
    assert "local/01.txt:line" in ran.out
    assert "newsml/P09" in ran.out


def test_formats_folder_and_options_are_those_of_the_command(desk: Desk, matbaa: Matbaa) -> None:
    ran = matbaa("edition", "build", "--width", "30", "-t", "txt", "-d", "made", "edition.toml")
    assert ran.code == 0, ran.err
    assert len(files_in(desk.folder / "made")) == 1
    assert matbaa("edition", "build", "--kashida", "full").code == 2  # txt and xml have none
    assert matbaa("edition", "build", "-t", "docx").code == 2
    assert matbaa("edition", "build", "a", "b").code == 2
    assert matbaa("edition", "build", "--style", "brodsheet", "-t", "pdf").code == 2
    assert matbaa("edition", "build", "--color", "pink").code == 2


def test_a_dry_run_says_what_would_be_written(desk: Desk, matbaa: Matbaa) -> None:
    ran = matbaa("edition", "build", "--dry-run")
    assert ran.code == 0
    assert "would    out/xml/edition.xml   3 files" in ran.err
    assert not (desk.folder / "out").exists()


def test_strict_writes_nothing_where_there_is_a_warning(desk: Desk, matbaa: Matbaa) -> None:
    desk.say(f'{HEAD}{ARTICLE}  image = "pictures/port.jpeg"\n  caption = "ميناء"\n{OUTPUT}')
    ran = matbaa("edition", "build", "--strict")
    assert (ran.code, "use/strict" in ran.codes) == (1, True)
    assert not (desk.folder / "out").exists()
    assert matbaa("edition", "build").code == 0


def test_files_that_others_wrote_or_changed_stay(desk: Desk, matbaa: Matbaa) -> None:
    desk.put("out/xml/items/article-001.xml", "mine")
    ran = matbaa("edition", "build")
    assert (ran.code, "write/changed" in ran.codes) == (6, True)
    assert files_in(desk.folder / "out") == {"xml/items/article-001.xml"}
    assert matbaa("edition", "build", "--force").code == 0
    assert matbaa("edition", "build").code == 0
    assert strays(desk.folder) == []


def test_items_of_yesterday_are_taken_away_and_what_was_changed_stays(desk: Desk, matbaa: Matbaa) -> None:
    desk.story("local/03.txt", "مدرسة الحي")
    desk.story("local/04.txt", "حديقة")
    assert matbaa("edition", "build").code == 0
    items = desk.folder / "out" / "xml" / "items"
    (items / "article-004.xml").write_text("mine", encoding="utf-8")
    (items / "notes.txt").write_text("mine", encoding="utf-8")
    (desk.folder / "local" / "03.txt").unlink()
    (desk.folder / "local" / "04.txt").unlink()
    assert matbaa("edition", "build").code == 0
    assert files_in(items) == {"article-001.xml", "article-002.xml", "article-004.xml", "notes.txt"}


def test_an_edition_that_is_not_there_is_said(matbaa: Matbaa, tmp_path: Path) -> None:
    for words in (("build",), ("check",), ("build", "nowhere.toml"), ("check", "nowhere")):
        ran = matbaa("edition", *words)
        assert (ran.code, "settings/wrong" in ran.codes) == (5, True)
    assert files_in(tmp_path) == set()


def test_what_is_there_is_not_begun_anew(desk: Desk, matbaa: Matbaa) -> None:
    before = desk.file.read_bytes()
    assert matbaa("edition", "new", ".").code == 6
    assert desk.file.read_bytes() == before


@pytest.mark.parametrize("words", [("-l", "ckb"), ("-l", "a b"), ("--date", "tomorrow"), ("-l", "")])
def test_what_cannot_be_begun_is_said(words: tuple[str, str], matbaa: Matbaa, tmp_path: Path) -> None:
    assert matbaa("edition", "new", "x", *words).code == 2
    assert files_in(tmp_path) == set()


def test_today_is_the_day_of_the_build_where_one_is_set(matbaa: Matbaa, tmp_path: Path) -> None:
    assert matbaa("edition", "new", "x", env={"SOURCE_DATE_EPOCH": "1764201600"}).code == 0
    assert "date  = 2025-11-27" in (tmp_path / "x" / "edition.toml").read_text(encoding="utf-8")


def test_every_code_of_an_edition_is_explained(matbaa: Matbaa) -> None:
    for code in ("resource/missing", "resource/outside", "story/doubled", "svg/refused", "edition/limit"):
        assert matbaa("explain", code).code == 0


@pytest.mark.usefixtures("desk")
def test_json_says_what_was_made(matbaa: Matbaa) -> None:
    ran = matbaa("edition", "build", "--json")
    assert ran.code == 0
    assert [event["event"] for event in ran.events if event["event"] != "finding"] == [
        "start", "done", "done", "summary",
    ]  # fmt: skip
    assert json.loads(ran.out.splitlines()[0])["articles"] == 2


def test_a_mistake_in_the_house_is_framed_too(desk: Desk, matbaa: Matbaa) -> None:
    desk.put("house.toml", 'title = "دار"\ndigits = "roman"\n')
    ran = matbaa("edition", "check")
    assert ran.code == 5
    assert 'digits = "roman"' in ran.err
    assert "house.toml:2" in ran.err
