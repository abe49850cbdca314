"""Laws of the text layer: our PDFs are read no worse than the raw engine's, nor than the design's figures.

`python -m tests.reading` prints what these tests measure; with --show, what an extractor misread.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from tests.reading import extractors, survey
from tests.reading.extractors import EXTRACTORS
from tests.reading.floors import FLOORS, Floor
from tests.reading.measure import Score, total, unfound, words_in
from tests.reading.settings import Setting, settings
from tests.reading.survey import MAKERS, Cell, cells, make
from tests.reading.table import figure, spelled
from tests.reading.texts import CORPUS, Source, sources

#: One process measures everything, for all tests of this file.
pytestmark = pytest.mark.xdist_group("reading")
#: Measured at every test run: texts of the checkout, in the extractors that are Python packages.
FEW = ("seed", "stress", "story/fa", "story/ur", "story/he", "story/ckb")
IN_PYTHON = ("pdfium", "mupdf", "pypdf")
#: What is compared text by text: the raw engine, and us.
OURS = ("raw", "ours")
#: Where Chrome reads next to everything, at most so much may be wrong, in percent.
NEXT_TO_NOTHING = 0.5


def worse(found: Iterable[Cell]) -> Iterator[str]:
    """Yield where our PDFs are read worse than the raw engine's: language, face and extractor, all texts."""
    sums: dict[tuple[str, str, str, str], dict[str, Score]] = defaultdict(lambda: defaultdict(Score))
    for cell in found:
        for part, score in (("head", cell.head), ("body", cell.body)):
            sums[cell.group, cell.family, cell.extractor, part][cell.maker] += score
    for place, by in sums.items():
        if by["ours"].worse_than(by["raw"]):
            yield f"{', '.join(place)}: {figure(by['raw'])} -> {figure(by['ours'])}"


# --- at every run -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> list[Cell]:
    """The cells of a few texts, each in the face of its language."""
    folder = tmp_path_factory.mktemp("few")
    chosen = [Setting(source) for source in sources() if source.name in FEW]
    assert len(chosen) == len(FEW)
    return [cell for number, one in enumerate(chosen) for cell in _here(one, folder / str(number))]


def _here(setting: Setting, folder: Path) -> list[Cell]:
    """Return the cells of one setting, made and read in this process."""
    folder.mkdir()
    pdfs = {maker: folder / f"{maker}.pdf" for maker in OURS}
    for maker, path in pdfs.items():
        make(setting, maker, path)
    return list(cells(setting, pdfs, IN_PYTHON, {}))


def test_a_few_texts_are_never_read_worse_than_the_raw_engine_s(few: list[Cell]) -> None:
    """Not in pypdf, which turns every Arabic number round: short texts full of them are left to the gates."""
    found = list(worse(cell for cell in few if cell.extractor != "pypdf"))
    assert not found, "\n".join(found)


def test_every_extractor_reads_plain_hebrew_words_whole(few: list[Cell]) -> None:
    """A law of the harness: what shapes nothing and reorders little is read almost exactly by all."""
    hebrew = {cell.extractor: cell.body for cell in few if cell.lang == "he"}
    assert set(hebrew) == set(IN_PYTHON)
    assert all(found.cer < 20 for found in hebrew.values())


def test_words_to_be_searched_for_are_letters_marks_and_digits() -> None:
    assert words_in(["«می‌خواهم»، قَالَ 12.5% ‌قال‌"]) == ["می‌خواهم", "قَالَ", "12", "5", "قال"]


def test_a_word_that_is_not_on_the_page_is_not_found(tmp_path: Path) -> None:
    by_name = {source.name: source for source in sources()}
    make(Setting(by_name["story/he"]), "raw", tmp_path / "he.pdf")
    assert len(unfound(tmp_path / "he.pdf", by_name["story/fa"])) > 20


# --- in the gates -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> list[Cell]:
    """The cells of every text in every face, in every extractor; of other makers in its own face only."""
    lacking = {name: why for name in EXTRACTORS if (why := extractors.absent(name))}
    assert not lacking, "`.ci/setup.sh gates` installs what reads PDFs"
    folder = tmp_path_factory.mktemp("everything")
    chosen = list(settings(sources()))
    own = [setting for setting in chosen if not setting.face]
    (folder / "rivals").mkdir()
    return [
        *survey.survey(chosen, OURS, EXTRACTORS, folder),
        *survey.survey(own, _rivals(), EXTRACTORS, folder / "rivals"),
    ]


def _rivals() -> tuple[str, ...]:
    return tuple(maker for maker in MAKERS if maker not in OURS and not survey.absent(maker))


@pytest.fixture
def corpus() -> None:
    """Skips what is a law of real texts where they are not."""
    if not CORPUS.is_dir():
        pytest.skip(f"the folder {CORPUS} is not here: only what the checkout holds is measured")


@pytest.mark.gate
def test_the_table_is_printed(everything: list[Cell], capsys: pytest.CaptureFixture[str]) -> None:
    left_out = [f"{maker} is left out: {why}\n" for maker in MAKERS if (why := survey.absent(maker))]
    if not CORPUS.is_dir():
        left_out.append(f"{CORPUS} is not here: only what the checkout holds is measured\n")
    with capsys.disabled():
        print(f"\n\n{''.join(left_out)}{spelled(everything, (*OURS, *_rivals()), EXTRACTORS)}")  # noqa: T201


@pytest.mark.gate
def test_no_text_is_read_worse_than_the_raw_engine_s(everything: list[Cell]) -> None:
    """In pypdf only where the corpus is: it turns round the numbers that the checkout is full of."""
    found = list(worse(cell for cell in everything if cell.extractor != "pypdf" or CORPUS.is_dir()))
    assert not found, "\n".join(found)


@pytest.mark.gate
@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    "floor",
    FLOORS,
    ids=lambda floor: f"{floor.texts[-1]}-{floor.face}-{floor.extractor}",
)
def test_no_figure_of_the_design_is_missed(floor: Floor, everything: list[Cell]) -> None:
    found = floor.reached(everything)
    assert found.length
    assert not floor.broken_by(found), f"{figure(found)}, and the floor is {floor.cer}/{floor.order}"


@pytest.mark.gate
@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize("group", ["ar", "ar vowelled", "fa", "prs", "ckb", "ps", "sd"])
def test_chrome_reads_next_to_everything_right(group: str, everything: list[Cell]) -> None:
    """PDFium, newspaper texts in each language's own face; Persian where no Latin name interrupts it.

    Brackets and quotes that it turns round are its own doing, and not counted.
    """
    plain = {source.name for source in sources() if _is_news(source) and not _has_latin(source)}
    found = total(
        cell.but_for_pairs
        for cell in everything
        if (cell.group, cell.face, cell.maker, cell.extractor) == (group, "", "ours", "pdfium")
        and cell.text in plain
    )
    assert found != Score()
    assert found.cer <= NEXT_TO_NOTHING


def _is_news(source: Source) -> bool:
    """Say whether a text is of the papers; the others are there to be difficult, brackets and all."""
    return source.name == "seed" or source.name.startswith(("ntrex/", "article-"))


def _has_latin(source: Source) -> bool:
    """Say whether a Persian text has Latin names in it: their words PDFium turns round."""
    return source.lang in ("fa", "prs") and re.search("[A-Za-z]", "".join(source.body)) is not None


@pytest.mark.gate
def test_a_search_for_whole_words_finds_every_word(everything: list[Cell]) -> None:
    missed = [f"{cell.text}, {cell.family}: {' '.join(cell.unfound)}" for cell in everything if cell.unfound]
    assert not missed, "\n".join(missed)
