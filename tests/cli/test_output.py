"""Where results go: one file, a folder, standard output; never over what somebody else wrote."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest

from tests.cli.conftest import STORY
from tests.conftest import Matbaa
from tests.helpers import KUWAIT, environment, files_in, isolates_off, strays, whole


def test_an_article_alone_becomes_xml_pdf_epub_and_txt_in_out(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa("story.txt")
    assert ran.code == 0
    assert ran.stdout == b""
    assert files_in(story.parent / "out") == {"story.xml", "story.pdf", "story.epub", "story.txt"}
    for name in files_in(story.parent / "out"):
        whole(story.parent / "out" / name)
    assert "wrote" in ran.err
    assert not strays(story.parent)


def test_the_sample_is_made_whole_in_every_format(tmp_path: Path, matbaa: Matbaa) -> None:
    ran = matbaa(KUWAIT, "-t", "xml,pdf,epub,txt,html", "--strict")
    assert ran.code == 0, ran.err
    made = files_in(tmp_path / "out")
    assert made == {f"article.{suffix}" for suffix in ("xml", "pdf", "epub", "txt", "html")}
    for name in made:
        whole(tmp_path / "out" / name)


def test_o_names_one_file_whose_suffix_names_the_format(story: Path, matbaa: Matbaa) -> None:
    assert matbaa(story, "-o", "deep/er/paper.pdf").code == 0
    assert matbaa(story, "-t", "text", "-o", "words.dat").code == 0
    assert files_in(story.parent) == {"story.txt", "deep/er/paper.pdf", "words.dat"}
    whole(story.parent / "deep" / "er" / "paper.pdf")


def test_a_hyphen_reads_and_writes_the_standard_streams(story: Path, matbaa: Matbaa) -> None:
    piped = matbaa("-", "-t", "text", "-o", "-", stdin=story.read_bytes())
    named = matbaa(story, "-t", "text", "-o", "-")
    assert (piped.code, named.code) == (0, 0)
    assert piped.stdout == named.stdout
    assert piped.out.startswith("ميناء جديد على الساحل\n")
    assert "read" in named.err
    assert files_in(story.parent) == {"story.txt"}


def test_standard_input_becomes_a_file_too_and_xml_is_known_by_its_bytes(story: Path, matbaa: Matbaa) -> None:
    xml = matbaa(story, "-t", "xml", "-o", "-").stdout
    assert xml.startswith(b"<?xml")
    assert matbaa("-", "-t", "text", stdin=xml).code == 0
    assert files_in(story.parent) == {"story.txt", "out/stdin.txt"}
    words = (story.parent / "out" / "stdin.txt").read_text(encoding="utf-8")
    assert words == matbaa(story, "-t", "text", "-o", "-").out


def test_binary_goes_to_a_pipe_whole(story: Path, tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "piped.pdf").write_bytes(matbaa(story, "-t", "pdf", "-o", "-").stdout)
    whole(tmp_path / "piped.pdf")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own needs a pseudo-terminal")
def test_binary_to_a_terminal_is_refused(story: Path) -> None:
    import pty

    try:
        master, slave = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine gives no pseudo-terminal: {error}")
    ran = subprocess.run(
        [sys.executable, "-m", "convert", story, "-t", "pdf", "-o", "-"],
        cwd=story.parent, env=environment(story.parent), stdout=slave, stderr=subprocess.PIPE,
        timeout=60, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert b"binary" in ran.stderr
    import os

    os.close(slave)
    os.close(master)


def test_globs_are_expanded_by_us_too(stories: Path, matbaa: Matbaa) -> None:
    ran = matbaa("today/[ac].txt", "today/a.txt", "-t", "text", "-q")
    assert ran.code == 0
    assert files_in(stories.parent / "out") == {"a.txt", "c.txt"}


def test_a_folder_means_the_files_that_a_reader_knows(stories: Path, matbaa: Matbaa) -> None:
    (stories / "b.txt").unlink()
    (stories / "notes.doc").write_bytes(b"no article")
    (stories / ".hidden.txt").write_text(STORY, encoding="utf-8")
    (stories / "deep").mkdir()
    (stories / "deep" / "d.text").write_text(STORY, encoding="utf-8")
    assert matbaa("today", "-t", "text").code == 0
    assert files_in(stories.parent / "out") == {"a.txt", "c.txt", "d.txt"}


def test_a_name_that_looks_like_a_glob_is_a_name_when_the_file_is_there(story: Path, matbaa: Matbaa) -> None:
    story.rename(story.parent / "a[1].txt")
    assert matbaa("a[1].txt", "-t", "text").code == 0
    assert files_in(story.parent / "out") == {"a[1].txt"}


def test_two_hyphens_end_the_options(story: Path, matbaa: Matbaa) -> None:
    story.rename(story.parent / "--odd.txt")
    ran = matbaa("-t", "text", "--", "--odd.txt")
    assert ran.code == 0, ran.err
    assert len(files_in(story.parent / "out")) == 1


def test_files_of_one_stem_get_names_of_their_own(stories: Path, matbaa: Matbaa) -> None:
    (stories / "b.txt").unlink()
    for folder in ("x", "y"):
        (stories / folder).mkdir()
        (stories / folder / "a.txt").write_text(STORY, encoding="utf-8")
    assert matbaa("today/x", "today/y", "-t", "text", "-d", "two").code == 0
    assert files_in(stories.parent / "two") == {"x-a.txt", "y-a.txt"}
    (stories / "a.text").write_text(STORY, encoding="utf-8")
    assert matbaa("today", "-t", "text", "-d", "all").code == 0
    assert len(files_in(stories.parent / "all")) == 5


def test_stems_that_become_one_safe_name_are_not_written_over_one_another(
    tmp_path: Path, matbaa: Matbaa
) -> None:
    for name in ("a?b.txt", "a-b.txt", "A-B.txt"):
        (tmp_path / name).write_text(STORY.replace("ميناء", name), encoding="utf-8")
    ran = matbaa("a?b.txt", "a-b.txt", "A-B.txt", "-t", "text")
    assert ran.code == 0, ran.err
    made = files_in(tmp_path / "out")
    assert len({name.casefold() for name in made}) == 3


def test_one_headline_twice_makes_two_files(stories: Path, matbaa: Matbaa) -> None:
    words = STORY.replace("الشهر المقبل", "العام المقبل")
    (stories / "b.txt").write_text(words, encoding="utf-8")
    ran = matbaa("today", "-t", "text", "--name", "{slug}.{ext}")
    assert ran.code == 0, ran.err
    made = {
        (stories.parent / "out" / name).read_text(encoding="utf-8")
        for name in files_in(stories.parent / "out")
    }
    assert len(made) == 3
    again = matbaa("today", "-t", "text", "--name", "{slug}.{ext}")
    assert again.code == 0
    assert len(files_in(stories.parent / "out")) == 3, "the same names the second time"


def test_name_fills_in_what_is_known(story: Path, matbaa: Matbaa) -> None:
    pattern = "{date}-{slug}-{lang}-{stem}.{ext}"
    assert matbaa(story, "-t", "text", "--name", pattern, "-M", "slug=port", "-l", "ar-KW").code == 0
    assert files_in(story.parent / "out") == {"2020-11-28-port-ar-KW-story.txt"}
    undated = matbaa("-", "-t", "text", "-d", "b", "--name", "{date}.{ext}", stdin="عنوان\n\nنص".encode())
    assert undated.code == 0
    assert files_in(story.parent / "b") == {"undated.txt"}


def test_a_dry_run_writes_nothing_and_says_what_it_would(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(story, "--dry-run", "-t", "newsml,text")
    assert ran.code == 0
    assert "out/story.xml" in ran.err
    assert "out/story.txt" in ran.err
    assert files_in(story.parent) == {"story.txt"}
    assert not (story.parent / "out").exists()


def test_a_file_changed_since_is_not_overwritten_without_force(story: Path, matbaa: Matbaa) -> None:
    target = story.parent / "out" / "story.txt"
    assert matbaa(story, "-t", "newsml,text").code == 0
    made, xml = target.read_bytes(), (target.parent / "story.xml").stat().st_mtime_ns
    assert matbaa(story, "-t", "newsml,text").code == 0, "as we wrote it: written again"
    target.write_text("my own words", encoding="utf-8")
    xml = (target.parent / "story.xml").stat().st_mtime_ns
    ran = matbaa(story, "-t", "newsml,text")
    assert (ran.code, "write/changed" in ran.codes) == (6, True)
    assert "--force" in ran.err
    assert target.read_text(encoding="utf-8") == "my own words"
    assert (target.parent / "story.xml").stat().st_mtime_ns == xml, "all or none"
    assert matbaa(story, "-t", "newsml,text", "--force").code == 0
    assert target.read_bytes() == made


def test_the_source_itself_is_never_overwritten_by_its_text(story: Path, matbaa: Matbaa) -> None:
    before = story.read_bytes()
    assert matbaa(story, "-t", "text", "-d", ".").code == 6
    assert matbaa(story, "-t", "text", "-o", "story.txt").code == 6
    assert story.read_bytes() == before


def test_a_ledger_that_is_damaged_only_asks_for_force(story: Path, matbaa: Matbaa) -> None:
    assert matbaa(story, "-t", "text").code == 0
    (story.parent / "out" / ".matbaa.json").write_bytes(b'["not", {"a": \xff')
    assert matbaa(story, "-t", "text").code == 0  # what stands there is what would be written
    (story.parent / "out" / ".matbaa.json").write_bytes(b'["not", {"a": \xff')
    assert matbaa(story, "-t", "text", "-M", "kicker=x").code == 6
    assert matbaa(story, "-t", "text", "--force").code == 0
    assert matbaa(story, "-t", "text").code == 0


def test_nothing_is_written_unless_every_format_could_be_made(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(story, "-t", "newsml,text,pdf", "-M", "status=canceled")
    assert (ran.code, "story/canceled" in ran.codes) == (1, True)
    assert not (story.parent / "out").exists()


EVERY = "newsml,pdf,epub,text,html"


def test_same_input_same_bytes_whatever_the_clock_the_zone_and_the_hash_seed(
    story: Path, tmp_path: Path, matbaa: Matbaa
) -> None:
    runs = {
        "one": {"PYTHONHASHSEED": "1", "TZ": "Asia/Kuwait"},
        "two": {"PYTHONHASHSEED": "2", "TZ": "America/New_York", "LC_ALL": "C"},
    }
    for folder, env in runs.items():
        assert matbaa(story, "-t", EVERY, "-d", folder, env=env).code == 0
    assert files_in(tmp_path / "one") == {
        f"story.{suffix}" for suffix in ("xml", "pdf", "epub", "txt", "html")
    }
    for name in files_in(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_an_undated_article_has_the_same_bytes_every_time_too(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.txt").write_text("عنوان\n\nنص الخبر كله في سطر واحد.\n", encoding="utf-8")
    for folder, env in (("one", {"TZ": "Asia/Tehran"}), ("two", {"TZ": "UTC"})):
        assert matbaa("story.txt", "-t", EVERY, "-d", folder, env=env).code == 0
    for name in files_in(tmp_path / "one"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_a_source_date_epoch_dates_the_book_of_an_undated_article(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.txt").write_text("عنوان\n\nنص الخبر كله في سطر واحد.\n", encoding="utf-8")
    ran = matbaa("story.txt", "-t", "epub", env={"SOURCE_DATE_EPOCH": "1700000000"})
    assert ran.code == 0
    assert "epub/time-unknown" not in ran.codes
    with zipfile.ZipFile(tmp_path / "out" / "story.epub") as book:
        package = next(book.read(name) for name in book.namelist() if name.endswith(".opf"))
    assert b"2023-11-14T22:13:20Z" in package


def test_a_page_can_be_made_from_our_own_xml_again(story: Path, tmp_path: Path, matbaa: Matbaa) -> None:
    assert matbaa(story, "-t", "newsml,text,pdf").code == 0
    assert matbaa("out/story.xml", "-t", "newsml,text,pdf", "-d", "again").code == 0
    for name in ("story.txt", "story.pdf", "story.xml"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "again" / name).read_bytes(), name
    with pikepdf.open(tmp_path / "again" / "story.pdf") as pdf:
        assert isolates_off(str(pdf.docinfo["/Title"])) == "ميناء جديد على الساحل"


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of our own needs a pseudo-terminal")
def test_many_files_move_a_bar_on_a_terminal(story: Path) -> None:
    import pty

    try:
        master, slave = pty.openpty()
    except OSError as error:
        pytest.skip(f"this machine gives no pseudo-terminal: {error}")
    (story.parent / "second.txt").write_bytes(story.read_bytes())
    ran = subprocess.run(
        [sys.executable, "-m", "convert", story, story.parent / "second.txt", "-t", "text"],
        cwd=story.parent, env=environment(story.parent), stdout=subprocess.PIPE, stderr=slave,
        timeout=60, check=False,
    )  # fmt: skip
    os.close(slave)
    assert ran.returncode == 0
    assert b"converting" in os.read(master, 65536)
