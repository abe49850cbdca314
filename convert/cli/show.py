"""matbaa show: what was understood."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated, Any

import typer

from convert import api
from convert.cli.guard import guarded
from convert.cli.screen import plain, say, shown
from convert.cli.sources import STDIN, expanded, standard_input
from convert.errors import UsageError
from convert.formats import Source
from convert.model import Article, words_of
from convert.newsml.count import lines
from convert.notes import Notes


@guarded
def show(
    input_: Annotated[str, typer.Argument(metavar="INPUT", help="A file, or - for standard input.")],
    xml: Annotated[bool, typer.Option("--xml", help="The canonical XML.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Everything, as JSON.")] = False,
    text: Annotated[bool, typer.Option("--text", help="The article as plain text.")] = False,
    dropped: Annotated[
        bool, typer.Option("--dropped", help="What was left out, guessed or repaired.")
    ] = False,
    why: Annotated[bool, typer.Option("--why", help="Which rule took which line, and why.")] = False,
    from_: Annotated[str, typer.Option("-f", "--from", help="The format of the input.")] = "",
    lang: Annotated[str, typer.Option("-l", "--lang", help="The language, such as ar-KW.")] = "",
) -> None:
    """Show what was understood of an article: a tree, XML, JSON, text, what was dropped, or why."""
    _refuse_two(xml, as_json, text, dropped, why)
    paths = expanded([input_])
    if len(paths) > 1:
        raise UsageError(f"{input_} means {len(paths)} files; show takes one")
    path = paths[0]
    house = api.house_of(path)
    notes = Notes(why=why)
    source = path or Source(standard_input(), STDIN, lang=lang)
    edition = api.read(source, format=from_, lang=lang, house=house, notes=notes)
    if xml or text:
        sys.stdout.buffer.write(api.render(edition, "newsml" if xml else "text", house=house, notes=notes))
    elif as_json:
        articles = [asdict(article) for article in edition.articles]
        say(sys.stdout, json.dumps(articles, ensure_ascii=True, indent=1, default=_plainly))
    elif why:
        for line in _reasons(notes):
            say(sys.stdout, line)
    elif dropped:
        for note in notes:
            say(sys.stdout, f"{note.code} {shown(note.where)} {shown(note.text)}")
    else:
        for article in edition.articles:
            for line in _tree(article):
                say(sys.stdout, line)


def _refuse_two(*asked: bool) -> None:
    if sum(asked) > 1:
        raise UsageError("--xml, --json, --text, --dropped and --why each show one thing; ask for one")


def _reasons(notes: Notes) -> Iterator[str]:
    """Yield each line of the source with the rule that took it, what for, and why."""
    if not notes.decisions:
        raise UsageError("only captured text is read by rules; this input states what each part is")
    for decision in notes.decisions:
        rule, role = decision.rule, decision.role
        said = f"{rule} ({role})" if role not in (rule, "paragraph") else rule
        yield f"{decision.where:<9} {said:<24} {decision.reason}"
        yield f"{'':<9} {shown(_short(decision.text))}"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:60].rstrip() + "…"


def _plainly(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _tree(article: Article) -> Iterator[str]:
    yield f"article {plain(article.guid)} version {article.version} {plain(article.lang)} {article.direction}"
    for name in ("kicker", "headline", "deck", "byline", "dateline", "summary"):
        words = words_of(getattr(article, name))
        if words:
            yield f"  {name:<9} {shown(words)}"
    for name in ("published", "updated", "embargo"):
        when = getattr(article, name)
        if when:
            yield f"  {name:<9} {when.isoformat()}"
    yield f"  body      {len(article.body)} blocks"
    for block in article.body:
        words = _short(" ".join(" ".join(lines((block,))).split()))
        yield f"    {block.id or '-':<5} {type(block).__name__:<12} {shown(words)}".rstrip()
