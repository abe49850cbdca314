"""Names that every file system takes, and files that are whole or not there."""

import errno
import os
import re
import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from convert import files
from convert.errors import ExitCode, WriteError
from convert.files import LONGEST_NAME, Ledger, distinct_name, safe_name, write_whole
from tests.helpers import ZWNJ, legal_name

#: Characters that have broken a name somewhere: separators, marks, joiners, direction, controls, emoji.
ODD = (
    'aA.é /\\:*?"<>|-~%\x00\x07\n\t\x7f\x85\u00a0\u00ad\u0301\u0308\u064b\u0651\u0653\u0627\u07a6\u0780'
    "\u05d0\u0640\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2028\u2029\u2066\u2069\ufeff\ufe0f\ufdfd"
    "\u2764\U0001f4a5\U0001f1f0\U000e0041\ue000\ud800\uffff"
)
PIECES = ["CON", "nul", "LPT1", ".", "..", "/", " ", "x" * 177, "-"]
WORDS = st.one_of(
    st.text(st.characters()),
    st.text(st.sampled_from(ODD), max_size=300),
    st.builds(
        lambda word, count: word * count,
        st.text(st.sampled_from(ODD), min_size=1, max_size=3),
        st.integers(1, 300),
    ),
    st.builds("".join, st.lists(st.sampled_from(PIECES), max_size=4)),
)


@given(WORDS)
@example("e\N{ZERO WIDTH JOINER}\N{COMBINING ACUTE ACCENT}")
@example("NUL." + "x" * 176)
@example("/\u0338")
def test_a_name_made_safe_is_safe(words: str) -> None:
    assert safe_name(safe_name(words)) == safe_name(words)


@given(WORDS)
@example("NUL." + "x" * 176)
@example("COM\N{SUPERSCRIPT ONE}")
def test_a_safe_name_is_legal_and_short(words: str) -> None:
    name = safe_name(words)
    assert legal_name(f"{name}.epub")
    assert legal_name(name)
    assert len(name.encode()) <= LONGEST_NAME


@given(WORDS)
def test_a_safe_name_is_always_inside_the_folder(words: str) -> None:
    folder = Path("/somewhere/out")
    path = Path(os.path.normpath(folder / f"{safe_name(words)}.txt"))
    assert path.parent == folder


@given(WORDS)
@example("e\N{ZERO WIDTH JOINER}\N{COMBINING ACUTE ACCENT}")
def test_a_safe_name_is_composed_and_shows_what_it_is(words: str) -> None:
    name = safe_name(words)
    assert unicodedata.is_normalized("NFC", name)
    assert not any(
        unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") and char != ZWNJ for char in name
    )


@given(
    st.sampled_from(
        ["ب\N{ARABIC SHADDA}\N{ARABIC FATHA}", "\u0780\u07a6", "ש\u05c1\u05b8", "\u2764\ufe0f", "ك"]
    ),
    st.integers(0, 6),
)
def test_a_long_name_is_cut_between_letters_never_before_a_mark(letter: str, start: int) -> None:
    letter = unicodedata.normalize("NFC", letter)
    name = safe_name("x" * start + letter * 200)
    assert re.fullmatch(f"x{{{start}}}(?:{letter})+", name)
    assert len(name.encode()) > LONGEST_NAME - len(letter.encode())


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("a/b: «c»", "a-b- «c»"),
        ("../../etc/passwd", "etc-passwd"),
        ("-rf", "rf"),
        (".hidden", "hidden"),
        ("NUL", "_NUL"),
        ("con.txt", "_con.txt"),
        ("", "_"),
        ("...", "_"),
        ("می\N{ZERO WIDTH NON-JOINER}شود", "می\N{ZERO WIDTH NON-JOINER}شود"),
        ("تقرير \N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "تقرير fdp.exe"),
        ("سطر\n\tآخر", "سطر-آخر"),
    ],
)
def test_a_headline_becomes_a_name(words: str, name: str) -> None:
    assert safe_name(words) == name


