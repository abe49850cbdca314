"""A publisher's fonts.toml: what is true is taken, and each mistake is named with its line and its cure."""

import hashlib
import random
from collections.abc import Callable
from pathlib import Path

import pytest

from convert.errors import ExitCode, SettingsError
from convert.faces import Face, faces
from convert.faces import fontfile as fontfile_module
from convert.faces.fontfile import FontFile
from convert.faces.listed import listed
from convert.house import fonts_folder
from tests.foundry import Change, Press, drop, font, forbid, letters_for, vary


def one(press: Press) -> Face | SettingsError:
    """Return the one face of a publisher, or what is wrong with it."""
    (found,) = listed(press.fonts, faces())
    return found


def fault(press: Press) -> SettingsError:
    """Return what is wrong with the one face of a publisher."""
    found = one(press)
    assert isinstance(found, SettingsError)
    assert found.exit_code == ExitCode.BAD_SETTINGS
    return found


def face(press: Press) -> Face:
    """Return the one face of a publisher."""
    found = one(press)
    assert isinstance(found, Face), found
    return found


def test_what_is_not_said_is_measured(naskh: Press) -> None:
    found = face(naskh)
    assert (found.languages, found.scripts) == (("ar", "en"), ("Arab", "Latn"))
    assert found.version == "2.021"
    assert (found.role, found.source, found.whose) == ("text", "", str(naskh.fonts))
    assert [cut.weight for cut in found.cuts] == [400, 700]
    assert found.cut(400).sha256 == hashlib.sha256(font()).hexdigest()


def test_what_is_said_and_true_is_taken(press: Press) -> None:
    path = press.put(font(letters=letters_for("ar", "fa", "en")))
    press.name(
        facts='role = "headline"\nlanguages = ["fa"]\nscripts = ["Arab"]\nversion = "2.0210"\nsource = "x"\n',
        cut=f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest().upper()}"\n',
    )
    found = face(press)
    assert (found.role, found.languages, found.scripts) == ("headline", ("fa",), ("Arab",))
    assert (found.version, found.source) == ("2.0210", "x")


def test_our_own_list_keeps_the_rules_that_a_publishers_must() -> None:
    found = list(listed(fonts_folder(), ()))
    assert [face for face in found if isinstance(face, SettingsError)] == []
    for ours, theirs in zip(faces().values(), found, strict=True):
        assert isinstance(theirs, Face)
        assert (theirs.family, theirs.cuts, theirs.languages) == (ours.family, ours.cuts, ours.languages)


@pytest.mark.parametrize(
    ("facts", "line", "said", "cure"),
    [
        ('familie = "x"', 5, "unknown key 'familie' in [font]", 'did you mean "family"?'),
        ('role = "texte"', 5, "role is one of text, headline, fallback", 'did you mean "text"?'),
        ('languages = ["arr"]', 5, "none of our languages", 'did you mean "ar"?'),
        ('\nlanguages = ["ar", "ug"]', 6, "has not every letter of ug: U+067E U+0686", 'take "ug" out'),
        ('scripts = ["Arbc"]', 5, "script 'Arbc' is not known", 'did you mean "Arab"?'),
        ('scripts = ["Hebr"]', 5, "not every basic letter of Hebr", 'take "Hebr" out'),
        ('version = "2.03"', 5, "says it is version 2.021, not 2.03", ""),
        ("version = 2", 5, "version must be a string", ""),
        ("languages = 3", 5, "must be a list of strings", ""),
    ],
)
def test_what_is_said_and_untrue_is_an_error(
    facts: str, line: int, said: str, cure: str, press: Press
) -> None:
    press.put(font())
    press.name(facts=facts)
    error = fault(press)
    assert said in str(error)
    assert error.where == f"{press.list}:{line}"
    assert error.cure.startswith(cure)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ('family = "Our Naskh"\n', "", 1, "a [[font]] needs family"),
        ('licence = "OFL-1.1"\n', "", 1, "a [[font]] needs licence"),
        ('folder = "our-naskh"', 'folder = "other"', 3, "no folder 'other'"),
        ('folder = "our-naskh"', 'folder = "../fonts/our-naskh"', 3, "no folder"),
        ('file = "Regular.ttf"', 'file = "../x.ttf"', 6, "no file"),
        ('file = "Regular.ttf"', 'file = "Bold.ttf"', 6, "no file 'Bold.ttf'"),
        ("weight = 400\n", "", 5, "a [[font.file]] needs weight"),
        ("weight = 400", "weight = 4000", 7, "a number from 1 to 1000"),
        ("weight = 400", "weight = true", 7, "a number from 1 to 1000"),
        ('style = "normal"', 'style = "oblique"', 8, "style is one of normal, italic"),
        ('style = "normal"', 'style = "normal"\nsha256 = "00"', 9, "is not the file that sha256 names"),
        ('family = "Our Naskh"', 'family = "serif, Amiri"', 2, "is no name of a family"),
        ('family = "Our Naskh"', 'family = "x</style>"', 2, "is no name of a family"),
        ('family = "Our Naskh"', 'family = "AMIRI"', 2, "differs from 'Amiri' by capitals alone"),
    ],
)
def test_a_mistake_is_named_with_its_line(old: str, new: str, line: int, said: str, press: Press) -> None:
    press.put(font())
    press.name()
    words = press.list.read_text(encoding="utf-8")
    assert old in words
    press.list.write_text(words.replace(old, new), encoding="utf-8")
    error = fault(press)
    assert said in str(error)
    assert error.where == f"{press.list}:{line}"


