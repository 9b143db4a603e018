"""A websocket's bytes, read in as few calls as they came in.

The library reads each frame in four pieces (head, length, mask, text), each with a call to the
system; here one call takes all that is there, and the pieces come from what it brought.
"""

from __future__ import annotations

from typing import Any

READ_BYTES = 4096


class BufferedSocket:
    """A connected socket whose ``recv`` may answer from what an earlier one brought."""

    def __init__(self, socket: Any) -> None:
        self._socket = socket
        self._rest = b""
        self.sendall = socket.sendall

    def recv(self, most: int) -> bytes:
        """At least one and at most ``most`` bytes; none when the other side has closed."""
        found = self._rest or self._socket.recv(max(most, READ_BYTES))
        self._rest = found[most:]
        return bytes(found[:most])

    def __getattr__(self, name: str) -> Any:
        return getattr(self._socket, name)


class BufferedInput:
    """What a WSGI server puts into ``environ`` for those who take over the connection."""

    def __init__(self, input: Any) -> None:
        self._input = input

    def get_socket(self) -> BufferedSocket:
        return BufferedSocket(self._input.get_socket())


def unmask(data: bytes, mask: tuple[int, ...], length: int | None = None, offset: int = 0) -> bytes:
    """The first ``length`` bytes of a client's frame without its mask (RFC 6455, 5.3), as one
    sum of two long numbers; ``offset`` bytes of the frame came before."""
    data = data[:length]
    turned = bytes(mask[(offset + at) % 4] for at in range(4))
    key = (turned * (len(data) // 4 + 1))[: len(data)]
    both = int.from_bytes(data, "little") ^ int.from_bytes(key, "little")
    return both.to_bytes(len(data), "little")
