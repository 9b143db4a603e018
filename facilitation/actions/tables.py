"""The tables of a day: how many, and how many seats each has."""

from __future__ import annotations

from dataclasses import replace

from facilitation.actions.links import make_link
from facilitation.actions.registry import verb
from facilitation.actions.wishes import drop_wishes
from facilitation.core.changes import ACCESS, EVERYTHING, Change
from facilitation.core.model import Grant, Group, Link, Plan, Round, Seat, Table, new_id
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor


@verb("tables.set")
def set_tables(
    work: UnitOfWork, actor: Actor, *, seats: list[tuple[int | None, int | None]]
) -> Change:
    """The tables, numbered from 1, with the least and most seats of each (None: even sizes).

    Refusals: ``too_many``, ``seats_unknown`` (table), ``tables_in_use`` (tables, n) when some
    that would go have people at them, or had in a round that is not to come.
    """
    if len(seats) > work.limits.tables:
        raise Refusal("too_many", most=work.limits.tables)
    for number, (least, most) in enumerate(seats, 1):
        if not 0 <= (least or 0) <= (1000 if most is None else most) <= 1000:
            raise Refusal("seats_unknown", table=number)
    known = {one.number: one for one in work.find(Table)}
    leaving = [table for number, table in sorted(known.items()) if number > len(seats)]
    if used := [table.number for table in leaving if _in_use(work, table)]:
        raise Refusal("tables_in_use", tables=spans(used), n=len(used))
    for table in leaving:
        _remove_table(work, table)
    for number, (least, most) in enumerate(seats, 1):
        if number in known:
            work.save(replace(known[number], least=least, most=most))
        else:
            added = Table(new_id(), work.workshop_id, number, least, most)
            work.add(added)
            make_link(work, "table", added.id)
    return Change("tables.set", (EVERYTHING, ACCESS))


@verb("table.close")
def close_table(work: UnitOfWork, actor: Actor, *, table: int) -> Change:
    """A table is not used: the next plan seats nobody there. Whoever sits there sits on.

    Refusals: ``day_closed``, ``not_found``, ``nothing_changed``, ``last_table``.
    """
    found = _table(work, table)
    if found.closed:
        raise Refusal("nothing_changed")
    if work.count(Table, closed=False) == 1:
        raise Refusal("last_table")
    work.save(replace(found, closed=True))
    return Change("table.closed", (("table", found.id), ("plan", "plan")))


@verb("table.open")
def open_table(work: UnitOfWork, actor: Actor, *, table: int) -> Change:
    """A table is used again; the number after the last is a new one, with a link of its own.

    Refusals: ``day_closed``, ``not_found``, ``nothing_changed``, ``too_many``.
    """
    if table == work.count(Table) + 1:
        return _one_more(work, table)
    found = _table(work, table)
    if not found.closed:
        raise Refusal("nothing_changed")
    work.save(replace(found, closed=False))
    return Change("table.opened", (("table", found.id), ("plan", "plan")))


def _one_more(work: UnitOfWork, number: int) -> Change:
    _not_over(work)
    if number > work.limits.tables:
        raise Refusal("too_many", most=work.limits.tables)
    added = Table(new_id(), work.workshop_id, number)
    work.add(added)
    make_link(work, "table", added.id)
    return Change("table.opened", (("table", added.id), ("plan", "plan")))


def _table(work: UnitOfWork, number: int) -> Table:
    _not_over(work)
    found = work.find(Table, number=number)
    if not found:
        raise Refusal("not_found")
    return found[0]


def _not_over(work: UnitOfWork) -> None:
    if work.workshop.state == "closed":
        raise Refusal("day_closed")


def _remove_table(work: UnitOfWork, table: Table) -> None:
    for group in work.find(Group, table_id=table.id):
        for seat in work.find(Seat, group_id=group.id):
            work.remove(seat)
        work.remove(group)
    for kind in (Link, Grant):
        for one in work.find(kind, subject_id=table.id):
            work.remove(one)
    drop_wishes(work, table_id=table.id)
    for plan in work.find(Plan):
        kept = tuple(seat for seat in plan.seats if seat[2] != table.number)
        work.save(replace(plan, seats=kept, proof=()))
    work.remove(table)


def _in_use(work: UnitOfWork, table: Table) -> bool:
    """A plan makes a group at each table in each round: those of rounds to come may go."""
    planned = {one.id for one in work.find(Round, state="planned")}
    return any(
        group.round_id not in planned or work.find(Seat, group_id=group.id, until_seq=None)
        for group in work.find(Group, table_id=table.id)
    )


def spans(numbers: list[int]) -> str:
    """Rising numbers in few signs: [2, 7, 8, 9] is "2, 7-9" (with an en dash)."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        str(run[0]) if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs
    )
