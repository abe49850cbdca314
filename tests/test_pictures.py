"""Pictures by their bytes: kind and size without decoding, and nothing else is a picture."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Drawn

import convert
from convert.model import Article, Edition, Figure, Image, Paragraph, label
from convert.pictures import MOST_PIXELS, SUFFIXES, PictureFacts, picture_facts

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}


def drawn(kind: str, size: tuple[int, int] = (37, 21), **options: object) -> bytes:
    """Return a picture of *size*, with something on it, as Pillow writes it."""
    picture = Drawn.linear_gradient("L").resize(size).convert("RGB")
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", [(1, 1), (37, 21), (21, 37), (1, 700), (1023, 5)])
def test_kind_and_size_are_read_off_the_bytes(kind: str, size: tuple[int, int]) -> None:
    assert picture_facts(drawn(kind, size)) == PictureFacts(KINDS[kind], *size)


@pytest.mark.parametrize(
    ("kind", "options"),
    [
        ("JPEG", {"progressive": True}),
        ("JPEG", {"comment": b"c" * 60_000}),
        ("JPEG", {"exif": b"Exif\0\0" + b"e" * 5000}),
        ("JPEG", {"icc_profile": b"p" * 150_000}),
        ("WEBP", {"lossless": True}),
        ("WEBP", {"exif": b"Exif\0\0abc"}),
        ("PNG", {"optimize": True}),
        ("GIF", {"interlace": 1}),
    ],
)
def test_every_way_to_save_a_picture_is_read(kind: str, options: dict[str, object]) -> None:
    assert picture_facts(drawn(kind, (300, 200), **options)) == PictureFacts(KINDS[kind], 300, 200)


def test_padding_between_the_markers_of_a_jpeg_is_skipped() -> None:
    plain = drawn("JPEG")
    assert picture_facts(plain[:2] + b"\xff\xff\xff" + plain[2:]) == PictureFacts("image/jpeg", 37, 21)


def test_a_large_webp_canvas_is_read_from_its_extended_header() -> None:
    body = (
        b"VP8X"
        + struct.pack("<I", 10)
        + b"\0\0\0\0"
        + (9999).to_bytes(3, "little")
        + (6999).to_bytes(3, "little")
    )
    facts = picture_facts(b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body)
    assert facts is not None
    assert (facts.width, facts.height, facts.too_large) == (10_000, 7000, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_header_cut_short_is_no_picture_and_no_crash(kind: str) -> None:
    whole = drawn(kind)
    assert [picture_facts(whole[:length]) for length in range(10)] == [None] * 10
    for length in range(len(whole)):
        assert picture_facts(whole[:length]) in (None, PictureFacts(KINDS[kind], 37, 21))


@pytest.mark.parametrize(
    "data",
    [
        b"", b"\x89PNG", b"%!PS-Adobe-3.0 EPSF-3.0\n", b"\xc5\xd0\xd3\xc6" + bytes(28), b"<svg xmlns='x'/>",
        b"BM" + bytes(60), b"II*\0" + bytes(60), b"RIFF\0\0\0\0AVI LIST" + bytes(40), b"%PDF-1.7",
        b"\0\0\0\x20ftypavif" + bytes(40), b"GIF88a" + bytes(20), b"\xff\xd8\xff\xe0\0\0" * 5,
        b"\xff\xd8\xff\xd9",
        b" \x89PNG\r\n\x1a\n" + bytes(20),
    ],
)  # fmt: skip
def test_nothing_else_is_a_picture(data: bytes) -> None:
    assert picture_facts(data) is None


@given(
    st.sampled_from(
        [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8 ", b"RIFF\0\0\0\0WEBPVP8L"]
    ),
    st.binary(),
)
def test_whatever_follows_the_first_bytes_there_is_no_crash(start: bytes, rest: bytes) -> None:
    facts = picture_facts(start + rest)
    assert facts is None or (facts.width > 0 and facts.height > 0 and facts.media_type in SUFFIXES)


def test_a_picture_without_a_side_is_none() -> None:
    assert picture_facts(b"GIF89a" + struct.pack("<HH", 0, 5) + bytes(10)) is None
    assert picture_facts(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", 5, 0) + bytes(10)) is None


def test_the_bound_is_fifty_million_pixels() -> None:
    assert not PictureFacts("image/png", 50_000, 1000).too_large
    assert PictureFacts("image/png", 50_000, 1001).too_large
    assert MOST_PIXELS == 50_000_000


# --- on the way through -----------------------------------------------------------------------


def story(folder: Path, *names: str) -> Path:
    """Write a canonical article that shows the pictures *names*, and return its path."""
    figures = tuple(Figure(image=Image(name, alt="صورة"), caption=label("تحت الصورة")) for name in names)
    article = Article(
        guid="urn:newsml:example.org:20200101:pictures", lang="ar", direction="rtl",
        headline=label("خبر بصورة"),
        body=(Paragraph(text=label("نص الخبر كله في سطر واحد.")), *figures),
    )  # fmt: skip
    convert.write(Edition(articles=(article,)), folder / "story.xml")
    return folder / "story.xml"


def bomb(side: int) -> bytes:
    """Return a small PNG of *side* by *side* black pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    row = zlib.compressobj(9)
    packed = b"".join(row.compress(bytes(1 + side // 8)) for _ in range(side)) + row.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("bomb.png", bomb(8000), "picture/too-large"),
        (
            "eps.jpg",
            b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) run\n",
            "picture/unreadable",
        ),
        ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture/unreadable"),
        ("short.png", drawn("PNG")[:20], "picture/unreadable"),
        ("half.png", drawn("PNG", (200, 200))[:200], "picture/unreadable"),
        ("half.jpg", drawn("JPEG", (200, 200))[:700], "picture/unreadable"),
        ("half.gif", drawn("GIF", (200, 200))[:300], "picture/unreadable"),
        ("half.webp", drawn("WEBP", (200, 200), lossless=True)[:60], "picture/unreadable"),
    ],
    ids=["bomb", "EPS", "SVG", "no size", "half a PNG", "half a JPEG", "half a GIF", "half a WebP"],
)
def test_a_picture_that_may_not_be_used_is_noted_and_the_article_is_made_without_it(
    name: str, data: bytes, code: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(data)
    notes = convert.Notes()
    edition = convert.read(story(tmp_path, name), notes=notes)
    assert edition.assets == {}
    assert code in notes.codes()
    convert.write(edition, tmp_path / "story.epub", notes=notes)
    with zipfile.ZipFile(tmp_path / "story.epub") as book:
        assert not [part for part in book.namelist() if "images/i" in part]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("i01-png-bomb-30000x30000.png", "picture/too-large"),
        ("i02-png-truncated.png", "picture/unreadable"),
        ("i03-eps-as-jpg.jpg", "picture/unreadable"),
    ],
)
def test_the_hostile_pictures_are_refused_before_anything_decodes_them(
    name: str, code: str, shared: Path, tmp_path: Path
) -> None:
    data = (shared / "data" / "hostile" / name).read_bytes()
    if "bomb" in name:
        assert picture_facts(data) == PictureFacts("image/png", 30_000, 30_000)
    (tmp_path / name).write_bytes(data)
    notes = convert.Notes()
    edition = convert.read(story(tmp_path, name), notes=notes)
    assert edition.assets == {}
    assert code in notes.codes()
    for suffix in ("pdf", "epub", "html"):
        convert.write(edition, tmp_path / f"story.{suffix}", notes=notes)
    with pikepdf.open(tmp_path / "story.pdf") as pdf:
        assert not [image for page in pdf.pages for image in page.get_images()]


