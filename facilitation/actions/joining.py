"""How a browser session becomes somebody: by name, by badge, by a link, as a walk-in; and ends."""

from __future__ import annotations

from dataclasses import replace

from facilitation.actions.links import take_back
from facilitation.actions.registry import verb
from facilitation.actions.seating import seat_walk_in
from facilitation.core.changes import Change, Key
from facilitation.core.model import Grant, Organisation, Participant, Table, new_id
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import PARTICIPANT, TABLE, Actor
from facilitation.core.text import clean_line, fold, required_line

GRANTED = ("participant", "table", "moderator", "keeper", "board", "report", "organiser")


@verb("participant.join")
def join(work: UnitOfWork, actor: Actor, *, participant: str, session_hash: str) -> Change:
    """Claim a listed name for a session.

    Refusals: ``day_not_open``, ``day_closed``, ``name_in_use`` (then it takes the badge, or the
    desk frees the name).
    """
    _day_takes_people(work)
    found = work.get(Participant, participant)
    if found.joined and not _has(work, session_hash, participant):
        raise Refusal("name_in_use")
    return _arrive(work, found, session_hash, link_id=None)


@verb("participant.walk_in")
def walk_in(
    work: UnitOfWork,
    actor: Actor,
    *,
    name: str,
    organisation: str,
    table: str | None,
    session_hash: str,
) -> Change:
    """Someone not on the list joins at a table; gets seats in the rounds to come as well.

    Answers ``participant``. Refusals: ``walk_ins_full``, and those of a line of text.
    """
    _day_takes_people(work)
    if work.count(Participant, walk_in=True) >= work.limits.walk_ins:
        raise Refusal("walk_ins_full")
    if table is not None:
        work.get(Table, table)
    line = required_line(name, "name", most=work.limits.name_length)
    belongs, new = the_organisation(work, organisation)
    person = Participant(new_id(), work.workshop_id, line, belongs, walk_in=True, joined=True)
    work.add(person)
    groups = seat_walk_in(work, person, table)
    touched = _grant_alone(work, session_hash, PARTICIPANT, person.id, None)
    touched += [("participant", person.id), *(("group", id) for id in groups)]
    touched += [("organisation", belongs)] if new and belongs else []
    return Change("participant.walked_in", tuple(touched), {"participant": person.id})


@verb("participant.leave")
def leave(work: UnitOfWork, actor: Actor, *, session_hash: str) -> Change:
    """End this session's claim of the name; the last one to leave frees it."""
    work.get(Participant, actor.subject_id)
    mine = work.find(
        Grant, role=PARTICIPANT, subject_id=actor.subject_id, session_hash=session_hash
    )
    return Change("participant.left", (("arrival", actor.subject_id), *take_back(work, mine)))


@verb("participant.free")
def free(work: UnitOfWork, actor: Actor, *, participant: str) -> Change:
    """Free a name: every phone that uses it is out, and told so; the name can be claimed anew."""
    work.get(Participant, participant)
    grants = work.find(Grant, role=PARTICIPANT, subject_id=participant)
    return Change("participant.freed", (("arrival", participant), *take_back(work, grants)))


@verb("session.grant")
def grant(
    work: UnitOfWork,
    actor: Actor,
    *,
    role: str,
    subject: str,
    session_hash: str,
    link: str | None = None,
) -> Change | None:
    """A link was followed: the session may now act in this role. Told to the stream only when a
    participant's badge brings a phone in, or takes it from another name.

    Refusals: ``link_unknown``, and ``not_found`` for a badge of somebody who has cancelled.
    """
    if role not in GRANTED:
        raise Refusal("link_unknown")
    if work.find(Grant, session_hash=session_hash, role=role, subject_id=subject):
        return None
    if role == PARTICIPANT:
        return _arrive(work, work.get(Participant, subject), session_hash, link_id=link)
    if role == TABLE:
        _grant_alone(work, session_hash, role, subject, link)
        return None
    _grant(work, session_hash, role, subject, link)
    return None


def _arrive(
    work: UnitOfWork, person: Participant, session_hash: str, *, link_id: str | None
) -> Change:
    if person.status != "active":
        raise Refusal("not_found")
    touched: list[Key] = []
    if not _has(work, session_hash, person.id):
        touched = _grant_alone(work, session_hash, PARTICIPANT, person.id, link_id)
    work.save(replace(person, joined=True))
    touched.append(("arrival", person.id))
    return Change("participant.joined", tuple(touched), {"participant": person.id})


def _day_takes_people(work: UnitOfWork) -> None:
    state = work.workshop.state
    if state != "open":
        raise Refusal("day_closed" if state == "closed" else "day_not_open")


def _has(work: UnitOfWork, session_hash: str, subject: str) -> bool:
    return bool(work.find(Grant, session_hash=session_hash, role=PARTICIPANT, subject_id=subject))


def _grant_alone(
    work: UnitOfWork, session_hash: str, role: str, subject: str, link: str | None
) -> list[Key]:
    """Grant, and end what the same browser was before: one phone is one person (or table)."""
    touched = take_back(work, work.find(Grant, session_hash=session_hash, role=role))
    _grant(work, session_hash, role, subject, link)
    return touched


def _grant(work: UnitOfWork, session_hash: str, role: str, subject: str, link: str | None) -> None:
    work.add(Grant(new_id(), work.workshop_id, session_hash, role, subject, link))


def the_organisation(work: UnitOfWork, typed: str) -> tuple[str | None, bool]:
    """The organisation of that name, or a new one; None when nothing was typed."""
    name = clean_line(typed)
    if not name:
        return None, False
    for known in work.find(Organisation):
        if fold(known.name) == fold(name):
            return known.id, False
    added = Organisation(
        new_id(),
        work.workshop_id,
        required_line(name, "organisation", most=work.limits.name_length),
    )
    work.add(added)
    return added.id, True
