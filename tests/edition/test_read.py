"""An edition.toml is read into an Edition: its paper, sections in order, pictures, places, adverts."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import convert
from convert import newsml
from convert.house import load_house
from convert.model import Advert, Article, Edition, Figure, Image, ItemRef, Paragraph, words_of
from tests.edition.conftest import HEAD, SECTION, Desk, png
from tests.helpers import ROOT

PAPER = """[edition]
title = "السارية"
date = 2026-11-27
issue = 4521
lang = "ar-KW"
time_zone = "Asia/Kuwait"
price = "١٥٠ فلساً"
motto = "يومية مستقلة"
provider = "sariya.example"
masthead = "art/masthead.svg"
cover = "pictures/market.png"
ears = ["صحو", "١٦ صفحة"]

"""


def names(edition: Edition) -> list[str]:
    return [words_of(article.headline) for article in edition.articles]


def body(article: Article) -> list[str]:
    return [type(block).__name__ for block in article.body]


def test_the_paper_says_its_name_day_number_price_motto_and_what_stands_at_its_head(desk: Desk) -> None:
    desk.say(PAPER + SECTION)
    issue = desk.read().issue
    assert issue is not None
    assert (issue.title, issue.day, issue.number) == ("السارية", date(2026, 11, 27), "4521")
    assert (issue.price, issue.motto, issue.ears) == ("١٥٠ فلساً", "يومية مستقلة", ("صحو", "١٦ صفحة"))
    assert (issue.masthead, issue.cover) == ("art/masthead.svg", "pictures/market.png")
    assert (issue.lang, issue.direction, issue.guid[:40]) == (
        "ar-KW", "rtl", "urn:newsml:sariya.example:20261127:01234"[:35] + issue.guid[35:40],
    )  # fmt: skip
    assert issue.provider is not None
    assert (issue.provider.uri, issue.provider.name) == ("https://sariya.example/", "السارية")


def test_the_same_edition_has_the_same_name_tomorrow(desk: Desk) -> None:
    first, second = desk.read().issue, desk.read().issue
    desk.say(HEAD.replace("27", "28") + SECTION)
    third = desk.read().issue
    assert first is not None
    assert second is not None
    assert third is not None
    assert first.guid == second.guid != third.guid


def test_a_glob_takes_files_by_name_and_those_named_one_by_one_stand_before_it(desk: Desk) -> None:
    desk.say(f'{HEAD}{SECTION}  [[section.article]]\n  source = "local/03.txt"\n')
    assert names(desk.read()) == ["مدرسة الحي", "جسر الميناء", "سوق السمك"]


def test_a_story_that_is_named_elsewhere_is_left_out_of_a_glob(desk: Desk) -> None:
    front = '[[section]]\nname = "الأولى"\n  [[section.article]]\n  source = "local/02.txt"\n'
    for said in (front + SECTION, SECTION + front):
        desk.say(HEAD + said)
        edition = desk.read()
        assert edition.issue is not None
        sections = {section.title: len(section.items) for section in edition.issue.sections}
        assert sections == {"الأولى": 1, "محليات": 2}
        assert {article.section for article in edition.articles} == {"الأولى", "محليات"}


def test_two_stars_look_into_every_folder_but_not_into_hidden_or_made_ones(desk: Desk) -> None:
    desk.story("local/deep/er/04.txt", "خبر بعيد")
    desk.story("local/.hidden/05.txt", "خبر مخفي")
    desk.story("local/out/06.txt", "خبر مصنوع")
    desk.put("local/out/.matbaa.json", "{}")
    desk.put("local/notes.md", "no article")
    desk.say(HEAD + SECTION.replace("*.txt", "**/*"))
    assert names(desk.read()) == ["جسر الميناء", "سوق السمك", "مدرسة الحي", "خبر بعيد"]


def test_a_list_of_globs_is_taken_in_its_order(desk: Desk) -> None:
    desk.say(HEAD + SECTION.replace('"local/*.txt"', '["local/03.*", "local/0[12].txt"]'))
    assert names(desk.read()) == ["مدرسة الحي", "جسر الميناء", "سوق السمك"]


def test_an_article_says_where_it_goes(desk: Desk) -> None:
    wishes = "  lead = true\n  page = 3\n  columns = 2\n"
    desk.say(f'{HEAD}{SECTION}  [[section.article]]\n  source = "local/03.txt"\n{wishes}')
    issue = desk.read().issue
    assert issue is not None
    first, second, _ = issue.sections[0].items
    assert (first.lead, first.page, first.columns) == (True, 3, 2)
    assert (second.lead, second.page, second.columns) == (False, 0, 0)


def test_a_picture_becomes_a_figure_before_the_text_and_an_item_of_its_own(desk: Desk) -> None:
    said = 'image = "pictures/bridge.png"\ncaption = "الجسر ليلاً"\ncredit = "نورة"\nalt = "جسر"\n'
    desk.say(f'{PAPER}[[section]]\nname = "x"\n[[section.article]]\nsource = "local/01.txt"\n{said}')
    edition = desk.read()
    (article,), (picture,) = edition.articles, edition.pictures
    figure = article.body[0]
    assert isinstance(figure, Figure)
    assert figure.image == Image("pictures/bridge.png", "جسر", 8, 6)
    assert (words_of(figure.caption), words_of(figure.credit)) == ("الجسر ليلاً", "نورة")
    assert body(article) == ["Figure", "Paragraph", "Paragraph"]
    assert (words_of(picture.caption), picture.credit) == ("الجسر ليلاً", "نورة")
    (file,) = picture.renditions
    assert (file.href, file.contenttype, file.width, file.height) == (
        "pictures/bridge.png",
        "image/png",
        8,
        6,
    )
    assert picture.original == file.id
    link = article.links[-1]
    assert (link.rel, link.residref, link.rank) == ("irel:associatedWith", picture.guid, 1)
    assert edition.assets["pictures/bridge.png"] == png()


def test_further_pictures_stand_between_paragraphs(desk: Desk) -> None:
    more = '[[section.article.picture]]\nimage = "pictures/market.png"\nalt = "سوق"\n'
    first = '[[section.article]]\nsource = "local/01.txt"\nimage = "pictures/bridge.png"\nalt = "جسر"\n'
    desk.say(f'{HEAD}[[section]]\nname = "x"\n{first}{more}')
    edition = desk.read()
    assert body(edition.articles[0]) == ["Figure", "Paragraph", "Figure", "Paragraph"]
    assert [picture.renditions[0].href for picture in edition.pictures] == [
        "pictures/bridge.png", "pictures/market.png",
    ]  # fmt: skip


def test_a_picture_that_two_stories_show_is_one_item(desk: Desk) -> None:
    story = '[[section.article]]\nsource = "local/0{}.txt"\nimage = "pictures/bridge.png"\nalt = "جسر"\n'
    desk.say(f'{HEAD}[[section]]\nname = "x"\n{story.format(1)}{story.format(2)}')
    edition = desk.read()
    assert len(edition.pictures) == 1
    assert edition.articles[0].links[-1].residref == edition.articles[1].links[-1].residref


def test_a_picture_with_a_caption_and_no_description_is_pointed_out(desk: Desk) -> None:
    picture = 'image = "pictures/bridge.png"\ncaption = "جسر"\n'
    desk.say(f'{HEAD}[[section]]\nname = "x"\n[[section.article]]\nsource = "local/01.txt"\n{picture}')
    notes = convert.Notes()
    desk.read(notes)
    (note,) = (note for note in notes if note.severity == "warning")
    assert (note.code, note.where, note.cure) == ("picture/undescribed", f"{desk.file}:10", "add alt")


def test_adverts_and_fillers_say_where_they_go_and_how_large_they_are(desk: Desk) -> None:
    advert = (
        '[[advert]]\nimage = "pictures/bridge.png"\nalt = "مصرف"\npage = 3\ncolumns = 2\nheight = "9 cm"\n'
    )
    filler = '[[filler]]\nimage = "pictures/market.png"\nalt = "اشترك"\n'
    desk.say(HEAD + SECTION + filler + advert)
    edition = desk.read()
    assert edition.issue is not None
    assert edition.issue.adverts == (
        Advert(src="pictures/bridge.png", alt="مصرف", page=3, columns=2, height=90),
        Advert(src="pictures/market.png", alt="اشترك", house=True),
    )
    assert set(edition.assets) == {"pictures/bridge.png", "pictures/market.png"}


def test_pictures_of_a_source_are_named_from_the_edition_s_folder(desk: Desk) -> None:
    for name, colour in (("a", "red"), ("b", "blue")):
        figure = Figure(image=Image("photo.png", "صورة"), caption=(convert.model.Run("تعليق"),))
        story = Article(
            guid=f"urn:newsml:x:{name}",
            lang="ar",
            direction="rtl",
            headline=convert.model.label(name),
            body=(figure, Paragraph(text=convert.model.label(name))),
        )
        desk.put(f"{name}/story.xml", newsml.dump(Edition(articles=(story,))))
        desk.put(f"{name}/photo.png", png(colour))
    desk.say(HEAD + SECTION.replace("local/*.txt", "?/*.xml"))
    edition = desk.read()
    assert dict(edition.assets) == {"a/photo.png": png("red"), "b/photo.png": png("blue")}
    shown = [article.body[0] for article in edition.articles]
    assert [figure.image.src for figure in shown if isinstance(figure, Figure)] == list(edition.assets)


def test_any_source_that_can_be_read_may_stand_in_an_edition(desk: Desk) -> None:
    desk.put("far/kites.xml", (ROOT / "samples" / "kites" / "article.xml").read_bytes())
    desk.say(f'{HEAD}{SECTION}[[section]]\nname = "بعيد"\n[[section.article]]\nsource = "far/kites.xml"\n')
    edition = desk.read()
    assert edition.articles[-1].lang == "ur-PK"
    assert edition.issue is not None
    assert edition.issue.lang == "ar-KW"


def test_notes_name_the_file_below_the_edition(desk: Desk) -> None:
    desk.story("local/02.txt", "سوق السمك\nNo Image Caption")
    notes = convert.Notes()
    desk.read(notes)
    assert "local/02.txt line 5" in [note.where for note in notes if note.code == "text/furniture"]


def test_the_edition_stands_over_the_house_and_the_front_matter_over_the_edition(desk: Desk) -> None:
    desk.put("house.toml", 'provider = "house.example"\ntime_zone = "Asia/Tehran"\nlanguage = "fa"\n')
    desk.put(
        "local/02.txt",
        "---\nlang: ar-EG\nsection: أسواق\n---\nسوق السمك\n\nنشر في 28-11-2020 | 04:27\nنص الخبر.\n",
    )
    desk.say(PAPER + SECTION)
    first, second, _ = desk.read().articles
    assert first.guid.startswith("urn:newsml:sariya.example:20261127:")
    assert (first.lang, first.section) == ("ar-KW", "محليات")
    assert (second.lang, second.section) == ("ar-EG", "أسواق")
    assert second.published is not None
    assert second.published.isoformat() == "2020-11-28T04:27:00+03:00"


def test_the_house_s_language_will_do(desk: Desk) -> None:
    desk.put("house.toml", 'language = "ar-OM"\n')
    desk.say(HEAD.replace('lang = "ar-KW"\n', "") + SECTION)
    assert desk.read().articles[0].lang == "ar-OM"


def test_a_house_that_is_given_is_the_house(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "house.toml").write_text('provider = "given.example"\n', encoding="utf-8")
    edition = convert.read_edition(desk.file, house=load_house(tmp_path / "house.toml"))
    assert edition.articles[0].guid.startswith("urn:newsml:given.example:")


def test_a_title_on_several_lines_is_one_line(desk: Desk) -> None:
    desk.say(HEAD.replace('"السارية"', '"""\nالسارية\n   الجديدة"""') + SECTION)
    issue = desk.read().issue
    assert issue is not None
    assert issue.title == "السارية الجديدة"


def test_the_edition_goes_through_the_canonical_form_unchanged(desk: Desk) -> None:
    desk.say(PAPER + SECTION + '[[advert]]\nimage = "pictures/bridge.png"\n')
    edition = desk.read()
    loaded = newsml.load(newsml.dump(edition))
    assert (loaded.articles, loaded.pictures, loaded.issue) == (
        edition.articles,
        edition.pictures,
        edition.issue,
    )


def test_references_name_the_articles_and_nothing_else(desk: Desk) -> None:
    edition = desk.read()
    assert edition.issue is not None
    refs = [
        ItemRef(guid=article.guid, version=1, title=words_of(article.headline))
        for article in edition.articles
    ]
    assert list(edition.issue.sections[0].items) == refs


def test_reading_an_edition_imports_no_pdf_engine(desk: Desk) -> None:
    script = "import sys, convert; convert.read_edition(sys.argv[1]); assert 'weasyprint' not in sys.modules"
    subprocess.run([sys.executable, "-c", script, str(desk.file)], check=True, cwd=ROOT)
