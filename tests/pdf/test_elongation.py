"""Kashida justification: loose lines become even, and nothing else changes."""

import io
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2
import pytest

import convert
from convert.house import House, find_house
from convert.model import Article, Edition, Paragraph, Run, label
from convert.notes import Notes
from convert.pdf.elongation import APART, Kashida, lengthen, manner_of, texts_in
from convert.pdf.engine import UNITS, GlyphRun, justified_runs
from convert.pdf.textlayer import TextLayer
from convert.vocab.languages import direction_of
from tests.bench.kashida import FACES, columns, edition_of, lines_in, measured, sheet
from tests.foundry import Press, font, lengthen_by_jalt
from tests.pdf.conftest import DIRECTION, findings

#: Half a hundredth of a pixel: what rounding to Pango's units comes to in a line.
EVEN = 0.15
SIZE = 9
OURS = House()


@cache
def seed() -> Edition:
    return edition_of()


def written(lang: str, words: str, times: int = 60) -> Edition:
    """Return an article of one long paragraph."""
    article = Article(
        guid="urn:newsml:example.org:20250101:k",
        lang=lang,
        direction=direction_of(lang),
        headline=label("عنوان"),
        body=(Paragraph(text=(Run(" ".join([words] * times)),)),),
    )
    return Edition(articles=(article,))


class Stroke(NamedTuple):
    """A kashida as it will be drawn: its edges."""

    left: float
    right: float


def strokes_of(line: Any, layer: TextLayer) -> list[Stroke]:
    """Return the kashidas of a line, found by walking over its glyphs from the left."""
    return [stroke for text in texts_in(line) for stroke in _strokes(text, layer)]


def _strokes(text: Any, layer: TextLayer) -> Iterator[Stroke]:
    kashidas = layer.kashidas.get(id(text), {})
    pen = 0
    for run in justified_runs(text) if kashidas else ():
        for glyph, ends in zip(run.glyphs, _ends(run), strict=True):
            pen += glyph[1]
            if ends in kashidas:
                width = kashidas[ends].more
                yield Stroke(text.position_x + pen / UNITS, text.position_x + (pen + width) / UNITS)
                pen += width


def _ends(run: GlyphRun) -> list[int]:
    """Return for the last glyph of each cluster, from the left, where its text begins; for others -1."""
    pairs = zip(run.clusters, [*run.clusters[1:], -1], strict=True)
    return [run.start + cluster if cluster != after else -1 for cluster, after in pairs]


def width_of(text: Any, layer: TextLayer) -> float:
    """Return how wide the glyphs of a text box are with their kashidas."""
    longer = sum(one.more for one in layer.kashidas.get(id(text), {}).values())
    return (sum(glyph[1] for run in justified_runs(text) for glyph in run.glyphs) + longer) / UNITS


@pytest.mark.parametrize("face", FACES)
def test_the_gaps_of_a_narrow_column_close(face: str) -> None:
    found = {}
    for kashida in ("off", "full"):
        pages, layer = columns(seed(), sheet(face, SIZE)), TextLayer()
        lengthen(pages, kashida, layer)
        found[kashida] = measured(pages, layer)
    assert max(found["off"].gaps) > 0.7
    assert max(found["full"].gaps) <= 0.25


@pytest.mark.parametrize("kashida", ["light", "full"])
@pytest.mark.parametrize("face", FACES)
def test_lines_keep_their_edges(face: str, kashida: Kashida) -> None:
    pages, layer = columns(seed(), sheet(face, SIZE)), TextLayer()
    before = [_edges(line) for line in lines_in(pages)]
    lengthen(pages, kashida, layer)
    after = [_edges(line) for line in lines_in(pages)]
    assert layer.kashidas
    for old, new in zip(before, after, strict=True):
        assert new == pytest.approx(old, abs=EVEN)
    for line in lines_in(pages):
        for text in texts_in(line):
            if id(text) in layer.kashidas:
                assert width_of(text, layer) == pytest.approx(text.width, abs=EVEN)


def _edges(line: Any) -> tuple[float, float]:
    texts = list(texts_in(line))
    return min((text.position_x for text in texts), default=0), max(
        (text.position_x + text.width for text in texts), default=0
    )


@pytest.mark.parametrize("face", FACES)
def test_no_kashida_stands_under_another(face: str) -> None:
    pages, layer = columns(seed(), sheet(face, SIZE)), TextLayer()
    lengthen(pages, "full", layer)
    lines = lines_in(pages)
    pairs = 0
    for above, below in pairwise(lines):
        if below.position_y - above.position_y == pytest.approx(above.height, abs=1):
            for one in strokes_of(above, layer):
                for other in strokes_of(below, layer):
                    pairs += 1
                    middles = abs(one.left + one.right - other.left - other.right) / 2
                    widest = max(one.right - one.left, other.right - other.left)
                    assert middles > widest / 2 + APART * above.style["font_size"] / 2
    assert pairs > 100


