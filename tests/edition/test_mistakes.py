"""Every mistake that an edition file can have is told with line, column, and what was meant; all at once."""

from pathlib import Path

import pytest

import convert
from tests.edition.conftest import HEAD, SECTION, STORY, Desk, png, seen

ARTICLE = """[[section]]
name = "محليات"
  [[section.article]]
  source = "local/01.txt"
"""


def lines_before(text: str) -> int:
    return text.count("\n")


#: What is wrong in [edition]; the line at fault, its code, what the carets stand under, the cure.
PAPER = [
    ('titel = "x"', "settings/wrong", "titel", 'did you mean "title"?'),
    ("issue = true", "settings/wrong", "true", ""),
    ("issue = 0xFFFFFFFFFFFF", "settings/wrong", "0xFFFFFFFFFFFF", ""),
    ('time_zone = "Asia/Kuweit"', "settings/wrong", '"Asia/Kuweit"', 'did you mean "Asia/Kuwait"?'),
    ('provider = "Our Paper"', "settings/wrong", '"Our Paper"', ""),
    ("price = 150", "settings/wrong", "150", ""),
    ('motto = "a\\u0007b"', "settings/wrong", '"a\\u0007b"', "take it out"),
    ('motto = "a\\u202Eb"', "settings/wrong", '"a\\u202Eb"', "take it out"),
    ('ears = "طقس"', "settings/wrong", '"طقس"', ""),
    ('ears = ["a", 3]', "settings/wrong", "3", ""),
    ('ears = ["a", "b", "c"]', "settings/wrong", '"c"', "take one out"),
    ('style = "brodsheet"', "settings/wrong", '"brodsheet"', 'did you mean "broadsheet"?'),
    ('style = "ours.css"', "resource/missing", '"ours.css"', ""),
    ('trim = "tabliod"', "settings/wrong", '"tabliod"', 'did you mean "tabloid"?'),
    ('trim = "2x2mm"', "settings/wrong", '"2x2mm"', ""),
    ('masthead = "art/mast.svg"', "resource/missing", '"art/mast.svg"', 'did you mean "art/masthead.svg"?'),
    ('cover = "pictures/bridge.jpg"', "resource/missing", '"pictures/bridge.jpg"', "pictures/bridge.png"),
    ('cover = "local/01.txt"', "picture/unreadable", '"local/01.txt"', "save it as PNG or JPEG"),
    ('cover = "../x.png"', "resource/outside", '"../x.png"', "name a file in the folder"),
    ('cover = "/etc/passwd"', "resource/outside", '"/etc/passwd"', "name a file in the folder"),
    ('cover = "a\\\\b.png"', "resource/outside", '"a\\\\b.png"', "with / between folders"),
    ('cover = ""', "resource/outside", '""', "name a file in the folder"),
    ("cover = 7", "settings/wrong", "7", ""),
]


@pytest.mark.parametrize(("line", "code", "marked", "cure"), PAPER)
def test_a_mistake_in_the_paper_is_named(desk: Desk, line: str, code: str, marked: str, cure: str) -> None:
    head = HEAD.rstrip("\n") + "\n"
    desk.say(f"{head}{line}\n{SECTION}")
    (found,) = desk.refused()
    assert (found.line, found.code, found.marked) == (lines_before(head) + 1, code, marked)
    assert found.column == line.index(marked) + 1
    assert cure in found.cure


#: What is wrong below [[section.article]].
STORIES = [
    ('surce = "x"', "settings/wrong", "surce", 'did you mean "source"?'),
    ('lead = "yes"', "settings/wrong", '"yes"', ""),
    ("page = 0", "settings/wrong", "0", ""),
    ("page = 1.5", "settings/wrong", "1.5", ""),
    ("page = true", "settings/wrong", "true", ""),
    ('columns = "2"', "settings/wrong", '"2"', ""),
    ("columns = 99", "settings/wrong", "99", ""),
    ('image = "pictures/brigde.png"', "resource/missing", '"pictures/brigde.png"', "pictures/bridge.png"),
    ('image = "bridge.png"', "resource/missing", '"bridge.png"', 'did you mean "pictures/bridge.png"?'),
    ('image = "pictures"', "resource/missing", '"pictures"', ""),
    ('image = "edition.toml"', "picture/unreadable", '"edition.toml"', "save it as PNG or JPEG"),
    ('image = "art/masthead.svg"', "picture/unreadable", '"art/masthead.svg"', "save it as PNG or JPEG"),
    ('caption = "جسر"', "settings/lacking", '"جسر"', "add image"),
    ('alt = "x"', "settings/lacking", '"x"', "add image"),
    ("[[section.article.picture]]", "settings/lacking", "[[section.article.picture]]", "add image"),
    ('picture = "x"', "settings/wrong", '"x"', ""),
]


@pytest.mark.parametrize(("line", "code", "marked", "cure"), STORIES)
def test_a_mistake_with_an_article_is_named(desk: Desk, line: str, code: str, marked: str, cure: str) -> None:
    desk.say(f"{HEAD}{ARTICLE}  {line}\n")
    (found,) = desk.refused()
    assert (found.line, found.code, found.marked) == (lines_before(HEAD + ARTICLE) + 1, code, marked)
    assert found.column == f"  {line}".index(marked) + 1
    assert cure in found.cure


