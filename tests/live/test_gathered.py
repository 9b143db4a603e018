"""Many who ask in the same moment cost one read, and each gets its own answer."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import pytest

from facilitation.core.ports import Reader
from facilitation.live.gathered import Gathered
from tests.support.waiting import wait_until

R = TypeVar("R")


class SlowReader:
    """A reader whose first read takes until it is let go."""

    def __init__(self) -> None:
        self.reads = 0
        self.going = threading.Event()

    def run(self, read: Callable[[Any], R]) -> R:
        self.reads += 1
        assert self.going.wait(10)
        return read(None)


def ask_all(
    gathered: Gathered[int, int], questions: Sequence[int], reader: SlowReader
) -> dict[int, Any]:
    """Ask the first, and the others while its read is under way; what each got or raised."""
    got: dict[int, Any] = {}

    def ask(question: int) -> None:
        try:
            got[question] = gathered.ask(question)
        except ValueError as fault:
            got[question] = fault

    threads = [threading.Thread(target=ask, args=(question,)) for question in questions]
    threads[0].start()
    wait_until(lambda: reader.reads == 1)
    for thread in threads[1:]:
        thread.start()
    wait_until(lambda: len(gathered._waiting) == len(questions) - 1)
    reader.going.set()
    for thread in threads:
        thread.join(10)
    return got


def test_who_asks_while_a_read_is_under_way_shares_the_next() -> None:
    reader = SlowReader()

    def read(_found: Any, asked: Sequence[int]) -> list[int]:
        return [one * 10 for one in asked]

    gathered = Gathered(cast(Reader, reader), read)
    assert ask_all(gathered, range(20), reader) == {n: n * 10 for n in range(20)}
    assert reader.reads == 2
    assert gathered.ask(7) == 70


def test_what_a_read_raises_reaches_all_who_asked_and_the_next_is_tried_anew() -> None:
    reader = SlowReader()

    def read(_found: Any, asked: Sequence[int]) -> list[int]:
        if 3 in asked:
            raise ValueError("no")
        return list(asked)

    gathered = Gathered(cast(Reader, reader), read)
    got = ask_all(gathered, range(5), reader)
    assert got[0] == 0
    assert all(isinstance(got[n], ValueError) for n in range(1, 5))
    assert gathered.ask(8) == 8
    with pytest.raises(ValueError, match="no"):
        gathered.ask(3)
