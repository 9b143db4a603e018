"""Picture + frames = fresh snapshot, for every audience, whatever was lost on the way."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from facilitation.core import model
from facilitation.core.audience import Record, group_audience, phone_audience
from facilitation.core.changes import Key
from facilitation.live.chain import Chain, Frame
from tests.world import World, a_database, a_running_day, by_key


class Page:
    """A client by the rules of docs/protocol.md, without a socket."""

    def __init__(self, chain: Chain) -> None:
        self.start(chain)

    def start(self, chain: Chain) -> None:
        picture = chain.snapshot()
        self.chain, self.seq = picture["chain"], picture["seq"]
        self.records: dict[Key, Record] = by_key(picture["records"])

    def take(self, frame: Frame) -> bool:
        """Whether the frame fits; False asks for a repair."""
        if frame["from"] > self.seq:
            return False
        if frame["to"] > self.seq:
            self.records |= by_key(frame["records"])
            for key in frame["gone"]:
                self.records.pop(key, None)
            self.seq = frame["to"]
        return True

    def repair(self, chain: Chain) -> None:
        frame = chain.since(self.seq, self.chain)
        if frame is None:
            self.start(chain)
        else:
            assert self.take(frame)


@pytest.fixture
def world(tmp_path: Path) -> World:
    return a_running_day(a_database(tmp_path))


def audiences(world: World) -> list[str]:
    return [
        "board",
        "desk",
        "organiser",
        group_audience(world.group(1).id),
        group_audience(world.group(2).id),
        phone_audience(world.person("Bo").id),
    ]


def step(world: World, chance: random.Random, notes: list[str]) -> None:
    """Something that happens on a day."""
    who = world.phone(chance.choice(["Mette", "Åse", "Bo", "Kirsten"]))
    kind = chance.choice(["write", "write", "write", "hide", "delete", "scene", "free", "rename"])
    note = chance.choice(notes) if notes else None
    if kind == "write" or note is None:
        sign = chance.choice([{"kind": "table"}, {"kind": "name"}])
        notes.append(world.write(who, f"Nr. {len(notes)}", sign=sign))
    elif kind == "delete":
        notes.remove(note)
        args: dict[str, Any] = {"secret_hash": world.secret(note), "seen": world.seq}
        world.do("note.delete", world.phone("Mette"), note=note, **args)
    elif kind == "hide":
        world.answer("note.hide", world.moderator, note=note)
    elif kind == "scene":
        scene = chance.choice(["groups", "notes", "welcome"])
        world.answer("scene.set", world.moderator, scene=scene)
    elif kind == "free":
        world.do("participant.free", world.moderator, participant=who.subject_id)
    else:
        name = f"Bo Lund {chance.randrange(99)}"
        world.do("participant.edit", world.organiser, participant=world.person("Bo").id, name=name)


@pytest.mark.parametrize("seed", range(6))
def test_a_page_that_loses_frames_ends_with_the_fresh_picture(world: World, seed: int) -> None:
    chance = random.Random(seed)
    facts = world.facts()
    chains = [Chain(name, facts) for name in audiences(world)]
    pages = [Page(chain) for chain in chains]
    read, notes = facts.seq, list[str]()
    for _ in range(25):
        step(world, chance, notes)
        if chance.random() < 0.4:
            continue  # several changes in one frame
        since = world.since(read)
        assert since is not None
        read = since.seq
        for chain, page in zip(chains, pages, strict=True):
            frame = chain.take(since)
            if frame is not None and chance.random() < 0.7 and not page.take(frame):
                page.repair(chain)
    since = world.since(read)
    assert since is not None
    for chain, page in zip(chains, pages, strict=True):
        chain.take(since)
        page.repair(chain)
        fresh = world.snapshot(chain.audience)
        assert by_key(chain.snapshot()["records"]) == fresh
        assert page.records == fresh


def test_a_frame_leaves_out_what_has_not_changed_for_this_audience(world: World) -> None:
    chain = Chain("board", world.facts())
    id = world.write(world.phone("Mette"))
    since = world.since(chain.to)
    assert since is not None
    frame = chain.take(since)
    assert frame is not None
    sent = {(one["type"], one["id"]) for one in frame["records"]}
    heard = ("heard", world.round(1).id)
    assert sent == {("note", id), ("count", world.prompt(1).id), heard}


def test_only_what_the_audience_had_is_said_to_be_gone(world: World) -> None:
    mine = Chain(group_audience(world.group(1).id), world.facts())
    others = Chain(group_audience(world.group(2).id), world.facts())
    start = mine.to
    note = world.write(world.phone("Mette"))
    mine.take(world.since(start))  # type: ignore[arg-type]
    world.do(
        "note.delete",
        world.phone("Mette"),
        note=note,
        secret_hash=world.secret(note),
        seen=world.seq,
    )
    since = world.since(start)
    assert since is not None
    gone = mine.take(since)
    assert gone is not None
    assert gone["gone"] == [("note", note)]
    assert others.take(since) is None
    assert others.to == start


def test_a_step_and_its_undo_in_one_frame_tell_the_desk_their_number(world: World) -> None:
    note = world.write(world.phone("Mette"))
    desk, table = (Chain(one, world.facts()) for one in ("desk", group_audience(world.group(1).id)))
    start = desk.to
    world.do("theme.add", world.moderator, id=model.new_id(), name="Tid", notes=[note])
    world.do("step.undo", world.moderator)
    since = world.since(start)
    assert since is not None
    assert desk.take(since) == {"from": start, "to": world.seq, "records": [], "gone": []}
    assert table.take(since) is None


def test_a_repair_reaches_back_to_the_chains_beginning_and_no_further(world: World) -> None:
    chain = Chain("board", world.facts())
    world.write(world.phone("Mette"))
    start = chain.to
    chain.take(world.since(start))  # type: ignore[arg-type]
    assert chain.since(start, chain.id) is not None
    assert chain.since(chain.to, chain.id) == {
        "from": chain.to,
        "to": chain.to,
        "records": [],
        "gone": [],
    }
    for after, id in ((start - 1, chain.id), (chain.to + 1, chain.id), (start, "x"), (None, None)):
        assert chain.since(after, id) is None
    chain.renew(world.facts())
    assert chain.since(start, chain.id) is None


def test_what_is_gone_is_told_in_a_repair_once_more(world: World) -> None:
    chain = Chain("board", world.facts())
    start = chain.to
    note = world.write(world.phone("Mette"))
    chain.take(world.since(start))  # type: ignore[arg-type]
    between = chain.to
    world.do("note.hide", world.moderator, note=note)
    chain.take(world.since(between))  # type: ignore[arg-type]
    repair = chain.since(between, chain.id)
    assert repair is not None
    assert repair["gone"] == [("note", note)]
    assert note not in str(repair["records"])
