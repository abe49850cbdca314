"""Pictures of any kind a newsroom sends are in the PDF in their colours, and the PDF stays an archive."""

import io
import struct
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import page as validator
import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw

import convert
from convert import newsml
from convert.house import House
from convert.model import Block, Edition, Embed, Figure, Gallery, Paragraph, label
from convert.model import Image as Picture
from convert.notes import Notes
from convert.pdf.colours import ScreenPictures, for_screen
from convert.vocab.languages import language_of
from tests.writers import stories
from tests.writers.test_pdf import opened, tags_of

SIZE = (60, 40)
#: Ink of a news picture, and what it is on a screen when nothing better is known.
INK, SEEN = (200, 40, 0, 51), (44, 172, 204)


def edition(data: bytes, *, alt: str = "شراع أبيض", caption: str = "", lang: str = "ar") -> Edition:
    """Return a story with one picture."""
    figure = Figure(image=Picture("a.img", alt), caption=label(caption))
    made = stories.edition(lang, body=(Paragraph(text=label(stories.STORIES[lang].items[0])), figure))
    return replace(made, assets={"a.img": data})


def rendered(made: Edition, notes: Notes | None = None) -> bytes:
    return convert.render(made, "pdf", house=House(), notes=Notes() if notes is None else notes)


def failures(data: bytes) -> list[str]:
    """Return what keeps a PDF from being PDF/A-3a and PDF/UA-1."""
    profiles = [validator.ValidationProfile(name) for name in ("3a", "ua1")]
    reports = [validator.validate_pdf_bytes(data, profile=profile) for profile in profiles]
    return [str(failure) for report in reports for failure in report.failures]


def shown(data: bytes, share: tuple[float, float] = (0.5, 0.5)) -> tuple[int, ...]:
    """Return the colour of a place in the picture of a PDF as a reader draws it."""
    document = pypdfium2.PdfDocument(data)
    try:
        (picture,) = (one for one in document[0].get_objects() if one.type == 3)
        left, bottom, right, top = picture.get_bounds()
        canvas = document[0].render(scale=2).to_pil().convert("RGB")
        across = left + (right - left) * share[0]
        down = document[0].get_height() - top + (top - bottom) * share[1]
        return tuple(canvas.getpixel((int(across * 2), int(down * 2))))
    finally:
        document.close()


