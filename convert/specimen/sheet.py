"""The style sheet of a specimen: its lines as near as the face allows."""

from convert.faces import FALLBACK, Face, faces
from convert.faces.face import leading_of
from convert.house import House, styles_folder
from convert.writers.page import quoted_names

#: In rows: the distance of lines of text, of a headline face, of an alphabet; beyond the last, words climb.
_TEXT, _HEADLINES, _ALPHABET, _CLIMBING = 1.55, 1.4, 1.5, 2.2
#: How large the words beside the name may be, and how high their line, in points.
_HERO, _HERO_LINE = 25, 47


def sheet(face: Face, house: House | None) -> str:
    """Return the style sheet for *face*; what it lacks is set in other faces of *house*."""
    folder = styles_folder()
    sheets = [(folder / name).read_text(encoding="utf-8") for name in ("tokens.css", "specimen.css")]
    stack = dict.fromkeys((face.family, *(name for name in FALLBACK if name in faces(house))))
    meant = leading_of(face.cut(400))
    near = _HEADLINES if face.role == "headline" else _TEXT
    tight, dense = (min(meant, near), _ALPHABET) if meant < _CLIMBING else (meant * 0.9, meant * 0.8)
    hero = min(_HERO, _HERO_LINE / meant)
    named = quoted_names(stack)
    facts = f"--face: {named}, serif; --tight: {tight:.2f}; --dense: {dense:.2f}; --hero: {hero:.1f}pt"
    return "\n".join([*sheets, f":root {{ {facts} }}"])
