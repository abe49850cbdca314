"""The letters of each language in the order its own dictionaries have, and the marks it writes on them."""

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Alphabet:
    """What a face must hold to set a language.

    *letters* stand in the order of the language, a digraph or a letter with its mark as one; *others* are
    written too and have no place in the order. *marks* are the vowel marks that its papers and
    schoolbooks print.
    """

    letters: tuple[str, ...]
    others: tuple[str, ...]
    marks: tuple[str, ...]
    digits: str
    signs: str

    @property
    def code_points(self) -> frozenset[int]:
        """Everything a face needs, as code points."""
        return frozenset(
            map(ord, "".join((*self.letters, *self.others, *self.marks, self.digits, self.signs)))
        )


_LATN = "0123456789"
_ARAB = "٠١٢٣٤٥٦٧٨٩"
_ARABEXT = "۰۱۲۳۴۵۶۷۸۹"
_ARABIC_SIGNS = "،؛؟.:!«»()"
_HARAKAT = "\u064b \u064c \u064d \u064e \u064f \u0650 \u0651 \u0652"
_DAGGER_ALEF = "\u0670"
_NIQQUD = "\u05b0 \u05b1 \u05b2 \u05b3 \u05b4 \u05b5 \u05b6 \u05b7 \u05b8 \u05b9 \u05bb \u05bc \u05c1 \u05c2"
_HEBREW_SIGNS = "־׳״.,:;?!()"


def _alphabet(letters: str, others: str, marks: str, digits: str, signs: str) -> Alphabet:
    return Alphabet(tuple(letters.split()), tuple(others.split()), tuple(marks.split()), digits, signs)


#: By the tag of the language.
ALPHABETS = MappingProxyType(
    {
        "ar": _alphabet(
            "ا ب ت ث ج ح خ د ذ ر ز س ش ص ض ط ظ ع غ ف ق ك ل م ن ه و ي",
            "ء آ أ ؤ إ ئ ة ى",
            f"{_HARAKAT} {_DAGGER_ALEF}",
            _ARAB,
            _ARABIC_SIGNS,
        ),
        "fa": _alphabet(
            "ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن و ه ی",
            "ء آ أ ؤ ئ ۀ",
            f"{_HARAKAT} \u0654",
            _ARABEXT,
            _ARABIC_SIGNS,
        ),
        "ur": _alphabet(
            "ا ب پ ت ٹ ث ج چ ح خ د ڈ ذ ر ڑ ز ژ س ش ص ض ط ظ ع غ ف ق ک گ ل م ن ں و ہ ھ ء ی ے",
            "آ أ ؤ ئ ۂ ۃ ۓ",
            f"{_HARAKAT} {_DAGGER_ALEF}",
            _LATN,
            "،؛؟۔:!“”()",
        ),
        "ckb": _alphabet(
            "ئ ا ب پ ت ج چ ح خ د ر ڕ ز ژ س ش ع غ ف ڤ ق ک گ ل ڵ م ن و ۆ ھ ە ی ێ",
            "ه",
            "",
            _ARAB,
            _ARABIC_SIGNS,
        ),
        "ps": _alphabet(
            "ا ب پ ت ټ ث ج ځ چ څ ح خ د ډ ذ ر ړ ز ژ ږ س ش ښ ص ض ط ظ ع غ ف ق ک ګ ل م ن ڼ و ه ی ي ې ۍ ئ",
            "ء آ أ ؤ ة",
            _HARAKAT,
            _ARABEXT,
            _ARABIC_SIGNS,
        ),
        "sd": _alphabet(
            "ا ب ٻ ڀ ت ٿ ٽ ٺ ث پ ج ڄ جھ ڃ چ ڇ ح خ د ڌ ڏ ڊ ڍ ذ ر ڙ ز س ش ص ض ط ظ ع غ ف ڦ ق ڪ ک گ ڳ گھ ڱ "
            "ل م ن ڻ و ه ء ي",
            "آ أ ؤ ئ ۽ ۾",
            _HARAKAT,
            _ARAB,
            "،؛؟.:!“”()",
        ),
        "ug": _alphabet(
            "ئا ئە ب پ ت ج چ خ د ر ز ژ س ش غ ف ق ك گ ڭ ل م ن ھ ئو ئۇ ئۆ ئۈ ۋ ئې ئى ي",
            "",
            "",
            _LATN,
            _ARABIC_SIGNS,
        ),
        "he": _alphabet(
            "א ב ג ד ה ו ז ח ט י כ ל מ נ ס ע פ צ ק ר ש ת",
            "ך ם ן ף ץ",
            _NIQQUD,
            _LATN,
            f"{_HEBREW_SIGNS}”’",
        ),
        "yi": _alphabet(
            "א אַ אָ ב בֿ ג ד ה ו וּ װ ױ ז ח ט י יִ ײ ײַ כּ כ ל מ נ ס ע פּ פֿ צ ק ר ש שׂ תּ ת",
            "ך ם ן ף ץ",
            "\u05b4 \u05b7 \u05b8 \u05bc \u05bf \u05c2",
            _LATN,
            f"{_HEBREW_SIGNS}„“",
        ),
        "dv": _alphabet(
            "ހ ށ ނ ރ ބ ޅ ކ އ ވ މ ފ ދ ތ ލ ގ ޏ ސ ޑ ޒ ޓ ޔ ޕ ޖ ޗ",
            "ޘ ޙ ޚ ޛ ޜ ޝ ޞ ޟ ޠ ޡ ޢ ޣ ޤ ޥ",
            "\u07a6 \u07a7 \u07a8 \u07a9 \u07aa \u07ab \u07ac \u07ad \u07ae \u07af \u07b0",
            _LATN,
            "،؛؟.:!“”()",
        ),
        "en": _alphabet(
            "Aa Bb Cc Dd Ee Ff Gg Hh Ii Jj Kk Ll Mm Nn Oo Pp Qq Rr Ss Tt Uu Vv Ww Xx Yy Zz",
            "",
            "",
            _LATN,
            ".,:;?!()“”‘’–—",
        ),
    }
)

#: The basic letters of a script, by its code of ISO 15924.
SCRIPTS = MappingProxyType(
    {
        "Arab": frozenset(map(ord, "".join(ALPHABETS["ar"].letters))),
        "Hebr": frozenset(map(ord, "".join(ALPHABETS["he"].letters))),
        "Thaa": frozenset(map(ord, "".join(ALPHABETS["dv"].letters))),
        "Latn": frozenset(map(ord, "".join(ALPHABETS["en"].letters))),
        "Cyrl": frozenset({*range(0x410, 0x450), 0x401, 0x451}),
        "Grek": frozenset({*range(0x391, 0x3A2), *range(0x3A3, 0x3AA), *range(0x3B1, 0x3CA)}),
    }
)
