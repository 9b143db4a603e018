"""The way in: the code of the day, finding one's own name, claiming it, or coming without being
on the list."""

from __future__ import annotations

import base64
import hmac
import time
from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation.core import text, tokens
from facilitation.core.model import Organisation, Participant, Table, Workshop
from facilitation.core.pace import Pace
from facilitation.core.refusals import Refusal
from facilitation.store import accounts, lookup
from facilitation.web import finding, sessions
from facilitation.web.base import (
    ANYONE,
    actor_in,
    allow,
    do,
    language,
    parts,
    read,
    session_hash,
    stranger,
    things,
)
from facilitation.web.errors import STATUS
from facilitation.web.links import count_wrong_guess, slow_down_guessing
from facilitation.web.words import refusal

joining = Blueprint("joining", __name__)
Page = str | Response | tuple[str, int]


@joining.get("/j")
@allow(ANYONE)
def by_code() -> Page:
    """The code as typed on the front page: on to its day, or back with a kind sentence."""
    typed = request.args.get("code", "")
    code = tokens.tidy_code(typed)
    return redirect(url_for("joining.join", code=code)) if _known(code) else _unknown(typed)


@joining.get("/j/<code>")
@allow(ANYONE)
def join(code: str) -> Page:
    """The join page of a day; ``q`` is a name as typed, for browsers without script."""
    day = _known(tokens.tidy_code(code))
    if day is None:
        return _unknown(code)
    if code != day.code:
        return redirect(url_for("joining.join", code=day.code))
    if actor_in(day.id, "participant"):
        return redirect(url_for("phone.phone", workshop=day.id))
    if day.state != "open":
        return _not_now(day)
    return render_template("phone/join.html", day=day, arrived=_arrived(day), **_search(day))


@joining.get("/j/<code>/names")
@allow(ANYONE)
def names(code: str) -> Response:
    """The hits of a search as JSON: ``{"hits": [...], "more": bool}``.

    Refusals: ``code_unknown``, ``day_not_open``, ``day_closed``, ``too_fast`` (retry_ms).
    """
    day = _open_day(code)
    _pace()
    found = _found(day, request.args.get("q", ""))
    hits = [{"id": hit.id, "parts": hit.parts, "organisation": hit.organisation} for hit in found]
    return jsonify(hits=hits[: finding.MOST], more=len(found) > finding.MOST)


@joining.post("/j/<code>/claim")
@allow(ANYONE)
def claim(code: str) -> Page:
    """Claim a name, and on to the phone page. A repeat (a second tap, a lost reply) is fine."""
    day = _open_day(code)
    chosen = request.form.get("participant", "")
    secret = _session_for(f"{day.id} {chosen} {_visit()}")
    try:
        do(
            "participant.join",
            stranger(day.id),
            participant=chosen,
            session_hash=tokens.hashed(secret),
        )
    except Refusal as refused:
        if refused.code != "name_in_use":
            raise
        return render_template("phone/in_use.html", day=day, name=_name(day, chosen)), 409
    return _to_phone(day)


@joining.get("/j/<code>/new")
@allow(ANYONE)
def walk_in(code: str) -> Page:
    """The one screen for someone who is not on the list."""
    day = _open_day(code)
    typed = {"name": request.args.get("name", ""), "organisation": "", "table": ""}
    return _walk_in_page(day, typed, None)


@joining.post("/j/<code>/new")
@allow(ANYONE)
def walk_in_joins(code: str) -> Page:
    """Someone not on the list joins at a table; what was typed stays when it is refused."""
    day = _open_day(code)
    typed = {name: request.form.get(name, "") for name in ("name", "organisation", "table")}
    secret = _session_for(f"{day.id} new {_visit()}")
    try:
        do(
            "participant.walk_in",
            stranger(day.id),
            name=typed["name"],
            organisation=typed["organisation"],
            table=typed["table"] or None,
            session_hash=tokens.hashed(secret),
        )
    except Refusal as refused:
        return _walk_in_page(day, typed, refused)
    return _to_phone(day)


def _known(code: str) -> Workshop | None:
    slow_down_guessing()
    day = read(lambda connection: lookup.workshop_by_code(connection, code)) if code else None
    if day is None and code:
        count_wrong_guess()
    return day


