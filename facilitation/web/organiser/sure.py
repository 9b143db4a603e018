"""Asking once before something is taken away that no button brings back."""

from __future__ import annotations

from flask import make_response, request
from werkzeug.wrappers import Response

from facilitation.web.organiser.blueprint import page


def is_sure() -> bool:
    """Has the one who asks pressed the button of the page that ``ask_first`` shows?"""
    return request.form.get("sure") == "yes"


def ask_first(
    workshop: str,
    place: str,
    question: str,
    *,
    follows: list[str],
    yes: str,
    back: str,
) -> Response:
    """A page of its own, so that it needs no script: what follows, and two ways on.

    ``follows``: sentences; ``yes``: the word on the button, which sends the same form again;
    ``back``: the address of "no".
    """
    sent = [
        (name, value) for name, value in request.form.items() if name in ("id", "kind", "remove")
    ]
    asked = page(
        "sure.html",
        workshop,
        place,
        question=question,
        follows=follows,
        yes=yes,
        back=back,
        sent=sent,
    )
    return make_response(asked)
