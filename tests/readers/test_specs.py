"""The text reader does what tests/spec/text-*.md say.

Each heading there is a sentence and one test. Below it stand an `in` block, the file as it comes; perhaps
a `house` block, the House's settings as in house.toml; perhaps an `ask` block, what the caller asks for
(`lang`, `keep_leftovers`, `name`); and an `out` block, what is understood, one fact a line:

    headline: …   deck: …   published: 2020-11-28T04:27:00+03:00   updated: …   zone: Asia/Kuwait
    published line: …   updated line: …   left out: …   lang: ar rtl   error: source/empty
    p1: a paragraph   h1: a subhead   l1: first entry | second   l1: 3. third | fourth   q1: quoted words
    any other fact of the article by its name (kicker, byline, dateline, sources, keywords …)
    note: text/furniture line 7   warning: text/date-unread line 3

Headline, deck, kicker, byline, dates and their lines, every block, what was left out, and the notes must all
be named. `lang`, `zone` and the rest are looked at only when they are named. In both blocks `<U+200F>` stands
for that character, `<CR>` for a carriage return, and `<… 201>` after a word repeats it.

A file names the rules it is about between backticks above its first sentence; every rule has such a file.
"""

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from convert.errors import ConvertError
from convert.formats import Source
from convert.house import House, load_house
from convert.model import Article, Block, Concept, Heading, List, Paragraph, Quote, words_of
from convert.newsml.count import lines
from convert.notes import Notes
from convert.readers.captured.rules import RULES
from convert.readers.text import read_text

SPECS = sorted((Path(__file__).parents[1] / "spec").glob("text-*.md"))
_BLOCK = re.compile(r"^```(in|out|house|ask)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
#: Facts that must be named when they are there, in the order they are spelled.
_ALWAYS = frozenset(
    {"headline", "deck", "kicker", "byline", "dateline", "keywords", "sources", "left out"}
    | {"published", "published line", "updated", "updated line"}
)


@dataclass(frozen=True)
class Spec:
    """One sentence with its example."""

    place: str
    given: bytes
    wanted: list[str]
    house: str
    ask: dict[str, Any]


def _unescaped(text: str) -> str:
    text = re.sub(r"([^\s<>]+)<… (\d+)>", lambda found: found[1] * int(found[2]), text)
    text = re.sub("<U\\+([0-9A-F]{4,5})>", lambda found: chr(int(found[1], 16)), text)
    return text.replace("<CR>", "\r")


def specs() -> Iterator[Any]:
    """Yield every sentence of every file as a parameter."""
    for path in SPECS:
        for part in re.split("^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            sentence = part.partition("\n")[0].strip()
            blocks = dict(_BLOCK.findall(part))
            assert {"in", "out"} <= set(blocks), f"{path.name}: {sentence}: an `in` and an `out` block"
            yield pytest.param(
                Spec(
                    place=f"{path.name}: {sentence}",
                    given=_unescaped(blocks["in"].removesuffix("\n")).encode(),
                    wanted=_unescaped(blocks["out"]).splitlines(keepends=False),
                    house=blocks.get("house", ""),
                    ask=tomllib.loads(blocks.get("ask", "")),
                ),
                id=f"{path.stem}: {sentence}",
            )


def _house(spec: Spec, folder: Path) -> House:
    if not spec.house:
        return House()
    (folder / "house.toml").write_text(spec.house, encoding="utf-8")
    return load_house(folder / "house.toml")


def understood(article: Article) -> Iterator[tuple[str, str]]:
    """Yield what an article says, one named fact after the other."""
    yield "headline", words_of(article.headline)
    for name in ("deck", "kicker", "byline", "dateline", "summary"):
        yield name, words_of(getattr(article, name))
    for name in ("published", "updated", "embargo", "version_created"):
        when = getattr(article, name)
        yield name, when.isoformat() if when else ""
    yield "published line", article.published_line
    yield "updated line", article.updated_line
    yield "zone", article.time_zone
    yield "lang", f"{article.lang} {article.direction}"
    for name in ("section", "slug", "credit", "guid", "file_name", "status", "version"):
        yield name, str(getattr(article, name))
    yield "rights", article.rights.notice
    yield "keywords", " | ".join(article.keywords)
    yield "creators", " | ".join(person.name for person in article.creators)
    yield "sources", " | ".join(source.name for source in article.sources)
    yield "provider", _provider(article.provider)
    for line in article.left_out:
        yield "left out", line
    for block in article.body:
        yield block.id, _block(block)


def _block(block: Block) -> str:
    assert isinstance(block, Paragraph | Heading | List | Quote)
    number = f"{block.start}. " if isinstance(block, List) and block.ordered else ""
    return number + " | ".join(filter(None, lines((block,))))


def _provider(provider: Concept | None) -> str:
    return f"{provider.name} {provider.uri}".strip() if provider else ""


def _must_be_named(fact: str) -> bool:
    return fact in _ALWAYS or re.fullmatch(r"[phlq]\d+", fact) is not None


@pytest.mark.parametrize("spec", list(specs()))
def test_the_text_reader_does_what_the_spec_says(spec: Spec, tmp_path: Path) -> None:
    house, notes, ask = _house(spec, tmp_path), Notes(), dict(spec.ask)
    source = Source(spec.given, ask.pop("name", "article.txt"), **ask)
    named = {line.partition(": ")[0] for line in spec.wanted}
    try:
        article = read_text(source, house, notes).articles[0]
    except ConvertError as error:
        got = [f"error: {error.code}"]
    else:
        facts = [(fact, value) for fact, value in understood(article) if value]
        got = [f"{fact}: {value}" for fact, value in facts if _must_be_named(fact) or fact in named]
    got += [f"{note.severity}: {note.code} {note.where}".rstrip() for note in notes]
    assert sorted(got) == sorted(filter(None, spec.wanted)), spec.place


def _named(path: Path) -> set[str]:
    """Return the rules that a file names between backticks above its first sentence."""
    introduction = path.read_text(encoding="utf-8").partition("\n## ")[0]
    return set(re.findall(r"`([a-z-]+)`", introduction)) & set(RULES)


def _rules_at_work(spec: Spec, folder: Path) -> set[str]:
    notes, ask = Notes(why=True), dict(spec.ask)
    with suppress(ConvertError):
        read_text(Source(spec.given, ask.pop("name", "article.txt"), **ask), _house(spec, folder), notes)
    return {decision.rule for decision in notes.decisions}


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_spec_in_which_it_takes_a_line(rule: str, tmp_path: Path) -> None:
    stems = {path.stem for path in SPECS if rule in _named(path)}
    assert stems, f"no tests/spec/text-*.md names `{rule}` in its introduction"
    told = [parameter.values[0] for parameter in specs() if str(parameter.id).partition(":")[0] in stems]
    assert any(rule in _rules_at_work(spec, tmp_path) for spec in told), stems


def test_every_sentence_is_said_once() -> None:
    names = [str(parameter.id) for parameter in specs()]
    assert len(names) == len(set(names))
