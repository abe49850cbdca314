"""Where the parts of a captured page lie: the head, the body, the foot; told by the shape of lines alone."""

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import cached_property

from convert.calendar import could_state, stated
from convert.readers.captured.lines import Line, line
from convert.readers.captured.phrases import Kinds, Phrasebook

#: What opens the foot of a page: nothing of the article follows.
_FOOT = frozenset({"comments", "end"})
#: What a line of the foot can be elsewhere: the field of a form, a button.
_ALSO_ELSEWHERE = frozenset({"line", "platform", "share", "count"})
#: What opens it where no sentence follows.
_TAIL = frozenset({"related", "footer", "share", "tags", "advert"})
#: What stands between a deck and the body.
_ABOVE_THE_BODY = frozenset({"published", "updated", "byline"})
#: How entries of a list begin.
_LISTED = re.compile(r"[•▪◾■●○◦‣▸►*·–-]|[(\[]?[\d]{1,2}\s?[.)\]–-]")
#: What headlines have and verses hardly: figures, colons, quotes, dots between two thoughts.
_NEWS = re.compile(r"[\d:«\"“|؛;…?؟]|\.\.")
#: A keyword has no more words, and a headline of another story no fewer.
_MOST_IN_A_KEYWORD = 3
_FEWEST_IN_A_HEADLINE = 5
#: So many words make a sentence of a line that ends in a stop.
_FEWEST_IN_A_SENTENCE = 3


