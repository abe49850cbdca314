"""Where pages are cut, how far their colour runs over, and what must not stand there."""

from typing import Final

from convert.checks.pdf.geometry import MM, touches, within
from convert.checks.pdf.look import Look
from convert.checks.pdf.profiles import Limits
from convert.checks.pdf.reading import box_of, entry, members, name_of
from convert.checks.pdf.sheets import Sheet

#: Annotations that are for the press itself (ISO 15930-7 §6.12).
_PRINTERS: Final = frozenset({"TrapNet", "PrinterMark"})
#: So much, in mm, may sizes differ and still be one.
_SLACK: Final = 0.05


def check_boxes(look: Look) -> None:
    """Want a TrimBox or an ArtBox, each box within the next, the sheet at 0,0 (ISO 15930-7 §6.1.4)."""
    for sheet in look.sheets:
        _cut(look, sheet)
        _nested(look, sheet)
        _annotated(look, sheet)


def _cut(look: Look, sheet: Sheet) -> None:
    if not sheet.trim_box and not sheet.art_box:
        sentence = "no TrimBox: nobody knows where the page is cut"
        look.report.add("press/boxes", sentence, "export with the trim of the page", sheet=sheet)
    if sheet.trim_box and sheet.art_box:
        sentence = "TrimBox and ArtBox; there must be one of them"
        look.report.add("press/boxes", sentence, "take the ArtBox out", sheet=sheet)
    if sheet.media[:2] != (0, 0):
        sentence = f"MediaBox begins at {sheet.media[0]:g}, {sheet.media[1]:g}, not at 0, 0"
        cure = "export again: some workflows place such a page beside its sheet"
        look.report.add("press/boxes", sentence, cure, sheet=sheet, severity="warning")


def _nested(look: Look, sheet: Sheet) -> None:
    pairs = (
        ("TrimBox", sheet.trim, "BleedBox", sheet.bleed),
        ("BleedBox", sheet.bleed, "MediaBox", sheet.media),
    )
    for inner, one, outer, other in pairs:
        if not within(one, other):
            over = max(other[0] - one[0], other[1] - one[1], one[2] - other[2], one[3] - other[3]) / MM
            sentence = f"{inner} sticks out of {outer} by {over:.1f} mm"
            look.report.add("press/boxes", sentence, f"make {outer} larger", sheet=sheet)


def _annotated(look: Look, sheet: Sheet) -> None:
    for annotation in members(entry(sheet.raw, "/Annots")):
        kind, box = name_of(entry(annotation, "/Subtype")), box_of(entry(annotation, "/Rect"))
        if box and kind not in _PRINTERS and touches(box, sheet.bleed):
            sentence = f"a {kind or 'nameless'} annotation lies on what is printed"
            cure = "export without links and comments"
            look.report.add("press/annotation", sentence, cure, sheet=sheet, box=box, kind=kind)


def check_sizes(look: Look, limits: Limits) -> None:
    """Want bleed all round, one size, no page turned, as many pages as sheets hold."""
    first = look.sheets[0] if look.sheets else None
    for sheet in look.sheets:
        _bled(look, sheet, limits)
        if first and any(abs(a - b) > _SLACK for a, b in zip(_size(sheet), _size(first), strict=True)):
            sentence = f"the trim is {_said(sheet)}, that of page 1 is {_said(first)}"
            look.report.add("press/trim-size", sentence, "make all pages of one size", sheet=sheet)
        if sheet.rotated or sheet.unit != 1:
            sentence = f"the page is turned by {sheet.rotated}° or scaled by {sheet.unit:g}"
            look.report.add("press/rotated", sentence, "export it upright and at its size", sheet=sheet)
    count = len(look.sheets)
    if count % limits.sheets:
        sentence = f"{count} pages are no multiple of {limits.sheets}"
        cure = "add pages, or tell the printer"
        look.report.add("press/page-count", sentence, cure, severity="warning")


def _bled(look: Look, sheet: Sheet, limits: Limits) -> None:
    trim, bleed = sheet.trim, sheet.bleed
    bled = (
        min(trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3]) / MM * sheet.unit
    )
    if bled < limits.bleed - _SLACK:
        sentence = f"bleed is {max(bled, 0):.1f} mm, {limits.bleed:g} mm at least"
        look.report.add("press/bleed", sentence, "let what touches the edge run over it", sheet=sheet)


def _size(sheet: Sheet) -> tuple[float, float]:
    left, bottom, right, top = sheet.trim
    return (right - left) * sheet.unit / MM, (top - bottom) * sheet.unit / MM


def _said(sheet: Sheet) -> str:
    wide, high = _size(sheet)
    return f"{wide:.1f} × {high:.1f} mm"
