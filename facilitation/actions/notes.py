"""What a phone or table device does with its notes: add, edit, delete, sign.

The rule for late notes (promise 1): each message carries ``seen``, the number its phone had last
seen when it was written. Was the prompt open at that number, and the writer in that group, it is
taken, marked late when the prompt has closed since. No phone's clock decides.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.core import text as texts
from facilitation.core.changes import NOTE_WRITTEN, Change
from facilitation.core.model import Group, Note, NotePlace, Opening, Participant, Round, Seat
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import PARTICIPANT, TABLE, Actor
from facilitation.core.sensitive import reason_to_wait
from facilitation.core.tokens import note_proof, same

KEPT_IN_PLACE = ("organisation", "target_group")
"""Signatures whose table is kept apart, until the round closes, and then erased."""


@verb("note.add")
def add_note(
    work: UnitOfWork,
    actor: Actor,
    *,
    id: str,
    prompt: str,
    round: str,
    group: str | None,
    text: str,
    sign: dict[str, Any],
    secret_hash: str,
    seen: int,
) -> Change:
    """Add a note. Answers ``state``, ``late`` and ``waits`` (why it waits for the desk, or None).

    Refusals: ``day_not_open``, ``day_closed``, ``prompt_closed``, ``not_your_group``,
    ``signature_not_yours``, ``workshop_full``, and those of ``core.text.note_text``.
    """
    _day_is_open(work)
    _room_for_more(work)
    _was_open(work, prompt, round, seen)
    at = _group(work, actor, round, group, seen)
    body = texts.note_text(text, most=work.limits.note_length, lines=work.limits.note_lines)
    waits = reason_to_wait(body, _names(work))
    note = Note(
        id=id,
        workshop_id=work.workshop_id,
        prompt_id=prompt,
        round_id=round,
        text=body,
        state="waiting" if waits else "shown",
        late=not work.find(Opening, prompt_id=prompt, round_id=round, closed_seq=None),
        secret_hash=note_proof(id, secret_hash),
        seq=work.seq,
        **_signature(work, actor, at, sign),
    )
    work.add(note)
    _keep_place(work, note, at)
    answer = {"state": note.state, "late": note.late, "waits": waits}
    return Change(NOTE_WRITTEN, (("note", id),), answer)


@verb("note.edit")
def edit_note(
    work: UnitOfWork, actor: Actor, *, note: str, text: str, secret_hash: str, seen: int
) -> Change:
    """Change a note's text; same rule and Refusals as adding, and ``not_yours``.

    What waits or is hidden stays so, and what was picked for the board is no longer: the desk
    has not seen the new words.
    """
    _day_is_open(work)
    found = _own(work, actor, note, secret_hash)
    _was_open(work, found.prompt_id, found.round_id, seen)
    body = texts.note_text(text, most=work.limits.note_length, lines=work.limits.note_lines)
    waits = reason_to_wait(body, _names(work))
    state = "waiting" if waits and found.state == "shown" else found.state
    picked = found.picked and body == found.text
    work.save(replace(found, text=body, state=state, picked=picked))
    answer = {"state": state, "late": found.late, "waits": waits}
    return Change("note.edited", (("note", note),), answer, erases=_is_held(work, found))


@verb("note.delete")
def delete_note(
    work: UnitOfWork, actor: Actor, *, note: str, secret_hash: str, seen: int
) -> Change:
    """Delete a note, text and place; its id stays taken. Refusals as ``note.edit``."""
    _day_is_open(work)
    found = _own(work, actor, note, secret_hash)
    _was_open(work, found.prompt_id, found.round_id, seen)
    _forget_place(work, note)
    work.remove(found)
    return Change("note.deleted", (("note", note),), erases=_is_held(work, found))


@verb("note.sign")
def sign_note(
    work: UnitOfWork,
    actor: Actor,
    *,
    note: str,
    group: str | None,
    sign: dict[str, Any],
    secret_hash: str,
    seen: int,
) -> Change:
    """Sign a note otherwise: the row is rewritten, nothing of the old signature stays."""
    _day_is_open(work)
    found = _own(work, actor, note, secret_hash)
    _was_open(work, found.prompt_id, found.round_id, seen)
    at = _group(work, actor, found.round_id, group, seen)
    signed = replace(found, **_signature(work, actor, at, sign))
    work.save(signed)
    _forget_place(work, note)
    _keep_place(work, signed, at)
    answer = {"state": signed.state, "late": signed.late}
    return Change("note.edited", (("note", note),), answer, erases=_is_held(work, found))


def _day_is_open(work: UnitOfWork) -> None:
    state = work.workshop.state
    if state != "open":
        raise Refusal("day_closed" if state == "closed" else "day_not_open")


def _room_for_more(work: UnitOfWork) -> None:
    # There are never more notes than numbers, so counting can wait until it matters.
    most = work.limits.notes_per_workshop
    if work.seq > most and work.count(Note) >= most:
        raise Refusal("workshop_full", most=most)


def _was_open(work: UnitOfWork, prompt: str, round: str, seen: int) -> None:
    """Refusal ``prompt_closed`` unless the prompt was open in the round at ``seen``."""
    if seen >= work.seq:
        raise Refusal("number_unknown")
    openings = work.find(Opening, prompt_id=prompt, round_id=round)
    if not any(opening.was_open_at(seen) for opening in openings):
        raise Refusal("prompt_closed")


def _group(
    work: UnitOfWork, actor: Actor, round: str, group: str | None, seen: int
) -> Group | None:
    """The group the writer sat in at ``seen``; None for a participant without a seat."""
    if group is None:
        return None
    found = work.find(Group, id=group, round_id=round)
    if found and actor.role == TABLE and found[0].table_id == actor.subject_id:
        return found[0]
    seats = work.find(Seat, participant_id=actor.subject_id, round_id=round)
    sat = any(seat.group_id == group and seat.was_taken_at(seen) for seat in seats)
    if found and sat and actor.role == PARTICIPANT:
        return found[0]
    raise Refusal("not_your_group")


def _own(work: UnitOfWork, actor: Actor, note: str, secret_hash: str) -> Note:
    """A note signed by name is its author's on all own phones; others take the secret."""
    for found in work.find(Note, id=note):
        by_name = actor.role == PARTICIPANT and found.participant_id == actor.subject_id
        if by_name or same(found.secret_hash, note_proof(note, secret_hash)):
            return found
    raise Refusal("not_yours")