@given(
    WORDS,
    st.text(st.characters(exclude_categories=["Cs"])),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_two_contents_under_one_headline_have_two_names(words: str, one: str, two: str) -> None:
    assert (distinct_name(words, one) == distinct_name(words, two)) == (one == two)
    assert legal_name(distinct_name(words, one) + ".epub")
    assert distinct_name(words, one).startswith(safe_name(words) + "-")


# --- whole or not there -----------------------------------------------------------------------


def test_a_file_is_written_whole_with_the_folders_it_needs(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b" / "c.bin"
    write_whole(target, b"one")
    assert target.read_bytes() == b"one"
    write_whole(target, b"two")
    assert target.read_bytes() == b"two"
    assert list(target.parent.iterdir()) == [target]


def test_a_file_may_be_read_by_whom_the_umask_says(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "a", b"")
    finally:
        assert os.umask(before) == 0o027, "the umask is as it was"
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


class Failing:
    """Counts the calls on the system and lets the N-th one fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, fail_at: int, error: BaseException) -> None:
        self.calls, self.fail_at, self.error = 0, fail_at, error
        monkeypatch.setattr(tempfile, "mkstemp", self.counted(tempfile.mkstemp))
        for name in ("fdopen", "fsync", "chmod", "replace"):
            monkeypatch.setattr(os, name, self.counted(getattr(os, name)))

    def counted(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            self.calls += 1
            if self.calls == self.fail_at:
                raise self.error
            return function(*given, **named)

        return call


DISK_FULL = OSError(errno.ENOSPC, "No space left on device")
NOT_ALLOWED = PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(
    ("error", "code"),
    [(DISK_FULL, "write/disk-full"), (NOT_ALLOWED, "write/failed")],
    ids=["full", "not allowed"],
)
def test_whichever_call_fails_the_old_file_stands_and_nothing_is_left(
    error: OSError, code: str, tmp_path: Path
) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    for number in range(1, 20):
        with pytest.MonkeyPatch.context() as patch:
            system = Failing(patch, number, error)
            refused = _refused(target, b"new")
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"], f"call {number}"
        if system.calls < number:
            break
        assert refused is not None
        assert (refused.code, refused.where) == (code, str(target))
        assert refused.exit_code == ExitCode.CANNOT_WRITE
        assert target.read_bytes() == b"old"
    assert number > 4, "several calls were made to fail"
    assert (refused, target.read_bytes()) == (None, b"new")


def _refused(target: Path, data: bytes) -> WriteError | None:
    try:
        write_whole(target, data)
    except WriteError as error:
        return error
    return None


@pytest.mark.parametrize("number", range(1, 6))
def test_ctrl_c_in_the_middle_leaves_nothing_either(number: int, tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    with pytest.MonkeyPatch.context() as patch:
        Failing(patch, number, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            write_whole(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_bytes() == b"old"


def test_a_full_disk_in_the_middle_of_the_bytes_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")
    real = os.fdopen

    class Short:
        def __init__(self, handle: int, mode: str) -> None:
            self.file = real(handle, mode)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.file.close()

        def write(self, data: bytes) -> int:
            self.file.write(data[: len(data) // 2])
            raise DISK_FULL

    monkeypatch.setattr(files.os, "fdopen", Short)
    with pytest.raises(WriteError, match="No space left") as caught:
        write_whole(target, b"new words")
    assert caught.value.code == "write/disk-full"
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]
    assert target.read_bytes() == b"old"


def test_a_file_where_a_folder_is_wanted_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(WriteError):
        write_whole(tmp_path / "a" / "b.txt", b"new")
    (tmp_path / "c").mkdir()
    with pytest.raises(WriteError):
        write_whole(tmp_path / "c", b"new")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "c"]


# --- the ledger -------------------------------------------------------------------------------


def test_the_ledger_lets_pass_what_is_new_or_as_we_left_it(tmp_path: Path) -> None:
    target = tmp_path / "a.txt"
    assert Ledger(tmp_path).may_write(target)
    write_whole(target, b"ours")
    assert not Ledger(tmp_path).may_write(target)
    Ledger(tmp_path).remember(target, b"ours")
    assert Ledger(tmp_path).may_write(target)
    target.write_bytes(b"theirs")
    assert not Ledger(tmp_path).may_write(target)


@pytest.mark.parametrize("damage", [b"", b"[]", b'"x"', b"{", b"\xff\xfe", b'{"a.txt": 3}', b"[" * 100_000])
def test_a_damaged_ledger_lets_nothing_pass_that_is_there(damage: bytes, tmp_path: Path) -> None:
    (tmp_path / files.LEDGER).write_bytes(damage)
    (tmp_path / "a.txt").write_bytes(b"theirs")
    ledger = Ledger(tmp_path)
    assert not ledger.may_write(tmp_path / "a.txt")
    assert ledger.may_write(tmp_path / "b.txt")
    ledger.remember(tmp_path / "a.txt", b"theirs")
    assert Ledger(tmp_path).may_write(tmp_path / "a.txt")


def test_two_runs_into_one_folder_both_stay_in_the_ledger(tmp_path: Path) -> None:
    one, two = Ledger(tmp_path), Ledger(tmp_path)
    for ledger, name in ((one, "a.txt"), (two, "b.txt")):
        write_whole(tmp_path / name, b"ours")
        ledger.remember(tmp_path / name, b"ours")
    assert Ledger(tmp_path).may_write(tmp_path / "a.txt")
    assert Ledger(tmp_path).may_write(tmp_path / "b.txt")


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.binary(max_size=8), max_size=4
    )
)
def test_the_ledger_remembers_any_name(contents: dict[str, bytes]) -> None:
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        ledger = Ledger(folder)
        for number, data in enumerate(contents.values()):
            (folder / f"{number}.bin").write_bytes(data)
            ledger.remember(folder / f"{number}.bin", data)
        assert all(Ledger(folder).may_write(folder / f"{number}.bin") for number in range(len(contents)))
