"""Bytes become the text they were, and whatever was assumed or lost on the way is noted."""

import codecs
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.errors import SourceError
from convert.notes import Notes
from convert.readers.decode import LINE_END, LONGEST_WORD, ZERO_WIDTH_SPACE, decode, lines_of
from tests.helpers import KUWAIT

ARABIC = KUWAIT.read_text(encoding="utf-8")
HEBREW = "ראש הממשלה אמר אתמול כי הדיון בנושא יימשך גם בשבוע הבא.\nהאופוזיציה טרם הגיבה להצהרה."
PERSIAN = "مردم درباره نام کشورشان رای می\u200cدهند.\nنتیجه همه\u200cپرسی چهارشنبه اعلام می\u200cشود."
BOMS = {
    "utf-8": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "utf-32-le": codecs.BOM_UTF32_LE,
    "utf-32-be": codecs.BOM_UTF32_BE,
}


def decoded(data: bytes, encoding: str = "") -> tuple[str, list[str]]:
    """Return the text and the codes of the notes."""
    notes = Notes()
    return decode(data, notes, encoding), notes.codes()


def refused(data: bytes, encoding: str = "") -> str:
    """Return the code with which bytes are refused."""
    with pytest.raises(SourceError) as refusal:
        decode(data, Notes(), encoding)
    return refusal.value.code


# --- Unicode ----------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", BOMS)
@pytest.mark.parametrize("text", [ARABIC, HEBREW, PERSIAN], ids=["ar", "he", "fa"])
def test_a_byte_order_mark_tells_the_encoding(encoding: str, text: str) -> None:
    assert decoded(BOMS[encoding] + text.encode(encoding)) == (text, [])


def test_text_without_a_mark_is_utf_8() -> None:
    assert decoded(ARABIC.encode()) == (ARABIC, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", [ARABIC, HEBREW, PERSIAN, "Talks end in Kuwait"], ids=["ar", "he", "fa", "en"]
)
def test_utf_16_without_a_mark_is_known_by_its_spaces_and_noted(encoding: str, text: str) -> None:
    assert decoded(text.encode(encoding)) == (text, ["text/encoding-assumed"])


def test_a_stray_zero_byte_does_not_turn_utf_8_into_utf_16() -> None:
    text = ARABIC[:200] + "\0" + ARABIC[200:]
    assert decoded(text.encode()) == (text, [])


def test_a_mark_in_front_of_what_is_told_is_no_part_of_the_text() -> None:
    assert decoded(codecs.BOM_UTF8 + "خبر".encode(), "utf-8") == ("خبر", [])
    assert decoded(codecs.BOM_UTF16_LE + "خبر".encode("utf-16-le"), "utf-16") == ("خبر", [])


LETTERS = st.text(
    "ابتثجحخدذرزسشصضطظعغفقكلمنهوي ءآأؤإئىة پچژگکی אבגדהוזחטיכלמנסעפצקרשת 0123456789٠١٢٣۰۱۲۳،.؟!«»\n\t"
    "\N{ARABIC FATHA}\N{ARABIC SHADDA}\N{ARABIC TATWEEL}\N{HEBREW POINT QAMATS}\N{ZERO WIDTH NON-JOINER}"
    "\N{ZERO WIDTH JOINER}\N{RIGHT-TO-LEFT MARK}\N{LEFT-TO-RIGHT MARK}\N{NO-BREAK SPACE}\N{GRINNING FACE}",
    min_size=1,
)


@given(LETTERS.map(lambda text: "خ" + text), st.sampled_from(sorted(BOMS)))
def test_what_a_mark_announces_is_read_letter_for_letter(text: str, encoding: str) -> None:
    assert decoded(BOMS[encoding] + text.encode(encoding)) == (text, [])


@given(LETTERS.map(lambda text: "خ" + text), st.sampled_from(["", *sorted(BOMS)]))
def test_what_is_told_is_believed(text: str, encoding: str) -> None:
    data = text.encode(encoding or "utf-8")
    assert decoded(data, encoding or "utf-8") == (text, [])


@settings(max_examples=300)
@given(st.binary())
def test_no_bytes_break_the_reader(data: bytes) -> None:
    try:
        text, _ = decoded(data)
    except SourceError:
        return
    assert text


