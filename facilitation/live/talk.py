"""A connection of Engine.IO whose websocket is a line that the hub reads and writes itself.

Handshake, long-polling, pings and the change from polling to websocket stay the library's. Where
threads serve (``asyncmode``), all of it does.
"""

from __future__ import annotations

import random
import time
from typing import Any

from engineio import packet, socket
from engineio.exceptions import EngineIOError

from facilitation import asyncmode
from facilitation.live import websocket
from facilitation.live.line import Line

_HELLO = "40"


class _Nothing:
    """In place of the library's queue: a line has no packets that wait for a task."""

    def put(self, packet: Any) -> None: ...

    def qsize(self) -> int:
        return 0

    def join(self) -> None: ...


_NOTHING = _Nothing()


class Talk(socket.Socket):  # type: ignore[misc]  # the library has no types
    """See engineio.socket.Socket."""

    _line: Line | None = None
    _pieces: websocket.Pieces
    _busy = False
    """Whether a hello is being answered: what came after it waits."""
    server: Any
    queue: Any
    closed: bool
    closing: bool
    connected: bool
    last_ping: float | None

    def waiting(self) -> int:
        """How many packets the other side has not taken."""
        return int(self.queue.qsize()) if self._line is None else self._line.waiting

    def send(self, pkt: packet.Packet) -> None:
        if self._line is None:
            super().send(pkt)
        elif not self.closed:
            self._line.put(_framed(pkt))

    def close(self, wait: bool = True, abort: bool = False, reason: Any = None) -> None:
        super().close(wait=wait, abort=abort, reason=reason)
        if self._line is None:
            return
        if abort:
            self.server.sockets.pop(self.sid, None)
            self._line.cut()
        else:
            self._say_goodbye(websocket.NORMAL)

    def schedule_ping(self) -> None:
        if not asyncmode.takes_over:
            super().schedule_ping()
        elif self.last_ping:
            self.last_ping = None
            # A room that came at once shall not be asked, and answer, at once.
            asyncmode.later(self.server.ping_interval * random.uniform(0.5, 1), self._ping)  # noqa: S311

    def _ping(self) -> None:
        if not self.closing and not self.closed:
            self.last_ping = time.time()
            self.send(packet.Packet(packet.PING))

    def _websocket_handler(self, ws: Any) -> list[bytes]:
        if not asyncmode.takes_over:
            super()._websocket_handler(ws)
            return []
        if self.connected and not self._changes_over(ws):
            return []
        self.connected = self.upgraded = True
        self._pieces = websocket.Pieces(self.server.max_http_buffer_size)
        self._line = Line(asyncmode.take_over(ws), self._heard)
        while not self.queue.empty():
            self.send(self.queue.get())
        self.queue = _NOTHING
        asyncmode.later(0, self._line.listen)
        return []

    def _changes_over(self, ws: Any) -> bool:
        """From long-polling to this websocket, as the protocol has it; what is sent meanwhile
        waits in the queue."""
        self.upgrading = True
        ws.socket.settimeout(self.server.ping_interval + self.server.ping_timeout)
        try:
            if ws.wait() != "2probe":
                return False
            ws.send("3probe")
            self.queue.put(packet.Packet(packet.NOOP))  # ends the poll that hangs
            return bool(ws.wait() == "5")
        finally:
            self.upgrading = False

    # On the hub

    def _heard(self, data: bytes) -> None:
        if not data:
            self.close(wait=False, abort=True, reason=self.server.reason.TRANSPORT_CLOSE)
        elif not self.closed:
            self._try(data)

    def _try(self, data: bytes) -> None:
        try:
            self._take_all(data)
        except websocket.Broken as broken:
            self._end(broken.status)
        except UnicodeDecodeError:
            self._end(websocket.NOT_UTF8)
        except (ValueError, EngineIOError):  # no packet of Engine.IO
            self._end(websocket.WRONG)
        except Exception as fault:  # noqa: BLE001 - reported; the hub must go on
            self.server.logger.error("connection_failed %s", type(fault).__name__)  # noqa: TRY400
            self._end(websocket.FAILED)

    def _take_all(self, data: bytes) -> None:
        for kind, body in self._pieces.read(data):
            if self.closed:
                return
            if kind == websocket.TEXT:
                self._take(body.decode())
            elif kind == websocket.BINARY:
                self.receive(packet.Packet(encoded_packet=body))
            elif kind == websocket.CLOSE:
                self._end()
            elif kind == websocket.PING and self._line is not None:
                self._line.put(websocket.framed(body, websocket.PONG))
            if self._busy:
                return

    def _take(self, text: str) -> None:
        if text.startswith(_HELLO) and self._line is not None:
            self._busy = True
            self._line.pause()
            asyncmode.spawn(self._say_hello, text)
        elif text.startswith("4"):
            self.server.handlers["message"](self.sid, text[1:])
        else:
            self.receive(packet.Packet(encoded_packet=text))

    def _say_hello(self, text: str) -> None:
        """In a task of its own: who it is, is asked of the database."""
        try:
            self.receive(packet.Packet(encoded_packet=text))
        finally:
            self._busy = False
            if self._line is not None and not self.closed:
                self._line.listen()
                self._try(b"")  # what came after the hello, and before its answer

    def _end(self, status: int = websocket.NORMAL) -> None:
        reason = self.server.reason.TRANSPORT_CLOSE
        super().close(wait=False, abort=True, reason=reason)
        self._say_goodbye(status)

    def _say_goodbye(self, status: int) -> None:
        self.server.sockets.pop(self.sid, None)
        if self._line is not None:
            self._line.put(websocket.goodbye(status))
            self._line.finish()


class Event(packet.Packet):  # type: ignore[misc]  # the library has no types
    """An event of Socket.IO, made once for all who get it: framed for a line, and as text only
    where somebody polls."""

    def __init__(self, body: bytes) -> None:
        super().__init__(packet.MESSAGE)
        self._body = body
        self.framed = websocket.framed(b"42" + body)

    def encode(self, b64: bool = False) -> str:  # noqa: ARG002 (it is no bytes)
        return "42" + self._body.decode()


def _framed(pkt: packet.Packet) -> bytes:
    """The packet as it goes over a websocket."""
    if isinstance(pkt, Event):
        return pkt.framed
    body = pkt.encode()
    if isinstance(body, str):
        return websocket.framed(body.encode())
    return websocket.framed(body, websocket.BINARY)
