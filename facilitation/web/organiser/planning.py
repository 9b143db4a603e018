"""Plans being computed, and re-plans: a job for each workshop, its solver in a child process.

A job belongs to the server, not to a page: it goes on when the page is closed, and stores its
plan as the organiser who started it.
"""

from __future__ import annotations

import atexit
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, cast

from flask import current_app

from facilitation import asyncmode
from facilitation.core.ports import Command, Writer
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.grouping.explain import by_round, explain
from facilitation.grouping.problem import Problem
from facilitation.grouping.proof import Finding, Plan, broken, findings, plan_from_json
from facilitation.grouping.replan import Question, Replanned, replanned_from_json
from facilitation.grouping.run import Event, Run
from facilitation.grouping.scales import Scales
from facilitation.grouping.why import prices, reasons
from facilitation.web.base import parts
from facilitation.web.organiser.planday import PlanDay
from facilitation.web.organiser.planproblem import Asked, as_planned


@dataclass(eq=False, kw_only=True)
class Child:
    """A solver at work for one workshop. ``state``: running, stored (it has answered), refused
    (code, data) or failed."""

    actor: Actor
    state: str = "running"
    code: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    run: Run | None = None
    cancelled: bool = False

    @property
    def running(self) -> bool:
        return self.state == "running"

    def cancel(self) -> None:
        """Ask for the best so far; it is kept as usual."""
        self.cancelled = True
        if self.run is not None:
            self.run.cancel()

    def listen(self, asked: Problem | Question) -> Event:
        """Its answer; blocks, so it belongs in a real thread. Refusals as the solver has them;
        SolverDied when the child ends without an answer."""
        with Run(asked, asyncmode.Popen) as self.run:
            if self.cancelled:
                self.run.cancel()
            for event in self.run.events():
                if "progress" in event:
                    self.hear(event["progress"])
                elif "refused" in event:
                    raise Refusal(event["refused"]["code"], **event["refused"]["data"])
                else:
                    return event
        raise AssertionError("events end with an answer, or raise")

    def hear(self, progress: dict[str, Any]) -> None:
        """How far it has come."""
        raise NotImplementedError


@dataclass(eq=False, kw_only=True)
class Job(Child):
    """One plan on its way."""

    asked: Asked
    wishes: list[dict[str, Any]] = field(default_factory=list)
    """The best so far, as the grouping package says it; rounds by their real numbers."""
    seconds: float = 0.0
    stopped_by: str = ""

    def solve(self) -> Plan:
        """As ``listen``."""
        return plan_from_json(self.listen(self.asked.problem)["plan"])

    def hear(self, progress: dict[str, Any]) -> None:
        self.wishes = real_rounds(progress["wishes"], self.asked)
        self.seconds = progress["seconds"]


@dataclass(eq=False, kw_only=True)
class Mending(Child):
    """One re-plan on its way; ``ready`` is set when it has ended, however it did."""

    question: Question
    done: int = 0
    of: int = 0
    """Steps done, of how many; 0 of 0 before the first valid plan."""
    found: Replanned | None = None
    ready: Any = field(default_factory=asyncmode.Event)

    def mend(self) -> Replanned:
        """As ``listen``."""
        return replanned_from_json(self.listen(self.question)["replanned"])

    def hear(self, progress: dict[str, Any]) -> None:
        self.done, self.of = progress["done"], progress["of"]


def real_rounds(wishes: list[dict[str, Any]], asked: Asked) -> list[dict[str, Any]]:
    """Wishes with the day's own round numbers: held rounds are no part of the problem."""
    return [{**one, "round": one["round"] and asked.rounds[one["round"] - 1]} for one in wishes]


