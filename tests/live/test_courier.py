"""What happens while the first one joins is missed by nobody."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest

from facilitation.core.audience import group_audience
from facilitation.core.ports import Reader
from facilitation.live.clients import Client
from facilitation.live.courier import Courier
from facilitation.live.jobs import Means
from facilitation.live.wire import Wire
from facilitation.store import accounts
from facilitation.store.reader import StoreReader
from tests.support.waiting import wait_until
from tests.world import World, a_database, a_running_day

R = TypeVar("R")
SESSION = "x" * 64


class Interrupted(StoreReader):
    """A reader: right after its first read of rows something happens."""

    def __init__(self, world: World, happens: Callable[[], object]) -> None:
        super().__init__(world.engine)
        self._happens: list[Callable[[], object]] = [happens]

    def run(self, read: Callable[[Any], R]) -> R:
        found = super().run(read)
        while self._happens:
            self._happens.pop()()
        return found


class Sent:
    """A wire that remembers what went over it."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, str, dict[str, Any]]] = []
        self.cuts: list[str] = []

    def is_connected(self, sid: str) -> bool:
        return True

    def enter(self, sid: str, room: str) -> None: ...

    def leave(self, sid: str, room: str) -> None: ...

    def send(self, to: str, event: str, payload: dict[str, Any]) -> None:
        self.sent.append((to, event, payload))

    def cut(self, sid: str) -> None:
        self.cuts.append(sid)


@pytest.fixture
def world(tmp_path: Path) -> World:
    world = a_running_day(a_database(tmp_path))
    world.ledger.run(
        lambda connection: accounts.put_session(
            connection, SESSION, world.now, old_hash=None, organiser=None
        )
    )
    mette = world.person("Mette").id
    world.do("participant.join", world.stranger, participant=mette, session_hash=SESSION)
    return world


@contextmanager
def mette_joins(world: World, happens: Callable[[], object]) -> Iterator[Sent]:
    """Mette's phone is the first to come, and this happens while it is let in."""
    sent = Sent()
    means = Means(
        reader=cast(Reader, Interrupted(world, happens)),
        wire=cast(Wire, sent),
        now=lambda: world.now,
        report=pytest.fail,
        frame_seconds=0.0,
        oldest_session=lambda: 0,
    )
    courier = Courier(world.id, means)
    courier.start()
    try:
        courier.put("join", Client("mette", world.phone("Mette"), SESSION))
        yield sent
    finally:
        courier.put("stop")


def test_who_comes_while_a_round_begins_follows_the_new_table(world: World) -> None:
    second = world.round(2).id

    def begin() -> None:
        world.do("round.start", world.moderator, round=second)

    here, there = world.group(1, 1).id, world.group(2, 2).id
    with mette_joins(world, begin) as sent:
        wait_until(lambda: group_audience(there) in pictures(sent))
    assert pictures(sent) in (
        [group_audience(here), group_audience(there)],
        [group_audience(there)],
    )
    assert sent.cuts == []


def test_who_is_freed_while_coming_in_is_cut(world: World) -> None:
    def free() -> None:
        world.do("participant.free", world.moderator, participant=world.person("Mette").id)

    with mette_joins(world, free) as sent:
        wait_until(lambda: sent.cuts == ["mette"])
    assert [payload["code"] for _to, event, payload in sent.sent if event == "notice"] == [
        "name_freed"
    ]


def pictures(sent: Sent) -> list[str]:
    """The audiences whose snapshots were sent, in order."""
    return [payload["audience"] for _to, event, payload in sent.sent if event == "snapshot"]
