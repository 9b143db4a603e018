"""Single people, organisations, target groups and methods: add, edit, remove."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.actions.links import make_link
from facilitation.actions.registry import verb
from facilitation.actions.seating import end_seat
from facilitation.actions.wishes import drop_wishes
from facilitation.core.changes import ACCESS, EVERYTHING, Change, Key
from facilitation.core.model import (
    ROLES,
    Grant,
    Link,
    Method,
    Note,
    Organisation,
    Participant,
    Plan,
    Round,
    Seat,
    TargetGroup,
    new_id,
)
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import PARTICIPANT, Actor
from facilitation.core.text import email_line, optional_line, required_line


@verb("participant.add")
def add_participant(work: UnitOfWork, actor: Actor, **fields: Any) -> Change:
    """Add somebody to the list; answers ``participant``."""
    if work.count(Participant) >= work.limits.participants:
        raise Refusal("too_many", most=work.limits.participants)
    person = Participant(new_id(), work.workshop_id, **_fields(work, fields))
    work.add(person)
    make_link(work, "badge", person.id)
    return Change("participant.added", (("participant", person.id),), {"participant": person.id})


@verb("participant.edit")
def edit_participant(work: UnitOfWork, actor: Actor, *, participant: str, **fields: Any) -> Change:
    """Change somebody's entry; cancelling ends the seats to come, and their phones are out."""
    found = work.get(Participant, participant)
    changed = replace(found, **_fields(work, fields, known=found))
    work.save(changed)
    touched: list[Key] = [("participant", participant)]
    if changed.status == "cancelled":
        touched += take_out(work, participant)
    return Change("participant.edited", tuple(touched))


@verb("participant.remove")
def remove_participant(work: UnitOfWork, actor: Actor, *, participant: str) -> Change:
    """Remove somebody with seats, badge and claims; Refusal ``participant_has_notes``."""
    found = work.get(Participant, participant)
    if work.count(Note, participant_id=participant):
        raise Refusal("participant_has_notes")
    seats = work.find(Seat, participant_id=participant)
    for seat in seats:
        work.remove(seat)
    for kind in (Grant, Link):
        for one in work.find(kind, subject_id=participant):
            work.remove(one)
    drop_wishes(work, participant_id=participant)
    drop_wishes(work, other_id=participant)
    _drop_from_plan(work, participant)
    work.remove(found)
    if not found.walk_in:
        return Change("participant.removed", (EVERYTHING, ACCESS))
    # Somebody added at the door, taken back: only their own tables are told.
    own: list[Key] = [(type, participant) for type in ("participant", "arrival", "seat")]
    tables = dict.fromkeys(("group", seat.group_id) for seat in seats)
    return Change("participant.removed", (*own, *tables, ("plan", "plan"), ACCESS))


def take_out(work: UnitOfWork, participant: str) -> list[Key]:
    """Somebody does not come after all: the seats in rounds that are not closed end, and no
    phone acts for them any more. Returns the keys touched."""
    work.save(replace(work.get(Participant, participant), joined=False))
    for grant in work.find(Grant, role=PARTICIPANT, subject_id=participant):
        work.remove(grant)
    rounds = {one.id for one in work.find(Round, state=["planned", "running"])}
    seats = work.find(Seat, participant_id=participant, until_seq=None)
    ended = [seat for seat in seats if seat.round_id in rounds]
    for seat in ended:
        end_seat(work, seat)
    _drop_from_plan(work, participant)
    return [*(("group", seat.group_id) for seat in ended), ("arrival", participant), ACCESS]


def _drop_from_plan(work: UnitOfWork, participant: str) -> None:
    for plan in work.find(Plan):
        kept = tuple(seat for seat in plan.seats if seat[0] != participant)
        if kept != plan.seats:
            # What was proved of the plan was proved with them in it.
            work.save(replace(plan, seats=kept, proof=()))


def _fields(
    work: UnitOfWork, given: dict[str, Any], known: Participant | None = None
) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    if known is None or "name" in given:
        name = str(given.get("name", ""))
        kept["name"] = required_line(name, "name", most=work.limits.name_length)
    if given.get("organisation_id"):
        work.get(Organisation, given["organisation_id"])
    if "organisation_id" in given:
        kept["organisation_id"] = given["organisation_id"] or None
    if "email" in given:
        kept["email"] = _email(given["email"] or "", known)
    for name, allowed in (("role", ROLES), ("status", ("active", "cancelled"))):
        if name in given:
            if given[name] not in allowed:
                raise Refusal("field_unknown", field=name)
            kept[name] = given[name]
    for name, kind in (("target_group_ids", TargetGroup), ("method_ids", Method)):
        if name in given:
            there = {one.id for one in work.find(kind)}  # type: ignore[attr-defined]
            kept[name] = tuple(id for id in given[name] if id in there)
    return kept


def _email(typed: str, known: Participant | None) -> str | None:
    """A new address is looked at; one that came with a list may stay as it was written there."""
    return typed if known and typed and typed == known.email else email_line(typed) or None


def _listing(type: str, kind: Any, column: str) -> None:
    """The three verbs of one kind of name: they differ in nothing but the kind."""

    @verb(f"{type}.add")
    def add(work: UnitOfWork, actor: Actor, **names: str) -> Change:
        _not_too_many(work, kind)
        added = kind(new_id(), work.workshop_id, **_names(work, kind, names))
        work.add(added)
        return Change(f"{type}.added", ((type, added.id),), {type: added.id})

    @verb(f"{type}.edit")
    def edit(work: UnitOfWork, actor: Actor, *, id: str, **names: str) -> Change:
        work.save(replace(work.get(kind, id), **_names(work, kind, names)))
        return Change(f"{type}.edited", ((type, id),))

    @verb(f"{type}.remove")
    def remove(work: UnitOfWork, actor: Actor, *, id: str) -> Change:
        found = work.get(kind, id)
        if column != "method_ids" and work.count(Note, **{column.removesuffix("s"): id}):
            raise Refusal("name_in_use_on_notes")
        for person in work.find(Participant):
            _let_go(work, person, column, id)
        work.remove(found)
        return Change(f"{type}.removed", (EVERYTHING,))


def _let_go(work: UnitOfWork, person: Participant, column: str, id: str) -> None:
    value = getattr(person, column)
    if value == id:
        work.save(replace(person, organisation_id=None))
    elif isinstance(value, tuple) and id in value:
        changed: dict[str, Any] = {column: tuple(one for one in value if one != id)}
        work.save(replace(person, **changed))


def _not_too_many(work: UnitOfWork, kind: Any) -> None:
    if work.count(kind) >= work.limits.participants:
        raise Refusal("too_many", most=work.limits.participants)


def _names(work: UnitOfWork, kind: Any, given: dict[str, str]) -> dict[str, str]:
    most = work.limits.name_length
    if kind is Organisation:
        return {"name": required_line(given.get("name", ""), "name", most=most)}
    danish = required_line(given.get("name_da", ""), "name_da", most=most)
    english = optional_line(given.get("name_en", ""), "name_en", most=most)
    return {"name_da": danish, "name_en": english}


_listing("organisation", Organisation, "organisation_id")
_listing("target_group", TargetGroup, "target_group_ids")
_listing("method", Method, "method_ids")
