"""Plain text in the encodings of before Unicode: each loss a note, no question marks, the right way round."""

import re
from typing import Any

import pytest
from wcwidth import width

import convert
from convert.errors import UsageError, WriteError
from convert.formats import Source
from convert.house import House
from convert.model import Edition, Paragraph, label
from convert.notes import Notes
from convert.readers.encodings import text_of
from convert.script.bidi import first_strong
from convert.script.codepages import CODEPAGES
from tests.conftest import Matbaa
from tests.helpers import KUWAIT
from tests.script.test_standing import alone
from tests.writers import stories
from tests.writers.stories import STORIES

ARABIC = ("ar", "fa", "ur", "ckb", "ps", "sd", "ug")
HEBREW = ("he", "yi")


def rendered(edition: Edition, name: str, notes: Notes | None = None, **options: Any) -> bytes:
    """Return *edition* as text in an encoding."""
    notes = Notes() if notes is None else notes
    return convert.render(edition, "text", house=House(), notes=notes, to_encoding=name, **options)


def bare(words: str) -> str:
    """Return *words* without the controls of direction."""
    return re.sub("[\u061c\u200e\u200f\u2066-\u2069]", "", words)


@pytest.mark.parametrize("name", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("lang", STORIES)
def test_unicode_holds_all_of_it(lang: str, name: str) -> None:
    notes = Notes()
    plain = convert.render(stories.edition(lang), "text", house=House()).decode()
    assert rendered(stories.edition(lang), name, notes).decode(name) == plain
    assert notes.codes() == []


@pytest.mark.parametrize("lang", ARABIC)
@pytest.mark.parametrize("name", ["windows-1256", "iso-8859-6", "macarabic"])
def test_every_language_of_the_script_can_be_written_without_a_question_mark(lang: str, name: str) -> None:
    notes = Notes()
    text = rendered(stories.edition(lang), name, notes).decode(CODEPAGES[name].codec)
    assert "?" not in text
    assert "[U+" not in text
    assert set(notes.codes()) <= {"text/mapped", "text/marks-lacking"}


@pytest.mark.parametrize("lang", HEBREW)
@pytest.mark.parametrize("name", ["windows-1255", "iso-8859-8-i", "iso-8859-8"])
def test_hebrew_and_yiddish_too(lang: str, name: str) -> None:
    text = rendered(stories.edition(lang), name).decode(CODEPAGES[name].codec)
    assert "?" not in text
    assert "[U+" not in text


def test_the_seed_is_wholly_in_windows_1256() -> None:
    notes = Notes()
    edition = convert.read(KUWAIT, notes=Notes())
    text = rendered(edition, "windows-1256", notes, errors="fail").decode("cp1256")
    assert notes.codes() == []
    assert "28 نوفمبر 2020" in text


def test_each_character_that_is_mapped_is_a_note() -> None:
    notes = Notes()
    edition = stories.edition("fa", body=(Paragraph(text=label("پیام ۱۲٪ می‌شود")),))
    text = rendered(edition, "windows-1256", notes, head="none").decode("cp1256")
    assert bare(text) == "پيام 12% مي‌شود\n"
    assert [note.text for note in notes if note.code == "text/mapped"] == [
        "٪ U+066A is not in windows-1256: '%' stands for it, once",
        "ی U+06CC is not in windows-1256: 'ي' stands for it, 2 times",
        "۱ U+06F1 is not in windows-1256: '1' stands for it, once",
        "۲ U+06F2 is not in windows-1256: '2' stands for it, once",
    ]


@pytest.mark.parametrize("lang", [*ARABIC, *HEBREW])
@pytest.mark.parametrize("columns", [0, 40])
def test_marks_stand_where_an_encoding_has_no_isolates(lang: str, columns: int) -> None:
    name = "windows-1256" if lang in ARABIC else "windows-1255"
    text = rendered(stories.edition(lang), name, width=columns).decode(CODEPAGES[name].codec)
    utf8 = rendered(stories.edition(lang), "utf-8", width=columns, bidi="marks").decode()
    for line, same in zip(text.split("\n"), utf8.split("\n"), strict=False):
        assert not line or first_strong(line) == "rtl"
        assert bool(line) == bool(same)
    technical = (STORIES[lang].phone, stories.TONGUE) if not columns else (stories.TONGUE,)
    shown = [alone(line, "rtl") for line in text.split("\n")]
    assert all(any(words in line for line in shown) for words in technical)


@pytest.mark.parametrize("name", ["iso-8859-6", "macarabic"])
def test_an_encoding_without_marks_is_warned_of(name: str) -> None:
    notes = Notes()
    text = rendered(stories.edition("ar"), name, notes).decode(CODEPAGES[name].codec)
    assert bare(text) == text
    assert notes.worst == "warning"
    assert "text/marks-lacking" in notes.codes()


@pytest.mark.parametrize("name", ["iso-8859-6", "windows-1256"])
@pytest.mark.parametrize("lang", ARABIC)
def test_no_substitute_makes_a_line_too_wide(lang: str, name: str) -> None:
    edition = stories.edition(lang, body=(Paragraph(text=label("… € ½ ﷺ «نعم» " * 12)),))
    text = rendered(edition, name, width=40).decode(CODEPAGES[name].codec)
    assert max(width(line, control_codes="ignore") for line in text.split("\n")) <= 40


@pytest.mark.parametrize("lang", HEBREW)
@pytest.mark.parametrize("columns", [0, 40])
def test_visual_hebrew_is_turned_back_by_the_reader(lang: str, columns: int) -> None:
    seen = rendered(stories.edition(lang), "iso-8859-8", width=columns, tables="labels")
    read = rendered(stories.edition(lang), "iso-8859-8-i", width=columns, tables="labels")
    back = text_of(seen, Notes(), "iso-8859-8").split("\n")
    meant = bare(text_of(read, Notes(), "iso-8859-8-i")).split("\n")
    assert len(back) == len(meant)
    assert [sorted(line) for line in back] == [sorted(line) for line in meant]
    same = [one for one, other in zip(back, meant, strict=True) if one == other]
    assert len(same) > 0.8 * len(meant), "two readings of a line may look alike"


@pytest.mark.parametrize(
    ("lang", "name"), [("ar", "windows-1256"), ("ur", "windows-1256"), ("he", "windows-1255")]
)
def test_what_was_written_is_read_again(lang: str, name: str) -> None:
    data = rendered(stories.edition(lang), name)
    source = Source(data, "a.txt", lang=lang, encoding=name)
    back = convert.read(source, house=House(), notes=Notes()).articles[0]
    assert back.headline == label(bare(data.decode(CODEPAGES[name].codec)).split("\n")[0])


def test_letters_of_another_script_alone_are_refused() -> None:
    with pytest.raises(WriteError, match="windows-1256 has no letters for this text") as caught:
        rendered(stories.edition("he"), "windows-1256")
    assert (caught.value.code, caught.value.exit_code) == ("text/not-encodable", 6)
    with pytest.raises(WriteError):
        rendered(stories.edition("dv"), "windows-1256")


def test_a_word_of_another_script_is_spelled_by_number_and_told() -> None:
    notes = Notes()
    text = rendered(
        stories.edition("ar", body=(Paragraph(text=label("قال שלום " + "كلمة " * 60)),)),
        "windows-1256",
        notes,
    )
    assert "[U+05E9]" in text.decode("cp1256")
    assert any("U+05E9" in note.text for note in notes)


def test_errors_fail_names_the_character() -> None:
    edition = stories.edition("fa")
    with pytest.raises(
        WriteError, match=r"U\+0654 ARABIC HAMZA ABOVE and \d+ other characters are"
    ) as caught:
        rendered(edition, "windows-1256", errors="fail")
    assert caught.value.code == "text/not-encodable"


def test_an_encoding_that_is_unknown_is_refused() -> None:
    with pytest.raises(UsageError, match="no encoding is called 'windows-1265'") as caught:
        rendered(stories.edition("ar"), "windows-1265")
    assert caught.value.cure == 'did you mean "windows-1256"?'


def test_the_command_answers_with_an_exit_code_and_writes_nothing(tmp_path: Any, matbaa: Matbaa) -> None:
    (tmp_path / "a.txt").write_text("پیام\n\nاین متن فارسی است و می‌ماند.\n", encoding="utf-8")
    ran = matbaa("a.txt", "-t", "text", "--to-encoding", "windows-1256", "--errors", "fail")
    assert ran.code == 6
    assert "text/not-encodable" in ran.codes
    assert not (tmp_path / "out" / "a.txt").exists()
    assert matbaa("a.txt", "-t", "text", "--to-encoding", "windows-1256").code == 0
    assert "پيام".encode("cp1256") in (tmp_path / "out" / "a.txt").read_bytes()


def test_the_encoding_of_the_source_is_another_option(tmp_path: Any, matbaa: Matbaa) -> None:
    (tmp_path / "a.txt").write_bytes("خبر من الكويت\n\nهذا نص الخبر كله في سطر واحد.\n".encode("iso8859_6"))
    ran = matbaa(
        "a.txt", "-t", "text", "-o", "-", "--encoding", "iso-8859-6", "--to-encoding", "windows-1256"
    )
    assert ran.stdout.decode("cp1256").startswith("خبر من الكويت")
