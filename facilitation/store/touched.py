"""What changes along with what was touched: the keys of a frame, before its things are read."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, or_, select

from facilitation.core import model
from facilitation.core.changes import ARRIVALS, Key
from facilitation.core.facts import Facts
from facilitation.store import rows
from facilitation.store.things import thing

T = TypeVar("T")


class Touched:
    """Reads things of one workshop, and says what else a change of some of them changes."""

    facts: Facts

    def __init__(self, connection: Connection, workshop_id: str) -> None:
        self._connection = connection
        self._id = workshop_id

    def _expand(self, keys: dict[Key, None]) -> dict[Key, None]:
        facts = self.facts
        ids = {type: [id for kind, id in keys if kind == type] for type, _id in keys}
        if "note" in ids:
            keys |= dict.fromkeys(("count", id) for id in facts.prompts)
            keys |= dict.fromkeys(("theme", id) for id in facts.themes)
        if facts.votes and self._votes_show(ids):
            keys |= dict.fromkeys(("vote", id) for id in facts.votes)
        if ids.keys() & {"note", "table", "group", "round"}:
            keys |= dict.fromkeys(("heard", id) for id in (*facts.rounds, *ids.get("round", ())))
        if ids.keys() & {"participant", "arrival"}:
            keys |= dict.fromkeys(
                [ARRIVALS, *(("arrival", id) for id in ids.get("participant", ()))]
            )
        if "organisation" in ids:
            people = self._all(model.Participant, organisation_id=ids["organisation"])
            keys |= dict.fromkeys(("participant", one.id) for one in people)
            ids["participant"] = [*ids.get("participant", ()), *(one.id for one in people)]
        if ids.keys() & {"participant", "table", "round"}:
            keys |= dict.fromkeys(("group", id) for id in facts.groups)
        keys |= dict.fromkeys(("count", id) for id in ids.get("prompt", ()))
        # A note signed by name is seen at its author's table: with the seat it goes along.
        ids["participant"] = [*ids.get("participant", ()), *ids.get("seat", ())]
        return keys | dict.fromkeys(("note", id) for id in self._notes_about(ids))

    def _votes_show(self, ids: dict[str, list[str]]) -> bool:
        """Whether something that is voted on may have changed; then the notes are read anew."""
        facts = self.facts
        chosen = {id for vote in facts.votes.values() for id in vote.choice_ids}
        if ids.keys() & {"prompt", "theme", "vote"} or chosen.intersection(ids.get("note", ())):
            self._chosen()
            return True
        return False

    def _notes_about(self, ids: dict[str, list[str]]) -> list[str]:
        note = rows.TABLES[model.Note]
        about: list[ColumnElement[bool]] = [
            note.c[f"{type}_id"].in_(ids[type])
            for type in ("participant", "organisation", "target_group", "table", "prompt", "round")
            if ids.get(type)
        ]
        if not about:
            return []
        query = select(note.c.id).where(note.c.workshop_id == self._id, or_(*about))
        return list(self._connection.execute(query).scalars())

    def _chosen(self) -> None:
        votes = [one for one in self.facts.votes.values() if one.kind == "notes"]
        ids = [id for vote in votes for id in vote.choice_ids]
        self.facts.chosen = {one.id: one for one in self._all(model.Note, id=ids)}

    def _all(self, kind: type[T], /, **equals: Any) -> list[T]:
        if [] in equals.values():
            return []
        table = rows.TABLES[kind]
        query = select(table).where(table.c.workshop_id == self._id)
        for name, value in equals.items():
            column = table.c[name]
            query = query.where(column.in_(value) if isinstance(value, list) else column == value)
        order = [table.c[name] for name in ("number", "id") if name in table.c]
        return [thing(kind, row) for row in self._connection.execute(query.order_by(*order))]
