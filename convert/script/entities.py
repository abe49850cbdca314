"""Character references (HTML Living Standard §13.1.4) that a program left in plain text."""

import re
from html.entities import html5
from typing import Final

_REFERENCE: Final = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6})|([A-Za-z][A-Za-z0-9]{1,31}));")
#: A text that begins with a tag or closes one is HTML: whoever reads that reads its references too.
_HTML: Final = re.compile(r"\s*<[!?a-zA-Z]")
_CLOSING_TAG: Final = re.compile(r"</[a-zA-Z][a-zA-Z0-9]{0,15}\s?>")
#: Controls, line ends, what turns lines, halves of surrogates and what is no character: never made of text.
_NEVER: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
#: Escaped twice is the most that is met: ``&amp;quot;``.
_TIMES: Final = 2


def unescaped(text: str) -> tuple[str, int]:
    """Return *text* with characters for references, and how many there were: ``&laquo;`` -> ``«``.

    Only what ends with a semicolon is one: ``AT&T`` and ``?a=1&copy=2`` stay. HTML stays as it is.
    """
    if "&" not in text or not _REFERENCE.search(text) or _is_html(text):
        return text, 0
    found = 0
    for _ in range(_TIMES):
        text, turned = _once(text)
        found = max(found, turned)
    return text, found


def _is_html(text: str) -> bool:
    return bool(_HTML.match(text) or _CLOSING_TAG.search(text))


def _once(text: str) -> tuple[str, int]:
    """Turn each reference once, and count those that were turned."""
    turned = 0

    def character(reference: re.Match[str]) -> str:
        nonlocal turned
        char = _character(*reference.groups())
        turned += bool(char)
        return char or reference[0]

    return _REFERENCE.sub(character, text), turned


def _character(decimal: str | None, hexadecimal: str | None, name: str | None) -> str:
    """Return what a reference stands for; empty when that is nothing or may not be."""
    if name:
        char = html5.get(f"{name};", "")
    else:
        code = int(decimal) if decimal else int(hexadecimal or "0", 16)
        char = _numbered(code)
    return "" if _NEVER.search(char) else char


def _numbered(code: int) -> str:
    """Return a character by its number; 128 to 159 mean windows-1252 (§13.2.5.80)."""
    if 0x80 <= code <= 0x9F:
        return bytes([code]).decode("cp1252", errors="ignore")
    return chr(code) if code < 0x110000 and code & 0xFFFE != 0xFFFE else ""
