"""Tidying does what tests/spec/tidy-*.md and runs-*.md say.

Each heading there is a sentence and one test. Below it stand an `in` block, a paragraph a line; perhaps an
`ask` block, the language of the article (`lang = "fa"`; without it Arabic); perhaps a `house` block, the
House's settings as in house.toml; and an `out` block, what becomes of each line, and the codes of the notes:

    <b>words in bold</b>      [he rtl: a run with a language or direction of its own]
    {fa} a paragraph with a language of its own      {en ltr} and with a direction      --- a divider
    note: tidy/spaces

In both blocks `<U+200F>` stands for that character, and `<… 201>` after a word repeats it.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from convert import newsml
from convert.house import House, load_house
from convert.model import Article, Block, Divider, Edition, Inline, Paragraph, Run, Text, label
from convert.notes import Notes
from convert.tidy import STEPS, tidy
from convert.vocab.languages import direction_of

FOLDER = Path(__file__).parent / "spec"
_BLOCK = re.compile(r"^```(in|out|house|ask)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Spec:
    """One sentence with its example."""

    place: str
    given: list[str]
    wanted: list[str]
    house: str
    ask: dict[str, Any]


def _lines(block: str) -> list[str]:
    block = re.sub(r"([^\s<>]+)<… (\d+)>", lambda found: found[1] * int(found[2]), block)
    return re.sub("<U\\+([0-9A-F]{4,5})>", lambda found: chr(int(found[1], 16)), block).split("\n")[:-1]


def specs() -> Iterator[Any]:
    """Yield every sentence of every file as a parameter."""
    for path in sorted((*FOLDER.glob("tidy-*.md"), *FOLDER.glob("runs-*.md"))):
        for part in re.split("^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            sentence = part.partition("\n")[0].strip()
            blocks = dict(_BLOCK.findall(part))
            assert {"in", "out"} <= set(blocks), f"{path.name}: {sentence}: an `in` and an `out` block"
            ask = tomllib.loads(blocks.get("ask", ""))
            spec = Spec(sentence, _lines(blocks["in"]), _lines(blocks["out"]), blocks.get("house", ""), ask)
            yield pytest.param(spec, id=f"{path.stem}: {sentence}")


def _text(line: str) -> Text:
    parts = re.split("<b>(.*?)</b>", line)
    return tuple(Run(words, ("strong",) if number % 2 else ()) for number, words in enumerate(parts))


def _spelled(block: Block) -> str:
    if isinstance(block, Divider):
        return "---"
    assert isinstance(block, Paragraph)
    own = f"{block.lang} {block.direction}".strip()
    return (f"{{{own}}} " if own else "") + "".join(map(_said, block.text))


def _said(inline: Inline) -> str:
    assert isinstance(inline, Run)
    words = f"<b>{inline.text}</b>" if "strong" in inline.marks else inline.text
    own = f"{inline.lang} {inline.direction}".strip()
    return f"[{own}: {words}]" if own else words


def _house(spec: Spec, folder: Path) -> House:
    if not spec.house:
        return House()
    (folder / "house.toml").write_text(spec.house, encoding="utf-8")
    return load_house(folder / "house.toml")


@pytest.mark.parametrize("spec", list(specs()))
def test_tidying_does_what_the_spec_says(spec: Spec, tmp_path: Path) -> None:
    lang = spec.ask.get("lang", "ar")
    body = tuple(Paragraph(text=_text(line)) for line in spec.given)
    article = Article(guid="g", lang=lang, direction=direction_of(lang), headline=label("12"), body=body)
    house, notes = _house(spec, tmp_path), Notes()
    once = tidy(Edition(articles=(article,)), house, notes)
    got = [_spelled(block) for block in once.articles[0].body]
    got += [f"note: {note.code}" for note in notes]
    assert got == spec.wanted
    assert tidy(once, house, Notes()) == once
    assert newsml.load(newsml.dump(once)) == once


def test_every_sentence_is_said_once() -> None:
    names = [str(parameter.id) for parameter in specs()]
    assert len(names) == len(set(names))


def test_every_step_has_its_page() -> None:
    pages = {path.stem.partition("-")[2] for path in FOLDER.glob("tidy-*.md")}
    assert pages == set(STEPS)
    assert list(FOLDER.glob("runs-*.md"))
