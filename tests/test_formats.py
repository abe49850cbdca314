"""Readers, writers and checks by name: ours, those of plug-ins, and what happens when one is bad."""

import sys
from pathlib import Path

import pytest

import convert
from convert.errors import ConvertError, MissingToolError, UsageError
from convert.formats import ALIASES, BUILT_IN, by_suffix, clashes, find, formats
from tests.conftest import Matbaa
from tests.helpers import files_in, plug_in, writer_source

STORY = "عنوان\n\nنص الخبر كله في سطر واحد.\n"
TELEGRAM = writer_source("tg.txt", "return b'telegram'")
READER = """
from convert.formats import reader
import convert.readers.text
@reader("wire", suffixes=(".wire", ".ansa"))
def read(source, house, notes):
    return convert.readers.text.read_text(source, house, notes)
"""


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder on the path, where distributions can be put; what is imported from it is forgotten again."""
    folder = tmp_path / "site"
    folder.mkdir()
    before = set(sys.modules)
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", "") and Path(sys.modules[name].__file__).parent == folder:
            del sys.modules[name]


@pytest.mark.parametrize("kind", ["reader", "writer", "check"])
def test_every_door_of_ours_opens_and_its_label_says_what_the_table_says(kind: str) -> None:
    for name, (suffixes, _) in BUILT_IN[kind].items():
        label = find(kind, name).open().__matbaa__
        assert (label.kind, label.name) == (kind, name)
        assert label.suffixes == suffixes


def test_another_word_for_a_format_leads_to_it() -> None:
    for alias, name in ALIASES.items():
        assert find("writer", alias) is not None
        assert find("writer", alias).name == name


def test_an_unknown_name_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="epub, html, iptc7901, newsml, pdf, text") as caught:
        find("writer", "pfd")
    assert caught.value.cure == 'did you mean "pdf"?'
    with pytest.raises(UsageError) as caught:
        find("reader", "qqqqqq")
    assert caught.value.cure == ""


def test_a_suffix_names_its_format_in_any_case() -> None:
    for name, kind in (("A.PDF", "pdf"), ("a.b.epub", "epub"), ("x.HTML", "html"), ("a.xml", "newsml")):
        found = by_suffix("writer", name)
        assert found is not None
        assert found.name == kind
    for name in ("pdf", "a.pdf.bak", "", "a."):
        assert by_suffix("writer", name) is None


def test_a_plug_in_is_found_and_opened_only_when_asked_for(site: Path) -> None:
    plug_in(site, "convert-telegram", "telegram = tele:write", TELEGRAM)
    found = formats("writer")["telegram"]
    assert (found.plugin, found.target) == ("convert-telegram", "tele:write")
    edition = convert.read(STORY.encode())
    assert convert.render(edition, "text")
    assert "tele" not in sys.modules
    assert convert.render(edition, "telegram") == b"telegram"
    assert "tele" in sys.modules


def test_the_suffixes_of_a_plug_in_stand_in_its_label_and_the_longest_wins(
    site: Path, tmp_path: Path
) -> None:
    plug_in(site, "convert-telegram", "telegram = tele:write", TELEGRAM)
    plug_in(site, "convert-wire", "wire = wires:read", READER, group="convert.readers")
    for name, kind in (("a.tg.txt", "telegram"), ("a.txt", "text")):
        found = by_suffix("writer", name)
        assert found is not None
        assert found.name == kind
    (tmp_path / "story.ansa").write_text(STORY, encoding="utf-8")
    assert len(convert.read(tmp_path / "story.ansa").articles[0].body) == 1


def test_a_writers_file_carries_its_own_suffix_on_the_command_line(tmp_path: Path, matbaa: Matbaa) -> None:
    place = plug_in(tmp_path / "site", "convert-telegram", "telegram = tele:write", TELEGRAM)
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    ran = matbaa("story.txt", "-t", "telegram", "-d", "out", env={"PYTHONPATH": str(place)})
    assert ran.code == 0, ran.err
    assert files_in(tmp_path / "out") == {"story.tg.txt"}


def test_a_clash_refuses_the_one_name_and_says_who_wants_it(site: Path) -> None:
    plug_in(site, "one", "twice = first:write", writer_source("twice", "return b'1'"))
    plug_in(site, "two", "twice = second:write", writer_source("twice", "return b'2'"))
    plug_in(site, "three", "alone = third:write", writer_source("alone", "return b'3'"))
    assert "twice" not in formats("writer")
    with pytest.raises(UsageError, match=r"(one and two|two and one).*uninstall"):
        find("writer", "twice")
    edition = convert.read(STORY.encode())
    assert convert.render(edition, "alone") == b"3"
    assert convert.render(edition, "text")
    [told] = clashes("writer")
    assert "'twice'" in told
    assert list(clashes("reader")) == []


def test_a_plug_in_that_wants_a_name_of_ours_does_not_get_it(site: Path) -> None:
    plug_in(site, "greedy", "pdf = greedy_pdf:write", writer_source("pdf", "return b'no'"))
    assert find("writer", "pdf").target == "convert.writers.pdf:write_pdf"
    [told] = clashes("writer")
    assert "matbaa itself and greedy" in told


BROKEN = ["raise ImportError('gone')", "raise RuntimeError('broken')", "def (", "write = 3"]


@pytest.mark.parametrize("source", BROKEN)
@pytest.mark.parametrize("group", ["convert.writers", "convert.readers", "convert.checks"])
def test_a_broken_plug_in_does_not_stop_the_others(
    source: str, group: str, site: Path, tmp_path: Path
) -> None:
    plug_in(site, "broken", "broken = broken_one:write", source, group=group)
    (tmp_path / "story.txt").write_text(STORY, encoding="utf-8")
    edition = convert.read(tmp_path / "story.txt")
    convert.write(edition, tmp_path / "made.txt")
    convert.write(edition, tmp_path / "made.xml")
    convert.check(tmp_path / "made.xml")
    assert (tmp_path / "made.txt").is_file()


@pytest.mark.parametrize("source", BROKEN)
def test_a_broken_plug_in_that_is_asked_for_is_named(source: str, site: Path) -> None:
    plug_in(site, "broken", "broken = broken_one:write", source)
    with pytest.raises(ConvertError, match="broken"):
        convert.render(convert.read(STORY.encode()), "broken")


def test_a_plug_in_without_its_function_is_named(site: Path) -> None:
    plug_in(site, "hollow", "hollow = hollow_one:write", "")
    with pytest.raises(MissingToolError, match="hollow"):
        find("writer", "hollow").open()


@pytest.mark.parametrize("source", BROKEN)
def test_help_and_lists_survive_a_broken_plug_in(source: str, tmp_path: Path, matbaa: Matbaa) -> None:
    place = plug_in(tmp_path / "site", "broken", "broken = broken_one:write", source)
    for words in (["convert", "--help"], ["list", "formats"]):
        ran = matbaa(*words, env={"PYTHONPATH": str(place)})
        assert ran.code == 0, ran.err
        assert "Traceback" not in ran.err
        assert "epub" in ran.out
