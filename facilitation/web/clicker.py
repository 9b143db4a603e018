"""A presenter's clicker: keys on the board's machine, where a desk link was opened there too.

The board's own link can do nothing, with or without a clicker. A press is the moderator's step,
carried out at once or not at all; what would show text again asks for a second press.
"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request

from facilitation.core.model import Note
from facilitation.core.refusals import Refusal
from facilitation.core.rights import MODERATOR, ORGANISER
from facilitation.web.base import allow, do, the_workshop, things

clicker = Blueprint("clicker", __name__)

SURE = "press_again"
"""The code of a press that is carried out when it comes a second time."""


@clicker.post("/board/<workshop>/clicker", endpoint="press")
@allow(MODERATOR, ORGANISER)
def press_key(workshop: str) -> tuple[Response, int]:
    """``press``: next, back or freeze; ``sure``: the second one. Answers ``code``, or null."""
    sure = "sure" in request.form
    try:
        code = _press(workshop, request.form.get("press", ""), sure=sure)
    except Refusal as no:
        code = SURE if no.code == "undo_shows_text" else no.code
    return jsonify(code=code), 409 if code else 200


def _press(workshop: str, key: str, *, sure: bool) -> str | None:
    if key == "next":
        return _show_next(workshop)
    if key == "back":
        do("step.undo", confirm=sure)
        return None
    if key != "freeze":
        return "message_unreadable"
    if not the_workshop(workshop).frozen:
        do("board.freeze")
        return None
    if not sure:
        return SURE
    do("board.release")
    return None


def _show_next(workshop: str) -> str | None:
    day = the_workshop(workshop)
    alone = day.scene_note_id if day.scene == "quote" else None
    waiting = [
        note for note in things(Note, workshop, state="shown") if note.queued and note.id != alone
    ]
    if not waiting:
        return "nothing_changed"
    do("note.show", note=min(waiting, key=lambda note: note.queued).id)
    return None
