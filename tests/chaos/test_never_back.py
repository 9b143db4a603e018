"""What was hidden, held, reworded, signed more closely or deleted between two reads stays so.

It does not come back by replay, reconnect, repair, a second device, a restart, or an old copy of a
phone's outbox.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from facilitation.core import model
from facilitation.core.rights import Actor
from tests.chaos.day import sessions
from tests.chaos.history import History
from tests.chaos.house import Supervised
from tests.chaos.outbox import Message
from tests.chaos.phones import Crowd, Phone
from tests.chaos.writing import seen
from tests.world import World, a_database, a_running_day

SECRET = "cd" * 16
BY_NAME = b'"signed":{"kind":"name"'


@dataclass
class Stage:
    """Mette's phone with her notes on the board; Åse at her table, the board, and the desk."""

    world: World
    server: Supervised
    crowd: Crowd
    mette: Phone
    others: list[Phone]
    desk: Phone
    copy: list[Message]
    """Mette's outbox before anything was answered: a note for each act."""

    def client(self, actor: Actor) -> Phone:
        (cookie,) = sessions(self.world, [actor])
        phone = Phone(f"{actor.name}", actor, cookie, self.server.port, History(), listens=True)
        self.crowd.add([phone])
        return phone

    def settled(self) -> None:
        """Everybody is in, nothing waits, and every picture is the fresh one."""
        self.crowd.until(self.crowd.is_calm)
        self.crowd.until(self._is_level)

    def _is_level(self) -> bool:
        self.crowd.turn()
        return all(
            one.picture.records == self.world.snapshot(one.picture.audience or "")
            for one in self.crowd.phones
        )

    def do(self, phone: Phone, verb: str, **payload: object) -> None:
        """One message that is taken."""
        message = phone.write(verb, id=model.new_id() * 2, **payload)
        self.crowd.until(lambda: not len(phone.outbox))
        assert phone.answers[message.id]["ok"], phone.answers[message.id]


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    world, crowd = a_running_day(a_database(tmp_path)), Crowd()
    with Supervised(world.engine, tmp_path) as server:
        board = Actor("board", world.id, "board-link")
        actors = [world.phone("Mette"), world.phone("Åse"), board, world.moderator]
        cookies = sessions(world, actors)
        mette, ase, screen, desk = [
            Phone(actor.name, actor, cookie, server.port, History(), listens=True)
            for actor, cookie in zip(actors, cookies, strict=True)
        ]
        crowd.add([mette, ase, screen, desk])
        crowd.until(crowd.is_calm)
        crowd.until(lambda: mette.picture.seq is not None)
        for at, act in enumerate(ACTS):
            kind = "name" if act is tighten else "organisation"
            args = world.note_args(mette.actor, text_of(act), sign={"kind": kind})
            del args["secret_hash"]
            mette.write("note.add", **args | {"id": f"{at:032x}", "secret": SECRET})
        made = Stage(world, server, crowd, mette, [ase, screen], desk, mette.outbox.backup())
        made.settled()
        seen_once = [*made.others, desk]
        assert all(text_of(act).encode() in one.raw for one in seen_once for act in ACTS)
        assert all(BY_NAME in one.raw for one in seen_once)
        yield made
        crowd.close()


def hide(stage: Stage, note: str) -> None:
    stage.do(stage.desk, "note.hide", note=note)


def hold(stage: Stage, note: str) -> None:
    stage.do(stage.desk, "note.hold", note=note)


def edit(stage: Stage, note: str) -> None:
    stage.do(stage.mette, "note.edit", text="En anden tanke", **own(stage, note))


def delete(stage: Stage, note: str) -> None:
    stage.do(stage.mette, "note.delete", **own(stage, note))


def tighten(stage: Stage, note: str) -> None:
    """From the name to the table: the name is nobody's business any more."""
    group = str(stage.mette.picture.audience).removeprefix("group:")
    stage.do(stage.mette, "note.sign", group=group, sign={"kind": "table"}, **own(stage, note))


ACTS = (hide, hold, edit, delete, tighten)


def own(stage: Stage, note: str) -> dict[str, Any]:
    return {"note": note, "secret": SECRET, "seen": seen(stage.mette)}


def text_of(act: Callable[[Stage, str], None]) -> str:
    return f"Tanke, der blev ramt af {act.__name__}"


def test_what_was_taken_back_between_two_reads_does_not_come_back(stage: Stage) -> None:
    for one in stage.others:  # they miss the acts themselves
        one.away = True
    stage.crowd.until(lambda: not any(one.is_in for one in stage.others))
    for act, message in zip(ACTS, stage.copy, strict=True):
        act(stage, message.id)
    for one in stage.crowd.phones:
        one.raw, one.away = b"", False
    stage.settled()
    _come_back_in_every_way(stage)
    assert all(one.raw for one in stage.crowd.phones)
    for one in stage.crowd.phones:
        # The desk goes on seeing what it has hidden or holds.
        desk = one.actor.role == "moderator"
        gone = {act for act in (hide, hold, edit, delete) if not (desk and act in (hide, hold))}
        assert [act.__name__ for act in gone if text_of(act).encode() in one.raw] == [], one.name
        assert BY_NAME not in one.raw, one.name


def _come_back_in_every_way(stage: Stage) -> None:
    """Repair from the beginning, new devices, the old outbox, a restart, and all of it again."""
    for one in stage.others:
        for after in (0, 1, stage.world.seq - 1):
            stage.crowd.say(one, "repair", {"after": after, "chain": one.picture.chain})
            stage.crowd.run(0.05)
    for one in [stage.mette, *stage.others]:
        stage.client(one.actor)
    _send_old_outbox(stage)
    stage.server.kill()
    stage.crowd.until(lambda: not any(one.is_in for one in stage.crowd.phones))
    stage.server.start()
    _send_old_outbox(stage)


def _send_old_outbox(stage: Stage) -> None:
    """From one more device: the first answers come again, and nothing is done."""
    seq, old = stage.world.seq, stage.client(stage.mette.actor)
    for message in stage.copy:
        old.write(message.verb, **message.payload)
    stage.settled()
    assert all(old.answers[message.id]["ok"] for message in stage.copy)
    assert stage.world.seq == seq


def test_an_old_outbox_with_changed_words_is_refused(stage: Stage) -> None:
    for act, message in zip(ACTS, stage.copy, strict=True):
        act(stage, message.id)
    seq, old = stage.world.seq, stage.client(stage.mette.actor)
    for message in stage.copy:
        old.write(message.verb, **message.payload | {"text": "Noget andet"})
    stage.settled()
    codes = {old.answers[message.id].get("code") for message in stage.copy}
    assert codes == {"message_id_taken"}
    assert stage.world.seq == seq
