"""The moments that a line of text states: its days, with the clocks and zones that belong to them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone, tzinfo

from convert.calendar.ago import relatives
from convert.calendar.clocks import (
    Clock,
    Zone,
    give_zones,
    take_clocks,
    take_halves,
    take_spoken_clocks,
    take_zones,
)
from convert.calendar.days import Day, Doubt, Manner, Order, take_days
from convert.calendar.hints import could_state
from convert.calendar.line import Line, Stretch, beside, parted
from convert.calendar.reckoning import BELIEVED, ISLAMIC
from convert.calendar.words import lexicon
from convert.script.letters import guess_language
from convert.vocab.languages import subtags

#: Languages whose papers count the years of the Hijra by the sun.
_SOLAR = frozenset("fa pes prs ps pbu pbt ckb sdh glk mzn lrc bqi azb".split())
#: Languages in which an hour of one figure is one of twelve, by the short time of CLDR (h:mm a).
_TWELVE_HOURS = frozenset("ar ur ckb sd en dv".split())
#: So much that is not understood may stand between a day and its clock: «، آخر تحديث عند».
_FARTHEST_CLOCK = 4
#: So much between two dates of one day, and so much more of a line that a weak date is believed in.
_FARTHEST_TWIN = 3
_REST = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """How one publisher writes dates: own names of (Gregorian) months, and what comes first in 03-11-2020."""

    months: Mapping[str, int] = field(default_factory=dict, hash=False)
    order: Order = "dmy"


@dataclass(frozen=True, slots=True)
class Stated:
    """One moment that a line states, and where in the line it does.

    `when` has an offset of whole minutes (XML Schema, dateTime); it is None where the moment could not be
    settled, and a doubt says why. `calendar` is CLDR's name of the one that `when` was read from; empty for a
    relative moment. Without a clock `when` is the beginning of the day.
    """

    start: int
    end: int
    when: datetime | None
    calendar: str
    has_clock: bool
    zone_stated: bool
    doubts: tuple[Doubt, ...] = ()


#: What the zones of the English-speaking are called.
_ZONE = re.compile(r"[A-Z]{1,4}T")
_NO_HABITS = Habits()


def stated(text: str, zone: tzinfo, *, lang: str = "", habits: Habits = _NO_HABITS) -> list[Stated]:
    """Return the moments that *text* states, in order; clocks without a zone are those of *zone*.

    ``نشر في ٢٨-١١-٢٠٢٠ | ٠٤:٢٧`` -> 2020-11-28T04:27:00+03:00 for Kuwait. *lang* is a BCP 47 tag; it tells
    ۱۳۹۹ of the sun from 1399 of the moon. A day in two calendars is one moment; a clock alone is none.
    """
    if not could_state(text):
        return []
    line = parted(text, lexicon(tuple(sorted(habits.months.items()))))
    if line is None:
        return []
    moments = _moments(line, Manner(_counts_by_the_sun(text, lang), habits.order))
    return [_settled(line, moment, zone, subtags(lang)[0]) for moment in moments]


def _counts_by_the_sun(text: str, lang: str) -> bool:
    """Say whether a year of the Hijra in *text* is one of the sun: by the language, else by its letters."""
    language = subtags(lang)[0] or guess_language(text)
    if language == "und":
        return any("۰" <= char <= "۹" for char in text)
    return language in _SOLAR


@dataclass(slots=True)
class Moment:
    """What belongs together: a day in one calendar or more, its clock, its zone, its weekday."""

    first: int
    last: int
    days: list[Day] = field(default_factory=list)
    clock: Clock | None = None
    zone: tzinfo | None = None
    weekday: int = 0
    doubts: list[Doubt] = field(default_factory=list)

    def reach(self, part: Stretch) -> None:
        """Stretch as far as *part*."""
        self.first, self.last = min(self.first, part.first), max(self.last, part.last)


def _moments(line: Line, manner: Manner) -> list[Moment]:
    clocks = take_clocks(line)
    days = take_days(line, manner)
    clocks = sorted([*clocks, *take_spoken_clocks(line)], key=lambda clock: clock.first)
    take_halves(line, clocks)
    zones = take_zones(line, clocks)
    line.weigh()
    loose = list(give_zones(line, zones, clocks))
    moments = _believed(line, _joined(line, days), clocks)
    free = _give_clocks(line, moments, clocks)
    _give_loose_zones(line, moments, loose)
    _give_weekdays(line, moments)
    _note_mixed_zones(moments)
    _note_unknown_zones(line, moments)
    return sorted([*moments, *_ago(line, moments, free)], key=lambda moment: moment.first)


# One day in several calendars ------------------------------------------------------------------


def _joined(line: Line, days: Sequence[Day]) -> list[Moment]:
    """Return the moments of *days*: neighbours of different calendars are one."""
    moments: list[Moment] = []
    for day in days:
        if moments and _is_twin(line, moments[-1], day):
            moments[-1].days.append(day)
            moments[-1].reach(day)
        else:
            moments.append(Moment(day.first, day.last, [day]))
    return moments


def _is_twin(line: Line, moment: Moment, day: Day) -> bool:
    """Say whether *day* is that of *moment* in another calendar. One that is not certain must agree."""
    if any(other.calendar == day.calendar for other in moment.days):
        return False
    apart = line.between(moment, day)
    if any(_agree(other, day) for other in moment.days):
        return apart <= _FARTHEST_TWIN
    return not apart and not day.is_weak and not any(other.is_weak for other in moment.days)


def _agree(one: Day, other: Day) -> bool:
    """Say whether two days can be the same one; a sighting of the moon may move a day by one."""
    return any(_are_near(mine, yours) for mine in one.readings for yours in other.readings)


def _are_near(one: date, other: date) -> bool:
    return abs((one - other).days) <= 1


# What stands beside a day ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Place:
    """One piece, as a stretch."""

    first: int
    last: int


def _weekdays(line: Line) -> list[tuple[_Place, int]]:
    return [
        (_Place(index, index), piece.word.weekday)
        for index, piece in enumerate(line.pieces)
        if piece.word.weekday and not piece.taken
    ]


def _believed(line: Line, moments: Sequence[Moment], clocks: Sequence[Clock]) -> list[Moment]:
    """Return the *moments* without the weak ones for which nothing speaks.

    Two figures of a year are believed beside a clock or a weekday, or when the line holds little else; a day
    and a month without a year only beside a clock.
    """
    weekdays = [place for place, _ in _weekdays(line)]
    little = line.weights[-1] <= _REST
    return [moment for moment in moments if _is_believed(line, moment, clocks, weekdays, little=little)]


def _is_believed(
    line: Line, moment: Moment, clocks: Sequence[Clock], weekdays: Sequence[Stretch], *, little: bool
) -> bool:
    day = moment.days[0]
    if not all(day.is_weak for day in moment.days):
        return True
    by_clock = any(not line.between(moment, clock) for clock in beside(clocks, moment))
    by_weekday = any(not line.between(moment, weekday) for weekday in beside(weekdays, moment))
    return by_clock or bool(day.readings and (little or by_weekday))


def _give_clocks(line: Line, moments: Sequence[Moment], clocks: Sequence[Clock]) -> list[Clock]:
    """Give each moment the clock that stands nearest, and return those that belong to none.

    Where one stands as near before as behind, the manner in which the line begins decides.
    """
    clocks_first = bool(clocks and moments) and clocks[0].first < moments[0].first
    pairs = [
        (line.between(clock, moment), (clock.first < moment.first) != clocks_first, number, moment)
        for number, clock in enumerate(clocks)
        for moment in beside(moments, clock)
    ]
    free = dict(enumerate(clocks))
    for apart, _, number, moment in sorted(pairs, key=lambda pair: pair[:3]):
        if apart <= _FARTHEST_CLOCK and number in free and moment.clock is None:
            moment.clock = free.pop(number)
            moment.reach(moment.clock)
    return list(free.values())


def _give_loose_zones(line: Line, moments: Sequence[Moment], zones: Sequence[Zone]) -> None:
    """Give the zones that stand by no clock to the day they stand by."""
    for zone in zones:
        near = [moment for moment in beside(moments, zone) if line.between(moment, zone) <= _FARTHEST_CLOCK]
        if near:
            moment = min(near, key=lambda moment: line.between(moment, zone))
            moment.zone = moment.zone or zone.zone
            moment.reach(zone)


def _give_weekdays(line: Line, moments: Sequence[Moment]) -> None:
    """Give each moment the day of the week that is said right before it, or right behind."""
    weekdays = _weekdays(line)
    before = bool(weekdays and moments) and weekdays[0][0].first < moments[0].first
    for place, weekday in weekdays:
        near = [moment for moment in beside(moments, place) if not line.between(moment, place)]
        near.sort(key=lambda moment: (place.first < moment.first) != before)
        for moment in near[:1]:
            moment.weekday = moment.weekday or weekday
            moment.reach(place)


def _note_mixed_zones(moments: Sequence[Moment]) -> None:
    zoned = [bool(moment.zone or (moment.clock and moment.clock.zone)) for moment in moments]
    for moment, has_zone in zip(moments, zoned, strict=True):
        if moment.clock and not has_zone and any(zoned):
            moment.doubts.append(
                Doubt("text/date-zone", "another time in the line names its zone, and this one does not")
            )


def _note_unknown_zones(line: Line, moments: Sequence[Moment]) -> None:
    """Say of a clock like ``04:27 AST`` that its zone is not known; some of the names mean several."""
    for moment in moments:
        clock = moment.clock
        behind = line.at(clock.last + 1) if clock and not clock.zone else None
        if behind and not behind.taken and _ZONE.fullmatch(line.as_it_came(behind)):
            moment.doubts.append(Doubt("text/date-zone", "the zone that the line names is not known"))


def _ago(line: Line, moments: Sequence[Moment], clocks: Sequence[Clock]) -> Iterator[Moment]:
    """Yield the relative moments. «أمس» beside a date says nothing that the date does not."""
    for relative in relatives(line):
        beside_day = any(not line.between(moment, relative) for moment in beside(moments, relative))
        clock = next((clock for clock in beside(clocks, relative) if not line.between(clock, relative)), None)
        if (relative.is_day and beside_day) or (relative.needs_clock and clock is None):
            continue
        moment = Moment(relative.first, relative.last, clock=clock)
        if clock:
            moment.reach(clock)
        yield moment


# What is settled -------------------------------------------------------------------------------


def _settled(line: Line, moment: Moment, zone: tzinfo, language: str) -> Stated:
    clock = moment.clock
    own_zone = (clock and clock.zone) or moment.zone
    when, doubts, calendar = None, list(moment.doubts), ""
    if moment.days:
        day = min(moment.days, key=lambda day: BELIEVED.index(day.calendar))
        calendar = day.calendar
        doubts += [*_own_doubts(day, moment), *_doubts_of_clock(clock, language)]
        chosen = _chosen(day, moment, doubts)
        if chosen:
            _compare(chosen, day, moment, language, doubts)
            when = _when(chosen, clock, own_zone or zone, doubts)
    else:
        doubts.append(Doubt("text/date-relative", "it is counted from a moment that the line does not say"))
    start, end = line.span(moment.first, moment.last)
    return Stated(start, end, when, calendar, clock is not None, own_zone is not None, tuple(doubts))


def _own_doubts(day: Day, moment: Moment) -> list[Doubt]:
    """Return the doubts of *day*; what its century or its calendar is another calendar can settle."""
    if any(other is not day and _agree(other, day) for other in moment.days):
        return [
            doubt for doubt in day.doubts if doubt.code not in ("text/date-century", "text/date-calendar")
        ]
    return day.doubts


def _chosen(day: Day, moment: Moment, doubts: list[Doubt]) -> date | None:
    """Return the reading that the weekday or another calendar speaks for, or the usual one, with a doubt."""
    if len(day.readings) < 2:
        return day.readings[0] if day.readings else None
    others = [other for other in moment.days if other is not day and other.readings]
    fitting = [
        reading
        for reading in day.readings
        if (not moment.weekday or reading.isoweekday() == moment.weekday)
        and all(any(_are_near(reading, theirs) for theirs in other.readings) for other in others)
    ]
    if len(fitting) == 1 and (moment.weekday or others):
        return fitting[0]
    doubts.extend(day.exchange)
    return day.readings[0]


def _compare(chosen: date, day: Day, moment: Moment, language: str, doubts: list[Doubt]) -> None:
    """Add the doubts of a day that its weekday or another calendar contradicts."""
    if moment.weekday and chosen.isoweekday() != moment.weekday:
        doubts.append(
            Doubt("text/date-weekday", f"{chosen.isoformat()} is another day of the week than it says")
        )
    doubts.extend(
        Doubt("text/date-calendars", f"the {other.calendar} date beside it is not {chosen.isoformat()}")
        for other in moment.days
        if other is not day and not any(_are_near(chosen, reading) for reading in other.readings)
    )
    if len(moment.days) == 1 and day.calendar == ISLAMIC and language != "ar":
        doubts.append(
            Doubt(
                "text/date-sighting", "counted by Umm al-Qura; where the moon is sighted it may be a day off"
            )
        )


def _doubts_of_clock(clock: Clock | None, language: str) -> Iterator[Doubt]:
    if clock is None:
        return
    if not clock.is_possible:
        yield Doubt("text/date-impossible", "no clock shows such an hour")
    elif clock.contradicts:
        yield Doubt("text/date-half", "the hour is not one of that half of the day")
    elif not clock.half and not clock.padded and clock.hour < 12 and language in _TWELVE_HOURS:
        yield Doubt(
            "text/date-half", "nothing says whether the hour is before noon or after; taken as before"
        )


def _when(chosen: date, clock: Clock | None, zone: tzinfo, doubts: list[Doubt]) -> datetime | None:
    """Return the moment with the offset its zone has then; None when no clock shows it."""
    if clock and not clock.is_possible:
        return None
    naive = datetime(chosen.year, chosen.month, chosen.day) + (clock.since_midnight if clock else timedelta())  # noqa: DTZ001  # its zone follows
    when = naive.replace(tzinfo=zone)
    if clock and when.utcoffset() != when.replace(fold=1).utcoffset():
        doubts.append(
            Doubt(
                "text/date-daylight", "clocks were put forward or back then; it is there twice or not at all"
            )
        )
    return _in_whole_minutes(when)


def _in_whole_minutes(when: datetime) -> datetime:
    offset = when.utcoffset() or timedelta()
    return when.replace(tzinfo=timezone(timedelta(minutes=round(offset / timedelta(minutes=1)))))
