"""Whole papers in each language, of stories in our own words, for the tests of what is made of an issue."""

import atexit
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import convert
from convert.house import House
from convert.model import Article, Edition, Figure, Image, Issue, ItemRef, Paragraph, Section, label
from convert.notes import Notes
from convert.vocab.languages import direction_of
from convert.workshop import Workshop
from tests.writers import stories
from tests.writers.stories import STORIES, WHEN

#: How often the three paragraphs of a story are said in each of a paper's.
TIMES = (14, 3, 6, 1, 4, 2)
WIDE = "media/wide.png"


def article(lang: str, number: int, times: int, **changes: Any) -> Article:
    """Return one story of a paper; every second has a picture."""
    story = STORIES[lang]
    paragraphs = [Paragraph(text=label(words)) for _ in range(times) for words in story.paragraphs]
    figure = Figure(image=Image(WIDE, story.alt, 900, 600), caption=label(story.alt))
    return stories.article(
        lang,
        **{
            "guid": f"urn:newsml:example.org:20260510:{lang}-{number}",
            "headline": label(f"{story.headline} {number}"),
            "body": tuple(paragraphs if number % 2 else [paragraphs[0], figure, *paragraphs[1:]]),
            **changes,
        },
    )


@cache
def shelf() -> Path:
    """Return a folder where what was made for one test lies for the next."""
    folder = TemporaryDirectory(prefix="matbaa-papers-")
    atexit.register(folder.cleanup)
    return Path(folder.name)


@cache
def paper(lang: str, *times: int, **changes: Any) -> Edition:
    """Return a paper of two sections, its first story the lead of the front."""
    articles = tuple(article(lang, number, often) for number, often in enumerate(times or TIMES))
    refs = [ItemRef(guid=one.guid, version=1) for one in articles]
    half = len(refs) // 2
    words = STORIES[lang].columns
    issue = Issue(
        guid=f"urn:newsml:example.org:20260510:paper-{lang}",
        lang=lang,
        direction=direction_of(lang),
        version_created=WHEN,
        title=words[0],
        number="412",
        day=date(2026, 5, 10),
        price="1",
        motto=words[-1],
        ears=(words[0], words[-1]),
        sections=(
            Section(id="one", title=words[0], items=tuple(refs[:half])),
            Section(id="two", title=words[-1], items=tuple(refs[half:])),
        ),
    )
    made = Edition(articles=articles, issue=issue, assets={WIDE: stories.picture(900, 600)})
    return replace(made, **changes)


def wished(edition: Edition, number: int, **wishes: Any) -> Edition:
    """Return *edition* with what its editor wants of one story."""
    assert edition.issue
    guid = edition.articles[number].guid
    sections = tuple(
        replace(
            section, items=tuple(replace(ref, **wishes) if ref.guid == guid else ref for ref in section.items)
        )
        for section in edition.issue.sections
    )
    return replace(edition, issue=replace(edition.issue, sections=sections))


def printed(
    edition: Edition, notes: Notes | None = None, workshop: Workshop | None = None, **options: Any
) -> bytes:
    """Return the paper as PDF."""
    told = Notes() if notes is None else notes
    workshop = workshop or Workshop(shelf())
    options = {"style": "broadsheet", **options}
    return convert.render(edition, "pdf", house=House(), notes=told, workshop=workshop, **options)
