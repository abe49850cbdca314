"""What holds for every text: no word is lost, nothing is left to chance, the canonical form keeps it all."""

import csv
import html
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convert import newsml
from convert.errors import SourceError
from convert.formats import Source
from convert.house import House
from convert.model import Edition, List, Quote, words_of
from convert.newsml.count import lines
from convert.notes import Notes
from convert.readers.captured.phrases import phrases_of
from convert.readers.captured.rules import RULES
from convert.readers.decode import LINE_END, ZERO_WIDTH_SPACE
from convert.readers.text import read_text
from convert.tidy import tidy
from tests.helpers import KUWAIT, ROOT

LAW = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
CORPUS = ROOT.parent / "shared" / "data" / "corpus"
HOUSES = st.sampled_from(
    [
        House(),
        House(title="صحيفة", provider="example.org", time_zone="Asia/Beirut", language="ar-LB"),
        House(time_zone="Asia/Tehran", language="fa-IR", furniture={"line": ("اشترك",)}),
    ]
)

PHRASES = [
    phrase.strip("…").replace("…", " ")
    for lang in ("ar", "fa", "he")
    for kind in phrases_of(lang).values()
    for phrase in kind
]
WORDS = st.sampled_from(
    "قال الوزير إن 2254 «نعم» لا. می\u200cخواهم 28-11-2020 04:27 C++ a+b שלום، މިއީ https://example.org/ا "
    "۱۲ -- … "
    "كتــاب مُحَمَّد \u200f؟ "
    "e\u0301 ا\u0653 \N{GRINNING FACE} <b> &amp; \ufeff \u00a0 \t".split(" ")
)
SENTENCES = st.lists(WORDS, max_size=30).map(" ".join)
#: What stands on pages: dates that are and are none, furniture, fences, words without end.
LINES = st.one_of(
    SENTENCES,
    SENTENCES,
    st.sampled_from(PHRASES),
    st.sampled_from(
        [
            "نشر في 28-11-2020 | 04:27",
            "آخر تحديث 31-02-2020",
            "آخر تحديث 29-03-2020 00:30",
            "نشر في مجلة",
            "Published 28 November 2020",
            "انتشار: ۲۸/۱۱/۲۰۲۰ ۱۱:۵۹ ب.ظ",
            "اشترك",
            "---",
            "kicker: محليات",
            "",
            " ",
            "\u200f",
            "ب" * 450,
            "ناقش الحوار الاستراتيجي بين الولايات المتحدة الأميركية ودولة",
            "الكويت والذي عقد في نوفمبر الماضي القضايا السياسية والإقليمية",
        ]
    ),
)
ENDS = st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\u2028", "\x0b"])
#: What may become structure: a bullet, the number of an entry, the sign of a quote.
MARK = re.compile("[•▪◾◼■●○◦‣▸►▶✔✓★*·–—-]|[(\\[]?[0-9٠-٩۰-۹]{1,2}[.)\\]–—:-]|>")
FENCE = re.compile(r"\s*---\s")
TEXTS = st.lists(st.tuples(LINES, ENDS).map("".join), max_size=25).map("".join)


def read(text: str, house: House | None = None) -> tuple[Edition, Notes]:
    """Return what is understood, and the notes."""
    notes = Notes()
    return read_text(Source(text.encode(), "a.txt"), house or House(), notes), notes


def said(edition: Edition, notes: Notes) -> list[str]:
    """Return every word that came out: in the article, in what was left out, in a note."""
    (article,) = edition.articles
    head = (article.headline, article.deck, article.kicker, article.byline, article.dateline)
    told = [*map(words_of, head), *lines(article.body), article.published_line, article.updated_line]
    told += article.left_out
    return [*_words("\n".join(told)), *(word for note in notes for word in _words(note.text))]


def entries(edition: Edition) -> int:
    """Return how many lines may have given up a mark to structure: of lists, of quotes, of the deck."""
    decks = words_of(edition.articles[0].deck).count(" · ") + 1
    body = edition.articles[0].body
    lists = sum(len(block.items) for block in body if isinstance(block, List))
    return decks + lists + sum(len(block.body) for block in body if isinstance(block, Quote))


def _words(text: str) -> list[str]:
    for edge in (ZERO_WIDTH_SPACE, "\ufeff", "\u200f"):
        text = text.replace(edge, "")
    text = html.unescape(html.unescape(text))  # entities become characters, with a note
    return " ".join(LINE_END.split(text)).split()


