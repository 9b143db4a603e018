"""The one writer of a process: gathers what came in while the last commit ran, commits it as one.

Answers go out only after the commit has reached the disk.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.exc import OperationalError

from facilitation import asyncmode
from facilitation.core.growing import NewNotes
from facilitation.core.ports import Answer, Command
from facilitation.core.refusals import Refusal
from facilitation.store.ledger import Ledger, Outcome

R = TypeVar("R")
Committed = Callable[[dict[str, NewNotes | None]], None]
"""Told of each commit: which workshops, and what was written where that is nothing but notes."""
CLEAN_SECONDS = 0.5
MOST_AT_ONCE = 500
"""Jobs in one transaction."""
RUSH = 8
"""So many in one, and the next waits until their answers are told: more gather meanwhile, and
writer and hub do not fight for the interpreter."""
RUSH_SECONDS = 1.0
"""The longest such wait."""

Job = tuple[Any, Callable[[Any], None]]
"""A command or an unnumbered write, and who is told of its answer."""


@dataclass
class Batch:
    """What is committed as one, and what became of it."""

    jobs: list[Job]
    answers: list[Any] = field(default_factory=list)
    faults: list[tuple[str, Exception]] = field(default_factory=list)
    new_notes: dict[str, NewNotes] = field(default_factory=dict)
    told: threading.Event = field(default_factory=threading.Event)


class GroupWriter:
    """The ledger behind a bounded queue, in a thread of its own; see ``core.ports.Writer``.

    The next batch does not wait until the hub has told the answers of the last one, but in a rush.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        most_waiting: int,
        committed: Committed,
        report: Callable[[str, Exception], None],
    ) -> None:
        self._ledger = ledger
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._most_waiting = most_waiting
        self._committed = committed
        self._report = report
        self.busy_at = time.monotonic()
        """When something was last to be written; seconds that never go back."""

    def start(self) -> None:
        """Begin to write, in the background."""
        written = asyncmode.Letters()
        asyncmode.spawn_thread(lambda: self._write_forever(written.put))
        asyncmode.spawn(self._tell_forever, written.get)

    def submit(self, command: Command, done: Callable[[Answer], None]) -> bool:
        return self._put(command, done)

    def do(self, command: Command) -> Answer:
        answer = self._wait(command)
        if isinstance(answer, Answer):
            return answer
        return Answer(ok=False, code="not_saved")

    def run(self, work: Callable[[Any], R]) -> R:
        outcome = self._wait(work)
        if isinstance(outcome, Outcome):
            returned: R = outcome.value()
            return returned
        raise Refusal(outcome.code or "not_saved", **outcome.data)

    def drain(self, seconds: float) -> None:
        """Wait until nothing is left to write, ``seconds`` at most: the way to stop cleanly."""
        finished = asyncmode.Event()
        if self._put(lambda _connection: None, lambda _answer: finished.set()):
            finished.wait(seconds)

    def _wait(self, job: Command | Callable[[Any], Any]) -> Answer | Outcome:
        finished = asyncmode.Event()
        result: list[Any] = []

        def done(answer: Any) -> None:
            result.append(answer)
            finished.set()

        if not self._put(job, done):
            return Answer(ok=False, code="busy", data={"retry_ms": 500})
        finished.wait()
        answer: Answer | Outcome = result[0]
        return answer

    def _put(self, job: Any, done: Callable[[Any], None]) -> bool:
        if self._waiting.qsize() >= self._most_waiting:
            return False
        self._waiting.put((job, done))
        return True

    # In the thread that writes, which takes nothing green

    def _write_forever(self, tell: Callable[[Batch], None]) -> None:
        while True:
            batch = Batch([self._next()])
            self.busy_at = time.monotonic()
            while len(batch.jobs) < MOST_AT_ONCE and not self._waiting.empty():
                batch.jobs.append(self._waiting.get())
            batch.answers = self._commit([job for job, _done in batch.jobs], batch.faults)
            batch.new_notes = self._ledger.new_notes
            tell(batch)
            if len(batch.jobs) >= RUSH:
                batch.told.wait(RUSH_SECONDS)

    def _next(self) -> Job:
        """The next job; while erased text waits to leave the log, that is tried again meanwhile."""
        while self._ledger.unclean:
            try:
                return self._waiting.get(timeout=CLEAN_SECONDS)
            except queue.Empty:
                self._ledger.clean()
        return self._waiting.get()

    def _commit(self, jobs: list[Any], faults: list[tuple[str, Exception]]) -> list[Any]:
        try:
            return list(self._ledger.commit(jobs))
        except OperationalError as fault:  # locked, full, gone: the same for all of them
            faults.append(("commit_failed", fault))
        except Exception as fault:  # noqa: BLE001  # reported, and answered with "not saved"
            # One command with a defect must not take the others with it: each again, alone.
            if len(jobs) > 1:
                return [self._commit([job], faults)[0] for job in jobs]
            faults.append(("command_failed", fault))
        return [Answer(ok=False, code="not_saved", data={"retry_ms": 2000}) for _job in jobs]

    # On the hub

    def _tell_forever(self, written: Callable[[], Batch]) -> None:
        while True:
            batch = written()
            for event, fault in batch.faults:
                self._report(event, fault)
            for (_job, done), answer in zip(batch.jobs, batch.answers, strict=True):
                self._tell(done, answer)
            ids = {job.workshop_id for job, _done in batch.jobs if isinstance(job, Command)}
            self._committed({id: batch.new_notes.get(id) for id in ids})
            batch.told.set()

    def _tell(self, done: Callable[[Any], None], answer: Any) -> None:
        try:
            done(answer)
        except Exception as fault:  # noqa: BLE001  # one client's trouble is not the writer's
            self._report("answer_failed", fault)
