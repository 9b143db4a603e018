"""Answers that take long to make: one after the other, beside the thread that serves the room."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from facilitation import asyncmode

P = ParamSpec("P")
R = TypeVar("R")
_turn = asyncmode.Turn()


def in_turn(view: Callable[P, R]) -> Callable[P, R]:
    """Make the answers of this view, and of all that are marked so, one after the other in a real
    thread. The report of thousands of notes takes a third of a second, a thousand badges seconds:
    a room that writes meanwhile shall not wait for somebody who reads. The view must take nothing
    green (see ``asyncmode.run_blocking``)."""

    @wraps(view)
    def wait_and_make(*args: P.args, **named: P.kwargs) -> R:
        with _turn:
            return asyncmode.run_blocking(lambda: view(*args, **named))

    return wait_and_make
