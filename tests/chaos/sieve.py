"""Leaves every n-th frame of the stream out of what a server says over a websocket."""

from __future__ import annotations

from tests.chaos.link import Sieve

_PACKET = b'42["frame"'
_UPGRADED = b"HTTP/1.1 101"
_END_OF_HEAD = b"\r\n\r\n"


class EveryNth(Sieve):
    """Drops every ``n``-th packet with a frame of the product, and passes on all else whole."""

    def __init__(self, n: int) -> None:
        self.dropped = 0
        self._n = n
        self._seen = 0
        self._rest = b""
        self._is_socket = False

    def feed(self, data: bytes) -> bytes:
        """What of ``data`` (and of what was kept back) may go on."""
        self._rest += data
        passed = b""
        if not self._is_socket:
            end = self._rest.find(_END_OF_HEAD) + len(_END_OF_HEAD)
            if self._rest[: len(_UPGRADED)] != _UPGRADED[: len(self._rest)]:
                passed, self._rest = self._rest, b""
                return passed
            if end < len(_END_OF_HEAD):
                return b""
            passed, self._rest, self._is_socket = self._rest[:end], self._rest[end:], True
        while size := _length(self._rest):
            whole, self._rest = self._rest[:size], self._rest[size:]
            passed += b"" if self._drops(whole) else whole
        return passed

    def _drops(self, whole: bytes) -> bool:
        if _PACKET not in whole[:20]:
            return False
        self._seen += 1
        drops = self._seen % self._n == 0
        self.dropped += drops
        return drops


def _length(data: bytes) -> int:
    """Bytes of the first websocket frame (RFC 6455, 5.2; a server masks nothing); 0 while it is
    not all there."""
    if len(data) < 2:
        return 0
    size, head = data[1] & 127, 2
    if size == 126:
        size, head = int.from_bytes(data[2:4], "big"), 4
    elif size == 127:
        size, head = int.from_bytes(data[2:10], "big"), 10
    return head + size if len(data) >= head + size else 0
