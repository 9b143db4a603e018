"""The air that connections share: what is given to it arrives late, and never before its turn."""

from __future__ import annotations

import pytest

from tests.chaos.air import PACKET, Air


def test_without_losses_it_takes_the_way_and_the_time_of_its_bytes() -> None:
    air = Air(bytes_a_second=1000, way=0.5, lost=0.0)
    assert air.arrival(10.0, 100) == pytest.approx(10.6)


def test_who_comes_later_waits_until_the_channel_is_free() -> None:
    air = Air(bytes_a_second=1000, way=0.5, lost=0.0)
    air.arrival(10.0, 3000)
    assert air.arrival(10.0, 1000) == pytest.approx(14.5)
    assert air.arrival(20.0, 1000) == pytest.approx(21.5)


def test_a_lost_packet_comes_later_and_takes_the_channel_again() -> None:
    whole, lossy = (Air(1000, 0.5, lost, seed=1) for lost in (0.0, 0.5))
    sizes = [PACKET] * 40
    straight = [whole.arrival(0.0, size) for size in sizes]
    late = [lossy.arrival(0.0, size) for size in sizes]
    assert lossy.losses > 0
    assert lossy.free_at == pytest.approx(whole.free_at + lossy.losses * PACKET / 1000)
    assert all(one >= other for one, other in zip(late, straight, strict=True))


def test_the_same_seed_loses_the_same_packets() -> None:
    one, other = (Air(1000, 0.5, 0.3, seed=7) for _ in range(2))
    assert [one.arrival(0, 5000) for _ in range(20)] == [other.arrival(0, 5000) for _ in range(20)]
