"""Every story in samples/ gives what its folder holds; `pytest --accept` writes it anew."""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree, html
from PIL import Image, ImageChops, ImageStat

import convert
from convert import newsml
from convert.house import find_house
from convert.model import Edition, Run, each
from convert.newsml.count import lines
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
    yield "article.xml", convert.render(edition, "newsml", house=house, notes=notes)
    yield "plain.txt", convert.render(edition, "text", house=house, notes=notes)
    yield "page.html", convert.render(edition, "html", house=house, notes=notes, pictures="beside")
    yield from unzipped(convert.render(edition, "epub", house=house, notes=notes))
    yield "pages.txt", spelled(laid_out(through_xml(edition), house, notes)).encode()
    yield "notes.txt", "".join(f"{note.severity} {note}\n" for note in notes).encode()


def first_page(story: Path) -> Image.Image:
    """Return the first page of a story as a small picture."""
    pdf = convert.render(convert.read(source_of(story)), "pdf", house=find_house(story), notes=Notes())
    page = pypdfium2.PdfDocument(pdf)[0]
    return page.render(scale=1.1).to_pil().convert("L")


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
    changed = [
        name
        for name, data in fresh.items()
        if not (story / name).exists() or (story / name).read_bytes() != data
    ]
    assert not changed, f"{story.name}: {', '.join(changed)}; pytest --accept writes them anew"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_the_picture_of_the_first_page_is_true(story: Path, accept: bool) -> None:
    fresh = first_page(story)
    if accept:
        fresh.quantize(16).save(story / "page-1.png", optimize=True)
    kept = Image.open(story / "page-1.png").convert("L")
    assert kept.size == fresh.size
    difference = ImageStat.Stat(ImageChops.difference(kept, fresh)).mean[0]
    assert difference < 3, f"{story.name}/page-1.png differs by {difference:.1f} of 255; pytest --accept"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_a_story_keeps_every_word_in_every_format(story: Path) -> None:
    edition = convert.read(source_of(story), notes=Notes())
    wanted = Counter(word for article in edition.articles for word in words("\n".join(lines(article.body))))
    deleted = Counter(run.text for run in each(Run, edition.articles) if "del" in run.marks)
    book = etree.parse(story / "epub" / "EPUB" / "text" / "a0001.xhtml").getroot()
    page = html.parse(story / "page.html").getroot()
    assert wanted - deleted <= Counter(words((story / "plain.txt").read_text(encoding="utf-8")))
    assert wanted <= Counter(words(read_aloud(book)))
    assert wanted <= Counter(words(read_aloud(page)))


INLINE = frozenset("a bdi strong em q cite code sub sup mark u s small ins del time".split())


def read_aloud(root: etree._Element) -> str:
    """Return what a page says, a pause after every block; the signs of notes are not read."""
    for element in root.iter():
        if etree.QName(element).localname not in INLINE:
            element.tail = "\n" + (element.tail or "")
        if element.get("role") == "doc-noteref":
            element.text = ""
    return "".join(root.itertext())


def words(text: str) -> list[str]:
    """Return the words of *text*; invisible direction marks are no part of them."""
    return re.findall(r"[^\W_]+", re.sub("[\u200e\u200f\u2066-\u2069]", "", text))


def test_there_are_stories() -> None:
    assert {story.name for story in STORIES} >= {
        "carpets",
        "kites",
        "kuwait",
        "library",
        "lighthouse",
        "tide",
        "walnuts",
    }
