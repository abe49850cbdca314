"""Font programs with a glyph for each code: a letter and its marks become one outline."""

import io
import struct
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

#: Glyphs that are drawn as one: (glyph, x, y) each, offsets in font units from the pen.
Shape = tuple[tuple[int, int, int], ...]
#: A shape, and how far the pen moves after it, in font units.
Drawing = tuple[Shape, int]

NOTDEF = 0
#: Flags of a component of a composite glyph (OpenType, glyf table).
WORDS, OFFSETS, MORE, UNSCALED = 0x0001, 0x0002, 0x0020, 0x1000
#: Tables that a PDF has no use for; without them the subset is not closed over other forms.
UNUSED = ("GSUB", "GPOS", "GDEF", "BASE", "JSTF", "DSIG", "MATH", "COLR", "CPAL", "SVG ")


class Code(NamedTuple):
    """What one code of a PDF font draws, how far the pen then moves (font units), what it says.

    *copy* tells codes apart that are alike: PDFium leaves out what says the same in the same place.
    """

    shape: Shape
    advance: int
    char: str
    copy: int = 0


@dataclass(frozen=True, slots=True)
class Program:
    """A font program, and the glyph in it of each code that was asked for."""

    data: bytes
    glyphs: tuple[int, ...]
    outlines: str  # "truetype" or "cff"

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The left, lower, right and upper edge of all that its glyphs draw, in font units."""
        left, bottom, right, top = struct.unpack_from(">4h", _tables(self.data)["head"], 36)
        return left, bottom, right, top


class Header(NamedTuple):
    """The head of a glyph description: contours and the box round them (OpenType, glyf table)."""

    contours: int
    left: int
    bottom: int
    right: int
    top: int


def compose(font: bytes, codes: Sequence[Code]) -> Program:
    """Return the program of *font* with what *codes* draw and nothing else, without screen instructions.

    Codes that differ only in what they say share a glyph of a TrueType program. In a CFF program each has
    its own: there the number of a code is the number of its glyph (PDF 1.7, 9.7.4.2).
    """
    data, places = _subset(font, {part[0] for code in codes for part in code.shape})
    drawings = [(tuple((places[glyph], x, y) for glyph, x, y in code.shape), code.advance) for code in codes]
    if data[:4] == b"OTTO":
        return Program(_compose_cff(data, drawings), tuple(range(1, len(codes) + 1)), "cff")
    program, glyphs = _compose_truetype(data, drawings)
    return Program(program, glyphs, "truetype")


def _subset(font: bytes, glyphs: Iterable[int]) -> tuple[bytes, Mapping[int, int]]:
    import uharfbuzz as hb

    face = hb.Face(font)
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(glyphs)
    tags = (int.from_bytes(tag.encode(), "big") for tag in UNUSED)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(tags)
    flags = hb.SubsetFlags
    wanted.flags = flags.NO_HINTING | flags.DESUBROUTINIZE | flags.NOTDEF_OUTLINE | flags.DOWNGRADE_CFF2
    plan = hb.SubsetPlan(face, wanted)
    return bytes(plan.execute().blob.data), dict(plan.old_to_new_glyph_mapping)


def _compose_truetype(font: bytes, drawings: Sequence[Drawing]) -> tuple[bytes, tuple[int, ...]]:
    tables = _tables(font)
    outlines = _outlines(tables)
    metrics = _metrics(tables, len(outlines))
    #: A reader moves an outline until its left edge is where the metrics say.
    shifts = [metric[1] - _header(outline).left for outline, metric in zip(outlines, metrics, strict=True)]
    glyphs: dict[Drawing, int] = {}
    taken = {NOTDEF}
    for shape, advance in dict.fromkeys(drawings):
        own = _own_glyph(shape, taken)
        if own is None:
            own = len(outlines)
            outlines.append(_composite([(glyph, x + shifts[glyph], y) for glyph, x, y in shape], outlines))
            metrics.append((0, _header(outlines[own]).left))
        taken.add(own)
        metrics[own] = (advance, metrics[own][1])
        glyphs[shape, advance] = own
    return _truetype(tables, outlines, metrics), tuple(glyphs[drawing] for drawing in drawings)


def _own_glyph(shape: Shape, taken: set[int]) -> int | None:
    """Return the glyph that is *shape* by itself, if no other drawing has it yet."""
    alone = len(shape) == 1 and shape[0][1:] == (0, 0)
    return shape[0][0] if alone and shape[0][0] not in taken else None


def _tables(font: bytes) -> dict[str, bytes]:
    count = struct.unpack_from(">H", font, 4)[0]
    records = struct.iter_unpack(">4sIII", font[12 : 12 + 16 * count])
    return {tag.decode("ascii"): font[start : start + length] for tag, _, start, length in records}


def _outlines(tables: Mapping[str, bytes]) -> list[bytes]:
    long = struct.unpack_from(">h", tables["head"], 50)[0]
    loca = tables["loca"]
    step, form = (1, "I") if long else (2, "H")
    ends = [end * step for end in struct.unpack(f">{len(loca) // struct.calcsize(form)}{form}", loca)]
    return [tables["glyf"][start:end] for start, end in pairwise(ends)]


def _metrics(tables: Mapping[str, bytes], glyphs: int) -> list[tuple[int, int]]:
    """Return advance and left side bearing of each glyph (OpenType, hmtx table)."""
    count = struct.unpack_from(">H", tables["hhea"], 34)[0]
    hmtx = tables["hmtx"]
    full = list(struct.iter_unpack(">Hh", hmtx[: 4 * count]))
    bearings = struct.unpack_from(f">{glyphs - count}h", hmtx, 4 * count)
    return full + [(full[-1][0], bearing) for bearing in bearings]


def _header(outline: bytes) -> Header:
    return Header(*struct.unpack_from(">5h", outline)) if outline else Header(0, 0, 0, 0, 0)


def _short(value: int) -> int:
    """Return *value* as near as sixteen bits can hold it: marks piled thirty high end there."""
    return max(-0x8000, min(value, 0x7FFF))


def _composite(shape: Sequence[tuple[int, int, int]], outlines: Sequence[bytes]) -> bytes:
    """Return a composite glyph that draws *shape* by reference; empty where there is nothing to draw."""
    drawn = [(glyph, _short(x), _short(y)) for glyph, x, y in shape if outlines[glyph]]
    if not drawn:
        return b""
    boxes = [(_header(outlines[glyph]), x, y) for glyph, x, y in drawn]
    edges = _round((box.left + x, box.bottom + y, box.right + x, box.top + y) for box, x, y in boxes)
    last = len(drawn) - 1
    parts = [
        struct.pack(">HHhh", WORDS | OFFSETS | UNSCALED | (MORE if place < last else 0), *part)
        for place, part in enumerate(drawn)
    ]
    return struct.pack(">5h", -1, *map(_short, edges)) + b"".join(parts)


def _round(boxes: Iterable[Sequence[int]]) -> tuple[int, int, int, int]:
    """Return the box round boxes: left, lower, right and upper edge; the point 0, 0 round none."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True) if (boxes := list(boxes)) else [(0,)] * 4
    return min(lefts), min(bottoms), max(rights), max(tops)


