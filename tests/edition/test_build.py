"""An edition is built in every format or in none; what may not be printed stops it."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import convert
from convert.edition.begun import begun, template_languages
from convert.files import whole_file, write_together
from tests.edition.conftest import HEAD, SECTION, STORY, Desk, png, seen, svg
from tests.helpers import files_in, parts, strays, whole

DAY = date(2026, 11, 27)
OUTPUT = '[output]\nformats = ["txt", "xml"]\nname = "sariya-{date}"\n'


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where the edition goes."""
    return tmp_path / "out"


def test_every_format_that_the_file_names_is_made(desk: Desk, out: Path) -> None:
    desk.say(HEAD + SECTION + OUTPUT)
    events: list[str] = []
    made = convert.build_edition(desk.file, out, on_event=lambda event: events.append(event.name))
    assert made == [out / "sariya-2026-11-27.txt", out / "xml" / "edition.xml"]
    assert events == [str(path) for path in made]
    assert files_in(out) == {
        "sariya-2026-11-27.txt", "xml/edition.xml",
        *(f"xml/items/article-00{number}.xml" for number in (1, 2, 3)),
    }  # fmt: skip
    for path in made:
        whole(path)
    assert convert.check(made[1]) == []


def test_the_usual_formats_are_named_like_the_folder(desk: Desk, out: Path) -> None:
    made = convert.build_edition(desk.file, out)
    assert made == [out / "today.pdf", out / "today.epub", out / "today.txt", out / "xml" / "edition.xml"]
    for path in made:
        whole(path)


def test_the_same_edition_is_the_same_bytes(desk: Desk, out: Path, tmp_path: Path) -> None:
    desk.say(HEAD + SECTION + OUTPUT)
    first = convert.build_edition(desk.file, out)
    second = convert.build_edition(desk.file, tmp_path / "again")
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]


def test_formats_and_options_that_are_asked_for_stand_over_the_file_s(desk: Desk, out: Path) -> None:
    desk.say(f"{HEAD}{SECTION}{OUTPUT}[writers.text]\nwidth = 30\n")
    (narrow,) = convert.build_edition(desk.file, out, formats=["text"])
    lines = max(map(len, narrow.read_text(encoding="utf-8").splitlines()))
    (wide,) = convert.build_edition(desk.file, out, formats=["text"], options={"text": {"width": 60}})
    assert lines < max(map(len, wide.read_text(encoding="utf-8").splitlines()))


def test_the_file_s_options_stand_over_the_house_s(desk: Desk, out: Path) -> None:
    desk.put("house.toml", "[writers.text]\nwidth = 30\n")
    desk.say(HEAD + SECTION + OUTPUT)
    (narrow,) = convert.build_edition(desk.file, out, formats=["text"])
    lines = max(map(len, narrow.read_text(encoding="utf-8").splitlines()))
    desk.say(f"{HEAD}{SECTION}{OUTPUT}[writers.text]\nwidth = 60\n")
    (wide,) = convert.build_edition(desk.file, out, formats=["text"])
    assert lines < max(map(len, wide.read_text(encoding="utf-8").splitlines()))


def test_the_style_goes_to_the_writers_that_have_one(desk: Desk, out: Path) -> None:
    desk.put("ours.css", "body { color: rgb(1, 2, 3) }")
    desk.say(HEAD.rstrip("\n") + '\nstyle = "ours.css"\n' + SECTION)
    text, page = convert.build_edition(desk.file, out, formats=["text", "html"])
    assert text.name == "today.txt"
    assert "rgb(1, 2, 3)" in page.read_text(encoding="utf-8")


def test_a_paper_that_names_no_style_is_set_as_a_paper(desk: Desk, out: Path) -> None:
    def paper(**options: str) -> bytes:
        (made,) = convert.build_edition(desk.file, out, formats=["pdf"], options={"pdf": options})
        return made.read_bytes()

    usual, article = paper(), paper(style="article")
    assert usual == paper(style="broadsheet") != article
    desk.put("house.toml", '[writers.pdf]\nstyle = "article"\n')
    assert paper() == article


HELD = [
    ("embargo: 2026-12-01T06:00+03:00", "story/embargoed"),
    ("status: withheld", "story/embargoed"),
    ("status: canceled", "story/canceled"),
]


@pytest.mark.parametrize(("fact", "code"), HELD)
def test_what_may_not_be_printed_stops_the_build_with_its_line(
    desk: Desk, out: Path, fact: str, code: str
) -> None:
    desk.put("local/02.txt", STORY.format(headline="سوق السمك").replace("---\n", f"---\n{fact}\n", 1))
    desk.say(f'{HEAD}{SECTION}  [[section.article]]\n  source = "local/02.txt"\n')
    with pytest.raises(convert.EditionError) as caught:
        convert.build_edition(desk.file, out)
    (found,) = map(seen, caught.value.faults)
    assert (caught.value.exit_code, found.code) == (1, code)
    assert (found.line, found.marked) == ((HEAD + SECTION).count("\n") + 2, '"local/02.txt"')
    assert "سوق السمك" in found.sentence
    assert not out.exists()


