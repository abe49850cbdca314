"""What the tests of the PDF share: documents taken apart, and pages painted."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

import page as validator
import pikepdf
import pymupdf
from fontTools.pens.basePen import BasePen
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageFilter

from tests.writers.conftest import SAMPLES, edition_of, made
from tests.writers.stories import STORIES

__all__ = ["edition_of", "made"]  # fixtures

NAMES = (*STORIES, *SAMPLES)
#: Marks of direction, which a code may say beside its character: they are for readers that guess.
DIRECTION = "\N{ARABIC LETTER MARK}\N{RIGHT-TO-LEFT MARK}"
_CONFORMANCE = (validator.ValidationProfile("3a"), validator.ValidationProfile("ua1"))


def opened(data: bytes) -> pikepdf.Pdf:
    """Return a PDF, taken apart."""
    return pikepdf.open(io.BytesIO(data))


def findings(data: bytes) -> list[str]:
    """Return what a validator finds wrong with a PDF that says it is PDF/A-3a and PDF/UA-1."""
    reports = [validator.validate_pdf_bytes(data, profile=profile) for profile in _CONFORMANCE]
    return [f"{found.rule_id}: {found.message}" for report in reports for found in report.failures]


def dictionaries(pdf: pikepdf.Pdf, kind: str) -> list[pikepdf.Dictionary]:
    """Return the dictionaries of a PDF whose type is *kind*."""
    found = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary)]
    return [thing for thing in found if str(thing.get("/Type", "")) == kind]


# --- fonts --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Font:
    """A font of a PDF: its program, and what each of its codes says, how wide it is, which glyph it draws."""

    name: str
    program: TTFont
    size: int
    packed: int
    says: dict[int, str]
    widths: dict[int, float]
    glyphs: dict[int, int]

    def advance(self, code: int) -> float:
        """Return how far the font program moves after a code, in thousandths of the size."""
        order = self.program.getGlyphOrder()
        width = self.program["hmtx"][order[self.glyphs[code]]][0]
        return width * 1000 / self.program["head"].unitsPerEm


def fonts_of(pdf: pikepdf.Pdf) -> dict[tuple[int, int], Font]:
    """Return the fonts of a PDF by object."""
    fonts = dictionaries(pdf, "/Font")
    return {font.objgen: _font(font) for font in fonts if font.Subtype == "/Type0"}


def _font(font: pikepdf.Dictionary) -> Font:
    below = font.DescendantFonts[0]
    file = below.FontDescriptor.get("/FontFile2", below.FontDescriptor.get("/FontFile3"))
    data = file.read_bytes()
    start, widths = below.W
    wide = {int(start) + place: float(width) for place, width in enumerate(widths)}
    glyphs = {code: code for code in wide}
    if "/CIDToGIDMap" in below:
        told = below.CIDToGIDMap.read_bytes()
        glyphs = {code: int.from_bytes(told[2 * code : 2 * code + 2], "big") for code in wide}
    says = dict(_said(font.ToUnicode.read_bytes().decode("ascii").splitlines()))
    program = TTFont(io.BytesIO(data))
    return Font(str(font.BaseFont), program, len(data), len(file.read_raw_bytes()), says, wide, glyphs)


def _said(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield the codes of a ToUnicode map (bfchar alone) with what they say."""
    inside = False
    for line in lines:
        if line.endswith(("beginbfchar", "endbfchar")):
            inside = line.endswith("beginbfchar")
        elif inside:
            code, said = (bytes.fromhex(part.strip("<>")) for part in line.split())
            yield int.from_bytes(code, "big"), said.decode("utf-16-be")


# --- content ------------------------------------------------------------------------------------


class Mark(NamedTuple):
    """Marked content: its page, its number there; the group of the page it is drawn in, if in one."""

    page: int
    number: int
    group: tuple[int, int] = (0, 0)


