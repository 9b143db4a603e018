"""What a phone knows of itself: who it stands for, where it sits, and how many share what it may
sign with."""

from __future__ import annotations

from typing import Any

from flask import url_for

from facilitation.core.facts import Facts
from facilitation.core.rights import TABLE, Actor
from facilitation.store.near import Near


def me(near: Near, actor: Actor) -> dict[str, Any]:
    """A phone's own data.

    ``role``, ``id``, ``name``; ``organisation`` and ``colleagues`` (others listed from it);
    ``target_groups`` of ``id``, ``name`` in both languages and ``others`` (who share it and have
    joined: no more are sure to be here); ``seats``: round id to ``group`` and ``table`` (its
    number); ``follows``: the audience; ``join``: where to join.
    """
    common = {"role": actor.role, "id": actor.subject_id, "follows": near.follows}
    common["join"] = url_for("joining.join", code=near.facts.workshop.code)
    if actor.role == TABLE:
        return common | _device(near.facts, actor)
    return common | _person(near, actor) | {"seats": _seats(near)}


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


def _person(near: Near, actor: Actor) -> dict[str, Any]:
    facts = near.facts
    person = facts.participants[actor.subject_id]
    organisation = facts.organisations.get(person.organisation_id or "")
    return {
        "name": person.name,
        "organisation": organisation.name if organisation else "",
        "colleagues": near.colleagues,
        "target_groups": [
            {
                "id": id,
                "name": {
                    "da": facts.target_groups[id].name_da,
                    "en": facts.target_groups[id].name_en,
                },
                "others": near.sharing.get(id, 0),
            }
            for id in person.target_group_ids
            if id in facts.target_groups
        ],
    }


def _seats(near: Near) -> dict[str, Any]:
    groups, tables = near.facts.groups, near.facts.tables
    return {
        seat.round_id: {
            "group": seat.group_id,
            "table": tables[groups[seat.group_id].table_id].number,
        }
        for seat in near.seats
        if seat.group_id in groups
    }
