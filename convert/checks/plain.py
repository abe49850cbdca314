"""Checks a plain text with a right-to-left reader's eyes, and puts right what is mechanical."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from convert.checks.lines import flipping, flips
from convert.checks.words import reversed_paragraphs, wrong_words
from convert.formats import check, mender
from convert.model import Direction
from convert.notes import Finding
from convert.script.bidi import led
from convert.script.letters import direction_of_text
from convert.script.standing import EMBEDDINGS, balanced


@check("text", suffixes=(".txt", ".text"))
def check_text(data: bytes, folder: Path | None) -> list[Finding]:  # noqa: ARG001 - every check is given it
    """Return what is wrong with the words of a text, by line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = f"not UTF-8 at byte {error.start}"
        return [
            Finding(
                "rtl/encoding",
                sentence,
                "",
                "save it as UTF-8, or convert it: matbaa reads the old encodings",
            )
        ]
    return list(_wrong(text.replace("\r\n", "\n").split("\n")))


@mender("text", suffixes=(".txt", ".text"))
def mend_text(data: bytes) -> tuple[bytes, list[Finding]]:
    """Return the text with each line led by the mark it needs and its isolates closed, and which those were.

    No word is changed; text that is no UTF-8 is returned as it is.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return data, []
    start = "\ufeff" if text.startswith("\ufeff") else ""
    lines = [line.removesuffix("\r") for line in text.removeprefix(start).split("\n")]
    around = direction_of_text("\n".join(lines))
    found = {int(one.where.removeprefix("line ")) - 1: one for one in _wrong(lines) if one.code in _MENDED}
    told = {place: found[place] for place in sorted(found) if not EMBEDDINGS.search(lines[place])}
    for place in told:
        lines[place] = _mended(lines[place], around)
    end = "\r\n" if "\r\n" in text else "\n"
    return (start + end.join(lines)).encode() if told else data, list(told.values())


#: A line of fewer words tells too little of the order of its letters.
_TELLING: Final = 6
_MENDED: Final = ("rtl/line-flips", "rtl/unbalanced")


def _mended(line: str, around: Direction | None) -> str:
    closed = balanced(line)
    direction = direction_of_text(closed) if flips(closed, around) else None
    return led(closed, direction) if direction else closed


def _telling(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield what tells the order of its letters, and its line: a line of many words, or short ones joined."""
    short: list[int] = []
    for number, line in enumerate([*lines, ""]):
        if len(line.split()) >= _TELLING:
            yield number, line
        elif line.strip():
            short.append(number)
        elif short:
            yield short[0], "\n".join(lines[one] for one in short)
            short = []


def _wrong(lines: list[str]) -> Iterator[Finding]:
    for number, line in enumerate(lines, start=1):
        for wrong in wrong_words(line):
            yield Finding(wrong.code, wrong.sentence, f"line {number}", wrong.cure, wrong.severity)
    told = sorted(_telling(lines))
    for place in reversed_paragraphs([text for _, text in told]):
        number = told[place][0]
        sentence = f"the line stands last letter first: {lines[number].strip()[:30]!r}"
        cure = "matbaa reads such text the right way round"
        yield Finding("rtl/reversed", sentence, f"line {number + 1}", cure)
    yield from flipping(lines)