#: What is wrong elsewhere; the line is counted from the first of what is said.
ELSEWHERE = [
    ("[[advert]]\n", 1, "settings/lacking", "[[advert]]", "add image"),
    ('[[advert]]\nimage = "x.png"\n', 2, "resource/missing", '"x.png"', ""),
    ('[[advert]]\nimage = "pictures/bridge.png"\nheight = "9"\n', 3, "settings/wrong", '"9"', "mm, cm"),
    ('[[advert]]\nimage = "pictures/bridge.png"\nheight = 90\n', 3, "settings/wrong", "90", ""),
    ('[[advert]]\nimage = "pictures/bridge.png"\nwidth = 90\n', 3, "settings/wrong", "width", ""),
    ('[[filler]]\nimage = "pictures/bridge.png"\npage = 2\n', 3, "settings/wrong", "page", ""),
    ('[output]\nformats = ["pdf", "epbu"]\n', 2, "settings/wrong", '"epbu"', 'did you mean "epub"?'),
    ('[output]\nformats = "pdf"\n', 2, "settings/wrong", '"pdf"', ""),
    ('[output]\nname = "{day}"\n', 2, "settings/wrong", '"{day}"', "{date} and {issue}"),
    ("[outputs]\n", 1, "settings/wrong", "[outputs]", 'did you mean "output"?'),
    ('[[sectoin]]\nname = "x"\n', 1, "settings/wrong", "[[sectoin]]", 'did you mean "section"?'),
    ("[writers.pfd]\n", 1, "settings/wrong", "[writers.pfd]", 'did you mean "pdf"?'),
    ("[writers.text]\nwidht = 40\n", 2, "settings/wrong", "40", 'did you mean "width"?'),
    ('[writers.text]\nwidth = "wide"\n', 2, "settings/wrong", '"wide"', ""),
    ('[[section]]\nname = "x"\n', 1, "settings/lacking", "[[section]]", "add include"),
    ('[[section]]\ninclude = "none/*.txt"\n', 1, "settings/lacking", "[[section]]", "add name"),
    ('[[section]]\nname = " "\ninclude = "local/*.txt"\n', 2, "settings/lacking", '" "', ""),
    (f"[writers.text]\nlinks = 0x{'F' * 9000}\n", 2, "settings/wrong", f"0x{'F' * 9000}", ""),
    ("advert = 3\n", 1, "settings/wrong", "3", ""),
]


@pytest.mark.parametrize(("said", "line", "code", "marked", "cure"), ELSEWHERE)
def test_a_mistake_elsewhere_is_named(
    desk: Desk, said: str, *, line: int, code: str, marked: str, cure: str
) -> None:
    before = "" if said.startswith("advert =") else HEAD + SECTION
    desk.say(f"{before}{said}{'' if before else HEAD + SECTION}")
    found = desk.refused()[0]
    assert (found.line, found.code, found.marked) == (lines_before(before) + line, code, marked)
    assert cure in found.cure


#: What is wrong with globs, all on the last line.
GLOBS = [
    ('"lokal/*.txt"', "resource/no-match", '"lokal/*.txt"'),
    ('"pictures/*"', "resource/no-match", '"pictures/*"'),
    ('["local/*.txt", "x/*"]', "resource/no-match", '"x/*"'),
    ('["local/*.txt", 3]', "settings/wrong", '["local/*.txt", 3]'),
    ("3", "settings/wrong", "3"),
    ('"../*.txt"', "resource/outside", '"../*.txt"'),
    ('"/etc/*"', "resource/outside", '"/etc/*"'),
    ('"**/**/*.txt"', "resource/outside", '"**/**/*.txt"'),
    ('""', "resource/outside", '""'),
    ('["local/*.txt", "*/01.txt"]', "story/doubled", '"*/01.txt"'),
]


@pytest.mark.parametrize(("value", "code", "marked"), GLOBS)
def test_a_glob_that_means_nothing_is_named(desk: Desk, value: str, code: str, marked: str) -> None:
    said = f'{HEAD}[[section]]\nname = "x"\ninclude = {value}\n'
    desk.say(said)
    (found,) = desk.refused()
    assert (found.line, found.code, found.marked) == (lines_before(said), code, marked)


def test_what_is_missing_altogether_is_named(desk: Desk) -> None:
    desk.say("")
    assert [(found.line, found.code) for found in desk.refused()] == [(1, "settings/lacking")] * 2
    desk.say('[edition]\ntitle = "x"\n' + SECTION)
    assert [found.sentence for found in desk.refused()] == ["[edition] needs date", "[edition] needs lang"]


def test_a_day_is_a_day_and_a_language_a_language(desk: Desk) -> None:
    desk.say('[edition]\ntitle = "x"\ndate = "2026-11-27"\nlang = "arabic please"\n' + SECTION)
    assert [(found.line, found.marked) for found in desk.refused()] == [
        (3, '"2026-11-27"'), (4, '"arabic please"'),
    ]  # fmt: skip
    desk.say(HEAD.replace("2026-11-27", "2026-11-27T06:00:00") + SECTION)
    assert desk.refused()[0].marked == "2026-11-27T06:00:00"


