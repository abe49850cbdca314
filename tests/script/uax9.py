"""A second opinion on UAX #9: the algorithm as its text has it, slow and plain.

It shares nothing with the writers, which ask FriBidi; python-bidi checks it on single lines. Embeddings
and overrides, which no reader of ours lets in, are left out, and so is the limit of 125 levels.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from convert.model import Direction

INITIATORS = {"LRI": 0, "RLI": 1, "FSI": 2}
#: What X9 takes out: it has no place of its own in the line.
REMOVED = "BN"
NEUTRAL = {"B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"}
#: Paired brackets of the scripts we print (BidiBrackets.txt), an opening one before its closing one.
BRACKETS = (
    "()[]{}⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⸨⸩〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣"
)
OPENING = dict(zip(BRACKETS[::2], BRACKETS[1::2], strict=True))
CLOSING = set(OPENING.values())


def kind_of(char: str) -> str:
    """Return the Bidi_Class of *char*; what is not assigned counts as a letter."""
    return unicodedata.bidirectional(char) or "L"


def levels_of(text: str, direction: Direction) -> list[int]:
    """Return the embedding level of each character of a paragraph; what X9 removes has its neighbour's."""
    base = int(direction == "rtl")
    kinds = [kind_of(char) for char in text]
    levels, types = _explicit(kinds, base), list(kinds)
    for sequence in list(_sequences(kinds, levels, base)):
        _weak(types, sequence)
        _paired(text, types, sequence)
        _neutral(types, sequence)
        _implicit(types, levels, sequence)
    _reset_spaces(kinds, levels, base)
    for place, kind in enumerate(kinds):
        if kind == REMOVED:
            levels[place] = levels[place - 1] if place else base
    return levels


def line_order(text: str, levels: Sequence[int], start: int, end: int, direction: Direction) -> list[int]:
    """Return the places of a line as the eye meets them from left to right (L1 at its end, L2)."""
    kinds = [kind_of(char) for char in text]
    line = list(levels[start:end])
    _reset_spaces(kinds[start:end], line, int(direction == "rtl"), only_end=True)
    places = list(range(start, end))
    for level in range(max(line, default=0), 0, -1):
        places = _turned(places, [line[place - start] for place in places], level)
    return places


def _turned(places: list[int], levels: list[int], level: int) -> list[int]:
    """Turn each stretch of *level* or more round (L2)."""
    out: list[int] = []
    stretch: list[int] = []
    for place, own in zip(places, levels, strict=True):
        if own >= level:
            stretch.append(place)
        else:
            out += [*stretch[::-1], place]
            stretch = []
    return out + stretch[::-1]


# --- X: isolates --------------------------------------------------------------------------------


def _matching_pdi(kinds: Sequence[str], start: int) -> int:
    """Return where the isolate that begins at *start* ends (BD9), or the end of the paragraph."""
    depth = 1
    for place in range(start + 1, len(kinds)):
        depth += (kinds[place] in INITIATORS) - (kinds[place] == "PDI")
        if not depth:
            return place
    return len(kinds)


def _first_strong(kinds: Sequence[str], start: int, end: int) -> int:
    """Return the level that the first strong character gives (P2, P3)."""
    place = start
    while place < end:
        if kinds[place] in INITIATORS:
            place = _matching_pdi(kinds, place)
        elif kinds[place] in ("L", "R", "AL"):
            return int(kinds[place] != "L")
        place += 1
    return 0


def _next_level(level: int, odd: int) -> int:
    return level + 1 + ((level + 1) % 2 != odd)


def _explicit(kinds: list[str], base: int) -> list[int]:
    """X5a to X6a: return the level that the isolates round it give each character."""
    stack, levels = [base], []
    for place, kind in enumerate(kinds):
        if kind == "PDI" and len(stack) > 1:
            stack.pop()
        levels.append(base if kind == "B" else stack[-1])
        if kind in INITIATORS:
            odd = INITIATORS[kind]
            if kind == "FSI":
                odd = _first_strong(kinds, place + 1, _matching_pdi(kinds, place))
            stack.append(_next_level(stack[-1], odd))
    return levels


class Sequence10(NamedTuple):
    """An isolating run sequence (X10): its places, its level, the types before and after it."""

    places: list[int]
    level: int
    sos: str
    eos: str


def _sequences(kinds: Sequence[str], levels: Sequence[int], base: int) -> Iterator[Sequence10]:
    """X10: yield the isolating run sequences."""
    real = [place for place, kind in enumerate(kinds) if kind != REMOVED]
    runs: list[list[int]] = []
    for place in real:
        if runs and levels[runs[-1][-1]] == levels[place]:
            runs[-1].append(place)
        else:
            runs.append([place])
    by_first = {run[0]: run for run in runs}
    ends = {_matching_pdi(kinds, place) for place in real if kinds[place] in INITIATORS}
    for run in runs:
        if kinds[run[0]] == "PDI" and run[0] in ends:
            continue
        places = list(run)
        while kinds[places[-1]] in INITIATORS and _matching_pdi(kinds, places[-1]) in by_first:
            places += by_first[_matching_pdi(kinds, places[-1])]
        yield _bounded(kinds, levels, real, places, base)


