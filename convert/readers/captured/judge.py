"""Asks the rules about every line of a page, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from convert.readers.captured.lines import Line
from convert.readers.captured.page import Page, Rule
from convert.readers.captured.verdict import Verdict

_NOT_KEPT = frozenset({"left out", "caption", "repeat"})


@dataclass(frozen=True, slots=True)
class Ruling:
    """The lines that one rule took, and its verdict."""

    rule: str
    verdict: Verdict
    lines: tuple[Line, ...]

    @property
    def where(self) -> str:
        """The place, for notes: ``line 7``, ``lines 7-9``."""
        first, last = self.lines[0].number, self.lines[-1].number
        return f"line {first}" if first == last else f"lines {first}-{last}"


def rulings(page: Page, structure: Mapping[str, Rule], *, keep_leftovers: bool = False) -> Iterator[Ruling]:
    """Yield what each line of *page* is, with the rule that says so; every line is in one ruling."""
    at = 0
    while at < len(page.lines):
        name, verdict = page.leftover(at) or _asked(page, structure, at)
        if keep_leftovers and verdict.role in _NOT_KEPT:
            verdict = replace(verdict, role="paragraph", count=1, reason=f"kept as asked: {verdict.reason}")
        page.remember(verdict, at)
        yield Ruling(name, verdict, tuple(page.lines[at : at + verdict.count]))
        at += verdict.count


def _asked(page: Page, structure: Mapping[str, Rule], at: int) -> tuple[str, Verdict]:
    for name, rule in structure.items():
        if verdict := rule(page, at):
            return name, verdict
    raise AssertionError("the last rule takes every line")
