"""Facts a person states about an article: the front matter of a file, and -M on the command line."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from convert.errors import SourceError, UsageError
from convert.model import FORBIDDEN, Article, Concept, Rights, label, words_of
from convert.newsml.xhtml_in import moment
from convert.notes import Notes
from convert.vocab.languages import direction_of, is_tag

_FENCE = "---"
_ENTRY = re.compile(r"([A-Za-z][A-Za-z_-]*)\s*:\s*(.*)")


def split_matter(lines: list[str]) -> tuple[dict[str, str], int]:
    """Return the front matter of *lines* and the number of lines it takes.

    Front matter is ``key: value`` lines between two lines of three hyphens, at the very top.
    Raises SourceError when a key is stated twice.
    """
    if not lines or lines[0].strip() != _FENCE:
        return {}, 0
    found: dict[str, str] = {}
    twice: list[tuple[str, int]] = []
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            _refuse_twice(twice)
            return found, number + 1
        entry = _ENTRY.fullmatch(line.strip())
        if entry is None and line.strip():
            return {}, 0
        if entry:
            twice += [(entry[1], number + 1)] if entry[1].lower() in found else []
            found[entry[1].lower()] = _unquoted(entry[2].strip())
    return {}, 0


def _refuse_twice(twice: list[tuple[str, int]]) -> None:
    for key, line in twice:
        raise SourceError(f"the front matter states {key!r} twice; keep one", where=f"line {line}")


def _unquoted(value: str) -> str:
    """Take off the quotation marks of YAML: ``"خبر"`` -> ``خبر``."""
    quote = value[:1]
    quoted = len(value) > 1 and quote in "\"'" and value.endswith(quote) and quote not in value[1:-1]
    return value[1:-1] if quoted else value


def _people(value: str) -> tuple[Concept, ...]:
    names = filter(None, (name.strip() for name in re.split("[,\N{ARABIC COMMA};]", value)))
    return tuple(Concept(name=name, type="cpnat:person") for name in names)


def _time(key: str, value: str) -> datetime:
    when = moment(value)
    if when is None:
        raise UsageError(f"{key}: {value!r} is no time with an offset; write it as 2020-11-28T04:27+03:00")
    return when


def _times(key: str) -> Callable[[str], dict[str, Any]]:
    both = {"published": ("published", "first_created"), "updated": ("updated", "version_created")}
    return lambda value: dict.fromkeys(both[key], _time(key, value))


def _language(value: str) -> dict[str, Any]:
    if not is_tag(value):
        raise UsageError(f"lang: {value!r} is no language tag; write it as ar-KW")
    return {"lang": value, "direction": direction_of(value)}


def _guid(value: str) -> dict[str, Any]:
    if not value or re.search(r"\s", value):
        raise UsageError(f"guid: {value!r} is no name; write it as urn:newsml:example.org:20201128:1")
    return {"guid": value}


def _version(value: str) -> dict[str, Any]:
    if not re.fullmatch("[1-9][0-9]{0,8}", value):
        raise UsageError(f"version: {value!r} is no number from 1 up")
    return {"version": int(value)}


def _status(value: str) -> dict[str, Any]:
    if value not in ("usable", "withheld", "canceled"):
        raise UsageError(f"status: {value!r} is none of usable, withheld, canceled")
    return {"status": value}


#: What each key sets. Other keys are refused by -M, and noted when a file's front matter has them.
_KEYS: dict[str, Callable[[str], dict[str, Any]]] = {
    "headline": lambda value: {"headline": label(value)},
    "deck": lambda value: {"deck": label(value)},
    "kicker": lambda value: {"kicker": label(value)},
    "byline": lambda value: {"byline": label(value)},
    "dateline": lambda value: {"dateline": label(value)},
    "summary": lambda value: {"summary": label(value)},
    "author": lambda value: {"byline": label(value), "creators": _people(value)},
    "section": lambda value: {"section": value},
    "slug": lambda value: {"slug": value},
    "credit": lambda value: {"credit": value},
    "rights": lambda value: {"rights": Rights(notice=value)},
    "keywords": lambda value: {"keywords": tuple(person.name for person in _people(value))},
    "lang": _language,
    "guid": _guid,
    "version": _version,
    "status": _status,
    "published": _times("published"),
    "updated": _times("updated"),
    "embargo": lambda value: {"embargo": _time("embargo", value)},
}
KEYS = tuple(_KEYS)
#: Other words for a key, as makers of web pages write them.
_RENAMED = {"title": "headline", "date": "published"}


def with_matter(article: Article, matter: Mapping[str, str]) -> Article:
    """Return *article* with the facts of *matter*; `published` alone also dates the version.

    Raises UsageError for a key that does not exist or a value that does not fit.
    """
    changes: dict[str, Any] = {}
    for key, value in matter.items():
        if key not in _KEYS:
            raise UsageError(f"no fact is called {key!r}; there are {', '.join(sorted(_KEYS))}")
        changes |= _KEYS[key](FORBIDDEN.sub("", value))
    undated = article.version_created is None or article.version_created == article.published
    if "published" in changes and "updated" not in changes and undated:
        changes["version_created"] = changes["published"]
    return replace(article, **changes)


def known_matter(matter: Mapping[str, str], notes: Notes, where: str) -> dict[str, str]:
    """Return the facts of *matter* that we know and that say something; the others are notes."""
    known: dict[str, str] = {}
    for key, value in matter.items():
        fact = _RENAMED.get(key, key)
        if fact not in _KEYS or fact in known:
            notes.add("text/matter-unknown", f"the front matter's {key!r} is not used: {value}", where)
        elif value:
            known[fact] = value
    return known


def spelled(article: Article) -> str:
    """Return the facts of *article* as front matter that `split_matter` and `with_matter` read back."""
    lines = (f"{key}: {_quoted(value)}" for key, value in _facts(article) if value)
    return "\n".join((_FENCE, *lines, _FENCE, ""))


def _facts(article: Article) -> Iterator[tuple[str, str]]:
    yield from (("guid", article.guid), ("version", str(article.version)), ("lang", article.lang))
    yield from (("status", article.status), ("slug", article.slug), ("section", article.section))
    for key in ("kicker", "headline", "deck", "byline", "dateline", "summary"):
        yield key, words_of(getattr(article, key))
    for key in ("published", "updated", "embargo"):
        when = getattr(article, key)
        yield key, when.isoformat() if when else ""
    yield from (("credit", article.credit), ("rights", article.rights.notice))
    yield "keywords", ", ".join(article.keywords)


def _quoted(value: str) -> str:
    """Return a value in quotation marks where `_unquoted` would take its own off."""
    value = " ".join(value.split())
    if value == _unquoted(value):
        return value
    return f"'{value}'" if "'" not in value else f'"{value}"' if '"' not in value else f" {value}"
