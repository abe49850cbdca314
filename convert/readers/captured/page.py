"""A captured page as the rules see it: where its parts lie, and what has been found so far."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from convert.calendar import Habits
from convert.readers.captured.layout import Layout
from convert.readers.captured.verdict import Verdict
from convert.script.folding import folded

_HEAD = frozenset({"byline", "deck", "kicker"})
_BODY = frozenset({"paragraph", "subhead", "item", "quote"})
Rule = Callable[["Page", int], Verdict | None]


@dataclass
class Page(Layout):
    """The lines of one article with what is known of them.

    *leftovers* are the rules that know a line without knowing where the headline is; *off* names those that
    the publisher does not want.
    """

    leftovers: Mapping[str, Rule]
    off: frozenset[str] = frozenset()
    habits: Habits = field(default_factory=Habits)
    order_is_known: bool = False
    own_lines: frozenset[str] = frozenset()
    headline: str = ""
    deck: str = ""
    headline_key: str = ""
    deck_key: str = "\0"
    headline_found: bool = False
    has_kicker: bool = False
    has_byline: bool = False
    is_dated: bool = False
    body_begun: bool = False
    said: set[str] = field(default_factory=set)
    _chosen: dict[str, int] = field(default_factory=dict)
    _known: dict[int, tuple[str, Verdict] | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Compare with the headline that the front matter states, where it does."""
        self.headline_key = folded(self.headline)
        self.deck_key = folded(self.deck) or self.deck_key

    def leftover(self, at: int) -> tuple[str, Verdict] | None:
        """Return the leftover rule that takes a line, and its verdict."""
        if at not in self._known:
            line = self.lines[at]
            is_none = line.key not in self.own_lines and self.book.says_nothing_of(line)
            self._known[at] = None if is_none else self.asked(self.leftovers, at)
        return self._known[at]

    def asked(self, rules: Mapping[str, Rule], at: int) -> tuple[str, Verdict] | None:
        """Return the first of *rules* that takes a line, and its verdict."""
        for name, rule in rules.items():
            if verdict := rule(self, at):
                return name, verdict
        return None

    @cached_property
    def is_of_an_agency(self) -> bool:
        """Whether the page numbers the report or marks its end, as Persian agencies do, who print a lead."""
        if not self.book.has("agency_mark"):
            return False
        return any(self.book.begins("agency_mark", line) for line in self.lines)

    def chosen(self, name: str, choose: Callable[["Page"], int]) -> int:
        """Return the line that *choose* chooses; it is asked once."""
        if name not in self._chosen:
            self._chosen[name] = choose(self)
        return self._chosen[name]

    def remember(self, verdict: Verdict, at: int) -> None:
        """Know from now on what *verdict* found."""
        if verdict.role in _HEAD:
            self.said.add(self.lines[at].key)
        if verdict.role in _BODY:
            self.body_begun = True
        match verdict.role:
            case "headline":
                self.headline = verdict.words or self.lines[at].text
                self.headline_key = folded(self.headline)
                self.headline_found = True
            case "deck":
                self.deck = self.deck or self.lines[at].text
                self.deck_key = folded(self.deck)
            case "kicker":
                self.has_kicker = True
            case "byline":
                self.has_byline = True
            case "date":
                self.is_dated = True
            case "row":
                for part in verdict.parts:
                    self.remember(part, at)
            case _:
                pass

    def walk(self, start: int = 0) -> Iterator[tuple[int, Verdict | None]]:
        """Yield each line from *start* that begins a verdict of a leftover rule, or that none takes."""
        at = start
        while at < len(self.lines):
            ruled = self.leftover(at)
            yield at, ruled[1] if ruled else None
            at += ruled[1].count if ruled else 1

    def next_kept(self, at: int) -> int | None:
        """Return the next line that no leftover rule takes."""
        return next((other for other, verdict in self.walk(at + 1) if verdict is None), None)
