"""Turns raw articles into canonical NewsML-G2, and that into right-to-left PDF, EPUB and text."""

from typing import TYPE_CHECKING, Any

from convert.errors import (
    ConvertError,
    EditionError,
    FindingsError,
    LimitError,
    MissingToolError,
    SettingsError,
    SourceError,
    UsageError,
    WriteError,
)
from convert.notes import Finding, Note, Notes

if TYPE_CHECKING:
    from convert.api import check, mend, read, read_each, render, render_each, write
    from convert.edition import build_edition, read_edition
    from convert.model import Article, Edition
    from convert.workshop import open_workshop

__all__ = [
    "Article",
    "ConvertError",
    "Edition",
    "EditionError",
    "Finding",
    "FindingsError",
    "LimitError",
    "MissingToolError",
    "Note",
    "Notes",
    "SettingsError",
    "SourceError",
    "UsageError",
    "WriteError",
    "build_edition",
    "check",
    "mend",
    "open_workshop",
    "read",
    "read_each",
    "read_edition",
    "render",
    "render_each",
    "write",
]

_LAZY = {
    "read": "api",
    "read_each": "api",
    "write": "api",
    "check": "api",
    "mend": "api",
    "render": "api",
    "render_each": "api",
    "read_edition": "edition",
    "build_edition": "edition",
    "open_workshop": "workshop",
    "Article": "model",
    "Edition": "model",
}


def __getattr__(name: str) -> Any:
    """Import the working parts when they are first asked for."""
    if name not in _LAZY:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(f"convert.{_LAZY[name]}"), name)
