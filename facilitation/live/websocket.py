"""A websocket's own pieces (RFC 6455), as plain bytes: no socket, no Socket.IO.

The library's way takes a lock and a switch of tasks for each piece that goes out, four reads for
each that comes in, and unmasks byte by byte: a third of a note's processor time.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

AGAIN, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
_KNOWN = (AGAIN, TEXT, BINARY, CLOSE, PING, PONG)
NORMAL, WRONG, NOT_UTF8, TOO_LARGE, FAILED = 1000, 1002, 1007, 1009, 1011
"""Why a connection is closed (RFC 6455, 7.4.1)."""
_LAST, _MASKED = 0x80, 0x80
_LONGEST_CONTROL = 125

Piece = tuple[int, bytes]
"""What it is (TEXT, ...) and what it holds."""


class Broken(Exception):
    """The other side does not keep to the standard; ``status`` says in what."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def framed(body: bytes, kind: int = TEXT) -> bytes:
    """What a server sends: one whole piece, without a mask."""
    size = len(body)
    if size < 126:
        return bytes((_LAST | kind, size)) + body
    if size < 65_536:
        return struct.pack("!BBH", _LAST | kind, 126, size) + body
    return struct.pack("!BBQ", _LAST | kind, 127, size) + body


def goodbye(status: int = NORMAL) -> bytes:
    """The piece that ends a connection."""
    return framed(struct.pack("!H", status), CLOSE)


def unmasked(body: bytes, mask: bytes) -> bytes:
    """A client's bytes without their mask (5.3), as one sum of two long numbers."""
    size = len(body)
    key = (mask * (size // 4 + 1))[:size]
    both = int.from_bytes(body, "little") ^ int.from_bytes(key, "little")
    return both.to_bytes(size, "little")


class Pieces:
    """What a client sends, put together from bytes as they come in."""

    __slots__ = ("_begun", "_kind", "_most", "_rest")

    def __init__(self, most: int) -> None:
        """``most``: bytes of a message; what is larger is not gathered."""
        self._most = most
        self._rest = b""
        self._kind = AGAIN
        self._begun = b""

    def read(self, data: bytes) -> Iterator[Piece]:
        """The messages and controls that are whole now; raises Broken."""
        data, at = self._rest + data if self._rest else data, 0
        try:
            while (start := _start(data, at)) is not None:
                first, size = data[at], _size(data, at)
                self._check(first, data[at + 1], size)
                if len(data) < start + size:
                    break
                body = unmasked(data[start : start + size], data[start - 4 : start])
                at = start + size
                piece = self._whole(first & 15, body, last=bool(first & _LAST))
                if piece is not None:
                    yield piece
        finally:  # also when whoever reads stops at a piece
            self._rest = data[at:]

    def _check(self, first: int, second: int, size: int) -> None:
        kind = first & 15
        if first & 0x70 or kind not in _KNOWN or not second & _MASKED:
            raise Broken(WRONG)
        if kind >= CLOSE:
            if not first & _LAST or size > _LONGEST_CONTROL:
                raise Broken(WRONG)
        elif (kind == AGAIN) != (self._kind != AGAIN):
            raise Broken(WRONG)
        if size + len(self._begun) > self._most:
            raise Broken(TOO_LARGE)

    def _whole(self, kind: int, body: bytes, *, last: bool) -> Piece | None:
        if kind >= CLOSE or (last and kind != AGAIN):
            return kind, body
        if kind != AGAIN:
            self._kind = kind
        self._begun += body
        if not last:
            return None
        piece = self._kind, self._begun
        self._kind, self._begun = AGAIN, b""
        return piece


def _start(data: bytes, at: int) -> int | None:
    """Where a piece's content begins, after its mask; None while that is not there."""
    if len(data) < at + 6:
        return None
    size = data[at + 1] & 127
    start = at + (6 if size < 126 else 8 if size == 126 else 14)
    return start if len(data) >= start else None


def _size(data: bytes, at: int) -> int:
    size = data[at + 1] & 127
    if size < 126:
        return size
    found: int = struct.unpack_from("!H" if size == 126 else "!Q", data, at + 2)[0]
    return found
