"""How each verb of the day may be played: who does it, and with which arguments.

A play takes the world and ``some``, which draws from a list; it returns the actor and the
arguments, or None when the world has nothing to do it with. Arguments are mostly sensible:
what is nonsense has tests of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from facilitation.core import model
from facilitation.core.rights import PARTICIPANT, Actor
from tests.world import World

T = TypeVar("T")
SESSIONS = tuple(f"session-{number}" for number in range(4))
MARK = "zqx"
"""In every note's text, so that a text is found wherever it should not be."""


class Some(Protocol):
    """Draws one of several."""

    def __call__(self, several: Sequence[T], /) -> T: ...


Played = tuple[Actor, dict[str, Any]] | None
Play = Callable[[World, Some], Played]
PLAYS: dict[str, Play] = {}


def plays(*verbs: str) -> Callable[[Play], Play]:
    def register(play: Play) -> Play:
        PLAYS.update(dict.fromkeys(verbs, play))
        return play

    return register


def _one(world: World, some: Some, kind: type[T], **equals: Any) -> T | None:
    found = world.find(kind, **equals)
    return some(found) if found else None


def _stage(world: World, some: Some) -> Actor:
    return some([world.moderator, world.other_moderator, world.organiser])


def _text(world: World, some: Some) -> str:
    # The number makes each text one of a kind; some hold what must wait for the desk.
    more = some(["", "", "", " ring 22 33 44 55", " siger Mette Nielsen"])
    return f"{MARK}{world.seq}x{more}"


def _about(
    verb: str, kind: type[Any], argument: str, actor: Callable[[World, Some], Actor], **like: object
) -> None:
    @plays(verb)
    def play(world: World, some: Some) -> Played:
        found = _one(world, some, kind, **like)
        return (actor(world, some), {argument: found.id}) if found else None


for _verb, _like in (
    ("hide", {}),
    ("restore", {"state": "hidden"}),
    ("hold", {}),
    ("release", {"state": "waiting"}),
    ("pick", {"state": "shown"}),
    ("unpick", {"picked": True}),
    ("show", {"state": "shown"}),
    ("queue", {"state": "shown"}),
    ("unqueue", {}),
    ("ask", {"asked": False}),
    ("unask", {"asked": True}),
):
    _about(f"note.{_verb}", model.Note, "note", _stage, **_like)
for _verb in ("open", "close"):
    _about(f"prompt.{_verb}", model.Prompt, "prompt", _stage)
_about("round.start", model.Round, "round", _stage, state="planned")
_about("round.close", model.Round, "round", _stage, state="running")
_about("participant.free", model.Participant, "participant", _stage)
_about("participant.remove", model.Participant, "participant", lambda world, _: world.organiser)
_about("round.remove", model.Round, "round", lambda world, _: world.organiser)
for _kind, _name in (
    (model.Organisation, "organisation"),
    (model.TargetGroup, "target_group"),
    (model.Method, "method"),
):
    _about(f"{_name}.remove", _kind, "id", lambda world, _: world.organiser)


# -- phones and table devices


def _writer(world: World, some: Some) -> Actor | None:
    device = some([True, False, False])
    found: Any = _one(world, some, model.Table if device else model.Participant)
    role = "table" if device else PARTICIPANT
    return Actor(role, world.id, found.id) if found else None


def _sign(world: World, some: Some, actor: Actor) -> dict[str, Any]:
    if actor.role != PARTICIPANT:
        return {"kind": "table"}
    kind = some(model.SIGNATURES)
    groups = world.find(model.Participant, id=actor.subject_id)[0].target_group_ids
    return {"kind": kind, "id": some(groups) if kind == "target_group" and groups else None}


@plays("note.add")
def _add(world: World, some: Some) -> Played:
    actor, prompt = _writer(world, some), _one(world, some, model.Prompt)
    if actor is None or prompt is None or world.day.round_id is None:
        return None
    args = world.note_args(actor, _text(world, some), prompt=prompt.id)
    args["seen"] = max(0, args["seen"] - some([0, 0, 0, 1, 3, 10]))
    args["group"] = args["group"] if some(range(6)) else None
    return actor, args | {"sign": _sign(world, some, actor)}


