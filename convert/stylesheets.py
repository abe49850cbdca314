"""Finds a style by name or path: its sheet behind the tokens and what every style has."""

import re
from pathlib import Path

from convert.errors import UsageError, nearest
from convert.house import House, styles_folder
from convert.model import Direction

SHEET = "style.css"
#: What dresses the made-up pages of a whole paper; only some styles have it.
PAPER = "paper.css"
TOKENS = "tokens.css"
#: Margin boxes of a page, named by the side where a line starts (CSS Logical Properties has none).
_MARGIN_BOX = re.compile(r"@(top|bottom)-(start|end)\b")
#: What no page can hold; CSS takes a form feed for a line end, and so need no author.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def style_names(house: House) -> dict[str, Path]:
    """Return the folders of styles by name: the publisher's own over ours."""
    folders = [styles_folder(), *([house.folder / "styles"] if house.folder else [])]
    return {
        sheet.parent.name: sheet.parent for folder in folders for sheet in sorted(folder.glob(f"*/{SHEET}"))
    }


def makes_papers(style: str, house: House) -> bool:
    """Say whether a style can dress a whole paper, its pages made up."""
    sheet = _sheet(style, house)
    return sheet.name == SHEET and (sheet.parent / PAPER).is_file()


def stylesheet(
    style: str, house: House, extra: tuple[str, ...], direction: Direction, *, paper: bool = False
) -> str:
    """Return the CSS of *style* (a name, or the path of a .css file) for pages of a direction.

    With *paper*, for the pages of a whole paper.

    First our tokens and what every style has, then the style's tokens and sheet, last the *extra* sheets.
    Raises UsageError when there is no such style or file.
    """
    sheet = _sheet(style, house)
    sheet = sheet.parent / PAPER if paper else sheet
    own = [*_own_tokens(sheet), sheet, *(_path(path, house) for path in extra)]
    sheets = [styles_folder() / TOKENS, styles_folder() / "base.css", *own]
    return _sided("\n".join(map(_read, sheets)), direction)


def begun(base: str, house: House) -> dict[str, str]:
    """Return the files of a new style that begins as *base*: every token, and the sheet.

    Raises UsageError when there is no such style.
    """
    sheet = _sheet(base, house)
    tokens = [styles_folder() / TOKENS, *_own_tokens(sheet)]
    return {TOKENS: "\n".join(map(_read, tokens)), SHEET: _read(sheet)}


def _own_tokens(sheet: Path) -> list[Path]:
    """Return the tokens of the style that *sheet* is of, if it has some."""
    tokens = sheet.parent / TOKENS
    return [tokens] if sheet.name in (SHEET, PAPER) and tokens.is_file() else []


def _sided(css: str, direction: Direction) -> str:
    """Name the margin boxes of a page by left and right: ``@top-start`` -> ``@top-right``."""
    start, end = ("right", "left") if direction == "rtl" else ("left", "right")
    sides = {"start": start, "end": end}
    return _MARGIN_BOX.sub(lambda found: f"@{found[1]}-{sides[found[2]]}", css)


def _sheet(style: str, house: House) -> Path:
    if style.endswith(".css"):
        return _path(style, house)
    known = style_names(house)
    if style not in known:
        raise UsageError(
            f"no style is called {style!r}; there are {', '.join(sorted(known))}",
            cure=nearest(style, known),
        )
    return known[style] / SHEET


def _path(named: str, house: House) -> Path:
    """Return a stylesheet by its path, from this folder or else from the House's."""
    beside = (house.folder or Path()) / named
    return Path(named) if Path(named).exists() else beside


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise UsageError(f"cannot read the stylesheet {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"the stylesheet {path} is not UTF-8") from error
    if _CONTROLS.search(text):
        raise UsageError(f"the stylesheet {path} holds control characters")
    return text
