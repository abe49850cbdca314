"""Colour for the press: no red, green and blue; black that overprints, white that does not."""

from typing import Final

import pikepdf

from convert.checks.pdf.content import Drawn
from convert.checks.pdf.geometry import touches
from convert.checks.pdf.look import Look
from convert.checks.pdf.profiles import Limits
from convert.checks.pdf.reading import entry, members, name_of
from convert.checks.pdf.sheets import Sheet
from convert.checks.pdf.spaces import Space, space_of

_CONVERT: Final = "convert to CMYK, with the profile of the output intent"
#: What counts as black, as white, and as none of an ink at all.
_BLACK: Final = 0.9
_NONE: Final = 0.005


def refuse_rgb(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Refuse RGB beside an intent of CMYK (ISO 15930-7 §6.2.3).

    Colour with a profile of its own is allowed there, and left to the printer: a warning without a house,
    an error with one.
    """
    space = drawn.colour.space.rgb if drawn.is_painted else None
    if space is None and drawn.kind == "picture":
        space = _of_jpeg2000(drawn)
    if space:
        sentence = f"{drawn.kind} in {drawn.colour.space.name}"
        is_managed = space.family != "DeviceRGB" and not look.profile.limits
        look.report.add(
            "press/rgb",
            sentence,
            _CONVERT,
            sheet=sheet,
            box=drawn.box,
            severity="warning" if is_managed else "error",
        )


def _of_jpeg2000(drawn: Drawn) -> Space | None:
    """Return the space of a JPEG 2000 picture that the file leaves to the picture: colr, 16 is sRGB."""
    source = drawn.source
    if entry(source, "/ColorSpace") is not None or not is_jpeg2000(source):
        return None
    at = (data := head_of(source)).find(b"colr")
    is_rgb = at >= 0 and data[at + 4 : at + 5] == b"\1" and data[at + 7 : at + 11] == b"\0\0\0\x10"
    return Space("DeviceRGB", 3) if is_rgb else None


def is_jpeg2000(source: object) -> bool:
    """Say whether a picture is packed as JPEG 2000."""
    told = entry(source, "/Filter")
    return "JPXDecode" in [name_of(one) for one in (members(told) or [told])]


def head_of(source: object) -> bytes:
    """Return where a JPEG 2000 picture says what it is."""
    try:
        raw = source.read_raw_bytes() if hasattr(source, "read_raw_bytes") else b""
    except pikepdf.PdfError:
        return b""
    return bytes(raw[:4096])


def check_page_group(look: Look, sheet: Sheet) -> None:
    """Refuse a page that blends colours as RGB (ISO 15930-7 §6.2.5)."""
    _blended(look, sheet, sheet.raw, "the page")


def refuse_blending(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Refuse a group that blends its colours as RGB."""
    if drawn.kind == "form":
        _blended(look, sheet, drawn.source, "a group")


def _blended(look: Look, sheet: Sheet, owner: object, what: str) -> None:
    told = entry(owner, "/Group", "/CS")
    space = None if told is None else space_of(told, sheet.resources)
    if space and space.rgb:
        sentence = f"{what} blends colours in {space.name}"
        cure = "set the blending space of the document to CMYK"
        look.report.add("press/blend-space", sentence, cure, sheet=sheet)


def refuse_curves(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Refuse curves and screens of the sender's own (ISO 15930-7 §6.8)."""
    if drawn.kind != "state":
        return
    for key, usual in (("/TR", "Identity"), ("/TR2", "Default")):
        curve = entry(drawn.source, key)
        if curve is not None and name_of(curve) not in (usual, "Identity", "Default"):
            sentence = f"a transfer curve ({key}) changes every tone"
            look.report.add(
                "press/transfer", sentence, "apply the curve to the pictures", sheet=sheet, kind=key
            )
    if entry(drawn.source, "/HTO") is not None or entry(drawn.source, "/HTP") is not None:
        sentence = "the phase of the screen is set"
        look.report.add("press/transfer", sentence, "leave the screen to the press", sheet=sheet)


def check_black(look: Look, sheet: Sheet, drawn: Drawn, limits: Limits) -> None:
    """Want small black text of black ink alone, overprinting; refuse white that overprints."""
    inks = drawn.colour.inks
    if inks is None or drawn.kind not in ("text", "fill", "stroke") or not touches(drawn.box, sheet.bleed):
        return
    if drawn.overprint and max(inks) <= _NONE:
        sentence = f"white {drawn.kind} overprints: it will not be there on paper"
        look.report.add("press/white-overprint", sentence, "let white knock out", sheet=sheet, box=drawn.box)
    if drawn.kind == "text" and inks[3] >= _BLACK and drawn.size < limits.small:
        _black(look, sheet, drawn, limits)


def _black(look: Look, sheet: Sheet, drawn: Drawn, limits: Limits) -> None:
    inks = drawn.colour.inks or (0.0, 0.0, 0.0, 0.0)
    if max(inks[:3]) > _NONE:
        sentence = (
            f"black text of {drawn.size:.1f} pt is of {drawn.colour.said}, K alone under {limits.small:g} pt"
        )
        cure = "K 100 alone: four inks never meet exactly"
        look.report.add("press/rich-black", sentence, cure, sheet=sheet, box=drawn.box, kind="rich")
    elif not _overprints(drawn):
        sentence = f"black text of {drawn.size:.1f} pt knocks out; under {limits.small:g} pt it overprints"
        cure = "overprint black text: /op true, /OPM 1, in DeviceCMYK or a Separation"
        look.report.add(
            "press/overprint", sentence, cure, sheet=sheet, box=drawn.box, severity="warning", kind="black"
        )


def _overprints(drawn: Drawn) -> bool:
    """Say whether what lies below stays (ISO 32000 §8.6.7): with CMYK in mode 1 alone, grey never."""
    family = drawn.colour.space.family
    is_kept = family == "Separation" or (family == "DeviceCMYK" and drawn.overprint_mode == 1)
    return drawn.overprint and is_kept
