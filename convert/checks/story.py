"""Checks a canonical XML file: schema, profile, references."""

from pathlib import Path

from convert.formats import check
from convert.newsml.package import item_findings
from convert.newsml.validate import validate
from convert.notes import Finding


@check("newsml", suffixes=(".xml",))
def check_newsml(data: bytes, folder: Path | None) -> list[Finding]:
    """Return what is wrong with a canonical NewsML-G2 file, by line, and with the items it names by file."""
    findings = validate(data, base=folder)
    return findings + list(item_findings(data, folder)) if folder else findings
