"""What the hourglass costs: PDF against the raw engine, text to XML and back, EPUB warm.

Run with: python -m tests.bench.foundation
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

import weasyprint

import convert
from convert import newsml
from convert.faces import faces
from convert.house import find_house
from convert.notes import Notes
from convert.pdf.engine import own_fonts
from convert.writers import pdf
from tests.bench.pair import alone, pair

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def face_rules() -> str:
    """Return what a user of the raw engine writes to have the same fonts."""
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-weight: {cut.weight}; font-style: {cut.style};'
        f' src: url("{cut.path.as_uri()}"); }}\n'
        for face in faces().values()
        for cut in face.cuts
    )


def against_the_engine(name: str, source: Path) -> None:
    """Compare our PDF with the raw engine's of the same HTML and CSS: our fonts loaded, then @font-face."""
    house = find_house(source.parent)
    edition = convert.read(source)
    html, sheet = pdf.print_page(
        replace(newsml.load(newsml.dump(edition)), assets=edition.assets),
        Notes(),
        house,
        "article",
        (),
        ignore_embargo=False,
    )
    base = source.parent.as_uri() + "/"

    def raw(extra: str = "", fonts: object = None) -> bytes:
        config = fonts or weasyprint.text.fonts.FontConfiguration()
        css = weasyprint.CSS(string=extra + sheet, font_config=config)
        page = weasyprint.HTML(string=html.decode(), base_url=base)
        return bytes(page.write_pdf(stylesheets=[css], font_config=config, pdf_tags=True))

    def ours() -> bytes:
        return convert.render(edition, "pdf", house=house, notes=Notes())

    pair(f"{name}: PDF, ours | engine with our fonts loaded", ours, lambda: raw(fonts=own_fonts()))
    pair(f"{name}: PDF, ours | engine with @font-face", ours, lambda: raw(face_rules()))


def through_the_neck(source: Path) -> None:
    """Time text to canonical XML and back."""
    house = find_house(source.parent)
    alone(f"{source.parent.name}: read", lambda: convert.read(source, house=house))
    edition = convert.read(source, house=house)
    alone(f"{source.parent.name}: XML and back", lambda: newsml.load(newsml.dump(edition)))
    for kind in ("newsml", "text", "html", "epub"):
        alone(f"{source.parent.name}: {kind}", partial(convert.render, edition, kind, house=house))


if __name__ == "__main__":
    against_the_engine("kuwait", SAMPLES / "kuwait" / "article.txt")
    against_the_engine("lighthouse", SAMPLES / "lighthouse" / "article.xml")
    through_the_neck(SAMPLES / "kuwait" / "article.txt")
    through_the_neck(SAMPLES / "lighthouse" / "article.xml")
