"""A light Socket.IO client on a plain socket: the handshake, frames, and the two ways to speak.

The library's client costs more than the server that is to be measured. This one reads only what
the measuring needs; its own ceiling is measured in every run.
"""

from __future__ import annotations

import base64
import json
import secrets
import socket
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Protocol

OPENED, HELLO, READY = "opened", "hello", "ready"

# What a phone's browser sends with each handshake: the server keeps it as long as the phone.
_BROWSER = (
    "User-Agent: Mozilla/5.0 (Linux; Android 14; Pixel 7) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/126.0.0.0 Mobile Safari/537.36\r\n"
    "Accept-Encoding: gzip, deflate\r\n"
    "Accept-Language: da-DK,da;q=0.9,en-US;q=0.8,en;q=0.7\r\n"
    "Cache-Control: no-cache\r\nPragma: no-cache\r\n"
    "Sec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n"
)


class Dialect(Protocol):
    """How a server is spoken to."""

    def hello(self, client: Client) -> bytes:
        """The packet that asks to be let in."""

    def note(self, client: Client, number: int, text: str) -> bytes:
        """The packet that adds note ``number``."""

    def answered(self, packet: bytes) -> tuple[int, bool] | None:
        """The number of the note that this packet answers, and whether it was taken."""

    def ready(self, client: Client, packet: bytes) -> bool:
        """Whether the client has what it needs to begin."""

    def shown(self, client: Client, packet: bytes) -> list[int]:
        """The numbers of the notes that a board learns of from this packet."""


@dataclass(eq=False, slots=True)
class Client:
    """One connection: a phone or a board."""

    auth: dict[str, Any]
    cookie: str = ""
    is_board: bool = False
    connection: socket.socket | None = None
    state: str = ""
    rest: bytes = b""
    facts: dict[str, Any] = field(default_factory=dict)
    """What a dialect keeps of the first picture."""
    seen: dict[int, int] = field(default_factory=dict)
    """A board's notes: number to how often it came."""
    port: int | None = None
    """Where it connects, if not where the others do."""

    def begin(self, host: str, port: int) -> socket.socket:
        """Start to connect; the answer comes to the loop."""
        made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        made.setblocking(False)
        made.connect_ex((host, self.port or port))
        self.connection, self.state, self.rest = made, "", b""
        return made

    def upgrade(self, host: str, port: int) -> None:
        """Ask for a websocket, as a browser does."""
        key = base64.b64encode(secrets.token_bytes(16)).decode()
        cookie = f"Cookie: {self.cookie}\r\n" if self.cookie else ""
        self._put(
            (
                f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {host}:{port}\r\n"
                f"Connection: Upgrade\r\nUpgrade: websocket\r\nOrigin: http://{host}:{port}\r\n"
                f"Sec-WebSocket-Key: {key}\r\n{cookie}{_BROWSER}\r\n"
            ).encode()
        )
        self.state = OPENED

    def send(self, packet: bytes) -> None:
        """Send one text frame. The mask is four zeros: allowed, and costs nothing."""
        size = len(packet)
        head = struct.pack("!BB", 0x81, 0x80 | size) if size < 126 else b""
        if not head:
            head = struct.pack("!BBH", 0x81, 0x80 | 126, size)
        self._put(head + b"\0\0\0\0" + packet)

    def packets(self, data: bytes) -> Iterator[bytes]:
        """The text frames in what was read, and in what was left from before."""
        data, at = self.rest + data, 0
        if self.state == OPENED:
            end = data.find(b"\r\n\r\n")
            if end < 0:
                self.rest = data
                return
            if b" 101 " not in data[:20]:
                raise ConnectionError(data[:80].decode(errors="replace"))
            at = end + 4
            self.state = HELLO
        while True:
            head, size = _head(data, at)
            if not head or len(data) < at + head + size:
                break
            if data[at] & 15 == 8:
                raise ConnectionError("the server closed the connection")
            yield data[at + head : at + head + size]
            at += head + size
        self.rest = data[at:]

    def _put(self, data: bytes) -> None:
        assert self.connection is not None
        if self.connection.send(data) != len(data):
            raise ConnectionError("the server does not read what it is sent")


