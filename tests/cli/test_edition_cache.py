"""What lies beside what was made changes nothing but the time it takes."""

from pathlib import Path

import pytest

from tests.helpers import files_in, run

pytestmark = pytest.mark.gate


def test_a_build_from_the_cache_is_a_clean_build(tmp_path: Path) -> None:
    run("edition", "new", "day", "-l", "he", "--date", "2026-11-27", cwd=tmp_path)
    words = ("edition", "build", "day", "-t", "pdf,epub", "-j", "1", "-q")
    for _ in range(2):
        assert run(*words, "-d", "out", cwd=tmp_path).code == 0
    assert run(*words, "-d", "clean", "--no-cache", cwd=tmp_path).code == 0
    for name in ("day.pdf", "day.epub"):
        assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "clean" / name).read_bytes()
    assert len(list((tmp_path / "out" / ".matbaa").iterdir())) > 3
    assert not (tmp_path / "clean" / ".matbaa").exists()
    assert files_in(tmp_path / "clean")


def test_what_no_edition_needs_any_more_is_taken_off_the_shelf(tmp_path: Path) -> None:
    run("edition", "new", "day", "-l", "en", "--date", "2026-11-27", cwd=tmp_path)
    words = ("edition", "build", "day", "-t", "pdf", "-j", "1", "-q", "-d", "out")
    run(*words, cwd=tmp_path)
    before = {path.name for path in (tmp_path / "out" / ".matbaa").iterdir()}
    story = tmp_path / "day" / "articles" / "first.txt"
    story.write_text(story.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")
    run(*words, cwd=tmp_path)
    after = {path.name for path in (tmp_path / "out" / ".matbaa").iterdir()}
    assert len(after) == len(before)
    assert before & after
    assert after - before
