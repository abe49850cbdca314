"""The profile takes all that dump() writes, and the official schema takes all that the profile takes."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from lxml import etree

from convert.model import Edition, Figure, Image, Paragraph, Run, label
from convert.newsml.dump import dump
from convert.newsml.validate import validate
from convert.vocab import schemes
from tests.newsml.test_laws import LAW, holding
from tests.strategies import editions

CANONICAL = ["seed", "feature", "photo1", "edition"]
CATALOG = "catalogs/catalog.IPTC-G2-Standards_41.xml"


def _schema_findings(data: bytes) -> list[str]:
    return [str(finding) for finding in validate(data) if finding.code == "newsml/P01"]


@pytest.fixture(scope="module")
def official(shared: Path) -> etree.XMLSchema:
    """IPTC's own schema, which is no part of the tree."""
    return etree.XMLSchema(file=shared / "data" / "newsml-g2" / "xsd" / "NewsML-G2_2.35-spec-All-Power.xsd")


@LAW
@given(edition=editions())
def test_every_edition_is_of_the_profile(edition: Edition) -> None:
    assert not _schema_findings(dump(edition))


def test_every_edition_is_valid_by_the_official_schema(official: etree.XMLSchema) -> None:
    @LAW
    @given(edition=editions())
    def check(edition: Edition) -> None:
        assert official.validate(etree.fromstring(dump(edition))), official.error_log.last_error

    check()


@pytest.mark.parametrize("name", CANONICAL)
def test_the_worked_examples_are_of_the_profile_and_of_the_standard(
    shared: Path, official: etree.XMLSchema, name: str
) -> None:
    data = (shared / "data" / "canonical" / f"{name}.newsml.xml").read_bytes()
    assert not _schema_findings(data)
    assert official.validate(etree.fromstring(data))


#: A paragraph and a figure, each replaced by what has no place in a body.
BODY = (
    Paragraph(id="p1", text=(Run("نص"),)),
    Figure(image=Image("a.jpg", "صورة"), caption=(Run("تعليق"),)),
)


@pytest.mark.parametrize(
    "foreign",
    [
        '<p style="color:red">نص</p>',
        '<p data-x="1">نص</p>',
        '<p class="lead">نص</p>',
        "<p><p>نص</p></p>",
        '<p><a href="javascript:x">نص</a></p>',
        '<p><a href="https://x.org/">نص<a href="https://y.org/">x</a></a></p>',
        '<p><bdi dir="auto">نص</bdi></p>',
        "<p><b>نص</b></p>",
        "<div><p>نص</p></div>",
        "<section><p>نص</p></section>",
        "<h1>نص</h1>",
        "<script>x</script>",
        "<style>x</style>",
        '<iframe src="https://x.org/"/>',
        '<img src="a.jpg" alt="x"/>',
        '<figure><img src="a.jpg"/></figure>',
        '<figure class="wide"><img src="a.jpg" alt="x"/></figure>',
        '<aside class="box"><p>نص</p></aside>',
        '<aside class="pullquote"><p>نص</p></aside>',
        '<aside role="doc-tip" class="infobox"><p>نص</p></aside>',
        "<ul><p>نص</p></ul>",
        "<table><tr><td>نص</td></tr></table>",
        "<table><tbody><tr><th>نص</th></tr></tbody></table>",
        '<table><tbody><tr><td colspan="1001">نص</td></tr></tbody></table>',
        "<blockquote>نص</blockquote>",
        "نص",
    ],
)
def test_what_has_no_place_in_a_body_is_refused_in_one_finding(foreign: str) -> None:
    data = dump(holding(BODY)).replace('<p id="p1">نص</p>'.encode(), foreign.encode())
    errors = {
        finding.code
        for finding in validate(data)
        if finding.code != "newsml/P12" and finding.severity == "error"
    }
    assert errors in ({"newsml/P01"}, {"newsml/P07"}, {"newsml/P09"}), errors
    assert validate(data)[0].where


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("<provider", "<x/><provider", "<x> has no place in <itemMeta>"),
        ('<provider literal="unknown"/>', "", "it has no provider"),
        ('<language tag="ar"/>', '<language tag="a r"/>', "<language> cannot have tag='a r'"),
        ('tag="ar"/>', 'tag="ar" x="y"/>', "<language> cannot have x='y'"),
        ("<contentMeta>", "<contentMeta><urgency>0</urgency>", "<urgency> cannot say '0'"),
        ("<contentMeta>", "<contentMeta>x", "the text of <contentMeta> has no place there"),
        ('role="mbhl:deck"', 'role="mbhl:summary"', "<headline> cannot have role='mbhl:summary'"),
    ],
)
def test_the_schema_names_the_smallest_part_that_does_not_fit(old: str, new: str, sentence: str) -> None:
    article = replace(holding(BODY).articles[0], deck=label("عنوان ثان"))
    written = dump(Edition(articles=(article,))).decode()
    assert old in written
    findings = validate(written.replace(old, new, 1).encode())
    assert [finding.code for finding in findings] == ["newsml/P01"]
    assert sentence in findings[0].sentence


def test_the_table_of_schemes_is_the_catalog_of_iptc(shared: Path) -> None:
    catalog = etree.parse(shared / "data" / CATALOG)
    stated = {scheme.get("alias"): scheme.get("uri") for scheme in catalog.iter("{*}scheme")}
    assert stated == schemes.IPTC


def test_iptcs_catalog_is_known_in_every_edition_and_by_nothing_else() -> None:
    base = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_"
    assert schemes.is_iptc_catalog(base + "41.xml")
    assert schemes.is_iptc_catalog(base.replace("http://www.", "https://") + "38.xml")
    assert not schemes.is_iptc_catalog("http://example.org/catalog.IPTC-G2-Standards_41.xml")
