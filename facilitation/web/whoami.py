"""What a phone knows of itself: who it stands for, where it sits, and how many share what it may
sign with."""

from __future__ import annotations

from typing import Any

from flask import url_for

from facilitation.core.facts import Facts
from facilitation.core.model import Seat
from facilitation.core.rights import TABLE, Actor
from facilitation.store import lookup
from facilitation.web.base import read


def me(facts: Facts, actor: Actor, follows: str) -> dict[str, Any]:
    """A phone's own data.

    ``role``, ``id``, ``name``; ``organisation`` and ``colleagues`` (others listed from it);
    ``target_groups`` of ``id``, ``name`` in both languages and ``others`` (who share it and have
    joined: no more are sure to be here); ``seats``: round id to ``group`` and ``table`` (its
    number); ``follows``: the audience; ``join``: where to join.
    """
    common = {"role": actor.role, "id": actor.subject_id, "follows": follows}
    common["join"] = url_for("joining.join", code=facts.workshop.code)
    if actor.role == TABLE:
        return common | _device(facts, actor)
    return common | _person(facts, actor) | {"seats": _seats(facts, actor)}


def _device(facts: Facts, actor: Actor) -> dict[str, Any]:
    table = facts.tables.get(actor.subject_id)
    groups = (one for one in facts.groups.values() if one.table_id == actor.subject_id)
    number = table.number if table else None
    return {
        "name": "",
        "organisation": "",
        "colleagues": 0,
        "table": number,
        "target_groups": [],
        "seats": {one.round_id: {"group": one.id, "table": number} for one in groups},
    }


def _person(facts: Facts, actor: Actor) -> dict[str, Any]:
    person = facts.participants[actor.subject_id]
    listed = [
        one for one in facts.participants.values() if one.status == "active" and one.id != person.id
    ]
    organisation = facts.organisations.get(person.organisation_id or "")
    return {
        "name": person.name,
        "organisation": organisation.name if organisation else "",
        "colleagues": sum(1 for one in listed if one.organisation_id == person.organisation_id)
        if organisation
        else 0,
        "target_groups": [
            {
                "id": id,
                "name": {
                    "da": facts.target_groups[id].name_da,
                    "en": facts.target_groups[id].name_en,
                },
                "others": sum(1 for one in listed if one.joined and id in one.target_group_ids),
            }
            for id in person.target_group_ids
            if id in facts.target_groups
        ],
    }


def _seats(facts: Facts, actor: Actor) -> dict[str, Any]:
    taken = read(
        lambda connection: lookup.find(
            connection,
            Seat,
            facts.workshop.id,
            participant_id=actor.subject_id,
            until_seq=None,
        )
    )
    return {
        seat.round_id: {
            "group": seat.group_id,
            "table": facts.tables[facts.groups[seat.group_id].table_id].number,
        }
        for seat in taken
        if seat.group_id in facts.groups
    }
