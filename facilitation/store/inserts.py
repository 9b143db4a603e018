"""New rows that wait to be written together: one statement for each kind, however many notes."""

from __future__ import annotations

import dataclasses
from typing import Any

from sqlalchemy import Connection

from facilitation.store import rows
from facilitation.store.bulk import insert_things

_ORDER = {table: at for at, table in enumerate(rows.metadata.sorted_tables)}
"""What others refer to stands before them."""


class Inserts:
    """Things that were added inside one transaction and do not stand in the database yet."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._things: list[object] = []

    def __len__(self) -> int:
        return len(self._things)

    def add(self, thing: object) -> None:
        self._things.append(thing)

    def has(self, kind: type) -> bool:
        """Whether something of this kind waits."""
        return any(type(thing) is kind for thing in self._things)

    def cut(self, length: int) -> None:
        """Drop what came after the first ``length``."""
        del self._things[length:]

    def write(self, length: int | None = None) -> None:
        """Write the first ``length``, or all."""
        first = self._things[:length]
        del self._things[:length]
        by_kind: dict[type, list[object]] = {}
        for thing in first:
            by_kind.setdefault(type(thing), []).append(thing)
        for kind in sorted(by_kind, key=lambda kind: _ORDER[rows.TABLES[kind]]):
            insert_things(self._connection, rows.TABLES[kind], by_kind[kind])


def row_of(thing: object) -> dict[str, Any]:
    """A dataclass as the row it becomes."""
    return {
        field.name: getattr(thing, field.name)
        for field in dataclasses.fields(thing)  # type: ignore[arg-type]
    }
