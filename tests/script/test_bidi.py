"""The controls of the bidirectional algorithm, and what needs them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.model import Direction
from convert.script.bidi import FSI, LRI, LRM, PDI, RLI, RLM, first_strong, isolated, led, technical_pieces


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("خبر news", "rtl"),
        ("news خبر", "ltr"),
        ("28-11-2020: خبر", "rtl"),
        ("«خبر»", "rtl"),
        ("ידיעה", "rtl"),
        ("ޚަބަރު", "rtl"),
        (f"{RLM}news", "rtl"),
        (f"{LRI}news{PDI} خبر", "rtl"),
        (f"{RLI}خبر{PDI} news", "ltr"),
        (f"{FSI}{LRI}news{PDI}خبر{PDI}", None),
        (f"{PDI}news", "ltr"),
        ("2254", None),
        ("", None),
    ],
)
def test_the_first_strong_letter_gives_the_direction_and_isolates_are_skipped(
    text: str, direction: Direction | None
) -> None:
    assert first_strong(text) == direction


def test_a_run_is_isolated_in_its_direction() -> None:
    assert isolated("C++", "ltr") == f"{LRI}C++{PDI}"
    assert isolated("خبر", "rtl") == f"{RLI}خبر{PDI}"
    assert isolated("?", "auto") == f"{FSI}?{PDI}"
    assert isolated("", "ltr") == ""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@given(st.text())
def test_a_line_that_is_led_begins_in_its_direction(direction: Direction, line: str) -> None:
    shown = led(line, direction)
    assert not line or first_strong(shown) == direction
    assert shown in {line, LRM + line, RLM + line}


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("زوروا https://example.org/a?b=1، ثم", ["https://example.org/a?b=1"]),
        ("(www.example.org).", ["www.example.org"]),
        ("راسلوا news@example.org.", ["news@example.org"]),
        ("اتصلوا على +965 2222-3333 أو +٩٦٥٢٢٢٢٣٣٣٣", ["+965 2222-3333", "+٩٦٥٢٢٢٢٣٣٣٣"]),
        ("لغات C++ وC# وF#", ["C++", "C#", "F#"]),
        ("قرار 2254 في 28/11/2020 الساعة 04:27 بنسبة 3+2", []),
        ("", []),
    ],
)
def test_addresses_numbers_with_a_plus_and_their_kin_read_left_to_right(text: str, runs: list[str]) -> None:
    assert [piece for piece, technical in technical_pieces(text) if technical] == runs


@given(st.text("خ aC+#0٠@.-/:w()«»") | st.text())
def test_no_letter_is_lost_between_the_pieces(text: str) -> None:
    pieces = technical_pieces(text)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)


def test_time_grows_no_faster_than_the_line() -> None:
    for text in ("a" * 50_000, "+" + "1 " * 50_000, "a@" * 25_000, "www." * 12_500, "a." * 25_000 + "@"):
        technical_pieces(text)
