"""The table plan: computed, seen round by round, moved in by hand, put to use."""

from __future__ import annotations

from copy import copy
from typing import Any

from flask import g, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from facilitation.core.model import Round
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do, parts, t
from facilitation.web.organiser import plancard, planprice, planwishes
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page
from facilitation.web.organiser.planday import PlanDay, plan_day
from facilitation.web.organiser.planning import planner
from facilitation.web.organiser.planproblem import Asked, ask


@organiser_pages.get("/organiser/<workshop>/plan")
@allow(ORGANISER)
def plan(workshop: str) -> str:
    """The plan of one round (``round``), and the chosen person (``person``)."""
    return show(workshop)


@organiser_pages.post("/organiser/<workshop>/plan/compute")
@allow(ORGANISER)
def compute_plan(workshop: str) -> Response:
    """Start to compute; the same seed gives the same plan, another one another."""

    def work() -> Response:
        day, settings = plan_day(workshop), parts().settings
        if day.over:
            raise Refusal("day_closed")
        asked = ask(day, seed=number("seed", 1), seconds=settings.plan_seconds)
        if asked is None:
            raise Refusal("nothing_to_plan")
        planner().start(g.actor, asked)
        return _back(workshop)

    return carry_out(work, lambda sentence, _refused: show(workshop, sentence))


@organiser_pages.post("/organiser/<workshop>/plan/stop")
@allow(ORGANISER)
def stop_plan(workshop: str) -> Response:
    """Stop computing and keep the best."""
    job = planner().job(workshop)
    if job is not None and job.running:
        job.cancel()
    return _back(workshop)


@organiser_pages.get("/organiser/<workshop>/plan/progress")
@allow(ORGANISER)
def plan_progress(workshop: str) -> Response:
    """``{running, says, wishes: [{label, value, best, proven}]}`` of the running or last job."""
    job = planner().job(workshop)
    if job is None or not job.running:
        return jsonify(running=False, says="", wishes=[])
    found = [
        {"label": one.label, "value": one.value, "best": one.best, "proven": one.proven}
        for one in plancard.so_far(job)
    ]
    return jsonify(running=True, says=_searched(job.seconds), wishes=found)


@organiser_pages.post("/organiser/<workshop>/plan/move")
@allow(ORGANISER)
def move_person(workshop: str) -> Response:
    """Seat somebody at another table in one round of the draft."""

    def work() -> Response:
        round, table = number("round", 0), number("table", 0)
        person = request.form.get("participant", "")
        do("plan.move", participant=person, round=round, table=table, also=_also())
        return after("plan", workshop, round=round, person=person, did="move")

    return carry_out(work, lambda sentence, _refused: show(workshop, sentence))


@organiser_pages.post("/organiser/<workshop>/plan/publish")
@allow(ORGANISER)
def publish_plan(workshop: str) -> Response:
    """Put the draft to use: phones show it from now on."""

    def work() -> Response:
        moved = do("plan.publish").data.get("moved", 0)
        round = number("round", 1)
        return redirect(url_for("organiser.plan", workshop=workshop, round=round, moved=moved))

    return carry_out(work, lambda sentence, _refused: show(workshop, sentence))


def show(workshop: str, sentence: str | None = None) -> str:
    """The page, with what was refused if something was."""
    # The job as it stands now, before the day is read: one that ends in between is then still
    # shown as running, and the page looks again. The other way round it would show neither.
    job = copy(planner().job(workshop))
    day = plan_day(workshop)
    asked = ask(day, seed=day.plan.seed, seconds=None)
    card = planner().card(day, asked) if asked and day.plan.seats else None
    round = _round(day)
    id = request.values.get("person") or request.values.get("participant") or ""
    return page(
        "plan.html",
        workshop,
        "plan",
        sentence=sentence or plancard.trouble(job, day),
        day=day,
        asked=asked,
        job=job,
        round=round,
        at_tables=day.at_tables(round.number) if round else {},
        unseated=day.unseated(round.number) if round else [],
        **_of_person(day, asked, round, id),
        said=planwishes.said(day),
        clashing=plancard.in_conflict(job),
        people_labels=planwishes.labels(day),
        wishing="wishes" in request.args or "other" in request.form or "place" in request.form,
        given=request.form,
        did=request.args.get("did", ""),
        wishes=plancard.wishes(card, day) if card else [],
        broken=plancard.broken(card, day) if card else [],
        so_far=plancard.so_far(job) if job and job.running else [],
        searched=_searched(job.seconds) if job and job.running else "",
        moved=number("moved", -1),
        organisations=len({one.organisation_id for one in day.people.values()} - {None}),
    )


def _also() -> list[tuple[str, int]]:
    """Who else moves, as the page has offered it: ``id:table`` each; Refusal ``not_found``."""
    found = []
    for one in request.form.getlist("also"):
        id, _, table = one.partition(":")
        if not (table.isascii() and table.isdigit() and len(table) <= 6):
            raise Refusal("not_found")
        found.append((id, int(table)))
    return found


def _of_person(day: PlanDay, asked: Asked | None, round: Round | None, id: str) -> dict[str, Any]:
    """What the page says of the chosen person in the round: prices of other tables, why they
    sit here, and what the table that was asked for (``to``) would mean."""
    person = day.people.get(id)
    if person is None or round is None:
        return {"person": person, "prices": [], "here": [], "target": None}
    prices, here, target = plancard.prices(day, person, round.number), [], None
    to = number("to", 0)
    if to and to in {one.table for one in prices} and (person.id, round.number) not in day.away:
        target = planprice.unpriced(to)
    priced = _priced(day, asked, round)
    if priced is not None:
        speaker = planprice.Speaker(day, priced)
        here = speaker.here(planner().why(day, priced, person.id, round.number))
        if target is not None:
            price = planner().price(day, priced, person.id, round.number, to)
            target = speaker.target(person, to, price)
    return {"person": person, "prices": prices, "here": here, "target": target}


def _priced(day: PlanDay, asked: Asked | None, round: Round) -> Asked | None:
    """The problem that a seat in the round is weighed in: the one of the plan, and the whole day's
    for the round that runs; None in a held round, where nobody moves, or without a plan."""
    if not day.seats or round.state == "closed":
        return None
    if asked is not None and round.number in asked.rounds:
        return asked if day.plan.seats else None
    return ask(day, seed=day.plan.seed, seconds=None, every_round=True)


def _round(day: PlanDay) -> Round | None:
    """The round asked for, or the first that is still to come."""
    asked = number("round", 0)
    to_come = [one for one in day.rounds if one.number not in day.held]
    named = [one for one in day.rounds if one.number == asked]
    found = [*named, *to_come, *reversed(day.rounds)]
    return found[0] if found else None


def _back(workshop: str) -> Response:
    return redirect(url_for("organiser.plan", workshop=workshop, round=number("round", 1)))


def _searched(seconds: float) -> str:
    return t("plan.searched", seconds=f"{seconds:.1f}".replace(".", t("plan.decimal")))


def number(name: str, otherwise: int) -> int:
    """A whole number from the address or the form, or another."""
    typed = request.values.get(name, "")
    fits = typed.isascii() and typed.isdigit() and len(typed) <= 6
    return int(typed) if fits else otherwise