def _head(data: bytes, at: int) -> tuple[int, int]:
    """Length of a frame's head and of its content; (0, 0) while the head is not all there."""
    if len(data) < at + 2:
        return 0, 0
    size = data[at + 1] & 127
    if size < 126:
        return 2, size
    if size == 126:
        return (4, struct.unpack_from("!H", data, at + 2)[0]) if len(data) >= at + 4 else (0, 0)
    return (10, struct.unpack_from("!Q", data, at + 2)[0]) if len(data) >= at + 10 else (0, 0)


class Product:
    """The product's own protocol (docs/protocol.md): answers come after the commit."""

    def hello(self, client: Client) -> bytes:
        return b"40" + json.dumps(client.auth).encode()

    def ready(self, client: Client, packet: bytes) -> bool:
        if not packet.startswith(b'42["snapshot"'):
            return False
        picture = json.loads(packet[2:])[1]
        client.facts |= _numbers(picture) if client.is_board else _where(picture)
        return True

    def note(self, client: Client, number: int, text: str) -> bytes:
        facts = client.facts
        prompts = facts["prompts"]
        message = {
            "id": f"{number:032x}",
            "prompt": prompts[number % len(prompts)],
            "round": facts["round"],
            "group": facts["group"],
            "text": text,
            "sign": {"kind": facts["sign"]},
            "secret": "0123456789abcdef" * 2,
            "seen": facts["seq"],
        }
        return b'42["note.add",' + json.dumps(message, ensure_ascii=False).encode() + b"]"

    def answered(self, packet: bytes) -> tuple[int, bool] | None:
        # 42["answer",{"re":"0...1","ok":true,...
        if not packet.startswith(b'42["answer"'):
            return None
        return int(packet[19:51], 16), packet[58:62] == b"true"

    def shown(self, client: Client, packet: bytes) -> list[int]:
        whole = packet.startswith(b'42["snapshot"')  # sent instead of frames to who fell behind
        if not whole and not packet.startswith(b'42["frame"'):
            return []
        records = json.loads(packet[2:])[1]["records"]
        numbers = [int(one["id"], 16) for one in records if one["type"] == "note"]
        return [one for one in numbers if one not in client.seen] if whole else numbers


def _numbers(picture: dict[str, Any]) -> dict[str, Any]:
    return {"numbers": [int(one["id"], 16) for one in picture["records"] if one["type"] == "note"]}


def _where(picture: dict[str, Any]) -> dict[str, Any]:
    records = picture["records"]
    day = next(one for one in records if one["type"] == "day")
    open_now = [one["id"] for one in records if one["type"] == "prompt" and one["open_in"]]
    group = str(picture["audience"]).removeprefix("group:")
    return {"round": day["round"], "prompts": open_now, "group": group, "seq": picture["seq"]}


class Plain:
    """The way of Flask-SocketIO's tutorials: the handler's return value is the answer."""

    def hello(self, client: Client) -> bytes:
        return b"40" + json.dumps(client.auth).encode()

    def ready(self, client: Client, packet: bytes) -> bool:  # noqa: ARG002 (a dialect's form)
        return packet.startswith(b"40")

    def note(self, client: Client, number: int, text: str) -> bytes:
        message = {
            "id": f"{number:032x}",
            "prompt": "prompt",
            "round": "round",
            "group": client.auth["group"],
            "text": text,
            "sign": {"kind": "organisation"},
            "secret": "0123456789abcdef" * 2,
            "seen": 1,
        }
        body = json.dumps(message, ensure_ascii=False).encode()
        return b"42%d" % number + b'["note.add",' + body + b"]"

    def answered(self, packet: bytes) -> tuple[int, bool] | None:
        if not packet.startswith(b"43"):
            return None
        number, _, rest = packet[2:].partition(b"[")
        return int(number), b"true" in rest[:20]

    def shown(self, client: Client, packet: bytes) -> list[int]:  # noqa: ARG002 (a dialect's form)
        if not packet.startswith(b'42["note"'):
            return []
        return [int(json.loads(packet[2:])[1]["id"], 16)]