@dataclass(slots=True)
class Shown:
    """Text shown by one operator: where it begins, what it is set in; its codes, and numbers between them.

    *block* counts the marked content of its page; *mark* is what the tree calls it, None in an artifact.
    """

    font: Font
    size: float
    x: float
    parts: list[int | float]
    block: int
    mark: Mark | None

    def places(self) -> Iterator[tuple[float, int]]:
        """Yield each code with where a reader believes it begins, in CSS pixels."""
        x = self.x
        for part in self.parts:
            if isinstance(part, int):
                yield x, part
                x += self.font.widths[part] * self.size / 1000
            else:
                x -= part * self.size / 1000

    def said(self) -> str:
        """Return what its codes say, without marks of direction and without spaces that take no room."""
        codes = [part for part in self.parts if isinstance(part, int)]
        words = [(self.font.says[code].strip(DIRECTION), self.font.widths[code]) for code in codes]
        return "".join(word for word, width in words if width or word != " ")


@dataclass(slots=True)
class Content:
    """The content of a page: its text, its marked content, the types of its artifacts."""

    shown: list[Shown] = field(default_factory=list)
    marks: set[Mark] = field(default_factory=set)
    artifacts: list[str] = field(default_factory=list)
    blocks: int = 0


def contents(pdf: pikepdf.Pdf) -> list[Content]:
    """Return the content of each page."""
    fonts = fonts_of(pdf)
    found = [Content() for _ in pdf.pages]
    for number, (page, content) in enumerate(zip(pdf.pages, found, strict=True)):
        _read(page.obj, Mark(number, 0), fonts, content)
    return found


def _read(stream: pikepdf.Object, place: Mark, fonts: dict[tuple[int, int], Font], found: Content) -> None:
    """Read the content of a page, or of a group of it."""
    within: list[Mark | None] = []
    resources = stream.Resources
    font, size, pen = None, 0.0, 0.0
    for operands, operator in pikepdf.parse_content_stream(stream):
        match str(operator), list(operands):
            case "BMC" | "BDC", [tag, *told]:
                within.append(_mark(told, place))
                found.blocks += 1
                if within[-1]:
                    found.marks.add(within[-1])
                elif tag == "/Artifact":
                    found.artifacts.append(str(told[0].Type) if told else "")
            case "EMC", _:
                within.pop()
            case "Tf", [name, points]:
                font, size = fonts[resources.Font[str(name)].objgen], float(points)
            case "Tm", matrix:
                pen = float(matrix[4])
            case "TJ", [array]:
                assert font is not None
                shown = Shown(font, size, pen, list(_parts(array)), found.blocks, within[-1])
                found.shown.append(shown)
                pen = _end(shown)
            case "Do", [name] if resources.XObject[str(name)].Subtype == "/Form":
                group = resources.XObject[str(name)]
                _read(group, place._replace(group=group.objgen), fonts, found)


def _mark(told: list[Any], place: Mark) -> Mark | None:
    numbered = told and isinstance(told[0], pikepdf.Dictionary) and "/MCID" in told[0]
    return place._replace(number=int(told[0].MCID)) if numbered else None


def _parts(array: pikepdf.Array) -> Iterator[int | float]:
    for part in array:
        if isinstance(part, pikepdf.String):
            codes = bytes(part)
            yield from (int.from_bytes(codes[place : place + 2], "big") for place in range(0, len(codes), 2))
        else:
            yield float(part)


def _end(shown: Shown) -> float:
    """Return where a reader believes the pen to be after what is shown."""
    moved = [shown.font.widths.get(part, 0) if isinstance(part, int) else -part for part in shown.parts]
    return shown.x + sum(moved) * shown.size / 1000


# --- tags ---------------------------------------------------------------------------------------


class Place(NamedTuple):
    """The annotation that a tag refers to, and the page it stands on."""

    page: int
    annotation: pikepdf.Dictionary


