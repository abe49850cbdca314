"""The guard: what stands on the paper is in the order of UAX #9, wherever lines break and tags stand."""

import random
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from convert.faces import families_for
from convert.house import House
from convert.model import Direction, Edition, LineBreak, NoteRef, Run, Text, joined
from convert.newsml.names import XHTML, xhtml
from convert.newsml.xhtml_out import add, add_text
from convert.notes import Notes
from convert.pdf.document import lay_out
from convert.script.bidi import ALM, FSI, LRI, PDI, RLI, RLM
from convert.script.embedding import WORD_JOINER
from convert.script.joining import ZWJ
from convert.vocab.languages import direction_of
from convert.writers import page
from convert.writers.guard import hold
from convert.writers.typeset import isolating
from tests.pages import laid_out
from tests.script.uax9 import levels_of, line_order
from tests.writers import stories
from tests.writers.stories import STORIES

#: Three words of each language, the second with a letter that joins on both sides.
WORDS = {
    "ar": ("قال", "كتاب", "المدينة"),
    "fa": ("گفت", "می‌نویسد", "کتابخانه"),
    "ur": ("کہا", "ہیں", "کتابیں"),
    "he": ("אמר", "שלום", "ב"),
    "en": ("said", "كتاب", "שלום"),
}
CASES = (
    "{a} {b} 2020-11-28 {c} {b} ٢٨/١١/٢٠٢٠ {a}",
    "{a} 12.5% {b} ٣٥٪ {c} {a} %35 {b} 35٪ {c} ۳۵٪",
    "{a} +965 2222-3333 {b} {c} 2222-3333 {a}",
    "{a} $50 {b} 50$ {c} £7.50 {a} 20€ {b} {c} 100 ر.س {a}",
    "{a} {b} «Apple Inc.» {c} {a} (AAPL) {b} Apple Inc. (AAPL) {c}",
    "{a} [{b} ({c})] {a} (Apple [Google {b}] {c}) {a} Apple (Google [{b} Inc.])",
    '{a} "{b} Apple" “Google {c}” {b} «{a} Apple "{c} Inc." {b}»',
    "{a} Apple {b} Google {c}, Microsoft Corp. (a {b} c) {a}",
    "2020-11-28 {a} {b} {c} {a} 12.5%",
    "-5% {a} {b} {c} +5% {a} ±3 {b}",
    "{a} 10-20 {b} {c} 10–20 {a} -5 {b} {c}-12.5% {a}",
    "{a} 04:27 {b} {c} 16:30-18:00 {a}",
    "{a} C++ {b} C# {c} F-16 {a} {b} A4 {c}",
    "{a} {b} https://example.org/a-b?c=d {c} news@example.org {a}",
    "{a} U.S. {b} {c} e.g., the U.S.A. {a} {c}-Bank of Israel {b}",
    "{a} 3/4 {b} 1,234.56 {c} {a} 1.234.567 {b} № 5 {c} 20°C {a} ½",
    "The {a} {b} bank, 12.5% {c} {a} end 2020-11-28 {b}.",
    "“Apple Inc. {a} {b} 35%” (Google {c})",
)
MARKS: tuple[dict[str, Any], ...] = (
    {},
    {"marks": ("strong",)},
    {"href": "https://example.org"},
    {"marks": ("em",)},
    {"marks": ("sup",)},
)
#: Widths of a column, in millimetres.
STEPS = range(20, 121, 5)


class Seen(NamedTuple):
    """A character on a line: its place in what the boxes say, and whether it is drawn from the right."""

    place: int
    rtl: bool


# --- pages --------------------------------------------------------------------------------------


def paragraph(text: Text, lang: str, *, held: bool = True) -> etree._Element:
    """Return *text* as the print page has it."""
    element = etree.Element(xhtml("p"), nsmap={None: XHTML})
    rtl = direction_of(lang) == "rtl"
    element.set("dir", direction_of(lang))
    add_text(element, isolating(text) if rtl else text)
    if held:
        hold(element)
    return element


