"""Every code that a note, a finding or an error carries is explained, and every explained code is carried."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import convert
from convert.codes import CODES
from convert.errors import ConvertError, ExitCode

PACKAGE = Path(convert.__file__).parent
CODE = re.compile(r"[a-z]+/(?:P[0-9]{2}|[a-z0-9]+(?:-[a-z0-9]+)*)")
#: First halves of media types and of our own paths: these are no codes.
_OTHER = (
    "application",
    "text/plain",
    "text/css",
    "text/html",
    "text/xml",
    "image",
    "audio",
    "video",
    "font/woff",
)


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.name != "codes.py":
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _literals(node: ast.AST) -> Iterator[str]:
    """Yield the strings of an expression; a hole of an f-string is a star."""
    for part in ast.walk(node):
        if isinstance(part, ast.JoinedStr):
            yield "".join(
                str(piece.value) if isinstance(piece, ast.Constant) else "*" for piece in part.values
            )
        elif isinstance(part, ast.Constant) and isinstance(part.value, str):
            yield part.value


def _carried(tree: ast.Module) -> Iterator[str]:
    """Yield what stands where a code is wanted: notes, findings, errors, and the lines of the screen."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("add", "warn", "Note", "Finding", "Doubt") and node.args:
                yield from _literals(node.args[0])
            yield from (word for key in node.keywords if key.arg == "code" for word in _literals(key.value))
        elif isinstance(node, ast.Assign) and any(
            getattr(target, "id", "") == "code" for target in node.targets
        ):
            yield from _literals(node.value)
    for words in _literals(tree):
        yield from re.findall(rf"^(?:note|warning|error) ({CODE.pattern})", words)


def _codes_carried() -> dict[str, str]:
    return {
        words: path.name
        for path, tree in _trees()
        for words in _carried(tree)
        if CODE.fullmatch(words) and not words.startswith(_OTHER)
    }


def test_codes_are_found_in_the_source_at_all() -> None:
    found = _codes_carried()
    assert {"text/furniture", "source/binary", "use/wrong", "write/disk-full"} <= set(found)


def test_every_code_that_is_carried_is_explained() -> None:
    assert {code: where for code, where in _codes_carried().items() if code not in CODES} == {}


def test_every_code_that_is_explained_is_carried() -> None:
    words = {word for _, tree in _trees() for word in _literals(tree)}
    patterns = [
        re.escape(word).replace(r"\*", "[a-z-]+") for word in words if re.fullmatch(r"[a-z]+/\*", word)
    ]
    said = " ".join(words)
    missing = [
        code
        for code in CODES
        if code not in words
        and not any(re.fullmatch(pattern, code) for pattern in patterns)
        and not re.search(rf"(?:note|warning|error) {re.escape(code)}\b", said)
    ]
    assert missing == []


def test_a_code_is_an_area_and_a_thing_and_its_cure_is_not_empty() -> None:
    for code, (meaning, cure) in CODES.items():
        assert CODE.fullmatch(code), code
        assert meaning.endswith("."), code
        assert cure, code


def _kinds(kind: type[ConvertError]) -> Iterator[type[ConvertError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from _kinds(child)


@pytest.mark.parametrize("kind", list(_kinds(ConvertError)), ids=lambda kind: kind.__name__)
def test_every_error_carries_an_exit_code_and_an_explained_code(kind: type[ConvertError]) -> None:
    error = kind("a sentence", where="a.txt line 3", cure="mend it")
    assert isinstance(error.exit_code, ExitCode)
    assert error.exit_code not in (ExitCode.DONE, ExitCode.SOME_FAILED, ExitCode.INTERRUPTED)
    assert error.code in CODES
    assert (str(error), error.where, error.cure) == ("a sentence", "a.txt line 3", "mend it")
    assert kind("x", code="text/furniture").code == "text/furniture"


def test_the_exit_codes_are_the_promised_ones() -> None:
    assert sorted(ExitCode) == [0, 1, 2, 3, 4, 5, 6, 7, 70, 130]
