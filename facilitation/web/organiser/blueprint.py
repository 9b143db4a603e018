"""The blueprint of the organiser's pages, and what they share: a page in its frame, a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation.core.refusals import Refusal
from facilitation.web.base import language, organiser, the_workshop
from facilitation.web.errors import STATUS
from facilitation.web.words import refusal

organiser_pages = Blueprint("organiser", __name__)

PLACES = ("overview", "prompts", "rounds", "people", "plan", "prints", "checkin")
"""The pages of a day, in the order in which it is prepared."""


def page(template: str, workshop: str, place: str, **names: Any) -> str:
    """A page of one day in the organiser's frame."""
    names.setdefault("sentence", None)
    if request.method != "GET":
        # What was sent cannot be opened again: another language leads to the page of the place.
        names["here"] = url_for(f"organiser.{place}", workshop=workshop)
    return render_template(
        f"organiser/{template}",
        workshop=the_workshop(workshop),
        place=place,
        places=[
            (one, url_for(f"organiser.{one}", workshop=workshop))
            for one in PLACES
            if f"organiser.{one}" in current_app.view_functions
        ],
        saved=request.args.get("saved"),
        # Who came by the link of this one day has no list of days and nothing to go back to.
        has_days=organiser() is not None,
        **names,
    )


def after(endpoint: str, workshop: str, **args: Any) -> Response:
    """Back to a page after its form was carried out; the page says "saved"."""
    return redirect(url_for(f"organiser.{endpoint}", workshop=workshop, saved="1", **args))


def carry_out(work: Callable[[], Response], again: Callable[[str, Refusal], str]) -> Response:
    """Do what a form asks; when it is refused, show the form ``again`` with the sentence, and
    with everything that was typed."""
    try:
        return work()
    except Refusal as refused:
        if refused.code in ("not_found", "not_allowed", "foreign_request"):
            raise
        sentence = refusal(language(), refused.code, refused.data)
        return make_response(again(sentence, refused), STATUS.get(refused.code, 400))
