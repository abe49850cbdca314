"""A publisher's faces stand before ours: on paper, on the screen, in a book and on its cover."""

import io
import os
import pickle
import re
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pikepdf
import pytest

import convert
from convert.errors import SettingsError
from convert.faces import FALLBACK, faces, families_for, head_stack, text_stack, told_left, undrawable
from convert.faces.face import OURS
from convert.house import Choice, House, find_house, fonts_folder, load_house
from convert.notes import Notes
from convert.pdf.defects import defects
from convert.pdf.document import lay_out
from convert.vocab.languages import language_of
from convert.writers import cover
from convert.writers.cover import CoverText, draw_cover
from tests.foundry import Press, font, letters_for
from tests.pdf.test_program import in_cubics

AR, FA, EN = map(language_of, ("ar", "fa", "en"))
STORY = (
    "ميناء جديد على الساحل\n\nافتتح الوزير أمس ميناء جديداً على الساحل الشمالي, وقال Hello إن العمل يبدأ.\n"
)
PERSIAN = (
    "بندر تازه در ساحل\n\nوزیر دیروز بندر تازه‌ای را در ساحل گشود و گفت که کار آن ماه آینده آغاز می‌شود.\n"
)


@pytest.fixture
def house(naskh: Press) -> House:
    """A publisher who sets text in Our Naskh and headlines in Our Kufi."""
    naskh.put(font("Our Kufi", made_of="Noto Kufi Arabic", weight=700), "our-kufi/Heavy.ttf")
    naskh.name("Our Kufi", "our-kufi", Heavy=700)
    naskh.settle('[faces]\ntext = "Our Naskh"\nhead = "Our Kufi"\n')
    return find_house(naskh.folder)


def made(house: House, kind: str, words: str = STORY, notes: Notes | None = None, **options: str) -> bytes:
    """Return an article in a format."""
    return convert.render(
        convert.read(words.encode(), house=house), kind, house=house, notes=notes, **options
    )


# --- which there are --------------------------------------------------------------------------


def test_a_publishers_faces_come_beside_ours(house: House) -> None:
    known = faces(house)
    assert set(known) == {*faces(), "Our Naskh", "Our Kufi"}
    assert {face.whose for face in known.values()} == {
        OURS,
        str(house.folder / "fonts" if house.folder else ""),
    }
    assert faces(House()) is faces()


def test_faces_cannot_be_changed_by_who_asks(house: House) -> None:
    for known in (faces(), faces(house)):
        with pytest.raises(TypeError):
            known["x"] = known["Amiri"]  # type: ignore[index]


def test_a_face_of_the_name_of_one_of_ours_holds_in_its_place(press: Press) -> None:
    press.put(font("Amiri"), "amiri/Regular.ttf")
    press.name("Amiri", "amiri")
    known = faces(find_house(press.folder))
    assert known["Amiri"].whose == str(press.fonts)
    assert faces()["Amiri"].whose == OURS
    assert list(known) == list(faces())


def test_only_those_of_the_publisher_are_drawn_where_names_clash(press: Press) -> None:
    press.put(font("Another Name", made_of="Noto Kufi Arabic"), "amiri/Regular.ttf")
    press.name("Amiri", "amiri")
    names = fonts_in(made(find_house(press.folder), "pdf"))
    assert "AnotherName" in names
    assert not {name for name in names if name.startswith("Amiri")}


def test_a_name_inside_the_file_is_no_name_of_a_family(house: House, naskh: Press) -> None:
    """A publisher's own cut of Amiri, called otherwise, does not stand in for ours."""
    naskh.put(font("Amiri", made_of="Noto Kufi Arabic"), "cut/Regular.ttf")
    naskh.name("Amiri Cut", "cut")
    naskh.settle("")
    assert {name for name in fonts_in(made(find_house(naskh.folder), "pdf")) if "Amiri" in name} == {
        "Amiri-Regular"
    }
    assert house.folder == naskh.folder


def test_what_changes_on_the_disk_is_read_anew(naskh: Press) -> None:
    house = find_house(naskh.folder)
    first = faces(house)
    assert faces(house) is first
    path = naskh.put(font(letters=letters_for("ar", "fa", "en")))
    os.utime(path, (1, 1))
    assert "fa" in faces(house)["Our Naskh"].languages
    assert not undrawable("گ", ["Our Naskh"], faces(house))
    assert undrawable("گ", ["Our Naskh"], first)


def test_our_own_folder_is_nobody_elses() -> None:
    assert faces(House(folder=fonts_folder().parent)) is faces()


