"""Every fault that a press or a reader stumbles over is found where it is, and a clean PDF is clean."""

import io
from collections.abc import Callable

import pikepdf
import pytest

import convert
from convert.checks.pdf.content import Budget, drawn_on
from convert.checks.pdf.reading import TooLargeError, unpacked
from convert.errors import SourceError, UsageError
from convert.formats import Source
from tests.checks.pdf.press import clean, faulty, picture, profile, saved
from tests.pdf.conftest import edition_of, made

__all__ = ["edition_of", "made"]  # fixtures

Change = Callable[[pikepdf.Pdf], None]


def found(data: bytes, profile: str = "magazine") -> dict[str, str]:
    """Return code and place of what is found, notes left out."""
    findings = convert.check(data, format="pdf", profile=profile)
    return {one.code: one.where for one in findings if one.severity != "note"}


def draws(more: bytes) -> Change:
    """Add to what the page draws."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(page.Contents.read_bytes() + more)

    return change


def instead(old: bytes, new: bytes) -> Change:
    """Write something of the content otherwise."""

    def change(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0].obj
        content = page.Contents.read_bytes()
        assert content.count(old) == 1
        page.Contents = pdf.make_stream(content.replace(old, new))

    return change


def xmp(old: bytes, new: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        data = pdf.Root.Metadata.read_bytes()
        assert old in data
        pdf.Root.Metadata = pdf.make_stream(data.replace(old, new))

    return change


def sets(path: str, value: object) -> Change:
    """Put a value at a path: of the catalog, or of the page."""

    def change(pdf: pikepdf.Pdf) -> None:
        steps = path.split("/")
        owner = {"Root": pdf.Root, "Page": pdf.pages[0].obj, "Info": pdf.docinfo}[steps[0]]
        for step in steps[1:-1]:
            owner = owner[int(step)] if step.isdigit() else owner[f"/{step}"]
        if value is None:
            del owner[f"/{steps[-1]}"]
        else:
            owner[f"/{steps[-1]}"] = value

    return change


def intent_profile(data: bytes) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        stream = pdf.make_stream(data)
        stream.N = 4
        pdf.Root.OutputIntents[0].DestOutputProfile = stream

    return change


def form(**entries: object) -> Change:
    """Draw a form with these entries."""

    def change(pdf: pikepdf.Pdf) -> None:
        made = pdf.make_stream(b"0 0 0 1 k 0 0 9 9 re f")
        made.Subtype = pikepdf.Name.Form
        for name, value in entries.items():
            made[f"/{name}"] = value
        pdf.pages[0].obj.Resources.XObject.Fm1 = made
        draws(b"q 1 0 0 1 300 300 cm /Fm1 Do Q")(pdf)

    return change


def coarse(side: int, **entries: object) -> Change:
    def change(pdf: pikepdf.Pdf) -> None:
        one = picture(pdf, side=side)
        for name, value in entries.items():
            one[f"/{name}"] = value
        pdf.pages[0].obj.Resources.XObject.Im1 = one

    return change


def second_page(pdf: pikepdf.Pdf) -> None:
    pdf.pages.append(pdf.pages[0])
    pdf.pages[1].obj.TrimBox = pikepdf.Array([40, 40, 400, 500])


def jpeg2000(pdf: pikepdf.Pdf) -> None:
    one = pdf.make_stream(b"\0\0\0\x16ihdr" + bytes(8) + b"\0\4\x0f\7\0\0")
    one.Subtype, one.Filter, one.Width, one.Height = pikepdf.Name.Image, pikepdf.Name.JPXDecode, 100, 100
    pdf.pages[0].obj.Resources.XObject.Im1 = one


def annotated(pdf: pikepdf.Pdf) -> None:
    link = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([100, 100, 150, 120]))
    pdf.pages[0].obj.Annots = pikepdf.Array([link])


def clusters(pdf: pikepdf.Pdf) -> None:
    font = pdf.pages[0].obj.Resources.Font.F1
    font.ToUnicode = pdf.make_stream(font.ToUnicode.read_bytes().replace(b"<0637>", b"<06440627>"))


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


NAME = pikepdf.Name
WHOLE = ""
PAGE = "page 1"
FAULTS: dict[str, tuple[str, str, Change]] = {
    "no intent": ("press/output-intent", WHOLE, sets("Root/OutputIntents", pikepdf.Array([]))),
    "prose for a condition": (
        "press/output-intent",
        WHOLE,
        sets("Root/OutputIntents/0/OutputConditionIdentifier", "a" * 80),
    ),
    "a screen's profile": ("press/profile", WHOLE, intent_profile(profile(b"mntr"))),
    "an RGB profile": ("press/profile", WHOLE, intent_profile(profile(space=b"RGB "))),
    "no profile in it": ("press/profile", WHOLE, intent_profile(b"none")),
    "not said to be X-4": ("press/identification", WHOLE, xmp(b"PDF/X-4", b"PDF/X-3")),
    "said by nobody": ("press/identification", WHOLE, xmp(b"pdfxid:GTS_PDFXVersion", b"pdfxid:Other")),
    "no date": ("press/dates", WHOLE, xmp(b"MetadataDate", b"OtherDate")),
    "two dates": ("press/dates", WHOLE, sets("Info/ModDate", "D:20201128042700Z")),
    "no document": ("press/document-id", WHOLE, xmp(b"xmpMM:DocumentID", b"xmpMM:Other")),
    "not trapped or not": ("press/trapped", WHOLE, sets("Info/Trapped", None)),
    "layers": ("press/layers", WHOLE, sets("Root/OCProperties", pikepdf.Dictionary(D=pikepdf.Dictionary()))),
    "script": ("press/script", WHOLE, script),
    "PostScript": ("press/script", "page 1 at", form(Subtype2=NAME.PS)),
    "OPI": ("press/external", "page 1 at", form(OPI=pikepdf.Dictionary())),
    "no trim": ("press/boxes", PAGE, sets("Page/TrimBox", None)),
    "two trims": ("press/boxes", PAGE, sets("Page/ArtBox", pikepdf.Array([30, 30, 400, 600]))),
    "trim beyond bleed": ("press/boxes", PAGE, sets("Page/BleedBox", pikepdf.Array([40, 40, 400, 600]))),
    "media elsewhere": ("press/boxes", PAGE, sets("Page/MediaBox", pikepdf.Array([-9, 0, 600, 800]))),
    "no bleed": ("press/bleed", PAGE, sets("Page/BleedBox", pikepdf.Array([28, 28, 468, 641]))),
    "a link": ("press/annotation", "page 1 at", annotated),
    "a turned page": ("press/rotated", PAGE, sets("Page/Rotate", 90)),
    "two sizes": ("press/trim-size", "page 2", second_page),
    "RGB ground": ("press/rgb", "page 1 at", draws(b" 1 0 0 rg 99 99 50 50 re f")),
    "RGB rule": ("press/rgb", "page 1 at", draws(b" 1 0 0 RG 99 99 m 150 99 l S")),
    "RGB inline": (
        "press/rgb",
        "page 1 at",
        draws(b" q 1 0 0 1 99 99 cm BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI Q"),
    ),
    "RGB picture": ("press/rgb", "page 1 at", coarse(100, ColorSpace=NAME.DeviceRGB)),
    "RGB blending": (
        "press/blend-space",
        PAGE,
        sets("Page/Group", pikepdf.Dictionary(S=NAME.Transparency, CS=NAME.DeviceRGB)),
    ),
    "RGB group": ("press/blend-space", PAGE, form(Group=pikepdf.Dictionary(CS=NAME.DeviceRGB))),
    "a curve": ("press/transfer", PAGE, sets("Page/Resources/ExtGState/Black/TR", pikepdf.Dictionary())),
    "JPEG 2000": ("press/jpeg2000", "page 1 at", jpeg2000),
    "font elsewhere": (
        "press/font-embedding",
        "page 1 at",
        sets("Page/Resources/Font/F1/DescendantFonts/0/FontDescriptor", pikepdf.Dictionary()),
    ),
    "Type 3": ("press/type3", "page 1 at", sets("Page/Resources/Font/F1/Subtype", NAME.Type3)),
    "coarse": ("press/resolution", "page 1 at", coarse(40)),
    "coarse lines": ("press/resolution", "page 1 at", coarse(100, BitsPerComponent=1)),
    "white over": ("press/white-overprint", "page 1 at", draws(b" /Black gs 0 0 0 0 k 99 99 50 50 re f")),
    "black that knocks out": ("press/overprint", "page 1 at", instead(b"/Black gs", b"")),
    "four inks": ("press/rich-black", "page 1 at", instead(b"q /Black gs 0 0 0 1", b"q /Black gs 0.6 0 0 1")),
    "small": ("press/small-text", "page 1 at", instead(b"/F1 10", b"/F1 4")),
    "thin rule": ("press/hairline", "page 1 at", instead(b"0.5 w", b"0.1 w")),
    "thin ground": ("press/hairline", "page 1 at", draws(b" 99 99 50 0.1 re f")),
    "near the knife": ("press/margin", "page 1 at", instead(b"200 500 Td", b"30 500 Td")),
    "nothing": ("press/empty-page", PAGE, lambda pdf: sets("Page/Contents", pdf.make_stream(b""))(pdf)),
    "no language": ("pdf/language", WHOLE, sets("Root/Lang", None)),
    "another language": ("rtl/language", WHOLE, sets("Root/Lang", "en")),
    "from the left": ("pdf/direction", WHOLE, sets("Root/ViewerPreferences", None)),
    "no map": ("pdf/no-unicode", "page 1 at", sets("Page/Resources/Font/F1/ToUnicode", None)),
    "letters in one": ("pdf/clusters", "page 1 at", clusters),
    "spaced": ("rtl/letter-spacing", "page 1 at", instead(b"BT", b"BT 1 Tc")),
    "no glyph": ("font/glyph-missing", "page 1 at", instead(b"Td <", b"Td <0000")),
}
#: What a text that says something must be long enough for.
LONG = ("no language", "another language", "from the left")


@pytest.mark.parametrize("profile", ["", "pdfx4", "magazine", "sheetfed", "screen"])
def test_a_clean_pdf_is_clean(profile: str) -> None:
    assert found(saved(clean()), profile) == {}


def test_a_newspaper_has_pages_for_whole_sheets() -> None:
    pdf = clean()
    assert found(saved(pdf), "newspaper") == {"press/page-count": ""}
    for _ in range(3):
        pdf.pages.append(pdf.pages[0])
    assert found(saved(pdf), "newspaper") == {}


@pytest.mark.parametrize("fault", list(FAULTS))
def test_a_fault_is_found_where_it_is(fault: str) -> None:
    code, where, change = FAULTS[fault]

    def both(pdf: pikepdf.Pdf) -> None:
        if fault in LONG:
            more = pdf.pages[0].obj.Contents.read_bytes().splitlines()[1]
            draws(b"\n".join([b"", *[more] * 5]))(pdf)
        change(pdf)

    places = found(faulty(both))
    assert code in places, places
    assert places[code].startswith(where)
    assert bool(places[code]) == bool(where)


def test_the_same_fault_many_times_on_a_page_is_told_once_with_how_often() -> None:
    data = faulty(draws(b" 1 0 0 rg 99 99 50 50 re f 99 199 50 50 re f 99 299 50 50 re f"))
    told = [one for one in convert.check(data, format="pdf", profile="pdfx4") if one.code == "press/rgb"]
    assert [one.sentence for one in told] == ["fill in DeviceRGB, and 2 more"]


def test_a_place_is_told_from_the_left_and_the_top_of_the_trim_through_all_matrices() -> None:
    data = faulty(draws(b" q 2 0 0 2 56.693 56.693 cm 1 0 0 rg 0 0 14.173 14.173 re f Q"))
    assert found(data, "pdfx4") == {"press/rgb": "page 1 at 10.0, 196.0 mm"}


def test_a_form_is_held_to_the_rules_as_the_page_is() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form(Matrix=pikepdf.Array([1, 0, 0, 1, 0, 0]))(pdf)
        one = pdf.pages[0].obj.Resources.XObject.Fm1
        one.write(b"1 0 0 rg 0 0 9 9 re f")

    assert "press/rgb" in found(faulty(change), "pdfx4")


def test_a_form_within_itself_ends() -> None:
    def change(pdf: pikepdf.Pdf) -> None:
        form()(pdf)
        one = pdf.pages[0].obj.Resources.XObject.Fm1
        one.write(b"/Fm1 Do 0 0 9 9 re f")

    assert found(faulty(change)) == {}


def test_operators_are_counted_and_what_follows_is_said_to_be_unread() -> None:
    pdf = clean()
    budget = Budget(operators=4)
    page = pdf.pages[0].obj
    assert [one.kind for one in drawn_on(page, page.Resources, budget)] == ["fill"]
    assert len(budget.unread) == 1


def test_a_stream_that_swells_is_not_unpacked() -> None:
    pdf = pikepdf.open(swollen(bytes(1_000_000)))
    with pytest.raises(TooLargeError):
        unpacked(pdf.Root.Big, 10_000)


def swollen(swells: bytes) -> io.BytesIO:
    pdf = pikepdf.new()
    pdf.Root.Big = pdf.make_stream(swells)
    return io.BytesIO(saved(pdf, compress_streams=True))


@pytest.mark.parametrize(
    "content", [b"1 0 (", b"BI /W 2 ID", b"] >> Tj", b"/x Do Q Q Q (a) Tj 1 cm /F1 Tf", b"\xff /\xff gs"]
)
def test_content_that_is_none_stops_nothing(content: bytes) -> None:
    assert isinstance(found(faulty(draws(b" " + content))), dict)


def test_a_broken_file_is_an_error_and_a_locked_one_a_finding() -> None:
    with pytest.raises(SourceError) as caught:
        convert.check(Source(b"%PDF-1.6 nothing", "a.pdf"))
    assert (caught.value.code, caught.value.where) == ("pdf/unreadable", "a.pdf")
    locked = faulty(draws(b""), encryption=pikepdf.Encryption(owner="o", user="u"), force_version="")
    assert found(locked) == {"pdf/encrypted": ""}
    guarded = faulty(draws(b""), encryption=pikepdf.Encryption(owner="o", user=""), force_version="")
    assert "pdf/encrypted" in found(guarded, "pdfx4")


def test_a_file_that_says_it_is_for_the_press_is_held_to_it() -> None:
    red = draws(b" 1 0 0 rg 99 99 50 50 re f")
    assert "press/rgb" in found(faulty(red), "")
    assert "press/rgb" not in found(faulty(red), "screen")


def test_ink_is_never_said_to_be_right() -> None:
    told = convert.check(saved(clean()), format="pdf", profile="magazine")
    assert [(one.code, one.severity) for one in told] == [("press/ink-unmeasured", "note")]


def test_a_profile_is_one_that_the_check_knows() -> None:
    with pytest.raises(UsageError, match="there are pdfx4, newspaper"):
        convert.check(saved(clean()), format="pdf", profile="newspapers")
    with pytest.raises(UsageError, match="takes no profile"):
        convert.check(b"x", format="text", profile="screen")


def test_our_own_pdf_is_right_on_a_screen(made: Callable[[str, str], bytes]) -> None:
    assert convert.check(made("kuwait", "pdf"), format="pdf", profile="screen") == []
