"""matbaa explain: one code, why it matters, the cure."""

import sys
from typing import Annotated

import typer

from convert.cli.guard import guarded
from convert.cli.screen import say
from convert.codes import CODES
from convert.errors import UsageError, nearest


@guarded
def explain(code: Annotated[str, typer.Argument(help="A code such as text/furniture.")]) -> None:
    """Explain a code: what it means, why it matters, what to do."""
    if code not in CODES:
        raise UsageError(f"no code is called {code!r}", cure=nearest(code, CODES) or "matbaa list codes")
    meaning, cure = CODES[code]
    say(sys.stdout, f"{code}\n  {meaning}\n  cure: {cure}")
