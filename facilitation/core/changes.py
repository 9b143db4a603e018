"""A change says what was touched, never its content, and for notes never who did it.

A key is ``(type, id)``. ``EVERYTHING`` stands for "more than is worth listing": whoever reads
across it gets a fresh snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from facilitation.core.model import Step

Key = tuple[str, str]

EVERYTHING: Key = ("all", "*")
DAY: Key = ("day", "day")
ARRIVALS: Key = ("arrivals", "day")
ACCESS: Key = ("access", "*")
"""Touched when a right was taken away: open connections are looked at again."""
NOTE_WRITTEN = "note.written"
"""The kind of change that adds a note, and does nothing else."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an accepted action did: its kind (past tense) and the keys it touched.

    ``answer`` goes to the one who acted, beside the number. ``step`` makes the change undoable.
    ``kind`` of a note's or a vote's change never comes with an actor: see ``keeps_actor``.
    """

    kind: str
    touched: tuple[Key, ...]
    answer: dict[str, Any] = field(default_factory=dict)
    step: Step | None = None
    erases: bool = False
    """Something was taken away for good: the store then clears its write-ahead log as well."""

    @property
    def keeps_actor(self) -> bool:
        """Whether who acted may be stored: never for what participants write."""
        return not self.kind.startswith(
            ("note.written", "note.edited", "note.deleted", "note.marked", "vote.cast")
        )


@dataclass(frozen=True, slots=True)
class Stored:
    """A change as the stream keeps it."""

    seq: int
    kind: str
    touched: tuple[Key, ...]
    actor: str | None
    at: int
