"""Bytes become what tests/spec/encoding-*.md says.

Each heading there is a sentence and one test. Below it stand an `in` block, the text as it comes; perhaps
a `bytes` block, the encoding it is stored in (with "what it lacks left out", letters may be lost), or a
`mistaken` block, what its UTF-8 was taken for, one encoding a line; an `out` block, what is read; and a
`notes` block, what is said, one note a line: severity, code, perhaps a place, and a part of the sentence.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from convert.notes import Note, Notes
from convert.readers.decode import decode

SPECS = sorted((Path(__file__).parents[1] / "spec").glob("encoding-*.md"))
_BLOCK = re.compile(r"^```(in|bytes|mistaken|out|notes)\n(.*?)\n?^```$", re.MULTILINE | re.DOTALL)
#: Bytes that windows-1252 does not know; programs let them through as controls.
_UNKNOWN = b"\x81\x8d\x8f\x90\x9d"


def specs() -> Iterator[Any]:
    """Yield every sentence of every file as a parameter."""
    for path in SPECS:
        for part in re.split("^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
            sentence = part.partition("\n")[0].strip()
            blocks = dict(_BLOCK.findall(part))
            assert {"in", "out"} <= set(blocks), f"{path.name}: {sentence}: an `in` and an `out` block"
            yield pytest.param(blocks, id=f"{path.stem}: {sentence}")


def unescaped(text: str) -> str:
    return re.sub("<U\\+([0-9A-F]{4,5})>", lambda found: chr(int(found[1], 16)), text)


def stored(blocks: dict[str, str]) -> bytes:
    text = unescaped(blocks["in"])
    if "bytes" in blocks:
        encoding, _, loss = blocks["bytes"].partition(", ")
        return text.encode(encoding, errors="ignore" if loss else "strict")
    for codec in blocks.get("mistaken", "").split():
        text = "".join(shown(byte, codec) for byte in text.encode())
    return text.encode()


def shown(byte: int, codec: str) -> str:
    return chr(byte) if codec == "windows-1252" and byte in _UNKNOWN else bytes([byte]).decode(codec)


def says(note: Note, wanted: str) -> bool:
    severity, code, *sentence = wanted.split(": ", maxsplit=2)
    code, _, place = code.partition(" ")
    return (note.severity, note.code) == (severity, code) and place in note.where and sentence[0] in note.text


@pytest.mark.parametrize("blocks", list(specs()))
def test_bytes_are_read_as_the_spec_says(blocks: dict[str, str]) -> None:
    notes = Notes()
    assert decode(stored(blocks), notes) == unescaped(blocks["out"])
    wanted = blocks.get("notes", "").split("\n") if blocks.get("notes") else []
    assert len(notes) == len(wanted), list(map(str, notes))
    for note, line in zip(notes, wanted, strict=True):
        assert says(note, line), str(note)