@dataclass(eq=False, slots=True)
class Tag:
    """An element of the structure tree."""

    kind: str
    raw: pikepdf.Dictionary
    kids: "list[Tag | Mark | Place]" = field(default_factory=list)

    @property
    def tags(self) -> "list[Tag]":
        """The elements right below it."""
        return [kid for kid in self.kids if isinstance(kid, Tag)]

    def text(self, key: str) -> str:
        """Return an entry as text, empty where there is none."""
        return str(self.raw.get(key, ""))

    def attribute(self, name: str) -> Any:
        """Return one of its attributes, or None."""
        return self.raw.get("/A", {}).get(name)

    def each(self, *kinds: str) -> "Iterator[Tag]":
        """Yield it and all below it, or those of some kinds, in the order they are read."""
        if not kinds or self.kind in kinds:
            yield self
        for tag in self.tags:
            yield from tag.each(*kinds)

    def marks(self, *, but: tuple[str, ...] = ()) -> Iterator[Mark]:
        """Yield the marked content in it, in the order it is read, left out what is in tags of some kinds."""
        for kid in self.kids:
            if isinstance(kid, Mark):
                yield kid
            elif isinstance(kid, Tag) and kid.kind not in but:
                yield from kid.marks(but=but)

    def outline(self) -> str:
        """Return its kind and those below it: ``Art(H1 P(Link))``."""
        below = " ".join(tag.outline() for tag in self.tags)
        return f"{self.kind}({below})" if below else self.kind


def tree_of(pdf: pikepdf.Pdf) -> Tag:
    """Return the element at the top of the structure tree, after the links between them were checked."""
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    root = pdf.Root.StructTreeRoot
    (top,) = root.K
    return _tag(top, root, pages, None)


def _tag(
    raw: pikepdf.Dictionary, parent: pikepdf.Dictionary, pages: dict[tuple[int, int], int], above: int | None
) -> Tag:
    assert raw.P.objgen == parent.objgen
    own = pages[raw.Pg.objgen] if "/Pg" in raw else above
    tag = Tag(str(raw.S).removeprefix("/"), raw)
    for kid in raw.get("/K", []):
        if not isinstance(kid, pikepdf.Dictionary):
            assert own is not None
            tag.kids.append(Mark(own, int(kid)))
        elif kid.get("/Type") == "/MCR":
            group = kid.Stm.objgen if "/Stm" in kid else (0, 0)
            tag.kids.append(Mark(pages[kid.Pg.objgen], int(kid.MCID), group))
        elif kid.get("/Type") == "/OBJR":
            tag.kids.append(Place(pages[kid.Pg.objgen], kid.Obj))
        else:
            tag.kids.append(_tag(kid, raw, pages, own))
    return tag


def said_by_mark(pdf: pikepdf.Pdf) -> dict[Mark, str]:
    """Return what each piece of marked content says, left to right as it is shown."""
    found: dict[Mark, str] = {}
    for content in contents(pdf):
        found |= dict.fromkeys(content.marks, "")
        for shown in content.shown:
            if shown.mark is not None:
                found[shown.mark] += shown.said()
    return found


class Operators(BasePen):
    """Writes outlines as PDF paints them: from a point on the page, font units times a scale."""

    def __init__(self, glyphs: Any, x: float, y: float, scale: float) -> None:
        super().__init__(glyphs)
        self.written: list[str] = []
        self._turn = lambda point: f"{x + point[0] * scale:.4f} {y + point[1] * scale:.4f}"

    def _write(self, operator: str, *points: tuple[float, float]) -> None:
        self.written.append(" ".join([*map(self._turn, points), operator]))

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802 - fontTools calls it so
        self._write("m", pt)

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self._write("l", pt)

    def _curveToOne(self, pt1: Any, pt2: Any, pt3: Any) -> None:  # noqa: N802
        self._write("c", pt1, pt2, pt3)


# --- pictures -----------------------------------------------------------------------------------


@cache
def painted(data: bytes, dpi: int = 150) -> tuple[Image.Image, ...]:
    """Return the pages in shades of grey."""
    with pymupdf.open(stream=data) as document:
        maps = [page.get_pixmap(dpi=dpi, colorspace=pymupdf.csGRAY) for page in document]
    return tuple(Image.frombytes("L", (one.width, one.height), one.samples) for one in maps)


def apart(one: Image.Image, other: Image.Image) -> list[int]:
    """Return how many pixels of *other* differ by how much from every pixel of *one* beside or under them.

    What lies half a pixel further off is not told from what stands where it should.
    """
    darkest, lightest = one.filter(ImageFilter.MinFilter(3)), one.filter(ImageFilter.MaxFilter(3))
    beyond = ImageChops.lighter(ImageChops.subtract(other, lightest), ImageChops.subtract(darkest, other))
    return beyond.histogram()
