"""Drawings in SVG: taken only where they can do nothing but be drawn.

A masthead goes onto paper and into books, where scripts would run and addresses would be fetched.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from lxml import etree

SVG: Final = "http://www.w3.org/2000/svg"
#: The largest drawing that is read, and the most elements it may draw.
LARGEST: Final = 2 * 1024 * 1024
MOST_ELEMENTS: Final = 20_000
#: The elements of SVG 2 that draw, or say how or what is drawn; none that run, move or embed.
_DRAWN: Final = frozenset(
    "svg g defs symbol use switch path rect circle ellipse line polyline polygon text tspan textPath title "
    "desc metadata style linearGradient radialGradient stop clipPath mask pattern marker image view".split()
)
_XHTML: Final = "http://www.w3.org/1999/xhtml"
#: The only pictures a drawing may hold.
_HELD_PICTURE: Final = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*")
#: What makes CSS load something, whatever its case; a backslash could spell it otherwise.
_LOADS: Final = re.compile(r"@import|\\|url\(\s*(?!\s*[\"']?#)|image-set\(|src\(|expression\(", re.IGNORECASE)

_Element: TypeAlias = etree._Element


class SvgFault(NamedTuple):
    """Why a drawing is refused, and what to do about it."""

    sentence: str
    cure: str


def drawing_fault(path: Path) -> SvgFault | None:
    """Return why the file *path* is refused as a drawing; None when it is harmless."""
    try:
        with path.open("rb") as file:
            return svg_fault(file.read(LARGEST + 1))
    except OSError as error:
        return SvgFault(f"cannot be read: {error.strerror}", "put the file there anew")


def svg_fault(data: bytes) -> SvgFault | None:
    """Return the first thing in *data* for which it is refused as a drawing; None when it is harmless."""
    if len(data) > LARGEST:
        return SvgFault(f"has more than {LARGEST >> 20} MB", "save it simpler, or as PNG")
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        line = f" (line {error.lineno})" if isinstance(error, etree.XMLSyntaxError) else ""
        return SvgFault(f"is no well-formed XML{line}", "save it again as plain SVG")
    if root.tag != f"{{{SVG}}}svg":
        return SvgFault("is no SVG: its root is not svg", "save it again as plain SVG")
    return next(_faults(root), None)


def _faults(root: _Element) -> Iterator[SvgFault]:
    if root.getroottree().docinfo.doctype:
        yield SvgFault("has a DOCTYPE", "save it as plain SVG, or take that line out")
    if any(True for _ in root.itersiblings(etree.PI, preceding=True)):
        yield SvgFault("has a processing instruction", "save it as plain SVG, or take that line out")
    for element in root.iter():
        yield from _element_faults(element)
    yield from _size_faults(root)
    yield from _flood_faults(root)


def _element_faults(element: _Element) -> Iterator[SvgFault]:
    line = f"(line {element.sourceline})"
    if isinstance(element, etree._Comment):
        return
    if not isinstance(element.tag, str):
        yield SvgFault(f"has an entity or a processing instruction {line}", "save it as plain SVG")
        return
    name = etree.QName(element)
    if name.namespace == _XHTML or (name.namespace == SVG and name.localname not in _DRAWN):
        yield SvgFault(f"has <{name.localname}> {line}", "take it out: only what is drawn may be there")
    if name.localname == "style" and _LOADS.search("".join(element.itertext())):
        yield SvgFault(f"has a style that loads something {line}", "take @import, url() and escapes out")
    for key, value in element.items():
        yield from _attribute_faults(name.localname, etree.QName(key), value, line)


def _attribute_faults(tag: str, name: etree.QName, value: str, line: str) -> Iterator[SvgFault]:
    local = name.localname
    if local.lower().startswith("on"):
        yield SvgFault(f"has the event attribute {local} {line}", "take it off")
    elif local == "base":
        yield SvgFault(f"has xml:base {line}", "take it off")
    elif local in ("href", "src"):
        held = tag == "image" and _HELD_PICTURE.fullmatch(value)
        if not value.startswith("#") and not held:
            shown = value if len(value) <= 40 else f"{value[:39]}…"
            yield SvgFault(f"refers to {shown!r} outside of it {line}", "draw it, or embed it as PNG or JPEG")
    elif name.namespace is None and _LOADS.search(value):
        yield SvgFault(f"has a value of {local} that loads something {line}", "refer to #ids of the drawing")


def _size_faults(root: _Element) -> Iterator[SvgFault]:
    number = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
    box = re.fullmatch(rf"\s*(?:{number}[\s,]+){{2}}({number})[\s,]+({number})\s*", root.get("viewBox", ""))
    sides = [root.get("width", ""), root.get("height", "")]
    stated = all(re.fullmatch(rf"\s*{number}\s*(?:px|mm|cm|in|pt|pc|em|ex|q)?\s*", side) for side in sides)
    if not stated and not (box and float(box[1]) > 0 and float(box[2]) > 0):
        yield SvgFault("does not say how large it is", 'write viewBox="0 0 WIDTH HEIGHT" on svg')


# --- drawings that grow as they are drawn ---------------------------------------------------------


def _flood_faults(root: _Element) -> Iterator[SvgFault]:
    """Count what is drawn, each `use` for all that it uses: a short file can draw without end."""
    named = {element.get("id", ""): element for element in root.iter(f"{{{SVG}}}*")}
    count = _weight(root, named, {}, 0)
    if count is None:
        yield SvgFault("uses a part inside itself", "take that use out")
    elif count > MOST_ELEMENTS:
        yield SvgFault(f"draws more than {MOST_ELEMENTS} elements", "save it simpler, or as PNG")


def _weight(
    element: _Element, named: dict[str, _Element], known: dict[_Element, int | None], depth: int
) -> int | None:
    """Return how many elements are drawn for *element*; None where there is no end to it."""
    if element in known:
        return known[element]
    known[element] = None
    total = 0
    for part in element.iter(f"{{{SVG}}}*"):
        total += 1
        used = named.get(_target(part)) if part.tag == f"{{{SVG}}}use" else None
        if used is not None:
            inner = _weight(used, named, known, depth + 1) if depth < 50 else None
            if inner is None:
                return None
            total += inner
    known[element] = total
    return total


def _target(use: _Element) -> str:
    href = use.get("href") or use.get("{http://www.w3.org/1999/xlink}href") or ""
    return href.removeprefix("#")
