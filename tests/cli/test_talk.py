"""What a run says: results on stdout, talk on stderr, one object a line with --json."""

from pathlib import Path

from tests.conftest import Matbaa
from tests.helpers import FSI, PDI, files_in, quiet_terminal


def test_talk_goes_to_standard_error_and_names_what_was_read_left_out_and_written(
    story: Path, matbaa: Matbaa
) -> None:
    ran = matbaa(story, "-t", "text")
    assert ran.stdout == b""
    lines = ran.err.splitlines()
    assert lines[0].split()[0] == "read"
    assert "story.txt" in lines[0]
    assert any(line.strip().startswith("note text/furniture story.txt line 4:") for line in lines)
    assert "--keep-leftovers" in ran.err
    assert lines[-1].split()[:2] == ["wrote", "out/story.txt"]
    quiet_terminal(ran)


def test_quiet_says_only_what_is_wrong(story: Path, matbaa: Matbaa) -> None:
    assert matbaa(story, "-t", "text", "-q").stderr == b""
    story.write_text("عنوان وحده\n", encoding="utf-8")
    ran = matbaa(story, "-t", "text", "-q", "--force")
    assert (ran.code, ran.codes) == (0, {"text/body-missing"})


def test_verbose_says_more(story: Path, matbaa: Matbaa) -> None:
    assert len(matbaa(story, "-t", "text", "-v").err) > len(matbaa(story, "-t", "text").err)


def test_json_is_one_object_a_line(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(story, "-t", "newsml,text", "--json")
    assert (ran.code, ran.stderr) == (0, b"")
    assert [event["event"] for event in ran.events][:2] == ["start", "progress"]
    start, summary = ran.events[0], ran.events[-1]
    assert (start["inputs"], start["formats"]) == (1, ["newsml", "text"])
    assert (summary["event"], summary["files"], summary["failed"]) == ("summary", 2, 0)
    findings = [event for event in ran.events if event["event"] == "finding"]
    assert {"code", "severity", "where", "text", "cure"} <= set(findings[0])
    assert "text/furniture" in {finding["code"] for finding in findings}
    done = [event["path"] for event in ran.events if event["event"] == "done"]
    assert done == ["out/story.xml", "out/story.txt"]
    assert ran.stdout.isascii()


def test_json_tells_of_errors_too(stories: Path, matbaa: Matbaa) -> None:
    ran = matbaa(stories, "-t", "text", "--json", "--keep-going")
    assert ran.code == 7
    errors = [event for event in ran.events if event.get("severity") == "error"]
    assert [(error["code"], error["where"]) for error in errors] == [("source/empty", "b.txt")]
    assert ran.events[-1]["failed"] == 1
    alone = matbaa(stories / "b.txt", "-t", "text", "--json")
    assert alone.code == 4
    assert alone.events[-1]["code"] == "source/empty"


def test_json_and_a_result_do_not_share_standard_output(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(story, "-t", "text", "-o", "-", "--json")
    assert ran.code == 2 or not ran.out.startswith("{")


def test_colour_is_painted_only_where_it_is_wanted(story: Path, matbaa: Matbaa) -> None:
    assert b"\x1b[" not in matbaa(story, "-t", "text").stderr
    assert b"\x1b[" in matbaa(story, "-t", "text", "--color", "always").stderr
    assert b"\x1b[" not in matbaa(story, "-t", "text", "--color", "never").stderr


def test_arabic_in_the_terminal_is_isolated(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa("show", story)
    head = next(line for line in ran.out.splitlines() if line.split()[0] == "headline")
    assert head.endswith(f"{FSI}ميناء جديد على الساحل{PDI}")
    quiet_terminal(ran)


def test_a_terminal_that_knows_only_ascii_gets_escapes(story: Path, matbaa: Matbaa) -> None:
    named = story.rename(story.parent / "ميناء.txt")
    ran = matbaa(named, "-t", "text", env={"PYTHONIOENCODING": "ascii"})
    assert ran.code == 0
    assert ran.stderr.isascii()
    assert files_in(story.parent / "out") == {"ميناء.txt"}


def test_a_file_name_cannot_turn_the_terminal(story: Path, matbaa: Matbaa) -> None:
    story.rename(story.parent / "a\x1b[31m\u202eb.txt")
    for words in (["-t", "text"], ["-t", "text", "--json"], ["-t", "pfd"]):
        ran = matbaa("a\x1b[31m\u202eb.txt", *words)
        quiet_terminal(ran)
    assert files_in(story.parent / "out") == {"a-[31mb.txt"}


def test_a_batch_ends_with_a_count(stories: Path, matbaa: Matbaa) -> None:
    (stories / "b.txt").unlink()
    ran = matbaa(stories, "-t", "text,newsml")
    assert "2 articles -> 4 files in out/" in ran.err.splitlines()[-1]
