"""matbaa font: a publisher's faces checked, and specimens of any."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from convert.cli.guard import guarded
from convert.cli.output import put, refuse_foreign
from convert.cli.screen import Screen, plain, say, shown, size_of
from convert.errors import ConvertError, ExitCode, SettingsError, UsageError, nearest
from convert.files import safe_name
from convert.house import House, find_house
from convert.notes import Notes

font = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Check a publisher's fonts, and make specimens.",
)


@font.command()
@guarded
def check(
    folder: Annotated[
        Path | None, typer.Argument(help="A folder with a fonts.toml; else that beside house.toml.")
    ] = None,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Only the exit code.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say of each face what it covers and whether it may be used: exit code 1 when something is wrong."""
    house = House() if folder else find_house(Path.cwd())
    screen, wrong = Screen(quiet=quiet, json=as_json), 0
    for found in _found(_folder(folder, house), house):
        if isinstance(found, ConvertError):
            wrong += 1
            _tell_wrong(screen, found)
        else:
            screen.event("face", **found)
            if not quiet and not as_json:
                say(sys.stdout, _told(found))
    if wrong:
        raise typer.Exit(ExitCode.FINDINGS)


def _folder(named: Path | None, house: House) -> Path:
    """Return the folder whose list is meant: the one that is named, or the House's."""
    from convert.faces.listed import LISTING
    from convert.faces.stacks import own_folder

    own = named or own_folder(house)
    for place in (own, own / "fonts") if own else ():
        if (place / LISTING).is_file():
            return place
    if named:
        raise UsageError(f"there is no {LISTING} in {named}")
    raise UsageError(
        f"no fonts/{LISTING} stands beside a house.toml here or above", cure="name a folder that has one"
    )


def _found(folder: Path, house: House) -> Iterator[dict[str, Any] | ConvertError]:
    """Yield what is known of each face of a folder, or what is wrong with it, and with the House's choice."""
    from convert.faces import faces
    from convert.faces.listed import listed
    from convert.faces.stacks import chosen_faces
    from convert.house import fonts_folder

    ours = {} if folder.resolve() == fonts_folder() else faces()
    whole = True
    try:
        for face in listed(folder, ours):
            whole = whole and not isinstance(face, SettingsError)
            yield face if isinstance(face, SettingsError) else _facts(face, instead=face.family in ours)
        if whole:
            chosen_faces(house)
    except SettingsError as error:
        yield error


def _facts(face: Any, *, instead: bool) -> dict[str, Any]:
    from convert.faces.face import lacks, nearly
    from convert.faces.fontfile import FontFile, told_embedding

    regular = face.cut(400)
    bits = FontFile(regular.path.read_bytes()).embedding or 0
    lacking = {
        f"{cut.path.name} {tag}": lacks(cut, tag)
        for cut in face.cuts
        for tag in face.languages
        if cut != regular and lacks(cut, tag)
    }
    return {
        "family": face.family,
        "covers": list(face.languages),
        "nearly": nearly(regular),
        "lacking": lacking,
        "licence": face.licence,
        "licence_file": face.licence_file.name,
        "embedding": told_embedding(bits),
        "instead_of_ours": instead,
    }


def _told(facts: dict[str, Any]) -> str:
    """Return what is known of a face in one line."""
    said = [f"covers {' '.join(facts['covers'])}" if facts["covers"] else "covers no language of ours whole"]
    said += [f"nearly {tag}: lacks {_letters(letters)}" for tag, letters in facts["nearly"].items()]
    for place, letters in facts["lacking"].items():
        name, _, tag = place.rpartition(" ")
        said.append(f"{plain(name)} lacks {_letters(letters)} of {tag}")
    said.append(f"{plain(facts['licence'])} ({plain(facts['licence_file'])})")
    said.append(f"may be embedded {facts['embedding']}")
    said += ["used instead of ours"] if facts["instead_of_ours"] else []
    return f"{shown(facts['family'])}: {'; '.join(said)}"


def _letters(letters: str) -> str:
    """Return letters by their shapes and numbers, marks by their numbers; of many, the first few."""
    told = [
        f"{shown(char)} U+{ord(char):04X}" if char.isalpha() else f"U+{ord(char):04X}" for char in letters
    ]
    return ", ".join(told[:6]) + (f" and {len(told) - 6} more" if told[6:] else "")


def _tell_wrong(screen: Screen, error: ConvertError) -> None:
    screen.finding(error.code, "error", error.where, str(error), error.cure)
    if not screen.quiet and not screen.json:
        cure = f"  ({shown(error.cure)})" if error.cure else ""
        say(sys.stdout, f"{plain(error.where)}: error {error.code} {shown(str(error))}{cure}")


@font.command()
@guarded
def specimen(
    families: Annotated[
        list[str] | None, typer.Argument(help="Families; without any, all there are.")
    ] = None,
    directory: Annotated[Path, typer.Option("-d", "--directory", help="The folder for what is made.")] = Path(
        "out"
    ),
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that somebody else wrote or changed.")
    ] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Say only what is wrong.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Make a PDF of each face: its alphabets, digits, headlines, and text in three sizes."""
    from convert.faces import faces
    from convert.specimen import specimen as drawn

    house = find_house(Path.cwd())
    known, screen = faces(house), Screen(quiet=quiet, json=as_json)
    for family in families or ():
        if family not in known:
            cure = nearest(family, known) or "matbaa list fonts"
            raise UsageError(f"no face is called {family!r}", cure=cure)
    for family in dict.fromkeys(families or known):
        notes = Notes()
        data = drawn(known[family], notes, house=house)
        for note in notes:
            screen.note(note)
        path = directory / f"{safe_name(f'specimen-{family}').replace(' ', '-')}.pdf"
        if not force:
            refuse_foreign(path, data)
        put(path, data)
        screen.event("done", path=str(path), bytes=len(data))
        screen.talk("wrote", str(path), [size_of(data)])
