"""The unit of work: what an action sees of the database, inside the writer's transaction.

Every read and write is held to one workshop. Numbers are given here: the counter row is locked
when the workshop is first touched and written back at the end, so numbers have no gaps and
follow the order of commits, also across processes. Changes, answers to messages and the counter
are gathered and written once, by ``finish``: one statement for each kind, however many notes.
So are new rows, until somebody asks for what they may be part of.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import (
    Connection,
    NestedTransaction,
    Select,
    String,
    Table,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.sql.elements import ColumnElement

from facilitation.core.changes import NOTE_WRITTEN, Change, Key
from facilitation.core.growing import NewNotes
from facilitation.core.model import (
    Group,
    Note,
    NotePlace,
    Opening,
    Participant,
    Round,
    Seat,
    Workshop,
    new_id,
)
from facilitation.core.ports import Limits
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.store import direct, rows
from facilitation.store.bulk import insert_rows
from facilitation.store.inserts import Inserts, row_of
from facilitation.store.things import find_things, keys_of, of_workshop

Seen = dict[type, dict[tuple[Any, ...], list[Any]]]
"""What was read, by kind and by question."""
CARRIED = (Workshop, Round, Opening, Group, Seat, Participant)
"""Kinds that change under a number only: what was read of them stays true while the counter
stands, also over the next transactions."""
MOST_CARRIED = 5_000

_NAMES = (("names", None),)
"""In place of a question: all names."""

T = TypeVar("T")

# Built once: building a statement takes as long as five notes.
_DAY: ColumnElement[str] = bindparam("day")
_MINE = rows.counter.c.workshop_id == _DAY
_LOCK_COUNTER = select(rows.counter.c.seq).where(_MINE).with_for_update()
_WRITE_COUNTER = update(rows.counter).where(_MINE).values(seq=bindparam("done"))
_NEW_COUNTER = insert(rows.counter).values(workshop_id=_DAY, seq=bindparam("done"))
_MESSAGES = select(rows.message.c.id, rows.message.c.digest, rows.message.c.answer).where(
    rows.message.c.workshop_id == _DAY, rows.message.c.id.in_(bindparam("ids", expanding=True))
)


@lru_cache
def _some_known(count: int) -> Select[tuple[str]]:
    """Asks for ``id_0`` and so on, as many as ``count``."""
    ids = [bindparam(f"id_{number}", type_=String) for number in range(count)]
    mine = rows.message.c.workshop_id == _DAY
    return select(rows.message.c.id).where(mine, rows.message.c.id.in_(ids))


class Work:
    """One workshop inside one transaction; see ``core.ports.UnitOfWork``."""

    def __init__(
        self,
        connection: Connection,
        workshop_id: str,
        *,
        now: int,
        limits: Limits,
        key: bytes,
        message_ids: Sequence[str] = (),
        carried: tuple[int, Seen] | None = None,
    ) -> None:
        """``message_ids``: those that may be asked for with ``message``; ``carried``: what an
        earlier unit of work left (see ``carry``)."""
        self.connection = connection
        self.workshop_id = workshop_id
        self.now = now
        self.limits = limits
        self.key = key
        self.erased = False
        """Whether a recorded change erases."""
        self._inserts = Inserts(connection)
        self._before = 0
        """How many of the inserts came before the command that runs."""
        self._nested: NestedTransaction | None = None
        self._changes: list[dict[str, Any]] = []
        self._new_messages: list[dict[str, Any]] = []
        self._new: list[object] = []
        """What was added, in order, for ``new_notes``."""
        self._only_notes = True
        self._stored = self._lock_counter()
        self._done = self._stored or 0
        self._seen: Seen = carried[1] if carried and carried[0] == self._done else {}
        self._messages = self._known_messages(message_ids)

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
        try:  # a note asks seven times
            return list(self._seen[kind][tuple(equals.items())])
        except (KeyError, TypeError):  # not asked before, or for any of a list
            return list(self._found(kind, equals))

    def _found(self, kind: type[T], equals: dict[str, object]) -> list[T]:
        question = tuple([(name, _frozen(value)) for name, value in equals.items()])
        seen = self._seen.setdefault(kind, {})
        if question not in seen:
            if self._inserts.has(kind):
                self._write()
            seen[question] = find_things(self.connection, kind, self.workshop_id, equals)
        return seen[question]

    def names(self, kind: type[Any], /) -> tuple[str, ...]:
        seen = self._seen.setdefault(kind, {})
        if _NAMES not in seen:
            self._write()
            table = rows.TABLES[kind]
            query = select(table.c.name).where(table.c.workshop_id == self.workshop_id)
            seen[_NAMES] = [tuple(self.connection.execute(query).scalars())]
        names: tuple[str, ...] = seen[_NAMES][0]
        return names

    def count(self, kind: type[Any], /, **equals: object) -> int:
        self._write()
        table = rows.TABLES[kind]
        mine = of_workshop(table, self.workshop_id, equals)
        query = select(func.count()).select_from(table).where(mine)
        return int(self.connection.execute(query).scalar_one())

    def add(self, thing: object) -> None:
        self._table(thing)
        self._inserts.add(thing)
        self._new.append(thing)

    def save(self, *things: object) -> None:
        tables = {self._table(thing) for thing in things}
        if not tables:
            return
        self._write()
        (table,) = tables
        found = and_(*(table.c[name] == bindparam(f"its_{name}") for name in _names(table)))
        changed = [row_of(thing) for thing in things]
        for row in changed:
            row.update({f"its_{name}": row.pop(name) for name in _names(table)})
        self.connection.execute(update(table).where(found), changed)

    def remove(self, thing: object) -> None:
        table = self._table(thing)
        self._write()
        self.connection.execute(delete(table).where(self._is(table, thing)))

    def changes_after(self, seq: int) -> list[tuple[int, str | None, tuple[Key, ...]]]:
        query = (
            select(rows.change.c.seq, rows.change.c.actor, rows.change.c.touched)
            .where(rows.change.c.workshop_id == self.workshop_id, rows.change.c.seq > seq)
            .order_by(rows.change.c.seq)
        )
        found = [row._asdict() for row in self.connection.execute(query)]
        found += [change for change in self._changes if change["seq"] > seq]
        return [(one["seq"], one["actor"], keys_of(one["touched"])) for one in found]

    def record(self, change: Change, actor: Actor) -> int:
        """Store an accepted change under its number, with its undo step; returns the number."""
        seq = self.seq
        self._changes.append(
            {
                "workshop_id": self.workshop_id,
                "seq": seq,
                "kind": change.kind,
                "touched": [list(key) for key in change.touched],
                "actor": actor.name if change.keeps_actor and actor.on_stage else None,
                "at": self.now,
            }
        )
        if change.step is not None:
            step = dataclasses.replace(change.step, id=new_id(), seq=seq, actor=actor.name)
            self.add(step)
        self._done = seq
        self._only_notes = self._only_notes and change.kind == NOTE_WRITTEN
        self.erased = self.erased or change.erases
        return seq

    def message(self, id: str) -> tuple[str, dict[str, Any]] | None:
        """Digest and answer of a message that was accepted before, or None."""
        return self._messages.get(id)

    def keep_message(self, id: str, digest: str, answer: dict[str, Any]) -> None:
        """Remember a message with its answer."""
        self._messages[id] = digest, answer
        self._new_messages.append(
            {"workshop_id": self.workshop_id, "id": id, "digest": digest, "answer": answer}
        )

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Run one command: a Refusal leaves nothing of it behind, and costs the others nothing.

        A savepoint is made only before the command's first statement that writes: adding a note
        needs none.
        """
        self._before = len(self._inserts)
        new = len(self._new)
        try:
            yield
        except Refusal:
            del self._new[new:]
            if self._nested is not None or len(self._inserts) > self._before:
                self._seen.clear()  # may hold what is now taken back
            self._inserts.cut(self._before)
            if self._nested is not None:
                self._nested.rollback()
            raise
        else:
            if self._nested is not None:
                self._nested.commit()
        finally:
            self._nested = None

    def _write(self) -> None:
        """Before a statement that changes rows or must see them all."""
        if self._nested is None:
            self._inserts.write(self._before)
            self._before = 0
            self._nested = self.connection.begin_nested()
        self._inserts.write()

    def carry(self) -> tuple[int, Seen]:
        """The number reached and what was read that stays true for as long as it stands."""
        kept: Seen = {kind: self._seen[kind] for kind in CARRIED if kind in self._seen}
        few = sum(len(answers) for answers in kept.values()) <= MOST_CARRIED
        return self._done, kept if few else {}

    def new_notes(self) -> NewNotes | None:
        """What was written, where that is nothing but new notes."""
        if not self._changes or not self._only_notes:
            return None
        notes = tuple(one for one in self._new if isinstance(one, Note))
        places = {one.id: one.group_id for one in self._new if isinstance(one, NotePlace)}
        return NewNotes(self._stored or 0, self._done, notes, places)

    def finish(self) -> None:
        """Write what was gathered; nothing may come after it."""
        self._inserts.write()
        if self._changes:
            insert_rows(self.connection, rows.change, self._changes)
            self._write_counter()
        if self._new_messages:
            insert_rows(self.connection, rows.message, self._new_messages)

    def _write_counter(self) -> None:
        statement = _NEW_COUNTER if self._stored is None else _WRITE_COUNTER
        direct.run(self.connection, statement, day=self.workshop_id, done=self._done)

    def _lock_counter(self) -> int | None:
        found = direct.run(self.connection, _LOCK_COUNTER, day=self.workshop_id)
        return int(found[0][0]) if found else None

    def _known_messages(self, ids: Sequence[str]) -> dict[str, tuple[str, dict[str, Any]]]:
        if not ids:
            return {}
        # Rounded up, with the last one repeated: then one of few statements that stand prepared.
        count = 1 << (len(ids) - 1).bit_length()
        asked = {f"id_{at}": ids[min(at, len(ids) - 1)] for at in range(count)}
        known = direct.run(self.connection, _some_known(count), day=self.workshop_id, **asked)
        if not known:  # nearly always
            return {}
        values = {"day": self.workshop_id, "ids": [id for (id,) in known]}
        found = self.connection.execute(_MESSAGES, values)
        return {row.id: (row.digest, row.answer) for row in found}

    def _table(self, thing: object) -> Table:
        if getattr(thing, "workshop_id", None) != self.workshop_id:
            raise Refusal("not_found")
        self._seen.pop(type(thing), None)
        return rows.TABLES[type(thing)]

    def _is(self, table: Table, thing: object) -> ColumnElement[bool]:
        if isinstance(thing, Workshop):
            return table.c.workshop_id == self.workshop_id
        return and_(
            table.c.workshop_id == self.workshop_id,
            table.c.id == thing.id,  # type: ignore[attr-defined]
        )


def _names(table: Table) -> list[str]:
    """The columns by which a row is found."""
    return [name for name in ("workshop_id", "id") if name in table.c]


def _frozen(value: object) -> object:
    return tuple(value) if isinstance(value, (list, set, frozenset)) else value
