"""matbaa check: says whether a file is right."""

import sys
from typing import Annotated

import typer

from convert import api
from convert.cli.guard import guarded
from convert.cli.screen import Screen, plain, say, shown
from convert.cli.sources import expanded, standard_input
from convert.errors import ExitCode
from convert.formats import Source


@guarded
def check(
    files: Annotated[list[str], typer.Argument(help="Files to check: canonical XML.")],
    format_: Annotated[
        str, typer.Option("-f", "--from", help="The format, where the name does not say.")
    ] = "",
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only the exit code.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Check files against the profile: exit code 1 when something is wrong."""
    screen = Screen(quiet=quiet, json=as_json)
    wrong = 0
    for path in expanded(files, "check"):
        source = path or Source(standard_input(), "-")
        name = str(path) if path else "-"
        findings = api.check(source, format=format_ or ("" if path else "newsml"))
        wrong += sum(finding.severity == "error" for finding in findings)
        for finding in findings:
            where = f"{name}:{finding.where}".rstrip(":")
            screen.finding(finding.code, finding.severity, where, finding.sentence, finding.cure)
            if not quiet and not as_json:
                said = f"{finding.severity} {finding.code} {shown(finding.sentence)}  ({shown(finding.cure)})"
                say(sys.stdout, f"{plain(where)}: {said}")
        if not findings and not quiet and not as_json:
            say(sys.stdout, f"{plain(name)}: right")
    if wrong:
        raise typer.Exit(ExitCode.FINDINGS)
