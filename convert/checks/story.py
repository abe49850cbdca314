"""Checks a canonical XML file: schema, profile, references."""

from pathlib import Path

from convert.formats import check
from convert.newsml.validate import validate
from convert.notes import Finding


@check("newsml", suffixes=(".xml",))
def check_newsml(data: bytes, folder: Path | None) -> list[Finding]:
    """Return what is wrong with a canonical NewsML-G2 file, by line."""
    return validate(data, base=folder)
