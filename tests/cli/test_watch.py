"""matbaa edition build --watch: builds again when something changes, and only then."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.helpers import environment, run

PATIENCE = 60.0


def waited(text: Callable[[], str], until: Callable[[str], bool]) -> str:
    """Return what *text* says as soon as *until* holds of it."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        said = text()
        if until(said):
            return said
        time.sleep(0.1)
    pytest.fail(f"not within {PATIENCE} s: {text()}")


def test_what_changes_is_built_again_and_a_mistake_is_waited_out(tmp_path: Path) -> None:
    run("edition", "new", "day", "-l", "en", cwd=tmp_path)
    log, file = tmp_path / "log", tmp_path / "day" / "edition.toml"
    command = [
        sys.executable,
        "-m",
        "convert",
        "edition",
        "build",
        "day",
        "--watch",
        "-t",
        "txt",
        "-d",
        "day/out",
    ]
    with log.open("wb") as out:
        watching = subprocess.Popen(command, cwd=tmp_path, stderr=out, stdout=out, env=environment(tmp_path))
    try:
        waited(log.read_text, lambda said: said.count("watching") == 1)
        time.sleep(1)
        assert log.read_text().count("wrote") == 1, "what is read and what is made are no changes"
        good = file.read_text()
        file.write_text(good.replace("title", "titel", 1))
        said = waited(log.read_text, lambda said: said.count("watching") == 2)
        assert "not built" in said
        file.write_text(good.replace("\nissue", "\nprice = '2'\nissue", 1))
        waited(log.read_text, lambda said: said.count("wrote") == 2)
    finally:
        os.kill(watching.pid, signal.SIGINT)
        assert watching.wait(PATIENCE) == 130
    assert "Traceback" not in log.read_text()