def test_what_is_no_toml_is_named_with_its_line(desk: Desk) -> None:
    desk.say('[edition]\ntitle = "x\n')
    with pytest.raises(convert.SettingsError) as caught:
        desk.read()
    assert caught.value.where == f"{desk.file}:2"
    assert caught.value.exit_code == 5


def test_a_number_without_end_is_no_toml(desk: Desk) -> None:
    desk.say(f"a = {'9' * 5000}\n{HEAD}{SECTION}")
    with pytest.raises(convert.SettingsError, match="not TOML"):
        desk.read()


def test_a_missing_edition_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(convert.SettingsError) as caught:
        convert.read_edition(tmp_path / "edition.toml")
    assert "cannot read it" in str(caught.value)


def test_a_missing_file_says_where_was_looked(desk: Desk) -> None:
    desk.say(f'{HEAD}{ARTICLE}  image = "pictures/port.png"\n')
    (found,) = desk.refused()
    assert found.sentence == "picture not found"
    assert found.remark == f"looked in {desk.folder / 'pictures'}"


def test_capitals_count_in_the_name_of_a_file(desk: Desk) -> None:
    desk.say(f'{HEAD}{ARTICLE}  image = "pictures/Bridge.PNG"\n')
    assert desk.refused()[0].cure == 'did you mean "pictures/bridge.png"?'


def test_a_picture_that_breaks_off_is_none(desk: Desk) -> None:
    desk.put("pictures/half.png", png(size=(300, 200))[:-30])
    desk.say(f'{HEAD}{ARTICLE}  image = "pictures/half.png"\n')
    assert desk.refused()[0].code == "picture/unreadable"


def test_a_drawing_that_could_do_harm_is_refused(desk: Desk) -> None:
    desk.put("art/masthead.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')
    desk.say(HEAD.rstrip("\n") + '\nmasthead = "art/masthead.svg"\n' + SECTION)
    (found,) = desk.refused()
    assert (found.code, found.marked) == ("svg/refused", '"art/masthead.svg"')
    assert "onload" in found.sentence


def test_a_file_that_is_named_twice_is_one_too_many(desk: Desk) -> None:
    twice = f'{ARTICLE}  [[section.article]]\n  source = "./local/../local/01.txt"\n'
    desk.say(HEAD + twice.replace("./local/../local", "./local"))
    (found,) = desk.refused()
    assert (found.line, found.code) == (lines_before(HEAD) + 6, "story/doubled")
    assert f"edition.toml:{lines_before(HEAD) + 4}" in found.cure


def test_a_story_that_stands_in_two_files_is_one_too_many(desk: Desk) -> None:
    desk.put("local/09.txt", STORY.format(headline="جسر الميناء").replace("05:00", "05:30"))
    desk.story("sport/01.txt", "سوق السمك")
    desk.say(f'{HEAD}{SECTION}[[section]]\nname = "y"\ninclude = "sport/*"\n')
    found = desk.refused()
    assert [one.code for one in found] == ["story/doubled"] * 2
    assert "local/09.txt is the story of local/01.txt" in found[0].sentence
    assert "sport/01.txt is the story of local/02.txt" in found[1].sentence


def test_an_article_that_cannot_be_read_is_named_by_the_line_that_names_it(desk: Desk) -> None:
    desk.put("local/02.txt", b"")
    desk.put("local/03.txt", b"\x89PNG\r\n\x1a\n\0\0\0")
    desk.say(f'{HEAD}{SECTION}  [[section.article]]\n  source = "local/03.txt"\n')
    with pytest.raises(convert.EditionError) as caught:
        desk.read()
    told = [seen(fault) for fault in caught.value.faults]
    assert caught.value.exit_code == 4
    assert [(one.line, one.marked, one.code) for one in told] == [
        (lines_before(HEAD) + 3, '"local/*.txt"', "source/empty"),
        (lines_before(HEAD) + 5, '"local/03.txt"', "source/binary"),
    ]
    assert told[0].sentence.startswith("local/02.txt")


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(desk: Desk) -> None:
    desk.put("local/02.txt", b"")
    desk.say(
        '[edition]\ntitel = "x"\ndate = 2026-11-27\nlang = "ar"\ncover = "x.png"\n'
        '[[section]]\nname = 3\ninclude = "local/*.txt"\n'
        '[[section]]\nname = "y"\ninclude = "z/*"\n'
        '  [[section.article]]\n  source = "local/04.txt"\n  page = -1\n'
        "[output]\nformat = 1\n"
    )
    found = desk.refused()
    assert [one.line for one in found] == [2, 5, 7, 8, 11, 13, 14, 16]


def test_a_mistake_in_house_toml_is_the_house_s(desk: Desk) -> None:
    desk.put("house.toml", 'digits = "roman"\n')
    with pytest.raises(convert.SettingsError) as caught:
        desk.read()
    assert caught.value.where.endswith("house.toml:1")
    assert not isinstance(caught.value, convert.EditionError)
