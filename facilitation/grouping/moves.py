"""Who changes table between two plans: somebody's first seat in a round is no move."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Rounds = Sequence[Mapping[str, int]]  # per round: person id -> table from 1


@dataclass(frozen=True, slots=True)
class Move:
    """One person to another table in one round; rounds and tables count from 1."""

    person: str
    round: int
    start: int
    end: int

    def to_json(self) -> dict[str, Any]:
        """The form of moves.json."""
        return {
            "participant_id": self.person,
            "round": self.round,
            "from": self.start,
            "to": self.end,
        }


def moved(
    before: Rounds, after: Rounds, inherits: Mapping[str, str] | None = None
) -> tuple[Move, ...]:
    """All who sit at another table in ``after``, by round, then in the order of ``after``.

    ``inherits``: substitute -> whose seat it was; their seat counts as the substitute's own.
    """
    heirs = inherits or {}
    found = []
    for r, (old, new) in enumerate(zip(before, after, strict=False), 1):
        for own, table in new.items():
            start = old.get(heirs.get(own, own), old.get(own, table))
            if start != table:
                found.append(Move(own, r, start, table))
    return tuple(found)
