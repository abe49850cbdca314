"""Dates and times in: the moments that a line of text states, in four calendars and a dozen languages.

`stated` is the whole of it; `could_state` is the first look, which costs next to nothing. What is a month, a
weekday, a clock or a place is written in months.toml and words.toml, for editors to read and extend.
"""

from convert.calendar.days import Doubt
from convert.calendar.hints import could_state
from convert.calendar.moments import Habits, Stated, stated

__all__ = ["Doubt", "Habits", "Stated", "could_state", "stated"]
