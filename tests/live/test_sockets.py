"""Reading a websocket: nothing lost or turned round, however the bytes come in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.live.sockets import READ_BYTES, BufferedSocket, unmask


class Pieces:
    """A socket that brings what was sent in pieces, and counts how often it was asked."""

    def __init__(self, pieces: list[bytes]) -> None:
        self._pieces = list(pieces)
        self.asked = 0

    def recv(self, most: int) -> bytes:
        self.asked += 1
        if not self._pieces:
            return b""
        piece = self._pieces.pop(0)
        if len(piece) > most:
            self._pieces.insert(0, piece[most:])
        return piece[:most]

    def sendall(self, data: bytes) -> None:
        self._pieces.append(data)

    def fileno(self) -> int:
        return 7


def _read(socket: BufferedSocket, sizes: Iterator[int]) -> bytes:
    found = b""
    while piece := socket.recv(size := next(sizes)):
        assert len(piece) <= size
        found += piece
    return found


@given(st.lists(st.binary(min_size=1, max_size=9000), max_size=6), st.lists(st.integers(1, 9000)))
def test_all_bytes_come_in_order_whatever_sizes_are_asked_for(
    pieces: list[bytes], sizes: list[int]
) -> None:
    def asked() -> Iterator[int]:
        yield from sizes
        while True:
            yield 4096

    assert _read(BufferedSocket(Pieces(pieces)), asked()) == b"".join(pieces)


def test_a_frame_that_is_there_is_read_with_one_call() -> None:
    socket = Pieces([b"ab" + b"cdef" + b"text"])
    buffered = BufferedSocket(socket)
    assert [buffered.recv(2), buffered.recv(4), buffered.recv(4)] == [b"ab", b"cdef", b"text"]
    assert socket.asked == 1


def test_what_is_larger_than_the_buffer_is_asked_for_at_once() -> None:
    socket = Pieces([b"x" * (2 * READ_BYTES)])
    assert len(BufferedSocket(socket).recv(2 * READ_BYTES)) == 2 * READ_BYTES


def test_all_else_is_the_sockets_own() -> None:
    socket = BufferedSocket(Pieces([]))
    socket.sendall(b"sent")
    assert (socket.recv(9), socket.fileno()) == (b"sent", 7)


@given(st.binary(max_size=300), st.binary(min_size=4, max_size=4), st.integers(0, 9))
def test_unmasking_is_the_standards_own_rule_byte_by_byte(
    data: bytes, mask: bytes, offset: int
) -> None:
    expected = bytes(byte ^ mask[(offset + at) % 4] for at, byte in enumerate(data))
    assert unmask(data, tuple(mask), offset=offset) == expected


@pytest.mark.parametrize("length", [0, 1, 5])
def test_only_so_many_bytes_are_unmasked_as_are_asked_for(length: int) -> None:
    assert unmask(b"abcdefgh", (0, 0, 0, 0), length=length) == b"abcdefgh"[:length]