def set_in(paragraphs: Sequence[etree._Element], lang: str, width: float, css: str = "") -> list[list[Any]]:
    """Return the lines of each paragraph in a column of so many millimetres."""
    root = etree.Element(xhtml("html"), nsmap={None: XHTML}, lang=lang, dir=direction_of(lang))
    body = add(add(root, "body"), "div")
    body.extend(paragraphs)
    for number, element in enumerate(paragraphs):
        element.set("id", f"p{number}")
    families = ", ".join(f'"{family}"' for family in families_for(lang))
    sheet = (
        f"@page {{ size: {width}mm 1500mm; margin: 0 }} body {{ margin: 0; font: 12pt {families} }}"
        f"p {{ margin: 0; text-align: justify }} {css}"
    )
    document = lay_out(page.html_bytes(root), sheet, {}, Notes())
    found: dict[str, list[Any]] = {f"p{number}": [] for number in range(len(paragraphs))}
    for leaf in document.pages:
        for block in leaf._page_box.descendants():
            if block.element_tag == "p" and type(block).__name__ == "BlockBox":
                found[block.element.get("id")] += [box for box in block.descendants() if is_line(box)]
    return list(found.values())


def is_line(box: Any) -> bool:
    return type(box).__name__ == "LineBox" and any(bare(text.text).strip(" ") for text in texts_of(box))


def texts_of(line: Any) -> list[Any]:
    """Return the text boxes of a line, in the order they are read."""
    return [box for box in line.descendants() if type(box).__name__ == "TextBox" and box.text]


def runs_of(box: Any) -> Iterator[tuple[int, int, bool]]:
    """Yield from where to where each run of a text box reaches, in characters, from left to right."""
    from weasyprint.text.ffi import ffi

    layout = box.pango_layout
    layout.reactivate(box.style)
    node, utf8 = layout.get_first_line()[0].runs[0], layout.text.encode()
    while node != ffi.NULL:
        item = node.data.item
        start = len(utf8[: item.offset].decode())
        count = len(utf8[item.offset : item.offset + item.length].decode())
        yield start, start + count, bool(item.analysis.level % 2)
        node = node.next
    layout.deactivate()


def seen(line: Any) -> tuple[str, list[Seen]]:
    """Return what the boxes of a line say, and its characters from left to right."""
    words, starts = "", {}
    for box in texts_of(line):
        starts[box] = len(words)
        words += box.text
    found = []
    for box in sorted(starts, key=lambda box: box.position_x):
        for start, end, rtl in runs_of(box):
            places = range(start, min(end, len(box.text)))
            found += [Seen(starts[box] + place, rtl) for place in (places[::-1] if rtl else places)]
    return words, found


def is_seen(char: str) -> bool:
    """Say whether anything of *char* is to be seen."""
    return unicodedata.category(char) != "Cf"


def bare(words: str) -> str:
    return "".join(filter(is_seen, words))


# --- the reference ------------------------------------------------------------------------------


def said(text: Text, direction: Direction) -> list[str]:
    """Return the bidi paragraphs of *text*, its isolates spelled with controls."""
    opening = {"ltr": LRI, "rtl": RLI, "auto": FSI}
    out = ""
    for scope, inlines in groupby(text, key=scope_of):
        for inline in inlines if scope is None else ():
            own = f"{opening[direction]}{inline.label}{PDI}" if isinstance(inline, NoteRef) else "\n"
            out += inline.text if isinstance(inline, Run) else own
        if scope is not None:
            out += opening[scope] + "".join(inline.text for inline in inlines) + PDI
    return out.split("\n")


def scope_of(inline: Any) -> str | None:
    return inline.direction if isinstance(inline, Run) and inline.direction else None