def _is_held(work: UnitOfWork, note: Note) -> bool:
    """Whether the note's round has closed: what is taken back then must leave no bytes behind,
    and no closing comes after that would clear the log."""
    return work.get(Round, note.round_id).state == "closed"


def _names(work: UnitOfWork) -> tuple[str, ...]:
    return work.names(Participant)


def _signature(
    work: UnitOfWork, actor: Actor, at: Group | None, sign: dict[str, Any]
) -> dict[str, Any]:
    """The four signature columns, with exactly one set: what may stand there for this writer."""
    kind, chosen = str(sign["kind"]), sign.get("id")
    value: str | None = None
    if kind == "table":
        value = at.table_id if at else None
    elif actor.role == PARTICIPANT:
        value = _personal(work.get(Participant, actor.subject_id), kind, chosen)
    if value is None:
        raise Refusal("signature_not_yours")
    columns: dict[str, Any] = dict.fromkeys(
        ("participant_id", "organisation_id", "target_group_id", "table_id")
    )
    columns[{"name": "participant_id"}.get(kind, f"{kind}_id")] = value
    return columns | {"signed": kind}


def _personal(person: Participant, kind: str, chosen: str | None) -> str | None:
    if kind == "name":
        return person.id
    if kind == "organisation":
        return person.organisation_id
    return chosen if kind == "target_group" and chosen in person.target_group_ids else None


def _keep_place(work: UnitOfWork, note: Note, at: Group | None) -> None:
    if at is None or note.signed not in KEPT_IN_PLACE:
        return
    if work.get(Round, note.round_id).state == "closed":
        return
    work.add(NotePlace(note.id, work.workshop_id, at.id))


def _forget_place(work: UnitOfWork, note: str) -> None:
    for place in work.find(NotePlace, id=note):
        work.remove(place)
