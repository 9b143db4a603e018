"""Brings a database to the present schema: from empty, or from any older release.

All steps run in one transaction, so a crash half-way leaves the database as it was. An SQLite
file is copied first. Alembic is told here what its ini file would say, so that it works from a
wheel.
"""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.exc import DatabaseError

from facilitation.core.refusals import BadSetting

FOLDER = Path(__file__).parent / "migrations"
BACKUPS = "backups"
SETTING = "FACILITATION_DATABASE_URL"
# Any number does, as long as every process of this program takes the same.
_POSTGRES_LOCK = 5_202_211


def upgrade(engine: Engine, *, data_dir: Path) -> Path | None:
    """Bring the database to the present schema; safe to call at every start, also by several
    processes at once.

    Returns where the copy lies that was made beforehand, None when there was nothing to copy
    (already up to date, empty, or PostgreSQL, which has its own tools). Raises BadSetting when
    the database cannot be opened, is damaged, is not ours, or is newer than this program.
    """
    try:
        script = _script()
        with engine.connect() as connection:
            before = _checked_version(connection, script)
        if before == script.get_current_head():
            return None
        copy = _copy(engine, data_dir, before) if before else None
        _migrate(engine)
    except DatabaseError as fault:
        raise BadSetting(_cannot_be_used(engine, data_dir, fault)) from fault
    return copy


def present() -> str:
    """The name of the present schema, as the database keeps it."""
    head = _script().get_current_head()
    assert head is not None
    return head


def version(connection: Connection) -> str | None:
    """The name of the schema that a database has; None when it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _checked_version(connection: Connection, script: ScriptDirectory) -> str | None:
    """The database's version; BadSetting unless this program can go on from it."""
    found = version(connection)
    known = {step.revision for step in script.walk_revisions()}
    if found is not None and found not in known:
        raise BadSetting(
            f"{SETTING} takes a database that this version can read; this one was written by a "
            f"newer version (schema {found}, known up to {script.get_current_head()})."
        )
    if found is None and inspect(connection).has_table("workshop"):
        raise BadSetting(
            f"{SETTING} takes an empty database or one made by this program; this one has tables "
            "but does not say of which version."
        )
    return found


def _migrate(engine: Engine) -> None:
    with engine.connect().execution_options(writes=True) as connection:
        if engine.dialect.name == "sqlite":
            # Steps that rebuild a table would trip over it; it cannot change in a transaction,
            # so it is switched below SQLAlchemy. The connection is closed afterwards.
            _driver_executes(connection, "PRAGMA foreign_keys=OFF")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({_POSTGRES_LOCK})"))
            # Reads the version again, now behind the lock: another process may have been first.
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            if engine.dialect.name == "sqlite":
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                assert broken is None, f"a step of the migration broke a reference: {broken}"


def _driver_executes(connection: Connection, statement: str) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(statement)


def _copy(engine: Engine, data_dir: Path, before: str) -> Path | None:
    """Copy an SQLite file as it is now, readable for its owner alone; None for PostgreSQL."""
    if engine.dialect.name != "sqlite":
        return None
    folder = data_dir / BACKUPS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    now = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")
    path = folder / f"schema-{before}-{now}.db"
    part = path.with_suffix(".part")
    # VACUUM INTO takes an empty file, and leaves its rights as they are.
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    with engine.connect() as connection:
        connection.connection.cursor().execute("VACUUM INTO ?", (str(part),))
    part.replace(path)
    return path


def _cannot_be_used(engine: Engine, data_dir: Path, fault: DatabaseError) -> str:
    place = engine.url.render_as_string(hide_password=True)
    reason = " ".join(str(fault.orig).split())
    sentence = f"{SETTING} takes a database that can be opened and written ({place}: {reason})."
    copies = sorted((data_dir / BACKUPS).glob("*.db"), key=lambda path: path.stat().st_mtime)
    return f"{sentence} The newest backup is {copies[-1]}." if copies else sentence
