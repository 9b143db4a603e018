"""Loads the facts behind a set of keys: the one reader for first load, reconnect and repair.

A touched key may stand in other records too (a renamed organisation stands on its notes):
``Touched`` adds those keys, so that actions need only name what they touched.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from facilitation.core import model
from facilitation.core.changes import ARRIVALS, DAY, EVERYTHING, Key
from facilitation.core.facts import Facts, board_names
from facilitation.core.growing import add_new, groups_of, sitting
from facilitation.core.refusals import Refusal
from facilitation.core.text import sort_key
from facilitation.store import rows
from facilitation.store.heard import in_theme, shown_by, tables_heard, themed
from facilitation.store.things import keys_of
from facilitation.store.touched import Touched

FAR_BEHIND = 400
"""More touched keys than this, and a snapshot is smaller than the repair."""

_NAMED = {
    "organisation": ("organisations", model.Organisation),
    "target_group": ("target_groups", model.TargetGroup),
    "method": ("methods", model.Method),
}


def load_everything(connection: Connection, workshop_id: str) -> Facts:
    """All facts of the workshop at its present number; Refusal ``not_found``."""
    return Loader(connection, workshop_id).everything()


def load_since(
    connection: Connection, workshop_id: str, after: int, known: Facts | None = None
) -> Facts | None:
    """The facts touched by the changes after ``after``; None when a snapshot serves better.

    Also None when ``after`` lies ahead of the stream (a database put back from a backup).
    ``known``: facts read at ``after``; where only notes were touched since, all else is taken
    from there.
    """
    query = (
        select(rows.change.c.touched)
        .where(rows.change.c.workshop_id == workshop_id, rows.change.c.seq > after)
        .order_by(rows.change.c.seq)
        .limit(FAR_BEHIND + 1)
    )
    found = [keys_of(touched) for touched in connection.execute(query).scalars()]
    touched = dict.fromkeys(key for keys in found for key in keys)
    if len(found) > FAR_BEHIND or len(touched) > FAR_BEHIND or EVERYTHING in touched:
        return None
    only_notes = all(type == "note" for type, _id in touched)
    fits = only_notes and known is not None and known.whole and known.seq == after
    loader = Loader(connection, workshop_id, known if fits else None)
    if after > loader.facts.seq:
        return None
    return loader.notes(touched) if only_notes and (touched or fits) else loader.some(touched)


def current_seq(connection: Connection, workshop_id: str) -> int:
    """The number of the workshop's last change; 0 when it has none."""
    query = select(rows.counter.c.seq).where(rows.counter.c.workshop_id == workshop_id)
    return int(connection.execute(query).scalar() or 0)


