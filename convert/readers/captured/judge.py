"""Asks the rules about every line of a page, in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from convert.readers.captured.lines import Line
from convert.readers.captured.page import Page, Rule
from convert.readers.captured.verdict import LEFT_OUT, Verdict


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
        found = page.leftover(at) or page.asked(structure, at)
        if found is None:
            raise AssertionError("the last rule takes every line")
        name, verdict = found
        page.remember(verdict, at)
        taken = tuple(page.lines[at : at + verdict.count])
        yield from _kept(name, verdict, taken) if keep_leftovers else (Ruling(name, verdict, taken),)
        at += verdict.count


def _kept(name: str, verdict: Verdict, taken: tuple[Line, ...]) -> Iterator[Ruling]:
    """Yield what would be left out as paragraphs, a line each."""
    if verdict.role not in LEFT_OUT:
        yield Ruling(name, verdict, taken)
        return
    kept = replace(verdict, role="paragraph", count=1, reason=f"kept as asked: {verdict.reason}")
    yield from (Ruling(name, kept, (line,)) for line in taken)
