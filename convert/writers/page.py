"""The page: an article as HTML, which html, pdf and epub dress."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote

from lxml import etree

from convert.errors import FindingsError, SourceError
from convert.faces import (
    MISSING_CURE,
    faces,
    families_for,
    head_stack,
    measures,
    news_stack,
    text_stack,
    told_left,
    told_missing,
    undrawable,
)
from convert.house import House
from convert.model import Article, Edition, Figure, Image, Text, each, words_of
from convert.newsml import count
from convert.newsml.names import LANG, XHTML
from convert.newsml.xhtml_out import Element, add, add_blocks, add_text, spelled
from convert.notes import Notes
from convert.pictures import picture_fault, told_fault
from convert.retell import each_text
from convert.script.dates import day_and_time
from convert.stylesheets import stylesheet
from convert.vocab.languages import Language, digits_of, language_of
from convert.writers.breaks import let_break, note_long_word
from convert.writers.typeset import isolating, quoted

#: CSS names of the counter styles that write the digits CLDR calls so (CSS Counter Styles 3 §6).
COUNTER_STYLE = {"latn": "decimal", "arab": "arabic-indic", "arabext": "persian"}
ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
#: What a caption says of a picture: all of it but who made it.
_UNCREDITED = etree.XPath(".//text()[not(ancestor::*[@class='credit'])]")
#: A running head is one line: longer headlines end in an ellipsis.
LONGEST_RUNNING_HEAD = 70


def printable(edition: Edition, *, ignore_embargo: bool = False) -> tuple[Article, ...]:
    """Return the articles that may be printed.

    Raises FindingsError for a cancelled one always, for an embargoed or withheld one unless told to
    go on, and SourceError when there is none.
    """
    for article in edition.articles:
        name = words_of(article.headline)
        if article.status == "canceled":
            raise FindingsError(f'"{name}" is cancelled and is not printed', code="story/canceled")
        if (article.embargo or article.status == "withheld") and not ignore_embargo:
            until = f" until {article.embargo.isoformat()}" if article.embargo else ""
            raise FindingsError(
                f'"{name}" is withheld{until}', code="story/embargoed", cure="--ignore-embargo prints it"
            )
    if not edition.articles:
        raise SourceError("there is no article in it", code="source/no-article")
    return edition.in_order


def digits_for(article: Article, house: House) -> str:
    """Return the digits of the article's furniture: the House's, else the language's."""
    return house.digits or digits_of(article.lang)


def furnished(article: Article, edition: Edition, notes: Notes) -> Article:
    """Return *article* as a page shows it: quotation marks spelled, technical runs isolated."""
    language = language_of(article.lang)

    def change(text: Text) -> Text:
        note_long_word(text, notes)
        said = quoted(text, language)
        return isolating(said) if article.direction == "rtl" else said

    note_lost_pictures(article, edition, notes)
    body = each_text(article.body, change)
    head: dict[str, Any] = {
        name: change(getattr(article, name))
        for name in ("headline", "deck", "kicker", "byline", "dateline", "summary")
    }
    return replace(article, body=body, **head)


def note_lost_pictures(article: Article, edition: Edition, notes: Notes) -> None:
    """Note each picture whose bytes are not there: its words will stand in its place."""
    for image in each(Image, article.body):
        code = picture_fault(edition.assets.get(image.src))
        if code:
            notes.warn(code, told_fault(code, image.src))


def usable_pictures(edition: Edition) -> dict[str, str]:
    """Return the pictures that can be shown, each under its own name."""
    return {src: src for src, data in edition.assets.items() if not picture_fault(data)}


def note_undrawable(element: Element, house: House, notes: Notes) -> None:
    """Note the letters of a drawn article that no font of the page can draw."""
    lang = element.get("lang", "")
    for char in undrawable("".join(element.itertext()), families_for(lang, house), faces(house)):
        notes.warn("font/glyph-missing", told_missing(char), cure=MISSING_CURE)


