"""Nothing is lost of real articles, and every line of them stands the right way round."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from wcwidth import width

import convert
from convert import newsml
from convert.errors import ConvertError
from convert.formats import Source
from convert.house import House
from convert.model import Article, Edition, LineBreak, Paragraph, Run, each, words_of
from convert.newsml.count import lines
from convert.notes import Notes
from convert.readers.iptc7901 import read_iptc7901
from convert.script.bidi import first_strong
from convert.script.standing import CONTROLS
from tests.script import uax9
from tests.script.test_standing import alone, shown

#: Several ways to write it, that none but asked-for losses are made in.
WAYS: tuple[dict[str, Any], ...] = (
    {},
    {"width": 40},
    {"width": 72, "bidi": "marks", "tables": "labels"},
    {"profile": "email"},
    {"profile": "wire64"},
    {"profile": "archive"},
)


@pytest.fixture(scope="module")
def editions(shared: Path) -> list[Edition]:
    """Every article of the corpus, as a writer gets it."""
    return list(_read(shared))


def _read(folder: Path) -> Iterator[Edition]:
    for file in sorted(folder.glob("*/*.txt")):
        try:
            yield newsml.load(newsml.dump(convert.read(file, house=House(), notes=Notes())))
        except ConvertError as error:
            assert error.code == "source/no-article"  # noqa: PT017 - the others are what is tested


def words(text: str) -> Counter[str]:
    """Return the words of a text, without signs and controls."""
    return Counter(re.findall(r"[^\W_]+", CONTROLS.sub("", text)))


def written(edition: Edition, **options: Any) -> str:
    """Return *edition* as plain text."""
    return convert.render(edition, "text", house=House(), notes=Notes(), **options).decode()


def canonical(article: Article) -> Counter[str]:
    """Return the words of an article, head and body."""
    head = (article.headline, article.deck, article.kicker, article.byline, article.dateline)
    return words("\n".join([*map(words_of, head), *lines(article.body)]))


def test_the_corpus_is_there(editions: list[Edition]) -> None:
    assert len(editions) > 30


@pytest.mark.parametrize("options", WAYS, ids=str)
def test_every_word_of_every_article_is_in_its_text(editions: list[Edition], options: dict[str, Any]) -> None:
    for edition in editions:
        said = words(written(edition, **options))
        for article in edition.articles:
            assert canonical(article) - said == Counter()


def test_no_word_is_in_a_text_that_is_not_in_the_article_or_its_dates(editions: list[Edition]) -> None:
    for edition in editions:
        (article,) = edition.articles
        bare = written(edition, head="kicker,headline,deck,byline,dateline", foot="none")
        assert words(bare) - canonical(article) == Counter()


@pytest.mark.parametrize("bidi", ["isolates", "marks"])
def test_every_line_is_seen_as_its_paragraph_is(editions: list[Edition], bidi: str) -> None:
    """The first paragraphs of each article, at a width of their own: line by line, by UAX #9 itself."""
    for number, edition in enumerate(editions):
        article = edition.articles[0]
        for block in [one for one in article.body if isinstance(one, Paragraph)][:4]:
            if any(isinstance(inline, LineBreak) for inline in block.text):
                continue
            alike(article, block, 20 + number % 60, bidi)


def alike(article: Article, block: Paragraph, columns: int, bidi: str) -> None:
    """Assert that the lines of one paragraph look as they do in it."""
    edition = Edition(articles=(Article(guid="urn:x", lang=article.lang, direction=article.direction,
                                        headline=(Run("x"),), body=(block,)),))  # fmt: skip
    (whole,) = written(edition, bidi=bidi, head="none").rstrip("\n").split("\n")
    direction = article.direction
    found, place = uax9.levels_of(whole, direction), 0
    seen = [index for index, char in enumerate(whole) if shown(char) and not char.isspace()]
    for line in written(edition, bidi=bidi, head="none", width=columns).rstrip("\n").split("\n"):
        size = len([char for char in line if shown(char) and not char.isspace()])
        start, end = seen[place], seen[place + size - 1] + 1
        order = uax9.line_order(whole, found, start, end, direction)
        assert first_strong(line) == direction
        assert width(line, control_codes="ignore") <= columns
        wanted = "".join(whole[one] for one in order if shown(whole[one]))
        assert alone(line, direction).strip() == wanted.strip()
        place += size


def test_every_article_goes_over_the_wire_and_comes_back(editions: list[Edition]) -> None:
    for edition in editions:
        data = convert.render(edition, "iptc7901", house=House(), notes=Notes())
        again = read_iptc7901(Source(data, "a.iptc"), House(), Notes())
        (there,), (here,) = again.articles, edition.articles
        assert words_of(there.headline).split() == CONTROLS.sub("", words_of(here.headline)).split()
        assert canonical(here) - canonical(there) == Counter()
        once = convert.render(again, "iptc7901", house=House(), notes=Notes())
        assert CONTROLS.sub("", once.decode()).split() == CONTROLS.sub("", data.decode()).split()
        twice = read_iptc7901(Source(once, "a.iptc"), House(), Notes())
        assert convert.render(twice, "iptc7901", house=House(), notes=Notes()) == once


def test_every_arabic_letter_of_the_corpus_has_a_place_in_windows_1256(editions: list[Edition]) -> None:
    for edition in editions:
        article = edition.articles[0]
        if article.lang.startswith(("ar", "fa", "ur", "ckb")):
            notes = Notes()
            options = {"to_encoding": "windows-1256"}
            text = convert.render(edition, "text", house=House(), notes=notes, **options).decode("cp1256")
            asked = sum(sign in "?؟" for run in each(Run, article) for sign in run.text)
            assert sum(sign in "?؟" for sign in text) == asked
            assert set(notes.codes()) <= {"text/mapped", "text/link-dropped", "story/undated"}