def saved(picture: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@cache
def sail() -> Image.Image:
    """Return a picture whose middle is one colour."""
    picture = Image.new("RGB", SIZE, "#203040")
    ImageDraw.Draw(picture).rectangle([15, 10, 45, 30], fill="#c08040")
    return picture


def half_seen() -> Image.Image:
    """Return the same, its left half transparent."""
    picture = sail().convert("RGBA")
    alpha = Image.new("L", SIZE, 255)
    ImageDraw.Draw(alpha).rectangle([0, 0, 29, 39], fill=0)
    picture.putalpha(alpha)
    return picture


def png(colour: int, pixel: bytes, extra: bytes = b"", interlaced: bool = False) -> bytes:
    """Return a PNG of sixteen bits a channel, which Pillow does not write (PNG, 11.2)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    width, height = SIZE
    head = struct.pack(">IIBBBBB", width, height, 16, colour, 0, 0, int(interlaced))
    passes = (
        (0, 0, 8, 8),
        (4, 0, 8, 8),
        (0, 4, 4, 8),
        (2, 0, 4, 4),
        (0, 2, 2, 4),
        (1, 0, 2, 2),
        (0, 1, 1, 2),
    )
    rows = b"".join(
        b"\0" + pixel * len(range(left, width, across))
        for left, top, across, down in (passes if interlaced else ((0, 0, 1, 1),))
        for _ in range(top, height, down)
        if range(left, width, across)
    )
    parts = [chunk(b"IHDR", head), extra, chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def ink(data: tuple[int, ...] = INK) -> Image.Image:
    return Image.new("CMYK", SIZE, data)


def adobe_transform(data: bytes, transform: int | None) -> bytes:
    """Return a JPEG with another colour transform in its Adobe marker; None takes the marker out."""
    start = data.index(b"\xff\xee\x00\x0eAdobe")
    if transform is None:
        return data[:start] + data[start + 16 :]
    return data[: start + 15] + bytes([transform]) + data[start + 16 :]


def ycck() -> bytes:
    """Return INK as a JPEG in YCCK: luminance and chrominance of the inks taken for colours, and black."""
    coloured = Image.new("RGB", SIZE, INK[:3]).convert("YCbCr")
    planes = [ImageChops.invert(plane) for plane in coloured.split()]
    picture = Image.merge("CMYK", [*planes, Image.new("L", SIZE, INK[3])])
    return adobe_transform(saved(picture, "JPEG", quality=95, subsampling=0), 2)


def ink_profile(lightness: int, a: int, b: int) -> bytes:
    """Return the smallest profile of a press: whatever the inks, the page is one colour (ICC.1:2010)."""
    identity = bytes(range(256))
    matrix = struct.pack(">9i", 65536, 0, 0, 0, 65536, 0, 0, 0, 65536)
    table = bytes([lightness, a, b]) * 2**4
    lut = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + identity * 4 + table + identity * 3
    tags = struct.pack(">I", 1) + b"A2B0" + struct.pack(">II", 144, len(lut))
    head = struct.pack(">I4sI4s4s4s", 144 + len(lut), b"none", 0x02400000, b"prtr", b"CMYK", b"Lab ")
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + tags + lut


# --- every kind of picture ----------------------------------------------------------------------

KINDS: dict[str, Callable[[], tuple[bytes, tuple[int, int, int]]]] = {
    "png": lambda: (saved(sail(), "PNG"), (192, 128, 64)),
    "png of one bit": lambda: (saved(Image.new("1", SIZE, 0), "PNG"), (0, 0, 0)),
    "png grey": lambda: (saved(sail().convert("L"), "PNG"), (140, 140, 140)),
    "png palette": lambda: (saved(sail().quantize(8), "PNG"), (192, 128, 64)),
    "png palette, one transparent": lambda: (
        saved(sail().quantize(8), "PNG", transparency=7),
        (192, 128, 64),
    ),
    "png palette, all transparent": lambda: (
        saved(sail().quantize(8), "PNG", transparency=bytes(8)),
        (255, 255, 255),
    ),
    "png grey and alpha": lambda: (saved(half_seen().convert("LA"), "PNG"), (140, 140, 140)),
    "png alpha": lambda: (saved(half_seen(), "PNG"), (192, 128, 64)),
    "png grey of 16 bits": lambda: (png(0, b"\x80\x80"), (128, 128, 128)),
    "png dark grey of 16 bits": lambda: (png(0, b"\x20\xff"), (33, 33, 33)),
    "png of 16 bits": lambda: (png(2, b"\xc0\x00\x80\x00\x40\x00"), (192, 128, 64)),
    "png of 16 bits with alpha": lambda: (png(6, b"\xc0\x00\x80\x00\x40\x00\xff\xff"), (192, 128, 64)),
    "png grey of 16 bits with alpha": lambda: (png(4, b"\x80\x80\xff\xff"), (128, 128, 128)),
    "png interlaced": lambda: (png(2, b"\xc0\x00\x80\x00\x40\x00", interlaced=True), (192, 128, 64)),
    "png of 100,000 dpi": lambda: (saved(sail(), "PNG", dpi=(100_000, 100_000)), (192, 128, 64)),
    "jpeg": lambda: (saved(sail(), "JPEG", quality=95), (192, 128, 64)),
    "jpeg grey": lambda: (saved(sail().convert("L"), "JPEG"), (140, 140, 140)),
    "jpeg progressive": lambda: (saved(sail(), "JPEG", quality=95, progressive=True), (192, 128, 64)),
    "jpeg of 1 dpi": lambda: (saved(sail(), "JPEG", quality=95, dpi=(1, 1)), (192, 128, 64)),
    "gif": lambda: (saved(sail().quantize(8), "GIF"), (192, 128, 64)),
    "gif transparent": lambda: (saved(sail().quantize(8), "GIF", transparency=7), (192, 128, 64)),
    "gif moving": lambda: (
        saved(sail().quantize(8), "GIF", save_all=True, append_images=[Image.new("RGB", SIZE, "red")]),
        (192, 128, 64),
    ),
    "webp": lambda: (saved(sail(), "WEBP", quality=95), (192, 128, 64)),
    "webp lossless with alpha": lambda: (saved(half_seen(), "WEBP", lossless=True), (192, 128, 64)),
    "jpeg in cmyk": lambda: (saved(ink(), "JPEG", quality=95), SEEN),
    "jpeg in cmyk, not of adobe": lambda: (
        adobe_transform(saved(ImageChops.invert(ink()), "JPEG", quality=95), None),
        SEEN,
    ),
    "jpeg in ycck": lambda: (ycck(), SEEN),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_in_the_pdf_in_its_colours_and_the_pdf_is_an_archive(kind: str) -> None:
    data, colour = KINDS[kind]()
    notes = Notes()
    made = rendered(edition(data), notes)
    assert failures(made) == []
    assert shown(made, (0.6, 0.5)) == pytest.approx(colour, abs=6)
    assert [code for code in notes.codes() if code != "picture/converted"] == []


def test_what_is_transparent_shows_the_page() -> None:
    for half in (half_seen(), half_seen().convert("LA")):
        assert shown(rendered(edition(saved(half, "PNG"))), (0.2, 0.5)) == (255, 255, 255)


@pytest.mark.parametrize("kind", KINDS)
def test_the_picture_itself_is_never_changed(kind: str) -> None:
    data, _ = KINDS[kind]()
    made = edition(data)
    rendered(made)
    assert made.assets == {"a.img": data}


# --- ink ----------------------------------------------------------------------------------------


def spaces_in(data: bytes) -> set[str]:
    """Return the colour spaces of the pictures of a PDF."""
    pdf = opened(data)
    streams = [part for part in pdf.objects if isinstance(part, pikepdf.Stream)]
    return {str(one.ColorSpace) for one in streams if one.get("/Subtype") == "/Image"}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "cmyk" in kind or "ycck" in kind])
def test_a_picture_in_ink_becomes_rgb_and_that_is_noted(kind: str) -> None:
    notes = Notes()
    assert spaces_in(rendered(edition(KINDS[kind]()[0]), notes)) == {"/DeviceRGB"}
    (note,) = notes
    assert (note.code, note.severity) == ("picture/converted", "note")
    assert "a.img" in note.text
    assert "guessed" in note.text


def test_the_profile_inside_a_picture_says_what_its_inks_look_like() -> None:
    notes = Notes()
    green = ink_profile(150, 90, 170)
    made = rendered(edition(saved(ink(), "JPEG", quality=95, icc_profile=green)), notes)
    assert shown(made) == pytest.approx(
        (84, 158, 61), abs=8
    )  # CIELAB 58.8, -38, 42, by the formulas of the CIE
    assert ["by its own colour profile" in note.text for note in notes] == [True]
    assert failures(made) == []


@pytest.mark.parametrize(
    "profile",
    [
        b"",
        b"no profile",
        ink_profile(150, 90, 170)[:200],
        ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    ],
    ids=["empty", "words", "half", "of a screen"],
)
def test_a_profile_that_cannot_be_followed_is_not_followed(profile: bytes) -> None:
    notes = Notes()
    made = rendered(edition(saved(ink(), "JPEG", quality=95, icc_profile=profile)), notes)
    assert shown(made) == pytest.approx(SEEN, abs=6)
    assert ["guessed" in note.text for note in notes] == [True]


def test_a_picture_in_ink_that_lies_on_its_side_stands_up() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6
    data = for_screen("a.jpg", saved(ink(), "JPEG", exif=turned), Notes())
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.size, picture.mode, dict(picture.getexif())) == ((40, 60), "RGB", {})


def test_half_a_picture_is_left_to_the_engine() -> None:
    data = saved(ink(), "JPEG")[:-200]
    for broken in (data, b"", b"x", data[:30]):
        assert for_screen("a.jpg", broken, Notes())[:2] in (b"\xff\xd8", broken[:2])


def test_pictures_are_made_fit_when_they_are_asked_for_and_once() -> None:
    notes = Notes()
    assets = {"a": saved(ink(), "JPEG"), "b": saved(ink(), "JPEG"), "c": saved(sail(), "PNG")}
    fit = ScreenPictures(assets, notes)
    assert (list(fit), len(fit), len(notes)) == (["a", "b", "c"], 3, 0)
    assert fit["a"] is fit["a"] is not assets["a"]
    assert fit["c"] is assets["c"]
    assert [note.text.split()[2] for note in notes] == ["a"]
    assert fit.get("gone") is None


def test_the_same_picture_gives_the_same_bytes() -> None:
    made = edition(saved(ink(), "JPEG", icc_profile=ink_profile(150, 90, 170)))
    assert rendered(made) == rendered(made)


# --- words for those who do not see it ----------------------------------------------------------


def alts(data: bytes) -> list[str]:
    pdf = opened(data)
    tags = tags_of(pdf.Root.StructTreeRoot.K)
    return [str(tag.get("/Alt", "")) for tag in tags if tag.S == "/Figure"]


def of(*body: Block, lang: str = "ar") -> Edition:
    return replace(stories.edition(lang, body=body), assets={"a.png": saved(sail(), "PNG")})


@pytest.mark.parametrize("alt", ["", " "])
@pytest.mark.parametrize("lang", list(stories.STORIES))
def test_a_picture_without_a_description_has_the_words_of_its_caption_or_is_called_one(
    alt: str, lang: str
) -> None:
    words = stories.STORIES[lang].alt
    bare = Figure(image=Picture("a.png", alt))
    credited = Figure(image=Picture("a.png", alt), caption=label(words), credit=label("AFP"))
    made, notes = of(bare, credited, lang=lang), Notes()
    data = rendered(made, notes)
    assert alts(data) == [language_of(lang).words.picture, words]
    assert failures(data) == []
    assert [(note.code, note.severity) for note in notes] == [("picture/undescribed", "note")] * 2


def test_pictures_of_a_gallery_share_its_caption_and_a_still_that_of_its_film() -> None:
    gallery = Gallery(
        figures=(Figure(image=Picture("a.png")), Figure(image=Picture("a.png"), caption=label("المرفأ"))),
        caption=label("السفن"),
    )
    film = Embed(href="https://example.org/film", poster=Picture("a.png"), caption=label("فيلم"))
    data = rendered(of(gallery, film))
    assert alts(data) == ["السفن", "المرفأ", "فيلم"]
    assert failures(data) == []


def test_a_description_stays_as_it_is_and_html_keeps_a_picture_that_is_mere_decoration() -> None:
    described = of(Figure(image=Picture("a.png", "شراع"), caption=label("المرفأ")))
    notes = Notes()
    assert alts(rendered(described, notes)) == ["شراع"]
    assert len(notes) == 0
    bare = of(Figure(image=Picture("a.png"), caption=label("المرفأ")))
    html = convert.render(bare, "html", house=House(), notes=notes).decode()
    assert 'alt=""' in html
    assert len(notes) == 0
    assert newsml.load(newsml.dump(bare)).articles == bare.articles