def _truetype(
    tables: Mapping[str, bytes], outlines: Sequence[bytes], metrics: Sequence[tuple[int, int]]
) -> bytes:
    padded = [outline + bytes(-len(outline) % 4) for outline in outlines]
    ends = [0]
    for outline in padded:
        ends.append(ends[-1] + len(outline))
    hhea = bytearray(tables["hhea"])
    struct.pack_into(">H", hhea, 10, max(advance for advance, _ in metrics))
    struct.pack_into(">H", hhea, 34, len(metrics))
    made = {
        "glyf": b"".join(padded),
        "head": _head(tables["head"], outlines),
        "hhea": bytes(hhea),
        "hmtx": b"".join(struct.pack(">Hh", *metric) for metric in metrics),
        "loca": struct.pack(f">{len(ends)}I", *ends),
        "maxp": _maxp(tables["maxp"], outlines),
    }
    return _sfnt(b"\0\1\0\0", made)


def _head(table: bytes, outlines: Sequence[bytes]) -> bytes:
    """Return the font header for *outlines* that are found by long offsets (OpenType, head table)."""
    head = bytearray(table)
    struct.pack_into(">I", head, 8, 0)  # checkSumAdjustment, put in at the end
    struct.pack_into(">4h", head, 36, *_round(_header(outline)[1:] for outline in outlines if outline))
    struct.pack_into(">h", head, 50, 1)
    return bytes(head)


