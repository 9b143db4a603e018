"""What a table does together: its host, its best three notes and one odd one, a call for help."""

from __future__ import annotations

from dataclasses import replace

from facilitation.actions.registry import verb
from facilitation.core.changes import Change
from facilitation.core.model import MARKS, Group, Note, NotePlace, Round, Seat
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import PARTICIPANT, TABLE, Actor

MOST = {"top": 3, "odd": 1}


@verb("host.claim")
def claim_host(work: UnitOfWork, actor: Actor, *, group: str) -> Change:
    """Be the host of one's table, also after somebody else: the latest tap counts.

    Refusals: ``not_your_group``, ``nothing_changed``.
    """
    return _put(work, _mine(work, actor, group), "host.claimed", host_id=actor.subject_id)


@verb("host.leave")
def leave_host(work: UnitOfWork, actor: Actor, *, group: str) -> Change:
    """Be the host no longer; Refusals ``not_your_group``, ``not_host``."""
    found = _mine(work, actor, group)
    if found.host_id != actor.subject_id:
        raise Refusal("not_host")
    return _put(work, found, "host.left", host_id=None)


@verb("note.mark")
def mark_note(work: UnitOfWork, actor: Actor, *, group: str, note: str, mark: str) -> Change:
    """The host (or the table's device) marks a note of the table; an empty ``mark`` takes it off.

    Refusals: ``not_your_group``, ``not_host``, ``note_not_shown``, ``nothing_changed``,
    ``too_many_marks`` (most).
    """
    at = _mine(work, actor, group)
    if actor.role != TABLE and at.host_id != actor.subject_id:
        raise Refusal("not_host")
    found = work.get(Note, note)
    if found.state != "shown" or not _written_at(work, found, at):
        raise Refusal("note_not_shown")
    if found.mark == mark or mark not in ("", *MARKS):
        raise Refusal("nothing_changed")
    if mark:
        _room_for(work, at, mark)
    work.save(replace(found, mark=mark))
    return Change("note.marked", (("note", note),))


@verb("help.call")
def call_help(work: UnitOfWork, actor: Actor, *, group: str) -> Change:
    """Ask the desk to send somebody. Refusals ``not_your_group``, ``nothing_changed``."""
    found = _mine(work, actor, group)
    if found.help:
        raise Refusal("nothing_changed")
    return _put(work, found, "help.called", help="called")


@verb("help.cancel")
def cancel_help(work: UnitOfWork, actor: Actor, *, group: str) -> Change:
    """No help is needed any more. Refusals ``not_your_group``, ``nothing_changed``."""
    return _put(work, _mine(work, actor, group), "help.ended", help="")


@verb("help.answer")
def answer_help(work: UnitOfWork, actor: Actor, *, group: str) -> Change:
    """Tell a table that somebody is on the way. Refusal ``nothing_changed`` unless it asks."""
    found = work.get(Group, group)
    if found.help != "called":
        raise Refusal("nothing_changed")
    return _put(work, found, "help.answered", help="answered")


def _put(work: UnitOfWork, group: Group, kind: str, **fields: str | None) -> Change:
    changed = replace(group, **fields)  # type: ignore[arg-type]  # host_id or help, as they are
    if changed == group:
        raise Refusal("nothing_changed")
    work.save(changed)
    return Change(kind, (("group", group.id),))


def _mine(work: UnitOfWork, actor: Actor, group: str) -> Group:
    """The group, if the actor sits there (or is its table's device) in a round not yet closed."""
    for found in work.find(Group, id=group):
        if work.get(Round, found.round_id).state == "closed":
            break
        if actor.role == TABLE and found.table_id == actor.subject_id:
            return found
        seats = work.find(Seat, participant_id=actor.subject_id, group_id=group, until_seq=None)
        if actor.role == PARTICIPANT and seats:
            return found
    raise Refusal("not_your_group")


def _written_at(work: UnitOfWork, note: Note, at: Group) -> bool:
    return note.round_id == at.round_id and (
        note.table_id == at.table_id
        or bool(work.find(NotePlace, id=note.id, group_id=at.id))
        or bool(note.participant_id and _sits(work, note.participant_id, at))
    )


def _sits(work: UnitOfWork, participant: str, at: Group) -> bool:
    return bool(work.find(Seat, participant_id=participant, group_id=at.id, until_seq=None))


def _room_for(work: UnitOfWork, at: Group, mark: str) -> None:
    marked = work.find(Note, round_id=at.round_id, mark=mark)
    if sum(_written_at(work, one, at) for one in marked) >= MOST[mark]:
        raise Refusal("too_many_marks", most=MOST[mark])