# --- before Unicode ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC[:80], "cp1256", "windows-1256"),
        (HEBREW, "cp1255", "windows-1255"),
    ],
    ids=["article", "headline", "hebrew"],
)
def test_an_old_encoding_is_told_by_its_letters_and_noted(text: str, codec: str, name: str) -> None:
    notes = Notes()
    assert decode(text.encode(codec), notes) == text
    (note,) = notes
    assert (note.code, note.severity) == ("text/encoding-assumed", "warning")
    assert name in note.text


@pytest.mark.parametrize("encoding", ["windows-1256", "cp1256", "WINDOWS-1256"])
def test_an_old_encoding_that_is_told_is_believed(encoding: str) -> None:
    assert decoded(ARABIC.encode("cp1256"), encoding) == (ARABIC, [])


def test_an_encoding_that_does_not_fit_is_refused_with_the_place() -> None:
    with pytest.raises(SourceError, match="not utf-8 at byte 0") as refusal:
        decode(ARABIC.encode("cp1256"), Notes(), "utf-8")
    assert refusal.value.code == "source/encoding"


@pytest.mark.parametrize("encoding", ["windows-1265", "hex", "undefined", "utf-8\0", "خبر"])
def test_an_encoding_that_does_not_exist_is_refused(encoding: str) -> None:
    assert refused(b"abc", encoding) == "source/encoding"


def test_hebrew_stored_as_it_is_seen_is_turned_when_that_is_told() -> None:
    text = "ראש הממשלה (2020) אמר: C-130 ממריא"
    seen = "אירממ C-130 :רמא (2020) הלשממה שאר"
    assert decoded(seen.encode("iso8859-8"), "iso-8859-8")[0] == text
    assert decoded(text.encode("iso8859-8"), "iso-8859-8-i")[0] == text
    assert decoded(text.encode("iso8859-8"), "ISO-8859-8-E")[0] == text
    assert decoded(b"no Hebrew, (here)\r\n", "iso-8859-8")[0] == "no Hebrew, (here)\r\n"


# --- what is damaged --------------------------------------------------------------------------


@pytest.mark.parametrize("bad", [b"\xff", b"\xd8", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf5\x80"])
def test_a_lone_bad_byte_is_marked_and_the_rest_is_whole(bad: bytes) -> None:
    before, after = ARABIC[:300], ARABIC[300:]
    text, codes = decoded(before.encode() + bad + after.encode())
    assert codes == ["text/bytes-lost"]
    assert text.startswith(before)
    assert text.endswith(after)
    assert set(text[len(before) : -len(after)]) == {"\ufffd"}


def test_a_last_letter_cut_in_half_is_marked() -> None:
    text, codes = decoded(ARABIC[:300].encode()[:-1] + b"\n")
    assert codes == ["text/bytes-lost"]
    assert text.replace("\ufffd", "").startswith(ARABIC[:299].rstrip())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-32-le"])
def test_bytes_that_do_not_fit_their_mark_are_noted(encoding: str) -> None:
    text, codes = decoded(BOMS[encoding] + ARABIC.encode(encoding) + b"\xff")
    assert codes == ["text/bytes-lost"]
    assert text.rstrip("\ufffd") == ARABIC


def test_lines_in_two_encodings_are_each_read_in_their_own() -> None:
    lines = [line for line in ARABIC.split("\n") if line]
    data = b"\n".join(line.encode("cp1256" if number % 2 else "utf-8") for number, line in enumerate(lines))
    notes = Notes()
    assert decode(data, notes) == "\n".join(lines)
    assert {note.code for note in notes} == {"text/encoding-mixed"}
    assert [note.where for note in notes] == [f"line {number + 1}" for number in range(1, len(lines), 2)]


@pytest.mark.parametrize(("name", "codec"), [("windows-1252", "latin-1"), ("windows-1256", "cp1256")])
@pytest.mark.parametrize("text", [ARABIC, HEBREW, PERSIAN], ids=["ar", "he", "fa"])
def test_letters_that_were_mistaken_before_are_read_again_with_a_note(
    name: str, codec: str, text: str
) -> None:
    notes = Notes()
    assert decode(text.encode().decode(codec).encode(), notes) == text
    (note,) = notes
    assert (note.code, note.severity) == ("text/mojibake-repaired", "note")
    assert name in note.text


@pytest.mark.parametrize("loss", ["replace", "ignore"])
@pytest.mark.parametrize("text", [ARABIC[:78], HEBREW], ids=["ar", "he"])
def test_letters_that_were_mistaken_and_lost_are_pointed_out_and_not_repaired(text: str, loss: str) -> None:
    mistaken = text.encode().decode("cp1252", errors=loss)
    notes = Notes()
    assert decode(mistaken.encode(), notes) == mistaken
    (note,) = notes
    assert (note.code, note.severity) == ("text/mojibake", "warning")
    assert "windows-1252" in note.text


@pytest.mark.parametrize(
    "text", [ARABIC, HEBREW, PERSIAN, "Á Ùltima hora: «Ø»" * 9], ids=["ar", "he", "fa", "es"]
)
def test_text_that_is_well_is_not_called_mistaken(text: str) -> None:
    assert decoded(text.encode()) == (text, [])


@pytest.mark.parametrize(
    "start",
    [
        b"%PDF-1.7", b"PK\x03\x04", b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"\xd0\xcf\x11\xe0",
        b"{\\rtf1", b"\x1f\x8b\x08",
    ],
)  # fmt: skip
def test_a_file_that_is_no_text_is_refused_by_its_first_bytes(start: bytes) -> None:
    assert refused(start + ARABIC.encode()) == "source/binary"


def test_bytes_that_are_nothing_at_all_are_refused() -> None:
    assert refused(bytes(range(32)) * 40) == "source/binary"
    assert refused(b"\x01\x02\x03\x04\x05\xff\xfe" * 100) == "source/binary"


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, "\u200f\u00a0\u2003".encode()])
def test_a_file_of_nothing_visible_is_empty(data: bytes) -> None:
    assert refused(data) == "source/empty"


