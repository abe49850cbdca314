"""Pictures in a book: no larger than its page, in colours of a screen, one at a time in memory."""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image as Drawn

import convert
from convert.house import House
from convert.model import Edition, Figure, Image, Paragraph, label
from convert.notes import Notes
from convert.pictures import Shelf
from tests.writers import stories
from tests.writers.conftest import ROOT, unzipped
from tests.writers.test_epub import NS, chapters_of, written


def spelled(picture: Drawn.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


def book_of(
    name: str, data: bytes, notes: Notes | None = None, **options: Any
) -> tuple[Drawn.Image, bytes, Any]:
    """Return the one picture of a book, its bytes, and its `img`."""
    body = (Paragraph(text=label("كلمة")), Figure(image=Image(name, "سفينة في البحر")))
    edition = Edition(articles=stories.edition("ar", body=body).articles, assets={name: data})
    files = unzipped(written(edition, notes, **options))
    (kept,) = (data for path, data in files.items() if "/images/i" in path)
    (img,) = chapters_of(files)[0].xpath("//x:figure/x:img", namespaces=NS)
    return Drawn.open(io.BytesIO(kept)), kept, img


def photograph(width: int, height: int, mode: str = "RGB") -> Drawn.Image:
    return Drawn.effect_noise((width, height), 40).convert(mode)


@pytest.mark.parametrize(("size", "wanted"), [((3200, 2400), (1600, 1200)), ((1000, 4000), (400, 1600))])
def test_a_large_photograph_is_made_smaller_with_a_note_and_its_words_kept(
    size: tuple[int, int], wanted: tuple[int, int]
) -> None:
    notes = Notes()
    shown, data, img = book_of("p.jpg", spelled(photograph(*size), "JPEG", quality=95), notes)
    assert (shown.format, shown.size) == ("JPEG", wanted)
    assert len(data) < 1_500_000
    assert img.get("alt") == "سفينة في البحر"
    assert "picture/resized" in notes.codes()


def test_a_picture_that_fits_is_the_same_to_the_byte() -> None:
    for kind, name in (("JPEG", "p.jpg"), ("PNG", "p.png"), ("GIF", "p.gif"), ("WEBP", "p.webp")):
        data = spelled(photograph(900, 600), kind)
        assert book_of(name, data)[1] == data


def test_the_bound_is_the_users() -> None:
    data = spelled(photograph(900, 600), "JPEG")
    assert book_of("p.jpg", data, longest_side=300)[0].size == (300, 200)
    large = spelled(photograph(2400, 1600), "JPEG")
    assert book_of("p.jpg", large, longest_side=0)[1] == large


def test_no_picture_is_shorter_than_nothing() -> None:
    with pytest.raises(convert.UsageError):
        book_of("p.jpg", spelled(photograph(90, 60), "JPEG"), longest_side=-5)


def test_a_heavy_photograph_is_packed_anew() -> None:
    data = spelled(photograph(1600, 1600), "JPEG", quality=100)
    assert len(data) > 1_000_000
    shown, kept, _ = book_of("p.jpg", data)
    assert shown.size == (1600, 1600)
    assert len(kept) < 0.6 * len(data)


def test_what_is_transparent_stays_so_and_a_palette_is_no_bound() -> None:
    clear = Drawn.new("RGBA", (2000, 1000), (200, 30, 30, 0))
    shown, *_ = book_of("p.png", spelled(clear, "PNG"))
    assert (shown.mode, shown.size, shown.getchannel("A").getextrema()) == ("RGBA", (1600, 800), (0, 0))
    few = photograph(2000, 1000).quantize(16)
    assert book_of("p.png", spelled(few, "PNG"))[0].size == (1600, 800)


def test_a_photograph_taken_on_its_side_stands_upright() -> None:
    exif = Drawn.Exif()
    exif[0x0112] = 6  # turn a quarter to the right to see it upright
    data = spelled(photograph(2400, 1200), "JPEG", exif=exif)
    assert book_of("p.jpg", data)[0].size == (800, 1600)


def test_what_moves_is_left_alone() -> None:
    frames = [Drawn.new("L", (1800, 20), shade) for shade in (0, 120, 250)]
    data = spelled(frames[0], "GIF", save_all=True, append_images=frames[1:])
    assert book_of("p.gif", data)[1] == data
    moving = spelled(frames[0], "WEBP", save_all=True, append_images=frames[1:])
    assert book_of("p.webp", moving)[1] == moving


def test_printers_colours_become_those_of_a_screen() -> None:
    notes = Notes()
    shown, *_ = book_of("p.jpg", spelled(photograph(300, 200, "CMYK"), "JPEG"), notes)
    assert shown.mode == "RGB"
    assert "picture/converted" in notes.codes()


def test_a_book_is_the_same_written_to_a_file_and_handed_back(tmp_path: Path) -> None:
    edition = stories.edition("ar", "he", issue="العدد")
    convert.write(edition, tmp_path / "book.epub", house=House(), notes=Notes())
    assert (tmp_path / "book.epub").read_bytes() == written(edition)
    assert [path.name for path in tmp_path.iterdir()] == ["book.epub"]


def test_a_book_that_cannot_be_made_leaves_no_file(tmp_path: Path) -> None:
    picture = tmp_path / "p.png"
    picture.write_bytes(stories.picture())
    edition = stories.edition("ar")
    gone = Edition(articles=edition.articles, assets=Shelf({stories.PICTURE: picture}))
    picture.unlink()
    with pytest.raises(convert.ConvertError):
        convert.write(gone, tmp_path / "book.epub", house=House(), notes=Notes())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.gate
def test_four_hundred_pictures_take_no_more_memory_than_one(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from tests.bench.memory import measured;"
        "print(*measured(Path(sys.argv[1])))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True
    )
    above, size, _ = map(float, ran.stdout.split())
    assert size > 100
    assert above <= 60
