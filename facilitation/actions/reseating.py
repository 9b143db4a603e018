"""A new plan in the middle of the day: seats change where they must, and only who moves is told."""

from __future__ import annotations

from collections.abc import Sequence

from facilitation.actions.registry import verb
from facilitation.actions.seating import end_seat, groups_of_round, take_seat
from facilitation.core.changes import Change, Key
from facilitation.core.model import Group, Participant, Plan, Round, Seat, Table
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor


@verb("plan.reseat")
def reseat(
    work: UnitOfWork, actor: Actor, *, seats: Sequence[tuple[str, int, int]], seed: int = 1
) -> Change:
    """Seat these people so, ``(participant, round number, table number)`` each, and leave all
    other seats alone; the plan is from then on what phones have. Answers ``moved`` and ``seated``
    (seats that changed, and first seats).

    Refusals: ``day_closed``, ``round_held`` (number), ``plan_outdated`` when somebody has
    cancelled or a table is gone since this was computed.
    """
    if work.workshop.state == "closed":
        raise Refusal("day_closed")
    rounds = {one.number: one for one in work.find(Round)}
    _check(work, seats, rounds)
    touched: list[Key] = []
    counts = {"moved": 0, "seated": 0}
    for number in sorted({round for _person, round, _table in seats}):
        wanted = {person: table for person, round, table in seats if round == number}
        touched += seat_in(work, rounds[number], wanted, counts)
    _as_seated(work, seed)
    return Change("plan.reseated", (*dict.fromkeys(touched), ("plan", "plan")), counts)


def seat_in(
    work: UnitOfWork, round: Round, wanted: dict[str, int], counts: dict[str, int]
) -> list[Key]:
    """Seat people (id -> table number) in a round where they do not sit so already; counts them,
    and returns what this touches: a person's key is there so that their phone is told."""
    tables = {one.number: one for one in work.find(Table)}
    touched: list[Key] = []
    groups = groups_of_round(work, round, tables, touched)
    now = {one.participant_id: one for one in work.find(Seat, round_id=round.id, until_seq=None)}
    for person, table in wanted.items():
        seat, group = now.get(person), groups[table]
        if seat is not None and seat.group_id == group.id:
            continue
        if seat is not None:
            end_seat(work, seat)
            touched.append(("group", seat.group_id))
        counts["seated" if seat is None else "moved"] += 1
        take_seat(work, round.id, person, group.id)
        touched += [("group", group.id), ("seat", person)]
    return touched


def _check(
    work: UnitOfWork, seats: Sequence[tuple[str, int, int]], rounds: dict[int, Round]
) -> None:
    people = {one.id for one in work.find(Participant, status="active")}
    tables = {one.number for one in work.find(Table, closed=False)}
    for person, number, table in seats:
        if person not in people or number not in rounds or table not in tables:
            raise Refusal("plan_outdated")
        if rounds[number].state == "closed":
            raise Refusal("round_held", number=number)
    if len({(person, number) for person, number, _table in seats}) < len(seats):
        raise Refusal("plan_outdated")


def _as_seated(work: UnitOfWork, seed: int) -> None:
    """The plan that the organiser works on becomes what phones have."""
    rounds = {one.id: one.number for one in work.find(Round)}
    tables = {one.id: one.number for one in work.find(Table)}
    groups = {one.id: tables[one.table_id] for one in work.find(Group)}
    seats = tuple(
        (one.participant_id, rounds[one.round_id], groups[one.group_id])
        for one in work.find(Seat, until_seq=None)
    )
    plan = Plan(work.workshop_id, work.workshop_id, seats, (), seed, published=True)
    if work.find(Plan):
        work.save(plan)
    else:
        work.add(plan)
