"""The running order: what is planned for when, and when each part really began."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from facilitation.actions.registry import verb
from facilitation.core.changes import Change, Key
from facilitation.core.model import Item, Step, new_id
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.text import required_line

_CLOCK = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)")


@verb("agenda.set")
def set_agenda(work: UnitOfWork, actor: Actor, *, lines: list[str]) -> Change:
    """The whole running order anew, a line for each part: ``9.30 Velkomst``.

    A part of the same name keeps when it began. Refusals: ``too_many`` (most), ``time_unknown``
    (a line does not begin with a clock time), ``field_empty``, ``field_too_long``.
    """
    if len(lines) > work.limits.items:
        raise Refusal("too_many", most=work.limits.items)
    wanted = [_read(work, line) for line in lines]
    before = work.find(Item)
    left = {item.title: item for item in before}
    after: list[Item] = []
    for number, (at, title) in enumerate(wanted, start=1):
        old = left.pop(title, None)
        id, began = (old.id, old.began_at) if old else (new_id(), None)
        after.append(Item(id, work.workshop_id, number, at, title, began))
    return _replaced(work, before, after)


def put_items(work: UnitOfWork, *, items: list[list[Any]]) -> Change:
    """Undo: the running order as it was."""
    after = [Item(id, work.workshop_id, *rest) for id, *rest in items]
    return _replaced(work, work.find(Item), after)


@verb("agenda.begin")
def begin_item(work: UnitOfWork, actor: Actor, *, item: str) -> Change:
    """A part of the day begins now. Refusal ``nothing_changed`` when it has begun before."""
    found = work.get(Item, item)
    if found.began_at is not None:
        raise Refusal("nothing_changed")
    return _began(work, found, work.now)


def put_began(work: UnitOfWork, *, item: str, began_at: int | None) -> Change:
    """Undo: when a part began, as it was."""
    return _began(work, work.get(Item, item), began_at)


def _began(work: UnitOfWork, item: Item, at: int | None) -> Change:
    work.save(replace(item, began_at=at))
    args: dict[str, object] = {"item": item.id, "began_at": item.began_at}
    step = Step("", work.workshop_id, 0, "", "item.put", args)
    return Change("agenda.begun", (("item", item.id),), step=step)


def _replaced(work: UnitOfWork, before: list[Item], after: list[Item]) -> Change:
    old, new = {one.id: one for one in before}, {one.id: one for one in after}
    for id in old.keys() - new.keys():
        work.remove(old[id])
    for id, item in new.items():
        if id not in old:
            work.add(item)
        elif old[id] != item:
            work.save(item)
    changed = sorted(id for id in old.keys() | new.keys() if old.get(id) != new.get(id))
    touched: list[Key] = [("item", id) for id in changed]
    if not touched:
        raise Refusal("nothing_changed")
    was = [[one.id, one.number, one.at, one.title, one.began_at] for one in before]
    step = Step("", work.workshop_id, 0, "", "agenda.put", {"items": was})
    return Change("agenda.set", tuple(touched), step=step)


def _read(work: UnitOfWork, line: str) -> tuple[str, str]:
    at, _, title = line.strip().partition(" ")
    clock = _CLOCK.fullmatch(at)
    if clock is None:
        raise Refusal("time_unknown")
    most = work.limits.name_length
    time = f"{int(clock.group(1)):02d}.{clock.group(2)}"
    return time, required_line(title, "title", most=most)
