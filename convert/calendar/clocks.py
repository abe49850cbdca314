"""Clocks of a line: the hour, the half of the day it is counted in, and the zone the line names for it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from convert.calendar.line import BESIDE, Line, beside

#: No place is farther from Greenwich (Kiritimati, and Baker Island on the other side).
_FARTHEST = 14 * 60
#: Above this an hour is no slip of a clock's, and the two numbers are a score.
_HIGHEST_SLIP = 29
#: So much that is not understood may stand between a clock and its zone.
_FARTHEST_ZONE = 6


@dataclass(slots=True)
class Clock:
    """An hour of a day, as a line states it."""

    first: int
    last: int
    hour: int
    minute: int = 0
    second: int = 0
    half: str = ""
    zone: tzinfo | None = None
    #: Has two figures: 04:27 is of a day of 24 hours, 4:27 may be of twelve.
    padded: bool = False

    @property
    def is_possible(self) -> bool:
        """Say whether a clock can show it; 24:00 is the end of the day (ISO 8601-1, 4.3.8)."""
        if self.hour == 24:
            return not self.minute and not self.second
        return self.hour < 24 and self.minute < 60 and self.second < 60

    @property
    def contradicts(self) -> bool:
        """Say whether the half of the day is not the one in which there is such an hour: ``16:05 ص``."""
        if self.half == "am":
            return self.hour > 12
        return self.hour == 0 and self.half in ("pm", "noon")

    @property
    def since_midnight(self) -> timedelta:
        """Return how long the day is old."""
        hours = _IN_HALF[self.half](self.hour)
        return timedelta(hours=hours, minutes=self.minute, seconds=self.second)


#: How many hours after midnight an hour is in each half of the day.
_IN_HALF: dict[str, Callable[[int], int]] = {
    "": lambda hour: hour,
    "am": lambda hour: 0 if hour == 12 else hour,
    "pm": lambda hour: hour + 12 if hour < 12 else hour,
    "noon": lambda hour: hour + 12 if hour < 7 else hour,
    "night": lambda hour: 0 if hour == 12 else hour + 12 if 5 < hour < 12 else hour,
}


def take_clocks(line: Line) -> list[Clock]:
    """Take the clocks of *line* that have a colon: ``04:27``, ``16:05:31``. Scores of one figure are none."""
    return list(line.take_each(_with_colon))


def _with_colon(line: Line, index: int) -> Clock | None:
    if not _opens(line, index) or not _is_minute(line, index + 1, ":"):
        return None
    clock = Clock(index, index + 2, line.pieces[index].number or 0, line.pieces[index + 2].number or 0)
    if clock.hour > _HIGHEST_SLIP:
        return None
    clock.padded = len(line.pieces[index].text) == 2
    if _is_minute(line, index + 3, ":"):
        clock.second, clock.last = line.pieces[index + 4].number or 0, index + 4
        if line.sign(index + 5) == "." and line.tight(index + 5) and line.sign(index + 6).isdigit():
            clock.last = index + 6
    more = line.sign(clock.last + 1) == ":" and line.tight(clock.last + 1) and line.tight(clock.last + 2)
    return None if more and line.sign(clock.last + 2).isdigit() else clock


def _opens(line: Line, index: int) -> bool:
    """Say whether a number of one or two figures stands there that continues no other number or offset."""
    if line.number(index) is None or len(line.pieces[index].text) > 2:
        return False
    before = line.sign(index - 1) if line.tight(index) else ""
    if before in (":", "+"):
        return False
    continued = before and before in ".-/" and line.tight(index - 1) and line.sign(index - 2)
    if before == "-" and continued:
        return not _names_zone(line, index - 2) and not _has_seconds(line, index - 2)
    return not (before == "." and str(continued).isdigit())


def _names_zone(line: Line, index: int) -> bool:
    return line.word(index).offset is not None


def _has_seconds(line: Line, index: int) -> bool:
    """Say whether a clock with seconds ends there: what follows tightly is its offset."""
    return (
        line.sign(index).isdigit()
        and line.sign(index - 1) in (":", ".")
        and (line.sign(index - 3) in (":", "."))
    )


def _is_minute(line: Line, index: int, sign: str) -> bool:
    """Say whether *sign* and two figures stand there, without a space."""
    return (
        line.sign(index) == sign
        and line.tight(index)
        and line.tight(index + 1)
        and line.number(index + 1) is not None
        and len(line.sign(index + 1)) == 2
    )


def take_spoken_clocks(line: Line) -> list[Clock]:
    """Take the clocks that only a word beside them tells from other numbers: ``الساعة 4 مساء``, ``16.30``."""
    return list(line.take_each(_spoken))


def _spoken(line: Line, index: int) -> Clock | None:
    hour = line.number(index)
    if hour is None or hour > 24 or not _opens(line, index):
        return None
    clock = Clock(index, index, hour, padded=len(line.pieces[index].text) == 2)
    if _is_minute(line, index + 1, ".") or _is_minute(line, index + 1, "h"):
        clock.minute, clock.last = line.pieces[index + 2].number or 0, index + 2
        if line.sign(index + 1) == "h":
            return clock
    elif line.sign(index + 1) == "." and line.tight(index + 1) and line.tight(index + 2):
        return None
    return clock if clock.is_possible and _is_spoken(line, clock) else None


def _is_spoken(line: Line, clock: Clock) -> bool:
    after = line.word(clock.last + 1)
    if "clock after" in after.roles:
        return True
    behind = line.at(clock.last + 1)
    half = after.half if behind and behind.is_long else ""
    exact = clock.last > clock.first
    if "clock before" in line.word(clock.first - 1).roles:
        return bool(half or exact or not line.sign(clock.first - 1).isascii())
    return half in ("am", "pm") or bool(half and exact)


def take_halves(line: Line, clocks: list[Clock]) -> None:
    """Give each clock the half of the day that is said behind it, or else before it."""
    for clock in clocks:
        _take_words(line, clock)
        if not _half_behind(line, clock):
            _half_before(line, clock)


def _take_words(line: Line, clock: Clock) -> None:
    """Take the words that say that a clock follows or stood there."""
    if "clock before" in line.word(clock.first - 1).roles:
        clock.first -= 1
    if "clock after" in line.word(clock.last + 1).roles:
        clock.last += 1
    line.take(clock.first, clock.last)


def _half_behind(line: Line, clock: Clock) -> bool:
    place = clock.last + 1
    if not line.word(place).half:
        place = line.past(place, 1, BESIDE)
    piece = line.at(place)
    if piece is None or piece.taken or not piece.word.half:
        return False
    if place > clock.last + 1 and not piece.is_long:
        return False
    clock.half = piece.word.half
    clock.last = place
    line.take(clock.first, clock.last)
    return True


def _half_before(line: Line, clock: Clock) -> None:
    place = line.past(clock.first - 1, -1, BESIDE)
    piece = line.at(place)
    if piece and not piece.taken and piece.word.half and piece.is_long:
        clock.half, clock.first = piece.word.half, place
        line.take(clock.first, clock.last)


@dataclass(slots=True)
class Zone:
    """A zone that a line names, and where."""

    first: int
    last: int
    zone: tzinfo


def take_zones(line: Line, clocks: list[Clock]) -> list[Zone]:
    """Take the zones that *line* names: ``GMT+3``, ``بتوقيت القاهرة``. Bare offsets go to their clock."""
    for clock in clocks:
        _take_offset(line, clock)
    return list(line.take_each(_zone))


def _take_offset(line: Line, clock: Clock) -> None:
    """Take ``Z``, ``+03:00`` or ``+0300`` behind *clock* for its zone."""
    place = clock.last + 1
    if line.sign(place) == "z" and line.tight(place):
        clock.zone, clock.last = UTC, place
    elif found := _offset(line, place, bare=True):
        clock.zone, clock.last = _ahead(found[0]), found[1]
    line.take(clock.first, clock.last)


def _ahead(minutes: int) -> timezone:
    return timezone(timedelta(minutes=minutes))


def _offset(line: Line, place: int, *, bare: bool = False) -> tuple[int, int] | None:
    """Return the minutes of the offset whose sign stands at *place*, and where it ends.

    A *bare* one, without GMT before it, is told from a second number by four figures or a plus.
    """
    sign, number = line.sign(place), line.number(place + 1)
    if sign not in ("+", "-") or not sign or number is None or not line.tight(place + 1):
        return None
    figures, last, minutes = len(line.sign(place + 1)), place + 1, number * 60
    if figures == 4:
        minutes = number // 100 * 60 + number % 100
    elif _is_minute(line, place + 2, ":"):
        last, minutes = place + 3, minutes + (line.number(place + 3) or 0)
    if figures not in (1, 2, 4) or minutes > _FARTHEST or (bare and last == place + 1 and figures < 4):
        return None
    if bare and sign == "-" and line.tight(place) and not _has_seconds(line, place - 1):
        return None
    return (minutes if sign == "+" else -minutes), last


def _zone(line: Line, index: int) -> Zone | None:
    piece = line.pieces[index]
    if piece.taken:
        return None
    if piece.word.offset is not None and piece.is_long:
        return _named_offset(line, index, piece.word.offset)
    if piece.word.place:
        return _place(line, index, piece.word.place)
    return None


def _named_offset(line: Line, index: int, minutes: int) -> Zone:
    """Return the zone of ``GMT``, ``GMT+3``, ``+3 GMT`` or ``3+ GMT``, with the words that lead to it."""
    first = index - 1 if line.word(index - 1).roles & {"time of", "time here"} else index
    if found := _offset(line, index + 1):
        return Zone(first, found[1], _ahead(minutes + found[0]))
    if line.number(index - 1) is not None and (found := _offset(line, index - 2)):
        return Zone(index - 2, index, _ahead(minutes + found[0]))
    if line.sign(index - 1) == "+" and (hours := line.number(index - 2)) is not None and hours <= 14:
        return Zone(index - 2, index, _ahead(minutes + hours * 60))
    return Zone(first, index, _ahead(minutes))


def _place(line: Line, index: int, name: str) -> Zone | None:
    """Return the zone of a place whose clock is named: ``بتوقيت مكة``, ``Kuwait time``."""
    if "time of" in line.word(index - 1).roles:
        return Zone(index - 1, index, ZoneInfo(name))
    if "time here" in line.word(index + 1).roles:
        return Zone(index, index + 1, ZoneInfo(name))
    return None


def give_zones(line: Line, zones: list[Zone], clocks: list[Clock]) -> Iterator[Zone]:
    """Give each zone to the clock it stands by, the one before it first; yield those that no clock took."""
    for zone in zones:
        clock = _clock_of(line, zone, clocks)
        if clock is None:
            yield zone
            continue
        clock.zone = zone.zone
        clock.first, clock.last = min(clock.first, zone.first), max(clock.last, zone.last)


def _clock_of(line: Line, zone: Zone, clocks: list[Clock]) -> Clock | None:
    near = [
        clock
        for clock in beside(clocks, zone)
        if not clock.zone and line.between(clock, zone) <= _FARTHEST_ZONE
    ]
    return min(near, key=lambda clock: line.between(clock, zone), default=None)
