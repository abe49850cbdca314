"""Walks what a page paints, through its forms and patterns, and yields what is drawn, in order.

The rules read this stream: each thing drawn says where it stands on the page, in which colour, how large,
whether it overprints. The walk is bounded: a form within itself is not entered, nor one too deep, and
operators are counted over the whole document.
"""

import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

import pikepdf

from convert.checks.pdf.fonts import Font
from convert.checks.pdf.geometry import UNIT, Matrix, around, matrix_of, point, scale_of, sides_of, times
from convert.checks.pdf.reading import (
    Box,
    TooLargeError,
    entry,
    identity,
    members,
    name_of,
    number,
    numbers,
    operator_of,
    unpacked,
)
from convert.checks.pdf.spaces import BLACK, CMYK, GRAY, RGB, Colour, Space, space_of

#: The most operators that are looked at in one document, and the deepest forms.
MOST_OPERATORS: Final = 20_000_000
_DEEPEST: Final = 16
#: Graphics states kept at once; more `q` than these have no `Q`.
_MOST_KEPT: Final = 4_096

Kind = Literal["text", "fill", "stroke", "picture", "shading", "form", "state"]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One thing drawn: *box* is where, in points on the page; *source* its picture, form or state."""

    kind: Kind
    box: Box
    colour: Colour = BLACK
    size: float = 0.0
    overprint: bool = False
    overprint_mode: int = 0
    font: Font | None = None
    codes: tuple[int, ...] = ()
    spacing: float = 0.0
    shows: int = 0
    sides: tuple[float, float] = (0.0, 0.0)
    source: Any = None

    @property
    def is_painted(self) -> bool:
        """Whether it leaves a trace: neither a state nor text that is not shown."""
        return self.kind not in ("form", "state") and not (self.kind == "text" and self.shows in (3, 7))

    @property
    def text(self) -> str:
        """What its codes say."""
        return "".join(self.font.text(code) for code in self.codes) if self.font else ""


@dataclass(slots=True)
class State:
    """The graphics state that `q` keeps and `Q` brings back (ISO 32000 §8.4, §9.3)."""

    matrix: Matrix = UNIT
    fill: Colour = BLACK
    stroke: Colour = BLACK
    line: float = 1.0
    overprint_fill: bool = False
    overprint_stroke: bool = False
    overprint_mode: int = 0
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    shows: int = 0


@dataclass
class Budget:
    """What a document may still cost, and what was left out when it cost more."""

    operators: int = MOST_OPERATORS
    unread: set[str] = field(default_factory=set)
    fonts: dict[tuple[int, int], Font] = field(default_factory=dict)
    spaces: dict[tuple[int, int], Space | None] = field(default_factory=dict)

    def font(self, raw: Any) -> Font | None:
        """Return a font, the same for each use of it."""
        if not isinstance(raw, pikepdf.Dictionary):
            return None
        number = identity(raw)
        if number == (0, 0):
            return Font(raw)
        return self.fonts.setdefault(number, Font(raw))


def drawn_on(page: Any, resources: Any, budget: Budget) -> Iterator[Drawn]:
    """Yield what is drawn on a page."""
    contents = entry(page, "/Contents")
    parts = members(contents) or [contents]
    try:
        data = b"\n".join(unpacked(part) for part in parts)
    except TooLargeError:
        budget.unread.add("content that unpacks to more than 32 MB")
        return
    yield from _Pen(budget, resources, State()).walked(data)


class _Pen:
    """Reads one stream of content: the state it is in, the path and the text it is at."""

    def __init__(self, budget: Budget, resources: Any, state: State, above: tuple[Any, ...] = ()) -> None:
        self.budget, self.resources, self.state, self.above = budget, resources, state, above
        self.base = state.matrix
        self.kept: list[State] = []
        self.points: list[tuple[float, float]] = []
        self.text = self.line = UNIT
        self.patterns: set[str] = set()

    def walked(self, data: bytes) -> Iterator[Drawn]:
        """Yield what the stream draws."""
        home = pikepdf.new()  # what is parsed belongs to it, and must not outlive it
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a stream that ends too early
                parsed = pikepdf.parse_content_stream(pikepdf.Stream(home, data))
        except (pikepdf.PdfError, pikepdf.PdfParsingError):
            self.budget.unread.add("content that is no PDF content")
            return
        for told in parsed:
            self.budget.operators -= 1
            if self.budget.operators < 0:
                self.budget.unread.add(f"what follows {MOST_OPERATORS:,} operators")
                return
            act = _ACTS.get(operator_of(told))
            if act:
                yield from act(self, list(told.operands)) or ()

    # --- the graphics state ---------------------------------------------------------------------

    def keep(self, _: list[Any]) -> None:
        if len(self.kept) < _MOST_KEPT:
            self.kept.append(replace(self.state))

    def restore(self, _: list[Any]) -> None:
        if self.kept:
            self.state = self.kept.pop()

    def transform(self, told: list[Any]) -> None:
        matrix = matrix_of(numbers(told))
        if matrix:
            self.state.matrix = times(matrix, self.state.matrix)

    def width(self, told: list[Any]) -> None:
        self.state.line = _first(told)

    def take_state(self, told: list[Any]) -> Iterator[Drawn]:
        """Take over what a graphics state of the resources says (ISO 32000 table 57)."""
        source = self._resource("/ExtGState", told)
        state = self.state
        width = entry(source, "/LW")
        state.line = state.line if width is None else number(width)
        stroke = entry(source, "/OP")
        fill = entry(source, "/op")
        if isinstance(stroke, bool):
            state.overprint_stroke = state.overprint_fill = stroke
        if isinstance(fill, bool):
            state.overprint_fill = fill
        state.overprint_mode = int(number(entry(source, "/OPM"), state.overprint_mode))
        font = members(entry(source, "/Font"))
        if len(font) == 2:
            state.font, state.size = self.budget.font(font[0]), number(font[1])
        yield Drawn("state", self._here(), source=source)

    # --- colour ---------------------------------------------------------------------------------

    def space(self, raw: Any) -> Space | None:
        """Return a colour space, remembered where it is an object of its own or a name of the resources."""
        named = entry(self.resources, "/ColorSpace", f"/{name_of(raw)}") if name_of(raw) else raw
        number = identity(named)
        if number == (0, 0):
            return space_of(raw, self.resources)
        if number not in self.budget.spaces:
            self.budget.spaces[number] = space_of(raw, self.resources)
        return self.budget.spaces[number]

    def named_fill(self, told: list[Any]) -> None:
        self.state.fill = self._start(told)

    def named_stroke(self, told: list[Any]) -> None:
        self.state.stroke = self._start(told)

    def _start(self, told: list[Any]) -> Colour:
        """Return the first colour of a space: no light, all ink (ISO 32000 §8.6.8)."""
        space = (self.space(told[0]) if told else None) or GRAY
        if space.family == "DeviceCMYK":
            return Colour(space, (0.0, 0.0, 0.0, 1.0))
        tint = 1.0 if space.family in ("Separation", "DeviceN") else 0.0
        return Colour(space, (tint,) * space.count)

    def set_fill(self, told: list[Any]) -> Iterator[Drawn]:
        self.state.fill = self._set(self.state.fill, told)
        return self._pattern(self.state.fill)

    def set_stroke(self, told: list[Any]) -> Iterator[Drawn]:
        self.state.stroke = self._set(self.state.stroke, told)
        return self._pattern(self.state.stroke)

    def _set(self, colour: Colour, told: list[Any]) -> Colour:
        pattern = name_of(told[-1]) if told else ""
        return Colour(colour.space, numbers(told), pattern)

    def _pattern(self, colour: Colour) -> Iterator[Drawn]:
        """Yield what a pattern draws, once for each stream that paints with it (ISO 32000 §8.7)."""
        name = colour.pattern
        if not name or name in self.patterns:
            return
        self.patterns.add(name)
        source = entry(self.resources, "/Pattern", f"/{name}")
        matrix = matrix_of(numbers(members(entry(source, "/Matrix")))) or UNIT
        if entry(source, "/Shading") is not None:
            space = self.space(entry(source, "/Shading", "/ColorSpace")) or GRAY
            yield Drawn("shading", self._here(), Colour(space, ()), source=source)
        elif int(number(entry(source, "/PaintType"), 1)) == 1:
            yield from self._entered(source, times(matrix, self.base))

    # --- paths ----------------------------------------------------------------------------------

    def corner(self, told: list[Any]) -> None:
        found = numbers(told)
        pairs = zip(found[::2], found[1::2], strict=False)
        self.points += [point(self.state.matrix, x, y) for x, y in pairs]

    def rectangle(self, told: list[Any]) -> None:
        found = numbers(told)
        if len(found) == 4:
            x, y, wide, high = found
            self.corner([x, y, x + wide, y, x, y + high, x + wide, y + high])

    def end(self, _: list[Any]) -> None:
        self.points = []

    def fill(self, _: list[Any]) -> Iterator[Drawn]:
        yield from self._painted(fill=True)

    def stroke(self, _: list[Any]) -> Iterator[Drawn]:
        yield from self._painted(stroke=True)

    def both(self, _: list[Any]) -> Iterator[Drawn]:
        yield from self._painted(fill=True, stroke=True)

    def _painted(self, *, fill: bool = False, stroke: bool = False) -> Iterator[Drawn]:
        if self.points:
            xs, ys = zip(*self.points, strict=True)
            box = (min(xs), min(ys), max(xs), max(ys))
            state, self.points = self.state, []
            if fill:
                yield Drawn("fill", box, state.fill, 0.0, state.overprint_fill, state.overprint_mode)
            if stroke:
                wide = state.line * scale_of(state.matrix)
                yield Drawn("stroke", box, state.stroke, wide, state.overprint_stroke, state.overprint_mode)

    def shade(self, told: list[Any]) -> Iterator[Drawn]:
        source = self._resource("/Shading", told)
        space = self.space(entry(source, "/ColorSpace")) or GRAY
        yield Drawn("shading", self._here(), Colour(space, ()), source=source)

    # --- pictures and forms ---------------------------------------------------------------------

    def do(self, told: list[Any]) -> Iterator[Drawn]:
        """Yield a picture, or a form and what it draws."""
        source = self._resource("/XObject", told)
        if source is None:
            return
        if name_of(entry(source, "/Subtype")) == "Image":
            yield self._picture(source)
            return
        yield Drawn("form", self._here(), source=source)
        if name_of(entry(source, "/Subtype")) == "Form":
            matrix = matrix_of(numbers(members(entry(source, "/Matrix")))) or UNIT
            yield from self._entered(source, times(matrix, self.state.matrix))

    def inline(self, told: list[Any]) -> Iterator[Drawn]:
        held = getattr(told[0], "obj", None) if told else None
        if held is not None:
            yield self._picture(held)

    def _picture(self, source: Any) -> Drawn:
        state = self.state
        is_stencil = entry(source, "/ImageMask") is True
        raw = entry(source, "/ColorSpace")
        space = None if raw is None else self.space(raw)
        colour = state.fill if is_stencil else Colour(space or GRAY, ())
        box, sides = self._here(), sides_of(state.matrix)
        return Drawn(
            "picture",
            box,
            colour,
            0.0,
            state.overprint_fill,
            state.overprint_mode,
            sides=sides,
            source=source,
        )

    def _entered(self, source: Any, matrix: Matrix) -> Iterator[Drawn]:
        """Yield what a form or a pattern draws; a form within itself is not entered again."""
        number = identity(source)
        if number in self.above or len(self.above) >= _DEEPEST:
            if number not in self.above:
                self.budget.unread.add(f"forms more than {_DEEPEST} deep")
            return
        resources = entry(source, "/Resources")
        try:
            data = unpacked(source)
        except TooLargeError:
            self.budget.unread.add("a form that unpacks to more than 32 MB")
            return
        state = replace(self.state, matrix=matrix)
        pen = _Pen(
            self.budget, self.resources if resources is None else resources, state, (*self.above, number)
        )
        yield from pen.walked(data)

    def _here(self) -> Box:
        """Return where the unit square lies."""
        return around(self.state.matrix, (0, 0, 1, 1))

    def _resource(self, kind: str, told: list[Any]) -> Any:
        name = name_of(told[0]) if told else ""
        return entry(self.resources, kind, f"/{name}") if name else None

    # --- text -----------------------------------------------------------------------------------

    def begin_text(self, _: list[Any]) -> None:
        self.text = self.line = UNIT

    def face(self, told: list[Any]) -> None:
        self.state.font = self.budget.font(self._resource("/Font", told))
        self.state.size = _first(told[1:])

    def letter_spacing(self, told: list[Any]) -> None:
        self.state.spacing = _first(told)

    def words(self, told: list[Any]) -> None:
        self.state.word_spacing = _first(told)

    def stretched(self, told: list[Any]) -> None:
        self.state.stretch = _first(told) / 100

    def led(self, told: list[Any]) -> None:
        self.state.leading = _first(told)

    def risen(self, told: list[Any]) -> None:
        self.state.rise = _first(told)

    def rendered(self, told: list[Any]) -> None:
        self.state.shows = int(_first(told))

    def place(self, told: list[Any]) -> None:
        matrix = matrix_of(numbers(told))
        if matrix:
            self.text = self.line = matrix

    def move(self, told: list[Any]) -> None:
        found = numbers(told)
        if len(found) == 2:
            self.text = self.line = times((1, 0, 0, 1, found[0], found[1]), self.line)

    def move_led(self, told: list[Any]) -> None:
        self.led([-number(told[1])] if len(told) == 2 else [])
        self.move(told)

    def next_line(self, _: list[Any]) -> None:
        self.move([0, -self.state.leading])

    def show(self, told: list[Any]) -> Iterator[Drawn]:
        yield from self._shown(told[-1:])

    def show_parts(self, told: list[Any]) -> Iterator[Drawn]:
        yield from self._shown(members(told[0]) if told else [])

    def show_next(self, told: list[Any]) -> Iterator[Drawn]:
        if len(told) == 3:
            self.words(told[:1])
            self.letter_spacing(told[1:2])
        self.next_line([])
        yield from self._shown(told[-1:])

    def _shown(self, parts: list[Any]) -> Iterator[Drawn]:
        """Yield text, once for its fill and once for its outline, and move behind it (ISO 32000 §9.4.4)."""
        state, start = self.state, self.text
        if state.font is None:
            return
        codes: list[int] = []
        end = 0.0
        for part in parts:
            if isinstance(part, pikepdf.String):
                found = state.font.codes(bytes(part))
                codes += found
                end += sum(self._advance(code) for code in found)
            else:
                end -= number(part) / 1000 * state.size * state.stretch
        self.text = times((1, 0, 0, 1, end, 0), start)
        if codes:
            yield from self._text(times(start, state.matrix), end, tuple(codes))

    def _advance(self, code: int) -> float:
        state = self.state
        wide = state.font.width(code) / 1000 * state.size if state.font else 0.0
        space = state.word_spacing if code == 32 and state.font and not state.font.is_composite else 0.0
        return (wide + state.spacing + space) * state.stretch

    def _text(self, matrix: Matrix, end: float, codes: tuple[int, ...]) -> Iterator[Drawn]:
        state = self.state
        low, high = state.rise - 0.2 * state.size, state.rise + 0.7 * state.size
        box = around(matrix, (min(0.0, end), min(low, high), max(0.0, end), max(low, high)))
        one = Drawn(
            "text",
            box,
            state.fill,
            abs(state.size) * sides_of(matrix)[1],
            state.overprint_fill,
            state.overprint_mode,
            state.font,
            codes,
            state.spacing / state.size if state.size else 0.0,
            state.shows,
        )
        if state.shows % 4 != 1:
            yield one
        if state.shows % 4 in (1, 2):
            yield replace(one, colour=state.stroke, overprint=state.overprint_stroke)


def _first(told: list[Any]) -> float:
    return number(told[0]) if told else 0.0


def _device(space: Space, *, stroke: bool) -> Callable[[_Pen, list[Any]], None]:
    """Return the act of an operator that names space and colour at once: `k`, `RG`, `g`."""

    def act(pen: _Pen, told: list[Any]) -> None:
        colour = Colour(space_of(pikepdf.Name(f"/{space.family}"), pen.resources) or space, numbers(told))
        if stroke:
            pen.state.stroke = colour
        else:
            pen.state.fill = colour

    return act


#: What each operator does (ISO 32000 annex A); the others change nothing that a rule asks for.
_ACTS: Final[dict[str, Callable[[_Pen, list[Any]], Iterable[Drawn] | None]]] = {
    "q": _Pen.keep,
    "Q": _Pen.restore,
    "cm": _Pen.transform,
    "w": _Pen.width,
    "gs": _Pen.take_state,
    "cs": _Pen.named_fill,
    "CS": _Pen.named_stroke,
    **dict.fromkeys(("sc", "scn"), _Pen.set_fill),
    **dict.fromkeys(("SC", "SCN"), _Pen.set_stroke),
    **{name: _device(space, stroke=False) for name, space in (("g", GRAY), ("rg", RGB), ("k", CMYK))},
    **{name: _device(space, stroke=True) for name, space in (("G", GRAY), ("RG", RGB), ("K", CMYK))},
    **dict.fromkeys(("m", "l", "c", "v", "y"), _Pen.corner),
    "re": _Pen.rectangle,
    "n": _Pen.end,
    **dict.fromkeys(("f", "F", "f*"), _Pen.fill),
    **dict.fromkeys(("S", "s"), _Pen.stroke),
    **dict.fromkeys(("B", "B*", "b", "b*"), _Pen.both),
    "sh": _Pen.shade,
    "Do": _Pen.do,
    "INLINE IMAGE": _Pen.inline,
    "BT": _Pen.begin_text,
    "Tf": _Pen.face,
    "Tc": _Pen.letter_spacing,
    "Tw": _Pen.words,
    "Tz": _Pen.stretched,
    "TL": _Pen.led,
    "Ts": _Pen.risen,
    "Tr": _Pen.rendered,
    "Tm": _Pen.place,
    "Td": _Pen.move,
    "TD": _Pen.move_led,
    "T*": _Pen.next_line,
    "Tj": _Pen.show,
    "TJ": _Pen.show_parts,
    "'": _Pen.show_next,
    '"': _Pen.show_next,
}
