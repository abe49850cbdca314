"""Gathers what is found: the same thing many times on a page is told once, with how often."""

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from convert.notes import Finding, Severity

if TYPE_CHECKING:
    from convert.checks.pdf.reading import Box
    from convert.checks.pdf.sheets import Sheet


@dataclass
class Report:
    """The findings so far, by code, page and kind."""

    _found: dict[tuple[str, int, str], Finding] = field(default_factory=dict)
    _more: dict[tuple[str, int, str], int] = field(default_factory=dict)

    def add(
        self,
        code: str,
        sentence: str,
        cure: str,
        *,
        sheet: "Sheet | None" = None,
        box: "Box | None" = None,
        severity: Severity = "error",
        kind: str = "",
    ) -> None:
        """Remember one thing; of one *kind* on one page, the first is told and the others are counted."""
        key = (code, sheet.number if sheet else 0, kind or sentence)
        if key in self._found:
            self._more[key] = self._more.get(key, 0) + 1
            return
        where = sheet.place(box) if sheet else ""
        self._found[key] = Finding(code, sentence, where, cure, severity)

    def findings(self) -> list[Finding]:
        """Return what was found: of the document first, then page by page."""
        keys = sorted(self._found, key=lambda key: key[1])
        return [self._told(key) for key in keys]

    def _told(self, key: tuple[str, int, str]) -> Finding:
        found, more = self._found[key], self._more.get(key, 0)
        return replace(found, sentence=f"{found.sentence}, and {more} more") if more else found