def assert_in_order(lines: Sequence[Any], text: str, direction: Direction) -> int:
    """Assert that the lines of a bidi paragraph are seen as UAX #9 has them; return their number."""
    levels = levels_of(text, direction)
    place = 0
    for count, line in enumerate(lines, start=1):
        words, shown = seen(line)
        places = {}
        for index, char in enumerate(words):
            if not is_seen(char):
                continue
            while text[place] != char:
                assert text[place] == " " or not is_seen(text[place]), (words, text[place:])
                place += 1
            places[index] = place
            place += 1
        end = max(place for place in places.values() if text[place] != " ") + 1
        got = [(places[one.place], one.rtl) for one in shown if places.get(one.place, end) < end]
        order = line_order(text, levels, min(places.values()), end, direction)
        there = set(places.values())  # the engine drops a space after a word too long for the line
        wanted = [index for index in order if index in there]
        assert [index for index, _ in got] == wanted, (
            "".join(text[index] for index, _ in got) + "  instead of  " + "".join(text[p] for p in wanted)
        )
        for index, rtl in got:
            assert rtl == bool(levels[index] % 2) or not unicodedata.mirrored(text[index]), words
        if not bare(text[place:]).strip(" "):
            return count
    return len(lines)


def assert_held(texts: Sequence[Text], lang: str, width: float, css: str = "") -> None:
    """Assert that each of *texts* is seen in a column as UAX #9 has it."""
    direction = direction_of(lang)
    columns = set_in([paragraph(text, lang) for text in texts], lang, width, css)
    for text, column in zip(texts, columns, strict=True):
        lines = column
        for words in said(isolating(text) if direction == "rtl" else text, direction):
            if bare(words).strip(" "):
                lines = lines[assert_in_order(lines, words, direction) :]
        assert lines == []


# --- whatever the line ----------------------------------------------------------------------------


def plain(lang: str) -> list[Text]:
    """Return the cases in a language, as plain text."""
    a, b, c = WORDS[lang]
    return [(Run(case.format(a=a, b=b, c=c)),) for case in CASES]


def cut(words: str, seed: int) -> Text:
    """Return *words* in runs that begin and end anywhere, words and numbers not spared."""
    chance = random.Random(seed)  # noqa: S311 - the same places every time
    edges = sorted(chance.sample(range(1, len(words)), chance.randint(1, 6)))
    bounds = zip([0, *edges], [*edges, len(words)], strict=True)
    return joined(Run(words[a:b], **chance.choice(MARKS)) for a, b in bounds)


