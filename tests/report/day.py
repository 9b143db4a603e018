"""A day on which everything was said that a report may and may not hold."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine

from tests.world import World, a_running_day

Sign = dict[str, Any]
BY_NAME: Sign = {"kind": "name"}
BY_ORGANISATION: Sign = {"kind": "organisation"}
BY_TABLE: Sign = {"kind": "table"}


def by_target_group(world: World, name: str) -> Sign:
    return {"kind": "target_group", "id": world.target_group(name).id}


def a_day_with_notes(engine: Engine) -> World:
    """Shown notes with all four signatures in two rounds, one late; one hidden, one waiting."""
    world = a_running_day(engine)
    identity = world.prompt(2).id
    world.write(world.phone("Mette"), "Vi deler en kontorplads", sign=BY_ORGANISATION)
    world.write(world.device(1), "Små prøver\nførst", sign=BY_TABLE)
    world.write(world.phone("Søren"), "=1+1", sign=by_target_group(world, "Unge"))
    world.write(world.phone("Åse"), "Retten til at sige nej", prompt=identity, sign=BY_NAME)
    hidden = world.write(world.phone("Kirsten"), "SKJULT TEKST", sign=BY_ORGANISATION)
    world.do("note.hide", world.moderator, note=hidden)
    world.write(world.phone("Ibrahim"), "VENTENDE TEKST 010203-4321", sign=BY_ORGANISATION)
    late = world.note_args(world.device(2), "Kom for sent", sign=BY_TABLE)
    world.do("round.start", world.moderator, round=world.round(2).id)
    world.do("note.add", world.device(2), message_id=late["id"], **late)
    world.write(world.phone("Mette"), 'Sig "nej"; én gang om året', sign=BY_TABLE)
    return world
