"""Finds circular garbage when nobody waits for it.

Python looks through all objects whenever many new ones have come; with a thousand phones that
stops the whole process for a third of a second, just when they arrive. So what the start has made
is never looked through again, new objects only while they are young, and everything only in a
quiet moment, or after ``LONGEST_SECONDS`` without one.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

from facilitation import asyncmode

YOUNG = (2_000, 4, 1_000_000)
"""New objects until the youngest are looked through, times that until the next generation is,
and times that until all are: as good as never. 50,000 looked through at once held up the slowest
hundredth of the notes by 20 to 60 ms."""
LOOK_SECONDS = 1.0
EVERY_SECONDS = 120.0
QUIET_SECONDS = 2.0
LONGEST_SECONDS = 1800.0


class Tidying:
    """Decides when everything is looked through; times in seconds that never go back."""

    def __init__(self, now: float) -> None:
        self._last = now

    def is_due(self, now: float, busy_at: float) -> bool:
        """Whether to do it now; ``busy_at``: when something was last written. Yes is taken as
        done."""
        since = now - self._last
        quiet = now - busy_at >= QUIET_SECONDS
        due = since >= LONGEST_SECONDS or (quiet and since >= EVERY_SECONDS)
        if due:
            self._last = now
        return due


def begin(busy_at: Callable[[], float]) -> None:
    """From now on tidy in the background of this process; ``busy_at`` as in ``is_due``."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*YOUNG)
    asyncmode.spawn(_forever, busy_at)


def _forever(busy_at: Callable[[], float]) -> None:
    tidying = Tidying(time.monotonic())
    while True:
        asyncmode.sleep(LOOK_SECONDS)
        if tidying.is_due(time.monotonic(), busy_at()):
            gc.collect()
