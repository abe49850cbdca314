"""Pictures reach the page under any name, and never another's."""

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

import convert
from convert.model import Article, Edition, Figure, Label, Run
from convert.model import Image as Picture

HEADLINE: Label = (Run("خبر"),)


def png(colour: str) -> bytes:
    """Return a small picture."""
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "PNG")
    return out.getvalue()


def edition(name: str) -> Edition:
    figure = Figure(id="f1", image=Picture(name, "صورة"))
    article = Article(guid="urn:x:1", lang="ar", direction="rtl", headline=HEADLINE, body=(figure,))
    return Edition(articles=(article,), assets={name: png("red")})


@pytest.mark.parametrize("name", ["صورة.png", "a b.png", "a#b.png", "50%.png", "media/é.png"])
def test_a_picture_of_any_name_is_on_the_page(name: str) -> None:
    notes = convert.Notes()
    pdf = pikepdf.open(io.BytesIO(convert.render(edition(name), "pdf", notes=notes)))
    assert len(pdf.pages[0].get_images()) == 1
    assert [code for code in notes.codes() if code.startswith(("pdf/", "picture/"))] == []


def test_two_pictures_of_one_name_are_refused_not_exchanged(tmp_path: Path) -> None:
    for folder, colour in (("a", "red"), ("b", "blue")):
        (tmp_path / folder).mkdir()
        convert.write(edition("p.png"), tmp_path / folder / f"{folder}.xml")
        (tmp_path / folder / "p.png").write_bytes(png(colour))
    with pytest.raises(convert.SourceError, match="different pictures"):
        convert.read(tmp_path / "a" / "a.xml", tmp_path / "b" / "b.xml")


def test_xml_takes_its_pictures_along(tmp_path: Path) -> None:
    convert.write(edition("media/p.png"), tmp_path / "x.xml")
    again = convert.read(tmp_path / "x.xml")
    assert again.assets["media/p.png"] == png("red")
