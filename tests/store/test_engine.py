"""The file of an SQLite database is made once, and never again behind somebody's back."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from facilitation import logs
from facilitation.store.engine import DatabaseGone, keep_open, open_engine, read
from facilitation.store.schema import upgrade
from tests.store.test_writer import Waiting, ledger_with, note
from tests.world import a_running_day

TABLES = text("SELECT count(*) FROM sqlite_master")


def tables(engine: Engine) -> int:
    return int(read(engine, lambda connection: connection.execute(TABLES).scalar() or 0))


def a_store(folder: Path) -> tuple[Engine, Path]:
    path = folder / "samskab.db"
    engine = open_engine(f"sqlite:///{path}")
    upgrade(engine, data_dir=folder)
    return engine, path


def test_a_file_that_is_moved_away_is_missed_and_none_is_made_instead(tmp_path: Path) -> None:
    engine, path = a_store(tmp_path)
    before = tables(engine)
    path.rename(tmp_path / "elsewhere.db")
    with pytest.raises(OperationalError, match="the database file is gone") as missed:
        tables(engine)
    assert isinstance(missed.value.orig, DatabaseGone)
    assert not path.exists()
    (tmp_path / "elsewhere.db").rename(path)
    assert tables(engine) == before


def test_who_writes_while_the_file_is_away_is_told_so_and_may_try_again(tmp_path: Path) -> None:
    engine, path = a_store(tmp_path)
    kept = keep_open(engine)  # as the server does
    day = a_running_day(engine)
    waiting, command = Waiting(ledger_with(engine)), note(day, "a")
    path.rename(tmp_path / "elsewhere.db")
    (answer,) = waiting.batch(command)
    assert (answer.ok, answer.code) == (False, "not_saved")
    assert answer.data["retry_ms"] > 0
    assert not path.exists()
    (tmp_path / "elsewhere.db").rename(path)
    (answer,) = waiting.batch(command)
    assert answer.ok
    assert set(day.facts().notes) == {"a"}
    assert kept is not None


def test_the_log_says_that_the_file_is_gone_and_not_where_it_was(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    engine, path = a_store(tmp_path)
    path.unlink()
    with pytest.raises(OperationalError) as missed:
        tables(engine)
    with caplog.at_level(logging.ERROR, logger="samskab"):
        logs.report("commit_failed", missed.value)
    line = json.loads(caplog.messages[-1])
    assert (line["fault"], line["cause"]) == ("OperationalError", "DatabaseGone")
    assert str(tmp_path) not in caplog.messages[-1]


@pytest.mark.parametrize("name", ["på Ærø", "a#b", "100% af 41", "to ord"])
def test_any_sign_may_stand_in_the_path(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    engine, path = a_store(tmp_path / name)
    assert tables(engine) > 0
    assert path.exists()
    assert [one.name for one in tmp_path.iterdir()] == [name]
