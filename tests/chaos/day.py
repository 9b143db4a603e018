"""A day with many people, and a browser session for each of them."""

from __future__ import annotations

import dataclasses

from sqlalchemy import Engine, insert

from facilitation.core import model, tokens
from facilitation.core.rights import Actor
from facilitation.store import rows
from tests.live.running import now_ms
from tests.world import World, add_people, an_empty_day

SEATS = 6


def a_crowded_day(engine: Engine, people: int, *, rounds: int = 3, id: str = "w") -> World:
    """``people`` at tables of six, who move on a table each round; round 1 runs, two prompts
    stand open."""
    world = an_empty_day(engine, id)
    tables = max(2, people // SEATS)
    for title in ("Løsninger", "Identitet"):
        world.do("prompt.add", world.organiser, title_da=title, title_en=title)
    for _ in range(rounds):
        world.do("round.add", world.organiser)
    world.do("tables.set", world.organiser, seats=[(None, None)] * tables)
    add_people(world, *({"name": f"Gæst {n}", "organisation": "Broen"} for n in range(people)))
    seats = [
        (one.id, round + 1, (at + round) % tables + 1)
        for at, one in enumerate(world.people())
        for round in range(rounds)
    ]
    world.do("plan.store", world.organiser, seats=seats, proof=[], seed=1)
    world.do("plan.publish", world.organiser)
    world.do("round.start", world.moderator, round=world.round(1).id)
    return world


def sessions(world: World, actors: list[Actor]) -> list[str]:
    """The cookie of a new browser session for each."""
    secrets = [tokens.new_secret() for _ in actors]
    hashes = [tokens.hashed(secret) for secret in secrets]
    grants = [
        model.Grant(model.new_id(), world.id, hash, actor.role, actor.subject_id)
        for hash, actor in zip(hashes, actors, strict=True)
    ]
    made = [{"hash": hash, "organiser_id": None, "created_at": now_ms()} for hash in hashes]
    writing = world.engine.connect().execution_options(writes=True)
    with writing as connection, connection.begin():
        connection.execute(insert(rows.session), made)
        connection.execute(
            insert(rows.TABLES[model.Grant]), [dataclasses.asdict(one) for one in grants]
        )
    return [f"samskab={secret}" for secret in secrets]
