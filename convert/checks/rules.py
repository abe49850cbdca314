"""The right-to-left rules: what is wrong with the pages of a book or a site, and what puts it right.

A rule yields faults; a fault whose cure is mechanical brings it along as a change of the parsed document.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Final, NamedTuple, TypeAlias

from convert.checks.markup import Box, Page, Way
from convert.checks.sheets import Declared, change, declarations, rename, strike
from convert.checks.words import is_joined, reversed_paragraphs, wrong_words
from convert.notes import Finding, Severity
from convert.script.letters import (
    certain_language,
    direction_of_text,
    guess_language,
    letters_by_direction,
    letters_of,
    script_of,
)
from convert.vocab.languages import direction_of, is_known, language_of, subtags

#: So few letters of the other direction may stand anywhere.
_FEW: Final = 3
#: So many letters tell the language of a page.
_TELLING: Final = 40
#: A book may hold more of other languages than of its own, but not hardly any of that.
_SHARE: Final = 0.2
#: An inline quotation in its own direction is a matter of punctuation: only a longer one is named.
_WORDS: Final = 3
_ZERO: Final = re.compile(r"(?:normal|[-+]?0+(?:\.0+)?[a-z%]*)\Z")


_MOST_ROUNDS: Final = 4


#: A file, and what was put right in it.
Mended: TypeAlias = tuple[bytes, list[Finding]]


class Fault(NamedTuple):
    """What is wrong, and what puts it right where that is mechanical."""

    finding: Finding
    mend: Callable[[], None] | None = None


def fault(
    code: str,
    where: str,
    sentence: str,
    cure: str,
    *,
    severity: Severity = "error",
    mend: Callable[[], None] | None = None,
) -> Fault:
    """Return a fault."""
    return Fault(Finding(code, sentence, where.strip(), cure, severity), mend)


def mend_all(faults: Iterator[Fault]) -> list[Finding]:
    """Put right what is mechanical, once all of it is found; return what that was."""
    mended = [(one.finding, one.mend) for one in faults if one.mend]
    for _, mend in mended:
        mend()
    return [finding for finding, _ in mended]


def in_rounds(data: bytes, mended: Callable[[bytes], Mended]) -> Mended:
    """Let *mended* mend a file until it finds nothing more, and return all that it did.

    What was put right may show what it hid: words that now run from the right may be set flush left.
    """
    told: dict[Finding, None] = {}
    for _ in range(_MOST_ROUNDS):
        data, found = mended(data)
        if not found:
            break
        told |= dict.fromkeys(found)
    return data, list(told)


def faults_of_page(page: Page, *, lang: str, forbids_css_direction: bool) -> Iterator[Fault]:
    """Yield what is wrong with one page; *lang* is the language of the whole it belongs to."""
    yield from language(page, lang)
    yield from direction(page)
    yield from alignment(page)
    yield from letter_spacing(page)
    yield from css_direction(page, forbidden=forbids_css_direction)
    yield from sides(page)
    yield from words(page)


# --- language and direction ---------------------------------------------------------------------


def language(page: Page, book: str) -> Iterator[Fault]:
    """Yield a page that names another language than that of its letters, or none and runs to the left."""
    said = page.words
    if max(letters_by_direction(said)) < _TELLING:
        return
    named = page.lang or next((box.lang for box in page.boxes if box.name == "body"), "")
    wrong = misnamed(named, said)
    if not wrong:
        return
    better = book if book and not misnamed(book, said) else guess_language(said)

    def mend() -> None:
        page.name_language(better)

    severity: Severity = "error" if page.direction == "rtl" else "warning"
    cure = f'lang="{better}" on html' if better != "und" else "name the language on html"
    where = f"{page.name} line {page.root.sourceline}"
    yield fault("rtl/language", where, wrong, cure, severity=severity, mend=None if better == "und" else mend)


def misnamed(named: str, said: str) -> str:
    """Return what is wrong with the name of the language of the words *said*; empty when nothing is."""
    runs = direction_of_text(said)
    if not named:
        return "no language is named for words that run from right to left" if runs == "rtl" else ""
    if _share(named, said) < _SHARE:
        return f"the language is {named}, and most letters are {_SCRIPTS.get(script_of(said), 'others')}"
    certain = certain_language(said) if runs == "rtl" and is_known(named) else ""
    if certain and certain != language_of(named).tag and not _are_kin(certain, named):
        return f"the language is {named}, and the words are {certain}"
    return ""


def _share(named: str, said: str) -> float:
    """Return how much of *said* is written as the language *named* is: in its script, or in its direction."""
    rtl, ltr = letters_by_direction(said)
    if is_known(named):
        own = letters_of(said, language_of(named).script)
    else:
        own = rtl if direction_of(named) == "rtl" else ltr
    return own / max(rtl + ltr, 1)


_SCRIPTS: Final = {"Arab": "Arabic", "Hebr": "Hebrew", "Thaa": "Thaana", "Latn": "Latin"}


def _are_kin(one: str, named: str) -> bool:
    """Say whether two languages may be told from each other by chance alone."""
    return {one, language_of(named).tag} <= {"fa", "prs"} or subtags(named)[0] in ("ku", "pa", "az", "ks")


def direction(page: Page) -> Iterator[Fault]:
    """Yield paragraphs whose words run against the direction they are given by their markup."""
    wrong = [box for box in page.boxes if _runs_wrong(box)]
    main = page.direction
    if not wrong or main is None:
        return
    chief = [box for box in wrong if direction_of_text(box.words) == main]
    if chief:
        yield _turned_page(page, chief, main)
    elif main == "ltr":
        yield from (_turned_block(page, box) for box in wrong if len(box.words.split()) >= _WORDS)


def _runs_wrong(box: Box) -> bool:
    if not box.is_block or box.name == "title":
        return False
    rtl, ltr = letters_by_direction(box.free)
    if box.direction == "ltr":
        return rtl > ltr and rtl >= _FEW
    return ltr > _TELLING and rtl == 0


def _turned_page(page: Page, chief: list[Box], main: Way) -> Fault:
    root = page.root
    said = root.get("dir")
    told = f'html says dir="{said}"' if said else "html has no dir"
    count = sum(box.is_block and direction_of_text(box.words) == main for box in page.boxes)
    paragraphs = "the only paragraph runs" if count == 1 else f"{len(chief)} of {count} paragraphs run"
    sentence = f"{paragraphs} from the {'left' if main == 'rtl' else 'right'}; {told}"

    def mend() -> None:
        root.set("dir", main)
        for box in chief:
            _say(box, main)
        page.changed = True

    where = f"{page.name} line {chief[0].line}"
    severity: Severity = "error" if main == "rtl" else "warning"
    return fault("rtl/direction", where, sentence, f'dir="{main}" on html', severity=severity, mend=mend)


def _say(box: Box, main: Way) -> None:
    """Take away what contradicts *main* round an element."""
    for element in (box.element, *box.element.iterancestors()):
        if element.get("dir") not in (None, main):
            if element.getparent() is None:
                element.set("dir", main)
            else:
                del element.attrib["dir"]


def _turned_block(page: Page, box: Box) -> Fault:
    def mend() -> None:
        box.element.set("dir", "rtl")
        page.changed = True

    sentence = f"{box.words.strip()[:30]!r} runs from the left: its full stop stands on the wrong end"
    where = f"{page.name} line {box.line}"
    cure = f'dir="rtl" on {box.name}'
    return fault("rtl/direction", where, sentence, cure, severity="warning", mend=mend)


# --- style --------------------------------------------------------------------------------------


_FLUSH_LEFT: Final = "words that run from the right are set flush left"


def alignment(page: Page) -> Iterator[Fault]:
    """Yield what sets words that run from the right flush left."""
    severity: Severity = "error" if page.direction == "rtl" else "warning"
    for declared, boxes in _by_declaration(page, "text-align"):
        if declared.value.startswith("left") and any(_runs_left(box, page) for box in boxes):
            yield _of_style("rtl/alignment", declared, _FLUSH_LEFT, "text-align: start", severity)
    for box in page.boxes:
        if (box.element.get("align") or "").lower() == "left" and _runs_left(box, page):
            yield _aligned_by_attribute(page, box, severity)


def _aligned_by_attribute(page: Page, box: Box, severity: Severity) -> Fault:
    def mend() -> None:
        del box.element.attrib["align"]
        page.changed = True

    where, sentence = f"{page.name} line {box.line}", 'align="left" on words that run from the right'
    return fault("rtl/alignment", where, sentence, "take it off", severity=severity, mend=mend)


def _runs_left(box: Box, page: Page) -> bool:
    """Say whether a block is of right-to-left words; where most of the page is not, it must say so."""
    meant = box.direction == "rtl" or page.direction == "rtl"
    return box.is_block and meant and direction_of_text(box.words) == "rtl"


def letter_spacing(page: Page) -> Iterator[Fault]:
    """Yield what spaces letters that join: the strokes between them break."""
    for declared, boxes in _by_declaration(page, "letter-spacing"):
        spaced = [box for box in boxes if is_joined(box.words)]
        if spaced and not _ZERO.match(declared.value):
            sentence = f"letter-spacing: {declared.value} tears apart letters that join"
            yield _of_style("rtl/letter-spacing", declared, sentence, "letter-spacing: normal", "error")


def _of_style(code: str, declared: Declared, sentence: str, cure: str, severity: Severity) -> Fault:
    value = cure.partition(": ")[2]
    mend = partial(change, declared, value)
    return fault(code, declared.where, sentence, cure, severity=severity, mend=mend)


def _by_declaration(page: Page, name: str) -> Iterator[tuple[Declared, list[Box]]]:
    """Yield each declaration of *name* that holds for words, with the elements that hold them."""
    found: dict[tuple[int, int], tuple[Declared, list[Box]]] = {}
    for box in page.boxes:
        declared = box.style.get(name)
        if declared and box.words.strip():
            found.setdefault((id(declared.rule), declared.line), (declared, []))[1].append(box)
    yield from found.values()


def css_direction(page: Page, *, forbidden: bool) -> Iterator[Fault]:
    """Yield direction that is said in CSS: it belongs to the markup, and a book may not (EPUB 3.3 §6.3)."""
    holding: dict[tuple[int, str], list[Box]] = {}
    for box in page.boxes:
        for name in ("direction", "unicode-bidi"):
            if name in box.own:
                holding.setdefault((id(box.own[name].rule), name), []).append(box)
    for sheet in page.sheets:
        for rule, said in sheet.rules:
            for declared in said:
                if declared.name in ("direction", "unicode-bidi"):
                    yield _said_in_css(page, declared, holding.get((id(rule), declared.name), []), forbidden)


def _said_in_css(page: Page, declared: Declared, boxes: list[Box], forbidden: bool) -> Fault:
    def mend() -> None:
        strike(declared)
        for box in boxes:
            main = direction_of_text("".join(box.element.itertext())) or declared.value
            if declared.name == "direction" and main == declared.value and not box.element.get("dir"):
                box.element.set("dir", declared.value)
                page.changed = True

    sentence = f"{declared.name}: {declared.value} in CSS: where a reader drops it, lines turn round"
    severity: Severity = "error" if forbidden else "warning"
    return fault(
        "rtl/css-direction", declared.where, sentence, "say dir in the markup", severity=severity, mend=mend
    )


def sides(page: Page) -> Iterator[Fault]:
    """Yield indents and rules meant for the side where lines begin that stand where they end."""
    told: set[int] = set()
    for box in page.boxes:
        if box.direction != "rtl" or not box.own or not box.is_block:
            continue
        if direction_of_text("".join(box.element.itertext())) != "rtl":
            continue
        for name in ("margin", "padding", "border"):
            left, right = box.own.get(f"{name}-left"), box.own.get(f"{name}-right")
            if left and id(left.rule) not in told and _is_one_sided(left, right):
                told.add(id(left.rule))
                yield _one_sided(left, right, name)


def _is_one_sided(left: Declared, right: Declared | None) -> bool:
    """Say whether more is wanted on the left than on the right; what centres or hangs out is no indent."""
    if left.value in ("auto", "none", "inherit", "initial", "unset") or left.value.startswith(("0", "-")):
        return False
    return right is None or (right.value != left.value and right.value.startswith(("0", "none")))


def _one_sided(left: Declared, right: Declared | None, name: str) -> Fault:
    def mend() -> None:
        rename(left, f"{name}-inline-start")
        if right and right.rule is left.rule:
            rename(right, f"{name}-inline-end")

    sentence = f"{left.name}: {left.value} makes room on the side where right-to-left lines end"
    cure = f"{name}-inline-start"
    by_itself = any(declarations(left))  # a shorthand says it of four sides at once, and needs a person
    return fault(
        "rtl/sides", left.where, sentence, cure, severity="warning", mend=mend if by_itself else None
    )


# --- words --------------------------------------------------------------------------------------


def words(page: Page) -> Iterator[Fault]:
    """Yield what is wrong with the words, each kind once, with the number of its places."""
    said = list(_said(page))
    first: dict[str, Fault] = {}
    more: dict[str, int] = {}
    for line, paragraph in said:
        for wrong in wrong_words(paragraph):
            more[wrong.code] = more.get(wrong.code, 0) + 1
            where = f"{page.name} line {line}"
            one = fault(wrong.code, where, wrong.sentence, wrong.cure, severity=wrong.severity)
            first.setdefault(wrong.code, one)
    yield from (_counted(one, more[code] - 1) for code, one in first.items())
    backwards = reversed_paragraphs([paragraph for _, paragraph in said])
    if backwards:
        line, paragraph = said[backwards[0]]
        sentence = (
            f"{len(backwards)} of {len(said)} paragraphs stand last letter first: {paragraph.strip()[:30]!r}"
        )
        cure = "convert the source again: matbaa reads such text the right way round"
        yield fault("rtl/reversed", f"{page.name} line {line}", sentence, cure)


def _counted(one: Fault, more: int) -> Fault:
    if not more:
        return one
    return Fault(replace(one.finding, sentence=f"{one.finding.sentence}, and {more} more"))


def _said(page: Page) -> Iterator[tuple[int, str]]:
    """Yield the title, every paragraph and what is said of each picture, with its line."""
    for element in page.root.iter("{*}title"):
        yield element.sourceline or 0, "".join(element.itertext())
    for box in page.boxes:
        if box.is_block and box.words.strip():
            yield box.line, box.words
        for name in ("alt", "title", "aria-label"):
            if box.element.get(name):
                yield box.line, str(box.element.get(name))
