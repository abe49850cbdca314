"""Each exit code is reached by what it is for, says the cure, and shows no traceback."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import Matbaa
from tests.helpers import environment as environment_of
from tests.helpers import files_in, plug_in, quiet_terminal, strays, writer_source

EMBARGO = "embargo=2099-01-01T00:00+03:00"


def test_0_when_everything_was_made(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(story, "-t", "text")
    assert ran.code == 0
    assert files_in(story.parent / "out") == {"story.txt"}


def test_1_when_the_content_is_refused(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(story, "-t", "epub", "-M", EMBARGO)
    assert (ran.code, ran.codes & {"story/embargoed"}) == (1, {"story/embargoed"})
    assert "--ignore-embargo" in ran.err
    assert not (story.parent / "out").exists()


def test_1_when_a_strict_run_meets_a_warning(story: Path, matbaa: Matbaa) -> None:
    story.write_text("عنوان وحده\n", encoding="utf-8")
    ran = matbaa(story, "-t", "text", "--strict")
    assert (ran.code, "use/strict" in ran.codes) == (1, True)
    assert not (story.parent / "out").exists()


def test_1_when_a_checked_file_is_wrong(story: Path, matbaa: Matbaa) -> None:
    assert matbaa(story, "-t", "newsml").code == 0
    made = story.parent / "out" / "story.xml"
    assert matbaa("check", made).code == 0
    right = made.read_bytes()
    made.write_bytes(right.replace(b"<headline", b"<headlin").replace(b"</headline", b"</headlin"))
    ran = matbaa("check", made)
    assert ran.code == 1
    assert "story.xml:" in ran.out


@pytest.mark.parametrize(
    "words",
    [
        ["story.txt", "-t", "pfd"],
        ["story.txt", "-f", "txet"],
        ["story.txt", "-t", "text", "--nonsense", "1"],
        ["story.txt", "-x"],
        ["story.txt", "-t", "text,epub", "-o", "one.txt"],
        ["story.txt", "story.txt/..", "-t", "text", "-o", "one.txt"],
        ["story.txt", "-o", "-"],
        ["story.txt", "-o", "one.nonsense"],
        ["story.txt", "-M", "headline"],
        ["story.txt", "-M", "nonsense=1"],
        ["story.txt", "-M", "published=yesterday"],
        ["story.txt", "-t", "text", "--name", "{nonsense}.{ext}"],
        ["story.txt", "-t", "text", "--bidi", "sideways"],
        ["convert"],
        ["check"],
        ["show"],
        ["list", "nonsense"],
        ["explain", "nonsense"],
        ["show", "story.txt", "--nonsense"],
    ],
    ids=" ".join,
)
def test_2_when_the_call_is_wrong(words: list[str], story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(*words)
    assert ran.code == 2, ran.err
    assert ran.stderr
    assert ran.stdout == b""
    assert files_in(story.parent) == {"story.txt"}
    quiet_terminal(ran)


@pytest.mark.parametrize(
    ("module", "error", "kind"),
    [
        ("weasyprint", "OSError(\"cannot load library 'libpango-1.0-0'\")", "pdf"),
        ("weasyprint", "ModuleNotFoundError(\"No module named 'weasyprint'\")", "pdf"),
        ("ebooklib", "ModuleNotFoundError(\"No module named 'ebooklib'\")", "epub"),
    ],
    ids=["no Pango", "no WeasyPrint", "no EbookLib"],
)
def test_3_when_a_library_is_missing(module: str, error: str, kind: str, story: Path, matbaa: Matbaa) -> None:
    hidden = story.parent / "hidden" / module
    hidden.mkdir(parents=True)
    (hidden / "__init__.py").write_text(f"raise {error}\n", encoding="utf-8")
    ran = matbaa(story, "-t", kind, env={"PYTHONPATH": str(hidden.parent)})
    assert ran.code == 3, ran.err
    assert "tool/missing" in ran.codes
    assert "install" in ran.err
    assert not (story.parent / "out").exists()


def test_3_and_the_line_that_installs_it_when_the_doctor_misses_pango(tmp_path: Path, matbaa: Matbaa) -> None:
    """The loader is told before anything starts that there is no Pango."""
    (tmp_path / "sitecustomize.py").write_text(
        "import ctypes\n"
        "class CDLL(ctypes.CDLL):\n"
        "    def __init__(self, name, *rest, **more):\n"
        "        if str(name).startswith('libpango'):\n"
        "            raise OSError(f'{name}: cannot open shared object file')\n"
        "        super().__init__(name, *rest, **more)\n"
        "ctypes.CDLL = CDLL\n",
        encoding="utf-8",
    )
    ran = matbaa("doctor", env={"PYTHONPATH": str(tmp_path)})
    assert ran.code == 3
    assert "apt install libpango-1.0-0" in ran.out


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nothing.txt", None),
        ("empty.txt", b""),
        ("a.pdf.txt", b"%PDF-1.7"),
        ("broken.xml", b"<newsItem><a></newsItem>"),
    ],
    ids=["not there", "empty", "a PDF", "broken XML"],
)
def test_4_when_the_input_cannot_be_read(
    name: str, data: bytes | None, tmp_path: Path, matbaa: Matbaa
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    ran = matbaa(name, "-t", "text")
    assert ran.code == 4
    assert name in ran.err
    assert not (tmp_path / "out").exists()


def test_4_when_nothing_matches(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    for words in (["*.nonsense"], ["empty"], ["link.txt"]):
        ran = matbaa(*words, "-t", "text")
        assert (ran.code, "source/missing" in ran.codes) == (4, True)


def test_4_when_the_input_is_larger_than_the_bound(tmp_path: Path, matbaa: Matbaa) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate((20 << 20) + 1)
    ran = matbaa("huge.txt", "-t", "text")
    assert (ran.code, "source/limit" in ran.codes) == (4, True)
    ran = matbaa("-", "-t", "text", "-o", "-", stdin=b"a" * ((20 << 20) + 1))
    assert (ran.code, "source/limit" in ran.codes) == (4, True)


def test_4_when_an_input_never_ends(tmp_path: Path, matbaa: Matbaa) -> None:
    """A device or a pipe says it has no bytes; it is read up to the bound and no further."""
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    feed = "import sys\ntry:\n open(sys.argv[1], 'wb').write(bytes(21 << 20))\nexcept BrokenPipeError:\n pass"
    with subprocess.Popen([sys.executable, "-c", feed, str(pipe)]) as feeding:
        try:
            ran = matbaa("pipe.txt", "-t", "text")
        finally:
            feeding.kill()
    assert (ran.code, "source/limit" in ran.codes) == (4, True), ran.codes


def test_5_when_the_house_file_is_wrong_with_its_line_and_a_suggestion(story: Path, matbaa: Matbaa) -> None:
    (story.parent / "house.toml").write_text('title = "صحيفة"\nprovidr = "example.org"\n', encoding="utf-8")
    ran = matbaa(story, "-t", "text")
    assert (ran.code, "settings/wrong" in ran.codes) == (5, True)
    assert "house.toml:2" in ran.err
    assert 'did you mean "provider"?' in ran.err
    assert not (story.parent / "out").exists()


def test_5_when_the_house_file_gives_a_writer_an_option_it_lacks(story: Path, matbaa: Matbaa) -> None:
    (story.parent / "house.toml").write_text('[writers.text]\nlinx = "inline"\n', encoding="utf-8")
    ran = matbaa(story, "-t", "text")
    assert (ran.code, "settings/wrong" in ran.codes) == (5, True), ran.err
    assert "house.toml:2" in ran.err


def test_6_when_the_folder_cannot_be_made(story: Path, matbaa: Matbaa) -> None:
    """A file stands where a folder is wanted: no right to write helps."""
    before = files_in(story.parent)
    for words in (
        ["-d", "story.txt/out"],
        ["-o", "story.txt/one.txt"],
        ["-o", "story.txt/one.txt", "--force"],
    ):
        ran = matbaa(story, "-t", "text", *words)
        assert ran.code == 6, ran.err
        assert ran.codes & {"write/failed", "write/changed"}
    assert files_in(story.parent) == before
    assert not strays(story.parent)


def test_6_when_a_folder_stands_where_the_file_goes(story: Path, matbaa: Matbaa) -> None:
    (story.parent / "out" / "story.txt").mkdir(parents=True)
    for words in ([], ["--force"]):
        assert matbaa(story, "-t", "text", *words).code == 6
    assert not strays(story.parent)
    assert files_in(story.parent) == {"story.txt"}


def test_6_when_standard_output_is_full(story: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "convert", story, "-t", "text", "-o", "-"],
            cwd=story.parent, env=environment_of(story.parent), stdout=full, stderr=subprocess.PIPE,
            timeout=60, check=False,
        )  # fmt: skip
    assert ran.returncode == 6, ran.stderr.decode()
    assert b"Traceback" not in ran.stderr


def test_6_when_what_stands_there_is_no_file(story: Path, matbaa: Matbaa) -> None:
    """A pipe or a device is neither read for ever nor replaced by a file."""
    pipe = story.parent / "pipe.txt"
    os.mkfifo(pipe)
    for words in ([], ["--force"]):
        ran = matbaa(story, "-t", "text", "-o", "pipe.txt", *words, timeout=20)
        assert ran.code == 6
        assert pipe.is_fifo()


def test_7_when_some_of_many_failed(stories: Path, matbaa: Matbaa) -> None:
    ran = matbaa(stories, "-t", "text", "--keep-going")
    assert ran.code == 7
    assert "source/empty" in ran.codes
    assert files_in(stories.parent / "out") == {"a.txt", "c.txt"}
    assert "1 failed" in ran.err


def test_7_when_the_run_stopped_half_way(stories: Path, matbaa: Matbaa) -> None:
    ran = matbaa(stories, "-t", "text")
    assert ran.code == 7
    assert "--keep-going" in ran.err
    assert files_in(stories.parent / "out") == {"a.txt"}


def test_the_code_of_the_failure_when_every_one_failed_alike(stories: Path, matbaa: Matbaa) -> None:
    for name in ("a.txt", "c.txt"):
        (stories / name).write_bytes(b"")
    assert matbaa(stories, "-t", "text", "--keep-going").code == 4


FALLS = writer_source("falls", "raise ValueError('no good \\x1b[31m')")


def test_70_when_a_writer_has_a_fault(story: Path, tmp_path: Path, matbaa: Matbaa) -> None:
    place = plug_in(tmp_path / "site", "falling", "falls = falling_writer:write", FALLS)
    ran = matbaa(story, "-t", "falls", env={"PYTHONPATH": str(place)})
    assert (ran.code, "internal/bug" in ran.codes) == (70, True)
    assert "no good" in ran.err
    assert "MATBAA_DEBUG=1" in ran.err
    assert not (tmp_path / "out").exists()
    quiet_terminal(ran)


def test_a_fault_shows_its_traceback_only_when_asked(story: Path, tmp_path: Path, matbaa: Matbaa) -> None:
    place = plug_in(tmp_path / "site", "falling", "falls = falling_writer:write", FALLS)
    ran = matbaa(story, "-t", "falls", "--debug", env={"PYTHONPATH": str(place)})
    assert ran.code == 70
    assert b"Traceback" in ran.stderr


FALLS_ONCE = writer_source(
    "falls",
    "if 'مطار' in str(edition.articles[0].headline):",
    "    raise ValueError('no good')",
    "return b'made'",
)


def test_a_fault_in_one_article_does_not_stop_the_others(
    stories: Path, tmp_path: Path, matbaa: Matbaa
) -> None:
    (stories / "b.txt").write_text((stories / "c.txt").read_text(encoding="utf-8"), encoding="utf-8")
    (stories / "c.txt").write_text((stories / "a.txt").read_text(encoding="utf-8"), encoding="utf-8")
    place = plug_in(tmp_path / "site", "falling", "falls = falling_writer:write", FALLS_ONCE)
    ran = matbaa(stories, "-t", "falls", "--keep-going", env={"PYTHONPATH": str(place)})
    assert ran.code == 7, ran.err
    assert files_in(tmp_path / "out") == {"a.falls", "c.falls"}
    assert "b.txt" in ran.err


SLEEPS = writer_source(
    "sleeps", "import sys, time", "print('ready', file=sys.stderr, flush=True)", "time.sleep(60)"
)


def interrupted(words: list[str], folder: Path, ready: str, env: dict[str, str]) -> tuple[int, str]:
    """Run the command, send Ctrl-C once it has said *ready*, and return how it ended."""
    started = subprocess.Popen(
        [sys.executable, "-m", "convert", *words],
        cwd=folder, env=environment_of(folder, env), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL,
        text=True, encoding="utf-8",
    )  # fmt: skip
    assert started.stderr is not None
    said = ""
    try:
        for line in started.stderr:
            said += line
            if ready in line:
                break
        started.send_signal(signal.SIGINT)
        said += started.communicate(timeout=30)[1]
    finally:
        started.kill()
        started.wait()
    return started.returncode, said


def test_130_when_interrupted(story: Path, tmp_path: Path) -> None:
    place = plug_in(tmp_path / "site", "sleeping", "sleeps = sleeping_writer:write", SLEEPS)
    code, said = interrupted([str(story), "-t", "sleeps"], tmp_path, "ready", {"PYTHONPATH": str(place)})
    assert code == 130
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()


def test_130_when_interrupted_while_pages_are_laid_out(story: Path, tmp_path: Path) -> None:
    """The engine swallows signals here and there; the run must end all the same, with nothing half made."""
    story.write_text("عنوان\n\n" + "كلمة طويلة جدا في سطر واحد. " * 20_000 + "\n", encoding="utf-8")
    code, said = interrupted([str(story), "-t", "pdf"], tmp_path, "read", {})
    assert code == 130
    assert "Traceback" not in said
    assert files_in(tmp_path) == {"story.txt"}


def test_a_reader_who_has_had_enough_is_no_error(story: Path) -> None:
    story.write_text("عنوان\n\n" + "كلمة " * 40_000, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "convert", story, "-t", "text", "-o", "-", "-q"],
        cwd=story.parent, env=environment_of(story.parent), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as ran:  # fmt: skip
        assert ran.stdout is not None
        assert ran.stderr is not None
        ran.stdout.read(10)
        ran.stdout.close()
        said = ran.stderr.read()
        assert ran.wait(timeout=30) == 0
    assert b"Traceback" not in said
    assert b"BrokenPipe" not in said
