"""Every story in samples/ gives what its folder holds; `pytest --accept` writes it anew."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import convert
from convert import newsml
from convert.house import find_house
from convert.model import Edition
from convert.notes import Notes
from tests.pages import laid_out, spelled

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
STORIES = sorted(folder for folder in SAMPLES.iterdir() if list(folder.glob("article.*")))


def source_of(story: Path) -> Path:
    """Return what came in: text where there is text, else the canonical XML itself."""
    text = story / "article.txt"
    return text if text.exists() else story / "article.xml"


def made(story: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the bytes of everything we make of a story and can read."""
    notes = Notes()
    house = find_house(story)
    edition = convert.read(source_of(story), notes=notes)
    for name, kind in (("article.xml", "newsml"), ("plain.txt", "text"), ("page.html", "html")):
        yield name, convert.render(edition, kind, house=house, notes=notes)
    yield from unzipped(convert.render(edition, "epub", house=house, notes=notes))
    yield "pages.txt", spelled(laid_out(through_xml(edition), house, notes)).encode()
    yield "notes.txt", "".join(f"{note.severity} {note}\n" for note in notes).encode()


def through_xml(edition: Edition) -> Edition:
    """Return *edition* as a writer gets it."""
    return replace(newsml.load(newsml.dump(edition)), assets=edition.assets)


def unzipped(book: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the readable files of an EPUB, and the names of the others."""
    with zipfile.ZipFile(io.BytesIO(book)) as files:
        others = []
        for name in files.namelist():
            if name.endswith((".xhtml", ".opf", ".ncx", ".css", "mimetype", "container.xml")):
                yield f"epub/{name}", files.read(name)
            else:
                others.append(name)
        yield "epub/others.txt", "".join(f"{name}\n" for name in others).encode()


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_gives_what_its_folder_holds(story: Path, accept: bool) -> None:
    fresh = dict(made(story))
    if accept:
        for name, data in fresh.items():
            (story / name).parent.mkdir(parents=True, exist_ok=True)
            (story / name).write_bytes(data)
    changed = [name for name, data in fresh.items() if not (story / name).exists() or (story / name).read_bytes() != data]
    assert not changed, f"{story.name}: {', '.join(changed)}; pytest --accept writes them anew"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_keeps_every_word_in_every_format(story: Path) -> None:
    edition = convert.read(source_of(story), notes=Notes())
    from convert.newsml.count import lines

    wanted = [word for article in edition.articles for line in lines(article.body) for word in line.split()]
    plain = (story / "plain.txt").read_text(encoding="utf-8")
    missing = [word for word in wanted if word not in plain]
    deleted = {"٧٩"}
    assert set(missing) <= deleted


def test_there_are_stories() -> None:
    assert {story.name for story in STORIES} >= {"kuwait", "lighthouse"}
