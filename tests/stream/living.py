"""Lives made-up days step by step, and looks at each with the eyes of every audience."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache

from facilitation.actions import VERBS
from facilitation.core import audience, model
from facilitation.core.audience import Record
from facilitation.core.changes import Key
from facilitation.core.facts import Facts
from facilitation.core.refusals import Refusal
from facilitation.core.rights import PARTICIPANT, TABLE, Actor
from facilitation.store.engine import reading
from facilitation.store.near import load_near
from tests.stream.plays import MARK, PLAYS, Some
from tests.world import World, by_key

Picture = dict[Key, Record]

# Days are about notes; without weights, most steps would prepare. Closed days are dull.
WEIGHTS = {
    "note.add": 20,
    "workshop.close": 0.2,
    "round.start": 3,
    "step.undo": 4,
    "workshop.create": 0.2,
}
SETTING_THE_STAGE = (
    *("note.add", "note.add", "note.add", "note.hide", "note.pick"),
    *("theme.add", "theme.add", "agenda.set"),
    *("prompt.add", "prompt.edit", "prompt.close", "prompt.reveal"),
    *("round.add", "round.start", "plan.publish"),
    *("vote.open", "vote.close", "host.claim", "help.call"),
)
ALL = [
    verb
    for verb in sorted(VERBS)
    for _ in range(int(5 * WEIGHTS.get(verb, 2 if verb.startswith("note.") else 1)))
]


@dataclass
class Client:
    """One page: its picture, and the number it stands at."""

    audience: str
    picture: Picture
    seq: int

    def catch_up(self, since: Facts | None, fresh: Picture, seq: int) -> None:
        if since is None:
            self.picture = dict(fresh)
        else:
            for key in since.keys:
                self.picture.pop(key, None)
            self.picture |= picture(since, self.audience)
        self.seq = seq


def picture(facts: Facts, of: str) -> Picture:
    """What this audience sees. It is asked for a part of all that is there: no more may be left
    out than it may not see anyway."""
    seen = by_key(audience.records(facts, of))
    everything = (audience.view(facts, key, of) for key in facts.keys)
    assert seen == by_key([record for record in everything if record is not None])
    return seen


@dataclass
class Life:
    """One made-up day, beside another that nothing may touch."""

    world: World
    other: World
    some: Some
    say: Callable[[str], object]
    succeeded: set[str] = field(default_factory=set)
    clients: dict[tuple[str, str], Client] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.before = self.other.facts()
        self.known = self.world.facts()

    def live(self, steps: int) -> None:
        for step in range(steps):
            self.play(self.some(ALL))
            self.look(f"step {step}")

    def insist(self, verb: str) -> None:
        """Try a verb until it succeeds, setting the stage for it by steps of the day."""
        family = [one for one in ALL if one.partition(".")[0] == verb.partition(".")[0]]
        for _ in range(80):
            self.play(verb)
            self.look(verb)
            if verb in self.succeeded:
                return
            self.play(self.some(self.some([SETTING_THE_STAGE, family])))

    def end(self) -> None:
        self.look("end")
        nothing_leaks(self.world)
        assert self.other.facts() == self.before

    def play(self, verb: str) -> None:
        played = PLAYS[verb](self.world, self.some)
        if played is None:
            return
        actor, args = played
        self.say(f"{self.world.seq + 1}: {actor.role} {verb} {args}")
        try:
            self.world.do(verb, actor, **args)
            self.succeeded.add(verb)
        except Refusal as no:
            self.say(f"   refused: {no!r}")

    def look(self, when: str) -> None:
        now, since = self.world.facts(), cache(self.since)
        groups = [audience.group_audience(id) for id in now.groups]
        fixed = [audience.BOARD, audience.DESK, audience.ORGANISER, audience.phone_audience("p")]
        pictures = {of: picture(now, of) for of in (*fixed, *groups)}
        for how in ("each step", "now and then", "end"):
            looks = self.looks_now(how, when)
            for of, fresh in pictures.items():
                client = self.clients.setdefault((how, of), Client(of, dict(fresh), now.seq))
                if looks:
                    client.catch_up(since(client.seq), fresh, now.seq)
                    assert client.picture == fresh, f"{of}, {how}, {when}"
        nobody_sees_too_much(self.world, now, pictures)
        a_phones_page_is_its_picture(self.world, now)

    def since(self, seq: int) -> Facts | None:
        """As a courier reads: on top of what was read last."""
        known = self.known if self.known.seq == seq else None
        found = self.world.since(seq, known)
        if known is not None:
            self.known = found or self.world.facts()
        return found

    def looks_now(self, how: str, when: str) -> bool:
        if how == "now and then":
            return when == "end" or self.some(range(6)) == 0
        return how == "each step" or when == "end"


def a_phones_page_is_its_picture(world: World, now: Facts) -> None:
    """What is read for one phone alone is what it sees of the whole; another phone each time."""
    people = [Actor(PARTICIPANT, world.id, id) for id in now.participants]
    phones = [*people, *(Actor(TABLE, world.id, id) for id in now.tables)]
    if phones:
        phone = phones[now.seq % len(phones)]
        with reading(world.engine) as connection:
            near = load_near(connection, phone)
        assert picture(near.facts, near.follows) == picture(now, near.follows), phone


def nobody_sees_too_much(world: World, now: Facts, pictures: dict[str, Picture]) -> None:
    said = {
        of: json.dumps(list(seen.values()), ensure_ascii=False) for of, seen in pictures.items()
    }
    board = said[audience.BOARD]
    assert [id for id in now.participants if id in board] == []
    written = where_written(now, world)
    for note in now.notes.values():
        if not may_stand_on_the_board(note, now.prompts[note.prompt_id]):
            assert note.text not in board
        for group in now.groups:
            at_table = said[audience.group_audience(group)]
            assert (note.id in at_table) == (group == written[note.id])
            assert note.text not in at_table or note.state == "shown"
    for record in pictures[audience.BOARD].values():
        if record["type"] == "note":
            assert set(record) == BOARD_NOTE
            assert set(record["signed"]) == SIGNED_KEYS[record["signed"]["kind"]]


BOARD_NOTE = {"type", "id", "prompt", "round", "seq", "text", "signed", "theme"}
SIGNED_KEYS = {
    "name": {"kind", "text", "organisation"},
    "organisation": {"kind", "text"},
    "target_group": {"kind", "text"},
    "table": {"kind", "table"},
}


def may_stand_on_the_board(note: model.Note, prompt: model.Prompt) -> bool:
    """Promise 7, said once more in other words."""
    chosen = {"live": True, "reveal": prompt.revealed, "one_by_one": note.picked}
    return note.state == "shown" and chosen[prompt.showing]


def where_written(now: Facts, world: World) -> dict[str, str | None]:
    """Note id to the group that may see it: by its own table, its author's seat, or its place."""
    places = {one.id: one.group_id for one in world.find(model.NotePlace)}
    tables = {(one.round_id, one.table_id): one.id for one in now.groups.values()}
    seats = {
        (one.round_id, one.participant_id): one.group_id
        for one in world.find(model.Seat, until_seq=None)
    }
    by_kind = {
        "table": lambda note: tables.get((note.round_id, note.table_id)),
        "name": lambda note: seats.get((note.round_id, note.participant_id)),
    }
    kept = lambda note: places.get(note.id)  # noqa: E731  # reads best beside the two above
    return {note.id: by_kind.get(note.signed, kept)(note) for note in now.notes.values()}


def nothing_leaks(world: World) -> None:
    changes = world.changes()
    assert [one["seq"] for one in changes] == list(range(1, len(changes) + 1))
    assert MARK not in json.dumps([[one["kind"], one["touched"], one["actor"]] for one in changes])
    authors = [one["actor"] for one in changes if one["kind"] in WRITTEN]
    assert authors == [None] * len(authors)
    open_rounds = {one.id for one in world.find(model.Round, state="running")}
    groups = {one.id: one.round_id for one in world.find(model.Group)}
    assert {groups[one.group_id] for one in world.find(model.NotePlace)} <= open_rounds
    claimed = {one.subject_id for one in world.find(model.Grant, role="participant")}
    assert {one.id for one in world.people() if one.joined} == claimed


WRITTEN = ("note.written", "note.edited", "note.deleted", "vote.cast", "note.marked")
