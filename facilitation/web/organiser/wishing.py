"""What the plan must hold: wishes are added and taken back, seats are locked and unlocked."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.wrappers import Response

from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do
from facilitation.web.organiser import plan
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages
from facilitation.web.organiser.planday import PlanDay, plan_day
from facilitation.web.organiser.planwishes import person_named

AWAY = "away"


@organiser_pages.post("/organiser/<workshop>/plan/wishes")
@allow(ORGANISER)
def add_wish(workshop: str) -> Response:
    """Two people together or apart (``kind``, ``other``), or one at a table or away (``place``)."""

    def work() -> Response:
        day = plan_day(workshop)
        do("wish.add", **_asked(day))
        return after("plan", workshop, round=plan.number("round", 1), wishes="open")

    return carry_out(work, lambda sentence, _refused: plan.show(workshop, sentence))


@organiser_pages.post("/organiser/<workshop>/plan/wishes/remove")
@allow(ORGANISER)
def remove_wish(workshop: str) -> Response:
    """Take a wish back."""

    def work() -> Response:
        do("wish.remove", wish=request.form.get("wish", ""))
        return after("plan", workshop, round=plan.number("round", 1), wishes="open")

    return carry_out(work, lambda sentence, _refused: plan.show(workshop, sentence))


@organiser_pages.post("/organiser/<workshop>/plan/lock")
@allow(ORGANISER)
def lock_seat(workshop: str) -> Response:
    """Lock somebody's seat in one round, or (``lock`` is no) unlock it."""

    def work() -> Response:
        person, round = request.form.get("participant", ""), plan.number("round", 0)
        _lock(plan_day(workshop), person, round, wanted=request.form.get("lock") != "no")
        return after("plan", workshop, round=round, person=person, did="lock")

    return carry_out(work, lambda sentence, _refused: plan.show(workshop, sentence))


def _lock(day: PlanDay, person: str, round: int, *, wanted: bool) -> None:
    table, lock = day.seats.get((person, round)), day.locks.get((person, round))
    if wanted and lock is None:
        if table is None:
            raise Refusal("not_found")
        do("wish.add", kind="fixed", participant=person, round=round, table=table)
    elif not wanted and lock is not None:
        do("wish.remove", wish=lock.id)


def _asked(day: PlanDay) -> dict[str, Any]:
    """What the form wishes, as ``wish.add`` takes it."""
    kind, place = request.form.get("kind", ""), request.form.get("place", "")
    asked: dict[str, Any] = {"participant": person_named(day, request.form.get("participant", ""))}
    if kind in ("together", "apart"):
        asked |= {"kind": kind, "other": person_named(day, request.form.get("other", ""))}
    elif place == AWAY:
        asked["kind"] = AWAY
    else:
        asked |= {"kind": "fixed", "table": plan.number("place", 0) or None}
    return asked | {"round": plan.number("when", 0) or None}
