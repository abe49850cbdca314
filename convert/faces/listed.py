"""A publisher's fonts.toml: its faces, each checked before a page is set in it."""

import hashlib
import re
from collections.abc import Collection, Iterator
from itertools import islice
from pathlib import Path

from convert.errors import SettingsError, nearest
from convert.faces.face import Cut, Face, lacks, letters_of
from convert.faces.fontfile import LARGEST, FontFile
from convert.files import inside
from convert.settings import Settings, read_settings
from convert.vocab.alphabets import ALPHABETS, SCRIPTS

LISTING = "fonts.toml"
_NEEDED = ("family", "folder", "licence", "file")
_KEYS = (*_NEEDED, "role", "languages", "scripts", "version", "source", "copyright", "licence_source")
_CUT_KEYS = ("file", "weight", "style", "sha256")
_ROLES = ("text", "headline", "fallback")
_STYLES = ("normal", "italic")
#: What a style sheet and a font list can name without quotes of their own.
_FAMILY = re.compile(r"\w[\w .&'+-]{0,79}")
_LICENCE_NAME = re.compile(r"ofl.*|licen[cs]e.*", re.IGNORECASE)
_LICENCE_WORD = re.compile(rb"licen[cs]e", re.IGNORECASE)
#: The longest licence that is read, and how many files of a folder are looked at for one.
_LONGEST_LICENCE = 256 * 1024
_MOST_FILES = 500
#: The most families that are read.
_MOST = 200


def listed(folder: Path, known: Collection[str]) -> Iterator[Face | SettingsError]:
    """Yield each face that *folder* lists, or what is wrong with it; *known* are the families there are.

    Raises SettingsError when the list itself cannot be read.
    """
    settings = read_settings(folder / LISTING)
    settings.refuse_others(("font",))
    entries = settings.tables("font")
    if len(entries) > _MOST:
        raise settings.wrong("font", f"lists {len(entries)} families; {_MOST} are the most")
    seen: set[str] = set()
    for entry in entries:
        try:
            yield _face(folder, entry, known, seen)
        except SettingsError as error:
            yield error


def _face(folder: Path, entry: Settings, known: Collection[str], seen: set[str]) -> Face:
    entry.refuse_others(_KEYS)
    _need(entry, _NEEDED)
    family = _family(entry, known, seen)
    place = _place(folder, entry)
    cuts = tuple(_cut(place, cut) for cut in entry.tables("file"))
    face = Face(
        family=family,
        version=_version(entry, cuts),
        licence=entry.string("licence"),
        source=entry.string("source"),
        role=_one_of(entry, "role", _ROLES),
        languages=_languages(entry, cuts),
        scripts=_scripts(entry, cuts),
        folder=place,
        licence_file=_licence_file(place, entry),
        cuts=cuts,
        whose=str(folder),
    )
    _refuse_twins(entry, cuts)
    return face


def _need(entry: Settings, keys: tuple[str, ...]) -> None:
    """Refuse a table without one of *keys*."""
    name = entry.name[:-1]
    for key in keys:
        if not entry.values.get(key):
            shape = (
                f"[[{name}.{key}]] with file, weight and style" if key == "file" and name == "font" else key
            )
            raise entry.wrong("", f"a [[{name}]] needs {shape}")


def _family(entry: Settings, known: Collection[str], seen: set[str]) -> str:
    family = entry.string("family")
    if not _FAMILY.fullmatch(family) or family != " ".join(family.split()):
        raise entry.wrong(
            "family", f"{family!r} is no name of a family: letters, digits, spaces and .&'+- are"
        )
    twin = next((name for name in known if name.casefold() == family.casefold() and name != family), "")
    if twin:
        raise entry.wrong("family", f"{family!r} differs from {twin!r} by capitals alone", f'write "{twin}"')
    if family.casefold() in seen:
        raise entry.wrong("family", f"{family!r} is listed twice", "put all its files into one [[font]]")
    seen.add(family.casefold())
    return family


def _place(folder: Path, entry: Settings) -> Path:
    name = entry.string("folder")
    place = inside(folder, name)
    if place is None or not place.is_dir():
        raise entry.wrong("folder", f"there is no folder {name!r} in {folder}")
    return place


def _one_of(entry: Settings, key: str, words: tuple[str, ...]) -> str:
    """Return the word at *key*, the first of *words* where there is none."""
    said = entry.string(key) or words[0]
    if said not in words:
        raise entry.wrong(key, f"{key} is one of {', '.join(words)}, not {said!r}", nearest(said, words))
    return said


# --- files ------------------------------------------------------------------------------------


def _cut(place: Path, entry: Settings) -> Cut:
    entry.refuse_others(_CUT_KEYS)
    _need(entry, ("file", "weight", "style"))
    weight = entry.values["weight"]
    if not isinstance(weight, int) or isinstance(weight, bool) or not 1 <= weight <= 1000:
        raise entry.wrong("weight", "weight is a number from 1 to 1000: 400 is regular, 700 bold")
    style = _one_of(entry, "style", _STYLES)
    path = inside(place, entry.string("file"))
    if path is None or not path.is_file():
        raise entry.wrong("file", f"there is no file {entry.string('file')!r} in {place}")
    return Cut(path, weight, style, _checked_hash(entry, path, _font_data(entry, path)))


