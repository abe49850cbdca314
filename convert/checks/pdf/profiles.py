"""What a PDF is held to: PDF/X-4 for the press, the limits of each kind of paper, or a screen."""

from dataclasses import dataclass
from typing import Final, Literal

ProfileName = Literal["", "pdfx4", "newspaper", "magazine", "sheetfed", "screen"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What a press wants, in points, millimetres and pixels an inch; of a pair, the second is an error."""

    ppi: tuple[float, float]
    bleed: float
    margin: float
    ppi_lines: float = 550
    text: float = 5
    hairline: float = 0.25
    small: float = 12
    sheets: int = 1


@dataclass(frozen=True, slots=True)
class Profile:
    """A name, whether PDF/X-4 is asked, and the limits of a house if any."""

    name: str
    is_press: bool = True
    limits: Limits | None = None


PROFILES: Final[dict[str, Profile]] = {
    "pdfx4": Profile("pdfx4"),
    "newspaper": Profile("newspaper", limits=Limits((149, 99), bleed=0, margin=3, sheets=4)),
    "magazine": Profile("magazine", limits=Limits((224, 149), bleed=3, margin=5)),
    "sheetfed": Profile("sheetfed", limits=Limits((250, 150), bleed=3, margin=3)),
    "screen": Profile("screen", is_press=False),
}