def cut_up(lang: str, seed: int) -> list[Text]:
    return [cut(text[0].text, seed + number) for number, text in enumerate(plain(lang))]  # type: ignore[union-attr]


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("width", STEPS)
def test_a_line_is_seen_as_its_paragraph_has_it(lang: str, width: int) -> None:
    """A third of the cases at each width, all at every third; the gates take every case at every width."""
    assert_held(plain(lang)[width // 5 % 3 :: 3], lang, width)


@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("width", STEPS)
def test_tags_anywhere_change_nothing(lang: str, width: int) -> None:
    assert_held(cut_up(lang, width)[width // 5 % 3 :: 3], lang, width)


@pytest.mark.gate
@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("width", range(20, 121))
def test_a_line_is_seen_as_its_paragraph_has_it_at_every_width(lang: str, width: int) -> None:
    assert_held(plain(lang), lang, width)
    for seed in range(3):
        assert_held(cut_up(lang, 1000 * width + 100 * seed), lang, width)


@pytest.mark.gate
@pytest.mark.parametrize("lang", WORDS)
@pytest.mark.parametrize("number", range(len(CASES)))
def test_a_tag_at_every_place_changes_nothing(lang: str, number: int) -> None:
    (whole,) = plain(lang)[number]
    assert isinstance(whole, Run)
    words = whole.text
    for width in (24, 50):
        for length in (1, 4, 12):
            starts = range(len(words) - length)
            assert_held([tagged(words, start, start + length) for start in starts], lang, width)


def tagged(words: str, start: int, end: int) -> Text:
    return joined((Run(words[:start]), Run(words[start:end], marks=("strong",)), Run(words[end:])))


PIECES = [
    *"Apple Inc. U.S. a F16 3D 2020-11-28 ٢٨/١١/٢٠٢٠ 12.5% %35 ٪ ٣٥ 35 $50 50$ € 10-20 04:27 -5 C++".split(),
    *("Google [", " [", "Apple (AAPL) ", "«Apple Inc.» ", '"', "(", ")", "[", "]", "«", "»", "\u00a0"),
    *("-", "–", "/", ":", "،", ",", ".", "…", "+", RLM, ALM, "قال", "كتب ", "שלום ", "ب"),
    *([" "] * 9),
]
pieces = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(MARKS)), min_size=1, max_size=14)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(pieces, min_size=4, max_size=8),
    st.sampled_from(["ar", "he", "en"]),
    st.sampled_from([22, 34, 61]),
)
def test_any_mix_is_seen_as_its_paragraph_has_it(
    mixes: list[list[tuple[str, dict[str, Any]]]], lang: str, width: int
) -> None:
    texts = [joined(Run(words, **marks) for words, marks in mix) for mix in mixes]
    assert_held([tidied(text) for text in texts], lang, width)


def tidied(text: Text) -> Text:
    """Return *text* as tidying leaves it: one space between words, none at the ends."""
    out: list[Any] = []
    for run in text:
        words = run.text.lstrip(" ") if not out or out[-1].text.endswith(" ") else run.text  # type: ignore[union-attr]
        while "  " in words:
            words = words.replace("  ", " ")
        out += [Run(words, *run.manner())] if words else []  # type: ignore[union-attr, arg-type]
    return joined(out) or (Run("."),)


# --- what else stands in a paragraph --------------------------------------------------------------


def way(words: str, direction: Any) -> Run:
    return Run(words, direction=direction)


def strong(words: str, direction: Any = "") -> Run:
    return Run(words, marks=("strong",), direction=direction)


@pytest.mark.parametrize("lang", ["ar", "he", "en"])
@pytest.mark.parametrize("width", [30, 60])
def test_isolates_breaks_and_notes_keep_their_order(lang: str, width: int) -> None:
    a, b, c = WORDS[lang]
    texts: list[Text] = [
        (Run(f"{a} {b} "), way("Apple Inc. (x)", "ltr"), Run(f" Google {c} {a}")),
        (Run(f"{a} Apple "), way(f"{b} 12.5% Inc.", "rtl"), Run(f" Google {c} {a}")),
        (Run(f"{a} "), way("12.5% Foo.", "auto"), Run(f" {b} "), way(f"{b} 1-2 Foo.", "auto")),
        (Run(f"{a} "), way("35% – 40%", "auto"), Run(f" {c} Apple "), way("كتاب!", "auto")),
        (Run(f"{a} "), way("Foo ", "ltr"), strong(f"{b} 3-4", "ltr"), Run(f" {c}")),
        (Run(f"{a} 12.5%"), NoteRef("n1", "r1", "1"), Run(f" {b} 12"), NoteRef("n2", "r2", "٢")),
        (Run(f"{a} Apple"), NoteRef("n3", "r3", "1)"), Run(f" Inc. {b}")),
        (Run(f"{a} Apple"), LineBreak(), Run("Inc. 12-13 "), strong(f"{b}-12%"), LineBreak(), Run("-5%")),
        (Run(f"{a} {b}-"), strong("Bank of"), Run(f" Israel-{c} (Foo"), strong(f" {a})")),
    ]
    assert_held(texts, lang, width)


@pytest.mark.parametrize("width", [20, 26, 33, 47])
def test_preformatted_text_is_held_line_by_line(width: int) -> None:
    lines = ["قال Apple Inc. بنسبة 12.5%", "-5% منذ 28-11-2020 (C++)", "Apple Inc. كتاب"]
    element = etree.Element(xhtml("p"), nsmap={None: XHTML}, dir="rtl")
    element.text = "\n".join(lines)
    hold(element)
    (found,) = set_in([element], "ar", width, "p { white-space: pre-wrap; text-align: start }")
    for words in lines:
        found = found[assert_in_order(found, words, "rtl") :]
    assert found == []


def test_a_block_in_a_block_is_a_paragraph_of_its_own() -> None:
    item = etree.fromstring(
        f'<li xmlns="{XHTML}" dir="rtl">خبر Apple <ul><li>Inc. خبر</li><li dir="ltr">a خبر خبر 1-2</li></ul>'
        "Inc. خبر</li>"
    )
    before = etree.tostring(item, encoding="unicode")
    hold(item)
    after = etree.tostring(item, encoding="unicode")
    assert after == before.replace("خبر خبر 1-2", f'<span dir="rtl">خبر خبر {ALM}1-2</span>')


def test_a_link_that_is_parted_leads_to_the_same_place_and_has_its_name_once() -> None:
    element = etree.fromstring(
        f'<p xmlns="{XHTML}" dir="rtl">قال <a id="x" href="#y">خبر Apple</a> Inc. خبر <wbr/>خ</p>'
    )
    hold(element)
    links = element.findall(f".//{xhtml('a')}")
    assert [(link.get("href"), link.get("id")) for link in links] == [("#y", "x"), ("#y", None)]
    assert "".join(element.itertext()) == "قال خبر Apple Inc. خبر خ"
    assert len(element.findall(f".//{xhtml('wbr')}")) == 1


def test_a_paragraph_that_needs_nothing_is_left_as_it_is() -> None:
    for words in ("قال «نعم» عام 2020، ثم <b>مضى</b> Apple <i>إلى</i> البيت.", "He said <b>12.5%</b> بيت."):
        element = etree.fromstring(f'<p xmlns="{XHTML}">{words}</p>')
        kids = list(element)
        hold(element, "rtl" if words.startswith("ق") else "ltr")
        assert list(element) == kids
        assert etree.tostring(element, encoding="unicode") == f'<p xmlns="{XHTML}">{words}</p>'


@pytest.mark.parametrize("lang", WORDS)
def test_no_word_is_lost_and_none_is_added(lang: str) -> None:
    for text in cut_up(lang, 5):
        assert bare("".join(paragraph(text, lang).itertext())) == bare("".join(run.text for run in text))  # type: ignore[union-attr]


# --- lines end where they ended -----------------------------------------------------------------

#: Beside what was in CASES: signs that a line may end after, or may not.
BREAKS = (
    "{a} ١٠–12.5% {b} Apple—Google Inc. {c}/Bank of X/{a} \"Apple Inc.\" {b}؟ {c}! (Foo bar) [x y]، foo bar؛",
    "{a} 10-20% a/b c 5 % $ 5 50 $ {b}…Apple Inc…{c} a-b c-d “Foo bar”؟ {a}.Foo bar.{b} 12:30–13:30",
    "{a}-Bank of Israel {b}-12.5% {c}-$50 {a}-\"Apple Inc.\" Bank of-{b} x Bank of Israel-{c} Foo bar–{a}",
)  # fmt: skip


@pytest.mark.parametrize("lang", WORDS)
def test_a_line_may_end_where_it_could_without_the_guard(lang: str) -> None:
    """In a column of no width every line holds what cannot be parted."""
    a, b, c = WORDS[lang]
    texts: list[Text] = [(Run(case.format(a=a, b=b, c=c)),) for case in (*CASES, *BREAKS)]
    texts.append(
        (Run(f"{a}، "), Run("12.5%", marks=("strong",)), Run(f" {b}–"), Run("35%", marks=("strong",)))
    )
    free, held = (
        set_in(
            [paragraph(text, lang, held=held) for text in texts], lang, 0.1, "body { overflow-wrap: normal }"
        )
        for held in (False, True)
    )
    assert [spelled(column) for column in held] == [spelled(column) for column in free]


def spelled(column: Sequence[Any]) -> list[str]:
    return [bare("".join(box.text for box in texts_of(line))).strip() for line in column]


@pytest.mark.parametrize("hyphen", ["-", "־", "–"])
def test_no_line_ends_after_a_hebrew_letter_and_its_hyphen(hyphen: str) -> None:
    text = (Run(f"ל{hyphen}Bank of Israel ל{hyphen}"), Run("Apple Inc.", marks=("strong",)))
    (column,) = set_in([paragraph(text, "he")], "he", 0.1)
    assert spelled(column) == [f"ל{hyphen}Bank", "of", "Israel", f"ל{hyphen}Apple", "Inc."]


@pytest.mark.parametrize("family", ["Amiri", "Vazirmatn", "Noto Nastaliq Urdu", "IBM Plex Sans Arabic"])
@pytest.mark.parametrize("sign", [ALM, WORD_JOINER])
def test_what_is_put_in_is_as_wide_as_nothing(family: str, sign: str) -> None:
    def width(words: str) -> float:
        element = etree.Element(xhtml("p"), nsmap={None: XHTML}, dir="rtl")
        element.text = words
        ((line,),) = set_in([element], "ar", 200, f"p {{ font-family: '{family}'; text-align: start }}")
        return sum(box.width for box in texts_of(line))

    assert width(f"كتاب {sign}12.5% كتاب") == pytest.approx(width("كتاب 12.5% كتاب"), abs=0.01)


# --- letters join ---------------------------------------------------------------------------------


def glyphs_of(line: Any) -> list[int]:
    """Return the glyphs of a line from left to right, without those that draw nothing."""
    from weasyprint.text.ffi import ffi

    found = []
    for box in sorted(texts_of(line), key=lambda box: box.position_x):
        box.pango_layout.reactivate(box.style)
        node = box.pango_layout.get_first_line()[0].runs[0]
        while node != ffi.NULL:
            string = node.data.glyphs
            found += [string.glyphs[index].glyph for index in range(string.num_glyphs)]
            node = node.next
        box.pango_layout.deactivate()
    return [glyph for glyph in found if glyph != 0x0FFFFFFF]


@pytest.mark.parametrize(
    ("lang", "word"),
    [
        ("ar", "مستشفيات"),
        ("ar", "كَتَبَتْ"),
        ("fa", "می‌نویسد"),
        ("ur", "پاکستان"),
        ("ckb", "گەیشتن"),
        ("he", "שלום"),
    ],
)
def test_the_letters_of_a_word_join_over_every_tag(lang: str, word: str) -> None:
    style = f"p {{ font-family: '{'Frank Ruhl Libre' if lang == 'he' else 'Noto Naskh Arabic'}' }}"
    parted = [(Run(word[:cut]), Run(word[cut:], marks=("mark",))) for cut in range(1, len(word))]
    first, *columns = set_in([paragraph(text, lang) for text in [(Run(word),), *parted]], lang, 80, style)
    assert [glyphs_of(line) for (line,) in columns] == [glyphs_of(first[0])] * len(columns)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ((Run("ال"), Run("كتا", marks=("strong",)), Run("ب")), f"ال{ZWJ}|{ZWJ}كتا|ب"),
        ((Run("كت"), Run("َب", marks=("strong",))), f"كتَ{ZWJ}|{ZWJ}ب"),
        ((Run("كت"), Run("َ", marks=("strong",)), Run("ب")), "كتَب"),
        ((Run("كت "), Run("ب", marks=("strong",))), "كت |ب"),
        ((Run("كت"), NoteRef("n", "r", "1"), Run("ب")), "كت|1|ب"),
        ((Run("كت"), Run("ب", direction="rtl")), "كت|ب"),
        ((Run("هـ" + ZWJ), Run("ـب", marks=("strong",))), f"هـ{ZWJ}|{ZWJ}ـب"),
    ],
)  # fmt: skip
def test_a_joiner_stands_on_both_sides_of_a_tag_between_letters_that_join(text: Text, wanted: str) -> None:
    assert "|".join(map(str, paragraph(text, "ar").itertext())) == wanted


