"""A websocket's pieces: nothing lost, turned round or believed, however the bytes come in."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from facilitation.live.websocket import (
    AGAIN,
    BINARY,
    CLOSE,
    PING,
    TEXT,
    TOO_LARGE,
    WRONG,
    Broken,
    Piece,
    Pieces,
    framed,
    unmasked,
)

MASK = b"\x11\x22\x33\x44"


def from_a_client(body: bytes, kind: int = TEXT, *, last: bool = True, mask: bytes = MASK) -> bytes:
    """One piece as a browser sends it."""
    whole = framed(body, kind)
    head = bytearray(whole[: len(whole) - len(body)])
    head[0] = (0x80 if last else 0) | kind
    head[1] |= 0x80
    masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(body))
    return bytes(head) + mask + masked


def read_in_parts(data: bytes, cuts: list[int], most: int = 1_000_000) -> list[Piece]:
    """What comes of these bytes when they arrive cut at these places."""
    pieces, at, found = Pieces(most), 0, []
    for cut in [*sorted(cuts), len(data)]:
        found += list(pieces.read(data[at:cut]))
        at = cut
    return found


bodies = st.binary(max_size=300) | st.sampled_from([b"x" * 125, b"x" * 126, b"x" * 70_000])


@given(
    st.lists(st.tuples(st.sampled_from([TEXT, BINARY]), bodies), max_size=5),
    st.lists(st.integers(0, 2000), max_size=6),
)
def test_all_messages_come_whole_and_in_order_wherever_the_bytes_are_cut(
    sent: list[Piece], cuts: list[int]
) -> None:
    data = b"".join(from_a_client(body, kind) for kind, body in sent)
    assert read_in_parts(data, [min(cut, len(data)) for cut in cuts]) == sent


@given(st.lists(st.binary(min_size=1, max_size=50), min_size=2, max_size=5))
def test_a_message_in_parts_is_put_together_and_a_ping_between_is_heard(parts: list[bytes]) -> None:
    data = from_a_client(parts[0], BINARY, last=False) + from_a_client(b"?", PING)
    for part in parts[1:-1]:
        data += from_a_client(part, AGAIN, last=False)
    data += from_a_client(parts[-1], AGAIN)
    assert read_in_parts(data, []) == [(PING, b"?"), (BINARY, b"".join(parts))]


def test_what_comes_after_a_piece_at_which_reading_stopped_is_read_next() -> None:
    pieces = Pieces(1000)
    for piece in pieces.read(from_a_client(b"hello") + from_a_client(b"note")[:-1]):
        assert piece == (TEXT, b"hello")
        break
    assert list(pieces.read(from_a_client(b"note")[-1:])) == [(TEXT, b"note")]


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (framed(b"without a mask" * 2), WRONG),
        (
            from_a_client(b"compressed")[:1].replace(b"\x81", b"\xc1") + from_a_client(b"x")[1:],
            WRONG,
        ),
        (from_a_client(b"odd", 3), WRONG),
        (from_a_client(b"nothing began", AGAIN), WRONG),
        (from_a_client(b"a", last=False) + from_a_client(b"another"), WRONG),
        (from_a_client(b"a", PING, last=False), WRONG),
        (from_a_client(b"x" * 126, CLOSE), WRONG),
        (from_a_client(b"x" * 1001), TOO_LARGE),
        (from_a_client(b"x" * 1001)[:20], TOO_LARGE),
        (bytes((0x81, 0xFF)) + struct.pack("!Q", 2**63) + MASK, TOO_LARGE),
        (from_a_client(b"x" * 600, last=False) + from_a_client(b"x" * 600, AGAIN), TOO_LARGE),
    ],
)
def test_what_the_standard_forbids_ends_the_connection(data: bytes, status: int) -> None:
    with pytest.raises(Broken) as broken:
        read_in_parts(data, [], most=1000)
    assert broken.value.status == status


@given(st.binary(max_size=300), st.binary(min_size=4, max_size=4))
def test_unmasking_is_the_standards_own_rule_byte_by_byte(data: bytes, mask: bytes) -> None:
    expected = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
    assert unmasked(data, mask) == expected
