"""A specimen is one page that shows a face in each of its languages, in the words of those languages."""

import io
import re
import unicodedata
from typing import Any

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from convert.faces import Face, faces
from convert.house import find_house
from convert.notes import Notes
from convert.script.bidi import first_strong
from convert.script.letters import guess_language
from convert.specimen import specimen
from convert.specimen.page import _sentences, main_language, page
from convert.vocab.alphabets import ALPHABETS
from convert.vocab.languages import LANGUAGES, digits_of
from tests.foundry import Press, font, letters_for
from tests.test_alphabets import ZERO
from tests.test_vocab import FOREIGN

#: Nikud, dagger alef and the like: what `marked` adds.
_MARKS = re.compile("[\u05b0-\u05bc\u05c1\u05c2\u064b-\u0652\u0670]")


def words(tag: str) -> list[str]:
    """Return the headline and the sentences of a language."""
    return [_sentences()[tag]["headline"], *_sentences()[tag]["sentences"]]


def test_there_are_words_for_every_language() -> None:
    assert list(_sentences()) == list(LANGUAGES)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_words_are_in_their_language_and_spelled_with_its_letters(tag: str) -> None:
    said = " ".join(words(tag))
    assert guess_language(said) == tag
    assert first_strong(said) == LANGUAGES[tag].direction
    assert said == unicodedata.normalize("NFC", said)
    assert not set(said) & set(FOREIGN.get(tag, ""))
    spelled = {char for char in said + _sentences()[tag]["name"] if unicodedata.category(char)[0] in "LMN"}
    assert {char for char in spelled if ord(char) not in ALPHABETS[tag].code_points} <= {"’"}


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_sentences_grow_longer_and_their_digits_are_those_of_the_language(tag: str) -> None:
    _, short, longer, longest = words(tag)
    assert len(short) < len(longer) < len(longest)
    zero = ord(ZERO[digits_of(tag)])
    assert [ord(char) - zero for char in longest if char.isdigit()] == [2, 4, 0]


@pytest.mark.parametrize("tag", ["ar", "he"])
def test_the_marked_sentence_is_the_first_one_with_its_vowels(tag: str) -> None:
    marked, plain = _sentences()[tag]["marked"], words(tag)[1]
    assert _MARKS.sub("", marked) == plain
    assert len(marked) > len(plain) * 1.3


def parts(face: Face) -> dict[str, Any]:
    """Return the part of each language on the page of a face."""
    return {str(part.get("lang")): part for part in page(face).iterfind(".//{*}article")}


@pytest.mark.parametrize("face", faces().values(), ids=lambda face: face.family)
def test_every_language_of_a_face_has_its_alphabet_in_order_its_digits_and_three_sizes(face: Face) -> None:
    found = parts(face)
    assert tuple(found) == face.languages
    for tag, part in found.items():
        assert part.get("dir") == LANGUAGES[tag].direction
        text = "".join(part.itertext())
        assert " ".join(ALPHABETS[tag].letters) in text
        assert ALPHABETS[tag].digits in text
        assert all(mark in text for mark in ALPHABETS[tag].marks)
        classes = [str(one.get("class")) for one in part.iter("{*}p", "{*}div")]
        assert classes[-3:] == ["pair", "middle", "small"]


def test_a_face_is_shown_first_in_the_language_we_set_in_it() -> None:
    known = faces()
    assert main_language(known["Noto Nastaliq Urdu"]).tag == "ur"
    assert main_language(known["Vazirmatn"]).tag == "fa"
    assert main_language(known["Noto Naskh Arabic"]).tag == "ar"


@pytest.mark.parametrize("family", ["Noto Kufi Arabic", "Frank Ruhl Libre", "Noto Nastaliq Urdu", "Inter"])
def test_a_specimen_is_one_page_in_its_own_face_with_nothing_wrong_on_it(family: str) -> None:
    notes = Notes()
    data = specimen(faces()[family], notes)
    assert list(notes) == []
    assert specimen(faces()[family], Notes()) == data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert len(pdf.pages) == 1
        names = {str(one.BaseFont).partition("+")[2] for one in dict(pdf.pages[0].Resources.Font).values()}
        assert str(pdf.docinfo["/Title"]) == family
        assert pdf.check_pdf_syntax() == []
    assert any(name.startswith(family.replace(" ", "")) for name in names)


@pytest.mark.gate
@pytest.mark.parametrize("family", faces())
def test_every_specimen_is_one_page_whose_foot_is_on_it(family: str) -> None:
    notes = Notes()
    face = faces()[family]
    document = pypdfium2.PdfDocument(specimen(face, notes))
    assert (len(document), list(notes)) == (1, [])
    said = document[0].get_textpage().get_text_range()
    assert face.version in said.split()  # PDFium turns the words of a foot round, on such pages


def test_a_publishers_face_has_a_specimen_in_the_languages_it_covers(tmp_path: Any) -> None:
    press = Press(tmp_path)
    press.put(font(letters=letters_for("ar")))
    press.name(facts='source = "drawn for us"')
    house = find_house(tmp_path)
    face = faces(house)["Our Naskh"]
    root = page(face)
    assert [part.get("lang") for part in root.iterfind(".//{*}article")] == ["ar"]
    assert "Our Naskh 2.021 · OFL-1.1 · drawn for us" in etree.tostring(root, encoding="unicode")
    assert "strong" not in etree.tostring(root, encoding="unicode")
    notes = Notes()
    with pikepdf.open(io.BytesIO(specimen(face, notes, house=house))) as pdf:
        names = {str(one.BaseFont).partition("+")[2] for one in dict(pdf.pages[0].Resources.Font).values()}
    assert "OurNaskh" in names
    assert list(notes) == []