def test_letters_join_over_a_place_where_a_long_word_may_break() -> None:
    element = etree.fromstring(f'<p xmlns="{XHTML}" dir="rtl">كت<wbr/>اب</p>')
    hold(element)
    assert "|".join(map(str, element.itertext())) == f"كت{ZWJ}|{ZWJ}اب"


# --- whole pages ----------------------------------------------------------------------------------


BLOCK_BOXES = ("BlockBox", "InlineBlockBox", "TableCellBox", "TableCaptionBox")


def blocks_of(box: Any, around: Any = None) -> Iterator[tuple[Any, Any]]:
    """Yield each line of a page with the block it stands in; what a style puts in is left out.

    A line of blocks side by side is none: each of those has its own.
    """
    for child in getattr(box, "children", ()):
        block = child if type(child).__name__ in BLOCK_BOXES else around
        in_row = any(type(part).__name__ == "InlineBlockBox" for part in getattr(child, "children", ()))
        if (
            block
            and is_line(child)
            and not in_row
            and not all("::" in str(box.element_tag) for box in texts_of(child))
        ):
            yield child, block
        yield from blocks_of(child, block)


def spoken(element: etree._Element) -> str:
    """Return what an element says in its own paragraphs: a line feed between them, isolates spelled."""
    out = element.text or ""
    for child in element:
        if child.tag == "bdi" or child.get("role") == "doc-noteref":
            out += {"ltr": LRI, "rtl": RLI}[child.get("dir", "")] + spoken(child) + PDI
        elif child.tag == "br" or child.tag in BLOCKS or child.get("class") == "hemistich":
            out += "\n"
        else:
            out += spoken(child)
        out += child.tail or ""
    return out


