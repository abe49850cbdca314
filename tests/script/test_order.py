"""Lines in visual order are told from lines that are read as they stand; none of these is ever turned."""

from pathlib import Path

import pytest
from bidi import get_display
from hypothesis import given, settings
from hypothesis import strategies as st

from convert.script.order import evidence, in_order_of_reading
from convert.script.visual import RIGHT_TO_LEFT
from tests.script.shaping import shaped

ARABIC = "أعلنت وزارة الصحة في الكويت، أمس، عن 12 إصابة جديدة (منها 3 في المستشفى)."
LINES = {
    "ar": ARABIC,
    "fa": "مردم مقدونیه در یک همه‌پرسی برای تغییر نام کشور خود رای می‌دهند.".replace("\u200c", " "),
    "ur": "لندن میں ایک گھر پر حملے کے بعد دو افراد کو گرفتار کیا گیا ہے۔",
    "he": "ראש הממשלה אמר אתמול כי הדיון יימשך גם בשבוע הבא (2020).",
    "ckb": "خەڵاتی گەورەی ڕووسیا لە کاتی خۆیدا بەڕێوە دەچێت",
}


def seen(text: str) -> str:
    return "\n".join(get_display(line, base_dir="R") for line in text.split("\n"))


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_a_line_in_visual_order_is_known_and_turned(line: str) -> None:
    assert evidence(line).order == "logical"
    assert evidence(seen(line)).order == "visual"
    assert in_order_of_reading(seen(line)) == (line, [0])


@pytest.mark.parametrize("line", LINES.values(), ids=LINES)
def test_in_a_text_short_lines_follow_the_others_and_latin_lines_stay(line: str) -> None:
    text = f"{LINES['ar'][:9]}\n\n{line}\n28-11-2020 | 04:27\nNo Image Caption\n{line}"
    stored = "\n".join(seen(part) if RIGHT_TO_LEFT.search(part) else part for part in text.split("\n"))
    assert in_order_of_reading(stored) == (text, [0, 2, 5])


def test_in_a_mixed_text_only_what_is_sure_is_turned() -> None:
    lines = [*LINES.values(), seen(ARABIC), "نعم"]
    assert in_order_of_reading("\n".join(lines)) == ("\n".join([*lines[:-2], ARABIC, "نعم"]), [5])


@pytest.mark.parametrize("line", ["لا، لا، لا، لا، لا.", "בתכה בתכה", "بب", "سوس", "اا" * 90, "ממם" * 60])
def test_what_reads_the_same_from_both_ends_is_left_alone(line: str) -> None:
    assert in_order_of_reading(line) == (line, [])


@pytest.mark.parametrize("language", ["ar", "fa", "ur"])
def test_presentation_forms_tell_their_order_for_certain(language: str) -> None:
    for word in (LINES[language], "سلام", "کتاب", "نہیں"):
        forms = shaped(word)
        assert forms != word
        assert in_order_of_reading(forms) == (forms, [])
        assert in_order_of_reading(seen(forms)) == (forms, [0])


def test_a_ligature_that_was_stored_in_its_own_order_begins_no_word() -> None:
    line = "أعلنت وزارة الصحة في الكويت عن الإصابات الأولى والآن بالأمس"
    stored = seen(line).replace("إل", "لإ").replace("أل", "لأ").replace("آل", "لآ")
    assert stored != seen(line)
    assert in_order_of_reading(stored) == (line, [0])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_line_ends_stay_where_they_are(end: str) -> None:
    text = f"{ARABIC}{end}{end}{LINES['he']}{end}"
    stored = f"{seen(ARABIC)}{end}{end}{seen(LINES['he'])}{end}"
    assert in_order_of_reading(stored) == (text, [0, 2])


def texts(shared: Path) -> list[str]:
    files = [*(shared / "data" / "corpus").glob("*/*"), *(shared / "data" / "seed").glob("*")]
    return [file.read_text(encoding="utf-8") for file in files]


def test_no_real_text_is_turned(shared: Path) -> None:
    for text in texts(shared):
        assert in_order_of_reading(text) == (text, [])
        for line in text.split("\n"):
            assert in_order_of_reading(line) == (line, [])


def test_real_texts_are_put_in_order(shared: Path) -> None:
    for file in (shared / "data" / "corpus").glob("ntrex/*"):
        text = "\n".join(line.strip() for line in file.read_text(encoding="utf-8").split("\n"))
        if file.name.startswith(("ar", "fa", "prs", "ur", "he", "ps", "ckb")):
            assert in_order_of_reading(seen(text))[0] == text, file.name


LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأئؤپچژگکیٹںےہאבגדהוזחטיכלמנסעפצקרשתםןךףץ"


@settings(max_examples=300)
@given(st.text(f"{LETTERS} {LETTERS} 12«»()abc،.\n\u064e\u05b8\u200c", max_size=200))
def test_letters_strewn_at_random_are_left_alone(text: str) -> None:
    assert in_order_of_reading(text) == (text, [])


WORDS = st.sampled_from(" ".join(LINES.values()).split())


@given(st.lists(WORDS, max_size=20).map(" ".join))
def test_words_in_any_order_are_left_alone(line: str) -> None:
    assert in_order_of_reading(line) == (line, [])
