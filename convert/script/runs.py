"""Words of another language or direction in a paragraph, where they are certain.

What is found can be isolated (UAX #9, 3.1.4) without a letter changing its place: outside it, an isolate
is a neutral, so the letters next to a run, neutrals passed over, must make of that neutral what they made
of the run's own edges; a number after it must not lean on it (W2, W7), nor a bracket round it (N0).
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from convert.model import Direction
from convert.script.bidi import TECHNICAL
from convert.script.letters import (
    SAMPLE,
    certain_language,
    guess_language,
    letters_of,
    may_be_of_another,
    scores,
    script_of,
)
from convert.vocab.languages import Language, is_known, language_of, subtags

#: Letters of the scripts that run to the left, with their marks.
_LETTERS: Final = {
    "Hebr": "\u0591-\u05bd\u05bf-\u05c2\u05c4\u05c5\u05c7\u05d0-\u05f2\ufb1d-\ufb4f",
    "Arab": "\u0610-\u061a\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06e1-\u06e8\u06ea-\u06ef\u06fa-\u06ff"
    "\u0750-\u077f\u08a0-\u08ff\u200c\u200d\ufb50-\ufd3d\ufd50-\ufdfb\ufe70-\ufefc",
    "Thaa": "\u0780-\u07b1",
}
#: A phrase of each: words, and what joins them.
_PHRASE: Final = {
    script: re.compile(rf"[{letters}]+(?:(?:[ ]|['\"\u05be\u05f3\u05f4-])[{letters}]+)*")
    for script, letters in _LETTERS.items()
}
#: A letter of another script than the one named, of those above.
_OF_ANOTHER: Final = {
    own: re.compile(f"[{''.join(letters for script, letters in _LETTERS.items() if script != own)}]")
    for own in (*_LETTERS, "Latn")
}
_RIGHTWARD: Final = re.compile("[A-Za-z\u00c0-\u024f]")
#: Such a letter, a Latin one, or the beginning of a quotation: what there is in a paragraph with runs.
_ANY_OF_ANOTHER: Final = {
    own: re.compile(f"[«A-Za-z\u00c0-\u024f{letters.pattern[1:]}") for own, letters in _OF_ANOTHER.items()
}
_LATIN_WORD: Final = re.compile("[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f.'’-]*")
#: Commas and stops of another script part a list: it stays in the order that UAX #9 gives it.
_PARTING: Final = re.compile("[،؛؟۔\n]")
_QUOTATION: Final = re.compile("«([^«»\n]+)»")
#: A quotation has so many words, and a paragraph of another direction too, or it is taken for a name.
_FEWEST_QUOTED: Final = 4
#: So much of a paragraph's letters belong to another script before it is of another language as a whole.
_NEARLY_ALL: Final = 0.9
#: Letters that Arabic words have not, and the share of a text below which they are those of a name.
_NOT_ARABIC: Final = re.compile(
    "[A-Za-z\u00c0-\u05ff\u0671-\u06d3\u06d5\u06ee-\u07ff\u08a0-\u1fff\ufb1d-\ufbff]+"
)
#: Letters that a paragraph wholly in one script has not.
_OTHER_LETTERS: Final = {
    "Arab": re.compile("[A-Za-z\u00c0-\u05ff\u0780-\u07ff]"),
    "Hebr": re.compile(
        "[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u058f\u0600-\u07ff\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]"
    ),
    "Thaa": re.compile("[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u077f\u08a0-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"),
}
_LEAST_FOREIGN: Final = 0.02
#: What Arabic can hardly do without for a sentence: the article, the commonest ending, two prepositions.
_ARABIC_SIGNS: Final = (" ال", "ة ", " في ", " إلى ")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_BRACKETS: Final = {"(": ")", "[": "]", "{": "}"}
#: Bidi classes of letters, and of what is no neutral.
_STRONG: Final = ("L", "R", "AL")
_COUNTED: Final = ("L", "R", "AL", "EN", "AN")
#: What a letter before it may rule, or part from what it rules; an Arabic number does neither.
_RULED: Final = ("L", "R", "AL", "EN")
#: What touches a run that follows it.
_TOUCHING: Final = ("L", "EN", "AN", "ET", "NSM", "BN")
#: Embeddings, overrides and isolates: their reach is not followed here.
_CONTROLS: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")


class Foreign(NamedTuple):
    """A stretch of another language or direction; each is empty where it is not certain or not needed."""

    start: int
    end: int
    lang: str
    direction: Direction | str


@lru_cache(maxsize=256)
def foreign_block(text: str, lang: str) -> tuple[str, str]:
    """Return language and direction of a paragraph that is not of *lang* as a whole; empty ones if it is.

    Letters of another script decide, or words: a Persian paragraph among Arabic ones.
    """
    own = _own(lang)
    if _is_plainly_of(text, own):
        return "", ""
    script = script_of(text)
    if script == own.script:
        found = _other_as_a_whole(text, own) if _told_apart(lang) else "", ""
    else:
        found = _in_another_script(text, script)
    return found if any(found) and len(_WORD.findall(text)) >= _FEWEST_QUOTED else ("", "")


def _is_plainly_of(text: str, own: Language) -> bool:
    """Say whether a quick look is enough to see that *text* is of *own*, as most paragraphs are."""
    if own.tag == "ar" and _is_plain_arabic(text):
        return True
    if own.script not in _OTHER_LETTERS or _OTHER_LETTERS[own.script].search(text):
        return False
    return own.script == "Thaa" or not may_be_of_another(text, own.tag)


def _in_another_script(text: str, script: str) -> tuple[str, str]:
    """Return language and direction of *text* if nearly all of it is of *script*; else empty ones."""
    if not script or letters_of(text, script) < _NEARLY_ALL * sum(map(str.isalpha, text[:SAMPLE])):
        return "", ""
    return _language_of_script(text, script), "ltr" if script == "Latn" else "rtl"


def _other_as_a_whole(text: str, own: Language) -> str:
    """Return the language of *text* if it is another, in quotations and outside them; else an empty one."""
    other = certain_language(text, own.script)
    if other in ("", own.tag):
        return ""
    spoken = scores(_QUOTATION.sub(" ", text), own.script)
    return other if spoken[other] >= spoken[own.tag] else ""


def _is_plain_arabic(text: str) -> bool:
    """Say whether *text* has hardly a letter that Arabic lacks, and a sign of Arabic words; a quick look."""
    return (
        any(sign in text for sign in _ARABIC_SIGNS)
        and sum(map(len, _NOT_ARABIC.findall(text))) < _LEAST_FOREIGN * len(text) + 1
    )


@lru_cache(maxsize=256)
def _own(lang: str) -> Language:
    return language_of(lang)


@lru_cache(maxsize=256)
def _told_apart(lang: str) -> bool:
    """Say whether words tell *lang* from its neighbours: one of ours, not read as a relative."""
    return is_known(lang) and subtags(lang)[0] == language_of(lang).tag


def _language_of_script(words: str, script: str) -> str:
    """Return the language of words whose script is not the paragraph's; Latin letters serve too many."""
    return certain_language(words) if script == "Latn" else guess_language(words)


