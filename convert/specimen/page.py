"""The page of a specimen, as HTML: a title, a part for each language, a foot."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from lxml import etree

from convert.faces import Cut, Face
from convert.newsml.names import XHTML
from convert.newsml.xhtml_out import Element, add
from convert.vocab.alphabets import ALPHABETS
from convert.vocab.languages import LANGUAGES, Language
from convert.writers.page import set_language

#: The letter that carries the vowel marks of a script, and the one that carries the points of sin and shin.
_CARRIERS = {"Arab": "ب", "Hebr": "ב", "Thaa": "ހ"}
_SHIN = {"\N{HEBREW POINT SHIN DOT}": "ש", "\N{HEBREW POINT SIN DOT}": "ש"}
#: From so many languages on each has one row; up to so few, larger letters fill the page.
_MANY, _FEW = 4, 2
#: Signs, and the pairs that are shown as one.
_SIGNS = re.compile(r"\(\)|«»|„“|“”|‘’|.")
_WEIGHTS = {300: "Light", 400: "Regular", 500: "Medium", 600: "Semibold", 700: "Bold", 900: "Black"}


def main_language(face: Face) -> Language:
    """Return the language that we set in *face*, else the first it is made for."""
    ours = (
        tag for tag in face.languages if face.family in (LANGUAGES[tag].text_face, LANGUAGES[tag].head_face)
    )
    return LANGUAGES[next(ours, next(iter(face.languages), "en"))]


def page(face: Face) -> Element:
    """Return the page that shows *face*."""
    main = main_language(face)
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML})
    _speak(root, main)
    head = add(root, "head")
    add(head, "meta", charset="utf-8")
    add(head, "title", face.family)
    count = len(face.languages)
    body = add(root, "body", class_="many" if count >= _MANY else "some" if count > _FEW else "few")
    _add_title(body, face, main)
    for tag in face.languages:
        _add_language(body, face, LANGUAGES[tag])
    _add_foot(body, face)
    return root


@cache
def _sentences() -> dict[str, Any]:
    return tomllib.loads((files("convert.specimen") / "sentences.toml").read_text(encoding="utf-8"))


def _speak(element: Element, language: Language) -> None:
    set_language(element, language.tag, language.direction)


def _add_title(body: Element, face: Face, main: Language) -> None:
    head = add(body, "header", class_="title")
    _speak(head, LANGUAGES["en"])
    add(head, "h1", face.family, class_="" if "Latn" in face.scripts else "plain")
    if body.get("class") == "many":
        _speak(add(head, "p", _sentences()[main.tag]["headline"], class_="hero"), main)
    add(head, "p", f"{face.role} · {' · '.join(map(_named, face.cuts))}", class_="cuts")


def _named(cut: Cut) -> str:
    """Return a cut by its weight and slope: ``Regular 400``, ``Regular 400 italic``."""
    weight = f"{_WEIGHTS.get(cut.weight, '')} {cut.weight}".strip()
    return weight if cut.style == "normal" else f"{weight} {cut.style}"


def _add_language(body: Element, face: Face, language: Language) -> None:
    words = _sentences()[language.tag]
    part = add(body, "article", class_=f"language {language.script.lower()}")
    _speak(part, language)
    _add_letters(part, words["name"], language, has_bold=face.cut(700).weight >= 600)
    texts = _texts(words, in_rows=body.get("class") == "many")
    italic = words["sentences"][1] if any(cut.style == "italic" for cut in face.cuts) else ""
    _add_large(part, words["headline"], texts[0], italic)
    pair = add(part, "div", class_="pair")
    for size, said in zip(("middle", "small"), texts[1:], strict=True):
        add(pair, "p", said, class_=size)


def _texts(words: dict[str, Any], *, in_rows: bool) -> tuple[str, str, str]:
    """Return what is set in 14, 11 and 9 points: a sentence each, or the whole story where there is room."""
    first, *others = words["sentences"]
    shown = (words.get("marked", first), *others)
    return shown if in_rows else (" ".join(shown), " ".join((first, *others)), " ".join((first, *others)))


def _add_letters(part: Element, name: str, language: Language, *, has_bold: bool) -> None:
    alphabet = ALPHABETS[language.tag]
    box = add(part, "div", class_="letters")
    add(box, "h2", name)
    add(box, "p", " ".join(alphabet.letters), class_="alphabet")
    marks = " ".join(_SHIN.get(mark, _CARRIERS[language.script]) + mark for mark in alphabet.marks)
    add(box, "p", f"{marks} {' '.join(_SIGNS.findall(alphabet.signs))}".strip(), class_="signs")
    line = add(box, "p", f"{alphabet.digits} ", class_="signs")
    if has_bold:
        add(line, "strong", alphabet.digits)


def _add_large(part: Element, headline: str, text: str, italic: str) -> None:
    box = add(part, "div", class_="large")
    add(box, "p", headline, class_="headline")
    line = add(box, "p", f"{text} " if italic else text)
    if italic:
        add(line, "em", italic)


def _add_foot(body: Element, face: Face) -> None:
    foot = add(body, "footer")
    _speak(foot, LANGUAGES["en"])
    add(foot, "p", " · ".join(_facts(face)))


def _facts(face: Face) -> Iterator[str]:
    yield f"{face.family} {face.version}".rstrip()
    yield face.licence
    if face.source:
        yield face.source