class Planner:
    """The jobs of this server, and the last score card of each workshop."""

    def __init__(self, writer: Writer, report: Callable[..., None], most: int) -> None:
        self._writer, self._report, self._most = writer, report, most
        self._jobs: dict[str, Job] = {}
        self._mendings: dict[str, Mending] = {}
        self._cards: dict[str, tuple[Problem, list[dict[str, int]], Card]] = {}
        self._scales: dict[str, tuple[Problem, list[dict[str, int]], Scales]] = {}

    def job(self, workshop_id: str) -> Job | None:
        """The workshop's running or last job."""
        return self._jobs.get(workshop_id)

    def start(self, actor: Actor, asked: Asked) -> None:
        """Begin a job, unless the workshop has one running. Refusal ``too_many_plans`` (most)."""
        before = self._jobs.get(actor.workshop_id)
        if before is not None and before.running:
            return
        self._room_for_one()
        job = self._jobs[actor.workshop_id] = Job(actor=actor, asked=asked)
        asyncmode.spawn(self._work, job)

    def mending(self, workshop_id: str) -> Mending | None:
        """The workshop's running or last re-plan."""
        return self._mendings.get(workshop_id)

    def mend(self, actor: Actor, question: Question) -> Mending:
        """The re-plan that answers this: the last one when it was asked the same, or a new one
        (whatever was asked before is then let go). Refusal ``too_many_plans`` (most)."""
        before = self._mendings.get(actor.workshop_id)
        if before is not None and before.question == question and before.state != "failed":
            return before
        if before is not None and before.running:
            before.cancel()
        self._room_for_one()
        mending = Mending(actor=actor, question=question)
        self._mendings[actor.workshop_id] = mending
        asyncmode.spawn(self._mend, mending)
        return mending

    def _room_for_one(self) -> None:
        """Does the machine bear another solver?"""
        at_work = [*self._jobs.values(), *self._mendings.values()]
        if sum(one.running and not one.cancelled for one in at_work) >= self._most:
            raise Refusal("too_many_plans", most=self._most)

    def stop(self) -> None:
        """Let no solver keep the server from ending; what was found so far is let go."""
        for job in (*self._jobs.values(), *self._mendings.values()):
            if job.running:
                job.cancel()

    def card(self, day: PlanDay, asked: Asked) -> Card:
        """How the present plan does, counted anew only when something has changed."""
        rounds = as_planned(day, asked)
        known = self._cards.get(day.workshop.id)
        if known is None or known[:2] != (asked.problem, rounds):
            card = asyncmode.run_blocking(_count, asked, rounds)
            known = self._cards[day.workshop.id] = (asked.problem, rounds, card)
        return known[2]

    def why(self, day: PlanDay, asked: Asked, person: str, round: int) -> list[dict[str, Any]]:
        """Reasons for somebody's seat in a round of ``asked``, as ``grouping.why`` has them."""
        scales, at = self._scaled(day, asked), asked.rounds.index(round) + 1
        return asyncmode.run_blocking(reasons, scales, asked.number(person), at)

    def price(
        self, day: PlanDay, asked: Asked, person: str, round: int, table: int
    ) -> dict[str, Any]:
        """What moving somebody in a round of ``asked`` costs, as ``grouping.why`` has it."""
        scales, at = self._scaled(day, asked), asked.rounds.index(round) + 1
        to = asked.tables.index(table) + 1
        return asyncmode.run_blocking(prices, scales, asked.number(person), at, to)

    def _scaled(self, day: PlanDay, asked: Asked) -> Scales:
        rounds = as_planned(day, asked)
        known = self._scales.get(day.workshop.id)
        if known is None or known[:2] != (asked.problem, rounds):
            scales = asyncmode.run_blocking(Scales, asked.problem, rounds)
            known = self._scales[day.workshop.id] = (asked.problem, rounds, scales)
        return known[2]

    def _work(self, job: Job) -> None:
        try:
            plan = asyncmode.run_blocking(job.solve)
            self._store(job, plan)
        except Refusal as refused:
            job.code, job.data, job.state = refused.code, refused.data, "refused"
        except Exception as fault:  # noqa: BLE001 - nobody waits: said on the page and in the log
            self._report("plan_failed", fault)
            job.state = "failed"
        finally:
            job.run = None

    def _mend(self, mending: Mending) -> None:
        try:
            mending.found = asyncmode.run_blocking(mending.mend)
            mending.state = "stored"
        except Refusal as refused:
            mending.code, mending.data, mending.state = refused.code, refused.data, "refused"
        except Exception as fault:  # noqa: BLE001 - said on the page and in the log
            self._report("plan_failed", fault)
            mending.state = "failed"
        finally:
            mending.run = None
            mending.ready.set()

    def _store(self, job: Job, plan: Plan) -> None:
        job.seconds, job.stopped_by = plan.seconds, plan.stopped_by
        proof = real_rounds(explain(plan.findings), job.asked)
        args = {"seats": job.asked.seats(plan), "proof": proof, "seed": plan.seed}
        command = Command(job.actor.workshop_id, job.actor, "plan.store", args)
        answer = self._writer.do(command)
        if not answer.ok:
            raise Refusal(answer.code or "not_saved", **answer.data)
        job.state = "stored"


@dataclass(frozen=True)
class Card:
    """Each wish of a plan with its value and bound, what the plan breaks, if anything, and the
    rounds of the wishes that count in all of them."""

    wishes: list[dict[str, Any]]
    broken: list[dict[str, Any]]
    rounds: dict[str, list[dict[str, Any]]] = field(default_factory=dict)


def _count(asked: Asked, rounds: list[dict[str, int]]) -> Card:
    found: list[Finding] = findings(asked.problem, rounds)
    faults = [_fault(one, asked) for one in broken(asked.problem, rounds)]
    each_round = {
        wish: real_rounds([one.to_json() for one in each], asked)
        for wish, each in by_round(found).items()
    }
    return Card(real_rounds(explain(found), asked), faults, each_round)


def _fault(fault: dict[str, Any], asked: Asked) -> dict[str, Any]:
    """What is broken, in the day's own rounds, tables and wishes."""
    if fault["code"] == "wish":
        wish = asked.wishes[fault["line"] - 1]
        return {"code": "wish", "round": asked.rounds[fault["in_round"] - 1], "wish": wish}
    real = {**fault, "round": asked.rounds[fault["round"] - 1]}
    return real | ({"group": asked.tables[fault["group"] - 1]} if "group" in fault else {})


def planner() -> Planner:
    """The running server's planner."""
    known = current_app.extensions.get("planner")
    if known is None:
        here = parts()
        known = Planner(here.writer, here.report, here.settings.plans_at_once)
        current_app.extensions["planner"] = known
        # The threads that listen to solvers are waited for when the process ends.
        atexit.register(known.stop)
    return cast(Planner, known)
