"""matbaa explain: one code, why it matters, the cure."""

import difflib
import sys
from typing import Annotated

import typer

from convert.cli.guard import guarded
from convert.cli.screen import say
from convert.codes import CODES
from convert.errors import UsageError


@guarded
def explain(code: Annotated[str, typer.Argument(help="A code such as text/furniture.")]) -> None:
    """Explain a code: what it means, why it matters, what to do."""
    if code not in CODES:
        near = difflib.get_close_matches(code, CODES, 1)
        raise UsageError(
            f"no code is called {code!r}", cure=f'did you mean "{near[0]}"?' if near else "matbaa list codes"
        )
    meaning, cure = CODES[code]
    say(sys.stdout, f"{code}\n  {meaning}\n  cure: {cure}")
