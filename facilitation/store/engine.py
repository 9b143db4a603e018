"""Opens the database so that every connection keeps the promises: durable, checked, erased.

SQLite: WAL and synchronous=FULL (an acknowledged note is on the disk), foreign keys, and
secure_delete (an erased text leaves no bytes behind). PostgreSQL: as it comes.

SQLite's connections are kept open and used again: opening one, with its pragmas, costs more than
a small batch of notes. Only ``open_engine`` makes an SQLite file; a connection never does. Is the
file moved away under a running server, then every connection says so, instead of going on with
one that nobody will find again.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError
from sqlalchemy.pool import NullPool, QueuePool

from facilitation.core.refusals import BadSetting
from facilitation.store.direct import run_text

R = TypeVar("R")

LOG_PAGES = 8_000
"""Of SQLite's log until it is folded into the file (32 MB): whoever waits for that commit waits
five times as long. By default, 1,000, it was one note in eighty at 100 notes a second."""
KEPT, MOST = 4, 64
"""Connections to SQLite's file: those kept open, and those at one time."""

_JSON: dict[str, Any] = {
    "json_serializer": lambda value: msgspec.json.encode(value).decode(),
    "json_deserializer": msgspec.json.decode,
}
"""Each note has two such columns; this way they take a fifth of the time."""


class DatabaseGone(sqlite3.OperationalError):
    """The database's file is no longer where it was when it was opened."""


def open_engine(url: str, *, busy_ms: int = 5000) -> Engine:
    """An engine for ``url``; ``busy_ms``: how long a write waits for another process's lock.

    The pool's locks are real ones (``asyncmode`` leaves threads unpatched): green locks under
    real threads would deadlock. Raises BadSetting when the file cannot be written or the driver
    is not installed.
    """
    if make_url(url).get_backend_name() == "sqlite":
        return _open_sqlite(url, busy_ms)
    try:
        return create_engine(url, poolclass=NullPool, **_JSON)
    except ImportError as fault:
        raise BadSetting(
            "FACILITATION_DATABASE_URL takes PostgreSQL only where its driver is installed: "
            "pip install 'facilitation[scale]'."
        ) from fault


def _open_sqlite(url: str, busy_ms: int) -> Engine:
    path = make_url(url).database or ""
    try:
        # Made here, before SQLite would make it readable for others.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as fault:
        raise BadSetting(
            "FACILITATION_DATABASE_URL takes sqlite:///FILE with a file that can be written "
            f"({path}: {fault.strerror})."
        ) from fault
    file = Path(path).absolute()
    engine = create_engine(
        url,
        poolclass=QueuePool,
        pool_size=KEPT,
        max_overflow=MOST - KEPT,
        creator=partial(_connect, file, busy_ms),
        **_JSON,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, record: Any) -> None:
        record.info["file"] = _identity(file)
        # The driver would begin transactions by its own rules; "begin" below does it instead.
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
            f"wal_autocheckpoint={LOG_PAGES}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "checkout")
    def still_there(_connection: Any, record: Any, _proxy: Any) -> None:
        if record.info["file"] != _identity(file):
            raise DisconnectionError("the file is another one now")  # so that it is opened anew

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        run_text(connection, "BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _connect(path: Path, busy_ms: int) -> sqlite3.Connection:
    """Reads and writes a file that is there, and makes none (``mode=rw``); else DatabaseGone."""
    address = f"{path.as_uri()}?mode=rw"
    try:
        return sqlite3.connect(address, uri=True, check_same_thread=False, timeout=busy_ms / 1000)
    except sqlite3.OperationalError as fault:
        if path.exists():
            raise
        raise DatabaseGone(f"the database file is gone: {path}") from fault


def keep_open(engine: Engine) -> object:
    """Something to hold for as long as the database is in use; let go of, it closes.

    SQLite folds its whole log into the file when the last connection closes: without one that
    stays open, that would be after each commit, and costs as much as the commit itself.
    """
    return engine.raw_connection() if engine.dialect.name == "sqlite" else None


def clear_log(engine: Engine) -> bool:
    """Fold SQLite's write-ahead log into the file and empty it: what was erased lives on there.

    False when a reader was in the way; then it is worth another try after the next commit.
    Nothing to do on PostgreSQL, where old versions of a row stay until its next vacuum.
    """
    if engine.dialect.name != "sqlite":
        return True
    try:
        with engine.connect() as connection:
            connection.detach()  # not to be used again: it waits for nobody
            cursor = connection.connection.cursor()
            cursor.execute("PRAGMA busy_timeout=0")  # the next batch waits for us
            busy = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except (sqlite3.Error, DBAPIError):  # a full disk, say: what was committed stands all the same
        return False
    return busy is not None and busy[0] == 0


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection in one read transaction: all that is read belongs to one moment."""
    options: dict[str, Any] = {}
    if engine.dialect.name == "postgresql":
        options["isolation_level"] = "REPEATABLE READ"
    with engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


def read(engine: Engine, work: Callable[[Connection], R]) -> R:
    """What ``work`` reads, all in one moment."""
    with reading(engine) as connection:
        return work(connection)
