"""The desk: the moderator's private page, steered live over the socket."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from flask import Blueprint, g, render_template

from facilitation.core.rights import KEEPER, MODERATOR, ORGANISER
from facilitation.store.history import history
from facilitation.web.base import allow, language, read, the_workshop
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
        words=for_script(
            language(), "desk", "themes", "room", "votes", "calls", "steps", "refusals", "shared"
        ),
    )


@desk.get("/desk/<workshop>/history")
@allow(MODERATOR, ORGANISER, KEEPER)
def desk_history(workshop: str) -> dict[str, Any]:
    """The last steps with who and when, as JSON; asked for when somebody looks."""
    actor = g.actor.name
    done = read(lambda connection: history(connection, workshop, actor))
    return {"steps": [asdict(one) for one in done]}
