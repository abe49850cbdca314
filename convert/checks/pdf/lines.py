"""Lines that are too thin to be printed."""

from convert.checks.pdf.content import Drawn
from convert.checks.pdf.geometry import touches
from convert.checks.pdf.look import Look
from convert.checks.pdf.profiles import Limits
from convert.checks.pdf.reading import Box
from convert.checks.pdf.sheets import Sheet

#: A rounding of widths, in points.
_SLACK = 0.005


def check_hairlines(look: Look, sheet: Sheet, drawn: Drawn, limits: Limits) -> None:
    """Want a stroke, or a long area filled as one, wide enough to hold ink."""
    if drawn.kind not in ("stroke", "fill") or not touches(_grown(drawn.box), sheet.bleed):
        return
    wide = (drawn.size if drawn.kind == "stroke" else _thin(drawn.box)) * sheet.unit
    if wide < limits.hairline - _SLACK:
        sentence = f"a line of {wide:.2f} pt, {limits.hairline:g} at least"
        look.report.add(
            "press/hairline", sentence, "make it wider", sheet=sheet, box=drawn.box, kind="hairline"
        )


def _thin(box: Box) -> float:
    """Return the width of an area; no area at all paints nothing that is meant."""
    sides = box[2] - box[0], box[3] - box[1]
    return min(sides) if min(sides) > 0 and max(sides) > 1 else 1.0


def _grown(box: Box) -> Box:
    return box[0] - 0.01, box[1] - 0.01, box[2] + 0.01, box[3] + 0.01
