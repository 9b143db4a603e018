"""The runs: each lets faults happen to a day under load, and returns what was wrong at the end."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from tests.chaos.air import Air
from tests.chaos.link import KINDS
from tests.chaos.proxy import FaultProxy
from tests.chaos.scene import Scene, Size, a_scene
from tests.world import a_database

Judged = dict[str, Any]
ANSWERED_SECONDS = 60.0


def storm(folder: Path, *, seed: int, size: Size) -> Judged:
    """Cuts, delays, lost replies, black holes, split packets, frozen and killed servers, and two
    new rounds, all at times drawn from the seed."""
    with a_scene(a_database(folder), folder, seed=seed, size=size) as scene:
        rounds = [size.seconds / 3, size.seconds * 2 / 3]
        kills = sorted(scene.rng.uniform(0.1, 0.9) * size.seconds for _ in range(3))
        freeze = scene.rng.uniform(0.2, 0.8) * size.seconds
        begin = time.monotonic()
        while (now := time.monotonic() - begin) < size.seconds:
            if rounds and now > rounds[0]:
                del rounds[0]
                scene.writing.next_round(scene.desk)
            if kills and now > kills[0]:
                del kills[0]
                _kill_and_restart(scene)
            elif now > freeze:
                freeze = float("inf")
                _freeze(scene, seconds=5 * size.scale)
            else:
                _bad_weather(scene)
        scene.proxy.heal()
        scene.servers[0].up()
        return scene.judge() | {"starts": _starts(scene)}


def _bad_weather(scene: Scene) -> None:
    """One fault for some of the phones for a while, then a while without."""
    rng, scale = scene.rng, scene.size.scale
    kind = rng.choice(KINDS)
    scene.proxy.hit(kind, share=rng.choice((0.1, 0.5, 1.0)), seconds=rng.uniform(0.05, 1.0))
    scene.load(rng.uniform(1.0, 12.0) * scale)
    scene.proxy.heal()
    scene.load(rng.uniform(0.5, 4.0) * scale)


def _kill_and_restart(scene: Scene) -> None:
    """Kill -9; people go on writing while the server is away and comes back."""
    server = scene.servers[0]
    server.kill()
    scene.load(scene.rng.uniform(0.0, 2.0) * scene.size.scale)
    server.start_soon()
    scene.load(1.0)
    server.up()


def _freeze(scene: Scene, *, seconds: float) -> None:
    scene.servers[0].freeze()
    try:
        scene.load(seconds)
    finally:
        scene.servers[0].thaw()


def kills(folder: Path, *, seed: int, size: Size, times: int) -> Judged:
    """Kill -9 at random points under load, again and again; after each, everybody comes back and
    the database is sound."""
    with a_scene(a_database(folder), folder, seed=seed, size=size) as scene:
        sound, back = True, []
        for _ in range(times):
            scene.load(scene.rng.uniform(0.3, 2.0))
            scene.servers[0].kill()
            scene.servers[0].start_soon()
            while scene.servers[0].is_starting():
                scene.load(0.05)
            up = time.monotonic()
            scene.crowd.until(lambda: all(one.is_in for one in scene.crowd.phones))
            back.append(time.monotonic() - up)
            sound = sound and scene.is_sound()
        judged = scene.judge()
        judged["sound"] = judged["sound"] and sound
        return judged | {"kills": times, "starts": _starts(scene), "back": _most(back)}


def ship(folder: Path, *, seed: int, size: Size, air: Air) -> Judged:
    """The Wi-Fi of a ship: people write on through it, and all is answered there."""
    with a_scene(a_database(folder), folder, seed=seed, size=size) as scene:
        scene.proxy.travel(air)
        before = scene.crowd.reconnects
        scene.load(size.seconds)
        scene.crowd.until(scene.crowd.is_calm, ANSWERED_SECONDS)
        acks = sorted(ack for one in scene.crowd.phones for ack in one.acks)
        back = scene.crowd.reconnects - before
        scene.proxy.heal()
        return scene.judge() | {
            "acks": len(acks),
            "ack_p50": round(acks[len(acks) // 2], 2),
            "ack_p95": round(acks[len(acks) * 95 // 100], 2),
            "came back": back,
            "packets lost": air.losses,
        }


def frozen(folder: Path, *, seed: int, size: Size, seconds: float) -> Judged:
    """SIGSTOP under load: phones notice by the silence, and all recover alone."""
    with a_scene(a_database(folder), folder, seed=seed, size=size) as scene:
        scene.load(2.0)
        before = scene.crowd.reconnects
        _freeze(scene, seconds=seconds)
        scene.load(2.0)
        noticed = scene.crowd.reconnects - before
        return scene.judge() | {"frozen": seconds, "noticed": noticed}


def asleep(folder: Path, *, seed: int, size: Size, seconds: float, notes: int = 5) -> Judged:
    """Phones are out of reach with notes waiting while two rounds pass; each note then comes in,
    in order and once, to the round it was written in, and is said to be late."""
    with a_scene(a_database(folder), folder, seed=seed, size=size) as scene:
        sleepers = scene.phones[: max(3, len(scene.phones) // 10)]
        written = []
        for phone in sleepers:
            phone.away = True
            written += [(phone, scene.writing.add(phone)) for _ in range(notes)]
        first = scene.world.day.round_id
        for _ in range(2):
            _rest_awake(scene, sleepers, seconds / 2)
            scene.writing.next_round(scene.desk)
            scene.crowd.until(lambda: not len(scene.desk.outbox))
        for phone in sleepers:
            phone.away = False
        judged = scene.judge()
        rounds = {scene.world.note(note).round_id for _phone, note in written}
        late = [phone.answers[note]["data"]["late"] for phone, note in written]
        return judged | {"waited": len(written), "late": sum(late), "in_place": rounds == {first}}


def _rest_awake(scene: Scene, sleepers: list[Any], seconds: float) -> None:
    """The others write on, slowly where it takes long."""
    awake = [one for one in scene.phones if one not in sleepers]
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        scene.writing.act(scene.rng.choice(awake))
        scene.crowd.run(min(0.2, seconds / 20))


def _starts(scene: Scene) -> float:
    return _most([took for server in scene.servers for took in server.starts[1:]])


def _most(seconds: list[float]) -> float:
    return round(max(seconds, default=0.0), 2)


def redis_away(
    folder: Path, *, seed: int, size: Size, engine: Engine, redis_port: int, seconds: float
) -> Judged:
    """Two workers on one database, their bell out of reach for a while under load: nothing is
    lost, and what one worker takes reaches the other's boards by the look each second."""
    with FaultProxy(redis_port, seed=seed).running() as bell:
        url = f"redis://127.0.0.1:{bell.port}/0"
        with a_scene(engine, folder, seed=seed, size=size, workers=2, redis_url=url) as scene:
            scene.load(2.0)
            bell.refuse()
            scene.load(seconds)
            bell.heal()
            scene.load(2.0)
            return scene.judge() | {"away": seconds, "bell": dict(bell.did)}


def every_nth(folder: Path, *, seed: int, size: Size, n: int = 7) -> Judged:
    """Every n-th frame never arrives: each gap is noticed and mended."""
    with a_scene(a_database(folder), folder, seed=seed, size=size) as scene:
        for one in scene.crowd.phones:
            one.loses_every = n
        scene.load(size.seconds)
        # Mended before all is read: reading takes its time, and nobody answers meanwhile.
        scene.crowd.until(lambda: not any(one.lost for one in scene.crowd.phones))
        judged = scene.judge()
        gaps = [gap for one in scene.crowd.phones for gap in one.gaps]
        return judged | {"dropped": len(gaps), "mended": _most(gaps)}
