"""Why each wish is where it is: one code and its data per wish; the words come with the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from facilitation.grouping.proof import Finding


def explain(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """One record per wish for the organiser's page: {wish, round, value, bound, proven, reason}.

    Wishes over all rounds; a wish that counts in some rounds only comes once for each of those.
    ``reason.code``: none_needed, pigeonhole (with organisation, role, target_group or method,
    people, tables), kept_together, counting, crowding, few_hosts (hosts, tables),
    seats_of_themes; ``gap`` (with the bound's own code as ``bound``) when value and bound differ.
    """
    records = list(found)
    whole = {one.wish for one in records if one.round is None}
    return [_record(one) for one in records if (one.round is None) == (one.wish in whole)]


def by_round(found: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The rounds of each wish that counts in all of them: where one gathers and others mix, a sum
    is proven nowhere, though most of its rounds may be."""
    records = list(found)
    whole = [one.wish for one in records if one.round is None]
    rounds = {
        wish: [one for one in records if one.wish == wish and one.round is not None]
        for wish in whole
    }
    return {wish: each for wish, each in rounds.items() if each}


def _record(one: Finding) -> dict[str, Any]:
    record = one.to_json(reason=True)
    if not one.proven:
        record["reason"] = {**one.reason, "code": "gap", "bound": one.reason["code"]}
    return record
