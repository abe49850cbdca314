"""matbaa doctor: what is installed, what is missing, the line that fixes it."""

import ctypes
import hashlib
import importlib.util
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

import typer

from convert.cli.guard import guarded
from convert.cli.screen import say
from convert.errors import ExitCode

#: name, what it is for, the line that installs it
_LIBRARIES = (
    ("libpango-1.0.so.0", "PDF", "sudo apt install libpango-1.0-0"),
    ("libpangoft2-1.0.so.0", "PDF", "sudo apt install libpangoft2-1.0-0"),
    ("libharfbuzz-subset.so.0", "PDF", "sudo apt install libharfbuzz-subset0"),
)
_PACKAGES = (
    "lxml",
    "weasyprint",
    "EbookLib",
    "uharfbuzz",
    "fonttools",
    "pillow",
    "babel",
    "charset-normalizer",
)
_PROGRAMS = (("java", "EPUBCheck, for make gates", "sudo apt install default-jre-headless"),)


@guarded
def doctor() -> None:
    """Say what is installed, what is missing, and the line that fixes it."""
    missing = 0
    for fine, line in _findings():
        say(sys.stdout, f"{'ok     ' if fine is True else 'missing' if fine is False else 'without'} {line}")
        missing += fine is False
    if missing:
        raise typer.Exit(ExitCode.MISSING_TOOL)


def _findings() -> Iterator[tuple[bool | None, str]]:
    yield sys.version_info >= (3, 11), f"Python {sys.version.split()[0]}"
    for name in _PACKAGES:
        try:
            yield True, f"{name} {version(name)}"
        except PackageNotFoundError:
            yield False, f"{name}: pip install {name}"
    for name, purpose, cure in _LIBRARIES:
        yield (True, name) if _loads(name) else (False, f"{name}, for {purpose}: {cure}")
    yield _shapes()
    yield from _fonts()
    for name, purpose, cure in _PROGRAMS:
        yield (True, name) if shutil.which(name) else (None, f"{name}, for {purpose}: {cure}")


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _shapes() -> tuple[bool | None, str]:
    if importlib.util.find_spec("PIL") is None:
        return False, "Pillow: pip install pillow"
    from PIL import features

    fine = features.check("raqm")
    return (
        (True, "Pillow shapes letters (Raqm)")
        if fine
        else (None, "Pillow without Raqm: EPUB covers are left out")
    )


def _fonts() -> Iterator[tuple[bool, str]]:
    from convert.faces import faces

    for face in faces().values():
        for cut in face.cuts:
            if not cut.path.is_file():
                yield False, f"font {cut.path.name}: install matbaa again"
            elif hashlib.sha256(cut.path.read_bytes()).hexdigest() != cut.sha256:
                yield False, f"font {cut.path.name} is not the file fonts.toml names: install matbaa again"
    yield True, f"{sum(len(face.cuts) for face in faces().values())} fonts of {len(faces())} families"
