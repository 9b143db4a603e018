"""The organiser prepares the day: creates and edits it and its rounds, opens it, closes it."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from typing import Any

from facilitation.actions import template
from facilitation.actions.links import make_link
from facilitation.actions.registry import verb
from facilitation.actions.rounds import close_running
from facilitation.actions.voting import close_votes
from facilitation.actions.wishes import drop_wishes
from facilitation.core.changes import DAY, EVERYTHING, Change
from facilitation.core.model import (
    MODES,
    Group,
    Plan,
    Prompt,
    Round,
    Table,
    Workshop,
    new_id,
)
from facilitation.core.ports import UnitOfWork
from facilitation.core.refusals import Refusal
from facilitation.core.rights import Actor
from facilitation.core.text import clean_line, optional_line, required_line
from facilitation.core.tokens import new_code

DAY_LINKS = ("desk", "board", "report")


@verb("workshop.create")
def create_workshop(
    work: UnitOfWork,
    actor: Actor,
    *,
    title: str,
    from_template: bool = True,
    code: str | None = None,
    **details: str,
) -> Change:
    """Create a day, from the template or empty, with its desk, board and report links.

    Refusal ``not_allowed`` when the id is another day's.
    """
    if work.find(Workshop):
        raise Refusal("not_allowed")
    work.add(
        Workshop(
            workshop_id=work.workshop_id,
            code=code or new_code(),
            organiser_id=actor.subject_id,
            title=required_line(title, "title", most=work.limits.name_length),
            **_details(work, details),
        )
    )
    for kind in DAY_LINKS:
        make_link(work, kind, work.workshop_id)
    if from_template:
        _fill_from_template(work)
    return Change("workshop.created", (EVERYTHING,), {"workshop": work.workshop_id})


@verb("workshop.edit")
def edit_workshop(work: UnitOfWork, actor: Actor, *, title: str, **details: str) -> Change:
    """Change title, date, place, theme, start; Refusal ``date_unknown``, ``time_unknown``."""
    line = required_line(title, "title", most=work.limits.name_length)
    work.save(replace(work.workshop, title=line, **_details(work, details)))
    return Change("workshop.edited", (DAY,))


@verb("workshop.room")
def set_room(work: UnitOfWork, actor: Actor, *, depth: int, screen: int) -> Change:
    """Say how far the back row sits from the board and how wide its picture is, in decimetres:
    what the board's letters are measured by. Refusal ``room_out_of_range``.
    """
    if not (20 <= depth <= 600 and 5 <= screen <= 300):
        raise Refusal("room_out_of_range")
    work.save(replace(work.workshop, room_depth=depth, screen_width=screen))
    return Change("workshop.room_set", (DAY,))


@verb("workshop.open")
def open_workshop(work: UnitOfWork, actor: Actor) -> Change:
    """Let phones join and write. A closed day is not opened again: Refusal ``day_closed``."""
    day = work.workshop
    if day.state == "closed":
        raise Refusal("day_closed")
    rounds = sorted(work.find(Round), key=lambda one: one.number)
    work.save(
        replace(day, state="open", round_id=day.round_id or (rounds[0].id if rounds else None))
    )
    return Change("workshop.opened", (DAY,))


@verb("workshop.close")
def close_workshop(work: UnitOfWork, actor: Actor) -> Change:
    """Close the day for good: nothing more is taken, what still stood apart is erased."""
    touched = (*close_running(work), *close_votes(work))
    day = replace(work.workshop, state="closed", timer_started_at=None, timer_ends_at=None)
    work.save(day)
    return Change("workshop.closed", tuple(sorted({DAY, *touched})), erases=True)


@verb("workshop.confirm_address")
def confirm_address(work: UnitOfWork, actor: Actor, *, address: str) -> Change:
    """Keep the address that printed codes carry (the page has checked and warned)."""
    work.save(replace(work.workshop, base_address=clean_line(address).rstrip("/")))
    return Change("workshop.address_confirmed", (DAY,))


@verb("round.add")
def add_round(work: UnitOfWork, actor: Actor) -> Change:
    """Add a round after the last, with all prompts."""
    rounds = work.find(Round)
    if len(rounds) >= work.limits.rounds:
        raise Refusal("too_many", most=work.limits.rounds)
    prompts = sorted(work.find(Prompt), key=lambda one: one.number)
    number = max((one.number for one in rounds), default=0) + 1
    ids = tuple(one.id for one in prompts)
    added = Round(new_id(), work.workshop_id, number, prompt_ids=ids)
    work.add(added)
    return Change("round.added", (("round", added.id),), {"round": added.id})


@verb("round.edit")
def edit_round(
    work: UnitOfWork,
    actor: Actor,
    *,
    round: str,
    minutes: int,
    targets: str,
    methods: str,
    prompts: list[str],
) -> Change:
    """Change a round that has not been held; Refusals ``round_held``, ``minutes_out_of_range``."""
    found = work.get(Round, round)
    if found.state != "planned":
        raise Refusal("round_held", number=found.number)
    if not 1 <= minutes <= 600:
        raise Refusal("minutes_out_of_range", least=1, most=600)
    if targets not in MODES or methods not in MODES:
        raise Refusal("field_unknown", field="targets")
    known = {one.id for one in work.find(Prompt)}
    chosen = tuple(id for id in dict.fromkeys(prompts) if id in known)
    work.save(replace(found, minutes=minutes, targets=targets, methods=methods, prompt_ids=chosen))
    return Change("round.edited", (("round", round),))


@verb("round.remove")
def remove_round(work: UnitOfWork, actor: Actor, *, round: str) -> Change:
    """Remove the last round while nobody is seated in it; Refusal ``round_in_use``."""
    found = work.get(Round, round)
    last = max(one.number for one in work.find(Round))
    in_use = found.state != "planned" or bool(work.find(Group, round_id=round))
    if in_use or found.number != last or work.workshop.round_id == round:
        raise Refusal("round_in_use", number=found.number)
    _drop_from_plan(work, number=found.number)
    drop_wishes(work, round_id=round)
    work.remove(found)
    return Change("round.removed", (("round", round),))


def _drop_from_plan(work: UnitOfWork, *, number: int) -> None:
    for plan in work.find(Plan):
        work.save(replace(plan, seats=tuple(s for s in plan.seats if s[1] != number), proof=()))


def _details(work: UnitOfWork, given: dict[str, str]) -> dict[str, Any]:
    most = work.limits.name_length
    kept: dict[str, Any] = {}
    for name in ("place", "theme"):
        if name in given:
            kept[name] = optional_line(given[name], name, most=most)
    if "date" in given:
        kept["date"] = _date(clean_line(given["date"]))
    if "starts_at" in given:
        kept["starts_at"] = _time(clean_line(given["starts_at"]))
    return kept


def _date(typed: str) -> str:
    try:
        return datetime.date.fromisoformat(typed).isoformat() if typed else ""
    except ValueError:
        raise Refusal("date_unknown") from None


def _time(typed: str) -> str:
    """A clock time as Danes write it: 9.30, 09:30 and 9 are all read, 09.30 is kept."""
    found = re.fullmatch(r"(\d{1,2})(?:[.:](\d{2}))?", typed)
    if not typed:
        return ""
    if found is None or int(found[1]) > 23 or int(found[2] or 0) > 59:
        raise Refusal("time_unknown")
    return f"{int(found[1]):02}.{int(found[2] or 0):02}"


def _fill_from_template(work: UnitOfWork) -> None:
    prompts = []
    for number, question in enumerate(template.QUESTIONS, 1):
        prompts.append(Prompt(new_id(), work.workshop_id, number, **question))
        work.add(prompts[-1])
    ids = tuple(one.id for one in prompts)
    for number, round in enumerate(template.ROUNDS, 1):
        work.add(Round(new_id(), work.workshop_id, number, prompt_ids=ids, **round))
    for number in range(1, template.TABLES + 1):
        table = Table(new_id(), work.workshop_id, number)
        work.add(table)
        make_link(work, "table", table.id)
