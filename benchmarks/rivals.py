"""Other ways to make a table plan, to measure ours against; none of them looks at hard wishes."""

from __future__ import annotations

import importlib
import importlib.util
import time
from random import Random
from typing import Any

import numpy as np

from facilitation.grouping.problem import Problem
from facilitation.grouping.rules import Ints
from facilitation.grouping.rules.repeats import together

COLLEAGUE = 5  # what a pair of colleagues counts beside one repeat, for those that need a number


def by_chance(problem: Problem, chance: Random | None = None) -> Ints:
    """Shuffled and dealt round the tables, every round anew."""
    chance = chance or Random(problem.seed)
    seats = np.zeros((len(problem.rounds), len(problem.people)), dtype=np.int64)
    for row in seats:
        order = list(range(len(row)))
        chance.shuffle(order)
        row[order] = np.arange(len(row)) % problem.tables
    return seats


def by_organisation(problem: Problem) -> Ints:
    """What a careful person does by hand: sorted by organisation and dealt round the tables; in
    each round everybody moves on by a number of tables of their own."""
    people = problem.people
    order = sorted(range(len(people)), key=lambda i: (people[i].organisation, people[i].id))
    place = np.arange(len(people))
    seats = np.zeros((len(problem.rounds), len(people)), dtype=np.int64)
    for r, row in enumerate(seats):
        row[order] = (place + r * (place // problem.tables)) % problem.tables
    return seats


def tabu(problem: Problem, seconds: float) -> Ints:
    """Tabu search over swaps in all rounds: I. Dotú and P. Van Hentenryck, "Scheduling Social
    Golfers Locally", CPAIOR 2005. Colleagues at one table are added to its cost.

    The best swap of somebody who repeats with anybody else of the round; the pair rests for 4 to
    100 steps; a new start after so many steps without a better one.
    """
    search = _Tabu(problem)
    until = time.perf_counter() + seconds
    while time.perf_counter() < until and search.least > 0:
        search.step()
    return search.best


class _Tabu:
    PATIENCE = 1500

    def __init__(self, problem: Problem) -> None:
        self.problem, self.chance = problem, Random(problem.seed)
        names = np.array([p.organisation or p.id for p in problem.people])
        self.still: Ints = COLLEAGUE * (names[:, None] == names[None, :]).astype(np.int64)
        np.fill_diagonal(self.still, 0)
        self.rests = np.zeros((len(problem.rounds), len(names), len(names)), dtype=np.int64)
        self.at = 0
        self._start(by_chance(problem))
        self.best, self.least = self.seats.copy(), self.cost

    def _start(self, seats: Ints) -> None:
        self.seats, self.since = seats, 0
        self.times: Ints = np.sum([together(row) for row in seats], axis=0)
        np.fill_diagonal(self.times, 0)
        self.cost = self._cost()

    def _cost(self) -> int:
        colleagues = sum(int((self.still * together(row)).sum()) for row in self.seats)
        return (int(np.maximum(self.times - 1, 0).sum()) + colleagues) // 2

    def step(self) -> None:
        """One move, or a new start."""
        self.at += 1
        self.since += 1
        if self.since > self.PATIENCE:
            self._start(by_chance(self.problem, self.chance))
        moves = [self._best_of(r) for r in range(len(self.seats))]
        change, r, i, j = min(moves)
        old = together(self.seats[r])
        self.seats[r, [i, j]] = self.seats[r, [j, i]]
        self.times += together(self.seats[r]).astype(np.int64) - old
        np.fill_diagonal(self.times, 0)
        self.cost += change
        self.rests[r, i, j] = self.rests[r, j, i] = self.at + self.chance.randrange(4, 101)
        if self.cost < self.least:
            self.best, self.least, self.since = self.seats.copy(), self.cost, 0

    def _best_of(self, r: int) -> tuple[int, int, int, int]:
        row = self.seats[r]
        here = together(row)
        pair = self.still + (self.times - here > 0)
        np.fill_diagonal(pair, 0)
        near = (np.arange(self.problem.tables)[:, None] == row[None, :]).astype(np.int64) @ pair
        own = near[row, np.arange(len(row))]
        cross = near[row].T
        change = cross + cross.T - own[:, None] - own[None, :] - 2 * pair
        rests = (self.rests[r] > self.at) & (self.cost + change >= self.least)
        change[here | rests | (own == 0)[:, None]] = 10**9
        i, j = divmod(int(change.argmin()), len(row))
        return int(change[i, j]), r, i, j


def has_cp_sat() -> bool:
    """Is OR-Tools there? It is no part of what the project needs."""
    return importlib.util.find_spec("ortools") is not None


def cp_sat(problem: Problem, seconds: float) -> Ints | None:
    """OR-Tools' CP-SAT on the straightforward model: who sits where, which pairs meet when."""
    cp = importlib.import_module("ortools.sat.python.cp_model")
    model = cp.CpModel()
    n, tables, rounds = len(problem.people), problem.tables, range(len(problem.rounds))
    at = {
        (i, r, t): model.new_bool_var("") for i in range(n) for r in rounds for t in range(tables)
    }
    for r in rounds:
        for i in range(n):
            model.add_exactly_one(at[i, r, t] for t in range(tables))
        for t in range(tables):
            there = sum(at[i, r, t] for i in range(n))
            model.add(there >= n // tables)
            model.add(there <= -(-n // tables))
    model.minimize(_cp_cost(model, problem, at))
    solver = cp.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    if solver.solve(model) not in (cp.OPTIMAL, cp.FEASIBLE):
        return None
    return np.array([
        [next(t for t in range(tables) if solver.value(at[i, r, t])) for i in range(n)]
        for r in rounds
    ])  # fmt: skip


def _cp_cost(model: Any, problem: Problem, at: dict[tuple[int, int, int], Any]) -> Any:
    people, rounds = problem.people, range(len(problem.rounds))
    cost = []
    for i in range(len(people)):
        for j in range(i):
            meets = [model.new_bool_var("") for _ in rounds]
            for r in rounds:
                for t in range(problem.tables):
                    model.add(meets[r] >= at[i, r, t] + at[j, r, t] - 1)
            again = model.new_int_var(0, len(meets), "")
            model.add(again >= sum(meets) - 1)
            same = people[i].organisation == people[j].organisation != ""
            cost += [again, COLLEAGUE * sum(meets)] if same else [again]
    return sum(cost)