@plays("note.edit")
def _edit(world: World, some: Some) -> Played:
    actor, note = _writer(world, some), _one(world, some, model.Note)
    if actor is None or note is None:
        return None
    seen = max(0, world.seq - some([0, 0, 1, 5]))
    text, secret = _text(world, some), world.secret(note.id)
    return actor, {"note": note.id, "text": text, "secret_hash": secret, "seen": seen}


@plays("note.delete")
def _delete(world: World, some: Some) -> Played:
    actor, note = _writer(world, some), _one(world, some, model.Note)
    if actor is None or note is None:
        return None
    secret = world.secret(note.id)
    return actor, {"note": note.id, "secret_hash": secret, "seen": world.seq}


@plays("note.sign")
def _sign_again(world: World, some: Some) -> Played:
    actor, note = _writer(world, some), _one(world, some, model.Note)
    if actor is None or note is None:
        return None
    at = world.group_of(actor, note.round_id)
    return actor, {
        "note": note.id,
        "group": at.id if at else None,
        "sign": _sign(world, some, actor),
        "secret_hash": world.secret(note.id),
        "seen": world.seq,
    }


@plays("participant.join")
def _join(world: World, some: Some) -> Played:
    person = _one(world, some, model.Participant)
    if person is None:
        return None
    return world.stranger, {"participant": person.id, "session_hash": some(SESSIONS)}


@plays("participant.leave")
def _leave(world: World, some: Some) -> Played:
    grant = _one(world, some, model.Grant, role=PARTICIPANT)
    if grant is None:
        return None
    actor = Actor(PARTICIPANT, world.id, grant.subject_id)
    return actor, {"session_hash": grant.session_hash}


@plays("participant.walk_in")
def _walk_in(world: World, some: Some) -> Played:
    table = _one(world, some, model.Table)
    return world.stranger, {
        "name": some(["Jonna Dam", "Mette Nygaard", "Mette Nielsen"]),
        "organisation": some(["", "Broen", "Nyt Hus"]),
        "table": table.id if table else None,
        "session_hash": some(SESSIONS),
    }


@plays("session.grant")
def _grant(world: World, some: Some) -> Played:
    link = _one(world, some, model.Link, revoked=False)
    if link is None:
        return None
    role = {"badge": PARTICIPANT, "desk": "moderator"}.get(link.kind, link.kind)
    return world.stranger, {
        "role": role,
        "subject": link.subject_id,
        "session_hash": some(SESSIONS),
        "link": link.id,
    }


# -- the stage


@plays("scene.set")
def _scene(world: World, some: Some) -> Played:
    scene = some(model.SCENES)
    kinds: dict[str, tuple[str, type[Any]]] = {
        "prompt": ("prompt", model.Prompt),
        "theme": ("theme", model.Theme),
        "quote": ("note", model.Note),
    }
    args: dict[str, Any] = {"scene": scene}
    if scene in kinds:
        name, kind = kinds[scene]
        found = _one(world, some, kind)
        args[name] = found.id if found else None
    if scene == "break":
        args["minutes"] = some([5, 15])
    return _stage(world, some), args


@plays("board.freeze", "board.release")
def _freeze(world: World, some: Some) -> Played:
    return _stage(world, some), {}


@plays("workshop.room")
def _room(world: World, some: Some) -> Played:
    return world.organiser, {"depth": some([80, 150, 200]), "screen": some([20, 30])}


@plays("vote.open")
def _open_vote(world: World, some: Some) -> Played:
    kind = some(model.VOTES_ON)
    like = {} if kind == "themes" else {"state": "shown"}
    things: Any = world.find(model.Theme if kind == "themes" else model.Note, **like)
    choices = [one.id for one in things][:4]
    title = f"Hvad nu {world.seq}"
    how = {"choices": choices, "dots": some([1, 5]), "most_each": some([1, 3])}
    return _stage(world, some), {"title": title, "kind": kind} | how