BLOCKS = (
    "p div h1 h2 h3 h4 ul ol li dl dt dd table figure figcaption blockquote aside section pre footer".split()
)
#: What the guard puts in, which no story has of its own.
PUT_IN = dict.fromkeys(map(ord, (ALM, ZWJ, WORD_JOINER)))


@pytest.mark.parametrize("name", [*STORIES, "kuwait", "lighthouse"])
def test_every_line_of_a_page_is_seen_as_its_paragraph_has_it(
    name: str, edition_of: Callable[[str], Edition]
) -> None:
    document = laid_out(edition_of(name), House(), Notes())
    found: dict[Any, list[Any]] = {}
    for leaf in document.pages:
        for line, block in blocks_of(leaf._page_box):
            found.setdefault((block.element, block.style["direction"]), []).append(line)
    assert len(found) > 8
    for (element, direction), column in found.items():
        lines: Sequence[Any] = column
        for words in spoken(element).translate(PUT_IN).split("\n"):
            if bare(words).strip(" "):
                lines = lines[assert_in_order(lines, words, direction) :]
        assert lines == []


def test_a_heading_is_named_in_the_outline_by_its_own_words() -> None:
    headline = (Run("خبر "), Run("كت", marks=("strong",)), Run('اب \\ "12.5%"'))
    document = laid_out(stories.edition("ar", headline=headline), House(), Notes())
    (entry, *_) = document.make_bookmark_tree()
    assert entry[0] == 'خبر كتاب \\ "12.5%"'


def test_time_grows_no_faster_than_the_paragraph() -> None:
    for piece in ("<b>خ 12</b>.5% ", "<b>Apple</b> Inc. خ ", "<b>خ</b>خ", "<b>(</b>a خ"):
        hold(etree.fromstring(f'<p xmlns="{XHTML}" dir="rtl">{piece * 2_000}</p>'))
