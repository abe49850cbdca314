"""The wire of news agencies: what stands in a message, byte by byte, and that it comes back as it went."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import width

import convert
from convert.checks.iptc7901 import check_iptc7901
from convert.errors import SourceError, UsageError, WriteError
from convert.formats import Source
from convert.house import House
from convert.model import Article, Edition, Heading, Item, List, Paragraph, label, words_of
from convert.newsml.count import lines
from convert.notes import Finding, Notes
from convert.readers.iptc7901 import read_iptc7901
from convert.script.bidi import first_strong
from convert.script.codepages import CODEPAGES
from convert.vocab.iptc7901 import Header, header_of, messages, moment_of, spelled_moment
from tests.conftest import Matbaa
from tests.helpers import KUWAIT
from tests.script.test_standing import WORDS
from tests.strategies import editions
from tests.writers import stories
from tests.writers.stories import STORIES
from tests.writers.test_text_manners import LAW, quiet

ALL = tuple(STORIES)
#: Hypothesis gives the zone itself and wants bounds without one.
FIRST, LAST = datetime(1970, 1, 1), datetime(2069, 12, 31)  # noqa: DTZ001


def wire(edition: Edition, notes: Notes | None = None, **options: Any) -> bytes:
    """Return *edition* as a wire."""
    notes = Notes() if notes is None else notes
    return convert.render(edition, "iptc7901", house=House(), notes=notes, **options)


def back(data: bytes, notes: Notes | None = None, **source: Any) -> tuple[Article, ...]:
    """Return the articles of a wire."""
    notes = Notes() if notes is None else notes
    return convert.read(Source(data, "a.iptc", **source), house=House(), notes=notes).articles


def plain(*words: str, lang: str = "ar", **facts: Any) -> Edition:
    """Return a story of paragraphs alone."""
    body = tuple(Paragraph(text=label(one)) for one in words)
    return stories.edition(lang, body=body, **{"deck": (), "byline": (), **facts})


def bare(words: str) -> str:
    """Return *words* without the controls of direction."""
    return re.sub("[\u200e\u200f\u2066-\u2069]", "", words)


# --- what stands in a message -------------------------------------------------------------------


def test_a_message_is_header_keywords_text_and_moment_between_its_control_characters() -> None:
    edition = plain("نص الخبر", headline=label("عنوان"), keywords=("سياسة", "نفط"), urgency=2)
    assert wire(edition, to_encoding="iso-8859-6") == (
        b"\x01MTB0001 2 GEN 0003 ar\r\n"
        b"\x1b-G" + "سياسة/نفط/".encode("iso8859_6") + b"\r\n"
        b"\x02" + "عنوان\r\n\r\nنص الخبر\r\n".encode("iso8859_6") + b"\x03100330 MAY 26\r\n\x04"
    )


@pytest.mark.parametrize(
    ("name", "opening", "ending"),
    [
        ("utf-8", b"\x1b%G", b"\x1b%@"),
        ("iso-8859-6", b"\x1b-G", b""),
        ("windows-1256", b"", b""),
    ],
)
def test_a_registered_code_set_is_designated(name: str, opening: bytes, ending: bytes) -> None:
    data = wire(stories.edition("ar"), to_encoding=name)
    header, _, rest = data.partition(b"\r\n")
    assert b"\x1b" not in header
    assert rest.startswith(opening)
    assert data.count(b"\x1b") == bool(opening) + bool(ending)
    assert ending + b"\x03" in data
    assert b"\x1b" not in wire(stories.edition("ar"), to_encoding=name, code_set="agreed")


def test_hebrew_has_a_set_of_its_own() -> None:
    data = wire(stories.edition("he"), to_encoding="iso-8859-8-i")
    assert b"\x1b-H" in data
    assert STORIES["he"].headline.encode("iso8859_8") in data


@pytest.mark.parametrize("lang", ALL)
def test_no_line_has_more_than_69_columns_and_each_is_the_right_way_round(lang: str) -> None:
    (message,) = messages(wire(stories.edition(lang)))
    direction = stories.edition(lang).articles[0].direction
    for line in message.text.decode().replace("\x1b%@", "").split("\r\n"):
        assert width(line, control_codes="ignore") <= 69
        assert not line or first_strong(line) == direction


def test_articles_follow_one_another_by_number() -> None:
    data = wire(stories.edition("ar", "he", "en"), service="KUN", number=41, category="POL")
    said = [header_of(message.header.decode().strip()) for message in messages(data)]
    assert [(one.service, one.number, one.category, one.info) for one in said if one] == [
        ("KUN", 41, "POL", "ar"), ("KUN", 42, "POL", "he"), ("KUN", 43, "POL", "en"),
    ]  # fmt: skip


def test_the_header_counts_the_words() -> None:
    (message,) = messages(wire(plain("كلمة " * 100)))
    header = header_of(message.header.decode().strip())
    assert header is not None
    assert header.words == 100 + len(STORIES["ar"].headline.split())


@pytest.mark.parametrize(("urgency", "priority"), [(None, 3), (1, 1), (5, 5), (8, 6)])
def test_urgency_becomes_a_priority(urgency: int | None, priority: int) -> None:
    (message,) = messages(wire(plain("نص", urgency=urgency)))
    header = header_of(message.header.decode().strip())
    assert header is not None
    assert header.priority == priority


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"service": "K2"}, "--service is one to eight Latin letters"),
        ({"category": "POLITICS"}, "--category is one to three Latin letters"),
        ({"number": 10000}, "numbered from 1 to 9999"),
        ({"number": 0}, "numbered from 1 to 9999"),
        ({"profile": "email"}, "at most 69 columns"),
        ({"profile": "archive"}, "at most 69 columns"),
    ],
)
def test_a_header_that_cannot_be_spelled_is_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(UsageError, match=re.escape(said)):
        wire(stories.edition("ar"), **options)


# --- there and back -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ALL)
def test_a_story_comes_back_with_its_facts_and_every_word(lang: str) -> None:
    edition = plain(
        *STORIES[lang].paragraphs, lang=lang, keywords=("a b", STORIES[lang].columns[0]), urgency=4
    )
    article = edition.articles[0]
    (again,) = back(wire(edition))
    assert (again.headline, again.lang, again.direction) == (article.headline, lang, article.direction)
    assert (again.keywords, again.urgency) == (article.keywords, 4)
    assert article.published is not None
    assert again.published == article.published
    assert [words_of(block.text) for block in again.body if isinstance(block, Paragraph)] == [
        *STORIES[lang].paragraphs
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30).map(" ".join), min_size=1, max_size=4),
    st.sampled_from(["ar", "he", "en"]),
)
def test_paragraphs_of_any_mixture_come_back_whole_and_are_written_alike_again(
    words: list[str], lang: str
) -> None:
    """Tidying, which may close up spaces, is left out."""
    words = [f"{STORIES[lang].subhead} {one}" for one in words]
    data = wire(plain(*words, lang=lang))
    again = read_iptc7901(Source(data, "a.iptc"), House(), Notes())
    body = again.articles[0].body
    assert [words_of(block.text) for block in body if isinstance(block, Paragraph)] == words
    assert wire(again) == data


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        ("ar", "iso-8859-6"),
        ("ar", "windows-1256"),
        ("fa", "windows-1256"),
        ("he", "iso-8859-8-i"),
        ("he", "windows-1255"),
    ],
)
def test_old_code_sets_come_back_designated_or_guessed(lang: str, name: str) -> None:
    data = wire(plain(*STORIES[lang].paragraphs, lang=lang), to_encoding=name)
    (again,) = back(data)
    (named,) = back(data, encoding=name)
    assert again.headline == named.headline
    once = wire(Edition(articles=(again,)), to_encoding=name)
    assert wire(Edition(articles=back(once)), to_encoding=name) == once
    codec = CODEPAGES[name].codec
    assert bare(once.decode(codec)).split() == bare(data.decode(codec)).split()


def test_lists_come_back_as_lists() -> None:
    items = List(ordered=True, start=3, items=(Item(label("قاعة للقراءة " * 8 + "هنا")), Item(label("مقهى"))))
    bullets = List(items=(Item(label("كتب")), Item(label("سفن"))))
    edition = stories.edition("ar", deck=(), byline=(), body=(items, bullets))
    assert back(wire(edition))[0].body == (items, bullets)


def test_every_word_of_a_whole_story_comes_back() -> None:
    for lang in ALL:
        edition = stories.edition(lang)
        (again,) = back(wire(edition))
        there = bare(" ".join(lines(again.body))).replace("|", " ").split()
        wanted = [word for line in lines(edition.articles[0].body) for word in line.split()]
        assert [word for word in wanted if word not in there] == []


def test_a_wire_of_an_agency_with_spaces_for_paragraphs_and_initials_at_its_end_is_read() -> None:
    data = (
        b"\x01INT001 3 GEN 0091 F BELGA-0031 COR 703\r\nDIVERS/\r\n"
        b"\x02Il perd et sa voiture et la recette\r\n\r\n"
        b"   ROCHEFORT 31/07 (BELGA) = C'est en rentrant chez lui que l'un\r\n"
        b"des responsables est tomb\xe9.\r\n"
        b"   Sous la menace de leur arme.\r\n./.CVN\r\n\x03\r\n310100 JUL 97\r\n\x04"
    )
    (article,) = back(data, encoding="latin-1", lang="fr")
    assert words_of(article.headline) == "Il perd et sa voiture et la recette"
    assert [words_of(one.text) for one in article.body if isinstance(one, Paragraph)] == [
        "ROCHEFORT 31/07 (BELGA) = C'est en rentrant chez lui que l'un des responsables est tombé.",
        "Sous la menace de leur arme.",
    ]
    assert article.keywords == ("DIVERS",)
    assert article.published == datetime(1997, 7, 31, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("خبر بلا رأس".encode(), "there is no SOH"),
        (b"\x01hello\r\n\x02a\x03", "no header of IPTC 7901"),
        (b"\x01MTB0001 3 GEN 0001\r\n\r\n\x02text that is cut", "cut off"),
        (b"\x01MTB0001 3 GEN 0001\r\n\r\ntext\x03", "cut off"),
        (b"\x01MTB0001 3 GEN 0001\r\n/\r\n\x02  \r\n\x03", "says nothing"),
    ],
)
def test_what_is_no_wire_is_refused_with_its_line(data: bytes, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        back(data)


@pytest.mark.parametrize(
    "line", ["MTB0001 3 GEN 0435", "INT001 3 GEN 0091 F BELGA-0031 COR 703", "bdt0000 3 vm 831  dpa 0000"]
)
def test_headers_of_agencies_are_understood(line: str) -> None:
    header = header_of(line)
    assert header is not None
    assert header_of(header.spelled()) == header


@given(st.datetimes(FIRST, LAST, timezones=st.just(UTC)))
def test_a_moment_comes_back_to_the_minute(when: datetime) -> None:
    assert moment_of(spelled_moment(when)) == when.replace(second=0, microsecond=0)


@pytest.mark.parametrize("line", ["", "no time", "320101 JAN 20", "010101 FOO 20", "300101 FEB 20"])
def test_what_is_no_moment_is_none(line: str) -> None:
    assert moment_of(line) is None


@quiet
@settings(LAW, max_examples=60)
@given(editions(), st.sampled_from(["utf-8", "windows-1256"]))
def test_no_edition_stops_the_wire_or_spoils_its_form(edition: Edition, name: str) -> None:
    try:
        data = wire(edition, to_encoding=name, code_set="agreed")
    except WriteError:  # letters that windows-1256 lacks
        return
    assert len(messages(data)) == len(edition.articles)
    codes = {finding.code for finding in check_iptc7901(data, None)} if edition.articles else set()
    assert not codes & {"iptc/structure", "iptc/header", "iptc/line-long", "iptc/words", "iptc/control"}


def test_an_encoding_full_of_control_bytes_is_refused() -> None:
    with pytest.raises(UsageError, match="utf-16"):
        wire(stories.edition("ar"), to_encoding="utf-16")


# --- the check ----------------------------------------------------------------------------------


def codes(data: bytes) -> list[tuple[str, str]]:
    """Return code and place of what is wrong with a wire."""
    return [(finding.code, finding.where) for finding in check_iptc7901(data, None)]


@pytest.mark.parametrize("name", ["utf-8", "iso-8859-6"])
@pytest.mark.parametrize("lang", ["ar", "fa", "ur"])
def test_what_we_write_is_right(lang: str, name: str) -> None:
    found = check_iptc7901(wire(stories.edition(lang), to_encoding=name), None)
    assert [one for one in found if one.severity == "error"] == []
    assert name != "utf-8" or found == []


GOOD = wire(plain("نص الخبر كله", headline=label("عنوان الخبر")))


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        (b"\x01", b"", "iptc/structure", ""),
        (b"\x02", b"", "iptc/structure", "line 1"),
        (b"\x03", b"", "iptc/structure", "line 1"),
        (b"MTB0001 3", b"MTB 3", "iptc/header", "line 1"),
        (b"0001 3", b"0001 9", "iptc/header", "line 1"),
        ("نص".encode(), "نص\x0c".encode(), "iptc/control", "line 5"),
        ("كله".encode(), "ك".encode() * 80, "iptc/line-long", "line 5"),
        ("كله".encode(), b"\xff\xfe", "iptc/code-set", "line 5"),
        (b"MAY", b"MAI", "iptc/moment", "line 6"),
        (b"100330 MAY 26", b"", "iptc/moment", "line 6"),
        (b"0005 ar", b"0500 ar", "iptc/words", "line 3"),
        ("نص الخبر".encode(), "NATO نص الخبر".encode(), "rtl/line-flips", "line 5"),
        ("نص".encode(), "ﻧﺺﻛﻠﻪ".encode(), "rtl/presentation-forms", "line 5"),
    ],
)
def test_each_fault_is_found_with_its_line(old: bytes, new: bytes, code: str, line: str) -> None:
    assert codes(GOOD) == []
    assert old in GOOD
    assert codes(GOOD.replace(old, new, 1)) == [(code, line)]


def test_an_old_set_that_nothing_designates_is_a_matter_of_agreement() -> None:
    found = check_iptc7901(wire(stories.edition("ar"), to_encoding="windows-1256"), None)
    assert [(one.code, one.severity) for one in found] == [("iptc/code-set", "warning")]


def test_the_command_writes_checks_and_reads_a_wire(tmp_path: Path, matbaa: Matbaa) -> None:
    story = tmp_path / "story.txt"
    story.write_bytes(KUWAIT.read_bytes())
    assert matbaa(story, "-t", "iptc", "-d", ".").code == 0
    assert matbaa("check", "story.iptc").code == 0
    assert matbaa("story.iptc", "-t", "newsml", "-o", "-").code == 0
    ran = matbaa("check", "-f", "iptc7901", story)
    assert ran.code == 1
    assert "iptc/structure" in ran.err + ran.out


def test_a_subhead_is_a_paragraph_of_its_own() -> None:
    edition = plain("نص")
    body = (*edition.articles[0].body, Heading(text=label("على ظهر السفينة")))
    edition = replace(edition, articles=(replace(edition.articles[0], body=body),))
    assert [words_of(one.text) for one in back(wire(edition))[0].body if isinstance(one, Paragraph)] == [
        "نص", "على ظهر السفينة",
    ]  # fmt: skip


def test_a_finding_says_what_to_do() -> None:
    for finding in check_iptc7901(GOOD.replace(b"\x02", b""), None):
        assert isinstance(finding, Finding)
        assert finding.cure


def test_headers_are_spelled_as_agencies_do() -> None:
    assert Header("KUN", 7, 2, "POL", 435, "ar-KW").spelled() == "KUN0007 2 POL 0435 ar-KW"
