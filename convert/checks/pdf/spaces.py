"""The colour spaces of a PDF: which one a name means, and what ink a colour of it is."""

from dataclasses import dataclass
from typing import Any, Final

import pikepdf

from convert.checks.pdf.reading import TooLargeError, entry, members, name_of, number, unpacked

#: Spaces within spaces: a tint in a table in a pattern is the deepest that is meant.
_DEEPEST: Final = 6
_COUNTS: Final = {"DeviceGray": 1, "DeviceRGB": 3, "DeviceCMYK": 4, "CalGray": 1, "CalRGB": 3, "Lab": 3}
#: The short names of inline pictures (ISO 32000 table 92).
_SHORT: Final = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
#: How an ICC profile names what its numbers are.
_RGB: Final = b"RGB "
_CMYK: Final = b"CMYK"

Inks = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space: its family, how many numbers a colour has, and the space it is built over."""

    family: str
    count: int = 1
    base: "Space | None" = None
    colorants: tuple[str, ...] = ()
    data: bytes = b""

    @property
    def rgb(self) -> "Space | None":
        """The space of red, green and blue that this is or is built over, if any."""
        is_rgb = self.family in ("DeviceRGB", "CalRGB") or (self.family == "ICCBased" and self.data == _RGB)
        return self if is_rgb else self.base.rgb if self.base else None

    @property
    def name(self) -> str:
        """What a person calls it: ``DeviceRGB``, ``Indexed over an RGB profile``."""
        if self.family == "ICCBased":
            return f"an ICC profile of {self.data.decode('latin-1').strip() or f'{self.count} colours'}"
        own = " ".join([self.family, *self.colorants])
        return f"{own} over {self.base.name}" if self.base else own


GRAY: Final = Space("DeviceGray")
RGB: Final = Space("DeviceRGB", 3)
CMYK: Final = Space("DeviceCMYK", 4)


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour in a space; *pattern* is the resource that is painted with instead."""

    space: Space = GRAY
    numbers: tuple[float, ...] = (0.0,)
    pattern: str = ""

    @property
    def inks(self) -> Inks | None:
        """Cyan, magenta, yellow and black, from 0 to 1, where the colour says so itself; else None."""
        space, numbers = self.space, self.numbers
        if self.pattern or len(numbers) != space.count:
            return None
        if space.family == "DeviceCMYK" or (space.family == "ICCBased" and space.data == _CMYK):
            return numbers[0], numbers[1], numbers[2], numbers[3]
        if space.family in ("DeviceGray", "CalGray") or (space.family == "ICCBased" and space.count == 1):
            return 0.0, 0.0, 0.0, 1 - numbers[0]
        if space.family == "Separation":
            return _of_tint(space.colorants[0], numbers[0])
        return None

    @property
    def said(self) -> str:
        """The colour as a person reads it: ``C 60 M 40 Y 40 K 100``."""
        inks = self.inks
        if inks is None:
            return self.space.name
        return " ".join(f"{name} {ink * 100:.0f}" for name, ink in zip("CMYK", inks, strict=True))


#: What every page begins with.
BLACK: Final = Colour()


def _of_tint(colorant: str, tint: float) -> Inks | None:
    if colorant == "All":
        return tint, tint, tint, tint
    places = {"Cyan": 0, "Magenta": 1, "Yellow": 2, "Black": 3}
    if colorant not in places:
        return None
    found = [0.0, 0.0, 0.0, 0.0]
    found[places[colorant]] = tint
    return found[0], found[1], found[2], found[3]


def space_of(raw: Any, resources: Any, depth: int = 0) -> Space | None:
    """Return the space that *raw* is or names among the resources (ISO 32000 §8.6)."""
    if depth > _DEEPEST:
        return None
    parts = members(raw)
    family = name_of(parts[0] if parts else raw)
    family = _SHORT.get(family, family)
    if not parts and family not in _COUNTS and family != "Pattern":
        named = entry(resources, "/ColorSpace", f"/{family}")
        return None if named is None else space_of(named, resources, depth + 1)
    if family in ("DeviceGray", "DeviceRGB", "DeviceCMYK"):
        return _device(family, resources, depth)
    return _built(family, parts, resources, depth)


def _device(family: str, resources: Any, depth: int) -> Space:
    """Return a device's space, or what the resources put in its place (ISO 32000 §8.6.5.6)."""
    default = entry(resources, "/ColorSpace", f"/Default{family.removeprefix('Device')}")
    found = space_of(default, None, depth + 1) if isinstance(default, pikepdf.Array) else None
    return found or Space(family, _COUNTS[family])


def _built(family: str, parts: list[Any], resources: Any, depth: int) -> Space:
    base = None
    place = {"Indexed": 1, "Pattern": 1, "Separation": 2, "DeviceN": 2}.get(family, 0)
    if place and len(parts) > place:
        base = space_of(parts[place], resources, depth + 1)
    match family:
        case "ICCBased" if len(parts) > 1:
            return _icc(parts[1], resources, depth)
        case "Separation" if len(parts) > 1:
            return Space(family, 1, base, (name_of(parts[1]),))
        case "DeviceN" if len(parts) > 1:
            names = tuple(name_of(one) for one in members(parts[1]))
            return Space(family, len(names), base, names)
        case _:
            return Space(family, _COUNTS.get(family, 1), base)


def _icc(profile: Any, resources: Any, depth: int) -> Space:
    """Return the space of a profile, by its own header; a broken one is what its alternate is."""
    count = int(number(entry(profile, "/N"), 3))
    try:
        header = unpacked(profile)[:40]
    except TooLargeError:
        header = b""
    if header[36:40] == b"acsp":
        return Space("ICCBased", count, data=header[16:20])
    alternate = entry(profile, "/Alternate")
    found = None if alternate is None else space_of(alternate, resources, depth + 1)
    return found or {1: GRAY, 4: CMYK}.get(count, RGB)
