"""Turns what goes wrong into one line and the right exit code; a traceback only with --debug."""

import functools
import os
import sys
import traceback
from collections.abc import Callable
from typing import ParamSpec

import typer

from convert.cli.screen import Screen, plain, say
from convert.errors import ConvertError, ExitCode

Asked = ParamSpec("Asked")


def guarded(command: Callable[Asked, None]) -> Callable[Asked, None]:
    """Wrap a command so that it ends with an exit code of ours."""

    @functools.wraps(command)
    def run(*args: Asked.args, **kwargs: Asked.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except ConvertError as error:
            Screen(json=bool(kwargs.get("as_json"))).error(error)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(ExitCode.INTERRUPTED) from error
        except BrokenPipeError as error:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.DONE) from error
        except (typer.Exit, typer.Abort, typer.BadParameter):
            raise
        except Exception as error:
            _confess(error, debug=bool(kwargs.get("debug")))
            raise typer.Exit(ExitCode.OUR_BUG) from error

    return run


def _confess(error: Exception, *, debug: bool) -> None:
    if debug or os.environ.get("MATBAA_DEBUG"):
        traceback.print_exc()
    said = plain(f"{type(error).__name__}: {error}"[:300]).encode("ascii", "backslashreplace").decode()
    say(sys.stderr, f"error internal/bug: {said}")
    say(
        sys.stderr,
        "  = help: this is a fault of matbaa; run again with MATBAA_DEBUG=1 and report what it prints",
    )