@plays("vote.cast")
def _cast(world: World, some: Some) -> Played:
    vote = _one(world, some, model.Vote, state="open") or _one(world, some, model.Vote)
    person = _one(world, some, model.Participant)
    if vote is None or person is None:
        return None
    dots = {some(["0", "1"]): some([0, 1, 2]), some(["1", "2"]): 1}
    hash = world.secret(f"{vote.id} {person.id}{some(['', '', 'b'])}")
    return Actor(PARTICIPANT, world.id, person.id), {
        "vote": vote.id,
        "dots": dots,
        "secret_hash": hash,
    }


_about("vote.close", model.Vote, "vote", _stage, state="open")
_about("vote.reveal", model.Vote, "vote", _stage, state="closed")


# -- what a table does together


@plays("host.claim", "help.call", "help.cancel")
def _at_a_table(world: World, some: Some) -> Played:
    seat = _one(world, some, model.Seat, until_seq=None)
    if seat is None:
        return None
    return Actor(PARTICIPANT, world.id, seat.participant_id), {"group": seat.group_id}


@plays("host.leave")
def _leave_host(world: World, some: Some) -> Played:
    hosts = [(one.host_id, one.id) for one in world.find(model.Group) if one.host_id]
    if not hosts:
        return None
    host, group = some(hosts)
    return Actor(PARTICIPANT, world.id, host), {"group": group}


@plays("note.mark")
def _mark(world: World, some: Some) -> Played:
    note = _one(world, some, model.Note, state="shown", signed="table")
    if note is None:
        return None
    group = _one(world, some, model.Group, round_id=note.round_id, table_id=note.table_id)
    if group is None:
        return None
    device = Actor("table", world.id, group.table_id)
    return device, {"group": group.id, "note": note.id, "mark": some(["", *model.MARKS])}


_about("help.answer", model.Group, "group", _stage, help="called")


@plays("timer.set", "timer.extend")
def _timer(world: World, some: Some) -> Played:
    world.now += 1_000
    return _stage(world, some), {"minutes": some([1, 5, 20])}


@plays("timer.stop", "workshop.open", "workshop.close", "round.add", "plan.publish")
def _plain(world: World, _some: Some) -> Played:
    return world.organiser, {}


@plays("step.undo")
def _undo(world: World, some: Some) -> Played:
    return _stage(world, some), {"confirm": some([True, False])}


# -- the desk's own work


def _selected(world: World, some: Some) -> list[str]:
    notes = [one.id for one in world.find(model.Note)]
    first = some(range(len(notes))) if notes else 0
    return notes[first : first + some([1, 2, 20])]


@plays("theme.add")
def _theme(world: World, some: Some) -> Played:
    name, notes = some(["Tid", "Penge"]), _selected(world, some)
    return _stage(world, some), {"id": f"t{world.seq}", "name": name, "notes": notes}


@plays("theme.put")
def _gather(world: World, some: Some) -> Played:
    theme, notes = _one(world, some, model.Theme), _selected(world, some)
    return (_stage(world, some), {"theme": theme.id, "notes": notes}) if theme and notes else None


@plays("theme.take")
def _thin(world: World, some: Some) -> Played:
    in_themes = [one.id for one in world.find(model.Note) if one.theme_id]
    return (_stage(world, some), {"notes": in_themes[:3]}) if in_themes else None


@plays("theme.rename")
def _rename(world: World, some: Some) -> Played:
    theme = _one(world, some, model.Theme)
    return (
        (_stage(world, some), {"theme": theme.id, "name": some(["Ro", "Tid"])}) if theme else None
    )


@plays("theme.merge")
def _merge(world: World, some: Some) -> Played:
    one, other = _one(world, some, model.Theme), _one(world, some, model.Theme)
    if one is None or other is None:
        return None
    return _stage(world, some), {"theme": one.id, "other": other.id}


@plays("theme.move")
def _move_theme(world: World, some: Some) -> Played:
    one, other = _one(world, some, model.Theme), _one(world, some, model.Theme)
    if one is None or other is None:
        return None
    return _stage(world, some), {"theme": one.id, "before": some([other.id, None])}


_about("theme.remove", model.Theme, "theme", _stage)


@plays("agenda.set")
def _agenda(world: World, some: Some) -> Played:
    lines = ["9.30 Velkomst", "10.15 Runde 1", "12.15 Frokost"]
    return _stage(world, some), {"lines": lines[: some([1, 2, 3])]}


