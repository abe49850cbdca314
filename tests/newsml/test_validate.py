"""Each rule of the profile finds what breaks it, and nothing else; what is clean is left alone."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from convert.model import (
    Article,
    Concept,
    Correction,
    Edition,
    EdNote,
    Embed,
    Endnote,
    Endnotes,
    Figure,
    Image,
    Issue,
    ItemRef,
    NoteRef,
    Paragraph,
    Picture,
    Rendition,
    Run,
    Scheme,
    Section,
    label,
)
from convert.newsml.dump import dump
from convert.newsml.load import load
from convert.newsml.validate import RULES, validate
from convert.notes import Finding

NOON = datetime(2025, 3, 14, 12, tzinfo=UTC)
GUID = "urn:newsml:example.org:20250314:{}"
ARTICLE = Article(
    guid=GUID.format("harbour"),
    version=2,
    lang="ar",
    direction="rtl",
    version_created=NOON,
    first_created=NOON,
    schemes=(Scheme("staff", "https://example.org/staff/"),),
    signals=("sig:correction",),
    ed_notes=(EdNote(text=label("صحح العدد")),),
    creators=(Concept(qcode="staff:noura", name="نورة"),),
    headline=label("مكتبة الميناء"),
    deck=label("كتاب على رصيف"),
    body=(
        Paragraph(id="p1", text=(Run("فتحت أبوابها"), NoteRef("n1", "r1", "١"), Run(" اليوم"))),
        Figure(image=Image("media/a.jpg", "قاعة"), caption=(Run("في يومها الأول"),)),
        Paragraph(text=(Run("كان ٢٠٠", ("del",), when=NOON), Run("قسم", href="#p1"))),
        Embed(href="https://example.org/v", poster=Image("media/v.jpg", "جولة"), caption=(Run("جولة"),)),
        Figure(image=Image("media/line.png")),
        Correction(body=(Paragraph(text=(Run("تصحيح"),)),)),
        Endnotes(notes=(Endnote("n1", (Run("سجل"),), "r1"),)),
    ),
)
PICTURE = Picture(
    guid=GUID.format("photo"),
    lang="ar",
    direction="rtl",
    version_created=NOON,
    headline=label("قاعة القراءة"),
    original="web",
    renditions=(Rendition(id="web", href="media/a.jpg", contenttype="image/jpeg"),),
)
ISSUE = Issue(
    guid=GUID.format("issue"),
    lang="ar",
    direction="rtl",
    version_created=NOON,
    title="العدد ٤١٢",
    sections=(
        Section(id="front", items=(ItemRef(guid=ARTICLE.guid, version=2, href="a.xml"),)),
        Section(id="last", items=(ItemRef(guid=PICTURE.guid),)),
    ),
)
ARTICLE_XML = dump(Edition(articles=(ARTICLE,))).decode()
PICTURE_XML = dump(Edition(pictures=(PICTURE,))).decode()
ISSUE_XML = dump(Edition(issue=ISSUE)).decode()
MESSAGE_XML = dump(Edition(articles=(ARTICLE,), pictures=(PICTURE,), issue=ISSUE)).decode()


def _codes(findings: list[Finding]) -> set[str]:
    return {finding.code.removeprefix("newsml/") for finding in findings}


def _with(text: str) -> str:
    """Return the article, true in its counts, with *text* as its last paragraph."""
    extra = Paragraph(text=(Run(text),))
    return dump(Edition(articles=(replace(ARTICLE, body=(*ARTICLE.body, extra)),))).decode()


def _changed(document: str, old: str, new: str) -> bytes:
    assert old in document, f"the document does not hold {old!r}"
    return document.replace(old, new, 1).encode()


@pytest.mark.parametrize("document", [ARTICLE_XML, PICTURE_XML, ISSUE_XML, MESSAGE_XML])
def test_a_clean_document_gives_no_finding(document: str) -> None:
    assert validate(document.encode()) == []


BROKEN = [
    # code, document, what is taken out, what is put in, a word of the sentence
    ("P01", ARTICLE_XML, "<contentMeta>", "<contentMeta><urgency>0</urgency>", "urgency"),
    ("P01", ARTICLE_XML, 'standard="NewsML-G2" ', "", "standard"),
    ("P02", ARTICLE_XML, 'qcode="staff:', 'qcode="crew:', "'crew'"),
    ("P02", ARTICLE_XML, "catalog.IPTC-G2-Standards_41", "catalog.Ours", "'ninat'"),
    ("P02", ARTICLE_XML, 'alias="staff"', 'alias="stat"', "two meanings"),
    ("P02", PICTURE_XML, 'id="web"', 'id="web" rendition="print"', "print"),
    ("P03", ARTICLE_XML, "12:00:00+00:00</firstCreated>", "12:00:00</firstCreated>", "firstCreated"),
    ("P03", ARTICLE_XML, "12:00:00+00:00</firstCreated>", "12:00:00+0000</firstCreated>", "not an ISO"),
    ("P03", ARTICLE_XML, "2025-03-14T12:00:00+00:00</firstC", "2025-02-30T12:00:00+00:00</firstC", "ISO"),
    ("P03", ARTICLE_XML, 'datetime="2025-03-14T12:00:00+00:00"', 'datetime="2025-03-14"', "del"),
    ("P03", MESSAGE_XML, "+00:00</sent>", "</sent>", "sent"),
    ("P04", ARTICLE_XML, ' conformance="power"', "", "conformance"),
    ("P04", PICTURE_XML, ' version="1"', "", "version"),
    ("P04", ARTICLE_XML, f'guid="{ARTICLE.guid}"', 'guid=""', "guid"),
    ("P04", ARTICLE_XML, '<pubStatus qcode="stat:usable"/>', "", "pubStatus"),
    ("P04", ARTICLE_XML, '<pubStatus qcode="stat:usable"/>', '<pubStatus uri="x"/>', "qcode"),
    ("P04", ARTICLE_XML, '<itemClass qcode="ninat:text"/>', "<itemClass/>", "qcode"),
    ("P04", ARTICLE_XML, ' contenttype="application/xhtml+xml"', "", "contenttype"),
    ("P04", PICTURE_XML, ' contenttype="image/jpeg"', "", "contenttype"),
    ("P05", ARTICLE_XML, ">مكتبة الميناء</headline>", "> </headline>", "empty"),
    ("P05", ARTICLE_XML, ' role="mbhl:deck"', "", "second headline"),
    ("P06", ARTICLE_XML, 'xml:lang="ar" dir="rtl">', 'dir="rtl">', "does not state"),
    ("P06", ARTICLE_XML, ' lang="ar" ', ' lang="fa" ', "lang of <html> is 'fa'"),
    (
        "P06",
        ARTICLE_XML,
        'xml:lang="ar" dir="rtl" wordcount',
        'xml:lang="ar" dir="ltr" wordcount',
        "inlineXML",
    ),
    ("P07", ARTICLE_XML, '<p id="p1">', '<p id="p1" style="color:red">', "style"),
    ("P07", ARTICLE_XML, 'class="correction"', 'class="erratum"', "erratum"),
    ("P07", ARTICLE_XML, '"application/xhtml+xml"', '"text/html"', "text/html"),
    ("P07", ARTICLE_XML, ' xmlns="http://www.w3.org/1999/xhtml"', "", "no XHTML body"),
    ("P07", ARTICLE_XML, "http://www.w3.org/1999/xhtml", "http://example.org/", "no XHTML body"),
    ("P08", ARTICLE_XML, '<figure><img src="media/a.jpg"', '<figure id="p1"><img src="media/a.jpg"', "twice"),
    ("P08", ARTICLE_XML, 'href="#p1"', 'href="#p9"', "p9"),
    ("P08", ARTICLE_XML, 'href="#n1"', 'href="#p1"', "endnote"),
    ("P08", PICTURE_XML, 'original="web"', 'original="print"', "print"),
    ("P09", ARTICLE_XML, ' alt="قاعة"', "", "alt"),
    ("P09", ARTICLE_XML, ' alt="قاعة"', ' alt=""', "alt"),
    ("P09", ARTICLE_XML, "media/a.jpg", "../a.jpg", "out of the folder"),
    ("P09", ARTICLE_XML, "media/a.jpg", "/media/a.jpg", "absolute"),
    ("P09", ARTICLE_XML, "media/a.jpg", "C:\\a.jpg", "drive"),
    ("P09", ARTICLE_XML, "media/a.jpg", "https://example.org/a.jpg", "scheme"),
    ("P09", ARTICLE_XML, "media/a.jpg", "", "no file"),
    ("P09", PICTURE_XML, "media/a.jpg", "media/../../a.jpg", "out of the folder"),
    ("P11", ARTICLE_XML, ">نورة<", ">نور\ufffd<", "REPLACEMENT"),
    ("P11", ARTICLE_XML, "صحح العدد", "صحح \u202eالعدد", "OVERRIDE"),
    ("P11", ARTICLE_XML, ' alt="قاعة"', ' alt="قا&#x85;عة"', "U+0085"),
    ("P12", ARTICLE_XML, 'charcount="', 'charcount="1', "charcount"),
    ("P12", ARTICLE_XML, 'wordcount="', 'wordcount="1', "wordcount"),
    ("P13", ARTICLE_XML, 'version="2"', 'version="1"', "first version"),
    ("P13", ARTICLE_XML, "صحح العدد", "", "what was wrong"),
    ("P14", ISSUE_XML, 'idref="last"', 'idref="lost"', "lost"),
    ("P14", ISSUE_XML, 'groupSet root="edition"', 'groupSet root="whole"', "whole"),
    ("P14", ISSUE_XML, '<group id="last"', '<group id="last"/><group id="other"', "other"),
    ("P14", ISSUE_XML, f'residref="{PICTURE.guid}" ', "", "names no item"),
    ("P14", ISSUE_XML, f'residref="{PICTURE.guid}"', f'residref="{ISSUE.guid}"', "itself"),
    ("P14", ISSUE_XML, 'href="a.xml"', 'href="../a.xml"', "out of the folder"),
    ("P14", MESSAGE_XML, f'residref="{PICTURE.guid}"', 'residref="urn:x"', "does not hold"),
    (
        "P14",
        MESSAGE_XML,
        f'residref="{ARTICLE.guid}" version="2"',
        f'residref="{ARTICLE.guid}" version="1"',
        "here is 2",
    ),
    ("P15", ARTICLE_XML, "stat:usable", "stat:canceled", "canceled"),
    ("P15", ARTICLE_XML, "stat:usable", "stat:withheld", "withheld"),
]


@pytest.mark.parametrize(("code", "document", "old", "new", "word"), BROKEN)
def test_a_rule_finds_what_breaks_it_and_no_other_rule_speaks(
    code: str, document: str, old: str, new: str, word: str
) -> None:
    findings = validate(_changed(document, old, new))
    known = {"P01"} if old.startswith('<group id="last"') else set()  # an empty group lacks its role, too
    assert _codes(findings) - known == {code}
    assert any(word in finding.sentence for finding in findings)


def test_every_rule_has_a_document_that_breaks_it() -> None:
    elsewhere = {"P10"}  # its documents are written anew, to be true in their counts
    assert {code for code, *_ in BROKEN} | elsewhere == {code.removeprefix("newsml/") for code, _ in RULES}


@pytest.mark.parametrize(("document", "old", "new"), [broken[1:4] for broken in BROKEN])
def test_a_finding_has_a_place_a_sentence_and_a_cure(document: str, old: str, new: str) -> None:
    for finding in validate(_changed(document, old, new)):
        assert re.fullmatch(r"line [0-9]+", finding.where)
        assert finding.sentence
        assert finding.cure
        assert str(finding).startswith(f"newsml/{finding.code[-3:]} line ")


def test_a_rule_says_in_its_docstring_what_it_demands() -> None:
    for code, rule in RULES:
        assert (rule.__doc__ or "").startswith(code.removeprefix("newsml/") + ": ")


# --- what a table cannot say --------------------------------------------------------------------


@pytest.mark.parametrize("line", ["مكتبة الميناء", "  مكتبة  الميناء.", "كتاب على رصيف"])
def test_a_body_that_begins_with_the_headline_or_the_deck_again_is_found(line: str) -> None:
    body = (Figure(image=Image("media/line.png")), Paragraph(id="p0", text=(Run(line),)), *ARTICLE.body)
    findings = validate(dump(Edition(articles=(replace(ARTICLE, body=body),))))
    assert _codes(findings) == {"P10"}


def test_a_body_that_only_begins_like_the_headline_is_left_alone() -> None:
    body = (Paragraph(text=(Run("مكتبة الميناء تفتح أبوابها"),)), *ARTICLE.body)
    assert validate(dump(Edition(articles=(replace(ARTICLE, body=body),)))) == []


def test_a_direction_against_most_of_the_letters_is_found() -> None:
    assert _codes(validate(dump(Edition(articles=(replace(ARTICLE, direction="ltr"),))))) == {"P06"}
    assert _codes(validate(_with("Much more English than Arabic stands here. " * 20).encode())) == {"P06"}
    assert not validate(_with("2025, ١٤, 24/7 and a little English").encode())


def test_a_second_body_is_found() -> None:
    inline = re.search(r" *<inlineXML.*</inlineXML>\n", ARTICLE_XML, re.DOTALL)
    assert inline
    findings = validate(_changed(ARTICLE_XML, "</contentSet>", inline[0] + "</contentSet>"))
    assert "P07" in _codes(findings)
    assert any("2 bodies" in finding.sentence for finding in findings)


def test_groups_that_hold_each_other_are_found() -> None:
    document = dump(
        Edition(issue=replace(ISSUE, sections=tuple(replace(s, title="باب") for s in ISSUE.sections)))
    ).decode()
    first, second, third = re.split(r"(?<=</title>)(?=\s*<itemRef)", document)
    looped = f'{first}<groupRef idref="last"/>{second}<groupRef idref="front"/>{third}'
    findings = validate(looped.encode())
    assert _codes(findings) == {"P14"}
    assert "circle" in findings[0].sentence


def test_a_group_that_nothing_refers_to_is_a_warning() -> None:
    findings = validate(_changed(ISSUE_XML, '<groupRef idref="last"/>', ""))
    assert [(finding.code, finding.severity) for finding in findings] == [("newsml/P14", "warning")]


def test_an_embargo_is_a_warning_unless_it_was_over_when_the_version_was_made() -> None:
    def found(embargo: datetime) -> list[Finding]:
        return validate(dump(Edition(articles=(replace(ARTICLE, embargo=embargo),))))

    assert [finding.severity for finding in found(NOON + timedelta(hours=1))] == ["warning"]
    assert "--ignore-embargo" in found(NOON + timedelta(hours=1))[0].cure
    assert found(NOON) == []


def test_an_embargo_without_a_time_lasts_until_further_notice() -> None:
    findings = validate(_changed(ARTICLE_XML, "<pubStatus", "<embargoed/><pubStatus"))
    assert _codes(findings) == {"P03", "P15"}
    assert "further notice" in findings[1].sentence


def test_an_editors_note_on_a_correction_wants_the_signal() -> None:
    note = EdNote(text=label("صحح العدد"), role="mbn:correction")
    findings = validate(dump(Edition(articles=(replace(ARTICLE, signals=(), ed_notes=(note,)),))))
    assert _codes(findings) == {"P13"}


def test_a_picture_without_a_file_is_found() -> None:
    findings = validate(dump(Edition(pictures=(replace(PICTURE, renditions=(), original=""),))))
    assert _codes(findings) == {"P04"}


def test_a_picture_that_says_something_and_has_no_caption_is_a_warning() -> None:
    body = (*ARTICLE.body, Figure(image=Image("media/b.jpg", "ميناء")))
    findings = validate(dump(Edition(articles=(replace(ARTICLE, body=body),))))
    assert [(finding.code, finding.severity) for finding in findings] == [("newsml/P09", "warning")]


def test_a_link_of_nothing_but_a_picture_wants_an_alt() -> None:
    embed = Embed(href="https://example.org/v", poster=Image("media/v.jpg"))
    findings = validate(dump(Edition(articles=(replace(ARTICLE, body=(*ARTICLE.body, embed)),))))
    assert _codes(findings) == {"P09"}


def test_a_body_nested_past_the_bound_is_a_finding_and_no_crash() -> None:
    deep = "<strong>" * 40 + "</strong>" * 40
    findings = validate(_changed(ARTICLE_XML, "فتحت أبوابها", deep))
    assert _codes(findings) == {"P07"}


# --- files --------------------------------------------------------------------------------------


def test_pictures_and_items_are_looked_for_only_where_a_folder_is_given(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    for name in ("a.jpg", "v.jpg", "line.png"):
        assert _codes(validate(ARTICLE_XML.encode(), base=tmp_path)) == {"P09"}
        (media / name).touch()
    assert not validate(ARTICLE_XML.encode(), base=tmp_path)
    assert not validate(PICTURE_XML.encode(), base=tmp_path)
    assert _codes(validate(ISSUE_XML.encode(), base=tmp_path)) == {"P14"}
    (tmp_path / "a.xml").touch()
    assert not validate(ISSUE_XML.encode(), base=tmp_path)


def test_a_link_on_disk_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    outside = tmp_path / "outside.jpg"
    outside.touch()
    media = tmp_path / "inside" / "media"
    media.mkdir(parents=True)
    (media / "a.jpg").symlink_to(outside)
    assert _codes(validate(PICTURE_XML.encode(), base=tmp_path / "inside")) == {"P09"}


def test_a_name_too_long_for_the_disk_is_a_missing_file(tmp_path: Path) -> None:
    document = _changed(PICTURE_XML, "media/a.jpg", "a" * 5000)
    assert _codes(validate(document, base=tmp_path)) == {"P09"}


# --- documents that are none --------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [b"", b"<a", b"<a/>", b"<!DOCTYPE a><a/>", b'<nitf xmlns="x"><body/></nitf>', b"\xff\xfe", b"plain"],
)
def test_what_is_not_newsml_is_one_finding_of_the_schema(data: bytes) -> None:
    findings = validate(data)
    assert [finding.code for finding in findings] == ["newsml/P01"]
    assert findings[0].cure


def test_an_empty_item_is_told_all_that_it_lacks() -> None:
    findings = validate(b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"/>')
    assert _codes(findings) == {"P04", "P06"}


def test_a_flood_of_attributes_is_refused_at_once() -> None:
    flood = " ".join(f'a{number}="x"' for number in range(101))
    findings = validate(_changed(ARTICLE_XML, '<p id="p1"', f"<p {flood}"))
    assert [finding.sentence for finding in findings] == ["<p> has 101 attributes"]


# --- the worked examples ------------------------------------------------------------------------


def _example(shared: Path, name: str) -> bytes:
    return (shared / "data" / "canonical" / f"{name}.newsml.xml").read_bytes()


@pytest.mark.parametrize("name", ["seed", "photo1", "edition"])
def test_a_worked_example_gives_no_finding(shared: Path, name: str) -> None:
    assert validate(_example(shared, name)) == []


def test_the_worked_feature_is_counted_differently_and_embargoed(shared: Path) -> None:
    """Its 96 words and 560 characters take in the sign and the arrow of the note and line ends."""
    findings = validate(_example(shared, "feature"))
    assert [(finding.code, finding.severity) for finding in findings] == [
        ("newsml/P12", "error"),
        ("newsml/P12", "error"),
        ("newsml/P15", "warning"),
    ]


@pytest.mark.parametrize("name", ["seed", "feature", "photo1", "edition"])
def test_a_worked_example_written_anew_gives_no_error(shared: Path, name: str) -> None:
    findings = validate(dump(load(_example(shared, name))))
    assert not [finding for finding in findings if finding.severity == "error"]
