"""The table plan: stored as a draft, moved in by hand, and published as seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.actions.seating import end_seat, groups_of_round, take_seat
from facilitation.actions.wishes import away_in, locked_at
from facilitation.core.changes import EVERYTHING, Change, Key
from facilitation.core.model import Participant, Plan, Round, Seat, Table
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor


@verb("plan.store")
def store_plan(
    work: UnitOfWork,
    actor: Actor,
    *,
    seats: Sequence[tuple[str, int, int]],
    proof: Sequence[dict[str, Any]],
    seed: int,
) -> Change:
    """Keep a computed plan as the draft: ``(participant, round number, table number)`` each.

    Refusal ``plan_outdated`` when people, rounds or tables have changed since it was computed,
    or when somebody has two places in a round; ``day_closed``.
    """
    _not_over(work)
    people = {one.id for one in work.find(Participant, status="active")}
    rounds = {one.number for one in work.find(Round)}
    tables = {one.number for one in work.find(Table)}
    for person, round, table in seats:
        if person not in people or round not in rounds or table not in tables:
            raise Refusal("plan_outdated")
    if len({(person, round) for person, round, _table in seats}) < len(seats):
        raise Refusal("plan_outdated")
    _save(work, tuple((p, r, t) for p, r, t in seats), tuple(proof), seed)
    return Change("plan.stored", (("plan", "plan"),))


@verb("plan.move")
def move_in_plan(
    work: UnitOfWork,
    actor: Actor,
    *,
    participant: str,
    round: int,
    table: int,
    also: Sequence[tuple[str, int]] = (),
) -> Change:
    """Seat somebody elsewhere in the draft; phones follow when it is published.

    ``also``: others who move at once, as ``(participant, table number)``: those who are kept
    together, the one who changes places. Refusals: ``day_closed``, ``round_held``,
    ``seat_locked`` (name, table), ``not_found`` (a closed table too).
    """
    _not_over(work)
    found = work.find(Round, number=round)
    moves = {**dict(also), participant: table}
    numbers = {one.number for one in work.find(Table, closed=False)}
    if not found or not numbers.issuperset(moves.values()):
        raise Refusal("not_found")
    if found[0].state == "closed":
        raise Refusal("round_held", number=round)
    for one, to in moves.items():
        _may_move(work, work.get(Participant, one), found[0], to)
    plan = _plan(work)
    kept = [seat for seat in plan.seats if seat[1] != round or seat[0] not in moves]
    _save(work, (*kept, *((one, round, to) for one, to in moves.items())), (), plan.seed)
    return Change("plan.moved", (("plan", "plan"),))


def _may_move(work: UnitOfWork, person: Participant, round: Round, table: int) -> None:
    locked = locked_at(work, person.id, round)
    if locked is not None and locked.number != table:
        raise Refusal("seat_locked", name=person.name, table=locked.number)


@verb("plan.publish")
def publish_plan(work: UnitOfWork, actor: Actor) -> Change:
    """Make the draft the seats that phones show. Rounds already held do not change.

    Opens the day when it was a draft. Answers ``moved``: how many seats changed.
    Refusals: ``plan_missing``, ``day_closed``.
    """
    _not_over(work)
    plan = _plan(work)
    tables = {one.number: one for one in work.find(Table)}
    rounds = sorted(work.find(Round), key=lambda one: one.number)
    if not plan.seats or not rounds:
        raise Refusal("plan_missing")
    touched: list[Key] = [("plan", "plan")]
    to_come = [one for one in rounds if one.state != "closed"]
    moved = sum(_publish_round(work, one, plan, tables, touched) for one in to_come)
    day = work.workshop
    state = "open" if day.state == "draft" else day.state
    now = replace(day, state=state, round_id=day.round_id or rounds[0].id)
    work.save(now)
    work.save(replace(plan, published=True))
    # Who does not move is told nothing; the first plan is news for everybody.
    keys = tuple(dict.fromkeys(touched)) if now == day else (EVERYTHING,)
    return Change("plan.published", keys, {"moved": moved})


def _publish_round(
    work: UnitOfWork, round: Round, plan: Plan, tables: dict[int, Table], touched: list[Key]
) -> int:
    active = {one.id for one in work.find(Participant, status="active")}
    away = away_in(work, round)
    wanted = {
        person: table
        for person, number, table in plan.seats
        if number == round.number and person not in away
    }
    groups = groups_of_round(work, round, tables, touched)
    seats = {one.participant_id: one for one in work.find(Seat, round_id=round.id, until_seq=None)}
    moved = 0
    for person, seat in seats.items():
        # Walk-ins came after the plan: they keep the seat they took unless the plan knows them.
        moves = person in wanted and groups[wanted[person]].id != seat.group_id
        if moves or person in away:
            end_seat(work, seat)
            moved += 1
            touched += [("group", seat.group_id), ("seat", person)]
    for person, table in wanted.items():
        seat_now = seats.get(person)
        stays = seat_now is not None and seat_now.group_id == groups[table].id
        if person in active and not stays:
            take_seat(work, round.id, person, groups[table].id)
            touched += [("group", groups[table].id), ("seat", person)]
    return moved


def _not_over(work: UnitOfWork) -> None:
    if work.workshop.state == "closed":
        raise Refusal("day_closed")


def _plan(work: UnitOfWork) -> Plan:
    found = work.find(Plan)
    return found[0] if found else Plan(work.workshop_id, work.workshop_id)


def _save(
    work: UnitOfWork,
    seats: tuple[tuple[str, int, int], ...],
    proof: tuple[dict[str, Any], ...],
    seed: int,
) -> None:
    plan = Plan(work.workshop_id, work.workshop_id, seats, proof, seed, published=False)
    if work.find(Plan):
        work.save(plan)
    else:
        work.add(plan)
