"""What holds a paragraph: laid out box by box, each resolved alone, it is seen as UAX #9 has it."""

import re
import unicodedata
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.model import Direction
from convert.script.bidi import ALM, LRI, LRM, PDI, RLI, RLM
from convert.script.embedding import WORD_JOINER, Embedding, Span, embedded
from tests.script.uax9 import levels_of, line_order


def shown(text: str, embedding: Embedding) -> str:
    """Return *text* with its spans in brackets and its marks by name."""
    opened = dict.fromkeys((span.start for span in embedding.spans), "")
    closed = dict.fromkeys((span.end for span in embedding.spans), "")
    for span in embedding.spans:
        opened[span.start] += "⟨" if span.direction == "ltr" else "⟪"
        closed[span.end] = ("⟩" if span.direction == "ltr" else "⟫") + closed[span.end]
    names = {ALM: "ALM ", WORD_JOINER: "WJ "}
    marks = {place: names[mark] for place, mark in embedding.marks.items()}
    places = range(len(text) + 1)
    return "".join(
        closed.get(place, "") + opened.get(place, "") + marks.get(place, "") + text[place : place + 1]
        for place in places
    )


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("كتب Apple Inc. هنا", "كتب ⟨Apple Inc⟩. هنا"),
        ("كتب Apple هنا عام 2020 (G20)", "كتب Apple هنا عام 2020 (G20)"),
        ("منذ 28-11-2020.", "منذ ALM 28-11-2020."),
        ("بنسبة 12.5% أو 3% و$50", "بنسبة ALM 12.5% أو ALM 3% و$ALM 50"),
        ("28-11-2020 و12:30", "28-11-2020 وALM 12:30"),
        ("بنسبة ٣٥٪ منذ ٢٨/١١/٢٠٢٠", "بنسبة ٣٥٪ منذ ٢٨/١١/٢٠٢٠"),
        ("عام 10–20 و10-20", "عام 10–20 وALM 10-20"),
        ("عام 2020، (2021): 5.", "عام 2020، (2021): 5."),
        ("نعم،12.5% ثم؟3% ثم–4%", "نعم،⟨12.5⟩% ثم؟⟨3⟩% ثم–⟨4⟩%"),
        ("كتاباً12.5% ثم (3%) ثم -4%", "كتاباًALM 12.5% ثم (ALM 3%) ثم -ALM 4%"),
        ("בשנת 28-11-2020 12.5%", "בשנת 28-11-2020 12.5%"),
        ("קנה את Apple (AAPL) ב-12%", "קנה את ⟨Apple (AAPL)⟩ ב-12%"),
        ("ב-Bank of Israel כן", "ב-⟨WJ Bank of Israel⟩ כן"),
        ("ב-Apple כן", "ב-Apple כן"),
        ("قال Apple [Google وغيرها]", "قال Apple [⟨Google⟩ وغيرها]"),
        ("U.S. وC++ و20°C", "⟨U.S⟩. وC++ وALM 20°C"),
        (f"قال {LRI}a{PDI} و{RLI}b خ{PDI}", f"قال {LRI}⟨a⟩{PDI} و{RLI}⟪⟨b⟩ خ⟫{PDI}"),
    ],
)
def test_what_would_fall_apart_in_a_paragraph_that_runs_left_gets_a_span_or_a_mark(
    text: str, wanted: str
) -> None:
    assert shown(text, embedded(text, "rtl")) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said 12.5% on 28-11-2020.", "He said 12.5% on 28-11-2020."),
        ("the word كلمة, twice", "the word كلمة, twice"),
        ("they wrote «بيت المقدس 2020» here", "they wrote «⟪بيت المقدس 2020⟫» here"),
        ("see كلمة 12.5% كلمة, ١٢/٣", "see ⟪كلمة ALM 12.5% كلمة, ١٢/٣⟫"),
        ("see بيت Apple Inc. بيت ok", "see بيت Apple Inc. بيت ok"),
        (f"see {RLI}بيت Apple Inc. بيت{PDI} ok", f"see {RLI}⟪بيت ⟨Apple Inc⟩. بيت⟫{PDI} ok"),
        ("from שלום ל-Bank of Israel", "from ⟪שלום ל⟫-WJ Bank of Israel"),
    ],
)
def test_what_would_fall_apart_in_a_paragraph_that_runs_right_gets_a_span_or_a_mark(
    text: str, wanted: str
) -> None:
    assert shown(text, embedded(text, "ltr")) == wanted


