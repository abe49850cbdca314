"""A captured page as the rules see it: its lines, where its body lies, what has been found so far."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property

from convert.calendar import Habits, could_state, stated
from convert.readers.captured.lines import Line
from convert.readers.captured.phrases import Kinds, Phrasebook
from convert.readers.captured.verdict import Verdict
from convert.script.folding import folded

_HEAD = frozenset({"byline", "deck", "kicker"})
_BODY = frozenset({"paragraph", "subhead", "item", "quote"})
#: What headlines have and verses hardly: figures, colons, quotes, dots between two thoughts.
_NEWS = re.compile(r"[\d:«\"“|؛;…?؟]|\.\.")
#: How entries of a list begin.
_LISTED = re.compile(r"[•▪◾■●○◦‣▸►*·–-]|[(\[]?[\d]{1,2}\s?[.)\]–-]")
#: A keyword has no more words.
_MOST_IN_A_KEYWORD = 3
Rule = Callable[["Page", int], Verdict | None]
#: What opens the foot of a page, where nothing of the article follows.
_FOOT = frozenset({"comments", "end"})
#: What a line of the foot can be elsewhere: the field of a form, a button.
_ALSO_ELSEWHERE = frozenset({"line", "platform", "share", "count"})
#: What opens it where no prose follows.
_TAIL = frozenset({"related", "footer", "share", "tags", "poll", "advert"})
#: What stands between a deck and the body.
_ABOVE_THE_BODY = frozenset({"published", "updated", "byline"})


@dataclass
class Page:
    """The lines of one article with what is known of them.

    *leftovers* are the rules that know a line without knowing where the headline is.
    """

    lines: list[Line]
    book: Phrasebook
    zone: tzinfo
    lang: str
    leftovers: Mapping[str, Rule]
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
    _kinds: dict[int, Kinds] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Compare with the headline that the front matter states, where it does."""
        self.headline_key = folded(self.headline)
        self.deck_key = folded(self.deck) or self.deck_key

    def kinds(self, at: int) -> Kinds:
        """Return the kinds of phrase that a line is, or begins with."""
        if at not in self._kinds:
            self._kinds[at] = self.book.kinds(self.lines[at])
        return self._kinds[at]

    def leftover(self, at: int) -> tuple[str, Verdict] | None:
        """Return the leftover rule that takes a line, and its verdict."""
        if at not in self._known:
            found, line = None, self.lines[at]
            if line.key not in self.own_lines and self.book.says_nothing_of(line):
                self._known[at] = None
                return None
            for name, rule in self.leftovers.items():
                if verdict := rule(self, at):
                    found = (name, verdict)
                    break
            self._known[at] = found
        return self._known[at]

    @cached_property
    def prose(self) -> list[int]:
        """The lines that read like paragraphs, those of the page's own foot and boxes left out."""
        return [at for at, line in enumerate(self.lines) if line.is_prose and not self._is_the_pages(at)]

    def _is_the_pages(self, at: int) -> bool:
        """Say whether a long line is the page's own: its imprint, a rule for comments, another headline."""
        kinds = self.kinds(at)
        if self.lines[at].ends:
            return not kinds.isdisjoint({"footer", "comments", "line"})
        return not kinds.isdisjoint({"footer", "comments", "line", "related", "caption"})

    @cached_property
    def cut(self) -> int:
        """Where the foot of the page begins; the number of lines where there is none.

        Short lines right above what opens the foot are keywords or names: they are of the foot.
        """
        found = next((at for at in range(len(self.lines)) if self._opens_the_foot(at)), self._tail_at)
        at = found
        while at < len(self.lines) and self._is_scrap(at - 1) and not self.is_prose(at - 1):
            at -= 1
        is_sure = found - at > 1 or (at < found and self.lines[at].words <= 3)
        return at if is_sure else found

    def _opens_the_foot(self, at: int) -> bool:
        kinds = self.kinds(at)
        line = self.lines[at]
        if not self._prose_before(at) or line.words > 10 or line.ends:
            return False
        if self._names_the_source(at) and not self._prose_after(at):
            return True
        if kinds.isdisjoint(_FOOT | _TAIL):
            return False
        is_last = at + 1 == len(self.lines) or not self.is_prose(at + 1)
        is_sure = is_last and (kinds.isdisjoint(_ALSO_ELSEWHERE) or not self._prose_after(at))
        if not kinds.isdisjoint(_FOOT) and is_sure and not self._mostly_after(at):
            return True
        after = self._prose_after(at)
        is_last = not after or ("tags" in kinds and 3 * after <= self._prose_before(at))
        return not kinds.isdisjoint(_TAIL) and is_last

    def _names_the_source(self, at: int) -> bool:
        line = self.lines[at]
        count = self.book.begins("source", line)
        is_label = ":" in line.text or count == line.words
        return bool(count) and is_label and line.words <= 6 and not line.ends

    @property
    def _tail_at(self) -> int:
        """Where the page ends in three lines or more that are no sentences: keywords, headlines of other stories.

        Verses and names end in no stop either: a tail of longer lines has figures, colons or quotes in it.
        """
        at = len(self.lines)
        while at > 1 and self._is_no_sentence(at - 1):
            at -= 1
        tail = self.lines[at:]
        if len(tail) < 3 or not at or not self.lines[at - 1].ends or not self.is_prose(at - 1):
            return len(self.lines)
        keywords = all(line.words <= _MOST_IN_A_KEYWORD for line in tail)
        headlines = sum(_NEWS.search(line.text) is not None for line in tail) >= 2 and self.ends_in_stops
        return at if keywords or headlines else len(self.lines)

    def _is_no_sentence(self, at: int) -> bool:
        line = self.lines[at]
        is_short = line.words <= 14 and (not line.ends or line.asks) and not line.text.endswith(":")
        return is_short and not _LISTED.match(line.text) and not self.is_prose(at)

    def _is_scrap(self, at: int) -> bool:
        line = self.lines[at]
        is_short = 0 < line.words <= 6 and not line.ends and not line.text.endswith(":")
        return is_short and at > 0 and not any(map(str.isdigit, line.text)) and self._prose_before(at) > 0

    def is_prose(self, at: int) -> bool:
        """Say whether a line reads like a paragraph of the article."""
        return self._prose_before(at) < self._prose_before(at + 1)

    def _prose_before(self, at: int) -> int:
        return bisect_left(self.prose, at)

    def _prose_after(self, at: int) -> int:
        return len(self.prose) - bisect_right(self.prose, at)

    def _mostly_after(self, at: int) -> bool:
        return self._prose_after(at) > 2 * self._prose_before(at)

    @cached_property
    def first_prose(self) -> int:
        """The first line that reads like a paragraph; the second line where none does.

        A long line without a stop, below nothing but a word or two, is the headline.
        """
        for at in self.prose:
            line = self.lines[at]
            could_be_headline = (not line.ends or line.asks) and line.words < 30 and line.folded
            if at and not (could_be_headline and all(map(self._is_above, range(at)))):
                return at
        return min(1, len(self.lines))

    def _is_above(self, at: int) -> bool:
        line = self.lines[at]
        return line.words <= 2 or ":" in line.text or bool(self.kinds(at)) or self._states_a_date(at)

    @cached_property
    def last_prose(self) -> int:
        """The last line of the article that reads like a paragraph, before the foot of the page."""
        return max((at for at in self.prose if at < self.cut), default=len(self.lines) - 1)

    @cached_property
    def head_end(self) -> int:
        """Where the body begins: a deck may read like a paragraph, but a byline or a date follows it."""
        first = self.first_prose
        for at in range(first + 1, min(first + 12, self.last_prose)):
            if self.lines[at].is_prose:
                break
            if _ABOVE_THE_BODY & self.kinds(at) or self._states_a_date(at, with_clock=True):
                return next((other for other in self.prose if other > at), at + 1)
        return first

    def _states_a_date(self, at: int, *, with_clock: bool = False) -> bool:
        line = self.lines[at]
        if not 1 < line.words <= 10 or line.ends or "(@" in line.text or not could_state(line.text):
            return False
        found = stated(line.text, self.zone, lang=self.lang)
        return any(moment.has_clock or not with_clock for moment in found if moment.calendar)

    def in_head(self, at: int) -> bool:
        """Say whether a line stands above the body."""
        return at < self.head_end

    def in_foot(self, at: int) -> bool:
        """Say whether a line stands below the body."""
        return at > self.last_prose or at >= self.cut

    @cached_property
    def ends_in_stops(self) -> bool:
        """Whether most paragraphs of this page end as sentences do; some papers leave the last stop out."""
        ending = sum(self.lines[at].ends for at in self.prose)
        return 2 * ending >= len(self.prose)

    @cached_property
    def is_of_an_agency(self) -> bool:
        """Whether the page numbers the report or says where it ends, as Persian agencies do, who print a lead."""
        marks = frozenset({"count", "end"})
        return self.lang.startswith(("fa", "prs")) and any(
            marks & self.kinds(at) and self.book.begins("agency_mark", self.lines[at])
            for at in range(len(self.lines))
        )

    def prose_above(self, at: int) -> bool:
        """Say whether a paragraph stands above a line."""
        return self._prose_before(at) > 0

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
