"""The smallest change of the seats that phones show now, computed for who is there."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field

from facilitation.core.model import Round
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.grouping.moves import Move
from facilitation.grouping.replan import Question, Replanned
from facilitation.web.organiser.planday import PlanDay
from facilitation.web.organiser.planning import Mending, planner
from facilitation.web.organiser.planproblem import Asked, ask

PATIENCE = 2.0  # seconds that a page waits for what mostly is there in less

Seat = tuple[str, int, int]
"""Participant id, round number, table number."""


@dataclass(frozen=True)
class Change:
    """One person to another table in one round."""

    person: str
    round: int
    start: int
    end: int


@dataclass(frozen=True)
class Offer:
    """Further moves, and what they change: wish -> change of its value."""

    moves: tuple[Change, ...]
    buys: dict[str, int]


@dataclass(frozen=True)
class Proposal:
    """What would be put to use. ``first``: the number of the first round that may change, None
    where only the running round is left."""

    first: int | None
    seats: tuple[Seat, ...] = ()
    """All seats of the rounds that may change, and first seats in the running round."""
    moves: tuple[Change, ...] = ()
    new: tuple[Seat, ...] = ()
    """First seats of those who had none."""
    least: int = 0
    offers: tuple[Offer, ...] = field(default=())

    def with_offer(self, number: int) -> tuple[Seat, ...]:
        """The seats when an offer (from 1; 0 is none) is taken too."""
        if not 1 <= number <= len(self.offers):
            return self.seats
        moved = {(one.person, one.round): one.end for one in self.offers[number - 1].moves}
        return tuple((who, at, moved.get((who, at), table)) for who, at, table in self.seats)

    @property
    def digest(self) -> str:
        """To know again that this is what somebody has seen."""
        return hashlib.sha256(repr((self.seats, self.offers)).encode()).hexdigest()[:16]


def running_round(day: PlanDay) -> Round | None:
    """The round that runs now, if any."""
    return next((one for one in day.rounds if one.state == "running"), None)


def first_round(day: PlanDay, *, also_running: bool) -> Round | None:
    """The first round that may change: the running one only where that is wanted."""
    begun = [one.number for one in day.rounds if one.state != "planned"]
    running = running_round(day)
    if also_running and running is not None:
        return running
    return next((one for one in day.rounds if one.number > max(begun, default=0)), None)


def propose(day: PlanDay, actor: Actor, *, also_running: bool = False) -> Proposal | Mending:
    """Computed in a child process; after ``PATIENCE`` seconds the job itself, which goes on.

    Refusals: those of ``replan``, ``plan_missing`` when no plan is in use yet,
    ``nothing_to_plan``, ``day_closed``, ``too_many_plans`` and ``plan_failed``.
    """
    if day.over:
        raise Refusal("day_closed")
    if not day.seated:
        raise Refusal("plan_missing")
    first = first_round(day, also_running=also_running)
    now = _first_seats_now(day) if first is not running_round(day) else []
    if first is None:
        if running_round(day) is None:
            raise Refusal("nothing_to_plan")
        return Proposal(None, tuple(now), new=tuple(now))
    asked = ask(day, seed=1, seconds=None, every_round=True)
    if asked is None:
        raise Refusal("nothing_to_plan")
    mending = planner().mend(actor, _question(day, asked, first.number))
    mending.ready.wait(PATIENCE)
    if mending.running:
        return mending
    if mending.found is None:
        refused = Refusal(mending.code or "plan_failed", **mending.data)
        raise _in_the_days_words(asked, refused)
    return _proposal(day, asked, mending.found, first.number, now)


def _question(day: PlanDay, asked: Asked, first: int) -> Question:
    closed = tuple(at for at, one in enumerate(day.tables, 1) if one.closed)
    before = tuple(_as_it_is(day, asked))
    return Question(asked.problem, before, asked.rounds.index(first) + 1, closed)


def _as_it_is(day: PlanDay, asked: Asked) -> list[dict[str, int]]:
    """The seats that phones show, by place in the problem."""
    place = {number: at for at, number in enumerate(asked.tables, 1)}
    return [
        {
            str(n): place[day.seated[id, number]]
            for n, id in enumerate(asked.people)
            if (id, number) in day.seated
        }
        for number in asked.rounds
    ]


def _proposal(
    day: PlanDay, asked: Asked, found: Replanned, first: int, now: list[Seat]
) -> Proposal:
    seats = [
        (asked.people[int(person)], number, asked.tables[table - 1])
        for number, row in zip(asked.rounds, found.rounds, strict=True)
        if number >= first
        for person, table in row.items()
    ]
    return Proposal(
        first,
        (*now, *seats),
        tuple(_change(asked, one) for one in found.moves),
        (*now, *(one for one in seats if one[:2] not in day.seated)),
        found.least,
        tuple(
            Offer(tuple(_change(asked, one) for one in offer.moves), offer.buys)
            for offer in found.offers
        ),
    )


def _change(asked: Asked, move: Move) -> Change:
    return Change(
        asked.people[int(move.person)],
        asked.rounds[move.round - 1],
        asked.tables[move.start - 1],
        asked.tables[move.end - 1],
    )


def _first_seats_now(day: PlanDay) -> list[Seat]:
    """In the running round nobody moves: who has come and has no seat sits at the table with
    fewest people, preferably where nobody is from the same organisation."""
    running = running_round(day)
    if running is None:
        return []
    at = {
        person: table for (person, number), table in day.seated.items() if number == running.number
    }
    seats: list[Seat] = []
    for id, person in day.people.items():
        if id in at or not person.here or (id, running.number) in day.away:
            continue
        sizes = Counter(at.values())
        own = {at[one] for one in at if _colleagues(day, one, id)}
        tables = [one.number for one in day.tables if not one.closed]
        at[id] = min(tables, key=lambda number: (number in own, sizes[number], number))
        seats.append((id, running.number, at[id]))
    return seats


def _colleagues(day: PlanDay, one: str, other: str) -> bool:
    mine = day.people[one].organisation_id
    return mine is not None and mine == day.people[other].organisation_id


def _in_the_days_words(asked: Asked, refused: Refusal) -> Refusal:
    """A conflict with the day's own rounds, tables and wishes (by id)."""
    if refused.code not in ("conflict", "no_plan_found"):
        return refused
    data = dict(refused.data)
    if "round" in data:
        data["round"] = asked.rounds[data["round"] - 1]
    said = data.get("wishes", [])
    data["ids"] = [asked.wishes[one["line"] - 1] for one in said if one.get("line")]
    data["closed"] = [asked.tables[one["group"] - 1] for one in said if one["type"] == "closed"]
    data["sizes"] = [asked.tables[one["group"] - 1] for one in said if one["type"] == "capacity"]
    return Refusal(refused.code, **data)
