"""The page: what html, pdf and epub dress."""

from lxml import etree

from convert.writers.page import _spell_breaks

XHTML = "http://www.w3.org/1999/xhtml"


def test_a_zero_width_space_becomes_an_element_and_no_letter_moves() -> None:
    page = etree.fromstring(
        f'<p xmlns="{XHTML}">a\u200bb<b>c\u200bd</b>e\u200bf\u200bg<i>h</i>k</p>'.encode()
    )
    _spell_breaks(page)
    spelled = etree.tostring(page, encoding="unicode").replace(f' xmlns="{XHTML}"', "")
    assert spelled == "<p>a<wbr/>b<b>c<wbr/>d</b>e<wbr/>f<wbr/>g<i>h</i>k</p>"
