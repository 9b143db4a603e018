"""The plan computed anew in the middle of the day: seen first, and then put to use."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from flask import g, jsonify, request, url_for
from werkzeug.utils import redirect
from werkzeug.wrappers import Response

from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do, language, t
from facilitation.web.organiser.blueprint import carry_out, organiser_pages, page
from facilitation.web.organiser.planday import PlanDay, plan_day
from facilitation.web.organiser.planning import Mending, planner
from facilitation.web.organiser.planprice import changes
from facilitation.web.organiser.planwishes import sentences
from facilitation.web.organiser.replanning import (
    Change,
    Proposal,
    first_round,
    propose,
    running_round,
)
from facilitation.web.words import refusal


@dataclass
class Mover:
    """One person, with what changes for them in words, round by round."""

    name: str
    organisation: str
    steps: list[str] = field(default_factory=list)


@organiser_pages.get("/organiser/<workshop>/checkin/replan")
@allow(ORGANISER)
def replan_day(workshop: str) -> str:
    """What would change; ``running`` says that the running round may change too."""
    return _page(workshop)


@organiser_pages.post("/organiser/<workshop>/checkin/replan")
@allow(ORGANISER)
def use_replan(workshop: str) -> Response:
    """Put to use what was seen; what has changed meanwhile is shown again first."""

    def work() -> Response:
        proposal = propose(plan_day(workshop), g.actor, also_running=_also_running())
        if isinstance(proposal, Mending) or request.form.get("seen") != proposal.digest:
            raise Refusal("replan_outdated")
        seats = proposal.with_offer(_number("offer"))
        told = do("plan.reseat", seats=[list(one) for one in seats]).data
        counts = {"moved": told["moved"], "seated": told["seated"]}
        return redirect(url_for("organiser.checkin", workshop=workshop, did="replan", **counts))

    return carry_out(work, lambda sentence, _refused: _page(workshop, sentence))


@organiser_pages.get("/organiser/<workshop>/checkin/replan/progress")
@allow(ORGANISER)
def replan_progress(workshop: str) -> Response:
    """``{running, says, wishes: []}`` of the running or last re-plan, as for a plan."""
    mending = planner().mending(workshop)
    running = mending is not None and mending.running
    return jsonify(running=running, says=_steps(mending) if mending else "", wishes=[])


@organiser_pages.post("/organiser/<workshop>/checkin/replan/stop")
@allow(ORGANISER)
def stop_replan(workshop: str) -> Response:
    """Stop computing, and see the best so far."""
    mending = planner().mending(workshop)
    if mending is not None and mending.running:
        mending.cancel()
    running = "1" if _also_running() else None
    return redirect(url_for("organiser.replan_day", workshop=workshop, running=running))


@organiser_pages.post("/organiser/<workshop>/checkin/replan/tables")
@allow(ORGANISER)
def change_tables(workshop: str) -> Response:
    """Close a table, or open one (the number after the last is a new one)."""

    def work() -> Response:
        closes = "close" in request.form
        do(f"table.{'close' if closes else 'open'}", table=_number("close" if closes else "open"))
        running = "1" if _also_running() else None
        return redirect(url_for("organiser.replan_day", workshop=workshop, running=running))

    return carry_out(work, lambda sentence, _refused: _page(workshop, sentence))


def _page(workshop: str, sentence: str | None = None) -> str:
    day = plan_day(workshop)
    proposal, mending, trouble = None, None, None
    try:
        found = propose(day, g.actor, also_running=_also_running())
        proposal = None if isinstance(found, Mending) else found
        mending = found if isinstance(found, Mending) else None
    except Refusal as refused:
        trouble = _trouble(day, refused)
    running = running_round(day)
    return page(
        "replan.html",
        workshop,
        "checkin",
        sentence=sentence,
        trouble=trouble,
        day=day,
        proposal=proposal,
        mending=mending,
        steps=_steps(mending) if mending else "",
        movers=_movers(day, proposal) if proposal else [],
        newcomers=_newcomers(day, proposal) if proposal else [],
        why=_why(proposal) if proposal else "",
        offers=_offers(day, proposal) if proposal else [],
        running=running,
        next=first_round(day, also_running=False),
        also_running=_also_running(),
        draft=bool(day.plan.seats) and not day.in_use and bool(day.seated),
    )


def _movers(day: PlanDay, proposal: Proposal) -> list[Mover]:
    found: dict[str, Mover] = {}
    for move in proposal.moves:
        found.setdefault(move.person, _mover(day, move.person)).steps.append(_step(day, move))
    return [found[id] for id in day.people if id in found]


def _newcomers(day: PlanDay, proposal: Proposal) -> list[Mover]:
    found: dict[str, Mover] = {}
    for person, round, table in proposal.new:
        step = t("checkin.first_seat", round=round, table=table)
        found.setdefault(person, _mover(day, person)).steps.append(step)
    return [found[id] for id in day.people if id in found]


def _mover(day: PlanDay, id: str) -> Mover:
    return Mover(day.people[id].name, day.organisation(day.people[id]))


def _step(day: PlanDay, move: Change) -> str:
    closed = {one.number for one in day.tables if one.closed}
    key = "from_closed" if move.start in closed else "from_to"
    return t(f"checkin.{key}", round=move.round, start=move.start, end=move.end)


def _why(proposal: Proposal) -> str:
    """Why nobody else moves, and whether fewer could."""
    if proposal.first is None:
        return t("checkin.why_running")
    if not proposal.moves:
        return t("checkin.why_nobody")
    if len(proposal.moves) == proposal.least:
        return t("checkin.why_least", n=proposal.least)
    return t("checkin.why_bound", n=len(proposal.moves), least=proposal.least)


def _offers(day: PlanDay, proposal: Proposal) -> list[tuple[int, str, str]]:
    """Number, what it buys, and who moves for it."""
    return [
        (
            number,
            changes(offer.buys),
            "; ".join(
                t("checkin.offer_move", name=day.people[one.person].name, step=_step(day, one))
                for one in offer.moves
            ),
        )
        for number, offer in enumerate(proposal.offers, 1)
    ]


def _trouble(day: PlanDay, refused: Refusal) -> dict[str, Any]:
    """Why there is no plan, in words; ``follows``: the wishes and tables that clash."""
    data = refused.data
    follows = sentences(day, data.get("ids", [])) or []
    follows += [t("checkin.table_closed", table=one) for one in data.get("closed", [])]
    follows += [t("checkin.table_size", table=one) for one in data.get("sizes", [])]
    plan = refused.code == "plan_missing"
    return {"says": refusal(language(), refused.code, data), "follows": follows, "plan": plan}


def _steps(mending: Mending) -> str:
    """How far it has come; nothing before the first valid plan."""
    return t("checkin.steps", n=mending.done, of=mending.of) if mending.of else ""


def _also_running() -> bool:
    return request.values.get("running") == "1"


def _number(name: str) -> int:
    typed = request.form.get(name, "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= 4 else 0
