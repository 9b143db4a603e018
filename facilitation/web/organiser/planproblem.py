"""The plan's problem, made from a day: who, which rounds, how large the tables; and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from facilitation.core.model import Table
from facilitation.core.text import sort_key
from facilitation.grouping.bounds import level
from facilitation.grouping.problem import Person, Problem, Round, Wish
from facilitation.grouping.proof import Plan
from facilitation.web.organiser.planday import PlanDay


@dataclass(frozen=True)
class Asked:
    """A problem, and how its numbers read: people, rounds and tables by their place in it.

    ``kept`` are the seats of rounds that are left alone, as ``plan.store`` takes them. ``wishes``
    are the ids of the day's wishes: the ``line`` of each of the problem's counts from 1 in it.
    """

    problem: Problem
    people: tuple[str, ...]
    rounds: tuple[int, ...]
    tables: tuple[int, ...]
    kept: tuple[tuple[str, int, int], ...]
    wishes: tuple[str, ...] = ()

    def number(self, person: str) -> str:
        """A participant's id in the problem."""
        return str(self.people.index(person))

    def seats(self, plan: Plan) -> list[tuple[str, int, int]]:
        """What ``plan.store`` takes: a found plan, and the seats that are left alone."""
        found = [
            (self.people[int(person)], number, self.tables[table - 1])
            for number, row in zip(self.rounds, plan.rounds, strict=True)
            for person, table in row.items()
        ]
        return [*self.kept, *found]


def ask(
    day: PlanDay, *, seed: int, seconds: float | None, every_round: bool = False
) -> Asked | None:
    """The problem of the rounds that are still to be held; None when there are none.

    ``every_round``: of all rounds, for a change of the plan that knows which were held.

    People are numbered by organisation and name, so that the plan hangs on no id; whoever sat
    together in a held round has met. Refusal ``bad_problem`` when there are far too many.
    """
    held = set() if every_round else set(day.held)
    rounds = [one for one in day.rounds if one.number not in held]
    if day.missing or not rounds:
        return None
    listed = sorted(
        day.people.values(),
        key=lambda one: (sort_key(day.organisation(one)), sort_key(one.name), one.role, one.id),
    )
    ids = tuple(one.id for one in listed)
    numbers = tuple(one.number for one in rounds)
    tables = tuple(one.number for one in day.tables)
    problem = Problem(
        people=tuple(
            Person(
                str(number),
                day.organisation(one),
                tuple(day.target_groups[id].name_da for id in one.target_group_ids),
                tuple(day.methods[id].name_da for id in one.method_ids),
                one.role,
            )
            for number, one in enumerate(listed)
        ),
        tables=len(day.tables),
        rounds=tuple(Round(one.targets, one.methods) for one in rounds),
        wishes=_wishes(day, ids, numbers, tables),
        capacities=_open_sizes(day, len(listed), numbers)
        if every_round
        else _sizes(day, day.tables, len(listed), numbers),
        met=() if every_round else _met(day, ids),
        seed=seed,
        time_limit=seconds,
    )
    kept = tuple((person, at, table) for (person, at), table in day.seats.items() if at in held)
    return Asked(problem, ids, numbers, tables, kept, tuple(one.id for one in day.wishes))


def _wishes(
    day: PlanDay, ids: tuple[str, ...], rounds: tuple[int, ...], tables: tuple[int, ...]
) -> tuple[Wish, ...]:
    """The day's wishes in the problem's numbers; those of rounds that are left alone rest."""
    number = {id: str(n) for n, id in enumerate(ids)}
    found = []
    for line, one in enumerate(day.wishes, 1):
        at, table = day.round_of(one), day.table_of(one)
        if at is None or at in rounds:
            found.append(
                Wish(
                    one.kind,
                    number[one.participant_id],
                    number[one.other_id] if one.other_id else "",
                    None if at is None else rounds.index(at) + 1,
                    tables.index(table) + 1 if table else None,
                    line,
                )
            )
    return tuple(found)


def _open_sizes(
    day: PlanDay, people: int, rounds: Sequence[int]
) -> tuple[tuple[int, int], ...] | None:
    """Sizes of the open tables among themselves; a closed one says nothing."""
    limits = _sizes(day, [one for one in day.tables if not one.closed], people, rounds)
    if limits is None:
        return None
    left = iter(limits)
    return tuple((0, people) if one.closed else next(left) for one in day.tables)


def _sizes(
    day: PlanDay, tables: Sequence[Table], people: int, rounds: Sequence[int]
) -> tuple[tuple[int, int], ...] | None:
    """Sizes that serve every round, however many are away in it."""
    there = {people - sum(round == number for _, round in day.away) for number in rounds}
    found = [limits for n in sorted(there) if (limits := sizes(tables, n)) is not None]
    return (
        tuple(
            (min(least for least, _ in of_table), max(most for _, most in of_table))
            for of_table in zip(*found, strict=True)
        )
        or None
    )


def sizes(tables: Sequence[Table], people: int) -> tuple[tuple[int, int], ...] | None:
    """Least and most at each table; None (as even as can be) where no table says anything.

    A limit that is left open follows from the most even loads there are; tables that stand at a
    limit of their own do not count for the others. Nobody sits at a table that is closed.
    """
    tables = [replace(one, least=0, most=0) if one.closed else one for one in tables]
    if all(one.least is None and one.most is None for one in tables):
        return None
    floors = [min(one.least or 0, people) for one in tables]
    caps = [people if one.most is None else one.most for one in tables]
    loads = level(people, floors, caps)
    open_ones = [
        load for load, one in zip(loads, tables, strict=True) if load not in (one.least, one.most)
    ]
    return tuple(
        (
            min(load, *open_ones, load) if one.least is None else one.least,
            max(load, *open_ones, load) if one.most is None else one.most,
        )
        for load, one in zip(loads, tables, strict=True)
    )


def as_planned(day: PlanDay, asked: Asked) -> list[dict[str, int]]:
    """The day's present seats as rounds of the problem: person -> table, both by place."""
    place = {number: at for at, number in enumerate(asked.tables, 1)}
    return [
        {
            str(n): place[day.seats[id, number]]
            for n, id in enumerate(asked.people)
            if day.seats.get((id, number)) in place
        }
        for number in asked.rounds
    ]


def _met(day: PlanDay, ids: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    number = {id: str(n) for n, id in enumerate(ids)}
    at: dict[tuple[int, int], list[str]] = defaultdict(list)
    for (person, round), table in day.seats.items():
        if round in day.held:
            at[round, table].append(number[person])
    pairs = {pair for together in at.values() for pair in combinations(sorted(together), 2)}
    return tuple(sorted(pairs))
