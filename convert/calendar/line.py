"""A line of text as the pieces a date can be made of, and what is known of each."""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Protocol, TypeVar

from convert.calendar.spelling import places, spelt
from convert.calendar.words import PIECE, Lexicon, Word

#: What a piece means of which nothing is known.
_NOTHING = Word()
#: What may stand between the parts of a date, and between a date or clock and what belongs to it.
IN_DATE = "-/.،'"
BESIDE = "-/.،|([:•·"
#: Ends of sentences: who passes one has gone further than who passes a comma.
_ENDS = frozenset(".!?؟۔;؛")
#: Three numbers that one sign parts twice, marks of direction beside it or not.
_THREE = re.compile(r"\d\W{0,3}([-/.])\W{0,3}\d\d?\W{0,3}\1\W{0,3}\d")
#: Longer numbers are no part of a date.
_LONGEST_NUMBER = 6


@dataclass(slots=True)
class Piece:
    """A number, a word or phrase, or a sign."""

    text: str
    start: int
    end: int
    tight: bool
    number: int | None = None
    word: Word = field(default=_NOTHING)
    taken: bool = False

    @property
    def is_long(self) -> bool:
        """Say whether it has more than one letter: «م» says many things."""
        return self.end - self.start > 1

    def weight(self) -> int:
        """Return how far apart this piece keeps what stands on either side."""
        if self.number is not None:
            return 0 if self.taken else 2
        if self.taken or self.word is not _NOTHING:
            return 0
        return int(self.text in _ENDS or self.text[0].isalnum())


class Stretch(Protocol):
    """Pieces of a line that belong together."""

    @property
    def first(self) -> int:
        """The first of them."""

    @property
    def last(self) -> int:
        """The last of them."""


Part = TypeVar("Part", bound=Stretch)


def beside(parts: Sequence[Part], part: Stretch) -> Sequence[Part]:
    """Return the one of *parts*, which are in order, before *part* and the one after it."""
    place = bisect(parts, part.first, key=lambda other: other.first)
    return parts[max(place - 1, 0) : place + 1]


@dataclass(slots=True)
class Line:
    """The pieces of one line."""

    text: str
    pieces: list[Piece]
    weights: list[int] = field(default_factory=list)
    places: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.pieces)

    def at(self, index: int) -> Piece | None:
        """Return the piece at *index*; None before the first and after the last."""
        return self.pieces[index] if 0 <= index < len(self.pieces) else None

    def number(self, index: int) -> int | None:
        """Return the number at *index* that no clock and no date has taken yet."""
        piece = self.at(index)
        return piece.number if piece and not piece.taken else None

    def sign(self, index: int) -> str:
        """Return the text at *index*, or an empty one."""
        piece = self.at(index)
        return piece.text if piece else ""

    def tight(self, index: int) -> bool:
        """Say whether the piece at *index* touches the one before it."""
        piece = self.at(index)
        return bool(piece and piece.tight)

    def word(self, index: int) -> Word:
        """Return what the piece at *index* means."""
        piece = self.at(index)
        return piece.word if piece else _NOTHING

    def take(self, first: int, last: int) -> None:
        """Mark the pieces from *first* to *last* as understood."""
        for piece in self.pieces[first : last + 1]:
            piece.taken = True

    def take_each(self, find: Callable[["Line", int], Part | None]) -> Iterator[Part]:
        """Yield what *find* finds at each place in turn, and take it before the next is looked at."""
        for index in range(len(self)):
            found = find(self, index)
            if found:
                self.take(found.first, found.last)
                yield found

    def past(self, index: int, step: int, marks: str = IN_DATE) -> int:
        """Return the first place from *index* on, in the direction *step*, that holds no filling.

        Filling is at most one of *marks* and three words such as «من شهر».
        """
        mark, words = 1, 3
        while (piece := self.at(index)) and not piece.taken:
            if mark and self._parts(index, marks):
                mark -= 1
            elif words and "between words" in piece.word.roles:
                words -= 1
            else:
                break
            index += step
        return index

    def _parts(self, index: int, marks: str) -> bool:
        """Say whether the piece at *index* is one of *marks*; a full stop must touch what follows it."""
        sign = self.sign(index)
        if sign == ".":
            return "." in marks and (self.tight(index + 1) or self.sign(index - 1).isascii())
        return bool(sign) and sign in marks

    def weigh(self) -> None:
        """Measure the line, once everything in it has been taken that can be."""
        self.weights = [0, *accumulate(piece.weight() for piece in self.pieces)]

    def between(self, one: "Stretch", other: "Stretch") -> int:
        """Return how much that is not understood stands between two stretches; 0 where they overlap."""
        earlier, later = (one, other) if one.first <= other.first else (other, one)
        if later.first <= earlier.last:
            return 0
        return self.weights[later.first] - self.weights[earlier.last + 1]

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return where the pieces from *first* to *last* stand in the text as it came."""
        there = self.places = self.places or places(self.text)
        return there[self.pieces[first].start], there[self.pieces[last].end]

    def as_it_came(self, piece: Piece) -> str:
        """Return the letters of *piece* as they stand in the text."""
        there = self.places = self.places or places(self.text)
        return self.text[there[piece.start] : there[piece.end]]


def parted(text: str, lexicon: Lexicon) -> Line | None:
    """Return *text* in pieces; None when nothing in it could be a date."""
    spelling = spelt(text)
    found = PIECE.findall(spelling)
    if lexicon.anchors.isdisjoint(found) and not _THREE.search(spelling):
        return None
    return Line(text, _pieces(spelling, lexicon))


def _pieces(spelling: str, lexicon: Lexicon) -> list[Piece]:
    bare = [Piece(found[0], *found.span(), tight=False) for found in PIECE.finditer(spelling)]
    pieces: list[Piece] = []
    index = end = 0
    while index < len(bare):
        piece = bare[index]
        length, piece.word = _phrase(bare, index, lexicon)
        last = bare[index + length - 1]
        piece.tight, piece.end = piece.start == end and bool(pieces), last.end
        piece.number = _number(piece.text) if length == 1 else None
        pieces.append(piece)
        index, end = index + length, last.end
    return pieces


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def _phrase(bare: Sequence[Piece], index: int, lexicon: Lexicon) -> tuple[int, Word]:
    """Return how many pieces the longest known phrase at *index* has, and what it means."""
    for phrase, word in lexicon.phrases.get(bare[index].text, ()):
        if length := _length(bare, index, phrase):
            return length, word
    quoted = bare[index].text.rstrip("'")
    if 2 < len(quoted) < len(bare[index].text):
        return 1, next(
            (word for phrase, word in lexicon.phrases.get(quoted, ()) if len(phrase) == 1), _NOTHING
        )
    return 1, _NOTHING


def _length(bare: Sequence[Piece], index: int, phrase: Iterable[str]) -> int:
    """Return how many pieces *phrase* covers there, dots between its words too; 0 if none."""
    here = index
    for part in phrase:
        if here > index and here < len(bare) and bare[here].text == ".":
            here += 1
        if here >= len(bare) or bare[here].text != part:
            return 0
        here += 1
    return here - index