def _bounded(
    kinds: Sequence[str], levels: Sequence[int], real: list[int], places: list[int], base: int
) -> Sequence10:
    level = levels[places[0]]
    first, last = real.index(places[0]), real.index(places[-1])
    before = levels[real[first - 1]] if first else base
    open_ended = kinds[places[-1]] in INITIATORS
    after = base if open_ended or last + 1 == len(real) else levels[real[last + 1]]
    sos, eos = ("R" if max(level, other) % 2 else "L" for other in (before, after))
    return Sequence10(places, level, sos, eos)


# --- W: weak types ------------------------------------------------------------------------------


def _weak(types: list[str], sequence: Sequence10) -> None:
    """W1 to W7, in their order, each over the whole sequence."""
    places = sequence.places
    previous = sequence.sos
    for place in places:  # W1
        if types[place] == "NSM":
            types[place] = "ON" if previous in (*INITIATORS, "PDI") else previous
        previous = types[place]
    _numbers(types, sequence, "AL", "AN")  # W2
    for place in places:  # W3
        types[place] = "R" if types[place] == "AL" else types[place]
    for before, place, after in zip(places, places[1:], places[2:], strict=False):  # W4
        same = types[before] == types[after]
        if same and (types[before], types[place]) in (("EN", "ES"), ("EN", "CS"), ("AN", "CS")):
            types[place] = types[before]
    _terminators(types, places)
    for place in places:  # W6
        types[place] = "ON" if types[place] in ("ES", "ET", "CS") else types[place]
    _numbers(types, sequence, "L", "L")  # W7


def _numbers(types: list[str], sequence: Sequence10, after: str, becomes: str) -> None:
    """W2 and W7: a European number whose last strong type is *after* becomes another."""
    strong = sequence.sos
    for place in sequence.places:
        if types[place] == "EN" and strong == after:
            types[place] = becomes
        strong = types[place] if types[place] in ("L", "R", "AL") else strong


def _terminators(types: list[str], places: list[int]) -> None:
    """W5: a row of terminators beside a European number belongs to it."""
    index = 0
    while index < len(places):
        end = index
        while end < len(places) and types[places[end]] == "ET":
            end += 1
        beside = (places[index - 1 : index] if index else []) + places[end : end + 1]
        if any(types[place] == "EN" for place in beside):
            for place in places[index:end]:
                types[place] = "EN"
        index = max(end, index + 1)


# --- N: brackets and neutrals -------------------------------------------------------------------


def _strong(kind: str) -> str:
    """Return what a type counts as among neutrals: numbers count as R."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(kind, "")


def _pairs(text: str, types: Sequence[str], places: list[int]) -> list[tuple[int, int]]:
    """BD16: return the pairs of brackets as indices into *places*, by their opening."""
    stack: list[tuple[str, int]] = []
    found = []
    for index, place in enumerate(places):
        char = unicodedata.normalize("NFC", text[place])
        if types[place] != "ON":
            continue
        if char in OPENING:
            if len(stack) == 63:
                break
            stack.append((OPENING[char], index))
        elif char in CLOSING:
            match = next((depth for depth in reversed(range(len(stack))) if stack[depth][0] == char), None)
            if match is not None:
                found.append((stack[match][1], index))
                del stack[match:]
    return sorted(found)


def _paired(text: str, types: list[str], sequence: Sequence10) -> None:
    """N0: a pair of brackets takes the direction of what it holds, if that is the embedding's or goes on."""
    places = sequence.places
    own = "R" if sequence.level % 2 else "L"
    for opening, closing in _pairs(text, types, places):
        inside = {_strong(types[place]) for place in places[opening + 1 : closing]} - {""}
        if not inside:
            continue
        before = [kind for kind in (_strong(types[place]) for place in places[:opening]) if kind]
        context = before[-1] if before else sequence.sos
        kind = own if own in inside or context == own else context
        for index in (opening, closing):
            types[places[index]] = kind
            for place in places[index + 1 :]:
                if kind_of(text[place]) != "NSM":
                    break
                types[place] = kind


def _neutral(types: list[str], sequence: Sequence10) -> None:
    """N1 and N2: what stands between takes the direction of both sides, or the embedding's."""
    places = sequence.places
    own = "R" if sequence.level % 2 else "L"
    index = 0
    while index < len(places):
        end = index
        while end < len(places) and types[places[end]] in NEUTRAL:
            end += 1
        before = _strong(types[places[index - 1]]) if index else sequence.sos
        after = _strong(types[places[end]]) if end < len(places) else sequence.eos
        for place in places[index:end]:
            types[place] = before if before == after else own
        index = max(end, index + 1)


def _implicit(types: Sequence[str], levels: list[int], sequence: Sequence10) -> None:
    """I1 and I2."""
    for place in sequence.places:
        kind = types[place]
        if sequence.level % 2:
            levels[place] += kind != "R"
        elif kind != "L":
            levels[place] += 1 if kind == "R" else 2


def _reset_spaces(kinds: Sequence[str], levels: list[int], base: int, *, only_end: bool = False) -> None:
    """L1: separators, and the spaces before them and at the end, have the level of the paragraph."""
    trailing = True
    for place in reversed(range(len(kinds))):
        if kinds[place] in ("B", "S") and not (only_end and not trailing):
            trailing = True
            levels[place] = base
        elif kinds[place] in ("WS", *INITIATORS, "PDI"):
            if trailing:
                levels[place] = base
        elif kinds[place] != REMOVED:
            trailing = False
