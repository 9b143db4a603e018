"""A bad network between clients and a server: a TCP relay that cuts, delays, swallows and splits.

Which connections a fault hits is drawn from the seed, the fault's number and the connection's
number, so that a seed tells the same story however busy the machine is.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from random import Random

from tests.chaos.air import Air
from tests.chaos.link import DOWN, KINDS, UP, Link, Sieve, afflict, pieces

_CHUNK = 65_536


class FaultProxy:
    """Listens on ``port`` of 127.0.0.1 and relays to ``target``; its methods may be called from
    any thread. ``share`` is the part of the connections that a fault hits (0..1). Without
    ``websockets`` it answers who asks for one with 403, as proxies of hotels do."""

    def __init__(
        self,
        target: int,
        *,
        seed: int = 0,
        sieve: Callable[[], Sieve] = Sieve,
        websockets: bool = True,
    ) -> None:
        self.port = 0
        self.did: Counter[str] = Counter()
        """Links hit by each fault, connections taken and refused, bytes relayed and swallowed."""
        self._home = self._target = target
        self._websockets = websockets
        self._seed = seed
        self._sieve = sieve
        self._links: dict[int, Link] = {}
        self._tasks: dict[asyncio.Task[None], asyncio.StreamWriter] = {}
        self._numbers = 0
        self._faults = 0
        self._refusing = False
        self._air: Air | None = None
        self._loop = asyncio.new_event_loop()

    # What a test does

    def hit(self, kind: str, *, share: float = 1.0, seconds: float = 0.0) -> None:
        """Let one of ``KINDS`` begin; ``seconds`` is the length of a delay."""
        assert kind in KINDS
        self._do(lambda: self._hit(kind, share, seconds))

    def refuse(self) -> None:
        """Cut all, and take nobody until ``heal``."""

        def refusing() -> None:
            self._refusing = True
            self._hit("cut", 1.0, 0.0)

        self._do(refusing)

    def divert(self, target: int) -> None:
        """Cut all, and lead whoever comes to another port until ``heal``: a captive portal."""

        def diverting() -> None:
            self._target = target
            self._hit("cut", 1.0, 0.0)

        self._do(diverting)

    def travel(self, air: Air) -> None:
        """From now on all goes through this air, until ``heal``."""

        def travelling() -> None:
            self._air = air

        self._do(travelling)

    def heal(self) -> None:
        """A good network again; links that lost something are cut, as nothing could mend them."""
        self._do(self._heal)

    # The relay

    def _hit(self, kind: str, share: float, seconds: float) -> None:
        self._faults += 1
        for link in list(self._links.values()):
            drawn = Random(f"{self._seed} {self._faults} {link.number}").random()
            if drawn < share:
                self.did[kind] += 1
                afflict(link, kind, seconds)

    def _heal(self) -> None:
        diverted, self._target = self._target != self._home, self._home
        self._refusing, self._air = False, None
        for link in list(self._links.values()):
            link.delay, link.split = 0.0, False
            if link.swallows or diverted:
                link.cut()

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Known from the first moment: a task that has not begun yet is ended with the others.
        task = self._loop.create_task(self._relay_one(reader, writer))
        self._tasks[task] = writer
        task.add_done_callback(self._tasks.pop)

    async def _relay_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._relay(reader, writer)
        except OSError:
            self.did["refused"] += 1  # nobody listens there just now
        finally:
            writer.transport.abort()

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._refusing:
            raise ConnectionRefusedError
        there, onward = await asyncio.open_connection("127.0.0.1", self._target)
        self._numbers += 1
        link = Link(self._numbers, {UP: onward, DOWN: writer}, self._sieve())
        self._links[link.number] = link
        self.did["taken"] += 1
        pumps = [
            asyncio.create_task(self._pump(link, UP, reader)),
            asyncio.create_task(self._pump(link, DOWN, there)),
        ]
        try:
            await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        finally:
            del self._links[link.number]
            link.cut()  # before anything is waited for, which a stop could break off
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)

    async def _pump(self, link: Link, way: str, reader: asyncio.StreamReader) -> None:
        writer = link.writers[way]
        with suppress(OSError):
            while data := await reader.read(_CHUNK):
                if not self._websockets and b"\r\nupgrade: websocket" in data.lower():
                    self.did["forbidden"] += 1
                    await _forbid(link)
                    return
                if link.delay:
                    await asyncio.sleep(link.delay)
                if way == DOWN:
                    data = link.sieve.feed(data)
                if way in link.swallows:
                    self.did["bytes swallowed"] += len(data)
                    continue
                self.did["bytes"] += len(data)
                if self._air is not None:
                    await self._fly(self._air, link, way, data)
                    continue
                for piece in pieces(data, link):
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0)

    async def _fly(self, air: Air, link: Link, way: str, data: bytes) -> None:
        """Let it arrive in its time and order; the next is read when the channel is free."""
        arrives = max(air.arrival(self._loop.time(), len(data)), link.arrives[way] + 1e-6)
        link.arrives[way] = arrives
        self._loop.call_at(arrives, _write, link.writers[way], data)
        await asyncio.sleep(air.free_at - self._loop.time())

    # Its thread

    def _do(self, act: Callable[[], None]) -> None:
        """Run on the loop's thread, and wait until it is done."""

        async def acting() -> None:
            act()

        asyncio.run_coroutine_threadsafe(acting(), self._loop).result(30)

    async def _listen(self) -> asyncio.Server:
        server = await asyncio.start_server(self._take, "127.0.0.1", 0, backlog=512)
        self.port = int(server.sockets[0].getsockname()[1])
        return server

    async def _stop(self, server: asyncio.Server) -> None:
        server.close()
        await _some_turns()  # whoever has just been taken becomes a task
        tasks = dict(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for writer in tasks.values():
            writer.transport.abort()
        await _some_turns()  # what was aborted closes its socket in a later turn

    @contextmanager
    def running(self) -> Iterator[FaultProxy]:
        """Relay until the block ends."""
        thread = threading.Thread(target=self._loop.run_forever)
        thread.start()
        try:
            server = asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(30)
            try:
                yield self
            finally:
                asyncio.run_coroutine_threadsafe(self._stop(server), self._loop).result(30)
        finally:
            self._loop.call_soon_threadsafe(self._loop.stop)
            thread.join()
            self._loop.close()


def _write(writer: asyncio.StreamWriter, data: bytes) -> None:
    if not writer.transport.is_closing():
        writer.write(data)


async def _forbid(link: Link) -> None:
    writer = link.writers[DOWN]
    writer.write(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    writer.close()
    await writer.wait_closed()


async def _some_turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)
