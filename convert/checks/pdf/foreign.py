"""What no press runs or fetches: scripts, forms, PostScript, pictures that are elsewhere."""

from typing import Any, Final

import pikepdf

from convert.checks.pdf.content import Drawn
from convert.checks.pdf.look import Look
from convert.checks.pdf.reading import entry, name_of
from convert.checks.pdf.sheets import Sheet

_OUT: Final = "export for print, without scripts and forms"
_HERE: Final = "put the picture itself into the file"


def check_scripts(look: Look) -> None:
    """Refuse JavaScript, XFA and streams that lie in another file (ISO 15930-7 §6.11, §6.1.5)."""
    if entry(look.root, "/Names", "/JavaScript") is not None or _runs(entry(look.root, "/OpenAction")):
        look.report.add("press/script", "JavaScript runs when the file is opened", _OUT)
    elif entry(look.root, "/AA") is not None:
        look.report.add("press/script", "an action runs when the file is opened or printed", _OUT)
    if entry(look.root, "/AcroForm", "/XFA") is not None:
        look.report.add("press/script", "the pages are made anew from an XFA form", _OUT)
    for thing in look.pdf.objects:
        if isinstance(thing, pikepdf.Stream) and entry(thing, "/F") is not None:
            sentence = "a stream lies in another file"
            look.report.add("press/external", sentence, _HERE, kind="stream")


def _runs(action: Any) -> bool:
    return name_of(entry(action, "/S")) == "JavaScript"


def refuse_foreign(look: Look, sheet: Sheet, drawn: Drawn) -> None:
    """Refuse PostScript, OPI, other versions or pages of other files (ISO 15930-7 §6.3, §6.13)."""
    if drawn.kind not in ("picture", "form"):
        return
    source = drawn.source
    if "PS" in (name_of(entry(source, "/Subtype")), name_of(entry(source, "/Subtype2"))):
        sentence = "PostScript is drawn, which no press runs any more"
        look.report.add("press/script", sentence, "convert it to paths", sheet=sheet, box=drawn.box)
    told = {"/OPI": "a picture to be fetched from a server", "/Ref": "a page of another file"}
    told["/Alternates"] = "a picture in several versions"
    for key, what in told.items():
        if entry(source, key) is not None:
            sentence = f"{what} ({key}) is drawn"
            look.report.add("press/external", sentence, _HERE, sheet=sheet, box=drawn.box, kind=key)