def test_an_embargo_may_be_ignored_and_a_cancellation_may_not(desk: Desk, out: Path) -> None:
    desk.put("local/02.txt", STORY.format(headline="سوق").replace("---\n", f"---\n{HELD[0][0]}\n", 1))
    made = convert.build_edition(desk.file, out, formats=["pdf", "epub"], ignore_embargo=True)
    assert all(path.is_file() for path in made)
    desk.put("local/02.txt", STORY.format(headline="سوق").replace("---\n", f"---\n{HELD[2][0]}\n", 1))
    with pytest.raises(convert.EditionError):
        convert.build_edition(desk.file, out, ignore_embargo=True)


def test_mistakes_of_the_file_and_of_content_are_told_together(desk: Desk, out: Path) -> None:
    desk.put("local/02.txt", STORY.format(headline="سوق").replace("---\n", f"---\n{HELD[2][0]}\n", 1))
    desk.say(HEAD.replace("title", "titel") + SECTION)
    with pytest.raises(convert.EditionError) as caught:
        convert.build_edition(desk.file, out)
    assert [fault.code for fault in caught.value.faults] == [
        "settings/wrong",
        "story/canceled",
    ]  # fmt: skip
    assert caught.value.exit_code == 5


def test_nothing_is_written_when_one_format_cannot_be_made(desk: Desk, out: Path) -> None:
    with pytest.raises(convert.UsageError):
        convert.build_edition(desk.file, out, formats=["text", "pdf"], options={"pdf": {"style": "none"}})
    assert not out.exists()


def test_nothing_is_written_when_one_file_cannot_be(desk: Desk, out: Path) -> None:
    desk.say(HEAD + SECTION + OUTPUT)
    (out / "xml" / "items" / "article-003.xml").mkdir(parents=True)
    with pytest.raises(convert.WriteError):
        convert.build_edition(desk.file, out)
    assert files_in(out) == set()
    assert strays(out) == []


def test_files_are_written_together_or_not_at_all(tmp_path: Path) -> None:
    def files() -> list[tuple[Path, bytes]]:
        return [(tmp_path / name, name.encode()) for name in ("a", "b/c", "d")]

    (tmp_path / "a").write_bytes(b"old")
    (tmp_path / "d").mkdir()
    with pytest.raises(convert.WriteError):
        write_together(files())
    assert (tmp_path / "a").read_bytes() == b"old"
    (tmp_path / "d").rmdir()
    write_together(files())
    assert files_in(tmp_path) == {"a", "b/c", "d"}
    assert strays(tmp_path) == []


def test_what_fails_while_files_are_handed_over_leaves_nothing(tmp_path: Path) -> None:
    def files() -> Iterator[tuple[Path, bytes]]:
        yield tmp_path / "a", b"a"
        raise convert.SourceError("gone")

    with pytest.raises(convert.SourceError):
        write_together(files())
    with pytest.raises(convert.SourceError), whole_file(tmp_path / "b"):
        raise convert.SourceError("gone")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["ar-KW", "en-GB", "fa", "he", "ur-PK"])
def test_a_begun_edition_is_right_at_once(lang: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "today")
    for name, data in begun(lang, DAY).items():
        desk.put(name, data)
    notes = convert.Notes()
    edition = desk.read(notes)
    assert edition.issue is not None
    assert (edition.issue.lang, edition.issue.day) == (lang, DAY)
    assert [article.lang for article in edition.articles] == [lang, lang]
    assert [section.items[0].lead for section in edition.issue.sections] == [True, False]
    assert notes.worst == "note"
    _, package = convert.build_edition(desk.file, tmp_path / "out", formats=["text", "newsml"])
    assert convert.check(package) == []


@pytest.mark.parametrize("lang", template_languages())
def test_everything_that_a_begun_edition_only_mentions_is_right_too(lang: str, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "today")
    for name, data in begun(lang, DAY).items():
        desk.put(name, data)
    for name in ("art/cover.jpg", "pictures/harbour.jpg", "adverts/bakery.png", "art/subscribe.png"):
        desk.put(name, png())
    desk.put("art/masthead.svg", svg())
    about, first, rest = desk.file.read_text(encoding="utf-8").partition("[edition]")
    desk.say(about + first + re.sub(r"^( *)# ", r"\1", rest, flags=re.MULTILINE))
    edition = desk.read()
    assert edition.issue is not None
    assert [advert.house for advert in edition.issue.adverts] == [False, True]
    assert len(edition.issue.ears) == 2


def test_the_book_has_the_cover_and_the_day_of_the_paper(desk: Desk, out: Path) -> None:
    desk.put("art/cover.png", png("maroon", (30, 40)))
    desk.say(HEAD.rstrip("\n") + '\ncover = "art/cover.png"\n' + SECTION)
    (book,) = convert.build_edition(desk.file, out, formats=["epub"])
    files = parts(book)
    assert files["EPUB/images/cover.png"] == png("maroon", (30, 40))
    package = files["EPUB/content.opf"].decode()
    assert "<dc:date>2026-11-27</dc:date>" in package
    assert "٢٧ نوفمبر ٢٠٢٦" in package
    assert b"../images/cover.png" in files["EPUB/text/cover.xhtml"]