def _unknown(typed: str) -> Page:
    if not typed.strip():
        return redirect(url_for("links.front"))
    shown = typed.strip()[:12]
    sentence = refusal(language(), "code_unknown", {"code": shown})
    return render_template("front.html", code=shown, sentence=sentence), STATUS["code_unknown"]


def _open_day(code: str) -> Workshop:
    day = _known(tokens.tidy_code(code))
    if day is None:
        raise Refusal("code_unknown", code=code[:12])
    if day.state != "open":
        raise Refusal("day_closed" if day.state == "closed" else "day_not_open")
    return day


def _not_now(day: Workshop) -> Page:
    code = "day_closed" if day.state == "closed" else "day_not_open"
    return render_template("phone/not_now.html", day=day, closed=day.state == "closed"), (
        STATUS.get(code, 200)
    )


def _search(day: Workshop) -> dict[str, Any]:
    """What the template needs of a search by form: hits, whether there are more, a sentence."""
    typed = request.args.get("q", "")
    nothing: dict[str, Any] = {"typed": typed, "hits": None, "more": False, "sentence": None}
    if not finding.enough(typed):
        return nothing
    try:
        _pace()
    except Refusal as refused:
        return nothing | {"sentence": refusal(language(), refused.code, refused.data)}
    found = _found(day, typed)
    return nothing | {"hits": found[: finding.MOST], "more": len(found) > finding.MOST}


def _found(day: Workshop, typed: str) -> list[finding.Hit]:
    if not finding.enough(typed):
        return []

    def look(connection: Any) -> list[finding.Hit]:
        people = lookup.find(connection, Participant, day.id, status="active")
        organisations = lookup.find(connection, Organisation, day.id)
        return finding.find(typed, people, {one.id: one.name for one in organisations})

    return read(look)


def _pace() -> None:
    """Refusal ``too_fast`` (retry_ms) when this address searches too often."""
    pace = parts().paces.setdefault("search", Pace(parts().settings.search_rate))
    wait = pace.take(request.remote_addr or "", time.monotonic())
    if wait:
        raise Refusal("too_fast", retry_ms=wait)


def _arrived(day: Workshop) -> int:
    return len(things(Participant, day.id, status="active", joined=True))


def _name(day: Workshop, participant: str) -> str:
    found = things(Participant, day.id, id=participant)
    return found[0].name if found else ""


def _to_phone(day: Workshop) -> Response:
    return redirect(url_for("phone.phone", workshop=day.id), 303)


def _walk_in_page(day: Workshop, typed: dict[str, str], refused: Refusal | None) -> Page:
    organisations = [one.name for one in things(Organisation, day.id)]
    page = render_template(
        "phone/new.html",
        day=day,
        tables=things(Table, day.id),
        organisations=sorted(organisations, key=text.sort_key),
        typed=typed,
        visit=request.form.get("form_id"),
        field=refused.data.get("field", "") if refused else "",
        sentence=refusal(language(), refused.code, refused.data) if refused else None,
    )
    return (page, STATUS.get(refused.code, 400)) if refused else page


def _visit() -> str:
    """The id of the form that was sent; Refusal ``form_unreadable`` without one."""
    given = request.form.get("form_id", "")
    if not 16 <= len(given) <= 64:
        raise Refusal("form_unreadable")
    return given


def _session_for(what: str) -> str:
    """A new session for this claim, the same one each time the same form is sent.

    The reply to a claim may be lost, and the name is then in use: by this phone. So its secret
    follows from the form's random id, which only this page has, and the server's key.
    """
    mac = hmac.digest(parts().settings.key, b"claim:" + what.encode(), "sha256")
    secret = base64.urlsafe_b64encode(mac).decode().rstrip("=")
    hash, old, now = tokens.hashed(secret), session_hash(), parts().clock()

    def begin(connection: Any) -> None:
        if accounts.session(connection, hash) is None:
            accounts.put_session(connection, hash, now, old_hash=old, organiser=None)

    parts().writer.run(begin)
    sessions.hand_over(secret)
    return secret
