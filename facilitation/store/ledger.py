"""Commits commands as one transaction, whatever each of them comes to.

A refused command leaves nothing behind and costs the others nothing. A message that comes again
gets its first answer; the same id with another content is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine

from facilitation.core import rights
from facilitation.core.growing import NewNotes
from facilitation.core.ports import Action, Answer, Command, Limits
from facilitation.core.refusals import Refusal
from facilitation.store.engine import clear_log
from facilitation.store.work import Seen, Work

R = TypeVar("R")
Clock = Callable[[], int]
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
        if not all(isinstance(job, Command) for job in jobs):
            carried = {}  # an unnumbered write may have touched what was read, and counts nothing
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
