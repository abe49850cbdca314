"""Which text is set in which face: each in its language's own, Arabic in every face that has its letters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from convert.faces import faces, text_stack
from convert.vocab.languages import language_of
from tests.reading.texts import Source

NASKH, NASTALIQ = "Noto Naskh Arabic", "Noto Nastaliq Urdu"
#: Languages with a figure in the design for another face than their own.
ALSO_IN_NASKH = ("fa", "ckb")
#: Texts with a figure in the design for Nastaliq, though Arabic is not printed in it.
ALSO_IN_NASTALIQ = ("seed", "stress")
#: Lines of Nastaliq closer than this run into one another (fonts.toml).
NASTALIQ_LEADING = 2.4


@dataclass(frozen=True, slots=True)
class Setting:
    """A text and the family it is set in; no family is that of its language."""

    source: Source
    face: str = ""

    @property
    def family(self) -> str:
        """The name of the family the paragraphs are set in."""
        return self.face or language_of(self.source.article.lang).text_face

    def sheets(self, folder: Path) -> tuple[str, ...]:
        """Write into *folder* the stylesheet that sets everything in the face; return its path."""
        if not self.face:
            return ()
        path = folder / f"{self.face} {self.source.lang}.css"
        path.write_text(self._css(), encoding="utf-8")
        return (str(path),)

    def _css(self) -> str:
        """Return the rule for every element: what the face lacks comes from the stack of the language."""
        stack = dict.fromkeys((self.face, *text_stack(language_of(self.source.article.lang))))
        families = ", ".join(f'"{family}"' for family in stack)
        leading = f" line-height: {NASTALIQ_LEADING} !important;" if self.face == NASTALIQ else ""
        return f"* {{ font-family: {families} !important;{leading} }}\n"


def settings(sources: Iterable[Source]) -> Iterator[Setting]:
    """Yield each of *sources* in each face it is measured in, its own first."""
    for source in sources:
        yield Setting(source)
        for face in _other_faces(source):
            yield Setting(source, face)


def _other_faces(source: Source) -> tuple[str, ...]:
    if source.lang in ALSO_IN_NASKH:
        return (NASKH,)
    if source.lang != "ar":
        return ()
    own = language_of("ar").text_face
    arabic = [family for family, face in faces().items() if "ar" in face.languages and family != own]
    return tuple(family for family in arabic if family != NASTALIQ or source.name in ALSO_IN_NASTALIQ)
