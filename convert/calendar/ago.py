"""Moments counted from the reader's own: ``منذ ساعتين``, ``۲ ساعت پیش``, ``לפני שעתיים``."""

from collections.abc import Iterator
from dataclasses import dataclass

from convert.calendar.line import Line


@dataclass(slots=True)
class Relative:
    """A moment that only the reader's clock could settle."""

    first: int
    last: int
    #: Says no more than a date beside it: «أمس».
    is_day: bool = False
    #: Means nothing without a clock beside it: «اليوم».
    needs_clock: bool = False


def relatives(line: Line) -> Iterator[Relative]:
    """Yield the relative moments of *line* that no date has taken."""
    past = -1
    for index in range(len(line)):
        found = _at(line, index) if index > past and not line.pieces[index].taken else None
        if found:
            past = found.last
            yield found


def _at(line: Line, index: int) -> Relative | None:
    roles = line.word(index).roles
    if "ago alone" in roles:
        return Relative(index, index, is_day=True)
    if "ago before" in roles and (last := _unit(line, index + 1)) is not None:
        return None if _goes_on(line, last + 1) else Relative(index, last)
    if "ago with_clock" in roles:
        return Relative(index, index, is_day=True, needs_clock=True)
    counted = line.number(index) is not None or "ago numbers" in roles
    last = _unit(line, index) if counted else None
    if last is not None and "ago after" in line.word(last + 1).roles:
        return Relative(index, last + 1)
    return None


def _unit(line: Line, index: int) -> int | None:
    """Return where a unit of time stands, at *index* or behind at most two numbers there."""
    for place in range(index, index + 3):
        if "ago units" in line.word(place).roles:
            return place
        if line.number(place) is None and "ago numbers" not in line.word(place).roles:
            return None
    return None


def _goes_on(line: Line, index: int) -> bool:
    """Say whether a year, a day or a month follows: ``منذ عام 2011`` counts from then, not from now."""
    piece = line.at(index)
    return piece is not None and (piece.number is not None or bool(piece.word.months or piece.word.weekday))
