"""Runs statements in the driver's own words, on its own cursor, in SQLAlchemy's transaction.

A statement is made by SQLAlchemy once for each dialect. Run by SQLAlchemy each would take a tenth
of a millisecond, and a batch has nine: more than all that its first note needs. For what every
batch does; the rest goes the usual way.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import ClauseElement

_NAMED = re.compile(r"%\((\w+)\)s")


@lru_cache(maxsize=256)
def written(statement: ClauseElement, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    """The statement as this dialect has it, and the names of its values in their order."""
    compiled = statement.compile(dialect=dialect)
    text = str(compiled)
    names: Sequence[str] = getattr(compiled, "positiontup", None) or _NAMED.findall(text)
    return _NAMED.sub("%s", text), tuple(names)


def run(
    connection: Connection, statement: ClauseElement, /, **values: Any
) -> list[tuple[Any, ...]]:
    """Run a statement whose values the driver takes and gives as they are; its rows, if any."""
    text, names = written(statement, connection.dialect)
    return run_text(connection, text, [values[name] for name in names])


def run_text(
    connection: Connection, text: str, values: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """Run the driver's own text; raises what SQLAlchemy would."""
    cursor = connection.connection.cursor()
    try:
        cursor.execute(text, values)
        return list(cursor.fetchall()) if cursor.description else []
    except Exception as fault:
        raise _as_raised(connection, cursor, fault) from fault
    finally:
        cursor.close()


def _as_raised(connection: Connection, cursor: Any, fault: Exception) -> Exception:
    """A driver's fault as SQLAlchemy's, without the values: they are what people wrote."""
    dialect = connection.dialect
    driver: Any = dialect.loaded_dbapi
    if not isinstance(fault, driver.Error):
        return fault
    if dialect.is_disconnect(fault, connection.connection, cursor):
        connection.invalidate(fault)
    found = DBAPIError.instance(None, None, fault, driver.Error, dialect=dialect)
    return found if isinstance(found, Exception) else fault
