"""Tests of the canonical form; some read documents that lie beside the tree and are no part of it."""

from pathlib import Path

import pytest


def shared(name: str) -> Path:
    """Return a file or folder of the material shared beside the tree; skip the test where there is none."""
    for folder in Path(__file__).resolve().parents:
        found = folder / "shared" / "data" / name
        if found.exists():
            return found
    pytest.skip(f"no folder shared/data/{name} lies beside the tree")
