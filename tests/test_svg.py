"""A drawing is taken when it can do nothing but be drawn; else it is said what it could."""

import time

import pytest

from convert.svg import LARGEST, svg_fault

NS = 'xmlns="http://www.w3.org/2000/svg"'
XLINK = 'xmlns:xlink="http://www.w3.org/1999/xlink"'


def drawing(inside: str, more: str = 'viewBox="0 0 9 4"', before: str = "") -> bytes:
    return f"{before}<svg {NS} {XLINK} {more}>{inside}</svg>".encode()


HARMLESS = [
    '<path d="M0 0h9v4z" fill="url(#g)"/><linearGradient id="g"><stop offset="0"/></linearGradient>',
    '<style>.a { fill: url("#g"); font: 3px Amiri }</style><text class="a">السارية</text>',
    '<symbol id="s"><rect width="1" height="1"/></symbol><use href="#s"/><use xlink:href="#s"/>',
    '<image href="data:image/png;base64,iVBORw0KGgo="/>',
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="x"/></metadata>',
    "<!-- made by hand --><title>السارية</title><g opacity='.5'/>",
]


@pytest.mark.parametrize("inside", HARMLESS)
def test_a_drawing_that_only_draws_is_taken(inside: str) -> None:
    assert svg_fault(drawing(inside)) is None


#: What is drawn, and what is said of it.
HARMFUL = [
    ("<script>alert(1)</script>", "<script>"),
    ("<g><script xmlns='http://www.w3.org/1999/xhtml'>x</script></g>", "<script>"),
    ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
    ("<iframe xmlns='http://www.w3.org/1999/xhtml'/>", "<iframe>"),
    ("<animate attributeName='href' to='javascript:x'/>", "<animate>"),
    ("<set attributeName='x' to='1'/>", "<set>"),
    ("<a href='https://example.org/'><rect/></a>", "<a>"),
    ("<rect onclick='x()'/>", "onclick"),
    ("<rect ONLOAD='x()'/>", "ONLOAD"),
    ("<image href='https://example.org/a.png'/>", "outside"),
    ("<image href='file:///etc/passwd'/>", "outside"),
    ("<image href='../a.png'/>", "outside"),
    ("<image href='data:image/svg+xml;base64,AAAA'/>", "outside"),
    ("<image xlink:href='http://example.org/a.png'/>", "outside"),
    ("<use href='other.svg#x'/>", "outside"),
    ("<use href='data:image/png;base64,AAAA'/>", "outside"),
    ("<style>@import 'x.css';</style>", "style"),
    ("<style>@IMPORT 'x.css';</style>", "style"),
    ("<style>.a { fill: url(http://example.org/) }</style>", "style"),
    ("<style>.a { fill: u\\72l(x) }</style>", "style"),
    ("<style>.a { fill: ur<!-- -->l(x); background: image-set('x' 1x) }</style>", "style"),
    ("<rect style='fill: url( &quot;http://example.org/&quot; )'/>", "style"),
    ("<rect fill='url(//example.org/x#y)'/>", "fill"),
    ("<g xml:base='http://example.org/'/>", "xml:base"),
    ("<?xml-stylesheet href='x.css'?>", "processing instruction"),
    ("<g id='a'><use href='#a'/></g>", "inside itself"),
    ("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", "inside itself"),
]


@pytest.mark.parametrize(("inside", "said"), HARMFUL)
def test_a_drawing_that_could_do_more_is_refused_and_it_is_said_why(inside: str, said: str) -> None:
    fault = svg_fault(drawing(inside))
    assert fault is not None
    assert said in fault.sentence
    assert fault.cure


BEFORE = [
    ("<!DOCTYPE svg>", "DOCTYPE"),
    ('<!DOCTYPE svg [<!ENTITY a "b">]>', "DOCTYPE"),
    ('<!DOCTYPE svg SYSTEM "file:///etc/passwd">', "DOCTYPE"),
    ('<?xml-stylesheet href="http://example.org/x.css"?>', "processing instruction"),
]


@pytest.mark.parametrize(("before", "said"), BEFORE)
def test_what_stands_before_the_drawing_counts(before: str, said: str) -> None:
    fault = svg_fault(drawing("<rect/>", before=before))
    assert fault is not None
    assert said in fault.sentence


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "well-formed"),
        (b"<svg>", "well-formed"),
        (b"\x89PNG", "well-formed"),
        (b"<svg/>", "root is not svg"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "root is not svg"),
        (b" " * (LARGEST + 1), "more than 2 MB"),
        (drawing("<rect/>", ""), "how large"),
        (drawing("<rect/>", 'width="100%" height="100%"'), "how large"),
        (drawing("<rect/>", 'viewBox="0 0 0 4"'), "how large"),
        (drawing("<rect/>", 'viewBox="0 0 9"'), "how large"),
    ],
)
def test_what_is_no_drawing_is_refused(data: bytes, said: str) -> None:
    fault = svg_fault(data)
    assert fault is not None
    assert said in fault.sentence


@pytest.mark.parametrize("more", ['width="9cm" height="4cm"', 'viewBox="0,0,9.5,4e1"', 'viewBox=" 0 0 9 4 "'])
def test_a_drawing_says_its_size_in_one_of_two_ways(more: str) -> None:
    assert svg_fault(drawing("<rect/>", more)) is None


def test_entities_are_never_opened() -> None:
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    fault = svg_fault(drawing("<text>&b;</text>", before=bomb))
    assert fault is not None
    assert "DOCTYPE" in fault.sentence


def test_a_drawing_that_doubles_itself_without_end_is_refused_in_time() -> None:
    steps = "".join(f'<g id="g{n}"><use href="#g{n - 1}"/><use href="#g{n - 1}"/></g>' for n in range(1, 40))
    started = time.monotonic()
    fault = svg_fault(drawing(f'<rect id="g0"/>{steps}'))
    assert fault is not None
    assert "more than" in fault.sentence
    assert time.monotonic() - started < 5


def test_a_drawing_of_very_many_parts_is_refused_in_time() -> None:
    started = time.monotonic()
    fault = svg_fault(drawing("<g/>" * 100_000))
    assert fault is not None
    assert "more than" in fault.sentence
    assert svg_fault(drawing("<g>" * 3000 + "</g>" * 3000)) is not None
    assert time.monotonic() - started < 10
