"""Clients that come back: each phone keeps what was not answered, and sends it again in order.

As the page does it: a wait by chance after a break, so that a room does not come all at once.
"""

from __future__ import annotations

import selectors
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import Random

from benchmarks.load import Load, Times
from benchmarks.wire import READY, Client, Dialect

SHORTEST, LONGEST = 0.1, 1.5
"""Seconds until a client tries again, by chance between these."""


class Returning(Load):
    """A load that outlives its server, and whose clients may be cut."""

    def __init__(self, dialect: Dialect, port: int, *, seed: int = 1) -> None:
        super().__init__(dialect, port)
        self._chance = Random(seed)
        self._kept: dict[Client, dict[int, str]] = {}
        self._whose: dict[int, Client] = {}
        self._away: dict[Client, float] = {}
        self._known: set[Client] = set()
        self._act: Callable[[], None] | None = None
        self._every = self._next_act = 0.0
        self.back_at = 0.0
        """When the last one that had been away was back."""

    def cut(self, client: Client) -> None:
        """Break its connection without a word, if it has one."""
        if client.state == READY:
            self._gone(client, ConnectionError("cut"))

    def every(self, seconds: float, act: Callable[[], None] | None) -> None:
        """Do something again and again while it runs; None ends it."""
        self._every, self._act, self._next_act = seconds, act, time.perf_counter() + seconds

    def lacking(self, board: Client, seconds: float) -> int:
        """How many of the notes that were taken this board is not shown within this time."""
        self._until(lambda: self._taken <= board.seen.keys(), seconds)
        return len(self._taken - board.seen.keys())

    def missing(self, board: Client) -> tuple[int, int]:
        """What a board that comes anew lacks of all that was taken, and how many come twice."""
        self.connect([board])
        found = board.facts["numbers"]
        return len(self._taken - set(found)), len(found) - len(set(found))

    @contextmanager
    def deaf(self, board: Client) -> Iterator[None]:
        """A board that reads nothing meanwhile; nobody waits for it."""
        assert board.connection is not None
        self._selector.unregister(board.connection)
        self.boards.remove(board)
        yield
        self.boards.append(board)
        self._selector.register(board.connection, selectors.EVENT_READ, board)

    def until_back(self, seconds: float) -> bool:
        """Wait until all are back and all is answered and shown; whether that came."""
        self._until(lambda: not self._away and self._all_seen(), seconds)
        return not self._away

    def _pass(self, client: Client, number: int, text: str) -> None:
        self._kept.setdefault(client, {})[number] = text
        self._whose[number] = client
        if client.state == READY:
            super()._pass(client, number, text)

    def _answered(self, number: int, taken: bool) -> None:
        super()._answered(number, taken)
        self._kept[self._whose.pop(number)].pop(number)

    def _came(self, client: Client, packet: bytes) -> None:
        super()._came(client, packet)
        if client.is_board and client in self._known:
            self._shown(client, self._dialect.shown(client, packet))
        self._known.add(client)
        if self._away.pop(client, None) is not None and not self._away:
            self.back_at = time.perf_counter()
        for number, text in list(self._kept.get(client, {}).items()):
            super()._pass(client, number, text)

    def _gone(self, client: Client, fault: OSError) -> None:  # noqa: ARG002 (it comes back)
        assert client.connection is not None
        self._selector.unregister(client.connection)
        client.connection.close()
        client.state = ""
        self._away[client] = time.perf_counter() + self._chance.uniform(SHORTEST, LONGEST)

    def _turn(self, seconds: float) -> None:
        now = time.perf_counter()
        if self._act is not None and now >= self._next_act:
            self._next_act = now + self._every
            self._act()
        for client, due in self._away.items():
            if due <= now:
                self._away[client] = float("inf")  # on its way
                self._begin_one(client)
        super()._turn(seconds)

    def _finish(self) -> Times:
        self.until_back(30.0)
        return super()._finish()
