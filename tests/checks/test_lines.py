"""Lines that an editor would flip: found, put right, and never written by us."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import convert
from convert.checks.lines import flips
from convert.checks.plain import check_text, mend_text
from convert.house import House
from convert.notes import Notes
from convert.script.standing import CONTROLS
from convert.writers.manners import PROFILES
from tests.script.test_standing import ISOLATED, WORDS
from tests.writers import stories
from tests.writers.stories import STORIES

TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS + ISOLATED), max_size=12).map(" ".join), min_size=1, max_size=8
).map("\n".join)


@pytest.mark.parametrize(
    ("line", "side"),
    [
        ("C++ لغة قديمة", "left"),
        ("(NATO) قال إن الاجتماع تأجّل", "left"),
        ("12 NATO قال إن الاجتماع تأجّل", "left"),
        ("\N{RIGHT-TO-LEFT MARK}C++ لغة قديمة", ""),
        ("\N{ARABIC LETTER MARK}C++ لغة قديمة", ""),
        ("[3] \N{RIGHT-TO-LEFT MARK}https://example.org", ""),
        ("\N{LEFT-TO-RIGHT ISOLATE}C++\N{POP DIRECTIONAL ISOLATE} لغة قديمة", "left"),
        ("כתב is a Hebrew word that means he wrote", "right"),
        ("The word כתב is a Hebrew word", ""),
        ("https://example.org/ship", ""),
        ("2026-05-10", ""),
        ("", ""),
    ],
)
def test_a_line_flips_where_its_first_letter_is_not_of_its_kind(line: str, side: str) -> None:
    assert flips(line) == side


@settings(deadline=None)
@given(TEXTS)
def test_what_is_mended_flips_no_more_and_says_the_same(text: str) -> None:
    mended, told = mend_text(text.encode())
    assert CONTROLS.sub("", mended.decode()) == CONTROLS.sub("", text)
    assert mend_text(mended) == (mended, [])
    codes = {one.code for one in check_text(mended, None)}
    assert not codes & {"rtl/line-flips", "rtl/unbalanced"}
    assert bool(told) == (mended != text.encode())


def test_line_ends_and_the_byte_order_mark_stay() -> None:
    data = b"\xef\xbb\xbf" + "C++ لغة قديمة\r\nسطر\r\n".encode()
    mended, told = mend_text(data)
    assert mended == b"\xef\xbb\xbf" + "\N{RIGHT-TO-LEFT MARK}C++ لغة قديمة\r\nسطر\r\n".encode()
    assert [one.where for one in told] == ["line 1"]


def test_text_in_an_old_encoding_is_left_alone() -> None:
    data = "C++ لغة قديمة".encode("cp1256")
    assert mend_text(data) == (data, [])


@pytest.mark.parametrize("options", [{}, {"width": 30}, *({"profile": name} for name in PROFILES)], ids=str)
@pytest.mark.parametrize("lang", STORIES)
def test_no_text_of_ours_has_anything_wrong(lang: str, options: dict[str, object]) -> None:
    text = convert.render(stories.edition(lang), "text", house=House(), notes=Notes(), **options)
    assert check_text(text, None) == []