def test_a_face_that_may_not_be_used_stops_the_press(naskh: Press) -> None:
    (naskh.fonts / "our-naskh" / "OFL.txt").unlink()
    house = find_house(naskh.folder)
    for kind in ("pdf", "epub", "html"):
        with pytest.raises(SettingsError, match="no licence"):
            made(house, kind)
    assert made(house, "text")


# --- which is used ----------------------------------------------------------------------------


def test_without_a_word_of_the_publisher_ours_are_used(naskh: Press) -> None:
    house = find_house(naskh.folder)
    assert text_stack(AR, house) == text_stack(AR) == ("Amiri", *FALLBACK)
    assert head_stack(AR, house) == head_stack(AR)


def test_the_publishers_face_is_first_and_ours_follow(house: House) -> None:
    assert text_stack(AR, house) == ("Our Naskh", *text_stack(AR))
    assert head_stack(AR, house) == ("Our Kufi", AR.head_face, "Our Naskh", *text_stack(AR))
    assert families_for("ar-EG", house) == head_stack(AR, house)


def test_a_face_for_all_is_used_for_the_languages_it_is_made_for(house: House) -> None:
    assert text_stack(FA, house) == text_stack(FA)
    assert text_stack(EN, house)[0] == "Our Naskh"
    assert told_left(FA, house) == "Our Naskh and Our Kufi are not made for fa; ours is used"
    assert told_left(AR, house) == told_left(language_of("he"), house) == ""


def test_a_face_for_one_language_is_used_whatever_it_lacks(naskh: Press) -> None:
    naskh.settle('[faces.fa]\ntext = "Our Naskh"\n')
    house = find_house(naskh.folder)
    assert text_stack(FA, house)[:2] == ("Our Naskh", "Vazirmatn")
    assert head_stack(FA, house)[:2] == ("Our Naskh", "Vazirmatn")
    assert text_stack(AR, house) == text_stack(AR)
    assert told_left(FA, house) == ""


def test_one_of_a_language_stands_before_one_for_all(house: House) -> None:
    both = House(faces={**house.faces, "ar": Choice(text="Noto Naskh Arabic")}, folder=house.folder)
    assert text_stack(AR, both)[:3] == ("Noto Naskh Arabic", "Our Naskh", "Amiri")


def test_a_headline_keeps_our_face_where_only_the_text_is_chosen(naskh: Press) -> None:
    naskh.settle('[faces]\ntext = "Our Naskh"\n')
    assert head_stack(AR, find_house(naskh.folder))[:2] == ("Noto Kufi Arabic", "Our Naskh")


@pytest.mark.parametrize(
    ("words", "line", "cure"),
    [
        ('[faces]\ntext = "Our Nashk"\n', 2, 'did you mean "Our Naskh"?'),
        ('[writers.text]\nlinks = "none"\n\n[faces.fa]\nhead = "Qqqq"\n', 5, "matbaa list fonts"),
        ('faces = { text = "Amirl" }\n', 1, 'did you mean "Amiri"?'),
    ],
)
def test_a_family_that_is_not_there_is_named_with_its_line(
    words: str, line: int, cure: str, naskh: Press
) -> None:
    naskh.settle(words)
    with pytest.raises(SettingsError, match="no face is called") as caught:
        text_stack(AR, find_house(naskh.folder))
    assert caught.value.where == f"{naskh.folder / 'house.toml'}:{line}"
    assert caught.value.code == "font/unknown"
    assert caught.value.cure.startswith(cure)


# --- where it is seen -------------------------------------------------------------------------


