"""Every hostile text file does what the index says must happen, and none gets anything it should not."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from convert.cli.screen import shown
from tests.conftest import Matbaa
from tests.helpers import (
    KUWAIT,
    OVERRIDES,
    ROOT,
    Ran,
    balanced,
    files_in,
    headline_in,
    isolates_off,
    legal_name,
    paragraphs_in,
    parts,
    quiet_terminal,
    run,
    shown_in,
    strays,
    texts_of,
    unbroken,
    whole,
)

HOSTILE = ROOT.parent / "shared" / "data" / "hostile"
BY_HEADLINE = "{slug}.{ext}"
SUFFIXES = {"newsml": ".xml", "text": ".txt", "epub": ".epub", "pdf": ".pdf"}
XHTML = "{http://www.w3.org/1999/xhtml}"
A4 = (595, 842)


@dataclass
class Result:
    """A hostile file, what the run answered, and what it made."""

    source: Path
    ran: Ran
    folder: Path

    @cached_property
    def data(self) -> bytes:
        return self.source.read_bytes()

    def path(self, suffix: str) -> Path:
        return next(path for path in self.folder.iterdir() if path.suffix == suffix)

    @cached_property
    def text(self) -> str:
        return self.path(".txt").read_text(encoding="utf-8")

    @cached_property
    def story(self) -> etree._Element:
        return etree.fromstring(self.path(".xml").read_bytes())

    @cached_property
    def headline(self) -> str:
        return headline_in(self.story)

    @cached_property
    def paragraphs(self) -> list[str]:
        return paragraphs_in(self.story)

    def again(self, *words: str) -> Ran:
        """Run the same file once more, with other options, into another folder."""
        return run(self.source, "-d", "again", *words, cwd=self.folder.parent)

    @cached_property
    def pdf_title(self) -> str:
        with pikepdf.open(self.path(".pdf")) as pdf:
            return str(pdf.docinfo["/Title"])

    @cached_property
    def pdf_text(self) -> str:
        """What PDFium reads, without the marks that steer readers (RLM, ALM)."""
        pdf = pypdfium2.PdfDocument(self.path(".pdf"))
        text = "\n".join(page.get_textpage().get_text_range() for page in pdf)
        pdf.close()
        return text.translate(dict.fromkeys(map(ord, "\u200f\u061c")))


Look = Callable[[Result], None]


@dataclass(frozen=True)
class Must:
    """What must happen with a file: exit code, codes of notes, bounds, and what to look at besides."""

    code: int = 0
    codes: tuple[str, ...] = ()
    pdf: bool = False
    seconds: float = 60
    look: tuple[Look, ...] = field(default=())
    formats: tuple[str, ...] = ("newsml", "text", "epub")


# --- what to look at --------------------------------------------------------------------------


def nothing_written(result: Result) -> None:
    assert not result.folder.exists() or not files_in(result.folder)
    assert result.source.name in result.ran.err, "the message names the file"


def the_seeds_paragraphs(result: Result) -> None:
    seed = KUWAIT.read_text(encoding="utf-8").split("\n")
    assert len(result.paragraphs) == 11
    assert all(paragraph in seed for paragraph in result.paragraphs)


def same_as_in_utf8(codec: str) -> Look:
    """Return a look that reads the same letters in UTF-8 and expects the same text."""

    def look(result: Result) -> None:
        twin = result.folder.parent / "twin" / result.source.name
        twin.parent.mkdir()
        twin.write_bytes(result.data.decode(codec).encode())
        ran = run(twin, "-t", "text", "-o", "-", "-q", cwd=twin.parent)
        assert ran.stdout == result.path(".txt").read_bytes()
        the_seeds_paragraphs(result)

    return look


def refused_when_strict(result: Result) -> None:
    ran = result.again("-t", "newsml,text", "--strict")
    assert ran.code == 1
    assert "use/strict" in ran.codes
    assert not (result.folder.parent / "again").exists()


def no_escape_byte_anywhere(result: Result) -> None:
    for path in result.folder.iterdir():
        if path.suffix in (".txt", ".xml", ".json"):
            assert b"\x1b" not in path.read_bytes()
    for name, data in parts(result.path(".epub")).items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".css")):
            assert b"\x1b" not in data
    assert "\x1b" not in result.pdf_title
    assert "\x1b" not in result.pdf_text


def noncharacters_are_gone(result: Result) -> None:
    assert not re.search("[\ufffe\uffff]", result.path(".xml").read_text(encoding="utf-8"))
    assert result.headline.startswith("عنوان")


def _lines_kept(result: Result) -> list[str]:
    """Return the paragraphs, and the lines kept beside the article: these stand below «back to top»."""
    beside = [value for element in result.story.iter() if (value := element.get("value"))]
    return [*result.paragraphs, *beside]


def lost_letters_are_marked(result: Result) -> None:
    line = next(line for line in _lines_kept(result) if "\ufffd" in line)
    assert line.endswith("tail")


def half_a_letter_is_noted(result: Result) -> None:
    """The file on disk ends in a whole letter; cut one byte off and the last one is lost, the rest intact."""
    cut = result.folder.parent / "cut.txt"
    cut.write_bytes(result.data[:-1])
    ran = run(cut, "-t", "text", "-o", "-", cwd=cut.parent)
    assert ran.code == 0
    assert "text/bytes-lost" in ran.codes
    lost = isolates_off(ran.out).rstrip("\n")
    assert lost.endswith("\ufffd")
    assert lost[:-1] == isolates_off(result.text).rstrip("\n")[:-1]


def overlong_forms_are_no_letters(result: Result) -> None:
    assert any(set(line) == {"\ufffd"} for line in _lines_kept(result))


def told_its_encoding(encoding: str) -> Look:
    def look(result: Result) -> None:
        told = result.again("-t", "text", "-o", "-", "-q", "--encoding", encoding)
        assert told.code == 0
        assert told.stdout == result.path(".txt").read_bytes()

    return look


def each_line_in_its_own_encoding(result: Result) -> None:
    seed = KUWAIT.read_text(encoding="utf-8")
    lines = [number for number, line in enumerate(result.data.split(b"\n"), 1) if not _is_utf8(line)]
    assert all(f"line {number}: this line is not UTF-8" in result.ran.err for number in lines)
    kept = [paragraph for paragraph in result.paragraphs if paragraph in seed]
    assert len(kept) == len(lines) + 2 == 5


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def hebrew_is_hebrew(result: Result) -> None:
    assert result.headline.startswith("ראש הממשלה:")
    assert not re.search("[\u00c0-\u00ff]", result.text)


def visual_hebrew_is_turned_unless_told_otherwise(result: Result) -> None:
    assert result.headline == "ראש הממשלה"
    logical = result.again("-t", "text", "-o", "-", "-q", "--encoding", "iso-8859-8-i")
    assert (logical.code, logical.out.partition("\n")[0]) == (0, "הלשממה שאר")
    visual = result.again("-t", "text", "-o", "-", "-q", "--encoding", "iso-8859-8")
    assert (visual.code, visual.out.partition("\n")[0]) == (0, "ראש הממשלה")


def no_override_is_left(result: Result) -> None:
    assert not OVERRIDES.search("".join(texts_of(result.story)))
    assert all(balanced(line) for line in result.text.split("\n"))
    for name, data in parts(result.path(".epub")).items():
        if name.endswith(".xhtml"):
            for block in etree.fromstring(data).iter(f"{XHTML}p", f"{XHTML}h1"):
                words = "".join(map(str, block.itertext()))
                assert not OVERRIDES.search(words)
                assert balanced(words)


def numbers_keep_their_order_on_paper(result: Result) -> None:
    assert result.headline == "دفع 000,1 دينار"
    assert "000,1" in result.pdf_text
    assert {"evil", "unclosed"} <= set(result.pdf_text.split())


def the_name_ends_as_it_should(result: Result) -> None:
    assert {path.name for path in result.folder.glob("[!.]*")} == {
        f"تقرير fdp.exe{suffix}" for suffix in (".xml", ".txt", ".epub")
    }


def the_headline_is_kept(result: Result) -> None:
    lines = re.split("[\n\r]", result.data.decode())
    first = next(line.strip(" ") for line in lines if line.strip(" \u200f"))
    assert unbroken(result.headline) == unicodedata.normalize("NFC", re.sub(" {2,}", " ", first))


def the_title_is_whole(result: Result) -> None:
    the_headline_is_kept(result)
    package = next(data for name, data in parts(result.path(".epub")).items() if name.endswith(".opf"))
    title = etree.fromstring(package).findtext(".//{http://purl.org/dc/elements/1.1/}title")
    assert title == result.headline
    assert len(title) > 20_000
    assert all(len(path.name.encode()) <= 200 for path in result.folder.iterdir())


def shown_literally(result: Result) -> None:
    the_headline_is_kept(result)
    assert result.headline in isolates_off(result.text)
    assert result.headline in isolates_off(shown_in(result.path(".epub")))
    assert isolates_off(result.pdf_title) == result.headline


def the_page_is_as_it_was(result: Result) -> None:
    with pikepdf.open(result.path(".pdf")) as pdf:
        for page in pdf.pages:
            assert tuple(round(float(side)) for side in page.mediabox[2:]) == A4
    assert "2254" in result.pdf_text, "the body is there"
    assert "pdf/fetch-refused" not in result.ran.codes


def one_object_a_line(result: Result) -> None:
    ran = result.again("-t", "text", "--json")
    assert (ran.events[0]["event"], ran.events[-1]["event"]) == ("start", "summary")
    assert b"\t" not in ran.stdout


def no_link_is_active(result: Result) -> None:
    with pikepdf.open(result.path(".pdf")) as pdf:
        notes = [note for page in pdf.pages for note in page.get("/Annots", [])]
        assert not [note for note in notes if "/A" in note and "/URI" in note.A]
    for name, data in parts(result.path(".epub")).items():
        if name.startswith("EPUB/text/"):
            assert not list(etree.fromstring(data).iter(f"{XHTML}a"))
    assert not list(result.story.iter(f"{XHTML}a"))
    assert "javascript:alert(1)" in isolates_off(result.text)


def nothing_but_a_headline(result: Result) -> None:
    assert result.headline == "عنوان فقط"
    assert result.paragraphs == []
    assert isolates_off(result.text) == "عنوان فقط\n"


def every_letter_is_there(result: Result) -> None:
    longest = max(result.data.decode().split("\n"), key=len).strip()
    assert unbroken(" ".join(result.paragraphs)) == re.sub(" {2,}", " ", longest)
    assert re.sub(r"\s", "", longest) in re.sub(r"\s", "", unbroken(isolates_off(result.text)))


def all_paragraphs_are_there(result: Result) -> None:
    assert len(result.paragraphs) == 20_000
    assert result.text.count("فقرة رقم") == 20_000


def all_marks_are_there(result: Result) -> None:
    first = unicodedata.normalize("NFC", result.data.decode().split("\n")[0])
    assert len(first) > 9000
    assert unbroken(result.headline) == first


def joiners_are_kept(result: Result) -> None:
    for joiner in ("\N{ZERO WIDTH JOINER}", "\N{ZERO WIDTH NON-JOINER}"):
        count = result.data.decode().count(joiner)
        assert result.headline.count(joiner) == count > 1000
        assert result.text.count(joiner) >= count


def wide_ligatures_are_there(result: Result) -> None:
    sign = "\N{ARABIC LIGATURE BISMILLAH AR-RAHMAN AR-RAHEEM}"
    count = result.data.decode().count(sign)
    assert "".join(texts_of(result.story)).count(sign) >= count > 1000
    assert result.text.count(sign) == count


def every_line_end_ends_a_line(result: Result) -> None:
    assert result.headline == "عنوان"
    assert result.paragraphs == ["فقرة أولى", "سطر", "فقرة", "سطر", "فقرة", "أخيرة"]


def missing_letters_are_named(result: Result) -> None:
    for point in ("U+0710", "U+10900", "U+10901", "U+10902", "U+10FFFD"):
        assert point in result.ran.err
    refused_when_strict_with("pdf")(result)


def refused_when_strict_with(kind: str) -> Look:
    def look(result: Result) -> None:
        assert result.again("-t", kind, "--strict", "-q").code == 1

    return look


def no_time_is_invented(result: Result) -> None:
    words = result.path(".xml").read_text(encoding="utf-8")
    assert "2020-" not in words
    assert "mbx:timeUnknown" in words, "the placeholder that the schema wants is marked as one"
    assert "32-13-2020" in words


def the_date_is_the_seeds(result: Result) -> None:
    the_seeds_paragraphs(result)
    twin = result.folder.parent / "twin" / result.source.name
    twin.parent.mkdir()
    twin.write_text(re.sub("[٠-٩]", lambda sign: str(int(sign[0])), result.data.decode()), encoding="utf-8")
    assert run(twin, "-t", "text", "-o", "-", "-q", cwd=twin.parent).out == result.text
    assert "2020-11-28T04:27:00" in result.path(".xml").read_text(encoding="utf-8")


def tags_are_shown_as_words(result: Result) -> None:
    assert "<script>x</script>" in "".join(texts_of(result.story))
    assert "<script>x</script>" in isolates_off(result.text)
    for name, data in parts(result.path(".epub")).items():
        if name.endswith(".xhtml"):
            assert not list(etree.fromstring(data).iter(f"{XHTML}script"))


def a_leading_mark_stays_in_its_text(result: Result) -> None:
    first, last = re.split("\n+", result.data.decode())
    for kept in (result.path(".xml").read_text(encoding="utf-8"), shown_in(result.path(".epub"))):
        assert first in kept
        assert last in kept
    composed = unicodedata.normalize("NFC", result.path(".xml").read_text(encoding="utf-8"))
    assert headline_in(etree.fromstring(composed.encode())) == first


def separators_end_lines(result: Result) -> None:
    assert len(result.paragraphs) == 4
    assert not re.search("[\u2028\u2029]", result.text + "".join(texts_of(result.story)))


NAMES = Must(look=(the_headline_is_kept,))
EMPTY = Must(4, ("source/empty",), look=(nothing_written,))

#: What the column `must_happen` says, as something to test.
MUST: dict[str, Must] = {
    "t03-ansi-escape": Must(codes=("text/control-dropped",), pdf=True, look=(no_escape_byte_anywhere,)),
    "t04-noncharacters": Must(codes=("text/control-dropped",), look=(noncharacters_are_gone,)),
    "t05-lone-surrogate": Must(
        codes=("text/bytes-lost",), look=(lost_letters_are_marked, refused_when_strict)
    ),
    "t06-truncated-utf8": Must(look=(half_a_letter_is_noted,)),
    "t07-overlong-utf8": Must(codes=("text/bytes-lost",), look=(overlong_forms_are_no_letters,)),
    "t08-windows-1256": Must(
        codes=("text/encoding-assumed",), look=(same_as_in_utf8("cp1256"), told_its_encoding("windows-1256"))
    ),
    "t10-utf16le-bom": Must(look=(same_as_in_utf8("utf-16"),)),
    "t12-utf16le-nobom": Must(codes=("text/encoding-assumed",), look=(same_as_in_utf8("utf-16-le"),)),
    "t13-utf32le": Must(look=(same_as_in_utf8("utf-32"),)),
    "t14-mojibake-cp1252": Must(codes=("text/mojibake-repaired",), look=(the_seeds_paragraphs,)),
    "t15-mixed-encodings": Must(
        codes=("text/encoding-mixed",), look=(each_line_in_its_own_encoding, refused_when_strict)
    ),
    "t16-hebrew-cp1255": Must(codes=("text/encoding-assumed",), look=(hebrew_is_hebrew,)),
    "t17-hebrew-iso8859-8-visual": Must(
        codes=("text/encoding-assumed", "text/visual-order"),
        look=(visual_hebrew_is_turned_unless_told_otherwise,),
    ),
    "t18-bidi-override": Must(
        codes=("text/bidi-dropped",), pdf=True, look=(no_override_is_left, numbers_keep_their_order_on_paper)
    ),
    "t19-bidi-depth": Must(codes=("text/bidi-dropped",), pdf=True, look=(no_override_is_left,)),
    "t20-rlo-filename": Must(codes=("text/bidi-dropped",), look=(the_name_ends_as_it_should,)),
    "t22-long-headline": Must(pdf=True, seconds=30, look=(the_title_is_whole,)),
    "t24-format-string": Must(pdf=True, look=(shown_literally,)),
    "t25-css-injection": Must(pdf=True, look=(shown_literally, the_page_is_as_it_was)),
    "t26-csv-injection": Must(look=(one_object_a_line,)),
    "t27-uri-schemes": Must(pdf=True, look=(no_link_is_active,)),
    "t28-empty": EMPTY,
    "t29-whitespace": EMPTY,
    "t30-bom-only": EMPTY,
    "t31-boilerplate-only": Must(4, ("source/no-article",), look=(nothing_written,)),
    "t32-headline-only": Must(codes=("text/body-missing",), look=(nothing_but_a_headline,)),
    "t33-long-word": Must(codes=("text/long-word",), pdf=True, look=(every_letter_is_there,)),
    "t34-long-line-nospace-latin": Must(codes=("text/long-word",), pdf=True, look=(every_letter_is_there,)),
    "t35-long-paragraph": Must(pdf=True, look=(every_letter_is_there,)),
    "t36-many-paragraphs": Must(formats=("newsml", "text"), look=(all_paragraphs_are_there,)),
    "t37-zalgo": Must(pdf=True, look=(all_marks_are_there,)),
    "t38-joiners": Must(pdf=True, look=(joiners_are_kept,)),
    "t40-fdfd": Must(pdf=True, look=(wide_ligatures_are_there,)),
    "t41-line-separators": Must(look=(every_line_end_ends_a_line,)),
    "t42-missing-glyphs": Must(codes=("font/glyph-missing",), pdf=True, look=(missing_letters_are_named,)),
    "t43-impossible-date": Must(codes=("text/date-impossible",), look=(no_time_is_invented,)),
    "t44-eastern-digits-date": Must(look=(the_date_is_the_seeds,)),
    "t45-html-as-txt": Must(look=(tags_are_shown_as_words,)),
    "t46-pdf-as-txt": Must(4, ("source/binary",), look=(nothing_written,)),
    "t48-combining-start": Must(look=(a_leading_mark_stays_in_its_text,)),
    "t49-regex-bomb": Must(seconds=30),
    "t50-same-headline-a": NAMES,
    "t50-same-headline-b": NAMES,
    "t51-space-paragraph-separator": Must(pdf=True, look=(separators_end_lines,)),
    "t52-line-separator-softhyphen": Must(pdf=True, look=(separators_end_lines,)),
}


def _classes() -> dict[str, str]:
    """Return the hostile texts of the index, each with its class."""
    index = HOSTILE / "index.tsv"
    lines = index.read_text(encoding="utf-8").splitlines()[1:] if index.is_file() else []
    return {row[0]: row[1] for row in (line.split("\t") for line in lines) if row[2] == "txt"}


def _rows() -> list[str]:
    return list(_classes())


def _first_of_each_class() -> list[Any]:
    """Return all names; only the first of each class is looked at in the fast tests."""
    first = {kind: name for name, kind in reversed(_classes().items())}
    return [pytest.param(name, marks=[] if name in first.values() else pytest.mark.gate) for name in _rows()]


def _must(name: str) -> Must:
    stem = name.removesuffix(".txt")
    return NAMES if stem.startswith("t21-name-") else MUST[stem]


@pytest.mark.parametrize("name", _first_of_each_class() or ["index.tsv"])
def test_a_hostile_text_does_what_the_index_says(name: str, shared: Path, tmp_path: Path) -> None:
    source, must = shared / "data" / "hostile" / name, _must(name)
    formats = (*must.formats, *(["pdf"] if must.pdf else []))
    folder = tmp_path / "work" / "out"
    folder.parent.mkdir()
    ran = run(
        source, "-t", ",".join(formats), "-d", folder, "--name", BY_HEADLINE,
        cwd=folder.parent, timeout=must.seconds, memory=2 << 30,
    )  # fmt: skip
    assert ran.code == must.code, ran.err
    assert set(must.codes) <= ran.codes
    quiet_terminal(ran)
    assert files_in(tmp_path) == {f"work/out/{one}" for one in files_in(folder)}, "all inside the folder"
    assert not strays(tmp_path)
    if not must.code:
        assert {path.suffix for path in folder.glob("[!.]*")} == {SUFFIXES[one] for one in formats}
    for path in folder.glob("[!.]*"):
        assert legal_name(path.name)
        assert path.resolve().is_relative_to(folder.resolve())
        whole(path)
    for look in must.look:
        look(Result(source, ran, folder))


@pytest.mark.gate
def test_twenty_thousand_paragraphs_become_a_book_and_pages(shared: Path, tmp_path: Path) -> None:
    source = shared / "data" / "hostile" / "t36-many-paragraphs.txt"
    ran = run(source, "-t", "epub,pdf", cwd=tmp_path, timeout=600)
    assert ran.code == 0
    for suffix in (".epub", ".pdf"):
        whole(tmp_path / "out" / f"t36-many-paragraphs{suffix}")
    assert "فقرة رقم 19999" in shown_in(tmp_path / "out" / "t36-many-paragraphs.epub")


def test_no_headline_overwrites_another_in_one_folder(shared: Path, tmp_path: Path) -> None:
    sources = [shared / "data" / "hostile" / name for name in _rows() if name.startswith(("t21", "t50"))]
    ran = run(*sources, "-t", "text", "-d", "out", "--name", BY_HEADLINE, cwd=tmp_path)
    assert ran.code == 0, ran.err
    made = files_in(tmp_path / "out")
    assert all(legal_name(name) for name in made)
    assert len({unicodedata.normalize("NFC", name).casefold() for name in made}) == len(sources)
    heads = [(tmp_path / "out" / name).read_text(encoding="utf-8").partition("\n")[0] for name in made]
    assert sum(head.endswith("عنوان مكرر") for head in heads) == 2


def test_a_half_written_headline_as_a_name_stays_in_the_folder(shared: Path, tmp_path: Path) -> None:
    """Even where the pattern puts the headline behind the last dot, where a suffix is expected."""
    deep = tmp_path / "a" / "b" / "c" / "d" / "e" / "f" / "g" / "h"
    source = shared / "data" / "hostile" / "t21-name-00.txt"
    run(source, "-t", "text", "-d", deep, "--name", "{ext}.{slug}", cwd=tmp_path)
    assert all(path.is_relative_to(deep) for path in tmp_path.rglob("*") if path.is_file())
    assert all("/" not in name for name in files_in(deep))


# --- the list of the issue, with nothing from beside the checkout -----------------------------

BODY = "\n\nنص الخبر في سطر واحد طويل بما يكفي ليكون فقرة من فقرات المقال.\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        pytest.param(b"", "source/empty", id="empty"),
        pytest.param(" \n\N{ZERO WIDTH SPACE}\n\t".encode(), "source/empty", id="white"),
        pytest.param(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj<<>>endobj", "source/binary", id="pdf"),
        pytest.param(b"PK\x03\x04" + bytes(60), "source/binary", id="zip"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(60), "source/binary", id="png"),
        pytest.param(b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 8, "source/binary", id="program"),
        pytest.param(
            "نشر في 28-11-2020 | 04:27\nback to top\n".encode(), "source/no-article", id="furniture"
        ),
    ],
)
def test_what_is_no_article_is_refused_and_nothing_is_written(
    data: bytes, code: str, tmp_path: Path, matbaa: Matbaa
) -> None:
    (tmp_path / "story.txt").write_bytes(data)
    ran = matbaa("story.txt", "-t", "newsml,text")
    assert ran.code == 4
    assert code in ran.codes
    assert "story.txt" in ran.err
    assert not (tmp_path / "out").exists()
    quiet_terminal(ran)


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "no-such-encoding"])
def test_a_wrong_encoding_is_an_error_that_names_it(encoding: str, tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.txt").write_text("عنوان" + BODY, encoding="utf-8")
    ran = matbaa("story.txt", "-t", "text", "--encoding", encoding)
    assert ran.code == 4
    assert encoding in ran.err
    assert not (tmp_path / "out").exists()


def test_a_codec_that_is_no_encoding_of_text_is_an_error_too(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.txt").write_text("عنوان" + BODY, encoding="utf-8")
    ran = matbaa("story.txt", "-t", "text", "--encoding", "rot13")
    assert ran.code == 4, ran.err


def test_a_line_of_200000_letters_is_made_into_everything(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.txt").write_text("عنوان\n\n" + "ب" * 200_000 + "\n", encoding="utf-8")
    ran = matbaa("story.txt", "-t", "newsml,text,epub")
    assert ran.code == 0
    assert "text/long-word" in ran.codes
    story = etree.fromstring((tmp_path / "out" / "story.xml").read_bytes())
    assert unbroken("".join(paragraphs_in(story))) == "ب" * 200_000
    whole(tmp_path / "out" / "story.epub")


def test_controls_and_overrides_reach_neither_the_terminal_nor_a_file(tmp_path: Path, matbaa: Matbaa) -> None:
    marks = "\x00\x07\x08\x1b\x7f\x9b\u202a\u202e\u2066\u2067"
    (tmp_path / "story.txt").write_text(f"خبر{marks}عاجل" + BODY + f"سطر{marks}آخر\n", encoding="utf-8")
    ran = matbaa("story.txt", "-t", "newsml,text,epub,pdf", "--encoding", "utf-8")
    assert ran.code == 0, ran.err
    assert {"text/control-dropped", "text/bidi-dropped"} <= ran.codes
    quiet_terminal(ran)
    for path in (tmp_path / "out").glob("[!.]*"):
        whole(path)
    story = etree.fromstring((tmp_path / "out" / "story.xml").read_bytes())
    assert headline_in(story) == "خبرعاجل"
    assert paragraphs_in(story)[-1] == "سطرآخر"


def test_a_line_separator_ends_a_line(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.txt").write_text(f"عنوان{BODY}أول. \u2028\u00adثان. \u2029ثالث.\n", encoding="utf-8")
    ran = matbaa("story.txt", "-t", "newsml,pdf")
    assert ran.code == 0
    story = etree.fromstring((tmp_path / "out" / "story.xml").read_bytes())
    assert paragraphs_in(story)[1:] == ["أول.", "\u00adثان.", "ثالث."]
    whole(tmp_path / "out" / "story.pdf")


@pytest.mark.parametrize("pattern", ["{slug}.{ext}", "{slug}", "{ext}.{slug}"])
def test_a_headline_that_is_a_path_stays_a_name(pattern: str, tmp_path: Path, matbaa: Matbaa) -> None:
    headlines = ["../../../up", "/etc/x", "C:\\x", "..", "-rf", "NUL", "~root", ".hidden", "a\u202efdp.exe"]
    for number, headline in enumerate(headlines):
        (tmp_path / f"{number}.txt").write_text(headline + BODY, encoding="utf-8")
    out = tmp_path / "a" / "b" / "c" / "d"
    ran = matbaa("?.txt", "-t", "text", "-d", out, "--name", pattern)
    assert ran.code == 0, ran.err
    made = {name for name in files_in(tmp_path) if not re.fullmatch(r"\d\.txt", name)}
    assert len(made) == len(headlines)
    assert all(name.startswith("a/b/c/d/") and legal_name(name.removeprefix("a/b/c/d/")) for name in made)


def test_a_language_that_is_a_path_stays_a_name(tmp_path: Path, matbaa: Matbaa) -> None:
    (tmp_path / "story.txt").write_text("عنوان" + BODY, encoding="utf-8")
    out = tmp_path / "a" / "b"
    matbaa("story.txt", "-t", "text", "-d", out, "--name", "{stem}.{lang}", "-l", "../../x")
    assert all(
        name.startswith("a/b/") and name.count("/") == 2 for name in files_in(tmp_path) - {"story.txt"}
    )


def test_what_an_xml_says_of_itself_cannot_turn_the_terminal(tmp_path: Path, matbaa: Matbaa) -> None:
    """A guid, a language and an identifier are printed by `show`; they too come from outside."""
    (tmp_path / "story.txt").write_text("عنوان" + BODY, encoding="utf-8")
    assert matbaa("story.txt", "-t", "newsml").code == 0
    path = tmp_path / "out" / "story.xml"
    words = path.read_text(encoding="utf-8")
    turned = re.sub(r'guid="[^"]*"', 'guid="urn:x:\u202e\u009b31m"', words).replace(
        'xml:lang="ar"', 'xml:lang="ar-\u202ex"'
    )
    assert turned != words
    path.write_text(turned, encoding="utf-8")
    for words_ in (
        ["show", path],
        ["convert", path, "-t", "text"],
        ["check", path],
        ["show", path, "--json"],
    ):
        quiet_terminal(matbaa(*words_))


def test_shown_words_are_isolated_and_come_to_an_end() -> None:
    assert shown("خبر\x1b[31m\u202e") == "\u2068خبر\\x1b[31m\\u202e\u2069"
    assert shown("plain") == "plain"
