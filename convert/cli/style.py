"""matbaa style: a publisher's own look, begun from one of ours."""

import re
from pathlib import Path
from typing import Annotated

import typer

from convert.cli.guard import guarded
from convert.cli.screen import Screen, size_of
from convert.errors import UsageError, WriteError
from convert.files import write_whole
from convert.house import FILE_NAME, House, find_house

style = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Make a style of your own.",
)
_BEGUN = "# What this publisher wants everywhere; the README lists the keys.\n"


@style.command()
@guarded
def new(
    name: Annotated[str, typer.Argument(help="What the style is called: letters, digits and hyphens.")],
    base: Annotated[str, typer.Option("--from", help="The style it begins as.")] = "broadsheet",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only the exit code.")] = False,
) -> None:
    """Make styles/NAME beside house.toml: tokens.css with every size and colour, style.css with the page."""
    from convert.stylesheets import begun

    screen = Screen(quiet=quiet)
    house = find_house(Path.cwd())
    sheets = begun(base, house)
    folder = _folder(name, house)
    if house.folder is None:
        _write(screen, Path.cwd() / FILE_NAME, _BEGUN)
    for file, css in sheets.items():
        _write(screen, folder / file, css)
    screen.talk("use it", f"--style {name}", [])


@style.callback()
def _group() -> None:
    """Keep `new` a command of its own."""


def _folder(name: str, house: House) -> Path:
    """Return where the style called *name* will be; refuse one that is there."""
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}", name):
        raise UsageError(f"{name!r} is no name for a style; take letters, digits and hyphens")
    folder = (house.folder or Path.cwd()) / "styles" / name
    if folder.exists():
        raise WriteError(f"{folder} is there already", where=str(folder), cure="take another name")
    return folder


def _write(screen: Screen, path: Path, text: str) -> None:
    data = text.encode()
    write_whole(path, data)
    screen.talk("wrote", str(path), [size_of(data)])
