"""A folder with what an edition is made of, and an edition.toml to be spoiled."""

import io
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image as Drawn

import convert
from convert.errors import ConvertError
from convert.model import Edition

HEAD = """[edition]
title = "السارية"
date = 2026-11-27
lang = "ar-KW"

"""
SECTION = """[[section]]
name = "محليات"
include = "local/*.txt"
"""
STORY = """---
published: 2026-11-27T05:00+03:00
---
{headline}

فتح الميناء صباح اليوم أبوابه بعد إصلاح {headline}، وقال المدير إن العمل تم في وقته.

وقالت الشركة إن السفن ترسو هنا منذ شهر كامل.
"""


def png(colour: str = "navy", size: tuple[int, int] = (8, 6)) -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Drawn.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


def svg(inside: str = '<rect width="9" height="4"/>', more: str = 'viewBox="0 0 9 4"') -> bytes:
    """Return a drawing."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {more}>{inside}</svg>'.encode()


@dataclass(frozen=True, slots=True)
class Mistake:
    """A fault as a person sees it: line, code, what the carets stand under, its column, the cure."""

    line: int
    code: str
    marked: str
    column: int
    cure: str
    sentence: str
    remark: str


def seen(fault: ConvertError) -> Mistake:
    """Return what a person sees of a fault."""
    excerpt = fault.excerpt
    assert excerpt is not None, fault
    line = int(fault.where.rpartition(":")[2])
    return Mistake(
        line,
        fault.code,
        excerpt.line[excerpt.start : excerpt.end],
        excerpt.start + 1,
        fault.cure,
        str(fault),
        excerpt.remark,
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """The folder of an edition."""

    folder: Path

    @property
    def file(self) -> Path:
        """Its edition.toml."""
        return self.folder / "edition.toml"

    def put(self, name: str, data: bytes | str) -> Path:
        """Put a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def story(self, name: str, headline: str) -> Path:
        """Put a story into the folder."""
        return self.put(name, STORY.format(headline=headline))

    def say(self, text: str) -> None:
        """Write edition.toml."""
        self.put("edition.toml", text)

    def read(self, notes: convert.Notes | None = None) -> Edition:
        """Return the edition."""
        return convert.read_edition(self.file, notes=notes)

    def refused(self) -> list[Mistake]:
        """Return all that is wrong with the edition file."""
        with pytest.raises(convert.EditionError) as caught:
            self.read()
        assert caught.value.exit_code == 5
        return [seen(fault) for fault in caught.value.faults]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three stories, two pictures, a drawing."""
    made = Desk(tmp_path / "today")
    for number, headline in enumerate(("جسر الميناء", "سوق السمك", "مدرسة الحي"), start=1):
        made.story(f"local/0{number}.txt", headline)
    made.put("pictures/bridge.png", png())
    made.put("pictures/market.png", png("teal"))
    made.put("art/masthead.svg", svg())
    made.say(HEAD + SECTION)
    return made
