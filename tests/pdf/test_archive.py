"""What a PDF says of itself, twice and the same; what it carries; what every reader opens."""

import io
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pikepdf
import pydyf
import pypdfium2
import pytest
from lxml import etree

from convert import newsml
from convert.model import Concept, label
from convert.notes import Notes
from convert.pdf.archive import Facts, add_archive
from tests.pdf.conftest import NAMES, findings, opened
from tests.writers import stories
from tests.writers.conftest import Made
from tests.writers.test_pdf import rendered

NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
}
#: The sun's time of Kuwait until 1947: no whole minutes.
SUN_TIME = timezone(timedelta(hours=3, minutes=6, seconds=52))


def metadata(pdf: pikepdf.Pdf) -> etree._Element:
    """Return the metadata of a PDF as XML."""
    return etree.fromstring(pdf.Root.Metadata.read_raw_bytes())


def said(root: etree._Element, name: str) -> list[str]:
    """Return what the metadata says under a name: one value, or the items of a list."""
    found = root.findall(f".//{name}", NS)
    return [
        text for one in found for part in one.iter() if (text := (part.text or "")).strip() and not len(part)
    ]


def assert_said_twice_the_same(pdf: pikepdf.Pdf) -> None:
    """Assert that the information dictionary and the metadata agree (ISO 19005-3, 6.6.3)."""
    root = metadata(pdf)
    told = {name: str(value) for name, value in pdf.docinfo.items()}
    assert said(root, "dc:title") == [told.pop("/Title")]
    assert ", ".join(said(root, "dc:creator")) == told.pop("/Author", "")
    assert "".join(said(root, "dc:description")) == told.pop("/Subject", "")
    assert (
        "".join(said(root, "pdf:Keywords"))
        == ", ".join(said(root, "dc:subject"))
        == told.pop("/Keywords", "")
    )
    assert said(root, "pdf:Producer") == [told.pop("/Producer")]
    assert said(root, "xmp:CreatorTool") == [told.pop("/Creator")]
    for name, key in (("xmp:CreateDate", "/CreationDate"), ("xmp:ModifyDate", "/ModDate")):
        assert [_as_pdf(when) for when in said(root, name)] == ([told.pop(key)] if key in told else [])
    assert told == {}


def _as_pdf(when: str) -> str:
    """Return a time of XMP as PDF writes it."""
    read = datetime.fromisoformat(when)
    assert read.utcoffset() is not None
    assert read.microsecond == 0
    digits = re.sub(r"[-T:]", "", when[:19])
    return f"D:{digits}{when[19:22]}'{when[23:]}"


# --- the facts ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_the_file_says_of_itself_the_same_twice(name: str, made: Made) -> None:
    assert_said_twice_the_same(opened(made(name, "pdf")))


@pytest.mark.parametrize("name", ["ar", "lighthouse"])
def test_the_file_says_what_it_keeps_to(name: str, made: Made) -> None:
    root = metadata(opened(made(name, "pdf")))
    assert [said(root, f"pdfaid:{part}") for part in ("part", "conformance")] == [["3"], ["A"]]
    assert said(root, "pdfuaid:part") == ["1"]
    assert len(root.findall(".//rdf:RDF", NS)) == 1
    assert said(root, "dc:language") == ["ar"]


@pytest.mark.parametrize("name", ["ar", "lighthouse"])
def test_any_program_can_read_the_metadata(name: str, made: Made) -> None:
    pdf = opened(made(name, "pdf"))
    stream = pdf.Root.Metadata
    assert "/Filter" not in stream
    assert stream.read_raw_bytes() in made(name, "pdf")
    assert stream.read_raw_bytes().startswith(b"<?xpacket begin")


PEOPLE = (
    Concept(name="ريم & Co <x>"),
    Concept(qcode="staff:nobody"),
    Concept(name="  "),
    Concept(name="B, C"),
)
ODD: dict[str, dict[str, Any]] = {
    "markup": {"headline": label("A & B <c> \"d\" ]]> 'e' &amp; \\ (f) {g} %h")},
    "long": {"headline": label("عنوان " * 60)},
    "astral": {"headline": label("\N{GRINNING FACE} 漢")},
    "directions": {"headline": label("\N{RIGHT-TO-LEFT MARK}می\N{ZERO WIDTH NON-JOINER}روم \u2066x\u2069")},
    "no words": {"headline": ()},
    "keywords": {"keywords": ("a & b", "c, d", "", "  ", "<e>")},
    "blank keywords": {"keywords": (" ", "")},
    "people": {"creators": PEOPLE},
    "nobody": {"byline": ()},
    "no dates": {"published": None, "updated": None},
    "only changed": {"published": None, "updated": stories.WHEN},
    "parts of a second": {"published": datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)},
    "the sun's time": {"published": datetime(1935, 1, 2, 3, 4, 5, tzinfo=SUN_TIME)},
    "long ago": {"published": datetime(900, 1, 2, 3, 4, 5, tzinfo=UTC)},
    "west": {"published": datetime(2025, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-9, minutes=-30)))},
}