@pytest.mark.parametrize(
    ("text", "cut", "wanted"),
    [
        ("كتب Apple هنا", "App", "كتب ⟨Apple⟩ هنا"),
        ("منذ 12.5% هنا", "12", "منذ ⟨12.5⟩% هنا"),
        ("منذ 12.5% هنا", "منذ ", "منذ ALM 12.5% هنا"),
        ("עד 12.5% כאן", "12.5", "עד ⟨12.5%⟩ כאן"),
        ("عام 10–12.5% هنا", "10–", "عام 10–⟨12.5⟩% هنا"),
        ("كتب ٢٨/١١ هنا", "٢٨/", "كتب ⟨٢٨/١١⟩ هنا"),
    ],
)
def test_a_box_that_ends_inside_a_word_or_a_number_makes_it_a_span(text: str, cut: str, wanted: str) -> None:
    edge = text.index(cut) + len(cut)
    assert shown(text, embedded(text, "rtl", [edge])) == wanted


# --- seen as the whole paragraph has it ---------------------------------------------------------


class Drawn(NamedTuple):
    """A character on a line: its place in the paragraph, and whether it is drawn from the right."""

    place: int
    rtl: bool


def drawn(text: str, direction: Direction, edges: list[int], start: int, end: int) -> list[Drawn]:
    """Return a line as an engine shows it that resolves each box for itself and lays boxes by direction."""
    embedding = embedded(text, direction, edges)
    bounds = {*edges, *(bound for span in embedding.spans for bound in (span.start, span.end))}

    def box(around: Span, spans: list[Span]) -> list[Drawn]:
        kids: list[list[Drawn]] = []
        place = around.start
        while spans and spans[0].end <= around.end:
            kids += texts(place, spans[0].start, around.direction)
            inner = spans.pop(0)
            kids.append(box(inner, spans))
            place = inner.end
        kids += texts(place, around.end, around.direction)
        return [one for kid in (kids[::-1] if around.direction == "rtl" else kids) for one in kid]

    def texts(first: int, last: int, own: Direction) -> list[list[Drawn]]:
        cuts = sorted({first, last, *(bound for bound in bounds if first < bound < last)})
        lines = [(max(a, start), min(b, end)) for a, b in pairwise(cuts)]
        return [resolved(a, b, own) for a, b in lines if a < b]

    def resolved(first: int, last: int, own: Direction) -> list[Drawn]:
        words, places = "", []
        for place in range(first, last):
            left_behind = place == start and place and place not in bounds and text[place - 1] != " "
            mark = "" if left_behind else embedding.marks.get(place, "")
            words += mark + text[place]
            places += [-1] * len(mark) + [place]
        found = levels_of(words, own)
        order = line_order(words, found, 0, len(words), own)
        return [Drawn(places[index], bool(found[index] % 2)) for index in order if places[index] >= 0]

    return box(Span(0, len(text), direction), list(embedding.spans))


def is_seen(char: str) -> bool:
    """Say whether anything of *char* is to be seen."""
    return unicodedata.category(char) != "Cf"


def assert_in_order(text: str, direction: Direction, edges: list[int], start: int, end: int) -> None:
    found = levels_of(text, direction)
    wanted = [p for p in line_order(text, found, start, end, direction) if is_seen(text[p])]
    seen = [one for one in drawn(text, direction, edges, start, end) if is_seen(text[one.place])]
    assert [one.place for one in seen] == wanted
    mirrored = [one for one in seen if unicodedata.mirrored(text[one.place])]
    assert [one.rtl for one in mirrored] == [bool(found[one.place] % 2) for one in mirrored]


