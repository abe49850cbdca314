"""The fonts a book carries: which faces, cut to its letters, and the CSS that names them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from convert.faces import FALLBACK, Face, faces, head_stack, letters_of, measures, text_stack
from convert.faces.face import OURS, Cut
from convert.faces.measures import Measures
from convert.house import House
from convert.subset import FontFormat
from convert.vocab.languages import Language

_HEADS = "h1, h2, h3, h4, .kicker, .pullquote p"


@dataclass(frozen=True, slots=True)
class BookFont:
    """A face under the name the book's CSS gives it, in one weight."""

    family: str
    weight: int
    face: Face

    @property
    def cut(self) -> Cut:
        """The font file, and what is known of it."""
        return self.face.cut(self.weight)

    def kind(self, wanted: FontFormat) -> str:
        """Return the suffix of the file in the book: a font of cubic curves that is not packed is no .ttf."""
        return "otf" if wanted == "ttf" and self.cut.path.suffix.lower() == ".otf" else wanted

    def name(self, wanted: FontFormat) -> str:
        """Return the name of the file in the book; a publisher's may be called as ours are."""
        stem = self.cut.path.stem if self.face.whose == OURS else f"own-{self.cut.sha256[:12]}"
        return f"fonts/{stem}.{self.kind(wanted)}"


def book_fonts(languages: list[Language], letters: str, house: House | None = None) -> list[BookFont]:
    """Return the fonts for a book in *languages*, the main one first, that shows *letters*."""
    own = [font for language in languages for font in _own(language, languages[0], house)]
    missing = {ord(char) for char in letters if not char.isspace()} - letters_of(own[0].cut)
    return [*own, *_for_missing(missing, faces(house))]


def _own(language: Language, main: Language, house: House | None) -> Iterator[BookFont]:
    suffix = "" if language == main else f"-{language.tag}"
    text, head = (faces(house)[stack(language, house)[0]] for stack in (text_stack, head_stack))
    yield BookFont(f"Text{suffix}", 400, text)
    yield BookFont(f"Text{suffix}", 700, text)
    if head != text:
        yield BookFont(f"Head{suffix}", 700, head)


def _for_missing(missing: set[int], known: Mapping[str, Face]) -> Iterator[BookFont]:
    for name in FALLBACK:
        found = missing & letters_of(known[name].cut(400))
        if found:
            missing -= found
            yield BookFont(name, 400, known[name])


def licence_name(face: Face) -> str:
    """Return the name of the file in the book that holds the licence of *face*."""
    return f"OFL-{face.folder.name}" if face.whose == OURS else f"licence-{face.cut(400).sha256[:12]}"


def font_css(
    fonts: Iterable[BookFont], languages: list[Language], kind: FontFormat, house: House | None = None
) -> str:
    """Return the rules that load *fonts* and set each language in its own."""
    fonts = list(fonts)
    loaded = "".join(
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; font-style: normal;'
        f' src: url("../{font.name(kind)}"); }}\n'
        for font in fonts
    )
    families = dict.fromkeys(font.family for font in fonts)
    return loaded + "".join(
        _set_in(language, languages[0], families, measures(language, house)) for language in languages
    )


def _set_in(language: Language, main: Language, families: Iterable[str], measured: Measures) -> str:
    suffix = "" if language == main else f"-{language.tag}"
    others = [name for name in families if name in FALLBACK]
    text = _stack([f"Text{suffix}", *others], families)
    head = _stack([f"Head{suffix}", f"Text{suffix}", *others], families)
    place = "html" if language == main else f"section:lang({language.tag})"
    heads = ", ".join(f"{place} {name}" for name in _HEADS.split(", "))
    return (
        f"{place} {{ line-height: {measured.leading}; {text}}}\n"
        f"{heads} {{ line-height: {measured.head_leading}; {head}}}\n"
    )


def _stack(wanted: list[str], families: Iterable[str]) -> str:
    there = [f'"{name}"' for name in wanted if name in families]
    return f"font-family: {', '.join(there)}, serif; " if there else ""