def test_the_line_is_that_of_the_face_that_is_wrong(naskh: Press) -> None:
    naskh.put(font("Our Kufi", made_of="Noto Kufi Arabic"), "our-kufi/Regular.ttf")
    naskh.name("Our Kufi", "our-kufi", 'role = "head"')
    good, error = listed(naskh.fonts, faces())
    assert isinstance(good, Face)
    assert isinstance(error, SettingsError)
    lines = naskh.list.read_text(encoding="utf-8").splitlines()
    line = lines.index('role = "head"') + 1
    assert error.where == f"{naskh.list}:{line}"


@pytest.mark.parametrize(
    ("words", "said"),
    [("[[font]\n", "not TOML"), ("font = 3\n", "list of tables"), ("[[fonts]]\n", "unknown key 'fonts'")],
)
def test_a_list_that_cannot_be_read_is_an_error(words: str, said: str, press: Press) -> None:
    press.list.write_text(words, encoding="utf-8")
    with pytest.raises(SettingsError, match=said) as caught:
        list(listed(press.fonts, ()))
    assert caught.value.where.startswith(f"{press.list}:1")


def test_a_family_is_listed_once_and_a_weight_once(naskh: Press) -> None:
    naskh.name("our naskh")
    _, twice = listed(naskh.fonts, faces())
    assert "listed twice" in str(twice)
    naskh.list.unlink()
    naskh.name(Regular=400, Bold=400)
    assert "two files are of weight 400" in str(fault(naskh))


# --- licence and embedding --------------------------------------------------------------------


@pytest.mark.parametrize("name", ["OFL.txt", "LICENSE", "licence.md", "Readme.txt"])
def test_a_licence_stands_beside_a_font(name: str, press: Press) -> None:
    press.put(font(), licence=name)
    press.name()
    assert face(press).licence_file.name == name


@pytest.mark.parametrize(
    ("name", "data"), [("", b""), ("notes.txt", b"about it"), ("LICENSE.pdf", b"%PDF\0")]
)
def test_without_a_licence_a_font_is_refused(name: str, data: bytes, press: Press) -> None:
    press.put(font(), licence="")
    if name:
        (press.fonts / "our-naskh" / name).write_bytes(data)
    press.name()
    error = fault(press)
    assert (error.code, error.where) == ("font/licence", f"{press.list}:3")
    assert "OFL.txt" in error.cure


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (forbid(0x0002), "font/embedding", "may not be embedded"),
        (forbid(0x0100), "font/embedding", "may not be cut down"),
        (forbid(0x0204), "font/embedding", "as bitmaps alone"),
        (drop("OS/2"), "font/embedding", "does not say whether it may be embedded"),
        (vary, "font/variable", "is a variable font"),
        (drop("glyf", "loca"), "font/unusable", "has no outlines"),
    ],
    ids=["restricted", "whole", "bitmaps", "no OS/2", "variable", "no outlines"],
)
def test_a_font_that_may_not_or_cannot_be_used_is_refused(
    change: Change, code: str, said: str, press: Press
) -> None:
    press.put(font(change=change))
    press.name()
    error = fault(press)
    assert (error.code, error.where) == (code, f"{press.list}:6")
    assert str(error).startswith("Regular.ttf ")
    assert said in str(error)
    assert error.cure


@pytest.mark.parametrize("bits", [0, 0x0004, 0x0008])
def test_a_font_that_may_be_embedded_is_taken(bits: int, press: Press) -> None:
    press.put(font(change=forbid(bits)))
    press.name()
    assert FontFile(face(press).cut(400).path.read_bytes()).embedding == bits


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda data: b"wOF2" + data[4:], "WOFF2"),
        (lambda data: b"ttcf" + data[4:], "collection"),
        (lambda _data: b"not a font", "no TrueType or OpenType font"),
        (lambda _data: b"", "no TrueType or OpenType font"),
        (lambda data: data[:300], "damaged"),
    ],
)
def test_what_is_no_font_is_refused(make: Callable[[bytes], bytes], said: str, press: Press) -> None:
    press.put(make(font()))
    press.name()
    error = fault(press)
    assert error.code == "font/unusable"
    assert said in str(error)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_font_is_refused_or_read_and_raises_nothing(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - damage, no secret
    data = bytearray(font())
    for _ in range(chance.choice([1, 30, 300])):
        data[chance.randrange(4, chance.choice([300, len(data)]))] = chance.randrange(256)
    damaged = FontFile(bytes(data))
    fault = damaged.fault()
    assert fault is None or fault.code.startswith("font/")
    assert isinstance(damaged.version, str)


def test_no_font_beyond_the_bound_is_parsed(press: Press, monkeypatch: pytest.MonkeyPatch) -> None:
    press.put(font() + bytes(33 << 20))
    press.name()
    monkeypatch.setattr(fontfile_module.FontFile, "fault", lambda _self: pytest.fail("it was parsed"))
    assert "more than 32 MB" in str(fault(press))


def test_a_licence_outside_of_the_folder_is_none_of_the_fonts(press: Press, tmp_path: Path) -> None:
    press.put(font(), licence="")
    (tmp_path / "OFL.txt").write_text("licence", encoding="utf-8")
    (press.fonts / "our-naskh" / "OFL.txt").symlink_to(tmp_path / "OFL.txt")
    press.name()
    assert fault(press).code == "font/licence"


def test_a_link_out_of_the_folder_is_not_followed(press: Press, tmp_path: Path) -> None:
    press.put(font())
    outside = tmp_path / "outside.ttf"
    outside.write_bytes(font())
    (press.fonts / "our-naskh" / "Regular.ttf").unlink()
    (press.fonts / "our-naskh" / "Regular.ttf").symlink_to(outside)
    press.name()
    assert "no file" in str(fault(press))
