"""At the door: who has come, who does not, who comes later or instead, and who is unannounced."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from facilitation.actions.joining import the_organisation
from facilitation.actions.links import make_link
from facilitation.actions.people import take_out
from facilitation.actions.registry import verb
from facilitation.actions.seating import end_seat, hand_over, rounds_to_come, seats_back
from facilitation.core.changes import Change, Key
from facilitation.core.model import (
    ROLES,
    Participant,
    Plan,
    Seat,
    TargetGroup,
    Wish,
    new_id,
)
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.text import clean_line, required_line

PLAN: Key = ("plan", "plan")


@verb("participant.check_in")
def check_in(work: UnitOfWork, actor: Actor, *, participant: str, arrived: bool = True) -> Change:
    """Tick somebody off as come, or take the tick back. Who had cancelled or was to come later
    is expected again, with their old seats.

    Refusals: ``day_closed``, ``place_taken`` (name) when a substitute has the place.
    """
    _not_over(work)
    found = work.get(Participant, participant)
    touched = _expected_again(work, found) if arrived else []
    work.save(replace(work.get(Participant, participant), arrived=arrived))
    return Change("participant.checked_in", (("arrival", participant), *touched))


@verb("participant.absent")
def absent(work: UnitOfWork, actor: Actor, *, participant: str, until: int | None = None) -> Change:
    """Somebody does not come, or only from round ``until`` (its number) on.

    Refusals: ``day_closed``, ``nothing_changed``, ``not_found``.
    """
    _not_over(work)
    found = work.get(Participant, participant)
    if until is not None:
        return _later(work, found, until)
    if found.status == "cancelled":
        raise Refusal("nothing_changed")
    work.save(replace(found, status="cancelled", arrived=False))
    touched = take_out(work, participant)
    return Change("participant.left_out", (("participant", participant), *touched, PLAN))


@verb("participant.restore")
def restore(work: UnitOfWork, actor: Actor, *, participant: str) -> Change:
    """Take back that somebody was absent, late or replaced: they are expected as before, and a
    substitute is out again. Refusal ``day_closed``."""
    _not_over(work)
    touched: list[Key] = []
    for other in work.find(Participant, replaces=participant, status="active"):
        touched += _step_back(work, other, participant)
    touched += _expected_again(work, work.get(Participant, participant))
    return Change("participant.restored", (("participant", participant), *touched))


@verb("participant.substitute")
def substitute(
    work: UnitOfWork,
    actor: Actor,
    *,
    participant: str,
    name: str,
    organisation: str,
    role: str,
    arrived: bool = True,
) -> Change:
    """Somebody else comes instead and takes over seats, badge place, target groups and methods;
    organisation and role are as typed. Answers ``participant``.

    Refusals: ``day_closed``, ``too_many``, ``place_taken``, and those of a line of text.
    """
    _not_over(work)
    before = work.get(Participant, participant)
    _nobody_instead(work, participant)
    belongs, keys = _belongs(work, organisation)
    person = replace(
        _new(work, name, role),
        organisation_id=belongs,
        target_group_ids=before.target_group_ids,
        method_ids=before.method_ids,
        arrived=arrived,
        replaces=participant,
    )
    work.add(person)
    make_link(work, "badge", person.id)
    keys += seats_back(work, participant)
    keys += _hand_on(work, participant, person.id)
    work.save(replace(work.get(Participant, participant), status="cancelled", arrived=False))
    keys += take_out(work, participant)
    touched = (("participant", participant), ("participant", person.id), *keys)
    return Change("participant.substituted", touched, {"participant": person.id})


@verb("participant.arrive")
def arrive(
    work: UnitOfWork,
    actor: Actor,
    *,
    name: str,
    organisation: str,
    target_groups: Sequence[str] = (),
    role: str = "participant",
) -> Change:
    """Somebody who is not on the list has come; the next plan seats them. Answers
    ``participant``.

    Refusals: ``day_closed``, ``walk_ins_full``, ``too_many``, and those of a line of text.
    """
    _not_over(work)
    if work.count(Participant, walk_in=True) >= work.limits.walk_ins:
        raise Refusal("walk_ins_full")
    there = {one.id for one in work.find(TargetGroup)}
    belongs, keys = _belongs(work, organisation)
    groups = tuple(id for id in target_groups if id in there)
    person = replace(
        _new(work, name, role),
        organisation_id=belongs,
        target_group_ids=groups,
        walk_in=True,
        arrived=True,
    )
    work.add(person)
    make_link(work, "badge", person.id)
    touched = (("participant", person.id), *keys)
    return Change("participant.arrived", touched, {"participant": person.id})


def _new(work: UnitOfWork, name: str, role: str) -> Participant:
    if role not in ROLES:
        raise Refusal("field_unknown", field="role")
    if work.count(Participant) >= work.limits.participants:
        raise Refusal("too_many", most=work.limits.participants)
    line = required_line(name, "name", most=work.limits.name_length)
    return Participant(new_id(), work.workshop_id, line, role=role)


def _belongs(work: UnitOfWork, typed: str) -> tuple[str | None, list[Key]]:
    id, new = the_organisation(work, clean_line(typed))
    return id, [("organisation", id)] if new and id else []


def _later(work: UnitOfWork, person: Participant, until: int) -> Change:
    """Away in the rounds before ``until`` that are not closed; those seats end."""
    missed = [one for one in rounds_to_come(work) if one.number < until]
    if not missed or until not in {one.number for one in rounds_to_come(work)}:
        raise Refusal("nothing_changed")
    known = {one.round_id for one in work.find(Wish, kind="away", participant_id=person.id)}
    touched: list[Key] = _expected_again(work, person) if person.status == "cancelled" else []
    for round in missed:
        if round.id not in known:
            work.add(Wish(new_id(), work.workshop_id, "away", person.id, round_id=round.id))
        for seat in work.find(Seat, round_id=round.id, participant_id=person.id, until_seq=None):
            end_seat(work, seat)
            touched.append(("group", seat.group_id))
    work.save(replace(work.get(Participant, person.id), arrived=False))
    keys = (("arrival", person.id), ("seat", person.id), PLAN, *touched)
    return Change("participant.comes_later", keys)


def _expected_again(work: UnitOfWork, person: Participant) -> list[Key]:
    """Back on the list and at the old tables; touches nothing for somebody who never was off."""
    dropped = _no_longer_late(work, person.id)
    if person.status == "active" and not dropped:
        return []
    _nobody_instead(work, person.id)
    work.save(replace(person, status="active"))
    return [("participant", person.id), PLAN, *seats_back(work, person.id)]


def _no_longer_late(work: UnitOfWork, participant: str) -> bool:
    """Being away ends in the round of now and in those that follow it without a gap: somebody
    who leaves early is still away then."""
    rounds = rounds_to_come(work)
    away = {
        one.round_id: one
        for one in work.find(Wish, kind="away", participant_id=participant)
        if one.round_id
    }
    dropped = False
    for round in rounds:
        if round.id not in away:
            break
        work.remove(away[round.id])
        dropped = True
    return dropped


def _nobody_instead(work: UnitOfWork, participant: str) -> None:
    for other in work.find(Participant, replaces=participant, status="active"):
        raise Refusal("place_taken", name=other.name)


def _step_back(work: UnitOfWork, other: Participant, before: str) -> list[Key]:
    """A substitute gives the place back."""
    touched = _hand_on(work, other.id, before)
    work.save(replace(other, status="cancelled", arrived=False, replaces=None))
    return [("participant", other.id), *touched, *take_out(work, other.id)]


def _hand_on(work: UnitOfWork, before: str, after: str) -> list[Key]:
    """Seats, the plan's seats and locked seats go from one person to another."""
    for wish in work.find(Wish, kind="fixed", participant_id=before):
        work.save(replace(wish, participant_id=after))
    for plan in work.find(Plan):
        seats = tuple((after if one == before else one, *rest) for one, *rest in plan.seats)
        work.save(replace(plan, seats=seats))  # type: ignore[arg-type]  # three each, as before
    return [*hand_over(work, before, after), PLAN]


def _not_over(work: UnitOfWork) -> None:
    if work.workshop.state == "closed":
        raise Refusal("day_closed")
