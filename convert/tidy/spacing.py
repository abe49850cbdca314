"""Steps that put spaces and over-long signs in order: only U+0020 comes and goes."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from convert.script.bidi import TECHNICAL
from convert.tidy.lines import Edit, Line
from convert.vocab.languages import is_known, language_of

#: Two spaces or more between words; no-break and zero-width ones are somebody's intention.
_SPACES: Final = re.compile(" {2,}")
TWO_SPACES: Final = re.compile("  ")
#: The longest row of one sign that says something.
_LONGEST_ROW: Final = 3
#: A row of one sign; stars and low lines beside a letter or a digit stand for letters left out.
_ROW: Final = re.compile(
    r"([.…!؟?،,؛;:=~\u2022\u00b7\u2010-\u2015\u061f\u06d4-])\1{4,}|(?<![^\W_*])([_*])\2{4,}(?![^\W_*])"
)
ANY_ROW: Final = re.compile(r"([.…!؟?،,؛;:=~\u2022\u00b7\u2010-\u2015\u061f\u06d4_*-])\1{4}")
#: Letters of the Arabic script, their marks, and what joins them.
ARABIC: Final = (
    "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08ff"
)
_DIGITS: Final = "0-9\u0660-\u0669\u06f0-\u06f9"
#: Spaces before a sign that ends words. A full stop or colon, if it ends them too, and follows no initial.
_BEFORE: Final = re.compile(
    rf"(?<=[\w{ARABIC}»)\]”]) +(?=[،؛؟]|!(?![\w=])|:(?= |\Z))"
    rf"|(?<=[{ARABIC}{_DIGITS}][{ARABIC}{_DIGITS}»)\]”]) +(?=[.۔](?: |\Z))"
)
#: No space between a comma, semicolon or question mark and the next word.
_AFTER: Final = re.compile(rf"(?:(?<=[{ARABIC}»)\]”][،؛؟])|(?<=[\w{ARABIC}»)\]”] [،؛؟]))(?=[{ARABIC}«(“])")
_ENCLOSED: Final = re.compile(r"([«(\[“])|([»)\]”])")
#: Urdu opens with the sign that others close with.
_TURNED: Final = str.maketrans("“”", "”“")
_PAIRS: Final = {"«": "»", "(": ")", "[": "]", "“": "”"}
#: Addresses, to the next space: what looks like a sentence's comma may be a part of one.
_ADDRESS: Final = re.compile(rf"(?:https?://|www\.)\S+|{TECHNICAL.pattern}", re.VERBOSE)
#: A sign that ends words and has a space before it; one that opens, with a space after it; a comma without.
ILL_SPACED: Final = re.compile(r"[،؛؟!:.۔»)\]”«(\[“](?:(?<= [،؛؟!:.۔»)\]”])|(?<=[«(\[“]) |(?<=[،؛؟])[^ \n])")


@lru_cache(maxsize=256)
def is_punctuated_in_arabic(lang: str) -> bool:
    """Say whether *lang* is known and ends its sentences with Arabic signs."""
    return is_known(lang) and language_of(lang).script == "Arab"


def outside_addresses(line: Line, edits: Iterable[Edit]) -> list[Edit]:
    """Return those of *edits* that do not reach into an address."""
    kept = list(edits)
    spans = [found.span() for found in _ADDRESS.finditer(line.text)] if kept else []
    for start, end in spans:
        kept = [edit for edit in kept if edit.end <= start or end <= edit.start]
    return kept


def spaces(line: Line) -> Iterable[Edit]:
    """Make rows of spaces one: ``كلمة   كلمة`` -> ``كلمة كلمة``."""
    return (Edit(*found.span(), " ") for found in _SPACES.finditer(line.text))


def overlong(line: Line) -> Iterable[Edit]:
    """Make an over-long row of one sign three: ``عاجل!!!!!!!`` -> ``عاجل!!!``; letters are left alone."""
    found = _ROW.finditer(line.text)
    return outside_addresses(line, (Edit(row.start() + _LONGEST_ROW, row.end(), "") for row in found))


def punctuation_spacing(line: Line) -> Iterable[Edit]:
    """Put the spaces of Arabic punctuation in order: ``( قال ) ،ثم`` -> ``(قال)، ثم``.

    No space before ، ؛ ؟ ! : . and inside brackets and quotation marks that pair; one after ، ؛ ؟ before a
    word. Numbers, clocks, addresses, dots of omission and initials are left alone.
    """
    if not is_punctuated_in_arabic(line.lang):
        return ()
    turned = language_of(line.lang).quotes[0] == "”"
    text = line.text.translate(_TURNED) if turned else line.text
    edits = {Edit(*found.span(), "") for found in _BEFORE.finditer(text)}
    edits |= {Edit(found.start(), found.start(), " ") for found in _AFTER.finditer(text)}
    edits |= set(_inside(text))
    return outside_addresses(line, sorted(edits))


def _inside(text: str) -> Iterator[Edit]:
    """Yield the spaces at the inner edges of what brackets and quotation marks enclose."""
    opened: list[re.Match[str]] = []
    for sign in _ENCLOSED.finditer(text):
        if sign[1]:
            opened.append(sign)
        elif not opened or _PAIRS[opened[-1][1]] != sign[2]:
            opened.clear()
        else:
            yield from _inner_edges(text, opened.pop().end(), sign.start())


def _inner_edges(text: str, start: int, end: int) -> Iterator[Edit]:
    said = text[start:end]
    inner = said.strip(" ")
    if inner and "\n" not in said:
        first = start + len(said) - len(said.lstrip(" "))
        last = start + len(said.rstrip(" "))
        yield from (Edit(*edge, "") for edge in ((start, first), (last, end)) if edge[0] < edge[1])