def note_faces(articles: Iterable[Article], house: House, notes: Notes) -> None:
    """Note which of the faces that the House chose for all languages are not made for one of these."""
    for language in dict.fromkeys(language_of(article.lang) for article in articles):
        said = told_left(language, house)
        if said:
            notes.add("font/left", said, cure=f"name a face for it: [faces.{language.tag}]")


def article_element(article: Article, house: House, *, pictures: Mapping[str, str]) -> Element:
    """Return *article* as an XHTML `article`: its head, then its body.

    *pictures* says where each picture is found; one that is not there is replaced by its words.
    """
    element = etree.Element(f"{{{XHTML}}}article", nsmap={None: XHTML})
    set_language(element, article.lang, article.direction)
    _add_head(element, article, house)
    body = add(element, "div", class_="body")
    add_blocks(body, article.body)
    _place_images(body, language_of(article.lang), pictures)
    _count_from_start(body)
    _add_foot(element, article)
    _mend_links(element)
    let_break(element)
    _spell_breaks(element)
    return element


def elements(articles: Iterable[Article], house: House, *, pictures: Mapping[str, str]) -> list[Element]:
    """Return each of *articles* as an element; where several share a page, their ids are kept apart."""
    articles = tuple(articles)
    made = [article_element(article, house, pictures=pictures) for article in articles]
    if len(made) == 1:
        return made
    for article, element in zip(articles, made, strict=True):
        if language_of(article.lang) != language_of(articles[0].lang):
            element.set("class", "other")  # set in faces of its own
    return [apart(element, f"a{number}-") for number, element in enumerate(made, start=1)]


def title_of(edition: Edition) -> str:
    """Return the name of the issue, or of the first article."""
    title = edition.issue.title.strip() if edition.issue else ""
    return title or name_of(edition.articles[0])


def apart(element: Element, prefix: str) -> Element:
    """Return *element* with its ids and the links to them made its own: several articles share a page."""
    for part in element.iter():
        for name in ("id", "href"):
            value = part.get(name, "")
            if value and (name == "id" or value.startswith("#")):
                part.set(name, f"{prefix}{value}" if name == "id" else f"#{prefix}{value[1:]}")
    return element


def set_language(element: Element, lang: str, direction: str) -> None:
    """Say of an element in which language and direction it speaks."""
    element.set("lang", lang)
    element.set(LANG, lang)
    element.set("dir", direction)


def _add_head(element: Element, article: Article, house: House) -> None:
    head = add(element, "header", class_="head")
    for class_, line in (("kicker", article.kicker),):
        if line:
            add_text(add(head, "p", class_=class_), line)
    headline = add_text(add(head, "h1", class_="headline"), article.headline)
    headline.set("data-running", running_head(article))
    for class_, line in (("deck", article.deck), ("byline", article.byline)):
        if line:
            add_text(add(head, "p", class_=class_), line)
    _add_dates(head, article, house)
    if article.dateline:
        add_text(add(head, "p", class_="dateline"), article.dateline)


def name_of(article: Article) -> str:
    """Return the headline as a name for contents and title bars; the guid where it is blank."""
    return words_of(article.headline).strip() or article.guid


def running_head(article: Article) -> str:
    """Return the line that stands at the top of every page but the first."""
    words = words_of(article.headline)
    if len(words) <= LONGEST_RUNNING_HEAD:
        return words
    cut = words[: LONGEST_RUNNING_HEAD + 1].rpartition(" ")[0] or words[:LONGEST_RUNNING_HEAD]
    return cut.rstrip(" ،,؛;:.-") + "…"


def _add_dates(head: Element, article: Article, house: House) -> None:
    words = language_of(article.lang).words
    same = article.published == article.updated
    dates = ((words.published, article.published), (words.updated, None if same else article.updated))
    if not any(when for _, when in dates):
        return
    line = add(head, "p", class_="dates")
    for word, when in dates:
        if when:
            part = add(line, "span", f"{word} ", class_="date")
            _add_time(part, when, article, house)


def _add_time(parent: Element, when: datetime, article: Article, house: House) -> None:
    shown = day_and_time(when, article.lang, digits_for(article, house))
    add(parent, "time", shown, datetime=spelled(when.replace(microsecond=0)))


