"""What every rule is given: the document, what it is held to, and where to say what is wrong."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf

from convert.checks.pdf.profiles import Profile
from convert.checks.pdf.reading import entry
from convert.checks.pdf.report import Report
from convert.checks.pdf.sheets import Sheet, sheets_of
from convert.checks.pdf.xmp import Xmp, xmp_of


@dataclass
class Look:
    """One document under examination."""

    pdf: pikepdf.Pdf
    header: str
    profile: Profile
    report: Report = field(default_factory=Report)

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Its pages."""
        return sheets_of(self.pdf)

    @cached_property
    def xmp(self) -> Xmp:
        """What its metadata says."""
        return xmp_of(entry(self.root, "/Metadata"))

    @property
    def root(self) -> Any:
        """Its catalog."""
        return entry(self.pdf.trailer, "/Root")

    @property
    def info(self) -> Any:
        """Its information dictionary; None where there is none."""
        return entry(self.pdf.trailer, "/Info")
