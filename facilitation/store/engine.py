"""Opens the database so that every connection keeps the promises: durable, checked, erased.

SQLite: WAL and synchronous=FULL (an acknowledged note is on the disk), foreign keys, and
secure_delete (an erased text leaves no bytes behind). PostgreSQL: as it comes.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

R = TypeVar("R")


def open_engine(url: str, *, busy_ms: int = 5000) -> Engine:
    """An engine for ``url``; ``busy_ms``: how long a write waits for another process's lock.

    NullPool on purpose: a pool's locks, patched green, deadlock under real threads.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url, busy_ms)
    return create_engine(url, poolclass=NullPool)


def _open_sqlite(url: str, busy_ms: int) -> Engine:
    path = make_url(url).database
    if path and path != ":memory:":
        # Made here, before SQLite would make it readable for others.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    engine = create_engine(
        url,
        poolclass=NullPool,
        connect_args={"check_same_thread": False, "timeout": busy_ms / 1000},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        # The driver would begin transactions by its own rules; "begin" below does it instead.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection in one read transaction: all that is read belongs to one moment."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def read(engine: Engine, work: Callable[[Connection], R]) -> R:
    """What ``work`` reads, all in one moment."""
    with reading(engine) as connection:
        return work(connection)
