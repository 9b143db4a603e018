"""The unit of work: what an action sees of the database, inside the writer's transaction.

Every read and write is held to one workshop. Numbers are given here: the counter row is locked
when the workshop is first touched and written back at the end, so numbers have no gaps and
follow the order of commits, also across processes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, and_, delete, func, insert, select, update
from sqlalchemy.sql.elements import ColumnElement

from facilitation.core.changes import Change, Key
from facilitation.core.model import Workshop, new_id
from facilitation.core.ports import Limits
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.store import rows

T = TypeVar("T")


class Work:
    """One workshop inside one transaction; see ``core.ports.UnitOfWork``."""

    def __init__(
        self, connection: Connection, workshop_id: str, *, now: int, limits: Limits, key: bytes
    ) -> None:
        self.connection = connection
        self.workshop_id = workshop_id
        self.now = now
        self.limits = limits
        self.key = key
        self.erased = False
        """Whether a recorded change erases."""
        self._seen: dict[tuple[Any, ...], list[Any]] = {}
        self._done = self._lock_counter()

    @property
    def seq(self) -> int:
        return self._done + 1

    @property
    def workshop(self) -> Workshop:
        found = self.find(Workshop)
        if not found:
            raise Refusal("not_found")
        return found[0]

    def get(self, kind: type[T], id: str) -> T:
        found = self.find(kind, id=id)
        if not found:
            raise Refusal("not_found")
        return found[0]

    def find(self, kind: type[T], /, **equals: object) -> list[T]:
        name = (kind, *sorted((key, _frozen(value)) for key, value in equals.items()))
        if name not in self._seen:
            table = rows.TABLES[kind]
            query = select(table).where(self._mine(table, equals))
            self._seen[name] = [thing(kind, row) for row in self.connection.execute(query)]
        return list(self._seen[name])

    def count(self, kind: type[Any], /, **equals: object) -> int:
        table = rows.TABLES[kind]
        query = select(func.count()).select_from(table).where(self._mine(table, equals))
        return int(self.connection.execute(query).scalar_one())

    def add(self, thing: object) -> None:
        table = self._table(thing)
        self.connection.execute(insert(table), _row(thing))

    def save(self, thing: object) -> None:
        table = self._table(thing)
        changed = _row(thing)
        self.connection.execute(update(table).where(self._is(table, thing)).values(changed))

    def remove(self, thing: object) -> None:
        table = self._table(thing)
        self.connection.execute(delete(table).where(self._is(table, thing)))

    def changes_after(self, seq: int) -> list[tuple[int, str | None, tuple[Key, ...]]]:
        query = (
            select(rows.change.c.seq, rows.change.c.actor, rows.change.c.touched)
            .where(rows.change.c.workshop_id == self.workshop_id, rows.change.c.seq > seq)
            .order_by(rows.change.c.seq)
        )
        found = self.connection.execute(query)
        return [(row.seq, row.actor, keys_of(row.touched)) for row in found]

    def record(self, change: Change, actor: Actor) -> int:
        """Store an accepted change under its number, with its undo step; returns the number."""
        seq = self.seq
        self.connection.execute(
            insert(rows.change),
            {
                "workshop_id": self.workshop_id,
                "seq": seq,
                "kind": change.kind,
                "touched": [list(key) for key in change.touched],
                "actor": actor.name if change.keeps_actor and actor.on_stage else None,
                "at": self.now,
            },
        )
        if change.step is not None:
            step = dataclasses.replace(change.step, id=new_id(), seq=seq, actor=actor.name)
            self.add(step)
        self.connection.execute(
            update(rows.counter)
            .where(rows.counter.c.workshop_id == self.workshop_id)
            .values(seq=seq)
        )
        self._done = seq
        self.erased = self.erased or change.erases
        return seq

    def forget(self) -> None:
        """Drop what was read: somebody else has written in this transaction."""
        self._seen.clear()

    def _lock_counter(self) -> int:
        query = select(rows.counter.c.seq).where(rows.counter.c.workshop_id == self.workshop_id)
        found = self.connection.execute(query.with_for_update()).scalar()
        if found is None:
            self.connection.execute(
                insert(rows.counter), {"workshop_id": self.workshop_id, "seq": 0}
            )
        return int(found or 0)

    def _table(self, thing: object) -> Table:
        if getattr(thing, "workshop_id", None) != self.workshop_id:
            raise Refusal("not_found")
        for name in [name for name in self._seen if name[0] is type(thing)]:
            del self._seen[name]
        return rows.TABLES[type(thing)]

    def _mine(self, table: Table, equals: dict[str, object]) -> ColumnElement[bool]:
        clauses: list[ColumnElement[bool]] = [table.c.workshop_id == self.workshop_id]
        for name, value in equals.items():
            if isinstance(value, (list, tuple, set, frozenset)):
                clauses.append(table.c[name].in_(value))
            else:
                clauses.append(table.c[name] == value)
        return and_(*clauses)

    def _is(self, table: Table, thing: object) -> ColumnElement[bool]:
        if isinstance(thing, Workshop):
            return table.c.workshop_id == self.workshop_id
        return and_(
            table.c.workshop_id == self.workshop_id,
            table.c.id == thing.id,  # type: ignore[attr-defined]
        )


def thing(kind: type[T], row: Any) -> T:
    """A row as its dataclass; JSON lists become tuples."""
    values = {
        name: _tuples(value) if isinstance(value, list) else value
        for name, value in row._mapping.items()
    }
    return kind(**values)


def keys_of(touched: Sequence[Sequence[str]]) -> tuple[Key, ...]:
    """Keys as the ``change`` table keeps them, as tuples."""
    return tuple((type, id) for type, id in touched)


def _row(thing: object) -> dict[str, Any]:
    return {
        field.name: getattr(thing, field.name)
        for field in dataclasses.fields(thing)  # type: ignore[arg-type]
    }


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, (list, set, frozenset)) else value
