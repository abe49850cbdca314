"""The command line: one command, one module."""

import sys
from typing import Any

import typer
from typer.core import TyperGroup

from convert.cli.check import check
from convert.cli.convert import convert
from convert.cli.doctor import doctor
from convert.cli.edition import edition
from convert.cli.explain import explain
from convert.cli.font import font
from convert.cli.lists import lists
from convert.cli.options import MANY, WithWriters
from convert.cli.show import show
from convert.cli.style import style

_OURS = ("--help", "-h", "--version", "--install-completion", "--show-completion")


class ShortForm(TyperGroup):
    """`matbaa article.txt` means `matbaa convert article.txt`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the word `convert` before what is no command."""
        if args and args[0] not in self.commands and args[0] not in _OURS:
            args = ["convert", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=ShortForm,
    name="matbaa",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Turn an article into right-to-left PDF, EPUB, text and NewsML-G2: right the first time, no flags.",
)
app.command(cls=WithWriters, context_settings=MANY)(convert)
app.command()(check)
app.command()(show)
app.command("list")(lists)
app.add_typer(edition, name="edition")
app.add_typer(font, name="font")
app.add_typer(style, name="style")
app.command()(doctor)
app.command()(explain)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"matbaa {version('matbaa')}")
        raise typer.Exit


@app.callback()
def _globals(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Say the version."
    ),
) -> None:
    del version


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    app()


__all__ = ["app", "main"]
