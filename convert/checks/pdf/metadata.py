"""What the file says of itself: that it is PDF/X-4, its dates and names, that nothing is locked."""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from convert.checks.pdf.look import Look
from convert.checks.pdf.reading import entry, members, name_of

_X4: Final = "PDF/X-4"
_EXPORT: Final = "export as PDF/X-4"
#: A date as PDF writes it: D:20201128042700+03'00' (ISO 32000 §7.9.4).
_DATE: Final = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:(Z)|([+-])(\d\d)'?(\d\d)?'?)?")
#: What XMP must hold (ISO 15930-7 §6.7), and the entry of Info that says the same.
_DATES: Final = (
    ("xmp:CreateDate", "/CreationDate"),
    ("xmp:ModifyDate", "/ModDate"),
    ("xmp:MetadataDate", ""),
)
_IDS: Final = ("xmpMM:DocumentID", "xmpMM:VersionID", "xmpMM:RenditionClass")


def says_x(look: Look) -> bool:
    """Say whether the file says that it is PDF/X of some kind."""
    old = entry(look.info, "/GTS_PDFXVersion")
    return bool(look.xmp.get("pdfxid:GTS_PDFXVersion") or name_of(old))


def check_metadata(look: Look) -> None:
    """Want it identified, dated and named (ISO 15930-7 §6.1, §6.7)."""
    _identified(look)
    _dated(look)
    missing = [name for name in _IDS if not look.xmp.get(name)]
    if missing:
        look.report.add("press/document-id", f"XMP does not say {' and '.join(missing)}", _EXPORT)
    if "/ID" not in look.pdf.trailer:
        look.report.add("press/document-id", "the file has no /ID", _EXPORT)
    trapped = [name_of(entry(look.info, "/Trapped")), look.xmp.get("pdf:Trapped")]
    if not {"True", "False"} & set(trapped):
        sentence = "nothing says whether the pages are trapped"
        look.report.add("press/trapped", sentence, "say /Trapped /False, unless they are")


def _identified(look: Look) -> None:
    said = look.xmp.get("pdfxid:GTS_PDFXVersion")
    if not look.xmp.is_readable:
        look.report.add("press/identification", "the XMP metadata cannot be read", _EXPORT)
    elif said != _X4:
        sentence = f"XMP says {said!r}, not {_X4!r}" if said else "nothing says that it is PDF/X-4"
        look.report.add("press/identification", sentence, _EXPORT)
    catalog = name_of(entry(look.root, "/Version"))
    version = max(look.header, catalog)
    if version > "1.6":
        sentence = f"the file is PDF {version}, 1.6 at most"
        severity = "warning" if version == "1.7" else "error"
        look.report.add("press/version", sentence, _EXPORT, severity=severity)  # type: ignore[arg-type]


def _dated(look: Look) -> None:
    for name, key in _DATES:
        said, old = look.xmp.get(name), name_of(entry(look.info, key)) if key else ""
        if not said:
            look.report.add("press/dates", f"XMP does not say {name}", _EXPORT)
        elif old and _moment(old) != _iso(said):
            sentence = f"{name} is {said[:40]}, and {key} in Info is {old[:40]}: one file, two dates"
            look.report.add("press/dates", sentence, _EXPORT)


def _moment(text: str) -> datetime | None:
    """Return the moment of a PDF date; one without an offset is taken as UTC."""
    found = _DATE.match(text)
    if not found:
        return None
    parts = [int(part or least) for part, least in zip(found.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)]
    away = timedelta(hours=int(found[9] or 0), minutes=int(found[10] or 0))
    try:
        return datetime(*parts, tzinfo=timezone(-away if found[8] == "-" else away))  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).replace(microsecond=0)


def check_layers(look: Look) -> None:
    """Want layers with names, that nothing switches by itself (ISO 15930-7 §6.14)."""
    layers = entry(look.root, "/OCProperties")
    if layers is None:
        return
    settings = [entry(layers, "/D"), *members(entry(layers, "/Configs"))]
    cure = "flatten the layers, or give each setting of them a name"
    for setting in settings:
        if entry(setting, "/AS") is not None:
            look.report.add("press/layers", "layers switch by themselves (/AS)", cure)
        if not name_of(entry(setting, "/Name")):
            look.report.add("press/layers", "a setting of layers has no name", cure)
