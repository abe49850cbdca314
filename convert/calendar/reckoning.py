"""Days of four calendars as days of ours. A calendar is loaded when the first day of it is met."""

from collections.abc import Callable
from datetime import date

GREGORIAN, ISLAMIC, PERSIAN, HEBREW = "gregorian", "islamic-umalqura", "persian", "hebrew"
#: Whom to believe when one moment is stated in several calendars.
BELIEVED = (GREGORIAN, PERSIAN, HEBREW, ISLAMIC)
#: Years that a newspaper may mean, first and last, in words or in four figures.
YEARS = {
    GREGORIAN: (1583, 2199),
    PERSIAN: (1200, 1500),
    HEBREW: (5343, 5999),
    ISLAMIC: (1300, 1500),
}
#: The years of the Kurds count from the Medes: 2720 began when 1399 did.
_KURDISH = range(2521, 2822)
_KURDISH_AHEAD = 1321


def day_of(calendar: str, year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day; None when that calendar has no such day, or we no table for it.

    Umm al-Qura's months are tabled for the years 1343 to 1500 of the Hijra.
    """
    try:
        return _RECKONERS[calendar](year, month, day)
    except (ValueError, OverflowError):
        return None


def year_in(calendar: str, year: int) -> int | None:
    """Return *year* as *calendar* counts it, if a newspaper may mean it."""
    if calendar == PERSIAN and year in _KURDISH:
        return year - _KURDISH_AHEAD
    first, last = YEARS[calendar]
    return year if first <= year <= last else None


def is_doubtful_adar(year: int, month: int) -> bool:
    """Say whether that Hebrew year has two months of Adar, and *month* is the first or unnumbered one."""
    return month == 12 and (7 * year + 1) % 19 < 7


def _islamic(year: int, month: int, day: int) -> date:
    from hijridate import Hijri

    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def _persian(year: int, month: int, day: int) -> date:
    from persiantools.jdatetime import JalaliDate

    return JalaliDate(year, month, day).to_gregorian()  # type: ignore[no-untyped-call]  # half typed


def _hebrew(year: int, month: int, day: int) -> date:
    from pyluach.dates import HebrewDate  # type: ignore[import-untyped]  # it publishes no types

    found: date = HebrewDate(year, month, day).to_pydate()
    return found


_RECKONERS: dict[str, Callable[[int, int, int], date]] = {
    GREGORIAN: date,
    ISLAMIC: _islamic,
    PERSIAN: _persian,
    HEBREW: _hebrew,
}
