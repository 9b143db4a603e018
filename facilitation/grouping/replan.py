"""The smallest change of a plan when the day turns out otherwise: few moves, then better wishes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from facilitation.grouping.costs import Costs
from facilitation.grouping.moves import Move, Rounds, moved
from facilitation.grouping.offers import Offer, find_offers
from facilitation.grouping.problem import Problem, from_json, to_json
from facilitation.grouping.proof import Finding, Measure
from facilitation.grouping.reality import Reality, future
from facilitation.grouping.reseat import Reseated, improvements, reseat
from facilitation.grouping.rules import Ints


@dataclass(frozen=True)
class Replanned:
    """A plan mended. ``rounds``: all rounds, person id -> table from 1, held ones as they were.

    ``moves``: seats that changed, a walk-in's first seat is none. ``least``: no plan that keeps
    sizes and hard wishes has fewer moves. ``findings``: the score card of the rounds to come
    (those over all rounds come under round None, with meetings of held rounds as met before).
    ``offers``: what one to three further moves would buy, the fewest moves first.
    """

    rounds: tuple[dict[str, int], ...]
    moves: tuple[Move, ...]
    least: int
    offers: tuple[Offer, ...] = ()
    findings: tuple[Finding, ...] = field(default=(), repr=False)

    def to_json(self) -> dict[str, Any]:
        """The form of moves.json."""
        return {
            "moves": [move.to_json() for move in self.moves],
            "least": self.least,
            "offers": [offer.to_json() for offer in self.offers],
        }


def replan(
    problem: Problem,
    before: Rounds,
    from_round: int = 1,
    *,
    inherits: Mapping[str, str] | None = None,
    closed: Iterable[int] = (),
    score: bool = True,
    go_on: Callable[[int, int], bool] = lambda _done, _of: True,
) -> Replanned:
    """Mends the plan ``before`` from round ``from_round`` (from 1) on.

    problem: as for ``solve``, with all rounds, the people who are there from ``from_round`` on,
    the tables (more than before, or not) and the wishes; ``problem.seed`` plays no part.
    before: the plan so far, per round person id -> table from 1. inherits: substitute -> whose
    seat is taken over. closed: tables that nobody can sit at. score: whether to work out
    ``findings`` too, which takes as long as a part of the rest. go_on: hears (steps done, of so
    many) from the first valid plan on; when it says no, the best so far is kept, and offers are
    not looked for. The same input gives the same plan.
    Raises Refusal ``conflict`` (round, wishes; type ``closed`` names a closed table),
    ``no_plan_found`` (round) or ``bad_problem``.
    """
    reality = Reality(problem, before, from_round, dict(inherits or {}), frozenset(closed))
    ahead = future(reality)
    costs = Costs(Measure(ahead))
    steps = _Steps(go_on, len(ahead.rounds))
    made = reseat(costs, reality.homes(), steps.done_one)
    rounds = _rounds(reality, made)
    return Replanned(
        rounds=rounds,
        moves=moved(_old(reality), rounds, reality.inherits),
        least=made.least,
        offers=tuple(
            _in_own_numbers(reality, offer) for offer in find_offers(costs, made, steps.done_one)
        ),
        findings=tuple(_findings(reality, costs.measure, made.seats)) if score else (),
    )


class _Steps:
    """Counts what is done: every round is made better, and looked at for offers."""

    def __init__(self, go_on: Callable[[int, int], bool], rounds: int) -> None:
        self.go_on, self.of, self.done, self.goes = go_on, improvements(rounds) + rounds, -1, True

    def done_one(self) -> bool:
        """One step more; may the next one begin?"""
        self.done += 1
        self.goes = self.goes and self.go_on(self.done, self.of)
        return self.goes


def _old(reality: Reality) -> list[Mapping[str, int]]:
    """The old plan without the held rounds: nobody moves there."""
    held = reality.from_round - 1
    return [{} for _ in range(held)] + list(reality.before[held:])


def _rounds(reality: Reality, made: Reseated) -> tuple[dict[str, int], ...]:
    ids = [person.id for person in reality.problem.people]
    tables = reality.open_tables
    held = [dict(row) for row in reality.before[: reality.from_round - 1]]
    ahead = [
        {own: tables[t] for own, t in zip(ids, row.tolist(), strict=True) if t >= 0}
        for row in made.seats
    ]
    return tuple(held + ahead)


def _in_own_numbers(reality: Reality, offer: Offer) -> Offer:
    tables, shift = reality.open_tables, reality.from_round
    moves = tuple(
        Move(one.person, one.round + shift, tables[one.start], tables[one.end])
        for one in offer.moves
    )
    return Offer(moves, offer.further, offer.buys)


def _findings(reality: Reality, measure: Measure, seats: Ints) -> Iterable[Finding]:
    for one in measure.findings(measure.values(seats)):
        number = None if one.round is None else one.round + reality.from_round - 1
        yield Finding(one.wish, number, one.value, one.bound, one.reason)


# ---------------------------------------------------------------- to and from the child process


@dataclass(frozen=True)
class Question:
    """What ``replan`` is asked, in a form that lines of JSON carry."""

    problem: Problem
    before: Rounds
    from_round: int
    closed: tuple[int, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain lists and dicts."""
        return {
            "problem": to_json(self.problem),
            "before": [dict(row) for row in self.before],
            "from_round": self.from_round,
            "closed": list(self.closed),
        }

    def answer(self, go_on: Callable[[int, int], bool]) -> dict[str, Any]:
        """Works it out: the form of ``replanned_from_json``. Refusals as ``replan``."""
        made = replan(
            self.problem,
            self.before,
            self.from_round,
            closed=self.closed,
            score=False,
            go_on=go_on,
        )
        return {"rounds": list(made.rounds), **made.to_json()}


def question_from_json(raw: Mapping[str, Any]) -> Question:
    """Reads ``Question.to_json``'s form."""
    problem = from_json(raw["problem"])
    return Question(problem, tuple(raw["before"]), raw["from_round"], tuple(raw["closed"]))


def replanned_from_json(raw: Mapping[str, Any]) -> Replanned:
    """Reads what our own child process answered; the score card is not part of it."""
    offers = tuple(
        Offer(_moves(one["moves"]), one["further"], dict(one["buys"])) for one in raw["offers"]
    )
    rounds = tuple(dict(row) for row in raw["rounds"])
    return Replanned(rounds, _moves(raw["moves"]), raw["least"], offers)


def _moves(raw: Iterable[Mapping[str, Any]]) -> tuple[Move, ...]:
    return tuple(Move(one["participant_id"], one["round"], one["from"], one["to"]) for one in raw)
