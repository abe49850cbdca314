"""What the options change: formats, facts, language, encoding, looks, and the writers' own."""

from pathlib import Path

import pikepdf
import pytest
from lxml import etree

from tests.conftest import Matbaa
from tests.helpers import files_in, headline_in, isolates_off


def test_formats_have_two_names_and_are_made_in_one_go(story: Path, matbaa: Matbaa) -> None:
    assert matbaa(story, "-t", "xml, txt ,html").code == 0
    assert files_in(story.parent / "out") == {"story.xml", "story.txt", "story.html"}


def test_f_says_what_a_name_does_not(story: Path, matbaa: Matbaa) -> None:
    xml = matbaa(story, "-t", "newsml", "-o", "-").stdout
    (story.parent / "wire.dat").write_bytes(xml)
    (story.parent / "wire.txt").write_bytes(xml)
    plain = matbaa(story, "-t", "text", "-o", "-").out
    assert matbaa("wire.dat", "-t", "text", "-o", "-").out == plain, "known by its first bytes"
    assert matbaa("wire.txt", "-f", "newsml", "-t", "text", "-o", "-").out == plain
    assert matbaa(story, "-f", "newsml", "-t", "text").code == 4


def test_facts_stand_over_what_was_read(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(
        story, "-t", "newsml,pdf", "-M", "headline=عنوان آخر", "-M", "deck = سطر تحته", "-M",
        "author=سلمى، عمر", "-M", "published=2021-05-06T07:08+03:00",
    )  # fmt: skip
    assert ran.code == 0
    made = etree.fromstring((story.parent / "out" / "story.xml").read_bytes())
    assert headline_in(made) == "عنوان آخر"
    words = (story.parent / "out" / "story.xml").read_text(encoding="utf-8")
    for fact in ("سطر تحته", "سلمى", "عمر", "2021-05-06T07:08:00+03:00"):
        assert fact in words
    with pikepdf.open(story.parent / "out" / "story.pdf") as pdf:
        assert str(pdf.docinfo["/Title"]) == "عنوان آخر"


def test_a_fact_with_controls_in_it_is_cleaned(story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(story, "-t", "newsml", "-o", "-", "-M", "headline=a\x1b[31m\u2028b")
    assert ran.code == 0
    assert headline_in(etree.fromstring(ran.stdout)) == "a[31mb"


def test_the_language_can_be_said(story: Path, matbaa: Matbaa) -> None:
    assert b'xml:lang="fa-IR" dir="rtl"' in matbaa(story, "-t", "newsml", "-o", "-", "-l", "fa-IR").stdout
    assert b'xml:lang="en" dir="ltr"' in matbaa(story, "-t", "newsml", "-o", "-", "-l", "en").stdout
    assert (
        b'xml:lang="ur"'
        in matbaa("-", "-t", "newsml", "-o", "-", "-l", "ur", stdin=story.read_bytes()).stdout
    )


@pytest.mark.parametrize("tag", ["../x", "ar KW", 'ar"><x', "x" * 300])
def test_a_language_that_is_no_tag_is_refused(tag: str, story: Path, matbaa: Matbaa) -> None:
    ran = matbaa(story, "-t", "newsml", "-l", tag)
    assert ran.code == 2, ran.err
    assert not (story.parent / "out").exists()


def test_the_encoding_can_be_said(story: Path, matbaa: Matbaa) -> None:
    plain = matbaa(story, "-t", "text", "-o", "-").out
    (story.parent / "old.txt").write_text(
        story.read_text(encoding="utf-8"), encoding="windows-1256", errors="ignore"
    )
    told = matbaa("old.txt", "-t", "text", "-o", "-", "--encoding", "windows-1256")
    assert told.out.partition("\n")[0] == plain.partition("\n")[0]
    assert "text/encoding-assumed" not in told.codes


def test_leftovers_of_the_web_page_can_be_kept(story: Path, matbaa: Matbaa) -> None:
    assert "No Image Caption" not in isolates_off(matbaa(story, "-t", "text", "-o", "-").out)
    assert "No Image Caption" in isolates_off(matbaa(story, "-t", "text", "-o", "-", "--keep-leftovers").out)


def test_front_matter_is_read_and_the_command_line_stands_over_it(tmp_path: Path, matbaa: Matbaa) -> None:
    words = "---\ntitle: من المقدمة\nauthor: سلمى\nnonsense: x\n---\nنص الخبر كله في سطر واحد.\n"
    (tmp_path / "story.txt").write_text(words, encoding="utf-8")
    ran = matbaa("story.txt", "-t", "text", "-o", "-")
    assert isolates_off(ran.out).startswith("من المقدمة\n")
    assert "text/matter-unknown" in ran.codes
    assert isolates_off(matbaa("story.txt", "-t", "text", "-o", "-", "-M", "headline=أنا").out).startswith(
        "أنا\n"
    )


RED_A5 = "@page { size: A5 }\n"


def test_a_stylesheet_of_ones_own_is_put_on_top(story: Path, matbaa: Matbaa) -> None:
    (story.parent / "own.css").write_text(RED_A5, encoding="utf-8")
    assert matbaa(story, "-t", "pdf", "--css", "own.css").code == 0
    assert width_of(story.parent / "out" / "story.pdf") == 420


def test_a_path_works_wherever_the_name_of_a_style_does(story: Path, matbaa: Matbaa) -> None:
    (story.parent / "own.css").write_text(RED_A5, encoding="utf-8")
    assert matbaa(story, "-t", "pdf,html", "--style", "own.css").code == 0
    assert width_of(story.parent / "out" / "story.pdf") == 420
    assert "size: A5" in (story.parent / "out" / "story.html").read_text(encoding="utf-8")


def test_a_style_in_the_publishers_folder_is_found_by_name(story: Path, matbaa: Matbaa) -> None:
    (story.parent / "house.toml").write_text('title = "صحيفة"\n', encoding="utf-8")
    sheet = story.parent / "styles" / "tiny" / "style.css"
    sheet.parent.mkdir(parents=True)
    sheet.write_text(RED_A5, encoding="utf-8")
    assert matbaa(story, "-t", "pdf", "--style", "tiny").code == 0
    assert width_of(story.parent / "out" / "story.pdf") == 420
    assert "tiny" in matbaa("list", "styles").out


def width_of(pdf: Path) -> int:
    """Return the width of the first page, in points."""
    with pikepdf.open(pdf) as pages:
        return round(float(pages.pages[0].mediabox[2]))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["-t", "pfd"], "pdf"),
        (["-t", "text,newsm"], "newsml"),
        (["-f", "txet"], "text"),
        (["-t", "pdf", "--style", "artcle"], "article"),
        (["-t", "text", "--lniks", "inline"], "--links"),
    ],
    ids=" ".join,
)
def test_a_slip_of_the_finger_gets_a_suggestion(
    words: list[str], meant: str, story: Path, matbaa: Matbaa
) -> None:
    ran = matbaa(story, *words)
    assert ran.code == 2
    assert f'did you mean "{meant}"?' in ran.err
    assert not (story.parent / "out").exists()


