"""One real server for the tests of a process; every test has a workshop of its own on it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from facilitation.core import model
from facilitation.core.rights import Actor
from tests.live.running import Follower, House, Running, a_house
from tests.world import World, a_database, a_running_day


class Join(Protocol):
    """Connects an actor; the client is closed when the test ends."""

    def __call__(self, actor: Actor, **options: Any) -> Follower: ...


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    with a_house(a_database(folder), folder) as house:
        yield house


@pytest.fixture
def world(house: House) -> World:
    """Round 1 runs: Mette, Søren and Åse at table 1, the others at table 2; both prompts open."""
    return a_running_day(house.engine, model.new_id())


@pytest.fixture
def running(world: World, house: House) -> Running:
    return house.of(world)


@pytest.fixture
def join(running: Running) -> Iterator[Join]:
    joined: list[Follower] = []

    def joining(actor: Actor, **options: Any) -> Follower:
        joined.append(running.client(actor, **options))
        return joined[-1]

    yield joining
    for follower in joined:
        follower.close()


@pytest.fixture
def board(world: World) -> Actor:
    return Actor("board", world.id, "board-link")
