"""A phone's line: in order, at once, and whoever takes nothing holds nobody up."""

from __future__ import annotations

import selectors
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from facilitation import asyncmode
from facilitation.live.line import Line


class Hub:
    """The few things a line asks of the hub, on this thread: nothing happens but in ``turn``."""

    def __init__(self) -> None:
        self._calls: dict[tuple[int, int], Callable[[], None]] = {}
        self._later: list[tuple[float, Callable[[], None]]] = []

    def when_readable(self, connected: socket.socket, call: Callable[[], None]) -> Any:
        return self._when(selectors.EVENT_READ, connected, call)

    def when_writable(self, connected: socket.socket, call: Callable[[], None]) -> Any:
        return self._when(selectors.EVENT_WRITE, connected, call)

    def _when(self, event: int, connected: socket.socket, call: Callable[[], None]) -> Any:
        asked = (connected.fileno(), event)
        assert asked not in self._calls
        self._calls[asked] = call
        return asked

    def no_longer(self, asked: Any) -> None:
        del self._calls[asked]

    def later(self, seconds: float, call: Callable[[], None]) -> None:
        self._later.append((seconds, call))

    def turn(self) -> None:
        """All that is ready, and what was to come at once."""
        with selectors.DefaultSelector() as selector:
            for number in {number for number, _event in self._calls}:
                events = sum(event for one, event in self._calls if one == number)
                selector.register(number, events)
            for key, events in selector.select(0):
                for event in (selectors.EVENT_READ, selectors.EVENT_WRITE):
                    if events & event and (key.fd, event) in self._calls:
                        self._calls[key.fd, event]()
        now = [call for seconds, call in self._later if seconds == 0]
        self._later = [one for one in self._later if one[0] > 0]
        for call in now:
            call()

    def wait(self) -> None:
        """Let all the time pass that somebody waits for."""
        self._later = [(0, call) for _seconds, call in self._later]
        self.turn()


class Ends:
    """Both ends of a connection: the line, and a browser's side that reads when it is told to."""

    def __init__(self, hub: Hub) -> None:
        ours, self.theirs = socket.socketpair()
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
        self.theirs.setblocking(False)
        self.hub = hub
        self.heard: list[bytes] = []
        self.line = Line(ours, self.heard.append)

    def read(self) -> bytes:
        """All that comes until nothing more does."""
        found, before = b"", -1
        while len(found) > before:
            before = len(found)
            self.hub.turn()
            try:
                while data := self.theirs.recv(65_536):
                    found += data
            except BlockingIOError:
                continue
        return found

    def is_closed(self) -> bool:
        try:
            return self.theirs.recv(1) == b""
        except BlockingIOError:
            return False


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ends]:
    hub = Hub()
    for name in ("when_readable", "when_writable", "no_longer", "later"):
        monkeypatch.setattr(asyncmode, name, getattr(hub, name))
    ends = Ends(hub)
    yield ends
    ends.line.cut()
    ends.theirs.close()


def test_what_is_sent_goes_out_at_once_while_the_other_side_takes_it(ends: Ends) -> None:
    ends.line.put(b"one")
    assert ends.line.waiting == 0
    assert ends.theirs.recv(10) == b"one"


def test_what_cannot_be_sent_waits_and_comes_in_order_later(ends: Ends) -> None:
    sent = [bytes([65 + number]) * 50_000 for number in range(20)]
    for data in sent:
        ends.line.put(data)
    assert ends.line.waiting > 10
    assert ends.read() == b"".join(sent)
    assert ends.line.waiting == 0


def test_what_comes_in_is_heard_and_nothing_while_it_is_paused(ends: Ends) -> None:
    ends.line.listen()
    ends.theirs.sendall(b"first")
    ends.hub.turn()
    ends.line.pause()
    ends.theirs.sendall(b"second")
    ends.hub.turn()
    assert ends.heard == [b"first"]
    ends.line.listen()
    ends.hub.turn()
    assert ends.heard == [b"first", b"second"]


def test_a_goodbye_comes_after_all_that_waited_and_then_the_line_is_closed(ends: Ends) -> None:
    ends.line.listen()
    sent = b"x" * 500_000
    ends.line.put(sent)
    ends.line.finish()
    ends.line.put(b"too late")
    assert ends.read() == sent
    assert ends.is_closed()
    ends.theirs.close()
    ends.hub.turn()
    assert ends.heard == [b""]


def test_who_does_not_take_the_goodbye_is_cut_in_time(ends: Ends) -> None:
    ends.line.put(b"x" * 500_000)
    ends.line.finish()
    ends.hub.turn()
    assert ends.line.waiting == 1
    ends.hub.wait()
    assert ends.line.waiting == 0
    assert len(ends.read()) < 500_000


def test_an_other_side_that_is_gone_is_heard_of_once(ends: Ends) -> None:
    ends.line.listen()
    ends.theirs.close()
    ends.line.put(b"to nobody")
    ends.line.put(b"to nobody")
    ends.hub.turn()
    ends.hub.turn()
    assert ends.heard == [b""]
    assert ends.line.waiting == 0


def test_a_line_that_is_cut_drops_what_waits(ends: Ends) -> None:
    ends.line.put(b"x" * 500_000)
    assert ends.line.waiting == 1
    ends.line.cut()
    ends.line.put(b"nothing more")
    assert ends.line.waiting == 0
