"""How lines are set: on the grid, balanced, indented, with rules between columns."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from convert.house import House
from convert.model import Edition, Heading, InfoBox, Paragraph, PullQuote, Run, label
from convert.notes import Notes
from convert.pdf.document import lay_out
from convert.pdf.engine import kids_of, shape_of, weasyprint
from convert.pdf.setting import well_set
from convert.writers.pdf import print_page
from tests.pages import laid_out, lines
from tests.writers import stories
from tests.writers.stories import STORIES

#: A twentieth of a millimetre, in CSS pixels: nobody sees it.
UNSEEN = 0.2


def boxes(box: Any, kind: str) -> list[Any]:
    """Return the boxes of *kind* in a box, in order."""
    return [found for kid in kids_of(box) for found in ([kid] if shape_of(kid) == kind else boxes(kid, kind))]


def words_in(line: Any) -> str:
    return "".join(text.text for text in boxes(line, "text"))


def body_lines(page: Any) -> list[Any]:
    """Return the lines of a page that are asked to be on the grid."""
    return [
        line for line in boxes(page, "line") if any(_is_snap(token) for token in line.style["__line_snap"])
    ]


def _is_snap(token: Any) -> bool:
    return getattr(token, "value", "") == "baseline"


def mixed(lang: str, times: int = 0) -> Edition:
    """Return a long story with a picture, subheads, boxes and quotes between its paragraphs."""
    story = STORIES[lang]
    body: list[Any] = list(stories.body(story))
    for number in range(4):
        body += [Paragraph(text=label(words)) for words in story.paragraphs]
        body += [
            (Heading(text=label(story.subhead)), PullQuote(text=label(story.deck)))[number % 2],
            Paragraph(text=(Run(story.paragraphs[0], ("strong",)), Run(" C++ x²", ("code",)), Run(" ✓ →"))),
        ]
    body += [Paragraph(text=label(words)) for _ in range(times) for words in story.paragraphs]
    body.append(InfoBox(title=label(story.subhead), body=(Paragraph(text=label(story.deck)),)))
    return stories.edition(lang, body=tuple(body))


def pages_of(edition: Edition, style: str) -> list[Any]:
    return [page._page_box for page in laid_out(edition, House(), Notes(), style).pages]


@pytest.mark.parametrize(
    ("lang", "style"), [*((lang, "broadsheet") for lang in STORIES), ("ar", "magazine"), ("ur", "magazine")]
)
def test_body_lines_stand_on_one_grid_over_all_columns(lang: str, style: str) -> None:
    found = 0
    for page in pages_of(mixed(lang), style):
        for line in body_lines(page):
            step = line.height / round(line.height / _step(page))
            assert step == pytest.approx(_step(page), abs=UNSEEN), words_in(line)
            assert abs(line.position_y / step - round(line.position_y / step)) * step < UNSEEN, words_in(line)
            found += 1
    assert found > 40


def _step(page: Any) -> float:
    heights = [line.height for line in body_lines(page)]
    return min(heights)


@pytest.mark.parametrize("lang", ["ar", "ur", "en"])
def test_baselines_of_neighbouring_columns_are_level(lang: str) -> None:
    page = pages_of(mixed(lang), "broadsheet")[0]
    step, grounds = _step(page), []
    for line in body_lines(page):
        plain = [text for text in boxes(line, "text") if text.style["font_weight"] == 400]
        if line.height == pytest.approx(step, abs=UNSEEN) and plain and plain[0].style["font_size"] > 10:
            grounds.append((plain[0].position_y + plain[0].baseline) / step)
    assert len(grounds) > 30
    offsets = [(ground - grounds[0] + 0.5) % 1 for ground in grounds]
    assert (max(offsets) - min(offsets)) * step < 2 * UNSEEN


def set_in(html: str, css: str, direction: str = "rtl") -> list[Any]:
    """Return the pages of a fragment."""
    source = f'<html lang="ar" dir="{direction}"><body>{html}</body></html>'
    sheet = (
        "@page { size: 150mm 120mm; margin: 10mm } body { margin: 0; font: 11pt/16pt Amiri } p { margin: 0 }"
    )
    document = lay_out(source.encode(), sheet + css, {}, Notes())
    return [page._page_box for page in document.pages]


WORDS = "وجددت الولايات المتحدة والكويت دعوتهما إلى حل الخلاف بين دول المجلس وذلك وفقا لبيان صادر عنهما "
HEADLINE = "الكويت والولايات المتحدة: وحدة مجلس التعاون في مواجهة تحديات المنطقة ضرورة"


@pytest.mark.parametrize("align", ["start", "center"])
@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_the_lines_of_a_headline_are_even(direction: str, align: str) -> None:
    html = f"<h1>{HEADLINE}</h1>"
    css = f"h1 {{ font-size: 19pt; line-height: 1.4; margin: 0; text-align: {align};"
    plain = boxes(set_in(html, css + "}", direction)[0], "line")
    even = boxes(set_in(html, css + "--text-wrap: balance }", direction)[0], "line")
    assert [len(plain), len(even)] == [3, 3] or len(plain) == len(even) > 1
    assert min(line.width for line in even) > 0.6 * max(line.width for line in even)
    assert min(line.width for line in even) > min(line.width for line in plain)
    edges = {round(_start_edge(line, direction, align), 1) for line in (*plain, *even)}
    assert len(edges) == 1


def _start_edge(line: Any, direction: str, align: str) -> float:
    texts = boxes(line, "text")
    left = min(text.position_x for text in texts)
    right = max(text.position_x + text.width for text in texts)
    if align == "center":
        return float(left + right) / 2
    return float(right if direction == "rtl" else left)


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_a_first_line_is_indented_where_lines_start(direction: str) -> None:
    page = set_in(f"<p>{WORDS * 3}</p>", "p { text-align: justify; text-indent: 20px }", direction)[0]
    first, *others = [line for line in boxes(page, "line") if words_in(line)]
    last = others.pop()
    starts = [_start_edge(line, direction, "start") for line in (first, *others, last)]
    indent = starts[1] - starts[0] if direction == "rtl" else starts[0] - starts[1]
    assert indent == pytest.approx(20, abs=UNSEEN)
    ends = [_start_edge(line, "ltr" if direction == "rtl" else "rtl", "start") for line in (first, *others)]
    assert max(ends) - min(ends) < UNSEEN


@pytest.mark.parametrize("direction", ["rtl", "ltr"])
def test_rules_stand_between_columns(direction: str) -> None:
    css = "body { columns: 3; column-gap: 20px; column-rule: 1px solid red }"
    with well_set():
        source = f'<html lang="ar" dir="{direction}"><body><p>{WORDS * 9}</p></body></html>'
        page = "@page { size: 640px 400px; margin: 20px } body { margin: 0 } p { margin: 0 }"
        html = weasyprint().HTML(string=source)
        sheet = weasyprint().CSS(string=page + css)
        data = html.write_pdf(stylesheets=[sheet], uncompressed_pdf=True)
    rules = sorted({float(x) for x in re.findall(rb"(?m)^([\d.]+) [-\d.]+ 1 [-\d.]+ re$", data)})
    middles = [20 + number * (600 - 40) / 3 + (number - 0.5) * 20 - 0.5 for number in (1, 2)]
    assert rules == pytest.approx(middles, abs=0.5)


def test_a_subhead_on_top_of_a_column_has_no_room_above() -> None:
    html = "".join(f"<h2>عنوان</h2><p>{WORDS}</p>" for _ in range(12))
    css = "body { columns: 3 } h2 { margin: 30px 0 0; font-size: 11pt; line-height: 16pt }"
    page = set_in(html, css)[0]
    tops = {}
    for line in boxes(page, "line"):
        if words_in(line) == "عنوان":
            column = round(line.position_x // 160)
            tops.setdefault(column, line.position_y)
    first_lines = [line.position_y for line in boxes(page, "line") if words_in(line)]
    assert min(tops.values()) == min(first_lines)


@pytest.mark.parametrize("style", ["article", "broadsheet", "magazine", "reader"])
def test_the_folio_counts_in_the_digits_of_the_language(style: str) -> None:
    for lang, digits in (("ar", "١"), ("fa", "۱"), ("he", "1")):
        said = [text for *_, text in lines(laid_out(stories.edition(lang), House(), Notes(), style).pages[0])]
        assert digits in said


def test_a_story_that_goes_on_says_so_and_only_then() -> None:
    pages = laid_out(mixed("ar", 40), House(), Notes(), "broadsheet").pages
    said = ["التتمة في الصفحة التالية" in [text for *_, text in lines(page)] for page in pages]
    assert len(said) > 1
    assert said == [True] * (len(said) - 1) + [False]


def test_the_running_head_stands_on_every_page_but_the_first() -> None:
    pages = laid_out(stories.long("ar", 14), House(), Notes()).pages
    heads = [[text for _, _, top, text in lines(page) if top < 20] for page in pages]
    assert heads == [[] if number == 0 else [STORIES["ar"].headline] for number in range(len(pages))]
    assert len(pages) > 1


def test_only_languages_that_hyphenate_are_hyphenated() -> None:
    for lang in STORIES:
        pages = pages_of(stories.long(lang, 6), "broadsheet")
        ends = [words_in(line) for page in pages for line in body_lines(page)]
        assert any(words.endswith("\N{HYPHEN}") for words in ends) == (lang == "en"), lang


def test_no_paragraph_ends_in_a_line_of_one_short_word() -> None:
    for lang in ("ar", "fa", "he", "en"):
        for page in pages_of(stories.long(lang, 6), "broadsheet"):
            for one, other in pairwise(body_lines(page)):
                is_last = any(words_in(one).endswith(stop) for stop in ".۔")
                assert not is_last or " " in words_in(one).strip() or len(words_in(one)) > 6, words_in(other)


def test_a_second_level_of_a_list_is_counted_in_letters(tmp_path: Path) -> None:
    css = tmp_path / "x.css"
    css.write_text("", encoding="utf-8")
    _, sheet = print_page(
        stories.edition("ar"), Notes(), House(), "article", (str(css),), ignore_embargo=False
    )
    document = lay_out(
        "<html lang=ar dir=rtl><body><ol><li>و<ol><li>ا</li><li>ب</li></ol></li></ol></body></html>".encode(),
        sheet,
        {},
        Notes(),
    )
    marks = [text.text for page in document.pages for text in boxes(page._page_box, "text")]
    assert [mark.strip() for mark in marks if ")" in mark] == ["أ)", "ب)"]


@pytest.mark.parametrize("style", ["article", "broadsheet"])
def test_an_article_of_another_language_is_set_in_its_own_face_and_leading(style: str) -> None:
    pages = pages_of(stories.edition("ar", "ur", "en", issue="العدد"), style)
    found = {}
    for lang in ("ar", "ur", "en"):
        alone = pages_of(stories.edition(lang), style)
        found[lang] = _body_manner(alone, STORIES[lang].paragraphs[1])
        assert _body_manner(pages, STORIES[lang].paragraphs[1]) == found[lang]
    assert len(set(found.values())) == 3


def _body_manner(pages: list[Any], words: str) -> tuple[str, float, float]:
    """Return the face, the size and the line height in which a paragraph is set."""
    start = words[:8]
    lines_found = [line for page in pages for line in boxes(page, "line") if start in words_in(line)]
    text = next(text for text in boxes(lines_found[-1], "text") if start in text.text)
    return text.style["font_family"][0], round(text.style["font_size"], 2), round(lines_found[-1].height, 1)


@pytest.mark.parametrize("style", ["article", "broadsheet", "magazine", "reader"])
def test_no_subhead_stands_at_the_foot_of_a_column_or_a_page(style: str) -> None:
    subheads = 0
    for page in pages_of(mixed("ar", 8), style):
        for part in columns_of(page) or [page]:
            tags = [line.element_tag for line in boxes(part, "line") if line.element_tag in ("p", "h2", "li")]
            subheads += tags.count("h2")
            assert tags[-1:] != ["h2"]
    assert subheads > 2


def columns_of(box: Any) -> list[Any]:
    """Return the columns in a box."""
    return [
        found
        for kid in kids_of(box)
        for found in ([kid] if getattr(kid, "is_column", False) else columns_of(kid))
    ]