def _place_images(body: Element, language: Language, pictures: Mapping[str, str]) -> None:
    for image in list(body.iter(f"{{{XHTML}}}img")):
        place = pictures.get(image.get("src", ""))
        if place:
            image.set("src", place)
        else:
            _put_words_for(image, language)


def _put_words_for(image: Element, language: Language) -> None:
    """Turn an `img` into a span that says what was to be seen."""
    alt, src = image.get("alt", ""), image.get("src", "")
    image.attrib.clear()
    image.tag = f"{{{XHTML}}}span"
    image.set("class", "lost")
    image.set("data-src", src)
    image.text = f"[{language.words.picture}: {alt}]" if alt else f"[{language.words.picture}]"


def describe_pictures(element: Element, notes: Notes) -> None:
    """Give each picture of a drawn article words for those who do not see it (ISO 14289-1, 7.3).

    One without a description has the words of its caption, or else is called a picture.
    """
    language = language_of(element.get("lang", ""))
    for image in element.iter(f"{{{XHTML}}}img"):
        if not image.get("alt", "").strip():
            image.set("alt", _caption_words(image) or language.words.picture)
            src, said = unquote(image.get("src", "")), image.get("alt", "")
            notes.add("picture/undescribed", f"the picture {src} has no description; “{said}” is read")


def _caption_words(image: Element) -> str:
    """Return the words of the nearest caption round *image*, the names of makers left out."""
    for figure in image.iterancestors(f"{{{XHTML}}}figure"):
        for caption in figure.iterchildren(f"{{{XHTML}}}figcaption"):
            words = " ".join("".join(_UNCREDITED(caption)).split())
            if words:
                return words
    return ""


def _count_from_start(body: Element) -> None:
    """Make a list count from its start where the engine reads only CSS (HTML Standard §15.3.8)."""
    for entries in body.iter(f"{{{XHTML}}}ol"):
        start = entries.get("start")
        if start is not None:
            entries.set("style", f"counter-reset: list-item {int(start) - 1}")


def _mend_links(element: Element) -> None:
    """Leave each id where it stands first, and take the link off words that lead to none.

    What a browser does with them in silence newsml/P08 names.
    """
    there: set[str | None] = set()
    for part in element.iter():
        if part.get("id") in there:
            del part.attrib["id"]
        elif part.get("id"):
            there.add(part.get("id"))
    for link in element.iter(f"{{{XHTML}}}a"):
        href = link.get("href", "")
        if href.startswith("#") and href[1:] not in there:
            del link.attrib["href"]


def _spell_breaks(element: Element) -> None:
    """Turn each zero width space into `wbr`: engines lay out what stands between in linear time."""
    for part in list(element.iter()):
        if part.text and ZERO_WIDTH_SPACE in part.text:
            part.text, *pieces = part.text.split(ZERO_WIDTH_SPACE)
            part[:0] = map(_wbr, pieces)
        if part.tail and ZERO_WIDTH_SPACE in part.tail:
            part.tail, *pieces = part.tail.split(ZERO_WIDTH_SPACE)
            for piece in reversed(pieces):
                part.addnext(_wbr(piece))


def _wbr(tail: str) -> Element:
    element = etree.Element(f"{{{XHTML}}}wbr")
    element.tail = tail
    return element


def _add_foot(element: Element, article: Article) -> None:
    rights = [article.credit, article.rights.notice, article.rights.usage]
    if any(rights):
        foot = add(element, "footer", class_="foot")
        for line in filter(None, rights):
            add(foot, "p", line)


def document(articles: list[Element], article: Article, title: str, css: str) -> Element:
    """Return a whole HTML document that holds *articles*, in the language of *article*."""
    root = etree.Element(f"{{{XHTML}}}html", nsmap={None: XHTML})
    set_language(root, article.lang, article.direction)
    head = add(root, "head")
    add(head, "meta", charset="utf-8")
    add(head, "title", title)
    for name, content in _meta(article):
        add(head, "meta", name=name, content=content)
    add(head, "style", css)
    body = add(root, "body")
    body.extend(articles)
    return root


