"""What an issue says of itself under its name: the day in two calendars, its number, its price."""

from convert.model import Issue
from convert.script.digits import in_digits
from convert.script.paperdate import paper_date, second_date
from convert.vocab.languages import language_of


def day_line(issue: Issue, digits: str) -> list[str]:
    """Return what there is of it: the day, the day in a second calendar, the number, the price."""
    words = language_of(issue.lang).words
    days = [said(issue.day, issue.lang, digits) for said in (paper_date, second_date)] if issue.day else []
    number = words.issue.format(in_digits(issue.number, digits)) if issue.number else ""
    return [said for said in (*days, number, issue.price) if said]
