"""The desk: the moderator's private page, steered live over the socket."""

from __future__ import annotations

from flask import Blueprint, g, render_template

from facilitation.core.rights import KEEPER, MODERATOR, ORGANISER
from facilitation.web.base import allow, language, the_workshop
from facilitation.web.words import for_script

desk = Blueprint("desk", __name__)


@desk.get("/desk/<workshop>/", endpoint="desk")
@allow(MODERATOR, ORGANISER, KEEPER)
def desk_page(workshop: str) -> str:
    """The desk; its script follows the stream as the role that this browser has."""
    return render_template(
        "desk/desk.html",
        styles="desk.css",
        day=the_workshop(workshop),
        role=g.actor.role,
        words=for_script(language(), "desk", "refusals", "shared"),
    )
