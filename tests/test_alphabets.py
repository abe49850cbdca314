"""The alphabets are whole, in order, and what fonts.toml says of our faces is true of every cut."""

import unicodedata

import pytest

from convert.faces import Face, faces, letters_of
from convert.faces.face import lacks
from convert.script.letters import guess_language
from convert.vocab.alphabets import ALPHABETS, SCRIPTS
from convert.vocab.languages import LANGUAGES, digits_of
from tests.test_vocab import FOREIGN, said

#: How many letters schoolbooks count.
COUNTED = {"ar": 28, "fa": 32, "ps": 44, "sd": 52, "ug": 32, "he": 22, "dv": 24, "en": 26}
ZERO = {"latn": "0", "arab": "٠", "arabext": "۰"}


def test_every_language_has_an_alphabet() -> None:
    assert list(ALPHABETS) == list(LANGUAGES)


@pytest.mark.parametrize("tag", COUNTED)
def test_an_alphabet_has_as_many_letters_as_a_schoolbook_counts(tag: str) -> None:
    assert len(ALPHABETS[tag].letters) == COUNTED[tag]


@pytest.mark.parametrize("tag", ALPHABETS)
def test_no_letter_stands_twice_and_each_is_composed(tag: str) -> None:
    alphabet = ALPHABETS[tag]
    letters = (*alphabet.letters, *alphabet.others)
    assert len(set(letters)) == len(letters)
    assert all(unicodedata.normalize("NFC", letter) == letter for letter in letters)
    assert all(unicodedata.category(mark) == "Mn" for mark in alphabet.marks)
    assert alphabet.digits[0] == ZERO[digits_of(tag)]


@pytest.mark.parametrize("tag", ALPHABETS)
def test_the_words_of_a_language_need_no_letter_outside_its_alphabet(tag: str) -> None:
    letters = {char for char in said(LANGUAGES[tag]) if unicodedata.category(char)[0] == "L"}
    assert not {char for char in letters if ord(char) not in ALPHABETS[tag].code_points}


@pytest.mark.parametrize("tag", FOREIGN)
def test_an_alphabet_holds_no_letter_that_only_looks_like_one_of_its_own(tag: str) -> None:
    assert not set("".join(ALPHABETS[tag].letters)) & set(FOREIGN[tag])


def test_a_language_is_known_by_its_own_letters() -> None:
    assert guess_language(" ".join(ALPHABETS["sd"].letters)) == "sd"
    assert guess_language(" ".join(ALPHABETS["dv"].letters)) == "dv"


@pytest.mark.parametrize("face", faces().values(), ids=lambda face: face.family)
def test_a_face_of_ours_lists_the_languages_that_all_its_cuts_hold_and_no_other(face: Face) -> None:
    held = {tag for tag in ALPHABETS if not any(lacks(cut, tag) for cut in face.cuts)}
    assert set(face.languages) == held


@pytest.mark.parametrize("face", faces().values(), ids=lambda face: face.family)
def test_a_face_of_ours_holds_the_basic_letters_of_the_scripts_it_lists(face: Face) -> None:
    for script in face.scripts:
        assert all(letters_of(cut) >= SCRIPTS[script] for cut in face.cuts), script
