"""One connection through a bad network, and what may happen to it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

UP, DOWN = "up", "down"
"""From client to server, and back."""
KINDS = ("cut", "delay", "lose_replies", "black_hole", "split")


class Sieve:
    """Passes on what the server says to one client; a test may leave something out."""

    def feed(self, data: bytes) -> bytes:
        return data


@dataclass(eq=False)
class Link:
    """One connection through the proxy."""

    number: int
    writers: dict[str, asyncio.StreamWriter]
    sieve: Sieve
    delay: float = 0.0
    """Seconds that each piece waits, in both directions."""
    split: bool = False
    arrives: dict[str, float] = field(default_factory=lambda: {UP: 0.0, DOWN: 0.0})
    """When the last piece that travels through the air is there."""
    swallows: set[str] = field(default_factory=set)
    """Directions whose bytes are dropped; such a link is cut when the network heals."""

    def cut(self) -> None:
        for writer in self.writers.values():
            writer.transport.abort()


def afflict(link: Link, kind: str, seconds: float) -> None:
    if kind == "cut":
        link.cut()
    elif kind == "delay":
        link.delay = seconds
    elif kind == "split":
        link.split = True
    elif kind == "lose_replies":
        link.swallows |= {DOWN}
    elif kind == "black_hole":
        link.swallows |= {UP, DOWN}


def pieces(data: bytes, link: Link) -> Iterator[bytes]:
    """The whole, or pieces of odd lengths: what is sent as one need not arrive as one."""
    if not link.split:
        yield data
        return
    rng, at = Random(f"{link.number} {len(data)}"), 0
    while at < len(data):
        size = rng.randint(1, 40)
        yield data[at : at + size]
        at += size
