"""How often somebody may do something: a token bucket, kept in memory only."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """``per_second`` on average, ``burst`` at once; 0 per second means no limit."""

    per_second: float
    burst: int

    @property
    def unlimited(self) -> bool:
        return self.per_second <= 0


class Pace:
    """Buckets by name. ``now`` is in seconds, from any clock that never goes back."""

    def __init__(self, rate: Rate, *, most_names: int = 20_000) -> None:
        self.rate = rate
        self._most = most_names
        self._buckets: dict[str, tuple[float, float]] = {}

    def take(self, name: str, now: float) -> int:
        """0 when it may happen now (and is counted), else the milliseconds to wait."""
        if self.rate.unlimited:
            return 0
        level, since = self._buckets.pop(name, (float(self.rate.burst), now))
        level = min(self.rate.burst, level + (now - since) * self.rate.per_second)
        if level < 1:
            self._keep(name, level, now)
            return self._wait(level)
        self._keep(name, level - 1, now)
        return 0

    def look(self, name: str, now: float) -> int:
        """The milliseconds to wait until it may happen again; nothing is counted."""
        if self.rate.unlimited or name not in self._buckets:
            return 0
        level, since = self._buckets[name]
        level += (now - since) * self.rate.per_second
        return 0 if level >= 1 else self._wait(level)

    def _wait(self, level: float) -> int:
        # Rounded up: who comes back after exactly so long is let through.
        return math.ceil((1 - level) / self.rate.per_second * 1000) + 1

    def _keep(self, name: str, level: float, now: float) -> None:
        # Re-inserted last, so the first key is the one not heard of for longest.
        if len(self._buckets) >= self._most:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[name] = (level, now)
