"""Checks a PDF before it goes to the press or to readers: PDF/X-4, a house's limits, right to left.

No independent validator of PDF/X-4 is free; this one reads what a file says and what its pages draw, and
tells every rule it finds broken with page, place, measure and cure. Ink is not measured.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from convert.checks.pdf import boxes, colour, foreign, intent, lines, metadata, pictures, text
from convert.checks.pdf.content import Budget, Drawn, drawn_on
from convert.checks.pdf.direction import check_direction
from convert.checks.pdf.geometry import touches
from convert.checks.pdf.look import Look
from convert.checks.pdf.profiles import PROFILES, Limits, Profile, ProfileName
from convert.checks.pdf.reading import opened
from convert.checks.pdf.sheets import Sheet
from convert.formats import check
from convert.notes import Finding

#: So much text tells the language of a document.
_TELLING: Final = 20_000

Rule = Callable[[Look, Sheet, Drawn], None]
HouseRule = Callable[[Look, Sheet, Drawn, Limits], None]

#: What everything drawn is held to, on paper and on a screen.
FOR_ALL: Final[tuple[Rule, ...]] = (
    text.check_fonts,
    text.check_letters,
    text.check_clusters,
    text.check_spacing,
)
#: PDF/X-4.
FOR_PRESS: Final[tuple[Rule, ...]] = (
    colour.refuse_rgb,
    colour.refuse_blending,
    colour.refuse_curves,
    pictures.check_jpeg2000,
    foreign.refuse_foreign,
)
#: The limits of a house.
FOR_HOUSE: Final[tuple[HouseRule, ...]] = (
    colour.check_black,
    pictures.check_resolution,
    text.check_sizes,
    lines.check_hairlines,
)


@check("pdf", suffixes=(".pdf",))
def check_pdf(data: bytes, folder: Path | None, *, profile: ProfileName = "") -> list[Finding]:  # noqa: ARG001 - every check is given it
    """Return what is wrong with a PDF, held to a profile.

    Without one, a file that says it is PDF/X is held to PDF/X-4, any other to what a screen needs.
    Raises SourceError: it cannot be opened.
    """
    pdf = opened(data)
    if pdf is None:
        cure = "export it without a password"
        return [Finding("pdf/encrypted", "the file opens with a password alone", "", cure)]
    with pdf:
        look = Look(pdf, pdf.pdf_version, PROFILES[profile or "screen"])
        if not profile and metadata.says_x(look):
            look.profile = PROFILES["pdfx4"]
        _locked(look)
        if look.profile.is_press:
            _for_press(look)
        _drawn(look)
        return look.report.findings()


def _locked(look: Look) -> None:
    if look.pdf.is_encrypted:
        severity = "error" if look.profile.is_press else "warning"
        sentence = "the file is encrypted, though it opens without a password"
        look.report.add("pdf/encrypted", sentence, "export it without protection", severity=severity)  # type: ignore[arg-type]


def _for_press(look: Look) -> None:
    intent.check_intent(look)
    metadata.check_metadata(look)
    metadata.check_layers(look)
    foreign.check_scripts(look)
    boxes.check_boxes(look)
    for sheet in look.sheets:
        colour.check_page_group(look, sheet)
    if look.profile.limits:
        boxes.check_sizes(look, look.profile.limits)
        sentence = "ink was not measured: nobody knows how much lies on the paper"
        cure = "measure the total coverage with a separation preview"
        look.report.add("press/ink-unmeasured", sentence, cure, severity="note")


def _drawn(look: Look) -> None:
    """Walk every page once, past all rules."""
    budget, letters = Budget(), ""
    for sheet in look.sheets:
        is_empty = True
        for drawn in drawn_on(sheet.raw, sheet.resources, budget):
            _held(look, sheet, drawn)
            is_empty = is_empty and not (drawn.is_painted and touches(drawn.box, sheet.trim))
            if drawn.kind == "text" and len(letters) < _TELLING:
                letters += drawn.text
        if is_empty and look.profile.limits and not budget.unread:
            sentence, cure = "nothing is printed on the page", "fill it, or take it out"
            look.report.add("press/empty-page", sentence, cure, sheet=sheet, severity="warning")
    check_direction(look, letters)
    for what in sorted(budget.unread):
        sentence = f"{what} was not looked at: more may be wrong than is told"
        look.report.add("pdf/unread", sentence, "export it again, in fewer parts", severity="warning")


def _held(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    for rule in FOR_ALL:
        rule(look, sheet, drawn)
    if look.profile.is_press:
        for rule in FOR_PRESS:
            rule(look, sheet, drawn)
    if look.profile.limits:
        for house_rule in FOR_HOUSE:
            house_rule(look, sheet, drawn, look.profile.limits)


__all__ = ["FOR_ALL", "FOR_HOUSE", "FOR_PRESS", "Profile", "check_pdf"]
