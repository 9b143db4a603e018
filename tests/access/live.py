"""Both days on one real server, with a client connected in every role that has a socket."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from facilitation.core import model
from facilitation.live.messages import READERS
from tests.access.days import ALLOWED, Marked, session, two_days
from tests.live.running import Follower, House, a_house, now_ms
from tests.world import a_database

ROLES = tuple(role for role in ALLOWED if role != "report")
"""A report is a page; it follows nothing."""
NOWHERE = "0123456789abcdef"
SAMPLES: dict[str, Any] = {
    "secret": "a" * 32,
    "text": "En tanke",
    "seen": 0,
    "sign": {"kind": "table"},
    "scene": "welcome",
    "minutes": 5,
    "name": "Et tema",
    "notes": ["abcdef"],
    "lines": ["9.30 Velkomst"],
    "other": "abcdef",
    "item": "abcdef",
    "title": "Hvad nu?",
    "kind": "themes",
    "choices": ["abcdef", "ghijkl"],
    "most_each": 1,
    "mark": "top",
    "depth": 80,
    "screen": 20,
}
"""A value for each field of a message that names no thing."""
DOTS = {"vote.open": 5, "vote.cast": {"0": 1}}
"""How many there are to give, and those that are given."""

OF_THE_OTHER_DAY = ("participant", "moderator", "board")


@dataclass
class Hall:
    """The server, the two days, and the clients by (day's number, role)."""

    house: House
    days: list[Marked]
    clients: dict[tuple[int, str], Follower]

    @property
    def mine(self) -> Marked:
        return self.days[0]

    @property
    def other(self) -> Marked:
        return self.days[1]

    def client(self, role: str) -> Follower:
        """Who stands for a role in the first day."""
        return self.clients[0, role]


@contextmanager
def a_hall(folder: Path, **settings: Any) -> Iterator[Hall]:
    """No paces: a test says in a second what a day says in an hour."""
    days = two_days(a_database(folder))
    clients: dict[tuple[int, str], Follower] = {}
    try:
        with a_house(days[0].engine, folder, note_rate="0", message_rate="0", **settings) as house:
            for number, day in enumerate(days):
                for role in OF_THE_OTHER_DAY if number else ROLES:
                    secret = session(day, role, created_at=now_ms())
                    clients[number, role] = house.of(day).client(day.actor(role), secret=secret)
            yield Hall(house, days, clients)
    finally:  # the server is gone by now, so none of them waits for its goodbye
        for client in clients.values():
            client.close()


def fields(day: Marked, verb: str, **other: Any) -> dict[str, Any]:
    """What a message of this verb needs, with things of this day; KeyError for a new field."""
    now = day.find(model.Round, id=day.day.round_id)[0]
    things = {
        "note": day.id_of(next(iter(day.marks["shown1"]))),
        "prompt": day.prompt(1).id,
        "round": now.id,
        "group": day.group(1, now.number).id,
        "participant": day.person("Bo").id,
        "theme": day.find(model.Theme)[0].id,
        "vote": day.find(model.Vote)[0].id,
        "table": day.table(2).id,
        "dots": DOTS.get(verb),
    }
    reader = READERS.get(verb)
    needed = [one.name for one in msgspec.structs.fields(reader) if one.required] if reader else []
    known = SAMPLES | things | {"id": secrets.token_hex(16)}
    return {name: known[name] for name in needed} | other
