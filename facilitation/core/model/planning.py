"""The table plan that the organiser works on, and what it must hold."""

from __future__ import annotations

from dataclasses import dataclass

WISHES = ("together", "apart", "fixed", "away")


@dataclass(frozen=True, slots=True)
class Plan:
    """The table plan that the organiser works on; publishing turns it into seats.

    ``seats`` are ``[participant_id, round number, table number]``; ``proof`` is a list of
    wishes with value, bound and proven, as the grouping package gives them.
    """

    id: str
    workshop_id: str
    seats: tuple[tuple[str, int, int], ...] = ()
    proof: tuple[dict[str, object], ...] = ()
    seed: int = 1
    published: bool = False


@dataclass(frozen=True, slots=True)
class Wish:
    """What the plan must hold of somebody: two together or apart, one at a table, one away.

    ``together`` and ``apart`` have ``other_id``, ``fixed`` has ``table_id``. A seat that is locked
    is ``fixed`` in one round.
    """

    id: str
    workshop_id: str
    kind: str
    participant_id: str
    other_id: str | None = None
    round_id: str | None = None
    """None: in all rounds."""
    table_id: str | None = None
