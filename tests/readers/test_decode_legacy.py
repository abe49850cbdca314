"""Old encodings are told apart by how their bytes read: whole texts, 200 bytes, 60 bytes of real news."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from convert.notes import Notes
from convert.readers.decode import decode
from convert.readers.legacy import codec_of, judge

#: Persian, Urdu and Pashto as windows-1256 had them: it has neither ی nor letters of Pashto alone.
BEFORE_UNICODE = str.maketrans("یېۍټډړښځڅږڼګۂۀ", "يييتدرشخحژنگہه", "\u0654\u0653")
#: What ISO 8859-6 and MacArabic have no room for.
PLAIN = str.maketrans("«»“”’‘–—…", '""""\'\'--.')
#: Which texts, in which encoding, and how many of a hundred short pieces may be misread.
CASES = {
    "ar windows-1256": ("ar|wikinews", "cp1256"),
    "ar ISO 8859-6": ("ar|wikinews", "iso8859_6"),
    "ar MacArabic": ("ar|wikinews", "mac_arabic"),
    "fa windows-1256": ("fa|prs", "cp1256"),
    "ur windows-1256": ("ur", "cp1256"),
    "ps windows-1256": ("ps", "cp1256"),
    "he windows-1255": ("he", "cp1255"),
    "he ISO 8859-8": ("he", "iso8859_8"),
}
FRENCH = (
    "Le président de la République s’est rendu à Genève, où il a été reçu par les élus.\n« C’est très bien »,"
    " a-t-il déclaré : « l’été sera chaud, la forêt brûle déjà. »\n"
)
LATIN = {
    "fr": FRENCH,
    "de": "Die Bürger künftiger Städte müssen größere Häuser bauen; „schön“ heißt das für die Jüngeren.\n",
    "es": "¿Cómo está el señor Núñez? La situación política en España preocupa a los jóvenes, dijo ayer.\n",
    "pt": "A situação do país não é fácil, disse o ministro; as eleições serão em março, após o Verão.\n",
    "sv": "Många människor såg på när elden förstörde huset; räddningstjänsten kunde inte göra något.\n",
    "en": "The café’s owner said “no”: it’s a naïve idea – the résumé wasn’t read at all by the manager.\n",
}


def encoded(text: str, codec: str) -> bytes:
    text = unicodedata.normalize("NFC", text).translate(BEFORE_UNICODE)
    return text.translate(PLAIN if codec in ("iso8859_6", "mac_arabic") else {}).encode(codec, "ignore")


def pieces(shared: Path, languages: str, codec: str, size: int) -> Iterator[bytes]:
    for file in sorted((shared / "data" / "corpus").glob("*/*.txt")):
        if re.match(languages, file.name):
            data = encoded(file.read_text(encoding="utf-8"), codec)
            step = size or len(data)
            yield from (data[start : start + step] for start in range(0, len(data) - step + 1, step))


def share_read_right(found: Iterator[bytes], codec: str) -> float:
    results: Counter[bool] = Counter()
    for data in found:
        if not data.isascii():
            judgement = judge(data)
            right = data.decode(codec, "replace")
            results[bool(judgement and data.decode(codec_of(judgement.name), "replace") == right)] += 1
    return results[True] / results.total()


@pytest.mark.parametrize(("languages", "codec"), CASES.values(), ids=CASES)
@pytest.mark.parametrize(("size", "share"), [(0, 1), (200, 1), (60, 0.99)], ids=["whole", "200", "60"])
def test_real_text_is_read_right(shared: Path, languages: str, codec: str, size: int, share: float) -> None:
    assert share_read_right(pieces(shared, languages, codec, size), codec) >= share


@pytest.mark.parametrize("text", LATIN.values(), ids=LATIN)
def test_text_in_latin_letters_never_becomes_arabic(text: str) -> None:
    data = text.encode("cp1252")
    notes = Notes()
    assert decode(data, notes) == text
    assert ["read as windows-1252" in note.text for note in notes] == [True]
    for start in range(0, len(data) - 60, 7):
        piece = data[start : start + 60]
        assert piece.isascii() or decode(piece, Notes()) == piece.decode("cp1252")


@pytest.mark.parametrize(
    "text", ["وقال New York Times إن الخبر صحيح", "شركة Apple في Café"], ids=["ar", "fr"]
)
def test_latin_words_in_arabic_stay_latin(text: str) -> None:
    assert decode(text.encode("cp1256"), Notes()) == text


def test_two_readings_that_are_as_good_are_both_named() -> None:
    notes = Notes()
    decode("لا ولا".encode("cp1256")[:2] + b" \xe5", notes)
    (note,) = notes
    assert note.code == "text/encoding-assumed"
    assert re.search("read as .+, though .+ reads as well", note.text)


@pytest.mark.parametrize(("codec", "text"), [
    ("cp1251", "Президент России Владимир Путин сообщил сегодня, что переговоры продолжатся."),
    ("cp1253", "Ο πρωθυπουργός της Ελλάδας δήλωσε σήμερα ότι οι συνομιλίες θα συνεχιστούν."),
])  # fmt: skip
def test_other_scripts_are_not_taken_for_ours(codec: str, text: str) -> None:
    assert decode((text * 5).encode(codec), Notes()) == text * 5


def test_a_judgement_takes_a_moment_however_long_the_text() -> None:
    data = encoded("أعلنت وزارة الصحة، أمس، عن إصابات جديدة.\n" * 50_000, "cp1256")
    assert judge(data) is not None
    assert judge(b"a" * 1_000_000 + "خبر جديد".encode("cp1256")) is not None


def test_bytes_an_encoding_does_not_know_are_marked() -> None:
    data = encoded(" ".join(["أعلنت وزارة الصحة"] * 40), "iso8859_6") + b"\xff"
    notes = Notes()
    assert decode(data, notes).endswith("الصحة\ufffd")
    assert notes.codes() == ["text/encoding-assumed", "text/bytes-lost"]
