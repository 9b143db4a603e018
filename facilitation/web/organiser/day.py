"""One day: what it is called, when and where; opening and closing it; its addresses."""

from __future__ import annotations

from typing import Any

from flask import g, request
from werkzeug.wrappers import Response

from facilitation.core.model import Link, Note, Participant, Round
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER
from facilitation.web.base import allow, do, the_workshop, things
from facilitation.web.organiser.blueprint import after, carry_out, organiser_pages, page
from facilitation.web.organiser.days import DETAILS
from facilitation.web.organiser.links import address_of, base_of, steerers


@organiser_pages.get("/organiser/<workshop>/")
@allow(ORGANISER)
def overview(workshop: str) -> str:
    """The day at a glance."""
    return _overview(workshop, None)


@organiser_pages.post("/organiser/<workshop>/")
@allow(ORGANISER)
def edit_day(workshop: str) -> Response:
    """Save the day's details."""
    given: dict[str, Any] = {name: request.form.get(name, "") for name in DETAILS}

    def work() -> Response:
        do("workshop.edit", **given)
        return after("overview", workshop)

    return carry_out(work, lambda sentence, _refused: _overview(workshop, sentence, given))


@organiser_pages.post("/organiser/<workshop>/state")
@allow(ORGANISER)
def change_state(workshop: str) -> Response:
    """Open the day, or close it for good (which must be confirmed by its box)."""

    def work() -> Response:
        wanted = request.form.get("state")
        if wanted == "closed" and request.form.get("sure") != "yes":
            raise Refusal("closing_unconfirmed")
        do("workshop.close" if wanted == "closed" else "workshop.open")
        return after("overview", workshop)

    return carry_out(work, lambda sentence, _refused: _overview(workshop, sentence))


def _overview(workshop: str, sentence: str | None, given: dict[str, str] | None = None) -> str:
    day = the_workshop(workshop)
    people = things(Participant, workshop, status="active")
    links = {link.kind: link for link in things(Link, workshop, subject_id=workshop, revoked=False)}
    return page(
        "overview.html",
        workshop,
        "overview",
        sentence=sentence,
        given=given or {name: getattr(day, name) for name in DETAILS},
        people=len(people),
        joined=sum(1 for one in people if one.joined),
        rounds=things(Round, workshop),
        notes=len(things(Note, workshop)),
        addresses={kind: address_of(link) for kind, link in links.items() if kind != "organiser"},
        steerers=steerers(workshop),
        join=f"{base_of(day)}/j/{day.code}",
        base=base_of(day),
        actor=g.actor,
    )
