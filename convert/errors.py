"""What stops the work: each error names the thing, says the cure, and carries its exit code."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum


class ExitCode(IntEnum):
    """What the command answers to the shell."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    MISSING_TOOL = 3
    BAD_SOURCE = 4
    BAD_SETTINGS = 5
    CANNOT_WRITE = 6
    SOME_FAILED = 7
    OUR_BUG = 70
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A line of a file, what of it is wrong (*start* to *end*), and a remark that stands below that."""

    line: str
    start: int
    end: int
    remark: str = ""


class ConvertError(Exception):
    """The work cannot go on; `code` is stable, `where` names the file and line if there is one."""

    exit_code = ExitCode.OUR_BUG
    code = "convert/error"

    def __init__(self, message: str, *, where: str = "", code: str = "", cure: str = "") -> None:
        super().__init__(message)
        self.where = where
        self.cure = cure
        self.code = code or type(self).code
        self.excerpt: Excerpt | None = None


class UsageError(ConvertError):
    """The call asks for something that does not exist or does not fit together."""

    exit_code = ExitCode.USAGE
    code = "use/wrong"


class MissingToolError(ConvertError):
    """A library, font or program is not installed."""

    exit_code = ExitCode.MISSING_TOOL
    code = "tool/missing"


class SourceError(ConvertError):
    """The input cannot be read."""

    exit_code = ExitCode.BAD_SOURCE
    code = "source/unreadable"


class LimitError(SourceError):
    """The input is larger or deeper than the bounds allow."""

    code = "source/limit"


class SettingsError(ConvertError):
    """An edition file or a house file is wrong."""

    exit_code = ExitCode.BAD_SETTINGS
    code = "settings/wrong"


class EditionError(ConvertError):
    """An edition cannot be made: *faults* are all the reasons, as they stand in its file."""

    exit_code = ExitCode.BAD_SETTINGS
    code = "edition/refused"

    def __init__(
        self,
        message: str,
        *,
        faults: Iterable[ConvertError] = (),
        where: str = "",
        code: str = "",
        cure: str = "",
    ) -> None:
        super().__init__(message, where=where, code=code, cure=cure)
        self.faults = tuple(faults)
        self.exit_code = max((fault.exit_code for fault in self.faults), default=type(self).exit_code)


class WriteError(ConvertError):
    """A result cannot be made or put where it was asked for."""

    exit_code = ExitCode.CANNOT_WRITE
    code = "write/failed"


class FindingsError(ConvertError):
    """The work was stopped, or refused, because of what was found in the content."""

    exit_code = ExitCode.FINDINGS
    code = "content/refused"


def nearest(name: str, known: Iterable[str]) -> str:
    """Return a cure for a misspelt *name*: the nearest of those that are known, if one is near."""
    near = meant(name, known)
    return f'did you mean "{near}"?' if near else ""


def meant(name: str, known: Iterable[str]) -> str:
    """Return the nearest to *name* of those that are known; nothing where none is near."""
    import difflib

    return next(iter(difflib.get_close_matches(name, list(known), 1)), "")
