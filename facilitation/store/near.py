"""What one phone's page needs of the day, and no more: a room that joins asks for it at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, and_, or_, select

from facilitation.core import model
from facilitation.core.changes import DAY, Key
from facilitation.core.facts import Facts
from facilitation.core.rights import PARTICIPANT, Actor
from facilitation.store import identity, lookup, rows
from facilitation.store.facts import Loader
from facilitation.store.heard import in_theme

SEEN_BY_PHONES = ("round", "prompt", "vote", "theme", "note")
"""Types of records, beside the day and its own group, that a phone sees any of."""


@dataclass(frozen=True, slots=True)
class Near:
    """A phone's own part of the day, all of one moment."""

    follows: str
    """Its audience."""
    facts: Facts
    """What that audience sees: its records are those of all facts of the day."""
    seats: list[model.Seat]
    colleagues: int
    """Others on the list from the same organisation."""
    sharing: dict[str, int]
    """Target group id to others who have it too and have joined."""


def load_near(connection: Connection, actor: Actor) -> Near:
    """For a participant or a table's device; Refusal ``not_found``."""
    follows = identity.audience_of(connection, actor)
    kind, _colon, id = follows.partition(":")
    people = [actor.subject_id] if actor.role == PARTICIPANT else []
    facts = _Nearby(connection, actor.workshop_id).at(id if kind == "group" else None, people)
    seats = lookup.find(
        connection,
        model.Seat,
        actor.workshop_id,
        participant_id=actor.subject_id,
        until_seq=None,
    )
    person = facts.participants.get(actor.subject_id)
    colleagues, sharing = _company(connection, person) if person else (0, {})
    return Near(follows, facts, seats, colleagues, sharing)


def _company(connection: Connection, person: model.Participant) -> tuple[int, dict[str, int]]:
    one = rows.TABLES[model.Participant].c
    query = select(one.organisation_id, one.joined, one.target_group_ids).where(
        one.workshop_id == person.workshop_id, one.status == "active", one.id != person.id
    )
    others = connection.execute(query).all()
    colleagues = sum(1 for organisation, _, _ in others if organisation == person.organisation_id)
    sharing = Counter(id for _, joined, ids in others if joined for id in ids)
    return (colleagues if person.organisation_id else 0), sharing


class _Nearby(Loader):
    def at(self, group_id: str | None, people: Iterable[str]) -> Facts:
        """What the people of a group see, and these people besides."""
        facts = self.facts
        members = self._members(group_id)
        wanted = sorted({*members, *people})
        facts.participants = {one.id: one for one in self._all(model.Participant, id=wanted)}
        facts.target_groups = {one.id: one for one in self._all(model.TargetGroup)}
        if group_id is not None:
            facts.members = {group_id: tuple(sorted(members, key=self._name_order))}
        self._notes(self._notes_at(facts.groups.get(group_id or ""), members))
        listed = self._listed()
        keys: list[Key] = [DAY, *((type, id) for type in SEEN_BY_PHONES for id in listed[type])]
        facts.keys = (*keys, ("group", group_id)) if group_id else tuple(keys)
        if facts.workshop.themes_shown:
            facts.in_theme = in_theme(self._connection, self._id)
        return facts

    def _members(self, group_id: str | None) -> list[str]:
        if group_id is None:
            return []
        seats = self._all(model.Seat, group_id=group_id, until_seq=None)
        return [seat.participant_id for seat in seats]

    def _notes_at(self, group: model.Group | None, members: list[str]) -> list[model.Note]:
        """All that may belong to the group; which do, ``_note_groups`` says."""
        if group is None:
            return []
        note, place = rows.TABLES[model.Note].c, rows.TABLES[model.NotePlace].c
        placed = select(place.id).where(place.workshop_id == self._id, place.group_id == group.id)
        written = or_(note.table_id == group.table_id, note.participant_id.in_(members))
        query = select(note.id).where(
            note.workshop_id == self._id,
            or_(note.id.in_(placed), and_(note.round_id == group.round_id, written)),
        )
        return self._all(model.Note, id=list(self._connection.execute(query).scalars()))
