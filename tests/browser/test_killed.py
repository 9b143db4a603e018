"""A browser is killed with notes that were not sent: opened again, it sends each of them once."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import websocket

from facilitation.core import model, tokens
from tests.browser.others import CALL_SECONDS, Firefox, Tab
from tests.browser.phones import notes_of
from tests.browser.test_other_browsers import TYPE, click, until
from tests.chaos.proxy import FaultProxy
from tests.live.running import Running
from tests.support.servers import free_port
from tests.support.system import find
from tests.support.waiting import wait_until
from tests.world import KEY, World

TEXTS = ["Den første", "Den anden", "Den tredje"]
WAITING = "document.querySelectorAll('#own-list [data-state=waits]').length"
SAVED = "document.querySelectorAll('#own-list [data-state=saved]').length"


def firefox(profile: Path, stack: ExitStack) -> Tab:
    port = free_port()
    options = ["--headless", "--no-remote", "--profile", str(profile)]
    stack.enter_context(
        killed_at_the_end("firefox-esr", *options, f"--remote-debugging-port={port}")
    )
    socket = wait_until(lambda: answering(f"ws://127.0.0.1:{port}/session"))
    assert socket
    stack.callback(socket.shutdown)
    return Firefox(socket)


def answering(url: str) -> websocket.WebSocket | None:
    """A connection, or None while nobody listens."""
    try:
        return websocket.create_connection(url, timeout=CALL_SECONDS, suppress_origin=True)
    except (OSError, websocket.WebSocketException):
        return None


@contextmanager
def killed_at_the_end(name: str, *options: str) -> Iterator[None]:
    """Run a browser until the block ends; then it and all its children are killed at once."""
    program = find(name)
    assert program is not None, f"{name} is not on this machine"
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(
        [program, *options], stdout=quiet, stderr=quiet, start_new_session=True
    )
    try:
        yield
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def badge(running: Running, url: str) -> str:
    """The address on Mette's badge: a cookie that was set just before may die with the browser."""
    world: World = running.world
    (link,) = world.find(model.Link, kind="badge", subject_id=world.person("Mette").id)
    return f"{url}/l/{tokens.link_token(KEY, link.id)}"


@pytest.mark.skipif(os.name != "posix", reason="a group of processes is killed by a POSIX signal")
@pytest.mark.needs_firefox
def test_notes_that_a_killed_browser_had_not_sent_are_sent_by_the_next_and_once(
    running: Running, tmp_path: Path
) -> None:
    server = int(running.url.rpartition(":")[2])
    with FaultProxy(server).running() as net:
        home = badge(running, f"http://127.0.0.1:{net.port}")
        with ExitStack() as stack:
            tab = firefox(tmp_path, stack)
            tab.go(home)
            until(tab, "document.documentElement.dataset.ready")
            net.refuse()
            for number, text in enumerate(TEXTS, 1):
                tab.value_of(TYPE.format(field="#text", text=text))
                click(tab, "#send")
                until(tab, f"{WAITING} === {number}")
        net.heal()
        assert notes_of(running.world) == []
        with ExitStack() as stack:
            tab = firefox(tmp_path, stack)
            tab.go(home)
            until(tab, f"{SAVED} === {len(TEXTS)}")
    notes = sorted(notes_of(running.world), key=lambda note: note.seq)
    assert [note.text for note in notes] == TEXTS
