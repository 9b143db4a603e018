"""Rounds and prompts open and close; when a round closes, the places of its notes are erased."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from facilitation.actions.final import final_step
from facilitation.actions.registry import verb
from facilitation.core.changes import DAY, Change, Key
from facilitation.core.model import (
    Group,
    Note,
    NotePlace,
    Opening,
    PlaceCount,
    Prompt,
    Round,
    Step,
    new_id,
)
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor


@verb("prompt.open")
def open_prompt(work: UnitOfWork, actor: Actor, *, prompt: str) -> Change:
    """Open a prompt for notes in the running round.

    Refusals: ``round_not_running``, ``nothing_changed``.
    """
    work.get(Prompt, prompt)
    running = _running(work)
    if running is None:
        raise Refusal("round_not_running")
    if work.find(Opening, prompt_id=prompt, closed_seq=None):
        raise Refusal("nothing_changed")
    _open(work, prompt, running.id)
    back = Step("", work.workshop_id, 0, "", "prompt.close", {"prompt": prompt})
    return Change("prompt.opened", (("prompt", prompt),), step=back)


@verb("prompt.close")
def close_prompt(work: UnitOfWork, actor: Actor, *, prompt: str) -> Change:
    """Close a prompt. Notes written before a phone has seen this still come in, marked late."""
    opened = work.find(Opening, prompt_id=prompt, closed_seq=None)
    if not opened:
        raise Refusal("nothing_changed")
    for opening in opened:
        work.save(replace(opening, closed_seq=work.seq))
    back = Step("", work.workshop_id, 0, "", "prompt.open", {"prompt": prompt})
    return Change("prompt.closed", (("prompt", prompt),), step=back)


@verb("round.start")
def start_round(work: UnitOfWork, actor: Actor, *, round: str) -> Change:
    """Start a round: the running one closes, people are where this one seats them, its prompts
    open, and its clock starts. Not undoable.

    Refusals: ``day_not_open``, ``day_closed``, ``round_held`` (closed rounds do not run again).
    """
    day = work.workshop
    if day.state != "open":
        raise Refusal("day_closed" if day.state == "closed" else "day_not_open")
    found = work.get(Round, round)
    if found.state != "planned":
        raise Refusal("round_held", number=found.number)
    running = _running(work)
    touched: set[Key] = set(_close(work, running)) if running else set()
    work.save(replace(found, state="running"))
    for prompt in found.prompt_ids:
        _open(work, prompt, round)
    ends = work.now + found.minutes * 60_000
    day = replace(day, round_id=round, timer_started_at=work.now, timer_ends_at=ends)
    work.save(day)
    touched |= {DAY, ("round", round), *(("prompt", id) for id in found.prompt_ids)}
    step = final_step(work, "round.started")
    return Change("round.started", tuple(sorted(touched)), step=step, erases=running is not None)


@verb("round.close")
def close_round(work: UnitOfWork, actor: Actor, *, round: str) -> Change:
    """Close the running round and its prompts, and erase the places of its notes.

    Not undoable. Refusal ``round_not_running``.
    """
    found = work.get(Round, round)
    if found.state != "running":
        raise Refusal("round_not_running")
    touched = set(_close(work, found))
    work.save(replace(work.workshop, timer_started_at=None, timer_ends_at=None))
    step = final_step(work, "round.closed")
    return Change("round.closed", tuple(sorted(touched | {DAY})), step=step, erases=True)


def close_running(work: UnitOfWork) -> tuple[Key, ...]:
    """Close the running round, if any; returns the keys touched."""
    running = _running(work)
    return _close(work, running) if running else ()


def _running(work: UnitOfWork) -> Round | None:
    found = work.find(Round, state="running")
    return found[0] if found else None


def _open(work: UnitOfWork, prompt: str, round: str) -> None:
    # Still open in another round: that opening ends where this one begins.
    for opening in work.find(Opening, prompt_id=prompt, closed_seq=None):
        work.save(replace(opening, closed_seq=work.seq))
    work.add(Opening(new_id(), work.workshop_id, prompt, round, work.seq))


def _close(work: UnitOfWork, round: Round) -> tuple[Key, ...]:
    touched: list[Key] = [("round", round.id)]
    for opening in work.find(Opening, round_id=round.id, closed_seq=None):
        work.save(replace(opening, closed_seq=work.seq))
        touched.append(("prompt", opening.prompt_id))
    work.save(replace(round, state="closed"))
    _erase_places(work, round)
    return tuple(touched)


def _erase_places(work: UnitOfWork, round: Round) -> None:
    """Turn the places of a round's notes into a count for each table and prompt (promise 4)."""
    tables = {one.id: one.table_id for one in work.find(Group, round_id=round.id)}
    if not tables:
        return
    places = work.find(NotePlace, group_id=list(tables))
    prompts = {one.id: one.prompt_id for one in work.find(Note, round_id=round.id)}
    counted = Counter((tables[place.group_id], prompts[place.id]) for place in places)
    for (table, prompt), count in sorted(counted.items()):
        work.add(PlaceCount(new_id(), work.workshop_id, round.id, table, prompt, count))
    for place in places:
        work.remove(place)