for _verb in ("hear", "unhear"):
    _about(f"table.{_verb}", model.Table, "table", _stage)
_about("agenda.begin", model.Item, "item", _stage, began_at=None)


@plays("link.add")
def _own_link(world: World, some: Some) -> Played:
    return world.organiser, {"kind": some(["desk", "keeper"]), "name": "Lone"}


# -- preparing


@plays("workshop.create")
def _create_again(world: World, _some: Some) -> Played:
    return world.organiser, {"title": "En anden dag"}


@plays("workshop.edit")
def _edit_day(world: World, some: Some) -> Played:
    return world.organiser, {"title": some(["Indsatsdag", "Samskabelse"]), "place": "Sagafjord"}


@plays("workshop.confirm_address")
def _address(world: World, some: Some) -> Played:
    return world.organiser, {"address": some(["http://192.168.1.20:8000", "https://dag.dk"])}


@plays("round.edit")
def _edit_round(world: World, some: Some) -> Played:
    planned = _one(world, some, model.Round, state="planned")
    round = planned or _one(world, some, model.Round)
    if round is None:
        return None
    prompts = [one.id for one in world.find(model.Prompt)]
    return world.organiser, {
        "round": round.id,
        "minutes": some([10, 20]),
        "targets": some(model.MODES),
        "methods": some(model.MODES),
        "prompts": prompts[: some([0, 1, 2])],
    }


@plays("prompt.add")
def _add_prompt(world: World, some: Some) -> Played:
    return world.organiser, {"title_da": "Forankring", "showing": some(model.SHOWINGS)}


@plays("prompt.remove")
def _remove_prompt(world: World, some: Some) -> Played:
    prompts = world.find(model.Prompt)
    if not prompts:
        return None
    # The newest is the one that most likely has not been asked yet.
    return world.organiser, {"prompt": some([some(prompts), prompts[-1]]).id}


@plays("prompt.reveal", "prompt.conceal")
def _reveal(world: World, some: Some) -> Played:
    prompt = _one(world, some, model.Prompt, showing="reveal")
    return (_stage(world, some), {"prompt": prompt.id}) if prompt else None


@plays("prompt.edit")
def _edit_prompt(world: World, some: Some) -> Played:
    prompt = _one(world, some, model.Prompt)
    if prompt is None:
        return None
    change = {"title_da": some(["Løsninger", "Svar"]), "showing": some(model.SHOWINGS)}
    return world.organiser, {"prompt": prompt.id} | change


@plays("tables.set")
def _tables(world: World, some: Some) -> Played:
    return world.organiser, {"seats": [(None, some([None, 8]))] * some([1, 2, 3])}


@plays("roster.store")
def _roster(world: World, some: Some) -> Played:
    person = _one(world, some, model.Participant)
    row = {
        "id": person.id if person and some([True, False]) else None,
        "name": some(["Mette Nielsen", "Karl Vang"]),
        "organisation": some(["Broen", "Kystens Venner"]),
        "target_groups": [some(["Unge", "Familier"])],
        "methods": [],
        "role": some(model.ROLES),
        "status": some(["active", "cancelled"]),
    }
    cancel = [person.id] if person and row["id"] is None and some([True, False]) else []
    return world.organiser, {"people": [row], "cancel": cancel}


@plays("participant.add")
def _add_person(world: World, some: Some) -> Played:
    organisation = _one(world, some, model.Organisation)
    name = some(["Karl Vang", "Mette Nygaard"])
    belongs = organisation.id if organisation else None
    return world.organiser, {"name": name, "organisation_id": belongs}


@plays("participant.edit")
def _edit_person(world: World, some: Some) -> Played:
    person, organisation = (
        _one(world, some, model.Participant),
        _one(world, some, model.Organisation),
    )
    if person is None or organisation is None:
        return None
    change: dict[str, Any] = some(
        [
            {"name": some(["Mette Lund", "Bo Lund", "Zita Ø"])},
            {"organisation_id": organisation.id},
            {"organisation_id": None},
            {"status": "cancelled"},
            {"status": "active"},
            {"role": "host"},
            {"target_group_ids": [one.id for one in world.find(model.TargetGroup)]},
        ]
    )
    return world.organiser, {"participant": person.id} | change


