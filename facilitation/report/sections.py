"""The parts that a report is made of: notes with their one signature, under their questions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signature:
    """What a note says about its author. ``by`` is name, organisation, target_group or table.

    Only the fields of that one thing are filled; a name comes with its organisation.
    """

    by: str
    name: str = ""
    organisation: str = ""
    target_group: str = ""
    table: int | None = None


@dataclass(frozen=True, slots=True)
class InTheme:
    """A theme, known by its place among the day's: two of one name are two."""

    place: int
    name: str


@dataclass(frozen=True, slots=True)
class Line:
    """One note; ``number`` runs through the whole report."""

    number: int
    text: str
    signature: Signature
    late: bool
    on_board: bool = True
    """False: it was let through, and never given to the board."""
    theme: InTheme | None = None
    """The theme that holds it."""


@dataclass(frozen=True, slots=True)
class Question:
    """A prompt in the report's language, or in the other one where that is missing."""

    number: int
    icon: str
    title: str
    text: str

    @property
    def slot(self) -> int:
        """Which of the four question colours it has, 1 to 4."""
        return (self.number - 1) % 4 + 1


@dataclass(frozen=True, slots=True)
class Section:
    """What was said to one question in one round, in the order in which it came in."""

    round: int
    question: Question
    lines: tuple[Line, ...]
