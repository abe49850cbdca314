"""References left in plain text become characters; what only looks like one stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.script.entities import unescaped


@pytest.mark.parametrize(
    ("text", "plain", "count"),
    [
        ("قال &quot;نعم&quot;", 'قال "نعم"', 2),
        ("قال &amp;quot;نعم&amp;quot;", 'قال "نعم"', 2),
        ("&#8220;خبر&#x201D;", "“خبر”", 2),
        ("&laquo;خبر&raquo; &ndash; نص&hellip;", "«خبر» – نص…", 4),
        ("10&nbsp;دنانير", "10\N{NO-BREAK SPACE}دنانير", 1),
        ("می&zwnj;خواهم", "می\N{ZERO WIDTH NON-JOINER}خواهم", 1),
        ("&#1582;&#1576;&#1585;", "خبر", 3),
        ("a &lt; b &amp;lt; c", "a < b < c", 2),
        ("&#146;&#150;", "’–", 2),
        ("S&amp;P وقال", "S&P وقال", 1),
    ],
)
def test_a_reference_becomes_its_character(text: str, plain: str, count: int) -> None:
    assert unescaped(text) == (plain, count)


@pytest.mark.parametrize(
    "text",
    [
        "AT&T و R&D و Q&A; و x&y;",
        "https://example.org/?a=1&copy=2&lang=ar",
        "خبر & نص",
        "&quot بلا فاصلة",
        "&لا; &; &#; &#x;",
        "<p>قال &quot;نعم&quot;</p>",
        "نص <b>قال</b> &quot;نعم&quot;",
        "<!DOCTYPE html>&laquo;",
        "&#0;&#7;&#10;&#13;&#127;&#x81;&#8232;&#8238;&#x2066;&#xD800;&#xFFFE;&#xFFFF;&#1114112;&#9999999;",
        "&NewLine;&Tab;",
    ],
)
def test_what_is_none_or_may_be_none_stays(text: str) -> None:
    assert unescaped(text) == (text, 0)


PIECES = st.sampled_from(
    ["&", ";", "#", "x", "amp;", "&amp;", "&lt;", "quot", "&#", "8220", "38", "10", "9", "خبر", " ", "&#38;"]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_no_control_and_no_line_end_is_made(text: str) -> None:
    plain, count = unescaped(text)
    assert not any(char < " " for char in plain)
    assert (plain != text) == bool(count)
    assert plain.count("خبر") == text.count("خبر")


def test_many_signs_take_little_time() -> None:
    assert unescaped("&" * 300_000 + "&amp" * 100_000)[1] == 0
