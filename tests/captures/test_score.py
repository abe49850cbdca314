"""The examiner examined: the measures on readings made up for them, and the captures themselves."""

import html
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.captures.score import (
    FOLDER,
    Truth,
    bare,
    common,
    keys,
    leaks,
    plain,
    same_moment,
    score,
    truths,
)

TRUTHS = truths()
#: How many captures there must be in each language.
ENOUGH = {"ar": 16, "fa": 9, "ur": 7, "he": 7, "ckb": 5, "ps": 4}
PAGE = replace(
    TRUTHS[0],
    headline="عنوان الخبر",
    deck="سطر يشرح العنوان",
    kicker="محليات",
    body=("قال المدير كلمته.", "وأضاف:", "البند الأول"),
    head=("14 مارس 2021",),
    furniture=("اقرأ أيضاً", "خبر آخر لا صلة له"),
    either=("* كاتب لبناني",),
)


def test_the_truth_itself_has_full_marks() -> None:
    for truth in TRUTHS:
        found = score(truth, truth.headline, truth.deck, truth.body)
        assert (found.headline, found.deck, found.count, found.same) == (True, True, True, True), truth.name
        assert (found.precision, found.recall) == (1, 1), truth.name
        assert not (found.leaked + found.added + found.lost), truth.name


def test_nothing_read_is_everything_lost() -> None:
    found = score(PAGE, "", "", ())
    assert (found.headline, found.count, found.precision, found.recall) == (False, False, 0, 0)
    assert found.lost == PAGE.body
    assert found.words_lost == found.wanted == 6


def test_white_space_and_marks_of_direction_do_not_count_and_vowel_signs_do() -> None:
    assert plain(" كتب\N{NO-BREAK SPACE} \N{RIGHT-TO-LEFT MARK}الدرس ") == "كتب الدرس"
    assert plain("كَتَبَ") != plain("كتب")
    assert plain("می\N{ZERO WIDTH NON-JOINER}رود") != plain("می رود")


@pytest.mark.parametrize("line", ["• البند الأول", "- البند الأول", "١. البند الأول", "1) البند الأول"])
def test_an_entry_is_the_same_with_its_bullet_and_without(line: str) -> None:
    assert bare(line) == "البند الأول"


@pytest.mark.parametrize("line", ["2-1", "2-2.", "-", "1.4 مليون", "- "])
def test_a_score_and_a_number_are_no_bullet(line: str) -> None:
    assert bare(line) == line.strip()


def test_furniture_leaks_alone_and_within_a_longer_line() -> None:
    found = score(PAGE, PAGE.headline, PAGE.deck, (*PAGE.body, "اقرأ أيضاً", "انظر خبر آخر لا صلة له هنا"))
    assert found.leaked == ("اقرأ أيضاً", "انظر خبر آخر لا صلة له هنا")
    assert leaks([found]) == 2
    assert not found.count
    assert found.recall == 1


def test_the_headline_the_deck_and_the_date_do_not_belong_in_the_body() -> None:
    lines = (PAGE.headline, PAGE.deck, PAGE.kicker, *PAGE.head)
    assert score(PAGE, PAGE.headline, PAGE.deck, (*lines, *PAGE.body)).leaked == lines


def test_what_is_either_counts_neither_way_and_so_does_what_is_free() -> None:
    found = score(PAGE, PAGE.headline, PAGE.deck, (PAGE.deck, *PAGE.body, *PAGE.either), free=[PAGE.deck])
    assert found.same
    assert found.precision == 1


def test_a_paragraph_in_two_pieces_is_not_lost_but_is_miscounted() -> None:
    found = score(PAGE, PAGE.headline, PAGE.deck, ("قال المدير", "كلمته.", *PAGE.body[1:]))
    assert not found.lost + found.added
    assert (found.precision, found.recall, found.count) == (1, 1, False)


def test_what_nobody_wrote_is_added() -> None:
    found = score(PAGE, PAGE.headline, PAGE.deck, (*PAGE.body[:2], "سطر غريب"))
    assert (found.added, found.lost, found.count, found.same) == (
        ("سطر غريب",),
        ("البند الأول",),
        True,
        False,
    )


@pytest.mark.parametrize(
    ("said", "wanted", "length"),
    [
        ("", "abc", 0),
        ("abc", "", 0),
        ("abc", "abc", 3),
        ("cba", "abc", 1),
        ("xaybzc", "abc", 3),
        ("aab", "aba", 2),
    ],
)
def test_words_are_common_in_their_order(said: str, wanted: str, length: int) -> None:
    assert common(said, wanted) == length


def test_a_time_is_an_instant_a_clock_of_the_zone_or_a_day() -> None:
    read_at = datetime(2020, 3, 17, 17, 27, tzinfo=UTC)
    assert same_moment("2020-03-17T17:27+00:00", "Asia/Beirut", read_at)
    assert same_moment("2020-03-17T19:27", "Asia/Beirut", read_at)
    assert same_moment("2020-03-17", "", read_at)
    assert same_moment("", "", None)
    assert not same_moment("2020-03-17T17:27", "Asia/Beirut", read_at)
    assert not same_moment("", "", read_at)
    assert not same_moment("2020-03-17", "", None)


def test_there_are_enough_captures_of_every_language_and_level() -> None:
    languages = Counter(truth.lang.partition("-")[0] for truth in TRUTHS)
    assert not {lang for lang, least in ENOUGH.items() if languages[lang] < least}
    levels = Counter(truth.level for truth in TRUTHS)
    assert set(levels) == {"simple", "medium", "hard"}
    assert min(levels.values()) * 4 > len(TRUTHS)


def test_every_capture_has_its_truth_and_every_truth_its_capture() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {truth.name for truth in TRUTHS}


def unescaped(text: str) -> str:
    return html.unescape(html.unescape(text))


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.name)
def test_a_truth_says_what_is_in_the_capture_and_all_of_it(truth: Truth) -> None:
    page = plain(unescaped(truth.path.read_text(encoding="utf-8-sig")))
    lines = [plain(unescaped(line)) for line in (*truth.outside, *truth.either, *truth.body)]
    assert not [line for line in lines if line not in page]
    for line in sorted(lines, key=len, reverse=True):
        page = page.replace(line, " ")
    assert not re.findall(r"\w+", re.sub(r"\b\d{1,2}\b", "", page)), "words that no list names"


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.name)
def test_a_line_is_body_or_furniture_or_either(truth: Truth) -> None:
    body, outside, either = (set(map(bare, part)) for part in (truth.body, truth.outside, truth.either))
    assert not (body & outside | body & either | outside & either)
    for part in (truth.subheads, truth.lists, truth.quotes):
        assert set(map(bare, part)) <= body


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda truth: truth.name)
def test_the_times_of_a_truth_can_be_read(truth: Truth) -> None:
    for stated in (truth.published, truth.updated):
        assert stated == "" or isinstance(datetime.fromisoformat(stated), datetime)
    if truth.byline:
        assert any(plain(truth.byline) in plain(line) for line in truth.head)


def test_every_truth_says_whose_words_they_are() -> None:
    written = {"MIT": "written for this project", "CC BY-SA 4.0": "NTREX-128 "}
    for truth in TRUTHS:
        assert truth.text.startswith(written[truth.licence]), truth.name
    credits_ = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert not [t.name for t in TRUTHS if t.licence != "MIT" and f"`{t.name}`" not in credits_]


def test_a_truth_has_every_key_and_no_other() -> None:
    assert set(keys()) == set(Truth.__dataclass_fields__) - {"name", "folder"}
