"""The check-in list at the door: found by name, ticked off, left out, replaced, added."""

from __future__ import annotations

from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from facilitation.core.model import ROLES, Organisation, TargetGroup
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.core.text import fold, sort_key
from facilitation.web.base import allow, do, things
from facilitation.web.organiser.blueprint import carry_out, organiser_pages, page
from facilitation.web.organiser.door import STATES, Door, Row, the_door

STEPS = ("arrived", "not_arrived", "absent", "later", "restore", "substitute", "remove")


@organiser_pages.get("/organiser/<workshop>/checkin")
@allow(ORGANISER)
def checkin(workshop: str) -> str:
    """Everybody; ``q`` searches names and organisations, ``show`` is one state."""
    return _list(workshop)


@organiser_pages.get("/organiser/<workshop>/checkin/new")
@allow(ORGANISER)
def new_arrival(workshop: str) -> str:
    """The form for somebody who is not on the list."""
    return _new(workshop)


@organiser_pages.post("/organiser/<workshop>/checkin/new")
@allow(ORGANISER)
def add_arrival(workshop: str) -> Response:
    """Add them."""

    def work() -> Response:
        args = _typed() | {"target_groups": request.form.getlist("target_groups")}
        added = do("participant.arrive", **args).data["participant"]
        return _back(workshop, added, "new")

    return carry_out(work, lambda sentence, _refused: _new(workshop, sentence))


@organiser_pages.get("/organiser/<workshop>/checkin/<person>")
@allow(ORGANISER)
def at_the_door(workshop: str, person: str) -> str:
    """One person, and all that can be done at the door."""
    return _person(workshop, person)


@organiser_pages.post("/organiser/<workshop>/checkin/<person>")
@allow(ORGANISER)
def take_step(workshop: str, person: str) -> Response:
    """Take one of ``STEPS`` with somebody."""

    def work() -> Response:
        step = request.form.get("step", "")
        if step not in STEPS:
            raise Refusal("field_unknown", field="step")
        return _back(workshop, _take(step, person), step)

    return carry_out(work, lambda sentence, _refused: _person(workshop, person, sentence))


def _take(step: str, person: str) -> str:
    """Carry a step out; returns of whom the list tells afterwards."""
    if step in ("arrived", "not_arrived"):
        do("participant.check_in", participant=person, arrived=step == "arrived")
    elif step == "absent":
        do("participant.absent", participant=person)
    elif step == "later":
        typed = request.form.get("until", "")
        until = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
        do("participant.absent", participant=person, until=until)
    elif step == "substitute":
        args = _typed() | {"arrived": request.form.get("arrived") == "yes"}
        done = do("participant.substitute", participant=person, **args)
        return str(done.data["participant"])
    else:
        do(f"participant.{step}", participant=person)
    return person


def _typed() -> dict[str, Any]:
    form = request.form
    usual = {"name": "", "organisation": "", "role": ROLES[0]}
    return {name: form.get(name, value) for name, value in usual.items()}


def _back(workshop: str, person: str, did: str) -> Response:
    """To the list, which says what was done and how to take it back."""
    return redirect(url_for("organiser.checkin", workshop=workshop, person=person, did=did))


def _list(workshop: str) -> str:
    door = the_door(workshop)
    q, show = request.args.get("q", "")[:100], request.args.get("show", "")
    wanted = fold(q.strip())
    rows = [
        one for one in door.rows if wanted in one.find and (one.state == show or show not in STATES)
    ]
    did = request.args.get("did", "")
    return page(
        "checkin.html",
        workshop,
        "checkin",
        door=door,
        rows=rows,
        q=q,
        show=show if show in STATES else "",
        states=STATES,
        done=door.row(request.args.get("person", "")) if did in (*STEPS, "new") else None,
        did=did,
    )


def _person(workshop: str, id: str, sentence: str | None = None) -> str:
    door = the_door(workshop)
    row = door.row(id)
    if row is None:
        raise Refusal("not_found")
    return page(
        "checkin_person.html",
        workshop,
        "checkin",
        sentence=sentence,
        door=door,
        row=row,
        rounds=_later_rounds(door, row),
        roles=ROLES,
        given=_typed() if "name" in request.form else None,
        organisations=_organisations(workshop),
    )


def _later_rounds(door: Door, row: Row) -> list[int]:
    """The rounds from which on somebody can be there who misses the one before."""
    to_come = [one.number for one in door.day.rounds if one.state != "closed"]
    return [] if row.state == "absent" else to_come[1:]


def _new(workshop: str, sentence: str | None = None) -> str:
    groups = sorted(things(TargetGroup, workshop), key=lambda one: sort_key(one.name_da))
    return page(
        "checkin_new.html",
        workshop,
        "checkin",
        sentence=sentence,
        given=_typed() if request.form else {"name": request.args.get("q", "")[:100]},
        chosen=request.form.getlist("target_groups"),
        target_groups=groups,
        roles=ROLES,
        organisations=_organisations(workshop),
    )


def _organisations(workshop: str) -> list[str]:
    return sorted((one.name for one in things(Organisation, workshop)), key=sort_key)
