"""Checks a plain text with a right-to-left reader's eyes."""

from collections.abc import Iterator
from pathlib import Path

from convert.checks.lines import flipping
from convert.checks.words import reversed_paragraphs, wrong_words
from convert.formats import check
from convert.notes import Finding


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


def _wrong(lines: list[str]) -> Iterator[Finding]:
    for number, line in enumerate(lines, start=1):
        for wrong in wrong_words(line):
            yield Finding(wrong.code, wrong.sentence, f"line {number}", wrong.cure, wrong.severity)
    for number in reversed_paragraphs(lines):
        sentence = f"the line stands last letter first: {lines[number].strip()[:30]!r}"
        yield Finding(
            "rtl/reversed", sentence, f"line {number + 1}", "matbaa reads such text the right way round"
        )
    yield from flipping(lines)
