"""Many new rows of one table in few statements that hold all their values.

The driver's own way (``executemany``) lets the other threads run after each row, and on a busy
server waits for its turn each time; SQLAlchemy's own prepares each row in Python. For a batch of
60 notes, their changes and answers, this takes a quarter of the time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import Boolean, Connection, Dialect, Table, insert

from facilitation.store.direct import run_text, written

_AT_ONCE = 64
"""Rows in one statement, at most; SQLite takes 32,766 values."""


class _Form:
    """How rows of a table are written in one dialect."""

    def __init__(self, table: Table, dialect: Dialect) -> None:
        text, self.names = written(insert(table), dialect)
        self._head, _, self._row = text.partition(" VALUES ")
        self._few_sizes = dialect.name == "sqlite"
        self.of_thing = attrgetter(*self.names)
        self.of_row = itemgetter(*self.names)
        self._makers = [
            (at, maker)
            for at, name in enumerate(self.names)
            if (maker := _maker(table, name, dialect)) is not None
        ]

    @lru_cache(maxsize=_AT_ONCE)  # noqa: B019 (forms are kept for good)
    def text(self, count: int) -> str:
        return f"{self._head} VALUES {', '.join([self._row] * count)}"

    def size(self, left: int) -> int:
        """How many of those left go into the next statement. SQLite keeps statements prepared, so
        that few sizes are best: preparing one takes three times as long as running it. To
        PostgreSQL each is another round trip."""
        most = min(left, _AT_ONCE)
        return 1 << (most.bit_length() - 1) if self._few_sizes else most

    def values(self, row: tuple[Any, ...]) -> Sequence[Any]:
        """As the driver takes them."""
        if not self._makers:
            return row
        made = list(row)
        for at, maker in self._makers:
            made[at] = maker(made[at])
        return made


def _maker(table: Table, name: str, dialect: Dialect) -> Callable[[Any], Any] | None:
    type = table.c[name].type
    if isinstance(type, Boolean):  # both drivers take it as it is
        return None
    return type.dialect_impl(dialect).bind_processor(dialect)


@lru_cache(maxsize=128)
def _form(table: Table, dialect: Dialect) -> _Form:
    return _Form(table, dialect)


def insert_things(connection: Connection, table: Table, things: Sequence[object]) -> None:
    """Insert dataclasses as rows."""
    form = _form(table, connection.dialect)
    _insert(connection, form, [form.of_thing(thing) for thing in things])


def insert_rows(connection: Connection, table: Table, found: Sequence[dict[str, Any]]) -> None:
    """Insert rows given by the names of their columns."""
    form = _form(table, connection.dialect)
    _insert(connection, form, [form.of_row(row) for row in found])


def _insert(connection: Connection, form: _Form, found: list[tuple[Any, ...]]) -> None:
    at = 0
    while at < len(found):
        part = found[at : at + form.size(len(found) - at)]
        values = tuple(chain.from_iterable(form.values(row) for row in part))
        run_text(connection, form.text(len(part)), values)
        at += len(part)
