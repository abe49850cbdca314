"""What every test may ask for: the sample's house, the shared material, and the command itself."""

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

import pytest

from convert.house import House, load_house
from tests.helpers import KUWAIT, ROOT, Ran, run


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a reviewer take what is made now as what is wanted."""
    parser.addoption("--accept", action="store_true", help="write samples and sessions anew; read the diff")


@pytest.fixture(scope="session")
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether what is made now shall be taken as what is wanted."""
    return bool(request.config.getoption("--accept"))


class Matbaa(Protocol):
    """Runs the command in the test's own folder."""

    def __call__(
        self,
        *words: str | Path,
        stdin: bytes = b"",
        env: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Ran:
        """Return what a run answered."""


@pytest.fixture(scope="session")
def house() -> House:
    """The settings of the sample's publisher."""
    return load_house(KUWAIT.parent / "house.toml")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material that lies beside the checkout and is no part of it."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip(
            f"the folder {folder} is not here: hostile files and real texts are no part of the checkout"
        )
    return folder


@pytest.fixture
def matbaa(tmp_path: Path) -> Matbaa:
    """The command, run in a folder of its own."""

    def call(
        *words: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, timeout: float = 60
    ) -> Ran:
        return run(*words, cwd=tmp_path, stdin=stdin, env=env, timeout=timeout)

    return call