@plays("organisation.add")
def _add_organisation(world: World, some: Some) -> Played:
    return world.organiser, {"name": some(["Broen", "Sundet"])}


@plays("organisation.edit")
def _edit_organisation(world: World, some: Some) -> Played:
    found = _one(world, some, model.Organisation)
    name = some(["Broen", "Sundets Venner"])
    return (world.organiser, {"id": found.id, "name": name}) if found else None


@plays("target_group.add", "method.add")
def _add_name(world: World, some: Some) -> Played:
    return world.organiser, {"name_da": some(["Familier", "Enlige"]), "name_en": ""}


@plays("target_group.edit")
def _edit_target_group(world: World, some: Some) -> Played:
    found = _one(world, some, model.TargetGroup)
    name = some(["Familier", "Enlige"])
    return (world.organiser, {"id": found.id, "name_da": name}) if found else None


@plays("method.edit")
def _edit_method(world: World, some: Some) -> Played:
    found = _one(world, some, model.Method)
    name = some(["Mentorer", "Værksted"])
    return (world.organiser, {"id": found.id, "name_da": name}) if found else None


@plays("plan.store")
def _store_plan(world: World, some: Some) -> Played:
    rounds, tables = world.find(model.Round), world.find(model.Table)
    active = world.find(model.Participant, status="active")
    if not rounds or not tables:
        return None
    seats = [
        (person.id, round.number, some(tables).number) for round in rounds for person in active
    ]
    return world.organiser, {"seats": seats, "proof": [], "seed": 1}


@plays("plan.move")
def _move(world: World, some: Some) -> Played:
    person = _one(world, some, model.Participant)
    round, table = _one(world, some, model.Round), _one(world, some, model.Table)
    if person is None or round is None or table is None:
        return None
    args = {"participant": person.id, "round": round.number, "table": table.number}
    return world.organiser, args


# -- at the door


for _verb in ("check_in", "absent", "restore"):
    _about(
        f"participant.{_verb}", model.Participant, "participant", lambda world, _: world.organiser
    )


@plays("participant.substitute")
def _substitute(world: World, some: Some) -> Played:
    person = _one(world, some, model.Participant)
    names = {"name": some(["Yrsa Vind", "Mette Nygaard"]), "organisation": some(["", "Nyt Hus"])}
    role = some(model.ROLES)
    return (world.organiser, {"participant": person.id, "role": role} | names) if person else None


@plays("participant.arrive")
def _arrive(world: World, some: Some) -> Played:
    return world.organiser, {"name": "Jonna Dam", "organisation": some(["", "Broen"])}


@plays("table.close", "table.open")
def _close_table(world: World, some: Some) -> Played:
    return world.organiser, {"table": some([1, 2, len(world.find(model.Table)) + 1])}


@plays("plan.reseat")
def _reseat(world: World, some: Some) -> Played:
    rounds = [one for one in world.find(model.Round) if one.state != "closed"]
    tables = world.find(model.Table, closed=False)
    people = world.find(model.Participant, status="active")
    if not rounds or not tables or not people:
        return None
    round = some(rounds).number
    seats = [(one.id, round, some(tables).number) for one in people]
    return world.organiser, {"seats": seats[: some([1, 3, 100])]}


@plays("wish.add")
def _wish(world: World, some: Some) -> Played:
    one, other = _one(world, some, model.Participant), _one(world, some, model.Participant)
    if one is None or other is None:
        return None
    kind, round = some(model.WISHES), some([None, 1, 2])
    names = {"kind": kind, "participant": one.id, "other": other.id}
    return world.organiser, names | {"round": round, "table": some([1, 2])}


@plays("wish.remove")
def _no_wish(world: World, some: Some) -> Played:
    wish = _one(world, some, model.Wish)
    return (world.organiser, {"wish": wish.id}) if wish else None


@plays("link.make", "link.revoke")
def _link(world: World, some: Some) -> Played:
    link = _one(world, some, model.Link)
    return (world.organiser, {"kind": link.kind, "subject": link.subject_id}) if link else None
