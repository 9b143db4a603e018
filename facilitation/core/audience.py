"""What each audience may see: the one place that decides (promise 3).

An audience is named ``board``, ``desk``, ``organiser``, ``group:ID`` (a table in a round) or
``phone:ID`` (a participant or table device without a group). A record is a JSON-ready dict; a
key that an audience may not see has none. ``view`` is pure: facts in, records out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from facilitation.core import model
from facilitation.core.changes import Key
from facilitation.core.facts import Facts

Record = dict[str, Any]

BOARD, DESK, ORGANISER = "board", "desk", "organiser"
STAGE = (DESK, ORGANISER)


def group_audience(group_id: str) -> str:
    """The audience of the people at one table in one round."""
    return f"group:{group_id}"


def phone_audience(subject_id: str) -> str:
    """The audience of one phone or table device that has no group (yet)."""
    return f"phone:{subject_id}"


def concerned(facts: Facts, audiences: Iterable[str]) -> list[str]:
    """Those of these audiences that may see something of what was touched: a new note is nothing
    to the other tables."""
    if not facts.only_new or facts.keys_for_phones:
        return list(audiences)
    tables = {group_audience(id) for id in facts.keys_by_group}
    return [one for one in audiences if one in tables or ":" not in one]


def records(facts: Facts, audience: str) -> list[Record]:
    """The present records of the touched keys for this audience."""
    found = (view(facts, key, audience) for key in _worth_a_look(facts, audience))
    return [record for record in found if record is not None]


def _worth_a_look(facts: Facts, audience: str) -> Iterable[Key]:
    """A table sees little of the day, and its own notes only: asked for all, 100 tables would
    look at each note, and at each person when a room comes in."""
    kind, _, id = audience.partition(":")
    if not id:
        return facts.keys
    own = facts.keys_by_group.get(id, []) if kind == "group" else []
    return facts.keys_for_phones + own


def view(facts: Facts, key: Key, audience: str) -> Record | None:
    """The record of one key for one audience; None when it is gone or not theirs."""
    look = _VIEWS.get(key[0])
    body = look(facts, key[1], audience) if look else None
    return None if body is None else {"type": key[0], "id": key[1], **body}


def _day(facts: Facts, _id: str, audience: str) -> Record | None:
    day = facts.workshop
    record = {
        "title": day.title,
        "date": day.date,
        "place": day.place,
        "theme": day.theme,
        "starts_at": day.starts_at,
        "state": day.state,
        "round": day.round_id,
        "timer": {"started_at": day.timer_started_at, "ends_at": day.timer_ends_at},
        "scene": day.scene,
        "scene_prompt": day.scene_prompt_id,
        "scene_vote": day.scene_vote_id,
        "break_ends_at": day.break_ends_at,
        "themes_shown": day.themes_shown,
    }
    if audience in (BOARD, *STAGE):
        record |= {
            "code": day.code,
            "scene_theme": day.scene_theme_id,
            "scene_note": day.scene_note_id,
            "frozen": day.frozen,
            "room": {"depth": day.room_depth, "screen": day.screen_width},
        }
    return record


def _arrivals(facts: Facts, _id: str, audience: str) -> Record | None:
    if audience not in (BOARD, *STAGE):
        return None
    return {"joined": facts.joined, "expected": facts.expected}


def _round(facts: Facts, id: str, _audience: str) -> Record | None:
    found = facts.rounds.get(id)
    if found is None:
        return None
    return {
        "number": found.number,
        "minutes": found.minutes,
        "targets": found.targets,
        "methods": found.methods,
        "prompts": list(found.prompt_ids),
        "state": found.state,
    }


def _heard(facts: Facts, id: str, audience: str) -> Record | None:
    if audience not in (BOARD, *STAGE) or id not in facts.rounds:
        return None
    tables = facts.heard.get(id, ())
    of = sum(1 for group in facts.groups.values() if group.round_id == id)
    record: Record = {"tables": len(tables), "of": of, "notes": facts.written.get(id, 0)}
    return record | {"numbers": list(tables)} if audience in STAGE else record


def _prompt(facts: Facts, id: str, audience: str) -> Record | None:
    found = facts.prompts.get(id)
    if found is None:
        return None
    record = {
        "number": found.number,
        "icon": found.icon,
        "title": {"da": found.title_da, "en": found.title_en},
        "text": {"da": found.text_da, "en": found.text_en},
        "default_signature": found.default_signature,
        "open_in": facts.open_in.get(id),
    }
    if audience in (BOARD, *STAGE):
        record |= {"showing": found.showing, "revealed": found.revealed}
    return record


def _count(facts: Facts, id: str, audience: str) -> Record | None:
    if audience not in (BOARD, *STAGE) or id not in facts.prompts:
        return None
    return {"notes": facts.counts.get(id, 0)}


def _table(facts: Facts, id: str, audience: str) -> Record | None:
    found = facts.tables.get(id)
    if found is None or audience not in STAGE:
        return None
    seats: Record = {"number": found.number, "least": found.least, "most": found.most}
    return seats | {"heard_at": found.heard_at}


def _group(facts: Facts, id: str, audience: str) -> Record | None:
    found = facts.groups.get(id)
    if found is None or found.table_id not in facts.tables:
        return None
    members = facts.members.get(id, ())
    record: Record = {"round": found.round_id, "table": facts.tables[found.table_id].number}
    if audience == BOARD:
        return record | {"names": [facts.board_names[one] for one in members]}
    if audience in STAGE or audience == group_audience(id):
        members_of = [_person(facts, one) for one in members]
        return record | {"members": members_of, "host": found.host_id, "help": found.help}
    return None


def _person(facts: Facts, id: str) -> Record:
    found = facts.participants[id]
    organisation = facts.organisations.get(found.organisation_id or "")
    return {
        "id": id,
        "name": found.name,
        "organisation": organisation.name if organisation else "",
        "role": found.role,
    }


def _participant(facts: Facts, id: str, audience: str) -> Record | None:
    found = facts.participants.get(id)
    if found is None or audience not in STAGE:
        return None
    record = _person(facts, id) | {"status": found.status, "walk_in": found.walk_in}
    if audience == ORGANISER:
        record |= {
            "target_groups": list(found.target_group_ids),
            "methods": list(found.method_ids),
            "email": found.email,
        }
    return record


def _arrival(facts: Facts, id: str, audience: str) -> Record | None:
    found = facts.participants.get(id)
    if found is None or audience not in STAGE:
        return None
    return {"joined": found.joined}


def _named(of: str) -> Callable[[Facts, str, str], Record | None]:
    def look(facts: Facts, id: str, audience: str) -> Record | None:
        found = getattr(facts, of).get(id)
        if found is None or audience != ORGANISER:
            return None
        if isinstance(found, model.Organisation):
            return {"name": found.name}
        return {"name": {"da": found.name_da, "en": found.name_en}}

    return look


def _note(facts: Facts, id: str, audience: str) -> Record | None:
    note = facts.notes.get(id)
    if note is None:
        return None
    record: Record = {"prompt": note.prompt_id, "round": note.round_id, "seq": note.seq}
    full = record | {"text": note.text, "signed": _signed(facts, note, audience)}
    if audience in STAGE:
        return full | _at_the_desk(note)
    if audience == BOARD:
        seen = on_the_board(note, facts.prompts.get(note.prompt_id))
        return full | {"theme": note.theme_id} if seen else None
    if facts.note_groups.get(id) is None or audience != group_audience(facts.note_groups[id] or ""):
        return None
    # What is hidden or waits is not for the table either: its author has the text, others not.
    shown = full if note.state == "shown" else record
    return shown | {"state": note.state, "late": note.late, "mark": note.mark}


def _at_the_desk(note: model.Note) -> Record:
    return {
        "state": note.state,
        "late": note.late,
        "picked": note.picked,
        "theme": note.theme_id,
        "queued": note.queued,
        "asked": note.asked,
        "why": note.why,
        "mark": note.mark,
    }


def on_the_board(note: model.Note, prompt: model.Prompt | None) -> bool:
    """Whether the board may show this note now (promise 7)."""
    if prompt is None or note.state != "shown":
        return False
    if prompt.showing == "one_by_one":
        return note.picked
    return prompt.showing == "live" or prompt.revealed


def _signed(facts: Facts, note: model.Note, audience: str) -> Record:
    if note.signed == "table":
        table = facts.tables.get(note.table_id or "")
        return {"kind": "table", "table": table.number if table else None}
    if note.signed == "organisation":
        organisation = facts.organisations.get(note.organisation_id or "")
        return {"kind": "organisation", "text": organisation.name if organisation else ""}
    if note.signed == "target_group":
        group = facts.target_groups.get(note.target_group_id or "")
        names = {"da": group.name_da, "en": group.name_en} if group else {"da": "", "en": ""}
        return {"kind": "target_group", "text": names}
    if note.participant_id not in facts.participants:
        return {"kind": "name", "text": "", "organisation": ""}
    person = _person(facts, note.participant_id)
    signed = {"kind": "name", "text": person["name"], "organisation": person["organisation"]}
    return signed if audience == BOARD else signed | {"participant": note.participant_id}


def _theme(facts: Facts, id: str, audience: str) -> Record | None:
    """A theme. Phones hear of it once the room has seen the themes: each finds its own notes by
    how their ids begin, and nobody has to ask for them."""
    found = facts.themes.get(id)
    if found is None:
        return None
    record: Record = {"number": found.number, "name": found.name}
    if audience == BOARD:
        return record | {"notes": facts.themed.get(id, {})}
    if audience in STAGE:
        return record
    holds = facts.in_theme.get(id)
    return record | {"holds": holds} if holds else None


def _vote(facts: Facts, id: str, audience: str) -> Record | None:
    """A vote: what may be chosen; the result for the desk when it is closed, for all when it is
    revealed. How many have voted is for desk and board."""
    found = facts.votes.get(id)
    if found is None:
        return None
    record: Record = {
        "number": found.number,
        "title": found.title,
        "kind": found.kind,
        "dots": found.dots,
        "most_each": found.most_each,
        "state": found.state,
        "choices": [_choice(facts, found, one) for one in found.choice_ids],
    }
    if found.state == "revealed" or (found.state == "closed" and audience in STAGE):
        record |= {"result": found.result, "voters": found.voters}
    elif found.state == "open" and audience in (BOARD, *STAGE):
        record |= {"cast": facts.cast.get(id, 0)}
    return record


def _choice(facts: Facts, vote: model.Vote, id: str) -> str:
    """The words of a choice; empty when it is not to be shown (any more)."""
    if vote.kind == "themes":
        return facts.themes[id].name if id in facts.themes else ""
    note = facts.chosen.get(id)
    if note is None or note.state != "shown":
        return ""
    seen = on_the_board(note, facts.prompts.get(note.prompt_id))
    return note.text if seen else ""


def _item(facts: Facts, id: str, audience: str) -> Record | None:
    found = facts.items.get(id)
    if found is None or audience not in STAGE:
        return None
    record: Record = {"number": found.number, "at": found.at, "title": found.title}
    return record | {"began_at": found.began_at}


_VIEWS: dict[str, Callable[[Facts, str, str], Record | None]] = {
    "day": _day,
    "arrivals": _arrivals,
    "round": _round,
    "heard": _heard,
    "prompt": _prompt,
    "count": _count,
    "table": _table,
    "group": _group,
    "participant": _participant,
    "arrival": _arrival,
    "organisation": _named("organisations"),
    "target_group": _named("target_groups"),
    "method": _named("methods"),
    "note": _note,
    "theme": _theme,
    "item": _item,
    "vote": _vote,
}
TYPES = tuple(_VIEWS)
