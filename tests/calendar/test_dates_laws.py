"""What holds of `stated` for any text, and of every day that our own pages say."""

import random
import re
import subprocess
import sys
import tomllib
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel import Locale
from hijridate import Gregorian
from hypothesis import given
from hypothesis import strategies as st
from persiantools.jdatetime import JalaliDate
from pyluach.dates import HebrewDate

from convert.calendar import Doubt, Habits, Stated, stated, words
from convert.calendar.hints import could_state
from convert.script.dates import day, day_and_time
from convert.vocab.languages import LANGUAGES

KUWAIT = ZoneInfo("Asia/Kuwait")
TAGS = sorted({*LANGUAGES, "ar-LB", "ar-MA", "ar-DZ", "ar-TN", "ar-EG", "fa-AF", "prs", "ur-IN", "en-US"})
CLDR = "ar ar_LB ar_IQ ar_MA ar_MR ar_DZ ar_TN ar_EG fa fa_AF ur he ckb ps sd ug yi en en_GB skr".split()
FOLDER = Path(words.__file__).parent
MONTHS = tomllib.loads((FOLDER / "months.toml").read_text(encoding="utf-8"))
SPEC = (Path(__file__).parents[1] / "spec" / "dates.md").read_text(encoding="utf-8")
DAYS = st.dates(date(1960, 1, 1), date(2060, 1, 1))
#: Pieces of date lines and what they may be mixed up with.
SHREDS = st.sampled_from(
    [
        *"28 11 2020 ٢٨ ۱۳۹۹ 1441 3 99999999 04:27 4:27:31 25:61 16.30 - / . ، ( ) | '".split(),
        *"نوفمبر آذر شوال هـ م ص بتوقيت مكة الساعة مساءً السبت منذ ساعتين قبل ساعات ے".split(),
        *"""ק ב תשפ"א י"ב בכסלו ײ GMT +03:00 +3 ago Nov PM T Z""".split(),
        "تشرين الثاني", "\N{RIGHT-TO-LEFT MARK}", "\N{ARABIC TATWEEL}", " ",
    ]
)  # fmt: skip


def one(text: str, lang: str = "ar") -> Stated:
    """Return the only moment that *text* states."""
    found = stated(text, KUWAIT, lang=lang)
    assert len(found) == 1, (text, found)
    return found[0]


def is_sound(text: str, found: list[Stated]) -> bool:
    """Say whether the places are within the text, and the offsets whole minutes."""
    for moment in found:
        assert 0 <= moment.start < moment.end <= len(text)
        if moment.when is not None:
            offset = moment.when.utcoffset()
            assert offset is not None
            assert not offset % timedelta(minutes=1)
        assert moment.when is not None or moment.doubts
    return [moment.start for moment in found] == sorted(moment.start for moment in found)


@given(st.text(), st.sampled_from([*TAGS, "", "x"]))
def test_any_text_is_read(text: str, lang: str) -> None:
    assert is_sound(text, stated(text, KUWAIT, lang=lang))


@given(st.lists(SHREDS, max_size=24), st.booleans(), st.sampled_from(TAGS))
def test_any_mixture_of_the_words_of_dates_is_read(parts: list[str], spaced: bool, lang: str) -> None:
    text = (" " if spaced else "").join(parts)
    assert is_sound(text, stated(text, ZoneInfo("Asia/Tehran"), lang=lang))


@given(DAYS, st.sampled_from(TAGS), st.sampled_from(["", "latn", "arab", "arabext"]))
def test_a_day_as_our_pages_say_it_is_read_back(said: date, tag: str, digits: str) -> None:
    when = datetime(said.year, said.month, said.day, 16, 5, tzinfo=UTC)
    assert one(day(when, tag, digits), tag).when == when.replace(hour=0, minute=0, tzinfo=KUWAIT)
    found = one(day_and_time(when, tag, digits), tag)
    assert (found.when, found.has_clock, found.doubts) == (when.replace(tzinfo=KUWAIT), True, ())


def _names(calendar: str, number: int) -> list[tuple[str, str]]:
    return [(tag, name) for tag, names in MONTHS[calendar][str(number)].items() for name in names]


@given(DAYS, st.data())
def test_a_day_of_umm_al_qura_is_read_back_by_every_name(said: date, data: st.DataObject) -> None:
    hijri = Gregorian.fromdate(said).to_hijri()
    tag, name = data.draw(st.sampled_from(_names("islamic-umalqura", hijri.month)))
    found = one(f"{hijri.day} {name} {hijri.year} هـ", tag)
    assert (found.calendar, found.when and found.when.date()) == ("islamic-umalqura", said)
    numbers = one(f"{hijri.year}/{hijri.month}/{hijri.day} هـ", "ar")
    assert numbers.when is not None
    assert numbers.when.date() == said


@given(DAYS, st.data())
def test_a_day_of_the_sun_is_read_back_by_every_name(said: date, data: st.DataObject) -> None:
    solar = JalaliDate(said)
    tag, name = data.draw(st.sampled_from(_names("persian", solar.month)))
    for text in (f"{solar.day} {name} {solar.year}", f"{solar.year} {name} {solar.day}"):
        found = one(text, tag)
        assert (found.calendar, found.when and found.when.date()) == ("persian", said)


