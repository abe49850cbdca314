"""Text as it is shown: in fonts that are here, large enough, with letters that can be found again."""

import re
from typing import Final

from convert.checks.pdf.content import Drawn
from convert.checks.pdf.geometry import MM, touches, within
from convert.checks.pdf.look import Look
from convert.checks.pdf.profiles import Limits
from convert.checks.pdf.sheets import Sheet

#: Letters that join, and those that run from the right.
_JOINING: Final = re.compile("[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_RTL: Final = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010d00-\U00010d3f\U0001e900-\U0001e95f]"
)
#: Marks of direction, which a code may say beside its character.
_MARKS: Final = str.maketrans(
    "", "", "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
#: Less than this of an em no eye sees.
_SPACED: Final = 0.005
#: A rounding of sizes, in points.
_SLACK: Final = 0.01
_CLUSTERS: Final = "one code, one character: export with another program, or write it with matbaa"


def check_fonts(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Want every font in the file (ISO 15930-7 §6.5); for a press none is drawn by a program of its own."""
    font = drawn.font
    if drawn.kind != "text" or font is None or not drawn.is_painted:
        return
    if not font.is_embedded:
        sentence = f"the font {font.name} is not in the file"
        cure = "embed all fonts"
        look.report.add("press/font-embedding", sentence, cure, sheet=sheet, box=drawn.box)
    if look.profile.is_press and font.kind == "Type3":
        sentence = f"the font {font.name} is of Type 3: a press draws it coarsely"
        cure = "convert it to outlines, or set it in another font"
        look.report.add("press/type3", sentence, cure, sheet=sheet, box=drawn.box)


def check_letters(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Want every code to draw a letter and say one, so that search, copy and voice find what stands there."""
    font = drawn.font
    if drawn.kind != "text" or font is None:
        return
    if drawn.is_painted and any(font.is_notdef(code) for code in drawn.codes):
        sentence = f"{font.name} lacks a letter that is shown: an empty box stands there"
        cure = "set it in a font that has the letter"
        look.report.add("font/glyph-missing", sentence, cure, sheet=sheet, box=drawn.box)
    unsaid = [code for code in drawn.codes if font.is_unsaid(code)]
    if unsaid:
        sentence = f"{len(unsaid)} codes of {font.name} say no letter, {unsaid[0]:04X} is one"
        cure = "export with a ToUnicode map"
        look.report.add(
            "pdf/no-unicode", sentence, cure, sheet=sheet, box=drawn.box, severity="warning", kind=font.name
        )


def check_clusters(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Want codes that say one character from the right: readers turn codes round, and not what is in one."""
    font = drawn.font
    for code in drawn.codes if font else ():
        said = font.text(code).translate(_MARKS) if font else ""
        if len(said) > 1 and _RTL.search(said) and font:
            sentence = f"a code of {font.name} says {len(said)} letters, {said!r}: readers turn them round"
            look.report.add(
                "pdf/clusters",
                sentence,
                _CLUSTERS,
                sheet=sheet,
                box=drawn.box,
                severity="warning",
                kind=font.name,
            )


def check_spacing(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Want letters that join to stand together: Tc is 0 (ISO 32000 §9.3.2)."""
    if drawn.kind == "text" and abs(drawn.spacing) > _SPACED and _JOINING.search(drawn.text):
        sentence = f"letters that join are spaced by {drawn.spacing:.2f} em"
        cure = "set tracking to 0"
        look.report.add("rtl/letter-spacing", sentence, cure, sheet=sheet, box=drawn.box, kind="spacing")


def check_sizes(look: Look, sheet: Sheet, drawn: Drawn, limits: Limits) -> None:
    """Want text large enough for ink on paper, and far enough from the knife."""
    if drawn.kind != "text" or not drawn.is_painted or not drawn.text.strip():
        return
    size = drawn.size * sheet.unit
    if size < limits.text - _SLACK and touches(drawn.box, sheet.bleed):
        sentence = f"text of {size:.1f} pt, {limits.text:g} at least"
        look.report.add(
            "press/small-text", sentence, "set it larger", sheet=sheet, box=drawn.box, kind="small"
        )
    margin = limits.margin * MM / sheet.unit
    left, bottom, right, top = sheet.trim
    safe = (left + margin, bottom + margin, right - margin, top - margin)
    if touches(drawn.box, sheet.trim) and not within(drawn.box, safe, slack=0.3):
        near = min(drawn.box[0] - left, drawn.box[1] - bottom, right - drawn.box[2], top - drawn.box[3])
        sentence = f"text stands {near / MM * sheet.unit:.1f} mm from the trim, {limits.margin:g} at least"
        cure = "move it in: paper is never cut exactly"
        look.report.add(
            "press/margin", sentence, cure, sheet=sheet, box=drawn.box, severity="warning", kind="margin"
        )


def is_rtl(text: str) -> bool:
    """Say whether most letters of *text* run from the right."""
    letters = sum(letter.isalpha() for letter in text)
    return 2 * len(_RTL.findall(text)) > letters
