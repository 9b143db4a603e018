"""The store's own tests run on both databases."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from facilitation.store.engine import open_engine
from facilitation.store.schema import upgrade


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.needs_postgres)])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A new database without any table, once of each kind."""
    if request.param == "sqlite":
        yield open_engine(f"sqlite:///{tmp_path / 'samskab.db'}")
        return
    server = request.getfixturevalue("postgres_url")
    name = f"samskab_{secrets.token_hex(6)}"
    admin = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield open_engine(make_url(server).set(database=name).render_as_string(hide_password=False))
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name}"))


@pytest.fixture
def store(empty_store: Engine, tmp_path: Path) -> Engine:
    """A database with the present schema, once of each kind."""
    upgrade(empty_store, data_dir=tmp_path)
    return empty_store
