"""Themes on a large day before it is looked at, made by a moderator over the wire."""

from __future__ import annotations

import json
from typing import Any

from benchmarks.load import Load
from benchmarks.pages.place import Place
from benchmarks.wire import Client, Product

RATE = 20.0


class Moderating(Product):
    """Knows the day's shown notes, the oldest first, and sends what a moderator would."""

    def ready(self, client: Client, packet: bytes) -> bool:
        if not packet.startswith(b'42["snapshot"'):
            return False
        records = json.loads(packet[2:])[1]["records"]
        notes = [one for one in records if one["type"] == "note" and one["state"] == "shown"]
        client.facts["notes"] = [
            one["id"] for one in sorted(notes, key=lambda one: int(one["seq"]))
        ]
        return True

    def message(self, verb: str, number: int, fields: dict[str, Any]) -> bytes:
        return f'42["{verb}",{json.dumps({"id": f"{number:032x}"} | fields)}]'.encode()


class _Gathering(Moderating):
    def __init__(self, each: int) -> None:
        self._each, self._made = each, 0

    def note(self, client: Client, number: int, text: str) -> bytes:
        first = self._each * self._made
        self._made += 1
        notes = client.facts["notes"][first : first + self._each]
        return self.message("theme.add", number, {"name": f"{text} {self._made}", "notes": notes})


def gather(place: Place, themes: int, *, each: int) -> None:
    """So many themes with so many of the oldest notes each."""
    load = Load(_Gathering(each), place.port)
    load.connect([place.moderator()])
    times = load.open_loop(rate=RATE, seconds=themes / RATE, texts=("Et tema",), seed=1)
    load.close()
    if times.refused or times.unanswered:
        raise RuntimeError(f"{times.refused} themes refused, {times.unanswered} not answered")
