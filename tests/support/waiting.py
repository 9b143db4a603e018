"""Waiting for what a real server or browser does in its own time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
SECONDS = 40.0


def wait_until(condition: Callable[[], T], rest: Callable[[float], None] = time.sleep) -> T:
    """What ``condition`` gives as soon as that is true; AssertionError when it never is.
    ``rest``: lets so many seconds pass between two looks."""
    end = time.monotonic() + SECONDS
    while not (found := condition()):
        assert time.monotonic() < end, f"still {found!r} after {SECONDS:.0f} s"
        rest(0.02)
    return found