@pytest.mark.parametrize("changes", ODD.values(), ids=ODD)
def test_whatever_an_article_is_called_the_file_is_valid(changes: dict[str, Any]) -> None:
    notes = Notes()
    data = rendered(stories.edition("ar", **changes), notes)
    assert_said_twice_the_same(opened(data))
    assert findings(data) == []
    assert opened(data).check_pdf_syntax() == []
    assert "pdf/engine" not in notes.codes()


def test_names_that_say_nothing_are_left_out() -> None:
    pdf = opened(rendered(stories.edition("ar", keywords=("a", " ", "b"), creators=PEOPLE)))
    assert str(pdf.docinfo["/Keywords"]) == "a, b"
    assert said(metadata(pdf), "dc:creator") == ["ريم & Co <x>", "B, C"]


def test_an_article_without_a_date_has_none_in_the_file() -> None:
    data = rendered(stories.edition("ar", published=None, updated=None))
    pdf = opened(data)
    assert not [name for name in pdf.docinfo.keys() if name.endswith("Date")]  # noqa: SIM118 - no mapping
    assert b"<xmp:ModifyDate" not in data
    (file,) = pdf.attachments.values()
    assert "/ModDate" not in file.get_file().obj.Params


def test_a_time_is_told_in_the_zone_of_the_article() -> None:
    when = datetime(2025, 1, 2, 3, 4, 5, tzinfo=timezone(timedelta(hours=-9, minutes=-30)))
    pdf = opened(rendered(stories.edition("ar", published=when)))
    assert str(pdf.docinfo["/CreationDate"]) == "D:20250102030405-09'30"
    assert said(metadata(pdf), "xmp:CreateDate") == ["2025-01-02T03:04:05-09:30"]


# --- the source ---------------------------------------------------------------------------------


@pytest.mark.parametrize("langs", [("ar",), ("ar", "he", "en")])
def test_the_source_is_found_in_every_way_a_reader_looks(langs: tuple[str, ...]) -> None:
    edition = stories.edition(*langs, issue="العدد" if len(langs) > 1 else "")
    pdf = opened(rendered(edition))
    (held,) = pdf.Root.AF
    name, listed = pdf.Root.Names.EmbeddedFiles.Names
    assert listed.objgen == held.objgen
    assert str(name) == str(held.F) == str(held.UF) == "source.newsml.xml"
    assert held.AFRelationship == "/Source"
    stream = held.EF.UF
    assert stream.objgen == held.EF.F.objgen
    assert stream.Subtype == "/text/xml"
    assert int(stream.Params.Size) == len(stream.read_bytes())
    (file,) = pdf.attachments.values()
    assert file.get_file().md5 == bytes(stream.Params.CheckSum)
    assert newsml.load(stream.read_bytes()).articles == newsml.load(newsml.dump(edition)).articles


# --- the file -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_reader_opens_it_without_a_word(
    name: str, made: Made, capfd: pytest.CaptureFixture[str]
) -> None:
    pdf = opened(made(name, "pdf"))
    assert pdf.check_pdf_syntax() == []
    assert pdf.get_warnings() == []
    assert pdf.pdf_version == "1.7"
    document = pypdfium2.PdfDocument(made(name, "pdf"))
    assert len(document) == len(pdf.pages)
    document.close()
    assert capfd.readouterr() == ("", "")


def test_the_file_is_named_by_what_is_in_it(made: Made) -> None:
    first, second = (bytes(opened(made("ar", "pdf")).trailer.ID[place]) for place in (0, 1))
    assert first == second
    changed = opened(rendered(stories.edition("ar", headline=label("آخر"))))
    assert bytes(changed.trailer.ID[0]) != first
    assert re.fullmatch(rb"[0-9a-f]{32}", first)


def test_no_stream_ends_in_half_a_line_end() -> None:
    """A reader takes a carriage return before the line end for a part of it (ISO 19005-3, 6.1.7.1).

    Of packed streams every 256th ends in one: contents, fonts, and those that are made last.
    """
    sure = pydyf.Stream([b"%st"], compress=True)
    assert sure.data.endswith(b"\r\nendstream")
    for number in range(400):
        data = _little(f"title {number}", pydyf.Stream([b"%st"], compress=True), pydyf.Stream([b"%\r"]))
        assert b"\r\nendstream" not in data
    with opened(data) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.attachments["source.newsml.xml"].get_file().read_bytes() == b"source"


def _little(title: str, *streams: pydyf.Stream) -> bytes:
    """Return a PDF of a page and some streams."""
    pdf = pydyf.PDF()
    for stream in streams:
        pdf.add_object(stream)
    page = pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference})
    page |= {"MediaBox": pydyf.Array([0, 0, 9, 9]), "Resources": pydyf.Dictionary()}
    pdf.add_page(page)
    add_archive(pdf, Facts(title=title, lang="ar", rtl=True, source=b"source"))
    out = io.BytesIO()
    pdf.write(out, identifier=True, compress=True)
    return out.getvalue()