def test_a_picture_beside_its_article_travels_into_the_book_and_onto_the_page(tmp_path: Path) -> None:
    for kind in KINDS:
        (tmp_path / f"a.{kind.lower()}").write_bytes(drawn(kind))
    names = [f"a.{kind.lower()}" for kind in KINDS]
    notes = convert.Notes()
    edition = convert.read(story(tmp_path, *names), notes=notes)
    assert set(edition.assets) == set(names)
    assert not [note for note in notes if note.code.startswith("picture/")]
    convert.write(edition, tmp_path / "story.epub")
    with zipfile.ZipFile(tmp_path / "story.epub") as book:
        inside = {book.read(part) for part in book.namelist() if "images/i" in part}
    assert inside == set(edition.assets.values())
    convert.write(edition, tmp_path / "story.pdf")
    with pikepdf.open(tmp_path / "story.pdf") as pdf:
        images = [image for page in pdf.pages for image in page.get_images().values()]
        sizes = {(int(image.Width), int(image.Height)) for image in images}
    assert (len(images), sizes) == (4, {(37, 21)})


@pytest.mark.parametrize(
    "name",
    ["../out.png", "/etc/hostname", "a\\b.png", "C:x.png", "link.png", "file:x.png", "deep/../../out.png"],
)
def test_a_picture_outside_the_folder_is_not_read(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (tmp_path / "out.png").write_bytes(drawn("PNG"))
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    notes = convert.Notes()
    assert convert.read(story(folder, name), notes=notes).assets == {}
    assert "picture/refused" in notes.codes()


def test_a_picture_that_is_not_there_is_told_once_and_its_words_stand(tmp_path: Path) -> None:
    notes = convert.Notes()
    edition = convert.read(story(tmp_path, "gone.png"), notes=notes)
    convert.render(edition, "epub", notes=notes)
    assert notes.codes().count("picture/missing") == 1


def test_a_picture_file_of_more_than_twenty_megabytes_is_not_read(tmp_path: Path) -> None:
    with (tmp_path / "a.png").open("wb") as file:
        file.write(drawn("PNG"))
        file.truncate((20 << 20) + 1)
    notes = convert.Notes()
    assert convert.read(story(tmp_path, "a.png"), notes=notes).assets == {}
    assert "picture/too-large" in notes.codes()
