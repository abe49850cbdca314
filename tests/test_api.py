"""The library as a publishing script uses it: it prints nothing, keeps nothing, and goes nowhere."""

import io
import json
from pathlib import Path

import pytest

import convert
from convert.api import Event
from convert.files import write_whole
from convert.formats import Source
from convert.house import House
from tests.helpers import KUWAIT, files_in, isolates_off, python, whole

BODY = "\n\nنص الخبر في سطر واحد طويل بما يكفي ليكون فقرة من فقرات المقال.\n"


@pytest.fixture
def today(tmp_path: Path) -> Path:
    """A folder of two articles."""
    folder = tmp_path / "today"
    folder.mkdir()
    (folder / "a.txt").write_text("ميناء جديد" + BODY, encoding="utf-8")
    (folder / "b.txt").write_text("No Image Caption\nمطار جديد" + BODY, encoding="utf-8")
    return folder


def test_the_publishing_script_of_the_manual_works(today: Path, tmp_path: Path) -> None:
    notes = convert.Notes()
    edition = convert.read(*sorted(today.glob("*.txt")), title="الجريدة", notes=notes)
    for name in ("today.xml", "today.pdf", "today.epub", "today.txt"):
        convert.write(edition, tmp_path / "out" / name, notes=notes)
        whole(tmp_path / "out" / name)
    assert edition.issue is not None
    assert edition.issue.title == "الجريدة"
    assert len(edition.articles) == 2
    assert ("text/furniture", "b.txt line 1", 'left out "No Image Caption"') in [
        (note.code, note.where, note.text) for note in notes
    ]
    words = isolates_off((tmp_path / "out" / "today.txt").read_text(encoding="utf-8"))
    assert words.index("ميناء جديد") < words.index("مطار جديد")


def test_one_article_takes_one_line(tmp_path: Path) -> None:
    convert.write(convert.read(str(KUWAIT)), str(tmp_path / "a.pdf"), style="article")
    whole(tmp_path / "a.pdf")


def test_what_is_bound_is_the_same_issue_every_time(today: Path) -> None:
    one, two = (convert.read(*sorted(today.glob("*.txt")), title="الجريدة") for _ in range(2))
    assert one == two
    assert convert.read(today / "a.txt", title="الجريدة").issue != one.issue


def test_bytes_and_sources_are_read_like_files(today: Path) -> None:
    path = today / "a.txt"
    [named] = convert.read(path).articles
    [given] = convert.read(path.read_bytes()).articles
    [source] = convert.read(Source(path.read_bytes(), "a.txt", today)).articles
    assert source == named
    assert (given.headline, given.body, given.guid) == (named.headline, named.body, named.guid)


def test_a_file_object_takes_the_bytes_and_needs_a_format(today: Path) -> None:
    edition = convert.read(today / "a.txt")
    out = io.BytesIO()
    convert.write(edition, out, format="text")
    assert out.getvalue() == convert.render(edition, "text")
    with pytest.raises(convert.UsageError, match="format="):
        convert.write(edition, io.BytesIO())


def test_who_wants_to_show_progress_is_told(today: Path, tmp_path: Path) -> None:
    told: list[Event] = []
    edition = convert.read(today / "a.txt", today / "b.txt", on_event=told.append)
    convert.write(edition, tmp_path / "x.txt", on_event=told.append)
    assert [(event.kind, Path(event.name).name) for event in told] == [
        ("read", "a.txt"), ("read", "b.txt"), ("wrote", "x.txt"),
    ]  # fmt: skip
    assert told[-1].format == "text"
    assert told[-1].size == (tmp_path / "x.txt").stat().st_size
    assert told[0].edition is not None
    assert len(told[0].edition.articles) == 1


def test_options_are_the_writers_own_keyword_arguments() -> None:
    edition = convert.read("عنوان\n\nانظر http://example.org/a و12-34 في النص كله.\n".encode())
    plain = convert.render(edition, "text", bidi="none").decode()
    assert plain == isolates_off(plain)
    assert convert.render(edition, "text").decode() != plain


def test_an_option_that_a_writer_lacks_is_refused(today: Path, tmp_path: Path) -> None:
    edition = convert.read(today / "a.txt")
    with pytest.raises(convert.UsageError, match=r"no option 'colour'.*bidi.*links.*width"):
        convert.write(edition, tmp_path / "a.txt", colour=40)
    with pytest.raises(convert.UsageError, match="it has none"):
        convert.render(edition, "newsml", style="article")
    with pytest.raises(convert.UsageError, match="house"):
        convert.render(edition, "newsml", house_=House())
    assert not (tmp_path / "a.txt").exists()


def test_the_house_gives_options_and_the_caller_stands_over_it() -> None:
    edition = convert.read("عنوان\n\nانظر http://example.org/a في النص.\n".encode(), house=House())
    house = House(writers={"text": {"bidi": "none"}})
    words = convert.render(edition, "text", house=house).decode()
    assert words == isolates_off(words)
    assert convert.render(edition, "text", house=house, bidi="isolates").decode() != words


