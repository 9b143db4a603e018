"""Which tables have written in a round, from notes that carry their table and from places; and how
many notes are shown.

What new notes change of it, without asking for all notes, is in ``core.growing``.
"""

from __future__ import annotations

from sqlalchemy import Connection, and_, func, select, union

from facilitation.core import model
from facilitation.core.facts import Facts
from facilitation.store import rows


def tables_heard(connection: Connection, facts: Facts) -> dict[str, tuple[int, ...]]:
    """Round id to the numbers, in order, of the tables that have written in it.

    Only that they have written: never how many notes, or who.
    """
    heard: dict[str, set[int]] = {}
    for round_id, table_id in connection.execute(_heard(facts.workshop.workshop_id)):
        if table_id in facts.tables:
            heard.setdefault(round_id, set()).add(facts.tables[table_id].number)
    return {round_id: tuple(sorted(numbers)) for round_id, numbers in heard.items()}


def shown_by(connection: Connection, workshop_id: str, column: str) -> dict[str, int]:
    """How many notes are shown, by their prompt (``prompt_id``) or round (``round_id``)."""
    note = rows.TABLES[model.Note].c
    query = (
        select(note[column], func.count())
        .where(note.workshop_id == workshop_id, note.state == "shown")
        .group_by(note[column])
    )
    return {row[0]: row[1] for row in connection.execute(query)}


def themed(connection: Connection, workshop_id: str) -> dict[str, dict[str, int]]:
    """Theme id to the number of notes shown in it, by prompt id."""
    note = rows.TABLES[model.Note].c
    query = (
        select(note.theme_id, note.prompt_id, func.count())
        .where(note.workshop_id == workshop_id, note.state == "shown", note.theme_id.is_not(None))
        .group_by(note.theme_id, note.prompt_id)
    )
    found: dict[str, dict[str, int]] = {}
    for theme_id, prompt_id, count in connection.execute(query):
        found.setdefault(theme_id, {})[prompt_id] = count
    return found


SIGNS = 8
"""So many signs of a note's id tell a phone that it is one of its own."""


def in_theme(connection: Connection, workshop_id: str) -> dict[str, list[str]]:
    """Theme id to how the ids of the notes shown in it begin, in their order."""
    note = rows.TABLES[model.Note].c
    query = (
        select(note.theme_id, func.substr(note.id, 1, SIGNS))
        .where(note.workshop_id == workshop_id, note.state == "shown", note.theme_id.is_not(None))
        .order_by(note.id)
    )
    found: dict[str, list[str]] = {}
    for theme_id, beginning in connection.execute(query):
        found.setdefault(theme_id, []).append(beginning)
    return found


def _heard(workshop_id: str):  # type: ignore[no-untyped-def]  # a compound select has no short type
    note, seat = rows.TABLES[model.Note], rows.TABLES[model.Seat]
    group, place = rows.TABLES[model.Group], rows.TABLES[model.NotePlace]
    left = rows.TABLES[model.PlaceCount]
    signed = select(note.c.round_id, note.c.table_id).where(
        note.c.workshop_id == workshop_id, note.c.table_id.is_not(None)
    )
    kept = (
        select(group.c.round_id, group.c.table_id)
        .join(place, and_(place.c.workshop_id == workshop_id, place.c.group_id == group.c.id))
        .where(group.c.workshop_id == workshop_id)
    )
    # First who has written, then where they sit: all notes beside all seats would be slow.
    wrote = (
        select(note.c.round_id, note.c.participant_id)
        .where(note.c.workshop_id == workshop_id, note.c.participant_id.is_not(None))
        .distinct()
        .subquery()
    )
    sat = and_(
        seat.c.workshop_id == workshop_id,
        seat.c.participant_id == wrote.c.participant_id,
        seat.c.round_id == wrote.c.round_id,
        seat.c.until_seq.is_(None),
    )
    named = (
        select(group.c.round_id, group.c.table_id)
        .select_from(wrote)
        .join(seat, sat)
        .join(group, and_(group.c.workshop_id == workshop_id, group.c.id == seat.c.group_id))
    )
    erased = select(left.c.round_id, left.c.table_id).where(left.c.workshop_id == workshop_id)
    return union(signed, kept, named, erased)
