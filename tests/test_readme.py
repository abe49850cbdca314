"""The README tells the truth: its sessions are run and compared, its example works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convert.faces import text_stack
from convert.house import Choice, find_house, load_house
from convert.vocab.languages import language_of
from tests.edition.conftest import Desk, png, svg
from tests.foundry import Press, font

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"


def blocks(kind: str) -> list[str]:
    """Return the fenced blocks of a kind."""
    return re.findall(rf"```{kind}\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)


def steps(session: str) -> list[tuple[str, str]]:
    """Return each command of a session with the output written below it."""
    parts = re.split(r"^\$ (.*)\n", session, flags=re.MULTILINE)[1:]
    return list(zip(parts[::2], parts[1::2], strict=True))


def desk(place: Path) -> dict[str, str]:
    """Lay out a folder as a reader of the README has it; return the environment."""
    shutil.copytree(ROOT / "samples", place / "samples")
    (place / "fonts").symlink_to(ROOT / "fonts")
    tools = Path(sys.executable).parent
    return {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "COLUMNS": "100", "NO_COLOR": "1"}


def without_marks(text: str) -> str:
    """Return *text* without the isolates a terminal is given."""
    return re.sub("[\u2066-\u2069]", "", text)


def spelled(session: list[tuple[str, str]]) -> str:
    """Return a session as the README has it."""
    return "".join(f"$ {command}\n{output}" for command, output in session)


@pytest.mark.parametrize("number", range(len(blocks("console"))))
def test_a_session_gives_what_the_readme_says(number: int, tmp_path: Path, accept: bool) -> None:
    session = steps(blocks("console")[number])
    environment = desk(tmp_path)
    real = []
    for command, _ in session:
        ran = subprocess.run(
            ["sh", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert "Traceback" not in ran.stderr
        real.append((command, without_marks(ran.stderr + ran.stdout)))
    if accept:
        text = README.read_text(encoding="utf-8").replace(blocks("console")[number], spelled(real))
        README.write_text(text, encoding="utf-8")
    assert spelled(steps(blocks("console")[number])) == spelled(real)


def example(word: str) -> str:
    """Return the script in the README that says *word*."""
    return next(block for block in blocks("python") if word in block)


@pytest.mark.gate
def test_the_example_of_a_workshop_works(tmp_path: Path) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    script = tmp_path / "paper.py"
    script.write_text(example("open_workshop"), encoding="utf-8")
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        assert "house's own" in ran.stdout
    assert (tmp_path / "out" / "edition-fa.pdf").stat().st_size > 100_000


def test_the_python_example_works(tmp_path: Path) -> None:
    today = tmp_path / "today"
    today.mkdir()
    for name in ("a", "b"):
        shutil.copy(ROOT / "samples" / "kuwait" / "article.txt", today / f"{name}.txt")
    ran = subprocess.run(
        [sys.executable, "-c", example("today.xml")],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "text/furniture" in ran.stdout
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "today.xml", "today.pdf", "today.epub", "today.txt"
    }  # fmt: skip


def test_the_house_file_in_the_readme_is_right(tmp_path: Path) -> None:
    text = next(block for block in blocks("toml") if "[furniture]" in block)
    (tmp_path / "house.toml").write_text(text, encoding="utf-8")
    house = load_house(tmp_path / "house.toml")
    assert house.provider == "example.org"
    assert house.writers["epub"] == {
        "fonts": "ttf",
        "conforms_to": "EPUB Accessibility 1.1 - WCAG 2.2 Level AA",
        "certified_by": "Our Press",
    }
    assert house.faces == {"": Choice("Our Naskh", "Noto Kufi Arabic"), "ur": Choice("Noto Naskh Arabic")}


def test_the_edition_in_the_readme_is_right(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.say(next(block for block in blocks("toml") if "[[section]]" in block))
    desk.story("local/bridge.txt", "جسر الميناء")
    desk.story("local/market.txt", "سوق السمك")
    for name in ("art/cover.jpg", "pictures/bridge.jpg", "pictures/ferry.jpg", "adverts/bank.png"):
        desk.put(name, png())
    desk.put("art/subscribe.png", png())
    desk.put("art/masthead.svg", svg())
    issue = desk.read().issue
    assert issue is not None
    assert (len(issue.adverts), issue.sections[0].items[0].lead) == (2, True)


def test_the_list_of_fonts_in_the_readme_is_right(tmp_path: Path) -> None:
    press = Press(tmp_path)
    press.put(font(), "our-naskh/OurNaskh-Regular.ttf")
    press.list.write_text(next(block for block in blocks("toml") if "[[font]]" in block), encoding="utf-8")
    press.settle(next(block for block in blocks("toml") if "[furniture]" in block))
    house = find_house(tmp_path)
    assert text_stack(language_of("ar"), house)[0] == "Our Naskh"
    assert text_stack(language_of("ur"), house)[0] == "Noto Naskh Arabic"


def test_the_licence_box_names_the_agpl() -> None:
    assert "AGPL-3.0-or-later" in README.read_text(encoding="utf-8")
