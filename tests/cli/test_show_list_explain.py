"""The commands that make nothing: show, list, check, doctor, explain."""

import json
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from convert.cli import app
from convert.codes import CODES
from convert.errors import ExitCode
from tests.conftest import Matbaa
from tests.helpers import KUWAIT, files_in, headline_in, isolates_off, plug_in, quiet_terminal, writer_source


def test_show_draws_a_tree(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa("show", story)
    assert ran.code == 0
    lines = isolates_off(ran.out).splitlines()
    assert lines[0].startswith("article urn:uuid:")
    assert lines[0].endswith(" ar rtl")
    assert lines[1].split(maxsplit=1) == ["headline", "ميناء جديد على الساحل"]
    assert "  published 2020-11-28T04:27:00+00:00" in lines
    assert "  body      2 blocks" in lines
    assert [line.split()[:2] for line in lines[-2:]] == [["p1", "Paragraph"], ["p2", "Paragraph"]]
    assert files_in(story.parent) == {"story.txt"}
    quiet_terminal(ran)


def test_show_spells_the_xml_the_text_and_everything_as_json(story: Path, matbaa: Matbaa) -> None:
    assert matbaa("show", story, "--xml").stdout == matbaa(story, "-t", "newsml", "-o", "-").stdout
    assert matbaa("show", story, "--text").stdout == matbaa(story, "-t", "text", "-o", "-").stdout
    [article] = json.loads(matbaa("show", story, "--json").out)
    assert article["headline"][0]["text"] == "ميناء جديد على الساحل"
    assert article["published"] == "2020-11-28T04:27:00+00:00"
    assert article["left_out"] == ["No Image Caption"]


def test_show_tells_what_was_dropped(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa("show", story, "--dropped")
    assert ran.code == 0
    assert "text/furniture story.txt line 4 left out" in isolates_off(ran.out)


def test_show_why_names_the_rule_and_the_reason_of_every_line(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa("show", story, "--why")
    assert ran.code == 0
    told = isolates_off(ran.out).rstrip("\n").split("\n")
    lines = [line for line in story.read_text(encoding="utf-8").split("\n") if line.strip()]
    assert len(told) == 2 * len(lines)
    shown = [words.strip().removesuffix("…") for words in told[1::2]]
    assert all(line.startswith(words) for words, line in zip(shown, lines, strict=True))
    assert told[0].split()[:3] == ["line", "1", "headline"]
    assert any(" furniture (left out) " in line for line in told)
    quiet_terminal(ran)


def test_why_is_asked_of_captured_text_alone(story: Path, matbaa: Matbaa) -> None:
    xml = matbaa("show", story, "--xml").stdout
    ran = matbaa("show", "-", "-f", "newsml", "--why", stdin=xml)
    assert ran.code == 2
    assert "only captured text is read by rules" in ran.err


def test_show_reads_standard_input_and_takes_a_language(story: Path, matbaa: Matbaa) -> None:
    piped = matbaa("show", "-", "-l", "fa", stdin=story.read_bytes())
    assert piped.out.splitlines()[0].endswith(" fa rtl")
    xml = matbaa("show", story, "--xml").stdout
    assert matbaa("show", "-", "-f", "newsml", "--xml", stdin=xml).stdout == xml
    assert headline_in(etree.fromstring(xml)) == "ميناء جديد على الساحل"


@pytest.mark.parametrize(
    ("what", "key", "some"),
    [
        ("rules", "rule", {"headline", "related", "subhead"}),
        ("formats", "name", {"text", "newsml", "pdf", "epub", "html"}),
        ("styles", "name", {"article"}),
        ("fonts", "family", {"Amiri", "Noto Naskh Arabic"}),
        ("checks", "name", {"newsml"}),
        ("languages", "tag", {"ar", "fa", "ur", "he"}),
        ("plugins", "name", set()),
        ("profiles", "profile", {"archive", "email", "wire69", "teleprompter"}),
        ("encodings", "encoding", {"utf-8", "windows-1256", "iso-8859-8", "macarabic"}),
    ],
)
def test_a_list_is_a_table_or_one_object_a_line(what: str, key: str, some: set[str], matbaa: Matbaa) -> None:
    table, objects = matbaa("list", what), matbaa("list", what, "--json")
    assert (table.code, objects.code) == (0, 0)
    rows = objects.events
    assert some <= {row[key] for row in rows}
    lines = table.out.splitlines()
    assert len(lines) == (len(rows) + 1 if rows else 0)
    assert all(name in table.out for name in some)


def test_a_publishers_profile_is_listed_with_what_it_sets(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "house.toml").write_text('[profiles.radio]\nfrom = "wire64"\nwidth = 40\n', encoding="utf-8")
    row = next(row for row in matbaa("list", "profiles", "--json").events if row["profile"] == "radio")
    assert row == {"profile": "radio", "from": str(tmp_path), "what it sets": "from=wire64 width=40"}


def test_a_plug_in_is_listed_and_a_clash_is_told(tmp_path: Path, matbaa: Matbaa) -> None:
    source = writer_source("telegram", "return b''")
    place = plug_in(tmp_path / "site", "good-one", "telegram = good_one:write", source)
    for dist in ("bad-one", "bad-two"):
        plug_in(place, dist, f"twice = {dist.replace('-', '_')}:write", writer_source("twice", "return b''"))
    ran = matbaa("list", "plugins", "--json", env={"PYTHONPATH": str(place)})
    assert ran.events == [{"kind": "writer", "name": "telegram", "from": "good-one"}]
    assert "plugin/clash" in ran.codes
    assert "bad-one" in ran.err
    assert "bad-two" in ran.err


def test_the_doctor_finds_nothing_missing_here(matbaa: Matbaa) -> None:
    ran = matbaa("doctor")
    assert ran.code == 0, ran.out
    assert "missing" not in ran.out
    assert "weasyprint" in ran.out
    assert "fonts of" in ran.out


def test_check_passes_our_own_xml_and_says_so(story: Path, matbaa: Matbaa) -> None:
    xml = matbaa(story, "-t", "newsml", "-o", "-").stdout
    (story.parent / "good.xml").write_bytes(xml)
    ran = matbaa("check", "good.xml")
    assert (ran.code, ran.out) == (0, "good.xml: right\n")
    assert matbaa("check", "-", stdin=xml).code == 0
    assert matbaa("check", "good.xml", "-q").stdout == b""


def test_check_names_the_line_the_code_and_the_cure(story: Path, matbaa: Matbaa) -> None:
    xml = matbaa(story, "-t", "newsml", "-o", "-").stdout.replace(b"ninat:text", b"ninat:")
    (story.parent / "bad.xml").write_bytes(xml)
    ran = matbaa("check", "bad.xml", "--json")
    assert ran.code == 1
    finding = next(event for event in ran.events if event["severity"] == "error")
    assert finding["where"].startswith("bad.xml:")
    assert finding["code"] in CODES
    assert finding["cure"]
    quiet = matbaa("check", "bad.xml", "-q")
    assert (quiet.code, quiet.stdout) == (1, b"")


def test_check_refuses_what_nothing_here_checks(story: Path, matbaa: Matbaa) -> None:
    (story.parent / "story.odt").write_bytes(b"")
    ran = matbaa("check", "story.odt")
    assert ran.code == 2
    assert "story.odt" in ran.err


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained_with_its_cure(code: str) -> None:
    said = CliRunner().invoke(app, ["explain", code])
    assert said.exit_code == ExitCode.DONE
    name, meaning, cure = said.output.splitlines()
    assert name == code
    assert len(meaning.split()) >= 3
    assert cure.strip().startswith("cure: ")
    assert len(cure) > len("  cure: ")


def test_an_unknown_code_gets_a_suggestion(matbaa: Matbaa) -> None:
    ran = matbaa("explain", "text/furnitur")
    assert ran.code == 2
    assert 'did you mean "text/furniture"?' in ran.err


def test_a_short_form_is_the_convert_command(matbaa: Matbaa) -> None:
    short = matbaa(KUWAIT, "-t", "text", "-o", "-")
    long = matbaa("convert", KUWAIT, "-t", "text", "-o", "-")
    assert short == long
    assert short.code == 0
