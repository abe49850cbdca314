"""matbaa check: says whether a file is right, and puts right what can be."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from convert import api
from convert.cli.guard import guarded
from convert.cli.output import put, refuse_foreign
from convert.cli.screen import Screen, plain, say, shown, size_of
from convert.cli.sources import expanded, standard_input
from convert.errors import ExitCode, UsageError
from convert.formats import Source
from convert.notes import Finding


@guarded
def check(
    files: Annotated[
        list[str], typer.Argument(help="Files to check: canonical XML, EPUB, PDF, HTML, text, wire.")
    ],
    format_: Annotated[
        str, typer.Option("-f", "--from", help="The format, where the name does not say.")
    ] = "",
    profile: Annotated[
        str,
        typer.Option("--profile", help="What a PDF is for: pdfx4, newspaper, magazine, sheetfed, screen."),
    ] = "",
    fix: Annotated[
        bool, typer.Option("--fix", help="Write a copy with what is mechanical put right (EPUB, HTML, text).")
    ] = False,
    directory: Annotated[
        Path, typer.Option("-d", "--directory", help="The folder for what --fix makes.")
    ] = Path("out"),
    force: Annotated[bool, typer.Option("--force", help="Overwrite a file that was changed since.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only the exit code.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Check files with a right-to-left reader's eyes: exit code 1 when something is wrong."""
    screen = Screen(quiet=quiet, json=as_json)
    wrong = 0
    for path in expanded(files, "check"):
        source = path or Source(standard_input(), "-")
        name = str(path) if path else "-"
        if fix:
            source = _mended(screen, path, source, format_, directory, force=force)
        findings = api.check(source, format=format_ or ("" if path else "newsml"), profile=profile)
        tell(screen, name, findings)
        wrong += sum(finding.severity == "error" for finding in findings)
    if wrong:
        raise typer.Exit(ExitCode.FINDINGS)


def _mended(
    screen: Screen, path: Path | None, source: Path | Source, format_: str, directory: Path, *, force: bool
) -> Source:
    """Write the mended copy of a file and return it: what is found in it then is left for a person."""
    if path is None:
        raise UsageError("--fix needs a file with a name, not standard input")
    target = directory / path.name
    if target.resolve() == path.resolve():
        raise UsageError(f"--fix would overwrite {path}", cure="name another folder: -d DIR")
    data, mended = api.mend(source, format=format_)
    if not force:
        refuse_foreign(target, data)
    put(target, data)
    for finding in mended:
        where = f"{path}:{finding.where}".rstrip(":")
        screen.finding(finding.code, "note", where, f"mended: {finding.sentence}", "")
        if not screen.quiet and not screen.json:
            say(sys.stdout, f"{plain(where)}: mended {finding.code} {shown(finding.sentence)}")
    screen.event("done", path=str(target), bytes=len(data))
    screen.talk("wrote", str(target), [size_of(data)])
    return Source(data, path.name, path.parent)


def tell(screen: Screen, name: str, findings: list[Finding]) -> None:
    """Say what was found in the file *name*, or that it is right."""
    for finding in findings:
        where = f"{name}:{finding.where}".rstrip(":")
        screen.finding(finding.code, finding.severity, where, finding.sentence, finding.cure)
        if not screen.quiet and not screen.json:
            cure = f"  ({shown(finding.cure)})" if finding.cure else ""
            said = f"{finding.severity} {finding.code} {shown(finding.sentence)}{cure}"
            say(sys.stdout, f"{plain(where)}: {said}")
    if not findings and not screen.quiet and not screen.json:
        say(sys.stdout, f"{plain(name)}: right")
