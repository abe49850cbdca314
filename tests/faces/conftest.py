"""A publisher's folder with one face in it."""

from pathlib import Path

import pytest

from tests.foundry import Press, font


@pytest.fixture
def press(tmp_path: Path) -> Press:
    """The folder of a publisher who has no face yet."""
    return Press(tmp_path)


@pytest.fixture
def naskh(press: Press) -> Press:
    """The same with a face of two cuts, Our Naskh, for Arabic and English."""
    press.put(font())
    press.put(font(weight=700), "our-naskh/Bold.ttf")
    press.name(Regular=400, Bold=700)
    return press
