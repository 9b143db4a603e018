"""The front door: join codes, links that become a cookie, and the choice of language."""

from __future__ import annotations

import time
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation import asyncmode
from facilitation.core import tokens
from facilitation.core.cookies import LANGUAGE
from facilitation.core.model import LANGUAGES, Link
from facilitation.core.pace import Pace
from facilitation.core.refusals import Refusal
from facilitation.store import lookup
from facilitation.web import sessions
from facilitation.web.base import ANYONE, actor_in, allow, do, parts, read, stranger
from facilitation.web.security import own_path

links = Blueprint("links", __name__)
WAIT_SECONDS = 1.5

_ROLE_OF = {"badge": "participant", "desk": "moderator"}
_PAGE_OF = {
    "badge": "phone.phone",
    "table": "phone.phone",
    "desk": "desk.desk",
    "keeper": "desk.desk",
    "board": "board.board",
    "report": "report.report",
    "organiser": "organiser.overview",
}


@links.get("/")
@allow(ANYONE)
def front() -> str:
    """Type the code of the day."""
    return render_template("front.html", code="", sentence=None)


@links.get("/l/<token>")
@allow(ANYONE)
def follow(token: str) -> Response:
    """Exchange a link for the cookie and lead to its page; the token leaves the address bar.

    Refusals: ``link_unknown``, ``link_revoked``, ``link_expired``.
    """
    slow_down_guessing()
    link = read(lambda connection: lookup.link_by_hash(connection, tokens.hashed(token)))
    if link is None:
        count_wrong_guess()
        raise Refusal("link_unknown")
    if link.revoked:
        raise Refusal("link_revoked")
    if link.expires_at is not None and link.expires_at < parts().clock():
        raise Refusal("link_expired")
    role = _ROLE_OF.get(link.kind, link.kind)
    page = url_for(_PAGE_OF[link.kind], workshop=link.workshop_id, **_as(role))
    known = actor_in(link.workshop_id, role)
    if known is not None and known.subject_id == link.subject_id:
        return redirect(page)
    return _granted(link, role, page)


def _as(role: str) -> dict[str, Any]:
    return {"role": "table"} if role == "table" else {}


def _granted(link: Link, role: str, page: str) -> Response:
    secret = sessions.renew()
    do(
        "session.grant",
        stranger(link.workshop_id),
        role=role,
        subject=link.subject_id,
        session_hash=tokens.hashed(secret),
        link=link.id,
    )
    return redirect(page)


@links.post("/language")
@allow(ANYONE)
def choose_language() -> Response:
    """Keep the person's language and go back to where they were."""
    chosen = request.form.get("language", "")
    response = redirect(own_path(request.form.get("next"), "/"))
    if chosen in LANGUAGES:
        response.set_cookie(
            LANGUAGE,
            chosen,
            max_age=365 * 24 * 3600,
            samesite="Lax",
            secure=request.is_secure,
            httponly=True,
        )
    return response


def slow_down_guessing() -> None:
    """Make an address wait that has guessed wrong too often lately; then go on all the same.

    Waiting, not refusing: 300 honest phones may stand behind the address of one guesser.
    """
    if _guesses().look(request.remote_addr or "", time.monotonic()):
        asyncmode.sleep(WAIT_SECONDS)


def count_wrong_guess() -> None:
    """A code or link was wrong: it counts against this address."""
    _guesses().take(request.remote_addr or "", time.monotonic())


def _guesses() -> Pace:
    pace: Pace = parts().paces.setdefault("wrong_code", Pace(parts().settings.wrong_code_rate))
    return pace
