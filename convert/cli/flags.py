"""The flags that several commands have, said once."""

from pathlib import Path
from typing import Annotated

import typer

To = Annotated[str, typer.Option("-t", "--to", help="Formats to make, by comma: pdf,epub,txt,xml,html.")]
Directory = Annotated[Path, typer.Option("-d", "--directory", help="The folder for what is made.")]
Style = Annotated[str, typer.Option("--style", help="A style's name, or a .css file.")]
Css = Annotated[list[str] | None, typer.Option("--css", help="A stylesheet on top of the style.")]
Strict = Annotated[bool, typer.Option("--strict", help="Write nothing when there is a warning.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite files that somebody else wrote or changed.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what would be written, write nothing.")]
Quiet = Annotated[bool, typer.Option("-q", "--quiet", help="Say only what is wrong.")]
Verbose = Annotated[bool, typer.Option("-v", "--verbose", help="Say more.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]
Color = Annotated[str, typer.Option("--color", help="auto, always or never.")]
Jobs = Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes at work; 0: one a processor.")]
NoCache = Annotated[
    bool, typer.Option("--no-cache", help="Make everything anew, and keep nothing for the next time.")
]
Watch = Annotated[bool, typer.Option("-w", "--watch", help="Build again whenever something changes.")]
Debug = Annotated[bool, typer.Option("--debug", hidden=True)]
