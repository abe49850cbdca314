"""What a page adds to the words: quotation marks for `q`, isolates for technical runs."""

from dataclasses import replace

from convert.model import Inline, Run, Text, joined
from convert.script.bidi import technical_pieces
from convert.vocab.languages import Language


def quoted(text: Text, language: Language) -> Text:
    """Return *text* with the marks of `q` spelled: ``<q>نعم</q>`` -> ``«نعم»``."""
    out: list[Inline] = []
    for position, inline in enumerate(text):
        if not isinstance(inline, Run) or "q" not in inline.marks:
            out.append(inline)
            continue
        before = text[position - 1] if position else None
        after = text[position + 1] if position + 1 < len(text) else None
        opening = "" if _is_quoted(before) else language.quotes[0]
        closing = "" if _is_quoted(after) else language.quotes[1]
        marks = tuple(mark for mark in inline.marks if mark != "q")
        out.append(replace(inline, text=f"{opening}{inline.text}{closing}", marks=marks))
    return joined(out)


def _is_quoted(inline: Inline | None) -> bool:
    return isinstance(inline, Run) and "q" in inline.marks


def isolating(text: Text) -> Text:
    """Return *text* with each technical run marked as left to right."""
    out: list[Inline] = []
    for inline in text:
        if isinstance(inline, Run) and not inline.direction and "code" not in inline.marks:
            out += [
                replace(inline, text=piece, direction="ltr" if technical else "")
                for piece, technical in technical_pieces(inline.text)
            ]
        elif isinstance(inline, Run) and not inline.direction:
            out.append(replace(inline, direction="ltr"))
        else:
            out.append(inline)
    return joined(out)
