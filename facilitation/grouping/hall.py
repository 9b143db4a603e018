"""One round made ready: who is there, who moves as one, where they may sit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from facilitation.grouping.problem import Problem, Wish


@dataclass
class Hall:
    """Round ``number`` (from 1) under some hard wishes; people, units and tables count from 0.

    ``units``: people who move as one. ``fixed``: unit -> table. ``apart``: pairs of units.
    ``contradiction``: two wishes gainsay each other before any seat is dealt.
    """

    number: int
    least: list[int]
    most: list[int]
    units: list[list[int]] = field(default_factory=list)
    fixed: dict[int, int] = field(default_factory=dict)
    apart: set[tuple[int, int]] = field(default_factory=set)
    contradiction: bool = False

    def like(self, other: Hall) -> bool:
        """Is everything the same but the number?"""
        return replace(self, number=other.number) == other

    @property
    def unit_of(self) -> dict[int, int]:
        """Person -> unit, of all who are there."""
        return {i: u for u, unit in enumerate(self.units) for i in unit}

    @property
    def people(self) -> int:
        """How many are there."""
        return sum(len(unit) for unit in self.units)


def make_hall(
    problem: Problem,
    number: int,
    wishes: Iterable[Wish] | None = None,
    capacities: Sequence[tuple[int, int]] | None = None,
) -> Hall:
    """Round ``number`` under ``wishes`` and ``capacities`` (those of the problem when None)."""
    held = [w for w in (problem.wishes if wishes is None else wishes) if w.applies(number)]
    index = {person.id: i for i, person in enumerate(problem.people)}
    away = {index[w.a] for w in held if w.type == "away"}
    present = [i for i in range(len(problem.people)) if i not in away]
    limits = problem.capacities if capacities is None else capacities
    hall = Hall(number, *_sizes(len(present), problem.tables, limits))
    hall.units = _units(present, held, index)
    unit_of = hall.unit_of
    for wish in held:
        _hold(hall, wish, unit_of, index, problem.tables)
    return hall


def _sizes(
    people: int, tables: int, limits: Sequence[tuple[int, int]] | None
) -> tuple[list[int], list[int]]:
    if limits is not None:
        return [least for least, _ in limits], [most for _, most in limits]
    base, extra = divmod(people, tables)
    return [base] * tables, [base + (1 if extra else 0)] * tables


def _units(present: list[int], held: list[Wish], index: dict[str, int]) -> list[list[int]]:
    """Keeping together is transitive: each unit holds all who are linked."""
    unit_of = {i: [i] for i in present}
    for wish in held:
        a, b = index[wish.a], index.get(wish.b, -1)
        if wish.type != "together" or a not in unit_of or b not in unit_of:
            continue
        if unit_of[a] is not unit_of[b]:
            joined = sorted(unit_of[a] + unit_of[b])
            unit_of.update((i, joined) for i in joined)
    return [unit_of[i] for i in present if unit_of[i][0] == i]


def _hold(
    hall: Hall, wish: Wish, unit_of: dict[int, int], index: dict[str, int], tables: int
) -> None:
    """Takes one wish into the hall. A wish for all rounds rests while its person is away; one
    made for just this round gainsays the absence."""
    a, b = unit_of.get(index[wish.a]), unit_of.get(index.get(wish.b, -1))
    explicit = wish.round is not None
    if wish.type == "fixed" and wish.group is not None:
        if a is None:
            hall.contradiction |= explicit
        else:
            table = wish.group - 1
            if not 0 <= table < tables or hall.fixed.setdefault(a, table) != table:
                hall.contradiction = True
    elif wish.type == "together":
        hall.contradiction |= explicit and (a is None) != (b is None)
    elif wish.type == "apart" and a is not None and b is not None:
        hall.apart.add((min(a, b), max(a, b)))
        hall.contradiction |= a == b
