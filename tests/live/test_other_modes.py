"""The same day on threads instead of eventlet, and on two processes with and without Redis."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from facilitation.core import model
from facilitation.core.rights import Actor
from tests.live.running import Follower, Running, serving
from tests.world import World, a_database, a_running_day


@pytest.fixture
def world(tmp_path: Path) -> World:
    return a_running_day(a_database(tmp_path))


@contextmanager
def clients(*wanted: tuple[Running, Actor]) -> Iterator[list[Follower]]:
    with ExitStack() as stack:
        joined = [running.client(actor) for running, actor in wanted]
        for follower in joined:
            stack.callback(follower.close)
        yield joined


def a_small_day(world: World, first: Running, second: Running) -> None:
    """Write, see, hide, move, free: a phone and the desk at one process, board and a phone at
    another."""
    board = Actor("board", world.id, "board-link")
    with clients(
        (first, world.phone("Mette")),
        (first, world.moderator),
        (second, board),
        (second, world.phone("Åse")),
    ) as (mette, desk, projector, ase):
        note = mette.note("Fra den ene til den anden")
        answer = mette.must("note.add", **note)
        for follower in (mette, projector, ase):
            follower.until_has("note", note["id"])
        assert ase.ask("note.add", **note) == answer
        desk.must("note.hide", note=note["id"])
        projector.wait_for(lambda: not projector.has("note", note["id"]))
        desk.must("round.start", round=world.round(2).id)
        mette.until_audience(f"group:{world.group(2, round=2).id}")
        ase.until_audience(f"group:{world.group(1, round=2).id}")
        desk.must("participant.free", participant=world.person("Åse").id)
        ase.wait_for(lambda: not ase.io.connected)
        for follower in (mette, desk, projector):
            follower.until_records(world.snapshot(follower.audience or ""))
    assert len(world.find(model.Note)) == 1


def test_the_day_runs_on_threads(world: World, tmp_path: Path) -> None:
    with serving(world, tmp_path, async_mode="threading") as running:
        a_small_day(world, running, running)


def test_many_join_and_write_at_once_on_threads(world: World, tmp_path: Path) -> None:
    people = [world.phone(name) for name in ("Mette", "Søren", "Åse", "Ibrahim", "Kirsten", "Bo")]
    with (
        serving(world, tmp_path, async_mode="threading") as running,
        clients(*((running, person) for person in people)) as joined,
    ):
        notes = [(one, one.note(f"Nr. {number}")) for one in joined for number in range(15)]
        for follower, note in notes:
            follower.io.emit("note.add", note)
        for follower, note in notes:
            follower.until_answered(note["id"])
            assert follower.answers[note["id"]]["ok"]
        for follower in joined:
            follower.until_records(world.snapshot(follower.audience or ""))


def test_two_processes_without_a_bell_look_once_a_second(world: World, tmp_path: Path) -> None:
    with serving(world, tmp_path) as first, serving(world, tmp_path) as second:
        a_small_day(world, first, second)


def test_two_processes_with_a_bell(world: World, tmp_path: Path, redis_url: str) -> None:
    bell: dict[str, Any] = {"redis_url": redis_url}
    with serving(world, tmp_path, **bell) as first, serving(world, tmp_path, **bell) as second:
        a_small_day(world, first, second)


def test_a_bell_that_is_not_there_loses_nothing(world: World, tmp_path: Path) -> None:
    bell: dict[str, Any] = {"redis_url": "redis://127.0.0.1:9/0"}  # nobody listens there
    with serving(world, tmp_path, **bell) as first, serving(world, tmp_path, **bell) as second:
        a_small_day(world, first, second)
        assert "bell" in first.log.read_text()
