"""A seeded selection of what ``make chaos`` runs at full size: nothing lost, nothing doubled."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from facilitation.store.engine import open_engine
from facilitation.store.schema import upgrade
from tests.chaos import runs
from tests.chaos.air import Air
from tests.chaos.scene import Size, wrong
from tests.support import servers

# Phones wait a third of their real times, so that a machine that is busy is not taken for silence.
SMALL = Size(phones=18, seconds=6.0, rate=15.0, scale=0.3)


@pytest.fixture
def postgres(postgres_url: str, tmp_path: Path) -> Iterator[Engine]:
    """An engine on the shared server; its workshops have ids of their own."""
    engine = open_engine(postgres_url)
    upgrade(engine, data_dir=tmp_path)
    yield engine
    engine.dispose()


def test_a_storm_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    judged = runs.storm(tmp_path, seed=3, size=SMALL)
    assert wrong(judged) == {}
    hit = set(judged["faults"])
    assert hit & {"cut", "black_hole", "lose_replies"}
    assert judged["faults"]["bytes swallowed"] > 0


def test_on_a_ships_wifi_all_is_answered_and_nobody_falls_out(tmp_path: Path) -> None:
    # Not the whole way of a ship: four losses in a row would be ten seconds of silence.
    air = Air(bytes_a_second=125_000, way=0.1, lost=0.1)
    judged = runs.ship(tmp_path, seed=1, size=Size(phones=18, seconds=5.0, rate=4.0), air=air)
    assert wrong(judged) == {}
    assert judged["acks"] == judged["messages"]
    assert judged["packets lost"] > 0
    assert judged["came back"] == 0


def test_a_server_killed_again_and_again_keeps_all_that_it_has_answered(tmp_path: Path) -> None:
    judged = runs.kills(tmp_path, seed=1, size=SMALL, times=3)
    assert wrong(judged) == {}
    assert judged["notes"] > 0


def test_a_frozen_server_is_noticed_and_all_recover_alone(tmp_path: Path) -> None:
    judged = runs.frozen(tmp_path, seed=1, size=SMALL, seconds=5.0)
    assert wrong(judged) == {}
    assert judged["noticed"] > 0


def test_notes_that_waited_through_two_rounds_come_in_once_and_late(tmp_path: Path) -> None:
    judged = runs.asleep(tmp_path, seed=1, size=SMALL, seconds=2.0)
    assert wrong(judged) == {}
    assert judged["in_place"]
    assert judged["waited"] == judged["late"] == 15


def test_lost_frames_are_asked_for_and_every_picture_is_whole_again(tmp_path: Path) -> None:
    judged = runs.every_nth(tmp_path, seed=1, size=SMALL)
    assert wrong(judged) == {}
    assert judged["dropped"] > 0


@pytest.mark.needs_redis
def test_two_workers_lose_nothing_while_their_bell_is_out_of_reach(
    tmp_path: Path, postgres: Engine
) -> None:
    with servers.redis() as redis:
        port = int(redis.rpartition(":")[2].partition("/")[0])
        judged = runs.redis_away(
            tmp_path, seed=1, size=SMALL, engine=postgres, redis_port=port, seconds=2.0
        )
    assert wrong(judged) == {}
    assert judged["bell"]["refused"] > 0
