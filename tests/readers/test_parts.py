"""A day's dump is cut into its articles, whatever parts them and however the bytes come."""

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import convert
from convert.errors import LimitError, SourceError, UsageError
from convert.notes import Notes
from convert.readers import parts as module
from convert.readers.parts import parts

ARTICLES = ["عنوان أول\n\nنص المقال الأول.\n", "عنوان ثان\nنص المقال الثاني.\n", "عنوان ثالث\nنص.\n"]


def cut(data: bytes, separator: str = "") -> list[str]:
    """Return the parts of *data* as text, without the white round them."""
    found = parts(io.BytesIO(data), Notes(), separator=separator, longest=1 << 20)
    return [part.decode().strip() for part in found]


@pytest.mark.parametrize(
    "line", ["=====", "----------", "*****", "#####", "_____", "~~~~~~", "\x0c", "NNNN", "─────"]
)
def test_articles_are_parted_by_a_line_of_one_sign(line: str) -> None:
    assert cut(f"{line}\n".join(ARTICLES).encode()) == [article.strip() for article in ARTICLES]


def test_the_surest_line_parts_and_weaker_ones_stay_in_the_article() -> None:
    dump = "عنوان\n-----\nنص.\n=====\nعنوان\n-----\nنص.\n"
    assert cut(dump.encode()) == ["عنوان\n-----\nنص.", "عنوان\n-----\nنص."]


def test_a_line_that_is_named_parts_and_no_other() -> None:
    dump = "أ\n=====\nب\n<article>\nج\n"
    assert cut(dump.encode(), "<article>") == ["أ\n=====\nب", "ج"]


def test_the_fences_of_front_matter_part_nothing() -> None:
    dump = "---\nkicker: محليات\n---\nعنوان\nنص.\n"
    assert cut(dump.encode()) == [dump.strip()]


def test_a_file_without_such_a_line_is_one_article() -> None:
    assert cut(ARTICLES[0].encode()) == [ARTICLES[0].strip()]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_encoding_with_a_mark_and_every_end_of_line_are_cut_alike(encoding: str, end: str) -> None:
    dump = "=====\n".join(ARTICLES).replace("\n", end)
    found = [part.lstrip("\ufeff").split() for part in cut(dump.encode(encoding))]
    assert found == [article.split() for article in ARTICLES]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(["نص", "سطر\r\nآخر\n", "=\n", "\r", "\n\n", "=====\n", "=====\r\n"]), max_size=30
    )
)
def test_no_byte_is_lost_but_the_lines_that_part(pieces: list[str]) -> None:
    data = "".join(pieces).encode()
    found = b"".join(parts(io.BytesIO(data), Notes(), longest=1 << 20))
    kept = [line for line in data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n") if line.strip()]
    out = [line for line in found.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n") if line.strip()]
    assert out == [line for line in kept if line != b"====="]


def test_a_line_that_lies_across_two_chunks_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 3)
    monkeypatch.setattr(module, "_SAMPLE", 40)
    dump = ("عنوان طويل\r\n=====\r\n" * 20).encode()
    assert cut(dump) == ["عنوان طويل"] * 20


def test_white_and_marks_round_the_signs_are_no_part_of_the_line() -> None:
    assert cut("أ\n\u200f===== \u00a0\nب\n".encode()) == ["أ", "ب"]


def test_a_line_that_is_named_is_found_in_an_old_encoding() -> None:
    found = parts(
        io.BytesIO("أ\nالنهاية\nب\n".encode("cp1256")), Notes(), separator="النهاية", longest=1 << 20
    )
    assert [part.decode("cp1256").strip() for part in found] == ["أ", "ب"]


@pytest.mark.parametrize("separator", ["  ", "\udcff"])
def test_a_separator_that_is_no_line_is_refused(separator: str) -> None:
    with pytest.raises(UsageError):
        cut(b"a\n", separator)


def test_which_line_parted_is_told_and_where_none_did_too(tmp_path: Path) -> None:
    for words, code in (("أ\nب.\n=====\nج\nد.\n", "text/split"), ("أ\nب.\n", "text/not-split")):
        path, notes = tmp_path / "day.txt", convert.Notes()
        path.write_text(words, encoding="utf-8")
        convert.read(path, split=True, notes=notes)
        assert code in notes.codes()


def test_a_line_of_a_megabyte_is_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_CHUNK", 1 << 10)
    line = b"a" * (1 << 19)
    assert list(parts(io.BytesIO(line + b"\n=====\nb\n"), Notes(), longest=1 << 22)) == [line + b"\n", b"b\n"]


def test_an_article_past_the_bound_is_refused() -> None:
    with pytest.raises(LimitError):
        list(parts(io.BytesIO(b"a\n" * 1000), Notes(), longest=100))
    with pytest.raises(LimitError):
        list(parts(io.BytesIO(b"a" * 1000), Notes(), longest=100))


def test_a_dump_becomes_an_edition_and_its_parts_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "day.txt"
    path.write_text("=====\n".join([*ARTICLES, "back to top\n"]), encoding="utf-8")
    notes = convert.Notes()
    edition = convert.read(path, split=True, title="الجريدة", notes=notes)
    assert [article.headline[0].text for article in edition.articles] == [
        "عنوان أول",
        "عنوان ثان",
        "عنوان ثالث",
    ]
    assert edition.articles[2].file_name == "day-3.newsml.xml"
    assert edition.issue
    assert [(note.code, note.where) for note in notes if note.severity != "note"] == [
        ("text/part-skipped", "day-4.txt")
    ]


def test_a_dump_that_holds_no_article_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "day.txt"
    path.write_text("back to top\n=====\nback to top\n", encoding="utf-8")
    with pytest.raises(SourceError, match="no article"):
        convert.read(path, split=True)


def test_articles_of_a_dump_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "day.txt"
    path.write_text("=====\n".join(ARTICLES), encoding="utf-8")
    reading = convert.read_each(path)
    first = next(reading)
    assert len(first.articles) == 1
    assert first.articles[0].headline[0].text == "عنوان أول"
    assert len(list(reading)) == 2
