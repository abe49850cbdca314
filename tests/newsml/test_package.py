"""An edition as a folder of NewsML-G2: what is written is read back, and checked item by item."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

import convert
from convert import newsml
from convert.files import inside
from convert.model import Advert, Article, Edition, Figure, Image, Issue, ItemRef, Picture, Section, label
from convert.newsml.load import load
from convert.newsml.package import item_findings, with_items
from convert.newsml.validate import validate
from tests.edition.conftest import png, svg
from tests.newsml.test_laws import LAW
from tests.strategies import articles, issues, pictures

OTHERS = "urn:newsml:x:"
#: A whole edition takes long to draw.
FEW = settings(LAW, max_examples=25)


@st.composite
def bound(draw: st.DrawFn) -> Edition:
    """Return an edition whose sections refer to items that it holds, some to none."""
    items: list[Article | Picture] = [
        *draw(st.lists(articles(), max_size=4)),
        *draw(st.lists(pictures(), max_size=3)),
    ]
    named = [replace(item, guid=f"{OTHERS}{number}") for number, item in enumerate(items)]
    issue = draw(issues())
    places = draw(st.lists(st.integers(0, len(issue.sections)), min_size=len(named), max_size=len(named)))
    sections = tuple(
        replace(
            section,
            items=tuple(
                ItemRef(
                    guid=item.guid,
                    version=item.version,
                    item_class="ninat:text" if isinstance(item, Article) else "ninat:picture",
                    page=draw(st.integers(0, 3)),
                )
                for item, place in zip(named, places, strict=True)
                if place == number
            ),
        )
        for number, section in enumerate(issue.sections)
    )
    return Edition(
        articles=tuple(item for item in named if isinstance(item, Article)),
        pictures=tuple(item for item in named if isinstance(item, Picture)),
        issue=replace(issue, sections=sections),
    )


def in_reading_order(edition: Edition) -> Edition:
    """Return *edition* as it is read back: what is in a section first, in the order of the sections."""
    assert edition.issue is not None
    guids = [ref.guid for section in edition.issue.sections for ref in section.items]
    places = {guid: place for place, guid in enumerate(guids)}
    return replace(
        edition,
        articles=edition.in_order,
        pictures=tuple(sorted(edition.pictures, key=lambda item: places.get(item.guid, len(places)))),
    )


def read_back(edition: Edition) -> Edition:
    package = newsml.dump_package(edition)
    data = package["edition.xml"]
    return with_items(load(data), data, lambda name: load(package[name]))


@FEW
@given(bound())
def test_every_edition_comes_back_from_its_package(edition: Edition) -> None:
    assert read_back(edition) == in_reading_order(edition)


@FEW
@given(bound())
def test_every_document_of_a_package_is_of_the_profile(edition: Edition) -> None:
    package = newsml.dump_package(edition)
    documents = [name for name in package if name.endswith(".xml")]
    assert len(documents) == 1 + len(edition.articles) + len(edition.pictures)
    for name in documents:
        assert [finding for finding in validate(package[name]) if finding.code == "newsml/P01"] == []


def test_every_document_of_a_package_is_valid_by_the_official_schema(shared: Path) -> None:
    schema = etree.XMLSchema(file=shared / "data" / "newsml-g2" / "xsd" / "NewsML-G2_2.35-spec-All-Power.xsd")

    @FEW
    @given(bound())
    def valid(edition: Edition) -> None:
        package = newsml.dump_package(edition)
        for name in package:
            assert schema.validate(etree.fromstring(package[name])), schema.error_log.last_error

    valid()


# --- in a folder ----------------------------------------------------------------------------------


def story(number: int, *shown: str) -> Article:
    figures = tuple(Figure(image=Image(src, "صورة"), caption=(convert.model.Run("تعليق"),)) for src in shown)
    words = convert.model.Paragraph(text=label(f"نص الخبر رقم {number} في هذا العدد."))
    return Article(
        guid=f"urn:newsml:x:{number}",
        lang="ar",
        direction="rtl",
        headline=label(f"خبر {number}"),
        body=(*figures, words),
    )


def ref(number: int) -> ItemRef:
    return ItemRef(guid=f"urn:newsml:x:{number}", version=1, title=f"خبر {number}")


@pytest.fixture
def edition() -> Edition:
    """Two stories, one with a picture, under a masthead, beside an advert."""
    issue = Issue(
        guid="urn:newsml:x:issue",
        lang="ar",
        direction="rtl",
        title="السارية",
        masthead="art/masthead.svg",
        cover="art/50%.png",
        sections=(Section(id="one", title="محليات", items=(ref(1), ref(2))),),
        adverts=(Advert(src="adverts/bank.png", alt="مصرف", columns=2),),
    )
    assets = {
        "pictures/a b.png": png("red"),
        "art/masthead.svg": svg(),
        "art/50%.png": png("blue"),
        "adverts/bank.png": png("green"),
    }
    return Edition(articles=(story(1, "pictures/a b.png"), story(2)), issue=issue, assets=assets)


Put = Callable[[Edition], Path]


@pytest.fixture
def put(tmp_path: Path) -> Put:
    """Write a package into a folder and return its edition.xml."""

    def write(edition: Edition) -> Path:
        for name, data in newsml.dump_package(edition).items():
            path = tmp_path / "xml" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return tmp_path / "xml" / "edition.xml"

    return write


def test_a_package_names_its_files(edition: Edition) -> None:
    assert list(newsml.dump_package(edition)) == [
        "edition.xml", "items/article-001.xml", "items/article-002.xml",
        "items/pictures/a b.png", "art/masthead.svg", "art/50%.png", "adverts/bank.png",
    ]  # fmt: skip


def test_a_folder_is_read_as_the_edition_it_was(edition: Edition, put: Put) -> None:
    notes = convert.Notes()
    read = convert.read(put(edition), notes=notes)
    assert replace(read, assets={}) == replace(edition, assets={})
    assert dict(read.assets) == edition.assets
    assert {note.code for note in notes} <= {"story/undated"}


def test_a_folder_is_right_and_each_of_its_documents_too(edition: Edition, put: Put) -> None:
    file = put(edition)
    for path in (file, *sorted((file.parent / "items").glob("*.xml"))):
        assert convert.check(path) == []


def test_a_folder_makes_the_same_text_as_the_edition(edition: Edition, put: Put) -> None:
    assert convert.render(convert.read(put(edition)), "text") == convert.render(edition, "text")


def test_a_package_needs_an_issue() -> None:
    with pytest.raises(convert.SourceError, match="issue") as caught:
        newsml.dump_package(Edition(articles=(story(1),)))
    assert caught.value.code == "edition/no-issue"


def test_a_missing_item_is_named(edition: Edition, put: Put) -> None:
    file = put(edition)
    (file.parent / "items" / "article-002.xml").unlink()
    with pytest.raises(convert.SourceError, match=r"items/article-002\.xml is missing") as caught:
        convert.read(file)
    assert caught.value.code == "source/item-missing"
    assert "newsml/P14" in {finding.code for finding in convert.check(file)}


def test_an_item_that_is_another_is_named(edition: Edition, put: Put) -> None:
    file = put(edition)
    items = file.parent / "items"
    (items / "article-002.xml").write_bytes((items / "article-001.xml").read_bytes())
    with pytest.raises(convert.SourceError, match="urn:newsml:x:2"):
        convert.read(file)
    sentences = [finding.sentence for finding in convert.check(file) if finding.code == "newsml/P14"]
    assert sentences == ["the guid of items/article-002.xml is urn:newsml:x:1, not urn:newsml:x:2"]


def test_an_item_of_another_version_is_pointed_out(edition: Edition, put: Put) -> None:
    assert edition.issue is not None
    section = replace(edition.issue.sections[0], items=(replace(ref(1), version=3), ref(2)))
    file = put(replace(edition, issue=replace(edition.issue, sections=(section,))))
    assert "newsml/P14" in {finding.code for finding in convert.check(file)}


def test_an_item_that_is_spoiled_is_named_with_its_line(edition: Edition, put: Put) -> None:
    file = put(edition)
    item = file.parent / "items" / "article-002.xml"
    item.write_bytes(item.read_bytes()[:-20])
    with pytest.raises(convert.SourceError) as caught:
        convert.read(file)
    assert "items/article-002.xml line" in caught.value.where
    assert any("items/article-002.xml line" in finding.where for finding in convert.check(file))


def test_what_is_wrong_with_an_item_is_found_from_the_package(edition: Edition, put: Put) -> None:
    file = put(edition)
    item = file.parent / "items" / "article-001.xml"
    item.write_text(item.read_text(encoding="utf-8").replace('alt="صورة"', ""), encoding="utf-8")
    wrong = {(finding.code, finding.where.partition(" ")[0]) for finding in convert.check(file)}
    assert ("newsml/P09", "items/article-001.xml") in wrong


@pytest.mark.parametrize(
    "href", ["../secret.xml", "/etc/passwd", "items/../../secret.xml", "file:///etc/passwd"]
)
def test_a_package_reads_nothing_outside_its_folder(
    edition: Edition, put: Put, tmp_path: Path, href: str
) -> None:
    file = put(edition)
    (tmp_path / "secret.xml").write_bytes(newsml.dump(Edition(articles=(story(2),))))
    spoiled = file.read_text(encoding="utf-8").replace("items/article-002.xml", href)
    file.write_text(spoiled, encoding="utf-8")
    with pytest.raises(convert.SourceError) as caught:
        convert.read(file)
    assert caught.value.code == "source/item-missing"
    assert any(finding.severity == "error" for finding in convert.check(file))


def test_an_item_behind_a_link_that_leads_out_is_not_read(edition: Edition, put: Put, tmp_path: Path) -> None:
    file = put(edition)
    item = file.parent / "items" / "article-002.xml"
    (tmp_path / "secret.xml").write_bytes(item.read_bytes())
    item.unlink()
    item.symlink_to(tmp_path / "secret.xml")
    assert inside(file.parent, "items/article-002.xml") is None
    with pytest.raises(convert.SourceError):
        convert.read(file)


def test_a_package_that_holds_itself_is_a_circle(edition: Edition, put: Put) -> None:
    file = put(edition)
    inner = file.read_text(encoding="utf-8").replace("items/article-002.xml", "edition.xml")
    file.write_text(inner, encoding="utf-8")
    with pytest.raises(convert.SourceError, match="another package"):
        convert.read(file)
    said = " ".join(finding.sentence for finding in item_findings(file.read_bytes(), file.parent))
    assert "circle" in said


def test_two_packages_that_hold_each_other_are_a_circle(edition: Edition, put: Put) -> None:
    file = put(edition)
    one = file.read_text(encoding="utf-8").replace("items/article-002.xml", "other.xml")
    file.write_text(one, encoding="utf-8")
    (file.parent / "other.xml").write_text(one.replace("other.xml", "edition.xml"), encoding="utf-8")
    assert "circle" in " ".join(finding.sentence for finding in convert.check(file))


def test_items_on_a_server_are_not_fetched(edition: Edition, put: Put) -> None:
    file = put(edition)
    far = "https://example.org/article-002.xml"
    file.write_text(file.read_text(encoding="utf-8").replace("items/article-002.xml", far), encoding="utf-8")
    read = convert.read(file)
    assert [article.guid for article in read.articles] == ["urn:newsml:x:1"]
    assert read.issue is not None
    assert read.issue.sections[0].items[1].href == far


def test_two_pictures_of_one_name_are_told_apart_or_refused(edition: Edition, put: Put) -> None:
    file = put(edition)
    text = file.read_text(encoding="utf-8").replace("items/article-002.xml", "more/two.xml")
    file.write_text(text, encoding="utf-8")
    (file.parent / "more" / "pictures").mkdir(parents=True)
    other = Edition(articles=(replace(story(2, "pictures/a b.png")),))
    (file.parent / "more" / "two.xml").write_bytes(newsml.dump(other))
    (file.parent / "more" / "pictures" / "a b.png").write_bytes(png("red"))
    assert len(convert.read(file).articles) == 2
    (file.parent / "more" / "pictures" / "a b.png").write_bytes(png("black"))
    with pytest.raises(convert.SourceError) as caught:
        convert.read(file)
    assert caught.value.code == "picture/clash"


def test_a_masthead_that_could_do_harm_is_left_out_with_a_warning(edition: Edition, put: Put) -> None:
    file = put(edition)
    (file.parent / "art" / "masthead.svg").write_bytes(svg("<script/>"))
    notes = convert.Notes()
    read = convert.read(file, notes=notes)
    assert "art/masthead.svg" not in read.assets
    assert "svg/refused" in notes.codes()
