"""Rows as the things of the day: how they are asked for, and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import JSON, Connection, Dialect, Select, Table, and_, bindparam, select
from sqlalchemy.sql.elements import ColumnElement

from facilitation.core.changes import Key
from facilitation.store import direct, rows

T = TypeVar("T")
_MANY = (list, tuple, set, frozenset)


def find_things(
    connection: Connection, kind: Any, workshop_id: str, equals: Mapping[str, object]
) -> list[Any]:
    """The things of one ``kind`` and workshop whose columns equal these (a list: any of them)."""
    if any(isinstance(value, _MANY) for value in equals.values()):
        table = rows.TABLES[kind]
        query = select(table).where(of_workshop(table, workshop_id, equals))
        return [thing(kind, row) for row in connection.execute(query)]
    question = _question(kind, tuple((name, equals[name] is None) for name in equals))
    given = {name: value for name, value in equals.items() if value is not None}
    shape = _shape(kind, connection.dialect)
    found = direct.run(connection, question, **(given | {"workshop_id": workshop_id}))
    return [shape.read(row) for row in found]


def of_workshop(
    table: Table, workshop_id: str, equals: Mapping[str, object]
) -> ColumnElement[bool]:
    """The condition that a row is of this workshop and its columns equal these."""
    clauses: list[ColumnElement[bool]] = [table.c.workshop_id == workshop_id]
    for name, value in equals.items():
        if isinstance(value, _MANY):
            clauses.append(table.c[name].in_(value))
        else:
            clauses.append(table.c[name] == value)
    return and_(*clauses)


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


@lru_cache(maxsize=512)
def _question(kind: Any, asked: tuple[tuple[str, bool], ...]) -> Select[Any]:
    """Asks for things by the columns named, each with whether it shall be empty."""
    table = rows.TABLES[kind]
    columns = {"workshop_id": False} | dict(asked)
    wanted = [
        table.c[name].is_(None) if empty else table.c[name] == bindparam(name)
        for name, empty in columns.items()
    ]
    return select(table).where(*wanted)


@lru_cache(maxsize=128)
def _shape(kind: Any, dialect: Dialect) -> _Shape:
    return _Shape(kind, dialect)


class _Shape:
    """How a row of the driver's becomes a thing: its columns stand in the order of the fields."""

    def __init__(self, kind: Any, dialect: Dialect) -> None:
        self._kind = kind
        self._makers: list[tuple[int, Callable[[Any], Any]]] = []
        for at, column in enumerate(rows.TABLES[kind].columns):
            impl = column.type.dialect_impl(dialect)
            maker: Any = impl.result_processor(dialect, None)
            if maker is not None:
                self._makers.append((at, maker))
            if isinstance(column.type, JSON):
                self._makers.append((at, _tuples))

    def read(self, row: tuple[Any, ...]) -> Any:
        """The thing."""
        if not self._makers:
            return self._kind(*row)
        values = list(row)
        for at, maker in self._makers:
            values[at] = maker(values[at])
        return self._kind(*values)


def _tuples(value: Any) -> Any:
    return tuple(_tuples(one) for one in value) if isinstance(value, list) else value
