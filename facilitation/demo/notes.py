"""What is written on the demo day: which sentence at which table, and how it is signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from facilitation.core.facts import Facts
from facilitation.core.model import Group, Participant
from facilitation.core.rights import PARTICIPANT, TABLE, Actor
from facilitation.demo.people import read
from facilitation.demo.seats import in_order

SIGNED = ("organisation",) * 8 + ("table",) * 6 + ("target_group",) * 5 + ("name",) * 3


@dataclass(frozen=True, slots=True)
class Said:
    """A note to be written: who, at which group, to which prompt, in which words."""

    actor: Actor
    group: str
    prompt: str
    text: str
    sign: dict[str, Any]
    persondata: bool
    """It names or identifies somebody: on this day it waits for the desk."""


def notes(facts: Facts, round: str, number: int, seed: int) -> list[Said]:
    """So many notes of one round, spread over its tables, prompts and signatures."""
    random = Random(seed)  # noqa: S311 - chance, not secrecy
    groups = [one for one in facts.groups.values() if one.round_id == round]
    groups.sort(key=lambda one: facts.tables[one.table_id].number)
    prompts = {one.number: one.id for one in facts.prompts.values()}
    seated = _seated(facts)
    sentences, tables = _sentences(random), _turns(groups, random)
    found = []
    for _ in range(number):
        sentence, group = next(sentences), next(tables)
        actor, sign = _author(group, seated.get(group.id, []), random)
        found.append(
            Said(
                actor,
                group.id,
                prompts[sentence["question"]],
                sentence["text"],
                sign,
                sentence.get("persondata", False),
            )
        )
    return found


def _sentences(random: Random) -> Iterator[dict[str, Any]]:
    """All sentences in a shuffled order; then pairs of two on the same question."""
    listed: list[dict[str, Any]] = list(read("notes.json")["notes"])
    random.shuffle(listed)
    yield from listed
    plain = [one for one in listed if not one.get("persondata")]
    while True:
        random.shuffle(plain)
        for one in plain:
            other = random.choice(plain)
            if other["question"] == one["question"] and other is not one:
                yield one | {"text": f"{_ended(one['text'])} {other['text']}"}


def _ended(text: str) -> str:
    return text if text[-1] in ".!?…" else f"{text}."


def _turns(groups: list[Group], random: Random) -> Iterator[Group]:
    while True:
        turn = list(groups)
        random.shuffle(turn)
        yield from turn


def _seated(facts: Facts) -> dict[str, list[Participant]]:
    """Who sits in each group, in an order that does not hang on the ids."""
    place = {one.id: n for n, one in enumerate(in_order(facts))}
    return {
        group: [facts.participants[id] for id in sorted(members, key=place.__getitem__)]
        for group, members in facts.members.items()
    }


def _author(
    group: Group, members: list[Participant], random: Random
) -> tuple[Actor, dict[str, Any]]:
    """One of the group, or its table's device, and a signature that is theirs to give."""
    kind = random.choice(SIGNED)
    by_device = random.random() < 0.5
    if not members or (kind == "table" and by_device):
        return Actor(TABLE, group.workshop_id, group.table_id), {"kind": "table"}
    person = random.choice(members)
    return Actor(PARTICIPANT, group.workshop_id, person.id), _sign(person, kind, random)


def _sign(person: Participant, kind: str, random: Random) -> dict[str, Any]:
    if kind == "target_group":
        if person.target_group_ids:
            return {"kind": kind, "id": random.choice(person.target_group_ids)}
        kind = "organisation"
    if kind == "organisation" and person.organisation_id is None:
        kind = "table"
    return {"kind": kind}
