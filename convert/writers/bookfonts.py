"""The fonts a book carries: which faces, cut to its letters, and the CSS that names them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from convert.faces import FALLBACK, Face, faces, letters_of
from convert.vocab.languages import Language

_HEADS = "h1, h2, h3, h4, .kicker, .pullquote p"


@dataclass(frozen=True, slots=True)
class BookFont:
    """A face under the name the book's CSS gives it, in one weight."""

    family: str
    weight: int
    face: Face

    @property
    def path(self) -> Path:
        """The font file."""
        return self.face.cut(self.weight).path

    def name(self, suffix: str) -> str:
        """Return the name of the file in the book."""
        return f"fonts/{self.path.stem}.{suffix}"


def book_fonts(languages: list[Language], letters: str) -> list[BookFont]:
    """Return the fonts for a book in *languages*, the main one first, that shows *letters*."""
    own = [font for language in languages for font in _own(language, languages[0])]
    missing = {ord(char) for char in letters if not char.isspace()} - letters_of(own[0].path)
    return [*own, *_for_missing(missing)]


def _own(language: Language, main: Language) -> Iterator[BookFont]:
    suffix = "" if language == main else f"-{language.tag}"
    text, head = faces()[language.text_face], faces()[language.head_face]
    yield BookFont(f"Text{suffix}", 400, text)
    yield BookFont(f"Text{suffix}", 700, text)
    if head != text:
        yield BookFont(f"Head{suffix}", 700, head)


def _for_missing(missing: set[int]) -> Iterator[BookFont]:
    for name in FALLBACK:
        found = missing & letters_of(faces()[name].cut(400).path)
        if found:
            missing -= found
            yield BookFont(name, 400, faces()[name])


def font_css(fonts: Iterable[BookFont], languages: list[Language], suffix: str) -> str:
    """Return the rules that load *fonts* and set each language in its own."""
    fonts = list(fonts)
    loaded = "".join(
        f'@font-face {{ font-family: "{font.family}"; font-weight: {font.weight}; font-style: normal;'
        f' src: url("../{font.name(suffix)}"); }}\n'
        for font in fonts
    )
    families = dict.fromkeys(font.family for font in fonts)
    return loaded + "".join(_set_in(language, languages[0], families) for language in languages)


def _set_in(language: Language, main: Language, families: Iterable[str]) -> str:
    suffix = "" if language == main else f"-{language.tag}"
    others = [name for name in families if name in FALLBACK]
    text = _stack([f"Text{suffix}", *others], families)
    head = _stack([f"Head{suffix}", f"Text{suffix}", *others], families)
    place = "html" if language == main else f"section:lang({language.tag})"
    heads = ", ".join(f"{place} {name}" for name in _HEADS.split(", "))
    return (
        f"{place} {{ line-height: {language.line_height}; {text}}}\n"
        f"{heads} {{ line-height: {language.head_line_height}; {head}}}\n"
    )


def _stack(wanted: list[str], families: Iterable[str]) -> str:
    there = [f'"{name}"' for name in wanted if name in families]
    return f"font-family: {', '.join(there)}, serif; " if there else ""
