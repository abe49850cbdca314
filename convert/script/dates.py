"""Dates and times out: as the furniture of a page says them."""

from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

from convert.script.digits import in_digits
from convert.vocab.languages import digits_of, is_known, language_of, subtags

if TYPE_CHECKING:
    from babel import Locale

#: CLDR has no month names in Dhivehi; these are the ones its newspapers print.
_DHIVEHI_MONTHS = ("ޖަނަވަރީ ފެބްރުއަރީ މާރިޗު އެޕްރީލް މޭ ޖޫން ޖުލައި އޯގަސްޓު ސެޕްޓެމްބަރު އޮކްޓޯބަރު ނޮވެމްބަރު ޑިސެމްބަރު").split()
#: The months of Iran's year, which begins in March.
_SOLAR_MONTHS = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
#: Whose months a language prints that CLDR does not know.
_RELATIVES = {"prs": "fa_AF"}


@cache
def locale_of(tag: str) -> "Locale":
    """Return Babel's locale for *tag*, or for its nearest relative. English is British: day first."""
    from babel import Locale, UnknownLocaleError

    language, script, region = subtags(tag)
    known = language_of(tag)
    own = (
        ((language, script, region), (language, script)) if is_known(tag) or known.direction == "ltr" else ()
    )
    for parts in (*own, (_RELATIVES.get(language, known.tag),)):
        try:
            locale = Locale.parse("_".join(filter(None, parts)))
        except (UnknownLocaleError, ValueError):
            continue
        if locale.text_direction == known.direction and str(locale) != "en":
            return locale
    return Locale.parse("en_GB")


def day(when: datetime, tag: str, digits: str = "") -> str:
    """Return the day of *when* as CLDR's long date says it, ``٢٨ نوفمبر ٢٠٢٠``; for Iran in its calendar."""
    from babel.dates import format_date

    if language_of(tag).tag == "dv":
        words = f"{when.day} {_DHIVEHI_MONTHS[when.month - 1]} {when.year}"
    elif _is_iranian(tag):
        words = _solar_day(when)
    else:
        words = format_date(when, "long", locale=locale_of(tag))
    return in_digits(words, digits or digits_of(tag))


def _is_iranian(tag: str) -> bool:
    """Say whether a page of this language counts the years of Iran (CLDR, calendarPreference)."""
    language, _, region = subtags(tag)
    return language == "fa" and region in ("", "IR")


def _solar_day(when: datetime) -> str:
    from persiantools.jdatetime import JalaliDate

    solar = JalaliDate(when.date())  # type: ignore[no-untyped-call]  # half typed
    return f"{solar.day} {_SOLAR_MONTHS[solar.month - 1]} {solar.year}"


def day_and_time(when: datetime, tag: str, digits: str = "") -> str:
    """Return day and clock of *when*: ``٢٨ نوفمبر ٢٠٢٠، ٠٤:٢٧``."""
    clock = in_digits(f"{when.hour:02}:{when.minute:02}", digits or digits_of(tag))
    return f"{day(when, tag, digits)}{language_of(tag).comma} {clock}"
