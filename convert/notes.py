"""What was dropped, guessed or repaired on the way, and what a check found: nothing is lost in silence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Severity = Literal["note", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Note:
    """One thing a person should know: a stable code, a sentence, and the place it happened."""

    code: str
    text: str
    where: str = ""
    severity: Severity = "note"
    cure: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.where and f"{self.where}:", self.text) if part)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a file: a stable code, a sentence, the place, the cure."""

    code: str
    sentence: str
    where: str = ""
    cure: str = ""
    severity: Severity = "error"

    def __str__(self) -> str:
        return " ".join(part for part in (self.code, self.where and f"{self.where}:", self.sentence) if part)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reader took a line for: the rule that said so, the role it gave, and why."""

    where: str
    rule: str
    role: str
    reason: str
    text: str


class Notes:
    """Collects notes in the order they were made; the same note twice is one note.

    A note without a place says nothing that the same one with a place does not: the latter stays.
    With *why*, what a reader decided about each line is collected too, in `decisions`.
    """

    def __init__(self, *, why: bool = False) -> None:
        self._notes: dict[Note, None] = {}
        self._placed: set[Note] = set()
        self.why = why
        self.decisions: list[Decision] = []

    def add(
        self, code: str, text: str, where: str = "", *, severity: Severity = "note", cure: str = ""
    ) -> None:
        """Remember one note."""
        self._take(Note(code, text, where, severity, cure))

    def _take(self, note: Note) -> None:
        if note.where:
            bare = Note(note.code, note.text, severity=note.severity, cure=note.cure)
            self._placed.add(bare)
            self._notes.pop(bare, None)
        elif note in self._placed:
            return
        self._notes[note] = None

    def warn(self, code: str, text: str, where: str = "", *, cure: str = "") -> None:
        """Remember something a person should look at before printing."""
        self.add(code, text, where, severity="warning", cure=cure)

    def extend(self, notes: "Notes") -> None:
        """Take over the notes of another collection."""
        for note in notes:
            self._take(note)

    def codes(self) -> list[str]:
        """Return the codes, in order."""
        return [note.code for note in self._notes]

    @property
    def worst(self) -> Severity:
        """The gravest severity here; "note" when there is nothing."""
        found = {note.severity for note in self._notes}
        return "error" if "error" in found else "warning" if "warning" in found else "note"

    def __iter__(self) -> Iterator[Note]:
        return iter(self._notes)

    def __len__(self) -> int:
        return len(self._notes)

    def __bool__(self) -> bool:
        return bool(self._notes)
