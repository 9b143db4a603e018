"""The tests' own helpers keep their word."""

from __future__ import annotations

import socket

import psycopg
import pytest
import redis
from sqlalchemy import create_engine, text

from tests.support import network, servers, system


def test_a_private_postgresql_answers(postgres_url: str) -> None:
    engine = create_engine(postgres_url)
    with engine.connect() as connection:
        assert connection.execute(text("select 6 * 7")).scalar_one() == 42
    engine.dispose()


def test_a_private_postgresql_stops_when_it_is_done_with() -> None:
    with servers.postgres() as url:
        port = int(url.rsplit(":", 1)[1].split("/")[0])
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(host="127.0.0.1", port=port, user="tests", dbname="postgres")


def test_a_private_redis_answers(redis_url: str) -> None:
    with redis.Redis.from_url(redis_url) as client:
        assert client.publish("bell", "7") == 0


# 192.0.2.0/24 is set aside for documentation: no machine has such an address.
@pytest.mark.parametrize("host", ["192.0.2.1", "example.org"])
def test_another_machine_cannot_be_reached(host: str) -> None:
    with pytest.raises(network.ConnectionElsewhere):
        socket.create_connection((host, 80), timeout=0.1)
    assert network.refused
    network.refused.clear()  # else this very test fails for having tried


def test_this_machine_can_be_reached() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()


def test_a_missing_program_is_named_with_the_way_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system, "find", lambda name: None)
    reason = system.lacks("needs_redis")
    assert reason is not None
    assert "apt-get install redis-server" in reason
    assert {program.marker for program in system.missing()} == {p.marker for p in system.PROGRAMS}
