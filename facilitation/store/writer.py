"""The one writer of a process: gathers what came in while the last commit ran, commits it as one.

A refused command leaves nothing behind and costs the others nothing. Answers go out only after the
commit has reached the disk. A message that comes again gets its first answer; the same id with
another content is refused.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import OperationalError

from facilitation import asyncmode
from facilitation.core import rights
from facilitation.core.growing import NewNotes
from facilitation.core.ports import Action, Answer, Command, Limits
from facilitation.core.refusals import Refusal
from facilitation.store.engine import clear_log
from facilitation.store.work import Seen, Work

R = TypeVar("R")
Clock = Callable[[], int]
Committed = Callable[[dict[str, NewNotes | None]], None]
"""Told of each commit: which workshops, and what was written where that is nothing but notes."""
CLEAN_SECONDS = 0.5
MOST_AT_ONCE = 500
"""Jobs in one transaction."""
MOST_CARRIED = 20
"""Workshops of which is kept what was read."""


class Ledger:
    """Commits commands with the store's transaction; runs in a real thread, takes nothing green.

    Also what the command line writes with, one command at a time.
    """

    def __init__(
        self, engine: Engine, verbs: dict[str, Action], *, limits: Limits, key: bytes, clock: Clock
    ) -> None:
        self._engine = engine
        self._verbs = verbs
        self._limits = limits
        self._key = key
        self._clock = clock
        self._unclean = False
        self._carried: dict[str, tuple[int, Seen]] = {}
        self.new_notes: dict[str, NewNotes] = {}
        """What the last commit wrote, by workshop, where that was nothing but new notes."""

    def with_clock(self, clock: Clock) -> Ledger:
        """The same ledger by another clock (what the demo writes came in over some minutes)."""
        return Ledger(self._engine, self._verbs, limits=self._limits, key=self._key, clock=clock)

    def commit(self, jobs: list[Command | Callable[[Any], Any]]) -> list[Answer | Outcome]:
        """One transaction for all; an answer for each, in order. Raises DBAPIError when nothing
        of it could be stored."""
        answers: dict[int, Answer | Outcome] = {}
        carried, self._carried = self._carried, {}  # gone, should the commit fail
        self.new_notes = {}
        # By workshop, in one order (unnumbered writes first): two processes that lock counters
        # crosswise would wait for each other for good. Within a workshop the order stays.
        in_order = sorted(range(len(jobs)), key=lambda index: _workshop(jobs[index]))
        with (
            self._engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            works = _Works(lambda day: self._work(connection, day, jobs, carried.pop(day, None)))
            for index in in_order:
                job = jobs[index]
                answers[index] = (
                    self._command(works[job.workshop_id], job)
                    if isinstance(job, Command)
                    else _run(connection, job)
                )
            for work in works.values():
                work.finish()
        left = carried | {id: work.carry() for id, work in works.items()}
        self._carried = dict(list(left.items())[-MOST_CARRIED:])
        found = {id: work.new_notes() for id, work in works.items()}
        self.new_notes = {id: new for id, new in found.items() if new is not None}
        self._unclean = self._unclean or any(work.erased for work in works.values())
        self.clean()
        return [answers[index] for index in range(len(jobs))]

    @property
    def unclean(self) -> bool:
        """Whether erased text still stands in the write-ahead log: a reader was in the way."""
        return self._unclean

    def clean(self) -> None:
        """Clear the log of what was erased, if there is anything to clear."""
        if self._unclean:
            self._unclean = not clear_log(self._engine)

    def do(self, command: Command) -> Answer:
        """Commit one command and return its answer."""
        answer = self.commit([command])[0]
        assert isinstance(answer, Answer)
        return answer

    def run(self, work: Callable[[Any], R]) -> R:
        """Run one unnumbered write and return or raise what it does."""
        outcome = self.commit([work])[0]
        assert isinstance(outcome, Outcome)
        returned: R = outcome.value()
        return returned

    def _work(
        self,
        connection: Connection,
        workshop_id: str,
        jobs: list[Command | Callable[[Any], Any]],
        carried: tuple[int, Seen] | None,
    ) -> Work:
        commands = [job for job in jobs if _workshop(job) == workshop_id]
        ids = [one.message_id for one in commands if isinstance(one, Command) and one.message_id]
        return Work(
            connection,
            workshop_id,
            now=self._clock(),
            limits=self._limits,
            key=self._key,
            message_ids=ids,
            carried=carried,
        )

    def _command(self, work: Work, command: Command) -> Answer:
        try:
            earlier = _earlier(work, command)
            if earlier is not None:
                return earlier
            rights.check(command.actor, command.verb, command.workshop_id)
            with work.attempt():
                change = self._verbs[command.verb](work, command.actor, **command.args)
                seq = work.record(change, command.actor) if change else work.seq - 1
        except Refusal as refused:
            return Answer(ok=False, code=refused.code, data=refused.data)
        data = change.answer if change else {}
        if command.message_id is not None:
            work.keep_message(command.message_id, command.digest, {"seq": seq, "data": data})
        return Answer(ok=True, seq=seq, data=data)


class _Works(dict[str, Work]):
    """Units of work by workshop, each made when it is first asked for."""

    def __init__(self, make: Callable[[str], Work]) -> None:
        self._make = make

    def __missing__(self, workshop_id: str) -> Work:
        return self.setdefault(workshop_id, self._make(workshop_id))


class Outcome:
    """What an unnumbered write returned or raised, carried across the thread."""

    def __init__(self, returned: Any = None, raised: Exception | None = None) -> None:
        self._returned = returned
        self._raised = raised

    def value(self) -> Any:
        """The returned value; raises what was raised."""
        if self._raised is not None:
            raise self._raised
        return self._returned


def _workshop(job: Command | Callable[[Any], Any]) -> str:
    return job.workshop_id if isinstance(job, Command) else ""


def _run(connection: Connection, work: Callable[[Any], Any]) -> Outcome:
    try:
        with connection.begin_nested():
            return Outcome(returned=work(connection))
    except Refusal as refused:
        return Outcome(raised=refused)


def _earlier(work: Work, command: Command) -> Answer | None:
    found = work.message(command.message_id) if command.message_id is not None else None
    if found is None:
        return None
    digest, answer = found
    if digest != command.digest:
        raise Refusal("message_id_taken")
    return Answer(ok=True, seq=answer["seq"], data=answer["data"])


Job = tuple[Any, Callable[[Any], None]]
"""A command or an unnumbered write, and who is told of its answer."""


@dataclass
class Batch:
    """What is committed as one, and what became of it."""

    jobs: list[Job]
    answers: list[Any] = field(default_factory=list)
    faults: list[tuple[str, Exception]] = field(default_factory=list)
    new_notes: dict[str, NewNotes] = field(default_factory=dict)


class GroupWriter:
    """The ledger behind a bounded queue, in a thread of its own; see ``core.ports.Writer``.

    The next batch does not wait until the hub has told the answers of the last one.
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

    def _tell(self, done: Callable[[Any], None], answer: Any) -> None:
        try:
            done(answer)
        except Exception as fault:  # noqa: BLE001  # one client's trouble is not the writer's
            self._report("answer_failed", fault)
