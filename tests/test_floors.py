"""The house keeps its floors: no arrow runs up, no door opens into another."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "convert"
#: The first name below `convert` and its floor; whatever is not here fails the test.
FLOORS = {
    **dict.fromkeys(("model", "errors", "notes", "codes"), 0),
    **dict.fromkeys(
        (
            "script",
            "calendar",
            "vocab",
            "newsml",
            "house",
            "formats",
            "faces",
            "stylesheets",
            "subset",
            "settings",
            "svg",
            "tomlplaces",
        ),
        1,
    ),
    **dict.fromkeys(
        ("pictures", "files", "retell", "matter", "options", "pdf", "zips", "makeup", "workshop"), 1
    ),
    **dict.fromkeys(("readers", "writers", "checks", "tidy"), 2),
    "api": 3,
    "edition": 3,
    "specimen": 3,
    "cli": 4,
    "__main__": 5,
    "__init__": 5,
}
DOORS = ("readers", "writers", "checks")


def room(path: Path) -> str:
    """Return the first name below convert/ of a module."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def arrows() -> Iterator[tuple[str, str, str]]:
    """Yield file, room and the room it imports, for every import of ours anywhere in a module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.ImportFrom) and node.module:
                whole = node.module == "convert"
                names = [f"convert.{alias.name}" for alias in node.names] if whole else [node.module]
            elif isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            for name in names:
                if name.startswith("convert."):
                    yield str(path.relative_to(PACKAGE)), room(path), name.split(".")[1]


def test_every_room_has_a_floor() -> None:
    rooms = {room(path) for path in PACKAGE.rglob("*.py")}
    assert rooms == set(FLOORS)


def test_no_arrow_runs_up() -> None:
    rising = [(file, to) for file, start, to in arrows() if FLOORS.get(to, -1) > FLOORS[start]]
    assert rising == []


def test_the_words_import_nothing_of_ours() -> None:
    assert [(file, to) for file, start, to in arrows() if FLOORS[start] == 0 and to != start] == []


def test_no_door_opens_into_another() -> None:
    crossing = [(file, to) for file, start, to in arrows() if start in DOORS and to in DOORS and start != to]
    assert crossing == []


def test_nothing_imports_the_face() -> None:
    assert [file for file, start, to in arrows() if to == "cli" and start not in ("cli", "__main__")] == []