def no_word_is_lost(text: str, house: House | None = None) -> None:
    """Assert that every word that went in came out as often, or stands in a note."""
    edition, notes = read(text, house)
    lost = Counter(_words(text)) - Counter(said(edition, notes))
    if FENCE.match(text):
        lost -= Counter({"---": 2, "kicker:": lost["kicker:"]})
    signs = [word for word in lost.elements() if MARK.fullmatch(word)]
    assert len(signs) <= entries(edition)
    assert not [word for word in lost if not MARK.fullmatch(word)]


@LAW
@given(TEXTS, HOUSES)
def test_every_word_that_goes_in_comes_out_or_is_in_a_note(text: str, house: House) -> None:
    try:
        no_word_is_lost(text, house)
    except SourceError as refusal:
        assert refusal.code in {"source/empty", "source/no-article"}  # noqa: PT017 - other refusals are faults


@LAW
@given(TEXTS, HOUSES)
def test_a_text_is_read_the_same_each_time(text: str, house: House) -> None:
    try:
        first, notes = read(text, house)
    except SourceError:
        return
    again, same_notes = read(text, house)
    assert (again, list(same_notes)) == (first, list(notes))


@LAW
@given(TEXTS, HOUSES)
def test_a_text_comes_back_whole_from_the_canonical_form(text: str, house: House) -> None:
    try:
        raw, notes = read(text, house)
    except SourceError:
        return
    for edition in (raw, tidy(raw, house, notes)):
        assert newsml.load(newsml.dump(edition)) == edition


def test_a_text_has_one_name_however_it_is_encoded_or_spaced() -> None:
    text = KUWAIT.read_text(encoding="utf-8")
    house = House(provider="example.org", time_zone="Asia/Kuwait")
    sources = [text.encode(), text.encode("utf-8-sig"), text.encode("utf-16"), text.encode("cp1256")]
    sources += [text.replace("\n", "\r\n").encode(), f"\n\n{text}\n ".encode()]
    for settled in (house, House()):
        names = {read_text(Source(data, "a.txt"), settled, Notes()).articles[0].guid for data in sources}
        assert len(names) == 1
    other = read_text(Source((text + "\nسطر").encode(), "a.txt"), house, Notes()).articles[0].guid
    assert other.startswith("urn:newsml:example.org:20201128:")
    assert other not in names


def test_the_name_of_a_file_that_no_xml_can_hold_does_no_harm() -> None:
    source = Source("عنوان\nنص.".encode(), "\udcff\x07.txt")
    edition = read_text(source, House(), Notes())
    assert newsml.load(newsml.dump(edition)) == edition
    assert edition.articles[0].file_name == "\ufffd\ufffd.newsml.xml"


def test_every_rule_says_what_it_does_and_the_last_takes_whatever_is_left() -> None:
    assert all((rule.__doc__ or "").strip().endswith((".", "``.")) for rule in RULES.values())
    assert list(RULES)[-1] == "paragraph"


# --- texts of real newspapers, which lie beside the checkout ----------------------------------

CAPTURES = sorted((ROOT / "tests" / "captures").glob("*.txt"))
TEXT_FILES = sorted(CORPUS.rglob("*.txt"))


@pytest.mark.parametrize("path", CAPTURES, ids=lambda path: path.stem)
def test_no_word_of_a_captured_page_is_lost(path: Path) -> None:
    no_word_is_lost(path.read_text(encoding="utf-8-sig"))


@pytest.mark.skipif(not TEXT_FILES, reason="shared/data/corpus is no part of the checkout")
@pytest.mark.parametrize("path", TEXT_FILES or [Path("none.txt")], ids=lambda path: path.stem)
def test_no_word_of_a_real_text_is_lost(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    no_word_is_lost(text)
    edition, notes = read(text)
    assert newsml.load(newsml.dump(edition)) == edition
    tidied = tidy(edition, House(), notes)
    assert tidy(tidied, House(), Notes()) == tidied
    assert not [note for note in notes if note.severity != "note"]


def _facts_of_the_corpus() -> list[dict[str, str]]:
    index = CORPUS / "index.tsv"
    if not index.exists():
        return []
    with index.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [row for row in rows if row["file"].endswith(".txt") and row["body_paragraphs"]]


@pytest.mark.skipif(not TEXT_FILES, reason="shared/data/corpus is no part of the checkout")
@pytest.mark.parametrize("row", _facts_of_the_corpus() or [{"file": "none"}], ids=lambda row: row["file"])
def test_headline_and_paragraphs_of_a_real_text_are_found(row: dict[str, str]) -> None:
    edition, _ = read((CORPUS / row["file"]).read_text(encoding="utf-8"))
    (article,) = edition.articles
    assert words_of(article.headline) == row["headline"].strip()
    assert str(len(list(filter(None, lines(article.body))))) == row["body_paragraphs"]
    assert not article.left_out
