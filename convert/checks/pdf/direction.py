"""The language of a PDF, and the side its pages turn to."""

from typing import Final

from convert.checks.pdf.look import Look
from convert.checks.pdf.reading import entry, name_of
from convert.checks.pdf.text import is_rtl
from convert.vocab.languages import direction_of, is_tag

#: Fewer letters are no text: a plate with a logo has no language.
_FEWEST: Final = 20


def check_direction(look: Look, text: str) -> None:
    """Want a language that is that of the words, and pages that turn with it (ISO 32000 §12.2, §14.9.2)."""
    if len(text) < _FEWEST:
        return
    said, runs = name_of(entry(look.root, "/Lang")), is_rtl(text)
    if not said:
        sentence = "the file names no language: no voice can read it"
        look.report.add("pdf/language", sentence, "name the language of the document", severity="warning")
    elif runs and (not is_tag(said) or direction_of(said) != "rtl"):
        sentence = f"the language is said to be {said[:40]!r}, and most letters run from the right"
        look.report.add("rtl/language", sentence, "name the language of most words")
    turned = name_of(entry(look.root, "/ViewerPreferences", "/Direction"))
    if runs and turned != "R2L":
        sentence = "right-to-left pages, and viewers put spreads together from the left"
        look.report.add("pdf/direction", sentence, "set the binding to the right: /Direction /R2L")