def _meta(article: Article) -> list[tuple[str, str]]:
    people = ", ".join(person.name for person in article.creators) or words_of(article.byline)
    facts = [
        ("author", people),
        ("description", words_of(article.summary) or words_of(article.deck)),
        ("keywords", ", ".join(article.keywords)),
        ("dcterms.created", article.published.isoformat() if article.published else ""),
        ("dcterms.modified", article.updated.isoformat() if article.updated else ""),
    ]
    return [(name, content) for name, content in facts if content]


def html_bytes(root: Element) -> bytes:
    """Spell a document as HTML: void elements without a slash, no namespaces."""
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
        element.attrib.pop(LANG, None)
    etree.cleanup_namespaces(root)
    text = etree.tostring(root, method="html", encoding="unicode")
    return f"<!DOCTYPE html>\n{text}\n".encode()


def sheet_for(
    articles: Sequence[Article], house: House, style: str, css: tuple[str, ...], *, paper: bool = False
) -> str:
    """Return the CSS of a page: the style's, *css* on top, and what follows from the languages.

    With *paper*, of the pages of a whole paper.
    """
    first = articles[0]
    sheet = stylesheet(style, house, css, first.direction, paper=paper)
    return sheet + language_css(articles, digits_for(first, house), house)


def language_css(articles: Sequence[Article], digits: str, house: House | None = None) -> str:
    """Return the CSS that follows from the languages: faces, leading, counters, the direction of a page."""
    language = language_of(articles[0].lang)
    others = {other.tag: other for other in (language_of(article.lang) for article in articles)}
    others.pop(language.tag)
    counter, symbols = COUNTER_STYLE[digits], quoted_names(language.counters, " ")
    rules = [
        f":root {{\n{_voice(language, house)}}}",
        *(f"article:lang({other.tag}) {{\n{_voice(other, house)}}}" for other in others.values()),
        f'@counter-style folio {{ system: extends {counter}; suffix: ". "; }}',
        f"@counter-style letters {{ system: alphabetic; symbols: {symbols}; suffix: ') '; }}",
        f"ol {{ list-style-type: {counter}; }}",
        f"@page {{ direction: {language.direction}; }}",
    ]
    return "".join(f"{rule}\n" for rule in rules)


def quoted_names(names: Iterable[str], between: str = ", ") -> str:
    """Return names as CSS strings."""
    return between.join(f'"{name}"' for name in names)


def _voice(language: Language, house: House | None) -> str:
    """Return the custom properties of a language."""
    stacks = {
        "--text-face": text_stack(language, house),
        "--news-face": news_stack(language, house),
        "--head-face": head_stack(language, house),
    }
    declared = "".join(f"  {name}: {quoted_names(stack)}, serif;\n" for name, stack in stacks.items())
    leading, head_leading, scale, news_scale = measures(language, house)
    return (
        f"{declared}  --leading: {leading};\n  --head-leading: {head_leading};\n"
        f"  --scale: {scale};\n  --news-scale: {news_scale};\n"
    )


def json_ld(article: Article) -> dict[str, Any]:
    """Return the facts of *article* as schema.org NewsArticle."""
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "identifier": article.guid,
        "inLanguage": article.lang,
        "headline": words_of(article.headline),
        "alternativeHeadline": words_of(article.deck),
        "description": words_of(article.summary),
        "articleSection": article.section,
        "keywords": list(article.keywords),
        "datePublished": article.published.isoformat() if article.published else "",
        "dateModified": article.updated.isoformat() if article.updated else "",
        "author": [{"@type": "Person", "name": person.name} for person in article.creators],
        "publisher": _publisher(article),
        "copyrightNotice": article.rights.notice,
        "image": [figure.image.src for figure in each(Figure, article.body)],
        "wordCount": count.words(article.body),
    }
    return {key: value for key, value in facts.items() if value}


def _publisher(article: Article) -> dict[str, str]:
    if not article.provider or not article.provider.name:
        return {}
    found = {"@type": "Organization", "name": article.provider.name, "url": article.provider.uri}
    return {key: value for key, value in found.items() if value}
