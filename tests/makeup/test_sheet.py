"""Sheets have the sizes that newspapers call so, and columns that can be read."""

import pytest

from convert.errors import UsageError
from convert.makeup.sheet import TRIMS, sheet_named


@pytest.mark.parametrize("trim", TRIMS)
def test_columns_and_gutters_fill_a_sheet_between_its_margins(trim: str) -> None:
    sheet = sheet_named(trim)
    assert sheet.across(sheet.columns) == pytest.approx(sheet.width - 2 * sheet.margin)
    assert 34 <= sheet.column <= 46


def test_a_trim_of_ones_own_is_said_in_millimetres() -> None:
    sheet = sheet_named("289 x 380mm")
    assert (sheet.width, sheet.height) == (289, 380)


def test_a_misspelt_trim_is_refused_with_the_nearest() -> None:
    with pytest.raises(UsageError, match="berlinr") as caught:
        sheet_named("berlinr")
    assert "berliner" in caught.value.cure


@pytest.mark.parametrize("trim", ["10x10mm", "5000x400mm", "0x0", ""])
def test_no_paper_is_smaller_than_a_postcard_or_wider_than_a_web(trim: str) -> None:
    with pytest.raises(UsageError):
        sheet_named(trim)
