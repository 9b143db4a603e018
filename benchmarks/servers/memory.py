"""The ceiling: the same protocol on bare asyncio, from memory, with groups and boards.

Nothing is stored, checked or kept; each note is encoded once. No server in Python with these
phones can be much faster, so it also shows what the load generator itself can carry.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import struct
import sys
from collections import defaultdict
from itertools import count
from typing import Any

import msgspec

_GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455, section 1.3
_rooms: dict[str, set[Talk]] = defaultdict(set)
_numbers = count(1)


class Talk(asyncio.Protocol):
    """One client."""

    def __init__(self) -> None:
        self._rest = b""
        self._open = False
        self._out: asyncio.Transport | None = None
        self._room = ""

    def connection_made(self, transport: Any) -> None:
        self._out = transport

    def connection_lost(self, _fault: Exception | None) -> None:
        _rooms[self._room].discard(self)

    def data_received(self, data: bytes) -> None:
        data = self._rest + data
        if not self._open:
            head, found, data = data.partition(b"\r\n\r\n")
            if not found:
                self._rest = head
                return
            self._upgrade(head)
        at = 0
        while len(data) >= at + 6:
            size, start = data[at + 1] & 127, at + 2
            if size == 126:
                size, start = struct.unpack_from("!H", data, start)[0], at + 4
            if len(data) < start + 4 + size:
                break
            self._take(_unmasked(data[start : start + 4], data[start + 4 : start + 4 + size]))
            at = start + 4 + size
        self._rest = data[at:]

    def put(self, framed: bytes) -> None:
        assert self._out is not None
        self._out.write(framed)

    def _upgrade(self, head: bytes) -> None:
        lines = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
        digest = hashlib.sha1(lines[b"Sec-WebSocket-Key"] + _GUID, usedforsecurity=False).digest()
        accept = base64.b64encode(digest)
        self.put(
            b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n" + _framed(b'0{"sid":"x"}')
        )
        self._open = True

    def _take(self, packet: bytes) -> None:
        if packet.startswith(b"40"):
            self._room = json.loads(packet[2:])["group"]
            _rooms[self._room].add(self)
            self.put(_framed(b'40{"sid":"x"}'))
        elif packet.startswith(b"42"):
            seq = next(_numbers)
            number, _, body = packet[2:].partition(b"[")
            note = msgspec.json.decode(b"[" + body)[1]
            shown = {name: note[name] for name in ("id", "prompt", "text", "sign")} | {"seq": seq}
            framed = _framed(b"42" + msgspec.json.encode(["note", shown]))
            for other in (*_rooms[note["group"]], *_rooms["boards"]):
                other.put(framed)
            self.put(_framed(b"43" + number + b'[{"ok":true,"seq":%d}]' % seq))


def _unmasked(mask: bytes, body: bytes) -> bytes:
    size = len(body)
    key = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(body) ^ int.from_bytes(key)).to_bytes(size)


def _framed(body: bytes) -> bytes:
    size = len(body)
    head = struct.pack("!BB", 0x81, size) if size < 126 else struct.pack("!BBH", 0x81, 126, size)
    return head + body


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Talk, "127.0.0.1", int(sys.argv[1]), backlog=2048)
    await server.serve_forever()


asyncio.run(main())
