"""A face: its cuts, what is said of it, what it can draw."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from convert.vocab.alphabets import ALPHABETS

#: Whose faces ours are.
OURS = "matbaa"


@dataclass(frozen=True, slots=True)
class Cut:
    """One font file."""

    path: Path
    weight: int
    style: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Face:
    """A family: its cuts, and what fonts.toml says of it; *whose* is the folder of a publisher's."""

    family: str
    version: str
    licence: str
    source: str
    role: str
    languages: tuple[str, ...]
    scripts: tuple[str, ...]
    folder: Path
    licence_file: Path
    cuts: tuple[Cut, ...]
    whose: str = OURS

    def cut(self, weight: int, style: str = "normal") -> Cut:
        """Return the cut nearest to *weight*; another style only where there is none of *style*."""
        fitting = [cut for cut in self.cuts if cut.style == style] or list(self.cuts)
        return min(fitting, key=lambda cut: abs(cut.weight - weight))


def letters_of(cut: Cut) -> frozenset[int]:
    """Return the code points that a font file can draw."""
    return _letters(cut.path, cut.sha256)


@lru_cache(maxsize=256)
def _letters(path: Path, _sha256: str) -> frozenset[int]:
    import uharfbuzz

    return frozenset(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))).unicodes)


def leading_of(cut: Cut) -> float:
    """Return the distance of lines that the maker of a font file meant, in its sizes."""
    return _leading(cut.path, cut.sha256)


@lru_cache(maxsize=256)
def _leading(path: Path, _sha256: str) -> float:
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))
    extents = font.get_font_extents("ltr")
    return max(float(extents.ascender - extents.descender + extents.line_gap) / float(font.face.upem), 1.0)


def lacks(cut: Cut, tag: str) -> str:
    """Return the letters, marks and signs of a language that a font file lacks, in code point order."""
    return "".join(map(chr, sorted(ALPHABETS[tag].code_points - letters_of(cut))))


#: So few letters are lacking where a face nearly covers a language.
NEARLY = 8


def nearly(cut: Cut) -> dict[str, str]:
    """Return the languages of which a font file lacks a few letters, and those letters."""
    found = {tag: lacks(cut, tag) for tag in ALPHABETS}
    return {tag: letters for tag, letters in found.items() if 0 < len(letters) <= NEARLY}
