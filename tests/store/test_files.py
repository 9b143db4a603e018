"""The database's files and connections: for their owner alone, durable, read at one moment."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

from sqlalchemy import Engine

from facilitation.store.engine import open_engine, reading
from facilitation.store.facts import current_seq, load_everything
from tests.world import a_database, a_running_day


def test_files_are_for_their_owner_alone(tmp_path: Path) -> None:
    day = a_running_day(a_database(tmp_path))
    keep = sqlite3.connect(tmp_path / "samskab.db")
    day.write(day.phone("Mette"))
    keep.execute("SELECT 1 FROM note").fetchall()
    files = sorted(tmp_path.glob("samskab.db*"))
    assert len(files) == 3
    assert [oct(path.stat().st_mode & 0o777) for path in files] == ["0o600"] * 3
    keep.close()


def test_every_connection_is_durable_checked_and_erasing(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'new.db'}")
    found = {}
    with engine.connect() as connection:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            found[pragma] = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}


def test_a_read_belongs_to_one_moment(store: Engine) -> None:
    day = a_running_day(store)
    with reading(store) as connection:
        before = current_seq(connection, day.id)
        writer = threading.Thread(target=lambda: day.write(day.phone("Mette")))
        writer.start()
        writer.join()
        facts = load_everything(connection, day.id)
        assert (facts.seq, facts.notes) == (before, {})
    assert day.seq == before + 1
