"""The table plan: stored as a draft, moved in by hand, and published as seats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.actions.seating import end_seat, groups_of_round, take_seat
from facilitation.actions.wishes import away_in, locked_at
from facilitation.core.changes import EVERYTHING, Change
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
    work: UnitOfWork, actor: Actor, *, participant: str, round: int, table: int
) -> Change:
    """Seat somebody elsewhere in the draft; phones follow when it is published.

    Refusals: ``day_closed``, ``round_held``, ``seat_locked`` (name, table), ``not_found``.
    """
    _not_over(work)
    if not work.find(Table, number=table):
        raise Refusal("not_found")
    _seat(work, _open_round(work, round), {participant: table})
    return Change("plan.moved", (("plan", "plan"),))


@verb("plan.swap")
def swap_in_plan(
    work: UnitOfWork, actor: Actor, *, participant: str, other: str, round: int
) -> Change:
    """Two people change places in one round of the draft.

    Refusals: those of ``plan.move``; ``not_found`` also when one of them has no place there.
    """
    _not_over(work)
    held = _open_round(work, round)
    at = {one: table for one, number, table in _plan(work).seats if number == round}
    if participant not in at or other not in at:
        raise Refusal("not_found")
    _seat(work, held, {participant: at[other], other: at[participant]})
    return Change("plan.moved", (("plan", "plan"),))


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
    moved = sum(_publish_round(work, one, plan, tables) for one in rounds if one.state != "closed")
    day = work.workshop
    state = "open" if day.state == "draft" else day.state
    work.save(replace(day, state=state, round_id=day.round_id or rounds[0].id))
    work.save(replace(plan, published=True))
    return Change("plan.published", (EVERYTHING,), {"moved": moved})


def _publish_round(work: UnitOfWork, round: Round, plan: Plan, tables: dict[int, Table]) -> int:
    active = {one.id for one in work.find(Participant, status="active")}
    away = away_in(work, round)
    wanted = {
        person: table
        for person, number, table in plan.seats
        if number == round.number and person not in away
    }
    groups = groups_of_round(work, round, tables)
    seats = {one.participant_id: one for one in work.find(Seat, round_id=round.id, until_seq=None)}
    moved = 0
    for person, seat in seats.items():
        # Walk-ins came after the plan: they keep the seat they took unless the plan knows them.
        moves = person in wanted and groups[wanted[person]].id != seat.group_id
        if moves or person in away:
            end_seat(work, seat)
            moved += 1
    for person, table in wanted.items():
        seat_now = seats.get(person)
        stays = seat_now is not None and seat_now.group_id == groups[table].id
        if person in active and not stays:
            take_seat(work, round.id, person, groups[table].id)
    return moved


def _open_round(work: UnitOfWork, number: int) -> Round:
    found = work.find(Round, number=number)
    if not found:
        raise Refusal("not_found")
    if found[0].state == "closed":
        raise Refusal("round_held", number=number)
    return found[0]


def _seat(work: UnitOfWork, round: Round, tables: dict[str, int]) -> None:
    """Participant -> table number in one round of the draft; a locked seat stays."""
    for participant, table in tables.items():
        person = work.get(Participant, participant)
        locked = locked_at(work, participant, round)
        if locked is not None and locked.number != table:
            raise Refusal("seat_locked", name=person.name, table=locked.number)
    plan = _plan(work)
    kept = [seat for seat in plan.seats if seat[1] != round.number or seat[0] not in tables]
    moved = [(participant, round.number, table) for participant, table in tables.items()]
    _save(work, (*kept, *moved), (), plan.seed)


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