@dataclass
class Layout:
    """The lines of a page, its phrases, and where its head ends and its foot begins."""

    lines: list[Line]
    book: Phrasebook
    zone: tzinfo
    lang: str
    has_foot: bool = field(default=True, kw_only=True)
    _kinds: dict[int, Kinds] = field(default_factory=dict, kw_only=True)

    def kinds(self, at: int) -> Kinds:
        """Return the kinds of phrase that a line is, or begins with."""
        if at not in self._kinds:
            self._kinds[at] = self.book.kinds(self.lines[at])
        return self._kinds[at]

    def is_kind(self, kind: str, text: str) -> bool:
        """Say whether a piece of a line is a phrase of *kind*."""
        return kind in self.book.kinds(line(0, text))

    # --- paragraphs -----------------------------------------------------------------------------

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

    def is_prose(self, at: int) -> bool:
        """Say whether a line reads like a paragraph of the article."""
        return self._prose_before(at) < self._prose_before(at + 1)

    def is_between(self, at: int) -> bool:
        """Say whether a line stands right between two paragraphs of the article."""
        return self.is_prose(at - 1) and self.is_prose(at + 1)

    def prose_above(self, at: int) -> bool:
        """Say whether a paragraph stands above a line."""
        return self._prose_before(at) > 0

    def _prose_before(self, at: int) -> int:
        return bisect_left(self.prose, at)

    def _prose_after(self, at: int) -> int:
        return len(self.prose) - bisect_right(self.prose, at)

    def _is_sentence(self, at: int) -> bool:
        """Say whether a line is a sentence of the article, however short: ``وفتح تحقيق.``."""
        line = self.lines[at]
        return (
            line.ends and not line.asks and line.words >= _FEWEST_IN_A_SENTENCE and not self._is_the_pages(at)
        )

    @cached_property
    def ends_in_stops(self) -> bool:
        """Whether most paragraphs of this page end as sentences do; some papers leave the last stop out."""
        ending = sum(self.lines[at].ends for at in self.prose)
        return 2 * ending >= len(self.prose)

    # --- the head -------------------------------------------------------------------------------

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

    # --- the foot -------------------------------------------------------------------------------

    @cached_property
    def cut(self) -> int:
        """Where the foot of the page begins; the number of lines where there is none.

        Short lines right above what opens the foot are keywords or names: they are of the foot.
        """
        if not self.has_foot:
            return len(self.lines)
        found = next((at for at in range(len(self.lines)) if self._opens_the_foot(at)), self._tail_at)
        at = found
        while at < len(self.lines) and self._is_scrap(at - 1):
            at -= 1
        is_sure = found - at > 1 or (at < found and self.lines[at].words <= _MOST_IN_A_KEYWORD)
        return at if is_sure else found

    def _opens_the_foot(self, at: int) -> bool:
        kinds, line = self.kinds(at), self.lines[at]
        if not self._prose_before(at) or line.words > 10 or line.ends:
            return False
        if not kinds.isdisjoint(_FOOT) and self._ends_the_article(at):
            return True
        names = not kinds.isdisjoint(_TAIL) or self._names_the_source(at)
        return names and (at >= self._last_sentence or ("tags" in kinds and self._is_nearly_last(at)))

    def _ends_the_article(self, at: int) -> bool:
        """Say whether comments or a mark of the end stand where they can: below most of the article."""
        after = self._prose_after(at)
        heads_a_paragraph = self.is_prose(at + 1) and (
            self.lines[at].words < 2 or not self._is_nearly_last(at)
        )
        if heads_a_paragraph or after > 2 * self._prose_before(at):
            return False
        return self.kinds(at).isdisjoint(_ALSO_ELSEWHERE) or not after

    def _is_nearly_last(self, at: int) -> bool:
        return 3 * self._prose_after(at) <= self._prose_before(at)

    @cached_property
    def _last_sentence(self) -> int:
        """The last line that is a paragraph or, before comments and the imprint, a sentence."""
        last = self.prose[-1] if self.prose else 0
        for at in range(last + 1, len(self.lines)):
            if not self.kinds(at).isdisjoint({"comments", "footer"}) or "©" in self.lines[at].text:
                break
            last = at if self._is_sentence(at) else last
        return last

    def _names_the_source(self, at: int) -> bool:
        """Say whether a line is the label of a source, or names an agency as one."""
        line = self.lines[at]
        count = self.book.begins("source", line)
        if not count or line.words > 6 or line.ends:
            return False
        is_named = ":" in line.text and line.words - count <= 3
        return count == line.words or is_named or self.book.is_any("agency", line.folded[count:])

    @property
    def _tail_at(self) -> int:
        """Where the page ends in lines that are no sentences: three keywords, or four other headlines.

        Verses and names end in no stop either: headlines have figures, colons or quotes in them.
        """
        at = len(self.lines)
        while at > 1 and self._is_no_sentence(at - 1):
            at -= 1
        tail = self.lines[at:]
        if len(tail) < 3 or not self.lines[at - 1].ends or not self.is_prose(at - 1):
            return len(self.lines)
        keywords = all(line.words <= _MOST_IN_A_KEYWORD and not line.has_figure for line in tail)
        return at if keywords or self._are_headlines(tail) else len(self.lines)

    def _are_headlines(self, tail: list[Line]) -> bool:
        if len(tail) < 4 or not self.ends_in_stops:
            return False
        news = sum(_NEWS.search(line.text) is not None for line in tail)
        return news >= 2 and all(line.words >= _FEWEST_IN_A_HEADLINE for line in tail)

    def _is_no_sentence(self, at: int) -> bool:
        line = self.lines[at]
        is_short = line.words <= 14 and (not line.ends or line.asks) and not line.text.endswith(":")
        return is_short and not _LISTED.match(line.text) and not self.is_prose(at)

    def _is_scrap(self, at: int) -> bool:
        line = self.lines[at]
        is_short = 0 < line.words <= 6 and not line.ends and not line.text.endswith(":")
        is_words = is_short and at > 0 and not line.has_figure
        return is_words and not self.is_prose(at) and self._prose_before(at) > 0

    @cached_property
    def last_prose(self) -> int:
        """The last line of the article that is a paragraph or a sentence, before the foot of the page."""
        body = range(min(self.cut, len(self.lines)) - 1, -1, -1)
        last = len(self.lines) - 1
        return next((at for at in body if self.is_prose(at) or self._is_sentence(at)), last)

    def in_foot(self, at: int) -> bool:
        """Say whether a line stands below the body."""
        return at > self.last_prose or at >= self.cut
