"""An article small enough to be converted often."""

from pathlib import Path

import pytest

STORY = """ميناء جديد على الساحل

نشر في 28-11-2020 | 04:27
No Image Caption
افتتح الوزير أمس ميناء جديداً على الساحل الشمالي، وقال إن العمل فيه يبدأ في الشهر المقبل.

وقالت الشركة إن السفن ترسو هنا منذ شهر، وإن رقمها ٢٢٥٤ في السجل.
"""


@pytest.fixture
def story(tmp_path: Path) -> Path:
    """A small article, in the folder where the command runs."""
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """A folder of three articles, one of them empty."""
    folder = tmp_path / "today"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_text(STORY.replace("ميناء", "مطار"), encoding="utf-8")
    return folder
