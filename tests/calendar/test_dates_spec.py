"""`stated` reads what tests/spec/dates.md says: a row of its tables is a test."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from convert.calendar import stated
from convert.codes import CODES

SPEC = Path(__file__).parents[1] / "spec" / "dates.md"
_CELL = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"<U\+([0-9A-F]{4,5})>")


def rows() -> Iterator[Any]:
    """Yield language, zone, text, answers and doubts of every row."""
    for line in SPEC.read_text(encoding="utf-8").split("\n"):
        cells = [cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1]]
        if len(cells) != 5 or cells[0] in ("language", "---"):
            continue
        lang, zone, text, answer, doubts = cells
        text = _CODE.sub(lambda found: chr(int(found[1], 16)), text)
        yield pytest.param(lang, zone, text, answer, doubts, id=f"{lang}: {text}")


def _said(when: datetime | None) -> str:
    if when is None:
        return "-"
    return when.isoformat(timespec="seconds" if when.second else "minutes")


@pytest.mark.parametrize(("lang", "zone", "text", "answer", "doubts"), list(rows()))
def test_a_row_is_read_as_it_says(lang: str, zone: str, text: str, answer: str, doubts: str) -> None:
    found = stated(text, ZoneInfo(zone), lang=lang)
    assert [_said(moment.when) for moment in found] == [part.strip() for part in answer.split(";") if part]
    codes = {doubt.code for moment in found for doubt in moment.doubts}
    assert codes == {f"text/date-{name}" for name in doubts.split()}
    assert codes <= set(CODES)


def test_every_row_stands_there_once() -> None:
    names = [parameter.id for parameter in rows()]
    assert len(names) > 200
    assert len(names) == len(set(names))
