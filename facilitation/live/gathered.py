"""Asks the store once for all who ask in the same moment: a thousand phones come in at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from facilitation import asyncmode
from facilitation.core.ports import Reader

Q = TypeVar("Q")
A = TypeVar("A")
MOST = 500
"""Questions in one read."""


class Gathered(Generic[Q, A]):
    """``read(connection, questions)`` gives the answers in their order."""

    def __init__(self, reader: Reader, read: Callable[[Any, Sequence[Q]], Sequence[A]]) -> None:
        self._reader = reader
        self._read = read
        self._waiting: list[_Asked[Q, A]] = []
        self._busy = False
        self._lock = threading.Lock()  # real, and never held while others may run

    def ask(self, question: Q) -> A:
        """The answer; raises what the read raises. While one read is under way, questions gather
        for the next."""
        asked: _Asked[Q, A] = _Asked(question)
        with self._lock:
            self._waiting.append(asked)
            begin, self._busy = not self._busy, True
        if begin:
            asyncmode.spawn(self._work)
        asked.done.wait()
        if asked.fault is not None:
            raise asked.fault
        return asked.answers[0]

    def _work(self) -> None:
        while batch := self._next():
            try:
                self._answer(batch)
            except Exception as fault:  # noqa: BLE001 - raised where it was asked
                for one in batch:
                    one.fault = fault
            for one in batch:
                one.done.set()

    def _answer(self, batch: list[_Asked[Q, A]]) -> None:
        questions = [one.question for one in batch]
        answers = self._reader.run(lambda connection: self._read(connection, questions))
        for one, answer in zip(batch, answers, strict=True):
            one.answers.append(answer)

    def _next(self) -> list[_Asked[Q, A]]:
        with self._lock:
            batch, self._waiting = self._waiting[:MOST], self._waiting[MOST:]
            self._busy = bool(batch)
        return batch


class _Asked(Generic[Q, A]):
    def __init__(self, question: Q) -> None:
        self.question = question
        self.answers: list[A] = []
        self.fault: Exception | None = None
        self.done = asyncmode.Event()
