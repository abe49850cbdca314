"""Days of a line: in numbers, in words, in Hebrew letters, of whichever calendar."""

from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Literal

from convert.calendar.line import IN_DATE, Line
from convert.calendar.reckoning import (
    GREGORIAN,
    HEBREW,
    ISLAMIC,
    PERSIAN,
    day_of,
    is_doubtful_adar,
    year_in,
)

Order = Literal["dmy", "mdy"]
#: Above this a number is no slip of a day's, and the three are no date.
_HIGHEST_SLIP = 39
#: A year of the Hijra below this one is counted by the sun when nothing says how: 1419 by the moon was 1998.
_BY_THE_MOON = 1420
#: Two figures are the year's last: 69 to 99 of the last century (POSIX, strptime %y).
_CENTURY_TURNS = 69
_PERSIAN_CENTURY_TURNS = 30


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why a date may be another than it was read: a code of convert.codes, and a sentence."""

    code: str
    sentence: str


@dataclass(slots=True)
class Day:
    """A day, as a line states it.

    It has two readings when day and month could be exchanged, and none when no calendar has it.
    """

    first: int
    last: int
    calendar: str
    readings: tuple[date, ...] = ()
    doubts: list[Doubt] = field(default_factory=list)
    #: What to say when nothing settles which of two readings is meant.
    exchange: tuple[Doubt, ...] = ()
    #: Needs something beside it to be believed: it has no year, or two figures of one.
    is_weak: bool = False


@dataclass(frozen=True, slots=True)
class Manner:
    """How a line's writer counts: by the sun of the Hijra, and day or month first."""

    solar: bool
    order: Order


def take_days(line: Line, manner: Manner) -> list[Day]:
    """Take the days of *line*, in the order in which they stand."""
    days = [*line.take_each(partial(_in_numbers, manner=manner)), *line.take_each(_in_words)]
    return sorted(days, key=lambda day: day.first)


# Three numbers ---------------------------------------------------------------------------------


def _in_numbers(line: Line, index: int, manner: Manner) -> Day | None:
    return _three(line, index, manner) if _are_three(line, index) else None


def _are_three(line: Line, index: int) -> bool:
    """Say whether three numbers stand there, parted by one sign twice, and no fourth."""
    sign = line.sign(index + 1)
    if sign not in ("-", "/", ".") or line.sign(index + 3) != sign:
        return False
    if any(line.number(index + step) is None for step in (0, 2, 4)):
        return False
    spaced = not line.tight(index + 1) and not line.tight(index + 2)
    return not _continues(line, index, spaced=spaced) and not _goes_on(line, index + 5, sign, spaced=spaced)


def _continues(line: Line, index: int, *, spaced: bool) -> bool:
    """Say whether something before the number at *index* makes it part of more: a version, an address."""
    before = line.sign(index - 1)
    if before not in ("-", "/", ".", ":", ",", "،") or not (spaced or line.tight(index)):
        return line.tight(index) and before.isascii() and (before.isalpha() or before in ("_", "@", "#", "$"))
    if not spaced and not line.tight(index - 1):
        return False
    farther = line.sign(index - 2)
    return line.number(index - 2) is not None or (not spaced and farther.isascii() and farther.isalpha())


def _goes_on(line: Line, index: int, sign: str, *, spaced: bool) -> bool:
    """Say whether the *sign* of a date and one more number stand at *index*."""
    if line.sign(index) != sign or line.number(index + 1) is None:
        return False
    return spaced or (line.tight(index) and line.tight(index + 1))


def _three(line: Line, index: int, manner: Manner) -> Day | None:
    texts = [line.sign(index + step) for step in (0, 2, 4)]
    numbers = [int(text) for text in texts]
    last, era = _era(line, index + 4)
    day = Day(index, last, "")
    match [len(text) for text in texts]:
        case 4, 1 | 2, 1 | 2:
            return _with_year(day, numbers[0], (numbers[2], numbers[1]), era, manner, year_first=True)
        case 1 | 2, 1 | 2, 4:
            return _with_year(day, numbers[2], (numbers[0], numbers[1]), era, manner)
        case 1 | 2, 1 | 2, 2 if not _is_version(line, index):
            return _short_year(day, (numbers[0], numbers[1], numbers[2]), era, manner)
        case _:
            return None