# --- lines ------------------------------------------------------------------------------------


def cleaned(text: str) -> list[str]:
    """Return the lines of *text*."""
    return lines_of(text, Notes())


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_every_line_end_ends_a_line(end: str) -> None:
    assert cleaned(f"أ{end}ب{end}") == ["أ", "ب", ""]


def test_a_file_separator_ends_no_line() -> None:
    assert cleaned("أ\x1cب\x1dج\x1eد") == ["أبجد"]


@given(st.text())
def test_what_comes_out_can_stand_on_a_page(text: str) -> None:
    for line in cleaned(text):
        assert not any(
            char < " " or "\x7f" <= char <= "\x9f" or "\ud800" <= char <= "\udfff" for char in line
        )
        assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")


@given(
    st.text("اب\N{ARABIC FATHA}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH SPACE} a", min_size=0, max_size=40),
    st.integers(1, 40),
)
def test_a_word_that_may_break_keeps_its_letters_and_breaks_but_once(words: str, times: int) -> None:
    line = words * times
    (once,) = cleaned(line)
    assert once.replace(ZERO_WIDTH_SPACE, "") == line.replace(ZERO_WIDTH_SPACE, "")
    assert cleaned(once) == [once]


def test_a_word_breaks_where_no_mark_is_torn_off() -> None:
    (line,) = cleaned("ب" * LONGEST_WORD + "\N{ARABIC SHADDA}\N{ARABIC FATHA}" + "ب" * 9)
    assert [len(piece) for piece in line.split(ZERO_WIDTH_SPACE)] == [LONGEST_WORD + 2, 9]


# --- bounds -----------------------------------------------------------------------------------


def _seconds(data: bytes) -> float:
    start = time.process_time()
    text = decode(data, Notes())
    lines_of(text, Notes())
    return time.process_time() - start


@pytest.mark.parametrize(
    "data",
    [
        ("ا" * 300_000).encode(),
        ("اب " * 100_000).encode(),
        (" " * 300_000 + "ا").encode(),
        ("ا" * 199 + " ").encode() * 1500,
        ("ا" + "\N{ARABIC FATHA}" * 300_000).encode(),
        "-".join(["12"] * 100_000).encode() + "خ".encode(),
        b"\n".join([ARABIC[:100].encode(), ARABIC[:100].encode("cp1256")] * 1500),
    ],
    ids=["one word", "words", "spaces", "words of 199", "marks", "numbers", "two encodings"],
)
def test_time_grows_no_faster_than_the_text(data: bytes) -> None:
    _seconds(data)  # what is loaded once is not counted
    assert _seconds(data) < 2


def test_a_line_end_is_found_once() -> None:
    assert LINE_END.split("a\r\nb") == ["a", "b"]
