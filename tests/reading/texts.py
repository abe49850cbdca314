"""What is set and read back: the sample, the stress paragraphs, the stories, and the real texts beside us."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import html

import convert
from convert import newsml
from convert.house import House, find_house
from convert.model import Article, Edition, Paragraph, Run, Text, each, label, words_of
from convert.notes import Notes
from convert.tidy import tidy
from convert.vocab.languages import Language, direction_of, language_of, subtags
from convert.writers.typeset import quoted
from tests.helpers import KUWAIT, ROOT
from tests.writers import stories

#: The languages that are measured, in the order of the table.
LANGS = tuple("ar fa prs ur he ckb ps sd ug yi dv".split())
#: The real texts: no part of the checkout, so they may be absent.
CORPUS = ROOT.parent / "shared" / "data" / "corpus"
#: A web page is measured on its first paragraphs: a declaration of 60 says no more than 12 of them.
LONGEST_PAGE = 12
#: The index names a dialect where the House knows the whole language.
_TAGS = {"ydd": "yi"}

#: Latin letters, a full stop, brackets and a percentage within one Arabic sentence.
MIXED = "أعلنت شركة Apple Inc. (AAPL) عن نمو بنسبة 12.5% في 2024"
#: Full tashkeel, a superscript alef, guillemets, lam-alef in each of its forms.
MARKS = "قَالَ الوَزِيرُ: «إِنَّ السَّلَامَ لِلْجَمِيعِ»، وَلِلّٰهِ الحَمْدُ. الإصلاحات الأولى لأنّ الآن لإيران."
#: Numbers of both kinds with their separators, a date, a telephone number, an address.
DIGITS = (
    "بلغ سعر البرميل ٨٢٫٥ دولاراً (أي 1,250 جنيهاً) يوم ٢٨/١١/٢٠٢٠، الهاتف +965 2222-3333، "
    "والبريد press@example.com."
)
#: Persian: zero-width non-joiners, guillemets, Persian digits.
FARSI = "می‌خواهم کتاب‌های «پارسی» را در سال ۱۴۰۳ بخوانم؛ آیا این گونه است؟"


@dataclass(frozen=True, slots=True)
class Source:
    """One article to be set, as the canonical form holds it; *lang* is the language it counts under."""

    name: str
    lang: str
    edition: Edition
    house: House

    @property
    def article(self) -> Article:
        """The article itself."""
        return self.edition.articles[0]

    @property
    def group(self) -> str:
        """What it is summed up with: its language, texts with full tashkeel apart."""
        return f"{self.lang} vowelled" if "vowelled" in self.name else self.lang

    @property
    def head(self) -> tuple[str, ...]:
        """Headline and deck as the page shows them."""
        return self._shown(self.article.headline, self.article.deck)

    @property
    def body(self) -> tuple[str, ...]:
        """The paragraphs of the body as the page shows them."""
        return self._shown(*(paragraph.text for paragraph in each(Paragraph, self.article.body)))

    def _shown(self, *texts: Text) -> tuple[str, ...]:
        language = language_of(self.article.lang)
        return tuple(shown for text in texts if (shown := _on_the_page(text, language)))


def _on_the_page(text: Text, language: Language) -> str:
    """Return *text* with the marks of `q` spelled and the signs of notes where they stand."""
    return "".join(
        words_of((part,)) if isinstance(part, Run) else getattr(part, "label", "\n")
        for part in quoted(text, language)
    )


def sources() -> list[Source]:
    """Return everything that is here to be measured, language by language."""
    corpus = _corpus() if CORPUS.is_dir() else ()
    return sorted((*_in_the_checkout(), *corpus), key=lambda source: LANGS.index(source.lang))


def _in_the_checkout() -> Iterator[Source]:
    yield _source("seed", convert.read(KUWAIT, notes=Notes()), find_house(KUWAIT.parent))
    yield _source("stress", Edition(articles=(_stress(),)))
    for lang in LANGS:
        if lang in stories.STORIES:
            yield _source(f"story/{lang}", stories.edition(lang))


def _source(name: str, edition: Edition, house: House | None = None, lang: str = "") -> Source:
    """Return *edition* tidied and by way of the canonical form, as every writer gets it."""
    house = house or House()
    canonical = newsml.load(newsml.dump(tidy(edition, house, Notes())))
    whole = replace(canonical, assets=edition.assets)
    return Source(name, lang or subtags(whole.articles[0].lang)[0], whole, house)


def _stress() -> Article:
    """Return the four paragraphs that went wrong in every pipeline the design tried."""
    return _article("stress", "ar", "فقرات صعبة القراءة", (MIXED, MARKS, DIGITS, FARSI))


def _article(name: str, lang: str, headline: str, paragraphs: tuple[str, ...]) -> Article:
    return Article(
        guid=f"urn:newsml:example.org:20260510:reading-{name}",
        lang=lang,
        direction=direction_of(lang),
        headline=label(headline),
        body=tuple(Paragraph(text=label(words)) for words in paragraphs),
    )


def _corpus() -> Iterator[Source]:
    """Yield the texts of the corpus in the languages of the table."""
    with (CORPUS / "index.tsv").open(encoding="utf-8", newline="") as index:
        listed = list(csv.DictReader(index, delimiter="\t", quoting=csv.QUOTE_NONE))
    for lang in LANGS:
        for entry in listed:
            if _TAGS.get(entry["language"], entry["language"]) == lang:
                path = CORPUS / entry["file"]
                yield _source(str(Path(entry["file"]).with_suffix("")), _read(path, lang), lang=lang)


def _read(path: Path, lang: str) -> Edition:
    if path.suffix == ".html":
        return Edition(articles=(_web_page(path, lang),))
    return convert.read(path, lang=lang, house=House(), notes=Notes())


def _web_page(path: Path, lang: str) -> Article:
    """Return the headline and the first paragraphs of a web page: their words, no marks."""
    root = html.document_fromstring(path.read_text(encoding="utf-8"))
    paragraphs = (" ".join(element.text_content().split()) for element in root.iterfind(".//body//p"))
    first = tuple(words for words in paragraphs if words)[:LONGEST_PAGE]
    title = root.find(".//h1")
    headline = " ".join(title.text_content().split()) if title is not None else path.stem
    return _article(path.stem, lang, headline, first)