def _is_version(line: Line, index: int) -> bool:
    """Say whether a word in Latin letters makes three numbers a version: ``iOS 13.5.10``."""
    return line.sign(index + 1) == "." and line.sign(index - 1).isascii() and line.sign(index - 1).isalpha()


def _era(line: Line, last: int) -> tuple[int, str]:
    """Return where a year ends with its era, and the calendar this names: ``1442 هـ``, ``2020 (م)``."""
    for place in (last + 1, last + 2):
        piece = line.at(place)
        if piece and piece.word.era and not piece.taken and (piece.number is None):
            closing = line.sign(place + 1) == ")" and line.sign(place - 1) == "("
            return place + int(closing), piece.word.era
        if line.sign(place) not in ("(", "/"):
            break
    return last, ""


def _with_year(
    day: Day, year: int, pair: tuple[int, int], era: str, manner: Manner, *, year_first: bool = False
) -> Day | None:
    """Fill in *day* from a year and *pair*: day and month in the order in which no year comes first."""
    counted = _calendar(day, year, era, manner)
    if counted is None:
        return None
    day.calendar, year = counted
    order: Order = "dmy" if year_first else manner.order
    readings = _readings(day.calendar, year, pair, order)
    if not any(readings):
        return _impossible(day, *pair)
    _note_order(day, readings, pair, order, year_first=year_first)
    return day


def _readings(
    calendar: str, year: int, pair: tuple[int, int], order: Order
) -> tuple[date | None, date | None]:
    """Return both readings of two numbers, the usual one first."""
    day_first = day_of(calendar, year, pair[1], pair[0])
    month_first = day_of(calendar, year, pair[0], pair[1])
    return (day_first, month_first) if order == "dmy" else (month_first, day_first)


def _note_order(
    day: Day,
    readings: tuple[date | None, date | None],
    pair: tuple[int, int],
    order: Order,
    *,
    year_first: bool = False,
) -> None:
    """Keep what can be read, and say when the order is unusual or not certain."""
    usual, unusual = readings
    first = "day" if order == "dmy" else "month"
    if usual is None and unusual is not None:
        day.readings = (unusual,)
        day.doubts.append(
            Doubt("text/date-order", f"there is no such date read {first} first; read it otherwise")
        )
    elif usual is not None:
        day.readings = (usual,)
        if unusual is not None and pair[0] != pair[1] and not year_first:
            day.readings = (usual, unusual)
            sentence = f"day and month could be exchanged; read {first} first"
            day.exchange = (Doubt("text/date-order", sentence),)


def _impossible(day: Day, *numbers: int) -> Day | None:
    """Return *day* as none that a calendar has, unless the numbers were never meant for one."""
    if max(numbers) > _HIGHEST_SLIP or not all(numbers):
        return None
    day.doubts.append(Doubt("text/date-impossible", "no calendar has such a day"))
    return day


def _calendar(day: Day, year: int, era: str, manner: Manner) -> tuple[str, int] | None:
    """Return the calendar that *year* is counted in and the year there, with a doubt if that is a guess."""
    if year_in(GREGORIAN, year) and era in ("", GREGORIAN):
        return GREGORIAN, year
    if not era and year_in(HEBREW, year):
        return None
    calendar = _of_the_hijra(year, era, manner)
    counted = year_in(calendar, year)
    if counted is None or (not era and not 1300 <= year <= 1500):
        return None
    certain = era in (ISLAMIC, PERSIAN) or (manner.solar and not era and year < _BY_THE_MOON)
    if not certain and not (era == "hijra" and not manner.solar):
        name = "moon" if calendar == ISLAMIC else "sun"
        day.doubts.append(
            Doubt(
                "text/date-calendar", f"nothing says by which calendar {year} is counted; taken by the {name}"
            )
        )
    return calendar, counted


def _of_the_hijra(year: int, era: str, manner: Manner) -> str:
    if era in (ISLAMIC, PERSIAN, GREGORIAN):
        return era
    if era == "hijra":
        return PERSIAN if manner.solar and year < _BY_THE_MOON else ISLAMIC
    if manner.solar or year < _BY_THE_MOON:
        return PERSIAN
    return ISLAMIC


