"""The day of an issue as its head says it: weekday, the day, the same day in a second calendar."""

from datetime import date, datetime, time

from convert.script.dates import day, locale_of
from convert.script.digits import in_digits
from convert.vocab.languages import digits_of, language_of, subtags

#: The months of the Hijra as Urdu writes them; Arabic has them from hijridate.
_URDU_MONTHS = (
    "محرم الحرام,صفر المظفر,ربیع الاول,ربیع الثانی,جمادی الاول,جمادی الثانی,رجب المرجب,شعبان المعظم,"
    "رمضان المبارک,شوال المکرم,ذوالقعدہ,ذوالحجہ"
).split(",")


def paper_date(when: date, tag: str, digits: str = "") -> str:
    """Return weekday and day: ``الجمعة ٢٧ نوفمبر ٢٠٢٦``."""
    from babel.dates import format_date

    moment = datetime.combine(when, time())
    said = day(moment, tag, digits)
    if language_of(tag).tag in ("dv", "ug"):  # CLDR has no weekdays, or the long day holds none apart
        return said
    weekday = format_date(moment, "EEEE", locale=locale_of(tag))
    between = language_of(tag).comma if language_of(tag).tag in ("he", "yi", "en", "ur") else ""
    return f"{weekday}{between} {said}"


def second_date(when: date, tag: str, digits: str = "") -> str:
    """Return the day in the second calendar a paper of this language prints; empty where it prints none.

    Papers of Iran print ours beside their own, Hebrew ones that of the Jews, Arabic and Urdu ones the Hijra
    (Umm al-Qura).
    """
    known, (language, _, region) = language_of(tag).tag, subtags(tag)
    if known == "fa" and language == "fa" and region in ("", "IR"):
        return _ours(when, tag, digits)
    if known in ("he", "yi"):
        return _hebrew(when)
    if known in ("ar", "ur"):
        return in_digits(_hijri(when, known), digits or digits_of(tag))
    return ""


def _ours(when: date, tag: str, digits: str) -> str:
    from babel.dates import format_date

    return in_digits(
        format_date(when, "d MMMM y", locale="fa_AF" if tag == "fa-AF" else "fa"), digits or digits_of(tag)
    )


def _hebrew(when: date) -> str:
    from pyluach.dates import HebrewDate  # type: ignore[import-untyped]  # it publishes no types

    return str(HebrewDate.from_pydate(when).hebrew_date_string())


def _hijri(when: date, tag: str) -> str:
    from hijridate import Gregorian

    try:
        found = Gregorian(when.year, when.month, when.day).to_hijri()
    except (OverflowError, ValueError):  # before 1924 and after 2077 no table says
        return ""
    month = found.month_name("ar") if tag == "ar" else _URDU_MONTHS[found.month - 1]
    return f"{found.day} {month} {found.year}{' هـ' if tag == 'ar' else 'ھ'}"
