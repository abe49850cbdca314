"""The faces pages are set in: ours, and those a publisher puts beside house.toml."""

from convert.faces.face import Cut, Face, letters_of
from convert.faces.measures import measures
from convert.faces.stacks import (
    FALLBACK,
    MISSING_CURE,
    faces,
    families_for,
    head_stack,
    news_stack,
    text_stack,
    told_left,
    told_missing,
    undrawable,
)

__all__ = [
    "FALLBACK",
    "MISSING_CURE",
    "Cut",
    "Face",
    "faces",
    "families_for",
    "head_stack",
    "letters_of",
    "measures",
    "news_stack",
    "text_stack",
    "told_left",
    "told_missing",
    "undrawable",
]