def _short_year(day: Day, numbers: tuple[int, int, int], era: str, manner: Manner) -> Day | None:
    """Fill in *day* from three short numbers. It is weak: ``10-12-15`` can be anything."""
    day.is_weak = True
    if manner.solar and era in ("", "hijra", PERSIAN) and numbers[2] <= 31:
        day.calendar, short, pair = PERSIAN, numbers[0], (numbers[2], numbers[1])
    elif numbers[0] > 31:
        day.calendar, short, pair = GREGORIAN, numbers[0], (numbers[2], numbers[1])
    else:
        day.calendar, short, pair = era or GREGORIAN, numbers[2], (numbers[0], numbers[1])
    if day.calendar == "hijra":
        day.calendar = ISLAMIC
    year = _in_full(day.calendar, short)
    readings = _readings(day.calendar, year, pair, manner.order if short == numbers[2] else "dmy")
    if readings[0] is None:
        return None
    _note_order(day, readings, pair, manner.order, year_first=short != numbers[2])
    day.doubts.append(_century(short, year))
    return day


def _century(short: int, year: int) -> Doubt:
    return Doubt("text/date-century", f"the year has two figures, {short:02}; taken as {year}")


def _in_full(calendar: str, short: int) -> int:
    if calendar == GREGORIAN:
        return short + (1900 if short >= _CENTURY_TURNS else 2000)
    return short + (1300 if short >= _PERSIAN_CENTURY_TURNS and calendar == PERSIAN else 1400)


# Months in words -------------------------------------------------------------------------------


def _in_words(line: Line, index: int) -> Day | None:
    piece = line.pieces[index]
    return _named(line, index) if piece.word.months and not piece.taken else None


@dataclass(slots=True)
class _Named:
    """A month in words, and the places of what stands on either side of it."""

    months: tuple[tuple[str, int], ...]
    left: int
    right: int
    first: int
    last: int


def _named(line: Line, index: int) -> Day | None:
    last = _pair_end(line, index)
    named = _Named(
        line.pieces[index].word.months,
        line.past(index - 1, -1, IN_DATE),
        line.past(last + 1, 1, IN_DATE),
        index,
        last,
    )
    for form in (_day_month_year, _month_day_year, _year_month_day, _day_month):
        if day := form(line, named):
            return day
    return None


def _pair_end(line: Line, index: int) -> int:
    """Return where a month that is named twice ends: ``نيسان / أبريل``, ``آب (أغسطس)``."""
    place = index + 1
    opened = line.sign(place) == "("
    if opened or line.sign(place) in ("/", "-", "،"):
        place += 1
    if not set(line.pieces[index].word.months) & set(line.word(place).months):
        return index
    return place + int(opened and line.sign(place + 1) == ")")


def _day_at(line: Line, place: int) -> int:
    """Return the day of a month that is said at *place*, 0 when none is."""
    piece = line.at(place)
    if piece is None or piece.taken:
        return 0
    if piece.number is not None:
        return piece.number if len(piece.text) <= 2 and piece.number <= _HIGHEST_SLIP else 0
    return piece.word.day or _hebrew_day(piece.text)


def _year_at(line: Line, place: int) -> int:
    """Return the year that is said at *place*, 0 when none is."""
    piece = line.at(place)
    if piece is None or piece.taken:
        return 0
    if piece.number is not None:
        return piece.number if len(piece.text) == 4 else 0
    return _hebrew_year(piece.text)


def _day_month_year(line: Line, named: _Named) -> Day | None:
    """Read ``28 نوفمبر 2020``, and with two figures of the year only at the end of something."""
    number = _day_at(line, named.left)
    if not number or _is_range(line, named.left):
        return None
    if year := _year_at(line, named.right):
        return _dated(line, named, (year, number), named.left, named.right)
    short = line.number(named.right)
    if short is None or len(line.sign(named.right)) != 2 or not _ends(line, named.right + 1):
        return None
    return _shortened(line, named, number, short)


def _ends(line: Line, place: int) -> bool:
    piece = line.at(place)
    return piece is None or piece.taken or not piece.text[0].isalnum() or bool(piece.word.era)


