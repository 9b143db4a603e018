"""The phone page, for a participant and for a table's device, as it stands at first load."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, g, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from facilitation.core import audience
from facilitation.core.audience import Record
from facilitation.core.refusals import Refusal
from facilitation.core.rights import PARTICIPANT, TABLE, Actor
from facilitation.store.near import load_near
from facilitation.web import whoami, words
from facilitation.web.base import (
    actor_in,
    allow,
    do,
    language,
    parts,
    read,
    session_hash,
    the_workshop,
)
from facilitation.web.words import Text

phone = Blueprint("phone", __name__)
TABS = ("write", "table", "vote", "me")
MET = (
    "day_not_open",
    "day_closed",
    "prompt_closed",
    "number_unknown",
    "not_your_group",
    "signature_not_yours",
    "note_empty",
    "note_too_long",
    "note_too_many_lines",
    "not_yours",
    "workshop_full",
    "vote_closed",
    "vote_unknown",
    "has_voted",
    "too_many_dots",
    "not_host",
    "too_many_marks",
    "note_not_shown",
    "nothing_changed",
    "message_id_taken",
    "message_unknown",
    "message_unreadable",
    "not_found",
    "not_allowed",
    "went_wrong",
)
"""The Refusals that a phone's own messages can meet and that do not pass by themselves."""


@phone.get("/p/<workshop>/", endpoint="phone")
@allow(PARTICIPANT, TABLE)
def phone_page(workshop: str) -> str:
    """The whole page, right before its script runs; ``role=table`` asks for the table's device.

    ``tab`` is write, table or me; without it what is of use now.
    """
    actor = _actor(workshop)
    near = read(lambda connection: load_near(connection, actor))
    records = audience.records(near.facts, near.follows)
    me = whoami.me(near, actor)
    limits = {"length": parts().settings.note_length, "lines": parts().settings.note_lines}
    return render_template(
        "phone/phone.html",
        me=me,
        page=_page(records, me),
        start={
            "workshop": workshop,
            "me": me,
            "records": records,
            "seq": near.facts.seq,
            "now": parts().clock(),
            "limits": limits,
        },
        tab=_tab(records),
        words=_words(),
    )


@phone.get("/p/<workshop>/me")
@allow(PARTICIPANT, TABLE)
def me_now(workshop: str) -> Response:
    """Who this phone is and where it sits, as JSON; see ``whoami.me``."""
    actor = _actor(workshop)
    return jsonify(whoami.me(read(lambda connection: load_near(connection, actor)), actor))


@phone.post("/p/<workshop>/leave")
@allow(PARTICIPANT)
def leave(workshop: str) -> Response:
    """This browser is not that participant (any longer); leads to the join page."""
    do("participant.leave", session_hash=session_hash())
    return redirect(url_for("joining.join", code=the_workshop(workshop).code), 303)


def _actor(workshop: str) -> Actor:
    """Who asks: the participant, unless the address says that it is the table's device."""
    if request.args.get("role") != TABLE:
        return g.actor  # type: ignore[no-any-return]
    actor = actor_in(workshop, TABLE)
    if actor is None:
        raise Refusal("not_found")
    return actor


def _page(records: list[Record], me: dict[str, Any]) -> dict[str, Any]:
    """What the template shows: the day, its round, the prompts and the people at the table."""
    by_type: dict[str, list[Record]] = {}
    for record in records:
        by_type.setdefault(record["type"], []).append(record)
    day = by_type["day"][0]
    rounds = sorted(by_type.get("round", []), key=lambda one: int(one["number"]))
    current = next((one for one in rounds if one["id"] == day["round"]), None)
    group = next(
        iter(one for one in by_type.get("group", []) if one["round"] == day["round"]), None
    )
    prompts = [
        one
        for one in sorted(by_type.get("prompt", []), key=lambda one: int(one["number"]))
        if one["open_in"] or (current and one["id"] in current["prompts"])
    ]
    return {
        "day": day,
        "rounds": len(rounds),
        "round": current,
        "group": group,
        "seated": group is not None and day["state"] != "closed",
        "others": [one for one in (group or {}).get("members", []) if one["id"] != me["id"]],
        "prompts": prompts,
        "next": None
        if me["role"] == TABLE
        else _next(rounds, current, me, seated=group is not None),
        "noted": any(one.get("state") == "shown" for one in by_type.get("note", [])),
        "seat_words": _seat_words(day, current, group, me),
        "sign": "",
    }


def _seat_words(
    day: Record, current: Record | None, group: Record | None, me: dict[str, Any]
) -> str:
    """The key of the words above the table's number; as ``table.js`` chooses them."""
    if day["state"] == "closed":
        return "thanks"
    if group is None:
        return "no_seat"
    if me["role"] == TABLE:
        return "this_is_table"
    return "you_will_sit" if current and current["state"] == "planned" else "you_sit"


def _next(
    rounds: list[Record], current: Record | None, me: dict[str, Any], *, seated: bool
) -> dict[str, Any] | None:
    """The round to come, not one whose seat is shown, and this phone's table in it; or None."""
    now = current["number"] if current and (current["state"] != "planned" or seated) else 0
    coming = (one for one in rounds if one["number"] > now and one["state"] == "planned")
    found = next((one for one in coming if one["id"] in me["seats"]), None)
    return found and {"number": found["number"], "table": me["seats"][found["id"]]["table"]}


def _words() -> dict[str, Text]:
    """The words that the page's script speaks; of the refusals only those a phone can meet."""
    found = words.for_script(language(), "phone", "refusals")
    met = {f"refusals.{code}" for code in MET}
    spoken = {key: text for key, text in found.items() if key.startswith("phone.") or key in met}
    return spoken | {"shared.table": words.area("shared")["table"][language()]}


def _tab(records: list[Record]) -> str:
    asked = request.args.get("tab", "")
    if asked in TABS:
        return asked
    writes = any(one["type"] == "prompt" and one["open_in"] for one in records)
    return "write" if writes else "table"
