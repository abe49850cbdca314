"""How large a face is set and how far apart its lines stand."""

from typing import NamedTuple

from convert.faces.face import OURS, Face, leading_of
from convert.faces.stacks import faces, head_stack, news_stack, text_stack
from convert.house import House
from convert.vocab.languages import LANGUAGES, Language

#: The distance of lines of text and of headlines, whatever the maker of a face meant.
_TEXT, _HEAD = (1.4, 2.6), (1.15, 2.2)
#: Headlines are of few lines and stand nearer than their maker meant for text.
_NEARER = 0.85


class Measures(NamedTuple):
    """The distance of lines of text and of headlines, and the size of text against Amiri's, as factors.

    *news_scale* is the size in narrow columns, which may have a face of their own.
    """

    leading: float
    head_leading: float
    scale: float
    news_scale: float


def measures(language: Language, house: House | None = None) -> Measures:
    """Return the measures of *language* in the faces that it is set in.

    Those of our faces were chosen by eye for the languages we set in them. Any other face is set in its own
    size, its lines as far apart as its maker meant.
    """
    known = faces(house)
    text, head = known[text_stack(language, house)[0]], known[head_stack(language, house)[0]]
    of_text, of_head = _chosen(text, language, "text_face"), _chosen(head, language, "head_face")
    scale = of_text.scale if of_text else 1.0
    is_news = bool(language.news_face) and news_stack(language, house)[0] == language.news_face
    return Measures(
        of_text.line_height if of_text else _within(leading_of(text.cut(400)), *_TEXT),
        of_head.head_line_height if of_head else _within(leading_of(head.cut(700)) * _NEARER, *_HEAD),
        scale,
        language.news_scale if is_news else scale,
    )


def _chosen(face: Face, language: Language, part: str) -> Language | None:
    """Return the language for which the measures of *face* were chosen: this one, else another."""
    if face.whose != OURS:
        return None
    return next((one for one in (language, *LANGUAGES.values()) if getattr(one, part) == face.family), None)


def _within(factor: float, least: float, most: float) -> float:
    return round(min(max(factor, least), most), 2)
