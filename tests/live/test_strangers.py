"""Who connects and says nothing takes a place for a while, and not for good."""

from __future__ import annotations

from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import websocket

from tests.live.running import Running, serving
from tests.support.waiting import wait_until
from tests.world import a_database, a_running_day

PLACES = 10


def a_silent_one(running: Running) -> websocket.WebSocket:
    address = running.url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    silent = websocket.create_connection(address, timeout=40)
    silent.recv()  # the server's own first word
    return silent


def is_let_in(running: Running) -> bool:
    try:
        a_silent_one(running).close()
    except websocket.WebSocketBadStatusException as full:
        return full.status_code != 503
    return True


def hears_the_end(silent: websocket.WebSocket) -> None:
    while True:
        silent.recv()


def test_silent_strangers_are_refused_when_all_places_are_taken_and_cut_soon(
    tmp_path: Path,
) -> None:
    world = a_running_day(a_database(tmp_path))
    with (
        serving(world, tmp_path, connections=str(PLACES)) as running,
        closing(running.client(world.phone("Mette"))) as mette,
        ExitStack() as strangers,
    ):
        silent = [
            strangers.enter_context(closing(a_silent_one(running))) for _ in range(PLACES - 1)
        ]
        assert not is_let_in(running)
        mette.must("note.add", **mette.note())
        for one in silent:
            with pytest.raises(websocket.WebSocketConnectionClosedException):
                hears_the_end(one)
        wait_until(lambda: is_let_in(running))
        running.client(world.phone("Åse")).close()
