"""Makes a publisher's fonts out of ours: renamed, cut down, forbidden, broken."""

import copy
import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from fontTools.otlLib.builder import buildLookup, buildSingleSubstSubtable
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables import otTables
from fontTools.ttLib.tables._f_v_a_r import Axis

from convert.faces import faces
from convert.subset import subset
from convert.vocab.alphabets import ALPHABETS

#: What is changed in a font before it is saved.
Change = Callable[[Any], None]
LICENCE = "This Font Software is licensed under the SIL Open Font License, Version 1.1.\n"


def letters_for(*tags: str) -> str:
    """Return every letter, mark and sign of some languages."""
    return "".join(sorted({chr(code) for tag in tags for code in ALPHABETS[tag].code_points} | {" "}))


@lru_cache(maxsize=64)
def font(
    family: str = "Our Naskh",
    *,
    made_of: str = "Noto Naskh Arabic",
    weight: int = 400,
    letters: str = letters_for("ar", "en"),
    change: Change | None = None,
) -> bytes:
    """Return a font file of another name that holds only *letters*."""
    made = TTFont(io.BytesIO(subset(faces()[made_of].cut(weight).path, letters, "ttf")))
    for record in made["name"].names:
        if record.nameID in (1, 4, 6, 16):
            record.string = family.replace(" ", "") if record.nameID == 6 else family
    if change:
        change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def forbid(bits: int) -> Change:
    """Return the change that puts *bits* into fsType."""

    def change(made: Any) -> None:
        made["OS/2"].fsType = bits

    return change


def vary(made: Any) -> None:
    """Give a font an axis of weight."""
    made["fvar"] = newTable("fvar")
    axis = Axis()
    axis.axisTag, axis.minValue, axis.defaultValue, axis.maxValue = "wght", 100, 400, 900
    axis.axisNameID = 256
    made["name"].setName("Weight", 256, 3, 1, 0x409)
    made["fvar"].axes, made["fvar"].instances = [axis], []


def lengthen_by_jalt(letter: str, more: int) -> Change:
    """Return the change that gives a font a longer form of a letter at the end of a word, by jalt."""

    def change(made: Any) -> None:
        final = _final_form(made, letter)
        longer = f"{final}.jalt"
        made.setGlyphOrder([*made.getGlyphOrder(), longer])
        outline = copy.deepcopy(made["glyf"][final])
        made["glyf"].glyphs[longer] = outline
        width, bearing = made["hmtx"][final]
        made["hmtx"].metrics[longer] = (width + more, bearing)
        _add_feature(made["GSUB"].table, "jalt", {final: longer})

    return change


def _final_form(made: Any, letter: str) -> str:
    """Return the glyph that a font puts for *letter* at the end of a word."""
    table, letter_glyph = made["GSUB"].table, made.getBestCmap()[ord(letter)]
    lookups = {
        index
        for record in table.FeatureList.FeatureRecord
        if record.FeatureTag == "fina"
        for index in record.Feature.LookupListIndex
    }
    for index in sorted(lookups):
        for part in table.LookupList.Lookup[index].SubTable:
            mapping = getattr(getattr(part, "ExtSubTable", part), "mapping", {})
            if letter_glyph in mapping:
                return str(mapping[letter_glyph])
    raise LookupError(letter)


def _add_feature(table: Any, tag: str, mapping: dict[str, str]) -> None:
    """Add a feature that puts some glyphs for others, after all others."""
    lookup = buildLookup([buildSingleSubstSubtable(mapping)])
    table.LookupList.Lookup.append(lookup)
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = tag, otTables.Feature()
    record.Feature.LookupListIndex = [len(table.LookupList.Lookup) - 1]
    table.FeatureList.FeatureRecord.append(record)
    for script in table.ScriptList.ScriptRecord:
        languages = [script.Script.DefaultLangSys, *(one.LangSys for one in script.Script.LangSysRecord)]
        for language in filter(None, languages):
            language.FeatureIndex.append(len(table.FeatureList.FeatureRecord) - 1)


def drop(*tags: str) -> Change:
    """Return the change that takes tables out of a font."""

    def change(made: Any) -> None:
        for tag in tags:
            del made[tag]

    return change


class Press:
    """The folder of a publisher: house.toml, and fonts/ beside it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fonts = folder / "fonts"
        self.fonts.mkdir(parents=True, exist_ok=True)
        self.list = self.fonts / "fonts.toml"
        self.settle("")

    def settle(self, words: str) -> None:
        """Write house.toml."""
        (self.folder / "house.toml").write_text(words, encoding="utf-8")

    def put(self, data: bytes, name: str = "our-naskh/Regular.ttf", licence: str = "OFL.txt") -> Path:
        """Put a font file and its licence into their folder."""
        path = self.fonts / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        if licence:
            (path.parent / licence).write_text(LICENCE, encoding="utf-8")
        return path

    def name(
        self,
        family: str = "Our Naskh",
        folder: str = "our-naskh",
        facts: str = "",
        cut: str = "",
        **cuts: int,
    ) -> None:
        """List a family: its *cuts* are files without suffix and their weights."""
        lines = ["[[font]]", f'family = "{family}"', f'folder = "{folder}"', 'licence = "OFL-1.1"']
        lines += facts.splitlines()
        for stem, weight in (cuts or {"Regular": 400}).items():
            lines += ["[[font.file]]", f'file = "{stem}.ttf"', f"weight = {weight}", 'style = "normal"']
            lines += cut.splitlines()
        old = self.list.read_text(encoding="utf-8") if self.list.exists() else ""
        self.list.write_text(old + "\n".join([*lines, "", ""]), encoding="utf-8")
