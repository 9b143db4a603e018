"""The load: phones and boards on one loop, notes at a fixed rate or as fast as answers come."""

from __future__ import annotations

import gc
import math
import selectors
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from random import Random

from benchmarks.wire import HELLO, READY, Client, Dialect

GIVE_UP_SECONDS = 30.0
_numbers = count(1)
"""No number comes twice, also when a server is connected to again."""


@dataclass
class Times:
    """What one run gave: seconds from the moment a note was due."""

    acks: list[float] = field(default_factory=list)
    boards: list[float] = field(default_factory=list)
    """Until every board has it: the slowest board counts."""
    refused: int = 0
    unanswered: int = 0
    lost: int = 0
    """Taken, and not on every board."""
    doubled: int = 0
    rate: float = 0.0
    """Answers a second (closed loop only)."""
    began: float = 0.0
    """When the first note was due (open loop only), by ``time.perf_counter``."""


class Load:
    """Clients of one server."""

    def __init__(self, dialect: Dialect, port: int, *, host: str = "127.0.0.1") -> None:
        self.phones: list[Client] = []
        self.boards: list[Client] = []
        self._dialect = dialect
        self._host, self._port = host, port
        self._selector = selectors.DefaultSelector()
        self._due: dict[int, float] = {}
        self._unanswered: set[int] = set()
        self._taken: set[int] = set()
        self._boards_left: dict[int, int] = {}
        self._times = Times()
        self._next: Callable[[Client], None] | None = None
        self._sent = 0
        self._ready = 0

    def connect(self, clients: Sequence[Client]) -> float:
        """Connect all at once; the seconds until the last one has its first picture."""
        began, before = time.perf_counter(), self._ready
        for client in clients:
            self._begin_one(client)
            (self.boards if client.is_board else self.phones).append(client)
        self._until(lambda: self._ready - before >= len(clients), GIVE_UP_SECONDS)
        took = time.perf_counter() - began
        if self._ready - before < len(clients):
            raise TimeoutError(f"only {self._ready - before} of {len(clients)} came in")
        return took

    def come_back(self, clients: Sequence[Client]) -> None:
        """Cut these without a word and connect them again."""
        for client in clients:
            assert client.connection is not None
            self._selector.unregister(client.connection)
            client.connection.close()
            (self.boards if client.is_board else self.phones).remove(client)
        self.connect(clients)

    def close(self) -> None:
        """Leave."""
        for client in (*self.phones, *self.boards):
            if client.connection is not None:
                client.connection.close()
        self._selector.close()

    def idle(self, seconds: float) -> None:
        """Read what comes, and send nothing."""
        self._until(lambda: False, seconds)

    def open_loop(self, *, rate: float, seconds: float, texts: Sequence[str], seed: int) -> Times:
        """Send ``rate`` notes a second, each from another phone, whatever the answers do.

        A note's time runs from when it was due, so a load that is late itself hides nothing.
        """
        self._begin()
        phones = list(self.phones)
        Random(seed).shuffle(phones)
        total, sent = int(rate * seconds), 0
        start = self._times.began = time.perf_counter() + 0.1
        with _no_garbage_collection():
            while sent < total:
                now = time.perf_counter()
                while sent < total and start + sent / rate <= now:
                    phone = phones[sent % len(phones)]
                    self._send(phone, start + sent / rate, texts[sent % len(texts)])
                    sent += 1
                self._turn(min(0.05, max(0.0, start + sent / rate - time.perf_counter())))
            self._until(self._all_seen, GIVE_UP_SECONDS)
        return self._finish()

    def closed_loop(self, *, phones: int, seconds: float, texts: Sequence[str]) -> Times:
        """So many phones send their next note as soon as the last one is answered."""
        self._begin()
        going = True

        def send_next(client: Client) -> None:
            if going:
                self._send(client, time.perf_counter(), texts[self._sent % len(texts)])

        self._next = send_next
        with _no_garbage_collection():
            for client in self.phones[:phones]:
                send_next(client)
            self._until(lambda: False, min(1.0, seconds / 3))
            before, began = len(self._times.acks), time.perf_counter()
            self._until(lambda: False, seconds)
            self._times.rate = (len(self._times.acks) - before) / (time.perf_counter() - began)
            going = False
            self._until(self._all_seen, GIVE_UP_SECONDS)
        self._next = None
        return self._finish()

    def _begin_one(self, client: Client) -> None:
        made = client.begin(self._host, self._port)
        self._selector.register(made, selectors.EVENT_WRITE, client)

    # One run

    def _begin(self) -> None:
        self._times = Times()
        for kept in (self._due, self._unanswered, self._taken, self._boards_left):
            kept.clear()
        for board in self.boards:
            board.seen.clear()

    def _send(self, client: Client, due: float, text: str) -> None:
        number = next(_numbers)
        self._sent += 1
        self._due[number] = due
        self._unanswered.add(number)
        if self.boards:
            self._boards_left[number] = len(self.boards)
        self._pass(client, number, text)

    def _pass(self, client: Client, number: int, text: str) -> None:
        client.send(self._dialect.note(client, number, text))

    def _all_seen(self) -> bool:
        return not self._unanswered and not self._boards_left

    def _finish(self) -> Times:
        times = self._times
        times.unanswered = len(self._unanswered)
        for board in self.boards:
            times.lost += len(self._taken - board.seen.keys())
            times.doubled += sum(count - 1 for count in board.seen.values())
        return times

    # The loop

    def _until(self, done: Callable[[], bool], seconds: float) -> None:
        end = time.perf_counter() + seconds
        while not done() and (left := end - time.perf_counter()) > 0:
            self._turn(min(left, 0.05))

    def _turn(self, seconds: float) -> None:
        for key, events in self._selector.select(seconds):
            client: Client = key.data
            try:
                self._event(client, events)
            except OSError as fault:
                self._gone(client, fault)

    def _event(self, client: Client, events: int) -> None:
        assert client.connection is not None
        if events & selectors.EVENT_WRITE:
            self._selector.modify(client.connection, selectors.EVENT_READ, client)
            client.upgrade(self._host, self._port)
            return
        data = client.connection.recv(262_144)
        if not data:
            raise ConnectionError("the server closed a connection")
        for packet in client.packets(data):
            self._take(client, packet)

    def _gone(self, client: Client, fault: OSError) -> None:  # noqa: ARG002 (for those that return)
        raise fault

    def _take(self, client: Client, packet: bytes) -> None:
        if packet == b"2":
            client.send(b"3")
        elif client.state == READY:
            self._note(client, packet)
        elif client.state == HELLO and packet[:1] == b"0":
            client.send(self._dialect.hello(client))
        elif packet[:2] == b"44":
            raise ConnectionError(packet.decode(errors="replace"))
        elif self._dialect.ready(client, packet):
            client.state = READY
            self._ready += 1
            self._came(client, packet)

    def _came(self, client: Client, packet: bytes) -> None:
        """``packet`` was its first picture."""

    def _note(self, client: Client, packet: bytes) -> None:
        if client.is_board:
            self._shown(client, self._dialect.shown(client, packet))
            return
        answer = self._dialect.answered(packet)
        if answer is None:
            return
        number, taken = answer
        if number in self._unanswered:
            self._unanswered.remove(number)
            self._answered(number, taken)
        if self._next is not None:
            self._next(client)

    def _answered(self, number: int, taken: bool) -> None:
        if taken:
            self._taken.add(number)
            self._times.acks.append(time.perf_counter() - self._due[number])
        else:
            self._times.refused += 1
            self._boards_left.pop(number, None)

    def _shown(self, board: Client, numbers: list[int]) -> None:
        now = time.perf_counter()
        for number in numbers:
            board.seen[number] = board.seen.get(number, 0) + 1
            left = self._boards_left.get(number)
            if left == 1:
                self._times.boards.append(now - self._due[number])
                del self._boards_left[number]
            elif left is not None:
                self._boards_left[number] = left - 1


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    gc.collect()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def percentile(times: Sequence[float], part: float) -> float:
    """The nearest-rank percentile; 0.0 for none."""
    ordered = sorted(times)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)] if ordered else 0.0
