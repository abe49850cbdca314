"""A ZIP is read within bounds: nothing leads out of it, nothing swells, nothing hides."""

import io
import stat
import zipfile
from pathlib import Path

import pytest

import convert
from convert.errors import ConvertError, LimitError, SourceError
from convert.zips import MOST_ENTRIES, Zip


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], pack: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", pack) as made:
        for name, data in entries:
            made.writestr(name, data)
    return out.getvalue()


def test_files_are_read_by_name_and_folders_are_none() -> None:
    files = Zip(zipped(("a/", b""), ("a/one.txt", b"1"), ("two.txt", b"22")))
    assert files.names == ["a/one.txt", "two.txt"]
    assert [files.read(name) for name in files.names] == [b"1", b"22"]
    assert "a/one.txt" in files
    assert "a/none.txt" not in files


@pytest.mark.parametrize(
    "name", ["../out", "a/../../out", "/etc/passwd", "C:/out", "a\\b", "..", "a\nb", "\\\\server\\share"]
)
def test_a_name_that_leads_out_is_refused(name: str) -> None:
    with pytest.raises(SourceError) as caught:
        Zip(zipped((name, b"x")))
    assert caught.value.code == "zip/unsafe"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_a_link_or_a_device_is_refused(kind: int) -> None:
    entry = zipfile.ZipInfo("link")
    entry.external_attr = (kind | 0o777) << 16
    with pytest.raises(SourceError) as caught:
        Zip(zipped((entry, b"/etc/passwd")))
    assert caught.value.code == "zip/unsafe"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    with pytest.raises(SourceError) as caught:
        Zip(zipped(("a", b"1"), ("a", b"2")))
    assert caught.value.code == "zip/twice"


def test_a_file_that_swells_a_hundredfold_is_refused() -> None:
    files = Zip(zipped(("bomb", b"\0" * 50_000_000), ("small", b"\0" * 900_000)))
    assert len(files.read("small")) == 900_000
    with pytest.raises(LimitError):
        files.read("bomb")


def test_many_files_together_are_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("convert.zips.LARGEST", 2500)
    files = Zip(zipped(*((f"{number}", bytes(1000)) for number in range(3)), pack=zipfile.ZIP_STORED))
    files.read("0"), files.read("1"), files.read("0")
    with pytest.raises(LimitError):
        files.read("2")


def test_more_entries_than_the_bound_are_refused() -> None:
    data = zipped(*((f"{number}", b"") for number in range(MOST_ENTRIES + 1)), pack=zipfile.ZIP_STORED)
    with pytest.raises(LimitError):
        Zip(data)


@pytest.mark.parametrize("kept", ["", "PK", "no zip at all", "half"])
def test_what_is_no_zip_is_refused(kept: str) -> None:
    data = zipped(("a", b"x"))[:-10] if kept == "half" else kept.encode()
    with pytest.raises(SourceError) as caught:
        Zip(data)
    assert caught.value.code == "zip/unreadable"


def test_a_damaged_file_is_refused_when_it_is_read() -> None:
    data = zipped(("a", b"some words"), pack=zipfile.ZIP_STORED).replace(b"some words", b"same words")
    with pytest.raises(SourceError) as caught:
        Zip(data).read("a")
    assert caught.value.code == "zip/unreadable"


#: What the index of hostile inputs asks of each ZIP, as the code of the refusal.
HOSTILE = {
    "z01-epub-zipslip.epub": "zip/unsafe",
    "z02-epub-href-traversal.epub": "epub/unsafe",
    "z03-epub-xxe-opf.epub": "epub/unreadable",
    "z06-epub-symlink.epub": "zip/unsafe",
    "z08-encrypted.epub": "zip/encrypted",
    "z09-docx-xxe.docx": "epub/unreadable",
    "z11-docx-deep.docx": "epub/unreadable",
    "z12-overlap-bomb.zip": "zip/unreadable",
    "z13-many-entries.zip": "zip/limit",
}


def unpacked(data: bytes) -> list[bytes]:
    files = Zip(data)
    return [files.read(name) for name in files.names]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused_as_the_index_says(name: str, shared: Path) -> None:
    source = shared / "data" / "hostile" / name
    codes = {finding.code for finding in convert.check(source, format="epub")}
    if name.endswith(".zip"):
        with pytest.raises(ConvertError) as caught:
            unpacked(source.read_bytes())
        codes = {caught.value.code}
    assert codes == {HOSTILE[name]}
    with pytest.raises(ConvertError):
        convert.mend(source, format="epub")


def test_every_zip_of_the_index_is_here(shared: Path) -> None:
    assert {path.name for path in (shared / "data" / "hostile").glob("z*")} == set(HOSTILE)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("neg-css-letter-spacing", "rtl/letter-spacing"),
        ("neg-nav-dir-ltr", "rtl/nav-direction"),
        ("neg-no-ppd", "rtl/page-order"),
        ("neg-presentation-forms", "rtl/presentation-forms"),
    ],
)
def test_the_faults_that_validators_miss_are_found(name: str, code: str, shared: Path) -> None:
    source = shared / "data" / "rtl-epub-faults" / f"{name}.epub"
    assert [one.code for one in convert.check(source) if one.severity == "error"] == [code]
    mended, _ = convert.mend(source)
    left = {one.code for one in convert.check(mended, format="epub") if one.severity == "error"}
    assert left == ({code} if code == "rtl/presentation-forms" else set())
