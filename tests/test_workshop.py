"""A workshop makes a thing once, gives it in order, and trusts nothing that is not whole."""

import os
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convert.errors import WriteError
from convert.notes import Notes
from convert.workshop import Workshop, fingerprint, noted, open_workshop, told

PLAIN = st.recursive(
    st.text(max_size=4) | st.binary(max_size=4) | st.integers(-9, 9) | st.none() | st.booleans(),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=2), inner, max_size=2)
    ),
    max_leaves=6,
)


@dataclass(frozen=True, slots=True)
class Job:
    """A job that is done by writing its name into a file."""

    words: str
    log: Path


def do(job: Job) -> bytes:
    """Do a job, and leave a line that it was done."""
    with job.log.open("a", encoding="utf-8") as file:
        file.write(f"{job.words}\n")
    return job.words.upper().encode()


def die(_job: Job) -> bytes:
    """End the process, as the system does when there is no memory left."""
    os._exit(9)


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    return [Job(words, tmp_path / "log") for words in ("one", "two", "three")]


def done(jobs: list[Job]) -> list[str]:
    """Return which jobs were done, in order."""
    log = jobs[0].log
    return log.read_text(encoding="utf-8").split() if log.exists() else []


def test_jobs_are_answered_in_order(jobs: list[Job]) -> None:
    assert Workshop().each(do, jobs) == [b"ONE", b"TWO", b"THREE"]


def test_a_job_that_was_done_is_not_done_again(jobs: list[Job], tmp_path: Path) -> None:
    for _ in range(2):
        assert Workshop(tmp_path / "shelf").each(do, jobs) == [b"ONE", b"TWO", b"THREE"]
    assert done(jobs) == ["one", "two", "three"]


def test_only_a_changed_job_is_done_again(jobs: list[Job], tmp_path: Path) -> None:
    Workshop(tmp_path / "shelf").each(do, jobs)
    jobs[1] = replace(jobs[1], words="zwei")
    assert Workshop(tmp_path / "shelf").each(do, jobs) == [b"ONE", b"ZWEI", b"THREE"]
    assert done(jobs)[3:] == ["zwei"]


def test_what_is_not_whole_is_made_again(jobs: list[Job], tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    Workshop(shelf).each(do, jobs)
    for path in shelf.iterdir():
        path.write_bytes(path.read_bytes()[:-1] + b"?")
    assert Workshop(shelf).each(do, jobs) == [b"ONE", b"TWO", b"THREE"]
    assert len(done(jobs)) == 6


def test_a_shelf_holds_what_was_used_last(jobs: list[Job], tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    shop = Workshop(shelf)
    shop.each(do, jobs)
    shop.tidy()
    shop.each(do, jobs[:1])
    shop.tidy()
    assert len(list(shelf.iterdir())) == 1


def test_what_two_functions_make_lies_apart(jobs: list[Job], tmp_path: Path) -> None:
    shop = Workshop(tmp_path / "shelf")
    shop.each(do, jobs[:1])
    assert shop.each(reverse, jobs[:1]) == [b"eno"]


def reverse(job: Job) -> bytes:
    """Return the words of a job from the end."""
    return job.words[::-1].encode()


@pytest.fixture
def processes() -> Iterator[Executor]:
    with ProcessPoolExecutor(2, mp_context=get_context("forkserver")) as executor:
        yield executor


def test_processes_and_threads_answer_the_same(jobs: list[Job], processes: Executor) -> None:
    with ThreadPoolExecutor(2) as threads:
        for executor in (processes, threads):
            assert Workshop(executor=executor).each(do, jobs) == [b"ONE", b"TWO", b"THREE"]


def test_a_process_that_dies_is_told(jobs: list[Job], processes: Executor) -> None:
    with pytest.raises(WriteError, match="died"):
        Workshop(executor=processes).each(die, jobs)


def test_what_is_made_ahead_is_there_when_it_is_asked_for(jobs: list[Job], tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as threads:
        shop = Workshop(tmp_path / "shelf", threads)
        shop.ahead(do, jobs)
        assert sorted(done(jobs)) == ["one", "three", "two"]
        shop.each(do, jobs)
    assert len(done(jobs)) == 3


def test_one_process_needs_no_pool(jobs: list[Job]) -> None:
    with open_workshop(jobs=1) as shop:
        assert shop.each(do, jobs) == [b"ONE", b"TWO", b"THREE"]


def test_notes_lie_with_what_they_were_made_of() -> None:
    notes, again = Notes(), Notes()
    notes.warn("a/b", "said\nso", "page 1", cure="do")
    assert told(noted(notes, b"\nbytes\n"), again) == b"\nbytes\n"
    assert list(again) == list(notes)


@given(PLAIN, PLAIN)
def test_things_have_one_fingerprint_when_they_are_one(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (repr(one) == repr(other) or same(one, other))


def same(one: object, other: object) -> bool:
    """Say whether two plain things are one; True is not 1, and the order of a table does not count."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(same, one, other))
    return type(one) is type(other) and one == other
