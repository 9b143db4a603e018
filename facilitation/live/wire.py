"""The only file that touches Socket.IO: packets read strictly, sends, rooms, and the way in.

What comes in is handed on as (sid, verb, raw JSON of the payload): the handler on the raw server
runs without Flask's request context and without a task of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Protocol

import engineio.socket
import msgspec
from engineio import payload
from engineio.exceptions import SocketIsClosedError
from flask import Flask, request
from flask_socketio import ConnectionRefusedError, SocketIO
from socketio.packet import Packet

from facilitation import asyncmode
from facilitation.core.refusals import Refusal
from facilitation.live.clients import SHARES
from facilitation.live.talk import Event, Talk

LARGEST_READ = 2_500_000
"""Bytes. A packet below is read and answered, whatever ``message_bytes`` says; above, the
connection is cut: a note of 1 MB gets its sentence, a flood of 100 MB does not get memory."""
PING_SECONDS = 10
HANDSHAKE_SECONDS = 10
"""Who has not said hello by then is cut."""
IN = "in"
_FORWARDED = ("HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST")
_FORGOTTEN: dict[str, Any] = {}

# A phone's outbox, sent by long-polling, may bring more than the 16 packets of the default at
# once; all of them would be dropped without a word.
payload.Payload.max_decode_packets = 256
# The library has no setting for what a connection is made of.
engineio.socket.Socket = Talk

_EVENT = msgspec.json.Decoder(tuple[str, msgspec.Raw])
_ANY = msgspec.json.Decoder()
_CONNECT_TYPE, _DISCONNECT_TYPE, _EVENT_TYPE = "0", "1", "2"


class Handlers(Protocol):
    """What the live part does with connections and messages."""

    def connect(self, sid: str, cookies: Mapping[str, str], auth: Any) -> None:
        """Take a connection; Refusal when it may not."""

    def disconnect(self, sid: str) -> None: ...

    def message(self, sid: str, verb: str | None, raw: bytes) -> None:
        """One message; ``verb`` is None when not even that could be read."""


class Json:
    """JSON for packets of Engine.IO: nothing but ValueError for what is none."""

    @staticmethod
    def dumps(value: Any, **_options: Any) -> str:
        return msgspec.json.encode(value).decode()

    @staticmethod
    def loads(text: str) -> Any:
        try:
            return _ANY.decode(text)
        except (msgspec.DecodeError, RecursionError, UnicodeError) as fault:
            raise ValueError("not JSON") from fault


class StrictPacket(Packet):  # type: ignore[misc]  # the library has no types
    """A Socket.IO packet: hello, goodbye or one event; all else is an event without a verb."""

    uses_binary_events = False
    id: Any
    namespace: Any

    def encode(self) -> str:
        number = "" if self.id is None else str(self.id)
        data = "" if self.data is None else msgspec.json.encode(self.data).decode()
        return f"{self.packet_type}{number}{data}"

    def decode(self, encoded_packet: Any) -> int:
        self.namespace, self.id = None, None
        text = encoded_packet if type(encoded_packet) is str else ""
        kind = text[:1]
        if kind in (_CONNECT_TYPE, _DISCONNECT_TYPE):
            self.packet_type, self.data = int(kind), _auth(text[1:])
            return 0
        self.packet_type = int(_EVENT_TYPE)
        self.data = [IN, *(_event(text[1:]) if kind == _EVENT_TYPE else (None, b""))]
        return 0


def _auth(text: str) -> Any:
    if text.startswith("/"):  # another namespace: there is none
        return None
    try:
        return Json.loads(text) if text else None
    except ValueError:
        return None


def _event(text: str) -> tuple[str | None, bytes]:
    # A client of another make may ask for Socket.IO's own acknowledgement: the number before
    # the list is passed over, since answers go out only after the commit.
    try:
        verb, raw = _EVENT.decode(text[text.index("[") :])
        return verb, bytes(raw)
    except (msgspec.DecodeError, RecursionError, ValueError):
        return None, text[:400].encode(errors="replace")


class Wire:
    """Socket.IO on a Flask application."""

    def __init__(
        self, app: Flask, handlers: Handlers, *, connections: int, behind_proxy: bool
    ) -> None:
        self._connections = connections
        self._behind_proxy = behind_proxy
        self._came: dict[str, float] = {}
        self._io = SocketIO(
            app,
            async_mode=asyncmode.mode,
            serializer=StrictPacket,
            json=Json,
            async_handlers=False,
            manage_session=False,
            ping_interval=PING_SECONDS,
            ping_timeout=PING_SECONDS,
            max_http_buffer_size=LARGEST_READ,
        )
        self._server: Any = self._io.server
        self._server.on(IN, handlers.message)
        self._io.on("connect")(lambda auth=None: self._connect(auth))
        self._server.on("disconnect", lambda sid, _reason=None: self._disconnect(sid))
        self._handlers = handlers
        self._library: Callable[[str, Any], None] = self._server.eio.handlers["message"]
        self._server.eio.on("message", self._packet)
        self._rooms: dict[str, dict[str, Any]] = {}
        """Sockets of Engine.IO by room and sid; each sid is a room of its own."""
        self._app = app

    def wsgi(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        """The application to serve."""
        if not environ.get("PATH_INFO", "").startswith("/socket.io"):
            return self._app(environ, start_response)
        if not self._behind_proxy:  # Engine.IO would believe them when it compares origins
            for name in _FORWARDED:
                environ.pop(name, None)
        # Browsers offer compression; it would cost 125 KiB and a fifth of the time per phone.
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        if "sid=" not in environ.get("QUERY_STRING", "") and self._is_full():
            start_response("503 Service Unavailable", [("Retry-After", "5")])
            return [b""]
        try:
            return self._app(environ, start_response)
        except ValueError:
            self._forget(environ)
            return []

    def send(self, to: str, event: str, data: Any) -> None:
        """Send to one sid or room; encoded once for all."""
        room = self._rooms.get(to)
        if room:
            packet = Event(msgspec.json.encode((event, data)))
            for socket in list(room.values()):
                with suppress(SocketIsClosedError):
                    socket.send(packet)

    def enter(self, sid: str, room: str) -> None:
        """Let a client into a room; one that has just gone is passed over."""
        socket = self._socket(sid)
        if socket is not None:
            self._rooms.setdefault(room, {})[sid] = socket

    def leave(self, sid: str, room: str) -> None:
        members = self._rooms.get(room, {})
        members.pop(sid, None)
        if not members:
            self._rooms.pop(room, None)

    def is_connected(self, sid: str) -> bool:
        """Whether the client has been told that it is in (before that, nothing may be sent)."""
        return bool(self._server.manager.is_connected(sid, "/"))

    def waiting(self, sid: str) -> int:
        """How many packets wait for this client to take them."""
        socket = self._socket(sid)
        return int(socket.waiting()) if socket else 0

    def cut(self, sid: str) -> None:
        """End the connection, after what was sent before."""
        self._server.disconnect(sid)

    def drop(self, sid: str) -> None:
        """End the connection at once, with all that waits."""
        socket = self._socket(sid)
        if socket is not None:
            socket.close(wait=False, abort=True)

    def is_there(self, sid: str) -> bool:
        """Whether the connection is still known. Socket.IO says nothing of one that went while
        it was being let in."""
        return self._socket(sid) is not None

    def forget(self, sid: str) -> None:
        """Clear away what is left of a connection that is not there any more."""
        self._server.manager.disconnect(sid, "/")
        self._rooms.pop(sid, None)

    def sweep(self, now: float, share: int) -> None:
        """Cut those of this share who have not said hello in time."""
        manager = self._server.manager
        sockets = self._server.eio.sockets
        self._came = {id: self._came.get(id, now) for id in list(sockets)}
        late = now - HANDSHAKE_SECONDS
        for id, since in list(self._came.items()):
            if (
                since < late
                and hash(id) % SHARES == share
                and manager.sid_from_eio_sid(id, "/") is None
            ):
                socket = sockets.get(id)
                if socket is not None:
                    socket.close(wait=False, abort=True)

    def _socket(self, sid: str) -> Any:
        rooms = self._server.manager.rooms.get("/", {})
        return self._server.eio.sockets.get(rooms.get(None, {}).get(sid))

    def _packet(self, id: str, data: Any) -> None:
        """A packet of Socket.IO. Events, which are nearly all, need nothing of the library."""
        if type(data) is not str or data[:1] != _EVENT_TYPE:
            self._library(id, data)
            return
        sid = self._server.manager.sid_from_eio_sid(id, "/")
        if sid is not None and self.is_connected(sid):
            self._handlers.message(sid, *_event(data[1:]))

    def _connect(self, auth: Any) -> None:
        sid = str(request.sid)  # type: ignore[attr-defined]  # put there by flask_socketio
        self.enter(sid, sid)
        try:
            self._handlers.connect(sid, request.cookies, auth)
        except Refusal as refused:
            self._rooms.pop(sid, None)
            raise ConnectionRefusedError(
                refused.code, {"code": refused.code, "data": refused.data}
            ) from None
        if asyncmode.takes_over:
            self._forget_request(sid)

    def _forget_request(self, sid: str) -> None:
        """A request's ``environ`` would live as long as the connection: 15 KiB for each phone."""
        id = self._server.manager.eio_sid_from_sid(sid, "/")
        if id in self._server.environ:
            self._server.environ[id] = _FORGOTTEN

    def _disconnect(self, sid: str) -> None:
        self._rooms.pop(sid, None)
        self._handlers.disconnect(sid)

    def _is_full(self) -> bool:
        return len(self._server.eio.sockets) >= self._connections

    def _forget(self, environ: dict[str, Any]) -> None:
        """After a websocket frame that is no Engine.IO packet: the library let it through."""
        input = environ.get("wsgi.input")
        for id, known in list(self._server.environ.items()):
            if input is not None and known.get("wsgi.input") is input:
                socket = self._server.eio.sockets.get(id)
                if socket is not None:
                    socket.close(wait=False, abort=True)


def monotonic() -> float:
    """Seconds that never go back."""
    return time.monotonic()
