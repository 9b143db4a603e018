"""Stores a read sign-up list: people, organisations, target groups and methods, all or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from facilitation.actions.links import make_link
from facilitation.actions.people import take_out
from facilitation.actions.registry import verb
from facilitation.core.changes import EVERYTHING, Change
from facilitation.core.model import (
    ROLES,
    Method,
    Organisation,
    Participant,
    TargetGroup,
    new_id,
)
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.text import EMAIL_LENGTH, clean_line, fold, optional_line, required_line


@verb("roster.store")
def store_roster(
    work: UnitOfWork,
    actor: Actor,
    *,
    people: list[dict[str, Any]],
    english: dict[str, str] | None = None,
    cancel: list[str] | None = None,
) -> Change:
    """Store people from a list.

    Each of ``people`` is ``{id (of a known participant) or None, name, organisation,
    target_groups: [names], methods: [names], role, status, email}``. ``english`` gives the
    English name of a Danish target group or method. ``cancel``: ids of known people who are no
    longer on the list. Answers ``added``, ``changed``, ``cancelled``.
    """
    if len(people) > work.limits.participants:
        raise Refusal("too_many", most=work.limits.participants)
    names = _Names(work, english or {})
    known = {one.id: one for one in work.find(Participant)}
    counts = {"added": 0, "changed": 0, "cancelled": 0}
    for row in people:
        fields = _fields(work, names, row)
        before = known.get(row.get("id") or "")
        if before is None:
            person = Participant(new_id(), work.workshop_id, **fields)
            work.add(person)
            make_link(work, "badge", person.id)
            counts["added"] += 1
        elif replace(before, **fields) != before:
            work.save(replace(before, **fields))
            counts["changed"] += 1
        if before is not None and fields["status"] == "cancelled":
            take_out(work, before.id)
    for id in cancel or []:
        work.save(replace(work.get(Participant, id), status="cancelled"))
        take_out(work, id)
        counts["cancelled"] += 1
    return Change("roster.stored", (EVERYTHING,), dict(counts))


def _fields(work: UnitOfWork, names: _Names, row: dict[str, Any]) -> dict[str, Any]:
    if row["role"] not in ROLES:
        raise Refusal("field_unknown", field="role")
    return {
        "name": required_line(row["name"], "name", most=work.limits.name_length),
        "organisation_id": names.organisation(row.get("organisation") or ""),
        "role": row["role"],
        "email": optional_line(row.get("email") or "", "email", most=EMAIL_LENGTH) or None,
        "target_group_ids": tuple(
            dict.fromkeys(names.of(TargetGroup, one) for one in row["target_groups"])
        ),
        "method_ids": tuple(dict.fromkeys(names.of(Method, one) for one in row["methods"])),
        "status": "cancelled" if row.get("status") == "cancelled" else "active",
    }


class _Names:
    """Names to ids, made when new; found whatever their case and accents."""

    def __init__(self, work: UnitOfWork, english: dict[str, str]) -> None:
        self._work = work
        self._english = {fold(danish): name for danish, name in english.items()}
        self._organisations = {fold(one.name): one.id for one in work.find(Organisation)}
        self._named: dict[type, dict[str, str]] = {
            TargetGroup: {fold(one.name_da): one.id for one in work.find(TargetGroup)},
            Method: {fold(one.name_da): one.id for one in work.find(Method)},
        }

    def organisation(self, name: str) -> str | None:
        line = clean_line(name)
        if not line:
            return None
        if fold(line) not in self._organisations:
            added = Organisation(new_id(), self._work.workshop_id, self._line(line))
            self._work.add(added)
            self._organisations[fold(line)] = added.id
        return self._organisations[fold(line)]

    def of(self, kind: type[TargetGroup | Method], name: str) -> str:
        key = fold(clean_line(name))
        if key not in self._named[kind]:
            line = self._line(name)
            added = kind(new_id(), self._work.workshop_id, line, self._english.get(key, ""))
            self._work.add(added)
            self._named[kind][key] = added.id
        return self._named[kind][key]

    def _line(self, name: str) -> str:
        return required_line(name, "name", most=self._work.limits.name_length)
