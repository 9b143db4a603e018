"""Facts grown by new notes: what a frame of notes needs, without reading the database again.

The writer has in hand what it has just committed. Only new notes go this way: whatever else was
touched since is read (``store.facts``), and a test holds both ways to the same facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from facilitation.core.changes import Key
from facilitation.core.facts import Facts
from facilitation.core.model import Note


@dataclass(frozen=True, slots=True)
class NewNotes:
    """All that was committed from number ``after`` on to ``seq``: nothing but new notes."""

    after: int
    seq: int
    notes: tuple[Note, ...]
    places: dict[str, str]
    """Note id to the group that it was written in, where that is kept (``NotePlace``)."""


def grown(known: Facts, new: Iterable[NewNotes]) -> Facts | None:
    """``known`` and what came after it, or None where something is missing between."""
    seq, notes, places = known.seq, list[Note](), dict[str, str]()
    for one in new:
        if one.seq <= seq:  # read already
            continue
        if one.after != seq:
            return None
        seq = one.seq
        notes += one.notes
        places |= one.places
    if not known.whole or not notes:
        return None
    facts = known.at(seq)
    facts.notes = {note.id: note for note in notes}
    facts.note_groups = groups_of(facts, notes, places, sitting(facts, notes))
    facts.keys = keys_with_new_notes(facts, facts.notes)
    add_new(facts, known)
    facts.whole = True
    return facts


def keys_with_new_notes(facts: Facts, ids: Iterable[str]) -> tuple[Key, ...]:
    """What is touched where notes are new: they, and the figures that they stand in. No theme: a
    new note is in none."""
    return (
        *(("note", id) for id in ids),
        *(("count", id) for id in facts.prompts),
        *(("heard", id) for id in facts.rounds),
    )


def groups_of(
    facts: Facts,
    notes: Iterable[Note],
    places: Mapping[str, str],
    sat: Mapping[tuple[str, str], str],
) -> dict[str, str | None]:
    """Note id to the group that sees it, by its place, its table or its author's seat."""
    at = {(one.round_id, one.table_id): one.id for one in facts.groups.values()}
    return {
        one.id: places.get(one.id)
        or at.get((one.round_id, one.table_id or ""))
        or sat.get((one.round_id, one.participant_id or ""))
        for one in notes
    }


def sitting(facts: Facts, notes: Iterable[Note]) -> dict[tuple[str, str], str]:
    """The groups of those who signed by name, by round and person; ``facts`` has all seats."""
    people = {one.participant_id for one in notes if one.participant_id}
    if not people:
        return {}
    return {
        (facts.groups[id].round_id, one): id
        for id, members in facts.members.items()
        for one in people.intersection(members)
    }


def add_new(facts: Facts, known: Facts) -> None:
    """Set counts and tables heard from what they were, where all of ``facts.notes`` are new."""
    counts, written = dict(known.counts), dict(known.written)
    heard = {id: set(numbers) for id, numbers in known.heard.items()}
    for note in facts.notes.values():
        if note.state == "shown":
            counts[note.prompt_id] = counts.get(note.prompt_id, 0) + 1
            written[note.round_id] = written.get(note.round_id, 0) + 1
        group = facts.groups.get(facts.note_groups[note.id] or "")
        if group is not None and group.table_id in facts.tables:
            heard.setdefault(note.round_id, set()).add(facts.tables[group.table_id].number)
    facts.only_new = True
    facts.counts, facts.written = counts, written
    facts.heard = {id: tuple(sorted(numbers)) for id, numbers in heard.items()}