@pytest.mark.parametrize("sheet", ["nothing.css", "latin.css", "folder.css"])
def test_a_stylesheet_that_cannot_be_read_is_wrong_use(sheet: str, story: Path, matbaa: Matbaa) -> None:
    (story.parent / "latin.css").write_bytes(b"/* \xe9 */")
    (story.parent / "folder.css").mkdir()
    for words in (["--style", sheet], ["--css", sheet]):
        ran = matbaa(story, "-t", "html", *words)
        assert ran.code == 2
        assert sheet in ran.err


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("text", ["--fonts", "ttf"]),
        ("epub", ["--bidi", "none"]),
        ("newsml", ["--style", "article"]),
        ("text", ["--css", "x.css"]),
    ],
)
def test_an_option_of_another_writer_is_refused(
    kind: str, words: list[str], story: Path, matbaa: Matbaa
) -> None:
    ran = matbaa(story, "-t", kind, *words)
    assert ran.code == 2
    assert words[0] in ran.err
    assert kind in ran.err
    assert not (story.parent / "out").exists()


def test_a_writers_own_options_are_flags_before_or_behind_the_file(story: Path, matbaa: Matbaa) -> None:
    words = story.read_text(encoding="utf-8") + "اكتب إلى http://example.org/a أو إلى الرقم 12-34.\n"
    story.write_text(words, encoding="utf-8")
    for call in (["--bidi", "none", story], [story, "--bidi=none"], [story, "--bidi", "none"]):
        out = matbaa(*call, "-t", "text", "-o", "-").out
        assert out == isolates_off(out)
    assert "\u2066" in matbaa(story, "-t", "text", "-o", "-").out


def test_an_embargo_is_set_aside_only_knowingly(story: Path, matbaa: Matbaa) -> None:
    embargo = ["-M", "embargo=2099-01-01T00:00+03:00"]
    assert matbaa(story, "-t", "html", *embargo).code == 1
    assert matbaa("--ignore-embargo", story, "-t", "html", *embargo).code == 0
    assert matbaa(story, "-t", "html", "--ignore-embargo", "-M", "status=canceled").code == 1


def test_help_lists_every_command_and_every_writers_options(matbaa: Matbaa) -> None:
    for flag in ("-h", "--help"):
        ran = matbaa(flag)
        assert ran.code == 0
        assert all(
            command in ran.out for command in ("convert", "check", "show", "list", "doctor", "explain")
        )
    ran = matbaa("convert", "-h")
    assert ran.code == 0
    for option in (
        "--links none|inline",
        "--bidi isolates|marks|none",
        "--fonts woff2|ttf|none",
        "--ignore-embargo",
    ):
        assert option in ran.out, option


def test_version_is_the_version_of_the_distribution(matbaa: Matbaa) -> None:
    from importlib.metadata import version

    ran = matbaa("--version")
    assert (ran.code, ran.out) == (0, f"matbaa {version('matbaa')}\n")


def test_the_house_file_above_the_source_holds(story: Path, matbaa: Matbaa) -> None:
    words = (
        'title = "صحيفة الاختبار"\nprovider = "example.org"\ntime_zone = "Asia/Kuwait"\nlanguage = "ar-KW"\n'
        'furniture = ["وقالت الشركة إن السفن ترسو هنا منذ شهر، وإن رقمها ٢٢٥٤ في السجل."]\n'
        '[writers.text]\nbidi = "none"\n'
    )
    (story.parent / "house.toml").write_text(words, encoding="utf-8")
    (story.parent / "deep" / "er").mkdir(parents=True)
    story = story.rename(story.parent / "deep" / "er" / "story.txt")
    xml = matbaa(story, "-t", "newsml", "-o", "-")
    for fact in ("صحيفة الاختبار", "urn:newsml:example.org:20201128:", 'xml:lang="ar-KW"', "04:27:00+03:00"):
        assert fact in xml.out
    assert "text/zone-assumed" not in xml.codes
    assert "السفن" not in matbaa(story, "-t", "text", "-o", "-").out
    assert matbaa(story, "-t", "text", "-o", "-").out == isolates_off(
        matbaa(story, "-t", "text", "-o", "-").out
    )
