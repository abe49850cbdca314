"""The worked plug-in in samples/plugin installs and works: its format is there, its option too."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PLUGIN = Path(__file__).resolve().parents[2] / "samples" / "plugin"
STORY = PLUGIN.parent / "kuwait" / "article.txt"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the plug-in's wheel and unpack it where Python looks: what an installer does."""
    place = tmp_path_factory.mktemp("site")
    build = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    made = subprocess.run(
        [sys.executable, "-c", build, str(place)], cwd=PLUGIN, capture_output=True, text=True, check=True
    )
    wheel = place / made.stdout.split()[-1]
    with zipfile.ZipFile(wheel) as files:
        files.extractall(place)
    return place


def matbaa(place: Path, *words: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command with the plug-in on the path."""
    command = [sys.executable, "-m", "convert", *words]
    return subprocess.run(
        command, env={"PYTHONPATH": str(place), "PATH": ""}, capture_output=True, check=False
    )


def test_an_installed_plug_in_is_listed(installed: Path) -> None:
    assert b"convert-telegram" in matbaa(installed, "list", "formats").stdout


def test_an_installed_plug_in_writes(installed: Path) -> None:
    ran = matbaa(installed, str(STORY), "-t", "telegram", "-o", "-", "-q")
    assert ran.returncode == 0
    assert ran.stdout.decode().startswith("الكويت والولايات المتحدة")
    assert ran.stdout.decode().endswith("واستقرار العراق")


def test_an_option_of_a_plug_in_is_a_flag(installed: Path) -> None:
    ran = matbaa(installed, str(STORY), "-t", "telegram", "-o", "-", "-q", "--limit", "6")
    assert ran.stdout.decode() == "الكويت"
    assert b"telegram/cut" in ran.stderr


def test_the_suffix_of_a_plug_in_names_its_format(installed: Path, tmp_path: Path) -> None:
    target = tmp_path / "kuwait.tg.txt"
    ran = matbaa(installed, str(STORY), "-o", str(target), "-q")
    assert ran.returncode == 0, ran.stderr
    assert target.read_text(encoding="utf-8").startswith("الكويت")


def test_without_the_plug_in_there_is_no_such_format(tmp_path: Path) -> None:
    ran = matbaa(tmp_path, str(STORY), "-t", "telegram", "-o", "-")
    assert ran.returncode == 2
    assert b"no writer is called 'telegram'" in ran.stderr