def _maxp(table: bytes, outlines: Sequence[bytes]) -> bytes:
    """Return the maximum profile, with room for what the composites take (OpenType, maxp table)."""
    maxp = bytearray(table)
    struct.pack_into(">H", maxp, 4, len(outlines))
    composites = [
        _components(outlines, glyph) for glyph, outline in enumerate(outlines) if _header(outline)[0] < 0
    ]
    if composites:
        points, contours = (max(0, *counts) for counts in zip(*(one[:2] for one in composites), strict=True))
        struct.pack_into(">HH", maxp, 10, points, contours)
        struct.pack_into(">HH", maxp, 28, *(max(one[place] for one in composites) for place in (2, 3)))
    return bytes(maxp)


def _components(outlines: Sequence[bytes], glyph: int) -> tuple[int, int, int, int]:
    """Return points, contours, components and depth of a glyph, all its parts counted."""
    outline = outlines[glyph]
    if not outline:
        return 0, 0, 0, 0
    contours = _header(outline).contours
    if contours >= 0:
        points = struct.unpack_from(">H", outline, 8 + 2 * contours)[0] + 1 if contours else 0
        return points, contours, 0, 0
    parts = [_components(outlines, part) for part in component_glyphs(outline)]
    points, contours = (sum(part[place] for part in parts) for place in (0, 1))
    return points, contours, len(parts), 1 + max(part[3] for part in parts)


def component_glyphs(outline: bytes) -> list[int]:
    """Return the glyphs that a composite glyph refers to (OpenType, glyf table)."""
    place, found, more = 10, [], True
    while more:
        flags, glyph = struct.unpack_from(">HH", outline, place)
        found.append(glyph)
        scale = 2 * bool(flags & 0x0008) + 4 * bool(flags & 0x0040) + 8 * bool(flags & 0x0080)
        place += 4 + (4 if flags & WORDS else 2) + scale
        more = bool(flags & MORE)
    return found


def _compose_cff(font: bytes, drawings: Sequence[Drawing]) -> bytes:
    """Return a CFF program whose every glyph is drawn out: CFF knows no composites that PDF allows."""
    from fontTools.ttLib import TTFont

    source = TTFont(io.BytesIO(font))
    order = source.getGlyphOrder()
    pens = source.getGlyphSet()
    named = {f"c{number}": drawing for number, drawing in enumerate(drawings, start=1)}
    glyphs = {".notdef": (((NOTDEF, 0, 0),), 0)} | named
    return _cff(
        source,
        {name: _charstring(drawing, order, pens) for name, drawing in glyphs.items()},
        {name: advance for name, (_, advance) in glyphs.items()},
    )


def _charstring(drawing: Drawing, order: Sequence[str], pens: Any) -> Any:
    from fontTools.pens.t2CharStringPen import T2CharStringPen
    from fontTools.pens.transformPen import TransformPen

    shape, advance = drawing
    pen = T2CharStringPen(advance, pens)
    for glyph, x, y in shape:
        pens[order[glyph]].draw(TransformPen(pen, (1, 0, 0, 1, x, y)))
    return pen.getCharString()


def _cff(source: Any, strings: Mapping[str, Any], widths: Mapping[str, int]) -> bytes:
    from fontTools.fontBuilder import FontBuilder

    upem = source["head"].unitsPerEm
    made = FontBuilder(upem, isTTF=False)
    made.setupGlyphOrder(list(strings))
    made.setupCharacterMap({})
    made.setupCFF("Exact", {"FontMatrix": [1 / upem, 0, 0, 1 / upem, 0, 0]}, dict(strings), {})
    made.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    made.setupHorizontalHeader(ascent=source["hhea"].ascent, descent=source["hhea"].descent)
    made.setupMaxp()
    made.font["head"].created = made.font["head"].modified = 0
    out = io.BytesIO()
    made.font.recalcTimestamp = False
    made.font.save(out)
    return out.getvalue()


def _sfnt(version: bytes, tables: Mapping[str, bytes]) -> bytes:
    """Return a font file of *tables* with their checksums (OpenType, font file)."""
    count = len(tables)
    exponent = count.bit_length() - 1
    start = 12 + 16 * count
    directory = struct.pack(">4s4H", version, count, 16 << exponent, exponent, 16 * count - (16 << exponent))
    body = b""
    for tag in sorted(tables):
        data = tables[tag]
        directory += struct.pack(">4sIII", tag.encode(), _checksum(data), start + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    font = bytearray(directory + body)
    adjustment = (0xB1B0AFBA - _checksum(bytes(font))) & 0xFFFFFFFF
    head = next(record[2] for record in struct.iter_unpack(">4sIII", directory[12:]) if record[0] == b"head")
    struct.pack_into(">I", font, head + 8, adjustment)
    return bytes(font)


def _checksum(data: bytes) -> int:
    padded = data + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
