"""The output intent: for which press the colours are meant (ISO 15930-7 §6.2.2)."""

from typing import Any, Final

from convert.checks.pdf.look import Look
from convert.checks.pdf.reading import TooLargeError, entry, members, name_of, number, unpacked

_CODE: Final = "press/output-intent"
_CURE: Final = "export with one output intent, say FOGRA39 or WAN-IFRAnewspaper26v5"
#: A name in a register is short; prose in its place names no condition.
_LONGEST: Final = 60


def check_intent(look: Look) -> None:
    """Want exactly one intent of PDF/X, with a name or a profile, and that of a press in CMYK."""
    told = members(entry(look.root, "/OutputIntents"))
    intents = [one for one in told if name_of(entry(one, "/S")) == "GTS_PDFX"]
    if len(intents) != 1:
        sentence = f"{len(intents)} output intents of PDF/X; there must be one"
        look.report.add(_CODE, sentence, _CURE)
    for intent in intents:
        _named(look, intent)
        _profiled(look, intent)


def _named(look: Look, intent: Any) -> None:
    named = name_of(entry(intent, "/OutputConditionIdentifier"))
    if not named.strip():
        look.report.add(_CODE, "the output intent names no printing condition", _CURE)
    elif len(named) > _LONGEST or not named.isprintable():
        sentence = f"{named[:30]!r} names no printing condition: {len(named)} characters, {_LONGEST} at most"
        look.report.add(_CODE, sentence, _CURE)


def _profiled(look: Look, intent: Any) -> None:
    profile = entry(intent, "/DestOutputProfile")
    if profile is None:
        if not name_of(entry(intent, "/RegistryName")):
            look.report.add(_CODE, "the output intent has neither a profile nor a register's name", _CURE)
        return
    try:
        data = unpacked(profile)
    except TooLargeError:
        data = b""
    for wrong in _wrong(data, int(number(entry(profile, "/N")))):
        look.report.add("press/profile", wrong, "embed the profile of the printing condition")


def _wrong(data: bytes, count: int) -> list[str]:
    """Return what is wrong with a profile (ICC.1 §7.2): bytes 12 to 20 say its class and its space."""
    if len(data) < 128 or data[36:40] != b"acsp":
        return ["the profile of the output intent cannot be read"]
    found = []
    if data[12:16] != b"prtr":
        kind = data[12:16].decode("latin-1")
        found.append(f"the profile of the output intent is of class {kind!r}, not 'prtr': no press's")
    if data[16:20] != b"CMYK" or count != 4:
        space = data[16:20].decode("latin-1").strip()
        found.append(f"the profile of the output intent is of {space!r} with /N {count}, not CMYK with 4")
    return found
