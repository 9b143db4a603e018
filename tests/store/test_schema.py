"""Any older database becomes a present one, and nothing else is touched."""

from __future__ import annotations

import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from facilitation.core.refusals import BadSetting
from facilitation.store import rows, schema
from facilitation.store.engine import open_engine


def sqlite(path: Path) -> Engine:
    return open_engine(f"sqlite:///{path}")


def bring_to(engine: Engine, revision: str) -> None:
    """Make the database that an older release would have left."""
    config = schema._config()
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def put_a_day(engine: Engine) -> None:
    columns = "workshop_id, code, organiser_id, title, date, place, theme, starts_at, base_address"
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(
            text(
                f"INSERT INTO workshop ({columns}, state, scene) VALUES "
                "('w', 'ABCDEF', 'o', 'Indsatsdag', '', '', '', '', '', 'draft', 'welcome')"
            )
        )


def titles(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return list(connection.execute(text("SELECT title FROM workshop")).scalars())


def test_the_migrated_schema_is_the_one_that_the_rows_say(store: Engine) -> None:
    with store.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, rows.metadata) == []
        assert schema.version(connection) == schema.present()


def test_the_migrated_checks_are_those_that_the_rows_say(store: Engine) -> None:
    # compare_metadata does not look at check constraints.
    looked = inspect(store)
    for table in rows.metadata.sorted_tables:
        names = {one.name for one in table.constraints if type(one).__name__ == "CheckConstraint"}
        assert {one["name"] for one in looked.get_check_constraints(table.name)} == names


def test_a_second_start_changes_nothing_and_copies_nothing(store: Engine, tmp_path: Path) -> None:
    assert schema.upgrade(store, data_dir=tmp_path) is None
    assert not (tmp_path / schema.BACKUPS).exists()


def test_an_older_database_is_brought_up_to_date_and_keeps_what_it_holds(
    empty_store: Engine, tmp_path: Path
) -> None:
    bring_to(empty_store, "0001")
    put_a_day(empty_store)
    schema.upgrade(empty_store, data_dir=tmp_path)
    assert titles(empty_store) == ["Indsatsdag"]
    assert inspect(empty_store).has_table("note")


def test_an_older_file_is_copied_first_for_its_owner_alone(tmp_path: Path) -> None:
    engine = sqlite(tmp_path / "samskab.db")
    bring_to(engine, "0001")
    put_a_day(engine)
    copy = schema.upgrade(engine, data_dir=tmp_path)
    assert copy is not None
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]
    copied = sqlite(copy)
    assert titles(copied) == ["Indsatsdag"]
    with copied.connect() as connection:
        assert schema.version(connection) == "0001"


def test_a_step_that_fails_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = sqlite(tmp_path / "samskab.db")
    bring_to(engine, "0001")
    put_a_day(engine)

    def half_way(_config: object, _revision: str) -> None:
        connection = _config.attributes["connection"]  # type: ignore[attr-defined]
        connection.execute(text("CREATE TABLE half_made (id TEXT)"))
        connection.execute(text("DELETE FROM workshop"))
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", half_way)
        with pytest.raises(KeyboardInterrupt):
            schema.upgrade(engine, data_dir=tmp_path)
    assert titles(engine) == ["Indsatsdag"]
    assert not inspect(engine).has_table("half_made")
    schema.upgrade(engine, data_dir=tmp_path)
    assert inspect(engine).has_table("note")


def test_several_processes_may_start_at_once(empty_store: Engine, tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        starts = [pool.submit(schema.upgrade, empty_store, data_dir=tmp_path) for _ in range(4)]
    assert [start.result() for start in starts] == [None] * 4
    assert inspect(empty_store).has_table("note")


def test_a_newer_database_is_refused_and_left_alone(store: Engine, tmp_path: Path) -> None:
    put_a_day(store)
    with store.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadSetting, match=r"FACILITATION_DATABASE_URL .*newer.*9999"):
        schema.upgrade(store, data_dir=tmp_path)
    assert titles(store) == ["Indsatsdag"]


def test_a_database_of_another_program_is_refused(empty_store: Engine, tmp_path: Path) -> None:
    with empty_store.connect().execution_options(writes=True) as connection, connection.begin():
        connection.execute(text("CREATE TABLE workshop (id INTEGER)"))
    with pytest.raises(BadSetting, match="FACILITATION_DATABASE_URL"):
        schema.upgrade(empty_store, data_dir=tmp_path)
    assert not inspect(empty_store).has_table("note")


def test_a_file_that_is_no_database_is_refused_and_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "samskab.db"
    path.write_bytes(b"Dette er en indkoebsseddel. " * 200)
    before = path.read_bytes()
    with pytest.raises(BadSetting, match="not a database"):
        schema.upgrade(sqlite(path), data_dir=tmp_path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_refused_with_the_way_to_its_newest_backup(tmp_path: Path) -> None:
    path = tmp_path / "samskab.db"
    backups = tmp_path / schema.BACKUPS
    backups.mkdir()
    (backups / "schema-0001-20260101.db").write_bytes(b"")
    path.write_bytes(b"not a database " * 500)
    with pytest.raises(BadSetting, match=r"newest backup is .*schema-0001-20260101\.db"):
        schema.upgrade(sqlite(path), data_dir=tmp_path)


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    # Port 9 of this machine: nobody listens there.
    engine = open_engine("postgresql+psycopg://mette:hemmelig@127.0.0.1:9/samskab")
    with pytest.raises(BadSetting) as caught:
        schema.upgrade(engine, data_dir=tmp_path)
    assert "FACILITATION_DATABASE_URL" in str(caught.value)
    assert "hemmelig" not in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_copy_holds_what_is_still_in_the_log_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "samskab.db"
    engine = sqlite(path)
    bring_to(engine, "0001")
    reader = sqlite3.connect(path)  # as long as it is open, the log is not folded in
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM workshop").fetchall()
    put_a_day(engine)
    copy = schema.upgrade(engine, data_dir=tmp_path)
    reader.close()
    assert copy is not None
    assert titles(sqlite(copy)) == ["Indsatsdag"]