def _font_data(entry: Settings, path: Path) -> bytes:
    """Return the bytes of a font that can be used and may be embedded."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise entry.wrong("file", f"cannot read {path.name}: {error.strerror}") from error
    if len(data) > LARGEST:
        said = f"{path.name} has more than {LARGEST >> 20} MB"
        raise entry.wrong("file", said, "cut it down to the scripts you set", code="font/unusable")
    fault = FontFile(data).fault()
    if fault:
        raise entry.wrong("file", f"{path.name} {fault.sentence}", fault.cure, code=fault.code)
    return data


def _checked_hash(entry: Settings, path: Path, data: bytes) -> str:
    real, said = hashlib.sha256(data).hexdigest(), entry.string("sha256").lower()
    if said and said != real:
        cure = f'put the right file there, or sha256 = "{real}"'
        raise entry.wrong(
            "sha256", f"{path.name} is not the file that sha256 names", cure, code="font/untrue"
        )
    return real


def _refuse_twins(entry: Settings, cuts: tuple[Cut, ...]) -> None:
    kinds = [(cut.weight, cut.style) for cut in cuts]
    for weight, style in kinds:
        if kinds.count((weight, style)) > 1:
            raise entry.wrong("weight", f"two files are of weight {weight} and style {style}")


def _licence_file(place: Path, entry: Settings) -> Path:
    """Return the file that holds the licence's text."""
    files = _files(place, entry)
    named = [path for path in files if _LICENCE_NAME.fullmatch(path.name)]
    others = [path for path in files if path.suffix.lower() == ".txt" and path not in named]
    for path, word in [*((path, b"") for path in named), *((path, b"licence") for path in others)]:
        text = _text_of(path)
        if text and (not word or _LICENCE_WORD.search(text)):
            return path
    raise entry.wrong(
        "folder",
        f"no licence stands in {place}, so nobody can tell whether the font may be used",
        "put its text there as OFL.txt or LICENSE.txt",
        code="font/licence",
    )


def _files(place: Path, entry: Settings) -> list[Path]:
    """Return the files of a face's folder by name; a link that leads out of it is none."""
    try:
        names = [path.name for path in islice(place.iterdir(), _MOST_FILES)]
    except OSError as error:
        raise entry.wrong("folder", f"cannot read {place}: {error.strerror}") from error
    return sorted(path for path in (inside(place, name) for name in names) if path and path.is_file())


def _text_of(path: Path) -> bytes:
    """Return the text of a licence; nothing where the file is no text, far too long, or locked."""
    try:
        with path.open("rb") as file:
            data = file.read(_LONGEST_LICENCE + 1)
    except OSError:
        return b""
    return b"" if len(data) > _LONGEST_LICENCE or b"\0" in data else data.strip()


# --- what is said, measured -------------------------------------------------------------------


def _regular(cuts: tuple[Cut, ...]) -> Cut:
    return min(cuts, key=lambda cut: (cut.style != "normal", abs(cut.weight - 400)))


def _version(entry: Settings, cuts: tuple[Cut, ...]) -> str:
    """Return the version of the regular cut."""
    said, real = entry.string("version"), FontFile(_regular(cuts).path.read_bytes()).version
    if said and real and _number(said) != _number(real):
        raise entry.wrong("version", f"the font says it is version {real}, not {said}", code="font/untrue")
    return said or real


def _number(version: str) -> tuple[int, ...] | str:
    """Return a version so that 1.1 and 1.100 are one."""
    found = re.match(r"(\d+)(?:\.(\d+))?", version)
    return (int(found[1]), int((found[2] or "0").ljust(6, "0")[:6])) if found else version


def _languages(entry: Settings, cuts: tuple[Cut, ...]) -> tuple[str, ...]:
    """Return the languages it is for: those that are named, else all whose alphabet the regular cut holds."""
    said = entry.strings("languages")
    for tag in said:
        if tag not in ALPHABETS:
            raise entry.wrong("languages", f"{tag!r} is none of our languages", nearest(tag, ALPHABETS))
        letters = lacks(_regular(cuts), tag)
        if letters:
            raise entry.wrong(
                "languages",
                f"{_regular(cuts).path.name} has not every letter of {tag}: {told_letters(letters)}",
                f'take "{tag}" out; what it lacks is set in another face',
                code="font/untrue",
            )
    return said or tuple(tag for tag in ALPHABETS if not lacks(_regular(cuts), tag))


def _scripts(entry: Settings, cuts: tuple[Cut, ...]) -> tuple[str, ...]:
    said, there = entry.strings("scripts"), letters_of(_regular(cuts))
    for script in said:
        if script not in SCRIPTS:
            cure = nearest(script, SCRIPTS) or f"there are {', '.join(SCRIPTS)}"
            raise entry.wrong("scripts", f"the script {script!r} is not known here", cure)
        if SCRIPTS[script] - there:
            name = _regular(cuts).path.name
            said_of = f"{name} has not every basic letter of {script}"
            raise entry.wrong("scripts", said_of, f'take "{script}" out', code="font/untrue")
    return said or tuple(script for script, letters in SCRIPTS.items() if not letters - there)


def told_letters(letters: str) -> str:
    """Return letters by their numbers, the first few of many."""
    shown = " ".join(f"U+{ord(letter):04X}" for letter in letters[:8])
    return f"{shown} and {len(letters) - 8} more" if len(letters) > 8 else shown
