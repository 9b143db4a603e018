"""The Wi-Fi of a ship: a long way, a narrow channel for all, and packets that are lost.

Below us TCP sends a lost packet again and holds back what comes after it, so a loss is a delay: of
one way there and back and a little more, and twice as long each time it is lost anew (RFC 6298).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

PACKET = 1400
"""Bytes that travel together."""


@dataclass
class Air:
    """A channel that all connections share, both ways; times in seconds."""

    bytes_a_second: float
    way: float
    """Of a packet, from one end to the other."""
    lost: float
    """Part of the packets, 0..1."""
    seed: int = 0
    free_at: float = 0.0
    """When all that was given to it so far has been sent."""
    losses: int = 0
    _rng: Random = field(init=False)

    def __post_init__(self) -> None:
        self._rng = Random(f"air {self.seed}")

    def arrival(self, now: float, size: int) -> float:
        """When so many bytes, given to it now, are at the other end."""
        self.free_at = max(now, self.free_at)
        packets = [min(PACKET, size - sent) for sent in range(0, size, PACKET)]
        late = max(self._send(packet) for packet in packets)
        return self.free_at + self.way + late

    def _send(self, size: int) -> float:
        """Send a packet until it arrives; how much later that is for what was lost."""
        late, again = 0.0, 2.5 * self.way
        self.free_at += size / self.bytes_a_second
        while self._rng.random() < self.lost:
            self.losses += 1
            self.free_at += size / self.bytes_a_second
            late, again = late + again, 2 * again
        return late
