"""Why somebody sits where they sit, and what another table would cost: true facts, as codes."""

from __future__ import annotations

from collections import Counter
from typing import Any

from facilitation.grouping.moves import Rounds
from facilitation.grouping.price import best_swap, next_best, price_of_move, unit_of
from facilitation.grouping.problem import Problem
from facilitation.grouping.rules import Hosts, Ints, Reason
from facilitation.grouping.scales import Scales


def why(problem: Problem, rounds: Rounds, person: str, number: int) -> list[Reason]:
    """True reasons for the seat of ``person`` (an id) in round ``number`` (from 1).

    Each is {code, ...}; ids are people, tables count from 1. An empty list: not seated there.

    - fixed: group
    - kept_together: people, those at the table who move as one with this one
    - kept_apart: people [{person, group}], tables where somebody sits who is kept apart from them
    - shares_targets, shares_methods: labels [{label, people}], where the round gathers by them
    - avoids_colleagues: organisation, groups: the other tables where colleagues sit; none here
    - colleagues_here: organisation, people: those here; fewest: no table would have fewer
    - avoids_met: groups [{group, people}]: the other tables with people met in other rounds (or
      earlier), and how many; again: how many of those met sit here
    - only_host: no other host sits here
    - next_best: as ``price`` has it: the cheapest other table that hard wishes allow

    Raises KeyError for an unknown person.
    """
    return reasons(Scales(problem, rounds), person, number)


def price(problem: Problem, rounds: Rounds, person: str, number: int, group: int) -> dict[str, Any]:
    """What it costs to seat ``person`` at table ``group`` in round ``number`` (both from 1).

    {move, swap}: alone (with those kept together), and against the best partner there, or None
    when nobody there may swap. Each is {moves: {id: table}, changes: {wish: change of its value
    over the whole plan}, better: does the plan get better by it, breaks: hard wishes broken anew
    (as from ``proof.broken``), partner: id or None}. same_org_pairs +1 is one more pair of
    colleagues. For many questions about one plan keep one ``Scales`` and use ``reasons`` and
    ``prices``.
    """
    return prices(Scales(problem, rounds), person, number, group)


def prices(scales: Scales, person: str, number: int, group: int) -> dict[str, Any]:
    """As ``price``, of a plan made ready."""
    swap = best_swap(scales, person, number, group)
    return {
        "move": price_of_move(scales, person, number, group).to_json(),
        "swap": swap and swap.to_json(),
    }


def reasons(scales: Scales, person: str, number: int) -> list[Reason]:
    """As ``why``, of a plan made ready."""
    own, row = scales.index[person], scales.seats[number - 1]
    if row[own] < 0:
        return []
    return [
        *_hard(scales, person, number),
        *_gathered(scales, own, number - 1),
        *_colleagues(scales, own, row),
        *_met(scales, own, number - 1),
        *_host(scales, own, row),
        *_next(scales, person, number),
    ]


def _hard(scales: Scales, person: str, number: int) -> list[Reason]:
    """Fixed, kept together, kept apart."""
    people, row = scales.problem.people, scales.seats[number - 1]
    own, hall = scales.index[person], scales.measure.halls[number - 1]
    found: list[Reason] = []
    u = hall.unit_of.get(own, -1)
    if hall.fixed.get(u) == row[own]:
        found.append({"code": "fixed", "group": int(row[own]) + 1})
    near = unit_of(scales, person, number)[1:]
    if near:
        found.append({"code": "kept_together", "people": [people[i].id for i in near]})
    foes = {b if a == u else a for a, b in hall.apart if u in (a, b)}
    far = sorted(i for foe in foes for i in hall.units[foe] if row[i] not in (-1, row[own]))
    if far:
        told = [{"person": people[i].id, "group": int(row[i]) + 1} for i in far]
        found.append({"code": "kept_apart", "people": told})
    return found


def _gathered(scales: Scales, own: int, r: int) -> list[Reason]:
    """Labels shared with others at the table, where the round gathers by them."""
    people, row = scales.problem.people, scales.seats[r]
    found: list[Reason] = []
    for word, field in (("targets", "target_groups"), ("methods", "methods")):
        if getattr(scales.problem.rounds[r], word) != "gather":
            continue
        labels = []
        for label in getattr(people[own], field):
            near = [
                p.id
                for i, p in enumerate(people)
                if i != own and row[i] == row[own] and label in getattr(p, field)
            ]
            if label and near:
                labels.append({"label": label, "people": near})
        if labels:
            found.append({"code": f"shares_{word}", "labels": labels})
    return found


def _colleagues(scales: Scales, own: int, row: Ints) -> list[Reason]:
    people = scales.problem.people
    name = people[own].organisation
    there = [i for i, p in enumerate(people) if p.organisation == name and i != own and row[i] >= 0]
    if not name or not there:
        return []
    at = Counter(int(row[i]) + 1 for i in there)
    here = [people[i].id for i in there if row[i] == row[own]]
    if not here:
        return [{"code": "avoids_colleagues", "organisation": name, "groups": sorted(at)}]
    fewest = min(at[t] for t in range(1, scales.problem.tables + 1)) >= len(here)
    return [{"code": "colleagues_here", "organisation": name, "people": here, "fewest": fewest}]


def _met(scales: Scales, own: int, r: int) -> list[Reason]:
    """Tables with people whom this one meets in other rounds, or met earlier."""
    row, met = scales.seats[r], scales.met(r, own)
    at = Counter(int(row[i]) + 1 for i in met.nonzero()[0] if row[i] >= 0)
    again = at.pop(int(row[own]) + 1, 0)
    groups = [{"group": t, "people": at[t]} for t in sorted(at)]
    return [{"code": "avoids_met", "groups": groups, "again": again}] if groups else []


def _host(scales: Scales, own: int, row: Ints) -> list[Reason]:
    for rule in scales.measure.rules:
        if isinstance(rule, Hosts) and own in rule.hosts:
            others = [i for i in rule.hosts if i != own and row[i] == row[own]]
            return [] if others else [{"code": "only_host"}]
    return []


def _next(scales: Scales, person: str, number: int) -> list[Reason]:
    found = next_best(scales, person, number)
    if found is None:
        return []
    return [{"code": "next_best", "group": found.moves[person], **found.to_json()}]
