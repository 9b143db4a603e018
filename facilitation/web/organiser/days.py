"""An organiser's days: the list, and a new one from the template or empty."""

from __future__ import annotations

from flask import g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation.core.model import new_id
from facilitation.core.refusals import Refusal
from facilitation.core.rights import ORGANISER, Actor
from facilitation.store import accounts, lookup
from facilitation.web.base import ACCOUNT, allow, do, language, parts, read
from facilitation.web.organiser.blueprint import organiser_pages
from facilitation.web.words import refusal

DETAILS = ("title", "date", "place", "theme", "starts_at")


@organiser_pages.get("/organiser/")
@allow(ACCOUNT)
def days() -> str:
    """All days of the organiser who is logged in."""
    return _days({}, None)


@organiser_pages.post("/organiser/")
@allow(ACCOUNT)
def create_day() -> Response:
    """Create a day and go to it."""
    given = {name: request.form.get(name, "") for name in DETAILS}
    workshop_id = new_id()
    try:
        _room_for_more()
        actor = Actor(ORGANISER, workshop_id, g.organiser.id)
        from_template = request.form.get("template", "yes") == "yes"
        made = do("workshop.create", actor, from_template=from_template, **given)
    except Refusal as refused:
        sentence = refusal(language(), refused.code, refused.data)
        return make_response(_days(given, sentence), 400)
    return redirect(url_for("organiser.overview", workshop=made.data["workshop"]))


def _days(given: dict[str, str], sentence: str | None) -> str:
    found = read(lambda connection: lookup.workshops_of(connection, g.organiser.id))
    return render_template(
        "organiser/days.html",
        days=found,
        demo=not found and read(accounts.only_demo_days),
        given=given,
        sentence=sentence,
    )


def _room_for_more() -> None:
    most = parts().settings.workshops_per_organiser
    if len(read(lambda connection: lookup.workshops_of(connection, g.organiser.id))) >= most:
        raise Refusal("too_many", most=most)
