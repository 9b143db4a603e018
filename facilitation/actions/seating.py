"""Seats and groups: putting people where a plan or the moment says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from facilitation.core.changes import Key
from facilitation.core.model import Group, Participant, Round, Seat, Table, new_id
from facilitation.core.ports import UnitOfWork


def seat_walk_in(work: UnitOfWork, person: Participant, table: str | None) -> list[str]:
    """Seat someone in every round that is not closed; returns the ids of the groups.

    In the current round at ``table``, if given; else at the table with fewest people, of those
    preferably one where nobody is from the same organisation.
    """
    current = work.workshop.round_id
    seated = []
    for round in work.find(Round, state=["planned", "running"]):
        groups = work.find(Group, round_id=round.id)
        if not groups:
            continue
        wanted = [one for one in groups if one.table_id == table and round.id == current]
        group = wanted[0] if wanted else _emptiest(work, person, round, groups)
        take_seat(work, round.id, person.id, group.id)
        seated.append(group.id)
    return seated


def take_seat(work: UnitOfWork, round: str, participant: str, group: str) -> None:
    """Begin a seat with the present number."""
    work.add(Seat(new_id(), work.workshop_id, round, participant, group, work.seq))


def end_seat(work: UnitOfWork, seat: Seat) -> None:
    """End a seat with the present number; it stays for notes that are still on their way."""
    work.save(replace(seat, until_seq=work.seq))


def rounds_to_come(work: UnitOfWork) -> list[Round]:
    """The rounds that are not closed, in order: the running one is among them."""
    found = work.find(Round, state=["planned", "running"])
    return sorted(found, key=lambda one: one.number)


def hand_over(work: UnitOfWork, before: str, after: str) -> list[Key]:
    """One person's seats in the rounds to come become another's; returns what this touches."""
    touched: list[Key] = []
    for round in rounds_to_come(work):
        for seat in work.find(Seat, round_id=round.id, participant_id=before, until_seq=None):
            end_seat(work, seat)
            take_seat(work, round.id, after, seat.group_id)
            touched.append(("group", seat.group_id))
    return [*touched, ("seat", after)]


def seats_back(work: UnitOfWork, participant: str) -> list[Key]:
    """Who has no seat in a round to come sits where they sat there last, if they ever did, and
    unless the table is not used any more; returns what this touches."""
    tables = {one.id for one in work.find(Table, closed=False)}
    open_groups = {one.id for one in work.find(Group) if one.table_id in tables}
    touched: list[Key] = [("seat", participant)]
    for round in rounds_to_come(work):
        known = work.find(Seat, round_id=round.id, participant_id=participant)
        if any(one.until_seq is None for one in known):
            continue
        last = max(known, key=lambda one: one.until_seq or 0, default=None)
        if last is not None and last.group_id in open_groups:
            take_seat(work, round.id, participant, last.group_id)
            touched.append(("group", last.group_id))
    return touched


def groups_of_round(
    work: UnitOfWork, round: Round, tables: dict[int, Table], touched: list[Key]
) -> dict[int, Group]:
    """Table number to the round's group there; missing groups are made, and added to what is
    ``touched``."""
    numbers = {table.id: number for number, table in tables.items()}
    groups = {numbers[one.table_id]: one for one in work.find(Group, round_id=round.id)}
    for number, table in tables.items():
        if number not in groups:
            groups[number] = Group(new_id(), work.workshop_id, round.id, table.id)
            work.add(groups[number])
            touched.append(("group", groups[number].id))
    return groups


def _emptiest(work: UnitOfWork, person: Participant, round: Round, groups: list[Group]) -> Group:
    seats = work.find(Seat, round_id=round.id, until_seq=None)
    taken = Counter(seat.group_id for seat in seats)
    colleagues = {
        one.id
        for one in work.find(Participant)
        if person.organisation_id and one.organisation_id == person.organisation_id
    }
    close = Counter(seat.group_id for seat in seats if seat.participant_id in colleagues)
    return min(groups, key=lambda group: (close[group.id] > 0, taken[group.id], group.id))