def _shortened(line: Line, named: _Named, number: int, short: int) -> Day | None:
    calendar = named.months[0][0]
    if calendar not in (GREGORIAN, PERSIAN):
        return None
    year = _in_full(calendar, short)
    day = _dated(line, named, (year, number), named.left, named.right)
    if day:
        day.doubts.append(_century(short, year))
    return day


def _month_day_year(line: Line, named: _Named) -> Day | None:
    """Read ``Nov 28, 2020``."""
    number = _day_at(line, named.right)
    year_place = line.past(named.right + 1, 1, IN_DATE)
    year = _year_at(line, year_place)
    return _dated(line, named, (year, number), named.first, year_place) if number and year else None


def _year_month_day(line: Line, named: _Named) -> Day | None:
    """Read ``۲۰۲۰ نومبر ۲۸``."""
    year, number = _year_at(line, named.left), _day_at(line, named.right)
    return _dated(line, named, (year, number), named.left, named.right) if number and year else None


def _day_month(line: Line, named: _Named) -> Day | None:
    """Read ``28 نوفمبر``: a day of no year, for which something else must speak."""
    number = _day_at(line, named.left)
    if not number or _is_range(line, named.left):
        return None
    doubt = Doubt("text/date-year", "no year is stated")
    return Day(named.left, named.last, named.months[0][0], (), [doubt], is_weak=True)


def _is_range(line: Line, place: int) -> bool:
    """Say whether the day at *place* is the last of several, or half of a fraction: ``28-30 نوفمبر``."""
    sign, before = line.sign(place - 1), line.number(place - 2)
    if before is None or sign not in ("-", "/", ".", ":"):
        return False
    return before <= _HIGHEST_SLIP and (sign == "-" or line.tight(place))


def _dated(line: Line, named: _Named, year_and_day: tuple[int, int], first: int, last: int) -> Day | None:
    year, number = year_and_day
    months = [(calendar, month) for calendar, month in named.months if year_in(calendar, year)]
    if not months:
        return None
    calendar, month = months[0]
    if last > named.last:
        last, _ = _era(line, last)
    day = Day(first, max(last, named.last), calendar)
    found = day_of(calendar, year_in(calendar, year) or year, month, number)
    if found is None:
        return _impossible(day, number)
    day.readings = (found,)
    if calendar == HEBREW and is_doubtful_adar(year, month) and len(line.sign(named.first)) < 5:
        day.doubts.append(Doubt("text/date-calendar", "that year has two months of Adar; taken as the first"))
    return day


# Hebrew letters that are numbers ---------------------------------------------------------------


_VALUES = {
    letter: value
    for row, step in (("אבגדהוזחט", 1), ("יכלמנסעפצ", 10), ("קרשת", 100))
    for value, letter in zip(range(step, 10 * step, step), row, strict=False)
} | dict(zip("ךםןףץ", (20, 40, 50, 80, 90), strict=True))


def _worth(letters: str) -> int:
    return sum(_VALUES.get(letter, 10_000) for letter in letters)


def _in_letters(number: int) -> str:
    """Return a day of a month in letters; 15 and 16 are written so as not to spell the Name."""
    if number in (15, 16):
        return "ט" + "וז"[number - 15]
    return "_יכל"[number // 10].strip("_") + "_אבגדהוזחט"[number % 10].strip("_")


_DAYS = {_in_letters(number): number for number in range(1, 31)}


def _hebrew_day(text: str) -> int:
    """Return the day that Hebrew letters say, ב before them or not: ``כ"ז`` -> 27; 0 when they say none."""
    letters = text.replace('"', "").replace("'", "")
    return _DAYS.get(letters) or (_DAYS.get(letters[1:], 0) if letters[:1] in ("ב", "ל") else 0)


def _hebrew_year(text: str) -> int:
    """Return the year that Hebrew letters say, the thousands or without: ``ה'תשפ"א``, ``תשפ"א`` -> 5781."""
    letters = text.replace('"', "").replace("'", "")
    if letters[:1] == "ה" and len(letters) > 2:
        letters = letters[1:]
    if letters[:1] not in ("ת", "ש") or len(letters) < 2:
        return 0
    worth = _worth(letters)
    return 5000 + worth if worth < 1000 else 0