def fonts_in(data: bytes) -> set[str]:
    """Return the names of the fonts in a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [str(one.BaseFont) for page in pdf.pages for one in dict(page.Resources.Font).values()]
    return {name.removeprefix("/").partition("+")[2] for name in found}


def test_a_pdf_is_set_in_the_publishers_faces(house: House) -> None:
    notes = Notes()
    assert fonts_in(made(house, "pdf", notes=notes)) == {"OurNaskh", "OurKufi"}
    assert not [note for note in notes if note.code.startswith(("font", "pdf"))]


def test_bold_is_the_publishers_bold(naskh: Press) -> None:
    naskh.settle('[faces]\ntext = "Our Naskh"\nhead = "Our Naskh"\n')
    house = find_house(naskh.folder)
    data = made(house, "pdf")
    with pikepdf.open(io.BytesIO(data)) as pdf:
        files = {
            bytes(one.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes())
            for page in pdf.pages
            for one in dict(page.Resources.Font).values()
        }
    assert len(files) == 2


def test_a_letter_that_the_publishers_face_lacks_is_drawn_by_ours_and_noted(naskh: Press) -> None:
    naskh.settle('[faces.fa]\ntext = "Our Naskh"\n')
    notes = Notes()
    names = fonts_in(made(find_house(naskh.folder), "pdf", PERSIAN, notes))
    assert names > {"OurNaskh"}
    said = [note.text for note in notes if note.code == "font/fallback"]
    assert said
    assert all(text.startswith("Our Naskh has no U+") for text in said)


def test_a_page_in_a_language_the_face_is_not_made_for_says_so(house: House) -> None:
    for kind in ("pdf", "html", "epub"):
        notes = Notes()
        made(house, kind, PERSIAN, notes)
        assert [note.code for note in notes].count("font/left") == 1, kind


def test_a_page_of_html_names_the_publishers_faces_first(house: House) -> None:
    page = made(house, "html").decode()
    assert '--text-face: "Our Naskh", "Amiri"' in page
    assert '--head-face: "Our Kufi", "Noto Kufi Arabic"' in page


@pytest.mark.parametrize("kind", ["woff2", "ttf"])
def test_a_book_carries_the_publishers_faces_and_their_licence(kind: str, house: House) -> None:
    book = zipfile.ZipFile(io.BytesIO(made(house, "epub", fonts=kind)))
    names = {name.partition("/fonts/")[2] for name in book.namelist() if "/fonts/" in name}
    assert len({name for name in names if re.fullmatch(rf"own-[0-9a-f]{{12}}\.{kind}", name)}) == 3
    assert len({name for name in names if re.fullmatch(r"licence-[0-9a-f]{12}\.txt", name)}) == 2
    css = book.read("EPUB/style/book.css").decode()
    assert all(f'url("../fonts/{name}")' in css for name in names if name.endswith(kind))


@pytest.mark.parametrize(("kind", "suffix"), [("woff2", "woff2"), ("ttf", "otf")])
def test_a_font_of_cubic_curves_goes_everywhere_too(kind: str, suffix: str, press: Press) -> None:
    press.put(in_cubics(font(letters=letters_for("ar")), keyed=False), "our-naskh/Regular.otf")
    press.name()
    press.list.write_text(press.list.read_text("utf-8").replace(".ttf", ".otf"), encoding="utf-8")
    press.settle('[faces.ar]\ntext = "Our Naskh"\nhead = "Our Naskh"\n')
    house = find_house(press.folder)
    assert any(name.startswith("OurNaskh") for name in fonts_in(made(house, "pdf")))
    book = zipfile.ZipFile(io.BytesIO(made(house, "epub", fonts=kind)))
    (name,) = (name for name in book.namelist() if "/own-" in name)
    assert name.endswith(f".{suffix}")
    assert f'media-type="font/{suffix}"' in book.read("EPUB/content.opf").decode()
    assert book.read(name)[:4] in (b"wOF2", b"OTTO")


def test_a_cover_is_drawn_in_the_publishers_face(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    used = []
    real = cover._face_for
    monkeypatch.setattr(cover, "_face_for", lambda *asked: used.append(real(*asked).family) or real(*asked))
    draw_cover(CoverText(title="ميناء جديد", foot="صحيفة گ"), AR, "rtl", Notes(), house)
    assert used == ["Our Kufi", "Noto Kufi Arabic"]


def test_defects_know_the_publishers_faces(house: House) -> None:
    page = b"<html lang='ar'><p>\xd9\x83\xd9\x84\xd9\x85\xd8\xa9</p></html>"
    sheet = 'p { font-family: "Our Naskh" }'
    assert defects(lay_out(page, sheet, {}, Notes(), house=house), {}, house) == []
    (defect,) = defects(lay_out(page, sheet, {}, Notes()), {})
    assert defect.code == "font/fallback"


def test_a_house_with_faces_goes_into_other_processes(house: House, tmp_path: Path) -> None:
    assert pickle.loads(pickle.dumps(house)) == house  # noqa: S301 - what we pickled ourselves
    edition = convert.read(STORY.encode(), house=house)
    with ProcessPoolExecutor(1) as pool:
        pool.submit(convert.write, edition, tmp_path / "a.pdf", house=house).result()
    assert fonts_in((tmp_path / "a.pdf").read_bytes()) == {"OurNaskh", "OurKufi"}


def test_the_house_of_the_sample_chooses_no_faces() -> None:
    assert load_house(Path(__file__).parents[2] / "samples" / "kuwait" / "house.toml").faces == {}