def test_every_error_is_one_of_ours(today: Path, tmp_path: Path) -> None:
    edition = convert.read(today / "a.txt")
    with pytest.raises(convert.UsageError):
        convert.read()
    with pytest.raises(convert.SourceError, match="folder"):
        convert.read(today)
    with pytest.raises(convert.SourceError, match=r"nothing\.txt"):
        convert.read(tmp_path / "nothing.txt")
    with pytest.raises(convert.SourceError):
        convert.read(b"")
    with pytest.raises(convert.UsageError, match="not clear"):
        convert.write(edition, tmp_path / "a.pfd")
    with pytest.raises(convert.UsageError, match="pfd"):
        convert.render(edition, "pfd")
    with pytest.raises(convert.WriteError):
        convert.write(edition, today / "a.txt" / "b.txt")
    with pytest.raises(convert.UsageError, match="no fact"):
        convert.read(today / "a.txt", metadata={"colour": "red"})


def test_bytes_are_bounded_as_files_are() -> None:
    """A reader handed more than the bound would take minutes and gigabytes."""
    data = b"\0" * ((20 << 20) + 1)
    for source in (data, Source(data, "a.txt")):
        with pytest.raises(convert.LimitError):
            convert.read(source)


@pytest.mark.parametrize("name", ["a\0b.txt", "a\ud800.txt", "x" * 300 + ".txt"])
def test_a_path_that_no_system_takes_is_an_error_of_ours(name: str, today: Path, tmp_path: Path) -> None:
    edition = convert.read(today / "a.txt")
    with pytest.raises(convert.WriteError):
        convert.write(edition, tmp_path / name)
    with pytest.raises(convert.SourceError):
        convert.read(tmp_path / name)


def test_an_error_names_the_file_and_the_notes_made_before_it_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "story.txt"
    path.write_text("No Image Caption\n", encoding="utf-8")
    notes = convert.Notes()
    with pytest.raises(convert.SourceError) as caught:
        convert.read(path, notes=notes)
    assert caught.value.where == "story.txt"
    assert "text/furniture" in notes.codes()


@pytest.mark.parametrize("kind", ["pdf", "epub", "html"])
def test_a_withheld_article_is_printed_only_knowingly_and_a_cancelled_one_never(
    kind: str, today: Path
) -> None:
    def story(**facts: str) -> convert.Edition:
        return convert.read(today / "a.txt", metadata=facts)

    for held in (story(embargo="2099-01-01T00:00+03:00"), story(status="withheld")):
        with pytest.raises(convert.FindingsError, match="withheld") as refused:
            convert.render(held, kind)
        assert refused.value.code == "story/embargoed"
        assert convert.render(held, kind, ignore_embargo=True)
    for knowingly in (False, True):
        with pytest.raises(convert.FindingsError) as refused:
            convert.render(story(status="canceled"), kind, ignore_embargo=knowingly)
        assert refused.value.code == "story/canceled"


def test_one_withheld_article_holds_the_whole_edition(today: Path) -> None:
    free = convert.read(today / "a.txt").articles
    held = convert.read(today / "b.txt", metadata={"status": "withheld"}).articles
    with pytest.raises(convert.FindingsError, match="مطار"):
        convert.render(convert.Edition(articles=(*free, *held)), "html")


def test_the_canonical_form_of_a_withheld_article_can_be_exchanged(today: Path) -> None:
    held = convert.read(today / "a.txt", metadata={"embargo": "2099-01-01T00:00+03:00"})
    assert b"<embargoed>2099-01-01T00:00:00+03:00</embargoed>" in convert.render(held, "newsml")


def test_check_says_what_is_wrong_and_nothing_of_what_is_right(today: Path, tmp_path: Path) -> None:
    xml = convert.render(convert.read(today / "a.txt"), "newsml")
    write_whole(tmp_path / "a.xml", xml)
    assert [finding for finding in convert.check(tmp_path / "a.xml") if finding.severity == "error"] == []
    write_whole(
        tmp_path / "b.xml", xml.replace(b"<headline", b"<headlin").replace(b"</headline", b"</headlin")
    )
    assert [finding for finding in convert.check(tmp_path / "b.xml") if finding.severity == "error"]
    assert convert.check(xml, format="newsml") == convert.check(tmp_path / "a.xml")
    with pytest.raises(convert.UsageError, match="story"):
        convert.check(Source(b"x", "story.docx"))


