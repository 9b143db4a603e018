"""One real server for the tests of a process; every test has a workshop of its own on it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partialmethod
from pathlib import Path
from typing import Any, Protocol

import pytest
import websocket

from facilitation import asyncmode
from facilitation.core import model
from facilitation.core.rights import Actor
from tests.live.running import Follower, House, Running, a_house
from tests.world import World, a_database, a_running_day


class Join(Protocol):
    """Connects an actor; the client is closed when the test ends."""

    def __call__(self, actor: Actor, **options: Any) -> Follower: ...


@pytest.fixture(scope="session")
def house_on_eventlet(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("eventlet")
    with a_house(a_database(folder), folder, async_mode="eventlet") as house:
        yield house


@pytest.fixture(scope="session")
def house_on_threading(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("threading")
    with a_house(a_database(folder), folder, async_mode="threading") as house:
        yield house


@pytest.fixture(params=asyncmode.MODES)
def house(request: pytest.FixtureRequest) -> House:
    """Every test runs twice: on each way in which the server does many things at once."""
    found: House = request.getfixturevalue(f"house_on_{request.param}")
    return found


@pytest.fixture(autouse=True)
def no_long_goodbyes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Our client waits three seconds for the end of a connection that its other thread has read."""
    soon = partialmethod(websocket.WebSocket.close, timeout=0.1)
    monkeypatch.setattr(websocket.WebSocket, "close", soon)


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
