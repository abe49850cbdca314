"""House settings: the nearest house.toml holds, and each mistake in it is named with its line."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import convert
from convert.errors import ExitCode, SettingsError
from convert.house import Choice, Dates, House, find_house, fonts_folder, load_house, styles_folder

FULL = """# all there is
title = "صحيفة"
provider = "example.org"
time_zone = "Asia/Kuwait"
language = "ar-KW"
digits = "arab"
tidy_off = ["spaces"]
furniture = ["اشترك الآن"]

[writers.text]
bidi = "none"
"""


def write_house(folder: Path, words: str) -> Path:
    path = folder / "house.toml"
    path.write_text(words, encoding="utf-8")
    return path


def test_every_setting_is_read(tmp_path: Path) -> None:
    house = load_house(write_house(tmp_path, FULL))
    assert house == House(
        title="صحيفة", provider="example.org", time_zone="Asia/Kuwait", language="ar-KW", digits="arab",
        tidy_off=("spaces",), furniture={"line": ("اشترك الآن",)},
        writers={"text": {"bidi": "none"}}, folder=tmp_path,
    )  # fmt: skip
    assert house.zone == ZoneInfo("Asia/Kuwait")


def test_tables_of_furniture_dates_and_rules_are_read(tmp_path: Path) -> None:
    house = load_house(
        write_house(
            tmp_path,
            '[furniture]\nline = ["أ"]\nrelated = ["ب"]\n[dates]\npublished = ["ت"]\norder = "mdy"\n'
            '[dates.months]\n"شباط" = 2\n[rules]\noff = ["poll"]\n',
        )
    )
    assert house.furniture == {"line": ("أ",), "related": ("ب",)}
    assert house.dates == Dates(published=("ت",), months={"شباط": 2}, order="mdy")
    assert house.rules_off == ("poll",)


def test_faces_are_for_all_languages_or_for_one(tmp_path: Path) -> None:
    house = load_house(write_house(tmp_path, '[faces]\nhead = "A"\n[faces.ur]\ntext = "B"\nhead = "C"\n'))
    assert house.faces == {"": Choice(head="A"), "ur": Choice("B", "C")}


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert find_house(tmp_path) == House()
    assert House().zone is None
    assert load_house(write_house(tmp_path, "")) == House(folder=tmp_path)


def test_the_nearest_file_above_a_source_holds(tmp_path: Path) -> None:
    write_house(tmp_path, 'title = "far"')
    near = tmp_path / "a" / "b"
    near.mkdir(parents=True)
    assert find_house(near).title == "far"
    write_house(near, 'title = "near"')
    assert find_house(near).title == "near"
    assert find_house(near.parent).title == "far"


def test_a_folder_called_house_toml_is_no_settings(tmp_path: Path) -> None:
    (tmp_path / "house.toml").mkdir()
    assert find_house(tmp_path) == House()


@pytest.mark.parametrize(
    ("words", "line", "said", "cure"),
    [
        ('title = "x"\n\nprovidr = "example.org"\n', 3, "providr", 'did you mean "provider"?'),
        ('# c\n"qqqq" = 1\n', 2, "qqqq", ""),
        ("[writer.text]\nbidi = 1\n", 1, "writer", 'did you mean "writers"?'),
        ('\ntime_zone = "Asia/Kuwiat"\n', 2, "Asia/Kuwiat", 'did you mean "Asia/Kuwait"?'),
        ("time_zone = 3\n", 1, "string", ""),
        ("\n\ntitle = 3\n", 3, "string", ""),
        ('digits = "roman"\n', 1, "latn", ""),
        ('language = "arabic!"\n', 1, "ar-KW", ""),
        ('provider = "https://example.org/"\n', 1, "domain", ""),
        ('furniture = "one"\n', 1, "table", ""),
        ("title = 'x'\ntidy_off = [1]\n", 2, "list", ""),
        ("writers = 3\n", 1, "table", ""),
        ("[writers]\ntext = 3\n", 1, "table", ""),
        ("[furniture]\nline = 3\n", 2, "list", ""),
        ("[dates]\npublishd = ['x']\n", 2, "publishd", 'did you mean "published"?'),
        ("[dates]\norder = 'ymd'\n", 2, "mdy", ""),
        ("[dates.months]\nx = 13\n", 2, "1 to 12", ""),
        ("[rules]\noff = 'poll'\n", 2, "list", ""),
        ("[rules]\nof = ['poll']\n", 2, "unknown", 'did you mean "off"?'),
        ("rules = 3\n", 1, "table", ""),
        ("[faces]\ntext = 3\n", 2, "string", ""),
        ("[faces]\ntxt = 'x'\n", 2, "txt", 'did you mean "text"?'),
        ("[faces.arr]\ntext = 'x'\n", 1, "arr", 'did you mean "ar"?'),
        ("title = 'x'\n[faces.ar]\nhed = 'x'\n", 3, "[faces.ar]", 'did you mean "head"?'),
        ("faces = 'x'\n", 1, "table", ""),
        ("title = \n", 1, "TOML", ""),
        ("title = 'a'\ntitle = 'b'\n", 2, "TOML", ""),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    words: str, line: int, said: str, cure: str, tmp_path: Path
) -> None:
    path = write_house(tmp_path, words)
    with pytest.raises(SettingsError, match=re.escape(said)) as caught:
        load_house(path)
    assert caught.value.where == f"{path}:{line}"
    assert caught.value.exit_code == ExitCode.BAD_SETTINGS
    assert caught.value.cure == cure


def test_a_key_in_another_line_is_not_taken_for_the_wrong_one(tmp_path: Path) -> None:
    """The word stands in a value and in a comment before it stands as a key."""
    path = write_house(
        tmp_path, 'title = "digits"\n# digits = "latn"\nfurniture = ["digits = 1"]\ndigits = "x"\n'
    )
    with pytest.raises(SettingsError) as caught:
        load_house(path)
    assert caught.value.where == f"{path}:4"


def test_a_file_that_is_not_utf8_says_so(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_bytes('title = "صحيفة"'.encode("windows-1256"))
    with pytest.raises(SettingsError, match="UTF-8"):
        load_house(tmp_path / "house.toml")


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot read"):
        load_house(tmp_path / "house.toml")


def test_a_byte_order_mark_that_an_editor_put_there_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_bytes(b'\xef\xbb\xbftitle = "x"\n')
    assert load_house(tmp_path / "house.toml").title == "x"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ('title = "x"\n[writers.text]\nlinx = "inline"\n', 3),
        ('title = "x"\n[writers.txet]\nlinks = "inline"\n', 2),
        ('[writers.text]\nlinks = "sideways"\n', 2),
        ('[writers.pdf]\ncss = "own.css"\n', 2),
    ],
    ids=["no such option", "no such writer", "no such value", "a string for a list"],
)
def test_a_mistake_in_a_writers_options_is_a_mistake_of_the_file(
    words: str, line: int, tmp_path: Path
) -> None:
    write_house(tmp_path, words)
    (tmp_path / "story.txt").write_text("عنوان\n\nنص الخبر كله في سطر واحد.\n", encoding="utf-8")

    def both() -> None:
        house = find_house(tmp_path)
        edition = convert.read(tmp_path / "story.txt", house=house)
        for kind in ("text", "pdf"):
            convert.render(edition, kind, house=house)

    with pytest.raises(SettingsError) as caught:
        both()
    assert caught.value.where.endswith(f"house.toml:{line}")


def test_a_tidy_step_can_be_switched_off() -> None:
    words = "عنوان\n\nكلمة   كلمة آ في نص الخبر.\n".encode()
    tidied = convert.render(convert.read(words, house=House()), "text", bidi="none").decode()
    assert "كلمة كلمة \u0622" in tidied
    kept = convert.read(words, house=House(tidy_off=("spaces", "nfc")))
    assert "كلمة   كلمة آ" in convert.render(kept, "text", bidi="none").decode()


def test_furniture_and_digits_of_the_house_are_used() -> None:
    words = "عنوان\n\nاشترك الآن\nنص الخبر كله في سطر واحد.\nنشر في 28-11-2020 | 04:27\n".encode()
    notes = convert.Notes()
    house = House(furniture={"line": ("اشترك الآن",)}, language="ar-KW")
    edition = convert.read(words, house=house, notes=notes)
    assert edition.articles[0].left_out == ("اشترك الآن",)
    assert edition.articles[0].lang == "ar-KW"
    assert "٢٨" in convert.render(edition, "html", house=House(digits="arab")).decode()
    assert "28 نوفمبر" in convert.render(edition, "html", house=House(digits="latn")).decode()


def test_styles_and_fonts_are_found() -> None:
    assert (styles_folder() / "tokens.css").is_file()
    assert (fonts_folder() / "fonts.toml").is_file()
