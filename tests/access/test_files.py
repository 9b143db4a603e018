"""Who else on the machine can read the data: nobody."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from facilitation.opening import open_store
from facilitation.settings import load
from facilitation.store import accounts, rows

on_windows = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows keeps files apart by other means than modes"
)


@pytest.fixture
def careless() -> Iterator[None]:
    """A umask that lets everybody read and write."""
    before = os.umask(0o000)
    yield
    os.umask(before)


@on_windows
def test_data_folder_database_and_key_are_for_their_owner_alone(
    tmp_path: Path, careless: None
) -> None:
    folder = tmp_path / "var"
    store = open_store(load({"FACILITATION_DATA_DIR": str(folder)}))
    store.ledger.run(lambda c: accounts.put_first_link(c, "a token", 1))
    store.reader.run(lambda c: c.execute(select(rows.first_link)).all())
    assert _mode(folder) == 0o700
    names = {path.name for path in folder.iterdir()}
    assert {"samskab.db", "secret-key"} <= names
    for path in folder.iterdir():
        assert _mode(path) == 0o600, path.name


@on_windows
def test_a_folder_that_was_open_to_all_is_closed(tmp_path: Path, careless: None) -> None:
    (tmp_path / "var").mkdir(mode=0o777)
    load({"FACILITATION_DATA_DIR": str(tmp_path / "var")})
    assert _mode(tmp_path / "var") == 0o700


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