@given(DAYS, st.data())
def test_a_day_of_the_jews_is_read_back(said: date, data: st.DataObject) -> None:
    hebrew = HebrewDate.from_pydate(said)
    text = data.draw(
        st.sampled_from([hebrew.hebrew_date_string(), hebrew.hebrew_date_string(thousands=True)])
    )
    found = one(text, "he")
    assert (found.calendar, found.when and found.when.date()) == ("hebrew", said)


def _without_hamza(name: str) -> str:
    return name.translate(str.maketrans("أإآؤئ", "اااوي"))


@pytest.mark.parametrize("name", CLDR)
def test_every_month_of_cldr_is_known_in_every_spelling(name: str) -> None:
    months = Locale.parse(name).months
    for context in months.values():
        for width in ("wide", "abbreviated"):
            for number, month in context[width].items():
                for spelling in (
                    month,
                    month.translate(str.maketrans("یک", "يك")),
                    month.translate(str.maketrans("يك", "یک")),
                    _without_hamza(month),
                    re.sub(r"(?<=[\u0620-\u064a])(?=[\u0620-\u064a])", "\N{ARABIC FATHA}", month),
                ):
                    found = one(f"28 {spelling} 2020", name.replace("_", "-"))
                    assert found.when == datetime(2020, number, 28, tzinfo=KUWAIT), (name, spelling)


def test_every_name_of_a_month_means_one_month_of_its_calendar() -> None:
    for phrases in words.lexicon().phrases.values():
        for phrase, word in phrases:
            calendars = [calendar for calendar, _ in word.months]
            assert len(calendars) == len(set(calendars)), (phrase, word.months)


def test_no_word_of_the_tables_means_two_things_of_one_kind() -> None:
    learnt: dict[tuple[tuple[str, ...], str], object] = {}
    for name, meaning in words._others():
        for phrase in words._spellings(name):
            for kind in ("weekday", "day", "half", "era", "offset", "place"):
                value = getattr(meaning, kind)
                if value or (kind == "offset" and value == 0):
                    assert learnt.setdefault((phrase, kind), value) == value, name


def test_every_word_that_stands_without_a_figure_is_looked_for() -> None:
    assert [name for name in words.ago_words() if not could_state(f"خبر {name} خبر")] == []


def test_every_zone_of_the_tables_exists() -> None:
    places = tomllib.loads((FOLDER / "words.toml").read_text(encoding="utf-8"))["place"]
    assert all(ZoneInfo(name) for name in places)


def test_a_publisher_has_names_and_an_order_of_its_own() -> None:
    own = Habits(months={"كانون 2": 1, "يناير الكبير": 1}, order="mdy")
    assert stated("28 كانون 2 2020", KUWAIT, habits=own)[0].when == datetime(2020, 1, 28, tzinfo=KUWAIT)
    found = stated("03/11/2020", KUWAIT, lang="ar", habits=own)[0]
    assert found.when == datetime(2020, 3, 11, tzinfo=KUWAIT)
    sentence = "day and month could be exchanged; read month first"
    assert found.doubts == (Doubt("text/date-order", sentence),)


def test_what_is_found_stands_where_it_says() -> None:
    text = "نُشِرَ في السبت ٢٨ نُوفَمْبِر ٢٠٢٠ – ٠٤:٢٧ مَسَاءً، الكويت"
    found = one(text)
    assert text[found.start : found.end] == "السبت ٢٨ نُوفَمْبِر ٢٠٢٠ – ٠٤:٢٧ مَسَاءً"


def test_the_offset_is_the_lines_own_when_it_states_one() -> None:
    found = one("28-11-2020 04:27 GMT+3")
    assert found.when == datetime(2020, 11, 28, 4, 27, tzinfo=timezone(timedelta(hours=3)))
    assert found.zone_stated
    assert not one("28-11-2020 04:27").zone_stated


def test_the_calendars_are_loaded_when_they_are_met() -> None:
    program = (
        "import sys, zoneinfo; from convert.calendar import stated\n"
        "stated('28-11-2020', zoneinfo.ZoneInfo('UTC'), lang='ar')\n"
        "print([name for name in ('hijridate', 'persiantools', 'pyluach', 'babel') if name in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "part",
    [
        "28-11-2020 04:27 ",
        "28-11-2020 مَ ",
        "GMT ",
        "28 نوفمبر ",
        "04:27 ",
        "منذ ",
        "28-",
        "1.",
        ":",
        "السبت ",
        "'",
        "א'",
        "٠",
        "(",
        "ـ",
    ],
)
def test_a_long_line_comes_to_an_end(part: str) -> None:
    text = part * 10_000
    assert all(0 <= found.start < found.end <= len(text) for found in stated(text, KUWAIT, lang="ar"))


@given(st.sampled_from(SPEC.split("\n")), st.randoms())
def test_a_shuffled_date_line_is_read(row: str, chance: random.Random) -> None:
    parts = re.findall(r"\w+|\W", row)
    chance.shuffle(parts)
    text = "".join(parts)
    assert is_sound(text, stated(text, KUWAIT))
