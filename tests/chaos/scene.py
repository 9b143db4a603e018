"""A day with its server, its phones on a bad network, and the judgement at the end."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import Engine, text

from facilitation.core import model
from facilitation.core.rights import Actor
from facilitation.store.engine import reading
from tests.chaos.day import a_crowded_day, sessions
from tests.chaos.history import History, Seen
from tests.chaos.house import Supervised
from tests.chaos.phones import Crowd, Phone
from tests.chaos.proxy import FaultProxy
from tests.chaos.writing import Writing
from tests.world import World

CALM_SECONDS = 120.0
MAY_BE_REFUSED = ("nothing_changed", "not_found", "note_not_shown", "round_held")
"""What the desk may be told, when an author was quicker, or it did a thing twice."""


@dataclass(frozen=True)
class Size:
    """How much of it: ``scale`` shortens the phones' waiting times together with the storm."""

    phones: int = 60
    seconds: float = 120.0
    rate: float = 20.0
    """Messages a second, all phones together."""
    scale: float = 1.0


@dataclass
class Scene:
    """Everything that is there; ``servers`` are on one database."""

    world: World
    servers: list[Supervised]
    proxy: FaultProxy
    crowd: Crowd
    phones: list[Phone]
    boards: list[Phone]
    desk: Phone
    history: History
    writing: Writing
    rng: Random
    size: Size

    def load(self, seconds: float) -> None:
        """Let people write for so long, each message at its time whatever the network does."""
        begin, sent = time.monotonic(), 0
        while (passed := time.monotonic() - begin) < seconds:
            while sent < passed * self.size.rate:
                self._somebody_acts()
                sent += 1
            self.crowd.turn()

    def _somebody_acts(self) -> None:
        if self.rng.random() < 0.03 and self.desk.picture.seq is not None:
            self.writing.moderate(self.desk)
            return
        phone = self.rng.choice(self.phones)
        if phone.picture.seq is not None:
            self.writing.act(phone)

    def judge(self) -> dict[str, Any]:
        """Wait until all is quiet, read everything, and say what is wrong with it (0 is good)."""
        began = time.monotonic()
        self.crowd.scale = 1.0  # a busy machine is no storm
        self.crowd.until(self.crowd.is_calm, CALM_SECONDS)
        self.crowd.until(self._is_level, CALM_SECONDS)
        fresh = self._fresh_board()
        notes = sorted(self.world.facts().notes.values(), key=lambda note: note.seq)
        stored = self.history.check([Seen(one.id, one.text) for one in notes])
        shown = {one.id for one in notes if one.state == "shown"}
        board = sorted(fresh.picture.all("note"), key=lambda one: one["seq"])
        on_board = self.history.check([Seen(one["id"], one["text"]) for one in board])
        on_board.lost = [id for id in on_board.lost if id in shown]
        on_board.ghost += [one["id"] for one in board if one["id"] not in shown]
        refused = self.history.refused()
        return {
            **stored.counts(),
            "wrong on the board": sum(on_board.counts().values()),
            "unanswered": len(self.history.open()),
            "refused": sum(n for code, n in refused.items() if code not in MAY_BE_REFUSED),
            "sound": self.is_sound(),
            "refusals": dict(refused),
            "messages": self.history.asked,
            "notes": len(notes),
            "connections": self.crowd.reconnects,
            "calm_after": round(time.monotonic() - began, 2),
            "faults": dict(self.proxy.did),
        }

    def is_sound(self) -> bool:
        """Whether the database finds nothing wrong with itself."""
        if self.world.engine.dialect.name != "sqlite":
            return True
        with reading(self.world.engine) as connection:
            found = connection.execute(text("PRAGMA integrity_check")).scalar_one()
        return bool(found == "ok")

    def _is_level(self) -> bool:
        """Whether every client has the picture that a fresh one would get."""
        facts = {one.picture.audience for one in self.crowd.phones}
        # Beside the phones: reading may take longer than they bear to hear nothing.
        with ThreadPoolExecutor(1) as beside:
            reading = beside.submit(
                lambda: {of: self.world.snapshot(of) for of in facts if of is not None}
            )
            self.crowd.until(reading.done, CALM_SECONDS)
        fresh = reading.result()
        self.crowd.run(0.05)
        return all(
            one.picture.records == fresh.get(one.picture.audience or "")
            for one in self.crowd.phones
        )

    def _fresh_board(self) -> Phone:
        actor = Actor("board", self.world.id, "board-link")
        fresh = self.client("fresh board", actor, self.servers[-1].port)
        self.crowd.add([fresh])
        self.crowd.until(lambda: fresh.picture.seq is not None)
        assert fresh.picture.records == self.world.snapshot("board")
        return fresh

    def client(self, name: str, actor: Actor, port: int) -> Phone:
        """One more client, that has not been here before."""
        (cookie,) = sessions(self.world, [actor])
        return Phone(name, actor, cookie, port, self.history)


@contextmanager
def a_scene(
    engine: Engine,
    folder: Path,
    *,
    seed: int,
    size: Size,
    workers: int = 1,
    **settings: str,
) -> Iterator[Scene]:
    """A running day: everybody is in, and the desk and a second board are on the bad network too.

    With more workers than one, phones and boards are shared out among them.
    """
    world, history = a_crowded_day(engine, size.phones, id=model.new_id()), History()
    with ExitStack() as stack:
        servers = [
            stack.enter_context(Supervised(engine, folder, **settings)) for _ in range(workers)
        ]
        proxy = stack.enter_context(FaultProxy(servers[0].port, seed=seed).running())
        crowd = Crowd(seed=seed, scale=size.scale)
        stack.callback(crowd.close)
        ports = [proxy.port, *(one.port for one in servers[1:])]
        phones = _clients(world, history, ports)
        board = Actor("board", world.id, "board-link")
        cookies = sessions(world, [board, board, world.moderator])
        boards = [
            Phone("board", board, cookies[0], servers[-1].port, history),
            Phone("board on bad wifi", board, cookies[1], proxy.port, history),
        ]
        desk = Phone("desk", world.moderator, cookies[2], proxy.port, history)
        crowd.add([*phones, *boards, desk])
        crowd.until(lambda: all(one.picture.seq is not None for one in crowd.phones))
        scene = (world, servers, proxy, crowd, phones, boards, desk, history)
        yield Scene(*scene, Writing(seed), Random(f"scene {seed}"), size)


def _clients(world: World, history: History, ports: Sequence[int]) -> list[Phone]:
    actors = [Actor("participant", world.id, one.id) for one in world.people()]
    cookies = sessions(world, actors)
    return [
        Phone(f"phone {at}", actor, cookie, ports[at % len(ports)], history)
        for at, (actor, cookie) in enumerate(zip(actors, cookies, strict=True))
    ]


def wrong(judged: dict[str, Any]) -> dict[str, Any]:
    """What is not as it should be: empty when nothing was lost, doubled or otherwise wrong."""
    faults = [
        *("lost", "doubled", "ghost", "garbled", "invented", "reordered", "contradicted"),
        *("wrong on the board", "unanswered", "refused"),
    ]
    found = {name: judged[name] for name in faults if judged[name]}
    return found if judged["sound"] else found | {"sound": False}
