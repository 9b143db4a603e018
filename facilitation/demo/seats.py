"""The demo day's table plan: the planner's first good one, the same for the same seed."""

from __future__ import annotations

from typing import Any

from facilitation.core.facts import Facts
from facilitation.core.model import Participant
from facilitation.core.text import sort_key
from facilitation.grouping import problem as grouping
from facilitation.grouping.solve import solve

QUICK = 1_000_000_000  # about a second: a good plan soon rather than the best one later


def plan(facts: Facts, seed: int) -> dict[str, Any]:
    """What ``plan.store`` takes: seats, proof and seed."""
    listed = in_order(facts)
    rounds = sorted(facts.rounds.values(), key=lambda one: one.number)
    tables = sorted(one.number for one in facts.tables.values())
    problem = grouping.Problem(
        # Numbers as ids: the real ones are drawn by lot, and would change the plan.
        people=tuple(_person(facts, one, str(n)) for n, one in enumerate(listed)),
        tables=len(tables),
        rounds=tuple(grouping.Round(one.targets, one.methods) for one in rounds),
        seed=seed,
    )
    found = solve(problem, work=QUICK)
    seats = [
        (listed[int(person)].id, round.number, tables[table - 1])
        for round, seated in zip(rounds, found.rounds, strict=True)
        for person, table in seated.items()
    ]
    return {"seats": seats, "proof": found.to_json()["wishes"], "seed": seed}


def in_order(facts: Facts) -> list[Participant]:
    """Everybody by organisation and name: an order that does not hang on the ids."""
    return sorted(
        facts.participants.values(),
        key=lambda one: (sort_key(organisation(facts, one)), sort_key(one.name), one.role),
    )


def organisation(facts: Facts, person: Participant) -> str:
    """The name of somebody's organisation, or nothing."""
    return facts.organisations[person.organisation_id].name if person.organisation_id else ""


def _person(facts: Facts, person: Participant, id: str) -> grouping.Person:
    return grouping.Person(
        id,
        organisation(facts, person),
        tuple(facts.target_groups[one].name_da for one in person.target_group_ids),
        tuple(facts.methods[one].name_da for one in person.method_ids),
        person.role,
    )