def test_a_paragraph_has_no_more_than_its_share_of_kashidas() -> None:
    words = "محمد صاحب مدرسة كتاب"
    pages, layer = columns(written("ar", words), sheet("Amiri", 11)), TextLayer()
    lengthen(pages, "light", layer)
    made = sum(len(kashidas) for kashidas in layer.kashidas.values())
    assert 0 < made <= 0.34 * 4 * 60 + 1


@pytest.mark.parametrize("lang", ["ar", "fa", "sd", "ps"])
def test_narrow_columns_are_lengthened_where_newspapers_do_so(lang: str) -> None:
    assert manner_of("auto", lang, 15) == manner_of("light", lang, 15)
    assert manner_of("auto", lang, 35) is None


@pytest.mark.parametrize("lang", ["ur", "he", "ckb", "ug", "yi", "dv", "en"])
def test_other_languages_are_lengthened_only_on_request(lang: str) -> None:
    assert manner_of("auto", lang, 15) is None


@pytest.mark.parametrize(
    ("lang", "words"),
    [("ur", "حکومت نے سمندر کے کنارے محکمہ بنایا"), ("he", "העיתון הודפס הבוקר"), ("en", "a long morning")],
)
def test_nastaliq_and_other_scripts_are_never_lengthened(lang: str, words: str) -> None:
    css = ".body { columns: 4 } .body p { text-align: justify; direction: rtl }"
    pages, layer = columns(written(lang, words), css), TextLayer()
    lengthen(pages, "full", layer)
    assert layer.kashidas == {}


def pdf(kashida: Kashida, css: str, folder: Any, edition: Edition, house: House = OURS) -> bytes:
    extra = folder / "narrow.css"
    extra.write_text(css, encoding="utf-8")
    return convert.render(edition, "pdf", house=house, notes=Notes(), kashida=kashida, css=(str(extra),))


def read(data: bytes) -> list[str]:
    """Return the text of each page as a reader finds it, without marks of direction."""
    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(io.BytesIO(data))]
    return [page.translate(dict.fromkeys(map(ord, DIRECTION))) for page in pages]


@pytest.mark.parametrize("face", FACES)
def test_the_text_is_found_as_without_kashidas(face: str, tmp_path: Any) -> None:
    off, full = (pdf(kashida, sheet(face, 11), tmp_path, seed()) for kashida in ("off", "full"))
    assert full != off
    assert TATWEEL not in "".join(read(full))
    assert [page.split() for page in read(full)] == [page.split() for page in read(off)]


TATWEEL = "\N{ARABIC TATWEEL}"


def test_a_tatweel_of_the_author_is_kept(tmp_path: Any) -> None:
    edition = written("ar", "محمـد صاحب مدرسة كتاب", 20)
    found = "".join(read(pdf("full", sheet("Noto Naskh Arabic", 11), tmp_path, edition)))
    assert found.count(TATWEEL) == 20


def test_bold_words_and_vowelled_words_are_lengthened_in_step() -> None:
    plain = written("ar", "قالت المدرسةُ إن مستشاراً سيزور", 1).articles[0]
    runs = tuple(
        Run(word, marks)
        for _ in range(30)
        for word, marks in (("قالت المدرسةُ ", ()), ("إن مستشاراً ", ("strong",)), ("سيزور ", ()))
    )
    edition = Edition(articles=(replace(plain, body=(Paragraph(text=runs),)),))
    pages, layer = columns(edition, sheet("Amiri", 12)), TextLayer()
    lengthen(pages, "full", layer)
    for line in lines_in(pages):
        gaps = {round(text.justification_spacing, 3) for text in texts_in(line) if " " in text.text}
        assert len(gaps) <= 1
    assert len(layer.kashidas) > 10


def test_a_face_with_longer_forms_of_letters_uses_them(tmp_path: Any) -> None:
    """By the feature jalt (OpenType, justification alternates); none of our own faces has it."""
    press = Press(tmp_path)
    press.put(font(made_of="Vazirmatn", change=lengthen_by_jalt("ن", 1000)))
    press.name()
    press.settle('[faces]\ntext = "Our Naskh"\n')
    house = find_house(tmp_path)
    edition = written("ar", "كان المستشفيات عن مكان الزمان المستقبل بين", 30)
    css = "html { font-size: 11pt } .body { columns: 4; column-gap: 5mm }"
    pages, layer = columns(edition, css, house), TextLayer()
    lengthen(pages, "full", layer)
    forms = [one for kashidas in layer.kashidas.values() for one in kashidas.values() if one.instead]
    assert len(forms) > 10
    for line in lines_in(pages):
        for text in texts_in(line):
            if id(text) in layer.kashidas:
                assert width_of(text, layer) == pytest.approx(text.width, abs=EVEN)
    data = pdf("full", css, tmp_path, edition, house)
    assert read(data)[0].split() == read(pdf("off", css, tmp_path, edition, house))[0].split()


def test_a_lengthened_document_is_still_archivable(tmp_path: Any) -> None:
    assert findings(pdf("full", sheet("Amiri", 11), tmp_path, seed())) == []
