"""Pictures at the size they are printed."""

from typing import Final

from convert.checks.pdf.colour import head_of, is_jpeg2000
from convert.checks.pdf.content import Drawn
from convert.checks.pdf.geometry import touches
from convert.checks.pdf.look import Look
from convert.checks.pdf.profiles import Limits
from convert.checks.pdf.reading import entry, number
from convert.checks.pdf.sheets import Sheet

_CURE: Final = "a larger picture, or print it smaller"
#: Smaller than this, in points, a picture is a dot or a rule, and has no resolution to speak of.
_SMALLEST: Final = 4


def check_resolution(look: Look, sheet: Sheet, drawn: Drawn, limits: Limits) -> None:
    """Want enough pixels an inch where a picture is printed; lines of one bit want more than tones."""
    wide, high = (side * sheet.unit for side in drawn.sides)
    if drawn.kind != "picture" or min(wide, high) < _SMALLEST or not touches(drawn.box, sheet.bleed):
        return
    pixels = number(entry(drawn.source, "/Width")), number(entry(drawn.source, "/Height"))
    ppi = min(pixels[0] / wide, pixels[1] / high) * 72
    if is_one_bit(drawn):
        if ppi < limits.ppi_lines:
            sentence = f"a picture of one bit has {ppi:.0f} ppi, {limits.ppi_lines:g} at least"
            look.report.add(
                "press/resolution", sentence, _CURE, sheet=sheet, box=drawn.box, severity="warning"
            )
    elif ppi < limits.ppi[0]:
        least, severity = limits.ppi[0], "error" if ppi < limits.ppi[1] else "warning"
        sentence = (
            f"a picture of {pixels[0]:.0f} × {pixels[1]:.0f} pixels has {ppi:.0f} ppi, {least:g} at least"
        )
        look.report.add(
            "press/resolution",
            sentence,
            _CURE,
            sheet=sheet,
            box=drawn.box,
            severity=severity,  # type: ignore[arg-type]
        )


def is_one_bit(drawn: Drawn) -> bool:
    """Say whether a picture is of lines alone, or a stencil."""
    return entry(drawn.source, "/ImageMask") is True or entry(drawn.source, "/BitsPerComponent") == 1


def check_jpeg2000(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Want JPEG 2000 with at most 8 bits (ISO 15930-7 §6.6): ihdr says bits less one, 255 if they differ."""
    if drawn.kind != "picture" or not is_jpeg2000(drawn.source):
        return
    data = head_of(drawn.source)
    at = data.find(b"ihdr")
    bits = (data[at + 14] & 0x7F) + 1 if 0 <= at < len(data) - 14 else 8
    if bits > 8:
        said = f"{bits} bits" if bits < 128 else "different bits"
        sentence = f"a JPEG 2000 picture has {said} a colour, 8 at most"
        look.report.add("press/jpeg2000", sentence, "save it with 8 bits", sheet=sheet, box=drawn.box)
