"""Who comes to the demo day: the invented list of 2022, cut or drawn out to the number asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data"
MORE = ("Nord", "Syd", "Øst", "Vest", "Midt", "Fjord", "Havn", "Skov", "Strand", "Bakke")
"""What a further branch of an organisation is called."""
PARTNERS = ("participant", "host")


@cache
def read(name: str) -> Any:
    """What a file of the demo's data holds."""
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def english() -> dict[str, str]:
    """The English names of target groups and methods, by their Danish ones."""
    names: dict[str, str] = read("english.json")
    return names


def people(number: int, seed: int) -> list[dict[str, Any]]:
    """So many people, as ``roster.store`` takes them; the same for the same seed.

    Up to the length of the list they are drawn from it; further ones get a first and a last
    name of the list in a new pair, and belong to new branches of the partner organisations.
    """
    listed: list[dict[str, Any]] = read("people.json")["people"]
    if number <= len(listed):
        random = Random(seed)  # noqa: S311 - chance, not secrecy
        chosen = sorted(random.sample(range(len(listed)), number))
        return [dict(listed[index]) for index in chosen]
    branches = _branches(listed)
    names = _names(listed, seed)
    missing = number - len(listed)
    return [
        *(dict(one) for one in listed),
        *(next(branches) | {"name": next(names)} for _ in range(missing)),
    ]


def _branches(listed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    partners = [one for one in listed if one["role"] in PARTNERS]
    for turn, name in enumerate(cycle(MORE)):
        again = f" {turn // len(MORE) + 1}" if turn >= len(MORE) else ""
        for one in partners:
            yield one | {"organisation": f"{one['organisation']} {name}{again}"}


def _names(listed: list[dict[str, Any]], seed: int) -> Iterator[str]:
    taken = {one["name"] for one in listed}
    firsts = sorted({name.split()[0] for name in taken})
    lasts = sorted({name.split()[-1] for name in taken})
    pairs = [f"{first} {last}" for first in firsts for last in lasts]
    Random(seed).shuffle(pairs)  # noqa: S311
    fresh = [name for name in pairs if name not in taken]
    # Past all pairs, a second first name: there are always more people.
    yield from fresh
    for first in firsts:
        yield from (f"{first} {name}" for name in fresh)