def foreign_runs(text: str, lang: str, direction: Direction) -> list[Foreign]:
    """Return the runs of a paragraph of *lang* that are certain to be of another language, in order.

    Two Latin words or more are one run that reads left to right; a word of Hebrew in Arabic, or of Arabic
    in Hebrew or English, is a run that reads right to left; a quotation of another language has no direction.
    """
    if not _ANY_OF_ANOTHER[_own(lang).script].search(text) or _CONTROLS.search(text):
        return []
    turned = [*(_rightward(text) if direction == "rtl" else ()), *_leftward(text, lang, direction)]
    turned.sort()
    quoted = [] if turned else list(_quotations(text, lang))
    return turned or quoted


# --- Latin words in a paragraph that runs to the left --------------------------------------------


def _rightward(text: str) -> Iterator[Foreign]:
    for start, end in _between(text):
        found = _trimmed(text, start, end)
        if found and _is_phrase(text[found[0] : found[1]]) and _stands_free(text, *found):
            said = text[found[0] : found[1]]
            yield Foreign(*found, certain_language(said), "ltr")


def _between(text: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of *text* with a Latin letter and without a letter or number that runs left."""
    end = 0
    while found := _RIGHTWARD.search(text, end):
        back, on = range(found.start() - 1, end - 1, -1), range(found.end(), len(text))
        start = next((place + 1 for place in back if _runs_left(text[place])), end)
        end = next((place for place in on if _runs_left(text[place])), len(text))
        yield start, end


def _runs_left(char: str) -> bool:
    return char > "\u0590" and unicodedata.bidirectional(char) in ("R", "AL", "AN")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return from the first letter to what the last one rules: digits, a per cent, a closing bracket."""
    first = next((place for place in range(start, end) if unicodedata.bidirectional(text[place]) == "L"), -1)
    if first < 0:
        return None
    last = max(place for place in range(first, end) if unicodedata.bidirectional(text[place]) in ("L", "EN"))
    stop = last + 1
    while stop < end and unicodedata.bidirectional(text[stop]) in _clinging(text[last]):
        stop += 1
    if stop < end and _left_open(text[first:stop]) == [text[stop]]:
        stop += 1
    return first, stop


def _clinging(last: str) -> tuple[str, ...]:
    return ("ET", "NSM") if unicodedata.bidirectional(last) == "EN" else ("NSM",)


def _left_open(text: str) -> list[str]:
    """Return the closing brackets that *text* still waits for; a wrong one for a bracket never opened."""
    wanted: list[str] = []
    for char in text:
        if char in _BRACKETS:
            wanted.append(_BRACKETS[char])
        elif char in _BRACKETS.values() and (not wanted or wanted.pop() != char):
            return ["", char]
    return wanted


def _is_phrase(said: str) -> bool:
    """Say whether *said* holds two Latin words beside addresses, all in one piece."""
    words = _LATIN_WORD.findall(TECHNICAL.sub(" ", said))
    return len(words) > 1 and " " in said and not _PARTING.search(said) and not _left_open(said)


def _stands_free(text: str, start: int, end: int) -> bool:
    """Say whether the last letter before a run and the next one or European number after it run left."""
    ruler, after = _before(text, start, _STRONG), _after(text, end, _RULED)
    return ruler in ("", "R", "AL") and after in ("", "R", "AL") and _is_parted(text, start, end)


def _is_parted(text: str, start: int, end: int) -> bool:
    """Say whether no number and no mark touches a run: with it they would be one piece, or a part of it."""
    before, after = map(
        unicodedata.bidirectional, (text[start - 1 : start] or " ", text[end : end + 1] or " ")
    )
    return before not in _TOUCHING and after not in _TOUCHING


def _before(text: str, start: int, kinds: Sequence[str]) -> str:
    """Return the class of the last character before *start* that is of one of *kinds*; empty for none."""
    classes = (unicodedata.bidirectional(text[place]) for place in range(start - 1, -1, -1))
    return next((kind for kind in classes if kind in kinds), "")


def _after(text: str, end: int, kinds: Sequence[str]) -> str:
    """Return the class of the first character from *end* on that is of one of *kinds*; empty for none."""
    classes = (unicodedata.bidirectional(text[place]) for place in range(end, len(text)))
    return next((kind for kind in classes if kind in kinds), "")


# --- words of another script that run to the left -----------------------------------------------


def _leftward(text: str, lang: str, direction: Direction) -> Iterator[Foreign]:
    own = _own(lang).script
    if not _OF_ANOTHER[own].search(text):
        return
    for script, phrase in _PHRASE.items():
        if script == own:
            continue
        for found in phrase.finditer(text):
            start, end = _without_edges(text, *found.span())
            said = text[start:end]
            free = _stands_free if direction == "rtl" else _stands_alone
            if sum(map(str.isalpha, said)) > 1 and free(text, start, end):
                yield Foreign(start, end, _language_of_script(said, script), "rtl")


def _without_edges(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave joiners and marks without a letter outside."""
    while start < end and not text[start].isalpha():
        start += 1
    return start, end


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Say whether no number leans on a run in a paragraph that runs right, before it or after it."""
    ruler, before = _before(text, start, _STRONG), _before(text, start, _COUNTED)
    alone = ruler in ("", "L") and before in ("", "L", "EN") and _after(text, end, _COUNTED) in ("", "L")
    return alone and _is_parted(text, start, end)


# --- quotations ---------------------------------------------------------------------------------


def _quotations(text: str, lang: str) -> Iterator[Foreign]:
    own = _own(lang).tag
    if "«" not in text or (own == "ar" and _is_plain_arabic(text)) or not _told_apart(lang):
        return
    for found in _QUOTATION.finditer(text):
        said = found[1]
        other = certain_language(said)
        if other not in ("", own) and _own(other).script == _own(own).script:
            yield Foreign(*found.span(1), other, "")