class Loader(Touched):
    """Reads facts of one workshop, piece by piece."""

    def __init__(
        self, connection: Connection, workshop_id: str, known: Facts | None = None
    ) -> None:
        super().__init__(connection, workshop_id)
        self._known = known
        if known is not None:
            self.facts = known.at(current_seq(connection, workshop_id))
            return
        workshops = self._all(model.Workshop)
        if not workshops:
            raise Refusal("not_found")
        self.facts = Facts(current_seq(connection, workshop_id), (), workshops[0])
        self._small_things()

    def everything(self) -> Facts:
        facts = self.facts
        self._people()
        self._names()
        self._notes(self._all(model.Note))
        keys: list[Key] = [DAY, ARRIVALS]
        for type, things in self._listed().items():
            keys += [(type, id) for id in things]
        facts.keys = tuple(keys)
        self._figures(set(keys))
        facts.whole = True
        return facts

    def notes(self, touched: Iterable[Key]) -> Facts:
        """Only notes were touched: what most frames are made of."""
        facts = self.facts
        if self._known is None:
            self._people()
            self._names()
        facts.keys = tuple(self._expand(dict.fromkeys(touched)))
        ids = [id for type, id in touched if type == "note"]
        self._notes(self._all(model.Note, id=ids))
        if self._known is not None and all(self._is_new(id) for id in ids):
            facts.keys = tuple(key for key in facts.keys if key[0] != "theme")  # they are in none
            add_new(facts, self._known)
        else:
            self._figures(set(facts.keys))
        facts.whole = True
        return facts

    def _is_new(self, id: str) -> bool:
        note = self.facts.notes.get(id)
        known = self._known
        if note is None or known is None or note.theme_id:  # a theme's figures have changed, too
            return False
        return note.seq > known.seq

    def some(self, touched: Iterable[Key]) -> Facts:
        keys = self._expand(dict.fromkeys(touched))
        self.facts.keys = tuple(keys)
        asked = {type for type, _id in keys}
        if asked & {"participant", "group", "arrival"}:
            self._people()
        if asked & {"organisation", "target_group", "method"}:
            self._names()
        self._notes(self._all(model.Note, id=[id for type, id in keys if type == "note"]))
        self._figures(set(keys))
        return self.facts

    def _listed(self) -> dict[str, Iterable[str]]:
        facts = self.facts
        return {
            "round": facts.rounds,
            "heard": facts.rounds,
            "prompt": facts.prompts,
            "count": facts.prompts,
            "table": facts.tables,
            "group": facts.groups,
            "participant": facts.participants,
            "arrival": facts.participants,
            **{type: getattr(facts, name) for type, (name, _kind) in _NAMED.items()},
            "note": facts.notes,
            "theme": facts.themes,
            "item": facts.items,
            "vote": facts.votes,
        }

    def _small_things(self) -> None:
        facts = self.facts
        facts.rounds = {one.id: one for one in self._all(model.Round)}
        facts.prompts = {one.id: one for one in self._all(model.Prompt)}
        facts.tables = {one.id: one for one in self._all(model.Table)}
        facts.groups = {one.id: one for one in self._all(model.Group)}
        facts.themes = {one.id: one for one in self._all(model.Theme)}
        facts.items = {one.id: one for one in self._all(model.Item)}
        facts.votes = {one.id: one for one in self._all(model.Vote)}
        self._chosen()
        facts.cast = {
            one.id: len(self._all(model.Ballot, vote_id=one.id))
            for one in facts.votes.values()
            if one.state == "open"
        }
        opened = self._all(model.Opening, closed_seq=None)
        facts.open_in = {one.prompt_id: one.round_id for one in opened}

    def _people(self) -> None:
        """Everybody: a board name depends on all others, and people change rarely."""
        facts = self.facts
        facts.participants = {one.id: one for one in self._all(model.Participant)}
        facts.organisations = {one.id: one for one in self._all(model.Organisation)}
        names = {id: one.name for id, one in facts.organisations.items()}
        facts.board_names = board_names(
            (one.id, one.name, names.get(one.organisation_id or "", ""))
            for one in facts.participants.values()
        )
        members: dict[str, list[str]] = {}
        for seat in self._all(model.Seat, until_seq=None):
            members.setdefault(seat.group_id, []).append(seat.participant_id)
        facts.members = {
            id: tuple(sorted(people, key=self._name_order)) for id, people in members.items()
        }

    def _name_order(self, id: str) -> tuple[tuple[str, str], str]:
        return sort_key(self.facts.participants[id].name), id

    def _names(self) -> None:
        for name, kind in _NAMED.values():
            things: list[Any] = self._all(kind)
            setattr(self.facts, name, {one.id: one for one in things})

    def _notes(self, notes: list[model.Note]) -> None:
        facts = self.facts
        facts.notes = {one.id: one for one in notes}
        signers = {one.participant_id for one in notes if one.participant_id}
        if not facts.participants and signers:
            people = self._all(model.Participant, id=list(signers))
            facts.participants = {one.id: one for one in people}
        if not facts.organisations:
            wanted = {one.organisation_id for one in notes} | {
                one.organisation_id for one in facts.participants.values()
            }
            found = self._all(model.Organisation, id=[id for id in wanted if id])
            facts.organisations = {one.id: one for one in found}
        if not facts.target_groups:
            wanted = {one.target_group_id for one in notes}
            groups = self._all(model.TargetGroup, id=[id for id in wanted if id])
            facts.target_groups = {one.id: one for one in groups}
        facts.note_groups = self._note_groups(notes, signers)

    def _note_groups(self, notes: list[model.Note], signers: set[str]) -> dict[str, str | None]:
        kept = [one.id for one in notes if one.signed in ("organisation", "target_group")]
        placed = {one.id: one.group_id for one in self._all(model.NotePlace, id=kept)}
        if self.facts.members:
            return groups_of(self.facts, notes, placed, sitting(self.facts, notes))
        seats = self._all(model.Seat, until_seq=None, participant_id=list(signers))
        sat = {(one.round_id, one.participant_id): one.group_id for one in seats}
        return groups_of(self.facts, notes, placed, sat)

    def _figures(self, keys: set[Key]) -> None:
        asked = {type for type, _id in keys}
        if "count" in asked:
            self.facts.counts = shown_by(self._connection, self._id, "prompt_id")
        if "theme" in asked:
            self.facts.themed = themed(self._connection, self._id)
            if self.facts.workshop.themes_shown:
                self.facts.in_theme = in_theme(self._connection, self._id)
        if "heard" in asked:
            self.facts.heard = tables_heard(self._connection, self.facts)
            self.facts.written = shown_by(self._connection, self._id, "round_id")
        if "arrivals" in asked:
            person = rows.TABLES[model.Participant]
            query = (
                select(person.c.joined, func.count())
                .where(person.c.workshop_id == self._id, person.c.status == "active")
                .group_by(person.c.joined)
            )
            by = {bool(joined): count for joined, count in self._connection.execute(query)}
            self.facts.joined = by.get(True, 0)
            self.facts.expected = sum(by.values())