def test_the_library_prints_nothing(today: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    edition = convert.read(*sorted(today.glob("*.txt")))
    for suffix in ("xml", "txt", "html", "epub", "pdf"):
        convert.write(edition, tmp_path / f"x.{suffix}")
    convert.check(tmp_path / "x.xml")
    with pytest.raises(convert.SourceError):
        convert.read(b"")
    assert capfd.readouterr() == ("", "")


def test_the_public_face_is_sorted_and_all_there() -> None:
    assert convert.__all__ == sorted(convert.__all__)
    assert all(hasattr(convert, name) for name in convert.__all__)
    with pytest.raises(AttributeError, match="nonsense"):
        convert.nonsense  # noqa: B018


# --- what is imported, and what is touched ----------------------------------------------------

READ = f"import convert; e = convert.read({str(KUWAIT)!r});"
LOADED = "import json, sys; print(json.dumps([m for m in {heavy} if m in sys.modules]))"


def loaded(script: str, heavy: list[str], cwd: Path) -> list[str]:
    """Return which of *heavy* a script has imported when it ends."""
    ran = python(f"{script}\n{LOADED.format(heavy=heavy)}", cwd=cwd)
    assert ran.code == 0, ran.err
    return list(json.loads(ran.out.splitlines()[-1]))


def test_importing_the_package_imports_nothing_heavy(tmp_path: Path) -> None:
    heavy = [
        "weasyprint",
        "lxml",
        "typer",
        "PIL",
        "ebooklib",
        "uharfbuzz",
        "babel",
        "fontTools",
        "convert.api",
    ]
    assert loaded("import convert", heavy, tmp_path) == []


def test_text_and_xml_import_no_engine_at_all(tmp_path: Path) -> None:
    script = READ + "convert.render(e, 'newsml'); convert.render(e, 'text')"
    assert loaded(script, ["weasyprint", "PIL", "ebooklib", "uharfbuzz", "typer"], tmp_path) == []


def test_text_xml_html_and_epub_import_no_pdf_engine(tmp_path: Path) -> None:
    script = (
        f"import convert; e = convert.read({str(KUWAIT)!r})\n"
        "for kind in ('newsml', 'text', 'html', 'epub'): assert convert.render(e, kind)"
    )
    assert loaded(script, ["weasyprint", "pydyf", "typer"], tmp_path) == []


HELP = "import sys; from convert.cli import main; sys.argv = {argv}\ntry: main()\nexcept SystemExit: pass"


@pytest.mark.parametrize(
    "argv", [["matbaa", "--help"], ["matbaa", "convert", "--help"], ["matbaa", "--version"]]
)
def test_help_imports_no_engine(argv: list[str], tmp_path: Path) -> None:
    assert loaded(HELP.format(argv=argv), ["weasyprint", "PIL", "ebooklib", "uharfbuzz"], tmp_path) == []


AUDIT = """
import json, os, sys
writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
away = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork",
        "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.", "pty.")
changing = ("os.mkdir", "os.remove", "os.rename", "os.link", "os.symlink", "os.truncate", "os.chmod",
            "os.rmdir", "shutil.")
went, wrote, opened = [], [], []
def listen(event, given):
    if event.startswith(away):
        went.append([event, repr(given)[:200]])
    elif event == "open" and not isinstance(given[0], int):
        path = os.path.abspath(os.fsdecode(given[0]))
        opened.append(path)
        if (given[2] or 0) & writing:
            wrote.append(path)
    elif event.startswith(changing):
        wrote.extend(os.path.abspath(os.fsdecode(one)) for one in given if isinstance(one, (str, bytes)))
sys.addaudithook(listen)
from convert.cli import main
sys.argv = ["matbaa", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code
print(json.dumps({"code": code, "went": went, "wrote": wrote, "opened": opened}))
"""


def test_a_conversion_opens_no_socket_starts_no_program_and_writes_only_where_it_should(
    tmp_path: Path,
) -> None:
    """Nothing in an article that looks like an address, a command or a path is followed."""
    canary = "/tmp/matbaa-canary/secret/canary.txt"  # noqa: S108 - a name that must never be opened
    words = (
        f'عنوان url(file://{canary}) @import "http://127.0.0.1:8199/x";\n\n'
        f"<img src='http://127.0.0.1:8199/i.png'> <link rel=attachment href='file://{canary}'> `id` $(id)\n\n"
        f"file://{canary} javascript:alert(1) ../../../../etc/passwd data:text/html,x\n"
    )
    (tmp_path / "in").mkdir()
    for folder in ("home", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "in" / "story.txt").write_text(words, encoding="utf-8")
    ran = python(
        AUDIT, tmp_path / "in" / "story.txt", "-t", "newsml,pdf,epub,text,html", "-d", tmp_path / "out",
        cwd=tmp_path / "in", env={"HOME": str(tmp_path / "home"), "TMPDIR": str(tmp_path / "tmp")},
    )  # fmt: skip
    seen = json.loads(ran.out.splitlines()[-1])
    assert seen["code"] in (0, None), ran.err
    assert seen["went"] == []
    assert seen["wrote"], "the hook listens"
    allowed = (tmp_path / "out", tmp_path / "tmp", Path("/dev/null"))
    assert [path for path in seen["wrote"] if not any(map(Path(path).is_relative_to, allowed))] == []
    assert [path for path in seen["opened"] if "canary" in path or path.startswith("/etc/passwd")] == []
    for folder in ("home", "tmp"):
        assert files_in(tmp_path / folder) == set(), "nothing is left behind"
    assert len(files_in(tmp_path / "out")) == 5