#: Where a line may end (UAX #14, roughly): after spaces and dashes, a hyphen before a letter, a comma before
#: a number.
BREAK = re.compile(r" +(?=[^ )\]»،,.…:])|(?<=[^ ])-(?=[^\d -])|–(?=[^ ])|(?<=[^\d ])[،,.:/…](?=\d)")
PIECES = [
    *"كلمة نص שלום ב Apple Inc. U.S. a F16 3D 2020-11-28 ٢٨/١١/٢٠٢٠ 12.5% %35 ٪ ٣٥ 35 $50 50$".split(),
    *"€ 10-20 04:27 -5 C++ كلمة] ۲۰۲۰ ۳۵٪ +965 20°C ر.س".split(),
    *("Google [", " [", "Apple (AAPL) ", "«Apple Inc.» ", '"', "(", ")", "[", "]", "«", "»"),
    *(" ", " ", " ", " ", "-", "–", "/", ":", "،", ",", ".", "…", "+", "\u00a0", RLM, LRM, ALM),
]
pieces = st.lists(st.tuples(st.sampled_from(PIECES), st.booleans()), min_size=1, max_size=12)
directions = st.sampled_from(["rtl", "ltr"])


@st.composite
def lines(draw: st.DrawFn) -> tuple[str, Direction, list[int], int, int]:
    """Return a paragraph with its direction, where its boxes begin, and a line of it."""
    chosen = draw(pieces)
    text = "".join(piece for piece, _ in chosen)
    ends = [sum(len(piece) for piece, _ in chosen[: count + 1]) for count in range(len(chosen))]
    edges = [end for end, (_, cut) in zip(ends, chosen, strict=True) if cut and end < len(text)]
    breaks = [0, *(found.end() for found in BREAK.finditer(text) if found.end() < len(text)), len(text)]
    first = draw(st.integers(0, len(breaks) - 2))
    start, end = breaks[first], breaks[draw(st.integers(first + 1, len(breaks) - 1))]
    start += len(text[start:end]) - len(text[start:end].lstrip(" "))
    return text, draw(directions), edges, start, start + len(text[start:end].rstrip(" "))


@settings(max_examples=500)
@given(lines())
def test_a_line_is_seen_as_its_paragraph_has_it(line: tuple[str, Direction, list[int], int, int]) -> None:
    assert_in_order(*line)


@given(st.text(f"aخא1٣-+%,. ()[]{RLM}{ALM}", min_size=1, max_size=9).map(str.strip), directions, st.data())
def test_any_text_of_one_line_is_seen_as_its_paragraph_has_it(
    text: str, direction: Direction, data: st.DataObject
) -> None:
    edges = data.draw(st.lists(st.integers(1, max(len(text) - 1, 1)), unique=True).map(sorted))
    assert_in_order(text, direction, [edge for edge in edges if edge < len(text)], 0, len(text))


ISOLATED = st.lists(
    st.sampled_from(["خبر", "ب", "Apple Inc.", "12.5%", " ", " ", LRI, RLI, PDI]), max_size=12
)


@given(ISOLATED.map(lambda texts: "".join(["خ", *texts, "خ"])), directions)
def test_isolates_in_the_text_are_honoured(text: str, direction: Direction) -> None:
    closed = text.count(LRI) + text.count(RLI) - text.count(PDI)
    text += PDI * max(closed, 0)
    assert_in_order(text, direction, [], 0, len(text))


@given(pieces, directions)
def test_spans_are_nested_and_marks_stand_in_the_text(
    chosen: list[tuple[str, bool]], direction: Direction
) -> None:
    text = "".join(piece for piece, _ in chosen)
    spans, marks = embedded(text, direction)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans, key=lambda span: (span.start, -span.end))
    assert all(
        a.end >= b.end or a.end <= b.start for index, a in enumerate(spans) for b in spans[index + 1 :]
    )
    assert all(0 <= place < len(text) for place in marks)


def test_time_grows_no_faster_than_the_text() -> None:
    for piece in (
        "خ 12.5% ",
        "Apple Inc. خ ",
        "ب-Apple Inc. ",
        "1-",
        "([",
        "خ[a ",
        f"{LRI}a{PDI}",
        "12\u200b%",
    ):
        embedded(piece * 4_000, "rtl", range(1, 20_000, 7))
