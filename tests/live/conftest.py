"""One running day with a real server for each test file, and its usual clients."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from facilitation.core.rights import Actor
from tests.live.running import Follower, Running, serving
from tests.world import World, a_database, a_running_day


@pytest.fixture
def world(tmp_path: Path) -> World:
    return a_running_day(a_database(tmp_path))


@pytest.fixture
def running(world: World, tmp_path: Path) -> Iterator[Running]:
    """The product's server on the running day: tables 1 and 2, both prompts open."""
    with serving(world, tmp_path) as running:
        yield running


Join = Callable[..., Follower]


@pytest.fixture
def join(running: Running) -> Iterator[Join]:
    """Connects an actor; all are closed at the end."""
    joined: list[Follower] = []

    def joining(actor: Actor, **options: Any) -> Follower:
        joined.append(running.client(actor, **options))
        return joined[-1]

    yield joining
    for follower in joined:
        follower.close()
