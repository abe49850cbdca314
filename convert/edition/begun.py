"""Begins an edition: an edition.toml that explains itself and two articles, in the paper's language."""

from datetime import date
from pathlib import Path

from convert.errors import UsageError
from convert.vocab.languages import is_tag, subtags

_TEMPLATES = Path(__file__).with_name("templates")


def template_languages() -> list[str]:
    """Return the languages in which an edition can be begun."""
    return sorted(folder.name for folder in _TEMPLATES.iterdir())


def begun(lang: str, day: date) -> dict[str, bytes]:
    """Return the files of a new edition of *day* by their names, in the language of the tag *lang*."""
    if not is_tag(lang):
        raise UsageError(f"{lang[:40]!r} is no language tag; write one such as ar-KW")
    language = subtags(lang)[0]
    if language not in template_languages():
        there = ", ".join(template_languages())
        raise UsageError(f"no edition can be begun in {lang!r}", cure=f"there are {there}")
    folder = _TEMPLATES / language
    return {
        str(path.relative_to(folder)): _filled(path, lang, day)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _filled(path: Path, lang: str, day: date) -> bytes:
    text = path.read_text(encoding="utf-8")
    return text.replace("@DATE@", day.isoformat()).replace("@LANG@", lang).encode()
