"""A plan and its proof: what each wish came to beside the best that any plan could reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from facilitation.grouping.hall import Hall, make_hall
from facilitation.grouping.order import make_rules
from facilitation.grouping.problem import Problem
from facilitation.grouping.rules import Ints, Repeats, Rule


@dataclass(frozen=True)
class Finding:
    """One wish in one round (from 1; None is all rounds together): value, bound, and why."""

    wish: str
    round: int | None
    value: int
    bound: int
    reason: dict[str, Any] = field(default_factory=dict)

    @property
    def proven(self) -> bool:
        """No plan whatever is better."""
        return self.value == self.bound

    def to_json(self, reason: bool = False) -> dict[str, Any]:
        """The form of proof.json; with ``reason`` the form that pages explain from."""
        plain = {
            "wish": self.wish,
            "round": self.round,
            "value": self.value,
            "bound": self.bound,
            "proven": self.proven,
        }
        return {**plain, "reason": self.reason} if reason else plain


@dataclass(frozen=True)
class Plan:
    """Who sits where: per round person id -> table from 1, in the order of the input.

    ``stopped_by``: work (all done, or the work limit), time, or cancel.
    """

    rounds: tuple[dict[str, int], ...]
    findings: tuple[Finding, ...]
    seed: int
    stopped_by: str
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """What the child process answers."""
        return {
            "rounds": list(self.rounds),
            "wishes": [finding.to_json(reason=True) for finding in self.findings],
            "seed": self.seed,
            "stopped_by": self.stopped_by,
            "seconds": self.seconds,
        }


def plan_from_json(raw: Mapping[str, Any]) -> Plan:
    """Reads ``Plan.to_json``'s form, as our own child process wrote it."""
    found = tuple(
        Finding(w["wish"], w["round"], w["value"], w["bound"], w["reason"]) for w in raw["wishes"]
    )
    rounds = tuple(dict(row) for row in raw["rounds"])
    return Plan(rounds, found, raw["seed"], raw["stopped_by"], raw["seconds"])


class Measure:
    """The problem's rules and bounds, computed once, to weigh any number of seatings."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.halls: list[Hall] = [make_hall(problem, r + 1) for r in range(len(problem.rounds))]
        self.rules: list[Rule] = make_rules(problem, self.halls)
        self._bounds: dict[tuple[str, int], tuple[int, dict[str, Any]]] = {}

    def values(self, seats: Ints, only: int | None = None) -> dict[tuple[str, int], int]:
        """(rule name, round from 0) -> value; repeats under round -1. ``only``: one round."""
        found = {}
        for rule in self.rules:
            if isinstance(rule, Repeats):
                found[rule.name, -1] = rule.value(seats)
                continue
            for r in rule.rounds:
                if only in (None, r):
                    found[rule.name, r] = rule.value(seats, r)
        return found

    def bound(self, rule: Rule, r: int) -> tuple[int, dict[str, Any]]:
        """The rule's bound and its reason in one round (from 0; -1 for repeats), kept."""
        key = (rule.name, r)
        if key not in self._bounds:
            before = [k for k in rule.rounds if 0 <= k < r and self.halls[k].like(self.halls[r])]
            self._bounds[key] = self.bound(rule, before[0]) if before else rule.bound(r)
        return self._bounds[key]

    def findings(self, values: Mapping[tuple[str, int], int]) -> list[Finding]:
        """Each wish over all rounds (where it counts in all), then per round."""
        found = []
        for rule in self.rules:
            if isinstance(rule, Repeats):
                found.append(Finding(rule.name, None, values[rule.name, -1], *self.bound(rule, -1)))
                continue
            each = [
                Finding(rule.name, r + 1, values[rule.name, r], *self.bound(rule, r))
                for r in rule.rounds
            ]
            if len(each) == len(self.halls):
                found.append(_total(each))
            found += each
        return found


def _total(each: Sequence[Finding]) -> Finding:
    """The sum over rounds, with the reason of the round whose bound is hardest."""
    hardest = max(each, key=lambda one: one.bound)
    value, bound = sum(one.value for one in each), sum(one.bound for one in each)
    return Finding(each[0].wish, None, value, bound, hardest.reason)


def seats_of(problem: Problem, rounds: Sequence[Mapping[str, int]]) -> Ints:
    """Rounds of person id -> table from 1, as an array of rounds x people (from 0; -1 away
    or at no table that there is)."""
    seats = np.full((len(problem.rounds), len(problem.people)), -1, dtype=np.int64)
    for r, row in enumerate(rounds):
        for i, person in enumerate(problem.people):
            table = row.get(person.id, 0)
            seats[r, i] = table - 1 if 1 <= table <= problem.tables else -1
    return seats


def findings(problem: Problem, rounds: Sequence[Mapping[str, int]]) -> list[Finding]:
    """The score card of any plan for this problem, as of one moved by hand."""
    measure = Measure(problem)
    return measure.findings(measure.values(seats_of(problem, rounds)))


def broken(problem: Problem, rounds: Sequence[Mapping[str, int]]) -> list[dict[str, Any]]:
    """Hard wishes that a plan breaks: [{code, round, ...}], empty when it keeps them all.

    Codes: not_seated (person), size (group, people), wish (in_round and the wish's own form).
    """
    found: list[dict[str, Any]] = []
    seats = seats_of(problem, rounds)
    index = {person.id: i for i, person in enumerate(problem.people)}
    for r, row in enumerate(seats):
        hall = make_hall(problem, r + 1)
        for unit in hall.units:
            for i in unit:
                if row[i] < 0:
                    person = problem.people[i].id
                    found.append({"code": "not_seated", "round": r + 1, "person": person})
        sizes = np.bincount(row[row >= 0], minlength=problem.tables)
        for t, size in enumerate(sizes.tolist()):
            if not hall.least[t] <= size <= hall.most[t]:
                found.append({"code": "size", "round": r + 1, "group": t + 1, "people": size})
        for wish in problem.wishes:
            a, b = row[index[wish.a]], row[index.get(wish.b, index[wish.a])]
            if wish.applies(r + 1) and not _held(wish.type, int(a), int(b), wish.group):
                found.append({"code": "wish", "in_round": r + 1, **wish.to_json()})
    return found


def _held(kind: str, a: int, b: int, group: int | None) -> bool:
    if kind == "away":
        return a < 0
    if kind == "fixed":
        return a < 0 or a + 1 == group
    apart = a < 0 or b < 0
    return apart or (a == b) == (kind == "together")
