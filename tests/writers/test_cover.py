"""The cover: what the eye finds on it, pixel by pixel."""

import io
from itertools import pairwise
from typing import cast

import pytest
from PIL import Image, ImageChops, features

from convert.model import Direction
from convert.notes import Notes
from convert.vocab.languages import language_of
from convert.writers import cover
from convert.writers.cover import FOOT_TOP, GROUND, HEIGHT, MARGIN, WIDTH, CoverText, draw_cover
from tests.writers.stories import RTL, STORIES

ALL = tuple(STORIES)
#: How far a letter may lean over the edge it is set against, or stand off it, in pixels; the stroke
#: of a kaf in Nastaliq hangs over as it does in a headline on paper.
LEAN = 30
LEAN_OF = {"ur": 75}


def drawn(lang: str, words: CoverText) -> Image.Image:
    """Return the cover as a picture."""
    language = language_of(lang)
    data = draw_cover(words, language, cast(Direction, language.direction), Notes())
    return Image.open(io.BytesIO(data)).convert("RGB")


def ink(picture: Image.Image, top: int = 0, bottom: int = HEIGHT) -> tuple[int, int, int, int] | None:
    """Return left, top, right and bottom of all that is not ground between two heights."""
    part = picture.crop((0, top, WIDTH, bottom))
    ground = Image.new("RGB", part.size, GROUND)
    found = ImageChops.difference(part, ground).convert("L").point(lambda light: 255 * (light > 24)).getbbox()
    return found and (found[0], found[1] + top, found[2], found[3] + top)


def title(words: str) -> CoverText:
    return CoverText(title=words)


#: Between the bar at the head and the bar at the foot there is nothing but words.
BELOW_THE_BAR, ABOVE_THE_FOOT = MARGIN + 30, FOOT_TOP - 2


@pytest.mark.parametrize("lang", ALL)
def test_the_words_begin_at_the_margin_the_language_begins_at(lang: str) -> None:
    story = STORIES[lang]
    picture = drawn(lang, CoverText(title=story.headline, above=story.subhead, below=story.deck))
    left, _, right, _ = ink(picture, BELOW_THE_BAR, ABOVE_THE_FOOT) or (0, 0, 0, 0)
    if lang in RTL:
        assert WIDTH - MARGIN - LEAN <= right <= WIDTH - MARGIN + LEAN
    else:
        assert MARGIN - LEAN <= left <= MARGIN + LEAN


@pytest.mark.parametrize("lang", RTL)
def test_a_short_line_leaves_the_other_side_empty(lang: str) -> None:
    word = STORIES[lang].headline.split()[0]
    left, _, _, _ = ink(drawn(lang, title(word)), BELOW_THE_BAR, ABOVE_THE_FOOT) or (0, 0, 0, 0)
    assert left > WIDTH / 3


@pytest.mark.parametrize("times", [1, 3, 8])
@pytest.mark.parametrize("lang", ALL)
def test_a_headline_of_any_length_stays_above_the_foot_and_inside_the_margins(lang: str, times: int) -> None:
    story = STORIES[lang]
    words = " ".join([story.headline] * times)
    picture = drawn(lang, CoverText(title=words, above=story.subhead, below=story.deck))
    left, top, right, bottom = ink(picture, BELOW_THE_BAR, FOOT_TOP) or (0, 0, 0, 0)
    assert bottom < FOOT_TOP - 2
    assert top > BELOW_THE_BAR
    assert left >= MARGIN - LEAN_OF.get(lang, LEAN)
    assert right <= WIDTH - MARGIN + LEAN_OF.get(lang, LEAN)
    assert ink(picture, FOOT_TOP + 6) is None


@pytest.mark.parametrize("lang", ALL)
def test_the_foot_stays_on_the_cover(lang: str) -> None:
    story = STORIES[lang]
    picture = drawn(
        lang, CoverText(title=story.headline, foot=f"{story.byline} · {story.deck} · {story.deck}")
    )
    left, _, right, bottom = ink(picture, FOOT_TOP + 6) or (0, 0, 0, 0)
    assert bottom <= HEIGHT - 20
    assert left >= MARGIN - LEAN_OF.get(lang, LEAN)
    assert right <= WIDTH - MARGIN + LEAN_OF.get(lang, LEAN)


@pytest.mark.parametrize(
    ("lang", "word"),
    [("ar", "والمستشفيات" * 3), ("he", "ולכשתתפשטנה" * 3), ("en", "https://example.org/" + "a" * 30)],
)
def test_one_long_word_is_not_cut_off_at_the_edge(lang: str, word: str) -> None:
    left, _, right, _ = ink(drawn(lang, title(word)), BELOW_THE_BAR, ABOVE_THE_FOOT) or (0, 0, 0, 0)
    assert left >= MARGIN - LEAN
    assert right <= WIDTH - MARGIN + LEAN


@pytest.mark.parametrize("lang", ALL)
def test_no_line_runs_into_the_next(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line drawn alone keeps to its own ground: the ink of two lines nowhere meets."""
    lines: list[tuple[str, int, object]] = []
    real = cover._Pen._line

    def note_and_draw(pen: cover._Pen, text: str, top: int, font: object, colour: str) -> None:
        lines.append((text, top, font))
        real(pen, text, top, font, colour)  # type: ignore[arg-type]  # a font, whatever its type

    monkeypatch.setattr(cover._Pen, "_line", note_and_draw)
    words = " ".join([STORIES[lang].headline] * 2)
    drawn(lang, title(words))
    assert " ".join(text for text, _, _ in lines) == words
    alone = []
    for text, top, font in lines:
        picture = cover.ground()
        pen = cover._Pen(picture, language_of(lang), language_of(lang).direction)
        real(pen, text, top, font, cover.INK)  # type: ignore[arg-type]  # a font, whatever its type
        alone.append(picture.convert("RGB"))
    for upper, lower in pairwise(alone):
        both = ImageChops.add(ImageChops.invert(upper), ImageChops.invert(lower), scale=2)
        darkest = max(high for _, high in both.getextrema())
        single = max(high for _, high in ImageChops.invert(upper).getextrema())
        assert darkest < single * 0.75


@pytest.mark.parametrize("times", [1, 4, 10])
@pytest.mark.parametrize("lang", ["ar", "ur", "he", "dv"])
def test_what_stands_on_a_cover_stands_there_whole_or_not_at_all(
    lang: str, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    real = cover._Pen._line

    def note_and_draw(pen: cover._Pen, text: str, top: int, font: object, colour: str) -> None:
        said.append(text)
        real(pen, text, top, font, colour)  # type: ignore[arg-type]  # a font, whatever its type

    monkeypatch.setattr(cover._Pen, "_line", note_and_draw)
    story = STORIES[lang]
    headline = " ".join([story.headline] * times)
    deck = " ".join([story.deck] * min(times, 4))  # no longer than a reader takes for a deck
    drawn(lang, CoverText(title=headline, below=deck))
    assert " ".join(said) in (headline, f"{headline} {deck}")


def test_the_same_words_give_the_same_cover() -> None:
    language = language_of("ur")
    twice = {draw_cover(title(STORIES["ur"].headline), language, "rtl", Notes()) for _ in range(2)}
    assert len(twice) == 1


def test_without_a_shaper_there_is_no_cover_and_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")
    notes = Notes()
    assert draw_cover(title("كتاب"), language_of("ar"), "rtl", notes) == b""
    assert notes.codes() == ["epub/cover-left-out"]
